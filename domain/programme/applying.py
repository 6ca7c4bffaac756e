"""Applying to a round for an organisation: one application, whoever of its people writes it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import audit, people, words
from domain.lifecycle.engine import Action
from domain.programme import links, priority
from domain.programme.concerned import coordinators_of, people_of
from domain.programme.holding import held
from domain.programme.lifecycle import (
    APPLY_TO_ROUND,
    PLACE,
    ROUND,
    SEND_APPLICATION,
    WITHDRAW_APPLICATION,
    WRITE_APPLICATION,
)
from domain.programme.notices import ApplicationCame, ApplicationSent, ApplicationTakenBack
from domain.programme.places import missing
from domain.programme.reading import opens_for, own_organisations, takes
from domain.programme.refusals import (
    ApplicationIncomplete,
    CallClosed,
    CallNotOpen,
    ChangedBeforeSending,
    ChangedMeanwhile,
    ProgrammeLinkOver,
)
from domain.refusals import NotThere, Noun, OutOfBounds, Subject
from models.base import table_of
from models.inserts import insert_of
from models.person import Person
from models.programme.application import (
    ContentArea,
    Moment,
    PlaceState,
    RoundApplication,
    SelfRating,
)
from models.programme.round import LinkKind, Round, RoundState

ACTIVITY_MAX = 200
MOTIVATION_MAX = 2000


class Part(StrEnum):
    """What is written."""

    ACTIVITY = "activity"
    MOTIVATION = "motivation"


MOST = {Part.ACTIVITY: ACTIVITY_MAX, Part.MOTIVATION: MOTIVATION_MAX}


def begin(
    session: Session, actor: Person, *, round_id: int, organisation_id: int, now: datetime, late: bool = False
) -> RoundApplication:
    """The organisation's application: a new one, or the one that a colleague has begun."""
    people.require_registered(actor)
    round_ = session.get(Round, round_id)
    if round_ is None:
        raise NotThere
    ROUND.require(session, actor, APPLY_TO_ROUND, round_)
    if organisation_id not in own_organisations(session, actor):
        raise NotThere
    there = of(session, round_id, organisation_id)
    if there is not None:
        return there
    if not late:
        about = Subject(Noun.ROUND, round_id)
        opens_at = opens_for(session, round_, [organisation_id])
        if now < opens_at:
            raise CallNotOpen(about, opens_at=opens_at)
        if now > round_.deadline:
            raise CallClosed(about, deadline=round_.deadline)
    session.flush()
    session.connection().execute(  # a colleague may begin it in the same moment
        insert_of(session)(table_of(RoundApplication))
        .values(
            round_id=round_id,
            organisation_id=organisation_id,
            state=PlaceState.DRAFT,
            activity="",
            motivation="",
            commits=False,
            version=0,
            written_by_id=actor.id,
            written_at=now,
            draft_reminded=0,
            priority=priority.holds(session, round_, organisation_id),
            late=late,
            reason="",
            work_closed=False,
        )
        .on_conflict_do_nothing(index_elements=["round_id", "organisation_id"])
    )
    made = of(session, round_id, organisation_id)
    assert made is not None
    audit.record(session, actor, "begin", Noun.ROUND_APPLICATION, made.id, now=now)
    return made


def of(session: Session, round_id: int, organisation_id: int) -> RoundApplication | None:
    """The application of an organisation to a round."""
    return session.scalar(select(RoundApplication).filter_by(round_id=round_id, organisation_id=organisation_id))


def begin_late(
    session: Session, actor: Person, *, token: str, organisation_id: int, secret_key: bytes, now: datetime
) -> RoundApplication:
    """Apply after the deadline, by a code that works once."""
    link, round_ = links.opened(session, actor, token=token, secret_key=secret_key, now=now)
    if link.kind is not LinkKind.LATE:
        raise ProgrammeLinkOver
    if link.used_at is not None:
        there = of(session, round_.id, organisation_id)
        if there is None:
            raise ProgrammeLinkOver  # used for another organisation
        return there
    application = begin(session, actor, round_id=round_.id, organisation_id=organisation_id, now=now, late=True)
    if application.state not in (PlaceState.DRAFT, PlaceState.WITHDRAWN):
        return application  # it is in already: the code stays for somebody else
    links.use(session, actor, link, now=now)
    if application.state is PlaceState.WITHDRAWN:
        application.sent_at = None
    application.late = True
    session.flush()
    audit.record(session, actor, "begin_late", Noun.ROUND_APPLICATION, application.id, now=now, link_id=link.id)
    return application


def may_write(session: Session, actor: Person, *, application_id: int, now: datetime) -> None:
    """Whether somebody may write it now, or why not."""
    writable(session, actor, WRITE_APPLICATION, application_id, now)


def write(
    session: Session, actor: Person, *, application_id: int, part: Part, text: str, was: str, now: datetime
) -> RoundApplication:
    """What is in one part from now on. `was`: what stood there when the writer began; where a colleague has written
    something else meanwhile, ChangedMeanwhile."""
    application = writable(session, actor, WRITE_APPLICATION, application_id, now)
    limit = MOST[part]
    text = (words.line if part is Part.ACTIVITY else words.prose)(text, field=part, limit=limit)
    there = getattr(application, part)
    if there not in (was, text):
        raise ChangedMeanwhile(
            Subject(Noun.ROUND_APPLICATION, application.id), theirs=there, by=_writer(session, application)
        )
    return _written(session, actor, application, now, {part.value: text})


def rate(
    session: Session, actor: Person, *, application_id: int, scores: Mapping[ContentArea, int], now: datetime
) -> RoundApplication:
    """How the organisation sees itself at the start, in all four areas."""
    application = writable(session, actor, WRITE_APPLICATION, application_id, now)
    if set(scores) != set(ContentArea):
        raise NotThere
    if not all(1 <= score <= 4 for score in scores.values()):
        raise OutOfBounds(field="score", minimum=1, maximum=4)
    for area in ContentArea:
        kept = {"score": scores[area], "person_id": actor.id, "at": now}
        session.connection().execute(
            insert_of(session)(table_of(SelfRating))
            .values(application_id=application_id, moment=Moment.START, area=area, **kept)
            .on_conflict_do_update(index_elements=["application_id", "moment", "area"], set_=kept)
        )
    return _written(session, actor, application, now, {})


def commit_to_dates(session: Session, actor: Person, *, application_id: int, now: datetime) -> RoundApplication:
    """We come to all the contact days."""
    application = writable(session, actor, WRITE_APPLICATION, application_id, now)
    return _written(session, actor, application, now, {"commits": True})


def send(session: Session, actor: Person, *, application_id: int, version: int, now: datetime) -> RoundApplication:
    """Send it as it was looked at. Its people get a receipt, the coordinators hear of it."""
    application = writable(session, actor, SEND_APPLICATION, application_id, now)
    about = Subject(Noun.ROUND_APPLICATION, application.id)
    if application.version != version:
        raise ChangedBeforeSending(about, by=_writer(session, application))
    round_ = session.get_one(Round, application.round_id)
    if missing(session, application, round_):
        raise ApplicationIncomplete(about)
    PLACE.move(session, SEND_APPLICATION, application, sent_at=now, ended_at=None)
    audit.record(session, actor, SEND_APPLICATION, Noun.ROUND_APPLICATION, application.id, now=now)
    receipt, came = ApplicationSent(application.id, now.isoformat()), ApplicationCame(application.id, now.isoformat())
    for person_id in people_of(session, application, but=actor):
        PLACE.tell(session, SEND_APPLICATION, person_id, receipt, now=now)
    for person_id in coordinators_of(session, round_.id, but=actor):
        PLACE.tell(session, SEND_APPLICATION, person_id, came, now=now)
    return application


def withdraw(session: Session, actor: Person, *, application_id: int, now: datetime) -> RoundApplication:
    """Take back what is not decided yet. Until the deadline it can be sent again."""
    application = held(session, RoundApplication, application_id)
    PLACE.require(session, actor, WITHDRAW_APPLICATION, application)
    if application.state not in (PlaceState.DRAFT, PlaceState.SENT):
        raise NotThere  # a place, or one in reserve, is given back: see selecting/
    was_sent = application.state is PlaceState.SENT
    PLACE.move(session, WITHDRAW_APPLICATION, application, ended_at=now)
    audit.record(session, actor, WITHDRAW_APPLICATION, Noun.ROUND_APPLICATION, application.id, now=now)
    concerned = set(people_of(session, application, but=actor))
    if was_sent:
        concerned |= set(coordinators_of(session, application.round_id, but=actor))
    told = ApplicationTakenBack(application.id, now.isoformat())
    for person_id in sorted(concerned):
        PLACE.tell(session, WITHDRAW_APPLICATION, person_id, told, now=now)
    return application


def check_open(session: Session, application: RoundApplication, now: datetime) -> None:
    """Whether it can still be written, to the second."""
    round_ = session.get_one(Round, application.round_id)
    about = Subject(Noun.ROUND_APPLICATION, application.id)
    opens_at = opens_for(session, round_, [application.organisation_id])
    if takes(application, round_, opens_at, now) or round_.state is not RoundState.OPEN:
        return  # where the round has moved on, the table says no
    if now < opens_at:
        raise CallNotOpen(about, opens_at=opens_at)
    raise CallClosed(about, deadline=round_.deadline)


def writable(session: Session, actor: Person, action: Action, application_id: int, now: datetime) -> RoundApplication:
    """The application, held until the end of the transaction, where this may be done to it now."""
    application = held(session, RoundApplication, application_id)
    PLACE.require(session, actor, action, application)
    check_open(session, application, now)
    return application


def _written(
    session: Session, actor: Person, application: RoundApplication, now: datetime, changes: Mapping[str, Any]
) -> RoundApplication:
    for name, value in changes.items():
        setattr(application, name, value)
    application.version += 1
    application.written_by_id, application.written_at = actor.id, now
    session.flush()
    audit.record(
        session, actor, WRITE_APPLICATION, Noun.ROUND_APPLICATION, application.id, now=now, part=",".join(changes)
    )
    return application


def _writer(session: Session, application: RoundApplication) -> str:
    return session.get_one(Person, application.written_by_id).name
