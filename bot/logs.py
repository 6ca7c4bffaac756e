"""Logs: one line per event, never a secret, never what people wrote."""

import logging
import re
import sys
import time
import traceback
from typing import Any

FORMAT = "%(asctime)sZ %(levelname)s %(name)s %(message)s"
TOKEN = re.compile(r"\d{6,}(:|%3A)[A-Za-z0-9_-]{30,}")
PASSWORD = re.compile(r"(://[^:/@\s]+:)[^@\s]+@")


class OneLine(logging.Formatter):
    """UTC; line breaks spelled out; whatever looks like a bot token or a password in an address is taken out."""

    converter = staticmethod(time.gmtime)

    def formatException(self, ei: Any) -> str:  # noqa: N802
        """Kinds of errors and places, without what they say: it may be what people wrote."""
        told = []
        error = ei[1]
        while error is not None:
            frames = traceback.extract_tb(error.__traceback__)
            told.append(
                " < ".join([type(error).__name__, *(f"{f.filename}:{f.lineno} {f.name}" for f in reversed(frames))])
            )
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "; from ".join(told)

    def format(self, record: logging.LogRecord) -> str:
        words = TOKEN.sub("[token]", PASSWORD.sub(r"\1[password]@", super().format(record)))
        return words.replace("\r", "\\r").replace("\n", "\\n")


def start(level: str) -> None:
    """Log to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(FORMAT, "%Y-%m-%dT%H:%M:%S"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for talker in ("httpx", "httpcore", "apscheduler", "aiosqlite", "alembic", "telegram", "uvicorn"):
        logging.getLogger(talker).setLevel(max(logging.WARNING, logging.getLevelName(level)))
