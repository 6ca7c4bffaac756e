"""Conversations, reports and suspensions."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import (
    conversations,
    messages,
    suspensions,
)
from domain.notices import (
    CarriedMessage,
    ConversationEnded,
    MessageEdited,
    MessageReacted,
    MessageUndelivered,
    ReportClosed,
    SuspensionLifted,
    YouAreSuspended,
)
from domain.views import (
    ConversationView,
    MessageView,
    SuspensionView,
)
from models.advice import Advice
from models.conversation import Conversation
from models.peace import Report, Suspension
from models.person import Person
from models.task import Task


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
