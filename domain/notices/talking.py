"""What others hear in a conversation, and of keeping the peace."""

from domain.dataclasses import dataclass
from domain.notices.telling import Notice

# Talking


@dataclass(frozen=True)
class OtherIsAway(Notice):
    """To who waits for somebody: they are away until that moment."""

    person_id: int
    until: str


@dataclass(frozen=True)
class CarriedMessage(Notice):
    """To the other side of a conversation: these words, this photo."""

    message_id: int


@dataclass(frozen=True)
class MessageUndelivered(Notice):
    """To the author of a message: it did not arrive, the other side has stopped the bot."""

    message_id: int


@dataclass(frozen=True)
class ConversationEnded(Notice):
    """To a side that has a topic for it: the conversation closed, at that second. Stands there without a sound."""

    conversation_id: int
    at: int


@dataclass(frozen=True)
class MessageEdited(Notice):
    """To the other side: a message has new words. `edits` counts from 1."""

    message_id: int
    edits: int


@dataclass(frozen=True)
class MessageReacted(Notice):
    """To the other side: an emoji was put on a message, or taken off. `times` counts from 1."""

    message_id: int
    emoji: str | None
    times: int


# Peace


@dataclass(frozen=True)
class ReportReceived(Notice):
    """To the operators: a conversation is reported."""

    report_id: int


@dataclass(frozen=True)
class ReportClosed(Notice):
    """To the one who reported: an operator has looked at it."""

    report_id: int


@dataclass(frozen=True)
class YouAreSuspended(Notice):
    """To somebody who may not write to others or apply for now."""

    suspension_id: int


@dataclass(frozen=True)
class SuspensionAnswered(Notice):
    """To the operators: what that person says to it. `answers` counts from 1."""

    suspension_id: int
    answers: int


@dataclass(frozen=True)
class SuspensionLifted(Notice):
    """To that person: they may again."""

    suspension_id: int
