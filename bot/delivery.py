"""Drains the outbox: messages to others, paced, in order for each person, tried again until they arrive."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import and_, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased
from telegram.error import Forbidden, RetryAfter, TelegramError

from bot.pace import Pace
from bot.show import Rendered, Shower, rendered
from bot.telegram import asked_pause
from bot.writer import Note, Writer
from domain.notices import Notice
from frame.here import Here, House
from frame.routing import Routes
from frame.texts import language
from models.base import UtcDateTime, table_of
from models.outbox import Delivery, OutboxMessage
from models.person import Person

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)  # after that another process may take a claimed row
SOONEST = timedelta(seconds=10)  # what is due later than that, the schedule wakes for
TOGETHER = 0.02  # seconds: a look at the outbox costs as much as a notice
MOST_FLYING = 60  # at 30 a second they are in the air long before their lease ends
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=1), timedelta(minutes=10)
MOST_ATTEMPTS = 200  # about a day and a half of silence from Telegram


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one hour of the local day to another; none at all where the two are the same."""

    begin: int
    end: int

    @classmethod
    def parse(cls, words: str) -> "QuietHours":
        """ "21-9", or "off"."""
        if words == "off":
            return cls(0, 0)
        begin, _dash, end = words.partition("-")
        return cls(int(begin), int(end))

    def over_at(self, now: datetime, here: Here) -> datetime | None:
        """When the quiet that holds now is over, by the person's clock; None where it is not quiet."""
        local = now.astimezone(here.zone)
        if self.begin < self.end:
            quiet = self.begin <= local.hour < self.end
        else:
            quiet = self.begin != self.end and (local.hour >= self.begin or local.hour < self.end)
        if not quiet:
            return None
        day = local.date() if local.hour < self.end else local.date() + timedelta(days=1)
        return datetime.combine(day, time(self.end), here.zone).astimezone(now.tzinfo)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A notice rendered for its recipient."""

    row_id: int
    recipient_id: int
    chat_id: int
    notice: Notice
    screen: Rendered
    silently: bool
    attempts: int


NOW = bindparam("now", type_=UtcDateTime)
EARLIER = aliased(OutboxMessage)
HEADS = (
    select(OutboxMessage, Person)
    .join(Person, Person.id == OutboxMessage.recipient_id)
    .where(
        OutboxMessage.id.in_(
            select(func.min(OutboxMessage.id))
            .where(OutboxMessage.state == Delivery.WAITING, OutboxMessage.not_before <= NOW)
            .group_by(OutboxMessage.recipient_id)
        ),
        or_(OutboxMessage.leased_until.is_(None), OutboxMessage.leased_until < NOW),
        ~exists().where(  # one that is to be tried again keeps back what was written since
            EARLIER.recipient_id == OutboxMessage.recipient_id,
            EARLIER.state == Delivery.WAITING,
            EARLIER.attempts > 0,
            EARLIER.not_before > NOW,
        ),
    )
    .order_by(OutboxMessage.id)
    .limit(bindparam("room"))
    .with_for_update(skip_locked=True, of=OutboxMessage)
)
"""The oldest due row of each recipient. One in flight for each: a leased row keeps the later ones back."""

SOON = select(func.min(OutboxMessage.not_before)).where(
    OutboxMessage.state == Delivery.WAITING, OutboxMessage.not_before > NOW
)
"""When something falls due next, by itself."""

OUTBOX = table_of(OutboxMessage)
LEASED = update(OUTBOX).where(OUTBOX.c.id == bindparam("row_id")).values(leased_until=bindparam("until"))
FINISH = (
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("row_id"))
    .values(state=bindparam("state"), finished_at=bindparam("now"), values=None, leased_until=None)
)


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
        quiet: QuietHours,
        gone: Callable[[Here], None],
        pace: Pace,
    ) -> None:
        """`gone` writes down that a person cannot be reached."""
        self._writer = writer
        self._shower = shower
        self._routes = routes
        self._house = house
        self._clock = clock
        self._quiet = quiet
        self._gone = gone
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
                    task = asyncio.create_task(self._deliver(parcel), name=f"notice {parcel.row_id}")
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
        found = [(row, person) for row, person in session.execute(HEADS, {"now": now, "room": room})]
        try:
            with session.begin_nested():
                parcels = [parcel for row, person in found if (parcel := self._parcel(session, row, person, now))]
        except Exception:  # one of them cannot be shown: each on its own, so that it harms nobody else
            parcels = [parcel for row, person in found if (parcel := self._parcel_or_failed(session, row, person, now))]
        if parcels:  # one statement for all
            until = now + LEASE
            session.connection().execute(LEASED, [{"row_id": parcel.row_id, "until": until} for parcel in parcels])
        due = session.connection().scalar(SOON, {"now": now}) if not found else None
        return len(found), parcels, due - now if due is not None else None

    def _come_back(self, after: timedelta | None) -> None:
        """Look again when something falls due that waits for a moment only, such as an album for its parts."""
        if self._later is not None:
            self._later.cancel()
            self._later = None
        if after is not None and after < SOONEST:
            self._later = asyncio.get_running_loop().call_later(after.total_seconds() + TOGETHER, self.wake)

    def _parcel(self, session: Session, row: OutboxMessage, person: Person, now: datetime) -> Parcel | None:
        here = Here(session, person, now, self._house)
        kind = Notice.kinds.get(row.kind)
        if person.unreachable_at is not None or kind is None:
            self._drop(here, row)
            return None
        quiet_until = self._quiet.over_at(now, here)
        if quiet_until is not None and kind.by_clock:
            row.not_before, row.attempts = quiet_until, 0
            return None
        notice = kind(**(row.values or {}))
        screen = self._routes.notices[kind](notice, here)
        if screen is None:
            _finish(row, Delivery.DROPPED, now)
            return None
        return Parcel(
            row_id=row.id,
            recipient_id=person.id,
            chat_id=person.telegram_id,
            notice=notice,
            screen=rendered(screen, language(person.language), here.zone),
            silently=quiet_until is not None,
            attempts=row.attempts,
        )

    def _parcel_or_failed(self, session: Session, row: OutboxMessage, person: Person, now: datetime) -> Parcel | None:
        try:
            with session.begin_nested():
                return self._parcel(session, row, person, now)
        except Exception:
            log.exception("notice_failed id=%d kind=%s", row.id, row.kind)
            _finish(row, Delivery.FAILED, now)
            return None

    async def _deliver(self, parcel: Parcel) -> None:
        await self._pace.turn(parcel.chat_id)
        try:
            stands = await self._shower.deliver(parcel.screen, parcel.chat_id, silently=parcel.silently)
        except Forbidden:
            await self._writer.apply(lambda session: self._unreachable(session, parcel))
        except RetryAfter as later:
            pause = asked_pause(later)
            self._pace.halt(parcel.chat_id, pause.total_seconds())
            await self._again(parcel, pause)
        except TelegramError:  # out of reach, or something that no other try has shown to be for good
            await self._again(parcel, min(FIRST_PAUSE * 2 ** min(parcel.attempts, 10), LONGEST_PAUSE))
        else:
            await self._arrived(parcel, stands)

    async def _arrived(self, parcel: Parcel, stands: list[int]) -> None:
        now = self._clock()
        kind, state = type(parcel.notice), Delivery.SENT if stands else Delivery.FAILED
        finish: Note = (FINISH, {"row_id": parcel.row_id, "state": state, "now": now})
        note = self._routes.delivered.get(kind)
        lost = self._routes.undelivered.get(kind) if not stands else None
        log.info("delivered id=%d kind=%s state=%s", parcel.row_id, kind.__name__, state)
        if lost is None and (note is None or not stands):
            self._writer.note(finish)
            return

        def remember(session: Session) -> None:
            session.connection().execute(*finish)
            here = Here(session, session.get_one(Person, parcel.recipient_id), now, self._house)
            if lost is not None:
                lost(parcel.notice, here)
            elif note is not None and stands:
                note(parcel.notice, here, stands)

        try:
            await self._writer.apply(remember)
        except Exception:  # it did arrive: better without its place than twice
            log.exception("not_remembered id=%d", parcel.row_id)
            self._writer.note(finish)

    def _unreachable(self, session: Session, parcel: Parcel) -> None:
        """Blocked the bot, or left Telegram: is left alone until they write again."""
        person = session.get_one(Person, parcel.recipient_id)
        here = Here(session, person, self._clock(), self._house)
        self._gone(here)
        for row in session.scalars(
            select(OutboxMessage).where(
                OutboxMessage.recipient_id == person.id, OutboxMessage.state == Delivery.WAITING
            )
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
            mine = OutboxMessage.id == parcel.row_id
            given_up = parcel.attempts + 1 >= MOST_ATTEMPTS
            if given_up:
                self._drop(
                    Here(session, session.get_one(Person, parcel.recipient_id), now, self._house),
                    session.get_one(OutboxMessage, parcel.row_id),
                )
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
                        OutboxMessage.state == Delivery.WAITING,
                        OutboxMessage.not_before < now + pause,
                    )
                )
                .values(not_before=now + pause)
            )

        await self._writer.apply(put_off)
        log.warning("put_off id=%d seconds=%d", parcel.row_id, pause.total_seconds())
        asyncio.get_running_loop().call_later(pause.total_seconds(), self.wake)

    async def stop(self, seconds: float = 10) -> None:
        """Let what is on its way arrive, for at most `seconds`."""
        if self._flying:
            await asyncio.wait(set(self._flying), timeout=seconds)


def _finish(row: OutboxMessage, state: Delivery, now: datetime) -> None:
    row.state, row.finished_at, row.values, row.leased_until = state, now, None, None
