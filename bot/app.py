"""The one place where everything is put together."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from telegram import Bot
from telegram.ext import Application, ExtBot

from bot import database
from bot.answer import Answerer
from bot.cards import Board
from bot.delivery import Courier
from bot.files import FileMaker
from bot.instance import Instance
from bot.intake import Intake
from bot.keys import secret_key
from bot.menu import calls as menu_calls
from bot.pace import Pace
from bot.schedule import Schedule
from bot.show import Shower
from bot.telegram import AiohttpRequest, Telegram
from bot.threshold import Threshold
from bot.writer import Writer
from domain.feasts import public_holidays
from frame.here import Here, House
from frame.updates import handlers, remember_error
from handlers import LETTERS, MANNERS, ROUTES, chats
from models.person import person_of

if TYPE_CHECKING:
    from bot.mail import MailCourier

log = logging.getLogger(__name__)


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


class App:
    """A running bot: its parts, and the moments when there is nothing left to do."""

    def __init__(
        self,
        intake: Intake,
        courier: Courier,
        board: Board,
        schedule: Schedule,
        writer: Writer,
        house: House,
        shower: Shower,
        mailer: "MailCourier | None",
    ) -> None:
        self.intake = intake
        self.board = board
        self.shower = shower
        self.courier = courier
        self.schedule = schedule
        self.writer = writer
        self.house = house
        self.mailer = mailer

    @property
    def idle(self) -> bool:
        """Everything that came has been answered, and everything that was due has been delivered."""
        mailed = self.mailer is None or self.mailer.idle
        return self.intake.idle and self.courier.idle and self.board.idle and mailed and self.writer.idle

    async def set_menus(self, default_language: str) -> None:
        """Tell Telegram the command menus of every language, and what the bot says of itself."""
        for method, params in menu_calls(ROUTES, default_language):
            await self.shower.patiently(method, params)


@asynccontextmanager
async def running(
    instance: Instance, *, clock: Callable[[], datetime] = utc_now, pace: Pace | None = None
) -> AsyncIterator[App]:
    """The bot, put together, with work that was left behind taken up. It takes updates once `App.intake.poll` runs.

    Raises telegram.error.InvalidToken, and what the database raises where it cannot be opened or migrated.
    """
    await database.migrate(instance.database)
    request = AiohttpRequest()
    bot: ExtBot[None] = ExtBot(
        instance.token,
        base_url=f"{instance.api_url.rstrip('/')}/bot",
        base_file_url=f"{instance.api_url.rstrip('/')}/file/bot",
        request=request,
        get_updates_request=AiohttpRequest(),
    )
    application = Application.builder().bot(bot).updater(None).job_queue(None).build()
    telegram = Telegram(request, instance.api_url, instance.token)
    async with application, database.writing(instance.database) as write, database.reading(instance.database) as read:
        writer = Writer(write)
        house = _house(instance, bot)
        application.add_handlers(handlers(ROUTES, MANNERS))
        application.add_error_handler(remember_error)
        shower = Shower(telegram, FileMaker(read, ROUTES, house, clock).make)
        pace = pace or Pace()
        courier = Courier(
            writer,
            shower,
            ROUTES,
            house,
            clock,
            gone=lambda here: MANNERS.reachable(False, here),
            by_clock=MANNERS.by_clock,
            topic_opened=MANNERS.topic_opened,
            pace=pace,
        )
        board = Board(
            writer,
            telegram,
            house,
            clock,
            draw=lambda task: chats.card(task, house),
            pace=pace,
            told=courier.wake,
        )
        mailer = None
        if instance.mail_server is not None:
            from bot.mail import MailCourier  # its library only where letters are sent

            mailer = MailCourier(writer, instance.mail_server, LETTERS, house, clock, after=courier.wake)

        def wake() -> None:
            courier.wake()
            if mailer is not None:
                mailer.wake()

        def wake_all() -> None:
            wake()
            board.wake()

        intake = Intake(
            telegram,
            writer,
            Answerer(application, ROUTES, MANNERS, house, clock),
            shower,
            clock,
            threshold=Threshold(ROUTES.words_in_groups, house.bot_username),
            after=wake,
            cards=board.wake,
            gone=lambda chat_id: _gone(writer, house, clock, chat_id),
        )
        schedule = Schedule(writer, wake_all, house.timers, clock)
        await writer.start()
        await intake.resume()
        delivering = asyncio.create_task(courier.run(), name="courier")
        pinning = asyncio.create_task(board.run(), name="board")
        mailing = asyncio.create_task(mailer.run(), name="mail courier") if mailer is not None else None
        wake_all()
        try:
            yield App(intake, courier, board, schedule, writer, house, shower, mailer)
        finally:
            await intake.stop()
            if mailer is not None and mailing is not None:
                await mailer.stop()
                mailing.cancel()
                await asyncio.gather(mailing, return_exceptions=True)
            for claiming in (delivering, pinning):
                claiming.cancel()  # claims nothing new
            await asyncio.gather(delivering, pinning, return_exceptions=True)
            await asyncio.gather(courier.stop(), board.stop())
            await writer.stop()


async def run(instance: Instance) -> None:
    """Run until cancelled: poll, deliver, tick.

    Raises telegram.error.InvalidToken, and Conflict where another process keeps polling.
    """
    async with running(instance) as app:
        app.schedule.start()
        menus = asyncio.create_task(app.set_menus(instance.default_language), name="menus")
        feasts = asyncio.create_task(_know_feasts(instance.peace.holidays), name="feasts")
        try:
            log.info("started bot=%s", app.house.bot_username)
            await app.intake.poll()
        finally:
            app.schedule.stop()
            for beside in (menus, feasts):
                beside.cancel()
            await asyncio.gather(menus, feasts, return_exceptions=True)
            log.info("stopped")


async def _know_feasts(country: str) -> None:
    """Ask for them before anybody waits for it."""
    for year in (utc_now().year, utc_now().year + 1):
        if country:
            await asyncio.to_thread(public_holidays, country, year)


def _house(instance: Instance, bot: Bot) -> House:
    return House(
        bot_username=bot.username,
        default_language=instance.default_language,
        zone=ZoneInfo(instance.time_zone),
        operators=instance.operators,
        secret_key=secret_key(Path(instance.secret_key_file)),
        timers=instance.timers,
        routes=ROUTES,
        service=instance.service,
        controller=instance.controller,
        contact=instance.contact,
        admission=instance.admission,
        service_code=instance.service_code,
        mails=instance.mail_server is not None,
        peace=instance.peace,
        topics=bool(bot.bot.has_topics_enabled),
    )


def _gone(writer: Writer, house: House, clock: Callable[[], datetime], chat_id: int) -> None:
    def note(session: Any) -> None:
        person = session.scalar(person_of(chat_id))
        if person is not None:
            MANNERS.reachable(False, Here(session, person, clock(), house))

    writer.apply(note).add_done_callback(lambda done: done.exception())
