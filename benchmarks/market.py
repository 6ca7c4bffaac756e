"""A large service: 10,000 people, and open tasks that say something. Alike on both databases and in each run."""

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import Connection, insert, select

from domain import vocabulary
from models.application import Application, ApplicationState
from models.assignment import Assignment, AssignmentState
from models.base import Base
from models.category import Category
from models.group import Group, GroupMember
from models.named import Named
from models.peace import Block
from models.person import Person, Skill
from models.search import KnownWord, TaskWords
from models.task import Audience, Task, TaskState, urgency_of

PEOPLE, GROUPS = 10_000, 200
BASE = 10_000_000  # above the ids that the database gives
LARGE_GROUP = BASE  # 3,000 people, three in ten of the tasks
AT_ONCE = 5_000  # rows of one statement
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TOWNS = ("Tampere", "Turku", "Oulu", "Kotka", "Vaasa", "Rovaniemi", "Jyväskylä", "Kuopio", "Lahti", "Pori")
REAL = [
    "yhdistys",
    "apua",
    "uutiskirje",
    "kirjanpito",
    "verkkosivut",
    "esite",
    "kokous",
    "tapahtuma",
    "käännös",
    "taitto",
    "tilinpäätös",
    "avustus",
    "hakemus",
    "koulutus",
    "vapaaehtoinen",
    "kuvat",
    "teksti",
    "oikoluku",
    "jäsen",
    "rekisteri",
    "tiedote",
    "selkokieli",
    "saavutettavuus",
    "pöytäkirja",
    "valokuvaaja",
    "juhla",
    "kerhotila",
    "remontti",
    "tietosuoja",
    "ohjelma",
    "budjetti",
    "some",
    "päivitys",
    "video",
    "juliste",
    "kysely",
    "raportti",
    "opas",
    "ruotsi",
    "arkisto",
]
"""What people look for, the most common first."""
SYLLABLES = ("ka", "lo", "mi", "su", "ta", "ri", "ve", "no", "pä", "jo", "hu", "ke")


def _lexicon(chance: random.Random) -> tuple[list[str], list[float]]:
    """Words, with how common they are: each half as common as the one at half its place."""
    made = {"".join(chance.choices(SYLLABLES, k=chance.randint(3, 5))) for _word in range(4_000)}
    words = [*REAL, *sorted(made)]
    return words, list(accumulate(1 / place for place in range(1, len(words) + 1)))


def fill(connection: Connection, tasks: int) -> None:
    """Put the people in, and so many open tasks."""
    categories = list(connection.execute(select(Category).order_by(Category.position)).all())
    for kind, rows in _rows(tasks, categories):
        for start in range(0, len(rows), AT_ONCE):
            connection.execute(insert(kind), rows[start : start + AT_ONCE])


def _rows(tasks: int, categories: list[Any]) -> Iterable[tuple[type[Base], list[dict[str, Any]]]]:
    chance = random.Random(11)
    names = {row.id: (row.name_fi, row.name_sv, row.name_en) for row in categories}
    kinds = list(names)
    common = list(accumulate(1 / place for place in range(1, len(kinds) + 1)))
    people = range(BASE, BASE + PEOPLE)
    yield Person, [
        {
            "id": one, "telegram_id": one, "name": f"Henkilö {one}", "language": "fi", "description": "",
            "created_at": NOW, "registered_at": NOW,
        }
        for one in people
    ]  # fmt: skip
    yield Skill, [{"person_id": one, "category_id": kind} for one in people for kind in chance.sample(kinds, 2)]
    yield Block, [{"blocker_id": one, "blocked_id": one + 1, "at": NOW} for one in people if one % 50 == 0]
    groups = range(BASE, BASE + GROUPS)
    yield Group, [{"id": one, "name": f"Ryhmä {one}", "created_by_id": BASE, "created_at": NOW} for one in groups]
    members = {one: chance.sample(people, 3_000 if one == LARGE_GROUP else 60) for one in groups}
    yield (
        GroupMember,
        [
            {"group_id": group, "person_id": one, "joined_at": NOW, "admin": False, "through": False}
            for group, those in members.items()
            for one in those
        ],
    )
    known_words, weights = _lexicon(chance)
    found: dict[type[Base], list[dict[str, Any]]] = {
        kind: [] for kind in (Task, TaskWords, Named, Application, Assignment)
    }
    known: set[str] = set()
    for number in range(tasks):
        id, at = BASE + number, NOW - timedelta(minutes=tasks - number)
        aimed = chance.random()
        audience = Audience.EVERYBODY if aimed < 0.5 else Audience.GROUP if aimed < 0.97 else Audience.NAMED
        said = chance.choices(known_words, cum_weights=weights, k=25)
        kind = chance.choices(kinds, cum_weights=common)[0]
        remote = chance.random() < 0.5
        town = None if remote else chance.choice(TOWNS)
        dated = chance.random()
        title, description = " ".join(said[:3]), " ".join(said[3:])
        when_date = (NOW + timedelta(days=chance.randrange(300))).date() if dated < 0.4 else None
        when_at = NOW + timedelta(hours=chance.randrange(7_000)) if dated > 0.7 else None
        group = (LARGE_GROUP if aimed < 0.8 else chance.choice(groups)) if audience is Audience.GROUP else None
        found[Task].append({
            "id": id, "requester_id": chance.choice(people), "category_id": kind, "minutes": 120, "title": title,
            "description": description, "places": 2, "places_taken": 0, "remote": remote, "town": town,
            "audience": audience, "group_id": group,
            "when_date": when_date, "when_at": when_at, "urgency": urgency_of(when_date, when_at),
            "state": TaskState.OPEN, "created_at": at, "published_at": at, "round": 0, "expire_warnings": 0,
        })  # fmt: skip
        forms = vocabulary.said(title, description, town or "", *names[kind])
        known |= forms
        forms |= vocabulary.marks(kind, group, remote=remote)
        found[TaskWords].append({"task_id": id, "words": " ".join(sorted(forms)), "version": vocabulary.version()})
        doer = chance.choice(people)
        if audience is Audience.NAMED:
            found[Named].append({"task_id": id, "person_id": doer, "named_at": at})
        found[Application].append({
            "id": id, "task_id": id, "doer_id": doer, "text": "Voin auttaa.", "sent_at": at,
            "state": ApplicationState.CHOSEN if id % 20 == 0 else ApplicationState.SENT,
        })  # fmt: skip
        if id % 20 == 0:
            found[Assignment].append({
                "id": id, "task_id": id, "application_id": id, "doer_id": doer, "state": AssignmentState.OFFERED,
                "offered_at": at,
            })  # fmt: skip
    yield from found.items()
    yield KnownWord, [{"word": word} for word in sorted(known)]
