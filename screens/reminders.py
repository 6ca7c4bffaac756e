"""What the clock says of tasks and applications: each once, from the present state."""

from datetime import datetime

from domain.dataclasses import dataclass
from domain.lifecycle import ASK_OFFERER, EDIT, RENEW, Permitted
from domain.stale import HelpView
from domain.views import ApplicationView, TaskView
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Words, _, lines, n_, paragraphs
from screens import facts
from screens.changing import ChangeTask
from screens.ending import RenewTask
from screens.following import REASONS
from screens.ways import HOME, BrowseTasks, OpenTask, SeeApplicants, SeeOffers


@dataclass(frozen=True)
class WidenTask(Tap, code="widen"):
    """Let everybody see my task."""

    task_id: int
    sure: bool


WIDENED = _("Everybody in the service can see it now.")


def applicants_wait(task: TaskView) -> Screen:
    """To the requester: somebody waits for an answer."""
    return Screen(
        paragraphs(
            n_(
                "{count} applicant still waits for your answer. Task: <b>{title}</b>",
                "{count} applicants still wait for your answer. Task: <b>{title}</b>",
                task.waiting,
                title=task.title,
            ),
            _("A quick answer is a kind one, a no as well as a yes."),
        ),
        rows(
            Button(_("See the applicants ({count})", count=task.waiting), SeeApplicants(task.id)),
            Button(_("Look at the task"), OpenTask(task.id)),
        ),
    )


def choose_by_reached(task: TaskView) -> Screen:
    """To the requester: the day is here."""
    return Screen(
        paragraphs(
            _("This is the day by which you wanted to choose. Task: <b>{title}</b>", title=task.title),
            facts.waiting(task.waiting),
        ),
        rows(
            Button(_("See the applicants ({count})", count=task.waiting), SeeApplicants(task.id)),
            Button(_("Look at the task"), OpenTask(task.id)),
        ),
    )


def still_waiting(application: ApplicationView) -> Screen:
    """To an applicant: not forgotten."""
    return Screen(
        paragraphs(
            _("The requester has not decided yet. Task: <b>{title}</b>", title=application.task_title),
            _("The requester wants to choose by this day: {day}", day=application.choose_by)
            if application.choose_by is not None
            else _("The requester has been reminded. You will hear the outcome here."),
            _("You need not wait: you can apply for other tasks, too."),
        ),
        rows(
            Button(_("Look at the task"), OpenTask(application.task_id)), Button(_("Find a task"), BrowseTasks()), HOME
        ),
    )


def no_applicants(task: TaskView, may: Permitted, helping: HelpView) -> Screen:
    """To the requester: what may help."""
    return Screen(
        paragraphs(
            _("Nobody has applied yet. Task: <b>{title}</b>", title=task.title),
            _told(helping),
            _(
                "What often helps: a clear title, a shorter piece of work, more time, and letting more people see it. "
                "You can also share the task's link, or renew the task."
            ),
        ),
        rows(
            *_ways(task, may, helping),
            may(RENEW) and Button(_("Renew the task"), RenewTask(task.id)),
            Button(_("Look at the task"), OpenTask(task.id)),
            HOME,
        ),
    )


def _told(helping: HelpView) -> Words:
    return lines(
        helping.told > 0
        and n_(
            "{count} person who follows such tasks has heard of it.",
            "{count} people who follow such tasks have heard of it.",
            helping.told,
        ),
        helping.reason is not None and _("What they say most often: {reason}", reason=REASONS[helping.reason]),
        helping.offering > 0
        and n_("{count} person offers this: ask them?", "{count} people offer this: ask one?", helping.offering),
    )


def _ways(task: TaskView, may: Permitted, helping: HelpView) -> list[Button | bool]:
    return [
        helping.offering > 0 and may(ASK_OFFERER) and Button(_("See who offers such help"), SeeOffers(task.id)),
        may(EDIT) and Button(_("Say it in other words"), ChangeTask(task.id)),
        helping.can_widen and may(EDIT) and Button(_("Let everybody see it"), WidenTask(task.id, False)),
    ]


def widen_surely(task: TaskView) -> Screen:
    """It has been for few."""
    return Screen(
        paragraphs(
            _("Let everybody in the service see this? <b>{title}</b>", title=task.title),
            _("Now only some see it. Look through the description first: is it all right for everybody to read?"),
        ),
        rows(
            Button(_("Yes, let everybody see it"), WidenTask(task.id, True)),
            Button(_("Keep it as it is"), OpenTask(task.id)),
        ),
    )


def expires_soon(task: TaskView, may: Permitted, ends: datetime, helping: HelpView | None = None) -> Screen:
    """To the requester: renewed by one tap. `helping`: what else may help, where nobody has applied."""
    return Screen(
        paragraphs(
            _("Your task ends soon: <b>{title}</b>", title=task.title),
            _("Nobody is chosen for it. Without you it ends: {moment}", moment=ends),
            bool(task.waiting) and facts.waiting(task.waiting),
            _told(helping) if helping is not None else None,
        ),
        rows(
            *(_ways(task, may, helping) if helping is not None else ()),
            may(RENEW) and Button(_("Renew the task"), RenewTask(task.id)),
            task.waiting > 0 and Button(_("See the applicants ({count})", count=task.waiting), SeeApplicants(task.id)),
            Button(_("Look at the task"), OpenTask(task.id)),
        ),
    )


def reopened(task: TaskView) -> Screen:
    """To those who had applied: it is open again."""
    return Screen(
        paragraphs(
            _("A task that you applied for is open again: <b>{title}</b>", title=task.title),
            _("Your earlier application is no longer there. If you still want to help, apply again."),
        ),
        rows(Button(_("Look at the task"), OpenTask(task.id)), HOME),
    )
