"""Pictures, files and the like: sent by the bot, kept with an id, fetched again."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
from typing import TYPE_CHECKING, Any

from telegram.constants import FileSizeLimit, MediaGroupLimit

from sandbox.arguments import Arguments, Upload, missing
from sandbox.errors import Refused
from sandbox.keyboards import checked_markup
from sandbox.messages import caption_of, edit, own_post, send
from sandbox.methods import CAPTION, SENDING, method
from sandbox.nouns import File, Json, filled
from sandbox.pictures import size_of

if TYPE_CHECKING:
    from sandbox.world import World

PREFIX = {
    "photo": "AgACAgQAAx",
    "document": "BQACAgQAAx",
    "voice": "AwACAgQAAx",
    "video": "BAACAgQAAx",
    "animation": "CgACAgQAAx",
    "audio": "CQACAgQAAx",
    "video_note": "DQACAgQAAx",
    "sticker": "CAACAgQAAx",
}
NAMES = {
    "photo": "Photo",
    "document": "Document",
    "voice": "VoiceNote",
    "video": "Video",
    "animation": "Animation",
    "audio": "Audio",
    "video_note": "VideoNote",
    "sticker": "Sticker",
}
FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "voice": "voice",
    "video": "videos",
    "animation": "animations",
    "audio": "music",
    "video_note": "video_notes",
    "sticker": "stickers",
}
ENDINGS = {
    "photo": ".jpg",
    "voice": ".oga",
    "video": ".mp4",
    "animation": ".mp4",
    "video_note": ".mp4",
    "audio": ".mp3",
    "sticker": ".webp",
}
MIMES = {"voice": "audio/ogg", "video": "video/mp4", "animation": "video/mp4", "audio": "audio/mpeg"}
ALBUM_KINDS = ("photo", "video", "document", "audio")
THUMBNAILS = (90, 320)


def keep_file(world: World, kind: str, upload: Upload, *, group: str = "", sizes: tuple[int, ...] = (0, 0, 0)) -> File:
    """A new file, with ids of its own; the sizes of one picture are a group."""
    number = world.next("file")
    digest = hashlib.sha256(f"{world.bot['id']}:{number}".encode()).digest()
    code = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    _, dot, last = upload.name.rpartition(".")
    ending = dot + last if dot and last.isalnum() and len(last) <= 5 else ENDINGS.get(kind, "")
    file = File(
        id=PREFIX[kind] + code[:42],
        unique="AgAD" + code[-11:],
        kind=kind,
        path=f"{FOLDERS[kind]}/file_{number}{ending}",
        size=len(upload.content),
        name=upload.name,
        mime=MIMES.get(kind) or upload.mime or mimetypes.guess_type(upload.name)[0] or "",
        group=group or PREFIX[kind] + code[:42],
        width=sizes[0],
        height=sizes[1],
        duration=sizes[2],
    )
    world.files[file.id] = file
    world.keep(file)
    world.store.put_content(file.path, upload.content)
    return file


def photo_sizes(world: World, upload: Upload, size: tuple[int, int]) -> list[Json]:
    """A picture in the sizes it is offered in, smallest first."""
    longest = max(size)
    scales = [limit / longest for limit in THUMBNAILS if limit < longest] + [1.0]
    files: list[File] = []
    for scale in scales:
        group = files[0].group if files else ""
        scaled = (max(int(side * scale), 1) for side in size)
        files.append(keep_file(world, "photo", upload, group=group, sizes=(*scaled, 0)))
    return [shown(file) for file in files]


def shown(file: File) -> Json:
    """A file as messages show it."""
    size = {"width": file.width, "height": file.height}
    body: Json = {"file_id": file.id, "file_unique_id": file.unique, "file_size": file.size}
    if file.kind == "photo":
        return {**body, **size}
    named = filled(file_name=file.name, mime_type=file.mime)
    match file.kind:
        case "voice":
            return {**body, "duration": file.duration, "mime_type": file.mime}
        case "video" | "animation":
            return {**body, **size, "duration": file.duration, **named}
        case "audio":
            return {**body, "duration": file.duration, **named}
        case "video_note":
            return {**body, "length": file.width or 240, "duration": file.duration}
        case "sticker":
            square = {"width": 512, "height": 512}
            return {**body, **square, "type": "regular", "is_animated": False, "is_video": False}
    return {**body, **named}


def from_bot(world: World, kind: str, given: Upload | str | None, details: Json) -> Json:
    """The media part of a message: a file sent along, or one that is known by its id."""
    if given is None:
        raise Refused(missing(kind))
    if isinstance(given, str):
        return known(world, kind, given)
    if not given.content:
        raise Refused("file must be non-empty")
    if kind == "photo":
        size = size_of(given.content)
        if len(given.content) > FileSizeLimit.PHOTOSIZE_UPLOAD:
            reason = f"file of size {len(given.content)} bytes is too big for a photo"
            raise Refused(f"{reason}; the maximum size is {int(FileSizeLimit.PHOTOSIZE_UPLOAD)} bytes")
        if size is None:
            raise Refused("IMAGE_PROCESS_FAILED")
        if sum(size) > 10_000 or max(size) > 20 * min(size):
            raise Refused("PHOTO_INVALID_DIMENSIONS")
        return {"photo": photo_sizes(world, given, size)}
    sizes = tuple(number if type(number := details.get(name)) is int else 0 for name in ("width", "height", "duration"))
    return content(keep_file(world, kind, given, sizes=sizes))


def content(file: File) -> Json:
    """The field of a message that holds a file; an animation is shown as a document too."""
    body = {file.kind: shown(file)}
    if file.kind == "animation":
        named = filled(file_name=file.name, mime_type=file.mime)
        body["document"] = {k: v for k, v in body["animation"].items() if k.startswith("file_")} | named
    return body


def known(world: World, kind: str, given: str) -> Json:
    """A file that was sent before; a picture comes in all its sizes."""
    if given.lower().startswith(("http://", "https://")):
        raise Refused("failed to get HTTP URL content")
    file = world.files.get(given)
    if file is None:
        raise Refused("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise Refused(f"can't use file of type {NAMES[file.kind]} as {NAMES[kind]}")
    if kind != "photo":
        return content(file)
    return {"photo": [shown(size) for size in world.files.values() if size.group == file.group]}


def declare(name: str, kind: str, words: str, *, captioned: bool = True) -> None:
    """A method that sends one kind of file."""

    @method(name, f"chat_id! {kind}! {words} {CAPTION if captioned else ''} {SENDING}")
    def send_file(world: World, arguments: Arguments) -> Json:
        text = caption_of(arguments) if captioned else {}
        media = from_bot(world, kind, arguments.upload(kind, arguments.get(kind)), arguments)
        if kind == "audio":
            media["audio"] |= filled(title=arguments.get("title"), performer=arguments.get("performer"))
        return send(world, arguments, {**media, **text})


declare("sendPhoto", "photo", "show_caption_above_media has_spoiler")
declare("sendDocument", "document", "thumbnail disable_content_type_detection")
declare("sendVoice", "voice", "duration")
declare(
    "sendVideo",
    "video",
    "duration width height thumbnail cover start_timestamp show_caption_above_media has_spoiler supports_streaming",
)
declare("sendAnimation", "animation", "duration width height thumbnail show_caption_above_media has_spoiler")
declare("sendAudio", "audio", "duration performer title thumbnail")
declare("sendVideoNote", "video_note", "duration length thumbnail", captioned=False)
declare("sendSticker", "sticker", "emoji", captioned=False)


def input_media(world: World, arguments: Arguments, item: Any, kinds: tuple[str, ...]) -> Json:
    """One InputMedia: the media and its caption."""
    if not isinstance(item, dict) or item.get("type") not in kinds or not isinstance(item.get("media"), str):
        raise Refused("can't parse InputMedia: Can't parse media")
    kind = item["type"]
    return {**from_bot(world, kind, arguments.upload("", item["media"]), item), **caption_of(item)}


@method(
    "sendMediaGroup",
    "chat_id! media! message_thread_id disable_notification protect_content allow_paid_broadcast reply_parameters",
)
def send_media_group(world: World, arguments: Arguments) -> list[Json]:
    items = arguments["media"]
    if not isinstance(items, list):
        raise Refused("expected an Array of InputMedia")
    if not MediaGroupLimit.MIN_MEDIA_LENGTH <= len(items) <= MediaGroupLimit.MAX_MEDIA_LENGTH:
        number = "few" if len(items) < MediaGroupLimit.MIN_MEDIA_LENGTH else "many"
        raise Refused(f"too {number} messages to send as an album")
    kinds = {str(item.get("type")) for item in items if isinstance(item, dict)}
    if len(kinds) > 1 and kinds & {"document", "audio"}:
        raise Refused("can't use the media of the specified type in the album")
    contents = [input_media(world, arguments, item, ALBUM_KINDS) for item in items]
    album = {"media_group_id": str(13_000_000_000_000_000 + world.next("album"))}
    return [send(world, arguments, {**media, **album}) for media in contents]


@method("editMessageMedia", "chat_id message_id media! reply_markup")
def edit_message_media(world: World, arguments: Arguments) -> Json:
    markup = checked_markup(arguments.get("reply_markup"), inline_only=True)
    media = input_media(world, arguments, arguments["media"], (*ALBUM_KINDS, "animation"))
    post = own_post(world, arguments)
    if any(kind in post.body for kind in ("location", "contact", "sticker", "voice", "video_note")):
        raise Refused("message can't be edited")
    dropped = ("text", "entities", "caption", "caption_entities", *PREFIX)
    return edit(world, post, dropped, media, markup)


@method("getFile", "file_id!")
def get_file(world: World, arguments: Arguments) -> Json:
    file = world.files.get(arguments["file_id"])
    if file is None:
        raise Refused("wrong file_id or the file is temporarily unavailable")
    if file.size > FileSizeLimit.FILESIZE_DOWNLOAD:
        raise Refused("file is too big")
    return {"file_id": file.id, "file_unique_id": file.unique, "file_size": file.size, "file_path": file.path}
