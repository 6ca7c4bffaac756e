"""The main job while the process is killed at random moments: nothing lost, nothing twice, no dialogue forgotten.

Telegram (the sandbox) and the people live on in this process; the bot is a process of its own that gets SIGKILL and is
started anew.
"""

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.delivery import LEASE
from sandbox.people import Sandbox
from sandbox.server import serving
from sandbox.world import World
from tests.databases import Driver, database_url, run_on, shared
from tests.stories.deeds import applies, asks_for_help, gives_feedback
from tests.stories.world import Person, comes_in

__all__ = ["database_url", "shared"]

TOKEN = "123456789:drills-drills-drills-drills-drills"
PATIENCE = (LEASE + timedelta(seconds=30)).total_seconds()  # what a killed process had claimed waits for its lease
ACTIONS = 52  # about as many as the story has
CONFIG = """\
quiet_hours = "off"
secret_key_file = "{folder}/secret_key"
[telegram]
token = "{token}"
api_url = "{url}"
[database]
url = "{database}"
[timers]
tick = "1s"
feedback_after = "1s"
"""
UNFINISHED = """
SELECT (SELECT count(*) FROM inbox WHERE done_at IS NULL OR reply IS NOT NULL)
     + (SELECT count(*) FROM outbox WHERE state = 'waiting')
"""


class Victim:
    """The bot's process: killed at the planned moments, and started again."""

    def __init__(self, config: Path, world: World, database: str, moments: list[tuple[int, float]]) -> None:
        self._config = config
        self._world = world
        self._driver = Driver(database)
        self._moments = moments
        self._process: asyncio.subprocess.Process | None = None
        self._actions = 0
        self.kills = 0

    async def start(self) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TEHOSTAMO_")}
        with (self._config.parent / "bot.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run", "--config", str(self._config)),
                env=environment, stdout=log, stderr=log,
            )  # fmt: skip

    async def settles(self) -> None:
        """After each action: the kills that were planned for it, then wait until the bot has done everything."""
        for _at, delay in [moment for moment in self._moments if moment[0] == self._actions]:
            await asyncio.sleep(delay)
            await self.kill()
        self._actions += 1
        async with asyncio.timeout(PATIENCE):
            while await self.busy():
                assert self._process is not None
                assert self._process.returncode is None, "the bot ended by itself"
                await asyncio.sleep(0.02)

    async def busy(self) -> bool:
        """Something came that is not confirmed, or is written down and not finished."""
        if self._world.mailbox.pending:
            return True
        unfinished = await asyncio.to_thread(self.unfinished)
        return unfinished > 0

    def unfinished(self) -> int:
        def count(engine: Engine) -> int:
            with engine.connect() as connection:
                return int(connection.scalar(text(UNFINISHED)) or 0)

        return self._driver.run(count)

    async def kill(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        await self._process.wait()
        self.kills += 1
        await self.start()

    async def stop(self) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.terminate()
            await self._process.wait()
        await asyncio.to_thread(self._driver.close)


@asynccontextmanager
async def stage(
    folder: Path, database: str, moments: list[tuple[int, float]]
) -> AsyncIterator[tuple[World, Sandbox, Victim]]:
    """Telegram, the people's way to it, and the bot."""
    world = World(token=TOKEN)
    async with serving(world) as url, Sandbox(url) as sandbox:
        config = folder / "config.toml"
        config.write_text(CONFIG.format(folder=folder, token=TOKEN, url=url, database=database))
        victim = Victim(config, world, database, moments)
        sandbox.settle = victim.settles
        await victim.start()
        try:
            yield world, sandbox, victim
        finally:
            await victim.stop()


@pytest.mark.timeout(900)
async def test_killed_at_random_moments(tmp_path: Path, database_url: str, prove: bool) -> None:
    kills, seed = (50 if prove else 6), random.SystemRandom().randrange(10**6)
    chance = random.Random(seed)
    moments = sorted((chance.randrange(ACTIONS), chance.uniform(0, 0.3)) for _ in range(kills))
    async with stage(tmp_path, database_url, moments) as (world, sandbox, victim):
        try:
            await story(sandbox)
        except BaseException as failed:
            failed.add_note(f"seed {seed}\n{(tmp_path / 'bot.log').read_text()[-6000:]}")
            raise
        assert victim.kills == kills
        sent = {update["update_id"] for update in world.mailbox.history}
        breaches = await sandbox.breaches()
    assert breaches == []
    await asyncio.to_thread(run_on, database_url, lambda engine: check(engine, sent))


async def story(sandbox: Sandbox) -> None:
    """From two strangers to feedback, as in tests/stories/test_main_job.py; time passes by itself."""
    anna, bertil = [
        Person(None, sandbox, name, (await sandbox.post("people", name=name, language="en"))["result"]["id"], "en")
        for name in ("Anna", "Bertil")
    ]
    await comes_in(anna)
    await comes_in(bertil)
    await asks_for_help(anna, "Newsletter")
    await applies(bertil, "Newsletter", "I have made newsletters for years.")
    await anna.taps("Write to: Bertil")
    await anna.says("Can you start on Monday?")
    await bertil.replies(next(m for m in bertil.messages if "on Monday?" in m.text), "Monday is fine.")
    await anna.taps("Leave the conversation")
    await anna.taps("Choose: Bertil")
    await anna.taps("Offer the place")
    await bertil.taps("Confirm that I will help")
    await bertil.taps("Open the agreed help")
    await bertil.taps("Mark as done")
    await bertil.says("1,5")
    await bertil.taps("As a volunteer")
    await anna.taps("Approve: 1 h 30 min")
    await anna.taps("Give feedback now")
    await gives_feedback(anna, "Beautiful work.")
    await bertil.awaits("How did it go?", PATIENCE)
    await bertil.taps("Give feedback")
    await gives_feedback(bertil)
    await anna.awaits("Both have answered.", PATIENCE)
    await bertil.awaits("Beautiful work.", PATIENCE)
    await anna.says("/report")
    await anna.taps("See pictures")
    await anna.taps("Hours by month")
    assert anna.messages[-1].body["photo"], anna.tail()
    await anna.taps("Back to the figures")
    await anna.taps("Get files")
    await anna.taps("Tables (Excel)")
    assert anna.messages[-1].body["document"]["file_name"].endswith(".xlsx"), anna.tail()


ONCE = {
    "SELECT count(*) FROM person": 2,
    "SELECT count(*) FROM task WHERE state = 'over'": 1,
    "SELECT count(*) FROM application": 1,
    "SELECT count(*) FROM assignment WHERE state = 'approved'": 1,
    "SELECT count(*) FROM ledger_entry": 1,
    "SELECT count(*) FROM message": 2,
    "SELECT count(*) FROM message WHERE delivered_at IS NOT NULL": 2,
    "SELECT count(*) FROM feedback WHERE given_at IS NOT NULL": 2,
    "SELECT count(*) FROM draft": 0,
    "SELECT count(*) FROM inbox WHERE set_aside IS NOT NULL": 0,
    "SELECT count(*) FROM inbox WHERE done_at IS NULL": 0,
    "SELECT count(*) FROM outbox WHERE state = 'failed'": 0,
}


def check(engine: Engine, sent: set[int]) -> None:
    with engine.connect() as connection:
        assert {query: connection.scalar(text(query)) for query in ONCE} == ONCE
        assert set(connection.scalars(text("SELECT id FROM inbox"))) == sent, "every update is there, once"
        acts = Counter(
            (row.action, row.noun, row.noun_id, row.actor_id)
            for row in connection.execute(text("SELECT action, noun, noun_id, actor_id FROM audit"))
        )
        assert [act for act, times in acts.items() if times > 1] == [], "audit rows have no key of their own"
