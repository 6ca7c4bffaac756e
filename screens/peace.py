"""Block, report, suspend: peace among people."""

from collections.abc import Sequence

from domain.dataclasses import dataclass
from domain.views import ConversationView, ReportView, SuspensionView
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Words, _, lines, n_, paragraphs
from models.conversation import Kind
from models.peace import ReportReason
from screens import facts
from screens.conversations import KINDS, BlockPerson, MoreAboutConversation, ReportConversation, Unblock
from screens.ways import HOME, OpenConversation, apart

REASONS: dict[ReportReason, Words] = {
    ReportReason.RUDE: _("Rude or threatening"),
    ReportReason.UNWANTED: _("Advertising, or nothing to do with the task"),
    ReportReason.FRAUD: _("Seems to be a fraud"),
    ReportReason.CLIENT_DATA: _("Clients' data in the messages"),
    ReportReason.OTHER: _("Something else"),
}
SHOWN = 10  # messages on a report's card; the file has them all


@dataclass(frozen=True)
class BlockSurely(Tap, code="blky"):
    """Block them."""

    conversation_id: int


@dataclass(frozen=True)
class BlockedPeople(Tap, code="blks"):
    """Whom I have blocked."""


@dataclass(frozen=True)
class OpenReport(Tap, code="rpt"):
    """To an operator: one report."""

    report_id: int


@dataclass(frozen=True)
class CloseReport(Tap, code="rptx"):
    """To an operator: looked at."""

    report_id: int


@dataclass(frozen=True)
class SuspendReported(Tap, code="susp"):
    """To an operator: the reported person may not write or apply."""

    report_id: int


@dataclass(frozen=True)
class LiftSuspension(Tap, code="lift"):
    """To an operator: they may again."""

    report_id: int


@dataclass(frozen=True)
class AnswerSuspension(Tap, code="suspan"):
    """Say something to one's suspension."""


@dataclass(frozen=True)
class AnswerDraft:
    """What a suspended person says to it."""

    text: str = ""


# Block


def block(talk: ConversationView) -> Screen:
    """Is it meant?"""
    return Screen(
        paragraphs(
            _("Block this person? <b>{name}</b>", name=talk.other_name),
            _(
                "No messages go either way any more. Neither of you sees the other's tasks, and an application between "
                "you that is not decided ends. What you have agreed on already stays. They are not told of the block."
            ),
        ),
        rows(
            Button(_("Block: {name}", name=talk.other_name), BlockSurely(talk.id)),
            Button(_("Go back"), MoreAboutConversation(talk.id)),
        ),
    )


def blocked(name: str) -> Screen:
    """It holds."""
    return Screen(
        _("Blocked: <b>{name}</b>. You can take it back at any time: /privacy", name=name),
        rows(Button(_("See whom I have blocked"), BlockedPeople()), HOME),
    )


def blocked_people(people: Sequence[tuple[int, str]]) -> Screen:
    """Whom I have blocked, each with the way back."""
    if not people:
        return Screen(_("You have blocked nobody."), rows(HOME))
    return Screen(
        _("You have blocked these people. They do not know it."),
        rows(*apart(Button(_("Unblock: {name}", name=name), Unblock(person_id)) for person_id, name in people), HOME),
    )


# Report


def why(talk: ConversationView) -> Screen:
    """Asks for the reason."""
    return Screen(
        paragraphs(
            _("What is wrong in the conversation with: <b>{name}</b>?", name=talk.other_name),
            _(
                "The last messages of this conversation are shown to the administrators of the service. "
                "The other person is not told of the report."
            ),
        ),
        rows(
            *(Button(words, ReportConversation(talk.id, reason)) for reason, words in REASONS.items()),
            Button(_("Go back"), MoreAboutConversation(talk.id)),
        ),
    )


def reported(talk: ConversationView) -> Screen:
    """The operators have it."""
    return Screen(
        _(
            "Thank you. The administrators have your report, and you hear when they have looked at it. "
            "If you do not want messages from this person, block them."
        ),
        rows(
            not talk.blocked_by_me and Button(_("Block: {name}", name=talk.other_name), BlockPerson(talk.id)),
            Button(_("Go back to the conversation"), OpenConversation(talk.id)),
            HOME,
        ),
    )


def nobody_reads(talk: ConversationView) -> Screen:
    """There is no operator to report to."""
    return Screen(
        _(
            "Nobody reads reports now: this service has no administrator that the bot could reach. "
            "Nothing was sent. You can block this person."
        ),
        rows(
            not talk.blocked_by_me and Button(_("Block: {name}", name=talk.other_name), BlockPerson(talk.id)),
            Button(_("Go back to the conversation"), OpenConversation(talk.id)),
            HOME,
        ),
    )


def report(view: ReportView) -> Screen:
    """To an operator: what was said, and what can be done."""
    return Screen(
        paragraphs(
            lines(
                _("<b>Report</b>: {reason}", reason=REASONS[view.reason]),
                _("Reported: <b>{name}</b>", name=view.reported_name),
                _("By: {name}", name=view.reporter_name),
                _("About: {title}", title=view.title),
                _("Reported at: {moment}", moment=view.reported_at),
                view.closed_at is not None and _("This report is closed."),
                view.suspended and _("This person is suspended now: they can neither write nor apply."),
                bool(view.answer) and _("Their answer: <i>{text}</i>", text=view.answer),
            ),
            _("The last messages:") if view.messages else _("The messages are forgotten by now."),
            lines(*(_line(one.author_name, one.kind, one.text) for one in view.messages[-SHOWN:]))
            if view.messages
            else None,
        ),
        rows(
            Button(_("Lift the suspension: {name}", name=view.reported_name), LiftSuspension(view.id))
            if view.suspended
            else Button(_("Suspend: {name}", name=view.reported_name), SuspendReported(view.id)),
            view.closed_at is None and Button(_("Close the report"), CloseReport(view.id)),
            HOME,
        ),
    )


def _line(name: str, kind: Kind, text: str) -> Words:
    said = facts.short(text, 250)
    if kind is Kind.TEXT:
        return _("<b>{name}</b>: {text}", name=name, text=said)
    return _("<b>{name}</b>: [{kind}] {text}", name=name, kind=KINDS[kind], text=said)


def reports(views: Sequence[ReportView]) -> Screen:
    """To an operator: those that wait."""
    if not views:
        return Screen(_("No report waits."), rows(HOME))
    return Screen(
        n_("{count} report waits.", "{count} reports wait.", len(views)),
        rows(
            *apart(
                Button(_("Look at the report on: {name}", name=view.reported_name), OpenReport(view.id))
                for view in views
            ),
            HOME,
        ),
    )


def report_closed(title: str) -> Screen:
    """To the one who reported."""
    return Screen(
        _("The administrators have looked at your report on the conversation about: <b>{title}</b>", title=title),
        rows(HOME),
    )


# Suspend


SUSPENDED = _(
    "An administrator has suspended you for now: you can neither write to others nor apply nor publish a task."
)


def suspended(view: SuspensionView) -> Screen:
    """To the person: what it means, and how to answer."""
    return Screen(
        paragraphs(
            SUSPENDED,
            _("What you have agreed on stays. If you think that this is a mistake, say so to the administrators."),
            bool(view.answer) and _("Your answer: <i>{text}</i>", text=view.answer),
        ),
        rows(Button(_("Answer the administrators"), AnswerSuspension()), HOME),
    )


def lifted() -> Screen:
    """To the person: they may again."""
    return Screen(_("Your suspension is lifted. You can write, apply and publish again."), rows(HOME))


WHAT_TO_SAY = _("What do you want to say to the administrators? At most 1000 characters.")
ANSWERING = _("An answer to the administrators")


def answer_sent() -> Screen:
    """The operators have it."""
    return Screen(_("Your answer is sent to the administrators."), rows(HOME))


def answered(view: SuspensionView) -> Screen:
    """To an operator: what a suspended person says."""
    return Screen(
        lines(
            _("Suspended: <b>{name}</b>", name=view.name),
            _("Their answer: <i>{text}</i>", text=view.answer),
        ),
        rows(view.report_id is not None and Button(_("Look at the report"), OpenReport(view.report_id)), HOME),
    )
