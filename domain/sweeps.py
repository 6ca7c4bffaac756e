"""What the clock does in the marketplace: each rule takes a bounded batch of what is due."""

from datetime import datetime, timedelta

from sqlalchemy import and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session, aliased, contains_eager

from domain import (
    addresses,
    advisers,
    applications,
    assignments,
    audit,
    board,
    conversations,
    deadlines,
    feedback,
    invitations,
    loose_ends,
    matching,
    offers,
    vain,
    vocabulary,
)
from domain.lifecycle import APPLICATION, ASSIGNMENT, TASK
from domain.notices import (
    ApprovedByItself,
    FeedbackAsked,
    NudgeApproval,
    TaskExpired,
    ThankedByClock,
    tell,
)
from domain.peace import here_since
from domain.refusals import Noun
from domain.results import outcomes
from domain.timers import Timers
from models.assignment import Assignment, AssignmentState
from models.conversation import Conversation, Message
from models.draft import Draft
from models.feedback import Feedback
from models.peace import Report
from models.person import Person
from models.task import Task, TaskState
from models.vain import Vain

WARNED = timedelta(days=2)  # who was away has so long to renew a task


def _approve_by_itself(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    rows = session.scalars(
        select(Assignment)
        .join(Assignment.task)
        .options(contains_eager(Assignment.task))
        .where(
            Assignment.state == AssignmentState.DONE,
            Assignment.disputed_at.is_(None),
            Assignment.done_at <= now - timers.approve_by_itself,
            here_since(Task.requester_id, now - timers.approve_by_itself),
        )
        .order_by(Assignment.done_at, Assignment.id)
        .limit(limit)
        .with_for_update(of=[Task, Assignment], skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for assignment in rows:
        assignments.settle(session, "approve_by_itself", assignment, minutes=None, now=now)
        audit.record(session, None, "approve_by_itself", Noun.ASSIGNMENT, assignment.id, now=now)
        for person_id in (assignment.doer_id, assignment.task.requester_id):
            ASSIGNMENT.tell(session, "approve_by_itself", person_id, ApprovedByItself(assignment.id), now=now)
    session.flush()
    return len(rows)


def _nudge_approval(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    rows = session.scalars(
        select(Assignment)
        .join(Assignment.task)
        .options(contains_eager(Assignment.task))
        .where(
            Assignment.state == AssignmentState.DONE,
            Assignment.disputed_at.is_(None),
            Assignment.nudged_at.is_(None),
            Assignment.done_at <= now - timers.nudge_approval,
            here_since(Task.requester_id, now - timers.nudge_approval),
        )
        .order_by(Assignment.done_at, Assignment.id)
        .limit(limit)
        .with_for_update(of=[Assignment], skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for assignment in rows:
        assignment.nudged_at = now
        assert assignment.done_at is not None
        told, settles = NudgeApproval(assignment.id, assignment.round), assignment.done_at + timers.approve_by_itself
        tell(session, assignment.task.requester_id, told, now=now, happens_at=settles)
    session.flush()
    return len(rows)


def _expire(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Nobody was chosen in time: expired. Where somebody was, it takes no more applications."""
    rows = session.scalars(
        select(Task)
        .where(
            Task.state == TaskState.OPEN,
            now - timers.expire >= deadlines.FRESH,
            or_(Task.places_taken == 0, Task.closed_at.is_(None)),
            here_since(Task.requester_id, now - WARNED),
        )
        .order_by(deadlines.FRESH, Task.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for task in rows:
        helped = task.places_taken > 0
        if helped:
            task.closed_at = now
            board.touch(session, task)
        else:
            TASK.move(session, "expire", task, ended_at=now)
            TASK.tell(session, "expire", task.requester_id, TaskExpired(task.id, task.round), now=now)
            vain.keep(session, task, Vain.EXPIRED, now=now)
        for application in applications.lapse(session, task, now=now):
            over = ThankedByClock(application.id, "over", application.round)
            notice = over if helped else TaskExpired(task.id, task.round)
            APPLICATION.tell(session, "task_ended", application.doer_id, notice, now=now)
        if helped:
            assignments.end_if_over(session, task, now=now)
        audit.record(session, None, "expire", Noun.TASK, task.id, now=now)
    session.flush()
    return len(rows)


def _close_conversations(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    ids = session.scalars(
        select(Conversation.id)
        .where(
            Conversation.closed_at.is_(None),
            Conversation.matter_over_at <= now - timers.conversation_closes,
        )
        .order_by(Conversation.matter_over_at, Conversation.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    if ids:
        session.execute(update(Conversation).where(Conversation.id.in_(ids)).values(closed_at=now))
        conversations.say_in_topics(session, ids, now=now)
    return len(ids)


def _ask_for_feedback(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Both sides some time after the approval, and again, counted from the first asking."""
    waiting = (
        Feedback.revealed_at.is_(None),
        Feedback.given_at.is_(None),
        Feedback.skipped_at.is_(None),
        or_(Feedback.closes_at.is_(None), Feedback.closes_at > now),
    )
    rounds = [and_(Feedback.asked_times == 0, Feedback.opened_at <= now - timers.feedback_after)]
    rounds += [
        and_(Feedback.asked_times == times, Feedback.asked_at <= now - later)
        for times, later in enumerate(timers.feedback_again, start=1)
    ]
    rows = session.scalars(
        select(Feedback)
        .where(
            *waiting,
            or_(*rounds),
            here_since(Feedback.author_id, now),
            exists().where(Assignment.id == Feedback.assignment_id, Assignment.state == AssignmentState.APPROVED),
        )
        .order_by(Feedback.asked_times, Feedback.id)  # along what waits, not along everything that was approved
        .limit(limit)
        .with_for_update(of=[Feedback], skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for row in rows:
        row.asked_at = row.asked_at or now
        row.asked_times = _round(row, now, timers)
        tell(session, row.author_id, FeedbackAsked(row.id, row.asked_times), now=now)
    session.flush()
    first = [row.assignment_id for row in rows if row.asked_times == 1]
    if first:  # one window for both sides, from the first asking of either
        session.execute(
            update(Feedback)
            .where(Feedback.assignment_id.in_(first), Feedback.closes_at.is_(None))
            .values(closes_at=now + timers.feedback_closes)
        )
    return len(rows)


def _round(row: Feedback, now: datetime, timers: Timers) -> int:
    """The round that is due now. After a long pause of the service the ones missed are not made up for."""
    assert row.asked_at is not None
    passed = sum(1 for later in timers.feedback_again if row.asked_at <= now - later)
    return max(row.asked_times + 1, passed + 1)


def _close_feedback(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    other = aliased(Feedback)
    rows = session.scalars(
        select(Feedback)
        .where(
            Feedback.revealed_at.is_(None),
            Feedback.closes_at <= now,
            ~exists(select(other.id).where(other.assignment_id == Feedback.assignment_id, other.id < Feedback.id)),
        )
        .order_by(Feedback.closes_at, Feedback.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    if not rows:
        return 0
    pairs = session.scalars(
        select(Feedback)
        .where(Feedback.assignment_id.in_([row.assignment_id for row in rows]))
        .order_by(Feedback.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    for first in rows:
        second = next(one for one in pairs if one.assignment_id == first.assignment_id and one.id != first.id)
        if first.revealed_at is None:
            feedback.close_window(session, first, second, now=now)
            audit.record(session, None, "close", Noun.FEEDBACK, first.id, now=now)
    session.flush()
    return len(rows)


def _forget_drafts(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """What nobody has gone on with for so long. Keys may come again: nobody's focus is left on one."""
    ids = session.scalars(
        select(Draft.id)
        .where(Draft.written_at <= now - timers.draft_kept)
        .order_by(Draft.written_at, Draft.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    if ids:
        session.execute(update(Person).where(Person.focus_draft_id.in_(ids)).values(focus_draft_id=None))
        session.execute(delete(Draft).where(Draft.id.in_(ids)))
    return len(ids)


def _forget_messages(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """What was said in a conversation that closed long ago goes; that something was said, and when, stays."""
    ids = session.scalars(
        select(Conversation.id)
        .where(Conversation.forgotten_at.is_(None), Conversation.closed_at <= now - timers.messages_kept)
        .order_by(Conversation.closed_at, Conversation.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    if ids:
        session.execute(
            update(Message)
            .where(Message.conversation_id.in_(ids))
            .values(text="", entities=None, file_id=None, details=None)
        )
        session.execute(update(Conversation).where(Conversation.id.in_(ids)).values(forgotten_at=now))
    return len(ids)


def _forget_reports(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """The messages that were attached to a report which was closed long ago go."""
    ids = session.scalars(
        select(Report.id)
        .where(Report.messages.is_not(None), Report.closed_at <= now - timers.messages_kept)
        .order_by(Report.closed_at, Report.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    if ids:
        session.execute(update(Report).where(Report.id.in_(ids)).values(messages=None))
    return len(ids)


def _take_in_lists(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    return invitations.take_in_lists(session, now=now)


def _forget_addresses(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    invited = invitations.forget(session, now=now, kept=timers.forget_invited, limit=limit)
    return addresses.forget(session, now=now, limit=limit) + invited


def _tend_search(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    return vocabulary.tend(session, limit=min(limit, 5))  # a long text takes some ms, and everybody waits behind it


RULES = (
    *deadlines.RULES,
    *advisers.RULES,
    *loose_ends.RULES,
    _approve_by_itself,
    _nudge_approval,
    _expire,
    deadlines.warn_of_expiry,
    _close_conversations,
    _forget_messages,
    _forget_reports,
    _close_feedback,
    _ask_for_feedback,
    _forget_drafts,
    board.look,
    _take_in_lists,
    _forget_addresses,
    _tend_search,
    outcomes.ask,
    *offers.RULES,
    matching.match,
    matching.send_digests,
)
