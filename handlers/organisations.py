"""Finding, adding and choosing what I act for. The registration asks with the same steps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from domain import organisations, umbrellas
from domain.notices import OrganisationAdded, OrganisationConfirmed, OrganisationMerged
from domain.occasions import organisations as occasions
from domain.organisations import NEW, PRIVATE, SURE
from domain.refusals import LooksLike, NotThere
from domain.views import OrganisationView
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import Reading, Unread, line
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask, Choose, Confirm, Option
from frame.texts import Words
from handlers import home, profile
from models.organisation import Organisation
from screens import facts
from screens import organisations as screens
from screens.organisations import (
    ActFor,
    ChangeDomain,
    ChangeRegion,
    ConfirmOrganisation,
    FindOrganisation,
    FindTwin,
    MyOrganisations,
    OrganisationsPage,
)
from screens.ways import OpenOrganisation

routes = Routes()

NAME = line(minimum=2, maximum=organisations.NAME_MAX)
MOST = 6  # found ones on a screen, so that "add" and "private person" stand under them


class Sought(Protocol):
    """Answers with an organisation among them."""

    @property
    def sought(self) -> str:
        """What was looked for last."""

    @property
    def organisation(self) -> str:
        """An id, or one of the words of the domain."""

    @property
    def region(self) -> str | None:
        """Of a new one."""


S = TypeVar("S", bound=Sought)


@dataclass
class OrganisationDraft:
    """The search, and what was chosen."""

    sought: str = ""
    organisation: str = ""
    region: str | None = None


def found(sought: str, here: Here) -> list[OrganisationView]:
    """Those that the words may be meant for: by their words first, then those that look alike."""
    if not sought:
        return []
    by_words = organisations.search(here.session, sought)
    known = {one.id for one in by_words}
    alike = organisations.alike(here.session, sought)
    return [*by_words, *(one for one in alike if one.id not in known)][:MOST]


def question(answers: Sought, here: Here) -> Words:
    """Before and after a search."""
    return screens.which(answers.sought, len(found(answers.sought, here)))


def options(answers: Sought, here: Here) -> Sequence[Option]:
    """What was found, a new one, or none."""
    near = found(answers.sought, here)
    new = [Option(SURE if near else NEW, screens.add(answers.sought))] if answers.sought else []
    return [*(Option(str(one.id), screens.label(one)) for one in near), *new, Option(PRIVATE, screens.PRIVATE)]


def search(words: str, answers: S, here: Here) -> S | Unread:
    """What was typed is looked for."""
    name = NAME(words, Reading(here.now, here.zone))
    return name if isinstance(name, Unread) else replace(answers, sought=name)  # type: ignore[type-var]


def settle(answers: Sought, here: Here) -> None:
    """Act for what was chosen."""
    organisations.settle(
        here.session,
        here.actor,
        chosen=answers.organisation,
        sought=answers.sought,
        region=answers.region,
        operators=here.house.operators,
        now=here.now,
    )


def ask_again(answers: Sought, here: Here) -> Screen | None:
    """Settled; or, where somebody else added one of such a name a moment ago, the question with that one on it."""
    try:
        settle(answers, here)
    except LooksLike:
        return find.open(here, OrganisationDraft(answers.sought))
    return None


WHICH = Choose("organisation", question, options, typed=search)
REGION = Choose(
    "region",
    screens.WHICH_REGION,
    lambda _answers, _here: screens.regions(),
    columns=2,
    when=lambda answers: answers.organisation in (NEW, SURE),
)


# For whom: asked when posting and applying, of those who have several


def several(here: Here) -> bool:
    """Whether there is something to choose."""
    return len(organisations.mine(here.session, here.actor)) > 1


def acting_for(question: Words, label: Words) -> Choose:
    """The step of a dialogue whose answers have `several_organisations` and `organisation_id`."""
    return Choose(
        "organisation_id",
        question,
        lambda _answers, here: facts.acting_for(organisations.mine(here.session, here.actor)),
        label,
        read=int,
        when=lambda answers: bool(answers.several_organisations),
    )


def act_as(organisation_id: int, here: Here) -> None:
    """Act for that organisation from now on; for 0, as a private person."""
    organisations.act_for(here.session, here.actor, organisation_id=organisation_id or None, now=here.now)


def name_of(organisation_id: int | None, here: Here) -> str | None:
    """The name of one of one's own."""
    return next((own.name for own in organisations.mine(here.session, here.actor) if own.id == organisation_id), None)


# Mine


def settled(answers: OrganisationDraft, here: Here) -> Screen:
    """Act for it, and see it in the profile."""
    return ask_again(answers, here) or profile.show(here)


find = routes.dialogue(
    Dialogue("organisation", OrganisationDraft, WHICH, REGION, what=screens.WHAT_FINDING, then=settled, ended=home.show)
)


@routes.tap(MyOrganisations)
def mine(_tap: MyOrganisations, here: Here) -> Screen:
    """Those I may act for."""
    return more(OrganisationsPage(0), here)


@routes.tap(OrganisationsPage)
def more(tap: OrganisationsPage, here: Here) -> Screen:
    """A few of them at a time."""
    own = organisations.mine(here.session, here.actor)
    return screens.mine(own, here.actor.organisation_id, max(tap.page, 0))


@routes.tap(ActFor)
def act_for(tap: ActFor, here: Here) -> Screen:
    """Act for another one from now on."""
    organisations.act_for(here.session, here.actor, organisation_id=tap.organisation_id, now=here.now)
    return mine(MyOrganisations(), here)


@routes.tap(FindOrganisation)
def find_another(_tap: FindOrganisation, here: Here) -> Screen:
    """Search one, or add it."""
    return find.open(here)


@routes.tap(OpenOrganisation)
def open_organisation(tap: OpenOrganisation, here: Here) -> Screen:
    """The page of one."""
    return show(here, tap.organisation_id)


def show(here: Here, organisation_id: int, before: Words | None = None) -> Screen:
    """The page of one that I am in, or that I look at as an operator. Raises NotThere."""
    view = organisations.page(here.session, here.actor, organisation_id, operators=here.house.operators)
    held = umbrellas.of_organisation(here.session, here.actor, organisation_id=organisation_id)
    return screens.page(view, held, here.actor.telegram_id in here.house.operators, before)


# What a contact person tells


@dataclass
class RegionDraft:
    """Another region."""

    organisation_id: int = 0
    region: str = ""


@dataclass
class DomainDraft:
    """Its web address."""

    organisation_id: int = 0
    domain: str | None = None


def set_region(answers: RegionDraft, here: Here) -> Screen:
    """It works there."""
    organisations.set_region(
        here.session, here.actor, organisation_id=answers.organisation_id, region=answers.region, now=here.now
    )
    return show(here, answers.organisation_id, screens.SAVED)


def set_domain(answers: DomainDraft, here: Here) -> Screen:
    """Its addresses are at that domain."""
    organisations.set_domain(
        here.session, here.actor, organisation_id=answers.organisation_id, domain=answers.domain, now=here.now
    )
    return show(here, answers.organisation_id, screens.SAVED)


def _still_there(answers: RegionDraft | DomainDraft, here: Here) -> object:
    return organisations.spoken_for(here.session, here.actor, answers.organisation_id)


region_dialogue = routes.dialogue(
    Dialogue(
        "orgregion",
        RegionDraft,
        Choose("region", screens.WHICH_REGION, lambda _answers, _here: screens.regions(), columns=2),
        what=screens.WHAT_REGION,
        then=set_region,
        ended=home.show,
        holds=_still_there,
    )
)
domain_dialogue = routes.dialogue(
    Dialogue(
        "orgdomain",
        DomainDraft,
        Ask("domain", screens.WHICH_DOMAIN, screens.domain_of, optional=True, skip=screens.NO_DOMAIN),
        what=screens.WHAT_DOMAIN,
        then=set_domain,
        ended=home.show,
        holds=_still_there,
    )
)


@routes.tap(ChangeRegion)
def change_region(tap: ChangeRegion, here: Here) -> Screen:
    """Asks for the region."""
    organisations.spoken_for(here.session, here.actor, tap.organisation_id)
    return region_dialogue.open(here, RegionDraft(tap.organisation_id), str(tap.organisation_id))


@routes.tap(ChangeDomain)
def change_domain(tap: ChangeDomain, here: Here) -> Screen:
    """Asks for the web address."""
    organisations.spoken_for(here.session, here.actor, tap.organisation_id)
    return domain_dialogue.open(here, DomainDraft(tap.organisation_id), str(tap.organisation_id))


# For the operators


@dataclass
class TwinDraft:
    """A duplicate of which one?"""

    organisation_id: int = 0
    name: str = ""
    sought: str = ""
    into_id: int = 0


@routes.tap(ConfirmOrganisation)
def confirm(tap: ConfirmOrganisation, here: Here) -> Screen:
    """It is what it says."""
    organisations.confirm(
        here.session,
        here.actor,
        organisation_id=tap.organisation_id,
        operators=here.house.operators,
        now=here.now,
    )
    return show(here, tap.organisation_id, screens.CONFIRMED)


@routes.tap(FindTwin)
def find_twin(tap: FindTwin, here: Here) -> Screen:
    """It was there already: which one?"""
    view = _judged(tap.organisation_id, here)
    begun = TwinDraft(view.id, view.name, view.name)
    return twin.open(here, begun, str(view.id))


def _judged(organisation_id: int, here: Here) -> OrganisationView:
    if here.actor.telegram_id not in here.house.operators:
        raise NotThere
    return organisations.page(here.session, here.actor, organisation_id, operators=here.house.operators).organisation


def _twins(answers: TwinDraft, here: Here) -> list[OrganisationView]:
    return [one for one in found(answers.sought, here) if one.id != answers.organisation_id]


def _other_words(words: str, answers: TwinDraft, here: Here) -> TwinDraft | Unread:
    name = NAME(words, Reading(here.now, here.zone))
    return name if isinstance(name, Unread) else replace(answers, sought=name)


def _same(answers: TwinDraft, here: Here) -> Words:
    other = here.session.get(Organisation, answers.into_id)
    return screens.same(answers.name, other.name if other is not None else "")


def merge(answers: TwinDraft, here: Here) -> Screen:
    """They are one."""
    organisations.merge(
        here.session,
        here.actor,
        organisation_id=answers.organisation_id,
        into_id=answers.into_id,
        operators=here.house.operators,
        now=here.now,
    )
    return show(here, answers.into_id, screens.MERGED)


twin = routes.dialogue(
    Dialogue(
        "orgtwin",
        TwinDraft,
        Choose(
            "into_id",
            lambda answers, here: screens.which_twin(answers.name, answers.sought, len(_twins(answers, here))),
            lambda answers, here: [Option(str(one.id), screens.label(one)) for one in _twins(answers, here)],
            read=int,
            typed=_other_words,
        ),
        Confirm(_same, send=screens.MERGE),
        what=screens.WHAT_MERGING,
        then=merge,
        ended=home.show,
        holds=lambda answers, here: _judged(answers.organisation_id, here),
    )
)


# What others hear


@routes.notice(OrganisationAdded)
def added(notice: OrganisationAdded, here: Here) -> Screen | None:
    """To an operator: a new one, while it waits."""
    view = occasions.organisation_added(here.session, here.actor, notice, here.house.operators)
    return screens.added(view) if view else None


@routes.notice(OrganisationConfirmed)
def confirmed(notice: OrganisationConfirmed, here: Here) -> Screen | None:
    """To a contact person."""
    own = occasions.organisation_confirmed(here.session, here.actor, notice)
    return screens.confirmed(own) if own else None


@routes.notice(OrganisationMerged)
def merged(notice: OrganisationMerged, here: Here) -> Screen | None:
    """To those who were in a duplicate."""
    found = occasions.organisation_merged(here.session, here.actor, notice)
    return screens.merged(*found) if found else None
