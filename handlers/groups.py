"""Groups, and the codes that let people in."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain import codes, groups
from domain.notices import JoinedGroup
from domain.refusals import NotThere
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import folded, line
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask, Confirm, Option
from frame.texts import Words, _
from handlers import home
from screens import groups as screens
from screens.groups import (
    AskLeave,
    AskRevoke,
    EnterCode,
    GroupsPage,
    JoinGroup,
    LeaveGroup,
    MakeCode,
    NewGroup,
    RevokeCodes,
    SeeCodes,
    SeeMembers,
)
from screens.ways import MyGroups, OpenGroup

routes = Routes()


@routes.command("groups", menu=_("See your groups"), fi="ryhmat", sv="grupper")
def my_groups(_typed: str, here: Here) -> Screen:
    """The groups I am in."""
    return screens.mine(groups.mine(here.session, here.actor))


@routes.tap(MyGroups)
def tapped(_tap: MyGroups, here: Here) -> Screen:
    """The same by a button."""
    return my_groups("", here)


@routes.tap(GroupsPage)
def page(tap: GroupsPage, here: Here) -> Screen:
    """More of them."""
    return screens.mine(groups.mine(here.session, here.actor), max(tap.page, 0))


@routes.tap(OpenGroup)
def open_group(tap: OpenGroup, here: Here) -> Screen:
    """One group of mine."""
    return show(here, tap.group_id)


def show(here: Here, group_id: int, before: Words | None = None) -> Screen:
    """One group of mine, with `before` above it."""
    return screens.group(groups.get_for(here.session, here.actor, group_id), before)


@routes.tap(SeeMembers)
def members(tap: SeeMembers, here: Here) -> Screen:
    """Who is in it."""
    view = groups.get_for(here.session, here.actor, tap.group_id)
    everybody = groups.members(here.session, here.actor, group_id=tap.group_id)
    return screens.members(view, everybody, max(tap.page, 0))


@routes.tap(AskLeave)
def ask_to_leave(tap: AskLeave, here: Here) -> Screen:
    """Before one leaves."""
    return screens.sure_to_leave(groups.get_for(here.session, here.actor, tap.group_id))


@routes.tap(LeaveGroup)
def leave(tap: LeaveGroup, here: Here) -> Screen:
    """Out of it."""
    name = groups.get_for(here.session, here.actor, tap.group_id).name
    groups.leave(here.session, here.actor, group_id=tap.group_id, now=here.now)
    return screens.mine(groups.mine(here.session, here.actor), before=screens.left(name))


# A new group


@dataclass
class GroupDraft:
    """A new group."""

    name: str = ""


def create(answers: GroupDraft, here: Here) -> Screen:
    """The group is there."""
    return screens.created(groups.create(here.session, here.actor, name=answers.name, now=here.now))


new_group = routes.dialogue(
    Dialogue(
        "newgroup",
        GroupDraft,
        Ask("name", screens.which_group_name(), line(maximum=groups.NAME_MAX)),
        what=_("Beginning a group"),
        then=create,
        ended=home.show,
    )
)


@routes.command("newgroup", menu=_("Begin a group"), fi="uusiryhma", sv="nygrupp")
def begin_group(_typed: str, here: Here) -> Screen:
    """Asks for its name."""
    return new_group.open(here)


@routes.tap(NewGroup)
def begin_group_tapped(_tap: NewGroup, here: Here) -> Screen:
    """The same by a button."""
    return new_group.open(here)


# Joining


@dataclass
class CodeTyped:
    """A code that somebody was given."""

    join_code: str = ""


def ask_to_join(code: str, here: Here) -> Screen:
    """Whose code this is, before anything is done. A wrong one is refused and counted."""
    view = groups.find_by_code(here.session, here.actor, code=code, secret_key=here.house.secret_key, now=here.now)
    return screens.join(view, code)


enter_code = routes.dialogue(
    Dialogue(
        "join",
        CodeTyped,
        Ask("join_code", screens.which_code(), line(maximum=60)),
        what=_("Joining a group"),
        then=lambda answers, here: ask_to_join(answers.join_code, here),
        ended=home.show,
    )
)


@routes.command("join", menu=_("Join a group with a code"), fi="liity", sv="gamed")
def join(typed: str, here: Here) -> Screen:
    """With the code behind the command, or asked for it."""
    return ask_to_join(typed, here) if typed else enter_code.open(here)


@routes.tap(EnterCode)
def join_tapped(_tap: EnterCode, here: Here) -> Screen:
    """The same by a button."""
    return enter_code.open(here)


@routes.tap(JoinGroup)
def joins(tap: JoinGroup, here: Here) -> Screen:
    """In."""
    view = groups.join(here.session, here.actor, code=tap.join_code, secret_key=here.house.secret_key, now=here.now)
    return show(here, view.id, screens.joined(view))


@routes.notice(JoinedGroup)
def somebody_joined(notice: JoinedGroup, here: Here) -> Screen | None:
    """To an admin. Nothing if either of the two has left."""
    try:
        view = groups.get_for(here.session, here.actor, notice.group_id)
    except NotThere:
        return None
    everybody = groups.members(here.session, here.actor, group_id=view.id)
    member = next((one for one in everybody if one.person_id == notice.person_id), None)
    return screens.somebody_joined(view, member) if member is not None else None


# Codes


@dataclass
class CodeDraft:
    """A code to be made."""

    group_id: int = 0
    name: str = ""
    replace: bool = False
    suggestion: str = field(default_factory=codes.suggestion)
    own: str = ""


def issue(answers: CodeDraft, here: Here) -> Screen:
    """The code, whole, this once."""
    session, actor = here.session, here.actor
    code = groups.issue_code(
        session,
        actor,
        group_id=answers.group_id,
        own=answers.own,
        secret_key=here.house.secret_key,
        now=here.now,
        replace=answers.replace,
    )
    newest = groups.codes_of(session, actor, group_id=answers.group_id, now=here.now)[0]
    view = groups.get_for(session, actor, answers.group_id)
    return screens.issued(view, codes.in_fours(code), here.house.link(f"g_{codes.fold(code)}"), newest.expires_at)


def suggest(answers: CodeDraft, here: Here) -> Sequence[Option]:
    """Five characters for those who have no idea of their own."""
    return [Option(answers.suggestion, screens.take(answers.suggestion))]


new_code = routes.dialogue(
    Dialogue(
        "code",
        CodeDraft,
        Ask(
            "own",
            lambda answers, _here: screens.choose_own(answers.name, answers.replace),
            screens.own_characters,
            offers=suggest,
            label=_("The first characters"),
        ),
        Confirm(
            lambda answers, _here: screens.sure_to_replace(answers.name, answers.own),
            send=_("Replace the code"),
            when=lambda answers: answers.replace,
        ),
        what=_("Making a group code"),
        then=issue,
        ended=home.show,
    )
)


@routes.command("code", menu=_("Make a code for your group"), fi="koodi", sv="kod")
def code(typed: str, here: Here) -> Screen:
    """For the group named, for the only one, or for one to be chosen."""
    run = [group for group in groups.mine(here.session, here.actor) if group.admin]
    named = [group for group in run if typed and folded(group.name) == folded(typed)] or run
    return codes_or_first(here, named[0].id) if len(named) == 1 else screens.whose_code(named)


@routes.tap(SeeCodes)
def see_codes(tap: SeeCodes, here: Here) -> Screen:
    """The codes that admit today."""
    return codes_or_first(here, tap.group_id)


def codes_or_first(here: Here, group_id: int) -> Screen:
    """The codes that admit today; where there are none, the first is made."""
    if not groups.codes_of(here.session, here.actor, group_id=group_id, now=here.now):
        return make_code(MakeCode(group_id, False), here)
    return show_codes(here, group_id)


def show_codes(here: Here, group_id: int, before: Words | None = None) -> Screen:
    """The codes that admit today."""
    live = groups.codes_of(here.session, here.actor, group_id=group_id, now=here.now)
    return screens.codes(groups.get_for(here.session, here.actor, group_id), live, before)


@routes.tap(MakeCode)
def make_code(tap: MakeCode, here: Here) -> Screen:
    """Asks for the admin's own characters."""
    groups.codes_of(here.session, here.actor, group_id=tap.group_id, now=here.now)  # for its admins only
    view = groups.get_for(here.session, here.actor, tap.group_id)
    subject = f"{view.id} anew" if tap.replace else str(view.id)
    return new_code.open(here, CodeDraft(group_id=view.id, name=view.name, replace=tap.replace), subject)


@routes.tap(AskRevoke)
def ask_to_revoke(tap: AskRevoke, here: Here) -> Screen:
    """Before all codes stop working."""
    return screens.sure_to_revoke(groups.get_for(here.session, here.actor, tap.group_id))


@routes.tap(RevokeCodes)
def revoke(tap: RevokeCodes, here: Here) -> Screen:
    """No code admits any more."""
    groups.revoke_codes(here.session, here.actor, group_id=tap.group_id, now=here.now)
    return show_codes(here, tap.group_id, screens.revoked())
