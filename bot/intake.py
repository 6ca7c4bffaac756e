"""Updates are stored before they are confirmed; one person's in order, different people's side by side."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session
from telegram.error import Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot import answer
from bot.answer import MOST_TRIES, Answerer, NotStored
from bot.show import Reply, Shower
from bot.telegram import Telegram, asked_pause
from bot.threshold import Threshold
from bot.writer import Writer
from domain import board
from domain.notices import TOLD
from domain.refusals import FileUnreadable, Refusal
from frame.here import Fetched, FileWanted
from models.inbox import InboxUpdate
from models.inserts import insert_of

T = TypeVar("T")
log = logging.getLogger(__name__)

POLL_SECONDS = 25  # how long Telegram may hold a poll
KINDS = ["message", "edited_message", "callback_query", "my_chat_member", "message_reaction"]
PAUSES = (0.2, 1.0)  # seconds before the second and the third try
MOST_CONFLICTS = 10


@dataclass(slots=True)
class Taken:
    """An update on its way to an answer; or, with a reply, an answer on its way to the screen."""

    id: int
    body: dict[str, Any]
    stored: set[int] = field(default_factory=set)  # what the insert of its batch really inserted
    reply: dict[str, Any] | None = None
    fetched: Fetched | None = None  # the file in it, where a handler wanted to read that
    told: bool = True  # somebody else hears of it; not known yet where it was answered in an earlier life
    shown: bool = True  # a card in a group chat may have to follow; the same


class Intake:
    """The door. Takes updates from polls (a webhook would call `take` as well) and leads each person's through."""

    def __init__(
        self,
        telegram: Telegram,
        writer: Writer,
        answerer: Answerer,
        shower: Shower,
        clock: Callable[[], datetime],
        *,
        threshold: Threshold,
        after: Callable[[], None],
        cards: Callable[[], None],
        gone: Callable[[int], None],
    ) -> None:
        """`after` is called when an update was answered that somebody else hears of, `cards` when group chats may have
        to show it; `gone` with the chat of somebody who is out of reach."""
        self._telegram = telegram
        self._writer = writer
        self._answerer = answerer
        self._shower = shower
        self._clock = clock
        self._threshold = threshold
        self._after = after
        self._cards = cards
        self._gone = gone
        self._lanes: dict[int, deque[Taken]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False
        self.offset = 0

    @property
    def idle(self) -> bool:
        """Nobody is being answered."""
        return not self._lanes

    async def resume(self) -> None:
        """Take up what an earlier life left: its updates are answered, its replies are shown."""
        for update_id, lane, body, reply in await self._writer.apply(answer.unfinished):
            self._enter(lane, Taken(update_id, body or {}, {update_id}, reply))

    async def poll(self) -> None:
        """Fetch updates for ever. The offset moves, and with it Telegram's memory, only after the commit.

        Raises InvalidToken, and Conflict when another process keeps polling with the same token.
        """
        conflicts, pause = 0, 0.5
        while True:
            try:
                found = await self._telegram.call(
                    "getUpdates",
                    {"offset": self.offset, "timeout": POLL_SECONDS, "allowed_updates": KINDS},
                    seconds=POLL_SECONDS + 10,
                )
                conflicts, pause = 0, 0.5
                if found:
                    await self.take(found)
                    self.offset = found[-1]["update_id"] + 1
            except InvalidToken:
                raise
            except Conflict:
                conflicts += 1
                if conflicts == MOST_CONFLICTS:
                    raise
                log.warning("another_poller tries=%d", conflicts)
                await asyncio.sleep(3)
            except RetryAfter as later:
                await asyncio.sleep(asked_pause(later).total_seconds())
            except NetworkError as broken:
                log.warning("poll_failed error=%s", type(broken).__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 30)
            except Exception:  # the database, most likely: nothing was confirmed, so it comes again
                log.exception("intake_failed")
                await asyncio.sleep(pause)
                pause = min(pause * 2, 30)

    async def take(self, updates: list[dict[str, Any]]) -> None:
        """Store a batch; when this returns it may be confirmed. Answering has begun by then: the first update of each
        idle lane goes to the writer in the same breath, behind the insert, so often in the same commit."""
        stored: set[int] = set()
        now = self._clock()
        rows = [
            {"id": update["update_id"], "lane": _lane(update), "body": update, "stored_at": now, "tries": 0}
            for update in map(self._threshold.over, updates)
            if update is not None
        ]
        if not rows:
            return

        ids = [row["id"] for row in rows]

        def store(session: Session) -> None:
            insert = insert_of(session)
            session.execute(insert(InboxUpdate).on_conflict_do_nothing(index_elements=["id"]), rows)
            # What waits, not what this insert added: a commit may have held although its answer was lost.
            waiting = select(InboxUpdate.id).where(InboxUpdate.id.in_(ids), InboxUpdate.done_at.is_(None))
            stored.clear()
            stored.update(session.scalars(waiting).all())

        saved = self._writer.apply(store)
        for row in rows:
            self._enter(row["lane"], Taken(row["id"], row["body"], stored))
        await saved

    def _enter(self, lane: int, taken: Taken) -> None:
        queue = self._lanes.get(lane)
        if queue is not None:
            queue.append(taken)
            return
        self._lanes[lane] = deque([taken])
        self._next(lane)

    def _next(self, lane: int) -> None:
        """Put the lane's first update to the writer now, and follow it from there."""
        taken = self._lanes[lane][0]
        answering = None if taken.reply else self._writer.apply(self._work(taken))
        task = asyncio.create_task(self._follow(lane, taken, answering), name=f"lane {lane}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _work(self, taken: Taken) -> Callable[[Session], Reply | None]:
        def work(session: Session) -> Reply | None:
            if taken.id not in taken.stored:
                raise NotStored(taken.id)  # it came before; or its insert failed, and it will come again
            reply = self._answerer.work(taken.id, taken.body, taken.fetched)(session)
            taken.told, taken.shown = TOLD in session.info, board.DUE in session.info
            return reply

        return work

    async def _follow(self, lane: int, taken: Taken, answering: "asyncio.Future[Reply | None] | None") -> None:
        try:
            reply = Reply.again(taken.reply) if taken.reply else await self._answered(taken, answering)
            if taken.told:
                self._after()
            if taken.shown:
                self._cards()
            if reply is not None:
                await self._show(taken.id, reply)
        except NotStored:
            log.info("not_again update=%d", taken.id)
        except Exception:
            log.exception("lane_failed update=%d", taken.id)
        finally:
            queue = self._lanes[lane]
            queue.popleft()
            if queue and not self._stopping:
                self._next(lane)
            else:
                del self._lanes[lane]

    async def _answered(self, taken: Taken, answering: "asyncio.Future[Reply | None] | None") -> Reply | None:
        while True:
            try:
                assert answering is not None
                return await answering
            except NotStored:
                # done before: by a copy, or by a commit whose answer was lost; then its reply is still to be shown
                kept = await self._surely(answer.kept_reply(taken.id))
                if kept is None:
                    raise
                return Reply.again(kept)
            except FileWanted as wanted:
                taken.fetched = await self._fetched(wanted)
                answering = self._writer.apply(self._work(taken))
            except Exception as error:
                log.exception("update_failed update=%d", taken.id)
                tries = await self._surely(answer.failed(taken.id))
                if tries >= MOST_TRIES:
                    fingerprint = _fingerprint(error)
                    log.error("set_aside update=%d error=%s", taken.id, fingerprint)
                    return await self._writer.apply(self._answerer.set_aside(taken.id, taken.body, fingerprint))
                await asyncio.sleep(PAUSES[min(tries, len(PAUSES)) - 1])
                answering = self._writer.apply(self._work(taken))

    async def _fetched(self, wanted: FileWanted) -> Fetched:
        """The file, read in a thread. While Telegram is out of reach the lane waits for it."""
        pause = 0.5
        while True:
            try:
                content = await self._telegram.download(wanted.file_id, wanted.most)
                break
            except RetryAfter as later:
                await asyncio.sleep(asked_pause(later).total_seconds())
            except NetworkError as broken:
                log.warning("download_failed error=%s", type(broken).__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 30)
        if content is None:
            return Fetched(refusal=FileUnreadable())
        try:
            return Fetched(await asyncio.to_thread(wanted.reader, content))
        except Refusal as refusal:
            return Fetched(refusal=refusal)
        except Exception as broken:  # whatever people send; its words are theirs
            log.warning("file_unread error=%s", type(broken).__name__)
            return Fetched(refusal=FileUnreadable())

    async def _surely(self, work: Callable[[Session], T]) -> T:
        """What `work` gave, once the database takes it: a lane waits for the database, it drops nothing."""
        pause = 0.5
        while True:
            try:
                return await self._writer.apply(work)
            except NotStored:
                raise
            except Exception as away:
                log.warning("database_away error=%s", type(away).__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 30)

    async def _show(self, update_id: int, reply: Reply) -> None:
        message_id = None
        try:
            message_id = await self._shower.show(reply)
        except Forbidden:
            self._gone(reply.place.chat_id)
        # Rides on the next commit, ahead of this lane's next update.
        self._writer.note(*answer.shown(update_id, reply, message_id, self._clock()))

    async def stop(self, seconds: float = 10) -> None:
        """Let those who are being answered finish, for at most `seconds`."""
        self._stopping = True  # what waits behind them is taken up at the next start
        if self._tasks:
            _done, late = await asyncio.wait(set(self._tasks), timeout=seconds)
            for task in late:
                task.cancel()


def _lane(update: dict[str, Any]) -> int:
    """Whose update it is: one person's are answered one after another. The chat's, where there is no person."""
    for kind in KINDS:
        if kind in update:
            about = update[kind]
            return int((about.get("from") or about.get("user") or about.get("chat") or {"id": 0})["id"])
    return 0


def _fingerprint(error: BaseException) -> str:
    """Where it broke, without anything that people wrote."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "nowhere"
    return f"{type(error).__name__} at {place}"
