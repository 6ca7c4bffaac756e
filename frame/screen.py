"""What is shown: screens, buttons and taps, as plain values that know no Telegram."""

from collections.abc import Callable, Iterable
from dataclasses import field, fields
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Self, get_type_hints

from domain.dataclasses import dataclass
from frame.formatting import Formatted
from frame.texts import Words

MOST_DATA = 64  # bytes of callback data, Telegram's limit
KEEPS = "+"  # before the callback data of a button whose message stays
RETIRED_CODES: frozenset[str] = frozenset()
"""Codes of taps that are gone. Old messages live for years: a code is never used for something else."""


class Tap:
    """What a button means. A subclass is a frozen dataclass of ids and short words, declared beside its screen:

    @dataclass(frozen=True)
    class ApplyToTask(Tap, code="apply"):
        task_id: int
    """

    code: ClassVar[str]
    by_code: ClassVar[dict[str, type["Tap"]]] = {}

    def __init_subclass__(cls, code: str, **more: Any) -> None:
        super().__init_subclass__(**more)
        if code in Tap.by_code or code in RETIRED_CODES or ":" in code:
            raise ValueError(f"the code {code!r} of {cls.__name__} is not free")
        cls.code = code
        Tap.by_code[code] = cls

    def pack(self) -> str:
        """As callback data, at most 64 bytes (ValueError)."""
        data = ":".join([self.code, *(_packed(getattr(self, name)) for name, _read in _parts(type(self)))])
        if len(data.encode()) > MOST_DATA:
            raise ValueError(f"{type(self).__name__} packs into more than {MOST_DATA} bytes")
        return data

    @staticmethod
    def unpack(data: str) -> "Tap | None":
        """The tap that `data` was packed from; None for anything else: buttons live for years."""
        code, *packed = data.removeprefix(KEEPS).split(":")
        kind = Tap.by_code.get(code)
        if kind is None:
            return None
        return kind._from(packed)

    @classmethod
    def _from(cls, packed: list[str]) -> Self | None:
        parts = _parts(cls)
        if len(packed) != len(parts):
            return None
        try:
            return cls(**{name: read(value) for (name, read), value in zip(parts, packed, strict=True)})
        except ValueError:
            return None


def _packed(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case str() if ":" not in value:
            return str(value)
    raise ValueError(f"{value!r} does not fit into a button")


def _flag(value: str) -> bool:
    if value not in ("0", "1"):
        raise ValueError(value)
    return value == "1"


def _number(value: str) -> int:
    number = int(value)
    if not -(2**63) <= number < 2**63:
        raise ValueError(value)  # no key of ours: what is tapped comes from outside
    return number


READ: dict[Any, Callable[[str], Any]] = {int: _number, str: str, bool: _flag, date: date.fromisoformat}


PARTS: dict[str, list[tuple[str, Callable[[str], Any]]]] = {}


def _parts(tap: type[Tap]) -> list[tuple[str, Callable[[str], Any]]]:
    if tap.code not in PARTS:
        hints = get_type_hints(tap)
        PARTS[tap.code] = [(part.name, _reader(hints[part.name])) for part in fields(tap)]  # type: ignore[arg-type]
    return PARTS[tap.code]


def _reader(hint: Any) -> Callable[[str], Any]:
    if hint in READ:
        return READ[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    inner = [kind for kind in getattr(hint, "__args__", ()) if kind is not type(None)]
    if len(inner) != 1:
        raise TypeError(f"{hint!r} does not fit into a button")
    read = _reader(inner[0])
    return lambda value: None if value == "" else read(value)


@dataclass(frozen=True, slots=True)
class Button:
    """A label and what it means: a tap, or an address to open. `keeps`: the message that it is on stays as it is, and
    the answer is a message of its own."""

    label: Words
    tap: Tap | None = None
    url: str | None = None
    keeps: bool = False


Row = tuple[Button, ...]


def rows(*items: "Button | Row | Iterable[Row] | bool | None") -> tuple[Row, ...]:
    """Rows of buttons: a button is a row of its own, a tuple of buttons is one row, a tuple of rows is spliced in;
    what is None, False or empty is left out, so that `may(APPLY) and Button(...)` reads as it does."""
    made: list[Row] = []
    for item in items:
        if item is None or isinstance(item, bool):
            continue
        if isinstance(item, Button):
            made.append((item,))
            continue
        parts = tuple(item)
        if parts and all(isinstance(part, Button) for part in parts):
            made.append(parts)  # type: ignore[arg-type]
        else:
            made.extend(row for row in parts if isinstance(row, tuple) and row)
    return tuple(made)


class MediaKind(StrEnum):
    """Kinds of files that a screen can carry; the words become the caption."""

    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    VIDEO = "video"
    AUDIO = "audio"
    ANIMATION = "animation"
    VIDEO_NOTE = "video_note"
    STICKER = "sticker"


@dataclass(frozen=True, slots=True)
class Media:
    """A file that Telegram already has, by its file id."""

    kind: MediaKind
    file_id: str


@dataclass(frozen=True, slots=True)
class File:
    """A file of our own making, with the name that its reader sees."""

    kind: MediaKind
    name: str
    content: bytes


class Recipe:
    """What is to be made when the screen is shown, after the commit: a file, or another screen in place of this one,
    with or without a file. A subclass is a frozen dataclass of ids and plain JSON values, answered by
    `@routes.recipe`: it is kept with the reply, and made again after a crash.

    @dataclass(frozen=True)
    class QrOfLink(Recipe):
        link: str
    """

    kinds: ClassVar[dict[str, type["Recipe"]]] = {}
    slow: ClassVar[bool] = False  # takes seconds: `class Picture(Recipe, slow=True)`; quick ones do not wait behind it

    def __init_subclass__(cls, *, slow: bool = False, **more: Any) -> None:
        super().__init_subclass__(**more)
        cls.slow = slow
        assert cls.__name__ not in Recipe.kinds, f"two recipes are called {cls.__name__}"
        Recipe.kinds[cls.__name__] = cls


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map; with a title and an address it is a venue."""

    latitude: float
    longitude: float
    title: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class CopyOf:
    """A message in some chat with the bot, shown anew without saying whose it is."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Part:
    """One picture or file of an album, with its own words."""

    media: Media
    said: Formatted = field(default_factory=Formatted)


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji on a message in that person's chat; None takes it off."""

    message_id: int
    emoji: str | None


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of that person's chat, which belongs to what `of` numbers. `thread_id` is where it is, if it is known;
    without a `name` it is not made where it is not there. `inside` is what the screen looks like in it."""

    of: int
    thread_id: int | None
    name: Words | None
    inside: "Screen"


@dataclass(frozen=True, slots=True)
class Screen:
    """What a person should see now.

    `toast` is said over the button that was tapped. `anew` sends a message of its own where a tap would edit the
    tapped one; so does a screen with a file. `reply_to` is a Telegram message id in that person's chat. `said` is what
    somebody wrote, with its formatting, below the words. What takes no caption follows the words, which are then a
    message of their own. `within` keeps an answer in the topic that it answers, beside what else stands in the chat.

    Of those that are sent to others only: an `album` has no buttons; `replaces` changes a message that stands in that
    person's chat; `reaction` is all there is to show; `silent` makes no sound; with a `topic` it is shown
    there, and as it is only where there can be none.
    """

    words: Words
    buttons: tuple[Row, ...] = ()
    media: Media | Recipe | File | Spot | CopyOf | None = None
    toast: Words | None = None
    anew: bool = False
    reply_to: int | None = None
    said: Formatted | None = None
    album: tuple[Part, ...] = ()
    replaces: int | None = None
    reaction: Reaction | None = None
    silent: bool = False
    within: bool = False
    topic: Topic | None = None
