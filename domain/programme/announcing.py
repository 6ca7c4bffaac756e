"""Telling of a call when it opens, and of what was begun before its deadline. Each rule takes a bounded batch."""

from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from domain import notices
from domain.notices import tell
from domain.programme import priority
from domain.programme.notices import CallOpened, CallOpenedFirst, DraftWaits
from domain.programme.roles import member
from domain.refusals import NotThere
from domain.timers import Timers
from models.base import constant
from models.group import GroupMember
from models.organisation import OrganisationMember, contact_persons_of
from models.person import Person
from models.programme.application import PlaceState, RoundApplication
from models.programme.round import ProgrammeFollower, Round, RoundGroup, RoundRole, RoundState, staff_of

PEOPLE = 50  # in one transaction
FIRST = -1  # nobody is told yet, those left out come first


def announce(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Go on with one round whose call has opened: first those who were left out the last time, when it opens for
    them; then the next people of its groups, those who follow the programme, everybody where that was wished."""
    round_ = session.scalar(
        select(Round)
        .where(Round.telling_at <= now)
        .order_by(Round.telling_at, Round.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if round_ is None:
        return 0
    if round_.state is not RoundState.OPEN or now > round_.deadline:
        round_.telling_at = None
    elif round_.told_after == FIRST:
        _first_ones(session, round_, now)
    else:
        _next_ones(session, round_, now)
    session.flush()
    return 1


def _first_ones(session: Session, round_: Round, now: datetime) -> None:
    """Those left out hear first, all of them at once: they are few."""
    left_out = priority.holders(session, round_)
    before = session.execute(
        select(RoundApplication.id, RoundApplication.organisation_id).where(
            RoundApplication.round_id == round_.previous_id, RoundApplication.organisation_id.in_(left_out)
        )
    ).all()
    for application_id, organisation_id in before:
        for person_id in session.scalars(_members(organisation_id)).all():
            tell(session, person_id, CallOpenedFirst(round_.id, application_id), now=now)
    round_.told_after = 0
    round_.telling_at = max(round_.opens_at, now)


def _members(organisation_id: int) -> Select[int]:
    return (
        select(OrganisationMember.person_id)
        .where(
            OrganisationMember.organisation_id == organisation_id,
            OrganisationMember.left_at.is_(None),
            OrganisationMember.confirmed_at.is_not(None),
        )
        .order_by(OrganisationMember.person_id)
    )


def _next_ones(session: Session, round_: Round, now: datetime) -> None:
    found = session.scalars(hearers(session, round_).where(Person.id > round_.told_after).limit(PEOPLE)).all()
    if found:
        heard_first = set()
        if round_.priority_opens_at is not None:
            for organisation_id in priority.holders(session, round_):
                heard_first |= set(session.scalars(_members(organisation_id)))
        notices.tell_all(session, [one for one in found if one not in heard_first], CallOpened(round_.id), now=now)
        round_.told_after = found[-1]
    if len(found) < PEOPLE:
        round_.telling_at = None


def hearers(session: Session, round_: Round) -> Select[int]:
    """The ids of those who hear of a call when it opens, in their order; not those who run it."""
    wanted = [Person.id.in_(select(ProgrammeFollower.person_id))]
    wanted.append(
        Person.id.in_(
            select(GroupMember.person_id)
            .join(RoundGroup, RoundGroup.group_id == GroupMember.group_id)
            .where(RoundGroup.round_id == round_.id, GroupMember.left_at.is_(None))
        )
    )
    if round_.for_everybody:
        wanted.append(Person.registered_at.is_not(None))
    return (
        select(Person.id)
        .where(
            or_(*wanted),
            Person.registered_at.is_not(None),
            Person.unreachable_at.is_(None),
            Person.id.not_in(staff_of(round_.id, RoundRole.COORDINATOR)),
        )
        .order_by(Person.id)
    )


def how_many(session: Session, round_: Round) -> int:
    """How many will hear of it when it opens."""
    session.flush()
    return session.scalar(select(func.count()).select_from(hearers(session, round_).subquery())) or 0


def follow(session: Session, actor: Person, *, now: datetime) -> None:
    """Hear of new calls."""
    if not actor.is_registered:
        raise NotThere
    if session.get(ProgrammeFollower, actor.id) is None:
        session.add(ProgrammeFollower(person_id=actor.id, since=now))
        session.flush()


def unfollow(session: Session, actor: Person) -> None:
    """Hear of them no more."""
    there = session.get(ProgrammeFollower, actor.id)
    if there is not None:
        session.delete(there)
        session.flush()


def follows(session: Session, actor: Person) -> bool:
    """Whether somebody wants to hear of new calls."""
    return session.get(ProgrammeFollower, actor.id) is not None


def remind_drafts(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Applications that are begun and not sent: so long before the deadline, each once."""
    before = timers.call_warn
    due = [
        and_(RoundApplication.draft_reminded <= times, Round.deadline <= now + lead)
        for times, lead in enumerate(before)
    ]
    if not due:
        return 0
    rows = session.execute(
        select(RoundApplication, Round)
        .join(Round, Round.id == RoundApplication.round_id)
        .where(
            RoundApplication.state == constant(PlaceState.DRAFT),
            ~RoundApplication.late,
            Round.state == RoundState.OPEN,
            Round.deadline > now,
            or_(*due),
        )
        .order_by(Round.deadline, RoundApplication.id)
        .limit(limit)
        .with_for_update(of=[RoundApplication], skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for application, round_ in rows:
        times = sum(round_.deadline <= now + lead for lead in before)  # what a pause missed is not made up for
        application.draft_reminded = times
        told = DraftWaits(application.id, round_.deadline.isoformat(), times)
        for person_id in _who_writes(session, application):
            tell(session, person_id, told, now=now, happens_at=round_.deadline)
    session.flush()
    return len(rows)


def _who_writes(session: Session, application: RoundApplication) -> list[int]:
    """Who wrote last; where they have left the organisation, those who speak for it."""
    if member(session, application.written_by_id, application.organisation_id):
        return [application.written_by_id]
    return list(session.scalars(contact_persons_of(application.organisation_id)))


RULES = (announce, remind_drafts)
