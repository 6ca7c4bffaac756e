"""A light Bot API on loopback that offers updates and takes the time until they are answered.

    python -m benchmarks.fake_api benchmarks.people:talk --people 100 --seconds 4 --every 2

People write without pause, or one update each `--every` so many seconds: the time is then taken from when they would
have written, also where they had to wait for the answer before.

prints `port N` when it listens and one line of JSON when it has measured; then it serves until its stdin ends.
It is no emulation (the sandbox is): it checks nothing and answers everything, so that the bot is what is measured.
"""

import argparse
import asyncio
import json
import re
import statistics
import sys
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from itertools import count
from time import monotonic
from typing import Any, cast
from urllib.parse import parse_qsl

from benchmarks.people import Lost, Owed, Person, Scenario, Turn

DROPPED = 0.1  # of the updates, the first: the bot is still warming up
LONGEST_POLL = 5.0
IN_A_FORM = re.compile(rb'name="(\w+)"(?:\r\n[^\r\n]+)*\r\n\r\n(.*?)\r\n--', re.DOTALL)
BOT = {"id": 123456, "is_bot": True, "first_name": "Bench", "username": "bench_bot", "can_join_groups": True}
BOT |= {"can_read_all_group_messages": False, "supports_inline_queries": False}
SHOWN = ("sendMessage", "editMessageText", "sendPhoto", "sendDocument", "editMessageReplyMarkup")


class Loop:
    """The people, what they have asked and not been answered yet, and how long answers took."""

    def __init__(
        self,
        scenario: Scenario,
        people: int,
        seconds: float,
        done: "asyncio.Future[dict[str, Any]]",
        every: float = 0.0,
    ) -> None:
        self.people = [Person(index) for index in range(people)]
        self._by_id = {person.id: person for person in self.people}
        self._talks: list[Iterator[Turn]] = [scenario(person) for person in self.people]
        self._seconds, self._every, self._done = seconds, every, done
        self._owed: dict[Owed, deque[int]] = {}
        self._open = [0] * people  # calls that a person's update still waits for
        self._asked = [0.0] * people
        self._answered: list[tuple[float, float]] = []  # when, after how long
        self._update_ids, self._message_ids = count(1), count(1)
        self._waiting: deque[dict[str, Any]] = deque()  # updates that are not confirmed
        self._poll: asyncio.Future[None] | None = None
        self.calls: Counter[str] = Counter()
        self.first_poll: float | None = None
        self._ended = 0

    def _offer(self, index: int) -> None:
        try:
            turn = next(self._talks[index], None)
        except Lost as lost:
            if not self._done.done():
                self._done.set_result({"lost": str(lost)})
            return
        if turn is None:
            self._ended += 1
            if self._ended == len(self.people):
                self._finish()
            return
        for owed in turn.owed:
            self._owed.setdefault(owed, deque()).append(index)
        self._open[index] = len(turn.owed)
        if not self._every:
            self._asked[index] = monotonic()
        self._waiting.append({"update_id": next(self._update_ids), **turn.update})
        if self._poll and not self._poll.done():
            self._poll.set_result(None)

    def _settle(self, owed: Owed) -> None:
        waiting = self._owed.get(owed)
        if not waiting:
            return
        index = waiting.popleft()
        self._open[index] -= 1
        if self._open[index] == 0:
            now = monotonic()
            self._answered.append((now, now - self._asked[index]))
            if self.first_poll is not None and now - self.first_poll > self._seconds:
                self._finish()
            else:
                self._later(index)

    def _later(self, index: int) -> None:
        if not self._every:
            self._offer(index)
            return
        self._asked[index] += self._every
        asyncio.get_running_loop().call_later(max(0.0, self._asked[index] - monotonic()), self._offer, index)

    def _finish(self) -> None:
        if self._done.done():
            return
        kept = self._answered[int(len(self._answered) * DROPPED) :]
        took = sorted(latency * 1000 for _when, latency in kept) or [0.0]
        span = kept[-1][0] - kept[0][0] if len(kept) > 1 else 0.0
        self._done.set_result(
            {
                "updates": len(self._answered),
                "per_second": (len(kept) - 1) / span if span else 0.0,
                "p50_ms": statistics.median(took),
                "p95_ms": took[min(len(took) - 1, int(len(took) * 0.95))],
                "p99_ms": took[min(len(took) - 1, int(len(took) * 0.99))],
                "first_poll": self.first_poll,
                "calls": dict(self.calls),
            }
        )

    async def updates(self, offset: int, patience: float) -> list[dict[str, Any]]:
        """Up to 100 updates from `offset` on; those before it are confirmed."""
        if self.first_poll is None:
            self.first_poll = monotonic()
            for index in range(len(self.people)):  # one after another, so that they do not all write at once
                self._asked[index] = self.first_poll + self._every * (index / len(self.people) - 1)
                self._later(index)
        while self._waiting and self._waiting[0]["update_id"] < offset:
            self._waiting.popleft()
        if not self._waiting and patience > 0:
            self._poll = asyncio.get_running_loop().create_future()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._poll, min(patience, LONGEST_POLL))
        return [self._waiting[position] for position in range(min(100, len(self._waiting)))]

    async def call(self, method: str, params: dict[str, Any]) -> Any:
        """The result of that method."""
        if method == "getUpdates":
            return await self.updates(int(params.get("offset", 0)), float(params.get("timeout", 0)))
        if method == "getMe":
            return BOT
        self.calls[method] += 1
        if method == "answerCallbackQuery":
            self._settle((method, int(str(params["callback_query_id"]).partition("-")[0])))
            return True
        if "chat_id" not in params or not method.startswith(("send", "edit")):
            return [] if method == "getMyCommands" else True
        chat_id = int(params["chat_id"])
        message: dict[str, Any] = {
            "message_id": int(params.get("message_id") or next(self._message_ids)),
            "date": 1_790_000_000,
            "chat": {"id": chat_id, "type": "private", "first_name": "Person"},
            "from": BOT,
            "text": str(params.get("text", "")),
        }
        if method in SHOWN and chat_id in self._by_id:
            markup = params.get("reply_markup")
            screen = message | (
                {"reply_markup": json.loads(markup) if isinstance(markup, str) else markup} if markup else {}
            )
            if method != "editMessageReplyMarkup":
                self._by_id[chat_id].screen = screen
        self._settle((method, chat_id))
        return True if method == "sendChatAction" else message


class Connection(asyncio.Protocol):
    """HTTP/1.1, as much of it as bots' clients speak: keep-alive, a body of known length."""

    def __init__(self, loop: Loop) -> None:
        self._loop, self._read, self._tasks = loop, b"", set[asyncio.Task[None]]()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._read += data
        while (end := self._read.find(b"\r\n\r\n")) >= 0:
            head = self._read[:end]
            found = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
            total = end + 4 + (int(found[1]) if found else 0)
            if b"100-continue" in head.lower():
                self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            if len(self._read) < total:
                return
            body, self._read = self._read[end + 4 : total], self._read[total:]
            path, _mark, query = head.split(b" ", 2)[1].decode().partition("?")
            params = dict(parse_qsl(query)) | parameters(head, body)
            task = asyncio.get_running_loop().create_task(self._answer(path.rpartition("/")[2], params))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _answer(self, method: str, params: dict[str, Any]) -> None:
        answer = json.dumps({"ok": True, "result": await self._loop.call(method, params)}).encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(answer)
        if not self._transport.is_closing():
            self._transport.write(head + answer)


def parameters(head: bytes, body: bytes) -> dict[str, Any]:
    """What a call was given, as JSON, a form or a multipart form."""
    if not body:
        return {}
    if b"application/json" in head:
        given = json.loads(body)
        return given if isinstance(given, dict) else {}
    if b"multipart/form-data" in head:
        return {name.decode(): value.decode("utf-8", "replace") for name, value in IN_A_FORM.findall(body)}
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def scenario(place: str) -> Scenario:
    """The scenario at `module:name`."""
    module, _colon, name = place.partition(":")
    found: Scenario = getattr(import_module(module), name)
    return found


async def serve(place: str, people: int, seconds: float, every: float) -> None:
    running = asyncio.get_running_loop()
    done: asyncio.Future[dict[str, Any]] = running.create_future()
    loop = Loop(scenario(place), people, seconds, done, every)
    server = await running.create_server(lambda: Connection(loop), "127.0.0.1", 0, backlog=512)
    print("port", server.sockets[0].getsockname()[1], flush=True)
    print(json.dumps(await done), flush=True)
    await running.run_in_executor(None, sys.stdin.read)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario")
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--every", type=float, default=0)
    options = parser.parse_args()
    try:
        import uvloop
    except ImportError:
        asyncio.run(serve(options.scenario, options.people, options.seconds, options.every))
    else:
        uvloop.run(serve(options.scenario, options.people, options.seconds, options.every))


if __name__ == "__main__":
    main()
