"""Letters as the handlers write them: plain values that know no mail server."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from domain.dataclasses import dataclass
from frame.here import House
from frame.texts import Words


@dataclass(frozen=True, slots=True)
class Mail:
    """What a letter says: paragraphs, a link with its label, and small print."""

    subject: Words
    body: tuple[Words, ...]
    link: tuple[Words, str] | None = None
    small: tuple[Words, ...] = ()
    unasked: bool = False  # the reader did not ask for it


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter with its address, in its reader's language."""

    address: str
    language: str
    mail: Mail


@dataclass(frozen=True)
class Letters:
    """Who writes the letters, and who is told what became of them; handed to the courier."""

    written: Callable[[Any, Session, House, datetime], Posted | None]  # from the present state; None: it is over
    sent: Callable[[Any, Session, datetime], None]
    lost: Callable[[Any, Session, datetime], None]  # it will not be sent
