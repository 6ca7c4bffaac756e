"""Work, hours, disputes and feedback."""

from sqlalchemy.orm import Session

from domain import (
    disputes,
    feedback,
    hours,
)
from domain.notices import (
    ApprovedByItself,
    ChangesAsked,
    DidNotHappen,
    DidNotHappenAnswered,
    DisputeDecided,
    DisputeLapsed,
    DisputeOpened,
    DisputeToDecide,
    FeedbackAsked,
    FeedbackRevealed,
    FeedbackWindowClosed,
    HoursAnswered,
    HoursProposed,
    MarkedDone,
    NotReported,
    NudgeApproval,
    ProposalAnswered,
    WasItDone,
    WorkApproved,
)
from domain.occasions.choosing import share_in
from domain.reading import own_assignment
from domain.refusals import NotThere
from domain.views import (
    AssignmentView,
    DisputeView,
    FeedbackView,
    ProposalView,
)
from models.assignment import AssignmentState
from models.person import Person


def marked_done(session: Session, reader: Person, notice: MarkedDone) -> AssignmentView | None:
    """The work that is said to be done, while it waits for approval."""
    return _done(session, reader, notice.assignment_id, notice.round)


def nudge_approval(session: Session, reader: Person, notice: NudgeApproval) -> AssignmentView | None:
    """The same, while it still waits."""
    return _done(session, reader, notice.assignment_id, notice.round)


def was_it_done(session: Session, reader: Person, notice: WasItDone) -> AssignmentView | None:
    """The agreed help of which nobody has told whether it was done."""
    view = own_assignment(session, reader, notice.assignment_id)
    waits = (AssignmentState.AGREED, AssignmentState.CHANGES_ASKED)
    asked = view is not None and view.state in waits and view.round == notice.round and view.disputed_at is None
    return view if asked else None


def not_reported(session: Session, reader: Person, notice: NotReported) -> AssignmentView | None:
    """What was closed, unless it was opened again since."""
    return share_in(session, reader, notice.assignment_id, AssignmentState.NOT_REPORTED)


def did_not_happen(
    session: Session, reader: Person, notice: DidNotHappen | DidNotHappenAnswered
) -> AssignmentView | None:
    """What is said not to have happened, with both sides' words."""
    return share_in(session, reader, notice.assignment_id, AssignmentState.DID_NOT_HAPPEN)


def hours_answered(session: Session, reader: Person, notice: HoursAnswered) -> AssignmentView | None:
    """The doer's word on the figure."""
    view = own_assignment(session, reader, notice.assignment_id)
    return view if view is not None and view.hours_answer is not None else None


def hours_proposed(session: Session, reader: Person, notice: HoursProposed | ProposalAnswered) -> ProposalView | None:
    """Other hours that somebody proposed: while they wait, or once they are answered."""
    try:
        view = hours.get_for(session, reader, notice.proposal_id)
    except NotThere:
        return None
    return view if (view.accepted is None) == isinstance(notice, HoursProposed) else None


def dispute_opened(session: Session, reader: Person, notice: DisputeOpened) -> DisputeView | None:
    """What the operators are asked, while they are."""
    view = dispute_over(session, reader, DisputeDecided(notice.dispute_id))
    return view if view is not None and view.decided_at is None else None


def dispute_over(session: Session, reader: Person, notice: DisputeDecided | DisputeLapsed) -> DisputeView | None:
    """How it ended."""
    try:
        return disputes.get_for(session, reader, notice.dispute_id, operators=frozenset())
    except NotThere:
        return None


def dispute_to_decide(
    session: Session, reader: Person, notice: DisputeToDecide, operators: frozenset[int]
) -> DisputeView | None:
    """What an operator may still decide."""
    try:
        view = disputes.get_for(session, reader, notice.dispute_id, operators=operators)
    except NotThere:
        return None
    return view if view.decides else None


def changes_asked(session: Session, reader: Person, notice: ChangesAsked) -> AssignmentView | None:
    """What is missing, while it is."""
    view = own_assignment(session, reader, notice.assignment_id)
    asked = view is not None and view.state is AssignmentState.CHANGES_ASKED
    return view if asked else None


def work_approved(session: Session, reader: Person, notice: WorkApproved | ApprovedByItself) -> AssignmentView | None:
    """What is in the ledger now."""
    return own_assignment(session, reader, notice.assignment_id)


def feedback_asked(session: Session, reader: Person, notice: FeedbackAsked) -> FeedbackView | None:
    """What to say something about, while that is possible."""
    try:
        view = feedback.get_for(session, reader, notice.feedback_id)
    except NotThere:
        return None
    return view if view.open else None


def feedback_revealed(
    session: Session, reader: Person, notice: FeedbackRevealed | FeedbackWindowClosed
) -> FeedbackView | None:
    """What the other side said."""
    try:
        view = feedback.for_assignment(session, reader, notice.assignment_id)
    except NotThere:
        return None
    return view if view.theirs is not None else None


def _done(session: Session, reader: Person, assignment_id: int, round_: int) -> AssignmentView | None:
    view = own_assignment(session, reader, assignment_id)
    done = view is not None and view.state is AssignmentState.DONE and view.round == round_
    return view if done else None
