"""A round that is published: its deadline moved, cancelled, begun anew; who runs it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain import audit, people
from domain.programme import links
from domain.programme.concerned import people_of
from domain.programme.holding import held
from domain.programme.lifecycle import (
    CANCEL_ROUND,
    COPY_ROUND,
    EXTEND_ROUND,
    NAME_STAFF,
    ROUND,
)
from domain.programme.notices import DeadlineMoved, RoundCancelled, StaffJoined, StaffLeft
from domain.programme.refusals import DeadlineNotLater, LastCoordinator, ProgrammeLinkOver
from domain.programme.rounds import EARLIER
from domain.refusals import InThePast, NotThere, Noun, Subject
from domain.views import NamedView
from models.person import Person
from models.programme.application import PlaceState, RoundApplication
from models.programme.round import (
    ContactDay,
    Criterion,
    LinkKind,
    Round,
    RoundGroup,
    RoundRole,
    RoundStaff,
    RoundState,
    RoundText,
    staff_of,
)

TAKEN_OVER = (
    "confirm_days",
    "capacity",
    "participants_max",
    "region",
    "for_everybody",
    "peers",
    "self_rated",
    "reviewed",
    "sparring_minutes",
)
APPLIED = (PlaceState.DRAFT, PlaceState.SENT)


def may_extend(session: Session, actor: Person, *, round_id: int) -> None:
    """Whether somebody may give more time, or why not."""
    ROUND.require(session, actor, EXTEND_ROUND, held(session, Round, round_id))


def may_copy(session: Session, actor: Person, *, round_id: int) -> None:
    """Whether somebody may begin the next round from this one, or why not."""
    ROUND.require(session, actor, COPY_ROUND, held(session, Round, round_id))


def extend(
    session: Session, actor: Person, *, round_id: int, deadline: datetime, zone: ZoneInfo, now: datetime
) -> Round:
    """More time to apply. The decisions move by as many days; who has begun to apply hears of it."""
    round_ = held(session, Round, round_id)
    ROUND.require(session, actor, EXTEND_ROUND, round_)
    if deadline <= now:
        raise InThePast(Subject(Noun.ROUND, round_id), field="deadline")
    if deadline <= round_.deadline:
        raise DeadlineNotLater(Subject(Noun.ROUND, round_id), deadline=round_.deadline)
    moved = deadline.astimezone(zone).date() - round_.deadline.astimezone(zone).date()
    round_.deadline = deadline
    round_.decision_on += moved
    begun = session.scalars(
        select(RoundApplication).where(RoundApplication.round_id == round_id, RoundApplication.state.in_(APPLIED))
    ).all()
    session.execute(  # the reminders begin anew
        update(RoundApplication)
        .where(RoundApplication.round_id == round_id)
        .values(draft_reminded=0)
        .execution_options(synchronize_session=False)
    )
    session.flush()
    audit.record(session, actor, EXTEND_ROUND, Noun.ROUND, round_id, now=now)
    told = DeadlineMoved(round_id, deadline.isoformat())
    for person_id in sorted({one for application in begun for one in people_of(session, application)} - {actor.id}):
        ROUND.tell(session, EXTEND_ROUND, person_id, told, now=now)
    return round_


def cancel(session: Session, actor: Person, *, round_id: int, now: datetime) -> Round:
    """It does not come about. Who has applied or begun to, and who runs it, hears of it."""
    round_ = held(session, Round, round_id)
    ROUND.require(session, actor, CANCEL_ROUND, round_)
    begun = session.scalars(
        select(RoundApplication).where(RoundApplication.round_id == round_id, RoundApplication.state.in_(APPLIED))
    ).all()
    concerned = {one for application in begun for one in people_of(session, application)}
    concerned |= set(
        session.scalars(
            select(RoundStaff.person_id).where(RoundStaff.round_id == round_id, RoundStaff.left_at.is_(None))
        )
    )
    ROUND.move(session, CANCEL_ROUND, round_, ended_at=now, telling_at=None)
    audit.record(session, actor, CANCEL_ROUND, Noun.ROUND, round_id, now=now)
    for person_id in sorted(concerned - {actor.id}):
        ROUND.tell(session, CANCEL_ROUND, person_id, RoundCancelled(round_id), now=now)
    return round_


def copy(session: Session, actor: Person, *, round_id: int, deadline: datetime, zone: ZoneInfo, now: datetime) -> Round:
    """The next round: a draft with the same settings and the same people running it, all days moved with the
    deadline. Whoever was left out may apply some days before others."""
    old = held(session, Round, round_id)
    ROUND.require(session, actor, COPY_ROUND, old)
    if deadline <= now:
        raise InThePast(Subject(Noun.ROUND, round_id), field="deadline")
    moved = deadline.astimezone(zone).date() - old.deadline.astimezone(zone).date()

    def later(moment: datetime) -> datetime:
        """The same time of day, so many days later by the clock there."""
        return (moment.astimezone(zone) + moved).astimezone(moment.tzinfo)

    opens_at = max(later(old.opens_at), now)
    # where it never came to a choice, those left out are those of the round before it
    previous_id = old.previous_id if old.state is RoundState.CANCELLED else old.id
    new = Round(
        programme_id=old.programme_id,
        previous_id=previous_id,
        state=RoundState.DRAFT,
        opens_at=opens_at,
        priority_opens_at=opens_at - EARLIER if previous_id is not None else None,
        deadline=deadline,
        decision_on=old.decision_on + moved,
        created_by_id=actor.id,
        created_at=now,
        **{name: getattr(old, name) for name in TAKEN_OVER},
    )
    session.add(new)
    session.flush()
    for text in session.scalars(select(RoundText).where(RoundText.round_id == old.id)).all():
        session.add(RoundText(round_id=new.id, language=text.language, name=text.name, text=text.text))
    for group_id in session.scalars(select(RoundGroup.group_id).where(RoundGroup.round_id == old.id)).all():
        session.add(RoundGroup(round_id=new.id, group_id=group_id))
    for one in session.scalars(select(Criterion).where(Criterion.round_id == old.id)).all():
        session.add(Criterion(round_id=new.id, position=one.position, name=one.name, weight=one.weight))
    for day in session.scalars(select(ContactDay).where(ContactDay.round_id == old.id)).all():
        due = day.assignment_due_at
        session.add(
            ContactDay(
                round_id=new.id,
                starts_at=later(day.starts_at),
                ends_at=later(day.ends_at),
                place=day.place,
                agenda=day.agenda,
                assignment=day.assignment,
                assignment_due_at=later(due) if due is not None else None,
            )
        )
    people_there = session.execute(
        select(RoundStaff.person_id, RoundStaff.role).where(RoundStaff.round_id == old.id, RoundStaff.left_at.is_(None))
    ).all()
    for person_id, role in people_there:
        session.add(RoundStaff(round_id=new.id, person_id=person_id, role=role, added_at=now))
    session.flush()
    audit.record(session, actor, COPY_ROUND, Noun.ROUND, old.id, now=now, new_id=new.id)
    return new


# Who runs it


def staff(session: Session, actor: Person, *, round_id: int) -> list[tuple[RoundRole, NamedView]]:
    """Who runs a round, role by role."""
    round_ = held(session, Round, round_id)
    ROUND.require(session, actor, NAME_STAFF, round_)
    rows = session.execute(
        select(RoundStaff.role, Person.id, Person.name, Person.unreachable_at)
        .join(Person, Person.id == RoundStaff.person_id)
        .where(RoundStaff.round_id == round_id, RoundStaff.left_at.is_(None))
        .order_by(RoundStaff.role, Person.name, Person.id)
    )
    return [(row.role, NamedView(row.id, row.name, None, row.unreachable_at is None)) for row in rows]


def join(session: Session, actor: Person, *, token: str, secret_key: bytes, now: datetime) -> tuple[int, RoundRole]:
    """Take up a link to a role. The round's id, and the role."""
    people.require_registered(actor)
    link, round_ = links.opened(session, actor, token=token, secret_key=secret_key, now=now)
    if link.kind in (LinkKind.LATE, LinkKind.PARTICIPANT):
        raise ProgrammeLinkOver
    role = links.role_of(link.kind)
    if actor.id in session.scalars(staff_of(round_.id, role)):
        return round_.id, role  # already: the link stays for somebody else
    links.use(session, actor, link, now=now)
    own = session.scalar(select(RoundStaff).filter_by(round_id=round_.id, person_id=actor.id, role=role))
    if own is None:
        session.add(RoundStaff(round_id=round_.id, person_id=actor.id, role=role, added_at=now))
    else:
        own.added_at, own.left_at = now, None
    session.flush()
    audit.record(session, actor, "join_staff", Noun.ROUND, round_.id, now=now, role=role, link_id=link.id)
    told = StaffJoined(round_.id, actor.id, str(role), now.isoformat())
    for person_id in session.scalars(staff_of(round_.id, RoundRole.COORDINATOR)).all():
        if person_id != actor.id:
            ROUND.tell(session, NAME_STAFF, person_id, told, now=now)
    return round_.id, role


def leave(session: Session, actor: Person, *, round_id: int, person_id: int, role: RoundRole, now: datetime) -> None:
    """Somebody, perhaps oneself, has that role no longer. Somebody coordinates it always."""
    round_ = held(session, Round, round_id)
    ROUND.require(session, actor, NAME_STAFF, round_)
    own = session.scalar(
        select(RoundStaff).where(
            RoundStaff.round_id == round_id,
            RoundStaff.person_id == person_id,
            RoundStaff.role == role,
            RoundStaff.left_at.is_(None),
        )
    )
    if own is None:
        raise NotThere
    if role is RoundRole.COORDINATOR and len(session.scalars(staff_of(round_id, role)).all()) == 1:
        raise LastCoordinator(Subject(Noun.ROUND, round_id))
    own.left_at = now
    session.flush()
    audit.record(session, actor, "leave_staff", Noun.ROUND, round_id, now=now, role=role, person_id=person_id)
    if person_id != actor.id:
        ROUND.tell(session, NAME_STAFF, person_id, StaffLeft(round_id, str(role), now.isoformat()), now=now)
