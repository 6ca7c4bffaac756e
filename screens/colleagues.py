"""The people of an organisation: who is confirmed, who speaks for it, who goes, who takes the tasks over."""

from domain.dataclasses import dataclass
from domain.handovers import HandedOver
from domain.views import ColleagueView, OrganisationPage
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Joined, Words, _, lines, n_, paragraphs
from screens.ways import (
    HOME,
    HandOver,
    MyTasks,
    OpenConversation,
    OpenOrganisation,
    OpenTask,
    SeeColleagues,
    apart,
)

PAGE = 10


@dataclass(frozen=True)
class OpenColleague(Tap, code="orgone"):
    """One member, and what I may decide."""

    member_id: int


@dataclass(frozen=True)
class ConfirmColleague(Tap, code="orgin"):
    """Yes, they act for the organisation; or no."""

    member_id: int
    yes: bool


@dataclass(frozen=True)
class AskTakeOut(Tap, code="orgaskout"):
    """Shall a member no longer act for it?"""

    member_id: int


@dataclass(frozen=True)
class MakeContact(Tap, code="orgcont"):
    """A contact person, or no longer."""

    member_id: int
    contact: bool


@dataclass(frozen=True)
class LeaveForSure(Tap, code="orgoff"):
    """Yes, out of the organisation; even if nobody speaks for it then."""

    organisation_id: int
    without_contact: bool


@dataclass(frozen=True)
class HandOverTo(Tap, code="orghand"):
    """All my tasks of the organisation to that colleague."""

    organisation_id: int
    member_id: int


def listed(view: OrganisationPage, everybody: list[ColleagueView], may_decide: bool, page: int) -> Screen:
    """Who is in it, a page at a time."""
    shown, more = everybody[page * PAGE : (page + 1) * PAGE], len(everybody) - (page + 1) * PAGE
    return Screen(
        paragraphs(
            n_(
                "<b>{name}</b>: {count} member",
                "<b>{name}</b>: {count} members",
                len(everybody),
                name=view.organisation.name,
            ),
            lines(*(Joined(("•", _named(one)), " ") for one in shown)),
        ),
        rows(
            *apart(Button(_("Look at: {name}", name=one.name), OpenColleague(one.id)) for one in shown if may_decide),
            more > 0 and Button(_("Show more ({count})", count=more), SeeColleagues(view.organisation.id, page + 1)),
            page > 0 and Button(_("Show the first ones"), SeeColleagues(view.organisation.id, 0)),
            Button(_("Back to the organisation"), OpenOrganisation(view.organisation.id)),
        ),
    )


def _named(one: ColleagueView) -> Words:
    if one.contact:
        return _("{name}, contact person", name=one.name)
    if not one.confirmed:
        return _("{name}, not confirmed yet", name=one.name)
    return one.name


def colleague(one: ColleagueView, may_decide: bool, myself: bool, before: Words | None = None) -> Screen:
    """One member, and what is to be decided."""
    decides = may_decide and one.inside
    return Screen(
        paragraphs(
            before,
            lines(
                _("<b>{name}</b>", name=one.name),
                _("Organisation: <b>{name}</b>", name=one.organisation),
                _stands(one),
            ),
        ),
        rows(
            may_decide
            and (one.refused or (one.inside and not one.confirmed))
            and Button(_("Confirm: {name}", name=one.name), ConfirmColleague(one.id, True)),
            decides and not one.confirmed and Button(_("Do not confirm"), ConfirmColleague(one.id, False)),
            decides
            and one.confirmed
            and not one.contact
            and Button(_("Make a contact person"), MakeContact(one.id, True)),
            decides and one.contact and Button(_("End as a contact person"), MakeContact(one.id, False)),
            decides and one.confirmed and not myself and Button(_("Take out of the organisation"), AskTakeOut(one.id)),
            Button(_("See the members"), SeeColleagues(one.organisation_id, 0)),
            Button(_("Back to the organisation"), OpenOrganisation(one.organisation_id)),
        ),
    )


def _stands(one: ColleagueView) -> Words:
    if not one.inside:
        return _("Not a member any more.")
    if one.contact:
        return _("Contact person.")
    if one.confirmed:
        return _("Confirmed member.")
    return _("Not confirmed yet.")


def sure_to_take_out(one: ColleagueView) -> Screen:
    """Before a member is taken out."""
    return Screen(
        _(
            "Shall {name} no longer act for this organisation: <b>{organisation}</b>? "
            "What was asked and done stays as it is. Groups that hold the whole organisation close for {name}.",
            name=one.name,
            organisation=one.organisation,
        ),
        rows(
            Button(_("Take out of the organisation"), ConfirmColleague(one.id, False)),
            Button(_("Keep as a member"), OpenColleague(one.id)),
        ),
    )


CONFIRMED = _("Confirmed, and told.")
NOT_CONFIRMED = _("Not a member. That is told, too.")
CONTACT = _("A contact person from now on.")
NO_CONTACT = _("No longer a contact person.")


def sure_to_leave(view: OrganisationPage, last: bool) -> Screen:
    """Before one leaves."""
    own = view.organisation
    return Screen(
        paragraphs(
            _(
                "Do you want to leave the organisation: <b>{name}</b>? You no longer act for it. "
                "What you asked for and did in its name stays as it is. "
                "Groups that hold the whole organisation close for you.",
                name=own.name,
            ),
            view.tasks > 0
            and n_(
                "{count} task of yours goes on in its name. You can hand it over first.",
                "{count} tasks of yours go on in its name. You can hand them over first.",
                view.tasks,
            ),
            last
            and _(
                "You are its only contact person. Name another one first, or leave it without one: "
                "then the administrators of the service confirm its new members."
            ),
        ),
        rows(
            view.tasks > 0
            and view.accepted
            and Button(_("Hand my tasks over ({count})", count=view.tasks), HandOver(own.id)),
            last and view.members > 1 and Button(_("Name another contact person"), SeeColleagues(own.id, 0)),
            Button(_("Leave it without a contact person"), LeaveForSure(own.id, True))
            if last
            else Button(_("Leave the organisation"), LeaveForSure(own.id, False)),
            Button(_("Stay in the organisation"), OpenOrganisation(own.id)),
        ),
    )


def left(name: str) -> Words:
    """Out of it."""
    return _("You have left the organisation: {name}", name=name)


# Handing over


def to_whom(view: OrganisationPage, able: list[ColleagueView], page: int) -> Screen:
    """Who takes my tasks?"""
    own = view.organisation
    shown, more = able[page * PAGE : (page + 1) * PAGE], len(able) - (page + 1) * PAGE
    return Screen(
        paragraphs(
            n_(
                "You ask for {count} task in the name of: <b>{name}</b>",
                "You ask for {count} tasks in the name of: <b>{name}</b>",
                view.tasks,
                name=own.name,
            ),
            _(
                "Who takes them over? The colleague is the requester from then on and gets a new conversation with "
                "each doer and applicant, who are told. What you wrote stays with you."
            )
            if able
            else _("Nobody else is a confirmed member yet, so there is nobody who could take them over."),
        ),
        rows(
            *apart(Button(_("Hand all over to: {name}", name=one.name), HandOverTo(own.id, one.id)) for one in shown),
            more > 0 and Button(_("Show more ({count})", count=more), HandOver(own.id, page + 1)),
            page > 0 and Button(_("Show the first ones"), HandOver(own.id, 0)),
            Button(_("Keep my tasks"), OpenOrganisation(own.id)),
        ),
    )


def handed_over(done: HandedOver) -> Words:
    """They are somebody else's now."""
    return paragraphs(
        n_(
            "Handed over to {name}: {count} task. Everybody concerned is told.",
            "Handed over to {name}: {count} tasks. Everybody concerned is told.",
            done.moved,
            name=done.colleague,
        ),
        done.stay > 0
        and n_(
            "{count} task stays with you: your colleague cannot take it, for example because of an application to "
            "it or because it is for a group.",
            "{count} tasks stay with you: your colleague cannot take them, for example because of applications "
            "to them or because they are for a group.",
            done.stay,
        ),
    )


def taken_over(organisation: str, by: str, count: int) -> Screen:
    """To the colleague."""
    return Screen(
        n_(
            "{name} handed a task over to you, in the name of: <b>{organisation}</b>. You are its requester now.",
            "{name} handed {count} tasks over to you, in the name of: <b>{organisation}</b>. "
            "You are their requester now.",
            count,
            name=by,
            organisation=organisation,
        ),
        rows(Button(_("See my tasks"), MyTasks()), HOME),
    )


def requester_changed(task_id: int, title: str, name: str, conversation_id: int | None) -> Screen:
    """To applicants and doers: with whom it goes on."""
    return Screen(
        paragraphs(
            lines(_("Task: <b>{title}</b>", title=title), _("The requester is now: {name}", name=name)),
            _("Everything else stays as it was. There is a new conversation; the earlier messages stay with you."),
        ),
        rows(
            conversation_id is not None and Button(_("Write to: {name}", name=name), OpenConversation(conversation_id)),
            Button(_("Open the task"), OpenTask(task_id)),
            HOME,
        ),
    )


# What others hear


def newcomer(one: ColleagueView, for_operator: bool) -> Screen:
    """To those who may confirm: somebody says that they act for the organisation."""
    return Screen(
        paragraphs(
            for_operator and _("<b>To the administrators of the service</b>"),
            _(
                "{name} says: I act for this organisation. <b>{organisation}</b>\nIs that so?",
                name=one.name,
                organisation=one.organisation,
            ),
        ),
        rows(
            Button(_("Confirm: {name}", name=one.name), ConfirmColleague(one.id, True)),
            Button(_("Do not confirm"), ConfirmColleague(one.id, False)),
            Button(_("Back to the organisation"), OpenOrganisation(one.organisation_id)),
        ),
    )


def accepted(one: ColleagueView) -> Screen:
    """To a newcomer: yes."""
    return Screen(
        _("You are confirmed as a member of: <b>{organisation}</b>", organisation=one.organisation),
        rows(Button(_("Open the organisation"), OpenOrganisation(one.organisation_id)), HOME),
    )


def refused(one: ColleagueView) -> Screen:
    """To a newcomer or a member: no."""
    return Screen(
        _(
            "You do not act for this organisation: <b>{organisation}</b>. Its contact person said so. "
            "If that is a mistake, please ask them: they can confirm you later, too.",
            organisation=one.organisation,
        ),
        rows(HOME),
    )


def made_contact(one: ColleagueView, contact: bool) -> Screen:
    """To a member: a contact person, or no longer."""
    return Screen(
        _("You are now a contact person of: <b>{organisation}</b>", organisation=one.organisation)
        if contact
        else _("You are no longer a contact person of: <b>{organisation}</b>", organisation=one.organisation),
        rows(
            Button(_("Open the organisation"), OpenOrganisation(one.organisation_id)),
            HOME,
        ),
    )
