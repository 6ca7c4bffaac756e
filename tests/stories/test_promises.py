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
from tests.stories.deeds import asks_for_help
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


async def test_the_last_button_of_a_dialogue_tapped_twice_is_one_tap(world: World) -> None:
    """Two taps in a row on a phone: the second one must not take the answer to the first off the screen."""
    anna = await world.person("Anna")
    await anna.says("/start")
    await anna.taps("English")
    await anna.taps("I am 15 or over and I agree")
    await anna.taps("Use the name: Anna")
    last = anna.screen
    data = next(key["callback_data"] for row in last.rows for key in row if "private person" in key["text"])
    await anna.taps_data(last, data)
    home = anna.text
    await anna.taps_data(last, data)
    assert anna.text == home
    assert await rows(world, "SELECT id FROM person WHERE registered_at IS NOT NULL") != []


async def test_a_button_that_stays_on_the_screen_is_tapped_as_often_as_one_likes(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/language")
    await anna.taps("Svenska")
    await anna.says("/language")
    await anna.taps("English")
    await anna.says("/language")
    await anna.taps("Svenska")
    assert (await rows(world, "SELECT language FROM person"))[0][0] == "sv"


@pytest.mark.parametrize("words", ["/home.", "/home, please", "/home!", "/home\nplease", "/home😀", "/HOME"])
async def test_what_is_typed_behind_a_command_does_no_harm(world: World, words: str) -> None:
    anna = await world.member("Anna")
    await anna.says(words)
    assert anna.sees("nothing waits for you right now"), anna.tail()
    assert await rows(world, "SELECT id FROM inbox WHERE set_aside IS NOT NULL") == []


async def test_numbers_that_no_database_holds_are_old_buttons(world: World) -> None:
    anna = await world.member("Anna")
    for data in (f"task:{2**63}", f"tasks::{10**30}", f"an:{2**63}:title:x", f"go:{-(10**20)}", "task:-1", "task:0"):
        await anna.taps_data(anna.screen, data)
        assert anna.toasts, data
    assert await rows(world, "SELECT id FROM inbox WHERE set_aside IS NOT NULL") == []


async def test_who_writes_again_can_be_reached_again(world: World) -> None:
    """A 403 that came once, without a word of an unblocking: whoever writes is there."""
    anna = await world.member("Anna")
    await world.sandbox.fault("forbidden", chat=anna.id, times=1)
    await anna.says("/home")
    await world.sandbox.faults_end()
    assert (await rows(world, "SELECT count(*) FROM person WHERE unreachable_at IS NOT NULL"))[0][0] == 1
    await anna.says("/home")
    assert (await rows(world, "SELECT count(*) FROM person WHERE unreachable_at IS NOT NULL"))[0][0] == 0


async def test_a_stranger_in_a_group_chat_leaves_no_trace(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.person("Bertil")
    chat = await world.sandbox.group("Yhdistys", anna, bertil)
    await bertil.at(chat).says("/help")
    assert (await rows(world, "SELECT count(*) FROM person"))[0][0] == 1


async def test_no_private_screen_is_shown_in_a_group_chat(world: World) -> None:
    anna = await world.member("Anna")
    chat = await world.sandbox.group("Yhdistys", anna)
    await anna.at(chat).says("/help")
    before = anna.at(chat).screen.text
    for data in ("home", "me", "groups", "tasks::"):
        await anna.at(chat).taps_data(anna.at(chat).screen, data)
    assert anna.at(chat).screen.text == before


async def test_a_draft_about_what_is_gone_goes_with_it(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await asks_for_help(anna, "Newsletter")
    await bertil.says("/tasks")
    await bertil.taps("Open: Newsletter")
    await bertil.taps("Apply")
    await bertil.says("I can help.")
    await anna.says("/mytasks")
    await anna.taps("Open: Newsletter")
    await anna.taps("Show more actions")
    await anna.taps("Cancel the task")
    await anna.taps("Give no reason")
    await anna.taps("Cancel the task")
    await bertil.taps("Send the application")
    assert not bertil.sees("Application sent")
    await bertil.says("/home")
    assert not bertil.sees("Begun, not sent yet"), bertil.tail()
