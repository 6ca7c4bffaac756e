"""Groups: mine, one of them, and how people come into it."""

from domain import paging
from domain.dataclasses import dataclass
from domain.views import GroupFigures, GroupView, RequestView, TaskView
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Minutes, Words, _, lines, n_, paragraphs
from models.group import GroupPolicy
from screens.leaving import AskLeave, CloseGroup
from screens.ways import (
    HOME,
    BrowseTasks,
    ChooseReport,
    FollowGroup,
    MakeCode,
    MyGroups,
    OpenGroup,
    OpenTask,
    SeeChats,
    SeeCodes,
    SeeInvited,
    SeeMembers,
    SeeOrganisations,
    SeeRequests,
    apart,
    pages,
)


@dataclass(frozen=True)
class GroupsPage(Tap, code="grpage"):
    """More of my groups."""

    page: int


@dataclass(frozen=True)
class NewGroup(Tap, code="grnew"):
    """Begin a group."""


@dataclass(frozen=True)
class EnterCode(Tap, code="grcode"):
    """I have a code."""


@dataclass(frozen=True)
class SeeRequest(Tap, code="grreq"):
    """A request of my own to join."""

    request_id: int


@dataclass(frozen=True)
class SeeFigures(Tap, code="grfig"):
    """The group in numbers."""

    group_id: int


@dataclass(frozen=True)
class RenameGroup(Tap, code="grname"):
    """Give the group another name."""

    group_id: int


@dataclass(frozen=True)
class SeePolicy(Tap, code="grpol"):
    """How people come into the group."""

    group_id: int


@dataclass(frozen=True)
class SetPolicy(Tap, code="grpolset"):
    """Let them come in that way from now on: shall I, and yes."""

    group_id: int
    policy: GroupPolicy
    sure: bool


# My groups


def mine(
    groups: list[GroupView], page: int = 0, asked: tuple[RequestView, ...] = (), before: Words | None = None
) -> Screen:
    """The groups I am in, and those where I wait for a yes."""
    shown = groups[page * paging.SIZE : (page + 1) * paging.SIZE]
    return Screen(
        paragraphs(
            before,
            _("<b>My groups</b>"),
            lines(*(_entry(group) for group in shown))
            if shown
            else _(
                "You are in no group yet. With a group you can ask for help among people who know one another. "
                "Join one with a code, or begin your own."
            ),
            bool(asked) and lines(*(_("Waiting for an admin's yes: {name}", name=one.group_name) for one in asked)),
        ),
        rows(
            *apart(Button(_("Open: {name}", name=group.name), OpenGroup(group.id)) for group in shown),
            *pages(len(groups), page, GroupsPage),
            *apart(Button(_("See my request: {name}", name=one.group_name), SeeRequest(one.id)) for one in asked),
            (Button(_("Join with a code"), EnterCode()), Button(_("Begin a group"), NewGroup())),
            HOME,
        ),
    )


def _entry(group: GroupView) -> Words:
    if group.admin:
        return n_(
            "• <b>{name}</b>: {count} member, you are an admin",
            "• <b>{name}</b>: {count} members, you are an admin",
            group.size,
            name=group.name,
        )
    return n_("• <b>{name}</b>: {count} member", "• <b>{name}</b>: {count} members", group.size, name=group.name)


# One group


def group(view: GroupView, waiting: int = 0, before: Words | None = None) -> Screen:
    """One group of mine. `waiting`: how many wait for a yes, for its admins."""
    return Screen(
        paragraphs(
            before,
            lines(
                _("Group: <b>{name}</b>", name=view.name),
                n_("{count} member", "{count} members", view.size),
                _("You are an admin of this group.") if view.admin else _("You are a member of this group."),
                view.admin and how(view.policy),
                view.admin
                and waiting > 0
                and n_("{count} person waits for your yes.", "{count} people wait for your yes.", waiting),
            ),
            _("A task that is asked of this group is seen by its members and by no one else."),
        ),
        rows(
            view.admin
            and waiting > 0
            and Button(_("Answer the requests ({count})", count=waiting), SeeRequests(view.id)),
            view.admin
            and (
                Button(_("Give out a code"), SeeCodes(view.id)),
                Button(_("Invite by e-mail"), SeeInvited(view.id)),
            ),
            Button(_("See the members"), SeeMembers(view.id, 0)),
            Button(_("See its organisations"), SeeOrganisations(view.id)),
            Button(_("See the group in numbers"), SeeFigures(view.id)),
            view.admin and Button(_("Choose how people come in"), SeePolicy(view.id)),
            view.admin
            and (
                Button(_("Rename the group"), RenameGroup(view.id)),
                Button(_("Close the group"), CloseGroup(view.id, False)),
            ),
            view.admin and Button(_("See the Telegram chats"), SeeChats(view.id)),
            Button(_("Follow the group's new tasks"), FollowGroup(view.id)),
            Button(_("Leave the group"), AskLeave(view.id)),
            Button(_("See my groups"), MyGroups()),
            HOME,
        ),
    )


def which_group_name() -> Words:
    """What a new group is called."""
    return _("What is the name of the group? Its members see it, and those you invite.")


def which_new_name(name: str) -> Words:
    """What the group is to be called from now on."""
    return paragraphs(
        _("Now the group is called: <b>{name}</b>", name=name), _("What is its new name? Its members see it.")
    )


def renamed() -> Words:
    """It has another name."""
    return _("The group has a new name.")


def figures(view: GroupView, count: GroupFigures) -> Screen:
    """The group in numbers."""
    return Screen(
        paragraphs(
            _("<b>{name}</b> in numbers", name=view.name),
            lines(
                _("Members: {count}", count=count.members),
                _("Admins: {count}", count=count.admins),
                _("Tasks asked of this group: {count}", count=count.asked),
                _("Tasks done: {count}", count=count.done),
                _("Hours of help, approved: {time}", time=Minutes(count.minutes)),
                count.codes is not None and _("Codes that work now: {count}", count=count.codes),
            ),
        ),
        rows(
            view.admin and Button(_("See the whole report"), ChooseReport()),
            Button(_("Back to the group"), OpenGroup(view.id)),
            HOME,
        ),
    )


# How people come in


def how(policy: GroupPolicy) -> Words:
    """How people come in, in a line."""
    match policy:
        case GroupPolicy.CODE:
            return _("Coming in: whoever has a code.")
        case GroupPolicy.CODE_AND_YES:
            return _("Coming in: with a code and an admin's yes.")
        case GroupPolicy.LISTED:
            return _("Coming in: only listed e-mail addresses.")


CHOICES: dict[GroupPolicy, Words] = {
    GroupPolicy.CODE: _("Let a code admit"),
    GroupPolicy.CODE_AND_YES: _("Ask for an admin's yes, too"),
    GroupPolicy.LISTED: _("Take listed addresses only"),
}


def policy(view: GroupView) -> Screen:
    """The three ways, and which one holds."""
    return Screen(
        paragraphs(
            _("How do people come into the group <b>{name}</b>?", name=view.name),
            how(view.policy),
            lines(
                _("• A code admits: whoever has it is in at once."),
                _("• A code and a yes: whoever has a code asks, and one of the admins answers."),
                _("• Listed addresses only: who has proved an e-mail address that you listed is in at once."),
            ),
            _("Whatever you choose, those who are in the group stay in it."),
        ),
        rows(
            *(
                Button(label, SetPolicy(view.id, choice, False))
                for choice, label in CHOICES.items()
                if choice is not view.policy
            ),
            Button(_("Back to the group"), OpenGroup(view.id)),
        ),
    )


def sure_of_policy(view: GroupView, choice: GroupPolicy, waiting: int) -> Screen:
    """Before another way holds: what becomes of those who wait."""
    return Screen(
        paragraphs(
            _("The group <b>{name}</b> from now on:", name=view.name),
            how(choice),
            _("Those who are in the group stay in it."),
            waiting > 0 and _those_who_wait(choice, waiting),
            choice is GroupPolicy.LISTED and _("Its codes admit nobody as long as this holds."),
        ),
        rows(
            Button(CHOICES[choice], SetPolicy(view.id, choice, True)),
            Button(_("Keep it as it is"), SeePolicy(view.id)),
        ),
    )


def _those_who_wait(choice: GroupPolicy, waiting: int) -> Words:
    match choice:
        case GroupPolicy.CODE:
            return n_(
                "{count} person who waits for a yes is let in at once, and hears it.",
                "{count} people who wait for a yes are let in at once, and hear it.",
                waiting,
            )
        case GroupPolicy.LISTED:
            return n_(
                "{count} person who waits for a yes is not let in, and hears why.",
                "{count} people who wait for a yes are not let in, and hear why.",
                waiting,
            )
        case GroupPolicy.CODE_AND_YES:
            return n_("{count} person waits for your yes.", "{count} people wait for your yes.", waiting)


def policy_set() -> Words:
    """From now on."""
    return _("It holds from now on.")


# What others hear


def became_admin(view: GroupView) -> Screen:
    """To a member: you run the group now."""
    return Screen(
        paragraphs(
            _("You are now an admin of the group: <b>{name}</b>", name=view.name),
            _("You can give out codes, answer requests, and look after its members."),
        ),
        rows(Button(_("Open the group"), OpenGroup(view.id)), HOME),
    )


def no_longer_admin(view: GroupView) -> Screen:
    """To a member: others run the group now."""
    return Screen(
        _(
            "You are no longer an admin of the group: <b>{name}</b>. You are still its member. "
            "Thank you for looking after it.",
            name=view.name,
        ),
        rows(Button(_("Open the group"), OpenGroup(view.id)), HOME),
    )


def taken_out(name: str) -> Screen:
    """To somebody whom an admin took out, kindly."""
    return Screen(
        paragraphs(
            _("You are no longer in the group: <b>{name}</b>. One of its admins has taken you out.", name=name),
            _(
                "Its tasks are closed to you, and your open applications to them are withdrawn. What you have agreed "
                "on stays agreed, and your hours are yours. If this is a mistake, ask the group admin."
            ),
        ),
        rows(Button(_("Find a task"), BrowseTasks()), HOME),
    )


def no_more(name: str) -> Screen:
    """To the members: the group is closed."""
    return Screen(
        paragraphs(
            _("The group is closed: <b>{name}</b>", name=name),
            _("Its open tasks are cancelled. Help that is agreed goes on as agreed."),
        ),
        rows(Button(_("See my groups"), MyGroups()), HOME),
    )


def task_ended(task: TaskView, because: str) -> Screen:
    """To the requester and the applicants: the task ended with its group."""
    return Screen(
        paragraphs(
            _("This task takes nobody more: <b>{title}</b>", title=task.title),
            _("Reason: the group it was asked of is closed.")
            if because == "group_closed"
            else _("Reason: who asked for it is no longer in the group."),
            _("What is agreed goes on as agreed.")
            if task.mine
            else _("Your application has lapsed. Thank you for being ready to help."),
        ),
        rows(
            Button(_("Look at the task"), OpenTask(task.id)) if task.mine else Button(_("Find a task"), BrowseTasks()),
            HOME,
        ),
    )


# A new group


def created(view: GroupView) -> Screen:
    """A new group, and what it needs next."""
    return Screen(
        paragraphs(
            _("The group is there: <b>{name}</b>. You are its admin.", name=view.name),
            _("Next, make a code and give it to those you want in the group."),
        ),
        rows(
            Button(_("Make a code"), MakeCode(view.id, False)),
            Button(_("Open the group"), OpenGroup(view.id)),
            HOME,
        ),
    )
