"""Whole organisations in a group."""

from dataclasses import dataclass, replace

from domain import groups, umbrellas
from domain.notices import (
    GroupAsksOrganisation,
    InGroupThrough,
    OrganisationAnswered,
    OrganisationOutOfGroup,
    OutOfGroup,
)
from domain.occasions import organisations as occasions
from domain.views import OrganisationView
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import Reading, Unread
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Choose
from frame.texts import Words
from handlers import home
from handlers.organisations import NAME, found
from screens import umbrellas as screens
from screens.umbrellas import AddOrganisation, AnswerGroup, AskOut, TakeOut
from screens.ways import OpenHolding, SeeOrganisations

routes = Routes()


@routes.tap(SeeOrganisations)
def listed(tap: SeeOrganisations, here: Here) -> Screen:
    """The organisations of a group of mine."""
    return show_all(here, tap.group_id, tap.page)


def show_all(here: Here, group_id: int, page: int = 0, before: Words | None = None) -> Screen:
    """A few of them at a time."""
    held = umbrellas.of_group(here.session, here.actor, group_id=group_id)
    return screens.listed(groups.get_for(here.session, here.actor, group_id), held, max(page, 0), before)


@routes.tap(OpenHolding)
def open_holding(tap: OpenHolding, here: Here) -> Screen:
    """One of them."""
    return show(here, tap.holding_id)


def show(here: Here, holding_id: int, before: Words | None = None) -> Screen:
    """One organisation in one group, as things stand. Raises NotThere."""
    one = umbrellas.get_for(here.session, here.actor, holding_id)
    runs, speaks = umbrellas.sides(here.session, here.actor, holding_id)
    return screens.holding(one, runs, speaks, before)


# Taking one in


@dataclass
class HoldingDraft:
    """Which organisation?"""

    group_id: int = 0
    sought: str = ""
    organisation_id: int = 0


def _confirmed(answers: HoldingDraft, here: Here) -> list[OrganisationView]:
    return [one for one in found(answers.sought, here) if one.confirmed]


def _search(words: str, answers: HoldingDraft, here: Here) -> HoldingDraft | Unread:
    name = NAME(words, Reading(here.now, here.zone))
    return name if isinstance(name, Unread) else replace(answers, sought=name)


def ask(answers: HoldingDraft, here: Here) -> Screen:
    """Its contact persons are asked."""
    one = umbrellas.ask(
        here.session, here.actor, group_id=answers.group_id, organisation_id=answers.organisation_id, now=here.now
    )
    return show_all(here, answers.group_id, before=screens.asked(one))


take_in = routes.dialogue(
    Dialogue(
        "umbrella",
        HoldingDraft,
        Choose(
            "organisation_id",
            lambda answers, here: screens.which(answers.sought, _confirmed(answers, here)),
            lambda answers, here: screens.options(_confirmed(answers, here)),
            read=int,
            typed=_search,
        ),
        what=screens.WHAT,
        then=ask,
        ended=home.show,
        holds=lambda answers, here: umbrellas.may_ask(here.session, here.actor, group_id=answers.group_id),
    )
)


@routes.tap(AddOrganisation)
def add(tap: AddOrganisation, here: Here) -> Screen:
    """Which one?"""
    umbrellas.may_ask(here.session, here.actor, group_id=tap.group_id)
    return take_in.open(here, HoldingDraft(tap.group_id), str(tap.group_id))


@routes.tap(AnswerGroup)
def answer(tap: AnswerGroup, here: Here) -> Screen:
    """A contact person says yes or no."""
    one = umbrellas.answer(here.session, here.actor, holding_id=tap.holding_id, yes=tap.yes, now=here.now)
    joined = one.confirmed and not one.ended
    return show(here, one.id, screens.JOINED if joined else screens.DECLINED)


@routes.tap(AskOut)
def ask_to_take_out(tap: AskOut, here: Here) -> Screen:
    """Before it is out."""
    one = umbrellas.get_for(here.session, here.actor, tap.holding_id)
    return show(here, one.id) if one.ended else screens.sure_to_take_out(one)


@routes.tap(TakeOut)
def take_out(tap: TakeOut, here: Here) -> Screen:
    """Out of the group."""
    one = umbrellas.take_out(here.session, here.actor, holding_id=tap.holding_id, now=here.now)
    return show(here, one.id, screens.OUT)


# What others hear


@routes.notice(GroupAsksOrganisation)
def group_asks(notice: GroupAsksOrganisation, here: Here) -> Screen | None:
    """To a contact person, while it is undecided."""
    one = occasions.group_asks_organisation(here.session, here.actor, notice)
    return screens.group_asks(one) if one else None


@routes.notice(OrganisationAnswered)
def answered(notice: OrganisationAnswered, here: Here) -> Screen | None:
    """To the admin who asked."""
    one = occasions.organisation_answered(here.session, here.actor, notice)
    return screens.answered(one) if one else None


@routes.notice(OrganisationOutOfGroup)
def went(notice: OrganisationOutOfGroup, here: Here) -> Screen | None:
    """To the group's admins."""
    one = occasions.organisation_out_of_group(here.session, here.actor, notice)
    return screens.went(one) if one else None


@routes.notice(InGroupThrough)
def in_by(notice: InGroupThrough, here: Here) -> Screen | None:
    """To a member of an organisation, while they are in the group."""
    found = occasions.in_group_through(here.session, here.actor, notice)
    return screens.in_by(*found) if found else None


@routes.notice(OutOfGroup)
def out_of(notice: OutOfGroup, here: Here) -> Screen | None:
    """To somebody who was in by an organisation only, and is not in by now."""
    name = occasions.out_of_group(here.session, here.actor, notice)
    return screens.out_of(name) if name else None
