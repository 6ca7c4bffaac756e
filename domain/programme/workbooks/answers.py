"""Writing in a workbook. Several people of one organisation do, perhaps at once: each answer is kept by itself, a
change of what somebody has not seen is refused with what stands there, and every version stays."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import words
from domain.programme.lifecycle import PLACE, WRITE_WORKBOOK
from domain.programme.refusals import SoundsLikeActivity, TooManyItems, WrittenMeanwhile
from domain.programme.workbooks import calendar, goals
from domain.programme.workbooks.book import NOT_KNOWN, NOT_YET, YES
from domain.programme.workbooks.questions import LAST_PLACE, MOST_ITEMS, QUESTIONS, UNITS, Shape
from domain.programme.workbooks.reading import place as place_of
from domain.refusals import BadValue, InThePast, NotThere, Noun, OutOfBounds, Subject
from models.organisation import OrganisationMember
from models.person import Person
from models.programme.application import RoundApplication, participants_of
from models.programme.workbook import (
    HowOften,
    Indicator,
    IndicatorKind,
    Question,
    Step,
    WorkAnswer,
    WorkVersion,
)


class Measurable(StrEnum):
    """Whether an indicator can be measured."""

    YES = YES
    NOT_YET = NOT_YET


CHOICES: dict[Question, type[StrEnum]] = {
    Question.OF_STEP: Step,
    Question.KIND: IndicatorKind,
    Question.MEASURABLE: Measurable,
    Question.HOW_OFTEN: HowOften,
}
MOST = 1_000_000_000
FARTHEST = 20
"""Years to a target: what is farther is a vision."""


def write(
    session: Session,
    actor: Person,
    *,
    application_id: int,
    question: Question,
    text: str,
    seen: int,
    place: int = 0,
    indicator_id: int | None = None,
    person_id: int | None = None,
    sure: bool = False,
    now: datetime,
) -> None:
    """Answer a question, or change an answer whose version `seen` was looked at (0: none). Raises WrittenMeanwhile
    where it is another by now, SoundsLikeActivity for a goal unless it is `sure`, and what will not do."""
    application = writable(session, actor, application_id)
    if (QUESTIONS[question].shape is Shape.ITEMS and seen == 0) or question is Question.RESULT:
        raise NotThere  # items come by add_items, results by measuring.enter
    indicator = _indicator(session, application_id, question, indicator_id)
    person_id, text = _checked(session, application, question, text, person_id, now)
    row = row_of(session, application_id, question, place, indicator_id)
    _unseen(session, row, seen)
    if question is Question.GOAL and not (sure or (row is not None and row.sure)) and goals.sounds_like_activity(text):
        raise SoundsLikeActivity
    if row is None:
        row = WorkAnswer(
            application_id=application_id, indicator_id=indicator_id, question=question, place=place, version=0
        )
        session.add(row)
    elif (row.text, row.person_id) == (text, person_id):
        row.sure = row.sure or sure
        session.flush()
        return
    row.sure = row.sure or sure
    put(session, actor, row, text, person_id, now)
    if indicator is not None and question in (Question.HOW_OFTEN, Question.TARGET_DAY, Question.MEASURABLE):
        calendar.lay(session, indicator, now=now)


def add_items(
    session: Session, actor: Person, *, application_id: int, question: Question, texts: Sequence[str], now: datetime
) -> int:
    """Add items to a step of the logic model; how many are new. What stands there already is not added twice."""
    if QUESTIONS[question].shape is not Shape.ITEMS:
        raise NotThere
    writable(session, actor, application_id)
    rows = session.scalars(
        select(WorkAnswer).where(WorkAnswer.application_id == application_id, WorkAnswer.question == question)
    ).all()
    there = {words.fold(row.text) for row in rows if row.text}
    last = max((row.place for row in rows), default=0)
    fresh: list[str] = []
    for text in texts:
        tidy = words.line(text, field="item", limit=QUESTIONS[question].limit)
        if words.fold(tidy) not in there:
            there.add(words.fold(tidy))
            fresh.append(tidy)
    if len(there) > MOST_ITEMS or last + len(fresh) > LAST_PLACE:
        raise TooManyItems(Subject(Noun.ROUND_APPLICATION, application_id), most=MOST_ITEMS)
    for number, text in enumerate(fresh, start=1):
        row = WorkAnswer(application_id=application_id, question=question, place=last + number, version=0)
        session.add(row)
        put(session, actor, row, text, None, now)
    session.flush()
    return len(fresh)


def remove_item(
    session: Session, actor: Person, *, application_id: int, question: Question, place: int, seen: int, now: datetime
) -> None:
    """Take an item away; its versions stay. Twice is once."""
    writable(session, actor, application_id)
    row = row_of(session, application_id, question, place, None)
    if row is None or QUESTIONS[question].shape is not Shape.ITEMS:
        raise NotThere(Subject(Noun.ROUND_APPLICATION, application_id))
    if not row.text:
        return
    _unseen(session, row, seen)
    put(session, actor, row, "", None, now)
    session.flush()


def writable(session: Session, actor: Person, application_id: int) -> RoundApplication:
    """The place, if this person may write in its workbook; nobody else writes in it until the end of this."""
    application = place_of(session, application_id, lock=True)
    PLACE.require(session, actor, WRITE_WORKBOOK, application)
    return application


def people(session: Session, application: RoundApplication) -> list[tuple[int, str]]:
    """Who may be the one who measures: those who take part, then their colleagues; by id and name."""
    taking_part = set(session.scalars(participants_of(application.id)))
    colleagues = select(OrganisationMember.person_id).where(
        OrganisationMember.organisation_id == application.organisation_id,
        OrganisationMember.left_at.is_(None),
        OrganisationMember.confirmed_at.is_not(None),
    )
    found = session.execute(
        select(Person.id, Person.name)
        .where(Person.id.in_(colleagues) | Person.id.in_(participants_of(application.id)))
        .order_by(Person.name, Person.id)
    ).all()
    return sorted(((id, name) for id, name in found), key=lambda one: one[0] not in taking_part)


def _unseen(session: Session, row: WorkAnswer | None, seen: int) -> None:
    version = row.version if row is not None else 0
    if version == seen:
        return
    if row is None:
        raise NotThere
    name = session.get_one(Person, row.written_by_id).name
    raise WrittenMeanwhile(version=version, text=row.text, name=name, at=row.written_at)


def put(session: Session, actor: Person, row: WorkAnswer, text: str, person_id: int | None, now: datetime) -> None:
    """What an answer says from now on, with its version."""
    row.text, row.person_id = text, person_id
    row.version += 1
    row.written_by_id, row.written_at = actor.id, now
    session.flush()
    session.add(WorkVersion(answer_id=row.id, version=row.version, text=text, person_id=actor.id, at=now))
    session.flush()


def row_of(
    session: Session, application_id: int, question: Question, place: int, indicator_id: int | None
) -> WorkAnswer | None:
    """The answer as it stands in the database."""
    return session.scalar(
        select(WorkAnswer)
        .where(
            WorkAnswer.application_id == application_id,
            WorkAnswer.question == question,
            WorkAnswer.place == place,
            WorkAnswer.indicator_id.is_(None) if indicator_id is None else WorkAnswer.indicator_id == indicator_id,
        )
        .execution_options(populate_existing=True)
    )


def _indicator(session: Session, application_id: int, question: Question, indicator_id: int | None) -> Indicator | None:
    """The indicator that the question is about, if it is about one, and still there."""
    about = QUESTIONS[question].part.value == "indicators"
    if about != (indicator_id is not None):
        raise NotThere
    if indicator_id is None:
        return None
    found = session.get(Indicator, indicator_id)
    if found is None or found.application_id != application_id or found.removed_at is not None:
        raise NotThere(Subject(Noun.ROUND_APPLICATION, application_id))
    return found


def _checked(
    session: Session,
    application: RoundApplication,
    question: Question,
    text: str,
    person_id: int | None,
    now: datetime,
) -> tuple[int | None, str]:
    """The answer as it is kept, or a refusal."""
    asked = QUESTIONS[question]
    if question is Question.UNIT and text.strip() in UNITS:
        return None, text.strip()
    match asked.shape:
        case Shape.PROSE:
            return None, words.prose(text, field="answer", limit=asked.limit)
        case Shape.CHOICE:
            if text not in set(CHOICES[question]):
                raise BadValue(field="answer")
            return None, text
        case Shape.NUMBER:
            return None, NOT_KNOWN if question is Question.BASELINE and text == NOT_KNOWN else str(number(text))
        case Shape.DAY:
            return None, _day(text, now).isoformat()
        case Shape.PERSON if person_id is not None:
            names = dict(people(session, application))
            if person_id not in names:
                raise NotThere
            return person_id, names[person_id]
    return None, words.line(text, field="answer", limit=asked.limit)


def number(text: str) -> Decimal:
    """A figure of at most two decimals, or BadValue, OutOfBounds."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise BadValue(field="figure") from None
    if not value.is_finite():
        raise BadValue(field="figure")
    if not 0 <= value <= MOST:
        raise OutOfBounds(field="figure", minimum=0, maximum=MOST)
    return value.quantize(Decimal("0.01")).normalize() + 0


def _day(text: str, now: datetime) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadValue(field="day") from None
    if day <= now.date():
        raise InThePast(field="day")
    if day.year > now.year + FARTHEST:
        raise OutOfBounds(field="day", minimum=now.year, maximum=now.year + FARTHEST)
    return day
