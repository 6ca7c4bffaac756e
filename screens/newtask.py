"""Asking for help: the questions, and the task before it is published."""

from collections.abc import Sequence
from datetime import date, datetime, time

from domain.attachments import MOST as MOST_FILES
from domain.attachments import NewFile
from domain.dataclasses import dataclass
from domain.tasks import NewTask
from domain.views import CategoryView, GroupView, NamedView, TaskView
from frame.screen import Button, Screen, rows
from frame.steps import Option
from frame.texts import Joined, Text, Translated, Words, _, lines, n_, paragraphs
from models.task import Audience
from screens import facts
from screens.ways import HOME, MakeNamedLink, MyTasks, OpenTask, SeeOffers

EVERYBODY, NAMED = 0, -1
HOURS = (60, 120, 240, 480)
PEOPLE = (1, 2, 3)
MOST_OF_A_BUTTON = 40  # bytes that a suggested answer may have
TO_LAST = (1, 7, 14, 30)  # days from today, as answers ready to be tapped
TO_CHOOSE = (7, 14)
CLOCKS = (9, 12, 15, 18)
GO_ON = "go"  # the option that answers a question where several things are marked


@dataclass(frozen=True)
class TaskDraft:
    """What is answered so far. The flag is known at the beginning: it saves a question."""

    several_organisations: bool = False
    category_id: int = 0
    title: str = ""
    description: str = ""
    minutes: int = 0
    places: int = 1
    taken: int = 0  # of the places, where it is published
    when: str = "none"  # day, moment, words, none
    when_date: date | None = None
    when_day: date | None = None  # of the moment
    when_at: datetime | None = None
    when_text: str | None = None
    read_date: date | None = None  # what stands in those words
    read_at: datetime | None = None
    meant: str = ""  # "date", where it was meant
    remote: bool = True
    town: str | None = None
    address: str | None = None
    attachments: tuple[NewFile, ...] = ()
    choose_by: date | None = None
    organisation_id: int = 0
    audience: int = EVERYBODY  # else a group's id, or those named
    named: tuple[int, ...] = ()
    sought: str = ""  # among those whom one may name

    def task(self) -> NewTask:
        """What is to be published."""
        day, moment, wording = None, None, None
        match self.when:
            case "day":
                day = self.when_date
            case "moment":
                moment = self.when_at
            case "words" if self.meant == "date":
                day, moment = (None, self.read_at) if self.read_at else (self.read_date, None)
            case "words":
                wording = self.when_text
        group = self.audience not in (EVERYBODY, NAMED)
        return NewTask(
            category_id=self.category_id,
            title=self.title,
            description=self.description,
            minutes=self.minutes,
            places=self.places,
            when_date=day,
            when_at=moment,
            when_text=wording,
            remote=self.remote,
            town=None if self.remote else self.town,
            address=None if self.remote else self.address,
            audience=Audience.GROUP if group else Audience.NAMED if self.audience == NAMED else Audience.EVERYBODY,
            group_id=self.audience if group else None,
            choose_by=self.choose_by,
            files=self.attachments,
            named=tuple(sorted(self.named)) if self.audience == NAMED else (),
        )


WHAT = _("Asking for help")
WHICH_CATEGORY = _("What kind of help do you need?")
WHICH_TITLE = _(
    "Give it a short title, for example: Help with our newsletter\n\n"
    "Please do not write clients' data, here or later. Help here is for support services, not for client work."
)
WHICH_DESCRIPTION = _("Describe it: what is needed, and what is ready already?")
HOW_LONG = _("How much time does one person need for it? Choose, or write for example 3 h or 1 h 30 min.")
HOW_MANY = _("How many people do you need? Choose, or write a number from 1 to 50.")
WHEN = _("When is it needed? Choose, or write for example 31.12. or 15.12. 14:00, or say it in words.")
WHICH_DAY = _("By which day? Choose, or write for example 31.12. or next Friday.")
WHICH_MOMENT = _("On which day and at what time? Write for example 15.12. 14:00, or choose the day first.")
WHICH_CLOCK = _("At what time?")
WHICH_WORDS = _("When? Write it in your own words.")
WHERE = _("Where is it done?")
WHICH_TOWN = _("In which town? Only the town is shown.")
WHICH_ADDRESS = _("What is the exact address? Only those you choose will see it.")
NO_ADDRESS = _("Leave out the address")
WHICH_CHOOSE_BY = _("By which day do you choose the doers? Applicants see it. Choose, or write for example 31.12.")
NO_CHOOSE_BY = _("Set no day")
FOR_WHOM = _("For which organisation do you ask?")
WHO_SEES = _("Who may see it?")
PUBLISH = _("Publish the task")

LABELS = {
    "category_id": _("Kind of help"),
    "title": _("Title"),
    "description": _("Description"),
    "minutes": _("Time needed"),
    "places": _("Number of people"),
    "when": _("When it is needed"),
    "when_date": _("Day"),
    "when_day": _("Day and time"),
    "when_at": _("Time of day"),
    "when_text": _("When, in words"),
    "remote": _("Remote or a place"),
    "town": _("Town"),
    "address": _("Exact address"),
    "attachments": _("Attachments"),
    "choose_by": _("Day of choosing"),
    "organisation_id": _("Organisation"),
    "audience": _("Who may see it"),
    "named": _("People asked by name"),
}


def categories(known: list[CategoryView]) -> list[Option]:
    """The kinds of help."""
    return [Option(str(one.id), facts.category(one)) for one in known]


def hours() -> list[Option]:
    """Usual lengths of time."""
    return [Option(str(minutes // 60), facts.duration(minutes)) for minutes in HOURS]


def people(taken: int = 0) -> list[Option]:
    """Usual numbers of people, not fewer than have been chosen."""
    return [Option(str(count), str(count)) for count in PEOPLE if count >= taken]


def times() -> list[Option]:
    """The ways to say when."""
    return [
        Option("day", _("By a certain day")),
        Option("moment", _("At a certain time")),
        Option("words", _("Say it in words")),
        Option("none", _("No date")),
    ]


def days(offered: list[date]) -> list[Option]:
    """Days ready to be tapped."""
    return [Option(day.isoformat(), Text("{day}", {"day": day})) for day in offered]


def places() -> list[Option]:
    """Remote or not."""
    return [Option("remote", _("Remotely")), Option("place", _("In a certain town"))]


def towns(own: str | None) -> list[Option]:
    """One's own town, where it fits into a button."""
    return [Option(own, own)] if own and ":" not in own and len(own.encode()) <= MOST_OF_A_BUTTON else []


def choosing_days(offered: list[date]) -> list[Option]:
    """Days on which one may choose, ready to be tapped."""
    return [
        Option(day.isoformat(), n_("In {count} week: {day}", "In {count} weeks: {day}", weeks, day=day))
        for weeks, day in enumerate(offered, start=1)
    ]


def clocks() -> list[Option]:
    """Usual times of day."""
    return [Option(f"{hour}.00", Text("{time}", {"time": time(hour)})) for hour in CLOCKS]


def meant(answers: TaskDraft) -> Words:
    """Free words in which a day was read: which of the two is it?"""
    return paragraphs(
        _("You wrote: {words}", words=answers.when_text or ""),
        _("Did you mean a date? Others can then find the task by it, and the bot can remind you."),
    )


def meanings(answers: TaskDraft) -> list[Option]:
    """The date that was read, or the words as they are."""
    read: date | datetime | None = answers.read_at or answers.read_date
    return [
        *([Option("date", _("Use the date: {day}", day=read))] if read else []),
        Option("words", _("Keep my own words")),
    ]


def attach(answers: TaskDraft) -> Words:
    """What may be sent along, and what is there."""
    there = answers.attachments
    return paragraphs(
        _(
            "Do you want to add files? Send photos, PDF or Office files here, at most {most}. "
            "Everybody who sees the task can open them.",
            most=MOST_FILES,
        ),
        bool(there) and lines(_("Attachments ({count})", count=len(there)), *(file_name(one) for one in there)),
    )


def file_name(file: NewFile) -> Words:
    """A file by its name, a photo by what it is."""
    return file.name or _("a photo")


def attached(there: Sequence[NewFile]) -> list[Option]:
    """On with what is there, or without some of it."""
    on = (
        n_("Go on with {count} attachment", "Go on with {count} attachments", len(there))
        if there
        else _("Go on without attachments")
    )
    return [
        Option(GO_ON, on),
        *(
            Option(str(at), _("Remove {number}: {name}", number=at + 1, name=file_name(one)))
            for at, one in enumerate(there)
        ),
    ]


def audiences(groups: list[GroupView]) -> list[Option]:
    """Everybody, a group with its size, or people by name."""
    return [
        Option(str(EVERYBODY), _("Everybody in the service")),
        *(
            Option(str(one.id), n_("{group}: {count} member", "{group}: {count} members", one.size, group=one.name))
            for one in groups
        ),
        Option(str(NAMED), _("Only people I name")),
    ]


def whom(there: int, sought: str) -> Words:
    """Who is asked by name."""
    return paragraphs(
        _("Whom do you ask? Only they will see the task, and they hear of it at once."),
        _(
            "You see people you have worked with, members of your groups, and those who offer such help. "
            "Write a name to search."
        )
        if there
        else _("You have not worked with anybody yet, and you are in no group with others."),
        bool(sought) and _("Searched: {words}", words=sought),
        _("To somebody else you can give a link of their own after publishing."),
    )


def whom_to_ask(chosen: Sequence[NamedView], others: Sequence[NamedView]) -> list[Option]:
    """On with those chosen; without one of them; with one more."""
    on = n_("Go on with {count} person", "Go on with {count} people", len(chosen)) if chosen else _("Give a link later")
    return [
        Option(GO_ON, on),
        *(Option(str(one.person_id), _("Leave out: {name}", name=_who(one))) for one in chosen),
        *(Option(str(one.person_id), _("Ask: {name}", name=_who(one))) for one in others),
    ]


def enough_people(most: int) -> Text:
    """No more can be asked by name."""
    return _("You can ask at most {most} people by name. Leave somebody out first.", most=most)


def _who(one: NamedView) -> Words:
    return Joined((one.name, one.organisation), ", ") if one.organisation else one.name


@dataclass(frozen=True)
class Seers:
    """Who will see a task: of which group, or who of those named; how many, and how many can help with such a thing."""

    count: int
    skilled: int
    group: str | None = None
    names: tuple[str, ...] | None = None
    offering: int = 0  # such help


def preview(answers: TaskDraft, category: Translated, asker: Text, seers: Seers | None) -> Words:
    """The task as others will see it, and who those are; `seers` is None where the group is no longer mine."""
    task = answers.task()
    return paragraphs(
        _("This is how others will see it:"),
        lines(
            _("<b>{title}</b>", title=answers.title),
            category,
            asker,
            facts.needed(answers.minutes, answers.places),
            facts.when(task.when_date, task.when_at, task.when_text),
            facts.place(remote=answers.remote, town=answers.town),
            task.choose_by is not None and facts.choose_by(task.choose_by),
            bool(task.files) and _("Attachments ({count})", count=len(task.files)),
        ),
        answers.description,
        task.address is not None
        and _("Only those you choose will see the exact address: {address}", address=task.address),
        audience(seers),
        seers is not None
        and seers.offering > 0
        and n_(
            "{count} person offers such help: you can ask them by name after publishing.",
            "{count} people offer such help: you can ask one of them by name after publishing.",
            seers.offering,
        ),
    )


def audience(seers: Seers | None) -> Words:
    """Who will see it, in words."""
    if seers is None:
        return _("You are no longer in the group that you chose. Please change the answer: Who may see it.")
    skilled = bool(seers.count) and n_(
        "{count} of them can help with this kind of task.",
        "{count} of them can help with this kind of task.",
        seers.skilled,
    )
    if seers.names is not None:
        return lines(
            _("Only for those you name: {names}", names=", ".join(seers.names))
            if seers.names
            else _("You name nobody yet. After publishing you can make a link for one person."),
            bool(seers.names) and _sees(seers.count),
            skilled,
        )
    if seers.group is not None:
        return lines(_("For the group: {group}", group=seers.group), _sees(seers.count), skilled)
    return lines(
        n_("For everybody: {count} person will see this.", "For everybody: {count} people will see this.", seers.count),
        skilled,
    )


def _sees(count: int) -> Text:
    return n_("{count} person will see this.", "{count} people will see this.", count)


def published(task: TaskView, size: int, link: str, offering: int = 0) -> Screen:
    """The task is out. `offering`: how many offer such help."""
    named = task.audience is Audience.NAMED
    return Screen(
        paragraphs(
            _("Published: <b>{title}</b>", title=task.title),
            n_("{count} person can see it now.", "{count} people can see it now.", size),
            _("When somebody applies, you will hear of it here."),
            offering > 0
            and n_("{count} person offers this: ask them?", "{count} people offer this: ask one?", offering),
            not named and _("Link for sharing: {link}", link=link),
        ),
        rows(
            offering > 0 and Button(_("See who offers such help"), SeeOffers(task.id)),
            named and Button(_("Make a link for one person"), MakeNamedLink(task.id)),
            Button(_("Look at the task"), OpenTask(task.id)),
            Button(_("Show my tasks"), MyTasks()),
            HOME,
        ),
    )
