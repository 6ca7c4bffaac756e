"""What readers see of conversations, reports and suspensions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.dataclasses import dataclass
from models.conversation import Kind
from models.peace import ReportReason


@dataclass(frozen=True)
class ConversationView:
    """A conversation as one side sees it: about a task, or about a question."""

    id: int
    task_id: int | None
    advice_id: int | None
    title: str
    other_id: int
    other_name: str
    other_reachable: bool
    opened_at: datetime
    closed_at: datetime | None
    waits_for_me: bool  # the last word is the other's
    unread: int  # what has come since I last looked or wrote
    muted: bool
    kept_apart: bool  # one of the two has blocked the other
    blocked_by_me: bool
    thread_id: int | None  # its topic in my chat


@dataclass(frozen=True)
class PartView:
    """What one message of Telegram's holds."""

    id: int
    kind: Kind
    text: str
    entities: tuple[Mapping[str, Any], ...]
    file_id: str | None
    details: Mapping[str, Any] | None


@dataclass(frozen=True)
class MessageView:
    """A message on its way to the other side; an album has several parts."""

    parts: tuple[PartView, ...]
    conversation_id: int
    author_name: str
    title: str  # of what it is about
    asks_whether_it_helped: bool  # it may be an answer to a question of the reader's
    reply_to_message_id: int | None  # Telegram's id in the recipient's chat, outside of topics
    reply_within_id: int | None  # the same in the topic of the conversation
    thread_id: int | None  # the topic of the conversation in the recipient's chat
    source: tuple[int, int] | None  # the author's chat and message, for copying what is not kept; never shown
    stands_in: int | None  # Telegram's id in the recipient's chat, once it is there
    within: bool  # it stands in a topic
    header_above: bool  # the header stands in another message
    of_album: bool
    edited: bool
    muted: bool


@dataclass(frozen=True)
class SaidView:
    """One line of a conversation as it is exported."""

    at: datetime
    author_name: str
    kind: Kind
    text: str
    edited: bool


@dataclass(frozen=True)
class ReportView:
    """A reported conversation, as the operators see it."""

    id: int
    title: str  # of what was talked about
    reporter_name: str
    reported_name: str
    reason: ReportReason
    messages: tuple[SaidView, ...]  # the last ones, as they were then; none when they are forgotten
    reported_at: datetime
    closed_at: datetime | None
    suspended: bool  # the reported person, now
    answer: str  # what they say to it


@dataclass(frozen=True)
class SuspensionView:
    """A suspension, as its person and the operators see it."""

    id: int
    name: str
    report_id: int | None
    at: datetime
    lifted_at: datetime | None
    answer: str
