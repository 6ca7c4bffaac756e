"""The door for people: what the page and the tests ask for, as JSON."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import crowd, groups
from sandbox.arguments import Upload
from sandbox.errors import Refused
from sandbox.menus import menu_for, text_for
from sandbox.nouns import Chat, Json, Post
from sandbox.world import World

LONGEST_WAIT = 60.0
INLINE = ("image/png", "image/jpeg", "image/gif", "image/webp", "audio/", "video/")


class Front:
    """Runs the people's actions and shows them their chats."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.actions: dict[str, Callable[..., Any]] = {
            "people": self.add_person,
            "say": self.say,
            "edit": self.edit,
            "delete": self.delete,
            "press": self.press,
            "share": self.share,
            "open": self.open,
            "block": self.block,
            "react": self.react,
            "topics": self.create_topic,
            "topics/end": self.delete_topic,
            "groups": self.create_group,
            "members": self.add_member,
            "leave": self.remove_member,
            "restrict": self.restrict,
            "promote": self.promote,
            "upgrade": self.upgrade,
            "redeliver": self.redeliver,
            "hold": self.hold,
            "faults": self.add_fault,
            "faults/end": self.end_faults,
            "reset": self.reset,
        }

    # Actions: each takes the fields of the JSON that was posted

    def add_person(self, name: str, language: str = "fi", **more: str) -> Any:
        given = {key: value for key, value in more.items() if key in ("last_name", "username") and value}
        return crowd.add_person(self.world, name, language_code=language, **given)

    def say(self, person: int, text: str, chat: int | None = None, **more: Any) -> Post:
        return crowd.say(self.world, person, text, chat, **more)

    def edit(self, person: int, message: int, text: str, chat: int | None = None) -> Post:
        return crowd.edit(self.world, person, message, text, chat)

    def delete(self, person: int, message: int, chat: int | None = None) -> Post:
        return crowd.delete(self.world, person, message, chat)

    def press(self, person: int, message: int, chat: int | None = None, **which: Any) -> Json:
        return crowd.press(self.world, person, message, chat_id=chat, **which)

    def share(self, person: int, what: Json, chat: int | None = None, **more: Any) -> Post:
        return crowd.share(self.world, person, what, chat, **more)

    def open(self, person: int, link: str) -> Post:
        return crowd.follow(self.world, person, link)

    def block(self, person: int, blocked: bool) -> None:
        crowd.block(self.world, person, blocked=blocked)

    def react(self, person: int, message: int, emoji: str, chat: int | None = None) -> None:
        crowd.react(self.world, person, message, emoji, chat)

    def create_topic(self, person: int, name: str) -> Post:
        return crowd.create_topic(self.world, person, name)

    def delete_topic(self, person: int, topic: int) -> None:
        crowd.delete_topic(self.world, person, topic)

    def create_group(self, title: str, people: list[int], bot: bool = True) -> Chat:
        return groups.create(self.world, title, people, bot=bot)

    def add_member(self, chat: int, by: int, user: int | None = None, **how: Any) -> None:
        groups.add(self.world, groups.group(self.world, chat), by, user or self.world.bot["id"], **how)

    def remove_member(self, chat: int, by: int, user: int | None = None) -> None:
        groups.remove(self.world, groups.group(self.world, chat), by, user or self.world.bot["id"])

    def restrict(self, chat: int, by: int, may_write: bool, user: int | None = None) -> None:
        room, who = groups.group(self.world, chat), user or self.world.bot["id"]
        groups.restrict(self.world, room, by, who, may_write=may_write)

    def promote(self, chat: int, by: int, administrator: bool, user: int | None = None) -> None:
        room, who = groups.group(self.world, chat), user or self.world.bot["id"]
        groups.promote(self.world, room, by, who, administrator=administrator)

    def upgrade(self, chat: int, by: int) -> Chat:
        return groups.upgrade(self.world, groups.group(self.world, chat), by)

    def redeliver(self, update_id: int) -> Json:
        return self.world.mailbox.redeliver(update_id)

    def hold(self, held: bool, backwards: bool = False) -> None:
        if held:
            self.world.mailbox.hold()
        else:
            self.world.mailbox.release(backwards=backwards)

    def add_fault(self, kind: Any, seed: int | None = None, **details: Any) -> Any:
        if seed is not None:
            self.world.faults.seed(seed)
        return self.world.faults.add(kind, **details)

    def end_faults(self, id: int | None = None) -> None:
        self.world.faults.end(id)

    def reset(self) -> None:
        self.world.reset()

    # Requests

    async def act(self, request: Request) -> Response:
        """Run an action; `since` tells which revision was there before it."""
        action = self.actions.get(request.path_params["action"])
        if action is None:
            return JSONResponse({"error": "there is no such action"}, 404)
        return self.attempt(action, **await request.json())

    async def send_file(self, request: Request) -> Response:
        """A person sends a file: its bytes are the body, the rest is in the query."""
        query = request.query_params
        upload = Upload(query.get("name", "file"), query.get("mime", ""), await request.body())
        details: dict[str, Any] = {key: query[key] for key in ("caption", "album") if key in query}
        for key, name in (("chat", "chat_id"), ("reply_to", "reply_to"), ("duration", "duration"), ("topic", "topic")):
            if query.get(key):
                details[name] = int(query[key])
        person, kind = int(query["person"]), query["kind"]
        return self.attempt(lambda: crowd.send_file(self.world, person, kind, upload, **details))

    def attempt(self, action: Callable[..., Any], **fields: Any) -> Response:
        """Do it and keep it, or say why not."""
        since = self.world.revision
        try:
            result = action(**fields)
        except (Refused, TypeError, ValueError, KeyError) as error:
            reason = error.description.removeprefix("Bad Request: ") if isinstance(error, Refused) else repr(error)
            return JSONResponse({"error": reason}, 400)
        finally:
            self.world.store.flush()
        body = result if isinstance(result, dict | None) else vars(result)
        return JSONResponse({"since": since, "result": body})

    async def show_world(self, request: Request) -> Response:
        """Who is there, and how the bot introduces itself."""
        world = self.world
        language = request.query_params.get("language", "")
        bot = {**world.bot, "name": text_for(world, "name", language)}
        bot["description"] = text_for(world, "description", language)
        people = [vars(person) for person in world.people.values()]
        rooms = [vars(chat) for chat in world.chats.values() if chat.kind != "private" and not chat.upgraded_to]
        return JSONResponse({"bot": bot, "people": people, "groups": rooms, "revision": world.revision})

    async def show_chat(self, request: Request) -> Response:
        """A chat as a person sees it: what has changed since a revision; `wait` holds until something does."""
        world, query = self.world, request.query_params
        chat = world.chats.get(int(request.path_params["chat"]))
        if chat is None:
            return JSONResponse({"error": "chat not found"}, 404)
        since, person = int(query.get("since", 0)), int(query.get("person", chat.id))
        loop = asyncio.get_running_loop()
        end = loop.time() + min(float(query.get("wait", 0)), LONGEST_WAIT)
        view = self.view(chat, person, since)
        while not (view["posts"] or view["answers"]) and not world.closing:
            if not await world.changed.wait(end - loop.time()):
                break
            view = self.view(chat, person, since)
        return JSONResponse(view)

    def view(self, chat: Chat, person: int, since: int) -> Json:
        """What has changed in a chat since a revision."""
        lately = self.world.happenings_since(since)
        answers = [one for one in lately if one["kind"] == "answer" and one["person"] == person]
        return {
            "chat": vars(chat),
            "revision": self.world.revision,
            "posts": [vars(post) for post in self.world.posts_since(chat.id, since)],
            "answers": answers,
            "keyboard": chat.keyboard,
            "menu": menu_for(self.world, chat, person) if person in self.world.people else [],
        }

    async def show_calls(self, request: Request) -> Response:
        """The log of the bot's requests, the latest of them if there is a limit."""
        query = request.query_params
        calls = self.world.journal.since(int(query.get("since", 0)))[-int(query.get("limit", 0)) :]
        return JSONResponse([call.body() for call in calls])

    async def show_breaches(self, request: Request) -> Response:
        """What the bot should not have asked, and the taps that it left unanswered."""
        seconds = float(request.query_params.get("unanswered_after", 10))
        calls = [call.body() for call in self.world.journal.breaches]
        return JSONResponse({"calls": calls, "unanswered": self.world.unanswered(seconds)})

    async def show_pending(self, request: Request) -> Response:
        """Updates that the bot has not confirmed."""
        mailbox = self.world.mailbox
        return JSONResponse({"pending": list(mailbox.pending.values()), "held": mailbox.held})

    async def show_faults(self, request: Request) -> Response:
        """The faults that are on."""
        return JSONResponse(self.world.faults.listed())

    async def show_file(self, request: Request) -> Response:
        """What is in a file; only pictures and sounds are shown in place."""
        file = self.world.files.get(request.path_params["file"])
        content = self.world.store.content(file.path) if file else None
        if file is None or content is None:
            return Response(status_code=404)
        kind = "image/jpeg" if file.kind == "photo" else file.mime or "application/octet-stream"
        headers = {"x-content-type-options": "nosniff", "cache-control": "max-age=86400"}
        if file.kind == "document" or not kind.startswith(INLINE):
            name = "".join(c for c in file.name if c.isascii() and c.isprintable() and c not in '"\\') or "file"
            headers["content-disposition"] = f'attachment; filename="{name}"'
        return Response(content, media_type=kind, headers=headers)
