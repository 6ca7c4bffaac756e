"""A conversation shown to the operators, with its last messages. The reported person is not told."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from domain import audit, conversations
from domain.notices import ReportClosed, ReportReceived, tell
from domain.refusals import NobodyReads, NotThere, Noun, Subject
from domain.suspensions import holding, reachable_operators, require_operator
from domain.views import ReportView, SaidView
from models.advice import Advice
from models.conversation import Conversation, Kind
from models.peace import Report, ReportReason
from models.person import Person
from models.task import Task

ATTACHED = 20  # of the last messages

_reporter, _reported = aliased(Person), aliased(Person)


def report(
    session: Session,
    actor: Person,
    *,
    conversation_id: int,
    reason: ReportReason,
    operators: Collection[int],
    now: datetime,
) -> Report:
    """Show a conversation of one's own to the operators. One that is being looked at takes the messages since."""
    talk, said = conversations.transcript(session, actor, conversation_id)
    readers = reachable_operators(session, operators)
    if not readers:
        raise NobodyReads(Subject(Noun.CONVERSATION, conversation_id))
    messages = [
        {"at": one.at.isoformat(), "name": one.author_name, "kind": one.kind, "text": one.text, "edited": one.edited}
        for one in said[-ATTACHED:]
    ]
    made = session.scalar(
        select(Report).where(
            Report.conversation_id == conversation_id, Report.reporter_id == actor.id, Report.closed_at.is_(None)
        )
    )
    if made is not None:
        made.messages, made.reason = messages, reason
        return made
    made = Report(
        conversation_id=conversation_id,
        reporter_id=actor.id,
        reported_id=talk.other_id,
        reason=reason,
        messages=messages,
        reported_at=now,
    )
    session.add(made)
    session.flush()
    audit.record(session, actor, "report", Noun.REPORT, made.id, now=now, conversation_id=conversation_id)
    for reader in readers:
        tell(session, reader, ReportReceived(made.id), now=now)
    return made


def anybody_reads(session: Session, operators: Collection[int]) -> bool:
    """There is an operator whom a report would reach."""
    return bool(reachable_operators(session, operators))


def report_for(session: Session, actor: Person, report_id: int, *, operators: Collection[int]) -> ReportView:
    """A report, for an operator."""
    require_operator(actor, operators)
    row = session.execute(
        select(Report, Task.title, Advice.question, _reporter.name, _reported.name)
        .join(Conversation, Conversation.id == Report.conversation_id)
        .outerjoin(Task, Task.id == Conversation.task_id)
        .outerjoin(Advice, Advice.id == Conversation.advice_id)
        .join(_reporter, _reporter.id == Report.reporter_id)
        .join(_reported, _reported.id == Report.reported_id)
        .where(Report.id == report_id)
    ).one_or_none()
    if row is None:
        raise NotThere
    made, title, question, reporter_name, reported_name = row
    held = holding(session, made.reported_id)
    return ReportView(
        id=made.id,
        title=conversations.title_of(title, question),
        reporter_name=reporter_name,
        reported_name=reported_name,
        reason=made.reason,
        messages=tuple(
            SaidView(
                datetime.fromisoformat(one["at"]), one["name"], Kind(one["kind"]), one["text"], bool(one["edited"])
            )
            for one in made.messages or ()
        ),
        reported_at=made.reported_at,
        closed_at=made.closed_at,
        suspended=held is not None,
        answer=held.answer if held is not None else "",
    )


def still_open(session: Session, actor: Person, *, operators: Collection[int], limit: int = 20) -> list[ReportView]:
    """The reports that nobody has closed, oldest first."""
    require_operator(actor, operators)
    ids = session.scalars(
        select(Report.id).where(Report.closed_at.is_(None)).order_by(Report.reported_at, Report.id).limit(limit)
    ).all()
    return [report_for(session, actor, report_id, operators=operators) for report_id in ids]


def close(session: Session, actor: Person, *, report_id: int, operators: Collection[int], now: datetime) -> None:
    """It has been looked at: who reported hears that. Closed already, nothing happens."""
    require_operator(actor, operators)
    made = session.get(Report, report_id)
    if made is None:
        raise NotThere
    if made.closed_at is not None:
        return
    made.closed_at = now
    session.flush()
    audit.record(session, actor, "close_report", Noun.REPORT, made.id, now=now)
    tell(session, made.reporter_id, ReportClosed(made.id), now=now)
