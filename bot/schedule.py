"""The clock: a tick that asks the database what is due. No job per task, so a restart loses nothing."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.writer import Writer
from domain import clock
from domain.timers import Timers
from models.inbox import InboxUpdate
from models.mail import MailMessage
from models.outbox import Delivery, OutboxMessage

log = logging.getLogger(__name__)

TOMBSTONES = timedelta(days=7)  # Telegram keeps updates for a day, and starts its ids anew after a quiet week
BATCH = 500
TOGETHER = 8  # rules in one commit: who writes meanwhile waits some 5 ms; a commit for each cost more than the rules
PEOPLE_FIRST = timedelta(seconds=10)  # who wrote while the bot was away is answered before the clock is looked at


class Schedule:
    """Few jobs, all of them short, all of them safe to miss or to repeat."""

    def __init__(self, writer: Writer, wake: Callable[[], None], timers: Timers, clock: Callable[[], datetime]) -> None:
        """`wake` tells the couriers that something may be due."""
        self._writer = writer
        self._wake = wake
        self._timers = timers
        self._clock = clock
        self._scheduler = AsyncIOScheduler(
            # The default grace is one second: a tick that comes late would not come at all.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def start(self) -> None:
        """Begin to tick."""
        seconds = self._timers.tick.total_seconds()
        first = datetime.now().astimezone() + min(PEOPLE_FIRST, self._timers.tick)
        self._scheduler.add_job(self.tick, "interval", seconds=seconds, next_run_time=first)
        self._scheduler.add_job(self._wake, "interval", seconds=min(seconds, 5))
        self._scheduler.add_job(
            self.sweep_tombstones, "interval", hours=1, next_run_time=datetime.now().astimezone() + timedelta(minutes=1)
        )
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more."""
        self._scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Do what is due now, a bounded batch after another, so that nobody waits behind the clock."""
        try:
            rules = await self._writer.apply(clock.rules)
            for first in range(0, len(rules), TOGETHER):
                await self._follow(rules[first : first + TOGETHER])
        finally:
            self._wake()

    async def _follow(self, rules: Collection[clock.Rule]) -> None:
        """A batch of each in one commit, until there is no more. One that fails does not stop the others: then each
        goes alone."""
        try:
            while rules := await self._writer.apply(partial(self._due, rules)):
                self._wake()
        except Exception:
            if len(rules) > 1:
                for rule in rules:
                    await self._follow((rule,))
                return
            log.exception("tick_failed rule=%s", *(getattr(rule, "__name__", "unknown") for rule in rules))

    def _due(self, rules: Collection[clock.Rule], session: Session) -> Collection[clock.Rule]:
        return clock.due(session, rules, now=self._clock(), timers=self._timers)

    async def sweep_tombstones(self) -> None:
        """Forget the ids of updates, notices and mails that were finished a week ago."""
        before = self._clock() - TOMBSTONES

        def sweep(session: Session) -> int:
            updates = select(InboxUpdate.id).where(InboxUpdate.done_at < before, InboxUpdate.reply.is_(None))
            notices = select(OutboxMessage.id).where(
                OutboxMessage.finished_at < before, OutboxMessage.state != Delivery.WAITING
            )
            gone = session.scalars(
                delete(InboxUpdate).where(InboxUpdate.id.in_(updates.limit(BATCH))).returning(InboxUpdate.id)
            ).all()
            gone_too = session.scalars(
                delete(OutboxMessage).where(OutboxMessage.id.in_(notices.limit(BATCH))).returning(OutboxMessage.id)
            ).all()
            mails = select(MailMessage.id).where(
                MailMessage.finished_at < before, MailMessage.state != Delivery.WAITING
            )
            gone_as_well = session.scalars(
                delete(MailMessage).where(MailMessage.id.in_(mails.limit(BATCH))).returning(MailMessage.id)
            ).all()
            return len(gone) + len(gone_too) + len(gone_as_well)

        while await self._writer.apply(sweep):
            pass
