"""The cards of tasks in group chats: posted once, then edited. And whom Telegram is asked about.

A card is drawn from the present state when its turn comes; what looks as it does already costs no call. As a rule one
is in flight for each chat. A crash between sending a card and noting its place may post it twice; none is lost.
"""

import asyncio
import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import Session
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.pace import Pace
from bot.rendering import Rendered, rendered
from bot.show import text_params
from bot.telegram import Telegram, asked_pause
from bot.writer import Writer
from domain import board, chats
from domain.board import TaskCard
from frame.here import House
from frame.screen import Screen
from frame.texts import language
from models.base import UtcDateTime
from models.chat import ChatCard, ChatRequest, LinkedChat

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)  # after that another process may take a claimed card
MOST_FLYING = 30
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=1), timedelta(minutes=10)
MOST_TRIES_TO_ASK = 8  # about four minutes: somebody waits for the answer

DELETED = ("message to edit not found", "message can't be edited", "message_id_invalid")
MAY_NOT_WRITE = ("not enough rights", "have no rights", "chat_write_forbidden", "need administrator rights")
NO_CHAT = ("chat not found", "peer_id_invalid", "group chat was deactivated")


@dataclass(frozen=True, slots=True)
class Post:
    """A card on its way."""

    card_id: int
    chat_id: int
    telegram_id: int
    message_id: int | None
    screen: Rendered
    shown: str
    state: str
    anew: bool  # may be posted once more, where somebody deleted it
    attempts: int


@dataclass(frozen=True, slots=True)
class Question:
    """Who runs that chat?"""

    request_id: int
    telegram_id: int
    attempts: int


NOW = bindparam("now", type_=UtcDateTime)
FREE = or_(ChatCard.leased_until.is_(None), ChatCard.leased_until < NOW)
WAITS = and_(or_(ChatCard.due, ChatCard.leased_until.is_not(None)))
HEADS = (
    select(ChatCard, LinkedChat)
    .join(LinkedChat, LinkedChat.id == ChatCard.chat_id)
    .where(
        ChatCard.id.in_(
            select(func.min(ChatCard.id))
            .where(
                WAITS,
                or_(ChatCard.not_before.is_(None), ChatCard.not_before <= NOW, ChatCard.leased_until.is_not(None)),
            )
            .group_by(ChatCard.chat_id)
        ),
        FREE,
        LinkedChat.present,
        LinkedChat.silenced_at.is_(None),
    )
    .order_by(ChatCard.id)
    .limit(bindparam("room"))
    .with_for_update(skip_locked=True, of=ChatCard)
)
"""The oldest due card of each chat. One in flight for each: a leased one keeps the others back."""

ASKED = (
    select(ChatRequest, LinkedChat.telegram_id)
    .join(LinkedChat, LinkedChat.id == ChatRequest.chat_id)
    .where(
        or_(ChatRequest.not_before.is_(None), ChatRequest.not_before <= NOW),
        or_(ChatRequest.leased_until.is_(None), ChatRequest.leased_until < NOW),
    )
    .order_by(ChatRequest.id)
    .limit(bindparam("room"))
    .with_for_update(skip_locked=True, of=ChatRequest)
)


class Board:
    """Keeps the cards up to date. Woken after each commit that marked one; the clock wakes it as a fallback."""

    def __init__(
        self,
        writer: Writer,
        telegram: Telegram,
        house: House,
        clock: Callable[[], datetime],
        *,
        draw: Callable[[TaskCard], Screen],
        pace: Pace,
        told: Callable[[], None],
    ) -> None:
        """`draw` says what a card shows; `told` is called when somebody is to hear of something."""
        self._writer = writer
        self._telegram = telegram
        self._house = house
        self._clock = clock
        self._draw = draw
        self._pace = pace
        self._told = told
        self._woken = asyncio.Event()
        self._flying: set[asyncio.Task[None]] = set()
        self._claiming = False

    def wake(self) -> None:
        """Something may be due."""
        self._woken.set()

    @property
    def idle(self) -> bool:
        """Nothing is on its way, and nobody has said that something may be due."""
        return not (self._flying or self._claiming or self._woken.is_set())

    async def run(self) -> None:
        """Keep them up to date for ever."""
        while True:
            await self._woken.wait()
            self._claiming = True
            self._woken.clear()
            if len(self._flying) >= MOST_FLYING:
                self._claiming = False
                continue  # the next one that lands wakes
            try:
                found, posts, questions = await self._writer.apply(self._claim)
                if found and not (posts or questions):
                    self._woken.set()  # what needed no call may have kept others back
                for post in posts:
                    self._start(self._show(post), f"card {post.card_id}")
                for question in questions:
                    self._start(self._ask(question), f"who runs {question.request_id}")
            except Exception:
                log.exception("cards_failed")
                await asyncio.sleep(1)
                self._woken.set()
            finally:
                self._claiming = False

    def _start(self, work: Any, name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._flying.add(task)
        task.add_done_callback(self._landed)

    def _landed(self, task: "asyncio.Task[None]") -> None:
        self._flying.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("card_failed", exc_info=task.exception())  # its lease ends, and it is tried again
        self._woken.set()

    def _claim(self, session: Session) -> tuple[int, list[Post], list[Question]]:
        """Lease what is due and draw it, from the present state."""
        now, room = self._clock(), MOST_FLYING - len(self._flying)
        asked = session.execute(ASKED, {"now": now, "room": room}).all()
        questions = [Question(request.id, telegram_id, request.attempts) for request, telegram_id in asked]
        for request, _telegram_id in asked:
            request.leased_until = now + LEASE
        rows = session.execute(HEADS, {"now": now, "room": room}).all()
        posts = [post for card, chat in rows if (post := self._post(session, card, chat, now))]
        return len(rows) + len(asked), posts, questions

    def _post(self, session: Session, card: ChatCard, chat: LinkedChat, now: datetime) -> Post | None:
        card.due, card.leased_until, card.not_before, card.looked_at = False, None, None, now
        try:
            task = board.card(session, chat, card.task_id)
            screen = rendered(self._draw(task), language(chat.language), self._house.zone) if task else None
        except Exception:
            log.exception("card_not_drawn id=%d", card.id)
            return None
        if task is None or screen is None or (card.message_id is None and not task.open):
            return None
        shown = _fingerprint(screen)
        if card.message_id is not None and shown == card.shown:
            card.shown_state = task.state
            return None
        card.leased_until = now + LEASE
        return Post(
            card_id=card.id,
            chat_id=chat.id,
            telegram_id=chat.telegram_id,
            message_id=card.message_id,
            screen=screen,
            shown=shown,
            state=task.state,
            anew=task.open and not card.posted_anew,
            attempts=card.attempts,
        )

    async def _show(self, post: Post) -> None:
        await self._pace.turn(post.telegram_id)
        try:
            message_id, anew = await self._called(post)
        except Forbidden as refused:
            why = refused.message
            await self._tell(lambda session: self._out(session, post, why))
        except ChatMigrated as upgraded:
            new = upgraded.new_chat_id
            await self._tell(lambda session: self._moved(session, post, new))
        except RetryAfter as later:
            pause = asked_pause(later)
            self._pace.halt(post.telegram_id, pause.total_seconds())
            await self._again(post, pause)
        except BadRequest as refused:
            why = refused.message
            await self._tell(lambda session: self._refused(session, post, why))
        except TelegramError:
            await self._again(post, min(FIRST_PAUSE * 2 ** min(post.attempts, 10), LONGEST_PAUSE))
        else:
            await self._writer.apply(lambda session: self._note(session, post, message_id, anew))
            log.info("card id=%d state=%s %s", post.card_id, post.state, "edited" if post.message_id else "posted")

    async def _called(self, post: Post) -> tuple[int | None, bool]:
        """The message that shows the card now, and whether it took the place of one that somebody deleted."""
        params = text_params(post.screen, post.telegram_id)
        if post.message_id is not None:
            try:
                await self._telegram.call("editMessageText", {"message_id": post.message_id, **params})
            except BadRequest as refused:
                said = refused.message.lower()
                if "not modified" in said:
                    return post.message_id, False
                if not any(words in said for words in DELETED):
                    raise
                if not post.anew:
                    return None, False
                await self._pace.turn(post.telegram_id)
            else:
                return post.message_id, False
        sent = await self._telegram.call("sendMessage", params)
        return int(sent["message_id"]), post.message_id is not None

    def _note(self, session: Session, post: Post, message_id: int | None, anew: bool) -> None:
        card = session.get(ChatCard, post.card_id)
        if card is None:
            return
        card.message_id, card.shown, card.shown_state = message_id, post.shown, post.state
        card.posted_anew = card.posted_anew or anew or message_id is None
        card.leased_until, card.attempts = None, 0

    def _out(self, session: Session, post: Post, why: str) -> None:
        """Put out of the chat, or not allowed to write there: both come as 403."""
        if any(words in why.lower() for words in MAY_NOT_WRITE):
            self._refused(session, post, why)
            return
        self._settle(session, post)
        chat = session.get(LinkedChat, post.chat_id)
        if chat is not None and chat.present and chat.telegram_id == post.telegram_id:
            chats.lost(session, chat, now=self._clock())
        log.info("chat_lost id=%d", post.chat_id)

    def _moved(self, session: Session, post: Post, new: int) -> None:
        self._settle(session, post, due=True)
        chats.moved(session, old=post.telegram_id, new=new, now=self._clock())
        log.info("chat_moved id=%d", post.chat_id)

    def _refused(self, session: Session, post: Post, why: str) -> None:
        """Telegram will not have it: it may not be written there, the chat is gone, or nobody knows what."""
        said = why.lower()
        chat = session.get(LinkedChat, post.chat_id)
        if any(words in said for words in MAY_NOT_WRITE):
            self._settle(session, post, due=True)
            if chat is not None and chat.silenced_at is None:
                chats.silenced(session, chat, now=self._clock())
            log.info("chat_silent id=%d", post.chat_id)
        elif any(words in said for words in NO_CHAT):
            self._settle(session, post)
            if chat is not None and chat.present and chat.telegram_id == post.telegram_id:
                chats.lost(session, chat, now=self._clock())
            log.info("chat_lost id=%d", post.chat_id)
        else:
            self._settle(session, post)
            log.warning("card_refused id=%d error=%s", post.card_id, why)

    @staticmethod
    def _settle(session: Session, post: Post, *, due: bool = False) -> None:
        card = session.get(ChatCard, post.card_id)
        if card is not None:
            card.leased_until, card.due, card.attempts = None, card.due or due, 0
            session.flush()

    async def _again(self, post: Post, pause: timedelta) -> None:
        def put_off(session: Session) -> None:
            card = session.get(ChatCard, post.card_id)
            if card is not None:
                card.due, card.leased_until = True, None
                card.attempts, card.not_before = card.attempts + 1, self._clock() + pause

        await self._writer.apply(put_off)
        log.warning("card_put_off id=%d seconds=%d", post.card_id, pause.total_seconds())
        asyncio.get_running_loop().call_later(pause.total_seconds(), self.wake)

    # Who runs a chat

    async def _ask(self, question: Question) -> None:
        try:
            found = await self._telegram.call("getChatAdministrators", {"chat_id": question.telegram_id})
        except RetryAfter as later:
            await self._ask_later(question, asked_pause(later))
        except ChatMigrated as upgraded:
            new = upgraded.new_chat_id
            await self._tell(lambda session: chats.moved(session, old=question.telegram_id, new=new, now=self._clock()))
            await self._ask_later(question, timedelta(0))
        except (BadRequest, Forbidden):
            await self._tell(lambda session: self._answer(session, question, frozenset()))
        except TelegramError:
            await self._ask_later(question, FIRST_PAUSE * 2**question.attempts)
        else:
            # "creator" and "administrator": the list has nobody else
            who = frozenset(int(member["user"]["id"]) for member in found)
            await self._tell(lambda session: self._answer(session, question, who))

    def _answer(self, session: Session, question: Question, who: frozenset[int]) -> None:
        request = session.get(ChatRequest, question.request_id)
        if request is not None:
            chats.answer(session, request, who, now=self._clock())

    async def _ask_later(self, question: Question, pause: timedelta) -> None:
        def put_off(session: Session) -> None:
            request = session.get(ChatRequest, question.request_id)
            if request is None:
                return
            if request.attempts + 1 >= MOST_TRIES_TO_ASK:
                chats.unanswered(session, request, now=self._clock())
                return
            request.attempts, request.leased_until = request.attempts + 1, None
            request.not_before = self._clock() + pause

        await self._tell(put_off)
        asyncio.get_running_loop().call_later(pause.total_seconds(), self.wake)

    async def _tell(self, work: Callable[[Session], None]) -> None:
        """Apply what may have told somebody."""
        await self._writer.apply(work)
        self._told()

    async def stop(self, seconds: float = 10) -> None:
        """Let what is on its way arrive, for at most `seconds`."""
        if self._flying:
            await asyncio.wait(set(self._flying), timeout=seconds)


def _fingerprint(screen: Rendered) -> str:
    """What a card shows, in short: the same shows the same."""
    whole = json.dumps([screen.text, screen.keyboard], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:32]
