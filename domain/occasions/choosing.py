"""Applications, places and reserves: what stands at the moment of telling."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import (
    applicants,
)
from domain.notices import (
    ApplicantsWait,
    ApplicationReceived,
    ApplicationWithdrawn,
    ChooseByReached,
    ConfirmSoon,
    DoerReleased,
    DoerUnreachable,
    DoerWithdrew,
    HasBegun,
    NotThisTime,
    OfferLapsed,
    PlaceConfirmed,
    PutInReserve,
    StillWaiting,
    YouAreChosen,
)
from domain.reading import UNDECIDED, application_views, own_assignment, visible_task
from domain.refusals import NotThere
from domain.views import (
    ApplicantCard,
    ApplicationView,
    AssignmentView,
    TaskView,
)
from models.application import Application, ApplicationState, WithdrawReason
from models.assignment import LIVE, Assignment, AssignmentState
from models.person import Person
from models.task import Task, TaskState


def application_received(session: Session, reader: Person, notice: ApplicationReceived) -> ApplicantCard | None:
    """The offer with its doer's profile, while it is undecided."""
    try:
        card = applicants.get_for(session, reader, application_id=notice.application_id)
    except NotThere:
        return None
    return card if card.state in UNDECIDED else None


def application_withdrawn(session: Session, reader: Person, notice: ApplicationWithdrawn) -> ApplicationView | None:
    """The offer that was taken back."""
    found = application_views(session, Application.id == notice.application_id, Task.requester_id == reader.id, limit=1)
    gone = (ApplicationState.WITHDRAWN, ApplicationState.LAPSED)
    return found[0] if found and found[0].state in gone else None


def not_this_time(session: Session, reader: Person, notice: NotThisTime) -> ApplicationView | None:
    """The offer that was not taken up."""
    found = application_views(
        session, Application.id == notice.application_id, Application.doer_id == reader.id, limit=1
    )
    gone = (ApplicationState.DECLINED, ApplicationState.LAPSED)
    return found[0] if found and found[0].state in gone else None


def you_are_chosen(session: Session, reader: Person, notice: YouAreChosen) -> AssignmentView | None:
    """What was agreed, unless it was called off since."""
    view = own_assignment(session, reader, notice.assignment_id)
    return view if view is not None and view.state in (AssignmentState.OFFERED, AssignmentState.AGREED) else None


def put_in_reserve(session: Session, reader: Person, notice: PutInReserve) -> ApplicationView | None:
    """One's own offer, while it is in reserve."""
    return _own(session, reader, notice.application_id, ApplicationState.RESERVE)


def still_waiting(session: Session, reader: Person, notice: StillWaiting) -> ApplicationView | None:
    """One's own offer, while it waits."""
    return _own(session, reader, notice.application_id, ApplicationState.SENT)


def applicants_wait(session: Session, reader: Person, notice: ApplicantsWait) -> TaskView | None:
    """A task of one's own with applicants who wait."""
    return _to_choose(session, reader, notice.task_id)


def choose_by_reached(session: Session, reader: Person, notice: ChooseByReached) -> TaskView | None:
    """The same, while the day is still that one."""
    task = _to_choose(session, reader, notice.task_id)
    current = task is not None and task.choose_by is not None and task.choose_by.isoformat() == notice.day
    return task if current else None


def confirm_soon(session: Session, reader: Person, notice: ConfirmSoon) -> AssignmentView | None:
    """The place that waits to be confirmed."""
    return share_in(session, reader, notice.assignment_id, AssignmentState.OFFERED)


def place_confirmed(session: Session, reader: Person, notice: PlaceConfirmed) -> AssignmentView | None:
    """What is agreed now."""
    return share_in(session, reader, notice.assignment_id, AssignmentState.AGREED)


def has_begun(session: Session, reader: Person, notice: HasBegun) -> AssignmentView | None:
    """The work that is under way."""
    return share_in(session, reader, notice.assignment_id, AssignmentState.AGREED)


def doer_released(session: Session, reader: Person, notice: DoerReleased) -> AssignmentView | None:
    """The place that is no longer one's own, with the reason."""
    return share_in(session, reader, notice.assignment_id, AssignmentState.RELEASED)


def doer_unreachable(session: Session, reader: Person, notice: DoerUnreachable) -> AssignmentView | None:
    """The place that was offered to one who has closed the bot, while it is so."""
    view = share_in(session, reader, notice.assignment_id, AssignmentState.OFFERED)
    return view if view is not None and not view.doer_reachable else None


def offer_lapsed(
    session: Session, reader: Person, notice: OfferLapsed
) -> tuple[AssignmentView, AssignmentView | None] | None:
    """The place that was not confirmed, and who is asked instead."""
    view = share_in(session, reader, notice.assignment_id, AssignmentState.RELEASED)
    return (view, _following(session, reader, notice.next_id)) if view is not None else None


def doer_withdrew(
    session: Session, reader: Person, notice: DoerWithdrew
) -> tuple[AssignmentView, WithdrawReason | None, AssignmentView | None] | None:
    """The place that was given back, why, and who is asked instead."""
    view = share_in(session, reader, notice.assignment_id, AssignmentState.WITHDRAWN)
    if view is None:
        return None
    reason = session.scalar(
        select(Application.withdraw_reason)
        .join(Assignment, Assignment.application_id == Application.id)
        .where(Assignment.id == notice.assignment_id)
    )
    return view, reason, _following(session, reader, notice.next_id)


def _own(session: Session, reader: Person, application_id: int, state: ApplicationState) -> ApplicationView | None:
    found = application_views(session, Application.id == application_id, Application.doer_id == reader.id, limit=1)
    return found[0] if found and found[0].state is state else None


def _to_choose(session: Session, reader: Person, task_id: int) -> TaskView | None:
    task = visible_task(session, reader, task_id)
    return task if task is not None and task.mine and task.state is TaskState.OPEN and task.waiting else None


def share_in(session: Session, reader: Person, assignment_id: int, state: AssignmentState) -> AssignmentView | None:
    """A share of theirs, while it is in that state."""
    view = own_assignment(session, reader, assignment_id)
    return view if view is not None and view.state is state else None


def _following(session: Session, reader: Person, assignment_id: int | None) -> AssignmentView | None:
    view = own_assignment(session, reader, assignment_id) if assignment_id is not None else None
    return view if view is not None and view.state in LIVE else None
