"""What takes seconds is made in a process of its own, which ends with it and gives back all that it took.

A bot that runs cannot be forked: it has threads, an event loop, an open database. So a keeper is forked from it as soon
as its code is loaded and while nothing runs. The keeper waits for orders and forks one process for each: nothing is
loaded again, and what neither side writes to is there once (docs/decisions/0023-the-workshop.md).
"""

import asyncio
import gc
import logging
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from threading import Lock
from typing import Any, NoReturn

from bot.rendering import Rendered
from frame.here import House
from frame.screen import File

log = logging.getLogger(__name__)

NICE = 10  # the bot answers first
LONGEST = 60.0  # seconds: a picture takes two


@dataclass(frozen=True)
class Order:
    """What is to be made: a recipe's kind and values, for the person of that chat, at that moment."""

    kind: str
    values: Mapping[str, Any]
    chat_id: int
    now: datetime
    house: House  # its routes are the maker's own


Make = Callable[[Order], File | Rendered]
"""Makes it, in a process of its own. What it raises is raised where the order was given."""


class NotMade(Exception):
    """The process that was to make it died, was too late, or raised what cannot be brought over."""


class Gone(Exception):
    """The keeper is not there any more."""


class Workshop:
    """The bot's end: one order at a time."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._turn = Lock()

    async def make(self, order: Order) -> File | Rendered:
        """Raises what its maker raises, NotMade, and Gone."""
        return await asyncio.to_thread(self._brought, order)

    def _brought(self, order: Order) -> File | Rendered:
        with self._turn:
            try:
                self._line.send(order)
                made: File | Rendered | BaseException = self._line.recv()
            except (OSError, EOFError) as gone:
                raise Gone from gone
        if isinstance(made, BaseException):
            raise made
        return made


@contextmanager
def opened(make: Make) -> Iterator[Workshop | None]:
    """The workshop until the block ends, to be opened before there is any thread or event loop. None where processes
    cannot be forked, or their system's libraries do not bear it."""
    if sys.platform in ("win32", "darwin"):
        yield None
        return
    ours, theirs = Pipe()
    keeper = os.fork()
    if keeper == 0:
        ours.close()  # so that the bot's end closes with the bot, however it ends
        _keep(theirs, make)
    theirs.close()
    try:
        yield Workshop(ours)
    finally:
        ours.close()
        os.waitpid(keeper, 0)


def _keep(orders: Connection, make: Make) -> NoReturn:
    """Until the bot is gone. Told to stop is the bot, which closes in good order."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    gc.disable()  # going over what is shared would make it one's own
    try:
        with suppress(OSError, EOFError):
            while True:
                orders.send_bytes(_made_beside(orders.recv_bytes(), orders, make))
    finally:
        os._exit(0)


def _made_beside(order: bytes, orders: Connection, make: Make) -> bytes:
    """What a process of its own has made of it, or raised. Raises EOFError where nobody waits for it any more."""
    results, result = Pipe(duplex=False)
    child = os.fork()
    if child == 0:
        orders.close()
        _make(order, result, make)
    result.close()
    try:
        ready = wait([results, orders], LONGEST)
        if orders in ready:
            raise EOFError
        if not ready:
            return pickle.dumps(NotMade(f"not within {LONGEST:.0f} s"))
        try:
            return results.recv_bytes()
        except EOFError:
            return pickle.dumps(NotMade("its process died"))
    finally:
        results.close()
        os.kill(child, signal.SIGKILL)  # it has done what it was for
        os.waitpid(child, 0)


def _make(order: bytes, result: Connection, make: Make) -> NoReturn:
    try:
        os.nice(NICE)
        try:
            made: File | Rendered | BaseException = make(pickle.loads(order))  # noqa: S301  from ourselves
        except Exception as failed:
            log.exception("workshop_failed")  # where it was: that does not go over with it
            made = _portable(failed)
        result.send(made)
    finally:
        os._exit(0)


def _portable(failed: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(failed))  # noqa: S301  from ourselves
    except Exception:
        return NotMade(type(failed).__name__)
    return failed
