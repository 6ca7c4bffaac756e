"""Whole organisations in a group."""

from domain.dataclasses import dataclass
from domain.views import GroupView, HoldingView, OrganisationView
from frame.screen import Button, Screen, Tap, rows
from frame.steps import Option
from frame.texts import Words, _, lines, n_, paragraphs
from screens.organisations import label
from screens.ways import HOME, OpenGroup, OpenHolding, OpenOrganisation, SeeOrganisations, apart

PAGE = 8
WHAT = _("Taking an organisation into a group")


@dataclass(frozen=True)
class AddOrganisation(Tap, code="umbadd"):
    """Which organisation shall join the group?"""

    group_id: int


@dataclass(frozen=True)
class AnswerGroup(Tap, code="umbyes"):
    """A contact person: the organisation joins the group, or not."""

    holding_id: int
    yes: bool


@dataclass(frozen=True)
class AskOut(Tap, code="umbask"):
    """Shall the organisation leave the group?"""

    holding_id: int


@dataclass(frozen=True)
class TakeOut(Tap, code="umbout"):
    """Yes, out of the group."""

    holding_id: int


def listed(group: GroupView, held: list[HoldingView], page: int, before: Words | None = None) -> Screen:
    """The organisations of a group."""
    shown, more = held[page * PAGE : (page + 1) * PAGE], len(held) - (page + 1) * PAGE
    return Screen(
        paragraphs(
            before,
            _("Organisations in the group: <b>{name}</b>", name=group.name),
            lines(*(_one(one) for one in shown))
            if shown
            else _("There are none yet. When a whole organisation is in a group, so is everybody in it."),
        ),
        rows(
            *apart(
                Button(_("Look at: {name}", name=one.organisation), OpenHolding(one.id)) for one in shown if group.admin
            ),
            more > 0 and Button(_("Show more ({count})", count=more), SeeOrganisations(group.id, page + 1)),
            page > 0 and Button(_("Show the first ones"), SeeOrganisations(group.id, 0)),
            group.admin and Button(_("Take in an organisation"), AddOrganisation(group.id)),
            Button(_("Back to the group"), OpenGroup(group.id)),
        ),
    )


def _one(one: HoldingView) -> Words:
    if not one.confirmed:
        return _("• {organisation}: asked, no answer yet", organisation=one.organisation)
    return n_(
        "• {organisation}: {count} member",
        "• {organisation}: {count} members",
        one.members,
        organisation=one.organisation,
    )


def which(sought: str, found: list[OrganisationView]) -> Words:
    """Which organisation?"""
    if not sought:
        return _("Which organisation shall join the group? Write its name or a part of it.")
    if not found:
        return _(
            "No confirmed organisation was found with that name: <b>{sought}</b>\nPlease write it in another way.",
            sought=sought,
        )
    return _("Choose the organisation, or write the name in another way.")


def options(found: list[OrganisationView]) -> list[Option]:
    """What was found."""
    return [Option(str(one.id), label(one)) for one in found]


def asked(one: HoldingView) -> Words:
    """What came of it."""
    if one.confirmed:
        return _("The organisation is in the group: {organisation}", organisation=one.organisation)
    return _(
        "The contact persons of the organisation are asked: {organisation}. You hear what they say.",
        organisation=one.organisation,
    )


def holding(one: HoldingView, runs: bool, speaks: bool, before: Words | None = None) -> Screen:
    """One organisation in one group, for those who decide on it."""
    waits = not one.confirmed and not one.ended
    return Screen(
        paragraphs(
            before,
            lines(
                _("Group: <b>{name}</b>", name=one.group),
                _("Organisation: <b>{name}</b>", name=one.organisation),
                _("Not in the group.") if one.ended else None,
                _("In the group.") if one.confirmed and not one.ended else None,
                _("Asked, no answer yet.") if waits else None,
            ),
            waits and speaks and what_it_means(),
        ),
        rows(
            waits and speaks and Button(_("Join the group"), AnswerGroup(one.id, True)),
            waits and speaks and Button(_("Do not join"), AnswerGroup(one.id, False)),
            not one.ended and one.confirmed and Button(_("Take the organisation out"), AskOut(one.id)),
            waits and runs and Button(_("Take the question back"), TakeOut(one.id)),
            runs and Button(_("See its organisations"), SeeOrganisations(one.group_id, 0)),
            speaks and Button(_("Open the organisation"), OpenOrganisation(one.organisation_id)),
            HOME,
        ),
    )


def what_it_means() -> Words:
    """What the answer changes."""
    return _(
        "Everybody who is a confirmed member of the organisation is then a member of the group, sees its tasks and "
        "is seen by its members, as long as they are in the organisation."
    )


def sure_to_take_out(one: HoldingView) -> Screen:
    """Before it is out."""
    return Screen(
        _(
            "Shall the organisation leave the group?\n\nOrganisation: <b>{organisation}</b>\nGroup: <b>{group}</b>\n\n"
            "Those who are in the group only by it no longer see its tasks, "
            "and their open applications to them are withdrawn.",
            organisation=one.organisation,
            group=one.group,
        ),
        rows(
            Button(_("Take the organisation out"), TakeOut(one.id)),
            Button(_("Keep it in the group"), OpenHolding(one.id)),
        ),
    )


OUT = _("The organisation is no longer in the group.")
JOINED = _("The organisation is in the group now.")
DECLINED = _("The organisation does not join. That is told.")


# What others hear


def group_asks(one: HoldingView) -> Screen:
    """To the contact persons."""
    return Screen(
        paragraphs(
            _(
                "A group asks your whole organisation to join.\n\n"
                "Group: <b>{group}</b>\nOrganisation: <b>{organisation}</b>",
                group=one.group,
                organisation=one.organisation,
            ),
            what_it_means(),
        ),
        rows(
            Button(_("Join the group"), AnswerGroup(one.id, True)),
            Button(_("Do not join"), AnswerGroup(one.id, False)),
            HOME,
        ),
    )


def answered(one: HoldingView) -> Screen:
    """To the admin who asked."""
    said = (
        _("It joined the group, with everybody in it.")
        if one.confirmed and not one.ended
        else _("It does not join the group.")
    )
    return Screen(
        lines(
            _("Group: <b>{name}</b>", name=one.group),
            _("Organisation: <b>{name}</b>", name=one.organisation),
            said,
        ),
        rows(Button(_("See its organisations"), SeeOrganisations(one.group_id, 0)), HOME),
    )


def went(one: HoldingView) -> Screen:
    """To the group's admins: a contact person took it out."""
    return Screen(
        lines(
            _("Group: <b>{name}</b>", name=one.group),
            _("Organisation: <b>{name}</b>", name=one.organisation),
            _("Its contact person took it out of the group."),
        ),
        rows(Button(_("See its organisations"), SeeOrganisations(one.group_id, 0)), HOME),
    )


def in_by(group: GroupView, organisation: str) -> Screen:
    """To a member of an organisation."""
    return Screen(
        _(
            "You are now in the group: <b>{group}</b>\nYou came by your organisation: <b>{organisation}</b>\n\n"
            "You see the tasks asked of this group, as long as you are in the organisation.",
            group=group.name,
            organisation=organisation,
        ),
        rows(Button(_("Open the group"), OpenGroup(group.id)), HOME),
    )


def out_of(name: str) -> Screen:
    """To somebody who was in by an organisation only."""
    return Screen(
        _(
            "You are no longer in the group: <b>{name}</b>. You were in it by an organisation, and that has ended. "
            "Your open applications to its tasks were withdrawn.",
            name=name,
        ),
        rows(HOME),
    )
