"""What a notice is about, as it is now. Asked when it is sent, on a session that only reads: nothing back
means that the matter is over, and nobody is told."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import (
    applications,
    attachments,
    changes,
    chats,
    conversations,
    disputes,
    feedback,
    groups,
    hours,
    joining,
    members,
    messages,
    suspensions,
    tasks,
)
from domain.lifecycle import APPLY_AGAIN
from domain.notices import (
    AdminChanged,
    ApplicantsWait,
    ApplicationReceived,
    ApplicationWithdrawn,
    ApprovedByItself,
    AskedByName,
    AttachmentWanted,
    CarriedMessage,
    ChangesAsked,
    ChatLinked,
    ChatLost,
    ChatMoved,
    ChatNotLinked,
    ChatSilent,
    ChooseByReached,
    ConfirmSoon,
    ConversationEnded,
    DidNotHappen,
    DidNotHappenAnswered,
    DisputeDecided,
    DisputeLapsed,
    DisputeOpened,
    DisputeToDecide,
    DoerReleased,
    DoerUnreachable,
    DoerWithdrew,
    ExpiresSoon,
    FeedbackAsked,
    FeedbackRevealed,
    FeedbackWindowClosed,
    GroupClosed,
    GroupTaskEnded,
    HasBegun,
    HoursAnswered,
    HoursProposed,
    JoinAnswered,
    JoinedGroup,
    JoinRequested,
    MarkedDone,
    MessageEdited,
    MessageReacted,
    MessageUndelivered,
    NoApplicants,
    NotReported,
    NotThisTime,
    NudgeApproval,
    OfferLapsed,
    PlaceConfirmed,
    ProposalAnswered,
    PutInReserve,
    RemovedFromGroup,
    ReportClosed,
    StillWaiting,
    SuspensionLifted,
    TaskCancelled,
    TaskChanged,
    TaskExpired,
    TaskReopened,
    WasItDone,
    WorkApproved,
    YouAreChosen,
    YouAreSuspended,
)
from domain.reading import UNDECIDED, application_views, own_assignment, task_views, visible_task
from domain.refusals import NotThere
from domain.views import (
    ApplicantCard,
    ApplicationView,
    AssignmentView,
    AttachmentView,
    ConversationView,
    DisputeView,
    FeedbackView,
    GroupView,
    MemberView,
    MessageView,
    ProposalView,
    RequestView,
    SuspensionView,
    TaskChangeView,
    TaskView,
)
from models.advice import Advice
from models.application import Application, ApplicationState, WithdrawReason
from models.assignment import LIVE, Assignment, AssignmentState
from models.conversation import Conversation
from models.peace import Report, Suspension
from models.person import Person
from models.task import Task, TaskState


def application_received(session: Session, reader: Person, notice: ApplicationReceived) -> ApplicantCard | None:
    """The offer with its doer's profile, while it is undecided."""
    try:
        card = applications.applicant(session, reader, application_id=notice.application_id)
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


# Places


def confirm_soon(session: Session, reader: Person, notice: ConfirmSoon) -> AssignmentView | None:
    """The place that waits to be confirmed."""
    return _place(session, reader, notice.assignment_id, AssignmentState.OFFERED)


def place_confirmed(session: Session, reader: Person, notice: PlaceConfirmed) -> AssignmentView | None:
    """What is agreed now."""
    return _place(session, reader, notice.assignment_id, AssignmentState.AGREED)


def has_begun(session: Session, reader: Person, notice: HasBegun) -> AssignmentView | None:
    """The work that is under way."""
    return _place(session, reader, notice.assignment_id, AssignmentState.AGREED)


def doer_released(session: Session, reader: Person, notice: DoerReleased) -> AssignmentView | None:
    """The place that is no longer one's own, with the reason."""
    return _place(session, reader, notice.assignment_id, AssignmentState.RELEASED)


def doer_unreachable(session: Session, reader: Person, notice: DoerUnreachable) -> AssignmentView | None:
    """The place that was offered to one who has closed the bot, while it is so."""
    view = _place(session, reader, notice.assignment_id, AssignmentState.OFFERED)
    return view if view is not None and not view.doer_reachable else None


def offer_lapsed(
    session: Session, reader: Person, notice: OfferLapsed
) -> tuple[AssignmentView, AssignmentView | None] | None:
    """The place that was not confirmed, and who is asked instead."""
    view = _place(session, reader, notice.assignment_id, AssignmentState.RELEASED)
    return (view, _following(session, reader, notice.next_id)) if view is not None else None


def doer_withdrew(
    session: Session, reader: Person, notice: DoerWithdrew
) -> tuple[AssignmentView, WithdrawReason | None, AssignmentView | None] | None:
    """The place that was given back, why, and who is asked instead."""
    view = _place(session, reader, notice.assignment_id, AssignmentState.WITHDRAWN)
    if view is None:
        return None
    reason = session.scalar(
        select(Application.withdraw_reason)
        .join(Assignment, Assignment.application_id == Application.id)
        .where(Assignment.id == notice.assignment_id)
    )
    return view, reason, _following(session, reader, notice.next_id)


# The task


def no_applicants(session: Session, reader: Person, notice: NoApplicants) -> TaskView | None:
    """A task of one's own that nobody has applied for."""
    task = visible_task(session, reader, notice.task_id)
    taking = task is not None and task.mine and task.state is TaskState.OPEN and task.closed_at is None
    applied = session.scalar(select(Application.id).where(Application.task_id == notice.task_id).limit(1))
    return task if taking and applied is None else None


def expires_soon(session: Session, reader: Person, notice: ExpiresSoon) -> tuple[TaskView, datetime] | None:
    """A task of one's own that was not renewed since, and since when its days are counted."""
    task = visible_task(session, reader, notice.task_id)
    fresh = session.scalar(select(func.coalesce(Task.renewed_at, Task.published_at)).where(Task.id == notice.task_id))
    if task is None or fresh is None or not task.mine or task.state is not TaskState.OPEN or task.places_taken:
        return None
    return (task, fresh) if task.expire_warnings == notice.warning else None


def task_reopened(session: Session, reader: Person, notice: TaskReopened) -> TaskView | None:
    """The task that one may apply for again."""
    task = visible_task(session, reader, notice.task_id)
    again = task is not None and APPLY_AGAIN in tasks.permitted(session, reader, task).actions
    return task if again else None


def task_cancelled(session: Session, reader: Person, notice: TaskCancelled) -> TaskView | None:
    """The task that was called off, with the reason. For those concerned, also when it was a group's."""
    return _ended(session, reader, notice.task_id, TaskState.CANCELLED)


def task_expired(session: Session, reader: Person, notice: TaskExpired) -> TaskView | None:
    """The task that nobody was chosen for."""
    return _ended(session, reader, notice.task_id, TaskState.EXPIRED)


def task_changed(session: Session, reader: Person, notice: TaskChanged) -> TaskChangeView | None:
    """What was changed, while it concerns its reader."""
    return changes.change_for(session, reader, notice.change_id)


def asked_by_name(session: Session, reader: Person, notice: AskedByName) -> TaskView | None:
    """What is asked, while it takes applications and one has not answered."""
    task = visible_task(session, reader, notice.task_id)
    asked = task is not None and task.state is TaskState.OPEN and task.application_id is None
    return task if asked else None


def attachment_wanted(session: Session, reader: Person, notice: AttachmentWanted) -> AttachmentView | None:
    """The file, for one who may see its task still."""
    return attachments.get_for(session, reader, notice.attachment_id)


def carried_message(session: Session, reader: Person, notice: CarriedMessage) -> MessageView | None:
    """The message, with whose it is and about what."""
    return messages.message_for(session, reader, notice.message_id)


def message_edited(session: Session, reader: Person, notice: MessageEdited) -> MessageView | None:
    """The message with its new words, where it stands in the reader's chat."""
    view = messages.message_for(session, reader, notice.message_id)
    return view if view is not None and view.stands_in is not None else None


def message_reacted(session: Session, reader: Person, notice: MessageReacted) -> int | None:
    """Where the message stands in the reader's chat."""
    return messages.reacted_copy(session, reader, notice.message_id)


def message_undelivered(
    session: Session, reader: Person, notice: MessageUndelivered
) -> tuple[ConversationView, int | None, int | None] | None:
    """The conversation of the message that did not arrive, and where it stands in its author's chat."""
    return messages.written_by(session, reader, notice.message_id)


def conversation_ended(session: Session, reader: Person, notice: ConversationEnded) -> int | None:
    """The topic of a conversation that is closed since then."""
    return conversations.ended_in_topic(session, reader, notice)


def report_closed(session: Session, reader: Person, notice: ReportClosed) -> str | None:
    """What the conversation that the reader had reported is about."""
    row = session.execute(
        select(Task.title, Advice.question)
        .select_from(Report)
        .join(Conversation, Conversation.id == Report.conversation_id)
        .outerjoin(Task, Task.id == Conversation.task_id)
        .outerjoin(Advice, Advice.id == Conversation.advice_id)
        .where(Report.id == notice.report_id, Report.reporter_id == reader.id)
    ).one_or_none()
    return conversations.title_of(*row) if row is not None else None


def you_are_suspended(session: Session, reader: Person, notice: YouAreSuspended) -> SuspensionView | None:
    """The suspension, while it holds."""
    view = suspensions.view(session, notice.suspension_id, Suspension.person_id == reader.id)
    return view if view is not None and view.lifted_at is None else None


def suspension_lifted(session: Session, reader: Person, notice: SuspensionLifted) -> SuspensionView | None:
    """The suspension that holds no more."""
    return suspensions.view(session, notice.suspension_id, Suspension.person_id == reader.id)


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
    return _place(session, reader, notice.assignment_id, AssignmentState.NOT_REPORTED)


def did_not_happen(
    session: Session, reader: Person, notice: DidNotHappen | DidNotHappenAnswered
) -> AssignmentView | None:
    """What is said not to have happened, with both sides' words."""
    return _place(session, reader, notice.assignment_id, AssignmentState.DID_NOT_HAPPEN)


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


def joined_group(session: Session, reader: Person, notice: JoinedGroup) -> tuple[GroupView, MemberView] | None:
    """The group and who came in, for one who still runs it, while both are in it."""
    try:
        group = groups.get_for(session, reader, notice.group_id)
        member = members.get_for(session, reader, group_id=group.id, person_id=notice.person_id)
    except NotThere:
        return None
    return (group, member) if group.admin else None


def join_requested(session: Session, reader: Person, notice: JoinRequested) -> RequestView | None:
    """Who asks to join, while nobody has answered."""
    try:
        request = joining.request_for(session, reader, notice.request_id)
    except NotThere:
        return None
    return request if request.outcome is None else None


def join_answered(session: Session, reader: Person, notice: JoinAnswered) -> RequestView | None:
    """What became of one's own request."""
    try:
        request = joining.own_request(session, reader, notice.request_id)
    except NotThere:
        return None
    return request if request.outcome is not None else None


def admin_changed(session: Session, reader: Person, notice: AdminChanged) -> GroupView | None:
    """The group that one runs now, or no longer, unless that has changed again."""
    try:
        group = groups.get_for(session, reader, notice.group_id)
    except NotThere:
        return None
    return group if group.admin is notice.admin else None


def removed_from_group(session: Session, reader: Person, notice: RemovedFromGroup) -> str | None:
    """The name of the group that one was taken out of, unless one is back."""
    return _left(session, reader, notice.group_id)


def group_closed(session: Session, reader: Person, notice: GroupClosed) -> str | None:
    """The name of the group that is no more, for those who were in it."""
    return _left(session, reader, notice.group_id)


def group_task_ended(session: Session, reader: Person, notice: GroupTaskEnded) -> TaskView | None:
    """The task that ended with its group, for those concerned."""
    found = task_views(session, reader, Task.id == notice.task_id)
    return found[0] if found and (found[0].mine or found[0].application_id is not None) else None


def _left(session: Session, reader: Person, group_id: int) -> str | None:
    return None if groups.is_in(session, reader.id, group_id) else groups.name_of(session, reader, group_id)


def _own(session: Session, reader: Person, application_id: int, state: ApplicationState) -> ApplicationView | None:
    found = application_views(session, Application.id == application_id, Application.doer_id == reader.id, limit=1)
    return found[0] if found and found[0].state is state else None


def _to_choose(session: Session, reader: Person, task_id: int) -> TaskView | None:
    task = visible_task(session, reader, task_id)
    return task if task is not None and task.mine and task.state is TaskState.OPEN and task.waiting else None


def _place(session: Session, reader: Person, assignment_id: int, state: AssignmentState) -> AssignmentView | None:
    view = own_assignment(session, reader, assignment_id)
    return view if view is not None and view.state is state else None


def _following(session: Session, reader: Person, assignment_id: int | None) -> AssignmentView | None:
    view = own_assignment(session, reader, assignment_id) if assignment_id is not None else None
    return view if view is not None and view.state in LIVE else None


def _done(session: Session, reader: Person, assignment_id: int, round_: int) -> AssignmentView | None:
    view = own_assignment(session, reader, assignment_id)
    done = view is not None and view.state is AssignmentState.DONE and view.round == round_
    return view if done else None


def _ended(session: Session, reader: Person, task_id: int, state: TaskState) -> TaskView | None:
    found = task_views(session, reader, Task.id == task_id, Task.state == state)
    concerned = found and (found[0].mine or found[0].application_id is not None)
    return found[0] if concerned else None


def chat_linked(
    session: Session, actor: Person, notice: ChatLinked | ChatLost | ChatSilent | ChatMoved
) -> tuple[str, GroupView] | None:
    """A group's Telegram chat: its title, and the group, for who still runs it."""
    return chats.told_of(session, actor, notice.chat_id, notice.group_id)


chat_lost = chat_silent = chat_moved = chat_linked


def chat_not_linked(session: Session, actor: Person, notice: ChatNotLinked) -> str:
    """Why not: for who asked, whatever has happened since."""
    return notice.because
