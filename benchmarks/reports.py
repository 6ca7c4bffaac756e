"""What a report costs, and what others notice of it.

    python -m benchmarks.reports [postgresql]

A service with 100,000 tasks over five years. People post tasks, first alone, then while one report after another is
read, counted and drawn: every kind of picture and file. Prints how long reports take, the memory of the bot with the
processes that work beside it (what they share counts once), by how much the others' replies come later, and how long
the clock's rules look, which keeps people waiting, too.

Two loads. "as people write": sixty people, each an update every two seconds whatever the bot does, so that an answer
that comes late is late for the next one, too; the bot, what works beside it, the API and the people share all cores, as
on a small server. "without pause": three people who write as soon as they are answered, with the bot and what works
beside it on one core: that core is never idle, so whatever a report takes is taken from them, and they from the report.
On a machine that has other work, the best of several runs tells most.
"""

import asyncio
import atexit
import json
import random
import shutil
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import monotonic, process_time, sleep
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol

import psutil

from benchmarks import our_bot
from benchmarks.people import FIRST_ID
from benchmarks.runs import MEBIBYTE, Bot, fake_api, next_line, running
from tests.databases import postgres, run_on, sqlite_url

if TYPE_CHECKING:
    from bot.instance import Instance

TASKS, PEOPLE, ORGANISATIONS = 100_000, 5_000, 300
BEGAN = datetime(2021, 12, 1, tzinfo=UTC)
FIVE_YEARS = (date(2021, 12, 1), date(2026, 11, 20))
SECONDS = 40.0
RESULTS = "reports.json"
URL = "database.url"
AT_ONCE = 5_000  # rows of one statement


@dataclass(frozen=True)
class Load:
    """How people write; `every`: seconds between a person's updates."""

    name: str
    people: int
    every: float
    pinned: bool


LOADS = (Load("as people write", 60, 2.0, pinned=False), Load("without pause", 3, 0.0, pinned=True))


class Years(Protocol):
    """A database with five years in it, of which each run has a copy."""

    def copy(self, folder: Path) -> str:
        """Its URL."""


class OnSqlite:
    """A file."""

    name = "SQLite"

    def __init__(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="tehostamo-years-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        self._file = folder / our_bot.DATABASE
        _fill(sqlite_url(self._file))

    def copy(self, folder: Path) -> str:
        shutil.copy(self._file, folder / our_bot.DATABASE)
        return sqlite_url(folder / our_bot.DATABASE)


class OnPostgresql:
    """The embedded server. Its own memory is not in the figures."""

    name = "PostgreSQL"

    def __init__(self) -> None:
        base = Path(tempfile.mkdtemp(prefix="tehostamo-years-"))
        atexit.register(shutil.rmtree, base, ignore_errors=True)
        self._server = postgres(base)
        self._years = self._server.empty()
        _fill(self._years)

    def copy(self, folder: Path) -> str:
        return self._server.copy(self._years)


def _fill(url: str) -> None:
    from sqlalchemy import Engine, insert, text
    from sqlalchemy.orm import Session

    from bot.database import migrate

    asyncio.run(migrate(url))

    def fill(engine: Engine) -> None:
        with Session(engine) as session:
            our_bot.fill(session, 0)
            for kind, rows in _rows():
                for start in range(0, len(rows), AT_ONCE):
                    session.execute(insert(kind), rows[start : start + AT_ONCE])
            session.commit()
        if engine.dialect.name == "postgresql":
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE"))  # as the server does by itself sooner or later

    run_on(url, fill)


def _rows() -> Iterable[tuple[Any, list[dict[str, Any]]]]:
    """Seven of ten tasks were done, with three applications, feedback from both sides and what
    came of it; the others expired."""
    from models.application import Application, ApplicationState
    from models.assignment import Assignment, AssignmentState, Capacity
    from models.feedback import Feedback
    from models.ledger import LedgerEntry
    from models.organisation import Organisation
    from models.outcome import TaskOutcome, Yes
    from models.person import Person
    from models.task import Audience, Task, TaskState

    chance = random.Random(7)
    base = 10_000_000  # above the ids of the people who write meanwhile
    organisations = [
        {
            "id": number, "name": f"Järjestö {number}", "name_folded": f"jarjesto {number}", "added_by_id": 1,
            "region": chance.choice(["pirkanmaa", "uusimaa", "lappi", None]), "added_at": BEGAN, "confirmed_at": BEGAN,
        }
        for number in range(1, ORGANISATIONS + 1)
    ]  # fmt: skip
    people = [
        {
            "id": base + number, "telegram_id": base + number, "name": f"Henkilö {number}", "language": "fi",
            "created_at": BEGAN, "registered_at": BEGAN + timedelta(days=chance.randrange(1800)),
        }
        for number in range(PEOPLE)
    ]  # fmt: skip
    found: dict[Any, list[dict[str, Any]]] = {
        kind: [] for kind in (Task, Application, Assignment, LedgerEntry, Feedback, TaskOutcome)
    }
    for number in range(TASKS):
        id, at, done = base + number, BEGAN + timedelta(minutes=26 * number), number % 10 < 7
        asker, *doers = (base + one for one in chance.sample(range(PEOPLE), 4))
        asking, doing = (chance.randrange(1, ORGANISATIONS + 1) for _side in range(2))
        category = chance.randrange(1, 13)
        found[Task].append({
            "id": id, "requester_id": asker, "organisation_id": asking, "category_id": category, "minutes": 60,
            "title": f"Tehtävä {number}", "description": "Kuvaus. " * 20, "places": 1, "places_taken": int(done),
            "remote": True, "town": chance.choice([None, "Tampere", "Turku"]), "audience": Audience.EVERYBODY,
            "state": TaskState.OVER if done else TaskState.EXPIRED, "created_at": at, "published_at": at,
            "ended_at": at + timedelta(days=9),
        })  # fmt: skip
        for place, doer in enumerate(doers if done else doers[: number % 2]):
            chosen = done and place == 0
            found[Application].append({
                "id": 4 * id + place, "task_id": id, "doer_id": doer, "organisation_id": doing, "text": "Voin auttaa.",
                "state": ApplicationState.CHOSEN if chosen else ApplicationState.DECLINED,
                "sent_at": at + timedelta(hours=5 + place),
            })  # fmt: skip
        if done:
            found[Assignment].append({
                "id": id, "task_id": id, "application_id": 4 * id, "doer_id": doers[0], "organisation_id": doing,
                "state": AssignmentState.APPROVED, "offered_at": at + timedelta(hours=9),
            })  # fmt: skip
            found[LedgerEntry].append({
                "assignment_id": id, "doer_id": doers[0], "doer_organisation_id": doing, "requester_id": asker,
                "requester_organisation_id": asking, "category_id": category, "minutes_estimated": 60,
                "minutes_used": 75, "capacity": chance.choice([None, *Capacity]), "entered_at": at + timedelta(days=3),
            })  # fmt: skip
            found[Feedback] += [
                {
                    "assignment_id": id, "author_id": one, "about_id": other, "opened_at": at, "task_score": 5,
                    "schedule_score": 4, "process_score": chance.randrange(1, 6), "comment": "", "quotable": False,
                    "given_at": at + timedelta(days=4), "revealed_at": at + timedelta(days=5),
                }
                for one, other in ((asker, doers[0]), (doers[0], asker))
            ]  # fmt: skip
            found[TaskOutcome].append({
                "task_id": id, "requester_id": asker, "asked_at": at + timedelta(days=39), "solved": Yes.YES,
                "can_myself": chance.choice(list(Yes)), "knows_whom": Yes.YES, "answered_at": at + timedelta(days=40),
            })  # fmt: skip
    yield Organisation, organisations
    yield Person, people
    yield from found.items()


async def drawing(app: ModuleType, instance: "Instance") -> None:
    """The bot, while somebody has one report after another made."""
    from bot import database
    from bot.files import FileMaker
    from handlers import ROUTES
    from screens.results import Drawing

    took: dict[str, list[float]] = {}
    made: list[tuple[str, str, dict[str, Any]]] = []
    how = ("service", 0, "d", *(day.isoformat() for day in FIVE_YEARS))
    keys = ("whose", "id", "span", "first", "last")
    words = dict(zip(keys, how, strict=True))
    made.append(("words", "ReportInWords", words))
    made += [(what.name.lower(), "ReportFile", {"what": what.value, **words}) for what in Drawing]

    async with app.running(instance) as bot, database.reading(instance.database) as read:
        maker = FileMaker(read, ROUTES, bot.house, lambda: datetime.now(UTC))

        async def one_after_another() -> None:
            while True:
                for name, kind, values in made:
                    began = monotonic()
                    await maker.make(kind, values, FIRST_ID)
                    took.setdefault(name, []).append(monotonic() - began)
                    Path(RESULTS).write_text(json.dumps(took))

        task = asyncio.create_task(one_after_another())
        bot.schedule.start()
        try:
            await bot.intake.poll()
        finally:
            task.cancel()


def start(instance: "Instance") -> None:
    """As `python -m bot run` goes on."""
    from bot import logs
    from bot.process import loaded, loop_factory

    logs.start(instance.log_level)
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(drawing(loaded(), instance))


def run(bot: Bot, people: int) -> tuple[dict[str, Any], float, dict[str, list[float]]]:
    """What the people noticed, the most memory of the bot and its children in MiB, and how long reports took."""
    with tempfile.TemporaryDirectory(prefix="tehostamo-reports-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        bot.prepare(folder)
        with (folder / "bot.log").open("wb") as log, fake_api(bot, people, SECONDS) as (fake, said):
            api = f"http://127.0.0.1:{next_line(said, 20, fake).split()[1]}"
            with running(bot, api, folder, log) as process:
                most = 0.0
                while said.empty() and process.poll() is None:
                    most = max(most, _memory(process.pid))
                    sleep(0.1)
                found = json.loads(next_line(said, 60, process))
        results = folder / RESULTS
        return found, most, json.loads(results.read_text()) if results.exists() else {}


def _memory(pid: int) -> float:
    """Of the bot and its children; what they share counts once, where the system tells."""
    total = 0
    for process in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True)):
        try:
            held = process.memory_full_info()
            total += getattr(held, "pss", 0) or held.rss
        except psutil.Error:
            continue
    return total / MEBIBYTE


async def count(url: str) -> tuple[float, float]:
    """Seconds by the clock, and of this process's computing, of the figures alone while nobody writes; the best."""
    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

    from bot import database
    from domain.results.periods import between
    from domain.results.report import make
    from domain.results.scopes import Scope, Whose

    def work(connection: Connection) -> None:
        with Session(connection) as session:
            make(session, Scope(Whose.SERVICE, 0), between(*FIVE_YEARS), zone=UTC, now=datetime.now(UTC))

    found = []
    async with database.reading(url) as read:
        for _time in range(5):
            began, computed = monotonic(), process_time()
            await read(work)
            found.append((monotonic() - began, process_time() - computed))
    return min(took for took, _computing in found), min(computing for _took, computing in found)


async def tick(url: str) -> dict[str, float]:
    """Milliseconds of each of the clock's rules when nothing is due: nobody writes meanwhile. The best of three."""
    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

    from bot import database
    from domain import clock
    from domain.timers import Timers

    best: dict[str, float] = {}

    def work(connection: Connection) -> None:
        with Session(connection) as session:
            for rule in clock.RULES:
                began = monotonic()
                clock.due(session, [rule], now=datetime.now(UTC), timers=Timers())
                took = (monotonic() - began) * 1000
                name = f"{rule.__module__.removeprefix('domain.')}.{getattr(rule, '__name__', 'rule')}"
                best[name] = min(took, best.get(name, took))

    async with database.writing(url) as write:
        for _time in range(3):
            await write(work)
    return best


def main(years: Years, name: str) -> None:
    def prepare(folder: Path) -> None:
        (folder / URL).write_text(years.copy(folder))

    def environment(api: str, folder: Path) -> dict[str, str]:
        own = {"TEHOSTAMO_OPERATORS": str(FIRST_ID), "TEHOSTAMO_DATABASE__URL": (folder / URL).read_text()}
        return {**our_bot.environment(api, folder), **own}

    def bot(load: Load, *command: str) -> Bot:
        return Bot(
            load.name,
            "benchmarks.our_bot:dialogue",
            lambda api, folder: [sys.executable, "-m", *command],
            environment,
            prepare,
            every=load.every,
            pinned=load.pinned,
        )

    with tempfile.TemporaryDirectory(prefix="tehostamo-reports-") as folder:
        url = years.copy(Path(folder))
        took, computing = asyncio.run(count(url))
        rules = asyncio.run(tick(url))
    print(f"{name}: tasks {TASKS}, each run {SECONDS:.0f} s")
    print(f"figures alone     {took:.2f} s, of which this process computed {computing:.2f} s")
    longest = max(rules, key=lambda rule: rules[rule])
    print(f"a tick            {sum(rules.values()):.0f} ms, the longest rule {rules[longest]:.1f} ms ({longest})")
    for load in LOADS:
        quiet, memory, _none = run(bot(load, "bot", "run"), load.people)
        busy, most, each = run(bot(load, "benchmarks.reports", "--bot"), load.people)
        before, then = quiet["per_second"], busy["per_second"]
        print(f"{load.name}: people {load.people}, updates a second {before:.0f}, then {then:.0f}")
        print(f"  alone:          p50 {quiet['p50_ms']:6.1f} ms  p95 {quiet['p95_ms']:6.1f} ms  {memory:5.0f} MiB")
        print(f"  beside reports: p50 {busy['p50_ms']:6.1f} ms  p95 {busy['p95_ms']:6.1f} ms  {most:5.0f} MiB")
        for kind, seconds in each.items():
            print(
                f"  {kind:10} best {min(seconds):5.2f} s, median {median(seconds):5.2f} s, worst {max(seconds):5.2f} s,"
                f" {len(seconds)} times"
            )
        print(f"  p95_later_ms {busy['p95_ms'] - quiet['p95_ms']:.1f} ms", flush=True)


if __name__ == "__main__":
    if "--bot" in sys.argv:
        from bot.process import become
        from bot.settings import load

        become("benchmarks.reports", load().instance())
    elif sys.argv[1:2] and sys.argv[1].isdigit():
        from bot.process import given

        start(given())
    elif "postgresql" in sys.argv:
        main(OnPostgresql(), OnPostgresql.name)
    else:
        main(OnSqlite(), OnSqlite.name)
