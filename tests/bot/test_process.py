"""The command becomes the bot: one process, handed all that an operator has set."""

import json
import subprocess
import sys
from datetime import timedelta
from typing import Any

import msgspec

from bot.instance import Instance
from bot.settings import load

GIVEN: dict[str, Any] = {
    "telegram": {"token": "123456789:abcdefghijklmnopqrstuvwxyz_0123456789", "api_url": "http://127.0.0.1:8081"},
    "smtp": {
        "host": "mail.example.org",
        "sender": "a@example.org",
        "username": "a",
        "password": "hemlig",
        "timeout": "9s",
    },
    "timers": {"tick": "5s", "was_it_done": ["1h", "2d"]},
    "operators": [7, 17],
    "quiet_hours": "22-7",
    "quiet_weeks": ["07-01/07-31"],
    "admission": "operator",
}
BECOMES = """
import json, sys
from bot.process import become
from bot.settings import load
become("tests.bot.handed", load(**json.loads(sys.argv[1])).instance())
"""


def test_the_process_goes_on_as_another_with_every_value() -> None:
    command = [sys.executable, "-c", BECOMES, json.dumps(GIVEN)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        said = json.loads(process.communicate(timeout=30)[0])
    instance = load(**GIVEN).instance()
    assert said["pid"] == process.pid
    assert said["lean"] == 2
    assert msgspec.convert(said["given"], Instance) == instance
    assert instance.timers.was_it_done == (timedelta(hours=1), timedelta(days=2))
    assert instance.mail_server is not None
    assert instance.mail_server.timeout == timedelta(seconds=9)


def test_no_secret_is_in_the_text_of_an_instance() -> None:
    instance = load(**GIVEN).instance()
    assert "abcdefgh" not in repr(instance)
    assert "hemlig" not in repr(instance)
    assert "operators=frozenset({17, 7})" in repr(instance)
