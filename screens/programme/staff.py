"""Who runs a round, and the links that name somebody once."""

from collections.abc import Sequence

from domain.dataclasses import dataclass
from domain.views import NamedView
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Words, _, lines, n_, paragraphs
from models.programme.round import LinkKind, RoundRole
from screens.programme.calls import ROLES
from screens.programme.ways import MakeProgrammeLink, OpenRound, SeeStaff
from screens.ways import HOME, apart

MAKES: dict[RoundRole, Words] = {
    RoundRole.COORDINATOR: _("Make a link for a coordinator"),
    RoundRole.REVIEWER: _("Make a link for a reviewer"),
    RoundRole.CONSULTANT: _("Make a link for the consultant"),
}


@dataclass(frozen=True)
class EndRole(Tap, code="rrole"):
    """Somebody has that role no longer."""

    round_id: int
    person_id: int
    role: RoundRole


def staff(round_id: int, people: Sequence[tuple[RoundRole, NamedView]], me: int, before: Words | None = None) -> Screen:
    """Who runs it, role by role."""
    return Screen(
        paragraphs(
            before,
            _("<b>Who runs this round</b>"),
            lines(*(_("• {name}: {role}", name=one.name, role=ROLES[role]) for role, one in people)),
            _("Make a link and send it to one person. Whoever opens it first can say yes."),
        ),
        rows(
            *(Button(label, MakeProgrammeLink(round_id, LinkKind(role))) for role, label in MAKES.items()),
            *apart(
                Button(
                    _("Leave this role: {role}", role=ROLES[role])
                    if one.person_id == me
                    else _("Take out: {name}", name=one.name),
                    EndRole(round_id, one.person_id, role),
                )
                for role, one in people[:20]
            ),
            Button(_("Go back to the round"), OpenRound(round_id)),
        ),
    )


def link_made(round_id: int, kind: LinkKind, link: str, days: int) -> Screen:
    """A link for one person, shown this once."""
    said = {
        LinkKind.COORDINATOR: _("A link for a coordinator: {link}", link=link),
        LinkKind.REVIEWER: _("A link for a reviewer: {link}", link=link),
        LinkKind.CONSULTANT: _("A link for the consultant: {link}", link=link),
        LinkKind.LATE: _("A code for one late application: {link}", link=link),
        LinkKind.PARTICIPANT: _("A link for one person: {link}", link=link),
    }
    return Screen(
        paragraphs(
            said[kind],
            n_(
                "Send it yourself. It works once, for {count} day, and is shown only now.",
                "Send it yourself. It works once, for {count} days, and is shown only now.",
                days,
            ),
            kind is LinkKind.LATE
            and _("Who opens it applies for one organisation, also after the deadline, until the decisions are sent."),
        ),
        rows(
            kind is not LinkKind.LATE and Button(_("Go on with who runs it"), SeeStaff(round_id)),
            Button(_("Go back to the round"), OpenRound(round_id)),
            HOME,
        ),
    )
