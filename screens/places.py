"""Places: offered, confirmed, begun, and given back; what both sides hear of it."""

from datetime import datetime

from domain.dataclasses import dataclass
from domain.lifecycle import BEGIN, CONFIRM, RELEASE, WITHDRAW, Permitted
from domain.views import AssignmentView
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Minutes, Words, _, lines, paragraphs
from models.application import WithdrawReason
from models.assignment import AssignmentState, ReleaseReason
from screens import facts
from screens.ways import HOME, BrowseTasks, OpenAssignment, OpenConversation, OpenTask, SeeApplicants


@dataclass(frozen=True)
class ConfirmPlace(Tap, code="confirm"):
    """Yes, I will help."""

    assignment_id: int


@dataclass(frozen=True)
class BeginWork(Tap, code="begin"):
    """I have begun."""

    assignment_id: int


@dataclass(frozen=True)
class GiveBackPlace(Tap, code="giveback"):
    """I cannot come after all; without a reason, asks for one."""

    assignment_id: int
    reason: WithdrawReason | None = None


@dataclass(frozen=True)
class ReleaseDoer(Tap, code="release"):
    """Let a chosen doer go; without a reason, asks for one."""

    assignment_id: int
    reason: ReleaseReason | None = None


def buttons(work: AssignmentView, may: Permitted) -> tuple[Button | bool, ...]:
    """What may be done about a place now."""
    offered = work.state is AssignmentState.OFFERED
    return (
        may(CONFIRM) and Button(_("Confirm that I will help"), ConfirmPlace(work.id)),
        may(BEGIN) and Button(_("Tell that I have begun"), BeginWork(work.id)),
        may(WITHDRAW)
        and Button(_("Say no, thank you") if offered else _("Withdraw from this task"), GiveBackPlace(work.id)),
        may(RELEASE) and Button(_("Release the doer"), ReleaseDoer(work.id)),
    )


def offered(*, is_doer: bool) -> Words:
    """Where an offered place is."""
    if is_doer:
        return _("You are chosen. Please confirm that you will help.")
    return _("The place is offered. The doer has not confirmed yet.")


def out_of_reach(name: str) -> Words:
    """Of one who has closed the bot."""
    return _("Cannot be reached just now, because this bot is closed in their Telegram: {name}", name=name)


# What the doer hears and does


def you_are_chosen(work: AssignmentView, may: Permitted, until: datetime | None, *, reserve: bool = False) -> Screen:
    """Chosen; `until` says how long the place waits to be confirmed."""
    return Screen(
        paragraphs(
            _("A place came free, and you are next: you are chosen! Task: <b>{title}</b>", title=work.task_title)
            if reserve
            else _("You are chosen! Task: <b>{title}</b>", title=work.task_title),
            lines(
                _("Requester: {name}", name=work.requester_name),
                _("Time needed: {time}", time=Minutes(work.minutes_estimated)),
                facts.when(work.when_date, work.when_at, work.when_text),
                facts.place(remote=work.remote, town=work.town, address=work.address),
            ),
            may(CONFIRM) and until is not None and _wait_for_you(until),
        ),
        rows(
            *buttons(work, may),
            work.conversation_id is not None
            and Button(_("Write to: {name}", name=work.requester_name), OpenConversation(work.conversation_id)),
            Button(_("Open the agreed help"), OpenAssignment(work.id)),
        ),
    )


def _wait_for_you(until: datetime) -> Words:
    return lines(
        _("Please confirm that you will help. The place waits for you until: {moment}", moment=until),
        _("After that it is offered to somebody else."),
    )


def confirm_soon(work: AssignmentView, may: Permitted, until: datetime | None) -> Screen:
    """The one reminder."""
    return Screen(
        paragraphs(
            _("You are chosen, and have not answered yet. Task: <b>{title}</b>", title=work.task_title),
            _("Requester: {name}", name=work.requester_name),
            until is not None and _wait_for_you(until),
        ),
        rows(*buttons(work, may), Button(_("Open the agreed help"), OpenAssignment(work.id))),
    )


def confirmed(work: AssignmentView) -> Screen:
    """To the doer: agreed."""
    return Screen(
        paragraphs(
            _("Agreed. Thank you for helping! Task: <b>{title}</b>", title=work.task_title),
            _("The requester is told. Write to each other and agree on the details."),
            _("When the work is done, mark it as done."),
        ),
        rows(
            work.conversation_id is not None
            and Button(_("Write to: {name}", name=work.requester_name), OpenConversation(work.conversation_id)),
            Button(_("Open the agreed help"), OpenAssignment(work.id)),
            HOME,
        ),
    )


BEGUN = _("The requester is told that you have begun.")

GIVE_BACK_REASONS = {
    WithdrawReason.NO_TIME: _("I have no time"),
    WithdrawReason.FOUND_OTHER: _("I help elsewhere"),
    WithdrawReason.NOT_FOR_ME: _("It does not suit me"),
    WithdrawReason.OTHER: _("Another reason"),
}

TOLD_GIVE_BACK = {
    WithdrawReason.NO_TIME: _("Reason: no time."),
    WithdrawReason.FOUND_OTHER: _("Reason: helps elsewhere."),
    WithdrawReason.NOT_FOR_ME: _("Reason: the task does not suit the doer."),
    WithdrawReason.OTHER: _("Reason: another one."),
}


def why_give_back(work: AssignmentView) -> Screen:
    """Asks for one of the four reasons."""
    return Screen(
        paragraphs(
            _("You cannot help after all? Task: <b>{title}</b>", title=work.task_title),
            _("The requester hears it at once, and the place is offered to the next one. Why?"),
        ),
        rows(
            *(Button(label, GiveBackPlace(work.id, reason)) for reason, label in GIVE_BACK_REASONS.items()),
            Button(_("Keep my place"), OpenAssignment(work.id)),
        ),
    )


GIVEN_BACK = _("You have withdrawn. The requester is told. Thank you for saying so in time.")


def released(work: AssignmentView) -> Screen:
    """To the doer: the requester lets them go."""
    return Screen(
        paragraphs(
            _(
                "The requester has released you, so you need not do anything. Task: <b>{title}</b>",
                title=work.task_title,
            ),
            work.release_reason is not None and TOLD_RELEASE[work.release_reason],
            _("Thank you for being ready to help. Your help is needed elsewhere, too."),
        ),
        rows(Button(_("Find a task"), BrowseTasks()), HOME),
    )


def lapsed_for_doer(work: AssignmentView) -> Screen:
    """To the doer: the place did not wait any longer."""
    return Screen(
        paragraphs(
            _("The place you were offered is no longer kept for you. Task: <b>{title}</b>", title=work.task_title),
            _("It happens to everybody. If the task is still open and you have time, you can apply again."),
        ),
        rows(Button(_("Look at the task"), OpenTask(work.task_id)), Button(_("Find a task"), BrowseTasks()), HOME),
    )


# What the requester hears and does


def place_confirmed(work: AssignmentView) -> Screen:
    """The doer will help."""
    return Screen(
        paragraphs(
            _("Agreed with: <b>{name}</b>. Task: {title}", name=work.doer_name, title=work.task_title),
            _("The place is confirmed. Write to each other and agree on the details."),
        ),
        rows(
            work.conversation_id is not None
            and Button(_("Write to: {name}", name=work.doer_name), OpenConversation(work.conversation_id)),
            Button(_("Open the agreed help"), OpenAssignment(work.id)),
            Button(_("Back to the task"), OpenTask(work.task_id)),
            HOME,
        ),
    )


def has_begun(work: AssignmentView) -> Screen:
    """The doer has begun."""
    return Screen(
        _("The work has begun. Doer: <b>{name}</b>. Task: {title}", name=work.doer_name, title=work.task_title),
        rows(*_ways(work)),
    )


def doer_withdrew(work: AssignmentView, reason: WithdrawReason | None, following: AssignmentView | None) -> Screen:
    """The doer cannot come after all."""
    return Screen(
        paragraphs(
            _("The doer has withdrawn: <b>{name}</b>. Task: {title}", name=work.doer_name, title=work.task_title),
            reason is not None and TOLD_GIVE_BACK[reason],
            what_next(work, following),
        ),
        rows(*_ways_on(work, following)),
    )


def lapsed_for_requester(work: AssignmentView, following: AssignmentView | None) -> Screen:
    """Not confirmed in time."""
    return Screen(
        paragraphs(
            _(
                "The place was not confirmed in time. Chosen: <b>{name}</b>. Task: {title}",
                name=work.doer_name,
                title=work.task_title,
            ),
            what_next(work, following),
        ),
        rows(*_ways_on(work, following)),
    )


def doer_unreachable(work: AssignmentView, may: Permitted) -> Screen:
    """The chosen one does not know of it."""
    return Screen(
        paragraphs(
            _("Your choice did not arrive. Task: <b>{title}</b>", title=work.task_title),
            out_of_reach(work.doer_name),
            _("The place stays offered for now. You can release the doer and choose somebody else."),
        ),
        rows(*buttons(work, may), *_ways(work)),
    )


def what_next(work: AssignmentView, following: AssignmentView | None) -> Words:
    """What became of a place that came free."""
    if following is not None:
        return _("The place is now offered to the next reserve: <b>{name}</b>", name=following.doer_name)
    return lines(
        _("The place is free again, and nobody is in reserve."),
        bool(work.waiting) and facts.waiting(work.waiting),
    )


RELEASE_REASONS = {
    ReleaseReason.PLANS_CHANGED: _("Our plans changed"),
    ReleaseReason.OTHER_WAY: _("It was settled in another way"),
    ReleaseReason.NO_CONTACT: _("We did not get in touch"),
    ReleaseReason.OTHER_TIME: _("The times did not match"),
}

TOLD_RELEASE = {
    ReleaseReason.PLANS_CHANGED: _("Reason: the plans changed."),
    ReleaseReason.OTHER_WAY: _("Reason: it was settled in another way."),
    ReleaseReason.NO_CONTACT: _("Reason: you did not get in touch with each other."),
    ReleaseReason.OTHER_TIME: _("Reason: the times did not match."),
}


def why_release(work: AssignmentView) -> Screen:
    """Asks for one of the reasons."""
    return Screen(
        paragraphs(
            _("Release the doer? Doer: <b>{name}</b>. Task: {title}", name=work.doer_name, title=work.task_title),
            _("The doer hears it at once, with the reason that you choose. The place is offered to the next reserve."),
        ),
        rows(
            *(Button(label, ReleaseDoer(work.id, reason)) for reason, label in RELEASE_REASONS.items()),
            Button(_("Keep the doer"), OpenAssignment(work.id)),
        ),
    )


def release_done(work: AssignmentView, following: AssignmentView | None) -> Screen:
    """The doer is free; what comes next."""
    return Screen(
        paragraphs(
            _("Released: <b>{name}</b>. The doer is told. Task: {title}", name=work.doer_name, title=work.task_title),
            what_next(work, following),
        ),
        rows(*_ways_on(work, following)),
    )


def _ways_on(work: AssignmentView, following: AssignmentView | None) -> list[Button | bool]:
    return [
        following is not None and Button(_("Open the agreed help"), OpenAssignment(following.id)),
        work.waiting > 0 and Button(_("See the applicants ({count})", count=work.waiting), SeeApplicants(work.task_id)),
        Button(_("Look at the task"), OpenTask(work.task_id)),
        HOME,
    ]


def _ways(work: AssignmentView) -> list[Button | bool]:
    return [
        work.conversation_id is not None
        and Button(_("Write to: {name}", name=work.doer_name), OpenConversation(work.conversation_id)),
        Button(_("Open the agreed help"), OpenAssignment(work.id)),
        Button(_("Look at the task"), OpenTask(work.task_id)),
    ]
