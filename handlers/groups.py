"""Groups: mine, one of them, and how people come into it."""

from dataclasses import dataclass

from domain import groups, joining, occasions, paging
from domain.notices import AdminChanged, GroupClosed, GroupTaskEnded, RemovedFromGroup
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import folded, line
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask
from frame.texts import Words, _
from handlers import home
from screens import groups as screens
from screens.groups import (
    GroupsPage,
    NewGroup,
    RenameGroup,
    SeeFigures,
    SeePolicy,
    SetPolicy,
)
from screens.ways import MyGroups, OpenGroup

routes = Routes()


@routes.command("groups", menu=_("See your groups"), fi="ryhmat", sv="grupper")
def my_groups(typed: str, here: Here) -> Screen:
    """The groups I am in, or those whose name holds the words."""
    return show_mine(here, word=typed)


def show_mine(here: Here, before: Words | None = None, page: int = 0, word: str = "") -> Screen:
    """The groups I am in, and those where I wait for a yes."""
    own = groups.mine(here.session, here.actor)
    own = [group for group in own if folded(word) in folded(group.name)] or own
    return screens.mine(own, page, tuple(joining.mine(here.session, here.actor)), before)


@routes.tap(MyGroups)
def tapped(_tap: MyGroups, here: Here) -> Screen:
    """The same by a button."""
    return show_mine(here)


@routes.tap(GroupsPage)
def page(tap: GroupsPage, here: Here) -> Screen:
    """More of them."""
    return show_mine(here, page=paging.within(tap.page))


@routes.tap(OpenGroup)
def open_group(tap: OpenGroup, here: Here) -> Screen:
    """One group of mine."""
    return show(here, tap.group_id)


def show(here: Here, group_id: int, before: Words | None = None) -> Screen:
    """One group of mine, with `before` above it."""
    view = groups.get_for(here.session, here.actor, group_id)
    waiting = joining.waiting(here.session, here.actor, group_id=group_id).total if view.admin else 0
    return screens.group(view, waiting, before)


@routes.tap(SeeFigures)
def figures(tap: SeeFigures, here: Here) -> Screen:
    """The group in numbers."""
    view = groups.get_for(here.session, here.actor, tap.group_id)
    return screens.figures(view, groups.figures(here.session, here.actor, group_id=tap.group_id, now=here.now))


# A new group


@dataclass
class GroupDraft:
    """A new group, or a group's new name."""

    name: str = ""
    group_id: int = 0
    before: str = ""


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


# Another name


def rename(answers: GroupDraft, here: Here) -> Screen:
    """It has it."""
    groups.rename(here.session, here.actor, group_id=answers.group_id, name=answers.name, now=here.now)
    return show(here, answers.group_id, screens.renamed())


rename_group = routes.dialogue(
    Dialogue(
        "renamegroup",
        GroupDraft,
        Ask("name", lambda answers, _here: screens.which_new_name(answers.before), line(maximum=groups.NAME_MAX)),
        what=_("Renaming a group"),
        then=rename,
        ended=home.show,
        holds=lambda answers, here: groups.administered(here.session, here.actor, answers.group_id),
        resumes=True,
    )
)


@routes.tap(RenameGroup)
def ask_name(tap: RenameGroup, here: Here) -> Screen:
    """Asks for it."""
    view = groups.administered(here.session, here.actor, tap.group_id)
    return rename_group.open(here, GroupDraft(group_id=view.id, before=view.name), str(view.id))


# How people come in


@routes.tap(SeePolicy)
def policy(tap: SeePolicy, here: Here) -> Screen:
    """The three ways."""
    return screens.policy(groups.administered(here.session, here.actor, tap.group_id))


@routes.tap(SetPolicy)
def set_policy(tap: SetPolicy, here: Here) -> Screen:
    """Another way, when the admin is sure: what becomes of those who wait is said before."""
    if not tap.sure:
        view = groups.administered(here.session, here.actor, tap.group_id)
        waiting = joining.waiting(here.session, here.actor, group_id=tap.group_id).total
        return screens.sure_of_policy(view, tap.policy, waiting)
    joining.set_policy(here.session, here.actor, group_id=tap.group_id, policy=tap.policy, now=here.now)
    return show(here, tap.group_id, screens.policy_set())


# What others hear


@routes.notice(AdminChanged)
def admin_changed(notice: AdminChanged, here: Here) -> Screen | None:
    """To a member who runs the group now, or no longer."""
    view = occasions.admin_changed(here.session, here.actor, notice)
    if view is None:
        return None
    return screens.became_admin(view) if notice.admin else screens.no_longer_admin(view)


@routes.notice(RemovedFromGroup)
def removed(notice: RemovedFromGroup, here: Here) -> Screen | None:
    """To somebody whom an admin took out."""
    name = occasions.removed_from_group(here.session, here.actor, notice)
    return screens.taken_out(name) if name is not None else None


@routes.notice(GroupClosed)
def group_closed(notice: GroupClosed, here: Here) -> Screen | None:
    """To those who were in it."""
    name = occasions.group_closed(here.session, here.actor, notice)
    return screens.no_more(name) if name is not None else None


@routes.notice(GroupTaskEnded)
def task_ended(notice: GroupTaskEnded, here: Here) -> Screen | None:
    """To those concerned."""
    task = occasions.group_task_ended(here.session, here.actor, notice)
    return screens.task_ended(task, notice.because) if task is not None else None
