"""The world: who is there, what was said, and what the bot has not heard of yet."""

from __future__ import annotations

import itertools
import random
import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sandbox.errors import Refused
from sandbox.faults import Faults
from sandbox.journal import Journal
from sandbox.mailbox import Mailbox
from sandbox.nouns import Chat, File, Json, Post, Someone
from sandbox.signals import Signal
from sandbox.store import Store

BOT_ID = 7_000_000_001
FIRST = {"person": 100_000_001, "group": 4_000_000_001, "supergroup": 1_000_000_001, "update": 500_000_001}
TOKEN = re.compile(r"\d{1,19}:[A-Za-z0-9_-]+")


class World:
    """Everything that a restart must find again. Without a path it lives in memory."""

    def __init__(
        self,
        path: Path | str | None = None,
        *,
        token: str | None = None,
        bot_username: str = "tehostamo_bot",
        bot_name: str = "Tehostamo",
        privacy: bool = True,
        topics: bool = False,
        clock: Callable[[], float] = time.time,
        seed: int | None = None,
    ) -> None:
        self.token = token
        self.privacy = privacy
        self.topics = topics  # BotFather's switch: private chats with the bot have topics
        self.clock = clock
        self.bot: Json = {
            "id": int(token.partition(":")[0]) if token else BOT_ID,
            "is_bot": True,
            "first_name": bot_name,
            "username": bot_username,
        }
        self.store = Store(Path(path) if path else None)
        self.chance = random.Random(seed)
        self.changed = Signal()
        self.closing = False
        self.empty()
        self.load()

    def empty(self) -> None:
        """Nobody and nothing, as at the first day."""
        self.counters: dict[str, int] = {}
        self.people: dict[int, Someone] = {}
        self.chats: dict[int, Chat] = {}
        self.posts: dict[int, dict[int, Post]] = {}
        self.files: dict[str, File] = {}
        self.queries: dict[str, Json] = {}
        self.about: dict[str, Any] = {}
        self.happenings: deque[Json] = deque(maxlen=1000)
        self.mailbox = Mailbox(self.store, self.number_update)
        self.journal = Journal(self.clock)
        self.faults = Faults(self.chance)

    def load(self) -> None:
        """Go on from what is kept."""
        things = self.store.things
        self.counters = dict(things("counter"))
        self.people = {int(key): Someone(**thing) for key, thing in things("person")}
        self.chats = {int(key): Chat(**thing) for key, thing in things("chat")}
        self.files = {key: File(**thing) for key, thing in things("file")}
        self.queries = dict(things("query"))
        self.about = dict(things("about"))
        for _, thing in sorted(things("post"), key=lambda kept: int(kept[1]["revision"])):
            self.posts.setdefault(thing["chat"], {})[thing["id"]] = Post(**thing)
        self.mailbox.load()

    def reset(self) -> None:
        """Start over: forget everybody and everything that was said. Numbers keep counting up, so that nobody new is
        taken for somebody who was there, and what the bot said of itself stays."""
        counters, about = self.counters, self.about
        self.store.clear()
        self.empty()
        self.counters, self.about = counters, about
        for name, value in counters.items():
            self.store.keep("counter", name, value)
        for name, said in about.items():
            self.store.keep("about", name, said)
        self.happen(None, "reset")

    def stop(self) -> None:
        """Send everybody home who waits for something."""
        self.closing = True
        self.changed.fire()
        self.mailbox.close()

    def close(self) -> None:
        """Keep everything and let go of the file."""
        self.stop()
        self.store.close()

    def next(self, counter: str) -> int:
        """The next number of a sequence."""
        value = self.counters.get(counter, FIRST.get(counter, 1) - 1) + 1
        self.counters[counter] = value
        self.store.keep("counter", counter, value)
        return value

    def number_update(self) -> int:
        return self.next("update")

    def now(self) -> int:
        """The present second."""
        return int(self.clock())

    def admit(self, token: str) -> None:
        """Let a bot in by its token."""
        if not TOKEN.fullmatch(token):
            raise Refused("invalid token specified", 401)
        if self.token is not None and token != self.token:
            raise Refused("", 401)

    # People and chats

    def keep(self, thing: Someone | Chat | Post | File) -> None:
        """Remember a thing as it is now."""
        kind = {Someone: "person", Chat: "chat", Post: "post", File: "file"}[type(thing)]
        key = f"{thing.chat}:{thing.id}" if isinstance(thing, Post) else thing.id
        self.store.keep(kind, key, vars(thing))

    def member(self, user_id: int) -> Json:
        """A user as the Bot API shows them: the bot itself or a person."""
        return self.bot if user_id == self.bot["id"] else self.person(user_id).user()

    def person(self, user_id: int) -> Someone:
        """Somebody by id."""
        if user_id not in self.people:
            raise Refused("user not found")
        return self.people[user_id]

    def chat(self, chat_id: Any) -> Chat:
        """A chat the bot may speak in, or why it may not."""
        if isinstance(chat_id, str):
            raise Refused("chat not found")
        chat = self.known_chat(chat_id)
        if chat.kind == "private":
            person = self.people[chat.id]
            if not person.started:
                raise Refused("chat not found")
            if person.blocked:
                raise Refused("bot was blocked by the user", 403)
        elif chat.members.get(str(self.bot["id"])) not in ("member", "administrator", "restricted"):
            name = "group" if chat.kind == "group" else "supergroup"
            kicked = chat.members.get(str(self.bot["id"])) == "kicked"
            what = f"bot was kicked from the {name} chat" if kicked else f"bot is not a member of the {name} chat"
            raise Refused(what, 403)
        return chat

    def known_chat(self, chat_id: Any) -> Chat:
        """A chat that the bot has heard of, whether it may speak there or not."""
        chat = self.chats.get(chat_id)
        if chat is None:
            raise Refused("chat not found")
        if chat.upgraded_to is not None:
            reason = "group chat was upgraded to a supergroup chat"
            raise Refused(reason, migrate_to_chat_id=chat.upgraded_to)
        return chat

    def chat_body(self, chat: Chat) -> Json:
        """A chat as messages show it."""
        if chat.kind != "private":
            return chat.short()
        person = self.people[chat.id].user()
        names: Json = {key: person[key] for key in ("first_name", "last_name", "username") if key in person}
        return {"id": chat.id, **names, "type": "private"}

    # Posts

    def post(self, chat: Chat, author: int, content: Json) -> Post:
        """Put a new message into a chat."""
        if chat.kind == "supergroup":
            chat.last_id += 1
            number = chat.last_id
            self.keep(chat)
        else:
            number = self.next("message")
        head = {"message_id": number, "from": self.member(author), "chat": self.chat_body(chat)}
        post = Post(chat.id, number, {**head, "date": self.now(), **content})
        self.touch(post, said=True)
        return post

    def find(self, chat_id: int, message_id: Any) -> Post | None:
        """A message that is still there."""
        post = self.posts.get(chat_id, {}).get(message_id)
        return None if post is None or post.deleted else post

    def touch(self, post: Post, *, said: bool = False) -> None:
        """A message has changed: those who look at it see it."""
        post.revision = self.next("revision")
        if said:
            post.said = post.revision
        posts = self.posts.setdefault(post.chat, {})
        posts.pop(post.id, None)
        posts[post.id] = post
        self.keep(post)
        self.tell({"n": post.revision, "chat": post.chat, "person": None, "kind": "post", "post": vars(post)})

    def posts_since(self, chat_id: int, revision: int) -> list[Post]:
        """What has changed in a chat, oldest change first."""
        fresh: list[Post] = []
        for post in reversed(self.posts.get(chat_id, {}).values()):
            if post.revision <= revision:
                break
            fresh.append(post)
        return fresh[::-1]

    def happen(self, chat_id: int | None, kind: str, *, person: int | None = None, **details: Any) -> None:
        """Tell the pages that look on."""
        self.tell({"n": self.next("revision"), "chat": chat_id, "person": person, "kind": kind, **details})

    def tell(self, happening: Json) -> None:
        self.happenings.append(happening)
        self.changed.fire()

    def happenings_since(self, revision: int) -> list[Json]:
        """What has happened lately, oldest first."""
        fresh = itertools.takewhile(lambda happening: happening["n"] > revision, reversed(self.happenings))
        return list(fresh)[::-1]

    @property
    def revision(self) -> int:
        """The number of the latest happening."""
        return self.counters.get("revision", 0)

    def unanswered(self, seconds: float) -> list[Json]:
        """Taps that the bot has not answered in this time."""
        late = self.clock() - seconds
        return [query for query in self.queries.values() if query["time"] <= late]

    def chats_of(self, user_id: int) -> Iterator[Chat]:
        """Where somebody reads along."""
        for chat in self.chats.values():
            if chat.id == user_id or chat.members.get(str(user_id)) in (
                "creator",
                "administrator",
                "member",
                "restricted",
            ):
                yield chat
