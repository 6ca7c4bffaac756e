"""Who sees a task, and why somebody does not."""

from domain.dataclasses import dataclass
from domain.reach import Reach, Reason, Why
from frame.readers import Reading, Unread
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Words, _, lines, n_, paragraphs
from models.task import Audience
from screens.ways import HOME, BrowseTasks, OpenTask

LONGEST = 9  # digits of a task's number, as in its link


@dataclass(frozen=True)
class WhoSees(Tap, code="reach"):
    """Who can see my task?"""

    task_id: int


@dataclass(frozen=True)
class AskWhy(Tap, code="why"):
    """Why do I not see a task? Asks which one."""


@dataclass(frozen=True)
class WhyNot(Tap, code="whynot"):
    """Why do I not see this one?"""

    task_id: int


ASK_WHY = Button(_("Ask why I do not see a task"), AskWhy())


def reach(view: Reach) -> Screen:
    """How many see it, and why."""
    return Screen(
        paragraphs(
            lines(_("Who can see this?"), _("<b>{title}</b>", title=view.title)),
            _because(view),
            lines(
                n_(
                    "{count} of them can help with this kind of task.",
                    "{count} of them can help with this kind of task.",
                    view.interested,
                ),
                n_("{count} of them can be reached.", "{count} of them can be reached.", view.reachable),
                view.unreachable > 0
                and n_(
                    "{count} has blocked this bot and hears nothing.",
                    "{count} have blocked this bot and hear nothing.",
                    view.unreachable,
                ),
            ),
            not view.listed
            and _("It is not in the list of open tasks now. These people can still open it by its link."),
        ),
        rows(Button(_("Back to the task"), OpenTask(view.task_id)), HOME),
    )


def _because(view: Reach) -> Words:
    match view.audience:
        case Audience.EVERYBODY:
            return n_(
                "{count} person: everybody who has come in, besides you.",
                "{count} people: everybody who has come in, besides you.",
                view.people,
            )
        case Audience.GROUP:
            return n_(
                "{count} person: the members of the group {group}, besides you.",
                "{count} people: the members of the group {group}, besides you.",
                view.people,
                group=view.group_name or "",
            )
        case Audience.NAMED:
            return n_(
                "{count} person: only those whom you have named.",
                "{count} people: only those whom you have named.",
                view.people,
            )


# Why not


def which_task() -> Words:
    """Which task is meant."""
    return _("Which task do you mean? Paste its link, or write its number.")


def task_number(words: str, _reading: Reading) -> int | Unread:
    """The number of a task, from its link or written as it is."""
    said = words.strip()
    number = said.rpartition("t_")[2] if "t_" in said else said.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) <= LONGEST:
        return int(number)
    return Unread(
        _("This is neither the link of a task nor its number. A link ends like this: {example}", example="start=t_12")
    )


WHYS: dict[Why, Words] = {
    Why.LISTED: _("You can see it: it is in the list of open tasks. See that no single kind of help is chosen there."),
    Why.YOURS: _("It is your own task. The list shows the tasks of others; yours are under My tasks."),
    Why.DRAFT: _("You have not published it yet."),
    Why.CANCELLED: _("The requester has cancelled it."),
    Why.EXPIRED: _("It has ended: nobody was chosen in time."),
    Why.OVER: _("It is done."),
    Why.FULL: _("All its places are taken, so it is no longer in the list."),
    Why.CLOSED: _("It takes no more applications, so it is no longer in the list."),
    Why.LEFT_GROUP: _("It is for a group that you are no longer in. Only its members see it."),
    Why.GROUP_CLOSED: _("It was for a group that has been closed."),
    Why.NOT_NAMED: _("It is for certain people whom the requester has named."),
}


def why(reason: Reason) -> Screen:
    """The one reason."""
    return Screen(
        paragraphs(
            reason.title is not None and _("<b>{title}</b>", title=reason.title),
            WHYS[reason.why],
        ),
        rows(
            reason.task_id is not None and Button(_("Open the task"), OpenTask(reason.task_id)),
            Button(_("Show open tasks"), BrowseTasks()),
            HOME,
        ),
    )


def no_such_task() -> Screen:
    """To who may not know whether it exists: never was and hidden read the same."""
    return Screen(
        _("There is no such task for you. Perhaps there is a mistake in the link or the number."),
        rows(ASK_WHY, Button(_("Show open tasks"), BrowseTasks()), HOME),
    )


def link_leads_nowhere(task_id: int, sentence: Words) -> Screen:
    """A task's link that opens nothing for this person."""
    return Screen(
        sentence,
        rows(
            Button(_("Ask why I do not see it"), WhyNot(task_id)),
            Button(_("Show open tasks"), BrowseTasks()),
            HOME,
        ),
    )
