"""How others see a person, and what they can change of it."""

from collections.abc import Iterable

from domain.dataclasses import dataclass
from domain.views import CategoryView, ProfileView
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Joined, Minutes, Words, _, lines, paragraphs
from screens import facts
from screens.languages import ChooseLanguage
from screens.organisations import MyOrganisations
from screens.ways import HOME, BrowseTasks, ChooseReport, MyAddresses, MyProfile


@dataclass(frozen=True)
class EditName(Tap, code="pname"):
    """Another name to show."""


@dataclass(frozen=True)
class EditDescription(Tap, code="pdesc"):
    """What I say of myself."""


@dataclass(frozen=True)
class EditTown(Tap, code="ptown"):
    """Where I am."""


@dataclass(frozen=True)
class EditSkills(Tap, code="pskills"):
    """What I can help with."""


@dataclass(frozen=True)
class SetSkill(Tap, code="pskill"):
    """I can help with that category, or no more."""

    category_id: int
    has: bool


MENU = _("See and change your profile")
MENU_CATEGORIES = _("See the kinds of help")
SAVED = _("Saved.")
EMPTY = _("Leave it empty")
WHAT_NAME = _("Changing the name")
WHAT_DESCRIPTION = _("Changing the description")
WHAT_TOWN = _("Changing the town")


def mine(view: ProfileView, before: Words | None = None) -> Screen:
    """My own, with everything I can change."""
    return Screen(
        paragraphs(before, _("This is how others see you:"), facts.profile(view), _own(view)),
        rows(
            (Button(_("Change the name"), EditName()), Button(_("Change the description"), EditDescription())),
            (Button(_("Change the town"), EditTown()), Button(_("Choose my skills"), EditSkills())),
            (
                Button(_("Change the organisation"), MyOrganisations()),
                Button(_("Change the language"), ChooseLanguage()),
            ),
            Button(_("See my e-mail addresses"), MyAddresses()),
            Button(_("See my figures"), ChooseReport()),
            HOME,
        ),
    )


def skills(categories: list[CategoryView], chosen: Iterable[int]) -> Screen:
    """Which categories I can help with: each is added or taken off by a tap."""
    known = set(chosen)
    have = [category for category in categories if category.id in known]
    return Screen(
        paragraphs(
            _("What can you help with? Add what you know, take off what you do not."),
            _("Now: {skills}", skills=_listed(have)) if have else _("Nothing is chosen yet."),
        ),
        rows(
            *(
                Button(_("Take off: {category}", category=facts.category(category)), SetSkill(category.id, False))
                if category.id in known
                else Button(_("Add: {category}", category=facts.category(category)), SetSkill(category.id, True))
                for category in categories
            ),
            Button(_("Back to the profile"), MyProfile()),
        ),
    )


def categories(listed: list[CategoryView]) -> Screen:
    """All the kinds of help there are."""
    return Screen(
        _("Help is asked and given in these. Choose one to see its open tasks."),
        rows(
            *(
                Button(_("Show: {category}", category=facts.category(category)), BrowseTasks(category.id))
                for category in listed
            ),
            HOME,
        ),
    )


# What is asked


def which_name(now: str) -> Words:
    """Another name."""
    return _("The name now: <b>{name}</b>. Which name may others see? Please write it.", name=now)


def which_description(now: str) -> Words:
    """What a person says of themselves."""
    return paragraphs(
        _(
            "Tell in a few sentences what you can do and what you like to help with. "
            "Those whose tasks you apply to read it."
        ),
        bool(now) and lines(_("Now it says:"), now),
    )


def which_town(now: str | None) -> Words:
    """Where a person is."""
    return paragraphs(
        _("In which town can you help? Write its name."),
        now is not None and _("Now: {town}", town=now),
    )


def _own(view: ProfileView) -> Words:
    return lines(
        _("Hours you have received: {time}", time=Minutes(view.minutes_received)),
        view.organisation is not None
        and not view.organisation_confirmed
        and _("It is not confirmed yet that you act for this organisation, or that it is what it says."),
    )


def _listed(categories: Iterable[CategoryView]) -> Words:
    return Joined(tuple(facts.category(category) for category in categories), ", ")
