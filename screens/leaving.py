"""Leaving a group: by oneself, by handing it over, or by closing it."""

from domain.dataclasses import dataclass
from domain.views import GroupView, MemberPage
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Words, _, lines, n_, paragraphs
from screens.ways import OpenGroup, apart, pages


@dataclass(frozen=True)
class AskLeave(Tap, code="grleave"):
    """Shall I leave the group?"""

    group_id: int


@dataclass(frozen=True)
class LeaveGroup(Tap, code="groff"):
    """Yes, out of the group."""

    group_id: int


@dataclass(frozen=True)
class HeirsPage(Tap, code="grheirs"):
    """More of those who could run the group when I leave."""

    group_id: int
    page: int


@dataclass(frozen=True)
class HandOver(Tap, code="grhand"):
    """Make this member an admin, and leave."""

    group_id: int
    person_id: int


@dataclass(frozen=True)
class CloseGroup(Tap, code="grclose"):
    """Close the group: shall I, and yes."""

    group_id: int
    sure: bool


def sure_to_leave(view: GroupView) -> Screen:
    """Before one leaves."""
    return Screen(
        paragraphs(
            _(
                "Do you want to leave the group: <b>{name}</b>? You will no longer see its tasks, and your open "
                "applications to them are withdrawn. To come back you need a code.",
                name=view.name,
            ),
            _("Your own tasks for this group end, too. What you have agreed on stays agreed."),
            view.size == 1 and _("You are the only one in it: when you leave, the group is closed."),
        ),
        rows(Button(_("Leave the group"), LeaveGroup(view.id)), Button(_("Stay in the group"), OpenGroup(view.id))),
    )


def who_goes_on(view: GroupView, page: MemberPage, reader_id: int) -> Screen:
    """To the last admin, before they leave: somebody has to run the group."""
    return Screen(
        paragraphs(
            _("You are the only admin of this group, and others are still in it, so you cannot leave it yet."),
            _("Name another admin, and then you are out of the group: <b>{name}</b>", name=view.name),
        ),
        rows(
            *apart(
                Button(_("Make admin and leave: {name}", name=one.name), HandOver(view.id, one.person_id))
                for one in page.items
                if one.person_id != reader_id
            ),
            *pages(page.total, page.page, lambda number: HeirsPage(view.id, number)),
            Button(_("Close the group"), CloseGroup(view.id, False)),
            Button(_("Stay in the group"), OpenGroup(view.id)),
        ),
    )


def left(name: str) -> Words:
    """Out of the group."""
    return _("You have left the group: {name}", name=name)


def handed_over(name: str, heir: str) -> Words:
    """Out of the group, which somebody else runs."""
    return lines(_("You have left the group: {name}", name=name), _("Its admin is now: {name}", name=heir))


def sure_to_close(view: GroupView) -> Screen:
    """Before a group ends."""
    return Screen(
        paragraphs(
            n_(
                "Do you want to close the group: <b>{name}</b>? It has {count} member.",
                "Do you want to close the group: <b>{name}</b>? It has {count} members.",
                view.size,
                name=view.name,
            ),
            _(
                "Its open tasks are cancelled, and everybody concerned hears why. Where help is agreed, it goes on. "
                "Its codes stop working. A closed group cannot be opened again."
            ),
        ),
        rows(
            Button(_("Close the group"), CloseGroup(view.id, True)),
            Button(_("Keep the group"), OpenGroup(view.id)),
        ),
    )


def closed(name: str) -> Words:
    """The group is no more."""
    return _("The group is closed: {name}", name=name)
