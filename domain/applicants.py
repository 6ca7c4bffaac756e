"""Those who offer help for a task, as its requester sees them: in line, each with their profile."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from domain import people
from domain.lifecycle import SEE_APPLICANTS, TASK
from domain.reading import UNDECIDED
from domain.refusals import NotThere
from domain.views import ApplicantCard
from models.application import Application, ApplicationState
from models.base import constant
from models.conversation import Conversation
from models.person import Person
from models.task import Task

SHOWN = (*UNDECIDED, ApplicationState.CHOSEN)
"""What a requester's list shows: those to decide on, and those chosen."""


def of_task(
    session: Session,
    actor: Person,
    *,
    task_id: int,
    states: Iterable[ApplicationState] = SHOWN,
    limit: int = 50,
) -> list[ApplicantCard]:
    """The offers for a task of mine, in the order of the line, each with its doer's profile."""
    task = session.get(Task, task_id)
    if task is None:
        raise NotThere
    TASK.require(session, actor, SEE_APPLICANTS, task)
    return cards(session, Application.task_id == task_id, Application.state.in_(tuple(states)), limit=limit)


IN_LINE = (
    case((Application.state == ApplicationState.SENT, 0), (Application.state == ApplicationState.RESERVE, 1), else_=2),
    func.coalesce(Application.rank, 0),
    Application.id,
)


def get_for(session: Session, actor: Person, *, application_id: int) -> ApplicantCard:
    """One offer for a task of mine."""
    found = cards(session, Application.id == application_id, Task.requester_id == actor.id)
    if not found or not actor.is_registered:
        raise NotThere
    return found[0]


def line(session: Session, actor: Person, *, task_id: int) -> list[int]:
    """The ids of the offers for a task of mine that its list shows: those to decide on, first come first, then the
    reserves in their order, then those chosen."""
    task = session.get(Task, task_id)
    if task is None:
        raise NotThere
    TASK.require(session, actor, SEE_APPLICANTS, task)
    shown = select(Application.id).where(Application.task_id == task_id, Application.state.in_(SHOWN))
    return list(session.scalars(shown.order_by(*IN_LINE)))


def cards(session: Session, *conditions: ColumnElement[bool], limit: int = 1) -> list[ApplicantCard]:
    """Applicant cards that meet the conditions. Whose they are is one of the conditions."""
    rows = session.execute(
        select(Application, Task.title, Conversation.id, Person.unreachable_at)
        .join(Task, Task.id == Application.task_id)
        .join(Person, Person.id == Application.doer_id)
        .outerjoin(
            Conversation,
            and_(
                Conversation.task_id == Task.id,
                Conversation.doer_id == Application.doer_id,
                Conversation.requester_id == Task.requester_id,
            ),
        )
        .where(*conditions)
        .order_by(*IN_LINE)
        .limit(limit)
    ).all()
    profiles = people.profiles(session, {application.doer_id for application, *_ in rows})
    places = _places_in_order(session, [application for application, *_ in rows])
    return [
        ApplicantCard(
            application_id=application.id,
            task_id=application.task_id,
            task_title=title,
            state=application.state,
            text=application.text,
            sent_at=application.sent_at,
            decline_reason=application.decline_reason,
            conversation_id=conversation_id,
            profile=profiles[application.doer_id],
            rank=places.get(application.id),
            other_reachable=unreachable_at is None,
        )
        for application, title, conversation_id, unreachable_at in rows
    ]


def _places_in_order(session: Session, applications: list[Application]) -> dict[int, int]:
    """Of those in reserve: who comes first, second. Ranks have gaps where somebody went."""
    tasks = {one.task_id for one in applications if one.state is ApplicationState.RESERVE}
    if not tasks:
        return {}
    ahead = func.row_number().over(
        partition_by=Application.task_id, order_by=(func.coalesce(Application.rank, 0), Application.id)
    )
    in_reserve = Application.state == constant(ApplicationState.RESERVE)
    return {
        row[0]: row[1]
        for row in session.execute(select(Application.id, ahead).where(Application.task_id.in_(tasks), in_reserve))
    }
