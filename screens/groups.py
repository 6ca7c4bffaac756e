"""Groups, and the codes that let people in."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from domain import codes as domain_codes
from domain.views import CodeView, GroupView, MemberView
from frame.readers import Reading, Unread
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Joined, Words, _, lines, n_, paragraphs
from screens.ways import HOME, MyGroups, OpenGroup, apart

PAGE = 8
MEMBERS = 15
LENGTH = domain_codes.OWN + domain_codes.RANDOM


@dataclass(frozen=True)
class GroupsPage(Tap, code="grpage"):
    """More of my groups."""

    page: int


@dataclass(frozen=True)
class NewGroup(Tap, code="grnew"):
    """Begin a group."""


@dataclass(frozen=True)
class EnterCode(Tap, code="grcode"):
    """I have a code."""


@dataclass(frozen=True)
class JoinGroup(Tap, code="grjoin"):
    """Yes, into the group that this code opens."""

    join_code: str


@dataclass(frozen=True)
class SeeMembers(Tap, code="grmem"):
    """Who is in the group."""

    group_id: int
    page: int


@dataclass(frozen=True)
class SeeCodes(Tap, code="grcodes"):
    """The codes of a group that I run."""

    group_id: int


@dataclass(frozen=True)
class MakeCode(Tap, code="grmake"):
    """A code more, or one in place of all earlier ones."""

    group_id: int
    replace: bool


@dataclass(frozen=True)
class AskRevoke(Tap, code="grask"):
    """Shall the codes stop working?"""

    group_id: int


@dataclass(frozen=True)
class RevokeCodes(Tap, code="grrevoke"):
    """Yes, the codes stop working."""

    group_id: int


@dataclass(frozen=True)
class AskLeave(Tap, code="grleave"):
    """Shall I leave the group?"""

    group_id: int


@dataclass(frozen=True)
class LeaveGroup(Tap, code="groff"):
    """Yes, out of the group."""

    group_id: int


# Groups


def mine(groups: list[GroupView], page: int = 0, before: Words | None = None) -> Screen:
    """The groups I am in."""
    shown, more = groups[page * PAGE : (page + 1) * PAGE], len(groups) - (page + 1) * PAGE
    return Screen(
        paragraphs(
            before,
            _("<b>My groups</b>"),
            lines(*(_entry(group) for group in shown))
            if shown
            else _(
                "You are in no group yet. With a group you can ask for help among people who know one another. "
                "Join one with a code, or begin your own."
            ),
        ),
        rows(
            *apart(Button(_("Open: {name}", name=group.name), OpenGroup(group.id)) for group in shown),
            more > 0 and Button(_("Show more ({count})", count=more), GroupsPage(page + 1)),
            page > 0 and Button(_("Show the first ones"), GroupsPage(0)),
            (Button(_("Join with a code"), EnterCode()), Button(_("Begin a group"), NewGroup())),
            HOME,
        ),
    )


def _entry(group: GroupView) -> Words:
    if group.admin:
        return n_(
            "• <b>{name}</b>: {count} member, you are an admin",
            "• <b>{name}</b>: {count} members, you are an admin",
            group.size,
            name=group.name,
        )
    return n_("• <b>{name}</b>: {count} member", "• <b>{name}</b>: {count} members", group.size, name=group.name)


def group(view: GroupView, before: Words | None = None) -> Screen:
    """One group of mine."""
    return Screen(
        paragraphs(
            before,
            lines(
                _("Group: <b>{name}</b>", name=view.name),
                n_("{count} member", "{count} members", view.size),
                _("You are an admin of this group.") if view.admin else _("You are a member of this group."),
            ),
            _("A task that is asked of this group is seen by its members and by no one else."),
        ),
        rows(
            view.admin and Button(_("Give out a code"), SeeCodes(view.id)),
            Button(_("See the members"), SeeMembers(view.id, 0)),
            Button(_("Leave the group"), AskLeave(view.id)),
            Button(_("See my groups"), MyGroups()),
            HOME,
        ),
    )


def which_group_name() -> Words:
    """What a new group is called."""
    return _("What is the name of the group? Its members see it, and those you invite.")


def created(view: GroupView) -> Screen:
    """A new group, and what it needs next."""
    return Screen(
        paragraphs(
            _("The group is there: <b>{name}</b>. You are its admin.", name=view.name),
            _("Next, make a code and give it to those you want in the group."),
        ),
        rows(
            Button(_("Make a code"), MakeCode(view.id, False)),
            Button(_("Open the group"), OpenGroup(view.id)),
            HOME,
        ),
    )


def members(view: GroupView, everybody: list[MemberView], page: int) -> Screen:
    """Who is in the group, a page at a time."""
    shown, more = everybody[page * MEMBERS : (page + 1) * MEMBERS], len(everybody) - (page + 1) * MEMBERS
    return Screen(
        paragraphs(
            n_("<b>{name}</b>: {count} member", "<b>{name}</b>: {count} members", len(everybody), name=view.name),
            lines(*(_member(member) for member in shown)),
        ),
        rows(
            more > 0 and Button(_("Show more ({count})", count=more), SeeMembers(view.id, page + 1)),
            page > 0 and Button(_("Show the first ones"), SeeMembers(view.id, 0)),
            Button(_("Back to the group"), OpenGroup(view.id)),
        ),
    )


def _member(member: MemberView) -> Words:
    parts = (member.name, member.organisation, _("group admin") if member.admin else None)
    return Joined(("•", Joined(tuple(part for part in parts if part is not None), ", ")), " ")


def sure_to_leave(view: GroupView) -> Screen:
    """Before one leaves."""
    return Screen(
        _(
            "Do you want to leave the group: <b>{name}</b>? You will no longer see its tasks, and your open "
            "applications to them are withdrawn. To come back you need a code.",
            name=view.name,
        ),
        rows(Button(_("Leave the group"), LeaveGroup(view.id)), Button(_("Stay in the group"), OpenGroup(view.id))),
    )


def left(name: str) -> Words:
    """Out of the group."""
    return _("You have left the group: {name}", name=name)


def somebody_joined(view: GroupView, member: MemberView) -> Screen:
    """To an admin: somebody came in by a code."""
    return Screen(
        lines(
            _("New in the group: <b>{name}</b>", name=view.name),
            _member(member),
            n_("Now the group has {count} member.", "Now the group has {count} members.", view.size),
        ),
        rows(Button(_("Open the group"), OpenGroup(view.id)), HOME),
    )


# Joining


def join(view: GroupView, code: str) -> Screen:
    """Before one joins: whose code this is."""
    return Screen(
        paragraphs(
            n_(
                "Do you want to join the group: <b>{name}</b>? It has {count} member.",
                "Do you want to join the group: <b>{name}</b>? It has {count} members.",
                view.size,
                name=view.name,
            ),
            _("The members see your name and organisation. You see the tasks asked of this group."),
        ),
        rows(
            Button(_("Join the group"), JoinGroup(domain_codes.fold(code)[:LENGTH])),
            Button(_("Do not join"), MyGroups()),
        ),
    )


def joined(view: GroupView) -> Words:
    """In."""
    return _("You are now in the group: {name}", name=view.name)


def which_code() -> Words:
    """The code that somebody was given."""
    return _("Write the group code that you were given. Capitals, spaces and dashes do not matter.")


# Codes


def whose_code(groups: list[GroupView]) -> Screen:
    """Which of my groups needs a code."""
    if not groups:
        return Screen(
            _("You are not an admin of any group. Begin a group of your own, and you can make codes for it."),
            rows(Button(_("Begin a group"), NewGroup()), HOME),
        )
    return Screen(
        _("For which group do you want a code?"),
        rows(*apart(Button(_("Choose: {name}", name=group.name), SeeCodes(group.id)) for group in groups), HOME),
    )


def codes(view: GroupView, live: list[CodeView], before: Words | None = None) -> Screen:
    """The codes that admit today, by what may be shown of them."""
    if not live:
        return Screen(
            paragraphs(before, _("No code works now for the group: <b>{name}</b>", name=view.name)),
            rows(
                Button(_("Make a code"), MakeCode(view.id, False)),
                Button(_("Back to the group"), OpenGroup(view.id)),
            ),
        )
    return Screen(
        paragraphs(
            before,
            _("Codes of the group: <b>{name}</b>", name=view.name),
            lines(*(_code(code) for code in live)),
            _(
                "A whole code is shown only once, when it is made. If it is lost, or in wrong hands, "
                "make a new one in its place."
            ),
        ),
        rows(
            Button(_("Make one more code"), MakeCode(view.id, False)),
            Button(_("Replace with a new code"), MakeCode(view.id, True)),
            Button(_("Stop all codes"), AskRevoke(view.id)),
            Button(_("Back to the group"), OpenGroup(view.id)),
        ),
    )


def _code(code: CodeView) -> Words:
    used = n_(
        "• Begins with {hint}, used {count} time",
        "• Begins with {hint}, used {count} times",
        code.uses,
        hint=code.hint,
    )
    if code.expires_at is None:
        return used
    return Joined((used, _("works until {moment}", moment=code.expires_at)), ", ")


def choose_own(name: str, replace: bool) -> Words:
    """The admin's own five characters."""
    return paragraphs(
        _(
            "A code for the group: <b>{name}</b>. Choose the first 5 characters, letters and digits, "
            "so that people know the code by them. I add 8 more at random. "
            "What looks alike counts as the same: O and 0; I, L and 1; A, Ä and Å.",
            name=name,
        ),
        replace and _("All earlier codes of the group stop working."),
    )


def own_characters(words: str, _reading: Reading) -> str | Unread:
    """Reads them. Look-alikes are folded: O is 0, I and L are 1, Ä and Å are A, Ö is 0."""
    own = domain_codes.fold(words)
    if len(own) != domain_codes.OWN or not own.isascii():
        return Unread(
            _("Please write exactly {count} characters: letters from A to Z and digits.", count=domain_codes.OWN)
        )
    return own


def take(suggestion: str) -> Words:
    """A suggestion, as a button."""
    return _("Take: {suggestion}", suggestion=suggestion)


def sure_to_replace(name: str, own: str) -> Words:
    """Before the earlier codes stop working."""
    return _(
        "A new code for the group: <b>{name}</b>, beginning with {own}. "
        "All earlier codes and links stop working at once. Those who are in the group stay in it.",
        name=name,
        own=own,
    )


def issued(view: GroupView, code: str, link: str, expires: datetime | None) -> Screen:
    """A new code, whole, this once."""
    return Screen(
        paragraphs(
            lines(_("A code for the group: <b>{name}</b>", name=view.name), _("<code>{code}</code>", code=code)),
            lines(_("The easiest way in is this link:"), link),
            _("By hand: /join {code}", code=code),
            _("Keep it now: it is not shown again. Whoever has it can join, so give it only to those you mean it for."),
            expires is not None and _("It works until: {moment}", moment=expires),
        ),
        rows(
            Button(_("Share the link"), url=f"https://t.me/share/url?url={quote(link, safe='')}"),
            Button(_("Open the group"), OpenGroup(view.id)),
            HOME,
        ),
    )


def sure_to_revoke(view: GroupView) -> Screen:
    """Before all codes stop working."""
    return Screen(
        _(
            "Shall all codes and links of this group stop working: <b>{name}</b>? "
            "Those who are in the group stay in it.",
            name=view.name,
        ),
        rows(Button(_("Stop all codes"), RevokeCodes(view.id)), Button(_("Keep the codes"), SeeCodes(view.id))),
    )


def revoked() -> Words:
    """No code admits any more."""
    return _("The codes of this group no longer work. Make a new one when you need it.")
