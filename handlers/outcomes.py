"""What requesters say a month after."""

from domain.refusals import NotThere
from domain.results import outcomes
from domain.results.notices import OutcomeAsked
from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from screens import outcomes as screens
from screens.outcomes import AnswerOutcome, AskOutcome

routes = Routes()


@routes.notice(OutcomeAsked)
def asked(notice: OutcomeAsked, here: Here) -> Screen | None:
    """The first of the three questions, while it is unanswered."""
    try:
        view = outcomes.get_for(here.session, here.actor, notice.outcome_id)
    except NotThere:
        return None
    return screens.asked(view) if view.next is not None else None


@routes.tap(AnswerOutcome)
def answer(tap: AnswerOutcome, here: Here) -> Screen:
    """The next question, or thanks."""
    return screens.answered(
        outcomes.answer(
            here.session, here.actor, outcome_id=tap.outcome_id, question=tap.question, yes=tap.yes, now=here.now
        )
    )


@routes.tap(AskOutcome)
def again(tap: AskOutcome, here: Here) -> Screen:
    """From the first question."""
    return screens.again(outcomes.get_for(here.session, here.actor, tap.outcome_id))
