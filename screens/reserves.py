"""Reserves: their order, and what becomes of those who wait when all places are taken."""

from collections.abc import Sequence

from domain.dataclasses import dataclass
from domain.views import ApplicantCard, ApplicationView, TaskView
from frame.screen import Button, Row, Screen, Tap, rows
from frame.texts import Minutes, Text, Words, _, lines, n_, paragraphs
from screens.ways import HOME, OpenTask, apart


@dataclass(frozen=True)
class ReserveApplicant(Tap, code="reserve"):
    """Not chosen now: comes next."""

    application_id: int


@dataclass(frozen=True)
class MoveUp(Tap, code="up"):
    """One place earlier."""

    application_id: int


@dataclass(frozen=True)
class SeeReserves(Tap, code="reserves"):
    """Who comes next, in order."""

    task_id: int


@dataclass(frozen=True)
class OpenApplicant(Tap, code="card"):
    """One applicant, wherever in the line."""

    application_id: int


@dataclass(frozen=True)
class KeepRest(Tap, code="keeprest"):
    """All places are taken: the others stay as reserves."""

    task_id: int


@dataclass(frozen=True)
class ThankRest(Tap, code="thankrest"):
    """All places are taken: the others are thanked."""

    task_id: int


PUT = _("In reserve. The applicant is told.")
MOVED = _("Moved up.")
ALREADY_FIRST = _("This one is the first already.")


def order(task: TaskView, reserves: Sequence[ApplicantCard], note: Words | None = None) -> Screen:
    """Who is asked first, second, third when a place comes free."""
    return Screen(
        paragraphs(
            note,
            _("Reserves. Task: <b>{title}</b>", title=task.title),
            lines(*(_("{number}. {name}", number=card.rank or 0, name=card.profile.name) for card in reserves))
            if reserves
            else _("Nobody is in reserve."),
            bool(reserves) and _("When a place comes free, they are asked in this order."),
        ),
        rows(
            *apart(
                Button(_("Move up: {name}", name=card.profile.name), MoveUp(card.application_id))
                for card in reserves[1:]
            ),
            *apart(
                Button(_("See the application of: {name}", name=card.profile.name), OpenApplicant(card.application_id))
                for card in reserves
            ),
            Button(_("Back to the task"), OpenTask(task.id)),
        ),
    )


def in_reserve(card: ApplicantCard) -> Text:
    """Where in the order somebody is."""
    return _("In reserve, number {number}.", number=card.rank or 0)


def rest_question(waiting: int, patience: Minutes) -> Words:
    """Asked once, when the last place is taken."""
    return lines(
        n_(
            "All places are taken now. {count} applicant still waits. Keep as a reserve, or thank kindly?",
            "All places are taken now. {count} applicants still wait. Keep them as reserves, or thank them kindly?",
            waiting,
        ),
        _("Without your answer they are thanked after this time: {time}", time=patience),
    )


def rest_buttons(task_id: int, waiting: int) -> tuple[Row, ...]:
    """The two answers."""
    return rows(
        Button(_("Keep as reserves ({count})", count=waiting), KeepRest(task_id)),
        Button(_("Thank them kindly ({count})", count=waiting), ThankRest(task_id)),
    )


def kept(count: int) -> Words:
    """They wait in order."""
    return n_(
        "{count} applicant is now in reserve, and is told.",
        "{count} applicants are now in reserve, and are told.",
        count,
    )


def thanked(count: int) -> Words:
    """They have heard it."""
    return n_("{count} applicant is thanked.", "{count} applicants are thanked.", count)


def put_in_reserve(application: ApplicationView) -> Screen:
    """To an applicant: comes next."""
    return Screen(
        paragraphs(
            _("You are in reserve. Task: <b>{title}</b>", title=application.task_title),
            _("If a place comes free, you are asked. Nothing binds you until you confirm it yourself."),
        ),
        rows(Button(_("Look at the task"), OpenTask(application.task_id)), HOME),
    )
