"""Updates reach the bot at least once: long polls, offsets, two pollers, webhooks, and on demand twice."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from sandbox.people import Sandbox
from sandbox.world import World
from tests.sandbox.conftest import Bot


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_come_until_the_offset_confirms_them(bot: Bot, sandbox: Sandbox) -> None:
    anna = await sandbox.person("Anna")
    for text in ("a", "b", "c"):
        await anna.says(text)
    first = await bot.updates()
    assert texts(first) == ["a", "b", "c"]
    assert await bot.updates() == first
    assert texts(await bot.updates(offset=first[1]["update_id"])) == ["b", "c"]
    assert await sandbox.pending() == 2
    assert texts(await bot.updates(limit=1)) == ["b"]
    assert texts(await bot.updates(offset=-1)) == ["c"]
    assert await sandbox.pending() == 1
    assert await bot.updates(offset=first[-1]["update_id"] + 1) == []


async def test_a_long_poll_waits(bot: Bot, sandbox: Sandbox) -> None:
    anna = await sandbox.person("Anna")
    poll = asyncio.create_task(bot.updates(timeout=30))
    await asyncio.sleep(0.05)
    assert not poll.done()
    await anna.says("hei")
    assert texts(await poll) == ["hei"]
    begun = time.monotonic()
    assert await bot.updates(offset=2**40, timeout=1) == []
    assert time.monotonic() - begun > 0.9


async def test_a_second_poller_ends_the_first(bot: Bot, sandbox: Sandbox) -> None:
    poll = asyncio.create_task(bot("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    assert await bot.updates() == []
    answer = await poll
    assert answer["error_code"] == 409
    assert answer["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    assert await sandbox.breaches() == []


async def test_a_webhook_and_polling_exclude_each_other(bot: Bot) -> None:
    poll = asyncio.create_task(bot("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    await bot.ok("setWebhook", url="https://example.org/hook", secret_token="abc")
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    assert (await bot.refused("getUpdates")).startswith(
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"
    )
    assert (await bot.ok("getWebhookInfo"))["url"] == "https://example.org/hook"
    await bot.ok("deleteWebhook")
    assert await bot.updates() == []


async def test_bad_webhooks(bot: Bot) -> None:
    for address, reason in (
        ("http://example.org", "bad webhook: An HTTPS URL must be provided for webhook"),
        ("https://example.org:99", "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
    ):
        assert await bot.refused("setWebhook", url=address) == f"Bad Request: {reason}"
    for secret, reason in (
        ("x" * 257, "secret token is too long"),
        ("ä", "secret token contains unallowed characters"),
    ):
        refused = await bot.refused("setWebhook", url="https://example.org", secret_token=secret)
        assert refused == f"Bad Request: {reason}"


async def test_only_the_kinds_that_are_wanted_come(bot: Bot, sandbox: Sandbox) -> None:
    anna = await sandbox.person("Anna")
    number = await anna.says("hei")
    await anna.refresh()
    await anna.reacts(anna.messages[0], "👍")
    assert [list(update)[1] for update in await bot.updates()] == ["message"]
    await bot.updates(allowed_updates=["message_reaction"])
    await anna.says("ei kuulu")
    await anna.reacts(anna.messages[0], "")
    update = (await bot.updates())[-1]
    assert update["message_reaction"]["message_id"] == number
    assert update["message_reaction"]["new_reaction"] == []
    assert await sandbox.pending() == 2


async def test_an_update_twice_and_out_of_order(bot: Bot, sandbox: Sandbox) -> None:
    anna = await sandbox.person("Anna")
    await anna.says("a")
    (first,) = await bot.updates()
    next_one = first["update_id"] + 1
    assert await bot.updates(offset=next_one) == []
    await anna.says("b")
    await sandbox.redeliver(first["update_id"])
    assert texts(await bot.updates(offset=next_one)) == ["a", "b"]
    assert texts(await bot.updates(offset=next_one)) == ["b"]
    await sandbox.hold()
    await anna.says("c")
    assert await bot.updates() == []
    await sandbox.release(backwards=True)
    assert texts(await bot.updates()) == ["c", "b"]


async def test_the_door(bot: Bot, world: World, sandbox: Sandbox) -> None:
    assert (await bot.ok("getMe"))["username"] == "tehostamo_bot"
    assert await bot.ok("GETME") == await bot.ok("getme")
    assert await bot.refused("getEverything") == "Not Found: method not found"
    world.token = "1:another"
    assert await bot.refused("getMe") == "Unauthorized"
    async with bot.session.get(f"{bot.base_url}/botnonsense/getMe") as answer:
        assert (await answer.json())["description"] == "Unauthorized: invalid token specified"
    async with bot.session.get(f"{bot.base_url}/nowhere") as answer:
        assert (answer.status, (await answer.json())["description"]) == (404, "Not Found")
    world.token = None
    async with bot.session.get(f"{bot.base_url}/bot1:a/getMe") as answer:
        assert answer.status == 200
    assert len(await sandbox.breaches()) == 3


async def test_parameters_come_in_any_form(bot: Bot, sandbox: Sandbox) -> None:
    anna = await sandbox.person("Anna")
    await anna.says("/start")
    url = f"{bot.base_url}/bot1:a/sendMessage"
    fields = {"chat_id": str(anna.id), "text": "ä & ö", "disable_notification": "true"}
    for given in ({"params": fields}, {"data": fields}, {"json": {**fields, "chat_id": anna.id}}):
        async with bot.session.post(url, **given) as answer:
            assert (await answer.json())["result"]["text"] == "ä & ö"
    async with bot.session.get(url, params=fields) as answer:
        assert answer.status == 200
    await bot.ok("sendMessage", chat_id=anna.id, text="x", colour="red")
    (breach,) = await sandbox.breaches()
    assert breach.startswith("sendMessage: unknown parameter colour")
