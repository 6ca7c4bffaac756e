"""Domains of web and e-mail addresses, and which of them say nothing of who somebody is."""

import re

from domain.refusals import FreeMail, NoDomain

MOST = 120
_NAME = re.compile(r"(?=.{4,120}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")

_FREE = (
    "gmail.com googlemail.com outlook.com outlook.fi hotmail.com hotmail.fi hotmail.se live.com live.fi "
    "live.se msn.com icloud.com me.com mac.com yahoo.com yahoo.fi yahoo.se ymail.com aol.com gmx.com "
    "gmx.net gmx.de mail.com proton.me protonmail.com pm.me tutanota.com tuta.io zoho.com yandex.com "
    "yandex.ru mail.ru inbox.lv fastmail.com hey.com luukku.com suomi24.fi jippii.fi kolumbus.fi "
    "elisanet.fi inet.fi netti.fi saunalahti.fi welho.com sci.fi surffi.net surffi.fi phnet.fi "
    "dnainternet.net nic.fi iki.fi email.com mbnet.fi telia.com sonera.fi spray.se bredband.net "
    "comhem.se aland.net multi.fi anvianet.fi netikka.fi"
)
FREE = frozenset(_FREE.split())
"""Where anybody can have an address: providers of mail, and lines with a mailbox."""


def normal(text: str) -> str | None:
    """The domain in an address of the web, an e-mail address or a bare domain; none where there is none. Letters
    beyond ASCII are written as the network writes them, so that a look-alike is another domain."""
    bare = text.strip().casefold()
    bare = re.sub(r"^[a-z][a-z0-9+.-]*://", "", bare)
    bare = re.split(r"[/?#\s]", bare, maxsplit=1)[0].rsplit("@", 1)[-1].split(":", 1)[0].strip(".")
    bare = bare.removeprefix("www.")
    try:
        plain = bare.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return plain if _NAME.fullmatch(plain) else None


def is_free(domain: str) -> bool:
    """Whether anybody can have an address there."""
    return any(domain == free or domain.endswith(f".{free}") for free in FREE)


def own(text: str) -> str:
    """A domain that may tell whose address it is, or NoDomain, FreeMail."""
    domain = normal(text)
    if domain is None:
        raise NoDomain(field="domain")
    if is_free(domain):
        raise FreeMail(field="domain")
    return domain
