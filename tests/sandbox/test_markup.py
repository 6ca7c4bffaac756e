"""HTML parse mode: what becomes an entity, and what is refused at which byte."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.entities import formatted, to_html
from sandbox.errors import Refused
from sandbox.markup import parse_html


def kinds(source: str) -> list[tuple[Any, ...]]:
    text, entities = formatted(source, "HTML")
    wide = text.encode("utf-16-le")
    places = [(e["offset"] * 2, (e["offset"] + e["length"]) * 2) for e in entities]
    return [(e["type"], wide[a:b].decode("utf-16-le")) for e, (a, b) in zip(entities, places, strict=True)]


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("<b>a</b>", "a", [("bold", "a")]),
        ("<STRONG>a</Strong>", "a", [("bold", "a")]),
        ("<i>a<em>b</em></i>", "ab", [("italic", "ab"), ("italic", "b")]),
        ("<u>a</u><ins>b</ins>", "ab", [("underline", "a"), ("underline", "b")]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", x) for x in "abc"]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", "a")]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", "a")]),
        ("<span class=tg-spoiler>a</span>", "a", [("spoiler", "a")]),
        ('<a href="https://a.fi/x">a</a>', "a", [("text_link", "a")]),
        ('<a href="tg://user?id=5">a</a>', "a", [("text_mention", "a")]),
        ('<a href="nowhere">a</a>', "a", []),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", "a")]),
        ("<pre><code class='language-py'>a</code></pre>", "a", [("pre", "a")]),
        ("<code>a</code>", "a", [("code", "a")]),
        ("<b>a</>", "a", [("bold", "a")]),
        ("<b></b>x", "x", []),
        ("&lt;b&gt; &amp &quot;&#228;&#x1F600;&nbsp;", '<b> & "ä😀&nbsp;', []),
        ("😀<b>ö😀</b>", "😀ö😀", [("bold", "ö😀")]),
        ("  <b> a </b> ", "a", [("bold", "a")]),
        ("<b>a <code>b</code> c</b>", "a b c", [("bold", "a "), ("code", "b"), ("bold", " c")]),
        ("<b><i>a</i></b>", "a", [("bold", "a"), ("italic", "a")]),
        ("<tg-emoji emoji-id='5368324170671202286'>👍</tg-emoji>", "👍", [("custom_emoji", "👍")]),
    ],
)
def test_what_becomes_of_html(source: str, text: str, found: list[tuple[str, str]]) -> None:
    assert formatted(source, "HTML")[0] == text
    assert kinds(source) == found


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a<br>", 'Unsupported start tag "br" at byte offset 1'),
        ("ä<p>x</p>", 'Unsupported start tag "p" at byte offset 2'),
        ("<!-- x -->", 'Unsupported start tag "!--" at byte offset 0'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("a<b", "Unclosed start tag at byte offset 1"),
        ("<a href='x", 'Unclosed start tag "a" at byte offset 0'),
        ("<a ='x'>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<tg-emoji emoji-id='x'>y</tg-emoji>", "Invalid custom emoji identifier specified"),
        (
            "&#xD800;",
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units",
        ),
    ],
)
def test_what_is_refused(source: str, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"
    assert refusal.value.breach


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start abc", [("bot_command", "/start")]),
        ("/start@tehostamo_bot x", [("bot_command", "/start@tehostamo_bot")]),
        ("see https://a.fi/x?y=1. ok", [("url", "https://a.fi/x?y=1")]),
        ("a.virtanen@example.org", [("email", "a.virtanen@example.org")]),
        ("@anna ja #apu", [("mention", "@anna"), ("hashtag", "#apu")]),
        ("soste.fi", [("url", "soste.fi")]),
        ("1/2 a/b", []),
    ],
)
def test_what_is_found_by_itself(text: str, found: list[tuple[str, str]]) -> None:
    assert kinds(text) == found


def test_code_hides_what_would_be_found() -> None:
    assert kinds("<code>/start</code> /help") == [("code", "/start"), ("bot_command", "/help")]


def test_control_characters_and_direction_marks_are_cleaned() -> None:
    assert formatted("a\x00b\rc\u202ed\te", None)[0] == "a bcd e"


def test_html_again() -> None:
    source = '<b>a &lt; <i>b</i></b> <a href="https://a.fi/x">c</a> <pre>d</pre>'
    assert to_html(*formatted(source, "HTML")) == source


def test_other_parse_modes_are_refused() -> None:
    with pytest.raises(Refused, match="unsupported parse_mode"):
        formatted("x", "MarkdownV2")
