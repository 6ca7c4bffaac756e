"""The neighbours of `make bench` run, and the loop counts. No figure is asserted: the machine decides those."""

import asyncio
from typing import Any

import pytest

from benchmarks.__main__ import AIOGRAM, ECHO, PICKLED, figures, table
from benchmarks.fake_api import Loop, parameters
from benchmarks.people import Lost, Person, Turn, apply_by_texts, talk
from benchmarks.runs import Bot, BotFailed, Measured, run


@pytest.mark.parametrize("bot", [ECHO, PICKLED, AIOGRAM], ids=lambda bot: bot.name)
def test_a_neighbour_answers(bot: Bot) -> None:
    found = run(bot, people=4, seconds=0.2)
    assert found.updates >= 4
    assert found.per_second > 0
    assert found.memory_mib > 0
    assert found.start_seconds > 0


def test_a_bot_that_ends_is_told_of() -> None:
    broken = Bot("broken", "benchmarks.people:talk", lambda api, folder: ["false"])
    with pytest.raises(BotFailed, match="broken: ended with 1"):
        run(broken, people=1, seconds=0.1)


async def test_an_update_is_offered_again_until_it_is_confirmed() -> None:
    loop = Loop(talk, 2, 60, asyncio.get_running_loop().create_future())
    first = await loop.updates(0, 0)
    assert [update["update_id"] for update in first] == [1, 2]
    assert await loop.updates(0, 0) == first
    assert [update["update_id"] for update in await loop.updates(2, 0)] == [2]
    await loop.call("sendMessage", {"chat_id": first[1]["message"]["chat"]["id"], "text": "Hello"})
    assert [update["update_id"] for update in await loop.updates(3, 0)] == [3]


async def test_a_tap_is_over_when_all_it_owes_has_come() -> None:
    def taps_once(person: Person) -> Any:
        yield person.taps("x:1", ("sendMessage", 77))

    done: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
    loop = Loop(taps_once, 1, 60, done)
    [update] = await loop.updates(0, 0)
    await loop.call("editMessageText", {"chat_id": update["callback_query"]["from"]["id"], "message_id": 1})
    await loop.call("answerCallbackQuery", {"callback_query_id": update["callback_query"]["id"]})
    assert not done.done()
    await loop.call("sendMessage", {"chat_id": 77, "text": "You are chosen"})
    assert (await done)["updates"] == 1
    assert loop.calls.total() == 3


async def test_a_scenario_that_is_lost_says_so() -> None:
    def expects_more(person: Person) -> Any:
        yield person.says("/newtask")
        raise Lost("there was no question")

    done: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
    loop = Loop(expects_more, 1, 60, done)
    [update] = await loop.updates(0, 0)
    await loop.call("sendMessage", {"chat_id": update["message"]["chat"]["id"], "text": "Hello"})
    assert await done == {"lost": "there was no question"}


def test_a_person_reads_the_buttons() -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}, {"text": "Web", "url": "https://x"}]]}
    person = Person(0, {"message_id": 5, "reply_markup": keyboard})
    assert person.buttons() == {"Yes": "y", "Web": ""}
    turn: Turn = next(apply_by_texts(person))
    assert turn.update["message"]["entities"][0]["length"] == len("/apply")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"Content-Type: application/json", b'{"chat_id": "5"}'),
        (b"Content-Type: application/x-www-form-urlencoded", b"chat_id=5"),
        (
            b"Content-Type: multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n5\r\n--b--\r\n',
        ),
    ],
)
def test_every_way_of_calling_is_understood(head: bytes, body: bytes) -> None:
    assert parameters(head, body) == {"chat_id": "5"}
    assert parameters(head, b"") == {}


def test_the_figures_are_of_paired_runs() -> None:
    def one(name: str, per_second: float) -> Measured:
        return Measured(name, per_second, 10, 20, 1, 0.5, 60, 1000)

    pairs = [(one(ECHO.name, 150), 100.0, 40.0), (one("this bot, dialogue", 120), 100.0, 40.0)]
    found = {name: value for name, value, _unit in figures(pairs)}
    assert found == {"durable_vs_echo": 1.2, "durable_p99_vs_echo": 0.5, "start_seconds": 0.5, "memory_mib": 60}
    assert any("this bot" in row and "1.20" in row for row in table([one(ECHO.name, 100)], pairs))
