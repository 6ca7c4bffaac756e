"""Pre-assignments: handed in, version after version, and what is said of them."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from domain import audit, words
from domain.dataclasses import dataclass
from domain.lifecycle import Permitted
from domain.programme.lifecycle import CLOSE_WORK_TO_PEERS, COMMENT_ON_WORK, HAND_IN, PLACE, READ_WORK
from domain.programme.places import place_for
from domain.programme.roles import has_role
from domain.programme.running import days
from domain.programme.running.days import DayView
from domain.programme.running.notices import AssignmentCommented, WorkDue, WorkHandedIn
from domain.programme.running.refusals import NothingAsked, NothingHandedIn
from domain.refusals import NotThere, Noun, Subject
from models.base import constant
from models.organisation import Organisation
from models.person import Person
from models.programme.application import PLACED, Participant, PlaceState, RoundApplication, participants_of
from models.programme.round import ContactDay, Round, RoundRole, RoundState
from models.programme.work import AssignmentComment, HandedIn, WorkKind

TEXT_MAX = 3000
CAPTION_MAX = 1000
COMMENT_MAX = 1000
LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class NewWork:
    """What is handed in: words, an address, or a file of Telegram's with some words."""

    text: str = ""
    kind: WorkKind = WorkKind.TEXT
    file_id: str | None = None
    file_name: str = ""


@dataclass(frozen=True)
class VersionView:
    """One version of an organisation's work."""

    id: int
    version: int
    kind: WorkKind
    text: str
    file_id: str | None
    file_name: str
    by: str
    at: datetime
    late: bool


@dataclass(frozen=True)
class CommentView:
    """What somebody said of a version; `organisation` is a peer's, none of those who run the round."""

    author: str
    organisation: str | None
    text: str
    at: datetime
    version: int


@dataclass(frozen=True)
class WorkView:
    """What one organisation handed in for one day: the newest version first, the newest comment first."""

    application_id: int
    organisation: str
    day: DayView
    versions: tuple[VersionView, ...]
    comments: tuple[CommentView, ...]
    mine: bool  # the reader takes part for it
    closed: bool  # to peers
    peers: bool  # the round lets them read
    may: Permitted


@dataclass(frozen=True)
class WorkLine:
    """An organisation's work in the list of a day."""

    application_id: int
    organisation: str
    versions: int
    at: datetime | None  # of the newest
    late: bool
    comments: int


def work_for(session: Session, actor: Person, *, application_id: int, day_id: int, now: datetime) -> WorkView:
    """What one organisation handed in for one day, to those who may read it."""
    application, day = _find(session, actor, application_id, day_id)
    round_ = days.round_of(session, day)
    versions = session.execute(
        select(HandedIn, Person.name)
        .join(Person, Person.id == HandedIn.person_id)
        .where(HandedIn.application_id == application.id, HandedIn.day_id == day.id)
        .order_by(HandedIn.version.desc())
    ).all()
    return WorkView(
        application_id=application.id,
        organisation=session.get_one(Organisation, application.organisation_id).name,
        day=next(one for one in days.views(session, actor, round_, now) if one.id == day.id),
        versions=tuple(_version(version, name) for version, name in versions),
        comments=tuple(_comments(session, application, day.id)),
        mine=actor.id in session.scalars(participants_of(application.id)),
        closed=application.work_closed,
        peers=round_.peers,
        may=PLACE.permitted(session, actor, application),
    )


def _find(
    session: Session, actor: Person, application_id: int, day_id: int, *, locked: bool = False
) -> tuple[RoundApplication, ContactDay]:
    application, day = place_for(session, actor, application_id), session.get(ContactDay, day_id)
    if day is None or day.round_id != application.round_id:
        raise NotThere
    if locked:
        session.refresh(application, with_for_update=True)
    PLACE.require(session, actor, READ_WORK, application)
    return application, day


def _version(row: HandedIn, by: str) -> VersionView:
    return VersionView(row.id, row.version, row.kind, row.text, row.file_id, row.file_name, by, row.at, row.late)


def _comments(session: Session, application: RoundApplication, day_id: int) -> Sequence[CommentView]:
    rows = session.execute(
        select(AssignmentComment, Person.name, HandedIn.version)
        .join(HandedIn, HandedIn.id == AssignmentComment.handed_in_id)
        .join(Person, Person.id == AssignmentComment.author_id)
        .where(HandedIn.application_id == application.id, HandedIn.day_id == day_id)
        .order_by(AssignmentComment.id.desc())
    ).all()
    of = organisations_of(session, application.round_id, {comment.author_id for comment, _name, _version in rows})
    return [
        CommentView(name, of.get(comment.author_id), comment.text, comment.at, version)
        for comment, name, version in rows
    ]


def organisations_of(session: Session, round_id: int, person_ids: set[int]) -> dict[int, str]:
    """For which organisations these people take part, or took part, in a round."""
    found = session.execute(
        select(Participant.person_id, Organisation.name)
        .join(RoundApplication, RoundApplication.id == Participant.application_id)
        .join(Organisation, Organisation.id == RoundApplication.organisation_id)
        .where(RoundApplication.round_id == round_id, Participant.person_id.in_(person_ids))
        .order_by(Participant.id)
    )
    return {person_id: name for person_id, name in found if person_id is not None}


def version_for(session: Session, actor: Person, *, handed_in_id: int, now: datetime) -> tuple[WorkView, VersionView]:
    """One version, new or old."""
    row = session.get(HandedIn, handed_in_id)
    if row is None:
        raise NotThere
    work = work_for(session, actor, application_id=row.application_id, day_id=row.day_id, now=now)
    return work, next(one for one in work.versions if one.id == row.id)


def of_day(session: Session, actor: Person, *, day_id: int, now: datetime) -> tuple[DayView, list[WorkLine]]:
    """What the organisations handed in for a day, as far as the reader may read it."""
    view = days.get_for(session, actor, day_id, now=now)
    runs = any(
        has_role(session, actor.id, view.round_id, role) for role in (RoundRole.COORDINATOR, RoundRole.CONSULTANT)
    )
    peers = session.get_one(Round, view.round_id).peers
    newest = (
        select(HandedIn.application_id, func.max(HandedIn.version).label("version"))
        .where(HandedIn.day_id == day_id)
        .group_by(HandedIn.application_id)
        .subquery()
    )
    said = (
        select(func.count(AssignmentComment.id))
        .join(HandedIn, HandedIn.id == AssignmentComment.handed_in_id)
        .where(HandedIn.application_id == RoundApplication.id, HandedIn.day_id == day_id)
        .correlate(RoundApplication)
        .scalar_subquery()
    )
    rows = session.execute(
        select(RoundApplication, Organisation.name, newest.c.version, HandedIn.at, HandedIn.late, said)
        .join(Organisation, Organisation.id == RoundApplication.organisation_id)
        .outerjoin(newest, newest.c.application_id == RoundApplication.id)
        .outerjoin(
            HandedIn,
            (HandedIn.application_id == RoundApplication.id)
            & (HandedIn.day_id == day_id)
            & (HandedIn.version == newest.c.version),
        )
        .where(RoundApplication.round_id == view.round_id, RoundApplication.state.in_(PLACED))
        .order_by(Organisation.name, RoundApplication.id)
    )
    return view, [
        WorkLine(application.id, name, version or 0, at, bool(late), comments)
        for application, name, version, at, late, comments in rows
        if runs or application.id == view.my_place or (peers and view.takes_part and not application.work_closed)
    ]


# Handing in


def hand_in(
    session: Session, actor: Person, *, application_id: int, day_id: int, new: NewWork, now: datetime
) -> WorkView:
    """One version more. Nothing of what was handed in before is lost, whoever of the organisation did it."""
    application, day = _find(session, actor, application_id, day_id, locked=True)
    PLACE.require(session, actor, HAND_IN, application)
    if not day.assignment:
        raise NothingAsked(Subject(Noun.CONTACT_DAY, day.id))
    before = session.scalar(
        select(func.max(HandedIn.version)).where(HandedIn.application_id == application.id, HandedIn.day_id == day.id)
    )
    row = HandedIn(
        application_id=application.id,
        day_id=day.id,
        version=(before or 0) + 1,
        person_id=actor.id,
        at=now,
        late=day.assignment_due_at is not None and now > day.assignment_due_at,
        **_kept(new),
    )
    session.add(row)
    session.flush()
    audit.record(
        session, actor, HAND_IN, Noun.ROUND_APPLICATION, application.id, now=now, day_id=day.id, version=row.version
    )
    hear = {one for one in session.scalars(participants_of(application.id)) if one is not None}
    for person_id in sorted(hear.union(days.staff(session, day.round_id, [RoundRole.CONSULTANT])) - {actor.id}):
        PLACE.tell(session, HAND_IN, person_id, WorkHandedIn(row.id), now=now)
    return work_for(session, actor, application_id=application.id, day_id=day.id, now=now)


def _kept(new: NewWork) -> dict[str, object]:
    if new.file_id is not None:
        said = words.prose(new.text, field="text", limit=CAPTION_MAX, wordless=True) if new.text else ""
        return {"kind": new.kind, "text": said, "file_id": new.file_id, "file_name": words.tidy(new.file_name)[:120]}
    said = words.prose(new.text, field="text", limit=TEXT_MAX)
    return {"kind": WorkKind.LINK if LINK.fullmatch(said) else WorkKind.TEXT, "text": said}


# Commenting


def comment(session: Session, actor: Person, *, application_id: int, day_id: int, text: str, now: datetime) -> WorkView:
    """Say something of the newest version. Those who made it hear it."""
    application, day = _find(session, actor, application_id, day_id)
    PLACE.require(session, actor, COMMENT_ON_WORK, application)
    newest = session.scalar(
        select(HandedIn)
        .where(HandedIn.application_id == application.id, HandedIn.day_id == day.id)
        .order_by(HandedIn.version.desc())
        .limit(1)
    )
    if newest is None:
        raise NothingHandedIn(Subject(Noun.CONTACT_DAY, day.id))
    said = words.prose(text, field="comment", limit=COMMENT_MAX)
    row = AssignmentComment(handed_in_id=newest.id, author_id=actor.id, text=said, at=now)
    session.add(row)
    session.flush()
    audit.record(session, actor, COMMENT_ON_WORK, Noun.ROUND_APPLICATION, application.id, now=now, day_id=day.id)
    for person_id in session.scalars(participants_of(application.id)).all():
        if person_id is not None and person_id != actor.id:
            PLACE.tell(session, COMMENT_ON_WORK, person_id, AssignmentCommented(row.id), now=now)
    return work_for(session, actor, application_id=application.id, day_id=day.id, now=now)


def commented(session: Session, reader: Person, comment_id: int, *, now: datetime) -> tuple[WorkView, CommentView]:
    """What was said of one's work. NotThere."""
    row = session.execute(
        select(AssignmentComment, Person.name, HandedIn)
        .join(HandedIn, HandedIn.id == AssignmentComment.handed_in_id)
        .join(Person, Person.id == AssignmentComment.author_id)
        .where(AssignmentComment.id == comment_id)
    ).one_or_none()
    if row is None:
        raise NotThere
    said, name, version = row
    work = work_for(session, reader, application_id=version.application_id, day_id=version.day_id, now=now)
    of = organisations_of(session, work.day.round_id, {said.author_id})
    return work, CommentView(name, of.get(said.author_id), said.text, said.at, version.version)


def close_to_peers(
    session: Session, actor: Person, *, application_id: int, closed: bool, now: datetime
) -> RoundApplication:
    """From now on the other organisations read this one's work no more; or do again."""
    application = place_for(session, actor, application_id)
    PLACE.require(session, actor, CLOSE_WORK_TO_PEERS, application)
    if application.work_closed != closed:
        application.work_closed = closed
        session.flush()
        audit.record(
            session, actor, CLOSE_WORK_TO_PEERS, Noun.ROUND_APPLICATION, application.id, now=now, closed=str(closed)
        )
    return application


# What is due


def without(session: Session, day: ContactDay) -> dict[int, list[int]]:
    """The organisations that have handed in nothing for a day, and their participants."""
    rows = session.execute(
        select(RoundApplication.id, Participant.person_id)
        .join(Participant, Participant.application_id == RoundApplication.id)
        .where(
            RoundApplication.round_id == day.round_id,
            RoundApplication.state == constant(PlaceState.CONFIRMED),
            Participant.confirmed_at.is_not(None),
            Participant.left_at.is_(None),
            ~exists().where(HandedIn.application_id == RoundApplication.id, HandedIn.day_id == day.id),
        )
        .order_by(RoundApplication.id, Participant.id)
    )
    found: dict[int, list[int]] = {}
    for application_id, person_id in rows:
        if person_id is not None:
            found.setdefault(application_id, []).append(person_id)
    return found


def waiting_for(session: Session, actor: Person, *, now: datetime, within: timedelta) -> list[WorkView]:
    """Pre-assignments that are due soon, or late, and that `actor`'s organisation has not handed in."""
    rows = session.execute(
        select(RoundApplication.id, ContactDay.id)
        .join(Participant, Participant.application_id == RoundApplication.id)
        .join(Round, Round.id == RoundApplication.round_id)
        .join(ContactDay, ContactDay.round_id == Round.id)
        .where(
            Round.state == RoundState.DECIDED,
            RoundApplication.state == constant(PlaceState.CONFIRMED),
            Participant.person_id == actor.id,
            Participant.confirmed_at.is_not(None),
            Participant.left_at.is_(None),
            ContactDay.assignment != "",
            ContactDay.assignment_due_at <= now + within,
            ContactDay.ends_at > now,
            ~exists().where(HandedIn.application_id == RoundApplication.id, HandedIn.day_id == ContactDay.id),
        )
        .order_by(ContactDay.assignment_due_at, RoundApplication.id)
        .limit(3)
    ).all()
    return [
        work_for(session, actor, application_id=application_id, day_id=day_id, now=now)
        for application_id, day_id in rows
    ]


def still_due(session: Session, reader: Person, notice: WorkDue, *, now: datetime) -> WorkView | None:
    """What that reminder is about, if it is still to be handed in by then."""
    work = work_for(session, reader, application_id=notice.application_id, day_id=notice.day_id, now=now)
    due = work.day.due_at
    return work if work.mine and not work.versions and due is not None and due.isoformat() == notice.at else None
