"""Finishing agreed help: done, approved, changed."""

from typing import TypeVar

from domain import assignments, feedback
from domain.lifecycle import APPROVE, ASK_FOR_CHANGES, MARK_DONE, Action
from domain.refusals import NotThere
from domain.views import AssignmentView, FeedbackView
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import hours, prose
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask, Choose
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
)
from screens.ways import OpenAssignment

routes = Routes()
D = TypeVar("D")

USED = hours(assignments.USED_MIN / 60, assignments.USED_MAX / 60)


@routes.tap(OpenAssignment)
def open_assignment(tap: OpenAssignment, here: Here) -> Screen:
    """The page of a share of a task."""
    return show(here, tap.assignment_id)


def show(here: Here, assignment_id: int, note: Words | None = None) -> Screen:
    """The page of a share of a task, as it is now, with a `note` above it. Raises NotThere."""
    work = assignments.get_for(here.session, here.actor, assignment_id)
    may = assignments.permitted(here.session, here.actor, assignment_id)
    return screens.page(work, here.actor.id, may, _feedback(work, here), note)


def _feedback(work: AssignmentView, here: Here) -> FeedbackView | None:
    if work.state is not AssignmentState.APPROVED:
        return None
    try:
        return feedback.for_assignment(here.session, here.actor, work.id)
    except NotThere:
        return None


def _begin(here: Here, assignment_id: int, action: Action, dialogue: Dialogue[D], answers: D) -> Screen:
    """The dialogue's first question, where its action is possible now; else the page."""
    if not assignments.permitted(here.session, here.actor, assignment_id)(action):
        return show(here, assignment_id)
    return dialogue.open(here, answers, subject=str(assignment_id))


# Done


@routes.tap(MarkDone)
def mark(tap: MarkDone, here: Here) -> Screen:
    """It is done: what time did it take?"""
    work = assignments.get_for(here.session, here.actor, tap.assignment_id)
    begun = DoneDraft(work.id, work.task_title, work.minutes_estimated, here.actor.id == work.doer_id)
    return _begin(here, work.id, MARK_DONE, mark_done, begun)


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


# Approved


@routes.tap(ApproveWork)
def approve(tap: ApproveWork, here: Here) -> Screen:
    """Yes, with the time that was told. A button of an earlier round shows what is told now."""
    work = assignments.get_for(here.session, here.actor, tap.assignment_id)
    if work.state is AssignmentState.DONE and work.round != tap.round:
        return show(here, work.id)
    assignments.approve(here.session, here.actor, assignment_id=work.id, now=here.now)
    return show(here, work.id, screens.HOW_DID_IT_GO)


@routes.tap(CorrectWork)
def correct(tap: CorrectWork, here: Here) -> Screen:
    """Yes, with another time: which?"""
    work = assignments.get_for(here.session, here.actor, tap.assignment_id)
    begun = CorrectDraft(work.id, work.doer_name, work.minutes_reported or work.minutes_estimated)
    return _begin(here, work.id, APPROVE, correct_time, begun)


def approve_corrected(answers: CorrectDraft, here: Here) -> Screen:
    """Approved with the requester's figure."""
    work = assignments.approve(
        here.session, here.actor, assignment_id=answers.assignment_id, minutes=answers.minutes, now=here.now
    )
    return show(here, work.id, screens.HOW_DID_IT_GO)


correct_time = routes.dialogue(
    Dialogue(
        "correct",
        CorrectDraft,
        Ask("minutes", lambda answers, _here: screens.right_time(answers), USED),
        what=screens.WHAT_CORRECTING,
        then=approve_corrected,
        ended=home.show,
        holds=lambda answers, here: assignments.get_for(here.session, here.actor, answers.assignment_id),
    )
)


# Not quite yet


@routes.tap(AskForChanges)
def ask_for_changes(tap: AskForChanges, here: Here) -> Screen:
    """Not quite yet: what is missing?"""
    work = assignments.get_for(here.session, here.actor, tap.assignment_id)
    return _begin(here, work.id, ASK_FOR_CHANGES, changes, ChangesDraft(work.id, work.doer_name))


def changes_asked(answers: ChangesDraft, here: Here) -> Screen:
    """The doer hears what is missing."""
    work = assignments.ask_for_changes(
        here.session, here.actor, assignment_id=answers.assignment_id, text=answers.text, now=here.now
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
        holds=lambda answers, here: assignments.get_for(here.session, here.actor, answers.assignment_id),
    )
)
