"""The house's promises, kept while Telegram misbehaves: no update lost, none done twice, nobody waits for another."""

import asyncio
import itertools
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text

from bot.schedule import TOMBSTONES
from handlers import ROUTES
from tests.databases import run_on
from tests.stories.world import World

pytestmark = pytest.mark.both


def rows(world: World, query: str) -> Any:
    def look(engine: Engine) -> Any:
        with engine.connect() as connection:
            return connection.execute(text(query)).all()

    return asyncio.to_thread(run_on, world.database_url, look)


async def test_an_update_that_comes_twice_is_done_once(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/newgroup")
    await anna.says("Painters")
    updates = [update["update_id"] for update in list(world.telegram.mailbox.history)]
    for update_id in updates[-3:]:
        await world.sandbox.redeliver(update_id)
    assert len(await rows(world, "SELECT id FROM groups")) == 1
    await world.restarts()
    for update_id in updates:
        await world.sandbox.redeliver(update_id)
    assert len(await rows(world, "SELECT id FROM groups")) == 1
    assert len(await rows(world, "SELECT id FROM inbox")) == len(updates)


async def test_what_came_while_the_bot_was_away_is_answered_in_order(world: World) -> None:
    anna = await world.member("Anna")
    await world.stops()
    settle, world.sandbox.settle = world.sandbox.settle, None
    await anna.says("/newgroup")
    await anna.says("Painters")
    await anna.says("/groups")
    world.sandbox.settle = settle
    await world.starts()
    await anna.refresh()
    assert "Painters" in anna.text


async def test_words_are_blanked_when_the_update_is_finished(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("a secret that nobody keeps")
    left = await rows(world, "SELECT id FROM inbox WHERE body IS NOT NULL OR reply IS NOT NULL")
    assert left == []
    world.clock.now += TOMBSTONES + timedelta(hours=1)
    await world.app.schedule.sweep_tombstones()
    assert await rows(world, "SELECT id FROM inbox") == []
    await anna.says("/home")
    assert anna.buttons


@pytest.mark.parametrize("kind", ["too_many", "error", "bad_gateway", "cut_before", "cut_after"])
async def test_telegram_stumbles_and_everybody_is_answered(world: World, kind: str) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    details = {"retry_after": 1} if kind == "too_many" else {}
    await world.sandbox.fault(kind, times=2, **details)
    await anna.says("/home")
    await bertil.says("/home")
    await world.sandbox.faults_end()
    assert anna.buttons
    assert bertil.buttons
    assert await rows(world, "SELECT id FROM inbox WHERE done_at IS NULL OR reply IS NOT NULL") == []


async def test_who_blocked_the_bot_is_left_alone_until_they_write(world: World) -> None:
    anna = await world.member("Anna")
    await anna.blocks()
    assert (await rows(world, "SELECT count(*) FROM person WHERE unreachable_at IS NOT NULL"))[0][0] == 1
    await anna.unblocks()
    await anna.says("/home")
    assert (await rows(world, "SELECT count(*) FROM person WHERE unreachable_at IS NOT NULL"))[0][0] == 0


async def test_an_update_that_always_fails_is_set_aside_and_the_next_one_is_answered(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator = await world.member("Olga")
    anna = await world.member("Anna")
    await world.restarts(operators=[operator.id])

    def breaks(*_args: Any) -> Any:
        raise ZeroDivisionError("words of people's: hush")

    command = ROUTES.commands["help"]
    monkeypatch.setitem(ROUTES.commands, "help", type(command)(**{**vars(command), "answer": breaks}))
    await world.restarts(operators=[operator.id])
    await anna.says("/help")
    assert anna.sees("went wrong")
    await operator.refresh()
    assert any("ZeroDivisionError" in heard for heard in (message.text for message in operator.messages))
    assert not any("hush" in message.text for message in operator.messages)
    await anna.says("/home")
    assert anna.buttons


async def test_an_update_that_cannot_be_read_harms_nobody(world: World) -> None:
    anna = await world.member("Anna")
    world.telegram.mailbox.put("message", {"message_id": "x", "nonsense": True})
    world.telegram.mailbox.put("callback_query", {"id": "1", "from": {"id": anna.id}, "data": "home"})
    await anna.says("/home")
    assert anna.buttons
    assert (await rows(world, "SELECT count(*) FROM inbox WHERE done_at IS NULL"))[0][0] == 0


@pytest.mark.timeout(180)
async def test_a_hundred_people_are_answered_side_by_side(world: World) -> None:
    """With a Bot API that takes 50 ms for an answer, one after another would take 100 x 2 x 50 ms = 10 s."""
    people = [await world.person(f"P{number}") for number in range(100)]
    await world.sandbox.fault("slow", delay=0.05)
    settle, world.sandbox.settle = world.sandbox.settle, None
    for person in people:
        await person.says("/start")
    world.sandbox.settle = settle
    await world.sandbox.settled()
    calls = [call for call in await world.sandbox.calls("sendMessage") if call["status"] == 200]
    assert len(calls) == 100
    overlapping = sum(earlier["time"] + 0.05 > later["time"] for earlier, later in itertools.pairwise(calls))
    assert overlapping > 50, "most answers were on their way while others were, too"


async def test_one_persons_updates_keep_their_order(world: World) -> None:
    anna = await world.member("Anna")
    await world.sandbox.hold()
    settle, world.sandbox.settle = world.sandbox.settle, None
    for command in ("/newgroup", "Painters", "/newgroup", "Singers", "/groups"):
        await anna.says(command)
    world.sandbox.settle = settle
    await world.sandbox.release()
    names = [name for (name,) in await rows(world, "SELECT name FROM groups ORDER BY id")]
    assert names == ["Painters", "Singers"]


async def test_updates_out_of_order_lose_nothing(world: World) -> None:
    """The newest first: what makes no sense yet gets an answer, nothing breaks, every update is done."""
    anna = await world.member("Anna")
    await world.sandbox.hold()
    settle, world.sandbox.settle = world.sandbox.settle, None
    for command in ("/newgroup", "Painters", "/home"):
        await anna.says(command)
    world.sandbox.settle = settle
    await world.sandbox.release(backwards=True)
    assert await rows(world, "SELECT id FROM inbox WHERE done_at IS NULL OR set_aside IS NOT NULL") == []
    await anna.says("/home")
    assert anna.buttons
