"""A sentence for every polite no of selecting."""

from domain.programme.selecting import refusals
from frame.texts import Words, _, n_
from screens.programme.selecting import board
from screens.refusals import Sentences, add

SENTENCES: Sentences = {
    refusals.StillApplying: lambda refusal: _(
        "The call is still open, and applications may change. You can score and decide after the deadline: {moment}",
        moment=refusal.deadline,
    ),
    refusals.NotAllDecided: lambda refusal: n_(
        "Nothing was sent: {count} application has no decision yet.",
        "Nothing was sent: {count} applications have no decision yet.",
        refusal.count,
    ),
    refusals.NothingToDecide: lambda _refusal: _("Nothing was sent: nobody has applied."),
    refusals.TooManyAccepted: lambda refusal: _(
        "Nothing was sent: {accepted} are given a place, and there are {capacity} places. Change a decision, or the "
        "number of places.",
        accepted=refusal.accepted,
        capacity=refusal.capacity,
    ),
    refusals.PlacesLeft: lambda refusal: n_(
        "Nothing was sent: {count} place is left while some are in reserve. Give it to a reserve, or change the number "
        "of places.",
        "Nothing was sent: {count} places are left while some are in reserve. Give them to reserves, or change the "
        "number of places.",
        refusal.left,
    ),
    refusals.DecisionsChanged: lambda _refusal: board.CHANGED_SINCE,
    refusals.AnswerTooLate: lambda refusal: _(
        "The place waited until {moment}, and is not kept any more. If this was not meant, please tell the "
        "coordinators.",
        moment=refusal.confirm_by,
    ),
    refusals.NoPlaceFree: lambda _refusal: _("No place is free: nothing was offered."),
    refusals.NobodyInReserve: lambda _refusal: _("Nobody is in reserve: nothing was offered."),
}
FIELDS: dict[str, Words] = {"round_places": _("number of places"), "review_score": _("score")}

add(SENTENCES, FIELDS)
