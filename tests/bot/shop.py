"""A process with a workshop, for tests/bot/test_workshop.py: a keeper is forked where nothing else runs.

    python -m tests.bot.shop through|hangs

`through` gives one order after another, prints what became of each, and whether a process was left behind; `hangs`
gives one that is never made. Both print the word of a maker when it begins: who reads their output to its end knows
that nobody who could write to it is left.
"""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.rendering import Rendered
from bot.workshop import Gone, Order, Workshop, opened
from domain.refusals import NotThere, Noun, Subject
from domain.timers import Timers
from frame.here import House
from frame.routing import Routes
from frame.screen import File, MediaKind

LARGE = 3 * 1024 * 1024  # more than a pipe holds
HOUSE = House("some_bot", "fi", ZoneInfo("Europe/Helsinki"), frozenset(), b"k", Timers(), Routes())


class Odd(Exception):
    """Cannot be brought over: it asks for two things, and tells of one."""

    def __init__(self, one: str, _other: str) -> None:
        super().__init__(one)


def make(order: Order) -> File | Rendered:
    match order.kind:
        case "file":
            return File(MediaKind.DOCUMENT, f"{order.chat_id}.txt", b"x" * LARGE)
        case "screen":
            return Rendered("words", [], file=File(MediaKind.PHOTO, "a.png", b"png"))
        case "refused":
            raise NotThere(Subject(Noun.GROUP, 7))
        case "odd":
            raise Odd("one", "other")
        case "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hangs":
            say("hangs")
            signal.pause()
    raise AssertionError(order.kind)


def say(words: object) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


async def given(workshop: Workshop, kind: str) -> str:
    try:
        made = await workshop.make(Order(kind, {}, 1, datetime.now(UTC), HOUSE))
    except NotThere as refused:
        return f"refused: {refused.about}"
    except Exception as failed:
        return f"{type(failed).__name__}: {failed}"
    file = made if isinstance(made, File) else made.file
    return f"made: {file.name} {len(file.content)}" if file else "made nothing"


def the_only_child() -> int:
    return int(Path(f"/proc/self/task/{os.getpid()}/children").read_text())


def main(how: str) -> None:
    with opened(make) as workshop:
        assert workshop is not None
        for kind in ("hangs",) if how == "hangs" else ("file", "refused", "odd", "screen", "dies", "file"):
            say(asyncio.run(given(workshop, kind)))
        keeper = the_only_child()
        os.kill(keeper, signal.SIGINT)
        os.kill(keeper, signal.SIGTERM)
        say(asyncio.run(given(workshop, "screen")))
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        say("nobody left")
    with opened(make) as workshop:
        assert workshop is not None
        os.kill(the_only_child(), signal.SIGKILL)
        say(asyncio.run(given(workshop, "file")).split(":")[0] == Gone.__name__)


if __name__ == "__main__":
    main(sys.argv[1])
