"""The people of an organisation: confirming, speaking for it, leaving, handing tasks over."""

from domain import colleagues, handovers, organisations
from domain.notices import MadeContact, MemberAccepted, MemberRefused, NewcomerAsks, RequesterChanged, TasksHandedOver
from domain.occasions import organisations as occasions
from domain.refusals import NotThere
from domain.views import OrganisationPage
from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from frame.texts import Words
from handlers import home
from handlers import organisations as pages
from screens import colleagues as screens
from screens.colleagues import AskTakeOut, ConfirmColleague, HandOverTo, LeaveForSure, MakeContact, OpenColleague
from screens.home import said_before
from screens.organisations import MyOrganisations
from screens.ways import HandOver, LeaveOrganisation, SeeColleagues

routes = Routes()


def _page(organisation_id: int, here: Here) -> OrganisationPage:
    return organisations.page(here.session, here.actor, organisation_id, operators=here.house.operators)


def _decides(page: OrganisationPage, here: Here) -> bool:
    return page.contact or here.actor.telegram_id in here.house.operators


@routes.tap(SeeColleagues)
def listed(tap: SeeColleagues, here: Here) -> Screen:
    """Who is in it."""
    page = _page(tap.organisation_id, here)
    everybody = colleagues.listed(
        here.session, here.actor, organisation_id=tap.organisation_id, operators=here.house.operators
    )
    return screens.listed(page, everybody, _decides(page, here), max(tap.page, 0))


@routes.tap(OpenColleague)
def open_colleague(tap: OpenColleague, here: Here) -> Screen:
    """One member, for those who decide."""
    return show(here, tap.member_id)


def show(here: Here, member_id: int, before: Words | None = None) -> Screen:
    """One member, as things stand. Raises NotThere."""
    one = colleagues.get_for(here.session, here.actor, member_id, operators=here.house.operators)
    decides = _decides(_page(one.organisation_id, here), here)
    return screens.colleague(one, decides, one.person_id == here.actor.id, before)


@routes.tap(ConfirmColleague)
def confirm(tap: ConfirmColleague, here: Here) -> Screen:
    """They act for it, or not."""
    decide = colleagues.confirm if tap.yes else colleagues.refuse
    decide(here.session, here.actor, member_id=tap.member_id, operators=here.house.operators, now=here.now)
    return show(here, tap.member_id, screens.CONFIRMED if tap.yes else screens.NOT_CONFIRMED)


@routes.tap(AskTakeOut)
def ask_to_take_out(tap: AskTakeOut, here: Here) -> Screen:
    """Before a member is taken out."""
    one = colleagues.get_for(here.session, here.actor, tap.member_id, operators=here.house.operators)
    decides = _decides(_page(one.organisation_id, here), here)
    return screens.sure_to_take_out(one) if one.inside and decides else show(here, one.id)


@routes.tap(MakeContact)
def make_contact(tap: MakeContact, here: Here) -> Screen:
    """Speaks for it, or no longer."""
    colleagues.make_contact(
        here.session,
        here.actor,
        member_id=tap.member_id,
        contact=tap.contact,
        operators=here.house.operators,
        now=here.now,
    )
    return show(here, tap.member_id, screens.CONTACT if tap.contact else screens.NO_CONTACT)


# Leaving


@routes.tap(LeaveOrganisation)
def ask_to_leave(tap: LeaveOrganisation, here: Here) -> Screen:
    """Before one leaves."""
    page = _page(tap.organisation_id, here)
    if not page.inside:
        raise NotThere
    return screens.sure_to_leave(page, last=page.contact and page.contacts == 1)


@routes.tap(LeaveForSure)
def leave(tap: LeaveForSure, here: Here) -> Screen:
    """Out of it."""
    name = _page(tap.organisation_id, here).organisation.name
    colleagues.leave(
        here.session,
        here.actor,
        organisation_id=tap.organisation_id,
        without_contact=tap.without_contact,
        now=here.now,
    )
    return said_before(screens.left(name), pages.mine(MyOrganisations(), here))


# Handing over


@routes.tap(HandOver)
def to_whom(tap: HandOver, here: Here) -> Screen:
    """Who takes my tasks?"""
    page = _page(tap.organisation_id, here)
    able = handovers.who_may(here.session, here.actor, organisation_id=tap.organisation_id)
    return screens.to_whom(page, able, max(tap.page, 0))


@routes.tap(HandOverTo)
def hand_over(tap: HandOverTo, here: Here) -> Screen:
    """All of them to that colleague."""
    done = handovers.hand_over(
        here.session, here.actor, organisation_id=tap.organisation_id, member_id=tap.member_id, now=here.now
    )
    return said_before(screens.handed_over(done), home.show(here))


# What others hear


@routes.notice(NewcomerAsks)
def newcomer(notice: NewcomerAsks, here: Here) -> Screen | None:
    """To one who may confirm, while it is undecided."""
    found = occasions.newcomer_asks(here.session, here.actor, notice, here.house.operators)
    return screens.newcomer(*found) if found else None


@routes.notice(MemberAccepted)
def accepted(notice: MemberAccepted, here: Here) -> Screen | None:
    """To a newcomer: yes."""
    one = occasions.member_accepted(here.session, here.actor, notice)
    return screens.accepted(one) if one else None


@routes.notice(MemberRefused)
def refused(notice: MemberRefused, here: Here) -> Screen | None:
    """To a newcomer or a member: no."""
    one = occasions.member_refused(here.session, here.actor, notice)
    return screens.refused(one) if one else None


@routes.notice(MadeContact)
def made_contact(notice: MadeContact, here: Here) -> Screen | None:
    """To a member: speaks for it, or no longer."""
    one = occasions.made_contact(here.session, here.actor, notice)
    return screens.made_contact(one, notice.contact) if one else None


@routes.notice(TasksHandedOver)
def taken_over(notice: TasksHandedOver, here: Here) -> Screen | None:
    """To the colleague."""
    found = occasions.tasks_handed_over(here.session, here.actor, notice)
    return screens.taken_over(*found, notice.count) if found else None


@routes.notice(RequesterChanged)
def requester_changed(notice: RequesterChanged, here: Here) -> Screen | None:
    """To applicants and doers: with whom it goes on."""
    view = occasions.requester_changed(here.session, here.actor, notice)
    if view is None:
        return None
    return screens.requester_changed(view.id, view.title, view.requester_name, view.conversation_id)
