"""What a person acts for: found, chosen, looked at; and what the operators say of it."""

from domain import domains
from domain.dataclasses import dataclass
from domain.regions import REGIONS
from domain.views import HoldingView, OrganisationPage, OrganisationView
from frame.readers import Reading, Unread
from frame.screen import Button, Screen, Tap, rows
from frame.steps import Option
from frame.texts import Joined, Translated, Words, _, lines, n_, paragraphs
from screens.ways import (
    HOME,
    HandOver,
    LeaveOrganisation,
    MyProfile,
    OpenHolding,
    OpenOrganisation,
    SeeColleagues,
    apart,
)

PAGE = 8
PRIVATE = _("I help as a private person")
WHAT_FINDING = _("Choosing an organisation")
WHAT_REGION = _("Changing the region of an organisation")
WHAT_DOMAIN = _("Telling the web address of an organisation")
WHAT_MERGING = _("Saying that two organisations are the same")
WHICH_REGION = _("In which region does the organisation work?")
WHICH_DOMAIN = _(
    "What is the web or e-mail address of the organisation? Write for example: association.fi\n\n"
    "Who proves an e-mail address at it is confirmed at once. Addresses that anybody can get do not fit."
)
NO_DOMAIN = _("Leave it empty")
SAVED = _("Saved.")
CONFIRMED = _("Confirmed. Its contact persons are told.")
MERGED = _("They are one now. Those who were in the other one are told.")


@dataclass(frozen=True)
class MyOrganisations(Tap, code="orgs"):
    """Those I may act for."""


@dataclass(frozen=True)
class OrganisationsPage(Tap, code="orgspage"):
    """More of them."""

    page: int


@dataclass(frozen=True)
class ActFor(Tap, code="orgact"):
    """Act for that one from now on; none: as a private person."""

    organisation_id: int | None


@dataclass(frozen=True)
class FindOrganisation(Tap, code="orgnew"):
    """Search one, or add it."""


@dataclass(frozen=True)
class ChangeRegion(Tap, code="orgreg"):
    """It works in another region."""

    organisation_id: int


@dataclass(frozen=True)
class ChangeDomain(Tap, code="orgdom"):
    """Its web address."""

    organisation_id: int


@dataclass(frozen=True)
class ConfirmOrganisation(Tap, code="orgyes"):
    """An operator: it is what it says."""

    organisation_id: int


@dataclass(frozen=True)
class FindTwin(Tap, code="orgtwin"):
    """An operator: it was there already. Which one?"""

    organisation_id: int


# Finding


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


def region(key: str) -> Words:
    """A region's name."""
    names = REGIONS.get(key)
    return Translated(dict(zip(("fi", "sv", "en"), names, strict=True))) if names else key


def regions() -> list[Option]:
    """The regions, to choose from."""
    return [Option(key, region(key)) for key in REGIONS]


def label(organisation: OrganisationView) -> Words:
    """On a button, with the region where it is known."""
    if organisation.region is None:
        return organisation.name
    return Joined((organisation.name, region(organisation.region)), " · ")


def add(sought: str) -> Words:
    """On the button that adds a new one."""
    return _("Add: {name}", name=sought)


# Mine


def mine(organisations: list[OrganisationView], acting_for: int | None, page: int = 0) -> Screen:
    """The ones I may act for, and which one it is now."""
    acting = next((one for one in organisations if one.id == acting_for), None)
    shown, more = organisations[page * PAGE : (page + 1) * PAGE], len(organisations) - (page + 1) * PAGE
    return Screen(
        paragraphs(
            _("You act for: <b>{name}</b>", name=acting.name) if acting else _("You act as a private person."),
            acting is not None and not acting.confirmed and unconfirmed(),
            _("What you ask for and offer from now on is shown under this name. What you agreed on stays as it was."),
        ),
        rows(
            *apart(
                Button(_("Act for: {name}", name=one.name), ActFor(one.id)) for one in shown if one.id != acting_for
            ),
            *apart(Button(_("Open: {name}", name=one.name), OpenOrganisation(one.id)) for one in shown),
            more > 0 and Button(_("Show more ({count})", count=more), OrganisationsPage(page + 1)),
            page > 0 and Button(_("Show the first ones"), OrganisationsPage(0)),
            acting is not None and Button(_("Act as a private person"), ActFor(None)),
            Button(_("Find or add another"), FindOrganisation()),
            Button(_("Back to the profile"), MyProfile()),
        ),
    )


def unconfirmed() -> Words:
    """What is said of a new one."""
    return _("The administrators of the service have not confirmed this organisation yet.")


def page(view: OrganisationPage, held: list[HoldingView], is_operator: bool, before: Words | None = None) -> Screen:
    """One organisation, and what I may do there. `held`: by which groups."""
    own = view.organisation
    judge = is_operator and not own.confirmed and not view.merged
    return Screen(
        paragraphs(
            before,
            lines(
                _("Organisation: <b>{name}</b>", name=own.name),
                own.region is not None and _("Region: {region}", region=region(own.region)),
                own.domain is not None and _("Web address: {domain}", domain=own.domain),
                n_("{count} member", "{count} members", view.members),
                view.waiting > 0
                and n_("{count} of them is not confirmed yet", "{count} of them are not confirmed yet", view.waiting),
                _("The administrators of the service have confirmed this organisation.")
                if own.confirmed
                else unconfirmed(),
                view.contacts == 0
                and _("It has no contact person: the administrators of the service confirm new members."),
            ),
            _place(view),
            bool(held)
            and lines(
                _("Groups that the whole organisation is in, or is asked to join:"), *(_held(one) for one in held)
            ),
        ),
        rows(
            judge and Button(_("Confirm this organisation"), ConfirmOrganisation(own.id)),
            judge and Button(_("Say that it was here already"), FindTwin(own.id)),
            view.inside and not view.acting and Button(_("Act for: {name}", name=own.name), ActFor(own.id)),
            Button(_("See the members"), SeeColleagues(own.id, 0)),
            view.accepted
            and view.tasks > 0
            and Button(_("Hand my tasks over ({count})", count=view.tasks), HandOver(own.id)),
            *apart(Button(_("Look at the group: {name}", name=one.group), OpenHolding(one.id)) for one in held[:PAGE]),
            view.contact
            and (
                Button(_("Change the region"), ChangeRegion(own.id)),
                Button(_("Tell the web address"), ChangeDomain(own.id)),
            ),
            view.inside and Button(_("Leave the organisation"), LeaveOrganisation(own.id)),
            view.inside and Button(_("See my organisations"), MyOrganisations()),
            HOME,
        ),
    )


def _held(one: HoldingView) -> Words:
    if one.confirmed:
        return _("• {group}: in it", group=one.group)
    return _("• {group}: asks for your answer", group=one.group)


def _place(view: OrganisationPage) -> Words | bool:
    if not view.inside:
        return False
    if view.contact:
        return _("You are its contact person.")
    if view.accepted:
        return _("You are its member.")
    return _(
        "You are not confirmed yet: a contact person is asked. You may act for it already, and it is marked. "
        "Its reports open when you are confirmed."
    )


def domain_of(words: str, _reading: Reading) -> str | Unread:
    """Reads an address of the web or of e-mail: its domain."""
    domain = domains.normal(words)
    if domain is None:
        return Unread(_("That is no web or e-mail address. Write for example: association.fi"))
    if domains.is_free(domain):
        return Unread(_("Anybody can get an address there, so it does not tell who acts for the organisation."))
    return domain


# For the operators


def added(view: OrganisationPage, before: Words | None = None) -> Screen:
    """A new one waits to be confirmed."""
    own = view.organisation
    return Screen(
        paragraphs(
            before,
            _("<b>To the administrators of the service</b>"),
            lines(
                _("A new organisation: <b>{name}</b>", name=own.name),
                own.region is not None and _("Region: {region}", region=region(own.region)),
            ),
            _("Is it what it says? Its reports open when it is confirmed, and groups can take it in."),
        ),
        rows(
            Button(_("Confirm this organisation"), ConfirmOrganisation(own.id)),
            Button(_("Say that it was here already"), FindTwin(own.id)),
            Button(_("Open: {name}", name=own.name), OpenOrganisation(own.id)),
            HOME,
        ),
    )


def which_twin(name: str, sought: str, found: int) -> Words:
    """The same as which one?"""
    return paragraphs(
        _("Which organisation is it the same as? <b>{name}</b>", name=name),
        _("Choose it, or write its name.") if found else _("Write its name."),
        bool(sought) and not found and _("Nothing was found with that name: <b>{sought}</b>", sought=sought),
    )


def same(name: str, other: str) -> Words:
    """Before two become one."""
    return _(
        "Shall these be one?\n\nThe new one: <b>{name}</b>\nStays: <b>{other}</b>\n\n"
        "The people of the new one go to the other as unconfirmed members. What was asked and done keeps its name.",
        name=name,
        other=other,
    )


MERGE = _("Make them one")


# What others hear


def confirmed(organisation: OrganisationView) -> Screen:
    """To the contact persons."""
    return Screen(
        _("Your organisation is confirmed: <b>{name}</b>. Its reports are open to you now.", name=organisation.name),
        rows(Button(_("Open: {name}", name=organisation.name), OpenOrganisation(organisation.id)), HOME),
    )


def merged(name: str, other: OrganisationView) -> Screen:
    """To those who were in a duplicate."""
    return Screen(
        _(
            "This organisation was here already: <b>{name}</b>. From now on you act for: <b>{other}</b>. "
            "What was asked and done stays.",
            name=name,
            other=other.name,
        ),
        rows(Button(_("Open: {name}", name=other.name), OpenOrganisation(other.id)), HOME),
    )
