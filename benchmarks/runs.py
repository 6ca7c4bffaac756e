"""One run: a fake Bot API, a bot, and what was measured. As a rule each has a core of its own."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import IO

import psutil

ROOT = Path(__file__).parent.parent
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Bot:
    """How a bot is started: `prepare` makes its folder ready, `command` and `environment` start it there."""

    name: str
    scenario: str
    command: Callable[[str, Path], list[str]]
    environment: Callable[[str, Path], Mapping[str, str]] = lambda api, folder: {}
    prepare: Callable[[Path], None] = lambda folder: None
    every: float = 0.0  # seconds between a person's updates; 0: without pause
    pinned: bool = True  # the API on one core, the bot on another; else all have the whole machine


@dataclass(frozen=True)
class Measured:
    """What one run showed."""

    name: str
    per_second: float
    p50_ms: float
    p99_ms: float
    calls_per_update: float
    start_seconds: float
    memory_mib: float
    updates: int


class BotFailed(Exception):
    """The bot ended, or answered nothing; with what it said last."""


def run(bot: Bot, *, people: int = 100, seconds: float = 4.0, patience: float = 60.0) -> Measured:
    """Measure `bot` for so many seconds. Raises BotFailed when it does not get that far."""
    with tempfile.TemporaryDirectory(prefix="tehostamo-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        bot.prepare(folder)
        with (folder / "bot.log").open("wb") as log, fake_api(bot, people, seconds) as (fake, said):
            try:
                api = f"http://127.0.0.1:{next_line(said, 20, fake).split()[1]}"
                started = monotonic()
                with running(bot, api, folder, log) as process:
                    found = json.loads(next_line(said, seconds + patience, process))
                    if "lost" in found:
                        raise BotFailed(found["lost"])
                    memory = psutil.Process(process.pid).memory_info().rss / MEBIBYTE
            except (BotFailed, psutil.Error, ValueError, IndexError) as failed:
                last = (folder / "bot.log").read_bytes()[-2000:].decode("utf-8", "replace")
                raise BotFailed(f"{bot.name}: {failed}\n{last}") from failed
    return Measured(
        bot.name,
        found["per_second"],
        found["p50_ms"],
        found["p99_ms"],
        sum(found["calls"].values()) / max(found["updates"], 1),
        found["first_poll"] - started,
        memory,
        found["updates"],
    )


@contextmanager
def running(bot: Bot, api: str, folder: Path, log: IO[bytes]) -> Iterator["subprocess.Popen[bytes]"]:
    """The bot, until the block ends."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **bot.environment(api, folder)}
    command = bot.command(api, folder)
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
    ) as process:
        try:
            if bot.pinned:
                keep_to_core(process.pid, 1)
            yield process
        finally:
            process.kill()


@contextmanager
def fake_api(bot: Bot, people: int, seconds: float) -> Iterator[tuple["subprocess.Popen[str]", "Queue[str]"]]:
    """The fake Bot API for that bot, until the block ends, and its lines as they come."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.fake_api",
        bot.scenario,
        "--people",
        str(people),
        "--seconds",
        str(seconds),
        "--every",
        str(bot.every),
    ]
    queue: Queue[str] = Queue()
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as fake:
        if bot.pinned:
            keep_to_core(fake.pid, 0)

        def read() -> None:
            for line in fake.stdout or ():
                queue.put(line)

        reader = Thread(target=read, daemon=True)
        reader.start()
        try:
            yield fake, queue
        finally:
            fake.kill()
            reader.join()


def keep_to_core(pid: int, core: int) -> None:
    """Pin a process, where the machine has several cores and a way to do it."""
    if hasattr(os, "sched_setaffinity") and core in os.sched_getaffinity(pid):
        os.sched_setaffinity(pid, {core})


def next_line(queue: "Queue[str]", seconds: float, process: "subprocess.Popen[str] | subprocess.Popen[bytes]") -> str:
    """The next line, while `process` lives."""
    end = monotonic() + seconds
    while monotonic() < end:
        try:
            return queue.get(timeout=0.2)
        except Empty:
            if process.poll() is not None:
                raise BotFailed(f"ended with {process.returncode}") from None
    raise BotFailed(f"no answer in {seconds:.0f} s")
