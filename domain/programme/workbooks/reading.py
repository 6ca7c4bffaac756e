"""Who reads which part of a workbook, and what they see of it."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from domain import audit, paging
from domain.dataclasses import dataclass
from domain.lifecycle.engine import Permitted
from domain.programme.lifecycle import CLOSE_WORK_TO_PEERS, PLACE, READ_WORK
from domain.programme.roles import colleague, consultant, coordinator, participant
from domain.programme.workbooks import questions
from domain.programme.workbooks.book import Book, load
from domain.refusals import NotThere, Noun, Subject
from models.base import constant
from models.organisation import Organisation
from models.person import Person
from models.programme.application import PLACED, Participant, PlaceState, RoundApplication
from models.programme.workbook import ClosedPart, Indicator, Part, Question, WorkAnswer, WorkComment, WorkVersion

INSIDERS = participant | colleague | consultant | coordinator
"""Those to whom no part is closed."""


@dataclass(frozen=True)
class WorkbookView:
    """A workbook as one reader sees it: `readable` are the parts that are open to them, `closed` those that peers do
    not read, `comments` how many there are of each part."""

    book: Book
    organisation: str
    activity: str
    round_id: int
    may: Permitted
    inside: bool
    readable: frozenset[Part]
    closed: frozenset[Part]
    comments: tuple[tuple[Part, int], ...]

    @property
    def id(self) -> int:
        return self.book.application_id

    def commented(self, part: Part) -> int:
        """How many comments a part has."""
        return dict(self.comments).get(part, 0)


@dataclass(frozen=True)
class VersionView:
    """One version of an answer: an empty text is an answer taken away. `indicator`: what it counts, if it is of one."""

    question: Question
    indicator: str | None
    text: str
    by: str
    at: datetime
    first: bool


@dataclass(frozen=True)
class ShelfView:
    """One workbook in a list."""

    application_id: int
    organisation: str
    activity: str
    finished: int  # parts


def place(session: Session, application_id: int, *, lock: bool = False) -> RoundApplication:
    """The organisation's place, held until the end of the transaction where it is to be written. Raises NotThere."""
    found = session.get(RoundApplication, application_id, with_for_update=lock or None, populate_existing=lock)
    if found is None:
        raise NotThere(Subject(Noun.ROUND_APPLICATION, application_id))
    return found


def readable(session: Session, actor: Person, application: RoundApplication) -> frozenset[Part]:
    """The parts that somebody who may read the workbook may read."""
    if INSIDERS(session, actor, application):
        return frozenset(Part)
    return frozenset(Part) - closed_parts(session, application.id)


def require_part(session: Session, actor: Person, application: RoundApplication, part: Part) -> None:
    """A part that this person may read. Raises NotThere and what the table raises."""
    PLACE.require(session, actor, READ_WORK, application)
    if part not in readable(session, actor, application):
        raise NotThere(Subject(Noun.ROUND_APPLICATION, application.id))


def closed_parts(session: Session, application_id: int) -> frozenset[Part]:
    """The parts that peers do not read."""
    return frozenset(session.scalars(select(ClosedPart.part).where(ClosedPart.application_id == application_id)))


def view(session: Session, actor: Person, application_id: int) -> WorkbookView:
    """The workbook, what is in it for this reader and what they may do. Raises NotThere, and what the table raises."""
    application = place(session, application_id)
    PLACE.require(session, actor, READ_WORK, application)
    counted = session.execute(
        select(WorkComment.part, func.count())
        .where(WorkComment.application_id == application_id)
        .group_by(WorkComment.part)
    ).all()
    return WorkbookView(
        load(session, application_id),
        session.get_one(Organisation, application.organisation_id).name,
        application.activity,
        application.round_id,
        PLACE.permitted(session, actor, application),
        bool((participant | colleague)(session, actor, application)),
        readable(session, actor, application),
        closed_parts(session, application_id),
        tuple((part, count) for part, count in counted),
    )


def shelf(session: Session, actor: Person, round_id: int, page: int = 0) -> tuple[list[ShelfView], int]:
    """The workbooks of a round that somebody may read, and how many there are."""
    found = session.execute(
        select(RoundApplication, Organisation.name)
        .join(Organisation, Organisation.id == RoundApplication.organisation_id)
        .where(RoundApplication.round_id == round_id, RoundApplication.state.in_(PLACED))
        .order_by(Organisation.name_folded, Organisation.id)
    ).all()
    open_to = [(row, name) for row, name in found if PLACE.may(session, actor, READ_WORK, row)]
    shown = open_to[paging.within(page) * paging.SIZE :][: paging.SIZE]
    books = [ShelfView(row.id, name, row.activity, len(load(session, row.id).finished)) for row, name in shown]
    return books, len(open_to)


def mine(session: Session, actor: Person, *, limit: int = 2) -> list[tuple[Book, str]]:
    """The workbooks that somebody takes part in and that still ask something, with their organisations' names."""
    found = session.execute(
        select(RoundApplication.id, Organisation.name)
        .join(Participant, Participant.application_id == RoundApplication.id)
        .join(Organisation, Organisation.id == RoundApplication.organisation_id)
        .where(
            Participant.person_id == actor.id,
            Participant.confirmed_at.is_not(None),
            Participant.left_at.is_(None),
            RoundApplication.state == constant(PlaceState.CONFIRMED),
        )
        .order_by(RoundApplication.id.desc())
        .limit(limit)
    ).all()
    books = [(load(session, id), name) for id, name in found]
    return [(book, name) for book, name in books if any(book.missing(part) for part in Part)]


def history(
    session: Session, actor: Person, *, application_id: int, part: Part, page: int = 0
) -> tuple[list[VersionView], int]:
    """What the answers of a part were, newest first, and how many versions there are. Raises NotThere."""
    require_part(session, actor, place(session, application_id), part)
    of_part = questions.of(part)
    whole = (WorkAnswer.application_id == application_id, WorkAnswer.question.in_(of_part))
    total = session.scalar(
        select(func.count())
        .select_from(WorkVersion)
        .join(WorkAnswer, WorkAnswer.id == WorkVersion.answer_id)
        .where(*whole)
    )
    names = (
        select(WorkAnswer.indicator_id, WorkAnswer.text)
        .where(WorkAnswer.application_id == application_id, WorkAnswer.question == Question.WHAT)
        .subquery()
    )
    rows = session.execute(
        select(WorkVersion, WorkAnswer.question, Person.name, names.c.text)
        .join(WorkAnswer, WorkAnswer.id == WorkVersion.answer_id)
        .join(Person, Person.id == WorkVersion.person_id)
        .outerjoin(Indicator, Indicator.id == WorkAnswer.indicator_id)
        .outerjoin(names, names.c.indicator_id == Indicator.id)
        .where(*whole)
        .order_by(WorkVersion.at.desc(), WorkVersion.answer_id.desc(), WorkVersion.version.desc())
        .offset(paging.within(page) * paging.SIZE)
        .limit(paging.SIZE)
    )
    return [
        VersionView(question, indicator, row.text, name, row.at, row.version == 1)
        for row, question, name, indicator in rows
    ], total or 0


def close_part(session: Session, actor: Person, *, application_id: int, part: Part, now: datetime) -> None:
    """Peers read it no more. Twice is once."""
    application = place(session, application_id, lock=True)
    PLACE.require(session, actor, CLOSE_WORK_TO_PEERS, application)
    if part not in closed_parts(session, application_id):
        session.add(ClosedPart(application_id=application_id, part=part, closed_by_id=actor.id, closed_at=now))
        audit.record(session, actor, "close_part", Noun.ROUND_APPLICATION, application_id, now=now, part=part)
    session.flush()


def open_part(session: Session, actor: Person, *, application_id: int, part: Part, now: datetime) -> None:
    """Peers read it again."""
    application = place(session, application_id, lock=True)
    PLACE.require(session, actor, CLOSE_WORK_TO_PEERS, application)
    session.execute(delete(ClosedPart).where(ClosedPart.application_id == application_id, ClosedPart.part == part))
    audit.record(session, actor, "open_part", Noun.ROUND_APPLICATION, application_id, now=now, part=part)
