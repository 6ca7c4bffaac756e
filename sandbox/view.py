"""One person's look at one chat, and what they do there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any

import aiohttp

from sandbox.message import Message

if TYPE_CHECKING:
    from sandbox.people import Sandbox

Json = dict[str, Any]

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


async def read(answer: aiohttp.ClientResponse) -> Any:
    """The JSON of an answer, or an AssertionError that says what was refused."""
    body = await answer.json()
    if answer.status != 200:
        raise AssertionError(f"{answer.url.path}: {body['error']}")
    return body


class View:
    """One person's look at one chat, or at one topic of it, and what they do there."""

    topic: int | None = None

    def __init__(self, sandbox: Sandbox, name: str, person_id: int, chat_id: int) -> None:
        self.sandbox = sandbox
        self.name = name
        self.id = person_id
        self.chat_id = chat_id
        self.revision = 0
        self.acted = 0
        self.posts: dict[int, Json] = {}
        self.topics: dict[str, int] = {}
        self.answers: list[Json] = []
        self.keyboard: Json | None = None
        self.menu: list[Json] = []
        sandbox.views.append(self)

    # Looking

    async def refresh(self, wait: float = 0) -> None:
        """Look at the chat; with `wait`, until something comes."""
        query = {"since": self.revision, "person": self.id, "wait": wait or None}
        seen = await self.sandbox.get(f"chats/{self.chat_id}", **query)
        if seen["revision"] < self.revision:
            self.posts, self.answers = {}, []
        self.revision, self.keyboard, self.menu = seen["revision"], seen["keyboard"], seen["menu"]
        self.posts.update((post["id"], post) for post in seen["posts"])
        self.topics = {topic["name"]: int(number) for number, topic in seen["chat"]["topics"].items()}
        known = {answer["n"] for answer in self.answers}
        self.answers += [answer for answer in seen["answers"] if answer["n"] not in known]

    @property
    def messages(self) -> list[Message]:
        """The whole chat, or the topic, oldest first."""
        there = [Message(post) for _, post in sorted(self.posts.items()) if not post["deleted"]]
        return [message for message in there if self.topic in (None, message.topic)]

    @property
    def screen(self) -> Message:
        """The newest message of the bot."""
        newest = next((message for message in reversed(self.messages) if message.by_bot), None)
        assert newest is not None, f"the bot has not said anything to {self.name}"
        return newest

    @property
    def buttons(self) -> list[str]:
        """The labels on the newest message that has any, and those of the reply keyboard."""
        newest = next((message.buttons for message in reversed(self.messages) if message.buttons), [])
        return newest + self.replies_offered

    @property
    def replies_offered(self) -> list[str]:
        """The labels of the keyboard below the chat."""
        rows = (self.keyboard or {}).get("keyboard", [])
        return [button["text"] for row in rows for button in row]

    @property
    def toasts(self) -> list[str]:
        """What the bot's answers to the taps said, since the last action."""
        return [answer["text"] for answer in self.answers if answer["n"] > self.acted and answer["text"]]

    @property
    def commands(self) -> list[str]:
        """The commands of the menu."""
        return [command["command"] for command in self.menu]

    @property
    def fresh(self) -> list[Message]:
        """What the bot has said or said anew since the last action."""
        return [m for m in self.messages if m.by_bot and m.post["said"] > self.acted]

    def hears(self) -> list[str]:
        """The texts of the messages that came from the bot since the last action."""
        return [message.text for message in self.fresh]

    def sees(self, fragment: str) -> bool:
        """Whether something is to be read in what has come or changed since the last action."""
        return any(fragment in text for text in self.hears() + self.toasts)

    def tail(self, count: int = 6) -> str:
        """The end of the chat, for a failing test to show."""
        lines = [str(message) for message in self.messages[-count:]]
        lines += [f"toast: {toast}" for toast in self.toasts]
        if self.replies_offered:
            lines.append("keyboard: " + " ".join(f"[{label}]" for label in self.replies_offered))
        return f"--- {self.name}'s chat ---\n" + "\n".join(lines)

    async def awaits(self, fragment: str, timeout: float = 10) -> Message | str:  # noqa: ASYNC109
        """Wait until something is to be read; gives the message, or the toast, that says it."""
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        await self.refresh()
        while True:
            for message in reversed(self.fresh):
                if fragment in message.text:
                    return message
            for toast in self.toasts:
                if fragment in toast:
                    return toast
            left = end - loop.time()
            if left <= 0:
                raise AssertionError(f"{self.name} waited {timeout} s for {fragment!r}\n{self.tail()}")
            await self.refresh(wait=left)

    async def awaits_button(self, label: str, timeout: float = 10) -> None:  # noqa: ASYNC109
        """Wait until there is a button with this in its label, on whichever message."""
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        await self.refresh()
        while not any(label in button for button in self.visible(self.messages)):
            left = end - loop.time()
            if left <= 0:
                raise AssertionError(f"{self.name} waited {timeout} s for a button {label!r}\n{self.tail()}")
            await self.refresh(wait=left)

    # Doing

    async def do(self, action: str, **fields: Any) -> Json:
        done = await self.sandbox.act(action, person=self.id, **fields)
        self.acted = done["since"]
        return dict(done["result"] or {})

    @property
    def there(self) -> int | None:
        return None if self.chat_id == self.id else self.chat_id

    async def says(self, text: str, reply_to: Message | None = None, entities: list[Json] | None = None) -> int:
        """Write something, with formatting if there is some; gives the number of the message."""
        reply = reply_to.id if reply_to else None
        where = {"chat": self.there, "topic": self.topic, "reply_to": reply}
        return int((await self.do("say", text=text, entities=entities, **where))["id"])

    async def replies(self, message: Message, text: str) -> int:
        """Answer a message."""
        return await self.says(text, reply_to=message)

    async def edits(self, message: Message | int, text: str) -> None:
        """Change something said before."""
        number = message if isinstance(message, int) else message.id
        await self.do("edit", message=number, text=text, chat=self.there)

    async def deletes(self, message: Message | int) -> None:
        """Take a message away."""
        number = message if isinstance(message, int) else message.id
        await self.do("delete", message=number, chat=self.there)

    async def reacts(self, message: Message, emoji: str) -> None:
        """Put a reaction on a message."""
        await self.do("react", message=message.id, emoji=emoji, chat=self.there)

    async def taps(self, label: str, message: Message | None = None) -> None:
        """Press a button by its label or a part of it, on the newest message that has such a one."""
        if self.sandbox.settle is None:
            await self.refresh()
        among = [message] if message else list(reversed(self.messages))
        for matches in (str.__eq__, str.startswith, str.__contains__):
            for shown in among:
                if place := only(label, shown.rows, matches, self):
                    await self.press(shown, *place)
                    return
            keys = (self.keyboard or {}).get("keyboard", []) if message is None else []
            if place := only(label, keys, matches, self):
                await self.key(keys[place[0]][place[1]])
                return
        raise AssertionError(f"no button {label!r} among {self.visible(among)}\n{self.tail()}")

    async def taps_old(self, label: str, nth: int = 1) -> None:
        """Press a button with this label on an older message: the nth before the newest that has one."""
        having = [m for m in reversed(self.messages) if any(label in button for button in m.buttons)]
        assert len(having) > nth, f"{len(having)} messages have a button {label!r}\n{self.tail()}"
        await self.taps(label, having[nth])

    async def taps_data(self, message: Message | int, data: str) -> None:
        """Press what an old copy of a message still shows."""
        number = message if isinstance(message, int) else message.id
        await self.do("press", message=number, data=data, chat=self.there)

    async def press(self, message: Message, row: int, column: int) -> None:
        """Press a button by its place; one that links to the bot opens the link."""
        done = await self.do("press", message=message.id, button=[row, column], chat=self.there)
        if "start=" in (done.get("opens") or ""):
            await self.opens(done["opens"])

    async def key(self, button: Json) -> None:
        """Press a key of the keyboard below the chat."""
        if button.get("request_contact"):
            await self.sends_contact()
        elif button.get("request_location"):
            await self.sends_location()
        else:
            await self.says(button["text"])

    def visible(self, among: Iterable[Message]) -> list[str]:
        return [label for message in among for label in message.buttons] + self.replies_offered

    async def opens(self, link_or_payload: str) -> None:
        """Follow a deep link to the bot and press Start."""
        await self.do("open", link=link_or_payload)

    async def sends(
        self, kind: str, content: bytes, name: str, *, mime: str = "", caption: str = "", album: str = "",
        duration: int = 0, reply_to: Message | None = None,
    ) -> int:  # fmt: skip
        """Send a file of some kind; gives the number of the message."""
        query: Json = {"person": self.id, "kind": kind, "name": name, "mime": mime, "caption": caption}
        query |= {"album": album, "duration": duration, "chat": self.there or ""}
        query["reply_to"] = reply_to.id if reply_to else ""
        query["topic"] = self.topic or ""
        url = f"{self.sandbox.base_url}/api/send"
        async with self.sandbox.session.post(url, params=query, data=BytesIO(content)) as answer:
            done: Json = await read(answer)
        await self.sandbox.settled()
        self.acted = done["since"]
        return int(done["result"]["id"])

    async def sends_photo(self, content: bytes = PIXEL, name: str = "kuva.png", **more: Any) -> int:
        return await self.sends("photo", content, name, mime="image/png", **more)

    async def sends_document(self, content: bytes = b"%PDF-1.4\n", name: str = "liite.pdf", **more: Any) -> int:
        return await self.sends("document", content, name, **{"mime": "application/pdf", **more})

    async def sends_voice(self, content: bytes = b"OggS", duration: int = 3, **more: Any) -> int:
        return await self.sends("voice", content, "voice.oga", mime="audio/ogg", duration=duration, **more)

    async def sends_video(self, content: bytes = b"\0\0\0\x18ftypmp42", name: str = "video.mp4", **more: Any) -> int:
        return await self.sends("video", content, name, mime="video/mp4", **more)

    async def sends_sticker(self, content: bytes = PIXEL) -> int:
        return await self.sends("sticker", content, "sticker.webp", mime="image/webp")

    async def downloads(self, message: Message | None = None) -> bytes:
        """The bytes of the file in a message, the last one if none is named."""
        file_id = (message or self.screen).file_id
        async with self.sandbox.session.get(f"{self.sandbox.base_url}/media/{file_id}") as answer:
            answer.raise_for_status()
            return await answer.read()

    async def shares(self, what: Json) -> None:
        await self.do("share", what=what, chat=self.there, topic=self.topic)

    async def sends_video_note(self, content: bytes = b"\0\0\0\x18ftypmp42") -> int:
        return await self.sends("video_note", content, "note.mp4", mime="video/mp4")

    async def sends_venue(self, title: str, address: str, latitude: float = 60.17, longitude: float = 24.94) -> None:
        what = {"latitude": latitude, "longitude": longitude, "title": title, "address": address}
        await self.shares(what)

    async def rolls_dice(self, emoji: str = "🎲") -> None:
        await self.shares({"dice": emoji})

    async def sends_location(self, latitude: float = 60.1699, longitude: float = 24.9384) -> None:
        await self.shares({"latitude": latitude, "longitude": longitude})

    async def sends_contact(self, **contact: Any) -> None:
        """Share a contact; one's own if nothing is said."""
        await self.shares(contact)


def only(label: str, rows: list[list[Json]], matches: Callable[[str, str], bool], view: View) -> tuple[int, int] | None:
    """The place of the one button that the label means; two of them are one too many."""
    found = {
        (y, x): button["text"]
        for y, row in enumerate(rows)
        for x, button in enumerate(row)
        if matches(button["text"], label)
    }
    assert len(set(found.values())) <= 1, f"{label!r} may be any of {list(found.values())}\n{view.tail()}"
    return next(iter(found), None)
