"""A person's e-mail addresses: proved by a code that is mailed there.

What is answered tells nobody whether an address is known, listed for a group or somebody else's: the sentence is the
same, and only who reads the mail learns more.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from domain import audit, invitations, organisations, people
from domain.emails import LONGEST, domain_of, normalise
from domain.mails import ProofLetter, post
from domain.notices import AddressMoved, CodeNotMailed, tell
from domain.refusals import (
    AddressProved,
    CodeOver,
    NotAnAddress,
    NothingMails,
    NotThere,
    Noun,
    TooManyAddresses,
    TooManyMails,
    WrongProof,
)
from domain.views import AddressesView, AddressView, PendingProof, ProvedView
from models.address import EmailAddress, ProofCode, owner_of, proved_addresses
from models.person import Person

DIGITS = 8
LASTS = timedelta(minutes=10)  # from the moment when the mail server took the mail
WAITS = timedelta(hours=1)  # for a mail server that is away; before the mail is out nobody knows the code
TRIES = 5
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Limits = tuple[tuple[timedelta, int], ...]
MAILS: Limits = ((HOUR, 2), (DAY, 5))  # to one address
MAILS_OF_ONE: Limits = ((HOUR, 6), (DAY, 15))  # that one person asks for, whatever the addresses
MOST_ADDRESSES = 10
LONGEST_TYPED = 2 * LONGEST
KEPT = timedelta(days=2)  # codes, for counting


def mine(session: Session, actor: Person, *, now: datetime) -> AddressesView:
    """What I have proved, and the codes that wait to be typed."""
    proved = session.scalars(proved_addresses(actor.id)).all()
    waiting = [code for code in _codes(session, actor, now) if _is_live(code, now)]
    return AddressesView(
        tuple(AddressView(one.id, one.address, one.proved_at) for one in proved),
        tuple(PendingProof(code.id, code.address) for code in waiting),
    )


def ask(session: Session, actor: Person, *, address: str, mails: bool, now: datetime) -> PendingProof:
    """A code goes to the address. Whoever it belongs to, the answer is the same."""
    people.require_registered(actor)
    if not mails:
        raise NothingMails
    normal = normalise(address)
    if normal is None:
        raise NotAnAddress
    proved = session.scalars(proved_addresses(actor.id)).all()
    if normal in {one.address for one in proved}:
        raise AddressProved
    if len(proved) >= MOST_ADDRESSES:
        raise TooManyAddresses(most=MOST_ADDRESSES)
    codes = _codes(session, actor, now)
    own = [code for code in codes if code.address == normal]
    until = max(filter(None, (_next(codes, MAILS_OF_ONE, now), _next(own, MAILS, now))), default=None)
    if until is not None:
        raise TooManyMails(until=until)
    for code in own:
        code.ended_at = code.ended_at or now
    everybodys = session.scalars(
        select(ProofCode)
        .where(ProofCode.address == normal, ProofCode.asked_at > now - DAY, ProofCode.posted)
        .order_by(ProofCode.asked_at)
    ).all()
    code = ProofCode(
        person_id=actor.id,
        address=normal,
        salt=secrets.token_hex(16),
        asked_at=now,
        posted=_next(everybodys, MAILS, now) is None,  # others' asking is told to nobody
        tries=0,
    )
    session.add(code)
    session.flush()
    if code.posted:
        post(session, [ProofLetter(code.id)], now=now)
    return PendingProof(code.id, normal)


def pending(session: Session, actor: Person, *, proof_id: int, now: datetime) -> PendingProof:
    """A code of mine that may still be typed, or CodeOver."""
    code = session.get(ProofCode, proof_id)
    if code is None or code.person_id != actor.id:
        raise NotThere
    if not _is_live(code, now):
        raise CodeOver
    return PendingProof(code.id, code.address)


def prove(
    session: Session, actor: Person, *, proof_id: int, typed: str, secret_key: bytes, now: datetime
) -> ProvedView:
    """The code from the mail: the address is mine, and no longer anybody else's. Groups that list it take me in."""
    pending(session, actor, proof_id=proof_id, now=now)
    code = session.get_one(ProofCode, proof_id, with_for_update=True, populate_existing=True)
    if not _is_live(code, now):
        raise CodeOver
    digits = "".join(sign for sign in typed if sign.isdecimal() and sign.isascii())
    if not hmac.compare_digest(digits, digits_of(code, secret_key)):
        left = TRIES - code.tries - 1

        def count(kept: Session, _still: Person) -> None:
            kept.execute(update(ProofCode).where(ProofCode.id == proof_id).values(tries=ProofCode.tries + 1))

        raise (WrongProof(left=left, outlives=count) if left else CodeOver(outlives=count))
    code.ended_at = now
    before = session.scalar(select(EmailAddress).where(EmailAddress.address == code.address).with_for_update())
    moved = before is not None and before.person_id != actor.id
    if before is None:
        session.add(EmailAddress(person_id=actor.id, address=code.address, proved_at=now))
    else:
        if moved:
            tell(session, before.person_id, AddressMoved(code.id), now=now)
            audit.record(session, actor, "move_address", Noun.PERSON, before.person_id, now=now)
        before.person_id, before.proved_at = actor.id, now
    audit.record(session, actor, "prove_address", Noun.PERSON, actor.id, now=now)
    session.flush()
    domain = domain_of(code.address)
    if domain is not None:
        organisations.address_proved(session, actor, domain, now=now)
    joined = invitations.admit_proved(session, actor, address=code.address, now=now)
    return ProvedView(code.address, moved, tuple(joined))


def remove(session: Session, actor: Person, *, address_id: int, now: datetime) -> None:
    """No longer mine. Groups that it opened stay open; to be in them no more is another button."""
    gone = session.execute(
        delete(EmailAddress)
        .where(EmailAddress.id == address_id, EmailAddress.person_id == actor.id)
        .returning(EmailAddress.id)
    ).one_or_none()
    if gone is None:
        raise NotThere
    audit.record(session, actor, "remove_address", Noun.PERSON, actor.id, now=now)


def proved_domains(session: Session, person_id: int) -> set[str]:
    """The domains at which a person has proved an address, without the free mail hosts."""
    found = (domain_of(one.address) for one in session.scalars(proved_addresses(person_id)))
    return {domain for domain in found if domain is not None}


def proved_by(session: Session, address: str) -> int | None:
    """The id of who proved a normal form."""
    return session.scalar(owner_of(address))


# The letter


def digits_of(code: ProofCode, secret_key: bytes) -> str:
    """The code itself: the HMAC of its row. Kept nowhere, so a stolen database proves nothing."""
    words = f"proof:{code.id}:{code.person_id}:{code.address}:{code.salt}"
    number = int.from_bytes(hmac.new(secret_key, words.encode(), hashlib.sha256).digest()[:16])
    return f"{number % 10**DIGITS:0{DIGITS}}"


def to_mail(session: Session, proof_id: int, *, secret_key: bytes, now: datetime) -> tuple[Person, str, str] | None:
    """For whom, to which address, which digits; None when the matter is over."""
    code = session.get(ProofCode, proof_id)
    if code is None or not _is_live(code, now):
        return None
    return session.get_one(Person, code.person_id), code.address, digits_of(code, secret_key)


def mailed(session: Session, proof_id: int, *, now: datetime) -> None:
    """The mail server took it: the ten minutes begin."""
    session.execute(
        update(ProofCode).where(ProofCode.id == proof_id, ProofCode.mailed_at.is_(None)).values(mailed_at=now)
    )


def not_mailed(session: Session, proof_id: int, *, now: datetime) -> None:
    """It will not come: whoever waits for it is told."""
    code = session.get(ProofCode, proof_id)
    if code is not None and code.ended_at is None and code.mailed_at is None:
        code.ended_at = now
        tell(session, code.person_id, CodeNotMailed(code.id), now=now)


def address_of(session: Session, proof_id: int) -> str | None:
    """The address of a code, for a notice about it."""
    return session.scalar(select(ProofCode.address).where(ProofCode.id == proof_id))


def forget(session: Session, *, now: datetime, limit: int) -> int:
    """Codes of days ago."""
    old = select(ProofCode.id).where(ProofCode.asked_at < now - KEPT).limit(limit)
    return len(session.scalars(delete(ProofCode).where(ProofCode.id.in_(old)).returning(ProofCode.id)).all())


def _codes(session: Session, actor: Person, now: datetime) -> list[ProofCode]:
    """What this person asked for in the last day, oldest first."""
    return list(
        session.scalars(
            select(ProofCode)
            .where(ProofCode.person_id == actor.id, ProofCode.asked_at > now - DAY)
            .order_by(ProofCode.asked_at, ProofCode.id)
        )
    )


def _is_live(code: ProofCode, now: datetime) -> bool:
    if code.ended_at is not None or code.tries >= TRIES:
        return False
    return now < (code.mailed_at + LASTS if code.mailed_at is not None else code.asked_at + WAITS)


def _next(codes: Sequence[ProofCode], limits: Limits, now: datetime) -> datetime | None:
    """When the next one may be asked for; None: now."""
    waits = []
    for within, most in limits:
        times = [code.asked_at for code in codes if code.asked_at > now - within]
        if len(times) >= most:
            waits.append(times[-most] + within)
    return max(waits, default=None)
