"""Inviting by e-mail: lists of addresses, and what became of them."""

from collections.abc import Sequence

from domain.addresslists import MOST_ADDRESSES, MOST_BYTES, ListFault
from domain.dataclasses import dataclass
from domain.emails import displayed
from domain.views import GroupView, InvitedPage, ListReport
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Text, Words, _, lines, n_, paragraphs
from screens.groups import NewGroup
from screens.ways import HOME, OpenGroup, SeeInvited, apart

PAGE = 10
LINES = 25  # of a report
SOUGHT = 24  # letters of a search: it travels in buttons
FIRST_FAULTS = 10
SHOWN = 60


@dataclass(frozen=True)
class InviteTo(Tap, code="invite"):
    """Invite to a group that I run."""

    group_id: int


@dataclass(frozen=True)
class RemoveInvite(Tap, code="uninvite"):
    """An address off the list."""

    invite_id: int


@dataclass(frozen=True)
class SearchInvited(Tap, code="invfind"):
    """Look for an address on the list."""

    group_id: int


@dataclass(frozen=True)
class SeeReport(Tap, code="invrep"):
    """What became of a list; from that line of the report."""

    list_id: int
    page: int


def which_group(groups: list[GroupView]) -> Screen:
    """To which of my groups."""
    if not groups:
        return Screen(
            _("You are not an admin of any group. Begin a group of your own, and you can invite people to it."),
            rows(Button(_("Begin a group"), NewGroup()), HOME),
        )
    return Screen(
        _("To which group do you want to invite?"),
        rows(*apart(Button(_("Choose: {name}", name=group.name), SeeInvited(group.id)) for group in groups), HOME),
    )


def invited(view: InvitedPage, mails: bool, before: Words | None = None) -> Screen:
    """The addresses that nobody has proved yet."""
    more = view.total - (view.page + 1) * PAGE
    return Screen(
        paragraphs(
            before,
            _("Invited to the group by e-mail: <b>{name}</b>", name=view.group.name),
            bool(view.sought) and _("Only addresses that have this in them: {sought}", sought=view.sought),
            n_(
                "{count} address waits for somebody to prove it.",
                "{count} addresses wait for somebody to prove them.",
                view.total,
            )
            if view.total
            else _("No address waits."),
            lines(*(_("• {address}", address=displayed(one.address)) for one in view.shown)),
            not mails
            and _(
                "This service sends no e-mail yet: nobody can prove an address, and no address lets anybody in. "
                "Until then, give out a code."
            ),
        ),
        rows(
            Button(_("Invite by e-mail"), InviteTo(view.group.id)),
            *apart(
                Button(_("Take off the list: {address}", address=displayed(one.address)), RemoveInvite(one.id))
                for one in view.shown
            ),
            more > 0
            and Button(
                _("Show more ({count})", count=more), SeeInvited(view.group.id, view.page + 1, searchable(view.sought))
            ),
            view.page > 0 and Button(_("Show the first ones"), SeeInvited(view.group.id, 0, searchable(view.sought))),
            (view.total > PAGE or bool(view.sought))
            and Button(_("Search the addresses"), SearchInvited(view.group.id)),
            bool(view.sought) and Button(_("Show all"), SeeInvited(view.group.id)),
            Button(_("Open the group"), OpenGroup(view.group.id)),
        ),
    )


def which_part() -> Words:
    """What to look for."""
    return _("Write a part of the address: its beginning, or the part after the @ sign.")


def searchable(words: str) -> str:
    """What of it can be in an address, and travels in a button."""
    return "".join(sign for sign in words.lower() if sign.isascii() and sign.isprintable() and sign not in ": ")[
        :SOUGHT
    ]


def nothing_to_search() -> Text:
    """No letters of an address in it."""
    return _("There is no part of an address in that. Please write letters or digits.")


def taken_off(address: str) -> Words:
    """An address is off the list."""
    return _("Taken off the list: {address}", address=displayed(address))


# A list


def which_addresses(name: str) -> Words:
    """One address, a list, or a file."""
    return paragraphs(
        _("Whom do you want to invite to the group: <b>{name}</b>?", name=name),
        _(
            "Write one address or paste a list, one address on a line or with any signs between. "
            "Or send a file here: CSV or Excel (XLSX). I find the column with the addresses."
        ),
        _("Invite only people who know your association: each of them gets one letter."),
    )


def which_language() -> Words:
    """Of the letter."""
    return _("In which language should the invitation be?")


def unreadable(fault: ListFault) -> Text:
    """Why a file is no list, and what would do."""
    match fault:
        case ListFault.TOO_LARGE:
            return _(
                "The list is too large. At most {count} addresses and {size} megabytes fit: please send it in parts.",
                count=MOST_ADDRESSES,
                size=MOST_BYTES // 1_000_000,
            )
        case ListFault.OTHER_KIND:
            return _("I cannot read a file of this kind. Please send a CSV or an Excel file (XLSX), or paste the list.")
        case ListFault.EMPTY:
            return _("There is nothing in it. Please send a list with at least one address.")
    return _("The file is broken: it cannot be opened. Please save it again, or paste the list here.")


def no_address() -> Text:
    """Something is there, but no address."""
    return _("I found no e-mail address in it. Please write it like this: anna@example.org")


def preview(name: str, size: int, faults: Sequence[tuple[int, str]], fault_count: int) -> Words:
    """Before they are invited."""
    return paragraphs(
        _("To the group: <b>{name}</b>", name=name),
        n_("{count} address found.", "{count} addresses found.", size),
        fault_count > 0 and _faults(faults[:FIRST_FAULTS], fault_count),
        _("Those who have proved their address before are members at once; the others get one letter each."),
    )


def preview_without_mail() -> Words:
    """The same where there is no mail server."""
    return _("This service sends no e-mail yet: the addresses are listed, but nobody is written to.")


def send() -> Words:
    """Yes."""
    return _("Invite them")


def report(view: ListReport, name: str, page: int = 0) -> Screen:
    """What became of a list, line by line."""
    if not view.done:
        return Screen(
            paragraphs(
                _("To the group: <b>{name}</b>", name=name),
                n_(
                    "{count} address is being gone through. You hear when it is done.",
                    "{count} addresses are being gone through. You hear when it is done.",
                    view.size,
                ),
            ),
            rows(
                Button(_("See the report"), SeeReport(view.id, 0)),
                Button(_("Open the group"), OpenGroup(view.group_id)),
            ),
        )
    known = [_known(line, address) for line, address in view.known]
    faults = [_fault(line, words) for line, words in view.faults]
    entries = [*faults, *known]
    pages = max((len(entries) - 1) // LINES, 0)
    page = min(max(page, 0), pages)
    shown, more = entries[page * LINES : (page + 1) * LINES], len(entries) - (page + 1) * LINES
    return Screen(
        paragraphs(
            _("To the group: <b>{name}</b>", name=name),
            lines(
                _("Added: {count}", count=view.added),
                _("There already: {count}", count=view.known_count),
                _("Not an address: {count}", count=view.fault_count),
            ),
            bool(shown) and lines(*shown),
            view.added > 0 and view.mails and _("The letters go out one by one; with a long list that takes hours."),
            len(entries) < view.known_count + view.fault_count
            and page == pages
            and _("The list goes on: only the first ones are shown."),
        ),
        rows(
            more > 0 and Button(_("Show more ({count})", count=more), SeeReport(view.id, page + 1)),
            page > 0 and Button(_("Show the first ones"), SeeReport(view.id, 0)),
            Button(_("See who is invited"), SeeInvited(view.group_id)),
            Button(_("Open the group"), OpenGroup(view.group_id)),
        ),
    )


def _faults(shown: Sequence[tuple[int, str]], count: int) -> Words:
    more = count - len(shown)
    return lines(
        _("Not an address: {count}", count=count),
        *(_fault(line, words) for line, words in shown),
        more > 0 and n_("{count} more comes after these.", "{count} more come after these.", more),
    )


def _known(line: int, address: str) -> Words:
    return _("Line {line}: there already: {address}", line=str(line), address=displayed(address))


def _fault(line: int, words: str) -> Words:
    return _("Line {line}: not an address: {words}", line=str(line), words=words[:SHOWN] or "-")
