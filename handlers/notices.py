"""What others hear of a change, rendered when it is sent, from the present state. None: the matter is over."""

from domain import applications, feedback, occasions
from domain.notices import (
    ApplicationReceived,
    ApplicationWithdrawn,
    ApprovedByItself,
    AskedByName,
    AttachmentWanted,
    CarriedMessage,
    ChangesAsked,
    ConversationEnded,
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
    MessageEdited,
    MessageReacted,
    MessageUndelivered,
    NotReported,
    NotThisTime,
    NudgeApproval,
    ProposalAnswered,
    TaskCancelled,
    TaskChanged,
    TaskExpired,
    ThankedByClock,
    WasItDone,
    WorkApproved,
)
from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from handlers.assignments import permitted
from screens import attachments as attachment_screens
from screens import changing as changing_screens
from screens import conversations as talk_screens
from screens import feedback as feedback_screens
from screens import messages as message_screens
from screens import named as named_screens
from screens import notices as screens

routes = Routes()


# Applying and choosing


@routes.notice(ApplicationReceived)
def application_received(notice: ApplicationReceived, here: Here) -> Screen | None:
    """Somebody offers help."""
    card = occasions.application_received(here.session, here.actor, notice)
    may = applications.permitted(here.session, here.actor, notice.application_id)
    return screens.application_received(card, may) if card else None


@routes.notice(ApplicationWithdrawn)
def application_withdrawn(notice: ApplicationWithdrawn, here: Here) -> Screen | None:
    """An offer was taken back."""
    application = occasions.application_withdrawn(here.session, here.actor, notice)
    return screens.application_withdrawn(application) if application else None


@routes.notice(NotThisTime)
def not_this_time(notice: NotThisTime, here: Here) -> Screen | None:
    """Not chosen."""
    application = occasions.not_this_time(here.session, here.actor, notice)
    return screens.not_this_time(application, notice.because) if application else None


@routes.notice(ThankedByClock)
def thanked_by_clock(notice: ThankedByClock, here: Here) -> Screen | None:
    """The same, in the morning."""
    return not_this_time(notice, here)


# The task


@routes.notice(TaskCancelled)
def task_cancelled(notice: TaskCancelled, here: Here) -> Screen | None:
    """The requester called it off."""
    task = occasions.task_cancelled(here.session, here.actor, notice)
    return screens.task_cancelled(task) if task else None


@routes.notice(TaskExpired)
def task_expired(notice: TaskExpired, here: Here) -> Screen | None:
    """Nobody was chosen in time."""
    task = occasions.task_expired(here.session, here.actor, notice)
    return screens.task_expired(task) if task else None


@routes.notice(TaskChanged)
def task_changed(notice: TaskChanged, here: Here) -> Screen | None:
    """The requester changed it."""
    change = occasions.task_changed(here.session, here.actor, notice)
    return changing_screens.task_changed(change) if change else None


@routes.notice(AskedByName)
def asked_by_name(notice: AskedByName, here: Here) -> Screen | None:
    """Somebody asks for one's help by name."""
    task = occasions.asked_by_name(here.session, here.actor, notice)
    return named_screens.asked_by_name(task) if task else None


@routes.notice(AttachmentWanted)
def attachment_wanted(notice: AttachmentWanted, here: Here) -> Screen | None:
    """A file that was asked for."""
    file = occasions.attachment_wanted(here.session, here.actor, notice)
    return attachment_screens.attachment(file) if file else None


# Talking


@routes.notice(CarriedMessage)
def carried_message(notice: CarriedMessage, here: Here) -> Screen | None:
    """Somebody's words or file."""
    message = occasions.carried_message(here.session, here.actor, notice)
    return message_screens.carried(message, topics=here.house.topics) if message else None


@routes.notice(MessageEdited)
def message_edited(notice: MessageEdited, here: Here) -> Screen | None:
    """The same with new words, in its place."""
    message = occasions.message_edited(here.session, here.actor, notice)
    return message_screens.changed(message) if message else None


@routes.notice(MessageReacted)
def message_reacted(notice: MessageReacted, here: Here) -> Screen | None:
    """An emoji on one's copy, or none any more."""
    stands_in = occasions.message_reacted(here.session, here.actor, notice)
    return message_screens.reaction(stands_in, notice.emoji) if stands_in else None


@routes.notice(MessageUndelivered)
def message_undelivered(notice: MessageUndelivered, here: Here) -> Screen | None:
    """One's own words did not arrive."""
    found = occasions.message_undelivered(here.session, here.actor, notice)
    return message_screens.not_delivered(*found) if found else None


@routes.notice(ConversationEnded)
def conversation_ended(notice: ConversationEnded, here: Here) -> Screen | None:
    """Said in its topic, where there is one."""
    thread_id = occasions.conversation_ended(here.session, here.actor, notice)
    if thread_id is None or not here.house.topics:
        return None
    return talk_screens.ended(notice.conversation_id, thread_id)


# Finishing


@routes.notice(MarkedDone)
def marked_done(notice: MarkedDone, here: Here) -> Screen | None:
    """The work is said to be done."""
    work = occasions.marked_done(here.session, here.actor, notice)
    if work is None:
        return None
    return screens.marked_done(work, permitted(here, work.id), is_requester=here.actor.id == work.requester_id)


@routes.notice(WasItDone)
def was_it_done(notice: WasItDone, here: Here) -> Screen | None:
    """The date has gone by."""
    work = occasions.was_it_done(here.session, here.actor, notice)
    if work is None:
        return None
    again = notice.number > 1
    return screens.was_it_done(
        work, permitted(here, work.id), is_requester=here.actor.id == work.requester_id, again=again
    )


@routes.notice(NotReported)
def not_reported(notice: NotReported, here: Here) -> Screen | None:
    """Nobody told."""
    work = occasions.not_reported(here.session, here.actor, notice)
    return screens.not_reported(work, permitted(here, work.id)) if work else None


@routes.notice(DidNotHappen)
def did_not_happen(notice: DidNotHappen, here: Here) -> Screen | None:
    """Somebody says that it did not happen."""
    work = occasions.did_not_happen(here.session, here.actor, notice)
    return screens.did_not_happen(work, permitted(here, work.id)) if work else None


@routes.notice(DidNotHappenAnswered)
def did_not_happen_answered(notice: DidNotHappenAnswered, here: Here) -> Screen | None:
    """The other side's word."""
    work = occasions.did_not_happen(here.session, here.actor, notice)
    return screens.did_not_happen_answered(work, permitted(here, work.id)) if work else None


@routes.notice(HoursAnswered)
def hours_answered(notice: HoursAnswered, here: Here) -> Screen | None:
    """The doer's word on the figure."""
    work = occasions.hours_answered(here.session, here.actor, notice)
    return screens.hours_answered(work, permitted(here, work.id)) if work else None


@routes.notice(HoursProposed)
def hours_proposed(notice: HoursProposed, here: Here) -> Screen | None:
    """Other hours."""
    proposal = occasions.hours_proposed(here.session, here.actor, notice)
    return screens.hours_proposed(proposal, permitted(here, proposal.assignment_id)) if proposal else None


@routes.notice(ProposalAnswered)
def proposal_answered(notice: ProposalAnswered, here: Here) -> Screen | None:
    """Yes or no."""
    proposal = occasions.hours_proposed(here.session, here.actor, notice)
    return screens.proposal_answered(proposal) if proposal else None


@routes.notice(NudgeApproval)
def nudge_approval(notice: NudgeApproval, here: Here) -> Screen | None:
    """Work waits for approval."""
    work = occasions.nudge_approval(here.session, here.actor, notice)
    return screens.nudge_approval(work, permitted(here, work.id)) if work else None


@routes.notice(ChangesAsked)
def changes_asked(notice: ChangesAsked, here: Here) -> Screen | None:
    """Not quite yet."""
    work = occasions.changes_asked(here.session, here.actor, notice)
    return screens.changes_asked(work, permitted(here, work.id)) if work else None


@routes.notice(WorkApproved)
def work_approved(notice: WorkApproved, here: Here) -> Screen | None:
    """In the ledger."""
    work = occasions.work_approved(here.session, here.actor, notice)
    if work is None:
        return None
    said = feedback.of_assignment(here.session, here.actor, work.id)
    return screens.work_approved(work, said, permitted(here, work.id))


@routes.notice(ApprovedByItself)
def approved_by_itself(notice: ApprovedByItself, here: Here) -> Screen | None:
    """The requester was silent."""
    work = occasions.work_approved(here.session, here.actor, notice)
    return screens.approved_by_itself(work, feedback.of_assignment(here.session, here.actor, work.id)) if work else None


# Disputes


@routes.notice(DisputeOpened)
def dispute_opened(notice: DisputeOpened, here: Here) -> Screen | None:
    """The operators are asked."""
    view = occasions.dispute_opened(here.session, here.actor, notice)
    return screens.dispute_opened(view) if view else None


@routes.notice(DisputeToDecide)
def dispute_to_decide(notice: DisputeToDecide, here: Here) -> Screen | None:
    """To an operator; to nobody else, even if they were one when it was written."""
    view = occasions.dispute_to_decide(here.session, here.actor, notice, here.house.operators)
    return screens.dispute_to_decide(view, answered=notice.answered) if view else None


@routes.notice(DisputeDecided)
def dispute_decided(notice: DisputeDecided, here: Here) -> Screen | None:
    """What the operators decided."""
    view = occasions.dispute_over(here.session, here.actor, notice)
    return screens.dispute_over(view) if view else None


@routes.notice(DisputeLapsed)
def dispute_lapsed(notice: DisputeLapsed, here: Here) -> Screen | None:
    """Nobody decided in time."""
    view = occasions.dispute_over(here.session, here.actor, notice)
    return screens.dispute_over(view) if view else None


# Feedback


@routes.notice(FeedbackAsked)
def feedback_asked(notice: FeedbackAsked, here: Here) -> Screen | None:
    """How did it go?"""
    view = occasions.feedback_asked(here.session, here.actor, notice)
    return feedback_screens.asked(view, notice.round) if view else None


@routes.notice(FeedbackRevealed)
def feedback_revealed(notice: FeedbackRevealed, here: Here) -> Screen | None:
    """Both are in."""
    view = occasions.feedback_revealed(here.session, here.actor, notice)
    return feedback_screens.revealed(view, window_closed=False) if view else None


@routes.notice(FeedbackWindowClosed)
def feedback_window_closed(notice: FeedbackWindowClosed, here: Here) -> Screen | None:
    """The time is over."""
    view = occasions.feedback_revealed(here.session, here.actor, notice)
    return feedback_screens.revealed(view, window_closed=True) if view else None
