"""Topics in private chats: made by the bot or a person, written in, deleted; and a bot without them."""

from __future__ import annotations

import pytest
from telegram.constants import ForumIconColor

from sandbox.people import Person, Sandbox
from sandbox.world import World
from tests.sandbox.conftest import Bot

GONE = "Bad Request: message thread not found"
NO_FORUM = "Bad Request: the chat is not a forum"


@pytest.fixture
def world() -> World:
    return World(seed=1, topics=True)


@pytest.fixture
async def anna(sandbox: Sandbox) -> Person:
    anna = await sandbox.person("Anna")
    await anna.says("/start")
    return anna


async def test_a_topic_and_what_is_said_in_it(anna: Person, bot: Bot, sandbox: Sandbox) -> None:
    me = await bot.ok("getMe")
    assert me["has_topics_enabled"] is True
    assert me["allows_users_to_create_topics"] is True
    topic = await bot.ok("createForumTopic", chat_id=anna.id, name="Newsletter")
    assert topic["name"] == "Newsletter"
    assert topic["icon_color"] in [int(colour) for colour in ForumIconColor]
    thread = topic["message_thread_id"]
    await anna.refresh()
    told = anna.messages[-1]
    assert told.id == thread
    assert told.body["forum_topic_created"]["name"] == "Newsletter"

    for method, content in (("sendMessage", {"text": "Hei"}), ("sendLocation", {"latitude": 60, "longitude": 24})):
        sent = await bot.ok(method, chat_id=anna.id, message_thread_id=thread, **content)
        assert (sent["message_thread_id"], sent["is_topic_message"]) == (thread, True)
    outside = await bot.ok("sendMessage", chat_id=anna.id, text="Etusivu")
    assert "message_thread_id" not in outside
    assert "is_topic_message" not in outside

    await anna.refresh()
    within = anna.within("Newsletter")
    await within.says("Moi")
    await within.sends_photo(caption="Kuva")
    await within.sends_location()
    await anna.says("Ulkona")
    await within.refresh()
    came = [update["message"] for update in await bot.updates()][-4:]
    assert [one.get("message_thread_id") for one in came] == [thread] * 3 + [None]
    assert [one.get("is_topic_message") for one in came] == [True] * 3 + [None]
    assert [message.text for message in within.messages if message.text] == ["Hei", "Moi", "Kuva"]
    album = [{"type": "photo", "media": came[1]["photo"][-1]["file_id"]}] * 2
    parts = await bot.ok("sendMediaGroup", chat_id=anna.id, media=album, message_thread_id=thread)
    assert {part["message_thread_id"] for part in parts} == {thread}
    copy = {"chat_id": anna.id, "from_chat_id": anna.id, "message_id": came[0]["message_id"]}
    await bot.ok("copyMessage", message_thread_id=thread, **copy)
    await anna.refresh()
    assert anna.messages[-1].topic == thread
    assert await sandbox.breaches(unanswered_after=0) == []


async def test_answers_go_to_the_topic_of_what_they_answer(anna: Person, bot: Bot) -> None:
    thread = (await bot.ok("createForumTopic", chat_id=anna.id, name="A"))["message_thread_id"]
    inside = await bot.ok("sendMessage", chat_id=anna.id, message_thread_id=thread, text="Sisällä")
    outside = await bot.ok("sendMessage", chat_id=anna.id, text="Ulkona")
    answer = await bot.ok(
        "sendMessage", chat_id=anna.id, text="x", reply_parameters={"message_id": inside["message_id"]}
    )
    assert answer["message_thread_id"] == thread
    assert answer["reply_to_message"]["text"] == "Sisällä"
    across = await bot.ok(
        "sendMessage",
        chat_id=anna.id,
        text="x",
        message_thread_id=thread,
        reply_parameters={"message_id": outside["message_id"]},
    )
    assert "reply_to_message" not in across
    assert across["external_reply"]["message_id"] == outside["message_id"]
    await anna.refresh()
    await anna.replies(next(message for message in anna.messages if message.text == "Sisällä"), "Selvä")
    (update,) = await bot.updates(offset=-1)
    assert update["message"]["message_thread_id"] == thread


async def test_a_topic_that_is_not_there(anna: Person, bot: Bot, sandbox: Sandbox) -> None:
    assert await bot.refused("sendMessage", chat_id=anna.id, message_thread_id=999, text="x") == GONE
    thread = (await bot.ok("createForumTopic", chat_id=anna.id, name="A"))["message_thread_id"]
    sent = await bot.ok("sendMessage", chat_id=anna.id, message_thread_id=thread, text="x")
    await anna.refresh()
    await anna.deletes_topic("A")
    assert await bot.refused("sendMessage", chat_id=anna.id, message_thread_id=thread, text="x") == GONE
    assert await bot.refused("sendChatAction", chat_id=anna.id, message_thread_id=thread, action="typing") == GONE
    edit = {"chat_id": anna.id, "message_id": sent["message_id"], "text": "y"}
    assert await bot.refused("editMessageText", **edit) == "Bad Request: message to edit not found"
    await anna.refresh()
    assert anna.topics == {}
    bertil = await sandbox.person("Bertil")
    await bertil.says("/start")
    his = (await bot.ok("createForumTopic", chat_id=bertil.id, name="B"))["message_thread_id"]
    assert await bot.refused("sendMessage", chat_id=anna.id, message_thread_id=his, text="x") == GONE
    assert await sandbox.breaches(unanswered_after=0) == []


async def test_renaming_deleting_and_what_private_chats_have_not(anna: Person, bot: Bot) -> None:
    which = {"chat_id": anna.id}
    which["message_thread_id"] = (await bot.ok("createForumTopic", **which, name="A" * 200))["message_thread_id"]
    await anna.refresh()
    assert list(anna.topics) == ["A" * 128]
    assert await bot.ok("editForumTopic", **which, name="B") is True
    assert await bot.refused("editForumTopic", **which, name="B") == "Bad Request: TOPIC_NOT_MODIFIED"
    await anna.refresh()
    assert anna.messages[-1].body["forum_topic_edited"] == {"name": "B"}
    for method in ("closeForumTopic", "reopenForumTopic"):
        assert await bot.refused(method, **which) == "Bad Request: method is available only for supergroups"
    assert await bot.ok("deleteForumTopic", **which) is True
    for method, more in (("deleteForumTopic", {}), ("editForumTopic", {"name": "C"})):
        assert await bot.refused(method, **which, **more) == "Bad Request: TOPIC_ID_INVALID"
    assert await bot.refused("createForumTopic", chat_id=anna.id, name=" ") == "Bad Request: title must be non-empty"
    strange = await bot.refused("createForumTopic", chat_id=anna.id, name="A", icon_color=1)
    assert strange == "Bad Request: invalid icon color specified"


async def test_a_person_makes_one(anna: Person, bot: Bot) -> None:
    thread = await anna.makes_topic("Omat asiat")
    (update,) = await bot.updates(offset=-1)
    assert update["message"]["forum_topic_created"]["name"] == "Omat asiat"
    assert update["message"]["message_thread_id"] == thread
    assert (await bot.ok("sendMessage", chat_id=anna.id, message_thread_id=thread, text="x"))["is_topic_message"]


async def test_switched_off(anna: Person, bot: Bot, world: World) -> None:
    thread = (await bot.ok("createForumTopic", chat_id=anna.id, name="A"))["message_thread_id"]
    world.topics = False
    assert (await bot.ok("getMe"))["has_topics_enabled"] is False
    assert await bot.refused("sendMessage", chat_id=anna.id, message_thread_id=thread, text="x") == GONE
    assert await bot.refused("createForumTopic", chat_id=anna.id, name="A") == NO_FORUM
    assert await bot.refused("deleteForumTopic", chat_id=anna.id, message_thread_id=thread) == NO_FORUM


async def test_groups_have_none_here(anna: Person, bot: Bot, sandbox: Sandbox) -> None:
    group = await sandbox.group("Ryhmä", anna)
    assert await bot.refused("createForumTopic", chat_id=group.id, name="A") == NO_FORUM
    assert await bot.refused("sendMessage", chat_id=group.id, message_thread_id=1, text="x") == GONE
