"""Somebody's own words with the formatting they gave them, carried on under a header.

Telegram counts places in a text in UTF-16 units. What is cleaned away, and the header above, moves them.
"""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from frame.texts import RIGHT_TO_LEFT, cleaned, utf16

Entity = Mapping[str, Any]

KEPT = {
    "bold": (),
    "italic": (),
    "underline": (),
    "strikethrough": (),
    "spoiler": (),
    "blockquote": (),
    "expandable_blockquote": (),
    "code": (),
    "pre": ("language",),
    "text_link": ("url",),
}
"""What is carried on, with what belongs to it. Telegram finds addresses and the like by itself. A mention of somebody
without a handle would unmask them, and a bot may not send custom emoji: of those only the words go on."""

TAGS = {"b": "bold", "i": "italic"}  # of our own sentences


@dataclass(frozen=True, slots=True)
class Formatted:
    """Words and their entities, as Telegram gave them."""

    text: str = ""
    entities: tuple[Entity, ...] = ()


def kept(entities: Iterable[Entity]) -> list[dict[str, Any]]:
    """Those that may be carried to somebody else, with nothing in them that they do not need."""
    return [
        {name: entity[name] for name in ("type", "offset", "length", *KEPT[entity["type"]]) if name in entity}
        for entity in entities
        if entity["type"] in KEPT and str(entity.get("url", "http://")).lower().startswith(("http://", "https://"))
    ]


def tidied(said: Formatted) -> Formatted:
    """`said` as it goes on a screen: cleaned like every value, its entities where their words now are."""
    wide = said.text.encode("utf-16-le", "surrogatepass")
    size = len(wide) // 2
    spans = [
        (max(entity["offset"], 0), min(entity["offset"] + entity["length"], size), entity) for entity in said.entities
    ]
    edges = sorted({0, size, *(edge for start, end, _entity in spans for edge in (start, end))})
    pieces: list[str] = []
    place, length = {0: 0}, 0
    for start, end in pairwise(edges):
        pieces.append(cleaned(wide[start * 2 : end * 2].decode("utf-16-le", "surrogatepass")))
        length += utf16(pieces[-1])
        place[end] = length
    text, before = "".join(pieces), 0
    if RIGHT_TO_LEFT.search(text):  # kept from turning its neighbours
        text, before = f"\u2068{text}\u2069", 1
    return Formatted(
        text,
        tuple(
            {**entity, "offset": place[start] + before, "length": place[end] - place[start]}
            for start, end, entity in spans
            if start < end and place[end] > place[start]
        ),
    )


def unmarked(said: str) -> Formatted:
    """HTML of our own sentences as a text with entities."""
    text, length = "", 0
    begun: list[tuple[str, int]] = []
    found: list[Entity] = []
    for piece in re.split(r"(<[^>]*>)", said):
        if piece.startswith("</"):
            kind, start = begun.pop()
            if length > start:
                found.append({"type": kind, "offset": start, "length": length - start})
        elif piece.startswith("<"):
            begun.append((TAGS[piece[1:-1]], length))
        else:
            text += html.unescape(piece)
            length = utf16(text)
    return Formatted(text, tuple(found))


def under(header: Formatted, said: Formatted, most: int) -> Formatted:
    """`said` below `header`, its entities moved to the right; cut to `most` where the two do not fit."""
    if not said.text.strip():
        return header
    lead = utf16(header.text) + 2 if header.text else 0
    room = most - lead
    wide = said.text.encode("utf-16-le", "surrogatepass")
    text = said.text if len(wide) <= room * 2 else wide[: (room - 1) * 2].decode("utf-16-le", "ignore") + "…"
    moved = (
        {**entity, "offset": entity["offset"] + lead, "length": min(entity["length"], room - entity["offset"])}
        for entity in said.entities
        if entity["offset"] < room
    )
    return Formatted(f"{header.text}\n\n{text}" if header.text else text, (*header.entities, *moved))


INVISIBLE = re.compile(
    "[\\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\x00-\x1f\x7f-\x9f\U000e0000-\U000e0fff]"
)


def is_blank(text: str) -> bool:
    """Nothing in it can be seen, once it is cleaned: spaces, marks of no width, fillers."""
    return not INVISIBLE.sub("", cleaned(text))
