"""The end of a task, and what takes it back: closed to applications, renewed, cancelled, opened again."""

from datetime import datetime

from domain.dataclasses import dataclass
from domain.views import TaskView
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Words, _, n_, paragraphs
from screens.ways import OpenTask


@dataclass(frozen=True)
class CloseTask(Tap, code="close"):
    """No more applications; asked once more before it is done."""

    task_id: int
    sure: bool = False


@dataclass(frozen=True)
class CancelTask(Tap, code="cancel"):
    """Call it off."""

    task_id: int


@dataclass(frozen=True)
class OpenAgain(Tap, code="openagain"):
    """Take applications again."""

    task_id: int


@dataclass(frozen=True)
class RenewTask(Tap, code="renew"):
    """Still wanted: count its days from now."""

    task_id: int


@dataclass(frozen=True)
class ReopenTask(Tap, code="reopen"):
    """Cancelled or expired, and wanted after all; asked once more before it is done."""

    task_id: int
    sure: bool = False


@dataclass(frozen=True)
class CancelDraft:
    """Why a task is called off."""

    task_id: int = 0
    title: str = ""
    applicants: int = 0
    doers: int = 0
    reason: str | None = None


WHAT_CANCELLING = _("Cancelling a task")
WHY_CANCEL = _("Why do you cancel it? Those concerned will read this.")
WITHOUT_REASON = _("Give no reason")
CANCEL_IT = _("Cancel the task")
REASON = _("Reason")


def close_for_sure(task: TaskView) -> Screen:
    """Asked before it takes no more applications."""
    return Screen(
        _(
            "Close <b>{title}</b> to new applications? Those who have applied can still be chosen. "
            "You can open it again later.",
            title=task.title,
        ),
        rows(
            Button(_("Close to new applications"), CloseTask(task.id, sure=True)),
            Button(_("Keep taking applications"), OpenTask(task.id)),
        ),
    )


CLOSED = _("It takes no more applications.")
OPENED_AGAIN = _("It takes applications again.")
REOPENED = _("The task is open again. Those who had applied are invited. Check that the time still fits.")


def renewed(ends: datetime) -> Words:
    """Its days are counted anew."""
    return _("Renewed. If nobody is chosen before that, it ends: {moment}", moment=ends)


def reopen_for_sure(task: TaskView) -> Screen:
    """Asked before it comes back."""
    return Screen(
        _(
            "Open <b>{title}</b> again? It takes applications again, and those who had applied are told. "
            "Their earlier applications do not come back.",
            title=task.title,
        ),
        rows(
            Button(_("Open the task again"), ReopenTask(task.id, sure=True)),
            Button(_("Leave it ended"), OpenTask(task.id)),
        ),
    )


CANCELLED = _("The task is cancelled. Those concerned are told.")


def cancel_preview(answers: CancelDraft) -> Words:
    """What cancelling means."""
    return paragraphs(
        _(
            "Cancel <b>{title}</b>? You can open it again later, but those concerned would have to apply again.",
            title=answers.title,
        ),
        bool(answers.applicants)
        and n_("{count} applicant will hear it.", "{count} applicants will hear it.", answers.applicants),
        bool(answers.doers)
        and n_(
            "{count} person who agreed to help will hear it.",
            "{count} people who agreed to help will hear it.",
            answers.doers,
        ),
        _("Reason: {reason}", reason=answers.reason) if answers.reason else _("You give no reason."),
    )
