"""Finishing agreed help: done, approved, changed."""

from typing import TypeVar

from domain import assignments, disputes, feedback, hours, peace
from domain.lifecycle import APPROVE, ASK_FOR_CHANGES, DISPUTE, MARK_DONE, Action, Permitted
from domain.refusals import NotNow, Noun, Subject
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import hours as hours_of
from frame.readers import prose
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask, Choose, Confirm
from frame.texts import Words
from handlers import home
from models.assignment import AssignmentState, Capacity
from screens import assignments as screens
from screens import facts
from screens.assignments import (
    ApproveWork,
    AskForChanges,
    ChangesDraft,
    CorrectDraft,
    CorrectWork,
    DoneDraft,
    MarkDone,
    TellCapacity,
)
from screens.ways import OpenAssignment

routes = Routes()
D = TypeVar("D")

USED = hours_of(assignments.USED_MIN / 60, assignments.USED_MAX / 60)


@routes.tap(OpenAssignment)
def open_assignment(tap: OpenAssignment, here: Here) -> Screen:
    """The page of a share of a task."""
    return show(here, tap.assignment_id)


def show(here: Here, assignment_id: int, note: Words | None = None) -> Screen:
    """The page of a share of a task, as it is now, with a `note` above it. Raises NotThere."""
    session, actor = here.session, here.actor
    work = assignments.get_for(session, actor, assignment_id)
    return screens.page(
        work,
        actor.id,
        permitted(here, assignment_id),
        feedback.of_assignment(session, actor, assignment_id),
        note,
        hours.proposed(session, actor, assignment_id),
        disputes.of_assignment(session, actor, assignment_id),
        peace.away_until(session, work.other_id(actor.id), zone=here.zone, now=here.now),
    )


def permitted(here: Here, assignment_id: int) -> Permitted:
    """What may be done to it now. Where the service has no operator, nobody could decide a dispute."""
    may = assignments.permitted(here.session, here.actor, assignment_id)
    return may if here.house.operators else Permitted(may.actions - {DISPUTE})


def begin(
    here: Here, assignment_id: int, action: Action, dialogue: Dialogue[D], answers: D, round: int | None = None
) -> Screen:
    """The dialogue's first question, where its action is possible now; else the page. The answers of one `round` are
    never those of another."""
    if not permitted(here, assignment_id)(action):
        return show(here, assignment_id)
    return dialogue.open(here, answers, subject=str(assignment_id) if round is None else f"{assignment_id}.{round}")


def _same_round(answers: CorrectDraft | ChangesDraft, here: Here) -> None:
    work = assignments.get_for(here.session, here.actor, answers.assignment_id)
    if (work.state, work.round) != (AssignmentState.DONE, answers.round):
        raise NotNow(Subject(Noun.ASSIGNMENT, work.id), state=str(work.state))


# Done


@routes.tap(MarkDone)
def mark(tap: MarkDone, here: Here) -> Screen:
    """It is done: what time did it take?"""
    work = assignments.get_for(here.session, here.actor, tap.assignment_id)
    begun = DoneDraft(work.id, work.task_title, work.minutes_estimated, here.actor.id == work.doer_id)
    return begin(here, work.id, MARK_DONE, mark_done, begun)


def done(answers: DoneDraft, here: Here) -> Screen:
    """The other side hears of it."""
    work = assignments.mark_done(
        here.session,
        here.actor,
        assignment_id=answers.assignment_id,
        minutes=answers.minutes,
        capacity=answers.capacity,
        now=here.now,
    )
    return show(here, work.id, screens.MARKED_DONE)


mark_done = routes.dialogue(
    Dialogue(
        "markdone",
        DoneDraft,
        Ask(
            "minutes",
            lambda answers, _here: screens.how_long(answers),
            USED,
            offers=lambda answers, _here: screens.as_told(answers.estimated),
            echo=facts.understood_time,
        ),
        Choose(
            "capacity",
            screens.WHICH_CAPACITY,
            lambda _answers, _here: screens.capacities(),
            read=Capacity,
            when=lambda answers: bool(answers.by_doer),
        ),
        what=screens.WHAT_DONE,
        then=done,
        ended=home.show,
        holds=lambda answers, here: assignments.get_for(here.session, here.actor, answers.assignment_id),
    )
)


@routes.tap(TellCapacity)
def tell_capacity(tap: TellCapacity, here: Here) -> Screen:
    """In which capacity the doer helped, where the requester marked it done."""
    work = hours.tell_capacity(
        here.session, here.actor, assignment_id=tap.assignment_id, capacity=tap.capacity, now=here.now
    )
    return show(here, work.id, screens.CAPACITY_TOLD)


# Approved


@routes.tap(ApproveWork)
def approve(tap: ApproveWork, here: Here) -> Screen:
    """Yes, with the time that was told. A button of an earlier round shows what is told now."""
    work = assignments.get_for(here.session, here.actor, tap.assignment_id)
    assignments.approve(here.session, here.actor, assignment_id=work.id, round=tap.round, now=here.now)
    return show(here, work.id, screens.HOW_DID_IT_GO)


@routes.tap(CorrectWork)
def correct(tap: CorrectWork, here: Here) -> Screen:
    """Yes, with another time: which?"""
    work = assignments.get_for(here.session, here.actor, tap.assignment_id)
    begun = CorrectDraft(work.id, work.round, work.doer_name, work.minutes_reported or work.minutes_estimated)
    return begin(here, work.id, APPROVE, correct_time, begun, work.round)


def approve_corrected(answers: CorrectDraft, here: Here) -> Screen:
    """Approved with the requester's figure."""
    work = assignments.approve(
        here.session,
        here.actor,
        assignment_id=answers.assignment_id,
        minutes=answers.minutes,
        round=answers.round,
        now=here.now,
    )
    return show(here, work.id, screens.HOW_DID_IT_GO)


correct_time = routes.dialogue(
    Dialogue(
        "correct",
        CorrectDraft,
        Ask("minutes", lambda answers, _here: screens.right_time(answers), USED, screens.THE_TIME),
        Confirm(lambda answers, _here: screens.corrected(answers), send=screens.APPROVE_CORRECTED),
        what=screens.WHAT_CORRECTING,
        then=approve_corrected,
        ended=home.show,
        holds=_same_round,
    )
)


# Not quite yet


@routes.tap(AskForChanges)
def ask_for_changes(tap: AskForChanges, here: Here) -> Screen:
    """Not quite yet: what is missing?"""
    work = assignments.get_for(here.session, here.actor, tap.assignment_id)
    begun = ChangesDraft(work.id, work.round, work.doer_name)
    return begin(here, work.id, ASK_FOR_CHANGES, changes, begun, work.round)


def changes_asked(answers: ChangesDraft, here: Here) -> Screen:
    """The doer hears what is missing."""
    work = assignments.ask_for_changes(
        here.session,
        here.actor,
        assignment_id=answers.assignment_id,
        text=answers.text,
        round=answers.round,
        now=here.now,
    )
    return show(here, work.id, screens.CHANGES_SENT)


changes = routes.dialogue(
    Dialogue(
        "changes",
        ChangesDraft,
        Ask(
            "text",
            lambda answers, _here: screens.what_is_missing(answers),
            facts.careful(prose(maximum=assignments.CHANGES_MAX)),
        ),
        what=screens.WHAT_CHANGES,
        then=changes_asked,
        ended=home.show,
        holds=_same_round,
    )
)
