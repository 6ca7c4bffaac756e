"""The one file that turns a screen into Telegram's calls."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from telegram import InputFile
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from bot.rendering import METHODS, Rendered, fields_of, without_markup
from bot.telegram import Telegram, asked_pause
from frame.screen import File

log = logging.getLogger(__name__)


class TopicGone(Exception):
    """The topic that something was to be shown in is not there."""


GONE = ("message thread not found", "topic_id_invalid", "topic_deleted")

Call = Callable[[str, dict[str, Any]], Awaitable[Any]]

LONGEST_PAUSE = 60.0  # seconds between tries while Telegram is out of reach
REPLACEABLE = ("photo", "video", "document", "audio", "animation")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reply goes: the chat, and what is there already."""

    chat_id: int
    query_id: str | None = None  # of the tap that it answers
    tapped_id: int | None = None  # the message that was tapped
    tapped_text: bool = False  # it is a text, so a text can take its place
    live_id: int | None = None  # the screen whose keyboard is live
    tap: str | None = None  # what was tapped
    thread_id: int | None = None  # the topic that it is answered in
    aside: bool = False  # what stands there takes the place of no screen


@dataclass(frozen=True, slots=True)
class Reply:
    """What one update is answered with. `screen` is None where only the tap is to be answered."""

    place: Place
    screen: Rendered | None
    menu: list[dict[str, str]] | None = None  # the person chose another language: this chat's command menu follows

    def used_up(self, message_id: int) -> str | None:
        """The tap, where its answer stands in its place and does not offer it again: tapped twice, it is one tap."""
        if self.screen is None or message_id != self.place.tapped_id:
            return None
        offered = {key.get("callback_data") for row in self.screen.keyboard for key in row}
        return self.place.tap if self.place.tap not in offered else None

    def kept(self) -> dict[str, Any]:
        """As JSON."""
        screen = fields_of(self.screen) if self.screen else None
        return {"place": fields_of(self.place), "screen": screen, "menu": self.menu}

    @staticmethod
    def again(kept: Mapping[str, Any]) -> "Reply":
        """From JSON."""
        screen = kept["screen"]
        if screen is not None:
            both = {name: tuple(screen[name]) if screen.get(name) else None for name in ("media", "recipe")}
            screen = Rendered(**{**screen, **both})
        return Reply(Place(**kept["place"]), screen, kept["menu"])


Make = Callable[[str, Mapping[str, Any], int], Awaitable[File | Rendered]]
"""Makes what a recipe asks for (its kind, its values) for the person of that chat: a file, or a screen."""


class Shower:
    """Shows replies and notices. Waits as long as Telegram asks, and tries again while it is out of reach."""

    def __init__(self, telegram: Telegram, make: Make) -> None:
        self._telegram = telegram
        self._make = make

    async def show(self, reply: Reply) -> int | None:
        """Show a reply; the id of the message that it now stands in. Raises Forbidden where the person is gone."""
        place, screen = reply.place, reply.screen
        if place.query_id is None:
            shown = await self._screen(screen, place)
        else:
            toast = {"text": screen.toast} if screen and screen.toast else {}
            answered = self.patiently("answerCallbackQuery", {"callback_query_id": place.query_id, **toast})
            beside = asyncio.create_task(answered, name="answer to a tap")
            try:
                shown = await self._screen(screen, place)
            except BaseException:
                beside.cancel()
                raise
            await beside
        if screen is not None and not screen.anew:
            for over in {place.live_id, place.tapped_id} - {shown, None}:
                await self.patiently("editMessageReplyMarkup", {"chat_id": place.chat_id, "message_id": over})
        if reply.menu is not None:
            scope = {"type": "chat", "chat_id": place.chat_id}
            await self.patiently("setMyCommands", {"commands": reply.menu, "scope": scope})
        return shown

    async def _screen(self, screen: Rendered | None, place: Place) -> int | None:
        if screen is None:
            return None
        screen = await self._made(screen, place.chat_id)
        if place.tapped_id is not None and place.tapped_text and not screen.has_file and not screen.anew:
            edited = await self.patiently(
                "editMessageText", {"message_id": place.tapped_id, **text_params(screen, place.chat_id)}
            )
            if edited:
                return place.tapped_id
        return await self.send(screen, place.chat_id, place.thread_id)

    async def send(self, screen: Rendered, chat_id: int, thread_id: int | None = None) -> int | None:
        """Send a screen as a message of its own, patiently; its id. Where the topic is gone, outside of it."""
        screen = await self._made(screen, chat_id)
        try:
            sent = await self._send(screen, chat_id, self.patiently, thread_id=thread_id)
        except TopicGone:
            sent = await self._send(screen, chat_id, self.patiently)
        return sent[0] if sent else None

    async def open_topic(self, chat_id: int, name: str) -> int | None:
        """A new topic's id; None where Telegram makes none. Raises RetryAfter and NetworkError."""
        made = await self._once("createForumTopic", {"chat_id": chat_id, "name": name})
        return int(made["message_thread_id"]) if made else None

    async def deliver(
        self, screen: Rendered, chat_id: int, *, silently: bool, thread_id: int | None = None
    ) -> list[int]:
        """Show a notice: the ids of the messages that it now stands in, the one with its buttons first; none where
        Telegram refused it. Raises RetryAfter and NetworkError as long as nothing of it has been sent; TopicGone where
        there is no such topic."""
        screen = await self._made(screen, chat_id)
        return await self._send(screen, chat_id, self._once, silently=silently or screen.silent, thread_id=thread_id)

    async def _send(
        self, screen: Rendered, chat_id: int, call: Call, *, silently: bool = False, thread_id: int | None = None
    ) -> list[int]:
        if screen.reaction is not None:
            return await self._react(screen.reaction, chat_id, call)
        if screen.replaces is not None:
            return await self._replace(screen, screen.replaces, chat_id, call)
        how: dict[str, Any] = {"disable_notification": True} if silently else {}
        if thread_id is not None:
            how["message_thread_id"] = thread_id
        answers: dict[str, Any] = {}
        if screen.reply_to is not None:
            answers["reply_parameters"] = {"message_id": screen.reply_to, "allow_sending_without_reply": True}
        if screen.album is not None:
            sent = await call("sendMediaGroup", {"chat_id": chat_id, "media": screen.album, **how, **answers})
            return [int(part["message_id"]) for part in sent or []]
        if screen.follows is not None and not screen.text:
            alone = {"chat_id": chat_id, **screen.follows["params"], **_keyboard(screen), **how, **answers}
            sent = await call(screen.follows["method"], alone)
            return [int(sent["message_id"])] if sent else []
        if screen.follows is not None:
            params = {name: value for name, value in text_params(screen, chat_id).items() if name != "reply_markup"}
            header = await call("sendMessage", {**params, **how})
            if not header:
                return []
            below = {"chat_id": chat_id, **screen.follows["params"], **_keyboard(screen), **answers}
            sent = await self.patiently(screen.follows["method"], {**below, **how, "disable_notification": True})
            if not sent:
                await self.patiently("deleteMessage", {"chat_id": chat_id, "message_id": header["message_id"]})
                return []
            return [int(sent["message_id"]), int(header["message_id"])]
        method, params = _message(screen, chat_id)
        sent = await call(method, {**params, **how, **answers})
        return [int(sent["message_id"])] if sent else []

    async def _react(self, reaction: dict[str, Any], chat_id: int, call: Call) -> list[int]:
        emoji = [{"type": "emoji", "emoji": reaction["emoji"]}] if reaction["emoji"] else []
        params = {"chat_id": chat_id, "message_id": reaction["message_id"], "reaction": emoji}
        return [reaction["message_id"]] if await call("setMessageReaction", params) else []

    async def _replace(self, screen: Rendered, message_id: int, chat_id: int, call: Call) -> list[int]:
        """Change a message that stands in the chat: its text, or its media together with the caption."""
        where = {"chat_id": chat_id, "message_id": message_id, **_keyboard(screen)}
        if screen.media is None:
            changed = await call("editMessageText", {**text_params(screen, chat_id), **where})
        elif screen.media[0] in REPLACEABLE:
            kind, file_id = screen.media
            media = {"type": kind, "media": file_id, "caption": screen.text, "caption_entities": screen.entities}
            changed = await call("editMessageMedia", {**where, "media": media})
        else:
            caption = {"caption": screen.text, "caption_entities": screen.entities}
            changed = await call("editMessageCaption", {**where, **caption})
        return [message_id] if changed else []

    async def _made(self, screen: Rendered, chat_id: int) -> Rendered:
        """The screen with what its recipe asks for. What cannot be made does not keep the words back."""
        if screen.recipe is None:
            return screen
        try:
            made = await self._make(*screen.recipe, chat_id)
        except Exception:
            log.exception("not_made kind=%s", screen.recipe[0])
            return replace(screen, recipe=None)
        return made if isinstance(made, Rendered) else replace(screen, recipe=None, file=made)

    async def patiently(self, method: str, params: dict[str, Any]) -> Any:
        """The result of a call, tried until Telegram answers; None where it refused. Raises Forbidden."""
        pause = 0.5
        while True:
            try:
                return await self._once(method, params)
            except RetryAfter as later:
                await asyncio.sleep(asked_pause(later).total_seconds())
            except NetworkError as broken:
                log.warning("telegram_unreachable method=%s error=%s", method, type(broken).__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _once(self, method: str, params: dict[str, Any]) -> Any:
        """The result; None where Telegram refused it in a way that another try cannot mend."""
        try:
            return await self._telegram.call(method, params)
        except Forbidden:
            raise
        except BadRequest as refused:
            said = refused.message.lower()
            if "message_thread_id" in params and any(gone in said for gone in GONE):
                raise TopicGone from refused
            if "not modified" in said:
                return True
            if "can't parse entities" in said and "parse_mode" in params:
                log.error("markup_refused method=%s", method)
                words = "text" if "text" in params else "caption"
                plain = {key: value for key, value in params.items() if key != "parse_mode"}
                return await self._once(method, {**plain, words: without_markup(params[words])})
            if "query is too old" not in said and "message to edit not found" not in said:
                log.warning("telegram_refused method=%s error=%s", method, refused.message)
            return None


def _keyboard(screen: Rendered) -> dict[str, Any]:
    return {"reply_markup": {"inline_keyboard": screen.keyboard}} if screen.keyboard else {}


def text_params(screen: Rendered, chat_id: int) -> dict[str, Any]:
    """What `sendMessage` and `editMessageText` take for a screen of words."""
    formatting = {"parse_mode": "HTML"} if screen.entities is None else {"entities": screen.entities}
    return {
        "chat_id": chat_id,
        "text": screen.text,
        **formatting,
        "link_preview_options": {"is_disabled": True},
        **_keyboard(screen),
    }


def _message(screen: Rendered, chat_id: int) -> tuple[str, dict[str, Any]]:
    """The call that sends it: a text, or a file with a caption."""
    content: str | InputFile
    if screen.file is not None:
        kind, content = screen.file.kind.value, InputFile(screen.file.content, filename=screen.file.name)
    elif screen.media is not None:
        kind, content = screen.media
    else:
        return "sendMessage", text_params(screen, chat_id)
    formatting = {"parse_mode": "HTML"} if screen.entities is None else {"caption_entities": screen.entities}
    params = {"chat_id": chat_id, kind: content, "caption": screen.text, **formatting, **_keyboard(screen)}
    return METHODS[kind], params
