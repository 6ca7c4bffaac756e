"""This bot: its database made ready, and what people do with it.

    python -m benchmarks.our_bot

runs it as `python -m bot run` does, but without the pace of notices: Telegram allows about 30 a second, which would
be all that is measured.
"""

import asyncio
import atexit
import shutil
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from benchmarks.people import FIRST_ID, Lost, Owed, Person, Turn
from benchmarks.runs import Bot

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.instance import Instance

PEOPLE = 100
APPLICANTS = 40  # for each requester, so that nobody runs out of taps
TO_A_TASK = 8
APPLICANT_ID = 1_000_000
TOKEN = "123456:" + "A" * 35
DATABASE = "bench.db"


def environment(api: str, folder: Path) -> Mapping[str, str]:
    """The bot's settings. It runs in `folder`, where no config.toml is."""
    return {
        "TEHOSTAMO_TELEGRAM__TOKEN": TOKEN,
        "TEHOSTAMO_TELEGRAM__API_URL": api,
        "TEHOSTAMO_DATABASE__URL": f"sqlite+aiosqlite:///{folder / DATABASE}",
        "TEHOSTAMO_SECRET_KEY_FILE": str(folder / "secret_key"),
        "TEHOSTAMO_DEFAULT_LANGUAGE": "en",
        "TEHOSTAMO_QUIET_HOURS": "off",
    }


def prepare(folder: Path) -> None:
    """A migrated database with registered people."""
    shutil.copy(_prepared(0), folder / DATABASE)


def prepare_applicants(folder: Path) -> None:
    """The same with open tasks, and applications to choose from."""
    shutil.copy(_prepared(APPLICANTS), folder / DATABASE)


@cache
def _prepared(each: int) -> Path:
    from sqlalchemy import create_engine
    from sqlalchemy.orm import Session

    from bot.database import migrate

    folder = Path(mkdtemp(prefix="tehostamo-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    asyncio.run(migrate(f"sqlite+aiosqlite:///{folder / DATABASE}"))
    engine = create_engine(f"sqlite:///{folder / DATABASE}")
    with Session(engine) as session:
        fill(session, each)
        session.commit()
    engine.dispose()
    return folder / DATABASE


def fill(session: "Session", each: int) -> None:
    """Registered people, with so many applicants for each of them."""
    from sqlalchemy import insert, select

    from domain import vocabulary
    from models.application import Application, ApplicationState
    from models.base import Base
    from models.category import Category
    from models.conversation import Conversation
    from models.person import Person as Registered
    from models.task import Audience, Task, TaskState

    now = datetime.now(UTC)

    def person(number: int, telegram_id: int, name: str) -> dict[str, Any]:
        came_in = {"created_at": now, "registered_at": now, "consent_at": now, "consent_version": "1"}
        return {"id": number, "telegram_id": telegram_id, "name": name, "language": "en", "description": "", **came_in}

    category = session.scalars(select(Category.id).order_by(Category.position)).first()
    if category is None:
        session.add(Category(key="other", name_fi="Muu", name_sv="Annat", name_en="Other", position=1))
        session.flush()
        category = session.scalars(select(Category.id)).one()
    applicants = range(1, PEOPLE * each + 1)
    tasks = range(1, PEOPLE * each // TO_A_TASK + 1)
    rows: dict[type[Base], list[dict[str, Any]]] = {
        Registered: [
            *(person(1 + index, FIRST_ID + index, f"Requester {index}") for index in range(PEOPLE)),
            *(person(PEOPLE + number, APPLICANT_ID + number, f"Applicant {number}") for number in applicants),
        ],
        Task: [
            {
                "id": number,
                "requester_id": 1 + (number - 1) * TO_A_TASK // each,
                "category_id": category,
                "title": f"Newsletter {number}",
                "description": "Four pages in plain language, pictures are there.",
                "minutes": 120,
                "places": TO_A_TASK + 1,
                "places_taken": 0,
                "remote": True,
                "audience": Audience.EVERYBODY,
                "state": TaskState.OPEN,
                "created_at": now,
                "published_at": now,
            }
            for number in tasks
        ],
        Application: [
            {
                "id": number,
                "task_id": 1 + (number - 1) // TO_A_TASK,
                "doer_id": PEOPLE + number,
                "text": "I have two free Saturdays",
                "state": ApplicationState.SENT,
                "sent_at": now,
            }
            for number in applicants
        ],
        Conversation: [
            {
                "task_id": 1 + (number - 1) // TO_A_TASK,
                "requester_id": 1 + (number - 1) // each,
                "doer_id": PEOPLE + number,
                "opened_at": now,
            }
            for number in applicants
        ],
    }
    for kind, values in rows.items():
        if values:
            session.execute(insert(kind), values)
    for task in session.scalars(select(Task)):
        vocabulary.index(session, task)  # as publishing does


WORDS = ("Paint the hall together", "2", "31.12.", "Helsinki")
_way: dict[str, int] = {}  # of each step: which of the ways to answer it is understood, found by trying


def dialogue(person: Person) -> Iterator[Turn]:
    """Posts a task, typed from the first answer to the last: nearly every update is a dialogue's step, with one call.

    It knows the frame's own buttons and none of the questions, so it walks whatever `/newtask` asks.
    """
    before = ""
    while True:
        taps = {data.split(":")[0]: data for data in reversed(person.buttons().values())}
        steps = [data.split(":")[2] for code, data in taps.items() if code in ("an", "sk", "bk")]
        if "ok" in taps or "ta" in taps:  # send it, or throw an earlier one away
            before = ""
            yield person.taps(taps.get("ok") or taps["ta"])
        elif not steps:
            if before == "/newtask":
                raise Lost(f"/newtask was answered: {person.screen.get('text')}")
            before = "/newtask"
            yield person.says(before)
        else:
            offered = [label for label, data in person.buttons().items() if data == taps.get("an")]
            ways = (*offered, *WORDS)
            if steps[0] == before:
                _way[before] = _way.get(before, 0) + 1
            before = steps[0]
            chosen = _way.get(before, 0) % (len(ways) + 1)
            tapped = chosen == len(ways) and "an" in taps
            yield person.taps(taps["an"]) if tapped else person.says(ways[chosen % len(ways)])


def choosing(person: Person) -> Iterator[Turn]:
    """Chooses one applicant after another: the screen is edited, the tap answered, the applicant told."""
    for place in range(APPLICANTS):
        application_id = 1 + person.index * APPLICANTS + place
        told: Owed = ("sendMessage", APPLICANT_ID + application_id)
        yield person.taps(_choose(application_id), told)


@cache
def _choose(application_id: int) -> str:
    taps = import_module("screens.applications")
    return str(taps.ChooseApplicant(application_id).pack())


def bots() -> tuple[Bot, Bot]:
    """A dialogue's step, and a tap."""
    step = Bot(
        "this bot, dialogue",
        "benchmarks.our_bot:dialogue",
        lambda api, folder: [sys.executable, "-m", "bot", "run"],
        environment,
        prepare,
    )
    tap = Bot(
        "this bot, tap and notice",
        "benchmarks.our_bot:choosing",
        lambda api, folder: [sys.executable, "-m", "benchmarks.our_bot"],
        environment,
        prepare_applicants,
    )
    return step, tap


async def unpaced(instance: "Instance") -> None:
    """The bot, with notices as fast as they come."""
    from bot import logs
    from bot.pace import Pace
    from bot.process import loaded

    free = (1e9, 1e9)
    logs.start(instance.log_level)
    async with loaded().running(instance, pace=Pace(free, free)) as bot:
        bot.schedule.start()
        await bot.intake.poll()


if __name__ == "__main__":
    from bot.process import become, given, loop_factory

    if len(sys.argv) == 1:
        from bot.settings import load

        become("benchmarks.our_bot", load().instance())
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(unpaced(given()))
