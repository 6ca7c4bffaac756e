"""What a handler is handed: the transaction, the person, the moment, the house."""

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from domain.dataclasses import dataclass
from domain.quiet import Rules
from domain.refusals import FileTooLarge, FileUnreadable, Refusal
from domain.timers import Timers
from models.draft import Draft
from models.person import Person

if TYPE_CHECKING:
    from frame.routing import Routes

T = TypeVar("T")
MOST_BYTES = 2 * 1024 * 1024  # of a file that is read


@dataclass(frozen=True)
class House:
    """What this instance is. Handed down once, never read from a global."""

    bot_username: str
    default_language: str
    zone: ZoneInfo
    operators: frozenset[int]  # Telegram user ids
    secret_key: bytes
    timers: Timers
    routes: "Routes"
    service: str = "Tehostamo"
    controller: str = ""  # who keeps the register, for the privacy notice
    contact: str = ""  # how to reach them
    admission: str = "open"  # who may come in: "open", "code" or "operator"
    service_code: str = field(default="", repr=False)
    mails: bool = False  # there is a mail server: addresses can be proved
    peace: Rules = field(default_factory=Rules)  # when the bot may write by itself
    topics: bool = False  # private chats with the bot have topics

    def link(self, payload: str) -> str:
        """A deep link that opens the bot with `payload` (at most 64 of A-Z a-z 0-9 _ -)."""
        return f"https://t.me/{self.bot_username}?start={payload}"


@dataclass(frozen=True)
class Said:
    """A message as it came: its kind ("text", "photo", "sticker", ...), its words and Telegram's file id. `entities`
    are the formatting that may be carried to somebody else; `details` are those of a place, or a contact's name."""

    kind: str
    text: str = ""
    file_id: str | None = None
    message_id: int = 0
    reply_to: int | None = None  # the message in this chat that it replies to
    file_name: str = ""
    file_size: int | None = None  # bytes, where Telegram tells
    mime: str = ""
    entities: tuple[Mapping[str, Any], ...] = ()
    details: Mapping[str, Any] | None = None
    album: str | None = None  # Telegram's id of the album that it is a part of
    thread_id: int | None = None  # the topic that it was written in


class FileWanted(Exception):
    """The file of the update has to be fetched first: no error, the frame fetches it and answers the update anew."""

    def __init__(self, file_id: str, reader: Callable[[bytes], Any], most: int) -> None:
        super().__init__("a file is to be fetched")
        self.file_id = file_id
        self.reader = reader
        self.most = most


@dataclass(frozen=True)
class Fetched:
    """What came of a file: what its reader made of it, or why nothing."""

    value: Any = None
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Room:
    """A group chat, by Telegram's number."""

    id: int
    title: str


@dataclass
class Here:
    """One update's surroundings.

    Focus is where plain text goes: a draft (a dialogue under way), a conversation, or nothing.
    """

    session: Session
    actor: Person
    now: datetime
    house: House
    said: Said = field(default_factory=lambda: Said("nothing"))
    draft: Draft | None = None
    room: Room | None = None  # where it happened, if not in private
    fetched: Fetched | None = None

    def read_file(self, reader: Callable[[bytes], T], most: int = MOST_BYTES) -> T:
        """What `reader` makes of the file that was sent, of at most so many bytes. It is fetched and read outside of
        the transaction: the caller is called once more. Raises FileTooLarge, FileUnreadable, what `reader` refuses."""
        if self.said.file_id is None:
            raise FileUnreadable
        if (self.said.file_size or 0) > most:
            raise FileTooLarge(most=most)
        if self.fetched is None:
            raise FileWanted(self.said.file_id, reader, most)
        if self.fetched.refusal is not None:
            raise self.fetched.refusal
        value: T = self.fetched.value
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The person's time zone."""
        return ZoneInfo(self.actor.time_zone) if self.actor.time_zone else self.house.zone

    def focus_on(self, draft: Draft) -> None:
        """From now on plain text answers `draft`."""
        self.draft = draft
        self.actor.focus_draft_id = draft.id
        self.actor.focus_conversation_id = None

    def focus_on_conversation(self, conversation_id: int) -> None:
        """From now on plain text goes to the other side of that conversation."""
        self.draft = None
        self.actor.focus_draft_id = None
        self.actor.focus_conversation_id = conversation_id

    def leave(self) -> None:
        """From now on plain text goes nowhere until something is opened. The draft is kept."""
        self.draft = None
        self.actor.focus_draft_id = None
        self.actor.focus_conversation_id = None
