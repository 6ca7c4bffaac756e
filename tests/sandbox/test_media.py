"""Pictures and files: sent both ways, kept by id, fetched again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sandbox.people import Person, Sandbox
from sandbox.pictures import size_of
from sandbox.view import PIXEL
from tests.sandbox.conftest import TOKEN, Bot


@pytest.fixture
async def anna(sandbox: Sandbox) -> Person:
    anna = await sandbox.person("Anna")
    await anna.says("/start")
    return anna


def png(width: int, height: int) -> bytes:
    return PIXEL[:16] + width.to_bytes(4, "big") + height.to_bytes(4, "big") + PIXEL[24:]


async def test_a_photo_comes_in_sizes_smallest_first(bot: Bot, anna: Person) -> None:
    answer = await bot.upload("sendPhoto", {"photo": ("a.png", png(800, 400))}, chat_id=anna.id, caption="Sali")
    sizes = answer["result"]["photo"]
    assert [(size["width"], size["height"]) for size in sizes] == [(90, 45), (320, 160), (800, 400)]
    assert len({size["file_id"] for size in sizes} | {size["file_unique_id"] for size in sizes}) == 6
    again = await bot.ok("sendPhoto", chat_id=anna.id, photo=sizes[0]["file_id"])
    assert again["photo"] == sizes
    await anna.refresh()
    assert [(message.media, message.text) for message in anna.messages[1:]] == [("photo", "Sali"), ("photo", "")]


@pytest.mark.parametrize("kind", ["Document", "Voice", "Video", "Animation", "Audio", "Video_note", "Sticker"])
async def test_each_kind_of_file_goes_out_and_can_be_sent_again(bot: Bot, anna: Person, kind: str) -> None:
    method, field = "send" + kind.title().replace("_", ""), kind.lower()
    answer = await bot.upload(method, {field: ("a.bin", b"12345")}, chat_id=anna.id)
    file = answer["result"][field]
    assert file["file_size"] == 5
    assert (await bot.ok(method, chat_id=anna.id, **{field: file["file_id"]}))[field] == file
    other = "voice" if field != "voice" else "video"
    wrong = await bot.refused(f"send{other.title()}", chat_id=anna.id, **{other: file["file_id"]})
    assert wrong.startswith("Bad Request: can't use file of type ")


async def test_what_people_send_can_be_fetched(bot: Bot, anna: Person) -> None:
    await anna.sends_document(b"%PDF x", "liite.pdf", caption="lue")
    await anna.sends_voice(b"OggS...", duration=7)
    document, voice = (update["message"] for update in (await bot.updates())[-2:])
    assert document["document"]["file_name"] == "liite.pdf"
    assert document["caption"] == "lue"
    assert voice["voice"]["duration"] == 7
    file = await bot.ok("getFile", file_id=document["document"]["file_id"])
    async with bot.session.get(f"{bot.base_url}/file/bot{TOKEN}/{file['file_path']}") as answer:
        assert await answer.read() == b"%PDF x"
    async with bot.session.get(f"{bot.base_url}/file/bot{TOKEN}/documents/none") as answer:
        assert answer.status == 404
    async with bot.session.get(f"{bot.base_url}/media/{file['file_id']}") as answer:
        assert answer.headers["content-disposition"] == 'attachment; filename="liite.pdf"'
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendDocument", {}, "there is no document in the request"),
        ("sendVideoNote", {}, "there is no video note in the request"),
        ("sendPhoto", {"photo": "AgACnone"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"photo": "https://example.org/a.png"}, "failed to get HTTP URL content"),
        ("getFile", {"file_id": "none"}, "wrong file_id or the file is temporarily unavailable"),
        ("getFile", {}, "file_id not specified"),
        ("sendLocation", {"longitude": 1}, "latitude is empty"),
        ("sendLocation", {"latitude": 1}, "longitude is empty"),
        ("sendContact", {"first_name": "A"}, "phone number is empty"),
        ("sendMediaGroup", {"media": [{"type": "photo", "media": "x"}]}, "too few messages to send as an album"),
    ],
)
async def test_what_is_refused(bot: Bot, anna: Person, method: str, params: dict[str, Any], description: str) -> None:
    here = {} if method == "getFile" else {"chat_id": anna.id}
    assert await bot.refused(method, **here, **params) == f"Bad Request: {description}"


async def test_pictures_and_captions_have_limits(bot: Bot, anna: Person) -> None:
    async def photo(content: bytes, **more: Any) -> str:
        answer = await bot.upload("sendPhoto", {"photo": ("a.png", content)}, chat_id=anna.id, **more)
        return str(answer["description"])

    assert await photo(b"no picture") == "Bad Request: IMAGE_PROCESS_FAILED"
    assert await photo(b"") == "Bad Request: file must be non-empty"
    assert await photo(png(9000, 9000)) == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    assert await photo(PIXEL, caption="x" * 1025) == "Bad Request: message caption is too long"


async def test_albums(bot: Bot, anna: Person) -> None:
    media = [{"type": "photo", "media": "attach://one", "caption": "Kaksi"}, {"type": "photo", "media": "attach://two"}]
    files = {"one": ("1.png", PIXEL), "two": ("2.png", PIXEL)}
    answer = await bot.upload("sendMediaGroup", files, chat_id=anna.id, media=json.dumps(media))
    first, second = answer["result"]
    assert first["media_group_id"] == second["media_group_id"]
    mixed = [media[0], {"type": "document", "media": "attach://two"}]
    refused = await bot.upload("sendMediaGroup", files, chat_id=anna.id, media=json.dumps(mixed))
    assert refused["description"] == "Bad Request: can't use the media of the specified type in the album"


async def test_media_are_edited(bot: Bot, anna: Person) -> None:
    answer = await bot.upload("sendPhoto", {"photo": ("a.png", PIXEL)}, chat_id=anna.id, caption="a")
    here = {"chat_id": anna.id, "message_id": answer["result"]["message_id"]}
    assert (await bot.ok("editMessageCaption", **here, caption="b"))["caption"] == "b"
    assert await bot.refused("editMessageText", **here, text="x") == (
        "Bad Request: there is no text in the message to edit"
    )
    media = json.dumps({"type": "document", "media": "attach://d"})
    changed = await bot.upload("editMessageMedia", {"d": ("d.txt", b"d")}, **here, media=media)
    assert changed["result"]["document"]["file_name"] == "d.txt"
    assert "photo" not in changed["result"]


def test_sizes_of_pictures() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x10\x00\x20\x03"
    assert size_of(PIXEL) == (1, 1)
    assert size_of(b"GIF89a\x02\x00\x03\x00") == (2, 3)
    assert size_of(jpeg) == (32, 16)
    assert size_of(b"text") is None
