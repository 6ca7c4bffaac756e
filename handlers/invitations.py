"""Inviting to a group by e-mail: one address, a pasted list, a file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain import groups, invitations
from domain.addresslists import MOST_BYTES, ListFault, in_file, in_words
from domain.notices import ListTakenIn
from domain.refusals import FileTooLarge, FileUnreadable, NotThere, NotYours
from frame.dialogue import Dialogue
from frame.here import Here, Said
from frame.readers import Reading, Unread, folded
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Answered, Ask, Choose, Confirm, Option
from frame.texts import Words, _, paragraphs
from handlers import home
from screens import invitations as screens
from screens.invitations import InviteTo, RemoveInvite, SearchInvited, SeeReport
from screens.languages import NAMES
from screens.ways import SeeInvited

routes = Routes()

LONGEST_PASTED = 4096


@routes.command("invite", menu=_("Invite to your group by e-mail"), fi="kutsu", sv="bjudin")
def invite(typed: str, here: Here) -> Screen:
    """To the group named, to the only one, or to one to be chosen."""
    run = [group for group in groups.mine(here.session, here.actor) if group.admin]
    named = [group for group in run if typed and folded(group.name) == folded(typed)] or run
    return show(here, named[0].id) if len(named) == 1 else screens.which_group(named)


@routes.tap(SeeInvited)
def see_invited(tap: SeeInvited, here: Here) -> Screen:
    """The addresses that wait."""
    return show(here, tap.group_id, page=tap.page, sought=tap.sought)


def show(here: Here, group_id: int, before: Words | None = None, *, page: int = 0, sought: str = "") -> Screen:
    """The addresses that wait, with `before` above them."""
    view = invitations.invited(here.session, here.actor, group_id=group_id, sought=sought, page=page, size=screens.PAGE)
    return screens.invited(view, here.house.mails, before)


@routes.tap(RemoveInvite)
def remove(tap: RemoveInvite, here: Here) -> Screen:
    """Off the list."""
    group_id, address = invitations.remove(here.session, here.actor, invite_id=tap.invite_id, now=here.now)
    return show(here, group_id, screens.taken_off(address))


# Searching


@dataclass
class SearchDraft:
    """A part of an address."""

    group_id: int = 0
    sought: str = ""


def part(words: str, _reading: Reading) -> str | Unread:
    """What of the words can be in an address."""
    return screens.searchable(words) or Unread(screens.nothing_to_search())


search = routes.dialogue(
    Dialogue(
        "invited",
        SearchDraft,
        Ask("sought", screens.which_part(), part),
        what=_("Searching the invited addresses"),
        then=lambda answers, here: show(here, answers.group_id, sought=answers.sought),
        ended=home.show,
        holds=lambda answers, here: groups.administered(here.session, here.actor, answers.group_id),
    )
)


@routes.tap(SearchInvited)
def ask_what(tap: SearchInvited, here: Here) -> Screen:
    """Asks for a part of the address."""
    groups.administered(here.session, here.actor, tap.group_id)
    return search.open(here, SearchDraft(tap.group_id), str(tap.group_id))


# A list


@dataclass
class InviteDraft:
    """A list of addresses for a group: as it was typed, or read from a file and kept apart."""

    group_id: int = 0
    name: str = ""
    addresses: str = ""
    list_id: int | None = None
    language: str = ""


def pasted(words: str, _reading: Reading) -> str | Unread:
    """One address or many."""
    found = in_words(words[:LONGEST_PASTED])
    if isinstance(found, ListFault):
        return Unread(screens.unreadable(found))
    return words[:LONGEST_PASTED] if found.addresses else Unread(screens.no_address())


def sent(said: Said, answers: InviteDraft, here: Here) -> Answered | Unread:
    """A file, read in a thread and kept apart from the answers: it may be long."""
    try:
        found = here.read_file(in_file, MOST_BYTES)
    except FileTooLarge:
        return Unread(screens.unreadable(ListFault.TOO_LARGE))
    except FileUnreadable:
        return Unread(screens.unreadable(ListFault.OTHER_KIND))
    if isinstance(found, ListFault):
        return Unread(screens.unreadable(found))
    if not found.addresses:
        return Unread(screens.no_address())
    kept = invitations.keep(here.session, here.actor, group_id=answers.group_id, found=found, now=here.now)
    return Answered(replace(answers, addresses="", list_id=kept.id))


def kept_list(answers: InviteDraft, here: Here) -> int:
    """The list as it is kept; a typed one is kept now."""
    if answers.addresses or answers.list_id is None:
        found = in_words(answers.addresses)
        if isinstance(found, ListFault):
            raise NotThere
        return invitations.keep(here.session, here.actor, group_id=answers.group_id, found=found, now=here.now).id
    return answers.list_id


def languages(answers: InviteDraft, here: Here) -> Sequence[Option]:
    """Mine first."""
    codes = sorted(NAMES, key=lambda code: code != here.actor.language)
    return [Option(code, NAMES[code]) for code in codes]


def preview(answers: InviteDraft, here: Here) -> Words:
    """How many were found, and what is no address."""
    if answers.list_id is not None and not answers.addresses:
        kept = invitations.report(here.session, here.actor, list_id=answers.list_id)
        shown = screens.preview(answers.name, kept.size, kept.faults, kept.fault_count)
    else:
        found = in_words(answers.addresses)
        if isinstance(found, ListFault):
            return screens.unreadable(found)
        shown = screens.preview(answers.name, len(found.addresses), found.faults, found.fault_count)
    return paragraphs(shown, not here.house.mails and screens.preview_without_mail())


def send(answers: InviteDraft, here: Here) -> Screen:
    """They are invited."""
    view = invitations.confirm(
        here.session,
        here.actor,
        list_id=kept_list(answers, here),
        language=answers.language,
        mails=here.house.mails,
        now=here.now,
    )
    return screens.report(view, answers.name)


invite_dialogue = routes.dialogue(
    Dialogue(
        "invite",
        InviteDraft,
        Ask(
            "addresses",
            lambda answers, _here: screens.which_addresses(answers.name),
            pasted,
            sent=sent,
            label=_("The addresses"),
        ),
        Choose("language", screens.which_language(), languages, label=_("The language")),
        Confirm(preview, send=screens.send()),
        what=_("Inviting by e-mail"),
        then=send,
        ended=home.show,
        holds=lambda answers, here: groups.administered(here.session, here.actor, answers.group_id),
    )
)


@routes.tap(InviteTo)
def invite_to(tap: InviteTo, here: Here) -> Screen:
    """Asks for the addresses."""
    view = groups.administered(here.session, here.actor, tap.group_id)
    return invite_dialogue.open(here, InviteDraft(group_id=view.id, name=view.name), str(view.id))


@routes.tap(SeeReport)
def see_report(tap: SeeReport, here: Here) -> Screen:
    """What became of a list."""
    view = invitations.report(here.session, here.actor, list_id=tap.list_id)
    name = groups.administered(here.session, here.actor, view.group_id).name
    return screens.report(view, name, tap.page)


@routes.notice(ListTakenIn)
def list_taken_in(notice: ListTakenIn, here: Here) -> Screen | None:
    """A long list is gone through. Nothing if the group is no longer mine to run."""
    try:
        return see_report(SeeReport(notice.list_id, 0), here)
    except (NotThere, NotYours):
        return None
