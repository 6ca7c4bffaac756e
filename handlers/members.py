"""Who is in a group: listed, found, made an admin, taken out."""

from dataclasses import dataclass

from domain import groups, members, paging
from domain.views import GroupView
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import folded, line
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask
from frame.texts import Words, _
from handlers import home
from screens import members as screens
from screens.members import FindMember, FoundMembers, MembersOf, RemoveMember, SeeMember, SetAdmin
from screens.ways import SeeMembers

routes = Routes()


@routes.command("members", menu=_("See the members of a group"), fi="jasenet", sv="medlemmar")
def members_of(typed: str, here: Here) -> Screen:
    """Of the group named, of the only one, or of one to be chosen."""
    own = groups.mine(here.session, here.actor)
    named = [group for group in own if typed and folded(group.name) == folded(typed)]
    named = named or [group for group in own if folded(group.name).startswith(folded(typed))] or own
    return show(here, named[0]) if len(named) == 1 else screens.whose(named)


@routes.tap(MembersOf)
def more_groups(tap: MembersOf, here: Here) -> Screen:
    """More of my groups."""
    return screens.whose(groups.mine(here.session, here.actor), paging.within(tap.page))


def show(here: Here, view: GroupView, before: Words | None = None, word: str = "", page: int = 0) -> Screen:
    """A page of them."""
    found = members.listed(here.session, here.actor, group_id=view.id, word=word, page=page)
    return screens.members(view, found, before)


@routes.tap(SeeMembers)
def see_members(tap: SeeMembers, here: Here) -> Screen:
    """A page of all."""
    return show(here, groups.get_for(here.session, here.actor, tap.group_id), page=tap.page)


@routes.tap(FoundMembers)
def found_members(tap: FoundMembers, here: Here) -> Screen:
    """A page of those that were searched for."""
    view = groups.get_for(here.session, here.actor, tap.group_id)
    return show(here, view, word=screens.sought(tap.word), page=tap.page)


@dataclass
class Sought:
    """Whom to search for."""

    group_id: int = 0
    name: str = ""
    word: str = ""


find = routes.dialogue(
    Dialogue(
        "findmember",
        Sought,
        Ask("word", lambda answers, _here: screens.which_word(answers.name), line(maximum=60)),
        what=_("Searching for a member"),
        then=lambda answers, here: show(
            here,
            groups.get_for(here.session, here.actor, answers.group_id),
            word=screens.sought(answers.word),
        ),
        ended=home.show,
        holds=lambda answers, here: groups.get_for(here.session, here.actor, answers.group_id),
        resumes=True,
    )
)


@routes.tap(FindMember)
def find_member(tap: FindMember, here: Here) -> Screen:
    """Asks for a word."""
    view = groups.get_for(here.session, here.actor, tap.group_id)
    return find.open(here, Sought(view.id, view.name), str(view.id))


# One member


@routes.tap(SeeMember)
def see_member(tap: SeeMember, here: Here) -> Screen:
    """One of them."""
    return show_member(here, tap.group_id, tap.person_id)


def show_member(here: Here, group_id: int, person_id: int, before: Words | None = None) -> Screen:
    """One member, with what an admin may do."""
    view = groups.get_for(here.session, here.actor, group_id)
    one = members.get_for(here.session, here.actor, group_id=group_id, person_id=person_id)
    return screens.member(view, one, here.actor.id, before)


@routes.tap(SetAdmin)
def set_admin(tap: SetAdmin, here: Here) -> Screen:
    """They run the group, or no longer."""
    one = members.set_admin(
        here.session, here.actor, group_id=tap.group_id, person_id=tap.person_id, admin=tap.admin, now=here.now
    )
    said = screens.is_admin(one.name) if tap.admin else screens.is_member(one.name)
    return show_member(here, tap.group_id, tap.person_id, said)


@routes.tap(RemoveMember)
def remove(tap: RemoveMember, here: Here) -> Screen:
    """Out, when the admin is sure."""
    view = groups.administered(here.session, here.actor, tap.group_id)
    one = members.get_for(here.session, here.actor, group_id=tap.group_id, person_id=tap.person_id)
    if not tap.sure:
        return screens.sure_to_remove(view, one)
    members.remove(here.session, here.actor, group_id=tap.group_id, person_id=tap.person_id, now=here.now)
    return show(here, view, screens.removed(one.name))
