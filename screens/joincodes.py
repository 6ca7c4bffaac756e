"""The codes that a group admin gives out."""

from datetime import datetime
from urllib.parse import quote

from domain import codes as domain_codes
from domain import joincodes, paging
from domain.dataclasses import dataclass
from domain.views import CodePage, CodeView, GroupView, JoinedPage
from frame.readers import Reading, Unread, folded, future_date, whole
from frame.screen import Button, Recipe, Screen, Tap, rows
from frame.steps import Option
from frame.texts import Joined, Words, _, lines, n_, paragraphs
from models.group import GroupPolicy
from screens.groups import NewGroup, SeePolicy
from screens.ways import HOME, MakeCode, OpenGroup, SeeCodes, apart, pages


@dataclass(frozen=True)
class CodeGroups(Tap, code="grcwhose"):
    """More of the groups that I may make a code for."""

    page: int


@dataclass(frozen=True)
class CodesPage(Tap, code="grcpage"):
    """More of the codes that work; or of those that have ended."""

    group_id: int
    page: int
    ended: bool


@dataclass(frozen=True)
class SeeCode(Tap, code="grone"):
    """One code, and who came in by it."""

    code_id: int
    page: int = 0


@dataclass(frozen=True)
class LimitUses(Tap, code="gruses"):
    """How many may come in by it?"""

    code_id: int


@dataclass(frozen=True)
class LimitTime(Tap, code="grtime"):
    """How long does it work?"""

    code_id: int


@dataclass(frozen=True)
class ReplaceCode(Tap, code="grswap"):
    """A new code in place of this one."""

    code_id: int


@dataclass(frozen=True)
class RevokeCode(Tap, code="grstop"):
    """This code stops working: shall it, and yes."""

    code_id: int
    sure: bool


@dataclass(frozen=True)
class AskRevoke(Tap, code="grask"):
    """Shall the codes stop working?"""

    group_id: int


@dataclass(frozen=True)
class RevokeCodes(Tap, code="grrevoke"):
    """Yes, the codes stop working."""

    group_id: int


@dataclass(frozen=True)
class QrOfLink(Recipe):
    """A link as a picture that a phone's camera reads."""

    link: str


# Lists


def whose_code(groups: list[GroupView], page: int = 0, before: Words | None = None) -> Screen:
    """Which of my groups needs a code."""
    if not groups:
        return Screen(
            _("You are not an admin of any group. Begin a group of your own, and you can make codes for it."),
            rows(Button(_("Begin a group"), NewGroup()), HOME),
        )
    shown = groups[page * paging.SIZE : (page + 1) * paging.SIZE]
    return Screen(
        paragraphs(before, _("For which group do you want a code?")),
        rows(
            *apart(Button(_("Choose: {name}", name=group.name), SeeCodes(group.id)) for group in shown),
            *pages(len(groups), page, CodeGroups),
            HOME,
        ),
    )


def no_such_group(word: str) -> Words:
    """Above the list: the name was not found."""
    return _("You run no group of that name: {name}", name=word)


def codes(view: GroupView, page: CodePage, before: Words | None = None) -> Screen:
    """The codes that admit today, by what may be shown of them."""
    listed_only = view.policy is GroupPolicy.LISTED and _(
        "This group takes listed e-mail addresses only: its codes admit nobody as long as that holds."
    )
    if not page.items:
        return Screen(
            paragraphs(before, _("No code works now for the group: <b>{name}</b>", name=view.name), listed_only),
            rows(
                Button(_("Make a code"), MakeCode(view.id, False)),
                Button(_("See earlier codes"), CodesPage(view.id, 0, True)),
                Button(_("Back to the group"), OpenGroup(view.id)),
            ),
        )
    return Screen(
        paragraphs(
            before,
            _("Codes of the group: <b>{name}</b>", name=view.name),
            lines(*(_code(code) for code in page.items)),
            listed_only,
            _(
                "A whole code is shown only once, when it is made. If it is lost, or in wrong hands, "
                "make a new one in its place."
            ),
        ),
        rows(
            *_each(page),
            *pages(page.total, page.page, lambda number: CodesPage(view.id, number, False)),
            Button(_("Make one more code"), MakeCode(view.id, False)),
            Button(_("Replace with a new code"), MakeCode(view.id, True)),
            Button(_("Stop all codes"), AskRevoke(view.id)),
            bool(listed_only) and Button(_("Choose how people come in"), SeePolicy(view.id)),
            Button(_("See earlier codes"), CodesPage(view.id, 0, True)),
            Button(_("Back to the group"), OpenGroup(view.id)),
        ),
    )


def ended(view: GroupView, page: CodePage) -> Screen:
    """The codes that admit nobody any more."""
    return Screen(
        paragraphs(
            _("Earlier codes of the group: <b>{name}</b>", name=view.name),
            lines(*(_code(code) for code in page.items)) if page.items else _("There are none yet."),
        ),
        rows(
            *_each(page),
            *pages(page.total, page.page, lambda number: CodesPage(view.id, number, True)),
            Button(_("See the codes that work"), SeeCodes(view.id)),
            Button(_("Back to the group"), OpenGroup(view.id)),
        ),
    )


def _each(page: CodePage) -> list[Button]:
    return apart(Button(_("Look at the code: {hint}", hint=code.hint), SeeCode(code.id)) for code in page.items)


def _code(code: CodeView) -> Words:
    used = n_(
        "• Begins with {hint}, used {count} time",
        "• Begins with {hint}, used {count} times",
        code.uses,
        hint=code.hint,
    )
    if not code.admits or code.expires_at is None:
        return used
    return Joined((used, _("works until {moment}", moment=code.expires_at)), ", ")


# One code


def one(view: GroupView, code: CodeView, joined: JoinedPage, before: Words | None = None) -> Screen:
    """One code: its limits, and who came in by it."""
    return Screen(
        paragraphs(
            before,
            lines(
                _("A code of the group: <b>{name}</b>", name=view.name),
                _("It begins with: {hint}", hint=code.hint),
                _("Made: {moment}", moment=code.issued_at),
                _uses(code),
                _time(code),
            ),
            lines(
                _("Who came in by it:"),
                *(
                    _("• {name}, {moment}, has left since", name=who.name, moment=who.joined_at)
                    if who.left
                    else _("• {name}, {moment}", name=who.name, moment=who.joined_at)
                    for who in joined.items
                ),
            )
            if joined.items
            else _("Nobody has come in by it yet."),
        ),
        rows(
            *pages(joined.total, joined.page, lambda number: SeeCode(code.id, number)),
            code.revoked_at is None and Button(_("Limit the uses"), LimitUses(code.id)),
            code.revoked_at is None and Button(_("Change how long it works"), LimitTime(code.id)),
            code.revoked_at is None and Button(_("Replace this code"), ReplaceCode(code.id)),
            code.admits and Button(_("Stop this code"), RevokeCode(code.id, False)),
            Button(_("See all codes"), SeeCodes(view.id)),
            Button(_("Back to the group"), OpenGroup(view.id)),
        ),
    )


def _uses(code: CodeView) -> Words:
    if code.max_uses is None:
        return n_("Used {count} time, no limit", "Used {count} times, no limit", code.uses)
    return _("Used {count} of {most} times", count=code.uses, most=code.max_uses)


def _time(code: CodeView) -> Words:
    if code.revoked_at is not None:
        return _("Stopped: {moment}", moment=code.revoked_at)
    if code.expires_at is None:
        return _("It works without an end.")
    if code.expired:
        return _("It stopped working: {moment}", moment=code.expires_at)
    return _("It works until: {moment}", moment=code.expires_at)


def how_many_uses(hint: str) -> Words:
    """How many may come in by it."""
    return _(
        "How many people may come in by the code that begins with {hint}? Choose, or write a number. "
        "Those who have come in by it already count.",
        hint=hint,
    )


def uses() -> list[Option]:
    """Ready answers."""
    return [Option(str(number), n_("{count} use", "{count} uses", number)) for number in (1, 5, 20, 100)]


READ_USES = whole(1, joincodes.USES_MAX)


def how_long(hint: str) -> Words:
    """How long it works."""
    return _(
        "How long does the code that begins with {hint} work, from now on? Choose, or write a number of days or a day.",
        hint=hint,
    )


def lengths() -> list[Option]:
    """Ready answers, in days."""
    return [
        Option("7", _("{count} days", count=7)),
        Option("30", _("{count} days", count=30)),
        Option("365", _("1 year")),
    ]


def read_days(words: str, reading: Reading) -> int | Unread:
    """A number of days, or the day until which."""
    said = folded(words)
    for unit in (" days", " day", " paivaa", " paiva", " pv", " dagar", " dag", " d"):
        said = said.removesuffix(unit)
    if said.isdecimal() and said.isascii():
        return whole(1, joincodes.DAYS_MAX)(said, reading)
    day = future_date()(words, reading)
    if isinstance(day, Unread):
        return day
    return max((day - reading.now.astimezone(reading.zone).date()).days, 1)


LIMITED = _("The limit of uses is changed.")
LENGTHENED = _("The time that it works is changed.")
STOPPED = _("This code no longer works.")


def sure_to_stop(code: CodeView) -> Screen:
    """Before one code stops working."""
    return Screen(
        _(
            "Shall the code that begins with {hint} and its link stop working? Those who are in the group stay in it.",
            hint=code.hint,
        ),
        rows(Button(_("Stop this code"), RevokeCode(code.id, True)), Button(_("Keep this code"), SeeCode(code.id))),
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


# A new code


def choose_own(name: str, replace: bool, hint: str) -> Words:
    """The admin's own five characters. `hint`: of the one code that the new one replaces."""
    return paragraphs(
        _(
            "A code for the group: <b>{name}</b>. Choose the first 5 characters, letters and digits, "
            "so that people know the code by them. I add 8 more at random. "
            "What looks alike counts as the same: O and 0; I, L and 1; A, Ä and Å.",
            name=name,
        ),
        replace and _("All earlier codes of the group stop working."),
        bool(hint) and _("The code that begins with {hint} stops working.", hint=hint),
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


def sure_to_replace(name: str, own: str, hint: str) -> Words:
    """Before earlier codes stop working: the one of that `hint`, or all."""
    if hint:
        return _(
            "A new code for the group: <b>{name}</b>, beginning with {own}. The code that begins with {hint} and its "
            "link stop working at once. Those who are in the group stay in it.",
            name=name,
            own=own,
            hint=hint,
        )
    return _(
        "A new code for the group: <b>{name}</b>, beginning with {own}. "
        "All earlier codes and links stop working at once. Those who are in the group stay in it.",
        name=name,
        own=own,
    )


def issued(view: GroupView, code: str, link: str, expires: datetime | None, code_id: int, uses: int | None) -> Screen:
    """A new code, whole, this once: as words, as a link, and as a picture to show or print."""
    return Screen(
        paragraphs(
            lines(_("A code for the group: <b>{name}</b>", name=view.name), _("<code>{code}</code>", code=code)),
            lines(_("The easiest way in is this link:"), link),
            _("By hand: /join {code}. In the picture is the same link.", code=code),
            _("Keep it now: it is not shown again. Whoever has it can join, so give it only to those you mean it for."),
            lines(
                _("It works until: {moment}", moment=expires) if expires is not None else _("It works without an end."),
                uses is not None and n_("For {count} use", "For {count} uses", uses),
            ),
        ),
        rows(
            Button(_("Share the link"), url=f"https://t.me/share/url?url={quote(link, safe='')}"),
            (
                Button(_("Limit the uses"), LimitUses(code_id)),
                Button(_("Change how long it works"), LimitTime(code_id)),
            ),
            Button(_("Open the group"), OpenGroup(view.id)),
            HOME,
        ),
        media=QrOfLink(link),
    )
