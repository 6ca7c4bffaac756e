"""Runs the bot in the process that `python -m bot run` becomes."""

import sys
from typing import NoReturn

from bot import logs
from bot.instance import Instance
from bot.process import given, loaded, until_told_to_stop


def serve(instance: Instance) -> None:
    """Run until told to stop. Where that cannot be, a sentence says why, and the process ends with 1 or 2."""
    logs.start(instance.log_level)
    try:
        app = loaded()
    except KeyboardInterrupt:  # later it ends in good order
        _end(130, "Stopped.")
    from telegram.error import Conflict, InvalidToken, NetworkError  # loaded with all else, while the collector rests

    from bot import database

    try:
        with database.usable("start_failed"):
            until_told_to_stop(app.run(instance))
    except InvalidToken:
        _end(2, "Telegram does not know this token. Please check telegram.token.")
    except Conflict:
        _end(1, "Another process polls Telegram with the same token. Only one may run.")
    except NetworkError:
        _end(1, f"Telegram cannot be reached at {instance.api_url}.")
    except database.Unusable as unusable:
        _end(1, str(unusable))


def _end(code: int, words: str) -> NoReturn:
    sys.stderr.write(f"{words}\n")
    raise SystemExit(code) from None


if __name__ == "__main__":
    serve(given())
