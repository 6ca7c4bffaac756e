"""The selects behind the views: one statement for a task or a page of them, as one reader sees them.

Each column bears the name of the view's field that it fills. The statements are made once, with the reader as a
parameter, and select columns, no objects: making and loading them for each call cost more than running them.
"""

from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Select, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from domain.views import ApplicationView, AssignmentView, CategoryView, TaskView
from domain.visibility import visible_to
from models.application import Application, ApplicationState
from models.assignment import GONE, Assignment
from models.attachment import Attachment
from models.base import Base, BigId, constant
from models.category import Category
from models.conversation import Conversation
from models.group import Group
from models.named import Named
from models.organisation import Organisation, OrganisationMember
from models.peace import Wishes
from models.person import Person
from models.task import Task

UNDECIDED = (ApplicationState.SENT, ApplicationState.RESERVE)

READER = bindparam("reader_id", type_=BigId)
_requester, _doer = aliased(Person), aliased(Person)
_offer = aliased(Application)
_waiting = (
    select(func.count(_offer.id))
    .where(_offer.task_id == Task.id, _offer.state == constant(ApplicationState.SENT))
    .correlate(Task)
    .scalar_subquery()
)
_reserves = (
    select(func.count(_offer.id))
    .where(_offer.task_id == Task.id, _offer.state == constant(ApplicationState.RESERVE))
    .correlate(Task)
    .scalar_subquery()
)

_files = select(func.count(Attachment.id)).where(Attachment.task_id == Task.id).correlate(Task).scalar_subquery()
_named = select(func.count(Named.id)).where(Named.task_id == Task.id).correlate(Task).scalar_subquery()


def _shared(noun: type[Base], view: type[Any], *but: str) -> list[InstrumentedAttribute[Any]]:
    """The columns of a noun that a view has fields for, by the same names."""
    names = {field.name for field in fields(view)} - set(but)
    return [getattr(noun, name) for name in noun.__mapper__.columns.keys() if name in names]  # noqa: SIM118


_CATEGORY = {
    "category_id": Category.id,
    "category_key": Category.key,
    "category_fi": Category.name_fi,
    "category_sv": Category.name_sv,
    "category_en": Category.name_en,
}
_TASKS = (
    select(
        *_shared(Task, TaskView, "category_id"),
        *(column.label(name) for name, column in _CATEGORY.items()),
        Person.name.label("requester_name"),
        Organisation.name.label("organisation"),
        and_(Organisation.confirmed_at.is_not(None), OrganisationMember.confirmed_at.is_not(None)).label(
            "organisation_confirmed"
        ),
        Group.name.label("group_name"),
        Application.id.label("application_id"),
        Application.state.label("application_state"),
        Application.text.label("application_text"),
        Application.decline_reason.label("application_reason"),
        Assignment.id.label("assignment_id"),
        Assignment.state.label("assignment_state"),
        Conversation.id.label("conversation_id"),
        case((Task.requester_id == READER, _waiting), else_=0).label("waiting"),
        _files.label("attachments"),
        case((Task.requester_id == READER, _named), else_=0).label("named"),
        case((Task.requester_id == READER, _reserves), else_=0).label("reserves"),
    )
    .join(Category, Category.id == Task.category_id)
    .join(Person, Person.id == Task.requester_id)
    .outerjoin(Organisation, Organisation.id == Task.organisation_id)
    .outerjoin(
        OrganisationMember,
        and_(
            OrganisationMember.organisation_id == Task.organisation_id,
            OrganisationMember.person_id == Task.requester_id,
        ),
    )
    .outerjoin(Group, Group.id == Task.group_id)
    .outerjoin(Application, and_(Application.task_id == Task.id, Application.doer_id == READER))
    .outerjoin(Assignment, Assignment.application_id == Application.id)
    .outerjoin(
        Conversation,
        and_(
            Conversation.task_id == Task.id,
            Conversation.doer_id == READER,
            Conversation.requester_id == Task.requester_id,
        ),
    )
    .order_by(Task.id.desc())
)
_VISIBLE_TASK = _TASKS.where(Task.id == bindparam("task_id"), visible_to(READER))


def _rows(session: Session, statement: Select[Any], values: dict[str, Any]) -> CursorResult[Any]:
    """The rows of a statement of columns, by the connection: the session's way through it costs twice as much."""
    session.flush()
    return session.connection().execute(statement, values)


def task_views(session: Session, reader: Person, *conditions: ColumnElement[bool], limit: int = 1) -> list[TaskView]:
    """Tasks that meet the conditions, newest first. Visibility is one of the conditions: the caller's."""
    rows = _rows(session, _TASKS.where(*conditions).limit(limit), {"reader_id": reader.id})
    return [_task_view(reader, row) for row in rows]


def visible_task(session: Session, reader: Person, task_id: int) -> TaskView | None:
    """One task, if the reader may know that it exists."""
    if not reader.is_registered:
        return None
    row = _rows(session, _VISIBLE_TASK, {"reader_id": reader.id, "task_id": task_id}).one_or_none()
    return _task_view(reader, row) if row is not None else None


def _task_view(reader: Person, row: Any) -> TaskView:
    values = dict(row._mapping)
    category = CategoryView(*(values.pop(name) for name in _CATEGORY))
    mine = values["requester_id"] == reader.id
    chosen = values["assignment_id"] is not None and values["assignment_state"] not in GONE
    if not (mine or chosen):
        values["address"] = None
    return TaskView(category=category, mine=mine, **values)


_ASSIGNMENTS = (
    select(
        *_shared(Assignment, AssignmentView),
        *_shared(Task, AssignmentView, "id", "state", "round", "closed_at"),
        Task.title.label("task_title"),
        Task.minutes.label("minutes_estimated"),
        _requester.name.label("requester_name"),
        _doer.name.label("doer_name"),
        _requester.unreachable_at.is_(None).label("requester_reachable"),
        _doer.unreachable_at.is_(None).label("doer_reachable"),
        Wishes.away_until.label("doer_away_until"),
        Conversation.id.label("conversation_id"),
        (Task.places - Task.places_taken).label("places_left"),
        case((Task.requester_id == READER, _waiting), else_=0).label("waiting"),
    )
    .join(Task, Task.id == Assignment.task_id)
    .join(_requester, _requester.id == Task.requester_id)
    .join(_doer, _doer.id == Assignment.doer_id)
    .outerjoin(Wishes, Wishes.person_id == Assignment.doer_id)
    .outerjoin(
        Conversation,
        and_(
            Conversation.task_id == Task.id,
            Conversation.doer_id == Assignment.doer_id,
            Conversation.requester_id == Task.requester_id,
        ),
    )
    .order_by(Assignment.id)
)
_OWN_ASSIGNMENT = _ASSIGNMENTS.where(
    Assignment.id == bindparam("assignment_id"), or_(Assignment.doer_id == READER, Task.requester_id == READER)
)


def assignment_views(
    session: Session, reader: Person, *conditions: ColumnElement[bool], limit: int = 50
) -> list[AssignmentView]:
    """Assignments that meet the conditions, oldest first. Whose they are is one of the conditions."""
    rows = _rows(session, _ASSIGNMENTS.where(*conditions).limit(limit), {"reader_id": reader.id})
    return [_assignment_view(row) for row in rows]


def own_assignment(session: Session, reader: Person, assignment_id: int) -> AssignmentView | None:
    """One assignment, if the reader is one of its two sides."""
    row = _rows(session, _OWN_ASSIGNMENT, {"reader_id": reader.id, "assignment_id": assignment_id}).one_or_none()
    return _assignment_view(row) if row is not None else None


def _assignment_view(row: Any) -> AssignmentView:
    values = dict(row._mapping)
    if values["state"] in GONE:
        values["address"] = None
    return AssignmentView(**values)


def application_views(session: Session, *conditions: ColumnElement[bool], limit: int = 50) -> list[ApplicationView]:
    """Applications that meet the conditions, newest first."""
    rows = session.execute(
        select(Application, Task.title, Task.choose_by, _requester.name, _doer.name)
        .join(Task, Task.id == Application.task_id)
        .join(_requester, _requester.id == Task.requester_id)
        .join(_doer, _doer.id == Application.doer_id)
        .where(*conditions)
        .order_by(Application.id.desc())
        .limit(limit)
    )
    return [
        ApplicationView(
            id=application.id,
            task_id=application.task_id,
            task_title=title,
            requester_name=requester_name,
            text=application.text,
            state=application.state,
            decline_reason=application.decline_reason,
            doer_name=doer_name,
            choose_by=choose_by,
        )
        for application, title, choose_by, requester_name, doer_name in rows
    ]
