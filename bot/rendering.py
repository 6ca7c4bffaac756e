"""A screen in somebody's language, ready to be sent: within Telegram's limits whatever people wrote into it."""

import html
import re
from dataclasses import asdict, dataclass, replace
from datetime import tzinfo
from typing import Any

from telegram.constants import ForumTopicLimit, MessageLimit

from frame.formatting import Formatted, tidied, under, unmarked
from frame.screen import KEEPS, Button, CopyOf, File, Media, Recipe, Screen, Spot, Topic
from frame.texts import Language, Words, utf16

CLIPS = (None, 1500, 700, 300, 120, 40, 10)  # characters of each value, tried until the whole fits
LONGEST_LABEL = 60
LONGEST_TOAST = 190
METHODS = {
    "photo": "sendPhoto",
    "document": "sendDocument",
    "voice": "sendVoice",
    "video": "sendVideo",
    "audio": "sendAudio",
    "animation": "sendAnimation",
    "video_note": "sendVideoNote",
    "sticker": "sendSticker",
}
WITHOUT_CAPTION = ("video_note", "sticker")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A screen in somebody's language, ready to be kept as JSON and sent. The text is HTML, or plain with entities."""

    text: str
    keyboard: list[list[dict[str, str]]]
    media: tuple[str, str] | None = None  # kind and file id
    recipe: tuple[str, dict[str, Any]] | None = None  # of what is to be made: its kind and values
    file: File | None = None  # made; never kept
    toast: str | None = None
    anew: bool = False
    reply_to: int | None = None
    entities: list[dict[str, Any]] | None = None
    follows: dict[str, Any] | None = None  # a call with what takes no caption and stands below the text
    album: list[dict[str, Any]] | None = None
    replaces: int | None = None
    reaction: dict[str, Any] | None = None
    silent: bool = False
    topic: "Within | None" = None

    @property
    def has_file(self) -> bool:
        """It cannot take the place of a text."""
        return self.media is not None or self.recipe is not None or self.file is not None


@dataclass(frozen=True, slots=True)
class Within:
    """The same in a topic of its own."""

    of: int
    thread_id: int | None
    name: str | None
    inside: Rendered


def fields_of(value: Any) -> dict[str, Any]:
    """A value as JSON keeps it."""
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def rendered(screen: Screen, language: Language, zone: tzinfo) -> Rendered:
    """`screen` in `language`, with times in `zone`, within Telegram's limits whatever people wrote into it."""
    below = isinstance(screen.media, Spot | CopyOf) or (
        isinstance(screen.media, Media) and screen.media.kind in WITHOUT_CAPTION
    )
    captioned = bool(screen.album or screen.media) and not below
    most = MessageLimit.CAPTION_LENGTH if captioned else MessageLimit.MAX_TEXT_LENGTH
    text, entities = _words(screen, screen.said or Formatted(), language, zone, most)
    media = screen.media
    return Rendered(
        text=text,
        keyboard=[[_key(button, language, zone) for button in row] for row in screen.buttons],
        media=(media.kind.value, media.file_id) if captioned and isinstance(media, Media) else None,
        file=screen.media if isinstance(screen.media, File) else None,
        recipe=(type(screen.media).__name__, asdict(screen.media)) if isinstance(screen.media, Recipe) else None,  # type: ignore[call-overload]
        toast=_cut(language.plain(screen.toast, zone), LONGEST_TOAST) if screen.toast is not None else None,
        anew=screen.anew,
        reply_to=screen.reply_to,
        entities=entities,
        follows=_call(screen.media) if below else None,
        album=_album(screen, language, zone) if screen.album else None,
        replaces=screen.replaces,
        reaction=fields_of(screen.reaction) if screen.reaction else None,
        silent=screen.silent,
        topic=_within(screen.topic, language, zone) if screen.topic else None,
    )


def _within(topic: Topic, language: Language, zone: tzinfo) -> Within:
    name = _cut(language.plain(topic.name, zone), ForumTopicLimit.MAX_NAME_LENGTH) if topic.name is not None else None
    return Within(topic.of, topic.thread_id, name, rendered(topic.inside, language, zone))


def _words(
    screen: Screen, said: Formatted, language: Language, zone: tzinfo, most: int
) -> tuple[str, list[dict[str, Any]] | None]:
    """The screen's words as HTML; with what somebody wrote below them, plain with entities."""
    if screen.said is None:
        return _fitting(screen.words, language, zone, most), None
    tidy = tidied(said)
    header = unmarked(_fitting(screen.words, language, zone, max(most - utf16(tidy.text) - 2, most // 4)))
    whole = under(header, tidy, most)
    return whole.text, [dict(entity) for entity in whole.entities]


def _album(screen: Screen, language: Language, zone: tzinfo) -> list[dict[str, Any]]:
    """The parts as Telegram takes them: the screen's words are above those of the first."""
    made: list[dict[str, Any]] = []
    for part in screen.album:
        header = screen if not made else replace(screen, words="")
        text, entities = _words(header, part.said, language, zone, MessageLimit.CAPTION_LENGTH)
        item: dict[str, Any] = {"type": part.media.kind.value, "media": part.media.file_id}
        made.append(item | ({"caption": text, "caption_entities": entities} if text else {}))
    return made


def _call(media: "Media | Recipe | File | Spot | CopyOf | None") -> dict[str, Any]:
    """How to send what takes no caption."""
    match media:
        case Media(kind, file_id):
            return {"method": METHODS[kind], "params": {kind.value: file_id}}
        case CopyOf(chat_id, message_id):
            return {"method": "copyMessage", "params": {"from_chat_id": chat_id, "message_id": message_id}}
        case Spot(latitude, longitude, title, address):
            where = {"latitude": latitude, "longitude": longitude}
            if title and address:
                return {"method": "sendVenue", "params": {**where, "title": title, "address": address}}
            return {"method": "sendLocation", "params": where}
    raise TypeError(f"{media!r} takes a caption")


def _fitting(words: Words, language: Language, zone: tzinfo, most: int) -> str:
    said = ""
    for clip in CLIPS:
        said = str(language.html(words, zone, clip)).strip()
        if 2 * len(said) <= most or utf16(without_markup(said)) <= most:  # no letter counts for more than two
            return said
    return html.escape(_cut(without_markup(said), most // 2), quote=False)


def without_markup(said: str) -> str:
    """The text that Telegram shows of `said`, which is HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", said))


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _key(button: Button, language: Language, zone: tzinfo) -> dict[str, str]:
    label = _cut(language.plain(button.label, zone), LONGEST_LABEL) or "…"
    if button.tap is not None:
        return {"text": label, "callback_data": (KEEPS if button.keeps else "") + button.tap.pack()}
    return {"text": label, "url": button.url or ""}
