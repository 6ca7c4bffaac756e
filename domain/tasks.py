"""Asking for help: publishing, showing, ending."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from domain import (
    applications,
    assignments,
    attachments,
    audit,
    board,
    categories,
    matching,
    named,
    people,
    suspensions,
    vain,
    vocabulary,
    words,
)
from domain.attachments import NewFile
from domain.dataclasses import dataclass
from domain.lifecycle import APPLICATION, CANCEL, CLOSE, OPEN_AGAIN, PUBLISH, RENEW, REOPEN, TASK, Permitted
from domain.notices import GroupTaskEnded, TaskCancelled, TaskReopened
from domain.reading import task_views, visible_task
from domain.refusals import ChooseByTooLate, InThePast, NotThere, Noun, OutOfBounds, PlaceMissing
from domain.views import TaskPage, TaskView
from domain.visibility import visible_to
from models.application import Application, ApplicationState, DeclineReason
from models.follow import concerned_by
from models.group import GroupMember, groups_of
from models.person import Person, reachable_people
from models.task import Audience, Task, TaskState, urgency_of
from models.vain import Vain

TITLE_MAX = 80
DESCRIPTION_MAX = 1500
WHEN_MAX = 120
TOWN_MAX = 60
ADDRESS_MAX = 200
REASON_MAX = 300
MINUTES_MIN, MINUTES_MAX = 15, 12_000
PLACES_MIN, PLACES_MAX = 1, 50
PAGE = 3
AHEAD = timedelta(hours=14)  # of UTC, where the day is the farthest along


@dataclass(frozen=True)
class NewTask:
    """What somebody asks for, before it is published."""

    category_id: int
    title: str
    description: str
    minutes: int
    places: int = 1
    when_date: date | None = None
    when_at: datetime | None = None
    when_text: str | None = None
    remote: bool = False
    town: str | None = None
    address: str | None = None
    audience: Audience = Audience.EVERYBODY
    group_id: int | None = None
    choose_by: date | None = None
    files: tuple[NewFile, ...] = ()
    named: tuple[int, ...] = ()  # people, where the audience is named


def publish(session: Session, actor: Person, new: NewTask, *, now: datetime, today: date | None = None) -> TaskView:
    """Ask for help, now. `today` is the day where the person is (default: `now`'s day in UTC). Those named hear it;
    whoever follows it hears of it by the clock."""
    suspensions.require_free(session, actor)
    people.require_registered(actor)
    new = checked(session, actor, new, now=now, today=today or now.date())
    task = Task(
        requester_id=actor.id,
        organisation_id=actor.organisation_id,
        category_id=categories.in_use(session, new.category_id).id,
        title=new.title,
        description=new.description,
        minutes=new.minutes,
        places=new.places,
        when_text=new.when_text,
        when_date=new.when_date,
        when_at=new.when_at,
        urgency=urgency_of(new.when_date, new.when_at),
        remote=new.remote,
        town=new.town,
        address=new.address,
        audience=new.audience,
        group_id=new.group_id,
        choose_by=new.choose_by,
        state=TASK.target(PUBLISH),
        created_at=now,
        published_at=now,
    )
    session.add(task)
    session.flush()
    attachments.keep(session, task, new.files, now=now)
    if task.audience is Audience.NAMED:
        named.keep(session, actor, task, new.named, now=now)
    board.touch(session, task)
    vocabulary.index(session, task)
    matching.announce(session, task)
    audit.record(session, actor, PUBLISH, Noun.TASK, task.id, now=now)
    return get_for(session, actor, task.id)


def checked(
    session: Session,
    actor: Person,
    new: NewTask,
    *,
    now: datetime,
    today: date,
    was: NewTask | None = None,
    least_places: int = PLACES_MIN,
) -> NewTask:
    """What is asked for, made fit to keep. What stays as it `was` is not judged by today."""
    if new.audience is Audience.GROUP and (was is None or new.group_id != was.group_id):
        _own_group(session, actor, new.group_id)
    new = replace(
        new,
        title=words.line(new.title, field="title", limit=TITLE_MAX),
        description=words.prose(new.description, field="description", limit=DESCRIPTION_MAX),
        minutes=_within(new.minutes, "minutes", MINUTES_MIN, MINUTES_MAX),
        places=_within(new.places, "places", max(least_places, PLACES_MIN), PLACES_MAX),
        when_text=words.line(new.when_text, field="when", limit=WHEN_MAX) if new.when_text else None,
        town=words.line(new.town, field="town", limit=TOWN_MAX) if new.town else None,
        address=words.line(new.address, field="address", limit=ADDRESS_MAX) if new.address else None,
        group_id=new.group_id if new.audience is Audience.GROUP else None,
    )
    if not new.remote and new.town is None:
        raise PlaceMissing
    if new.when_date is not None and new.when_date < today and (was is None or new.when_date != was.when_date):
        raise InThePast(field="when")
    if new.when_at is not None and new.when_at <= now and (was is None or new.when_at != was.when_at):
        raise InThePast(field="when")
    if new.choose_by is not None:
        if new.choose_by < today and (was is None or new.choose_by != was.choose_by):
            raise InThePast(field="choose_by")
        if new.choose_by > last_day(new):
            raise ChooseByTooLate(last=last_day(new))
    return new


def last_day(new: NewTask) -> date:
    """The latest day on which one may choose: the task's own."""
    if new.when_at is not None:
        return (new.when_at + AHEAD).date()
    return new.when_date or date.max


def audience_size(
    session: Session,
    actor: Person,
    *,
    audience: Audience,
    group_id: int | None = None,
    chosen: Iterable[int] = (),
    skilled_in: int | None = None,
) -> int:
    """How many people besides `actor` will see a task of such an audience; `chosen` are those named. With
    `skilled_in`, only those who can help with that category, or follow it."""
    seers = reachable_people().where(Person.id != actor.id)
    if audience is Audience.NAMED:
        seers = seers.where(Person.id.in_([one.person_id for one in named.among(session, actor, chosen)]))
    if audience is Audience.GROUP:
        _own_group(session, actor, group_id)
        seers = seers.join(GroupMember, GroupMember.person_id == Person.id).where(
            GroupMember.group_id == group_id, GroupMember.left_at.is_(None)
        )
    if skilled_in is not None:
        seers = seers.where(Person.id.in_(concerned_by(skilled_in)))
    return session.scalar(select(func.count()).select_from(seers.subquery())) or 0


def get_for(session: Session, actor: Person, task_id: int) -> TaskView:
    """One task as `actor` sees it, or NotThere."""
    found = visible_task(session, actor, task_id)
    if found is None:
        raise NotThere
    return found


def open_by_category(session: Session, actor: Person) -> dict[int, int]:
    """How many open tasks of others `actor` sees in each category."""
    rows = session.execute(
        select(Task.category_id, func.count())
        .where(
            Task.state == TaskState.OPEN,
            Task.closed_at.is_(None),
            Task.requester_id != actor.id,
            visible_to(actor),
        )
        .group_by(Task.category_id)
    )
    return {row[0]: row[1] for row in rows}


def mine(
    session: Session, actor: Person, *, before: int | None = None, limit: int = PAGE, ended: bool = False
) -> TaskPage:
    """What `actor` asked for: going on, or ended; newest first."""
    going_on = (TaskState.DRAFT, TaskState.OPEN, TaskState.FULL)
    conditions = [
        Task.requester_id == actor.id,
        Task.state.not_in(going_on) if ended else Task.state.in_(going_on),
        visible_to(actor),
    ]
    if before is not None:
        conditions.append(Task.id < before)
    left = session.scalar(select(func.count()).select_from(Task).where(*conditions)) or 0
    items = task_views(session, actor, *conditions, limit=limit) if left else []
    return TaskPage(tuple(items), left - len(items))


@dataclass(frozen=True)
class _OwnApplication:
    id: int
    state: ApplicationState
    doer_id: int
    decline_reason: DeclineReason | None
    task: TaskView


def permitted(session: Session, actor: Person, task: TaskView) -> Permitted:
    """What `actor` may do to a task and to their own application for it, for the buttons under it."""
    actions = TASK.permitted(session, actor, task).actions
    if task.application_id is not None and task.application_state is not None:
        own = _OwnApplication(task.application_id, task.application_state, actor.id, task.application_reason, task)
        actions |= APPLICATION.permitted(session, actor, own).actions
    return Permitted(actions)


def close_to_applications(session: Session, actor: Person, *, task_id: int, now: datetime) -> TaskView:
    """No more applications. Those that came may still be chosen; with all its help done, it is over."""
    task = locked(session, task_id)
    TASK.require(session, actor, CLOSE, task)
    task.closed_at = now
    board.touch(session, task)
    audit.record(session, actor, CLOSE, Noun.TASK, task.id, now=now)
    assignments.end_if_over(session, task, now=now)
    session.flush()
    return get_for(session, actor, task_id)


def open_again(session: Session, actor: Person, *, task_id: int, now: datetime) -> TaskView:
    """Applications are taken again, and its days are counted from now."""
    task = locked(session, task_id)
    TASK.require(session, actor, OPEN_AGAIN, task)
    task.closed_at = None
    task.renewed_at, task.expire_warnings = now, 0
    audit.record(session, actor, OPEN_AGAIN, Noun.TASK, task.id, now=now)
    matching.announce(session, task)
    board.touch(session, task)
    session.flush()
    return get_for(session, actor, task_id)


def renew(session: Session, actor: Person, *, task_id: int, now: datetime) -> TaskView:
    """Still wanted: its days are counted from now."""
    task = locked(session, task_id)
    TASK.require(session, actor, RENEW, task)
    task.renewed_at, task.expire_warnings = now, 0
    audit.record(session, actor, RENEW, Noun.TASK, task.id, now=now)
    session.flush()
    return get_for(session, actor, task_id)


def cancel(session: Session, actor: Person, *, task_id: int, reason: str | None, now: datetime) -> TaskView:
    """Call it off. Applicants and those who agreed hear it; work already done may still be approved."""
    task = locked(session, task_id)
    TASK.require(session, actor, CANCEL, task)
    why = words.prose(reason, field="reason", limit=REASON_MAX) if reason else None
    if not vain.applied(session, task.id):
        vain.keep(session, task, Vain.CANCELLED, now=now)
    TASK.move(session, CANCEL, task, ended_at=now, cancel_reason=why)
    lapsed = applications.lapse(session, task, now=now)
    released = assignments.release(session, task, now=now)
    audit.record(session, actor, CANCEL, Noun.TASK, task.id, now=now)
    session.flush()
    for person_id in [one.doer_id for one in lapsed] + [one.doer_id for one in released]:
        TASK.tell(session, CANCEL, person_id, TaskCancelled(task.id, task.round), now=now)
    return get_for(session, actor, task_id)


def reopen(session: Session, actor: Person, *, task_id: int, now: datetime, today: date | None = None) -> TaskView:
    """Cancelled or expired, and wanted after all. Those who had applied are invited; no application is revived."""
    task = locked(session, task_id)
    TASK.require(session, actor, REOPEN, task)
    gone_by = task.choose_by is not None and task.choose_by < (today or now.date())
    TASK.move(
        session,
        REOPEN,
        task,
        round=task.round + 1,
        renewed_at=now,
        expire_warnings=0,
        ended_at=None,
        closed_at=None,
        cancel_reason=None,
        advised_at=None,
        choose_by=None if gone_by else task.choose_by,
        choose_by_told_at=None,
        rest_asked_at=None,
    )
    audit.record(session, actor, REOPEN, Noun.TASK, task.id, now=now, round=task.round)
    matching.announce(session, task)
    invited = select(Application.doer_id).where(
        Application.task_id == task.id,
        or_(
            Application.state == ApplicationState.LAPSED,
            and_(Application.state == ApplicationState.DECLINED, Application.decline_reason == DeclineReason.FULL),
        ),
    )
    for person_id in session.scalars(invited.order_by(Application.id)).all():
        TASK.tell(session, REOPEN, person_id, TaskReopened(task.id, task.round), now=now)
    return get_for(session, actor, task_id)


def end_in_group(
    session: Session,
    *,
    group_id: int,
    because: str,
    now: datetime,
    requester_id: int | None = None,
    untold: int | None = None,
) -> None:
    """A group's tasks that go on, or those that one person asked of it, end with it. Where help is agreed, it goes on
    and nobody more is taken. Applicants and requesters hear why, but for `untold`, who did it."""
    going_on = [Task.group_id == group_id, Task.state.in_((TaskState.OPEN, TaskState.FULL))]
    if requester_id is not None:
        going_on.append(Task.requester_id == requester_id)
    found = session.scalars(
        select(Task).where(*going_on).order_by(Task.id).with_for_update().execution_options(populate_existing=True)
    ).all()
    for task in found:
        undecided = [one.doer_id for one in applications.lapse(session, task, now=now)]
        if assignments.has_taken(session, task):
            task.closed_at = task.closed_at or now
            assignments.end_if_over(session, task, now=now)
        else:
            TASK.move(session, "group_left", task, ended_at=now)
        audit.record(session, None, because, Noun.TASK, task.id, now=now)
        for person_id in {*undecided, task.requester_id} - {untold}:
            TASK.tell(session, "group_left", person_id, GroupTaskEnded(task.id, because), now=now)


def locked(session: Session, task_id: int) -> Task:
    """The task, for a verb that changes something under it: one verb at a time for each task."""
    task = session.scalar(
        select(Task).where(Task.id == task_id).with_for_update().execution_options(populate_existing=True)
    )
    if task is None:
        raise NotThere
    return task


def _own_group(session: Session, actor: Person, group_id: int | None) -> None:
    own = session.scalar(groups_of(actor.id).where(GroupMember.group_id == group_id))
    if own is None:
        raise NotThere


def _within(value: int, field: str, minimum: int, maximum: int) -> int:
    if not minimum <= value <= maximum:
        raise OutOfBounds(field=field, minimum=minimum, maximum=maximum)
    return value
