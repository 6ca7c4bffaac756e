"""Sends letters: a few at a time over one connection, paced, tried again until the mail server takes them.

A letter that the server took and whose row was not marked before a kill goes twice; both have one Message-ID, by which
mail programs know doubles. Nothing else is lost or doubled: a row is claimed with a lease, and finished when the server
said yes.
"""

import asyncio
import contextlib
import hashlib
import html
import logging
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from email.utils import format_datetime

import aiosmtplib
from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.instance import MailServer
from bot.writer import Writer
from domain.emails import normalise
from domain.mails import Letter
from frame.here import House
from frame.mail import Letters, Mail, Posted
from frame.texts import Language, Words, language
from models.base import constant
from models.mail import MailMessage
from models.outbox import Delivery

log = logging.getLogger(__name__)

TOGETHER = 10  # over one connection
LEASE = timedelta(minutes=3)  # after that another process may take a claimed row
AT_WORK = 60.0  # seconds with one claim; what is left is given back, long before its lease ends
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=1)
MOST_ATTEMPTS = 120  # of one letter, about five days; a server that is away is not counted
REFUSALS = 3  # as often the server has to say of an address that it is not there


@dataclass(frozen=True, slots=True)
class Parcel:
    """A letter rendered for its address."""

    row_id: int
    letter: Letter
    address: str
    message: EmailMessage
    attempts: int


class MailCourier:
    """Delivers letters. Woken after each commit that may have written one; the schedule wakes it as a fallback."""

    def __init__(
        self,
        writer: Writer,
        server: MailServer,
        letters: Letters,
        house: House,
        clock: Callable[[], datetime],
        *,
        after: Callable[[], None],
    ) -> None:
        """`after` is called when somebody may have been told something."""
        self._writer = writer
        self._server = server
        self._letters = letters
        self._house = house
        self._clock = clock
        self._after = after
        self._woken = asyncio.Event()
        self._at_rest = asyncio.Event()
        self._at_rest.set()
        self._stopping = False
        self._failures = 0  # of the server, one after another
        self._rests_until: datetime | None = None
        self._next_at = 0.0  # by the loop's clock: the pace

    def wake(self) -> None:
        """Something may be due."""
        self._woken.set()

    @property
    def idle(self) -> bool:
        """Nothing is on its way, and nobody has said that something may be due."""
        return self._at_rest.is_set() and not self._woken.is_set()

    async def run(self) -> None:
        """Deliver for ever."""
        while not self._stopping:
            await self._woken.wait()
            self._at_rest.clear()
            self._woken.clear()
            try:
                if self._rests_until is None or self._clock() >= self._rests_until:
                    found, parcels = await self._writer.apply(self._claim)
                    if len(parcels) < found:
                        self._after()
                    if parcels:
                        await self._carry(parcels)
                    if found:
                        self._woken.set()  # there may be more
            except Exception:
                log.exception("mail_claim_failed")
                await asyncio.sleep(1)
                self._woken.set()
            finally:
                self._at_rest.set()

    async def stop(self, seconds: float = 10) -> None:
        """Let the letter that is on its way arrive, for at most `seconds`; the others are given back."""
        self._stopping = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._at_rest.wait()

    # Claiming

    def _claim(self, session: Session) -> tuple[int, list[Parcel]]:
        now = self._clock()
        rows = session.scalars(
            select(MailMessage)
            .where(
                MailMessage.state == constant(Delivery.WAITING),
                MailMessage.not_before <= now,
                or_(MailMessage.leased_until.is_(None), MailMessage.leased_until < now),
            )
            .order_by(MailMessage.urgent.desc(), MailMessage.id)
            .limit(TOGETHER)
            .with_for_update(skip_locked=True)
        ).all()
        parcels = []
        for row in rows:
            try:
                with session.begin_nested():
                    parcel = self._parcel(session, row, now)
            except Exception:  # one that cannot be made harms nobody else
                log.exception("mail_failed id=%d kind=%s", row.id, row.kind)
                self._give_up(session, row, Delivery.FAILED, now)
                continue
            if parcel is not None:
                row.leased_until = now + LEASE
                parcels.append(parcel)
        return len(rows), parcels

    def _parcel(self, session: Session, row: MailMessage, now: datetime) -> Parcel | None:
        kind = Letter.kinds.get(row.kind)
        letter = kind(**(row.values or {})) if kind is not None else None
        posted = self._letters.written(letter, session, self._house, now) if letter is not None else None
        if letter is None or posted is None:
            self._give_up(session, row, Delivery.DROPPED, now)
            return None
        return Parcel(row.id, letter, posted.address, self._message(row, posted), row.attempts)

    def _message(self, row: MailMessage, posted: Posted) -> EmailMessage:
        house, server = self._house, self._server
        speaks = language(posted.language)
        sender = normalise(server.sender) or server.sender
        mark = hashlib.sha256(f"{house.bot_username}:{row.id}:{row.key}".encode()).hexdigest()[:32]
        message = EmailMessage(policy=POLICY)
        message["From"] = Address(one_line(server.sender_name or house.service), addr_spec=sender)
        message["To"] = Address(addr_spec=posted.address)
        message["Subject"] = one_line(speaks.plain(posted.mail.subject, house.zone))
        message["Date"] = format_datetime(self._clock().astimezone(house.zone))
        message["Message-ID"] = f"<{mark}@{sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"  # Exchange's word for it
        contact = normalise(house.contact)
        if posted.mail.unasked and contact is not None:
            message["List-Unsubscribe"] = f"<mailto:{contact}?subject=unsubscribe>"
        message.set_content(plain(posted.mail, speaks, house))
        message.add_alternative(as_html(posted.mail, speaks, house), subtype="html")
        message["Content-Language"] = posted.language  # what sets the content takes such headers away
        return message

    def _give_up(self, session: Session, row: MailMessage, state: Delivery, now: datetime) -> None:
        kind = Letter.kinds.get(row.kind)
        if kind is not None:
            self._letters.lost(kind(**(row.values or {})), session, now)
        row.state, row.finished_at, row.values, row.leased_until = state, now, None, None

    # Sending

    async def _carry(self, parcels: list[Parcel]) -> None:
        """Send them over one connection. What is not sent is given back, or put off."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        client: aiosmtplib.SMTP | None = None
        left = list(parcels)
        try:
            client = await self._connected()
            while left and not self._stopping and loop.time() - begun < AT_WORK:
                await asyncio.sleep(self._next_at - loop.time())
                self._next_at = max(self._next_at, loop.time()) + 60 / self._server.per_minute
                if await self._sent(client, left[0]):
                    left.pop(0)
            self._failures, self._rests_until = 0, None
        except (aiosmtplib.SMTPException, OSError, TimeoutError, ValueError) as away:
            self._failures += 1
            pause = pause_after(self._failures)
            self._rests_until = self._clock() + pause
            log.warning("mail_server_away error=%s seconds=%d", type(away).__name__, pause.total_seconds())
            asyncio.get_running_loop().call_later(pause.total_seconds(), self.wake)
        finally:
            if client is not None:
                await self._disconnected(client)
            if left:
                ids = [parcel.row_id for parcel in left]
                await self._writer.apply(lambda session: _give_back(session, ids))

    async def _connected(self) -> aiosmtplib.SMTP:
        server = self._server
        context = None
        if server.security != "none":
            context = ssl.create_default_context(cafile=server.ca_file)
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.username or None,
            password=server.password or None,
            use_tls=server.security == "tls",
            start_tls=server.security == "starttls",
            tls_context=context,
            timeout=server.timeout.total_seconds(),
        )
        try:
            async with asyncio.timeout(2 * server.timeout.total_seconds()):
                await client.connect()
        except BaseException:
            client.close()
            raise
        return client

    async def _disconnected(self, client: aiosmtplib.SMTP) -> None:
        with contextlib.suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
            if client.is_connected:
                async with asyncio.timeout(5):
                    await client.quit()
        client.close()

    async def _sent(self, client: aiosmtplib.SMTP, parcel: Parcel) -> bool:
        """Send one, and write down what came of it. Raises what says that the server is not well."""
        sender = normalise(self._server.sender) or self._server.sender
        try:
            async with asyncio.timeout(self._server.timeout.total_seconds()):
                await client.sendmail(sender, [parcel.address], parcel.message.as_bytes())
        except aiosmtplib.SMTPRecipientsRefused as refused:
            code = refused.recipients[0].code
            await self._writer.apply(lambda session: self._refused(session, parcel, for_good=code >= 500))
            self._after()
            log.warning("mail_refused id=%d code=%d", parcel.row_id, code)
        except aiosmtplib.SMTPDataError as refused:
            await self._writer.apply(lambda session: self._refused(session, parcel, for_good=False))
            self._after()
            log.warning("mail_put_off id=%d code=%d", parcel.row_id, refused.code)
        else:
            await self._writer.apply(lambda session: self._arrived(session, parcel))
            log.info("mailed id=%d kind=%s", parcel.row_id, type(parcel.letter).__name__)
        return True

    def _arrived(self, session: Session, parcel: Parcel) -> None:
        now = self._clock()
        session.execute(
            update(MailMessage)
            .where(MailMessage.id == parcel.row_id)
            .values(state=Delivery.SENT, finished_at=now, values=None, leased_until=None)
        )
        self._letters.sent(parcel.letter, session, now)

    def _refused(self, session: Session, parcel: Parcel, *, for_good: bool) -> None:
        """Of this address or this letter; the server is well. Again later, or, if it was said often enough, no more."""
        now = self._clock()
        row = session.get_one(MailMessage, parcel.row_id)
        row.attempts += 1
        if row.attempts >= (REFUSALS if for_good else MOST_ATTEMPTS):
            self._give_up(session, row, Delivery.FAILED, now)
            return
        row.not_before, row.leased_until = now + pause_after(row.attempts), None


def pause_after(failures: int) -> timedelta:
    """Twice as long each time, up to an hour."""
    return min(FIRST_PAUSE * (1 << min(max(failures - 1, 0), 20)), LONGEST_PAUSE)


def _give_back(session: Session, ids: list[int]) -> None:
    session.execute(update(MailMessage).where(MailMessage.id.in_(ids)).values(leased_until=None))


# Words


def one_line(words: str) -> str:
    """For a header: nothing in it begins another one."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


MARKUP = re.compile(r"<[^<>]*>")


def plain(mail: Mail, speaks: Language, house: House) -> str:
    """The letter without markup."""

    def said(words: Words) -> str:  # by way of HTML: there the sentence's own markup is told from people's words
        return html.unescape(MARKUP.sub("", str(speaks.html(words, house.zone))))

    parts = [said(part) for part in mail.body]
    parts += [f"{said(mail.link[0])}\n{mail.link[1]}"] if mail.link else []
    parts += ["-- \n" + "\n".join(said(part) for part in mail.small)] if mail.small else []
    return "\n\n".join(parts) + "\n"


PAGE = """\
<!DOCTYPE html>
<html lang="{code}">
<head><meta charset="utf-8"><title>{title}</title></head>
<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; color: #111; max-width: 36em;">
{body}
</body>
</html>
"""


def as_html(mail: Mail, speaks: Language, house: House) -> str:
    """The same with the sentences' own markup; everybody's words are escaped."""

    def said(words: Words, style: str = "") -> str:
        inner = str(speaks.html(words, house.zone)).replace("\n", "<br>\n")
        return f"<p{style}>{inner}</p>"

    parts = [said(part) for part in mail.body]
    if mail.link:
        label, address = mail.link
        parts.append(f'<p><a href="{address}">{speaks.html(label, house.zone)}</a><br>\n{address}</p>')
    parts += [said(part, ' style="font-size: 14px; color: #444;"') for part in mail.small]
    return PAGE.format(code=speaks.code, title=speaks.html(mail.subject, house.zone), body="\n".join(parts))
