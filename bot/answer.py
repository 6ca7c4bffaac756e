"""One update, answered in one savepoint: the change, the dialogue's state, the messages to others, the reply and the
mark "done" stand or fall together."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session
from telegram import Update
from telegram.ext import Application

from bot.menu import menu
from bot.rendering import rendered
from bot.show import Place, Reply
from bot.writer import Note
from domain.notices import UpdateSetAside, tell
from frame.here import Fetched, Here, House
from frame.routing import Manners, Routes
from frame.said import topic_of
from frame.screen import KEEPS
from frame.texts import language
from frame.updates import Unit, answered, here_for
from models.base import table_of
from models.inbox import InboxUpdate
from models.person import Person

log = logging.getLogger(__name__)

Work = Callable[[Session], "Reply | None"]
MOST_TRIES = 3
TWICE = timedelta(seconds=5)  # two taps within this may be one that a thumb made twice

INBOX, PERSON = table_of(InboxUpdate), table_of(Person)
MARK_DONE = (
    update(INBOX)
    .where(INBOX.c.id == bindparam("update_id"), INBOX.c.done_at.is_(None))
    .values(done_at=bindparam("now"), body=None, reply=bindparam("shown"), set_aside=bindparam("fingerprint"))
)
FORGET_REPLY = update(INBOX).where(INBOX.c.id == bindparam("update_id")).values(reply=None)
REMEMBER_PLACE = (
    update(PERSON)
    .where(PERSON.c.telegram_id == bindparam("chat_id"))
    .values(live_message_id=bindparam("message_id"), live_tap=bindparam("used_up"), live_since=bindparam("now"))
)


class NotStored(Exception):
    """The update is not in the inbox, or done already: whatever was done for it must not stay."""


class Answerer:
    """Makes the work that answers an update. Knows PTB's application; owns no transaction."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        routes: Routes,
        manners: Manners,
        house: House,
        clock: Callable[[], datetime],
    ) -> None:
        self._application = application
        self._routes = routes
        self._manners = manners
        self._house = house
        self._clock = clock

    def work(self, update_id: int, body: dict[str, Any], fetched: Fetched | None = None) -> Work:
        """The work that answers that update, to be applied by the writer; `fetched` is what came of the file in it.
        Raises what a handler raised, and FileWanted where one wants to read the file first."""

        def answer(session: Session) -> Reply | None:
            now = self._clock()
            telegram_update = Update.de_json(body, self._application.bot)
            here = here_for(session, telegram_update, self._house, now)
            if here is not None:
                here.fetched = fetched
            reply = self._answered(telegram_update, here) if here else None
            _mark_done(session, update_id, now, reply)
            return reply

        return answer

    def _answered(self, telegram_update: Update, here: Here) -> Reply | None:
        unit, spoke = Unit(here), here.actor.language
        place = _place(telegram_update, here.actor)
        if place.tap is not None and self._tapped_twice(place, here):
            log.info("tapped_twice update=%d", telegram_update.update_id)
            return Reply(place, None)  # the answer to the first tap stands there already
        answered(self._application, telegram_update, unit, self._manners)
        log.info("answered update=%d route=%s", telegram_update.update_id, unit.route.replace(" ", "_"))
        query = telegram_update.callback_query
        if unit.screen is None and query is None:
            return None
        if unit.screen is not None and unit.screen.within:
            place = replace(place, aside=True, live_id=None)
        elif unit.bound is not None:
            # a topic of two people holds what they say, and no screens
            place = replace(place, thread_id=None, tapped_text=False)
        here = unit.here
        speaks = here.actor.language
        screen = rendered(unit.screen, language(speaks), here.zone) if unit.screen else None
        return Reply(place, screen, menu(self._routes, speaks) if speaks != spoke else None)

    @staticmethod
    def _tapped_twice(place: Place, here: Here) -> bool:
        """The same button of the same message once more, at once: the first tap took it off the screen."""
        actor = here.actor
        return (
            (place.tapped_id, place.tap) == (actor.live_message_id, actor.live_tap)
            and actor.live_since is not None
            and here.now - actor.live_since < TWICE
        )

    def set_aside(self, update_id: int, body: dict[str, Any], fingerprint: str) -> Work:
        """The work that gives up on an update: an apology with a reference, and the operators are told."""

        def give_up(session: Session) -> Reply | None:
            now = self._clock()
            telegram_update = None
            try:
                telegram_update = Update.de_json(body, self._application.bot)
                here = here_for(session, telegram_update, self._house, now)
            except Exception:  # what cannot even be read has nobody to apologise to
                here = None
            reply = None
            if here is not None and telegram_update is not None and telegram_update.effective_chat:
                sorry = self._manners.apology(str(update_id), here)
                reply = Reply(
                    _place(telegram_update, here.actor), rendered(sorry, language(here.actor.language), here.zone)
                )
            for operator in session.scalars(select(Person.id).where(Person.telegram_id.in_(self._house.operators))):
                tell(session, operator, UpdateSetAside(update_id, fingerprint[:60]), now=now)
            _mark_done(session, update_id, now, reply, fingerprint)
            return reply

        return give_up


def _place(telegram_update: Update, actor: Person) -> Place:
    chat, query = telegram_update.effective_chat, telegram_update.callback_query
    chat_id = chat.id if chat else actor.telegram_id
    private = chat is None or chat.type == "private"
    stays = query is not None and (query.data or "").startswith(KEEPS)
    tapped = query.message if query and not stays else None
    return Place(
        chat_id=chat_id,
        query_id=query.id if query else None,
        tapped_id=tapped.message_id if tapped else None,
        tapped_text=bool(getattr(tapped, "text", None)),
        live_id=actor.live_message_id if private else None,
        tap=query.data if query else None,
        thread_id=topic_of(telegram_update.effective_message),
    )


def _mark_done(
    session: Session, update_id: int, now: datetime, reply: Reply | None, fingerprint: str | None = None
) -> None:
    session.flush()
    values = {"update_id": update_id, "now": now, "shown": reply.kept() if reply else None, "fingerprint": fingerprint}
    if session.connection().execute(MARK_DONE, values).rowcount != 1:
        raise NotStored(update_id)


def shown(update_id: int, reply: Reply, message_id: int | None, now: datetime) -> list[Note]:
    """Notes that forget a reply which is shown, and remember where it stands."""
    notes: list[Note] = [(FORGET_REPLY, {"update_id": update_id})]
    if message_id is not None and not reply.place.aside:
        used_up = reply.used_up(message_id)
        where = {"chat_id": reply.place.chat_id, "message_id": message_id, "used_up": used_up, "now": now}
        notes.append((REMEMBER_PLACE, where))
    return notes


def failed(update_id: int) -> Callable[[Session], int]:
    """The work that counts a try; how many there were."""

    def count(session: Session) -> int:
        session.execute(update(InboxUpdate).where(InboxUpdate.id == update_id).values(tries=InboxUpdate.tries + 1))
        return session.scalar(select(InboxUpdate.tries).where(InboxUpdate.id == update_id)) or MOST_TRIES

    return count


def kept_reply(update_id: int) -> Callable[[Session], dict[str, Any] | None]:
    """The work that finds the reply of an update which is done, if it has not been shown."""
    return lambda session: session.scalar(select(InboxUpdate.reply).where(InboxUpdate.id == update_id))


def unfinished(session: Session) -> list[tuple[int, int, dict[str, Any] | None, dict[str, Any] | None]]:
    """What an earlier life of this process left: updates to answer (with a body) and replies to show, oldest first."""
    found = session.execute(
        select(InboxUpdate.id, InboxUpdate.lane, InboxUpdate.body, InboxUpdate.reply)
        .where(or_(InboxUpdate.body.is_not(None), InboxUpdate.reply.is_not(None)))
        .order_by(InboxUpdate.stored_at, InboxUpdate.id)  # ids start anew after a quiet week
    )
    return [(row.id, row.lane, row.body, row.reply) for row in found]
