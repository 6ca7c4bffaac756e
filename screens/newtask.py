"""Asking for help: the questions, and the task before it is published."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.tasks import NewTask
from domain.views import CategoryView, GroupView, TaskView
from frame.screen import Button, Screen, rows
from frame.steps import Option
from frame.texts import Text, Translated, Words, _, lines, n_, paragraphs
from models.task import Audience
from screens import facts
from screens.ways import HOME, MyTasks, OpenTask

EVERYBODY = 0
HOURS = (60, 120, 240, 480)
PEOPLE = (1, 2, 3)
MOST_OF_A_BUTTON = 40  # bytes that a suggested answer may have
TO_LAST = (1, 7, 14, 30)  # days from today, as answers ready to be tapped


@dataclass(frozen=True)
class TaskDraft:
    """What is answered so far. The two flags are known at the beginning: they save questions."""

    several_organisations: bool = False
    in_groups: bool = False
    category_id: int = 0
    title: str = ""
    description: str = ""
    minutes: int = 0
    places: int = 1
    when: str = "none"  # day, moment, words, none
    when_date: date | None = None
    when_at: datetime | None = None
    when_text: str | None = None
    remote: bool = True
    town: str | None = None
    organisation_id: int = 0
    audience: int = EVERYBODY  # else a group's id

    def task(self) -> NewTask:
        """What is to be published."""
        return NewTask(
            category_id=self.category_id,
            title=self.title,
            description=self.description,
            minutes=self.minutes,
            places=self.places,
            when_date=self.when_date if self.when == "day" else None,
            when_at=self.when_at if self.when == "moment" else None,
            when_text=self.when_text if self.when == "words" else None,
            remote=self.remote,
            town=None if self.remote else self.town,
            audience=Audience.GROUP if self.audience else Audience.EVERYBODY,
            group_id=self.audience or None,
        )


WHAT = _("Asking for help")
WHICH_CATEGORY = _("What kind of help do you need?")
WHICH_TITLE = _("Give it a short title, for example: Help with our newsletter")
WHICH_DESCRIPTION = _(
    "Describe it: what is needed, and what is ready already?\n\n"
    "Please do not write clients' data. Help here is for support services, not for client work."
)
HOW_LONG = _("How much time does one person need for it? Choose, or write for example 3 h or 1 h 30 min.")
HOW_MANY = _("How many people do you need? Choose, or write a number from 1 to 50.")
WHEN = _("When is it needed?")
WHICH_DAY = _("By which day? Choose, or write for example 31.12. or next Friday.")
WHICH_MOMENT = _("On which day and at what time? Write for example 15.12. 14:00.")
WHICH_WORDS = _("When? Write it in your own words.")
WHERE = _("Where is it done?")
WHICH_TOWN = _("In which town? Only the town is shown.")
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
    "when_at": _("Day and time"),
    "when_text": _("When, in words"),
    "remote": _("Remote or a place"),
    "town": _("Town"),
    "organisation_id": _("Organisation"),
    "audience": _("Who may see it"),
}


def categories(known: list[CategoryView]) -> list[Option]:
    """The kinds of help."""
    return [Option(str(one.id), facts.category(one)) for one in known]


def hours() -> list[Option]:
    """Usual lengths of time."""
    return [Option(str(minutes // 60), facts.duration(minutes)) for minutes in HOURS]


def people() -> list[Option]:
    """Usual numbers of people."""
    return [Option(str(count), str(count)) for count in PEOPLE]


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


def audiences(groups: list[GroupView]) -> list[Option]:
    """Everybody, or a group with its size."""
    return [
        Option(str(EVERYBODY), _("Everybody in the service")),
        *(
            Option(str(one.id), n_("{group}: {count} member", "{group}: {count} members", one.size, group=one.name))
            for one in groups
        ),
    ]


def preview(answers: TaskDraft, category: Translated, asker: Text, group: GroupView | None, size: int | None) -> Words:
    """The task as others will see it, and how many those are. `size` is None where the group is no longer mine."""
    return paragraphs(
        _("This is how others will see it:"),
        lines(
            _("<b>{title}</b>", title=answers.title),
            category,
            asker,
            facts.needed(answers.minutes, answers.places),
            facts.when(*_when(answers)),
            facts.place(remote=answers.remote, town=answers.town),
        ),
        answers.description,
        audience(group, size),
    )


def audience(group: GroupView | None, size: int | None) -> Words:
    """Who will see it, in words."""
    if size is None:
        return _("You are no longer in the group that you chose. Please change the answer: Who may see it.")
    if group is not None:
        return lines(
            _("For the group: {group}", group=group.name),
            n_("{count} person will see this.", "{count} people will see this.", size),
        )
    return n_("For everybody: {count} person will see this.", "For everybody: {count} people will see this.", size)


def _when(answers: TaskDraft) -> tuple[date | None, datetime | None, str | None]:
    task = answers.task()
    return task.when_date, task.when_at, task.when_text


def published(task: TaskView, size: int, link: str) -> Screen:
    """The task is out."""
    return Screen(
        paragraphs(
            _("Published: <b>{title}</b>", title=task.title),
            n_("{count} person can see it now.", "{count} people can see it now.", size),
            _("When somebody applies, you will hear of it here."),
            _("Link for sharing: {link}", link=link),
        ),
        rows(
            Button(_("Look at the task"), OpenTask(task.id)),
            Button(_("Show my tasks"), MyTasks()),
            HOME,
        ),
    )
