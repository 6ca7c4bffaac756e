"""Runs the bot in the process that `python -m bot run` becomes."""

import sys
from typing import NoReturn

from telegram.error import Conflict, InvalidToken, NetworkError

from bot import database, logs
from bot.instance import Instance
from bot.process import given, loaded, until_told_to_stop


def serve(instance: Instance) -> None:
    """Run until told to stop. Where that cannot be, a sentence says why, and the process ends with 1 or 2."""
    logs.start(instance.log_level)
    try:
        with database.usable("start_failed"):
            until_told_to_stop(loaded().run(instance))
    except InvalidToken:
        _end(2, "Telegram does not know this token. Please check telegram.token.")
    except Conflict:
        _end(1, "Another process polls Telegram with the same token. Only one may run.")
    except NetworkError:
        _end(1, f"Telegram cannot be reached at {instance.api_url}.")
    except database.Unusable as unusable:
        _end(1, str(unusable))
    except KeyboardInterrupt:  # while it loads; later it ends in good order
        _end(130, "Stopped.")


def _end(code: int, words: str) -> NoReturn:
    sys.stderr.write(f"{words}\n")
    raise SystemExit(code) from None


if __name__ == "__main__":
    serve(given())
