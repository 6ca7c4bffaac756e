"""The bot's own process.

`run` reads the settings and becomes the bot: what reads them and the command line stays behind with its libraries, and
docstrings and asserts are not loaded. Together that is a seventh of the memory (docs/decisions/0024-a-lean-process.md).
"""

import asyncio
import contextlib
import gc
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import msgspec

from bot.instance import Instance

ENVIRONMENT = {  # of glibc: Python's threads take turns, so one arena does, and what is free there is given back
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_TRIM_THRESHOLD_": "131072",
}
HOME = Path(sys.prefix).resolve()  # bytecode is found by the path of its source: not by that of a symlink to it
BYTECODE = HOME / "bytecode"  # that of -OO, also of the standard library: `make install` has put it there


def become(module: str, instance: Instance) -> NoReturn:
    """This process goes on as `python -OO -m module`, whose `given()` is the instance. It keeps its number. Without the
    bytecode for -OO it goes on as plain `python -m module`: to compile everything at each start takes ten seconds."""
    reading, writing = os.pipe()
    os.set_inheritable(reading, True)
    os.set_blocking(writing, False)  # a pipe takes 64 KiB, ten times what this is; rather an error than a wait
    with os.fdopen(writing, "wb", buffering=0) as pipe:
        told = msgspec.json.encode(instance)
        if pipe.write(told) != len(told):
            raise OverflowError("the settings are too long for a pipe")
    python = str(HOME / "bin" / Path(sys.executable).name)
    lean = ("-OO", "-X", f"pycache_prefix={BYTECODE}") if BYTECODE.is_dir() else ()
    here = () if os.path.abspath(sys.path[0]) == os.getcwd() else ("-P",)  # as the modules of this process were found
    command = [python, *lean, *here, "-m", module, str(reading)]
    os.execve(python, command, ENVIRONMENT | os.environ)  # noqa: S606  ourselves, with fixed arguments


def given() -> Instance:
    """What the process was handed that became this one."""
    with os.fdopen(int(sys.argv[1]), "rb") as pipe:
        return msgspec.json.decode(pipe.read(), type=Instance)


def loaded() -> ModuleType:
    """The whole bot, loaded. The collector rests meanwhile and leaves what was loaded alone from then on: it stays, and
    going over it took a fifth of the start."""
    gc.disable()
    from bot import app

    gc.freeze()
    gc.enable()
    return app


def until_told_to_stop(life: Coroutine[None, None, None]) -> None:
    """Run `life`; SIGINT and SIGTERM end it in good order."""

    async def living() -> None:
        running = asyncio.create_task(life)
        told = False

        def stop() -> None:
            nonlocal told  # once: a second cancel would break off the good order
            if not told:
                told = True
                running.cancel()

        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop)
        with contextlib.suppress(asyncio.CancelledError):
            await running

    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(living())


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop's, where it is installed: a third more under load. The standard library's otherwise."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
