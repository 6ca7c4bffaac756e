"""The sandbox with the bot in it: a local Telegram, the bot as a process of its own, and a first day that was lived."""

import asyncio
import contextlib
import os
import secrets
import socket
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path

from sandbox import first_day
from sandbox.people import Sandbox
from sandbox.server import serving
from sandbox.world import FIRST, World

SECONDS_TO_STOP = 15
OPERATOR = FIRST["person"] + 3  # the fourth who comes in: the group admin of the first day
CONFIG = """\
# Made by `python -m bot sandbox`. Time runs faster here: feedback is asked half a minute after the approval.
quiet_hours = "off"
holidays = ""
notices_a_day = 0
secret_key_file = "{folder}/secret_key"
operators = [{operator}]

[telegram]
token = "{token}"
api_url = "{url}"

[database]
url = "sqlite+aiosqlite:///{folder}/tehostamo.db"

[timers]
tick = "2s"
feedback_after = "30s"
feedback_again = ["3m", "10m"]
feedback_closes = "15m"
"""


async def play(folder: Path, port: int, *, empty: bool, topics: bool, say: Callable[[str], None]) -> None:
    """Serve the page and run the bot until cancelled. The first time, people live through a first day (not if `empty`).

    Raises OSError where the port is taken, RuntimeError where the bot ends by itself.
    """
    folder = folder.resolve()
    begun, lived = folder / "begun", folder / "lived"
    with socket.socket() as probe:  # taken: before anything is thrown away
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
    if folder.exists() and not lived.exists():
        _clear(folder, begun)
    folder.mkdir(parents=True, exist_ok=True)
    begun.touch()
    world = World(folder / "telegram.db", token=_token(folder / "token"), topics=topics)
    async with serving(world, port) as url, _bot(folder, url, world.token or "") as ended:
        if not lived.exists():
            if not empty:
                say("The first day is being played: a moment, please.")
                async with Sandbox(url) as sandbox:
                    await _unless(ended, first_day.play(sandbox))
            lived.touch()
        say(f"Open this page: {url}")
        say(f"The bot's log: {folder}/bot.log    Ctrl-C ends both; everything is kept.")
        await ended
        raise RuntimeError(f"the bot ended by itself; its log tells why: {folder}/bot.log")


def _clear(folder: Path, begun: Path) -> None:
    """A first day that was interrupted begins anew: our own files go. RuntimeError for a folder of somebody else's."""
    if any(folder.iterdir()) and not begun.exists():
        raise RuntimeError(f"{folder} holds something else. Please name an empty folder.")
    for file in (*folder.glob("*.db*"), *(folder / name for name in ("token", "secret_key", "config.toml", "bot.log"))):
        file.unlink(missing_ok=True)


def _token(file: Path) -> str:
    if not file.exists():
        file.write_text(f"{secrets.randbelow(9 * 10**9) + 10**9}:{secrets.token_urlsafe(26)}")
    return file.read_text()


@asynccontextmanager
async def _bot(folder: Path, url: str, token: str) -> "AsyncIterator[asyncio.Task[int]]":
    """The bot as a process of its own; the task ends when the process does."""
    config = folder / "config.toml"
    config.write_text(CONFIG.format(folder=folder, token=token, url=url, operator=OPERATOR))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TEHOSTAMO_")}
    with (folder / "bot.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run", "--config", str(config)),
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for us: we tell it to stop, once
        )
    ended = asyncio.create_task(process.wait(), name="bot")
    try:
        yield ended
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(asyncio.shield(ended), SECONDS_TO_STOP)
        except TimeoutError:
            process.kill()
            await ended


async def _unless(ended: "asyncio.Task[int]", playing: Coroutine[None, None, None]) -> None:
    """Play, but do not wait for a bot that is not there."""
    task = asyncio.create_task(playing)
    try:
        await asyncio.wait({task, ended}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise RuntimeError("the bot ended by itself")
        task.result()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
