"""Texts as Telegram keeps them: cleaned, trimmed, with entities given, parsed or found by itself."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from sandbox.errors import Refused
from sandbox.markup import Entity, parse_html, units

PRIORITY = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
SPLITTABLE = {"bold", "italic", "underline", "strikethrough", "spoiler"}
AUTOMATIC = (
    ("url", re.compile(r"(?<![\w@./])https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]]", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}(?![\w-])")),
    (
        "url",
        re.compile(
            r"(?<![\w@./-])(?:[A-Za-z0-9-]+\.)+(?:com|org|net|fi|se|ax|eu|io|me|dev|info)(?![\w.@-])(?:/[^\s<>\"']*[^\s<>\"'.,;:!?)\]])?"
        ),
    ),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w@/])", re.ASCII)),
    ("mention", re.compile(r"(?<![\w@./])@[A-Za-z][A-Za-z0-9_]{2,31}(?![\w@])")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}(?![\w#])")),
)
CONTROL = dict.fromkeys([*range(10), 11, 12, *range(14, 32)], " ")
REMOVED = dict.fromkeys([13, *range(0x2028, 0x202F), 0x033F, 0x0333, 0x035A])
CLEAN: dict[int, str | None] = {**CONTROL, **REMOVED}
TAGS = {"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "spoiler": "tg-spoiler", "code": "code"}


def formatted(text: str, parse_mode: str | None, given: Any = None) -> tuple[str, list[Entity]]:
    """The text and the entities that a message is made of."""
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise Refused("strings must be encoded in UTF-8") from None
    text = text.translate(CLEAN)
    if parse_mode:
        if parse_mode.lower() != "html":
            raise Refused("unsupported parse_mode")
        text, entities = parse_html(text)
    else:
        entities = [dict(entity) for entity in checked(given)]
    text, entities = trimmed(text, entities)
    return text, ordered(around_code(entities) + found(text, entities))


def checked(given: Any) -> Iterator[Entity]:
    """Entities that the caller names by themselves."""
    if given is not None and not isinstance(given, list):
        raise Refused("can't parse entities: expected an Array of MessageEntity")
    for entity in given or []:
        if not isinstance(entity, dict) or not all(type(entity.get(name)) is int for name in ("offset", "length")):
            raise Refused("can't parse entities: can't parse MessageEntity: Object expected")
        kind = str(entity.get("type"))
        needed = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}.get(kind, "type")
        if kind in PRIORITY and needed in entity and entity["length"] > 0:
            yield entity


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without spaces around; the entities move along, and those left empty vanish."""
    bare = text.strip()
    if bare == text and not entities:
        return text, entities
    lead, total = units(text) - units(text.lstrip()), units(bare)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] - lead + entity["length"], total)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return bare, kept


def around_code(entities: list[Entity]) -> list[Entity]:
    """Bold and the like stop at code, which knows no other formatting."""
    walls = sorted((e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in ("code", "pre"))
    if not walls:
        return entities
    result = []
    for entity in entities:
        if entity["type"] not in SPLITTABLE:
            result.append(entity)
            continue
        start, end = entity["offset"], entity["offset"] + entity["length"]
        for left, right in [*walls, (end, end)]:
            if start < min(left, end):
                result.append({**entity, "offset": start, "length": min(left, end) - start})
            start = max(start, right)
    return result


def found(text: str, entities: list[Entity]) -> list[Entity]:
    """Commands, addresses, mentions and hashtags that nobody marked."""
    if not any(sign in text for sign in "/@#."):
        return []
    closed = ("code", "pre", "text_link", "text_mention")
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in closed]
    result = []
    for kind, pattern in AUTOMATIC:
        for hit in pattern.finditer(text):
            start = units(text[: hit.start()])
            end = start + units(hit[0])
            if all(end <= left or start >= right for left, right in taken):
                taken.append((start, end))
                result.append({"type": kind, "offset": start, "length": end - start})
    return result


def ordered(entities: list[Entity]) -> list[Entity]:
    """In Telegram's order: by place, the longer first, then by kind."""
    return sorted(entities, key=lambda e: (e["offset"], -e["length"], PRIORITY.get(e["type"], 50)))


def to_html(text: str, entities: list[Entity]) -> str:
    """The text with its formatting as HTML again."""
    wide = text.encode("utf-16-le")
    edges: dict[int, tuple[list[str], list[str]]] = {}
    for entity in ordered(entities):
        opening, closing = tag_of(entity)
        if opening:
            edges.setdefault(entity["offset"], ([], []))[1].append(opening)
            edges.setdefault(entity["offset"] + entity["length"], ([], []))[0].insert(0, closing)
    result, last = [], 0
    for place in sorted(edges):
        result.append(html.escape(wide[last * 2 : place * 2].decode("utf-16-le"), quote=False))
        result += edges[place][0] + edges[place][1]
        last = place
    return "".join([*result, html.escape(wide[last * 2 :].decode("utf-16-le"), quote=False)])


def tag_of(entity: Entity) -> tuple[str, str]:
    """The start tag and the end tag of an entity, or nothing for those found by themselves."""
    kind = entity["type"]
    if kind in TAGS:
        return f"<{TAGS[kind]}>", f"</{TAGS[kind]}>"
    if kind == "text_link":
        return f'<a href="{html.escape(entity["url"])}">', "</a>"
    if kind == "text_mention":
        return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
    if kind == "pre":
        language = entity.get("language")
        return (f'<pre><code class="language-{language}">', "</code></pre>") if language else ("<pre>", "</pre>")
    if kind in ("blockquote", "expandable_blockquote"):
        return ("<blockquote expandable>" if kind.startswith("exp") else "<blockquote>"), "</blockquote>"
    return "", ""
