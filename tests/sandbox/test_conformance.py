"""What the sandbox takes agrees with the Bot API's specification, and with python-telegram-bot."""

from __future__ import annotations

import re
from typing import Any

import pytest
from telegram import Bot as Client
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram import constants as limits
from telegram.error import BadRequest, Forbidden

from sandbox import botapi as botapi  # declares the methods
from sandbox.arguments import KIND
from sandbox.keyboards import INLINE_FIELDS, MARKUP_FIELDS, REPLY_FIELDS
from sandbox.methods import METHODS
from sandbox.people import Sandbox
from tests.botapi import ABSENT, check_call, fields_of, load_spec
from tests.sandbox.conftest import TOKEN, Bot

NEEDED_IN_PRACTICE = {("setWebhook", "url")}  # an empty address is how a webhook is removed
KINDS = {
    "int": {"Integer"},
    "bool": {"Boolean"},
    "float": {"Float"},
    "chat": {"Integer", "String"},
    "file": {"InputFile", "String"},
    "str": {"String"},
}


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    loaded = load_spec()
    if loaded is None:
        pytest.skip(ABSENT)
    return loaded


def test_every_parameter_is_one_of_the_bot_api(spec: dict[str, Any]) -> None:
    for method in METHODS.values():
        fields = fields_of(spec, method.name)
        assert method.name in spec["methods"]
        for name, needed in method.parameters.items():
            place = (method.name, name)
            assert name in fields, place
            assert needed == fields[name]["required"] or place in NEEDED_IN_PRACTICE, place
            kind = KIND.get(name, "str")
            types = set(fields[name]["types"])
            if kind == "json":
                assert types <= set(spec["types"]) or all(one.startswith("Array of ") for one in types), place
            elif kind == "chat":
                assert types <= KINDS["chat"], place
            else:
                assert types <= KINDS[kind], place
        for name, field in fields.items():
            assert not field["required"] or name in method.parameters, (method.name, name)


def test_keyboards_have_the_fields_of_the_bot_api(spec: dict[str, Any]) -> None:
    def names(kind: str) -> set[str]:
        return {field["name"] for field in spec["types"][kind]["fields"]}

    assert names("InlineKeyboardButton") == INLINE_FIELDS
    assert names("KeyboardButton") == REPLY_FIELDS
    assert names("InlineKeyboardMarkup") == MARKUP_FIELDS["inline_keyboard"]
    assert names("ReplyKeyboardMarkup") == MARKUP_FIELDS["keyboard"]
    assert names("ReplyKeyboardRemove") == MARKUP_FIELDS["remove_keyboard"]
    assert names("ForceReply") == MARKUP_FIELDS["force_reply"]


def test_limits_are_those_of_the_bot_api(spec: dict[str, Any]) -> None:
    def limit(fields: list[dict[str, Any]], name: str) -> int:
        text = next(field["description"] for field in fields if field["name"] == name)
        found = re.search(r"\d+-(\d+)", text)
        assert found, text
        return int(found[1])

    methods, types = spec["methods"], spec["types"]
    assert limit(methods["sendMessage"]["fields"], "text") == limits.MessageLimit.MAX_TEXT_LENGTH
    assert limit(methods["sendPhoto"]["fields"], "caption") == limits.MessageLimit.CAPTION_LENGTH
    data = limit(types["InlineKeyboardButton"]["fields"], "callback_data")
    assert data == limits.InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    answer = limit(methods["answerCallbackQuery"]["fields"], "text")
    assert answer == limits.CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH
    assert limit(methods["sendMediaGroup"]["fields"], "media") == limits.MediaGroupLimit.MAX_MEDIA_LENGTH
    assert limit(methods["setMyName"]["fields"], "name") == limits.BotNameLimit.MAX_NAME_LENGTH
    assert limit(methods["setWebhook"]["fields"], "secret_token") == limits.WebhookLimit.MAX_SECRET_TOKEN_LENGTH


@pytest.mark.parametrize(
    ("method", "params", "wrong"),
    [
        ("sendMessage", {"chat_id": 1, "text": "x"}, []),
        ("sendMessage", {"chat_id": "@x", "text": "x"}, []),
        ("sendMessage", {"chat_id": 1}, ["missing parameter text"]),
        ("sendMessage", {"chat_id": 1, "text": 5}, ["text is no String: 5"]),
        ("sendMessage", {"chat_id": 1, "text": "x", "y": 1}, ["unknown parameter y"]),
        ("sendNothing", {}, ["there is no method sendNothing"]),
        ("deleteMessages", {"chat_id": 1, "message_ids": ["1"]}, ["message_ids[0] is no Integer: '1'"]),
        ("setMyCommands", {"commands": [{"command": "a"}]}, ["commands[0] lacks description"]),
        ("setMyCommands", {"commands": [], "scope": {"type": "all_private_chats"}}, []),
        (
            "answerCallbackQuery",
            {"callback_query_id": "1", "text": "x" * 201},
            ["text has 201 characters, not 0 to 200"],
        ),
    ],
)
def test_a_recorded_call_is_checked(
    spec: dict[str, Any], method: str, params: dict[str, Any], wrong: list[str]
) -> None:
    assert check_call(spec, {"method": method, "params": params}) == wrong


@pytest.mark.parametrize(
    ("button", "fine"),
    [
        ({"text": "x", "callback_data": "y"}, True),
        ({"text": "x", "callback_data": "ä" * 33}, False),
        ({"text": "x", "color": "red"}, False),
        ({"callback_data": "y"}, False),
    ],
)
def test_keyboards_of_a_recorded_call_are_checked(spec: dict[str, Any], button: dict[str, Any], fine: bool) -> None:
    markup = {"inline_keyboard": [[button]]}
    call = {"method": "sendMessage", "params": {"chat_id": 1, "text": "x", "reply_markup": markup}}
    assert (check_call(spec, call) == []) is fine


async def test_python_telegram_bot_talks_to_it(base_url: str, sandbox: Sandbox, spec: dict[str, Any]) -> None:
    anna = await sandbox.person("Anna")
    group = await sandbox.group("Ryhmä", anna)
    async with Client(TOKEN, base_url=f"{base_url}/bot", base_file_url=f"{base_url}/file/bot") as client:
        assert client.username == "tehostamo_bot"
        await anna.opens("g_1")
        await anna.sends_document(b"%PDF")
        updates = await client.get_updates(timeout=5, allowed_updates=["message", "callback_query"])
        assert updates[-2].message is not None
        assert updates[-2].message.text == "/start g_1"
        assert updates[-1].message is not None
        assert updates[-1].message.document is not None
        file = await updates[-1].message.document.get_file()
        assert bytes(await file.download_as_bytearray()) == b"%PDF"
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Hae", callback_data="hae")]])
        sent = await client.send_message(anna.id, "<b>Hei</b>", parse_mode="HTML", reply_markup=keyboard)
        await anna.taps("Hae")
        (tap,) = await client.get_updates(offset=updates[-1].update_id + 1, timeout=5)
        assert tap.callback_query is not None
        await tap.callback_query.answer("Selvä", show_alert=True)
        await sent.edit_text("Hei taas")
        await client.send_document(anna.id, b"abc", filename="a.txt", caption="Liite")
        await client.copy_message(anna.id, anna.id, sent.message_id)
        await client.set_my_commands([("home", "Koti")])
        assert (await client.get_chat(group.id)).title == "Ryhmä"
        assert [admin.user.id for admin in await client.get_chat_administrators(group.id)] == [anna.id]
        assert (await client.get_chat_member(anna.id, anna.id)).status == "member"
        with pytest.raises(BadRequest, match="Message is not modified"):
            await sent.edit_text("Hei taas")
        await anna.blocks()
        with pytest.raises(Forbidden):
            await client.send_message(anna.id, "x")
    assert [fault for call in await sandbox.calls() for fault in check_call(spec, call)] == []
    assert await sandbox.breaches(unanswered_after=0) == []


ODD: list[Any] = [
    None,
    "",
    "x",
    "0",
    0,
    -1,
    2**70,
    1.5,
    True,
    [],
    [[]],
    [None],
    {},
    {"type": "x"},
    {"inline_keyboard": 5},
]


async def test_nonsense_is_refused_and_never_breaks_the_sandbox(sandbox: Sandbox, bot: Bot) -> None:
    anna = await sandbox.person("Anna")
    await anna.says("/start")
    sent = await bot.ok("sendMessage", chat_id=anna.id, text="x")
    sound: dict[str, Any] = {"chat_id": anna.id, "from_chat_id": anna.id, "message_id": sent["message_id"], "text": "y"}
    for method in METHODS.values():
        for name in method.parameters:
            for odd in ODD:
                params = {key: sound[key] for key in method.parameters if key in sound}
                if method.name not in ("getUpdates", "leaveChat", "deleteMessage", "deleteMessages"):
                    await bot(method.name, **{**params, name: odd})
    for odd in ODD:
        for field in ("url", "callback_data", "web_app", "copy_text", "text"):
            markup = {"inline_keyboard": [[{"text": "x", field: odd}]]}
            await bot("sendMessage", chat_id=anna.id, text="x", reply_markup=markup)
        for reply in ({"message_id": odd}, {"message_id": 1, "chat_id": odd}):
            await bot("sendMessage", chat_id=anna.id, text="x", reply_parameters=reply)
        for item in ({"type": odd, "media": "x"}, {"type": "photo", "media": odd, "caption": odd, "width": odd}):
            await bot("sendMediaGroup", chat_id=anna.id, media=[item, item])
        for entity in ({"type": odd, "offset": 0, "length": 1}, {"type": "bold", "offset": odd, "length": odd}):
            await bot("sendMessage", chat_id=anna.id, text="xy", entities=[entity])
        await bot(
            "setMyCommands", commands=[{"command": odd, "description": odd}], scope={"type": "chat", "chat_id": odd}
        )
        await bot("setChatMenuButton", menu_button={"type": "web_app", "web_app": odd})
    assert [breach for breach in await sandbox.breaches() if "the sandbox failed" in breach] == []
