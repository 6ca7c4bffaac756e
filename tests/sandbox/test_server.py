"""The server itself: kept over restarts and kills, its events, its own machine only."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox.people import Person, Sandbox
from sandbox.server import serve, serving
from sandbox.world import World
from tests.sandbox.conftest import Bot

PROGRAM = """
import asyncio, sys
from sandbox.server import serving
from sandbox.world import World
async def main():
    async with serving(World(sys.argv[1])) as url:
        print(url, flush=True)
        await asyncio.Event().wait()
asyncio.run(main())
"""


async def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "world.db"
    async with serving(World(path)) as url, Sandbox(url) as sandbox:
        anna = await sandbox.person("Anna", username="anna")
        await anna.sends_photo(caption="kuva")
        async with aiohttp.ClientSession() as session:
            bot = Bot(url, session)
            await bot.ok("setMyCommands", commands=[{"command": "home", "description": "Koti"}])
            (first,) = await bot.updates()
            file_id = first["message"]["photo"][-1]["file_id"]
            markup = {"keyboard": [["Etusivu"]]}
            await bot.ok("sendPhoto", chat_id=anna.id, photo=file_id, reply_markup=markup)
            await sandbox.group("Ryhmä", anna)
    async with serving(World(path)) as url, Sandbox(url) as sandbox, aiohttp.ClientSession() as session:
        (anna,) = await sandbox.people()
        (group,) = await sandbox.groups()
        assert (group.title, group.founder.name) == ("Ryhmä", "Anna")
        await anna.refresh()
        assert [message.media for message in anna.messages] == ["photo", "photo"]
        assert (anna.buttons, anna.commands) == (["Etusivu"], ["home"])
        bot = Bot(url, session)
        updates = await bot.updates()
        assert updates[0] == first
        file = await bot.ok("getFile", file_id=file_id)
        async with session.get(f"{url}/file/bot1:a/{file['file_path']}") as answer:
            assert (await answer.read()).startswith(b"\x89PNG")
        await anna.says("jatkuu")
        assert (await bot.updates())[-1]["update_id"] == updates[-1]["update_id"] + 1
        assert (await bot.updates())[-1]["message"]["message_id"] > max(anna.posts)


async def test_closing_does_not_wait_for_a_poll() -> None:
    async with aiohttp.ClientSession() as session:
        async with serving(World()) as url:
            poll = asyncio.create_task(Bot(url, session).updates(timeout=50))
            await asyncio.sleep(0.05)
            begun = time.monotonic()
        assert time.monotonic() - begun < 0.5
        assert await poll == []


async def test_a_killed_server_has_lost_nothing_it_answered(tmp_path: Path) -> None:
    path = str(tmp_path / "world.db")
    said: list[str] = []
    for _ in range(2):
        program = await asyncio.create_subprocess_exec(
            sys.executable, "-c", PROGRAM, path, stdout=asyncio.subprocess.PIPE
        )
        assert program.stdout is not None
        url = (await program.stdout.readline()).decode().strip()
        async with Sandbox(url) as sandbox:
            anna = (await sandbox.people() or [await sandbox.person("Anna")])[0]
            try:
                async with asyncio.timeout(0.15):
                    while True:
                        await anna.says(str(len(said)))
                        said.append(str(len(said)))
            except TimeoutError:
                os.kill(program.pid, signal.SIGKILL)
        await program.wait()
    world = World(path)
    kept = [update["message"]["text"] for update in world.mailbox.pending.values()]
    assert [text for text in said if text not in kept] == []
    numbers = list(world.mailbox.pending)
    assert len(set(numbers)) == len(numbers)
    assert len(said) > 10
    world.close()


class Stream:
    """Reads server-sent events."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self.answer = answer
        self.last = ""

    async def next(self, kind: str) -> dict[str, Any]:
        """The next event of a kind."""
        async with asyncio.timeout(5):
            while True:
                fields: dict[str, str] = {}
                while line := (await self.answer.content.readline()).decode().rstrip("\n"):
                    name, _, value = line.partition(": ")
                    fields[name] = value
                self.last = fields.get("id", self.last)
                if fields.get("event") == kind:
                    found: dict[str, Any] = json.loads(fields["data"])
                    return found


async def test_events_and_coming_back(base_url: str, sandbox: Sandbox, bot: Bot) -> None:
    anna, bertil = await sandbox.person("Anna"), await sandbox.person("Bertil")
    session = sandbox.session
    url = f"{base_url}/events?persona={anna.id}"
    async with session.get(url) as answer:
        stream = Stream(answer)
        await stream.next("hello")
        await bertil.says("muualla")
        await anna.says("täällä")
        assert (await stream.next("post"))["post"]["body"]["text"] == "täällä"
    await bot.ok("sendMessage", chat_id=anna.id, text="sillä välin")
    async with session.get(url, headers={"last-event-id": stream.last}) as answer:
        assert (await Stream(answer).next("post"))["post"]["body"]["text"] == "sillä välin"
    async with session.get(url, headers={"last-event-id": "before-17"}) as answer:
        await Stream(answer).next("reset")


async def test_awaiting_is_woken_by_what_comes(sandbox: Sandbox, bot: Bot) -> None:
    anna = await sandbox.person("Anna")
    await anna.says("/start")
    waiting = asyncio.create_task(anna.awaits("valmis"))
    await asyncio.sleep(0.05)
    sent = await bot.ok("sendMessage", chat_id=anna.id, text="odota")
    await bot.ok("editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="valmis")
    assert "valmis" in str(await waiting)


async def test_people_look_after_each_action_that_settled(base_url: str, bot: Bot) -> None:
    async def settle() -> None:
        for update in await bot.updates():
            await bot.ok("sendMessage", chat_id=update["message"]["chat"]["id"], text="kuulin")
            await bot.updates(offset=update["update_id"] + 1)

    async with Sandbox(base_url, settle=settle) as sandbox:
        anna = await sandbox.person("Anna")
        await anna.says("hei")
        assert anna.hears() == ["kuulin"]
        await anna.says("taas")
        assert anna.hears() == ["kuulin"]
        assert anna.sees("kuul")
        assert not anna.sees("taas")
        assert len(anna.messages) == 4


async def test_only_for_its_own_machine(base_url: str, bot: Bot) -> None:
    session = bot.session
    for headers in (
        {"host": "evil.example"},
        {"host": "127.0.0.1.evil.example:80"},
        {"origin": "https://evil.example"},
    ):
        async with session.post(f"{base_url}/api/reset", json={}, headers=headers) as answer:
            assert answer.status == 403
    with pytest.raises(ValueError, match="its own machine"):
        await serve(World(), "example.org", 0)


async def test_start_over(base_url: str, sandbox: Sandbox, bot: Bot) -> None:
    anna = await sandbox.person("Anna")
    await anna.says("hei")
    (update,) = await bot.updates()
    await sandbox.post("reset")
    assert await sandbox.people() == []
    assert await bot.updates() == []
    carla: Person = await sandbox.person("Carla")
    await carla.says("hei")
    assert (await bot.updates())[0]["update_id"] > update["update_id"]


async def test_wrong_actions_are_told(base_url: str, sandbox: Sandbox) -> None:
    anna = await sandbox.person("Anna")
    for action, fields in (
        ("say", {"person": anna.id}),
        ("say", {"person": 1, "text": "x"}),
        ("say", {"person": anna.id, "text": "x" * 4097}),
        ("press", {"person": anna.id, "message": 1, "button": [0, 0]}),
        ("dance", {}),
        ("faults", {"kind": "earthquake"}),
    ):
        with pytest.raises(AssertionError):
            await sandbox.post(action, **fields)
