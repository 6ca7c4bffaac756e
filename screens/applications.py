"""Applying, and choosing among those who applied."""

from collections.abc import Sequence
from datetime import date

from domain.dataclasses import dataclass
from domain.lifecycle import CHOOSE, DECLINE, MOVE_UP, PUT_IN_RESERVE, Permitted
from domain.views import ApplicantCard, ApplicationView, AssignmentView, ProfileView, TaskView
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Minutes, Text, Words, _, lines, n_, paragraphs
from models.application import ApplicationState, DeclineReason, WithdrawReason
from screens import facts
from screens.places import out_of_reach
from screens.reserves import MoveUp, ReserveApplicant, in_reserve, rest_buttons, rest_question
from screens.ways import HOME, BrowseTasks, OpenAssignment, OpenConversation, OpenTask, SeeApplicants


@dataclass(frozen=True)
class ApplyToTask(Tap, code="apply"):
    """Offer help for a task."""

    task_id: int


@dataclass(frozen=True)
class ChangeApplication(Tap, code="reapply"):
    """Say it otherwise."""

    application_id: int


@dataclass(frozen=True)
class WithdrawApplication(Tap, code="takeback"):
    """Take an offer back; without a reason, asks for one."""

    application_id: int
    reason: WithdrawReason | None = None


@dataclass(frozen=True)
class ConsiderApplicant(Tap, code="consider"):
    """Choose this one? Asked once before it is done."""

    application_id: int


@dataclass(frozen=True)
class ChooseApplicant(Tap, code="choose"):
    """Yes, please: the place is offered at once."""

    application_id: int


@dataclass(frozen=True)
class DeclineApplicant(Tap, code="decline"):
    """Not this time; without a reason, asks for one."""

    application_id: int
    reason: DeclineReason | None = None


# Applying


@dataclass(frozen=True)
class ApplyDraft:
    """What is answered so far. The task's title is known at the beginning."""

    task_id: int = 0
    title: str = ""
    several_organisations: bool = False
    organisation_id: int = 0
    text: str = ""


@dataclass(frozen=True)
class ChangeDraft:
    """Another text for an application."""

    application_id: int = 0
    title: str = ""
    old_text: str = ""
    text: str = ""


WHAT_APPLYING = _("Applying for a task")
WHAT_CHANGING = _("Changing an application")
FOR_WHOM = _("For which organisation do you help?")
SEND = _("Send the application")
SAVE = _("Save the change")
TEXT_LABEL = _("Application")
ORGANISATION_LABEL = _("Organisation")


def which_text(answers: ApplyDraft) -> Words:
    """Asks for the short text."""
    return paragraphs(
        _("You are applying for: <b>{title}</b>", title=answers.title),
        _("Tell the requester in a few sentences why you, and when you have time. At most 600 characters."),
    )


def which_other_text(answers: ChangeDraft) -> Words:
    """Asks for another text."""
    return paragraphs(
        _("Your application for <b>{title}</b> now says:", title=answers.title),
        _("<i>{text}</i>", text=answers.old_text),
        _("Write it anew. At most 600 characters."),
    )


def preview(text: str, profile: ProfileView) -> Words:
    """What the requester will see."""
    return paragraphs(
        _("The requester will see this:"),
        _("<i>{text}</i>", text=text),
        facts.profile(profile),
        _("Nothing else of you is shown: no phone number and no user name."),
    )


def sent(task: TaskView, away: date | None = None) -> Screen:
    """The application is on its way. `away`: when the requester is here again."""
    return Screen(
        paragraphs(
            _("Application sent. Task: <b>{title}</b>", title=task.title),
            _("You will hear here whether you are chosen. You can also write to the requester."),
            away is not None and facts.away(task.requester_name, away),
        ),
        rows(
            task.conversation_id is not None
            and Button(_("Write to: {name}", name=task.requester_name), OpenConversation(task.conversation_id)),
            Button(_("Look at the task"), OpenTask(task.id)),
            Button(_("Show open tasks"), BrowseTasks()),
            HOME,
        ),
    )


CHANGED = _("Your application is changed.")
WITHDRAWN = _("Your application is withdrawn. The requester is told.")

WITHDRAW_REASONS = {
    WithdrawReason.NO_TIME: _("I have no time"),
    WithdrawReason.FOUND_OTHER: _("I help elsewhere"),
    WithdrawReason.NOT_FOR_ME: _("It does not suit me"),
    WithdrawReason.OTHER: _("Another reason"),
}


def why_withdraw(application: ApplicationView) -> Screen:
    """Asks for one of the four reasons."""
    return Screen(
        _(
            "Withdraw your application for <b>{title}</b>? Why?",
            title=application.task_title,
        ),
        rows(
            *(Button(label, WithdrawApplication(application.id, reason)) for reason, label in WITHDRAW_REASONS.items()),
            Button(_("Keep my application"), OpenTask(application.task_id)),
        ),
    )


# Choosing


def applicant_words(card: ApplicantCard) -> Words:
    """An applicant, as the requester reads them."""
    return paragraphs(
        _("<i>{text}</i>", text=card.text),
        facts.profile(card.profile),
        _("Applied: {moment}", moment=card.sent_at),
    )


def applicant(
    card: ApplicantCard, may: Permitted, at: int, count: int, note: Words | None = None, away: date | None = None
) -> Screen:
    """One of the applicants, with the ways to the others. `away`: when the applicant is here again."""
    return Screen(
        paragraphs(
            note,
            _("Applicant {number} of {count}. Task: <b>{title}</b>", number=at + 1, count=count, title=card.task_title),
            applicant_words(card),
            card.state is ApplicationState.RESERVE and in_reserve(card),
            card.state not in (ApplicationState.SENT, ApplicationState.RESERVE) and decided(card.state),
            not card.other_reachable and out_of_reach(card.profile.name),
            away is not None and facts.away(card.profile.name, away),
        ),
        rows(
            *applicant_buttons(card, may),
            (
                *((Button(_("Previous"), SeeApplicants(card.task_id, at - 1)),) if at > 0 else ()),
                *((Button(_("Next"), SeeApplicants(card.task_id, at + 1)),) if at + 1 < count else ()),
            ),
            Button(_("Back to the task"), OpenTask(card.task_id)),
        ),
    )


def applicant_buttons(card: ApplicantCard, may: Permitted) -> Sequence[Button | bool]:
    """What a requester may do about an applicant."""
    return (
        may(CHOOSE) and Button(_("Choose: {name}", name=card.profile.name), ConsiderApplicant(card.application_id)),
        may(PUT_IN_RESERVE) and Button(_("Put in reserve"), ReserveApplicant(card.application_id)),
        may(MOVE_UP) and (card.rank or 0) > 1 and Button(_("Move up in the order"), MoveUp(card.application_id)),
        may(DECLINE) and Button(_("Decline kindly"), DeclineApplicant(card.application_id)),
        card.conversation_id is not None
        and Button(_("Write to: {name}", name=card.profile.name), OpenConversation(card.conversation_id)),
    )


def decided(now: ApplicationState) -> Text:
    """What became of an application, to the requester."""
    match now:
        case ApplicationState.CHOSEN:
            return _("You have chosen this applicant.")
        case ApplicationState.DECLINED:
            return _("Declined.")
        case ApplicationState.WITHDRAWN:
            return _("Withdrawn by the applicant.")
        case ApplicationState.LAPSED:
            return _("Lapsed.")
        case _other:
            return _("Waits for your answer.")


def no_applicants(task: TaskView) -> Screen:
    """Nobody is left to choose from."""
    return Screen(
        _("No applicants are waiting. Task: <b>{title}</b>", title=task.title),
        rows(Button(_("Back to the task"), OpenTask(task.id)), HOME),
    )


def choose_for_sure(card: ApplicantCard, at: int, patience: Minutes, *, last: bool) -> Screen:
    """Asked once before a place is offered: what happens then."""
    return Screen(
        paragraphs(
            _(
                "Choose this applicant? Applicant: <b>{name}</b>. Task: {title}",
                name=card.profile.name,
                title=card.task_title,
            ),
            lines(
                _("The applicant hears it at once, and has this time to confirm: {time}", time=patience),
                _("Until then the place counts as taken. Without an answer the next reserve is asked."),
                last and _("It is the last place. After this you are asked what becomes of the other applicants."),
            ),
            not card.other_reachable and out_of_reach(card.profile.name),
        ),
        rows(
            Button(_("Offer the place"), ChooseApplicant(card.application_id)),
            Button(_("Do not choose yet"), SeeApplicants(card.task_id, at)),
        ),
    )


def chosen(assignment: AssignmentView, patience: Minutes, rest_patience: Minutes, away: date | None = None) -> Screen:
    """Offered, with what is left to decide. `patience`: how long each question waits; `away`: when the doer is here
    again."""
    full = assignment.places_left == 0
    asks = full and assignment.waiting > 0
    return Screen(
        paragraphs(
            _(
                "The place is offered to: <b>{name}</b>. Task: {title}",
                name=assignment.doer_name,
                title=assignment.task_title,
            ),
            _("You will hear here when it is confirmed. Time to confirm: {time}", time=patience),
            not assignment.doer_reachable and out_of_reach(assignment.doer_name),
            away is not None and facts.away(assignment.doer_name, away),
            rest_question(assignment.waiting, rest_patience)
            if asks
            else _("All places are taken now.")
            if full
            else n_("{count} place is still free.", "{count} places are still free.", assignment.places_left),
        ),
        rows(
            asks and rest_buttons(assignment.task_id, assignment.waiting),
            assignment.conversation_id is not None
            and Button(_("Write to: {name}", name=assignment.doer_name), OpenConversation(assignment.conversation_id)),
            assignment.waiting > 0
            and Button(_("See the applicants ({count})", count=assignment.waiting), SeeApplicants(assignment.task_id)),
            Button(_("Open the agreed help"), OpenAssignment(assignment.id)),
            Button(_("Back to the task"), OpenTask(assignment.task_id)),
            HOME,
        ),
    )


DECLINED = _("Declined. The applicant is told your reason, with thanks.")

DECLINE_REASONS = {
    DeclineReason.OTHER_FITTED: _("Somebody else fitted better"),
    DeclineReason.OTHER_SKILLS: _("Other skills are needed"),
    DeclineReason.OTHER_TIME: _("The times did not match"),
    DeclineReason.NO_LONGER_NEEDED: _("It is no longer needed"),
}

TOLD_REASONS = {
    DeclineReason.OTHER_FITTED: _("Somebody else fitted this task better."),
    DeclineReason.OTHER_SKILLS: _("This task needs other skills."),
    DeclineReason.OTHER_TIME: _("The times did not match."),
    DeclineReason.NO_LONGER_NEEDED: _("The help is no longer needed."),
    DeclineReason.FULL: _("All places are taken now."),
}


def why_decline(card: ApplicantCard, at: int) -> Screen:
    """Asks for one of the kind reasons."""
    return Screen(
        _(
            "Decline the application? The applicant hears it at once, with thanks and the reason that you choose. "
            "Applicant: <b>{name}</b>",
            name=card.profile.name,
        ),
        rows(
            *(
                Button(label, DeclineApplicant(card.application_id, reason))
                for reason, label in DECLINE_REASONS.items()
            ),
            Button(_("Do not decline"), SeeApplicants(card.task_id, at)),
        ),
    )
