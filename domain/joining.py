"""Coming into a group: by a code, by an admin's yes; and what a group's policy makes of it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from domain import audit, codes, groups, paging, people, tries
from domain.notices import JoinAnswered, JoinRequested, tell
from domain.refusals import (
    AlreadyAnswered,
    AlreadyMember,
    ListedOnly,
    NotThere,
    Noun,
    Subject,
    WrongCode,
)
from domain.views import GroupView, RequestPage, RequestView
from models.group import (
    Group,
    GroupMember,
    GroupPolicy,
    JoinCode,
    JoinRequest,
    Outcome,
    admits,
    live_code,
    size_of,
)
from models.organisation import Organisation
from models.person import Person


def find_by_code(
    session: Session,
    actor: Person,
    *,
    code: str,
    secret_key: bytes,
    now: datetime,
    operators: Iterable[int] = (),
) -> GroupView:
    """The group that a code opens, for the screen that asks "join?". Joins nobody; an invitation is shown
    before registration, too. `operators` (Telegram user ids) hear of too many wrong codes."""
    group, _ = _opened(session, actor, code, secret_key, operators, now)
    return _seen(session, actor, group)


def join(
    session: Session,
    actor: Person,
    *,
    code: str,
    secret_key: bytes,
    now: datetime,
    operators: Iterable[int] = (),
) -> GroupView:
    """Come in by a code; where the group wants an admin's yes, ask for it. The group's admins hear of it."""
    people.require_registered(actor)
    group, join_code = _opened(session, actor, code, secret_key, operators, now)
    seen = _seen(session, actor, group)
    if seen.request_id is not None:
        return seen
    used = session.execute(
        update(JoinCode)
        .where(
            JoinCode.id == join_code.id,
            JoinCode.revoked_at.is_(None),
            or_(JoinCode.max_uses.is_(None), JoinCode.uses < JoinCode.max_uses),
        )
        .values(uses=JoinCode.uses + 1)
        .returning(JoinCode.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if used is None:
        raise WrongCode
    if group.policy is GroupPolicy.CODE_AND_YES:
        _ask(session, actor, group, join_code, now)
    else:
        groups.admit(session, group.id, actor.id, now=now, code_id=join_code.id)
    return _seen(session, actor, group)


def _seen(session: Session, actor: Person, group: Group) -> GroupView:
    """A group as one sees it from its door."""
    size = session.scalar(size_of(group.id)) or 0
    asked = _asked(session, actor, group.id)
    return GroupView(group.id, group.name, size, policy=group.policy, request_id=asked)


def _asked(session: Session, actor: Person, group_id: int) -> int | None:
    """One's own request that waits."""
    return session.scalar(
        select(JoinRequest.id).where(
            JoinRequest.group_id == group_id, JoinRequest.person_id == actor.id, JoinRequest.outcome.is_(None)
        )
    )


def _opened(
    session: Session, actor: Person, code: str, secret_key: bytes, operators: Iterable[int], now: datetime
) -> tuple[Group, JoinCode]:
    tries.require_one_left(session, actor.id, now=now)
    join_code = session.scalar(live_code(codes.digest(code, secret_key)).execution_options(populate_existing=True))
    group = session.get(Group, join_code.group_id) if join_code is not None else None
    if join_code is not None and group is not None and group.closed_at is None:
        if groups.is_in(session, actor.id, group.id):
            raise AlreadyMember(Subject(Noun.GROUP, group.id))
        if _asked(session, actor, group.id) is not None:
            return group, join_code  # whatever has become of the code since
        if admits(join_code, now) and not _removed_since(session, actor, join_code):
            if _declined_since(session, actor, join_code):
                raise AlreadyAnswered
            if group.policy is GroupPolicy.LISTED:
                raise ListedOnly
            return group, join_code
    raise WrongCode(outlives=lambda kept, still: tries.count(kept, still.id, operators=operators, now=now))


def _removed_since(session: Session, actor: Person, code: JoinCode) -> bool:
    """Who was taken out needs a newer code than those they may know."""
    removed_at = session.scalar(
        select(GroupMember.removed_at).where(GroupMember.group_id == code.group_id, GroupMember.person_id == actor.id)
    )
    return removed_at is not None and code.issued_at <= removed_at


def _declined_since(session: Session, actor: Person, code: JoinCode) -> bool:
    """Who got a no asks again with a newer code only."""
    return (
        session.scalar(
            select(JoinRequest.id)
            .where(
                JoinRequest.group_id == code.group_id,
                JoinRequest.person_id == actor.id,
                JoinRequest.outcome == Outcome.DECLINED,
                JoinRequest.decided_at >= code.issued_at,
            )
            .limit(1)
        )
        is not None
    )


# An admin's yes


def _ask(session: Session, actor: Person, group: Group, code: JoinCode, now: datetime) -> None:
    request = JoinRequest(group_id=group.id, person_id=actor.id, join_code_id=code.id, asked_at=now)
    session.add(request)
    session.flush()
    audit.record(session, actor, "ask_to_join", Noun.GROUP, group.id, now=now, code_id=code.id)
    for admin_id in groups.admins_of(session, group.id):
        tell(session, admin_id, JoinRequested(request.id), now=now)


def request_for(session: Session, actor: Person, request_id: int) -> RequestView:
    """A request to a group that `actor` runs, waiting or settled."""
    found = _requests(session, JoinRequest.id == request_id, limit=1)
    if not found or actor.id not in groups.admins_of(session, found[0].group_id):
        raise NotThere
    return found[0]


def own_request(session: Session, actor: Person, request_id: int) -> RequestView:
    """A request of one's own, waiting or settled."""
    found = _requests(session, JoinRequest.id == request_id, JoinRequest.person_id == actor.id, limit=1)
    if not found:
        raise NotThere
    return found[0]


def mine(session: Session, actor: Person) -> list[RequestView]:
    """My requests that wait for a yes."""
    return _requests(session, JoinRequest.person_id == actor.id, JoinRequest.outcome.is_(None), limit=paging.SIZE)


def waiting(session: Session, actor: Person, *, group_id: int, page: int = 0) -> RequestPage:
    """Those who wait for a yes, the first first."""
    groups.administered(session, actor, group_id)
    page = paging.within(page)
    those = (JoinRequest.group_id == group_id, JoinRequest.outcome.is_(None))
    total = session.scalar(select(func.count()).select_from(JoinRequest).where(*those)) or 0
    return RequestPage(tuple(_requests(session, *those, limit=paging.SIZE, offset=page * paging.SIZE)), page, total)


def answer(session: Session, actor: Person, *, request_id: int, accept: bool, now: datetime) -> RequestView:
    """An admin's yes or no; the applicant hears it. Where it was settled already, it stays as it is."""
    view = request_for(session, actor, request_id)
    outcome = Outcome.ACCEPTED if accept else Outcome.DECLINED
    if _settle(session, request_id, outcome, actor, now):
        if accept:
            groups.admit(session, view.group_id, view.person_id, now=now, code_id=view.code_id, by=actor)
        audit.record(session, actor, "answer", Noun.GROUP, view.group_id, now=now, request_id=request_id, said=outcome)
        tell(session, view.person_id, JoinAnswered(request_id), now=now)
    return request_for(session, actor, request_id)


def withdraw(session: Session, actor: Person, *, request_id: int, now: datetime) -> RequestView:
    """Take one's own request back."""
    view = own_request(session, actor, request_id)
    if _settle(session, request_id, Outcome.WITHDRAWN, actor, now):
        audit.record(session, actor, "withdraw_request", Noun.GROUP, view.group_id, now=now, request_id=request_id)
    return own_request(session, actor, request_id)


def _settle(session: Session, request_id: int, outcome: Outcome, actor: Person, now: datetime) -> bool:
    """One of those who settle it at once does. Who does not come in gives the use of the code back."""
    settled = session.execute(
        update(JoinRequest)
        .where(JoinRequest.id == request_id, JoinRequest.outcome.is_(None))
        .values(outcome=outcome, decided_at=now, decided_by_id=actor.id)
        .returning(JoinRequest.join_code_id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if settled is not None and outcome is not Outcome.ACCEPTED:
        session.execute(
            update(JoinCode)
            .where(JoinCode.id == settled[0], JoinCode.uses > 0)
            .values(uses=JoinCode.uses - 1)
            .execution_options(synchronize_session=False)
        )
    return settled is not None


_decider = aliased(Person)


def _requests(session: Session, *conditions: ColumnElement[bool], limit: int, offset: int = 0) -> list[RequestView]:
    rows = session.execute(
        select(JoinRequest, Group.name, Person.name, Organisation.name, JoinCode.hint, _decider.name)
        .join(Group, Group.id == JoinRequest.group_id)
        .join(Person, Person.id == JoinRequest.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(JoinCode, JoinCode.id == JoinRequest.join_code_id)
        .outerjoin(_decider, _decider.id == JoinRequest.decided_by_id)
        .where(*conditions)
        .order_by(JoinRequest.id)
        .limit(limit)
        .offset(offset)
        .execution_options(populate_existing=True)
    )
    return [
        RequestView(
            id=request.id,
            group_id=request.group_id,
            group_name=group,
            person_id=request.person_id,
            name=name,
            organisation=organisation,
            code_id=request.join_code_id,
            code_hint=hint,
            asked_at=request.asked_at,
            outcome=request.outcome,
            decided_at=request.decided_at,
            decided_by=decider,
        )
        for request, group, name, organisation, hint, decider in rows
    ]


# The policy


def set_policy(session: Session, actor: Person, *, group_id: int, policy: GroupPolicy, now: datetime) -> GroupView:
    """How people come in from now on. Who is in stays in. Those who wait for a yes: a code that admits lets them in
    at once; where only listed addresses are taken, they hear that."""
    groups.administered(session, actor, group_id)
    group = session.scalars(
        select(Group).where(Group.id == group_id).with_for_update().execution_options(populate_existing=True)
    ).one()
    if group.policy is not policy:
        group.policy = policy
        audit.record(session, actor, "set_policy", Noun.GROUP, group_id, now=now, policy=policy)
        session.flush()
        if policy is GroupPolicy.CODE:
            for request in _requests(
                session, JoinRequest.group_id == group_id, JoinRequest.outcome.is_(None), limit=10_000
            ):
                answer(session, actor, request_id=request.id, accept=True, now=now)
        elif policy is GroupPolicy.LISTED:
            groups.lapse_requests(session, group_id, Outcome.LISTED, now=now)
        session.flush()
    return groups.get_for(session, actor, group_id)
