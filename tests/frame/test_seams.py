"""The places where the frame leans on something of its libraries that they do not promise. Loud when they change."""

import json
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from telegram.ext import Application, ConversationHandler
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from frame.updates import DraftStates, handlers
from handlers import MANNERS, ROUTES
from screens.newtask import TaskDraft


def test_conversation_handlers_read_their_states_from_the_draft() -> None:
    made = [handler for handler in handlers(ROUTES, MANNERS) if isinstance(handler, ConversationHandler)]
    assert {handler.name for handler in made} == set(ROUTES.dialogues)
    untouched: ConversationHandler[Any] = ConversationHandler(entry_points=[], states={}, fallbacks=[])
    assert isinstance(untouched._conversations, dict), "a mapping takes its place"
    for handler in made:
        assert isinstance(handler._conversations, DraftStates)
        assert set(handler.states) == set(ROUTES.dialogues[str(handler.name)].steps)


def test_a_request_takes_parameters_that_are_ready_for_json() -> None:
    data = RequestData([RequestParameter("a", {"b": 1}, None), RequestParameter("c", "d", None)])
    assert data.parameters == {"a": {"b": 1}, "c": "d"}
    assert data.json_parameters == {"a": '{"b": 1}', "c": "d"}, "of a form"
    assert not data.contains_files


@pytest.mark.parametrize("dialogue", ROUTES.dialogues.values(), ids=ROUTES.dialogues)
def test_the_answers_of_every_dialogue_are_kept_as_json(dialogue: Any) -> None:
    answers = dialogue._kind()
    kept = json.loads(json.dumps(msgspec.to_builtins(answers)))
    assert msgspec.convert(kept, dialogue._kind) == answers


def test_what_drafts_of_before_hold_is_read() -> None:
    kept = {"when_at": "2026-12-15T12:00:00Z", "when_date": "2026-12-15", "named": [7], "gone_by_now": 1}
    answers = msgspec.convert(kept, TaskDraft)
    assert answers.when_at == datetime(2026, 12, 15, 12, tzinfo=UTC)
    assert (answers.when_date, answers.named) == (date(2026, 12, 15), (7,))


def test_process_update_waits_for_nothing() -> None:
    """`answered` drives it by hand: it must be a coroutine function of the application, with one argument."""
    import inspect

    parameters = list(inspect.signature(Application[Any, Any, Any, Any, Any, Any].process_update).parameters)
    assert parameters == ["self", "update"]
