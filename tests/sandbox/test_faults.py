"""Trouble on demand."""

from __future__ import annotations

import time

import aiohttp
import pytest

from sandbox.people import Person, Sandbox
from tests.sandbox.conftest import Bot


@pytest.fixture
async def anna(sandbox: Sandbox) -> Person:
    anna = await sandbox.person("Anna")
    await anna.says("/start")
    return anna


async def test_too_many_requests_for_one_person(bot: Bot, sandbox: Sandbox, anna: Person) -> None:
    bertil = await sandbox.person("Bertil")
    await bertil.says("/start")
    number = await sandbox.fault("too_many", chat=anna.id, retry_after=7)
    answer = await bot("sendMessage", chat_id=anna.id, text="x")
    assert answer["description"] == "Too Many Requests: retry after 7"
    assert answer["parameters"] == {"retry_after": 7}
    await bot.ok("sendMessage", chat_id=bertil.id, text="x")
    await sandbox.faults_end(number)
    await bot.ok("sendMessage", chat_id=anna.id, text="x")
    assert await sandbox.breaches() == []


async def test_server_errors_and_blocks(bot: Bot, sandbox: Sandbox, anna: Person) -> None:
    await sandbox.fault("error", times=1)
    assert await bot.refused("sendMessage", chat_id=anna.id, text="x") == "Internal Server Error"
    await sandbox.fault("forbidden", times=1)
    assert "blocked" in await bot.refused("sendMessage", chat_id=anna.id, text="x")
    await sandbox.fault("bad_gateway", times=1)
    async with bot.session.post(f"{bot.base_url}/bot1:a/getMe") as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")
    assert await bot.ok("getMe")


@pytest.mark.parametrize(("kind", "effects"), [("cut_before", 0), ("cut_after", 1)])
async def test_a_cut_connection(bot: Bot, sandbox: Sandbox, anna: Person, kind: str, effects: int) -> None:
    await sandbox.fault(kind, method="sendMessage", times=1)
    with pytest.raises(aiohttp.ClientConnectionError):
        await bot("sendMessage", chat_id=anna.id, text="x")
    await anna.refresh()
    assert len(anna.hears()) == effects
    assert (await sandbox.calls("sendMessage"))[-1]["error"] == "the connection was cut"


async def test_slowness(bot: Bot, sandbox: Sandbox) -> None:
    await sandbox.fault("slow", delay=0.05)
    begun = time.perf_counter()
    await bot.ok("getMe")
    await bot.updates()
    assert time.perf_counter() - begun >= 0.1


async def test_a_share_of_the_requests_by_a_seed(bot: Bot, sandbox: Sandbox) -> None:
    async def outcome() -> list[bool]:
        number = await sandbox.fault("error", share=0.5, seed=42)
        answers = [(await bot("getMe"))["ok"] for _ in range(20)]
        await sandbox.faults_end(number)
        return answers

    first = await outcome()
    assert 3 < sum(first) < 17
    assert await outcome() == first


async def test_polling_is_spared_unless_named(bot: Bot, sandbox: Sandbox) -> None:
    await sandbox.fault("error")
    assert await bot.updates() == []
    await sandbox.fault("error", method="getUpdates")
    assert await bot.refused("getUpdates") == "Internal Server Error"
