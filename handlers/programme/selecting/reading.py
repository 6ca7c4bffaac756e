"""One application after another: read, scored, commented on, decided."""

from domain.lifecycle import Permitted
from domain.programme.lifecycle import COMMENT_ON_APPLICATION, DECIDE, PLACE, SCORE
from domain.programme.selecting import decisions, reading, reviews
from domain.programme.selecting.views import ReadingView
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import line, prose
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask
from frame.texts import Words
from handlers import home
from handlers.programme.selecting import board
from screens.programme.selecting import reading as screens
from screens.programme.selecting.reading import CommentDraft, ReasonDraft
from screens.programme.selecting.ways import (
    Abstain,
    DecideAs,
    DeclareConflict,
    GiveScore,
    MoveReserveUp,
    ReadApplication,
    ReadComments,
    SayWhy,
    ScoreCriterion,
    WriteComment,
)

routes = Routes()


@routes.tap(ReadApplication)
def read(tap: ReadApplication, here: Here) -> Screen:
    """One application."""
    return show(here, tap.application_id)


def show(here: Here, application_id: int, note: Words | None = None) -> Screen:
    """The same, with a `note` above it. Raises NotThere."""
    view = reading.read(here.session, here.actor, application_id=application_id)
    round_ = reading.round_of(here.session, view.round_id)
    return screens.application(view, _may(here, application_id), closed=here.now > round_.deadline, note=note)


def _may(here: Here, application_id: int) -> Permitted:
    return PLACE.permitted(here.session, here.actor, reading.application_of(here.session, application_id))


# Scoring


@routes.tap(ScoreCriterion)
def score(tap: ScoreCriterion, here: Here) -> Screen:
    """A card with five buttons."""
    view = reading.read(here.session, here.actor, application_id=tap.application_id)
    if not _may(here, view.application_id)(SCORE) or not view.criteria:
        return show(here, view.application_id)
    reviews.after_the_deadline(reading.round_of(here.session, view.round_id), here.now)
    ids = [one.id for one in view.criteria]
    if tap.criterion_id in ids:
        return screens.criterion(view, ids.index(tap.criterion_id))
    return screens.criterion(view, _first_open(view) or 0)


@routes.tap(GiveScore)
def give_score(tap: GiveScore, here: Here) -> Screen:
    """One tap; then the next criterion that has no score."""
    reviews.score(
        here.session,
        here.actor,
        application_id=tap.application_id,
        criterion_id=tap.criterion_id,
        score=tap.score,
        now=here.now,
    )
    view = reading.read(here.session, here.actor, application_id=tap.application_id)
    following = _first_open(view)
    if following is not None:
        return screens.criterion(view, following)
    return show(here, tap.application_id, screens.SCORED)


def _first_open(view: ReadingView) -> int | None:
    given = view.mine.scores if view.mine is not None else (None,) * len(view.criteria)
    return next((at for at, one in enumerate(given) if one is None), None)


@routes.tap(Abstain)
def abstain(tap: Abstain, here: Here) -> Screen:
    """I do not score it."""
    reviews.abstain(here.session, here.actor, application_id=tap.application_id, now=here.now)
    return show(here, tap.application_id, screens.ABSTAINED)


@routes.tap(DeclareConflict)
def conflict(tap: DeclareConflict, here: Here) -> Screen:
    """I should not judge it."""
    view = reading.read(here.session, here.actor, application_id=tap.application_id)
    if not tap.sure:
        return screens.surely_conflict(view)
    reviews.declare_conflict(here.session, here.actor, application_id=tap.application_id, now=here.now)
    return board.show(here, view.round_id, screens.CONFLICT_DECLARED)


# What is said of it


@routes.tap(ReadComments)
def comments(tap: ReadComments, here: Here) -> Screen:
    """What the others say."""
    view = reading.read(here.session, here.actor, application_id=tap.application_id)
    last = max(0, (len(view.others) - 1) // screens.COMMENTS)
    return screens.comments(view, min(max(tap.page, 0), last))


@routes.tap(WriteComment)
def write_comment(tap: WriteComment, here: Here) -> Screen:
    """In one's own words."""
    view = reading.read(here.session, here.actor, application_id=tap.application_id)
    if not _may(here, view.application_id)(COMMENT_ON_APPLICATION):
        return show(here, view.application_id)
    begun = CommentDraft(view.application_id, view.organisation, view.mine.comment if view.mine is not None else "")
    return commenting.open(here, begun, subject=str(view.application_id))


def commented(answers: CommentDraft, here: Here) -> Screen:
    """Kept for those who select."""
    text = answers.text or ""
    reviews.comment(here.session, here.actor, application_id=answers.application_id, text=text, now=here.now)
    return show(here, answers.application_id, screens.COMMENTED if text else screens.UNCOMMENTED)


commenting = routes.dialogue(
    Dialogue(
        "roundcomment",
        CommentDraft,
        Ask(
            "text",
            lambda answers, _here: screens.which_comment(answers),
            prose(maximum=reviews.COMMENT_MAX),
            optional=True,
            skip=screens.TAKE_OFF_COMMENT,
        ),
        what=screens.WHAT_COMMENTING,
        then=commented,
        ended=home.show,
        holds=lambda answers, here: reading.read(here.session, here.actor, application_id=answers.application_id),
    )
)


# Deciding


@routes.tap(DecideAs)
def decide(tap: DecideAs, here: Here) -> Screen:
    """Prepared, not sent."""
    decisions.decide(here.session, here.actor, application_id=tap.application_id, decision=tap.decision, now=here.now)
    return show(here, tap.application_id, screens.DECIDED)


@routes.tap(MoveReserveUp)
def move_up(tap: MoveReserveUp, here: Here) -> Screen:
    """One place earlier among the reserves."""
    decisions.move_up(here.session, here.actor, application_id=tap.application_id, now=here.now)
    return show(here, tap.application_id)


@routes.tap(SayWhy)
def say_why(tap: SayWhy, here: Here) -> Screen:
    """A line with the decision."""
    view = reading.read(here.session, here.actor, application_id=tap.application_id)
    if not _may(here, view.application_id)(DECIDE):
        return show(here, view.application_id)
    begun = ReasonDraft(view.application_id, view.organisation, view.reason)
    return reasoning.open(here, begun, subject=str(view.application_id))


def reasoned(answers: ReasonDraft, here: Here) -> Screen:
    """It goes with the decision."""
    decisions.say_why(
        here.session,
        here.actor,
        application_id=answers.application_id,
        reason=answers.reason or "",
        now=here.now,
    )
    return show(here, answers.application_id, screens.REASON_KEPT)


def _undecided(answers: ReasonDraft, here: Here) -> None:
    application = reading.application_of(here.session, answers.application_id)
    PLACE.require(here.session, here.actor, DECIDE, application)


reasoning = routes.dialogue(
    Dialogue(
        "roundreason",
        ReasonDraft,
        Ask(
            "reason",
            lambda answers, _here: screens.which_reason(answers),
            line(maximum=decisions.REASON_MAX),
            optional=True,
            skip=screens.TAKE_OFF_REASON,
        ),
        what=screens.WHAT_REASONING,
        then=reasoned,
        ended=home.show,
        holds=_undecided,
    )
)
