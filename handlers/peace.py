"""Block, report, suspend: peace among people."""

from domain import blocks, conversations, occasions, reports, suspensions
from domain.notices import (
    ReportClosed,
    ReportReceived,
    SuspensionAnswered,
    SuspensionLifted,
    YouAreSuspended,
)
from domain.refusals import NotThere
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers.words import prose
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask
from handlers import home
from screens import peace as screens
from screens.conversations import BlockPerson, ReportConversation, Unblock
from screens.peace import (
    AnswerDraft,
    AnswerSuspension,
    BlockedPeople,
    BlockSurely,
    CloseReport,
    LiftSuspension,
    OpenReport,
    SuspendReported,
)

routes = Routes()


# Block


@routes.tap(BlockPerson)
def ask_to_block(tap: BlockPerson, here: Here) -> Screen:
    """Is it meant?"""
    talk = conversations.conversation_for(here.session, here.actor, tap.conversation_id)
    return screens.blocked(talk.other_name) if talk.blocked_by_me else screens.block(talk)


@routes.tap(BlockSurely)
def block(tap: BlockSurely, here: Here) -> Screen:
    """No messages either way, and no tasks of each other."""
    name = blocks.block(here.session, here.actor, conversation_id=tap.conversation_id, now=here.now)
    if here.actor.focus_conversation_id == tap.conversation_id:
        here.leave()
    return screens.blocked(name)


@routes.tap(BlockedPeople)
def blocked_people(_tap: BlockedPeople, here: Here) -> Screen:
    """Whom I have blocked."""
    return screens.blocked_people(blocks.of(here.session, here.actor))


@routes.tap(Unblock)
def unblock(tap: Unblock, here: Here) -> Screen:
    """As if it had not been."""
    blocks.unblock(here.session, here.actor, person_id=tap.person_id, now=here.now)
    return screens.blocked_people(blocks.of(here.session, here.actor))


# Report


@routes.tap(ReportConversation)
def report(tap: ReportConversation, here: Here) -> Screen:
    """Why; then the operators have it."""
    talk = conversations.conversation_for(here.session, here.actor, tap.conversation_id)
    if not reports.anybody_reads(here.session, here.house.operators):
        return screens.nobody_reads(talk)
    if tap.reason is None:
        return screens.why(talk)
    reports.report(
        here.session,
        here.actor,
        conversation_id=talk.id,
        reason=tap.reason,
        operators=here.house.operators,
        now=here.now,
    )
    return screens.reported(talk)


@routes.command("reports", fi="ilmoitukset", sv="anmalningar")
def waiting(_typed: str, here: Here) -> Screen:
    """To an operator: the reports that wait."""
    return screens.reports(reports.still_open(here.session, here.actor, operators=here.house.operators))


@routes.tap(OpenReport)
def open_report(tap: OpenReport, here: Here) -> Screen:
    """One report."""
    return show(here, tap.report_id)


def show(here: Here, report_id: int) -> Screen:
    """A report as it is now, for an operator. Raises NotThere."""
    return screens.report(reports.report_for(here.session, here.actor, report_id, operators=here.house.operators))


@routes.tap(CloseReport)
def close_report(tap: CloseReport, here: Here) -> Screen:
    """Looked at."""
    reports.close(here.session, here.actor, report_id=tap.report_id, operators=here.house.operators, now=here.now)
    return show(here, tap.report_id)


@routes.tap(SuspendReported)
def suspend(tap: SuspendReported, here: Here) -> Screen:
    """They may not write or apply."""
    suspensions.suspend(here.session, here.actor, report_id=tap.report_id, operators=here.house.operators, now=here.now)
    return show(here, tap.report_id)


@routes.tap(LiftSuspension)
def lift(tap: LiftSuspension, here: Here) -> Screen:
    """They may again."""
    suspensions.lift(here.session, here.actor, report_id=tap.report_id, operators=here.house.operators, now=here.now)
    return show(here, tap.report_id)


# A suspended person answers


@routes.tap(AnswerSuspension)
def begin_answer(_tap: AnswerSuspension, here: Here) -> Screen:
    """What do they say to it?"""
    if suspensions.mine(here.session, here.actor) is None:
        return screens.lifted()
    return answer.open(here)


def send_answer(draft: AnswerDraft, here: Here) -> Screen:
    """To the operators."""
    suspensions.answer(here.session, here.actor, text=draft.text, operators=here.house.operators, now=here.now)
    return screens.answer_sent()


answer = routes.dialogue(
    Dialogue(
        "answer",
        AnswerDraft,
        Ask("text", screens.WHAT_TO_SAY, prose(maximum=suspensions.ANSWER_MAX)),
        what=screens.ANSWERING,
        then=send_answer,
        ended=home.show,
    )
)


# What is heard of it


@routes.notice(ReportReceived)
def report_received(notice: ReportReceived, here: Here) -> Screen | None:
    """To an operator; to nobody else, even if they were one when it was written."""
    try:
        return show(here, notice.report_id)
    except NotThere:
        return None


@routes.notice(ReportClosed)
def report_closed(notice: ReportClosed, here: Here) -> Screen | None:
    """To the one who reported."""
    title = occasions.report_closed(here.session, here.actor, notice)
    return screens.report_closed(title) if title is not None else None


@routes.notice(YouAreSuspended)
def you_are_suspended(notice: YouAreSuspended, here: Here) -> Screen | None:
    """With a way to answer."""
    view = occasions.you_are_suspended(here.session, here.actor, notice)
    return screens.suspended(view) if view is not None else None


@routes.notice(SuspensionLifted)
def suspension_lifted(notice: SuspensionLifted, here: Here) -> Screen | None:
    """They may again."""
    view = occasions.suspension_lifted(here.session, here.actor, notice)
    return screens.lifted() if view is not None else None


@routes.notice(SuspensionAnswered)
def suspension_answered(notice: SuspensionAnswered, here: Here) -> Screen | None:
    """To an operator, while it holds."""
    if here.actor.telegram_id not in here.house.operators:
        return None
    view = suspensions.view(here.session, notice.suspension_id)
    return screens.answered(view) if view is not None and view.lifted_at is None else None
