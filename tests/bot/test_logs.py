"""Logs: one line an event, no token, no password."""

import logging

from bot.logs import FORMAT, OneLine

TOKEN = "123456789:abcdefghijklmnopqrstuvwxyz_0123456789"


def line(words: str, error: BaseException | None = None) -> str:
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("bot", logging.INFO, "", 0, words, (), info)
    return OneLine(FORMAT).format(record)


def test_secrets_are_taken_out_wherever_they_stand() -> None:
    said = line(f"GET https://api.telegram.org/bot{TOKEN}/getMe", ValueError(f"postgresql://me:hush@host/x {TOKEN}"))
    assert TOKEN not in said
    assert "hush" not in said


def test_an_event_is_one_line() -> None:
    assert len(line("name=a\nb", ValueError("one\ntwo\r\nthree")).splitlines()) == 1


def test_what_an_error_says_stays_out_since_it_may_be_what_somebody_wrote() -> None:
    try:
        try:
            raise ValueError("my client Ville")
        except ValueError as first:
            raise LookupError("of Ville") from first
    except LookupError as error:
        said = line("update_failed update=1", error)
    assert "Ville" not in said
    assert "LookupError" in said
    assert "ValueError" in said
    assert "test_logs.py" in said
