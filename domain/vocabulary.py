"""The words by which tasks are found: kept in base form, the same on both databases, and corrected to."""

import json
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import any_, delete, func, select
from sqlalchemy.orm import Session

from domain import lemmas, words
from models.base import table_of
from models.category import Category
from models.inserts import insert_of
from models.search import KnownWord, TaskWords
from models.task import LIVE, Task

LONGEST = 60  # letters of a word that is kept
SHORT = 4  # letters up to which a word is the beginning of a word, too
TYPED_WRONG = 5  # letters from which on a typing mistake is forgiven
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"

_WORDS, _KNOWN = table_of(TaskWords), table_of(KnownWord)


def version() -> int:
    """Of the words that are kept: tasks of an older one are gone over again."""
    return 4 if lemmas.known() else 3


def forms(word: str) -> frozenset[str]:
    """What a word is found by: itself and its base forms, folded."""
    plain = word.lower()
    folded = (words.fold(form).replace(" ", "") for form in (plain, *lemmas.of(plain)))
    return frozenset(form for form in folded if form and len(form) <= LONGEST)


def said(*texts: str) -> set[str]:
    """The words by which a task that says this is found."""
    return {form for word in split(" ".join(texts)) for form in _found_by(word)}


def marks(category_id: int, group_id: int | None, *, remote: bool) -> set[str]:
    """What of a task is looked for by filters, as words that nobody types."""
    kept = {mark("category", category_id), mark("group", group_id or 0)}
    return kept | {mark("remote", 1)} if remote else kept


@lru_cache(maxsize=4096)
def _found_by(word: str) -> frozenset[str]:
    parts = (part for lemma in lemmas.of(word.lower()) for part in lemmas.parts(lemma))
    return forms(word) | {words.fold(part) for part in parts}


def index(session: Session, task: Task) -> None:
    """Make a task findable by what it says now."""
    category = session.get_one(Category, task.category_id)
    names = (category.name_fi, category.name_sv, category.name_en)
    found = said(task.title, task.description, task.town or "", *names)
    marked = found | marks(task.category_id, task.group_id, remote=task.remote)
    kept = {"task_id": task.id, "words": " ".join(sorted(marked)), "version": version()}
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


def mark(name: str, number: int) -> str:
    """A filter as a word: what people type is folded, and has no such letter."""
    return f"å{name}{number}"


NONE = frozenset({mark("none", 0)})
"""What no task has."""


def split(text: str) -> list[str]:
    """The words of a text; nothing else of it is left."""
    return "".join(sign if sign.isalnum() else " " for sign in words.tidy(text)).split()


def corrected(session: Session, word: str) -> str:
    """The word, or one that some task has and that is one letter away from it."""
    folded = words.fold(word).replace(" ", "")
    own = forms(word)
    if len(folded) < TYPED_WRONG or _known(session, own):
        return word
    found = _known(session, {near for form in own if len(form) <= LONGEST for near in _one_away(form)})
    return min(found, key=lambda one: (abs(len(one) - len(folded)), one), default=word)


def _known(session: Session, several: Iterable[str]) -> list[str]:
    """Those that some task has. All of them are one value: thousands of them would be a long statement."""
    asked = " ".join(sorted(several))
    if session.get_bind().dialect.name == "sqlite":
        each = func.json_each(json.dumps(asked.split())).table_valued("value").alias("each_word")
        found = select(KnownWord.word).join(each, each.c.value == KnownWord.word)
    else:
        found = select(KnownWord.word).where(KnownWord.word == any_(func.string_to_array(asked, " ")))
    return sorted(session.scalars(found))


def _one_away(word: str) -> set[str]:
    """Every word with one letter left out, doubled by chance, changed, or two changed about."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    left_out = {head + tail[1:] for head, tail in cuts if tail}
    changed_about = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    changed = {head + letter + tail[1:] for head, tail in cuts if tail for letter in LETTERS}
    added = {head + letter + tail for head, tail in cuts for letter in LETTERS}
    return (left_out | changed_about | changed | added) - {word}
