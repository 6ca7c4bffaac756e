"""A message as a person sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.entities import to_html

Json = dict[str, Any]

MEDIA = (
    "photo",
    "voice",
    "video",
    "animation",
    "audio",
    "video_note",
    "sticker",
    "document",
    "venue",
    "location",
    "contact",
)


@dataclass
class Message:
    """A message as a person sees it."""

    post: Json

    @property
    def body(self) -> Json:
        return dict(self.post["body"])

    @property
    def id(self) -> int:
        return int(self.post["id"])

    @property
    def text(self) -> str:
        """The text, or the caption of a picture or a file."""
        return str(self.body.get("text", self.body.get("caption", "")))

    @property
    def html(self) -> str:
        """The text with its formatting."""
        entities = self.body.get("entities") or self.body.get("caption_entities") or []
        return to_html(self.text, entities)

    @property
    def media(self) -> str:
        """What it carries besides the text: photo, document, voice, ... or nothing."""
        return next((kind for kind in MEDIA if kind in self.body), "")

    @property
    def topic(self) -> int | None:
        """The topic that it stands in."""
        return self.body.get("message_thread_id")

    @property
    def by_bot(self) -> bool:
        return bool(self.body["from"]["is_bot"])

    @property
    def rows(self) -> list[list[Json]]:
        """The inline buttons."""
        return list(self.body.get("reply_markup", {}).get("inline_keyboard", []))

    @property
    def buttons(self) -> list[str]:
        """The labels under it."""
        return [button["text"] for row in self.rows for button in row]

    @property
    def reply_to(self) -> str | None:
        """The text that it answers, if it answers one."""
        quoted = self.body.get("reply_to_message")
        return None if quoted is None else str(quoted.get("text", quoted.get("caption", "")))

    @property
    def file_id(self) -> str:
        """The id of what it carries."""
        held = self.body[self.media]
        return str((held[-1] if isinstance(held, list) else held)["file_id"])

    def __str__(self) -> str:
        who = "bot" if self.by_bot else self.body["from"]["first_name"]
        rows = ["  " + " ".join(f"[{button['text']}]" for button in row) for row in self.rows]
        media = f"<{self.media}> " if self.media else ""
        return "\n".join([f"{who}: {media}{self.text}", *rows])
