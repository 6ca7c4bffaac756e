"""What I follow, and the new tasks that come of it."""

from domain import categories, following, matching, tasks
from domain.notices import TaskForYou, TasksForYou
from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from frame.texts import Words
from screens import following as screens
from screens.following import KindsToFollow, OpenFollow, SayNotForMe, SetWay, StopFollowing
from screens.ways import FollowCategory, FollowGroup, Following, FollowSearch

routes = Routes()


@routes.command("following", menu=screens.MENU, fi="seuratut", sv="bevakningar")
def all_of_it(_typed: str, here: Here) -> Screen:
    """What I follow."""
    return show(here)


@routes.tap(Following)
def tapped(_tap: Following, here: Here) -> Screen:
    """The same by a button."""
    return show(here)


def show(here: Here, before: Words | None = None) -> Screen:
    """All that I follow, with `before` above it."""
    return screens.following(following.mine(here.session, here.actor), before)


@routes.tap(KindsToFollow)
def kinds(_tap: KindsToFollow, here: Here) -> Screen:
    """Which kinds of help can be followed?"""
    return screens.kinds(categories.listed(here.session), following.mine(here.session, here.actor))


@routes.tap(FollowCategory)
def follow_category(tap: FollowCategory, here: Here) -> Screen:
    """One kind of help."""
    made = following.follow_category(here.session, here.actor, category_id=tap.category_id, now=here.now)
    return screens.follow(made, screens.BEGUN)


@routes.tap(FollowGroup)
def follow_group(tap: FollowGroup, here: Here) -> Screen:
    """One of my groups."""
    made = following.follow_group(here.session, here.actor, group_id=tap.group_id, now=here.now)
    return screens.follow(made, screens.BEGUN)


@routes.tap(FollowSearch)
def follow_search(_tap: FollowSearch, here: Here) -> Screen:
    """What I look for now."""
    return screens.follow(following.follow_search(here.session, here.actor, now=here.now), screens.BEGUN)


@routes.tap(OpenFollow)
def open_follow(tap: OpenFollow, here: Here) -> Screen:
    """One of them."""
    return screens.follow(following.get_for(here.session, here.actor, tap.follow_id))


@routes.tap(SetWay)
def set_way(tap: SetWay, here: Here) -> Screen:
    """At once, together, or never."""
    return screens.follow(following.hear(here.session, here.actor, follow_id=tap.follow_id, way=tap.way, now=here.now))


@routes.tap(StopFollowing)
def stop(tap: StopFollowing, here: Here) -> Screen:
    """No more of it."""
    following.stop(here.session, here.actor, follow_id=tap.follow_id, now=here.now)
    return show(here, screens.STOPPED)


@routes.tap(SayNotForMe)
def not_for_me(tap: SayNotForMe, here: Here) -> Screen:
    """That task is nothing for me: why?"""
    if tap.reason is None:
        task = tasks.get_for(here.session, here.actor, tap.task_id)
        return screens.why_not(task.id, task.title)
    following.not_for_me(here.session, here.actor, task_id=tap.task_id, reason=tap.reason, now=here.now)
    return screens.thanks_for_reason()


# What comes of it


@routes.notice(TaskForYou)
def task_for_you(notice: TaskForYou, here: Here) -> Screen | None:
    """A new task, at once."""
    hint = matching.task_for(here.session, here.actor, notice)
    return screens.task_for_you(hint) if hint else None


@routes.notice(TasksForYou)
def tasks_for_you(notice: TasksForYou, here: Here) -> Screen | None:
    """Some new tasks together."""
    shown, count = matching.tasks_for(here.session, here.actor, notice)
    return screens.tasks_for_you(shown, count) if shown else None
