"""Finding, adding and choosing what I act for. The registration asks with the same step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from domain import organisations
from domain.views import OrganisationView
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import Reading, Unread, line
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Choose, Option
from frame.texts import Words, _
from handlers import home, profile
from screens import organisations as screens
from screens.organisations import ActFor, FindOrganisation, MyOrganisations

routes = Routes()

PRIVATE, NEW, SURE = "private", "new", "sure"  # besides an id; `sure`: the like-named ones were seen
NAME = line(minimum=2, maximum=organisations.NAME_MAX)
MOST = 6  # found ones on a screen, so that "add" and "private person" stand under them


class Sought(Protocol):
    """Answers with an organisation among them."""

    @property
    def sought(self) -> str:
        """What was looked for last."""

    @property
    def organisation(self) -> str:
        """An id, or one of the words above."""


S = TypeVar("S", bound=Sought)


@dataclass
class OrganisationDraft:
    """The search, and what was chosen."""

    sought: str = ""
    organisation: str = ""


def found(answers: Sought, here: Here) -> list[OrganisationView]:
    """Those that the words may be meant for: by their words first, then those that look alike."""
    if not answers.sought:
        return []
    by_words = organisations.search(here.session, answers.sought)
    known = {one.id for one in by_words}
    alike = organisations.alike(here.session, answers.sought)
    return [*by_words, *(one for one in alike if one.id not in known)][:MOST]


def question(answers: Sought, here: Here) -> Words:
    """Before and after a search."""
    return screens.which(answers.sought, len(found(answers, here)))


def options(answers: Sought, here: Here) -> Sequence[Option]:
    """What was found, a new one, or none."""
    near = found(answers, here)
    new = [Option(SURE if near else NEW, screens.add(answers.sought))] if answers.sought else []
    return [*(Option(str(one.id), screens.label(one)) for one in near), *new, Option(PRIVATE, screens.PRIVATE)]


def search(words: str, answers: S, here: Here) -> S | Unread:
    """What was typed is looked for."""
    name = NAME(words, Reading(here.now, here.zone))
    return name if isinstance(name, Unread) else replace(answers, sought=name)  # type: ignore[type-var]


def settle(answers: Sought, here: Here) -> None:
    """Act for what was chosen."""
    match answers.organisation:
        case "private":
            organisations.act_for(here.session, here.actor, organisation_id=None, now=here.now)
        case "new" | "sure" as added:
            sure = added == SURE
            organisations.add(here.session, here.actor, name=answers.sought, sure=sure, now=here.now)
        case chosen:
            organisations.join(here.session, here.actor, organisation_id=int(chosen), now=here.now)


WHICH = Choose("organisation", question, options, typed=search)


def settled(answers: OrganisationDraft, here: Here) -> Screen:
    """Act for it, and see it in the profile."""
    settle(answers, here)
    return profile.show(here)


find = routes.dialogue(
    Dialogue(
        "organisation", OrganisationDraft, WHICH, what=_("Choosing an organisation"), then=settled, ended=home.show
    )
)


@routes.tap(MyOrganisations)
def mine(_tap: MyOrganisations, here: Here) -> Screen:
    """Those I may act for."""
    return screens.mine(organisations.mine(here.session, here.actor), here.actor.organisation_id)


@routes.tap(ActFor)
def act_for(tap: ActFor, here: Here) -> Screen:
    """Act for another one from now on."""
    organisations.act_for(here.session, here.actor, organisation_id=tap.organisation_id, now=here.now)
    return mine(MyOrganisations(), here)


@routes.tap(FindOrganisation)
def find_another(_tap: FindOrganisation, here: Here) -> Screen:
    """Search one, or add it."""
    return find.open(here)
