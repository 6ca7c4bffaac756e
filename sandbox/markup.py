"""HTML parse mode: a direct scanner that refuses what Telegram's refuses, with its words and byte offsets."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.errors import Refused

Entity = dict[str, Any]

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
}
TAGS = {*SIMPLE, "a", "blockquote", "tg-emoji"}
REFERENCE = re.compile(r"&(?:#[xX]([0-9a-fA-F]{1,8})|#([0-9]{1,8})|(lt|gt|amp|quot));?")
SIGN = re.compile(r"[<&]")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPACES = " \t\r\n\0\v"
TAG_NAME = re.compile(r"[^ \t\r\n\0\v>]*")
ATTRIBUTE_NAME = re.compile(r"[^ \t\r\n\0\v=>/\"']*")
NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")


def units(text: str) -> int:
    """The length of a text in UTF-16 units, in which Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The plain text and the entities of a message written in HTML."""
    return Scanner(source).run()


def link_entity(url: str) -> Entity | None:
    """What a link becomes: a mention of a person, a link, or nothing at all."""
    mention = re.fullmatch(r"tg://user\?id=(\d{1,16})", url)
    if mention:
        return {"type": "text_mention", "user": {"id": int(mention[1])}}
    if url.lower().startswith(("tg://", "mailto:", "tel:")):
        return {"type": "text_link", "url": url}
    if "://" not in url:
        url = "http://" + url
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    known = parts.scheme.lower() in ("http", "https", "ftp", "tonsite")
    if not known or any(c in url for c in " \n<>") or ("." not in host and host != "localhost"):
        return None
    return {"type": "text_link", "url": url if parts.path or parts.query else url.rstrip("/") + "/"}


class Scanner:
    """One walk over a text written in HTML."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.length = 0
        self.open: list[tuple[str, str, int, int]] = []  # tag, argument, offset, index in out
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        source = self.source
        while self.at < len(source):
            step = SIGN.search(source, self.at)
            self.write(source[self.at : step.start() if step else None])
            if step is None:
                break
            self.at = step.start()
            if source[self.at] == "&":
                self.write(self.reference() or self.take("&"))
            elif source.startswith("</", self.at):
                self.end_tag()
            else:
                self.start_tag()
        if self.open:
            raise self.fail(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return "".join(self.out), self.entities

    def fail(self, reason: str) -> Refused:
        return Refused(f"can't parse entities: {reason}")

    def byte(self, index: int) -> int:
        return len(self.source[:index].encode("utf-8", "surrogatepass"))

    def write(self, text: str) -> None:
        if text:
            self.out.append(text)
            self.length += units(text)

    def take(self, text: str) -> str:
        self.at += len(text)
        return text

    def char(self) -> str:
        return self.source[self.at : self.at + 1]

    def skip_spaces(self) -> None:
        while self.char() and self.char() in SPACES:
            self.at += 1

    def match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.at)
        return self.take(found[0] if found else "")

    def reference(self) -> str:
        """The character of a reference such as &lt; or nothing if it is none."""
        found = REFERENCE.match(self.source, self.at)
        if not found:
            return ""
        if found[3]:
            self.at = found.end()
            return NAMED[found[3]]
        code = int(found[1], 16) if found[1] else int(found[2])
        if code == 0 or code >= 0x10FFFF:
            return ""
        if 0xD800 <= code <= 0xDFFF:
            reason = "Text contains invalid Unicode characters after decoding HTML entities"
            raise self.fail(f"{reason}, check for unmatched surrogate code units")
        self.at = found.end()
        return chr(code)

    def start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self.match(TAG_NAME).lower()
        if not self.char():
            raise self.fail(f"Unclosed start tag at byte offset {self.byte(begin)}")
        if tag not in TAGS:
            raise self.fail(f'Unsupported start tag "{tag}" at byte offset {self.byte(begin)}')
        argument = ""
        while self.char() != ">":
            self.skip_spaces()
            if self.char() == ">":
                break
            name = self.match(ATTRIBUTE_NAME).lower()
            if not name and self.char():
                raise self.fail(f'Empty attribute name in the tag "{tag}" at byte offset {self.byte(begin)}')
            self.skip_spaces()
            value = ""
            if self.char() == "=":
                self.at += 1
                self.skip_spaces()
                value = self.attribute_value()
            if not self.char():
                raise self.fail(f'Unclosed start tag "{tag}" at byte offset {self.byte(begin)}')
            argument = self.argument(tag, name, value) or argument
        if tag == "span" and argument != "spoiler":
            raise self.fail(f'Tag "span" must have class "tg-spoiler" at byte offset {self.byte(begin)}')
        self.at += 1
        self.open.append((tag, argument, self.length, len(self.out)))

    def attribute_value(self) -> str:
        quote = self.char()
        begin = self.at
        if quote not in ("'", '"'):
            token = self.match(NAME_TOKEN).lower()
            if self.char() and self.char() not in SPACES + ">":
                raise self.fail(f"Unexpected end of name token at byte offset {self.byte(begin)}")
            return token
        self.at += 1
        value: list[str] = []
        while self.char() and self.char() != quote:
            value.append((self.char() == "&" and self.reference()) or self.take(self.char()))
        self.at += 1
        return "".join(value)

    @staticmethod
    def argument(tag: str, name: str, value: str) -> str:
        match tag, name:
            case ("a", "href") | ("tg-emoji", "emoji-id"):
                return value
            case ("code", "class") if value.startswith("language-"):
                return value.removeprefix("language-")
            case ("span", "class") if value.startswith("tg-"):
                return value.removeprefix("tg-")
            case ("blockquote", "expandable"):
                return "expandable"
        return ""

    def end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self.fail(f"Unexpected end tag at byte offset {self.byte(begin)}")
        self.at += 2
        name = self.match(TAG_NAME).lower()
        self.skip_spaces()
        if self.char() != ">":
            raise self.fail(f"Unclosed end tag at byte offset {self.byte(begin)}")
        self.at += 1
        tag, argument, offset, index = self.open.pop()
        if name and name != tag:
            where = f"Unmatched end tag at byte offset {self.byte(begin)}"
            raise self.fail(f'{where}, expected "</{tag}>", found "</{name}>"')
        if self.length > offset:
            self.close(tag, argument, offset, "".join(self.out[index:]))

    def close(self, tag: str, argument: str, offset: int, inside: str) -> None:
        place = {"offset": offset, "length": self.length - offset}
        last = self.entities[-1] if self.entities else {}
        same = bool(last) and all(last[key] == value for key, value in place.items())
        if tag == "a":
            link = link_entity(argument or inside)
            if link:
                self.entities.append({**link, **place})
        elif tag == "tg-emoji":
            if not argument.isdigit():
                raise self.fail("Invalid custom emoji identifier specified")
            self.entities.append({"type": "custom_emoji", "custom_emoji_id": argument, **place})
        elif tag == "blockquote":
            self.entities.append({"type": "expandable_blockquote" if argument else "blockquote", **place})
        elif tag == "pre" and same and last["type"] == "code" and last.get("language"):
            last["type"] = "pre"
        elif tag == "code" and same and last["type"] == "pre" and argument:
            last["language"] = argument
        else:
            entity = {"type": SIMPLE[tag], **place}
            if argument and tag == "code":
                entity["language"] = argument
            self.entities.append(entity)
