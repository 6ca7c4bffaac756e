"""What a person follows, how they hear of it, and the new tasks that come of it, each with the reason why."""

from collections.abc import Sequence

from domain.dataclasses import dataclass
from domain.following import FollowView
from domain.matching import HintView
from domain.views import CategoryView
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Joined, Minutes, Words, _, lines, n_, paragraphs
from models.follow import NotForMe, Way
from screens import facts
from screens.search import said
from screens.tasks import openings
from screens.ways import HOME, BrowseTasks, FollowCategory, Following, OpenTask


@dataclass(frozen=True)
class OpenFollow(Tap, code="follow"):
    """One thing that I follow."""

    follow_id: int


@dataclass(frozen=True)
class SetWay(Tap, code="fway"):
    """How I hear of it."""

    follow_id: int
    way: Way


@dataclass(frozen=True)
class StopFollowing(Tap, code="fstop"):
    """Follow it no more."""

    follow_id: int


@dataclass(frozen=True)
class KindsToFollow(Tap, code="fkinds"):
    """Which kinds of help can be followed?"""


@dataclass(frozen=True)
class SayNotForMe(Tap, code="notme"):
    """That task is nothing for me; with a reason, it is done."""

    task_id: int
    reason: NotForMe | None = None


MENU = _("See what you follow")
WAYS: dict[Way, Words] = {
    Way.AT_ONCE: _("You hear of each at once."),
    Way.DIGEST: _("You hear of several together."),
    Way.NEVER: _("You hear nothing of it now."),
}
SET_WAYS: dict[Way, Words] = {
    Way.AT_ONCE: _("Hear of each at once"),
    Way.DIGEST: _("Hear of several together"),
    Way.NEVER: _("Hear nothing of it"),
}
REASONS: dict[NotForMe, Words] = {
    NotForMe.SKILL: _("It is not what I can do"),
    NotForMe.TIME: _("It takes too much time"),
    NotForMe.PLACE: _("It is too far away"),
    NotForMe.DATE: _("The time does not suit me"),
    NotForMe.OTHER: _("Another reason"),
}


def what(follow: FollowView) -> Words:
    """What is followed, in one line."""
    search = follow.search
    pieces = said(search)
    if follow.group_id is not None:
        return _("The group: {name}", name=follow.group_name or "")
    if search.category is not None and len(pieces) == 1:
        return facts.category(search.category)
    return Joined(tuple(pieces), "; ") if pieces else _("All new tasks")


def following(follows: Sequence[FollowView], before: Words | None = None) -> Screen:
    """All of it."""
    return Screen(
        paragraphs(
            before,
            _("<b>What you follow</b>"),
            *(lines(what(one), WAYS[one.way]) for one in follows),
            not follows
            and _("Nothing yet. You can follow kinds of help, groups of yours, and whatever you look for in the list."),
            bool(follows)
            and _("Several together: three or more after two days without news, or whatever there is after a week."),
        ),
        rows(
            *(Button(_("Change: {what}", what=what(one)), OpenFollow(one.id)) for one in follows),
            Button(_("Follow a kind of help"), KindsToFollow()),
            Button(_("Find a task"), BrowseTasks()),
            HOME,
        ),
    )


def follow(view: FollowView, before: Words | None = None) -> Screen:
    """One of them, with how it is heard of."""
    return Screen(
        paragraphs(before, _("You follow: <b>{what}</b>", what=what(view)), WAYS[view.way]),
        rows(
            *(Button(label, SetWay(view.id, way)) for way, label in SET_WAYS.items() if way is not view.way),
            Button(_("Stop following this"), StopFollowing(view.id)),
            Button(_("See what you follow"), Following()),
            HOME,
        ),
    )


BEGUN = _("You will hear of new tasks like this.")
STOPPED = _("You follow it no more.")


def kinds(categories: Sequence[CategoryView], followed: Sequence[FollowView]) -> Screen:
    """The kinds of help that are not followed yet."""
    whole = [one.search.category for one in followed if len(said(one.search)) == 1]
    known = {category.id for category in whole if category is not None}
    return Screen(
        _("Which kind of help do you want to follow?"),
        rows(
            *(
                Button(_("Follow: {category}", category=facts.category(one)), FollowCategory(one.id))
                for one in categories
                if one.id not in known
            ),
            Button(_("See what you follow"), Following()),
        ),
    )


# What comes of it


def why(hint: HintView) -> Words:
    """Why a task was sent: what is followed, where it is done, how long it takes."""
    task = hint.task
    place = _("remote") if task.remote else _("in the town: {town}", town=task.town or "")
    length = _("about {time}", time=Minutes(task.minutes))
    if hint.follow is None:
        return _("Why you hear of it: {place}; {length}", place=place, length=length)
    followed = what(hint.follow)
    return _("Why you hear of it: you follow {what}; {place}; {length}", what=followed, place=place, length=length)


def task_for_you(hint: HintView) -> Screen:
    """To who follows it: a new task."""
    return Screen(
        paragraphs(_("A new task that you may like:"), facts.card(hint.task), why(hint)),
        rows(
            Button(_("Open: {title}", title=hint.task.title), OpenTask(hint.task.id)),
            Button(_("Say that it is not for you"), SayNotForMe(hint.task.id), keeps=True),
        ),
    )


def tasks_for_you(shown: Sequence[HintView], count: int) -> Screen:
    """To who follows them: some of so many new tasks together."""
    return Screen(
        paragraphs(
            n_("<b>{count} new task that you may like</b>", "<b>{count} new tasks that you may like</b>", count),
            *(lines(facts.card(one.task), why(one)) for one in shown),
        ),
        rows(
            *openings([one.task for one in shown]),
            *(
                Button(_("Say no to: {title}", title=one.task.title), SayNotForMe(one.task.id), keeps=True)
                for one in shown
            ),
            count > len(shown) and Button(_("Show all open tasks"), BrowseTasks()),
        ),
    )


def why_not(task_id: int, title: str) -> Screen:
    """What is it that does not fit?"""
    return Screen(
        paragraphs(
            _("Not for you: <b>{title}</b>", title=title),
            _("Why? The requester does not see your answer. It helps to find out what nobody could take."),
        ),
        rows(*(Button(label, SayNotForMe(task_id, reason)) for reason, label in REASONS.items()), HOME),
    )


def thanks_for_reason() -> Screen:
    """It is told no more."""
    return Screen(
        _("Thank you. You will not hear of this task again."),
        rows(Button(_("See what you follow"), Following()), Button(_("Find a task"), BrowseTasks()), HOME),
    )
