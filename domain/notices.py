"""What others hear of a change, as plain values, and the one verb that tells them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.outbox import Delivery, OutboxMessage


@dataclass(frozen=True)
class Notice:
    """One thing somebody should hear. Fields are ids and plain JSON values, never sentences."""

    kinds: ClassVar[dict[str, type["Notice"]]] = {}
    by_clock: ClassVar[bool] = False
    """Started by the clock and not by a person: waits for the morning in quiet hours. Where it is neither of the two
    below, it belongs to a matter in progress: it always comes."""
    reminder: ClassVar[bool] = False
    """By the clock, and nothing has happened: each person says whether it comes. Few in a day."""
    news: ClassVar[bool] = False
    """By the clock, and about what one has no part in yet: the same, and never on a day off."""

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        assert cls.__name__ not in Notice.kinds, f"two notices are called {cls.__name__}"
        Notice.kinds[cls.__name__] = cls

    def key(self) -> str:
        """Names the occasion: the same notice is written once for each recipient."""
        return ":".join([type(self).__name__, *(str(getattr(self, field.name)) for field in fields(self))])


_TABLE: Any = OutboxMessage.__table__
_WRITE = {  # prebuilt: every verb tells somebody
    "sqlite": sqlite.insert(_TABLE).on_conflict_do_nothing(index_elements=["key"]),
    "postgresql": postgresql.insert(_TABLE).on_conflict_do_nothing(index_elements=["key"]),
}


TOLD = "told"
"""In `Session.info`: a notice was written in this session, so that delivery is woken after the commit."""


def tell(
    session: Session,
    recipient_id: int,
    notice: Notice,
    *,
    now: datetime,
    not_before: datetime | None = None,
    happens_at: datetime | None = None,
) -> None:
    """Write `notice` for `recipient_id` in this transaction. Told twice of one occasion, it hears once. What happens
    at `happens_at` is told before it, even in quiet hours, without a sound."""
    session.execute(
        _WRITE[session.get_bind().dialect.name],
        {
            "key": f"{recipient_id}:{notice.key()}",
            "recipient_id": recipient_id,
            "kind": type(notice).__name__,
            "values": asdict(notice),
            "written_at": now,
            "not_before": not_before or now,
            "happens_at": happens_at,
            "state": Delivery.WAITING,
            "attempts": 0,
        },
    )
    session.info[TOLD] = True


def tell_all(session: Session, recipients: Iterable[int], notice: Notice, *, now: datetime) -> None:
    """The same to many, in one statement."""
    values = {
        "kind": type(notice).__name__,
        "values": asdict(notice),
        "written_at": now,
        "not_before": now,
        "happens_at": None,
        "state": Delivery.WAITING,
        "attempts": 0,
    }
    rows = [{"key": f"{one}:{notice.key()}", "recipient_id": one, **values} for one in recipients]
    if rows:
        session.execute(_WRITE[session.get_bind().dialect.name], rows)
        session.info[TOLD] = True


def put_off(session: Session, recipient_id: int, notice: Notice, *, until: datetime) -> bool:
    """Send `notice` not before then, later or earlier than it was; False where it is not waiting any more."""
    moved = session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.key == f"{recipient_id}:{notice.key()}",
            OutboxMessage.state == Delivery.WAITING,
            OutboxMessage.leased_until.is_(None),
            OutboxMessage.attempts == 0,
        )
        .values(not_before=until)
        .execution_options(synchronize_session=False)
    )
    session.info[TOLD] = True
    return bool(moved.rowcount)  # type: ignore[attr-defined]


def is_waiting(session: Session, recipient_id: int, notice: Notice) -> bool:
    """It is still to be sent, or being sent now."""
    return bool(
        session.scalar(
            select(OutboxMessage.id).where(
                OutboxMessage.key == f"{recipient_id}:{notice.key()}", OutboxMessage.state == Delivery.WAITING
            )
        )
    )


# Applying and choosing


@dataclass(frozen=True)
class ApplicationReceived(Notice):
    """To the requester: somebody offers help. `round` counts how many times they have offered before."""

    application_id: int
    round: int = 0


@dataclass(frozen=True)
class ApplicationWithdrawn(Notice):
    """To the requester: an application was taken back."""

    application_id: int
    round: int = 0


@dataclass(frozen=True)
class PutInReserve(Notice):
    """To an applicant: asked when a place comes free."""

    application_id: int
    round: int = 0


@dataclass(frozen=True)
class YouAreChosen(Notice):
    """To the doer: a place is offered, to be confirmed. `reserve`: one came free, and they were next."""

    assignment_id: int
    round: int = 0  # the application's
    reserve: bool = False


@dataclass(frozen=True)
class ChosenByClock(YouAreChosen):
    """The same, where it was the clock that freed the place."""

    by_clock: ClassVar[bool] = True


@dataclass(frozen=True)
class NotThisTime(Notice):
    """To an applicant: not chosen. `because` is "declined", "full" or "over"."""

    application_id: int
    because: str
    round: int = 0


@dataclass(frozen=True)
class ThankedByClock(NotThisTime):
    """The same, where nobody but the clock decided."""

    by_clock: ClassVar[bool] = True


@dataclass(frozen=True)
class ApplicantsWait(Notice):
    """To the requester: applicants wait for an answer. Once for each application: the newest one names the occasion."""

    task_id: int
    application_id: int
    round: int
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


@dataclass(frozen=True)
class StillWaiting(Notice):
    """To an applicant: the requester has not decided yet."""

    application_id: int
    round: int
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


@dataclass(frozen=True)
class ChooseByReached(Notice):
    """To the requester: the day of choosing is here. `day` as it was written down, 2026-12-31."""

    task_id: int
    day: str
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


# Places: offered, confirmed, given back. `round` is the application's; `next_id` the assignment of the reserve who is
# asked instead.


@dataclass(frozen=True)
class ConfirmSoon(Notice):
    """To the doer: a place waits to be confirmed. Once."""

    assignment_id: int
    round: int
    by_clock: ClassVar[bool] = True


@dataclass(frozen=True)
class PlaceConfirmed(Notice):
    """To the requester: the doer will help."""

    assignment_id: int
    round: int


@dataclass(frozen=True)
class OfferLapsed(Notice):
    """To both: the place was not confirmed in time."""

    assignment_id: int
    round: int
    next_id: int | None
    by_clock: ClassVar[bool] = True


@dataclass(frozen=True)
class HasBegun(Notice):
    """To the requester: the doer has begun."""

    assignment_id: int
    round: int


@dataclass(frozen=True)
class DoerWithdrew(Notice):
    """To the requester: the doer cannot come after all."""

    assignment_id: int
    round: int
    next_id: int | None


@dataclass(frozen=True)
class DoerReleased(Notice):
    """To the doer: the requester lets them go, with a reason."""

    assignment_id: int
    round: int


@dataclass(frozen=True)
class DoerUnreachable(Notice):
    """To the requester: the chosen doer has closed the bot, and does not know of it."""

    assignment_id: int
    round: int


# The task


@dataclass(frozen=True)
class TaskCancelled(Notice):
    """To applicants and chosen doers: the requester called it off. `round` counts the task's earlier lives."""

    task_id: int
    round: int = 0


@dataclass(frozen=True)
class TaskExpired(Notice):
    """To the requester and the applicants: nobody was chosen in time."""

    task_id: int
    round: int = 0
    by_clock: ClassVar[bool] = True


@dataclass(frozen=True)
class TaskReopened(Notice):
    """To those who applied before it ended: it is open again."""

    task_id: int
    round: int


@dataclass(frozen=True)
class NoApplicants(Notice):
    """To the requester: nobody has applied, and what may help."""

    task_id: int
    round: int
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


@dataclass(frozen=True)
class ExpiresSoon(Notice):
    """To the requester: it ends on that day unless it is renewed. `warning` counts from 1."""

    task_id: int
    warning: int
    day: str
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


@dataclass(frozen=True)
class TaskChanged(Notice):
    """To applicants and chosen doers: the requester changed it. Once for each save."""

    change_id: int


@dataclass(frozen=True)
class AskedByName(Notice):
    """To somebody whom a requester named: this is asked of you."""

    task_id: int


@dataclass(frozen=True)
class AttachmentWanted(Notice):
    """To oneself: a file of a task, asked for at that second."""

    attachment_id: int
    at: int


# Advice


@dataclass(frozen=True)
class AdviceWanted(Notice):
    """To somebody who knows: a question. A stranger's question is news, although no clock starts it."""

    advice_id: int
    by_clock: ClassVar[bool] = True
    news: ClassVar[bool] = True


@dataclass(frozen=True)
class AdviceHelped(Notice):
    """To who answered: it helped, with thanks."""

    advice_id: int


@dataclass(frozen=True)
class AdviceReminder(Notice):
    """To the asker: somebody answered; did it help?"""

    advice_id: int
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


@dataclass(frozen=True)
class AdviceUnmet(Notice):
    """To the asker: nobody could help, and what else there is."""

    advice_id: int
    by_clock: ClassVar[bool] = True


# Following


@dataclass(frozen=True)
class TaskForYou(Notice):
    """To who follows it: a new task, at once."""

    task_id: int
    by_clock: ClassVar[bool] = True
    news: ClassVar[bool] = True


@dataclass(frozen=True)
class TasksForYou(Notice):
    """To who follows them: the new tasks that were found up to that moment."""

    at: str
    by_clock: ClassVar[bool] = True
    news: ClassVar[bool] = True


# Talking


@dataclass(frozen=True)
class CarriedMessage(Notice):
    """To the other side of a conversation: these words, this photo."""

    message_id: int


@dataclass(frozen=True)
class MessageUndelivered(Notice):
    """To the author of a message: it did not arrive, the other side has stopped the bot."""

    message_id: int


@dataclass(frozen=True)
class ConversationEnded(Notice):
    """To a side that has a topic for it: the conversation closed, at that second. Stands there without a sound."""

    conversation_id: int
    at: int


@dataclass(frozen=True)
class MessageEdited(Notice):
    """To the other side: a message has new words. `edits` counts from 1."""

    message_id: int
    edits: int


@dataclass(frozen=True)
class MessageReacted(Notice):
    """To the other side: an emoji was put on a message, or taken off. `times` counts from 1."""

    message_id: int
    emoji: str | None
    times: int


# Peace


@dataclass(frozen=True)
class ReportReceived(Notice):
    """To the operators: a conversation is reported."""

    report_id: int


@dataclass(frozen=True)
class ReportClosed(Notice):
    """To the one who reported: an operator has looked at it."""

    report_id: int


@dataclass(frozen=True)
class YouAreSuspended(Notice):
    """To somebody who may not write to others or apply for now."""

    suspension_id: int


@dataclass(frozen=True)
class SuspensionAnswered(Notice):
    """To the operators: what that person says to it. `answers` counts from 1."""

    suspension_id: int
    answers: int


@dataclass(frozen=True)
class SuspensionLifted(Notice):
    """To that person: they may again."""

    suspension_id: int


# Finishing


@dataclass(frozen=True)
class MarkedDone(Notice):
    """To the other side: the work is said to be done. `round` counts from 1."""

    assignment_id: int
    round: int


@dataclass(frozen=True)
class WorkApproved(Notice):
    """To the doer: approved, and in the ledger."""

    assignment_id: int


@dataclass(frozen=True)
class ChangesAsked(Notice):
    """To the doer: not quite yet."""

    assignment_id: int
    round: int


@dataclass(frozen=True)
class WasItDone(Notice):
    """To both: the date has gone by, and nobody told. `number` counts the askings of this round."""

    assignment_id: int
    round: int
    number: int
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


@dataclass(frozen=True)
class NotReported(Notice):
    """To both: closed, nobody told whether it was done."""

    assignment_id: int
    by_clock: ClassVar[bool] = True


@dataclass(frozen=True)
class DidNotHappen(Notice):
    """To the other side: somebody says that it did not happen, or that they did not come."""

    assignment_id: int


@dataclass(frozen=True)
class DidNotHappenAnswered(Notice):
    """To who said that it did not happen: the other side's word."""

    assignment_id: int


@dataclass(frozen=True)
class HoursAnswered(Notice):
    """To the requester: the doer's word on the figure."""

    assignment_id: int
    round: int


@dataclass(frozen=True)
class HoursProposed(Notice):
    """To the other side: more hours, or another figure, after the approval."""

    proposal_id: int


@dataclass(frozen=True)
class ProposalAnswered(Notice):
    """To who proposed other hours: yes or no."""

    proposal_id: int


@dataclass(frozen=True)
class NudgeApproval(Notice):
    """To the requester: work waits for approval. Once in each round."""

    assignment_id: int
    round: int
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


@dataclass(frozen=True)
class ApprovedByItself(Notice):
    """To both: the requester was silent, the hours are in the ledger."""

    assignment_id: int
    by_clock: ClassVar[bool] = True


# Disputes


@dataclass(frozen=True)
class DisputeOpened(Notice):
    """To the other side: the operators are asked. What do you say?"""

    dispute_id: int


@dataclass(frozen=True)
class DisputeToDecide(Notice):
    """To the operators: a dispute is there; `answered`: now with both sides' words."""

    dispute_id: int
    answered: bool


@dataclass(frozen=True)
class DisputeDecided(Notice):
    """To both: what the operators decided."""

    dispute_id: int


@dataclass(frozen=True)
class DisputeLapsed(Notice):
    """To both: nobody decided in time, so what stood stands."""

    dispute_id: int
    by_clock: ClassVar[bool] = True


# Feedback


@dataclass(frozen=True)
class FeedbackAsked(Notice):
    """To one side: how did it go? `round` is 1, 2 or 3."""

    feedback_id: int
    round: int
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


@dataclass(frozen=True)
class FeedbackRevealed(Notice):
    """To one side: both are in, here is what the other said."""

    assignment_id: int


@dataclass(frozen=True)
class FeedbackWindowClosed(Notice):
    """To one side: the time is over, here is what the other said."""

    assignment_id: int
    by_clock: ClassVar[bool] = True


# Groups


@dataclass(frozen=True)
class JoinedGroup(Notice):
    """To the group's admins: somebody came in. Each coming in is an occasion of its own."""

    group_id: int
    person_id: int
    joined_at: str = ""


@dataclass(frozen=True)
class JoinRequested(Notice):
    """To the group's admins: somebody with a code asks for a yes."""

    request_id: int


@dataclass(frozen=True)
class JoinAnswered(Notice):
    """To who asked: a yes, a no, or why there is no answer to come."""

    request_id: int


@dataclass(frozen=True)
class AdminChanged(Notice):
    """To a member: from now on they run the group, or no longer."""

    group_id: int
    admin: bool
    at: str


@dataclass(frozen=True)
class RemovedFromGroup(Notice):
    """To somebody who was in the group: an admin took them out."""

    group_id: int
    at: str


@dataclass(frozen=True)
class GroupClosed(Notice):
    """To its members: the group is no more."""

    group_id: int


@dataclass(frozen=True)
class GroupTaskEnded(Notice):
    """To the requester and the applicants: the task ended with its group. `because` is "group_closed" or
    "asker_left"."""

    task_id: int
    because: str


@dataclass(frozen=True)
class TooManyWrongCodes(Notice):
    """To the operators: somebody seems to guess group codes. `round` counts the alarms."""

    round: int


# Coming in


@dataclass(frozen=True)
class AdmissionAsked(Notice):
    """To the operators: somebody asks to come in."""

    admission_id: int


@dataclass(frozen=True)
class YouAreIn(Notice):
    """To a newcomer: an operator let them in."""

    admission_id: int


@dataclass(frozen=True)
class AdmissionDeclined(Notice):
    """To a newcomer: an operator did not let them in."""

    admission_id: int


# Organisations. `at` tells one occasion from the next.


@dataclass(frozen=True)
class OrganisationAdded(Notice):
    """To the operators: a new organisation waits to be confirmed."""

    organisation_id: int


@dataclass(frozen=True)
class OrganisationConfirmed(Notice):
    """To its contact persons."""

    organisation_id: int


@dataclass(frozen=True)
class OrganisationMerged(Notice):
    """To its people: it was there already, under that other name."""

    organisation_id: int
    into_id: int


@dataclass(frozen=True)
class NewcomerAsks(Notice):
    """To the contact persons (or the operators): somebody says that they act for the organisation."""

    member_id: int
    at: str


@dataclass(frozen=True)
class MemberAccepted(Notice):
    """To a newcomer: confirmed."""

    member_id: int
    at: str


@dataclass(frozen=True)
class MemberRefused(Notice):
    """To a newcomer or a member: not, or no longer, one who acts for it."""

    member_id: int
    at: str


@dataclass(frozen=True)
class MadeContact(Notice):
    """To a member: a contact person now, or no longer."""

    member_id: int
    contact: bool
    at: str


@dataclass(frozen=True)
class TasksHandedOver(Notice):
    """To a colleague: the tasks are theirs now."""

    organisation_id: int
    by_id: int
    count: int
    at: str


@dataclass(frozen=True)
class RequesterChanged(Notice):
    """To applicants and doers: somebody else is the requester of the task now."""

    task_id: int
    requester_id: int
    at: str


# Whole organisations in a group


@dataclass(frozen=True)
class GroupAsksOrganisation(Notice):
    """To an organisation's contact persons: a group wants it whole."""

    holding_id: int
    at: str


@dataclass(frozen=True)
class OrganisationAnswered(Notice):
    """To the admin who asked: yes or no."""

    holding_id: int
    at: str


@dataclass(frozen=True)
class OrganisationOutOfGroup(Notice):
    """To the group's admins: a contact person took the organisation out."""

    holding_id: int
    at: str


@dataclass(frozen=True)
class InGroupThrough(Notice):
    """To a member of an organisation: in the group by it."""

    group_id: int
    organisation_id: int
    at: str


@dataclass(frozen=True)
class OutOfGroup(Notice):
    """To somebody who was in a group by an organisation only: no longer."""

    group_id: int
    at: str


# Group chats


@dataclass(frozen=True)
class ChatLinked(Notice):
    """To the group's admins: its new tasks appear in that chat from now on. `asked_at` names the occasion."""

    chat_id: int
    group_id: int
    asked_at: str


@dataclass(frozen=True)
class ChatNotLinked(Notice):
    """To who asked: not linked. `because` is "not_yours" (Telegram does not know them as an administrator, or they run
    the group no longer) or "taken"."""

    chat_id: int
    group_id: int
    asked_at: str
    because: str


@dataclass(frozen=True)
class ChatLost(Notice):
    """To the group's admins: the bot was removed from the chat. Once for each link."""

    chat_id: int
    group_id: int
    linked_at: str


@dataclass(frozen=True)
class ChatSilent(Notice):
    """To the group's admins: the bot may not write in the chat. Once for each link."""

    chat_id: int
    group_id: int
    linked_at: str


@dataclass(frozen=True)
class ChatMoved(Notice):
    """To the group's admins: the chat became a supergroup, and the cards go on there."""

    chat_id: int
    group_id: int
    telegram_id: str  # the new one


# E-mail addresses


@dataclass(frozen=True)
class AddressMoved(Notice):
    """To who had proved an address before: somebody else has proved it now."""

    proof_id: int


@dataclass(frozen=True)
class CodeNotMailed(Notice):
    """To who waits for a code: the mail could not be sent."""

    proof_id: int


@dataclass(frozen=True)
class JoinedByAddress(Notice):
    """To a person: a group lists an address that they proved, so they are a member."""

    group_id: int
    invite_id: int


@dataclass(frozen=True)
class ListTakenIn(Notice):
    """To an admin: the long list of addresses is gone through."""

    list_id: int


# The house itself


@dataclass(frozen=True)
class UpdateSetAside(Notice):
    """To the operators: an update failed three times and was set aside. No words of people's, only the place."""

    update_id: int
    fingerprint: str
