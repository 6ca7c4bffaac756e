"""What somebody follows: categories, searches, groups; and how they hear of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session

from domain import audit, categories, people, search
from domain.dataclasses import dataclass
from domain.refusals import NotThere, Noun, TooManyFollows
from domain.views import CategoryView, SearchView
from domain.visibility import visible_to
from models.base import table_of
from models.category import Category
from models.follow import Digest, Follow, FollowTerm, Hint, NotForMe, Way
from models.group import Group, GroupMember, groups_of
from models.inserts import insert_of
from models.person import Person
from models.task import Task

MOST = 30  # that one person may follow


@dataclass(frozen=True)
class FollowView:
    """One thing that somebody follows."""

    id: int
    way: Way
    search: SearchView
    group_id: int | None
    group_name: str | None


def mine(session: Session, actor: Person) -> list[FollowView]:
    """All that I follow, in the order in which I began to."""
    return _views(session, actor)


def get_for(session: Session, actor: Person, follow_id: int) -> FollowView:
    """One of those, or NotThere."""
    found = _views(session, actor, follow_id)
    if not found:
        raise NotThere
    return found[0]


def found(session: Session, actor: Person, follow_id: int | None) -> FollowView | None:
    """What found a task for me, where I still follow it."""
    return next(iter(_views(session, actor, follow_id)), None) if follow_id is not None else None


def follow_category(session: Session, actor: Person, *, category_id: int, now: datetime) -> FollowView:
    """Hear of new tasks of one kind."""
    return _follow(session, actor, now, category_id=categories.in_use(session, category_id).id)


def follow_group(session: Session, actor: Person, *, group_id: int, now: datetime) -> FollowView:
    """Hear of new tasks of one of my groups."""
    if session.scalar(groups_of(actor.id).where(GroupMember.group_id == group_id)) is None:
        raise NotThere
    return _follow(session, actor, now, group_id=group_id)


def follow_search(session: Session, actor: Person, *, now: datetime) -> FollowView:
    """Hear of new tasks that meet what I look for now."""
    wanted = search.of(session, actor)
    return _follow(
        session,
        actor,
        now,
        category_id=wanted.category.id if wanted.category is not None else None,
        words=wanted.words,
        town=wanted.town,
        interests=wanted.interests,
        groups=wanted.groups,
        remote=wanted.remote,
    )


def hear(session: Session, actor: Person, *, follow_id: int, way: Way, now: datetime) -> FollowView:
    """At once, in a digest, or never."""
    follow = _own(session, actor, follow_id)
    follow.way = way
    session.flush()
    audit.record(session, actor, "hear", Noun.PERSON, actor.id, now=now, follow=follow_id, way=way)
    return get_for(session, actor, follow_id)


def stop(session: Session, actor: Person, *, follow_id: int, now: datetime) -> None:
    """Follow it no more. What was found by it, and not told yet, is not told."""
    follow = _own(session, actor, follow_id)
    session.execute(delete(Hint).where(Hint.person_id == actor.id, Hint.follow_id == follow.id, Hint.told_at.is_(None)))
    session.delete(follow)
    session.flush()
    audit.record(session, actor, "stop_following", Noun.PERSON, actor.id, now=now, follow=follow_id)


def not_for_me(session: Session, actor: Person, *, task_id: int, reason: NotForMe, now: datetime) -> None:
    """That task is nothing for me: I hear of it no more. The reason counts among those for which nobody took it."""
    if session.scalar(select(Task.id).where(Task.id == task_id, visible_to(actor))) is None:
        raise NotThere
    insert = insert_of(session)
    row = {"person_id": actor.id, "task_id": task_id, "found_at": now, "told_at": now, "not_for_me": reason}
    session.flush()
    session.connection().execute(
        insert(table_of(Hint))
        .values(row)
        .on_conflict_do_update(
            index_elements=["person_id", "task_id"],
            set_={"not_for_me": reason, "told_at": func.coalesce(table_of(Hint).c.told_at, now)},
        )
    )
    audit.record(session, actor, "not_for_me", Noun.TASK, task_id, now=now, reason=reason)


def reasons(session: Session, task_id: int) -> dict[NotForMe, int]:
    """Why a task was nothing for those who were told of it, for reports."""
    rows = session.execute(
        select(Hint.not_for_me, func.count())
        .where(Hint.task_id == task_id, Hint.not_for_me.is_not(None))
        .group_by(Hint.not_for_me)
    )
    return {reason: count for reason, count in rows if reason is not None}


def _follow(session: Session, actor: Person, now: datetime, **wanted: Any) -> FollowView:
    people.require_registered(actor)
    plain = {"category_id": None, "group_id": None, "words": "", "town": ""}
    wanted = plain | {"interests": False, "groups": False, "remote": False} | wanted
    same = session.scalar(select(Follow).filter_by(person_id=actor.id, **wanted))
    if same is not None:
        return get_for(session, actor, same.id)
    count = session.scalar(select(func.count()).select_from(Follow).where(Follow.person_id == actor.id)) or 0
    if count >= MOST:
        raise TooManyFollows(most=MOST)
    terms = search.terms(wanted["words"], wanted["town"])
    follow = Follow(person_id=actor.id, way=Way.DIGEST, terms=len(terms), made_at=now, **wanted)
    session.add(follow)
    session.flush()
    session.add_all(
        FollowTerm(follow_id=follow.id, position=position, form=form)
        for position, forms in enumerate(terms)
        for form in sorted(forms)
    )
    if session.get(Digest, actor.id) is None:
        session.add(Digest(person_id=actor.id, last_at=now))  # the silence is counted from here
    session.flush()
    audit.record(session, actor, "follow", Noun.PERSON, actor.id, now=now, follow=follow.id)
    return get_for(session, actor, follow.id)


def _own(session: Session, actor: Person, follow_id: int) -> Follow:
    found = session.scalar(select(Follow).where(Follow.id == follow_id, Follow.person_id == actor.id))
    if found is None:
        raise NotThere
    return found


_FOLLOWS = (
    select(Follow, Category, Group.name)
    .outerjoin(Category, Category.id == Follow.category_id)
    .outerjoin(Group, Group.id == Follow.group_id)
    .where(Follow.person_id == bindparam("person_id"))
    .order_by(Follow.id)
)
_FOLLOW = _FOLLOWS.where(Follow.id == bindparam("follow_id"))


def _views(session: Session, actor: Person, follow_id: int | None = None) -> list[FollowView]:
    session.flush()
    statement = _FOLLOWS if follow_id is None else _FOLLOW
    rows = session.execute(statement, {"person_id": actor.id, "follow_id": follow_id})
    return [_view(follow, category, name) for follow, category, name in rows]


def _view(follow: Follow, category: Category | None, group_name: str | None) -> FollowView:
    kind: CategoryView | None = categories.view(category) if category is not None else None
    wanted = SearchView(
        words=follow.words,
        town=follow.town,
        category=kind,
        interests=follow.interests,
        groups=follow.groups,
        remote=follow.remote,
    )
    return FollowView(follow.id, follow.way, wanted, follow.group_id, group_name)
