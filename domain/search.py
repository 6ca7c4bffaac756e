"""Finding tasks by words, in whatever inflection: Finnish, Swedish and English.

A task and a search are brought to the same base forms, so both databases find the same. Newest first: ranking a common
word over 100,000 tasks costs 145 ms, the newest of them 0.1 ms (measured on FTS5). What people type is never query
syntax: only letters and digits of it are left.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, cast, column, delete, func, literal, or_, select, table
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from domain import categories, lemmas, words
from domain.reading import task_views
from domain.views import FoundPage, SearchView
from domain.visibility import visible_to
from models.base import table_of
from models.category import Category
from models.group import groups_of
from models.inserts import insert_of
from models.person import Person, Skill
from models.search import KnownWord, Search, TaskWords
from models.task import Task, TaskState

WORDS_MAX, TOWN_MAX = 100, 60
MOST_WORDS = 8  # of a search; what comes after is not looked at
MOST_MORE = 50  # matches counted beyond a page
LONGEST = 60  # letters of a word that is kept
SHORT = 4  # letters up to which a word is the beginning of a word, too
TYPED_WRONG = 5  # letters from which on a typing mistake is forgiven
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
FILLERS = frozenset(
    {
        "ja", "tai", "on", "se", "ei",
        "the", "a", "an", "and", "or", "of", "for", "to", "in", "is",
        "och", "eller", "att", "en", "ett", "i", "på", "av", "för", "som", "det",
    }
)  # fmt: skip
"""Words that say nothing; looked for only where nothing else was typed."""

LIVE = (TaskState.OPEN, TaskState.FULL)
_FTS = table("fts_task_words", column("rowid"), column("fts_task_words"))
_WORDS, _KNOWN = table_of(TaskWords), table_of(KnownWord)


def version() -> int:
    """Of the words that are kept: tasks of an older one are gone over again."""
    return 2 if lemmas.known() else 1


def forms(word: str) -> frozenset[str]:
    """What a word is found by: itself and its base forms, folded."""
    plain = word.lower()
    folded = (words.fold(form).replace(" ", "") for form in (plain, *lemmas.of(plain)))
    return frozenset(form for form in folded if form and len(form) <= LONGEST)


def index(session: Session, task: Task) -> None:
    """Make a task findable by what it says now."""
    category = session.get_one(Category, task.category_id)
    names = (category.name_fi, category.name_sv, category.name_en)
    found: set[str] = set()
    for word in _split(" ".join((task.title, task.description, task.town or "", *names))):
        found |= forms(word)
        for lemma in lemmas.of(word.lower()):
            found |= {words.fold(part) for part in lemmas.parts(lemma)}
    kept = {"task_id": task.id, "words": " ".join(sorted(found)), "version": version()}
    insert = insert_of(session)
    connection = session.connection()
    again = {name: kept[name] for name in ("words", "version")}
    connection.execute(insert(_WORDS).values(kept).on_conflict_do_update(index_elements=["task_id"], set_=again))
    if found:
        connection.execute(insert(_KNOWN).on_conflict_do_nothing(), [{"word": word} for word in sorted(found)])


def tend(session: Session, *, limit: int) -> int:
    """Go over tasks whose words are missing or of an older version, and forget those of tasks that ended."""
    ended = select(Task.id).where(Task.id == TaskWords.task_id, Task.state.not_in(LIVE)).exists()
    gone = session.scalars(select(TaskWords.task_id).where(ended).limit(limit)).all()
    if gone:
        session.connection().execute(delete(_WORDS).where(_WORDS.c.task_id.in_(gone)))
    fresh = select(TaskWords.task_id).where(TaskWords.task_id == Task.id, TaskWords.version >= version()).exists()
    tasks = session.scalars(
        select(Task)
        .where(Task.state.in_(LIVE), ~fresh)
        .order_by(Task.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for task in tasks:
        index(session, task)
    return len(tasks)


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
        better = [_corrected(session, word) for word in asked]
        if better != asked and (ids := _ids(session, actor, search, better, limit)):
            corrected = " ".join(better)
    shown = ids[:limit]
    found = {one.id: one for one in task_views(session, actor, Task.id.in_(shown), limit=limit)} if shown else {}
    return FoundPage(tuple(found[number] for number in shown), len(ids) - len(shown), search, corrected)


def terms(typed: str, town: str) -> list[frozenset[str]]:
    """What a task has to have, as forms of each word."""
    return [forms(word) for word in (*_asked(typed), *_asked(town))]


def _split(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in words.tidy(text)).split()


def _asked(typed: str) -> list[str]:
    every = [word for word in _split(typed) if forms(word)]
    telling = [word for word in every if word.lower() not in FILLERS]
    return list(dict.fromkeys(telling or every))[:MOST_WORDS]


def _ids(session: Session, actor: Person, search: SearchView, asked: list[str], limit: int) -> list[int]:
    if search.words and not asked:
        return []
    found = select(Task.id).where(
        Task.state == TaskState.OPEN, Task.closed_at.is_(None), Task.requester_id != actor.id, visible_to(actor)
    )
    terms = [forms(word) for word in (*asked, *_asked(search.town))]
    if terms and session.get_bind().dialect.name == "sqlite":
        query = " AND ".join(f"({' OR '.join(_sqlite_terms(each))})" for each in terms)
        found = found.join(_FTS, _FTS.c.rowid == Task.id).where(_FTS.c.fts_task_words.op("MATCH")(query))
    elif terms:
        query = " & ".join(f"({' | '.join(_postgresql_terms(each))})" for each in terms)
        vector = func.array_to_tsvector(func.string_to_array(TaskWords.words, literal(" ")))
        found = found.join(TaskWords, TaskWords.task_id == Task.id)
        found = found.where(vector.op("@@")(cast(query, postgresql.TSQUERY)))
    if search.category is not None:
        found = found.where(Task.category_id == search.category.id)
    if search.interests:
        found = found.where(Task.category_id.in_(select(Skill.category_id).where(Skill.person_id == actor.id)))
    if search.groups:
        found = found.where(Task.group_id.in_(groups_of(actor.id)))
    if search.remote:
        found = found.where(Task.remote)
    number: ColumnElement[int] = table_of(Task).c.id
    if terms and session.get_bind().dialect.name == "sqlite":
        number = _FTS.c.rowid  # the order in which FTS5 gives them by itself
    if search.urgent:
        found = found.order_by(DAY.is_(None), DAY)
    if search.after_id is not None:
        found = found.where(_after(session, search, number))
    return list(session.scalars(found.order_by(number.desc()).limit(limit + MOST_MORE)))


DAY = func.coalesce(func.date(Task.when_at), Task.when_date)
"""When it is needed, to the day: alike on both databases, as a text and as a date."""


def _after(session: Session, search: SearchView, number: ColumnElement[int]) -> ColumnElement[bool]:
    """What comes after the last task that was seen. New ones do not move the page."""
    older = number < search.after_id
    if not search.urgent:
        return older
    last = session.scalar(select(DAY).where(Task.id == search.after_id))
    if last is None:
        return and_(DAY.is_(None), older)
    return or_(last < DAY, DAY.is_(None), and_(last == DAY, older))


def _sqlite_terms(each: Iterable[str]) -> list[str]:
    return [f'"{form}"' + ("*" if len(form) <= SHORT else "") for form in sorted(each)]


def _postgresql_terms(each: Iterable[str]) -> list[str]:
    return [f"'{form}'" + (":*" if len(form) <= SHORT else "") for form in sorted(each)]


def _corrected(session: Session, word: str) -> str:
    """The word, or one that some task has and that is one letter away from it."""
    folded = words.fold(word).replace(" ", "")
    own = forms(word)
    known = select(KnownWord.word)
    if len(folded) < TYPED_WRONG or session.scalars(known.where(KnownWord.word.in_(own))).first():
        return word
    near = {near for form in own if len(form) <= LONGEST for near in _one_away(form)}
    found = session.scalars(known.where(KnownWord.word.in_(sorted(near))).order_by(KnownWord.word)).all()
    return min(found, key=lambda one: (abs(len(one) - len(folded)), one), default=word)


def _one_away(word: str) -> set[str]:
    """Every word with one letter left out, doubled by chance, changed, or two changed about."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    left_out = {head + tail[1:] for head, tail in cuts if tail}
    changed_about = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    changed = {head + letter + tail[1:] for head, tail in cuts if tail for letter in LETTERS}
    added = {head + letter + tail for head, tail in cuts for letter in LETTERS}
    return (left_out | changed_about | changed | added) - {word}
