"""Disputes: the operators are asked, hear both sides, and decide."""

from domain import assignments, disputes
from domain.lifecycle import ANSWER_DISPUTE, DISPUTE
from domain.refusals import NotNow, Noun, Subject
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import hours, prose
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask, Choose, Confirm
from frame.texts import Words
from handlers import home
from handlers.assignments import begin
from handlers.assignments import show as show_work
from models.dispute import DisputeAbout
from screens import disputes as screens
from screens import facts
from screens.disputes import AnswerDispute, DecideDispute, DecisionDraft, DisputeDraft, OpenDispute
from screens.ways import SeeDispute

routes = Routes()


@routes.tap(SeeDispute)
def see(tap: SeeDispute, here: Here) -> Screen:
    """What the operators are asked, to them and to the two sides."""
    return show(here, tap.dispute_id)


def show(here: Here, dispute_id: int, note: Words | None = None) -> Screen:
    """The same, with a `note` above it. Raises NotThere."""
    view = disputes.get_for(here.session, here.actor, dispute_id, operators=here.house.operators)
    return screens.page(view, note)


# The two sides


@routes.tap(OpenDispute)
def ask(tap: OpenDispute, here: Here) -> Screen:
    """What should the operators decide?"""
    return _begin(tap.assignment_id, here, answering=False)


@routes.tap(AnswerDispute)
def answer(tap: AnswerDispute, here: Here) -> Screen:
    """The other side's words."""
    return _begin(tap.assignment_id, here, answering=True)


def _begin(assignment_id: int, here: Here, *, answering: bool) -> Screen:
    work = assignments.get_for(here.session, here.actor, assignment_id)
    other = work.other_name(here.actor.id)
    begun = DisputeDraft(work.id, work.task_title, other, work.state, bool(work.missed_no_show))
    if answering:
        return begin(here, work.id, ANSWER_DISPUTE, my_side, begun)
    return begin(here, work.id, DISPUTE, dispute, begun)


def asked(answers: DisputeDraft, here: Here) -> Screen:
    """The other side and the operators hear of it."""
    view = disputes.open_(
        here.session,
        here.actor,
        assignment_id=answers.assignment_id,
        about=answers.about,
        text=answers.text,
        operators=here.house.operators,
        now=here.now,
    )
    return show_work(here, view.assignment_id, screens.ASKED)


def answered(answers: DisputeDraft, here: Here) -> Screen:
    """The operators have both sides' words."""
    view = disputes.answer(
        here.session,
        here.actor,
        assignment_id=answers.assignment_id,
        text=answers.text,
        operators=here.house.operators,
        now=here.now,
    )
    return show(here, view.id, screens.ANSWERED)


dispute = routes.dialogue(
    Dialogue(
        "dispute",
        DisputeDraft,
        Choose(
            "about",
            lambda answers, _here: screens.about_what(answers),
            lambda answers, _here: screens.matters(answers),
            screens.LABELS["about"],
            read=DisputeAbout,
        ),
        Ask(
            "text",
            screens.WHICH_WORDS,
            facts.careful(prose(maximum=disputes.TEXT_MAX)),
            screens.LABELS["text"],
        ),
        Confirm(lambda answers, _here: screens.preview(answers), send=screens.SEND),
        what=screens.WHAT,
        then=asked,
        ended=home.show,
        holds=lambda answers, here: assignments.get_for(here.session, here.actor, answers.assignment_id),
    )
)

my_side = routes.dialogue(
    Dialogue(
        "disputeside",
        DisputeDraft,
        Ask(
            "text",
            lambda answers, _here: screens.your_side(answers),
            facts.careful(prose(maximum=disputes.TEXT_MAX)),
        ),
        what=screens.WHAT_ANSWERING,
        then=answered,
        ended=home.show,
        holds=lambda answers, here: assignments.get_for(here.session, here.actor, answers.assignment_id),
    )
)


# The operators


@routes.tap(DecideDispute)
def decide(tap: DecideDispute, here: Here) -> Screen:
    """How much time do you decide on?"""
    view = disputes.get_for(here.session, here.actor, tap.dispute_id, operators=here.house.operators)
    if not view.decides:
        return screens.page(view)
    told = view.minutes_approved or view.minutes_reported or 0
    begun = DecisionDraft(view.id, view.task_title, told, view.minutes_estimated)
    return deciding.open(here, begun, subject=str(view.id))


def decided(answers: DecisionDraft, here: Here) -> Screen:
    """Both sides hear it."""
    view = disputes.decide(
        here.session,
        here.actor,
        dispute_id=answers.dispute_id,
        minutes=answers.minutes,
        reason=answers.reason,
        operators=here.house.operators,
        now=here.now,
    )
    return screens.page(view, screens.DECIDED)


def _undecided(answers: DecisionDraft, here: Here) -> None:
    view = disputes.get_for(here.session, here.actor, answers.dispute_id, operators=here.house.operators)
    if not view.decides:
        raise NotNow(Subject(Noun.DISPUTE, view.id), state="decided")


deciding = routes.dialogue(
    Dialogue(
        "deciding",
        DecisionDraft,
        Ask(
            "minutes",
            lambda answers, _here: screens.which_hours(answers),
            hours(0, assignments.USED_MAX / 60),
            screens.LABELS["minutes"],
            offers=lambda answers, _here: screens.figures(answers),
        ),
        Ask("reason", screens.WHY, facts.careful(prose(maximum=disputes.REASON_MAX)), screens.LABELS["reason"]),
        Confirm(lambda answers, _here: screens.decision(answers), send=screens.DECIDE),
        what=screens.WHAT_DECIDING,
        then=decided,
        ended=home.show,
        holds=_undecided,
    )
)
