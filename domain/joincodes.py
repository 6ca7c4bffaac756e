"""The codes that a group admin gives out: made, limited, replaced, revoked."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, not_, select, update
from sqlalchemy.orm import Session

from domain import audit, codes, groups, paging
from domain.refusals import NotThere, Noun, OutOfBounds
from domain.views import CodePage, CodeView, JoinedPage, JoinedView
from models.group import GroupMember, JoinCode, admitting
from models.person import Person

LASTS = timedelta(days=30)
DAYS_MAX = 3650
USES_MAX = 10_000


def issue(
    session: Session,
    actor: Person,
    *,
    group_id: int,
    own: str,
    secret_key: bytes,
    now: datetime,
    lasts: timedelta | None = LASTS,
    max_uses: int | None = None,
    replace: bool = False,
    replaces: int | None = None,
) -> str:
    """A new code, given back in plain this once. With `replace`, all those before it are revoked; with `replaces`,
    that one is, and its limit of uses and its length go over to the new one."""
    groups.administered(session, actor, group_id)
    code = codes.make(own)
    if replaces is not None:
        before = _own(session, actor, replaces)
        if before.group_id != group_id:
            raise NotThere
        max_uses = before.max_uses
        lasts = before.expires_at - before.issued_at if before.expires_at is not None else None
        revoke(session, actor, code_id=replaces, now=now)
    if replace:
        revoke_all(session, actor, group_id=group_id, now=now)
    session.add(
        JoinCode(
            group_id=group_id,
            digest=codes.digest(code, secret_key),
            hint=code[: codes.OWN],
            issued_by_id=actor.id,
            issued_at=now,
            expires_at=now + lasts if lasts is not None else None,
            max_uses=max_uses,
        )
    )
    audit.record(session, actor, "issue_code", Noun.GROUP, group_id, now=now)
    session.flush()
    return code


def live(session: Session, actor: Person, *, group_id: int, now: datetime, page: int = 0) -> CodePage:
    """The codes that admit today, newest first."""
    groups.administered(session, actor, group_id)
    return _page(session, now, page, JoinCode.group_id == group_id, admitting(now))


def ended(session: Session, actor: Person, *, group_id: int, now: datetime, page: int = 0) -> CodePage:
    """The codes that admit nobody any more, newest first."""
    groups.administered(session, actor, group_id)
    return _page(session, now, page, JoinCode.group_id == group_id, not_(admitting(now)))


def get_for(session: Session, actor: Person, code_id: int, *, now: datetime) -> CodeView:
    """A code of a group that `actor` runs."""
    return _view(_own(session, actor, code_id), now)


def joined_by(session: Session, actor: Person, *, code_id: int, page: int = 0) -> JoinedPage:
    """Who came in by a code, the last first; also those who have left since."""
    _own(session, actor, code_id)
    page = paging.within(page)
    total = session.scalar(select(func.count()).where(GroupMember.join_code_id == code_id)) or 0
    rows = session.execute(
        select(GroupMember, Person.name)
        .join(Person, Person.id == GroupMember.person_id)
        .where(GroupMember.join_code_id == code_id)
        .order_by(GroupMember.joined_at.desc(), GroupMember.id.desc())
        .limit(paging.SIZE)
        .offset(page * paging.SIZE)
    )
    found = (JoinedView(name, member.joined_at, member.left_at is not None) for member, name in rows)
    return JoinedPage(tuple(found), page, total)


def limit_uses(session: Session, actor: Person, *, code_id: int, max_uses: int | None, now: datetime) -> CodeView:
    """So many may come in by it, counted from its beginning; none: as many as want."""
    code = _own(session, actor, code_id)
    if max_uses is not None and not 1 <= max_uses <= USES_MAX:
        raise OutOfBounds(field="uses", minimum=1, maximum=USES_MAX)
    code.max_uses = max_uses
    audit.record(session, actor, "limit_code", Noun.GROUP, code.group_id, now=now, code_id=code_id, uses=max_uses)
    session.flush()
    return _view(code, now)


def limit_time(session: Session, actor: Person, *, code_id: int, days: int | None, now: datetime) -> CodeView:
    """It works so many days from now; none: without an end."""
    code = _own(session, actor, code_id)
    if days is not None and not 1 <= days <= DAYS_MAX:
        raise OutOfBounds(field="days", minimum=1, maximum=DAYS_MAX)
    code.expires_at = now + timedelta(days=days) if days is not None else None
    audit.record(session, actor, "limit_code", Noun.GROUP, code.group_id, now=now, code_id=code_id, days=days)
    session.flush()
    return _view(code, now)


def revoke(session: Session, actor: Person, *, code_id: int, now: datetime) -> CodeView:
    """One code admits nobody any more."""
    code = _own(session, actor, code_id)
    if code.revoked_at is None:
        code.revoked_at = now
        audit.record(session, actor, "revoke_code", Noun.GROUP, code.group_id, now=now, code_id=code_id)
        session.flush()
    return _view(code, now)


def revoke_all(session: Session, actor: Person, *, group_id: int, now: datetime) -> None:
    """Every code given out so far admits nobody any more."""
    groups.administered(session, actor, group_id)
    session.execute(
        update(JoinCode).where(JoinCode.group_id == group_id, JoinCode.revoked_at.is_(None)).values(revoked_at=now)
    )
    audit.record(session, actor, "revoke_codes", Noun.GROUP, group_id, now=now)


def _own(session: Session, actor: Person, code_id: int) -> JoinCode:
    code = session.scalar(select(JoinCode).where(JoinCode.id == code_id).execution_options(populate_existing=True))
    if code is None:
        raise NotThere
    groups.administered(session, actor, code.group_id)
    return code


def _page(session: Session, now: datetime, page: int, *conditions: ColumnElement[bool]) -> CodePage:
    page = paging.within(page)
    total = session.scalar(select(func.count()).select_from(JoinCode).where(*conditions)) or 0
    found = session.scalars(
        select(JoinCode).where(*conditions).order_by(JoinCode.id.desc()).limit(paging.SIZE).offset(page * paging.SIZE)
    )
    return CodePage(tuple(_view(code, now) for code in found), page, total)


def _view(code: JoinCode, now: datetime) -> CodeView:
    return CodeView(
        id=code.id,
        group_id=code.group_id,
        hint=code.hint,
        issued_at=code.issued_at,
        expires_at=code.expires_at,
        max_uses=code.max_uses,
        uses=code.uses,
        revoked_at=code.revoked_at,
        expired=code.expires_at is not None and code.expires_at <= now,
    )
