"""What of a group chat may be stored."""

from typing import Any

import pytest

from bot.threshold import Threshold
from handlers import ROUTES

GROUP = {"id": -5, "type": "group", "title": "Talkoot"}
ANNA = {"id": 7, "is_bot": False, "first_name": "Anna"}
SECRET = "a client's name"
HEAD = {"message_id": 3, "date": 1, "chat": GROUP, "from": ANNA}


@pytest.fixture
def threshold() -> Threshold:
    return Threshold(ROUTES.words_in_groups, "tehostamo_bot")


def message(**content: Any) -> dict[str, Any]:
    return {"update_id": 1, "message": {**HEAD, **content}}


@pytest.mark.parametrize(
    "content",
    [
        {"text": SECRET},
        {"text": f"/newtask {SECRET}"},
        {"text": f"/help@other_bot {SECRET}"},
        {"text": f"/helpful {SECRET}"},
        {"text": ""},
        {"photo": [{"file_id": "x"}], "caption": "/help"},
        {"text": SECRET, "reply_to_message": {**HEAD, "text": "a card"}},
        {"new_chat_members": [ANNA]},
        {"new_chat_title": SECRET},
        {"pinned_message": {**HEAD, "text": SECRET}},
    ],
)
def test_what_is_not_for_the_bot_stays_outside(threshold: Threshold, content: dict[str, Any]) -> None:
    assert threshold.over(message(**content)) is None
    assert threshold.over({"update_id": 1, "edited_message": {**HEAD, **content}}) is None
    assert threshold.over({"update_id": 1, "edited_message": {**HEAD, "text": "/help"}}) is None
    assert threshold.over({"update_id": 1, "message_reaction": {"chat": GROUP, "message_id": 3, "user": ANNA}}) is None


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("/link", "/link"),
        (f"/link {SECRET}", "/link"),
        (f"/LINKKI@Tehostamo_Bot {SECRET}", "/LINKKI@Tehostamo_Bot"),
        ("/start@tehostamo_bot link", "/start@tehostamo_bot link"),
        (f"/hjalp\n{SECRET}", "/hjalp"),
    ],
)
def test_a_command_comes_in_bare(threshold: Threshold, said: str, kept: str) -> None:
    quoting = {"reply_to_message": {**HEAD, "text": SECRET}, "quote": {"text": SECRET}, "external_reply": {}}
    found = threshold.over(message(text=said, **quoting))
    assert found is not None
    command = {"type": "bot_command", "offset": 0, "length": len(kept.split()[0])}
    assert found["message"] == {**HEAD, "text": kept, "entities": [command]}


def test_what_happens_to_the_bot_and_private_chats_come_in(threshold: Threshold) -> None:
    moved = threshold.over(message(migrate_to_chat_id=-100, text=SECRET))
    assert moved == message(migrate_to_chat_id=-100)
    for update in (
        {"update_id": 1, "my_chat_member": {"chat": GROUP, "from": ANNA}},
        {"update_id": 1, "callback_query": {"id": "1", "from": ANNA, "message": {**HEAD}}},
        {"update_id": 1, "message": {**HEAD, "chat": {"id": 7, "type": "private"}, "text": SECRET}},
        {"update_id": 1, "edited_message": {**HEAD, "chat": {"id": 7, "type": "private"}, "text": SECRET}},
    ):
        assert threshold.over(update) is update
