"""What people answer: how their organisation sees itself, and how a contact day was."""

from collections.abc import Sequence

from domain.programme.results import days, ratings
from domain.programme.results.notices import DayFeedbackWanted, RatingWanted
from domain.refusals import NotThere
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import line
from frame.routing import Routes
from frame.screen import Button, Screen
from frame.steps import Ask, Choose
from frame.texts import Words
from handlers import home
from models.programme.application import ContentArea
from screens.programme import applying
from screens.programme.results import answers as screens
from screens.programme.results.answers import AgainDraft, DayDraft
from screens.programme.results.ways import RateAgain, SayOfDay

routes = Routes()


@routes.tap(RateAgain)
def rate(tap: RateAgain, here: Here) -> Screen:
    """The four questions of the start."""
    view = ratings.asked(here.session, here.actor, application_id=tap.application_id)
    before = {str(area): score for area, score in view.before.items()}
    return rating.open(here, AgainDraft(view.application_id, before), subject=str(view.application_id))


def rated(answers: AgainDraft, here: Here) -> Screen:
    """All four are there."""
    given = {area: int(getattr(answers, area)) for area in ContentArea}
    return screens.rated(
        ratings.rate(here.session, here.actor, application_id=answers.application_id, scores=given, now=here.now)
    )


def _question(area: ContentArea) -> Choose:
    return Choose(
        str(area),
        lambda answers, _here: screens.beside(applying.AREAS[area], answers.before.get(str(area))),
        lambda _answers, _here: applying.scores(),
        read=int,
    )


rating = routes.dialogue(
    Dialogue(
        "rateagain",
        AgainDraft,
        *map(_question, ContentArea),
        what=applying.WHAT_RATING,
        then=rated,
        ended=home.show,
        resumes=True,
        holds=lambda answers, here: ratings.asked(here.session, here.actor, application_id=answers.application_id),
    )
)


@routes.notice(RatingWanted)
def rating_wanted(notice: RatingWanted, here: Here) -> Screen | None:
    """How do you see yourselves now?"""
    view = ratings.waiting(here.session, here.actor, notice)
    return screens.wanted(view, notice.number) if view is not None else None


@routes.awaits("programme_ratings")
def awaits(here: Here) -> Sequence[tuple[Words, Button]]:
    """What my organisation is asked and has not answered."""
    return [screens.waits(view) for view in ratings.unanswered(here.session, here.actor, now=here.now)]


# After a contact day


@routes.tap(SayOfDay)
def say_of_day(tap: SayOfDay, here: Here) -> Screen:
    """Two questions."""
    view = days.asked(here.session, here.actor, tap.feedback_id)
    return saying.open(here, DayDraft(view.id), subject=str(view.id))


def said(answers: DayDraft, here: Here) -> Screen:
    """Thank you."""
    view = days.give(
        here.session,
        here.actor,
        feedback_id=answers.feedback_id,
        useful=answers.useful,
        next_step=answers.next_step or "",
        now=here.now,
    )
    return screens.day_said(view)


saying = routes.dialogue(
    Dialogue(
        "dayfeedback",
        DayDraft,
        Choose("useful", screens.WHICH_USEFUL, lambda _answers, _here: screens.scores(), read=int),
        Ask(
            "next_step",
            screens.WHICH_STEP,
            line(maximum=days.NEXT_MAX),
            optional=True,
            skip=screens.WITHOUT_STEP,
        ),
        what=screens.WHAT_DAY,
        then=said,
        ended=home.show,
        holds=lambda answers, here: days.asked(here.session, here.actor, answers.feedback_id),
    )
)


@routes.notice(DayFeedbackWanted)
def day_wanted(notice: DayFeedbackWanted, here: Here) -> Screen | None:
    """Two questions about a day; nothing where they are answered."""
    try:
        view = days.asked(here.session, here.actor, notice.feedback_id)
    except NotThere:
        return None
    return screens.day_wanted(view) if view.useful is None else None
