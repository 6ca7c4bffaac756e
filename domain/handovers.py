"""All of my organisation's tasks to a colleague. See docs/decisions/ for what goes and what stays."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.orm import Session

from domain import audit, colleagues, conversations, organisations
from domain.dataclasses import dataclass
from domain.notices import RequesterChanged, TasksHandedOver, tell
from domain.reading import UNDECIDED, visible_task
from domain.refusals import NotThere, Noun
from domain.views import ColleagueView, TaskView
from models.application import Application
from models.assignment import LIVE, Assignment
from models.conversation import Conversation
from models.feedback import Feedback
from models.group import groups_of
from models.organisation import OrganisationMember
from models.peace import kept_apart_from
from models.person import Person
from models.task import Audience, Task, TaskState


@dataclass(frozen=True)
class HandedOver:
    """How many tasks went, and how many stay because the colleague cannot be their requester."""

    organisation: str
    colleague: str
    moved: int
    stay: int


def who_may(session: Session, actor: Person, *, organisation_id: int) -> list[ColleagueView]:
    """The confirmed colleagues who can be reached, by name."""
    everybody = colleagues.listed(session, actor, organisation_id=organisation_id)
    reachable = set(
        session.scalars(
            select(Person.id)
            .join(OrganisationMember, OrganisationMember.person_id == Person.id)
            .where(
                OrganisationMember.organisation_id == organisation_id,
                OrganisationMember.left_at.is_(None),
                Person.unreachable_at.is_(None),
            )
        )
    )
    return [one for one in everybody if one.confirmed and one.person_id != actor.id and one.person_id in reachable]


def hand_over(session: Session, actor: Person, *, organisation_id: int, member_id: int, now: datetime) -> HandedOver:
    """The colleague is the requester of all that I ask for in this organisation's name and that is not finished.
    Doers and applicants hear who it is now and get a new conversation; what was written stays where it is."""
    colleague = next(
        (one for one in who_may(session, actor, organisation_id=organisation_id) if one.id == member_id), None
    )
    if colleague is None:
        raise NotThere
    page = organisations.page(session, actor, organisation_id)
    tasks = session.scalars(
        select(Task)
        .where(Task.requester_id == actor.id, Task.organisation_id == organisation_id, _going_on())
        .order_by(Task.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    own = set(session.scalars(groups_of(colleague.person_id)))
    applied = set(
        session.scalars(
            select(Application.task_id).where(
                Application.doer_id == colleague.person_id, Application.task_id.in_([task.id for task in tasks])
            )
        )
    )
    apart = set(session.scalars(kept_apart_from(colleague.person_id)))
    moved = [
        task
        for task in tasks
        if task.id not in applied
        and (task.audience is not Audience.GROUP or task.group_id in own)
        and not apart & _concerned(session, task)
    ]
    for task in moved:
        _move(session, task, actor.id, colleague.person_id, now)
    audit.record(
        session,
        actor,
        "hand_over",
        Noun.ORGANISATION,
        organisation_id,
        now=now,
        colleague_id=colleague.person_id,
        tasks=len(moved),
    )
    session.flush()
    if moved:
        told = TasksHandedOver(organisation_id, actor.id, len(moved), now.isoformat())
        tell(session, colleague.person_id, told, now=now)
    return HandedOver(page.organisation.name, colleague.name, len(moved), len(tasks) - len(moved))


def _going_on() -> ColumnElement[bool]:
    """Not finished: open in some way, or called off while somebody's work waits for approval."""
    at_work = exists(
        select(Assignment.id).where(Assignment.task_id == Task.id, Assignment.state.in_(LIVE)).correlate(Task)
    )
    return or_(Task.state.in_((TaskState.DRAFT, TaskState.OPEN, TaskState.FULL)), at_work)


def _move(session: Session, task: Task, old_id: int, new_id: int, now: datetime) -> None:
    task.requester_id = new_id
    session.flush()
    for doer_id in sorted(_concerned(session, task)):
        _talk_anew(session, task, doer_id, old_id, now)
        tell(session, doer_id, RequesterChanged(task.id, new_id, now.isoformat()), now=now)
    # What the old requester was asked and has not said of approved work is asked of the new one. What doers say is
    # about the person they worked with.
    session.execute(
        update(Feedback)
        .where(
            Feedback.assignment_id.in_(select(Assignment.id).where(Assignment.task_id == task.id)),
            Feedback.author_id == old_id,
            Feedback.given_at.is_(None),
            Feedback.skipped_at.is_(None),
            Feedback.revealed_at.is_(None),
        )
        .values(author_id=new_id)
        .execution_options(synchronize_session="fetch")
    )
    session.flush()


def _concerned(session: Session, task: Task) -> set[int]:
    """The undecided applicants, and those at work."""
    undecided = select(Application.doer_id).where(Application.task_id == task.id, Application.state.in_(UNDECIDED))
    at_work = select(Assignment.doer_id).where(Assignment.task_id == task.id, Assignment.state.in_(LIVE))
    return {*session.scalars(undecided), *session.scalars(at_work)}


def _talk_anew(session: Session, task: Task, doer_id: int, old_id: int, now: datetime) -> None:
    """The conversation with the old requester closes, one with the new opens: the old one again, if there was one."""
    talks = {
        talk.requester_id: talk
        for talk in session.scalars(
            select(Conversation).where(Conversation.task_id == task.id, Conversation.doer_id == doer_id)
        )
    }
    if (before := talks.get(old_id)) is not None and before.closed_at is None:
        before.matter_over_at, before.closed_at = before.matter_over_at or now, now
        conversations.say_in_topics(session, [before.id], now=now)
    if (again := talks.get(task.requester_id)) is not None:
        again.matter_over_at, again.closed_at, again.forgotten_at = None, None, None
    else:
        conversations.open_for(session, task, doer_id=doer_id, now=now)


def changed(session: Session, reader: Person, task_id: int, requester_id: int) -> TaskView | None:
    """The task as an applicant or doer sees it, while that person is its requester."""
    view = visible_task(session, reader, task_id)
    return view if view is not None and view.requester_id == requester_id and not view.mine else None
