"""A real SMTP server on loopback, for tests: it takes mail, or breaks in the ways of mail servers."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

NAME, SECRET = "tehostamo", "hemlig-hemlig"
SENDER = "tehostamo@jarjesto.fi"


class MailServer:
    """What came, and how the server feels: `mood` is "well", or how it breaks."""

    def __init__(self) -> None:
        self.mood = "well"
        self.envelopes: list[Envelope] = []
        self.logins: list[str] = []
        self.tls: list[bool] = []
        self.port = 0
        self.connections: list[SMTP] = []

    # Hooks of aiosmtpd

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.mood == "unknown":
            return "550 5.1.1 No such mailbox"
        if self.mood == "grey":
            return "451 4.7.1 Greylisted, try again later"
        if self.mood == "hangs":
            await asyncio.sleep(60)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_MAIL(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.mood == "5xx":
            return "554 5.7.1 Not today"
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.mood == "drops":
            cut(server)
            return "421 Gone"
        if self.mood == "4xx":
            return "452 4.3.1 Insufficient system storage"
        self.envelopes.append(envelope)
        self.tls.append(session.ssl is not None)
        return "250 OK"

    def login(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append(data.login.decode())
        return AuthResult(success=(data.login, data.password) == (NAME.encode(), SECRET.encode()))

    # Looking

    @property
    def mails(self) -> list[EmailMessage]:
        """What came, parsed."""
        return [message_from_bytes(one.content or b"", policy=default) for one in self.envelopes]  # type: ignore[arg-type]

    def to(self, address: str) -> list[EmailMessage]:
        """What came to one address."""
        return [mail for mail, one in zip(self.mails, self.envelopes, strict=True) if one.rcpt_tos == [address]]

    def code(self, address: str) -> str:
        """The code in the newest mail to that address."""
        return digits_in(self.to(address)[-1])

    @property
    def settings(self) -> dict[str, Any]:
        """How the bot reaches it."""
        return {
            "host": "127.0.0.1",
            "port": self.port,
            "security": "none",
            "sender": SENDER,
            "timeout": "1s",
            "per_minute": 100_000,
        }


def cut(server: SMTP) -> None:
    """The line goes dead."""
    if isinstance(server.transport, asyncio.WriteTransport):
        server.transport.abort()


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    """One of the two parts."""
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def digits_in(mail: EmailMessage) -> str:
    """The code that a mail tells."""
    found = re.search(r"(?m)^(\d{4} \d{4})$", text_of(mail).replace("\r\n", "\n"))
    assert found is not None, text_of(mail)
    return found[1]


@asynccontextmanager
async def mail_server(certificate: Path | None = None, *, logs_in: bool = False) -> AsyncIterator[MailServer]:
    """A server of its own, in this loop; with a certificate (and its key beside it) it speaks STARTTLS."""
    server = MailServer()
    context = None
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, certificate.with_suffix(".key"))

    def protocol() -> SMTP:
        made = SMTP(
            server,
            hostname="mail.example.org",
            tls_context=context,
            require_starttls=context is not None,
            authenticator=server.login if logs_in else None,
            auth_required=logs_in,
            auth_require_tls=context is not None,
        )
        server.connections.append(made)
        return made

    loop = asyncio.get_running_loop()
    listening = await loop.create_server(protocol, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        for one in server.connections:
            cut(one)
        await asyncio.sleep(0)
