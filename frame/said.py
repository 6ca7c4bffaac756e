"""What a message of Telegram's says, without its types."""

from typing import Any

from telegram import MaybeInaccessibleMessage, Message

from frame.formatting import kept
from frame.here import Said

KINDS = (
    *("photo", "animation", "document", "voice", "video", "audio", "video_note", "sticker", "venue", "location"),
    "contact",
)
"""In this order: an animation is a document, too, and a venue a location."""


def topic_of(message: MaybeInaccessibleMessage | None) -> int | None:
    """The topic that a message stands in. Outside of topics a thread is no more than a line of answers."""
    return message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None


def said_in(message: Message) -> Said:
    """What a message says, without Telegram's types."""
    kind = "text" if message.text is not None else next((kind for kind in KINDS if getattr(message, kind)), "other")
    found = getattr(message, kind, None)
    file = found[-1] if kind == "photo" and found else found
    return Said(
        kind,
        message.text or message.caption or "",
        getattr(file, "file_id", None),
        message.message_id,
        message.reply_to_message.message_id if message.reply_to_message else None,
        file_name=getattr(file, "file_name", None) or "",
        file_size=getattr(file, "file_size", None),
        mime=getattr(file, "mime_type", None) or "",
        entities=tuple(kept(one.to_dict() for one in (message.entities or message.caption_entities))),
        details=_details(message),
        album=message.media_group_id,
        thread_id=topic_of(message),
    )


def _details(message: Message) -> dict[str, Any] | None:
    """Where a place is; of a contact only the name, which is what its sender is asked about."""
    if message.contact:
        return {"name": f"{message.contact.first_name} {message.contact.last_name or ''}".strip()}
    point = message.venue.location if message.venue else message.location
    if point is None:
        return None
    named = {"title": message.venue.title, "address": message.venue.address} if message.venue else {}
    return {"latitude": point.latitude, "longitude": point.longitude, **named}
