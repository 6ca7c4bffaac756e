"""How others see me, and what I can change of it."""

from dataclasses import dataclass

from domain import categories, people
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import person_name, prose, town
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask
from frame.texts import Words
from handlers import home
from screens import profile as screens
from screens.facts import careful
from screens.profile import EditDescription, EditName, EditSkills, EditTown, SetSkill
from screens.ways import MyProfile

routes = Routes()


@routes.command("profile", menu=screens.MENU, fi="profiili", sv="profil")
def profile(_typed: str, here: Here) -> Screen:
    """How others see me."""
    return show(here)


@routes.tap(MyProfile)
def tapped(_tap: MyProfile, here: Here) -> Screen:
    """The same by a button."""
    return show(here)


def show(here: Here, before: Words | None = None) -> Screen:
    """My profile, with `before` above it."""
    return screens.mine(people.profile_of(here.session, here.actor.id, here.actor), before)


@routes.command("categories", menu=screens.MENU_CATEGORIES, fi="kategoriat", sv="kategorier")
def all_categories(_typed: str, here: Here) -> Screen:
    """All the kinds of help there are."""
    return screens.categories(categories.listed(here.session))


# Typed fields: a dialogue of one question each


@dataclass
class NameDraft:
    """Another name."""

    name: str = ""


@dataclass
class DescriptionDraft:
    """What I say of myself."""

    description: str | None = None


@dataclass
class TownDraft:
    """Where I am."""

    town: str | None = None


def rename(answers: NameDraft, here: Here) -> Screen:
    """Another name to show."""
    people.rename(here.session, here.actor, name=answers.name, now=here.now)
    return show(here, screens.SAVED)


def describe(answers: DescriptionDraft, here: Here) -> Screen:
    """What I say of myself."""
    people.set_description(here.session, here.actor, text=answers.description, now=here.now)
    return show(here, screens.SAVED)


def settle_in(answers: TownDraft, here: Here) -> Screen:
    """Where I am."""
    people.set_town(here.session, here.actor, town=answers.town, now=here.now)
    return show(here, screens.SAVED)


name_dialogue = routes.dialogue(
    Dialogue(
        "name",
        NameDraft,
        Ask("name", lambda _answers, here: screens.which_name(here.actor.name), person_name(people.NAME_MAX)),
        what=screens.WHAT_NAME,
        then=rename,
        ended=home.show,
    )
)
description_dialogue = routes.dialogue(
    Dialogue(
        "description",
        DescriptionDraft,
        Ask(
            "description",
            lambda _answers, here: screens.which_description(here.actor.description),
            careful(prose(maximum=people.DESCRIPTION_MAX)),
            optional=True,
            skip=screens.EMPTY,
        ),
        what=screens.WHAT_DESCRIPTION,
        then=describe,
        ended=home.show,
    )
)
town_dialogue = routes.dialogue(
    Dialogue(
        "town",
        TownDraft,
        Ask(
            "town",
            lambda _answers, here: screens.which_town(here.actor.town),
            careful(town(maximum=people.TOWN_MAX)),
            optional=True,
            skip=screens.EMPTY,
        ),
        what=screens.WHAT_TOWN,
        then=settle_in,
        ended=home.show,
    )
)


@routes.tap(EditName)
def edit_name(_tap: EditName, here: Here) -> Screen:
    """Asks for the name."""
    return name_dialogue.open(here)


@routes.tap(EditDescription)
def edit_description(_tap: EditDescription, here: Here) -> Screen:
    """Asks for the description."""
    return description_dialogue.open(here)


@routes.tap(EditTown)
def edit_town(_tap: EditTown, here: Here) -> Screen:
    """Asks for the town."""
    return town_dialogue.open(here)


# Skills


@routes.tap(EditSkills)
def edit_skills(_tap: EditSkills, here: Here) -> Screen:
    """Which categories I can help with."""
    known = {skill.id for skill in people.skills(here.session, here.actor)}
    return screens.skills(categories.listed(here.session), known)


@routes.tap(SetSkill)
def set_skill(tap: SetSkill, here: Here) -> Screen:
    """One more, or one less."""
    known = {skill.id for skill in people.skills(here.session, here.actor)}
    wanted = known | {tap.category_id} if tap.has else known - {tap.category_id}
    people.set_skills(here.session, here.actor, category_ids=wanted, now=here.now)
    return edit_skills(EditSkills(), here)
