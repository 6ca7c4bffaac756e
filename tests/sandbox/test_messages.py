"""Sending, editing and deleting, keyboards and answers: what passes and the words of what does not."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.people import Person, Sandbox
from sandbox.world import World
from tests.sandbox.conftest import Bot


@pytest.fixture
async def anna(sandbox: Sandbox) -> Person:
    anna = await sandbox.person("Anna", "fi", last_name="Virtanen")
    await anna.says("/start")
    return anna


def inline(*labels: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, "callback_data": f"tap:{label}"}] for label in labels]}


async def test_a_message_arrives_formatted(bot: Bot, anna: Person) -> None:
    sent = await bot.ok("sendMessage", chat_id=anna.id, text="<b>Hei</b> Anna", parse_mode="HTML")
    await anna.refresh()
    assert anna.screen.text == "Hei Anna"
    assert anna.screen.html == "<b>Hei</b> Anna"
    assert sent["chat"] == {"id": anna.id, "first_name": "Anna", "last_name": "Virtanen", "type": "private"}
    assert sent["from"]["is_bot"]


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "  \n"}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "\ud83d"}, "strings must be encoded in UTF-8"),
        ({"text": "x", "parse_mode": "Markdown"}, "unsupported parse_mode"),
        ({"text": "x", "chat_id": None}, "chat_id is empty"),
        ({"text": "x", "chat_id": 1}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "chat_id": "abc"}, "chat not found"),
        ({"text": "x", "disable_notification": "maybe"}, "wrong parameter disable_notification in request"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply markup JSON object"),
        ({"text": "x", "reply_markup": []}, "object expected as reply markup"),
        ({"text": "x", "reply_markup": {"rows": []}}, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
    ],
)
async def test_messages_that_are_refused(bot: Bot, anna: Person, params: dict[str, Any], description: str) -> None:
    assert await bot.refused("sendMessage", **{"chat_id": anna.id, **params}) == f"Bad Request: {description}"


def button(**fields: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x", **fields}]]}


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        (button(callback_data="x" * 65), "BUTTON_DATA_INVALID"),
        (button(callback_data="ä" * 33), "BUTTON_DATA_INVALID"),
        (button(callback_data=""), "BUTTON_DATA_INVALID"),
        (button(), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (button(url="http://x"), "inline keyboard button URL 'http://x' is invalid: Wrong HTTP URL"),
        (
            button(web_app={"url": "http://a.fi"}),
            "inline keyboard button Web App URL 'http://a.fi' is invalid: Only HTTPS links are allowed",
        ),
        (button(text=" ", callback_data="x"), "inline keyboard button text must be non-empty"),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "x"}]] * 101}, "reply markup is too long"),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * 9]}, "BUTTON_ROW_TOO_LONG"),
        ({"keyboard": []}, "can't parse reply keyboard markup JSON object"),
        ({"keyboard": [[{"text": ""}]]}, "reply keyboard button text must be non-empty"),
    ],
)
async def test_keyboards_that_are_refused(bot: Bot, anna: Person, markup: Any, description: str) -> None:
    answer = await bot.refused("sendMessage", chat_id=anna.id, text="x", reply_markup=markup)
    assert answer == f"Bad Request: {description}"


async def test_a_tap_is_heard_and_answered_once(bot: Bot, anna: Person, world: World, sandbox: Sandbox) -> None:
    await bot.ok("sendMessage", chat_id=anna.id, text="Valitse", reply_markup=inline("Hae", "Ohita"))
    await anna.taps("Hae")
    query = (await bot.updates())[-1]["callback_query"]
    assert query["data"] == "tap:Hae"
    assert query["message"]["text"] == "Valitse"
    assert await sandbox.breaches(unanswered_after=0) == ["never answered: the tap 'tap:Hae'"]
    await bot.ok("answerCallbackQuery", callback_query_id=query["id"], text="Kiitos")
    await anna.refresh()
    assert anna.toasts == ["Kiitos"]
    assert anna.sees("Kiitos")
    again = await bot.refused("answerCallbackQuery", callback_query_id=query["id"])
    assert again == "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await sandbox.breaches(unanswered_after=0) == []


async def test_a_late_answer_is_refused(bot: Bot, anna: Person, world: World) -> None:
    await bot.ok("sendMessage", chat_id=anna.id, text="x", reply_markup=inline("Hae"))
    await anna.taps("Hae")
    query = (await bot.updates())[-1]["callback_query"]
    now = world.clock()
    world.clock = lambda: now + 3600
    assert "query is too old" in await bot.refused("answerCallbackQuery", callback_query_id=query["id"])


async def test_a_tap_on_a_deleted_message_has_no_content(bot: Bot, anna: Person) -> None:
    sent = await bot.ok("sendMessage", chat_id=anna.id, text="x", reply_markup=inline("Hae"))
    await bot.ok("deleteMessage", chat_id=anna.id, message_id=sent["message_id"])
    await anna.taps_data(sent["message_id"], "tap:Hae")
    message = (await bot.updates())[-1]["callback_query"]["message"]
    assert message["date"] == 0
    assert "text" not in message


async def test_editing(bot: Bot, anna: Person) -> None:
    sent = await bot.ok("sendMessage", chat_id=anna.id, text="a", reply_markup=inline("x"))
    here = {"chat_id": anna.id, "message_id": sent["message_id"]}
    same = await bot.refused("editMessageText", **here, text="a", reply_markup=inline("x"))
    assert same.startswith("Bad Request: message is not modified: specified new message content")
    edited = await bot.ok("editMessageText", **here, text="<b>a</b>", parse_mode="HTML")
    assert "reply_markup" not in edited
    assert edited["edit_date"]
    await bot.ok("editMessageReplyMarkup", **here, reply_markup=inline("y"))
    await anna.refresh()
    assert anna.buttons == ["y"]
    refused = bot.refused
    assert await refused("editMessageCaption", **here, caption="c") == (
        "Bad Request: there is no caption in the message to edit"
    )
    assert await refused("editMessageText", chat_id=anna.id, message_id=999, text="x") == (
        "Bad Request: message to edit not found"
    )
    assert await refused("editMessageText", chat_id=anna.id, message_id=1, text="x") == (
        "Bad Request: message can't be edited"
    )
    keyboard = {"keyboard": [["Etusivu"]]}
    fixed = await bot.ok("sendMessage", chat_id=anna.id, text="x", reply_markup=keyboard)
    assert "can't be edited" in await refused(
        "editMessageText", chat_id=anna.id, message_id=fixed["message_id"], text="y"
    )


async def test_deleting(bot: Bot, anna: Person, world: World) -> None:
    sent = await bot.ok("sendMessage", chat_id=anna.id, text="a")
    here = {"chat_id": anna.id, "message_id": sent["message_id"]}
    assert await bot.ok("deleteMessage", **here)
    assert await bot.refused("deleteMessage", **here) == "Bad Request: message to delete not found"
    await anna.refresh()
    assert [message.text for message in anna.messages] == ["/start"]
    old = await bot.ok("sendMessage", chat_id=anna.id, text="b")
    now = world.clock()
    world.clock = lambda: now + 3 * 86400
    refused = await bot.refused("deleteMessage", chat_id=anna.id, message_id=old["message_id"])
    assert refused.startswith("Bad Request: message can't be deleted")
    assert await bot.ok("deleteMessages", chat_id=anna.id, message_ids=[4711])


async def test_a_reply_keyboard_stays_until_removed(bot: Bot, anna: Person) -> None:
    keyboard = {"keyboard": [["Etusivu", {"text": "Numero", "request_contact": True}]]}
    await bot.ok("sendMessage", chat_id=anna.id, text="x", reply_markup=keyboard)
    await bot.ok("sendMessage", chat_id=anna.id, text="y")
    await anna.refresh()
    assert anna.buttons == ["Etusivu", "Numero"]
    await anna.taps("Etus")
    await anna.taps("Numero")
    first, second = (update["message"] for update in (await bot.updates())[-2:])
    assert first["text"] == "Etusivu"
    assert second["contact"]["user_id"] == anna.id
    await bot.ok("sendMessage", chat_id=anna.id, text="z", reply_markup={"remove_keyboard": True})
    await anna.refresh()
    assert anna.buttons == []


async def test_replies_both_ways(bot: Bot, anna: Person) -> None:
    sent = await bot.ok("sendMessage", chat_id=anna.id, text="Kysymys")
    await anna.refresh()
    await anna.replies(anna.screen, "Vastaus")
    heard = (await bot.updates())[-1]["message"]
    assert heard["reply_to_message"]["message_id"] == sent["message_id"]
    await bot.ok("sendMessage", chat_id=anna.id, text="!", reply_parameters={"message_id": heard["message_id"]})
    await anna.refresh()
    assert anna.screen.reply_to == "Vastaus"
    lenient = {"message_id": 999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await bot.ok("sendMessage", chat_id=anna.id, text="?", reply_parameters=lenient)


async def test_people_edit_their_own_messages(bot: Bot, anna: Person) -> None:
    number = await anna.says("yksi")
    await anna.edits(number, "kaksi")
    update = (await bot.updates())[-1]
    assert update["edited_message"]["text"] == "kaksi"
    sent = await bot.ok("sendMessage", chat_id=anna.id, text="x")
    with pytest.raises(AssertionError, match=r"message can.t be edited"):
        await anna.edits(sent["message_id"], "y")


async def test_relay(bot: Bot, anna: Person, sandbox: Sandbox) -> None:
    bertil = await sandbox.person("Bertil", "sv")
    await bertil.says("hej <b>")
    number = await anna.sends_photo(caption="kuva")
    passed = {"chat_id": bertil.id, "from_chat_id": anna.id, "message_id": number}
    copied = await bot.ok("copyMessage", **passed, caption="<i>bild</i>", parse_mode="HTML")
    assert list(copied) == ["message_id"]
    await bertil.refresh()
    assert bertil.screen.html == "<i>bild</i>"
    assert bertil.screen.media == "photo"
    forwarded = await bot.ok("forwardMessage", **passed)
    assert forwarded["forward_origin"]["sender_user"]["id"] == anna.id
    gone = await bot.refused("copyMessage", **{**passed, "message_id": 999})
    assert gone == "Bad Request: message to copy not found"


async def test_reactions(bot: Bot, anna: Person) -> None:
    here = {"chat_id": anna.id, "message_id": 1}
    await bot.ok("setMessageReaction", **here, reaction=[{"type": "emoji", "emoji": "👍"}])
    wrong = await bot.refused("setMessageReaction", **here, reaction=[{"type": "emoji", "emoji": "🥕"}])
    assert wrong == "Bad Request: REACTION_INVALID"
    odd = await bot.refused("setMessageReaction", **here, reaction=[{"type": "smell"}])
    assert odd == "Bad Request: invalid reaction type specified"
    await anna.refresh()
    assert anna.messages[0].post["reactions"] == {"7000000001": [{"type": "emoji", "emoji": "👍"}]}


async def test_the_action_must_be_known(bot: Bot, anna: Person) -> None:
    assert await bot.ok("sendChatAction", chat_id=anna.id, action="typing")
    wrong = await bot.refused("sendChatAction", chat_id=anna.id, action="dancing")
    assert wrong == "Bad Request: wrong parameter action in request"


async def test_blocking(bot: Bot, anna: Person, sandbox: Sandbox) -> None:
    await anna.blocks()
    answer = await bot("sendMessage", chat_id=anna.id, text="x")
    assert (answer["error_code"], answer["description"]) == (403, "Forbidden: bot was blocked by the user")
    change = (await bot.updates())[-1]["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    await anna.unblocks()
    assert await bot.ok("sendMessage", chat_id=anna.id, text="x")
    assert await sandbox.breaches() == []


async def test_who_never_started_cannot_be_written_to(bot: Bot, sandbox: Sandbox) -> None:
    carla = await sandbox.person("Carla")
    assert await bot.refused("sendMessage", chat_id=carla.id, text="x") == "Bad Request: chat not found"


async def test_buttons_are_found_by_what_they_say(bot: Bot, anna: Person) -> None:
    await bot.ok("sendMessage", chat_id=anna.id, text="vanha", reply_markup=inline("Hae"))
    await bot.ok("sendMessage", chat_id=anna.id, text="uusi", reply_markup=inline("Hae", "Hae lisää"))
    await anna.taps("Hae")
    await anna.taps("lisää")
    await anna.taps_old("Hae")
    taps = [update["callback_query"] for update in (await bot.updates())[-3:]]
    assert [tap["data"] for tap in taps] == ["tap:Hae", "tap:Hae lisää", "tap:Hae"]
    assert [tap["message"]["text"] for tap in taps] == ["uusi", "uusi", "vanha"]
    with pytest.raises(AssertionError, match=r"no button 'Poista' among \['Hae', 'Hae lisää', 'Hae'\]"):
        await anna.taps("Poista")
    with pytest.raises(AssertionError, match="may be any of"):
        await anna.taps("H")
    with pytest.raises(AssertionError, match=r"waited 0\.05 s for .jotain."):
        await anna.awaits("jotain", timeout=0.05)
