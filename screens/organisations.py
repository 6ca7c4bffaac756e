"""What a person acts for."""

from dataclasses import dataclass

from domain.views import OrganisationView
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Joined, Words, _, paragraphs
from screens.ways import MyProfile, apart

PRIVATE = _("I help as a private person")


@dataclass(frozen=True)
class MyOrganisations(Tap, code="orgs"):
    """Those I may act for."""


@dataclass(frozen=True)
class ActFor(Tap, code="orgact"):
    """Act for that one from now on; none: as a private person."""

    organisation_id: int | None


@dataclass(frozen=True)
class FindOrganisation(Tap, code="orgnew"):
    """Search one, or add it."""


def which(sought: str, found: int) -> Words:
    """The question, before a search and after it."""
    if not sought:
        return _(
            "Which organisation do you act for? Write its name or a part of it, and I look for it. "
            "If you help on your own, say so with the button."
        )
    if found:
        return _(
            "Did you mean one of these? You wrote: <b>{sought}</b>\n"
            "Choose one of them, add yours, or write the name in another way.",
            sought=sought,
        )
    return _(
        "Nothing was found with that name: <b>{sought}</b>\n"
        "Add it as a new organisation, or write the name in another way.",
        sought=sought,
    )


def label(organisation: OrganisationView) -> Words:
    """On a button, with the region where it is known."""
    if organisation.region is None:
        return organisation.name
    return Joined((organisation.name, organisation.region), " · ")


def add(sought: str) -> Words:
    """On the button that adds a new one."""
    return _("Add: {name}", name=sought)


def mine(organisations: list[OrganisationView], acting_for: int | None) -> Screen:
    """The ones I may act for, and which one it is now."""
    acting = next((one for one in organisations if one.id == acting_for), None)
    return Screen(
        paragraphs(
            _("You act for: <b>{name}</b>", name=acting.name) if acting else _("You act as a private person."),
            acting is not None
            and not acting.confirmed
            and _("The administrators of the service have not confirmed this organisation yet."),
            _("What you ask for and offer from now on is shown under this name. What you agreed on stays as it was."),
        ),
        rows(
            *apart(
                Button(_("Act for: {name}", name=one.name), ActFor(one.id))
                for one in organisations
                if one.id != acting_for
            ),
            acting is not None and Button(_("Act as a private person"), ActFor(None)),
            Button(_("Find or add another"), FindOrganisation()),
            Button(_("Back to the profile"), MyProfile()),
        ),
    )
