"""Drains the outbox: messages to others, paced, in order for each person, tried again until they arrive."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session
from telegram.error import Forbidden, RetryAfter, TelegramError

from bot.outbox import FINISH, HEADS, KEPT, LEASED, SOON
from bot.pace import Pace
from bot.rendering import Rendered, rendered
from bot.show import Shower, TopicGone
from bot.telegram import asked_pause
from bot.writer import Note, Writer
from domain import peace
from domain.notices import Notice
from frame.here import Here, House
from frame.routing import Routes
from frame.screen import Screen
from frame.texts import language
from models.base import constant
from models.outbox import Delivery, OutboxMessage
from models.peace import Wishes
from models.person import Person

log = logging.getLogger(__name__)

Due = tuple[OutboxMessage, Person, Wishes | None]
LEASE = timedelta(minutes=2)  # after that another process may take a claimed row
SOONEST = timedelta(seconds=10)  # what is due later than that, the schedule wakes for
TOGETHER = 0.02  # seconds: a look at the outbox costs as much as a notice
MOST_FLYING = 60  # at 30 a second they are in the air long before their lease ends
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=1), timedelta(minutes=10)
MOST_ATTEMPTS = 200  # about a day and a half of silence from Telegram


@dataclass(frozen=True, slots=True)
class Parcel:
    """A notice rendered for its recipient; or a few, where a night's worth is one message."""

    notices: tuple[tuple[int, Notice], ...]  # by their rows
    recipient_id: int
    chat_id: int
    screen: Rendered
    silently: bool
    attempts: int

    @property
    def row_ids(self) -> list[int]:
        return [row_id for row_id, _notice in self.notices]


class Courier:
    """Delivers notices. Woken after each commit that may have written one; the schedule wakes it as a fallback."""

    def __init__(
        self,
        writer: Writer,
        shower: Shower,
        routes: Routes,
        house: House,
        clock: Callable[[], datetime],
        *,
        gone: Callable[[Here], None],
        by_clock: Callable[[Sequence[Screen]], Screen],
        topic_opened: Callable[[int, int, Here], None],
        pace: Pace,
    ) -> None:
        """`gone` writes down that a person cannot be reached, `topic_opened` where a topic of theirs is; `by_clock`
        makes one screen of what the clock started."""
        self._writer = writer
        self._shower = shower
        self._routes = routes
        self._house = house
        self._clock = clock
        self._gone = gone
        self._by_clock = by_clock
        self._topic_opened = topic_opened
        self._pace = pace
        self._woken = asyncio.Event()
        self._flying: set[asyncio.Task[None]] = set()
        self._claiming = False
        self._soon: asyncio.TimerHandle | None = None
        self._later: asyncio.TimerHandle | None = None

    def wake(self) -> None:
        """Something may be due."""
        self._woken.set()

    @property
    def idle(self) -> bool:
        """Nothing is on its way, and nobody has said that something may be due."""
        return not (self._flying or self._claiming or self._soon or self._woken.is_set())

    async def run(self) -> None:
        """Deliver for ever."""
        while True:
            await self._woken.wait()
            self._claiming = True
            self._woken.clear()
            if len(self._flying) >= MOST_FLYING:
                self._claiming = False
                continue  # the next one that lands wakes
            try:
                found, parcels, soon = await self._writer.apply(self._claim)
                self._come_back(soon)
                if found and not parcels:
                    self._woken.set()  # what was dropped or put off may have kept others back
                for parcel in parcels:
                    task = asyncio.create_task(self._deliver(parcel), name=f"notice {parcel.row_ids[0]}")
                    self._flying.add(task)
                    task.add_done_callback(self._landed)
            except Exception:
                log.exception("claim_failed")
                await asyncio.sleep(1)
                self._woken.set()
            finally:
                self._claiming = False

    def _landed(self, task: asyncio.Task[None]) -> None:
        """The recipient's next row may go now. Those that land together wake together."""
        self._flying.discard(task)
        if self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(TOGETHER, self._wake_for_the_next)

    def _wake_for_the_next(self) -> None:
        self._soon = None
        self._woken.set()

    def _claim(self, session: Session) -> tuple[int, list[Parcel], timedelta | None]:
        """Lease what is due and render it, from the present state: how many rows were due, what came of them, and
        where none was, after how long one will be."""
        now = self._clock()
        room = MOST_FLYING - len(self._flying)
        found = [(row, person, wishes) for row, person, wishes in session.execute(HEADS, {"now": now, "room": room})]
        try:
            with session.begin_nested():
                parcels = [parcel for each in found if (parcel := self._parcel(session, each, now))]
        except Exception:  # one of them cannot be shown: each on its own, so that it harms nobody else
            parcels = [parcel for each in found if (parcel := self._parcel_or_failed(session, each, now))]
        if parcels:  # one statement for all
            until, leased = now + LEASE, [row_id for parcel in parcels for row_id in parcel.row_ids]
            session.connection().execute(LEASED, [{"row_id": row_id, "until": until} for row_id in leased])
        due = session.connection().scalar(SOON, {"now": now}) if not found else None
        return len(found), parcels, due - now if due is not None else None

    def _come_back(self, after: timedelta | None) -> None:
        """Look again when something falls due that waits for a moment only, such as an album for its parts."""
        if self._later is not None:
            self._later.cancel()
            self._later = None
        if after is not None and after < SOONEST:
            self._later = asyncio.get_running_loop().call_later(after.total_seconds() + TOGETHER, self.wake)

    def _parcel(self, session: Session, due: Due, now: datetime) -> Parcel | None:
        row, person, wishes = due
        here = Here(session, person, now, self._house)
        kind = Notice.kinds.get(row.kind)
        if person.unreachable_at is not None or kind is None:
            self._drop(here, row)
            return None
        wanted = peace.view(wishes)
        turn = self._turn(row, kind, wanted, here)
        found = self._shown(row, kind, turn, here)
        if found is None:
            return None
        together = [(row, *found)]
        if kind.by_clock and _kept(row):
            together += self._others(row, wanted, here)
        screen = found[1]
        if kind.by_clock:
            screen = self._by_clock([each for _row, _notice, each in together])
        if any(type(notice).reminder or type(notice).news for _row, notice, _screen in together) and not row.attempts:
            peace.counted(session, person.id, day=now.astimezone(here.zone).date())
        return Parcel(
            notices=tuple((one.id, notice) for one, notice, _screen in together),
            recipient_id=person.id,
            chat_id=person.telegram_id,
            screen=rendered(screen, language(person.language), here.zone),
            silently=turn.silently,
            attempts=row.attempts,
        )

    def _turn(self, row: OutboxMessage, kind: type[Notice], wanted: peace.WishesView, here: Here) -> peace.Turn:
        if row.attempts:  # it had its turn, and did not arrive
            wanted = replace(wanted, told=(date.min, 0))
        return peace.turn(
            kind, wanted, self._house.peace, here.zone, here.now, waited=_kept(row), happens_at=row.happens_at
        )

    def _shown(
        self, row: OutboxMessage, kind: type[Notice], turn: peace.Turn, here: Here
    ) -> tuple[Notice, Screen] | None:
        """The notice as it is now, where its turn is now. Otherwise it is put off, or done with."""
        if turn.at is not None and turn.at > here.now:
            row.not_before, row.attempts = turn.at, 0
            return None
        notice = kind(**(row.values or {}))
        screen = self._routes.notices[kind](notice, here) if turn.at is not None else None
        if screen is None:
            _finish(row, Delivery.DROPPED, here.now)
            return None
        return notice, screen

    def _others(
        self, first: OutboxMessage, wanted: peace.WishesView, here: Here
    ) -> list[tuple[OutboxMessage, Notice, Screen]]:
        """What has waited for the same morning. One that cannot be shown is left for its own turn."""
        session = here.session
        session.flush()
        found = []
        kept = {"recipient_id": first.recipient_id, "head": first.id, "now": here.now}
        for row in session.scalars(KEPT, kept).all():
            kind = Notice.kinds[row.kind]
            try:
                with session.begin_nested():
                    shown = self._shown(row, kind, self._turn(row, kind, wanted, here), here)
            except Exception:
                log.exception("notice_failed id=%d kind=%s", row.id, row.kind)
                continue
            if shown is not None:
                found.append((row, *shown))
        return found

    def _parcel_or_failed(self, session: Session, due: Due, now: datetime) -> Parcel | None:
        try:
            with session.begin_nested():
                return self._parcel(session, due, now)
        except Exception:
            log.exception("notice_failed id=%d kind=%s", due[0].id, due[0].kind)
            _finish(due[0], Delivery.FAILED, now)
            return None

    async def _deliver(self, parcel: Parcel) -> None:
        await self._pace.turn(parcel.chat_id)
        try:
            stands, thread_id = await self._placed(parcel)
        except Forbidden:
            await self._writer.apply(lambda session: self._unreachable(session, parcel))
        except RetryAfter as later:
            pause = asked_pause(later)
            self._pace.halt(parcel.chat_id, pause.total_seconds())
            await self._again(parcel, pause)
        except TelegramError:  # out of reach, or something that no other try has shown to be for good
            await self._again(parcel, min(FIRST_PAUSE * 2 ** min(parcel.attempts, 10), LONGEST_PAUSE))
        else:
            await self._arrived(parcel, stands, thread_id)

    async def _placed(self, parcel: Parcel) -> tuple[list[int], int | None]:
        """Show it: the messages that it stands in, and their topic. One that is gone is made anew; where there can be
        none, it is shown as it is without."""
        screen, chat_id, silently = parcel.screen, parcel.chat_id, parcel.silently
        topic = screen.topic
        if topic is not None:
            if topic.thread_id is not None:
                with contextlib.suppress(TopicGone):
                    return (
                        await self._shower.deliver(topic.inside, chat_id, silently=silently, thread_id=topic.thread_id),
                        topic.thread_id,
                    )
            if not (topic.name or screen.text):
                return [], None
            thread_id = await self._shower.open_topic(chat_id, topic.name) if topic.name else None
            if thread_id is not None:
                await self._writer.apply(lambda session: self._opened(session, parcel, topic.of, thread_id))
                with contextlib.suppress(TopicGone):
                    empty = replace(topic.inside, reply_to=None)  # nothing stands in it that could be answered
                    return await self._shower.deliver(empty, chat_id, silently=silently, thread_id=thread_id), thread_id
        return await self._shower.deliver(screen, chat_id, silently=silently), None

    def _opened(self, session: Session, parcel: Parcel, of: int, thread_id: int) -> None:
        """Written down before anything is sent into it: a kill leaves no second topic, but for one in this moment."""
        here = Here(session, session.get_one(Person, parcel.recipient_id), self._clock(), self._house)
        self._topic_opened(of, thread_id, here)

    async def _arrived(self, parcel: Parcel, stands: list[int], thread_id: int | None) -> None:
        now = self._clock()
        state = Delivery.SENT if stands else Delivery.FAILED
        finish: list[Note] = [
            (FINISH, {"row_id": row_id, "state": state, "now": now}) for row_id, _notice in parcel.notices
        ]
        told = self._routes.delivered if stands else self._routes.undelivered
        for row_id, notice in parcel.notices:
            log.info("delivered id=%d kind=%s state=%s", row_id, type(notice).__name__, state)
        if not any(type(notice) in told for _row_id, notice in parcel.notices):
            self._writer.note(*finish)
            return

        def remember(session: Session) -> None:
            for statement, values in finish:
                session.connection().execute(statement, values)
            here = Here(session, session.get_one(Person, parcel.recipient_id), now, self._house)
            for _row_id, notice in parcel.notices:
                if stands and type(notice) in self._routes.delivered:
                    self._routes.delivered[type(notice)](notice, here, stands, thread_id)
                elif not stands and type(notice) in self._routes.undelivered:
                    self._routes.undelivered[type(notice)](notice, here)

        try:
            await self._writer.apply(remember)
        except Exception:  # it did arrive: better without its place than twice
            log.exception("not_remembered id=%d", parcel.row_ids[0])
            self._writer.note(*finish)

    def _unreachable(self, session: Session, parcel: Parcel) -> None:
        """Blocked the bot, or left Telegram: is left alone until they write again."""
        person = session.get_one(Person, parcel.recipient_id)
        here = Here(session, person, self._clock(), self._house)
        self._gone(here)
        for row in session.scalars(
            select(OutboxMessage)
            .where(OutboxMessage.recipient_id == person.id, OutboxMessage.state == constant(Delivery.WAITING))
            .order_by(OutboxMessage.id)  # who wrote hears it once, of the first
        ):
            self._drop(here, row)
        log.info("unreachable person=%d", person.id)

    def _drop(self, here: Here, row: OutboxMessage) -> None:
        """Out of reach; whoever should know that it did not arrive is told."""
        kind = Notice.kinds.get(row.kind)
        note = self._routes.undelivered.get(kind) if kind else None
        if kind is not None and note is not None:
            note(kind(**(row.values or {})), here)
        _finish(row, Delivery.DROPPED, here.now)

    async def _again(self, parcel: Parcel, pause: timedelta) -> None:
        """Put it, and what waits behind it, off by `pause`: order holds for each recipient."""

        def put_off(session: Session) -> None:
            now = self._clock()
            mine = OutboxMessage.id.in_(parcel.row_ids)
            given_up = parcel.attempts + 1 >= MOST_ATTEMPTS
            if given_up:
                here = Here(session, session.get_one(Person, parcel.recipient_id), now, self._house)
                for row_id in parcel.row_ids:
                    self._drop(here, session.get_one(OutboxMessage, row_id))
                return
            session.execute(
                update(OutboxMessage)
                .where(mine)
                .values(
                    attempts=parcel.attempts + 1,
                    leased_until=None,
                )
            )
            session.execute(
                update(OutboxMessage)
                .where(
                    and_(
                        OutboxMessage.recipient_id == parcel.recipient_id,
                        OutboxMessage.state == constant(Delivery.WAITING),
                        OutboxMessage.not_before < now + pause,
                    )
                )
                .values(not_before=now + pause)
            )

        await self._writer.apply(put_off)
        log.warning("put_off id=%d seconds=%d", parcel.row_ids[0], pause.total_seconds())
        asyncio.get_running_loop().call_later(pause.total_seconds(), self.wake)

    async def stop(self, seconds: float = 10) -> None:
        """Let what is on its way arrive, for at most `seconds`."""
        if self._flying:
            await asyncio.wait(set(self._flying), timeout=seconds)


def _kept(row: OutboxMessage) -> bool:
    """Whether it has waited for its morning."""
    return row.not_before > row.written_at


def _finish(row: OutboxMessage, state: Delivery, now: datetime) -> None:
    row.state, row.finished_at, row.values, row.leased_until = state, now, None, None
