"""Ways between the corners: the taps that screens of other corners lead to, and their usual buttons."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from domain import paging
from domain.dataclasses import dataclass
from frame.screen import Button, Tap
from frame.texts import Joined, Words, _


@dataclass(frozen=True)
class Home(Tap, code="home"):
    """To the home screen."""


@dataclass(frozen=True)
class AskForHelp(Tap, code="new"):
    """Begin a task."""


@dataclass(frozen=True)
class AskForAdvice(Tap, code="ask"):
    """Begin a small question."""


@dataclass(frozen=True)
class SeeAdvice(Tap, code="advs"):
    """My questions, and those that I am asked."""

    page: int = 0


@dataclass(frozen=True)
class OpenAdvice(Tap, code="adv"):
    """One question with everything I may do about it."""

    advice_id: int


@dataclass(frozen=True)
class AnswerAdvice(Tap, code="advans"):
    """From now on what I write answers it."""

    advice_id: int


@dataclass(frozen=True)
class SayItHelped(Tap, code="helped"):
    """What was said in that conversation helped."""

    conversation_id: int


@dataclass(frozen=True)
class SayNotYet(Tap, code="notyet"):
    """It did not help yet."""

    conversation_id: int


@dataclass(frozen=True)
class BrowseTasks(Tap, code="tasks"):
    """Others' open tasks: of a category or of all, from the one before which the page begins."""

    category_id: int | None = None
    before: int | None = None


@dataclass(frozen=True)
class ChooseReport(Tap, code="figw"):
    """What came of it: whose figures?"""


@dataclass(frozen=True)
class SearchTasks(Tap, code="search"):
    """Look for tasks by words."""


@dataclass(frozen=True)
class Following(Tap, code="follows"):
    """What I follow."""


@dataclass(frozen=True)
class FollowSearch(Tap, code="fsearch"):
    """Tell me of new tasks like what I look for."""


@dataclass(frozen=True)
class FollowCategory(Tap, code="fcat"):
    """Tell me of new tasks of that kind."""

    category_id: int


@dataclass(frozen=True)
class FollowGroup(Tap, code="fgroup"):
    """Tell me of new tasks of that group."""

    group_id: int


@dataclass(frozen=True)
class SeeOffers(Tap, code="offerers"):
    """Who offers such help as my task asks for?"""

    task_id: int


@dataclass(frozen=True)
class MyTasks(Tap, code="mine"):
    """What I asked for; `ended`: what is over."""

    ended: bool = False
    before: int | None = None


@dataclass(frozen=True)
class OpenTask(Tap, code="task"):
    """One task with everything I may do to it."""

    task_id: int


@dataclass(frozen=True)
class MakeNamedLink(Tap, code="nlink"):
    """A link with which one person may see my task."""

    task_id: int


@dataclass(frozen=True)
class SeeApplicants(Tap, code="who"):
    """The applicants of my task, a card at a time; the one at that place in the line."""

    task_id: int
    at: int = 0


@dataclass(frozen=True)
class OpenAssignment(Tap, code="work"):
    """One agreed piece of help."""

    assignment_id: int


@dataclass(frozen=True)
class SeeDispute(Tap, code="disp"):
    """What the operators are asked to decide."""

    dispute_id: int


@dataclass(frozen=True)
class GiveFeedback(Tap, code="fb"):
    """Say how it went."""

    feedback_id: int


@dataclass(frozen=True)
class OpenConversation(Tap, code="talk"):
    """Put a conversation in focus: from now on what I write goes there."""

    conversation_id: int


@dataclass(frozen=True)
class Talks(Tap, code="talks"):
    """My conversations."""


@dataclass(frozen=True)
class MyGroups(Tap, code="groups"):
    """The groups I am in."""


@dataclass(frozen=True)
class OpenGroup(Tap, code="group"):
    """One group of mine."""

    group_id: int


@dataclass(frozen=True)
class SeeRequests(Tap, code="grreqs"):
    """Who waits for a yes to join a group that I run."""

    group_id: int
    page: int = 0


@dataclass(frozen=True)
class SeeMembers(Tap, code="grmem"):
    """Who is in a group."""

    group_id: int
    page: int


@dataclass(frozen=True)
class SeeCodes(Tap, code="grcodes"):
    """The codes of a group that I run."""

    group_id: int


@dataclass(frozen=True)
class MakeCode(Tap, code="grmake"):
    """A code more, or one in place of all earlier ones."""

    group_id: int
    replace: bool


@dataclass(frozen=True)
class OpenOrganisation(Tap, code="org"):
    """One organisation of mine."""

    organisation_id: int


@dataclass(frozen=True)
class SeeColleagues(Tap, code="orgmem"):
    """Who is in an organisation of mine."""

    organisation_id: int
    page: int


@dataclass(frozen=True)
class LeaveOrganisation(Tap, code="orgleave"):
    """Shall I leave it?"""

    organisation_id: int


@dataclass(frozen=True)
class HandOver(Tap, code="orgover"):
    """Who takes my tasks of that organisation?"""

    organisation_id: int
    page: int = 0


@dataclass(frozen=True)
class SeeOrganisations(Tap, code="umbs"):
    """The whole organisations in a group of mine."""

    group_id: int
    page: int = 0


@dataclass(frozen=True)
class OpenHolding(Tap, code="umb"):
    """One whole organisation in one group."""

    holding_id: int


@dataclass(frozen=True)
class SeeChats(Tap, code="chats"):
    """The Telegram chats of a group that I run."""

    group_id: int


@dataclass(frozen=True)
class MyHelp(Tap, code="help"):
    """What I do for others: what is agreed, and my applications."""


@dataclass(frozen=True)
class MyProfile(Tap, code="me"):
    """How others see me, and what I can change of it."""


@dataclass(frozen=True)
class MyAddresses(Tap, code="mails"):
    """My e-mail addresses."""


@dataclass(frozen=True)
class SeeInvited(Tap, code="invited"):
    """The addresses that a group of mine lists; `sought`: those with this in them."""

    group_id: int
    page: int = 0
    sought: str = ""


HOME = Button(_("Go to the home screen"), Home())


def did_it_help(conversation_id: int) -> tuple[Button, Button]:
    """What the asker of a question may say of an answer."""
    return (
        Button(_("Say: this helped"), SayItHelped(conversation_id)),
        Button(_("Say: not yet"), SayNotYet(conversation_id)),
    )


def apart(buttons: Iterable[Button]) -> list[Button]:
    """The buttons, with a number on those whose label is on the screen already: two things may share a name."""
    made: list[Button] = []
    seen: list[Words] = []
    for button in buttons:
        seen.append(button.label)
        times = seen.count(button.label)
        made.append(replace(button, label=Joined((button.label, f"({times})"), " ")) if times > 1 else button)
    return made


def pages(total: int, page: int, tap: Callable[[int], Tap]) -> list[Button | bool]:
    """The ways through a long list: on, and back to its beginning."""
    more = total - (page + 1) * paging.SIZE
    return [
        more > 0 and Button(_("Show more ({count})", count=more), tap(page + 1)),
        page > 0 and Button(_("Show the first ones"), tap(0)),
    ]
