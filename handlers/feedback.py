"""Feedback: how it went."""

from domain import feedback
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import prose
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask, Choose, Confirm
from handlers import home
from screens import facts
from screens import feedback as screens
from screens.feedback import LABELS, FeedbackDraft, SeeFeedback, SkipFeedback, StopQuoting
from screens.ways import GiveFeedback

routes = Routes()


@routes.tap(GiveFeedback)
def give(tap: GiveFeedback, here: Here) -> Screen:
    """Say how it went. Where that is over, what there is to see."""
    view = feedback.get_for(here.session, here.actor, tap.feedback_id)
    if not view.open:
        return show(here, view.id)
    return give_feedback.open(here, FeedbackDraft(view.id, view.task_title, view.about_name), subject=str(view.id))


def show(here: Here, feedback_id: int) -> Screen:
    """What was said, as far as it may be seen. Raises NotThere."""
    return screens.page(feedback.get_for(here.session, here.actor, feedback_id))


@routes.tap(SeeFeedback)
def see(tap: SeeFeedback, here: Here) -> Screen:
    """What I said."""
    return show(here, tap.feedback_id)


@routes.tap(StopQuoting)
def stop_quoting(tap: StopQuoting, here: Here) -> Screen:
    """My words may be quoted no longer."""
    view = feedback.stop_quoting(here.session, here.actor, feedback_id=tap.feedback_id, now=here.now)
    return screens.page(view, screens.NOT_QUOTED)


@routes.tap(SkipFeedback)
def skip(tap: SkipFeedback, here: Here) -> Screen:
    """Say nothing."""
    view = feedback.skip(here.session, here.actor, feedback_id=tap.feedback_id, now=here.now)
    return screens.is_in(view, screens.SKIPPED)


def send(answers: FeedbackDraft, here: Here) -> Screen:
    """It is in."""
    view = feedback.give(
        here.session, here.actor, feedback_id=answers.feedback_id, scores=answers.scores(), now=here.now
    )
    return screens.is_in(view, screens.SENT)


give_feedback = routes.dialogue(
    Dialogue(
        "feedback",
        FeedbackDraft,
        Choose(
            "task",
            lambda answers, _here: screens.which_task(answers),
            lambda _answers, _here: screens.scores(),
            LABELS["task"],
            read=int,
        ),
        Choose(
            "schedule", screens.WHICH_SCHEDULE, lambda _answers, _here: screens.scores(), LABELS["schedule"], read=int
        ),
        Choose("process", screens.WHICH_PROCESS, lambda _answers, _here: screens.scores(), LABELS["process"], read=int),
        Ask(
            "comment",
            screens.WHICH_COMMENT,
            facts.careful(prose(maximum=feedback.COMMENT_MAX)),
            LABELS["comment"],
            optional=True,
            skip=screens.WITHOUT_COMMENT,
        ),
        Choose(
            "quotable",
            screens.MAY_BE_QUOTED,
            lambda _answers, _here: screens.yes_or_no(),
            LABELS["quotable"],
            read=lambda value: value == "yes",
            when=lambda answers: bool(answers.comment),
        ),
        Confirm(lambda answers, _here: screens.preview(answers), send=screens.SEND),
        what=screens.WHAT,
        then=send,
        ended=home.show,
        holds=lambda answers, here: feedback.get_for(here.session, here.actor, answers.feedback_id),
    )
)
