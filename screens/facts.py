"""What a task, a time and a person are, in lines that several screens say alike."""

from datetime import date, datetime, timedelta

from domain.views import CategoryView, OrganisationView, ProfileView, TaskView
from frame.readers import Reader, Reading, Unread, sensitive
from frame.steps import Option
from frame.texts import InWords, Minutes, Text, Translated, Words, _, lines, n_

PRIVATE_PERSON = "0"  # the option of acting for no organisation


def category(view: CategoryView) -> Translated:
    """A category's name, in the reader's language."""
    return Translated({"fi": view.fi, "sv": view.sv, "en": view.en})


def duration(minutes: int) -> Text:
    """A length of time standing alone, as on a button."""
    return Text("{time}", {"time": Minutes(minutes)})


def waiting(count: int) -> Text:
    """How many applicants are undecided."""
    return n_("{count} applicant waits for your answer.", "{count} applicants wait for your answer.", count)


def length(time: timedelta) -> Minutes:
    """A length of time of the settings."""
    return Minutes(round(time.total_seconds() / 60))


def short(words: str, most: int = 160) -> str:
    """The beginning of somebody's words."""
    flat = " ".join(words.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def when(day: date | None, moment: datetime | None, words: str | None) -> Text:
    """When it is needed."""
    if moment is not None:
        return _("Time: {moment}", moment=moment)
    if day is not None:
        return _("Needed by: {day}", day=day)
    if words:
        return _("When: {words}", words=words)
    return _("When: no date set")


def place(*, remote: bool, town: str | None, address: str | None = None) -> Text:
    """Where it is done."""
    if remote:
        return _("Place: remote")
    if address:
        return _("Place: {town}, {address}", town=town or "", address=address)
    return _("Place: {town}", town=town or "")


def needed(minutes: int, places: int) -> Text:
    """How much time, and how many people."""
    if places == 1:
        return _("Time needed: {time}", time=Minutes(minutes))
    return _("Time needed: {time} each. People needed: {places}", time=Minutes(minutes), places=places)


def choose_by(day: date) -> Text:
    """By when the requester chooses."""
    return _("The requester chooses by: {day}", day=day)


def away(name: str, until: date) -> Text:
    """Somebody is away, and the clock waits for them."""
    return _("{name} is away, and here again on this day: {day}. Nobody's time runs out before.", name=name, day=until)


def asker(name: str, organisation: str | None, confirmed: bool = True) -> Text:
    """Who asks, and for what organisation; marked while it, or its member, is not confirmed."""
    if organisation and not confirmed:
        return _("Asked by: {name}, {organisation} (not confirmed yet)", name=name, organisation=organisation)
    if organisation:
        return _("Asked by: {name}, {organisation}", name=name, organisation=organisation)
    return _("Asked by: {name}", name=name)


def card(task: TaskView) -> Words:
    """A task in a list."""
    return lines(
        _("<b>{title}</b>", title=task.title),
        category(task.category),
        asker(task.requester_name, task.organisation, task.organisation_confirmed),
        needed(task.minutes, task.places),
        when(task.when_date, task.when_at, task.when_text),
        place(remote=task.remote, town=task.town),
        short(task.description),
    )


def profile(view: ProfileView) -> Words:
    """A person in a few lines, as the other side sees them."""
    return lines(
        _who(view),
        view.description or None,
        view.town is not None and _("Town: {town}", town=view.town),
        bool(view.skills) and skills(view.skills),
        record(view),
        view.member_since is not None and _("Member since: {day}", day=view.member_since.date()),
    )


def _who(view: ProfileView) -> Text:
    if not view.organisation:
        return _("<b>{name}</b>, private person", name=view.name)
    if not view.organisation_confirmed:
        return _("<b>{name}</b>, {organisation} (not confirmed yet)", name=view.name, organisation=view.organisation)
    return _("<b>{name}</b>, {organisation}", name=view.name, organisation=view.organisation)


def skills(known: tuple[CategoryView, ...]) -> Text:
    """What a person can help with."""
    names = {code: ", ".join(skill.name(code) for skill in known) for code in ("fi", "sv", "en")}
    return _("Can help with: {skills}", skills=Translated(names))


def record(view: ProfileView) -> Words:
    """What a person has done, and how it went."""
    return lines(
        _("Tasks done: {tasks}. Hours given: {time}", tasks=view.done_tasks, time=Minutes(view.minutes_given))
        if view.done_tasks
        else _("No tasks done yet"),
        view.advised > 0
        and _("Advice that helped: {count}. Time used: {time}", count=view.advised, time=Minutes(view.minutes_advised)),
        feedback(view),
    )


def feedback(view: ProfileView) -> Text:
    """The averages of past feedback."""
    if not view.answers:
        return _("No feedback yet")
    if None in (view.task_average, view.schedule_average, view.process_average):
        return _(
            "Feedback: averages are shown when at least three have answered. Answers: {answers}", answers=view.answers
        )
    return _(
        "Feedback, 1 to 5: task {task}, schedule {schedule}, process {process}. Answers: {answers}",
        task=view.task_average,
        schedule=view.schedule_average,
        process=view.process_average,
        answers=view.answers,
    )


def acting_for(own: list[OrganisationView]) -> list[Option]:
    """What a person may ask or help for."""
    return [Option(str(one.id), one.name) for one in own] + [Option(PRIVATE_PERSON, _("As a private person"))]


def careful(reader: Reader[str]) -> Reader[str]:
    """The same reader, which takes no identity number, no bank account and no phone number."""

    def read(words: str, reading: Reading) -> str | Unread:
        said = reader(words, reading)
        warning = sensitive(said) if isinstance(said, str) else None
        return Unread(warning) if warning is not None else said

    return read


def timed(reader: Reader[date | datetime]) -> Reader[datetime]:
    """The same reader, which wants a time of day, too."""

    def read(words: str, reading: Reading) -> datetime | Unread:
        said = reader(words, reading)
        if isinstance(said, datetime | Unread):
            return said
        return Unread(
            _("The time is missing. Please write the day and the time, for example: {example}", example="15.12. 14:00")
        )

    return read


def understood_day(day: date) -> Text:
    """Says back which day was understood."""
    return _("The day is: {day}", day=InWords(day))


def understood_moment(moment: datetime) -> Text:
    """Says back which day and time were understood."""
    return _("The day and time: {moment}", moment=moment)


def understood(said: date | datetime) -> Text:
    """Says back which day, or which day and time, was understood."""
    return understood_moment(said) if isinstance(said, datetime) else understood_day(said)


def understood_time(minutes: int) -> Text:
    """Says back what length of time was understood."""
    return _("The time is: {time}", time=Minutes(minutes))
