"""Menus by scope and language, groups, and what the bot may ask about chats."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.people import Sandbox
from tests.sandbox.conftest import Bot


async def test_the_narrowest_menu_is_shown(bot: Bot, sandbox: Sandbox) -> None:
    anna, bertil = await sandbox.person("Anna", "fi"), await sandbox.person("Bertil", "sv")
    group = await sandbox.group("Ryhmä", anna, bertil)

    async def menu(name: str, scope: dict[str, Any] | None = None, language: str = "") -> None:
        commands = [{"command": name, "description": name}]
        await bot.ok("setMyCommands", commands=commands, scope=scope, language_code=language)

    async def shown() -> list[list[str]]:
        views = (anna, bertil, group.by(anna), group.by(bertil))
        for view in views:
            await view.refresh()
        return [view.commands for view in views]

    await menu("default")
    assert await shown() == [["default"]] * 4
    await menu("default_fi", language="fi")
    assert await shown() == [["default_fi"], ["default"], ["default_fi"], ["default"]]
    await menu("private", {"type": "all_private_chats"})
    await menu("groups", {"type": "all_group_chats"})
    assert await shown() == [["private"], ["private"], ["groups"], ["groups"]]
    await menu("admins", {"type": "all_chat_administrators"})
    await menu("chat", {"type": "chat", "chat_id": bertil.id})
    assert await shown() == [["private"], ["chat"], ["admins"], ["groups"]]
    await menu("member", {"type": "chat_member", "chat_id": group.id, "user_id": bertil.id})
    assert (await shown())[3] == ["member"]
    await bot.ok("deleteMyCommands", scope={"type": "chat", "chat_id": bertil.id})
    assert (await shown())[1] == ["private"]
    assert await bot.ok("getMyCommands", language_code="fi") == [{"command": "default_fi", "description": "default_fi"}]
    assert await bot.ok("getMyCommands", language_code="sv") == []


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"commands": "["}, "can't parse commands JSON object"),
        ({"commands": {}}, "expected an Array of BotCommand"),
        ({"commands": [{"command": "Ä", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [], "scope": "{"}, "can't parse BotCommandScope JSON object"),
        ({"commands": [], "scope": {"type": "x"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"commands": [], "scope": {"type": "chat"}}, "can't parse BotCommandScope: Empty chat_id specified"),
        ({"commands": [], "language_code": "finnish"}, "invalid language code specified"),
    ],
)
async def test_menus_that_are_refused(bot: Bot, params: dict[str, Any], description: str) -> None:
    assert await bot.refused("setMyCommands", **params) == f"Bad Request: {description}"


async def test_the_bot_introduces_itself(bot: Bot) -> None:
    await bot.ok("setMyName", name="Tehostamo testi", language_code="fi")
    assert await bot.ok("getMyName", language_code="fi") == {"name": "Tehostamo testi"}
    assert await bot.ok("getMyName") == {"name": "Tehostamo"}
    await bot.ok("setMyDescription", description="Apua")
    assert await bot.ok("getMyDescription", language_code="sv") == {"description": "Apua"}
    assert "TOO_LONG" in await bot.refused("setMyShortDescription", short_description="x" * 121)
    await bot.ok("setChatMenuButton", menu_button={"type": "commands"})
    assert await bot.ok("getChatMenuButton") == {"type": "commands"}


async def test_deep_links(bot: Bot, sandbox: Sandbox) -> None:
    anna = await sandbox.person("Anna")
    await anna.opens("https://t.me/tehostamo_bot?start=g_abc-1")
    await anna.opens("koodi")
    messages = [update["message"] for update in await bot.updates()]
    assert [message["text"] for message in messages] == ["/start g_abc-1", "/start koodi"]
    assert messages[0]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    for link in ("https://t.me/other_bot?start=x", "x" * 65, "ääkkösiä"):
        with pytest.raises(AssertionError):
            await anna.opens(link)
    markup = {"inline_keyboard": [[{"text": "Liity", "url": "https://t.me/tehostamo_bot?start=j_1"}]]}
    await bot.ok("sendMessage", chat_id=anna.id, text="x", reply_markup=markup)
    await anna.taps("Liity")
    assert (await bot.updates())[-1]["message"]["text"] == "/start j_1"


async def test_a_group_with_the_bot(bot: Bot, sandbox: Sandbox) -> None:
    anna, bertil = await sandbox.person("Anna"), await sandbox.person("Bertil")
    group = await sandbox.group("Turun seutu", anna, bot=False)
    assert await bot.updates() == []
    assert (await bot("sendMessage", chat_id=group.id, text="x"))["error_code"] == 403
    await group.adds_bot(payload="g_1")
    await group.adds(bertil)
    membership, joined, started, other = await bot.updates()
    assert membership["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert joined["message"]["new_chat_members"][0]["is_bot"]
    assert started["message"]["text"] == "/start@tehostamo_bot g_1"
    assert started["message"]["entities"][0]["length"] == len("/start@tehostamo_bot")
    assert other["message"]["new_chat_members"][0]["id"] == bertil.id
    sent = await bot.ok("sendMessage", chat_id=group.id, text="Tervetuloa")
    await group.by(bertil).refresh()
    assert group.by(bertil).sees("Tervetuloa")
    await bertil.at(group).says("vain meille")
    await bertil.at(group).says("/help@tehostamo_bot")
    await bertil.at(group).says("/help@other_bot")
    await bertil.at(group).replies(group.by(bertil).screen, "kiitos")
    heard = [update["message"]["text"] for update in (await bot.updates())[4:]]
    assert heard == ["/help@tehostamo_bot", "kiitos"]
    asked = {"chat_id": group.id}
    assert (await bot.ok("getChatMember", **asked, user_id=anna.id))["status"] == "creator"
    assert [member["user"]["id"] for member in await bot.ok("getChatAdministrators", **asked)] == [anna.id]
    assert await bot.ok("getChatMemberCount", **asked) == 3
    assert (await bot.ok("getChat", **asked))["title"] == "Turun seutu"
    await group.removes_bot()
    kicked = await bot("sendMessage", **asked, text="x")
    assert kicked["description"] == "Forbidden: bot was kicked from the group chat"
    assert sent["chat"]["type"] == "group"


async def test_a_group_becomes_a_supergroup(bot: Bot, sandbox: Sandbox) -> None:
    anna = await sandbox.person("Anna")
    group = await sandbox.group("Ryhmä", anna)
    bigger = await group.upgrades()
    answer = await bot("sendMessage", chat_id=group.id, text="x")
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": bigger.id}
    sent = await bot.ok("sendMessage", chat_id=bigger.id, text="x")
    assert sent["chat"]["type"] == "supergroup"
    moved = [update["message"] for update in (await bot.updates())[-2:]]
    assert moved[0]["migrate_to_chat_id"] == bigger.id
    assert moved[1]["migrate_from_chat_id"] == group.id
    assert await sandbox.breaches() == []


async def test_the_bot_leaves(bot: Bot, sandbox: Sandbox) -> None:
    group = await sandbox.group("Ryhmä", await sandbox.person("Anna"))
    assert await bot.ok("leaveChat", chat_id=group.id)
    left = await bot("sendMessage", chat_id=group.id, text="x")
    assert left["description"] == "Forbidden: bot is not a member of the group chat"


async def test_rights_are_taken_and_given_back(bot: Bot, sandbox: Sandbox) -> None:
    anna, bertil = await sandbox.person("Anna"), await sandbox.person("Bertil")
    small = await sandbox.group("Ryhmä", anna, bertil)
    with pytest.raises(AssertionError, match="only for supergroups"):
        await small.silences_bot()
    group = await small.upgrades()
    with pytest.raises(AssertionError, match="not enough rights"):
        await group.silences_bot(by=bertil)
    sent = await bot.ok("sendMessage", chat_id=group.id, text="x")
    await group.silences_bot()
    changed = (await bot.updates())[-1]["my_chat_member"]["new_chat_member"]
    assert (changed["status"], changed["is_member"], changed["can_send_messages"]) == ("restricted", True, False)
    refused = await bot.refused("sendMessage", chat_id=group.id, text="x")
    assert refused == "Bad Request: not enough rights to send text messages to the chat"
    await group.lets_bot_write()
    assert (await bot.updates())[-1]["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert await bot.ok("sendMessage", chat_id=group.id, text="x")

    await group.promotes(bertil)
    leads = await bot.ok("getChatAdministrators", chat_id=group.id)
    assert {member["user"]["id"] for member in leads} == {anna.id, bertil.id}
    await group.by(bertil).refresh()
    await bertil.at(group).deletes(sent["message_id"])  # who runs a group takes others' messages away
    gone = await bot.refused("editMessageText", chat_id=group.id, message_id=sent["message_id"], text="y")
    assert gone == "Bad Request: message to edit not found"
    await group.promotes(bertil, administrator=False)
    assert len(await bot.ok("getChatAdministrators", chat_id=group.id)) == 1
    assert await sandbox.breaches() == []
