"""What awaits me, most urgent first: what lapses soonest and holds up the most people, before what can wait.

1. A place offered to me: it lapses in two days, and the next in line waits.
2. A dispute that I, an operator, should decide: two people wait, and nothing moves.
3. Work to approve: the doer has done it.
4. The other side's word against mine, or other hours proposed: there is a time to answer.
5. Applicants to choose from, and those left over when all places are taken: keep them, or thank them.
6. Changes to make: the requester waits for me.
7. Was it done? The date has gone by.
8. A message to answer.
9. Work that I promised.
10. People who ask to join my group.
11. A question that I was asked: others were asked, too.
12. Feedback to give.
13. What I began to say and did not send.
"""

from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from domain import advice, conversations, disputes
from domain.dataclasses import dataclass
from domain.reading import UNDECIDED, assignment_views
from domain.results import outcomes
from domain.views import AssignmentView
from models.application import Application, ApplicationState
from models.assignment import LIVE, Assignment, AssignmentState
from models.base import constant
from models.dispute import Dispute, HoursProposal
from models.draft import Draft
from models.feedback import Feedback
from models.group import Group, GroupMember, JoinRequest
from models.person import Person
from models.task import Task, TaskState


@dataclass(frozen=True)
class PlaceToConfirm:
    """I am chosen, and have not said yes."""

    assignment_id: int
    task_title: str
    requester_name: str


@dataclass(frozen=True)
class DisputeToDecide:
    """Two sides ask an operator."""

    dispute_id: int
    task_title: str


@dataclass(frozen=True)
class WordToAnswer:
    """The other side said something of our matter that I may answer: that it did not happen, or to the operators."""

    assignment_id: int
    task_title: str
    other_name: str


@dataclass(frozen=True)
class HoursToAnswer:
    """Other hours are proposed."""

    assignment_id: int
    task_title: str
    other_name: str


@dataclass(frozen=True)
class WorkToReport:
    """The date has gone by: was it done?"""

    assignment_id: int
    task_title: str


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
class OutcomeToTell:
    """What came of the help, a month after?"""

    outcome_id: int
    task_title: str


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
    PlaceToConfirm
    | DisputeToDecide
    | WorkToApprove
    | WordToAnswer
    | HoursToAnswer
    | ApplicantsToChooseFrom
    | RestToSettle
    | ChangesToMake
    | WorkToReport
    | TalkToAnswer
    | WorkToDo
    | RequestsToAnswer
    | QuestionToAnswer
    | FeedbackToGive
    | OutcomeToTell
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


def awaits(
    session: Session, actor: Person, *, now: datetime, operators: frozenset[int] = frozenset(), limit: int = 5
) -> HomeView:
    """What awaits me: at most `limit` of each kind, in the order above."""
    if not actor.is_registered:
        return HomeView(actor.name, (), 0, 0, 0, 0)
    either = or_(Assignment.doer_id == actor.id, Task.requester_id == actor.id)
    to_approve = assignment_views(
        session,
        actor,
        Task.requester_id == actor.id,
        Assignment.state == AssignmentState.DONE,
        Assignment.disputed_at.is_(None),
        limit=limit,
    )
    mine = assignment_views(session, actor, Assignment.doer_id == actor.id, Assignment.state.in_(LIVE))
    unreported = assignment_views(
        session, actor, either, Assignment.state == AssignmentState.AGREED, Assignment.asked_times > 0, limit=limit
    )
    asked_of = {one.id for one in unreported}
    talks = conversations.of(session, actor, limit=50)
    found: list[Awaiting] = [
        PlaceToConfirm(one.id, one.task_title, one.requester_name) for one in _in(mine, AssignmentState.OFFERED, limit)
    ]
    found += [
        DisputeToDecide(one.id, one.task_title)
        for one in disputes.to_decide(session, actor, operators=operators, limit=limit)
    ]
    found += [WorkToApprove(one.id, one.task_title, one.doer_name, one.minutes_reported) for one in to_approve]
    found += _words(session, actor, limit)
    found += _hours(session, actor, limit)
    found += _applicants(session, actor, limit)
    found += [
        ChangesToMake(one.id, one.task_title, one.requester_name)
        for one in _in(mine, AssignmentState.CHANGES_ASKED, limit)
    ]
    found += [WorkToReport(one.id, one.task_title) for one in unreported]
    found += [TalkToAnswer(talk.id, talk.title, talk.other_name) for talk in talks if talk.waits_for_me][:limit]
    found += [
        WorkToDo(one.id, one.task_title, one.requester_name)
        for one in _in(mine, AssignmentState.AGREED, limit)
        if one.id not in asked_of
    ]
    found += _requests(session, actor, limit)
    found += [
        QuestionToAnswer(one.id, one.question, one.asker_name)
        for one in advice.waiting_for(session, actor, limit=limit)
    ]
    found += _feedback(session, actor, now, limit)
    found += [OutcomeToTell(one.id, one.title) for one in outcomes.waiting_for(session, actor, now=now, limit=limit)]
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


def _words(session: Session, actor: Person, limit: int) -> list[Awaiting]:
    """That it did not happen, or a dispute: said by the other side, and not answered by me."""
    either = or_(Assignment.doer_id == actor.id, Task.requester_id == actor.id)
    disputed = exists(
        select(Dispute.id).where(
            Dispute.assignment_id == Assignment.id, Dispute.answer.is_(None), Dispute.opened_by_id != actor.id
        )
    )
    missed = and_(
        Assignment.state == AssignmentState.DID_NOT_HAPPEN,
        Assignment.missed_by_id != actor.id,
        Assignment.missed_answer.is_(None),
        Assignment.closed_at.is_(None),
    )
    views = assignment_views(
        session, actor, either, or_(missed, and_(Assignment.disputed_at.is_not(None), disputed)), limit=limit
    )
    return [WordToAnswer(one.id, one.task_title, one.other_name(actor.id)) for one in views]


def _hours(session: Session, actor: Person, limit: int) -> list[Awaiting]:
    waits = exists(
        select(HoursProposal.id).where(
            HoursProposal.assignment_id == Assignment.id,
            HoursProposal.answered_at.is_(None),
            HoursProposal.proposed_by_id != actor.id,
        )
    )
    either = or_(Assignment.doer_id == actor.id, Task.requester_id == actor.id)
    views = assignment_views(session, actor, either, Assignment.state == AssignmentState.APPROVED, waits, limit=limit)
    return [HoursToAnswer(one.id, one.task_title, one.other_name(actor.id)) for one in views]


def _applicants(session: Session, actor: Person, limit: int) -> list[Awaiting]:
    """The undecided: of open tasks, and of full ones where the requester is asked about the rest."""
    rows = session.execute(
        select(Task.id, Task.title, Task.state, func.count())
        .join(Application, Application.task_id == Task.id)
        .where(
            Task.requester_id == actor.id,
            or_(Task.state == TaskState.OPEN, and_(Task.state == TaskState.FULL, Task.rest_asked_at.is_not(None))),
            Application.state == constant(ApplicationState.SENT),
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
            Assignment.state == AssignmentState.APPROVED,
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
