"""What awaits me, most urgent first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from domain import advice, conversations
from domain.reading import UNDECIDED, assignment_views
from domain.views import AssignmentView
from models.application import Application, ApplicationState
from models.assignment import LIVE, Assignment, AssignmentState
from models.draft import Draft
from models.feedback import Feedback
from models.group import Group, GroupMember, JoinRequest
from models.person import Person
from models.task import Task, TaskState


@dataclass(frozen=True)
class WorkToApprove:
    """Somebody says that my task's work is done."""

    assignment_id: int
    task_title: str
    doer_name: str
    minutes: int | None


@dataclass(frozen=True)
class ApplicantsToChooseFrom:
    """Offers wait for my answer."""

    task_id: int
    task_title: str
    count: int


@dataclass(frozen=True)
class PlaceToConfirm:
    """I am chosen, and have not said yes."""

    assignment_id: int
    task_title: str
    requester_name: str


@dataclass(frozen=True)
class RestToSettle:
    """All places are taken: keep the others as reserves, or thank them?"""

    task_id: int
    task_title: str
    count: int


@dataclass(frozen=True)
class ChangesToMake:
    """My work is not quite there yet."""

    assignment_id: int
    task_title: str
    requester_name: str


@dataclass(frozen=True)
class WorkToDo:
    """I agreed to help and have not said that it is done."""

    assignment_id: int
    task_title: str
    requester_name: str


@dataclass(frozen=True)
class TalkToAnswer:
    """The last word is the other's."""

    conversation_id: int
    task_title: str
    other_name: str


@dataclass(frozen=True)
class QuestionToAnswer:
    """Somebody asks for my advice."""

    advice_id: int
    question: str
    asker_name: str


@dataclass(frozen=True)
class FeedbackToGive:
    """How did it go?"""

    feedback_id: int
    assignment_id: int
    task_title: str
    about_name: str


@dataclass(frozen=True)
class RequestsToAnswer:
    """People wait for my yes to join a group."""

    group_id: int
    group_name: str
    count: int


@dataclass(frozen=True)
class DraftBegun:
    """Something I began to say."""

    draft_id: int
    dialogue: str
    subject: str
    step: str


Awaiting = (
    WorkToApprove
    | PlaceToConfirm
    | ApplicantsToChooseFrom
    | RestToSettle
    | ChangesToMake
    | WorkToDo
    | TalkToAnswer
    | RequestsToAnswer
    | QuestionToAnswer
    | FeedbackToGive
    | DraftBegun
)


@dataclass(frozen=True)
class HomeView:
    """Both sides of a person, and what awaits them."""

    name: str
    awaits: tuple[Awaiting, ...]
    asked: int  # my tasks that are going on
    doing: int  # others' tasks that I promised
    applied: int  # my offers without an answer
    talks: int  # open conversations


def awaits(session: Session, actor: Person, *, now: datetime, limit: int = 5) -> HomeView:
    """What awaits me: at most `limit` of each kind, what holds others up first."""
    if not actor.is_registered:
        return HomeView(actor.name, (), 0, 0, 0, 0)
    to_approve = assignment_views(
        session,
        actor,
        Task.requester_id == actor.id,
        Assignment.state == AssignmentState.DONE,
        limit=limit,
    )
    mine = assignment_views(session, actor, Assignment.doer_id == actor.id, Assignment.state.in_(LIVE))
    talks = conversations.of(session, actor, limit=50)
    found: list[Awaiting] = [
        WorkToApprove(one.id, one.task_title, one.doer_name, one.minutes_reported) for one in to_approve
    ]
    found += [
        PlaceToConfirm(one.id, one.task_title, one.requester_name) for one in _in(mine, AssignmentState.OFFERED, limit)
    ]
    found += _applicants(session, actor, limit)
    found += [
        ChangesToMake(one.id, one.task_title, one.requester_name)
        for one in _in(mine, AssignmentState.CHANGES_ASKED, limit)
    ]
    found += [TalkToAnswer(talk.id, talk.title, talk.other_name) for talk in talks if talk.waits_for_me][:limit]
    found += [WorkToDo(one.id, one.task_title, one.requester_name) for one in _in(mine, AssignmentState.AGREED, limit)]
    found += _requests(session, actor, limit)
    found += [
        QuestionToAnswer(one.id, one.question, one.asker_name)
        for one in advice.waiting_for(session, actor, limit=limit)
    ]
    found += _feedback(session, actor, now, limit)
    found += [
        DraftBegun(draft.id, draft.dialogue, draft.subject, draft.step)
        for draft in session.scalars(
            select(Draft).where(Draft.person_id == actor.id).order_by(Draft.written_at.desc()).limit(limit)
        )
    ]
    asked, applied = session.execute(
        select(
            select(func.count())
            .where(
                Task.requester_id == actor.id,
                Task.state.in_((TaskState.DRAFT, TaskState.OPEN, TaskState.FULL)),
            )
            .scalar_subquery(),
            select(func.count())
            .where(Application.doer_id == actor.id, Application.state.in_(UNDECIDED))
            .scalar_subquery(),
        )
    ).one()
    return HomeView(actor.name, tuple(found), asked, len(mine), applied, len(talks))


def _in(views: list[AssignmentView], state: AssignmentState, limit: int) -> list[AssignmentView]:
    return [view for view in views if view.state is state][:limit]


def _applicants(session: Session, actor: Person, limit: int) -> list[Awaiting]:
    rows = session.execute(
        select(Task.id, Task.title, Task.state, func.count())
        .join(Application, Application.task_id == Task.id)
        .where(
            Task.requester_id == actor.id,
            or_(Task.state == TaskState.OPEN, and_(Task.state == TaskState.FULL, Task.rest_asked_at.is_not(None))),
            Application.state == ApplicationState.SENT,
        )
        .group_by(Task.id, Task.title, Task.state)
        .order_by(func.min(Application.sent_at))
        .limit(limit)
    )
    return [
        (RestToSettle if state is TaskState.FULL else ApplicantsToChooseFrom)(task_id, title, count)
        for task_id, title, state, count in rows
    ]


def _requests(session: Session, actor: Person, limit: int) -> list[Awaiting]:
    rows = session.execute(
        select(Group.id, Group.name, func.count(JoinRequest.id))
        .join(JoinRequest, JoinRequest.group_id == Group.id)
        .join(GroupMember, GroupMember.group_id == Group.id)
        .where(
            JoinRequest.outcome.is_(None),
            GroupMember.person_id == actor.id,
            GroupMember.admin,
            GroupMember.left_at.is_(None),
        )
        .group_by(Group.id, Group.name)
        .order_by(func.min(JoinRequest.asked_at))
        .limit(limit)
    )
    return [RequestsToAnswer(group_id, name, count) for group_id, name, count in rows]


def _feedback(session: Session, actor: Person, now: datetime, limit: int) -> list[Awaiting]:
    rows = session.execute(
        select(Feedback.id, Feedback.assignment_id, Task.title, Person.name, Feedback.closes_at)
        .join(Assignment, Assignment.id == Feedback.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .join(Person, Person.id == Feedback.about_id)
        .where(
            Feedback.author_id == actor.id,
            Feedback.revealed_at.is_(None),
            Feedback.given_at.is_(None),
            Feedback.skipped_at.is_(None),
        )
        .order_by(Feedback.opened_at, Feedback.id)
        .limit(limit)
    )
    return [
        FeedbackToGive(feedback_id, assignment_id, title, name)
        for feedback_id, assignment_id, title, name, closes_at in rows
        if closes_at is None or closes_at > now
    ]
