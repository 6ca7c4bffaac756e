"""Who is in a group."""

from domain import paging, words
from domain.dataclasses import dataclass
from domain.views import GroupView, MemberPage, MemberView
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Joined, Words, _, lines, n_, paragraphs
from screens.groups import EnterCode, NewGroup
from screens.leaving import AskLeave
from screens.ways import HOME, OpenGroup, SeeMembers, apart, pages

LONGEST_WORD = 20


@dataclass(frozen=True)
class MembersOf(Tap, code="grmwhose"):
    """More of the groups whose members I may see."""

    page: int


@dataclass(frozen=True)
class FindMember(Tap, code="grfind"):
    """Search among the members."""

    group_id: int


@dataclass(frozen=True)
class FoundMembers(Tap, code="grhits"):
    """More of those that a word was found in."""

    group_id: int
    page: int
    word: str


@dataclass(frozen=True)
class SeeMember(Tap, code="grwho"):
    """One member."""

    group_id: int
    person_id: int


@dataclass(frozen=True)
class SetAdmin(Tap, code="gradmin"):
    """Make them an admin, or an ordinary member again."""

    group_id: int
    person_id: int
    admin: bool


@dataclass(frozen=True)
class RemoveMember(Tap, code="grout"):
    """Take them out: shall I, and yes."""

    group_id: int
    person_id: int
    sure: bool


def sought(word: str) -> str:
    """A word as it goes into a button."""
    return words.fold(word).encode()[:LONGEST_WORD].decode(errors="ignore").strip()


def whose(groups: list[GroupView], page: int = 0) -> Screen:
    """Which of my groups."""
    if not groups:
        return Screen(
            _("You are in no group yet. Join one with a code, or begin your own."),
            rows((Button(_("Join with a code"), EnterCode()), Button(_("Begin a group"), NewGroup())), HOME),
        )
    shown = groups[page * paging.SIZE : (page + 1) * paging.SIZE]
    return Screen(
        _("Which group's members do you want to see?"),
        rows(
            *apart(Button(_("Choose: {name}", name=group.name), SeeMembers(group.id, 0)) for group in shown),
            *pages(len(groups), page, MembersOf),
            HOME,
        ),
    )


def members(view: GroupView, page: MemberPage, before: Words | None = None) -> Screen:
    """Who is in the group, or whom a word was found in, a page at a time."""
    word = sought(page.word)
    return Screen(
        paragraphs(
            before,
            _found(view, page)
            if page.word
            else n_("<b>{name}</b>: {count} member", "<b>{name}</b>: {count} members", page.total, name=view.name),
            lines(*(_member(member) for member in page.items)),
        ),
        rows(
            *apart(
                Button(_("Look at: {name}", name=member.name), SeeMember(view.id, member.person_id))
                for member in page.items
                if view.admin
            ),
            *pages(
                page.total,
                page.page,
                lambda number: FoundMembers(view.id, number, word) if word else SeeMembers(view.id, number),
            ),
            (page.total > paging.SIZE or bool(page.word)) and Button(_("Search for a member"), FindMember(view.id)),
            bool(page.word) and Button(_("See all members"), SeeMembers(view.id, 0)),
            Button(_("Back to the group"), OpenGroup(view.id)),
        ),
    )


def _found(view: GroupView, page: MemberPage) -> Words:
    if not page.total:
        return _("<b>{name}</b>: nobody was found with: {word}", name=view.name, word=page.word)
    return _("<b>{name}</b>: found with {word}: {count}", name=view.name, word=page.word, count=page.total)


def _member(member: MemberView) -> Words:
    parts = (member.name, member.organisation, _("group admin") if member.admin else None)
    return Joined(("•", Joined(tuple(part for part in parts if part is not None), ", ")), " ")


def which_word(name: str) -> Words:
    """Whom to search for."""
    return _("Whom do you search for in the group <b>{name}</b>? Write a part of the name or organisation.", name=name)


def member(view: GroupView, one: MemberView, reader_id: int, before: Words | None = None) -> Screen:
    """One member, with what an admin may do."""
    others = view.admin and one.person_id != reader_id and one.joined_at is not None
    return Screen(
        paragraphs(
            before,
            lines(
                _("<b>{name}</b>, {organisation}", name=one.name, organisation=one.organisation)
                if one.organisation
                else _("<b>{name}</b>, private person", name=one.name),
                _("Group: {name}", name=view.name),
                _("Role: group admin") if one.admin else _("Role: member"),
                one.joined_at is not None and _("In the group since: {moment}", moment=one.joined_at),
                view.admin
                and one.code_hint is not None
                and _("Came in with the code that begins with {hint}", hint=one.code_hint),
            ),
        ),
        rows(
            others and not one.admin and Button(_("Make an admin"), SetAdmin(view.id, one.person_id, True)),
            others and one.admin and Button(_("Make an ordinary member"), SetAdmin(view.id, one.person_id, False)),
            others and Button(_("Remove from the group"), RemoveMember(view.id, one.person_id, False)),
            one.person_id == reader_id and Button(_("Leave the group"), AskLeave(view.id)),
            Button(_("See all members"), SeeMembers(view.id, 0)),
            Button(_("Back to the group"), OpenGroup(view.id)),
        ),
    )


def is_admin(name: str) -> Words:
    """They run the group, too."""
    return _("Now an admin: {name}", name=name)


def is_member(name: str) -> Words:
    """They no longer run the group."""
    return _("Now an ordinary member: {name}", name=name)


def sure_to_remove(view: GroupView, one: MemberView) -> Screen:
    """Before somebody is taken out."""
    return Screen(
        paragraphs(
            _("Do you want to remove <b>{name}</b> from the group: {group}?", name=one.name, group=view.name),
            _(
                "Their open applications to the group's tasks end, and so do their own tasks for the group. "
                "Everybody concerned hears it. What is agreed stays agreed."
            ),
            _("The codes given out so far do not let them in again: for that they need a new one."),
        ),
        rows(
            Button(_("Remove from the group"), RemoveMember(view.id, one.person_id, True)),
            Button(_("Keep in the group"), SeeMember(view.id, one.person_id)),
        ),
    )


def removed(name: str) -> Words:
    """They are out."""
    return _("No longer in the group: {name}. They have been told kindly.", name=name)
