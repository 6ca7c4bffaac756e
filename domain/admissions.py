"""Who may come in: everybody, those with the service code, or those whom an operator lets in."""

import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from domain import audit, codes, organisations, people, words
from domain.notices import AdmissionAsked, AdmissionDeclined, YouAreIn, tell
from domain.refusals import NotThere, Noun, TooManyServiceCodes, WrongServiceCode
from domain.views import AdmissionView
from models.admission import Admission, AdmissionState, ServiceCodeTry
from models.organisation import Organisation
from models.person import Person

OPEN, CODE, OPERATOR = "open", "code", "operator"
"""What an instance can choose."""

TRIES = 5
TRIES_WITHIN = timedelta(minutes=30)


def show_code(session: Session, actor: Person, *, code: str, service_code: str, now: datetime) -> None:
    """The service code, folded like a join code. A wrong one is counted; after five within half an hour the right one
    is not looked at either."""
    tries = session.scalars(
        select(ServiceCodeTry.at)
        .where(ServiceCodeTry.person_id == actor.id, ServiceCodeTry.at > now - TRIES_WITHIN)
        .order_by(ServiceCodeTry.at.desc())
        .limit(TRIES)
    ).all()
    if len(tries) >= TRIES:
        raise TooManyServiceCodes(until=tries[-1] + TRIES_WITHIN)
    if not hmac.compare_digest(codes.fold(code).encode(), codes.fold(service_code).encode()):
        raise WrongServiceCode(outlives=lambda kept, still: kept.add(ServiceCodeTry(person_id=still.id, at=now)))
    actor.service_code_at = now
    audit.record(session, actor, "show_code", Noun.PERSON, actor.id, now=now)


def of(session: Session, actor: Person) -> AdmissionView | None:
    """What a newcomer answered and what came of it; none before the end of the registration."""
    found = _views(session, Admission.person_id == actor.id)
    return found[0] if found else None


def ask(
    session: Session,
    actor: Person,
    *,
    name: str,
    consent_version: str,
    organisation: str,
    sought: str,
    region: str | None,
    operators: Iterable[int] = (),
    now: datetime,
) -> AdmissionView:
    """The registration is answered and kept; nothing is made of it yet. The operators hear of it. Again, it changes
    nothing."""
    admission = session.scalar(select(Admission).where(Admission.person_id == actor.id))
    if admission is None and actor.registered_at is None:
        admission = Admission(
            person_id=actor.id,
            name=words.line(name, field="name", limit=people.NAME_MAX),
            consent_version=consent_version,
            organisation=organisation,
            sought=sought,
            region=region,
            state=AdmissionState.WAITING,
            asked_at=now,
        )
        session.add(admission)
        session.flush()
        for operator_id in organisations.operators_of(session, operators):
            tell(session, operator_id, AdmissionAsked(admission.id), now=now)
    return _views(session, Admission.person_id == actor.id)[0]


def let_in(session: Session, person: Person, *, operators: Iterable[int] = (), now: datetime) -> None:
    """What was answered becomes a registration: the setting lets them in, or an operator did."""
    admission = session.scalar(
        select(Admission)
        .where(Admission.person_id == person.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if admission is None:
        raise NotThere
    people.register(
        session,
        person,
        name=admission.name,
        consent_version=admission.consent_version,
        organisation_id=None,
        now=now,
    )
    organisation = admission.organisation
    if organisation.isdecimal() and session.get(Organisation, int(organisation)) is None:
        organisation = organisations.PRIVATE
    organisations.settle(
        session,
        person,
        chosen=organisations.SURE if organisation == organisations.NEW else organisation,
        sought=admission.sought,
        region=admission.region,
        operators=operators,
        now=now,
    )
    admission.state, admission.decided_at = AdmissionState.ACCEPTED, now
    session.flush()


def accept(
    session: Session, actor: Person, *, admission_id: int, operators: Iterable[int], now: datetime
) -> AdmissionView:
    """An operator lets somebody in, also after a no. They hear it. A second yes changes nothing."""
    operators = frozenset(operators)
    admission = _judged(session, actor, admission_id, operators)
    if admission.state is not AdmissionState.ACCEPTED:
        person = session.get_one(Person, admission.person_id)
        let_in(session, person, operators=operators, now=now)
        admission.decided_by_id = actor.id
        audit.record(session, actor, "admit", Noun.PERSON, person.id, now=now)
        tell(session, person.id, YouAreIn(admission.id), now=now)
    session.flush()
    return _views(session, Admission.id == admission_id)[0]


def decline(
    session: Session, actor: Person, *, admission_id: int, operators: Iterable[int], now: datetime
) -> AdmissionView:
    """An operator does not let somebody in. They hear it."""
    admission = _judged(session, actor, admission_id, operators)
    if admission.state is AdmissionState.WAITING:
        admission.state, admission.decided_at, admission.decided_by_id = AdmissionState.DECLINED, now, actor.id
        audit.record(session, actor, "decline_admission", Noun.PERSON, admission.person_id, now=now)
        tell(session, admission.person_id, AdmissionDeclined(admission.id), now=now)
    session.flush()
    return _views(session, Admission.id == admission_id)[0]


def get_for(session: Session, actor: Person, admission_id: int, *, operators: Iterable[int]) -> AdmissionView:
    """One request, for an operator."""
    found = _views(session, Admission.id == admission_id) if actor.telegram_id in operators else []
    if not found:
        raise NotThere
    return found[0]


def waiting(session: Session, actor: Person, *, operators: Iterable[int], limit: int = 50) -> list[AdmissionView]:
    """Who waits, the longest first, for an operator; to all others nobody does."""
    if actor.telegram_id not in operators:
        return []
    return _views(session, Admission.state == AdmissionState.WAITING, limit=limit)


def how_many_wait(session: Session, actor: Person, *, operators: Iterable[int]) -> int:
    """The same, counted."""
    if actor.telegram_id not in operators:
        return 0
    return session.scalar(select(func.count()).where(Admission.state == AdmissionState.WAITING)) or 0


def _judged(session: Session, actor: Person, admission_id: int, operators: Iterable[int]) -> Admission:
    admission = session.scalar(
        select(Admission)
        .where(Admission.id == admission_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if admission is None or actor.telegram_id not in operators:
        raise NotThere
    return admission


def _views(session: Session, *conditions: ColumnElement[bool], limit: int = 1) -> list[AdmissionView]:
    rows = session.scalars(
        select(Admission).where(*conditions).order_by(Admission.asked_at, Admission.id).limit(limit)
    ).all()
    ids = {int(row.organisation) for row in rows if row.organisation.isdecimal()}
    named = select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids))
    names = {row.id: row.name for row in session.execute(named)} if ids else {}
    return [
        AdmissionView(
            id=row.id,
            name=row.name,
            organisation=_organisation(row, names),
            new_organisation=row.organisation in (organisations.NEW, organisations.SURE),
            waiting=row.state is AdmissionState.WAITING,
            accepted=row.state is AdmissionState.ACCEPTED,
            asked_at=row.asked_at,
        )
        for row in rows
    ]


def _organisation(row: Admission, names: dict[int, str]) -> str | None:
    if row.organisation.isdecimal():
        return names.get(int(row.organisation))
    return None if row.organisation == organisations.PRIVATE else row.sought
