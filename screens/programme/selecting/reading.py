"""One application after another: read, scored, commented on, decided."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.lifecycle import Permitted
from domain.programme.lifecycle import COMMENT_ON_APPLICATION, DECIDE, DECLARE_CONFLICT, SCORE
from domain.programme.selecting.views import CriterionView, ReadingView, ReviewView
from frame.screen import Button, Screen, rows
from frame.texts import Joined, Words, _, lines, n_, paragraphs
from models.programme.application import ContentArea, Decision, PlaceState
from models.programme.review import Stance
from screens.organisations import region
from screens.programme.naming import named
from screens.programme.places import AREAS
from screens.programme.selecting import board
from screens.programme.selecting.ways import (
    Abstain,
    DecideAs,
    DeclareConflict,
    GiveScore,
    MoveReserveUp,
    PreviewDecisions,
    ReadApplication,
    ReadComments,
    SayWhy,
    ScoreCriterion,
    WriteComment,
)
from screens.programme.ways import SeeBoard

COMMENTS = 3  # on one screen: each has up to 1,000 characters
SCORES: Mapping[int, Words] = {
    1: _("1 weak"),
    2: _("2 fair"),
    3: _("3 good"),
    4: _("4 very good"),
    5: _("5 excellent"),
}


def application(view: ReadingView, may: Permitted, *, closed: bool, note: Words | None = None) -> Screen:
    """One of them, with what may be done, and the ways to the others."""
    return Screen(
        paragraphs(
            note,
            _(
                "Application {number} of {count}: {round}",
                number=view.number,
                count=view.count,
                round=named(view.names),
            ),
            lines(
                _("<b>{name}</b>", name=view.organisation),
                view.organisation_region is not None and region(view.organisation_region),
                view.priority and _("Has priority: was left out of the last round."),
                view.late and _("Came after the deadline, by a code."),
                _("Sent: {moment}", moment=view.sent_at),
            ),
            _("What they want to work on: {text}", text=view.activity),
            _("<i>{text}</i>", text=view.motivation),
            lines(
                bool(view.participants) and _("Taking part: {names}", names=Joined(tuple(view.participants), ", ")),
                _("Commits to all the dates.") if view.commits else _("Has not committed to all the dates."),
            ),
            bool(view.ratings) and lines(_("How they see themselves, from 1 to 4:"), *map(_rating, view.ratings)),
            _said_of_it(view),
            _decided(view),
        ),
        rows(
            closed and may(DECIDE) and view.state is PlaceState.SENT and _deciding(view),
            closed and may(SCORE) and _scoring(view),
            may(DECLARE_CONFLICT)
            and Button(_("Declare a conflict of interest"), DeclareConflict(view.application_id, sure=False)),
            may(COMMENT_ON_APPLICATION)
            and Button(
                _("Change my comment") if view.mine is not None and view.mine.comment else _("Write a comment"),
                WriteComment(view.application_id),
            ),
            bool(view.others)
            and Button(
                n_("Read what the others say ({count})", "Read what the others say ({count})", len(view.others)),
                ReadComments(view.application_id),
            ),
            (
                *((Button(_("Previous"), ReadApplication(view.previous_id)),) if view.previous_id else ()),
                *((Button(_("Next"), ReadApplication(view.next_id)),) if view.next_id else ()),
            ),
            Button(_("Back to the applications"), SeeBoard(view.round_id)),
        ),
    )


def _rating(one: tuple[ContentArea, int]) -> Words:
    return _("{area}: {score}", area=AREAS[one[0]], score=one[1])


def _said_of_it(view: ReadingView) -> Words | None:
    if view.own_organisation:
        return _("This is of your own organisation, or you have declared a conflict: what is said of it is not shown.")
    return (
        lines(
            view.mean is not None and _("Weighted mean of the scores: {mean}", mean=view.mean),
            view.mine is not None and _mine(view.mine, view.criteria),
            view.others_hidden and _("You will see what the others say when your own scores are in."),
        )
        if view.mean is not None or view.mine is not None or view.others_hidden
        else None
    )


def _mine(mine: ReviewView, criteria: tuple[CriterionView, ...]) -> Words:
    if mine.stance is Stance.ABSTAINED:
        return lines(_("You abstained."), _comment(mine))
    given = [one for one in mine.scores if one is not None]
    return lines(
        bool(given) and _("Your scores: {given} of {all}", given=len(given), all=len(criteria)),
        _comment(mine),
    )


def _comment(review: ReviewView) -> Words | None:
    return _("Your comment: <i>{text}</i>", text=review.comment) if review.comment else None


def _decided(view: ReadingView) -> Words | None:
    if view.decision is None:
        return None
    return lines(
        _("Reserve: number {number}", number=view.rank)
        if view.decision is Decision.RESERVE and view.rank is not None
        else _("Decision: {decision}", decision=board.DECISIONS[view.decision]),
        bool(view.reason) and _("With it: <i>{text}</i>", text=view.reason),
        view.state is PlaceState.SENT and _("Not sent yet."),
    )


def _deciding(view: ReadingView) -> tuple[tuple[Button, ...], ...]:
    labels = {
        Decision.ACCEPT: _("Give a place"),
        Decision.RESERVE: _("Put in reserve"),
        Decision.NOT_THIS_TIME: _("Decide: not this time"),
    }
    return rows(
        *(
            Button(label, DecideAs(view.application_id, decision))
            for decision, label in labels.items()
            if decision is not view.decision
        ),
        view.decision is Decision.RESERVE
        and (view.rank or 0) > 1
        and Button(_("Move up in the order"), MoveReserveUp(view.application_id)),
        view.decision is not None
        and Button(_("Change the reason") if view.reason else _("Write a reason"), SayWhy(view.application_id)),
        view.next_id is None and Button(_("Look at what is sent"), PreviewDecisions(view.round_id)),
    )


def _scoring(view: ReadingView) -> tuple[tuple[Button, ...], ...]:
    return rows(
        bool(view.criteria)
        and Button(_("Change my scores") if view.mine_in else _("Score it"), ScoreCriterion(view.application_id)),
        not (view.mine is not None and view.mine.stance is Stance.ABSTAINED)
        and Button(_("Abstain from scoring it"), Abstain(view.application_id)),
    )


def criterion(view: ReadingView, at: int) -> Screen:
    """One card: a criterion, and five buttons."""
    back = Button(_("Back to the application"), ReadApplication(view.application_id))
    if not 0 <= at < len(view.criteria):
        return Screen(_("There is nothing to score."), rows(back))
    one = view.criteria[at]
    given = view.mine.scores[at] if view.mine is not None and at < len(view.mine.scores) else None
    return Screen(
        paragraphs(
            _("<b>{name}</b>", name=view.organisation),
            _(
                "Criterion {number} of {count}: {criterion}",
                number=at + 1,
                count=len(view.criteria),
                criterion=one.name,
            ),
            one.weight != 1 and _("Counts {count} times.", count=one.weight),
            given is not None and _("Your score now: {score}", score=given),
        ),
        rows(
            *(Button(label, GiveScore(view.application_id, one.id, score)) for score, label in SCORES.items()),
            (
                *((Button(_("Previous"), _card(view, at - 1)),) if at > 0 else ()),
                *((Button(_("Next"), _card(view, at + 1)),) if at + 1 < len(view.criteria) else ()),
            ),
            back,
        ),
    )


def _card(view: ReadingView, at: int) -> ScoreCriterion:
    return ScoreCriterion(view.application_id, view.criteria[at].id)


def comments(view: ReadingView, page: int) -> Screen:
    """What the others say of it, some at a time."""
    shown = view.others[page * COMMENTS : (page + 1) * COMMENTS]
    more = len(view.others) - (page + 1) * COMMENTS
    return Screen(
        paragraphs(
            _("What the others say of: <b>{name}</b>", name=view.organisation),
            *(_review(one, view.criteria) for one in shown),
        ),
        rows(
            more > 0 and Button(_("Show more ({count})", count=more), ReadComments(view.application_id, page + 1)),
            page > 0 and Button(_("Show the first ones"), ReadComments(view.application_id)),
            Button(_("Back to the application"), ReadApplication(view.application_id)),
        ),
    )


def _review(one: ReviewView, criteria: tuple[CriterionView, ...]) -> Words:
    stance: Words | bool = {
        Stance.ABSTAINED: _("abstained"),
        Stance.CONFLICT: _("declared a conflict of interest"),
    }.get(one.stance, False)
    given = [
        _("{criterion}: {score}", criterion=criterion.name, score=score)
        for criterion, score in zip(criteria, one.scores, strict=False)
        if score is not None
    ]
    return lines(
        _("<b>{name}</b>", name=one.reviewer),
        stance,
        *given,
        bool(one.comment) and _("<i>{text}</i>", text=one.comment),
    )


def surely_conflict(view: ReadingView) -> Screen:
    """Asked once."""
    return Screen(
        paragraphs(
            _("Declare a conflict of interest? <b>{name}</b>", name=view.organisation),
            _("Your scores and your comment on this application go, and you see it no more. It cannot be undone."),
        ),
        rows(
            Button(_("Yes, I have a conflict of interest"), DeclareConflict(view.application_id, sure=True)),
            Button(_("No, go back"), ReadApplication(view.application_id)),
        ),
    )


CONFLICT_DECLARED = _("Noted: you have a conflict of interest there, and do not see that application any more.")
ABSTAINED = _("Noted: you abstain from scoring it.")
SCORED = _("Your scores are in. Thank you.")
COMMENTED = _("Your comment is kept. The applicants never see it.")
UNCOMMENTED = _("Your comment is taken off.")
DECIDED = _("Decided. Nothing is sent yet.")
REASON_KEPT = _("Kept. It is sent with the decision.")


# Writing


@dataclass
class CommentDraft:
    """One's own words."""

    application_id: int = 0
    organisation: str = ""
    old: str = ""
    text: str | None = None


@dataclass
class ReasonDraft:
    """A line with the decision."""

    application_id: int = 0
    organisation: str = ""
    old: str = ""
    reason: str | None = None


WHAT_COMMENTING = _("Commenting on an application")
WHAT_REASONING = _("Giving a reason with a decision")
TAKE_OFF_COMMENT = _("Leave no comment")
TAKE_OFF_REASON = _("Give no reason")


def which_comment(answers: CommentDraft) -> Words:
    """Asks for it."""
    return paragraphs(
        _("Your comment on: <b>{name}</b>", name=answers.organisation),
        bool(answers.old) and _("Now it says: <i>{text}</i>", text=answers.old),
        _("Those who select see it, the applicants never do. At most 1,000 characters."),
    )


def which_reason(answers: ReasonDraft) -> Words:
    """Asks for it."""
    return paragraphs(
        _("A line that is sent with the decision, to: <b>{name}</b>", name=answers.organisation),
        bool(answers.old) and _("Now it says: <i>{text}</i>", text=answers.old),
        _("They will read it as it is. At most 300 characters."),
    )
