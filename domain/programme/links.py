"""Links that one person may open once: to run a round, to take part for an organisation, to apply late."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain import audit, people
from domain.dataclasses import dataclass
from domain.programme import overview
from domain.programme.lifecycle import MAKE_LATE_CODE, NAME_STAFF, ROUND
from domain.programme.reading import lines
from domain.programme.refusals import ProgrammeLinkOver
from domain.programme.roles import has_role
from domain.programme.views import InvitedView, RoundLine
from domain.refusals import NotThere, Noun
from models.person import Person
from models.programme.application import Participant, RoundApplication
from models.programme.round import LinkKind, ProgrammeLink, Round, RoundRole, RoundState

LAST = timedelta(days=14)
GOES_ON = (RoundState.DRAFT, RoundState.OPEN, RoundState.DECIDED)


@dataclass(frozen=True)
class LinkView:
    """What a link asks one for."""

    kind: LinkKind
    round: RoundLine
    by: str
    expires_at: datetime
    invited: InvitedView | None  # where it is for taking part
    mine: bool  # I have taken it up already


def make(
    session: Session,
    actor: Person,
    *,
    round_id: int,
    kind: LinkKind,
    secret_key: bytes,
    now: datetime,
) -> str:
    """A link for a role in a round, or for a late application; given back in plain this once."""
    if kind is LinkKind.PARTICIPANT:
        raise NotThere  # it belongs to an application: see participants.py
    round_ = session.get(Round, round_id)
    if round_ is None:
        raise NotThere
    ROUND.require(session, actor, MAKE_LATE_CODE if kind is LinkKind.LATE else NAME_STAFF, round_)
    return issue(session, actor, round_id=round_id, kind=kind, secret_key=secret_key, now=now)


def issue(
    session: Session,
    actor: Person,
    *,
    round_id: int,
    kind: LinkKind,
    secret_key: bytes,
    now: datetime,
    participant_id: int | None = None,
) -> str:
    """The same, asking no permission."""
    token = secrets.token_urlsafe(16)
    session.add(
        ProgrammeLink(
            round_id=round_id,
            kind=kind,
            participant_id=participant_id,
            digest=_digest(token, secret_key),
            issued_by_id=actor.id,
            issued_at=now,
            expires_at=now + LAST,
        )
    )
    audit.record(session, actor, "make_link", Noun.ROUND, round_id, now=now, kind=kind)
    session.flush()
    return token


def look(session: Session, actor: Person, *, token: str, secret_key: bytes, now: datetime) -> LinkView:
    """What a link asks one for. Does nothing; it is shown before registration, too. ProgrammeLinkOver."""
    link, round_ = opened(session, actor, token=token, secret_key=secret_key, now=now)
    invited = (
        overview.invited(session, actor, link.participant_id, now=now) if link.participant_id is not None else None
    )
    return LinkView(
        kind=link.kind,
        round=lines(session, actor, [round_], now)[round_.id],
        by=session.get_one(Person, link.issued_by_id).name,
        expires_at=link.expires_at,
        invited=invited,
        mine=link.used_at is not None or _has(session, actor, link),
    )


def opened(
    session: Session, actor: Person, *, token: str, secret_key: bytes, now: datetime
) -> tuple[ProgrammeLink, Round]:
    """The link, where it is good, or this person used it."""
    session.flush()
    row = session.execute(
        select(ProgrammeLink, Round)
        .join(Round, Round.id == ProgrammeLink.round_id)
        .where(ProgrammeLink.digest == _digest(token, secret_key))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is not None:
        link, round_ = row
        mine = link.used_at is not None and link.used_by_id == actor.id
        fresh = link.used_at is None and link.expires_at > now
        if (fresh or mine) and _holds(session, link, round_):
            return link, round_
    raise ProgrammeLinkOver


def use(session: Session, actor: Person, link: ProgrammeLink, *, now: datetime) -> None:
    """From now on it is used: by one person, whoever else opens it at the same time."""
    people.require_registered(actor)
    if link.used_at is not None:
        if link.used_by_id == actor.id:
            return
        raise ProgrammeLinkOver
    taken = session.execute(
        update(ProgrammeLink)
        .where(ProgrammeLink.id == link.id, ProgrammeLink.used_at.is_(None))
        .values(used_at=now, used_by_id=actor.id)
        .returning(ProgrammeLink.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if taken is None:
        raise ProgrammeLinkOver
    session.refresh(link)


def role_of(kind: LinkKind) -> RoundRole:
    """The role that such a link gives."""
    return RoundRole(kind)


def _holds(session: Session, link: ProgrammeLink, round_: Round) -> bool:
    """Whether what it is for goes on."""
    if link.kind is LinkKind.LATE:
        return round_.state is RoundState.OPEN
    if round_.state not in GOES_ON:
        return False
    if link.participant_id is None:
        return True
    invitee = session.get_one(Participant, link.participant_id)
    application = session.get_one(RoundApplication, invitee.application_id)
    return invitee.left_at is None and application.state in overview.GOING


def _has(session: Session, actor: Person, link: ProgrammeLink) -> bool:
    if link.kind in (LinkKind.LATE, LinkKind.PARTICIPANT):
        return False
    return has_role(session, actor.id, link.round_id, role_of(link.kind))


def _digest(token: str, secret_key: bytes) -> str:
    return hmac.new(secret_key, b"programme:" + token.encode(), hashlib.sha256).hexdigest()
