"""Coming into a group: by a code, and by an admin's yes."""

from dataclasses import dataclass

from domain import groups, joining, occasions
from domain.notices import JoinAnswered, JoinedGroup, JoinRequested, TooManyWrongCodes
from domain.refusals import NotThere
from domain.views import GroupView
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import line
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask
from frame.texts import _
from handlers import groups as group_pages
from handlers import home
from screens import joining as screens
from screens.groups import EnterCode, SeeRequest
from screens.joining import AnswerRequest, JoinGroup, TakeBack
from screens.ways import SeeRequests

routes = Routes()


@dataclass
class CodeTyped:
    """A code that somebody was given."""

    join_code: str = ""


def look(code: str, here: Here) -> GroupView:
    """The group behind a code. A wrong one is refused and counted."""
    return joining.find_by_code(
        here.session,
        here.actor,
        code=code,
        secret_key=here.house.secret_key,
        now=here.now,
        operators=here.house.operators,
    )


def ask_to_join(code: str, here: Here) -> Screen:
    """Whose code this is, before anything is done."""
    view = look(code, here)
    return screens.join(view, code) if view.request_id is None else _waits(view.request_id, here)


def _waits(request_id: int, here: Here) -> Screen:
    return screens.own_request(joining.own_request(here.session, here.actor, request_id))


enter_code = routes.dialogue(
    Dialogue(
        "join",
        CodeTyped,
        Ask("join_code", screens.which_code(), line(maximum=60)),
        what=_("Joining a group"),
        then=lambda answers, here: ask_to_join(answers.join_code, here),
        ended=home.show,
    )
)


@routes.command("join", menu=_("Join a group with a code"), fi="liity", sv="gamed")
def join(typed: str, here: Here) -> Screen:
    """With the code behind the command, or asked for it."""
    return ask_to_join(typed, here) if typed else enter_code.open(here)


@routes.tap(EnterCode)
def join_tapped(_tap: EnterCode, here: Here) -> Screen:
    """The same by a button."""
    return enter_code.open(here)


@routes.tap(JoinGroup)
def joins(tap: JoinGroup, here: Here) -> Screen:
    """In; or asked, where the group wants an admin's yes."""
    view = joining.join(
        here.session,
        here.actor,
        code=tap.join_code,
        secret_key=here.house.secret_key,
        now=here.now,
        operators=here.house.operators,
    )
    if view.request_id is not None:
        return _waits(view.request_id, here)
    return group_pages.show(here, view.id, screens.joined(view))


@routes.notice(JoinedGroup)
def somebody_joined(notice: JoinedGroup, here: Here) -> Screen | None:
    """To an admin. Nothing if either of the two has left."""
    found = occasions.joined_group(here.session, here.actor, notice)
    return screens.somebody_joined(*found) if found else None


# An admin's yes


@routes.notice(JoinRequested)
def somebody_asks(notice: JoinRequested, here: Here) -> Screen | None:
    """To an admin: a card with yes and no."""
    request = occasions.join_requested(here.session, here.actor, notice)
    return screens.request(request) if request else None


@routes.tap(SeeRequests)
def requests(tap: SeeRequests, here: Here) -> Screen:
    """Those who wait for a yes."""
    page = joining.waiting(here.session, here.actor, group_id=tap.group_id, page=tap.page)
    return screens.requests(groups.get_for(here.session, here.actor, tap.group_id), page)


@routes.tap(SeeRequest)
def see_request(tap: SeeRequest, here: Here) -> Screen:
    """My own, or one that I may answer."""
    try:
        return _waits(tap.request_id, here)
    except NotThere:
        return screens.request(joining.request_for(here.session, here.actor, tap.request_id))


@routes.tap(AnswerRequest)
def answer(tap: AnswerRequest, here: Here) -> Screen:
    """Yes or no; where another admin was faster, what became of it."""
    return screens.request(
        joining.answer(here.session, here.actor, request_id=tap.request_id, accept=tap.accept, now=here.now)
    )


@routes.tap(TakeBack)
def take_back(tap: TakeBack, here: Here) -> Screen:
    """I no longer ask."""
    return screens.own_request(joining.withdraw(here.session, here.actor, request_id=tap.request_id, now=here.now))


@routes.notice(JoinAnswered)
def answered(notice: JoinAnswered, here: Here) -> Screen | None:
    """To who asked."""
    request = occasions.join_answered(here.session, here.actor, notice)
    return screens.answered(request) if request else None


@routes.notice(TooManyWrongCodes)
def too_many_wrong_codes(_notice: TooManyWrongCodes, here: Here) -> Screen | None:
    """To an operator; to nobody else, even if they were one when it was written."""
    return screens.too_many_wrong_codes() if here.actor.telegram_id in here.house.operators else None
