"""Finding tasks by words, in whatever inflection: Finnish, Swedish and English.

A task and a search are brought to the same base forms, so both databases find the same. Newest first: ranking a common
word over 100,000 tasks costs 145 ms, the newest of them 0.1 ms (measured on FTS5). What people type is never query
syntax: only letters and digits of it are left.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    String,
    any_,
    bindparam,
    cast,
    column,
    func,
    or_,
    select,
    table,
    union_all,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from domain import categories, vocabulary, words
from domain.reading import task_views
from domain.views import FoundPage, SearchView
from domain.visibility import visible_to
from models.base import BigId, constant
from models.category import Category
from models.group import groups_of
from models.person import Person, Skill
from models.search import Search
from models.task import Task, TaskState

WORDS_MAX, TOWN_MAX = 100, 60
MOST_WORDS = 8  # of a search; what comes after is not looked at
MOST_MORE = 50  # matches counted beyond a page
NEWEST = 2_500  # tasks among which a common word is looked for first, on PostgreSQL
NEWEST_ALONG = 1_000  # the same of one's groups or of a category: they lie apart, and each costs more
SAMPLE = 150  # of one's groups' newest, the first: they tell whether the others are worth a look
MOST_RANKED = 500  # matches of words that are put in order of urgency, the newest
FILLERS = frozenset(
    {
        "ja", "tai", "on", "se", "ei",
        "the", "a", "an", "and", "or", "of", "for", "to", "in", "is",
        "och", "eller", "att", "en", "ett", "i", "på", "av", "för", "som", "det",
    }
)  # fmt: skip
"""Words that say nothing; looked for only where nothing else was typed."""

_VECTORS = table("task_words", column("task_id", BigId), column("fts_words"))
_FTS = table("fts_task_words", column("rowid"), column("fts_task_words"))


def of(session: Session, actor: Person) -> SearchView:
    """What somebody looks for now; everything, where they never said."""
    row = session.execute(
        select(Search, Category).outerjoin(Category).where(Search.person_id == actor.id)
    ).one_or_none()
    if row is None:
        return SearchView()
    search, category = row
    return SearchView(
        words=search.words,
        town=search.town,
        category=categories.view(category) if category is not None else None,
        interests=search.interests,
        groups=search.groups,
        remote=search.remote,
        urgent=search.urgent,
        after_id=search.after_id,
    )


def change(session: Session, actor: Person, *, now: datetime, **changes: Any) -> SearchView:
    """Look for something else from now on: `words`, `town`, `category_id`, `interests`, `groups`, `remote`, `urgent`,
    `after_id`. Whatever else changes, the list begins anew."""
    if changes.get("words"):
        changes["words"] = words.line(changes["words"], field="words", limit=WORDS_MAX)
    if changes.get("town"):
        changes["town"] = words.line(changes["town"], field="town", limit=TOWN_MAX)
    if changes.get("category_id") is not None:
        categories.in_use(session, changes["category_id"])
    search = session.scalar(select(Search).where(Search.person_id == actor.id))
    if search is None:
        search = Search(person_id=actor.id)
        session.add(search)
    for name, value in {"after_id": None, **changes}.items():
        setattr(search, name, value)
    search.asked_at = now
    session.flush()
    return of(session, actor)


NOTHING = {
    "words": "",
    "town": "",
    "category_id": None,
    "interests": False,
    "groups": False,
    "remote": False,
    "urgent": False,
}
"""The changes that look for everything again."""


def find(session: Session, actor: Person, search: SearchView, *, limit: int) -> FoundPage:
    """Others' tasks that take applications and meet all of the search, a few at a time. Where none has its words, one
    typing mistake in each is forgiven."""
    asked = _asked(search.words)
    ids = _ids(session, actor, search, asked, limit)
    corrected = None
    if not ids and asked and search.after_id is None:
        better = [vocabulary.corrected(session, word) for word in asked]
        if better != asked and (ids := _ids(session, actor, search, better, limit)):
            corrected = " ".join(better)
    shown = ids[:limit]
    found = {one.id: one for one in task_views(session, actor, Task.id.in_(shown), limit=limit)} if shown else {}
    return FoundPage(tuple(found[number] for number in shown), len(ids) - len(shown), search, corrected)


def terms(typed: str, town: str) -> list[frozenset[str]]:
    """What a task has to have, as forms of each word."""
    return [vocabulary.forms(word) for word in (*_asked(typed), *_asked(town))]


def _asked(typed: str) -> list[str]:
    every = [word for word in vocabulary.split(typed) if vocabulary.forms(word)]
    telling = [word for word in every if word.lower() not in FILLERS]
    return list(dict.fromkeys(telling or every))[:MOST_WORDS]


def _ids(session: Session, actor: Person, wanted: SearchView, asked: list[str], limit: int) -> list[int]:
    if not actor.is_registered or (wanted.words and not asked):
        return []
    most = limit + MOST_MORE
    values: dict[str, Any] = {"reader_id": actor.id, "most": most}
    filters = {name for name in ("interests", "groups", "remote", "urgent") if getattr(wanted, name)}
    if wanted.category is not None:
        filters.add("category")
        values["category_id"] = wanted.category.id
    if wanted.after_id is not None:
        filters.add("after")
        values["after_id"] = wanted.after_id
        if wanted.urgent:
            values["last"] = session.scalar(select(Task.urgency).where(Task.id == wanted.after_id)) or 0
    session.flush()
    terms = [vocabulary.forms(word) for word in (*asked, *_asked(wanted.town))]
    if not terms:
        return _listed(session, actor, filters, values)
    return _saying(session, filters, values, [*terms, *_marks(session, actor, wanted)])


def _listed(session: Session, actor: Person, filters: set[str], values: dict[str, Any]) -> list[int]:
    """Without words. Where several kinds of help or several groups are looked at, each has its own order in an index:
    the first of each, put together, begin with the first of all."""
    along: set[str] = set()
    each: list[dict[str, int]] = [{}]
    skills = list(session.scalars(_SKILLS, {"reader_id": actor.id})) if "interests" in filters else []
    if "category" in filters:
        along = {"category"}
        if "interests" in filters and values["category_id"] not in skills:
            return []
    elif "groups" in filters:
        along = {"group"}
        each = [{"group_id": one} for one in session.scalars(groups_of(actor.id))]
    elif "interests" in filters:
        along = {"category"}
        each = [{"category_id": one} for one in skills]
    kept = filters - {"groups"} if along == {"group"} else filters - {"interests"}
    statement = _in_order(frozenset(kept | along))
    rows = [row for one in each for row in session.connection().execute(statement, values | one)]
    if len(each) > 1:
        rows.sort(key=lambda row: (row.urgency if "urgent" in filters else 0, row.id), reverse=True)
    return [row.id for row in rows[: values["most"]]]


_READER: BindParameter[int] = bindparam("reader_id", type_=BigId)
_SKILLS = select(Skill.category_id).where(Skill.person_id == _READER)
_GROUPS = groups_of(_READER)
_OPEN = constant(TaskState.OPEN)
_TO_BE_HAD: Any = select(Task.id, Task.urgency).where(
    Task.state == _OPEN, Task.closed_at.is_(None), Task.requester_id != _READER, visible_to(_READER)
)
_MOST: BindParameter[int] = bindparam("most", type_=BigId)
_AFTER: BindParameter[int] = bindparam("after_id", type_=BigId)
_LAST: BindParameter[int] = bindparam("last", type_=BigId)


def _narrowed(found: Select[Any], filters: frozenset[str]) -> Select[Any]:
    if "category" in filters:
        found = found.where(Task.category_id == bindparam("category_id", type_=BigId))
    if "group" in filters:
        found = found.where(Task.group_id == bindparam("group_id", type_=BigId))
    if "groups" in filters:
        found = found.where(Task.group_id.in_(_GROUPS))
    if "interests" in filters:
        found = found.where(Task.category_id.in_(_SKILLS))
    return found.where(Task.remote) if "remote" in filters else found


@cache
def _in_order(filters: frozenset[str]) -> Select[Any]:
    """What there is, in the order of an index. What is new does not move the page."""
    found = _narrowed(_TO_BE_HAD, filters).limit(_MOST)
    if "urgent" not in filters:
        return (found.where(Task.id < _AFTER) if "after" in filters else found).order_by(Task.id.desc())
    if "after" in filters:
        found = found.where(Task.urgency <= _LAST, or_(Task.urgency < _LAST, Task.id < _AFTER))
    return found.order_by(Task.urgency.desc(), Task.id.desc())


def _saying(session: Session, filters: set[str], values: dict[str, Any], terms: list[frozenset[str]]) -> list[int]:
    """What has the words, the newest first. In order of urgency only the newest of them, where many do: to rank a
    common word all that have it would be looked at."""
    dialect, most = session.get_bind().dialect.name, values["most"]
    ranked = "urgent" in filters
    values = {**values, "query": _query(dialect, terms), "most": MOST_RANKED if ranked else most}
    narrow = frozenset(filters - {"urgent", "after"} if ranked else filters)
    rows: Sequence[Any]
    if dialect == "sqlite":
        rows = session.connection().execute(_fts5(narrow), values).all()
    else:
        rows = _by_vectors(session, narrow, values)
    if not ranked:
        return [row.id for row in rows]
    order = sorted(((row.urgency, row.id) for row in rows), reverse=True)
    if "after" in filters:
        order = [place for place in order if place < (values["last"], values["after_id"])]
    return [number for _urgency, number in order[:most]]


_QUERY: BindParameter[str] = bindparam("query", type_=String)
_WALKED: BindParameter[Any] = bindparam("walked", type_=postgresql.ARRAY(BigId))


@cache
def _fts5(filters: frozenset[str]) -> Select[Any]:
    number = _FTS.c.rowid  # the order in which FTS5 gives them by itself
    found = _narrowed(_TO_BE_HAD, filters).join(_FTS, _FTS.c.rowid == Task.id)
    found = found.where(_FTS.c.fts_task_words.op("MATCH")(_QUERY))
    return (found.where(number < _AFTER) if "after" in filters else found).order_by(number.desc()).limit(_MOST)


def _by_vectors(session: Session, filters: frozenset[str], values: dict[str, Any]) -> Sequence[Any]:
    """A common word is among the newest soon, and a rare one is in few tasks: no planner has to guess which it is.
    Where my groups or a category have few tasks the newest are all. The other filters are in the query, as marks."""
    connection, after, most = session.connection(), "after" in filters, values["most"]
    along: Any = None
    each: Sequence[int] = ()
    if "groups" in filters:
        along, each = Task.group_id, connection.execute(_GROUPS, values).scalars().all()
    elif "category" in filters:
        along, each = Task.category_id, [values["category_id"]]
    rows: Sequence[Any]
    if along is None:
        rows = connection.execute(_among_the_newest(along=False, after=after), values).all()
        return rows if len(rows) == most else connection.execute(_gin(after), values).all()
    if not each:
        return []
    values = {**values, **{f"along_{place}": one for place, one in enumerate(each)}}
    newest = connection.execute(_newest_along(along, len(each), after), values).scalar_one()

    def among(some: Sequence[int]) -> Sequence[Any]:
        return connection.execute(_among_the_newest(along=True, after=after), {**values, "walked": some}).all()

    if len(newest) < NEWEST_ALONG:  # they are all
        return among(newest)
    first = SAMPLE if "groups" in filters else NEWEST_ALONG
    rows = among(newest[:first])
    if len(rows) < most and len(rows) * NEWEST_ALONG >= most * first:
        rows = [*rows, *among(newest[first:])][:most]
    return rows if len(rows) == most else connection.execute(_gin(after), values).all()


@cache
def _newest_along(column: Any, several: int, after: bool) -> Select[Any]:
    """The ids of the newest open tasks of several groups or categories. An index has those of each in order: no more
    of them is read than is merged."""
    found = select(Task.id).where(Task.state == _OPEN).order_by(Task.id.desc()).limit(NEWEST_ALONG)
    if after:
        found = found.where(Task.id < _AFTER)
    each = (found.where(column == bindparam(f"along_{place}", type_=BigId)) for place in range(several))
    merged = union_all(*each).subquery()
    return select(func.array(select(merged.c.id).order_by(merged.c.id.desc()).limit(NEWEST_ALONG).scalar_subquery()))


@cache
def _among_the_newest(*, along: bool, after: bool) -> Select[Any]:
    newest = select(_VECTORS).order_by(_VECTORS.c.task_id.desc()).limit(NEWEST)
    if along:
        newest = newest.where(_VECTORS.c.task_id == any_(_WALKED))
    elif after:
        newest = newest.where(_VECTORS.c.task_id < _AFTER)
    walked = newest.subquery()
    found: Select[Any] = _TO_BE_HAD.join(walked, walked.c.task_id == Task.id)
    return found.where(_has(walked.c.fts_words)).order_by(walked.c.task_id.desc()).limit(_MOST)


@cache
def _gin(after: bool) -> Select[Any]:
    """All that have the words are sorted as numbers before tasks are read: of many, no more than are wanted."""
    having = select(_VECTORS.c.task_id).where(_has(_VECTORS.c.fts_words))
    found_first = having.cte("having_words").prefix_with("MATERIALIZED")
    in_order = select(found_first).order_by(found_first.c.task_id.desc())
    if after:
        in_order = in_order.where(found_first.c.task_id < _AFTER)
    newest = in_order.subquery()
    found: Select[Any] = _TO_BE_HAD.join(newest, newest.c.task_id == Task.id)
    return found.order_by(newest.c.task_id.desc()).limit(_MOST)


def _has(vector: ColumnElement[Any]) -> ColumnElement[bool]:
    return vector.op("@@", is_comparison=True)(cast(_QUERY, postgresql.TSQUERY))


def _marks(session: Session, actor: Person, wanted: SearchView) -> list[frozenset[str]]:
    """The filters as words that tasks have: an index finds the few that meet all of it."""
    marks: list[frozenset[str]] = []
    if wanted.category is not None:
        marks.append(frozenset({vocabulary.mark("category", wanted.category.id)}))
    if wanted.interests:
        skills = session.scalars(_SKILLS, {"reader_id": actor.id})
        marks.append(frozenset(vocabulary.mark("category", one) for one in skills) or vocabulary.NONE)
    if wanted.groups:
        marks.append(
            frozenset(vocabulary.mark("group", one) for one in session.scalars(groups_of(actor.id))) or vocabulary.NONE
        )
    if wanted.remote:
        marks.append(frozenset({vocabulary.mark("remote", 1)}))
    return marks


def _query(dialect: str, terms: list[frozenset[str]]) -> str:
    if dialect == "sqlite":
        return " AND ".join(f"({' OR '.join(_sqlite_terms(each))})" for each in terms)
    return " & ".join(f"({' | '.join(_postgresql_terms(each))})" for each in terms)


def _sqlite_terms(each: Iterable[str]) -> list[str]:
    return [f'"{form}"' + ("*" if len(form) <= vocabulary.SHORT else "") for form in sorted(each)]


def _postgresql_terms(each: Iterable[str]) -> list[str]:
    return [f"'{form}'" + (":*" if len(form) <= vocabulary.SHORT else "") for form in sorted(each)]
