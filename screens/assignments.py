"""Agreed help: its page, and finishing it."""

from datetime import date

from domain.dataclasses import dataclass
from domain.lifecycle import (
    ANSWER_DISPUTE,
    ANSWER_HOURS,
    ANSWER_PROPOSAL,
    ANSWER_THAT_IT_DID_NOT,
    APPROVE,
    ASK_FOR_CHANGES,
    DISPUTE,
    MARK_DONE,
    PROPOSE_HOURS,
    SAY_IT_DID_NOT_HAPPEN,
    TELL_CAPACITY,
    Permitted,
)
from domain.views import AssignmentView, DisputeView, FeedbackView, ProposalView
from frame.screen import Button, Row, Screen, Tap, rows
from frame.steps import Option
from frame.texts import Minutes, Words, _, lines, paragraphs
from models.assignment import AssignmentState, Capacity
from screens import disputes as dispute_screens
from screens import facts, places
from screens import feedback as feedback_screens
from screens import hours as hour_screens
from screens import missed as missed_screens
from screens.disputes import AnswerDispute, OpenDispute
from screens.hours import AnswerHours, ProposeInstead, ProposeMore
from screens.missed import AnswerThatItDidNot, SayItDidNotHappen
from screens.ways import HOME, GiveFeedback, OpenConversation, OpenTask, SeeDispute


@dataclass(frozen=True)
class MarkDone(Tap, code="done"):
    """The work is done."""

    assignment_id: int


@dataclass(frozen=True)
class TellCapacity(Tap, code="cap"):
    """In which capacity the doer helped, where the requester marked it done."""

    assignment_id: int
    capacity: Capacity


@dataclass(frozen=True)
class ApproveWork(Tap, code="approve"):
    """Yes, with the time that was told."""

    assignment_id: int
    round: int


@dataclass(frozen=True)
class CorrectWork(Tap, code="correct"):
    """Yes, with another time."""

    assignment_id: int


@dataclass(frozen=True)
class AskForChanges(Tap, code="changes"):
    """Not quite yet."""

    assignment_id: int


@dataclass(frozen=True)
class DoneDraft:
    """What time it took, and in which capacity it was done."""

    assignment_id: int = 0
    title: str = ""
    estimated: int = 0
    by_doer: bool = True
    minutes: int = 0
    capacity: Capacity | None = None


@dataclass(frozen=True)
class CorrectDraft:
    """The time as the requester sees it, of one round."""

    assignment_id: int = 0
    round: int = 0
    doer: str = ""
    reported: int = 0
    minutes: int = 0


@dataclass(frozen=True)
class ChangesDraft:
    """What is missing, of one round."""

    assignment_id: int = 0
    round: int = 0
    doer: str = ""
    text: str = ""


WHAT_DONE = _("Marking a task as done")
WHAT_CORRECTING = _("Correcting the time")
WHAT_CHANGES = _("Asking for changes")
WHICH_CAPACITY = _("Did you help on work time, as a volunteer or in an elected position?")

CAPACITIES = {
    Capacity.WORK_TIME: _("On work time"),
    Capacity.VOLUNTEER: _("As a volunteer"),
    Capacity.ELECTED: _("In an elected position"),
}


TELL_CAPACITIES = {
    Capacity.WORK_TIME: _("Tell: on work time"),
    Capacity.VOLUNTEER: _("Tell: as a volunteer"),
    Capacity.ELECTED: _("Tell: in an elected position"),
}


def how_long(answers: DoneDraft) -> Words:
    """Asks for the time used."""
    return paragraphs(
        _("Done: <b>{title}</b>", title=answers.title),
        _("How much time did you use? Choose, or write for example 2 h or 1 h 30 min.")
        if answers.by_doer
        else _("How much time did the doer use? Choose, or write for example 2 h or 1 h 30 min."),
    )


def as_told(minutes: int) -> list[Option]:
    """The time that is known already."""
    return [Option(f"{minutes} min", facts.duration(minutes))]


def capacities() -> list[Option]:
    """On work time, as a volunteer, or elected."""
    return [Option(capacity.value, label) for capacity, label in CAPACITIES.items()]


def right_time(answers: CorrectDraft) -> Words:
    """Asks for the corrected time."""
    return paragraphs(
        _("Time told by the doer: {time}. Doer: {name}", time=Minutes(answers.reported), name=answers.doer),
        _("What time do you approve? Both figures are kept. Write for example 2 h or 1 h 30 min."),
    )


THE_TIME = _("The time")
APPROVE_CORRECTED = _("Approve this time")


def corrected(answers: CorrectDraft) -> Words:
    """Both figures, before the second one is approved."""
    return paragraphs(
        lines(
            _("Time told: {time}", time=Minutes(answers.reported)),
            _("Time you approve: {time}", time=Minutes(answers.minutes)),
        ),
        _("Both figures are kept, and the doer may answer. Doer: {name}", name=answers.doer),
    )


def what_is_missing(answers: ChangesDraft) -> Words:
    """Asks for the changes."""
    return paragraphs(
        _("What should still be changed? Write it in a few sentences."),
        _("It goes at once to: {name}", name=answers.doer),
    )


# The page


def page(
    work: AssignmentView,
    reader_id: int,
    may: Permitted,
    feedback: FeedbackView | None = None,
    note: Words | None = None,
    proposal: ProposalView | None = None,
    dispute: DisputeView | None = None,
    away: date | None = None,
) -> Screen:
    """A share of a task, to one of its two sides. `away`: when the other side is here again."""
    other = work.other_name(reader_id)
    return Screen(
        paragraphs(
            note,
            lines(
                _("<b>{title}</b>", title=work.task_title),
                _("Requester: {name}", name=work.requester_name),
                _("Doer: {name}", name=work.doer_name),
                facts.when(work.when_date, work.when_at, work.when_text),
                facts.place(remote=work.remote, town=work.town, address=work.address),
            ),
            state(work, is_doer=reader_id == work.doer_id),
            away is not None and facts.away(other, away),
            work.begun_at is not None
            and work.state is AssignmentState.AGREED
            and _("Begun: {moment}", moment=work.begun_at),
            not work.other_reachable(reader_id) and places.out_of_reach(other),
            hours(work),
            proposal is not None and hour_screens.proposed(proposal),
            dispute is not None and dispute_screens.in_short(dispute),
            feedback is not None and feedback.revealed and feedback_screens.theirs(feedback),
        ),
        rows(
            *buttons(work, may),
            may(TELL_CAPACITY) and tell_capacity(work),
            proposal is not None and may(ANSWER_PROPOSAL) and hour_screens.yes_or_no(proposal),
            feedback is not None and feedback.open and Button(_("Give feedback now"), GiveFeedback(feedback.id)),
            feedback is not None
            and feedback_screens.quoted(feedback)
            and Button(_("Look at my feedback"), feedback_screens.SeeFeedback(feedback.id)),
            *further(work, may),
            dispute is not None and Button(_("See what the operators were asked"), SeeDispute(dispute.id)),
            work.conversation_id is not None
            and Button(_("Write to: {name}", name=other), OpenConversation(work.conversation_id)),
            Button(_("Look at the task"), OpenTask(work.task_id)),
            HOME,
        ),
    )


def buttons(work: AssignmentView, may: Permitted) -> tuple[Button | bool, ...]:
    """What may be done about it now, as it usually goes."""
    told = Minutes(work.minutes_reported or work.minutes_estimated)
    return (
        may(MARK_DONE) and Button(_("Mark as done"), MarkDone(work.id)),
        *places.buttons(work, may),
        may(APPROVE) and Button(_("Approve: {time}", time=told), ApproveWork(work.id, work.round)),
        may(APPROVE) and Button(_("Correct the time"), CorrectWork(work.id)),
        may(ASK_FOR_CHANGES) and Button(_("Ask for changes"), AskForChanges(work.id)),
    )


def further(work: AssignmentView, may: Permitted) -> tuple[Button | bool, ...]:
    """What may be done when it goes otherwise."""
    return (
        may(SAY_IT_DID_NOT_HAPPEN) and Button(_("Tell that it did not happen"), SayItDidNotHappen(work.id)),
        *answers(work, may),
        may(PROPOSE_HOURS) and Button(_("Propose more hours"), ProposeMore(work.id)),
        may(PROPOSE_HOURS) and Button(_("Propose another time in all"), ProposeInstead(work.id)),
        may(DISPUTE) and Button(_("Ask the operators to decide"), OpenDispute(work.id)),
    )


def answers(work: AssignmentView, may: Permitted) -> tuple[Button | bool, ...]:
    """One's own word on what the other side said."""
    return (
        may(ANSWER_HOURS) and Button(_("Answer about the time"), AnswerHours(work.id)),
        may(ANSWER_THAT_IT_DID_NOT) and Button(_("Tell my side"), AnswerThatItDidNot(work.id)),
        may(ANSWER_DISPUTE) and Button(_("Tell the operators my side"), AnswerDispute(work.id)),
    )


def tell_capacity(work: AssignmentView) -> tuple[Row, ...]:
    """Three buttons: in which capacity did you help?"""
    return tuple((Button(label, TellCapacity(work.id, capacity)),) for capacity, label in TELL_CAPACITIES.items())


def state(work: AssignmentView, *, is_doer: bool) -> Words:
    """Where it is, in words, and what comes next."""
    match work.state:
        case AssignmentState.OFFERED:
            return places.offered(is_doer=is_doer)
        case AssignmentState.AGREED if is_doer:
            return _("Agreed. When the work is done, mark it as done here.")
        case AssignmentState.AGREED:
            return _("Agreed. When the work is done, you or the doer can mark it as done.")
        case AssignmentState.DONE if is_doer:
            return lines(
                _("Marked as done. The requester approves it next."), work.capacity is None and PLEASE_TELL_CAPACITY
            )
        case AssignmentState.DONE:
            return _("Marked as done. Please approve it, or ask for changes.")
        case AssignmentState.CHANGES_ASKED:
            return lines(
                _("The requester asks for these changes:"),
                _("<i>{text}</i>", text=work.changes_text or ""),
            )
        case AssignmentState.APPROVED:
            return lines(
                _("Approved. The hours are recorded. Thank you!"),
                is_doer and work.capacity is None and PLEASE_TELL_CAPACITY,
            )
        case AssignmentState.DID_NOT_HAPPEN:
            return missed_screens.both_sides(work)
        case AssignmentState.NOT_REPORTED:
            return _("Closed: nobody told whether it was done.")
        case AssignmentState.RELEASED:
            return _("You are released, so you need not do anything.") if is_doer else _("The doer is released.")
        case AssignmentState.WITHDRAWN:
            return _("The doer has withdrawn.")


PLEASE_TELL_CAPACITY = _(
    "Please tell in which capacity you helped: on work time, as a volunteer or in an elected position."
)


def hours(work: AssignmentView) -> Words:
    """The time that was thought, told and approved, the capacity, and the doer's word on a corrected time."""
    return lines(
        _("Time estimated: {time}", time=Minutes(work.minutes_estimated)),
        work.minutes_reported is not None and _("Time used: {time}", time=Minutes(work.minutes_reported)),
        work.minutes_approved is not None
        and work.minutes_approved != work.minutes_reported
        and _("Time approved: {time}", time=Minutes(work.minutes_approved)),
        work.capacity is not None and CAPACITIES[work.capacity],
        work.hours_answer is not None and _("The doer's word on the time: <i>{text}</i>", text=work.hours_answer),
    )


MARKED_DONE = _("Thank you. The other side is told.")
CHANGES_SENT = _("Sent. You will hear when it is done again.")


CAPACITY_TOLD = _("Thank you. It is written down.")
HOW_DID_IT_GO = _("The doer is told. How did it go? Give feedback now, or when the bot asks.")
