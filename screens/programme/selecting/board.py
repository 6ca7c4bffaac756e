"""The board: the applications in their order, the capacity line, and one send to all."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.lifecycle import Permitted
from domain.programme.lifecycle import CHANGE_CAPACITY, OFFER_TO_RESERVE, SEND_DECISIONS
from domain.programme.selecting.views import BoardLine, BoardView, OutcomeView, PreparedView, Tally
from domain.programme.selecting.waiting import BoardWaiting
from frame.screen import Button, Screen, rows
from frame.texts import Joined, Words, _, lines, n_, paragraphs
from models.programme.application import Decision, PlaceState
from models.programme.round import RoundState
from screens.programme.naming import named
from screens.programme.selecting import outcomes
from screens.programme.selecting.ways import (
    ChangeCapacity,
    OfferToReserve,
    PreviewDecisions,
    PreviewNotice,
    ReadApplication,
    SendDecisions,
    SuggestDecisions,
    TurnBoard,
)
from screens.programme.ways import OpenRound, SeeBoard
from screens.ways import HOME, apart, pages

DECISIONS: Mapping[Decision, Words] = {
    Decision.ACCEPT: _("a place"),
    Decision.RESERVE: _("reserve"),
    Decision.NOT_THIS_TIME: _("not this time"),
}
STATES: Mapping[PlaceState, Words] = {
    PlaceState.ACCEPTED: _("place offered"),
    PlaceState.CONFIRMED: _("confirmed"),
    PlaceState.FINISHED: _("finished"),
    PlaceState.RESERVE: _("in reserve"),
    PlaceState.NOT_THIS_TIME: _("not this time"),
    PlaceState.WITHDRAWN: _("withdrew"),
    PlaceState.LAPSED: _("did not answer"),
    PlaceState.LEFT: _("gave the place back"),
}


def board(view: BoardView, may: Permitted, free: int, note: Words | None = None) -> Screen:
    """A page of it, for coordinators; for a reviewer, what is theirs to read."""
    deciding = view.state is RoundState.OPEN
    return Screen(
        paragraphs(
            note,
            _("<b>Applications: {round}</b>", round=named(view.names)),
            lines(
                n_("{count} application", "{count} applications", view.tally.total),
                view.decides and n_("{count} place", "{count} places", view.capacity),
                deciding and not view.closed and _("The call is open until: {moment}", moment=view.deadline),
            ),
            deciding and not view.closed and _("Until then they may change: nothing is scored or decided yet."),
            deciding and view.decides and _rule(view),
            not view.tally.total and _("Nobody has sent an application yet."),
            lines(*_listed(view)) if view.lines else None,
            deciding and view.decides and view.closed and view.tally.total > 0 and counted(view.tally),
            not deciding and view.decides and _settled(view, free),
        ),
        rows(
            *apart(
                Button(_("Read: {name}", name=line.organisation), ReadApplication(line.application_id))
                for line in view.lines
            ),
            *pages(view.tally.total, view.page, lambda page: TurnBoard(view.round_id, page)),
            view.closed and may(SEND_DECISIONS) and view.tally.total > 0 and _deciding(view),
            may(OFFER_TO_RESERVE)
            and free > 0
            and view.tally.reserve > 0
            and Button(_("Offer a free place to the next in reserve"), OfferToReserve(view.round_id)),
            may(CHANGE_CAPACITY) and Button(_("Change the number of places"), ChangeCapacity(view.round_id)),
            Button(_("Open the round"), OpenRound(view.round_id)),
            HOME,
        ),
    )


def _deciding(view: BoardView) -> tuple[tuple[Button, ...], ...]:
    some = view.tally.undecided < view.tally.total
    return rows(
        view.tally.undecided > 0 and Button(_("Suggest by rank"), SuggestDecisions(view.round_id, anew=False)),
        some and Button(_("Decide all anew by rank"), SuggestDecisions(view.round_id, anew=True)),
        some and Button(_("Look at what is sent"), PreviewDecisions(view.round_id)),
    )


def _rule(view: BoardView) -> Words:
    """The rule of the order, said where the order is."""
    if view.reviewed:
        return _(
            "The order: first those who were left out of the last round, then by the weighted mean of the scores, then "
            "by the time of sending."
        )
    return _("The order: first those who were left out of the last round, then by the time of sending.")


def _listed(view: BoardView) -> list[Words]:
    said: list[Words] = []
    for line in view.lines:
        said.append(_line(line, view))
        if view.decides and view.state is RoundState.OPEN and line.number == view.capacity < view.tally.total:
            said.append(_("———— places: {count} ————", count=view.capacity))
    return said


def _line(line: BoardLine, view: BoardView) -> Words:
    facts: list[Words] = [_("{number}. <b>{name}</b>", number=line.number, name=line.organisation)]
    if line.priority:
        facts.append(_("has priority"))
    if line.late:
        facts.append(_("late, by a code"))
    if line.mean is not None:
        facts.append(n_("mean {mean} (from {count})", "mean {mean} (from {count})", line.reviews, mean=line.mean))
    if line.mine_in:
        facts.append(_("scored by you"))
    if view.state is not RoundState.OPEN:
        facts.append(STATES.get(line.state, str(line.state)))
        if line.state is PlaceState.RESERVE and line.rank is not None:
            facts.append(_("number {number}", number=line.rank))
        if line.state is PlaceState.ACCEPTED and line.confirm_by is not None:
            facts.append(_("answer by {moment}", moment=line.confirm_by))
    elif view.decides:
        facts.append(_decision(line.decision, line.rank))
    return Joined(tuple(facts), " · ")


def _decision(decision: Decision | None, rank: int | None) -> Words:
    if decision is None:
        return _("no decision yet")
    if decision is Decision.RESERVE and rank is not None:
        return _("reserve {number}", number=rank)
    return DECISIONS[decision]


def counted(tally: Tally) -> Words:
    """How many have which decision."""
    return lines(
        _("A place: {count}", count=tally.accepted),
        _("Reserve: {count}", count=tally.reserve),
        _("Not this time: {count}", count=tally.left_out),
        tally.undecided > 0 and _("No decision yet: {count}", count=tally.undecided),
    )


def _settled(view: BoardView, free: int) -> Words:
    """How the places stand after the send."""
    if free < 0:
        return n_(
            "There is {count} place more taken than there are places. Nobody loses a place: the next that comes free "
            "is not offered.",
            "There are {count} places more taken than there are places. Nobody loses a place: the next that come free "
            "are not offered.",
            -free,
        )
    return lines(
        _("Places taken: {count}", count=view.tally.taken),
        _("Places free: {count}", count=free),
    )


def suggested(tally: Tally) -> Words:
    """Said above the board after "suggest by rank"."""
    return lines(_("Decided by rank. Nothing is sent yet: change what you wish."), counted(tally))


# Before the send


CHANGED_SINCE = _("Nothing was sent: the decisions have changed since you looked at them. This is how they are now.")


def preview(view: PreparedView, *, ready: bool, note: Words | None = None) -> Screen:
    """What one send would tell, in numbers; and what stands in its way."""
    tally = view.tally
    return Screen(
        paragraphs(
            note,
            _("<b>What is sent: {round}</b>", round=named(view.names)),
            counted(tally),
            _in_the_way(view),
            lines(
                _("Everyone of each organisation hears at once: who wrote it, its contact persons, its participants."),
                _("It cannot be taken back. Please read the notices first."),
            ),
        ),
        rows(
            bool(view.outcomes) and Button(_("Read the notices one by one"), PreviewNotice(view.round_id, 0)),
            ready
            and Button(
                n_("Send the decision to all ({count})", "Send the decisions to all ({count})", tally.total),
                SendDecisions(view.round_id, view.version),
            ),
            Button(_("Back to the applications"), SeeBoard(view.round_id)),
        ),
    )


def _in_the_way(view: PreparedView) -> Words | None:
    tally = view.tally
    if tally.undecided:
        return n_(
            "Nothing is sent yet: {count} application has no decision.",
            "Nothing is sent yet: {count} applications have no decision.",
            tally.undecided,
        )
    if tally.accepted > view.capacity:
        return _(
            "More are given a place ({accepted}) than there are places ({capacity}). Change a decision, or the number "
            "of places.",
            accepted=tally.accepted,
            capacity=view.capacity,
        )
    if tally.reserve and tally.accepted < view.capacity:
        return n_(
            "{count} place is left while some are in reserve. Give it to a reserve, or change the number of places.",
            "{count} places are left while some are in reserve. Give them to reserves, or change the number of places.",
            view.capacity - tally.accepted,
        )
    return None


def preview_notice(view: PreparedView, outcome: OutcomeView, at: int) -> Screen:
    """One notice, as its reader will read it."""
    return Screen(
        paragraphs(
            _(
                "Notice {number} of {count}. To: <b>{name}</b>. They will read:",
                number=at + 1,
                count=len(view.outcomes),
                name=outcome.organisation,
            ),
            outcomes.decided(outcome),
        ),
        rows(
            (
                *((Button(_("Previous"), PreviewNotice(view.round_id, at - 1)),) if at > 0 else ()),
                *((Button(_("Next"), PreviewNotice(view.round_id, at + 1)),) if at + 1 < len(view.outcomes) else ()),
            ),
            Button(_("Change this decision"), ReadApplication(outcome.application_id)),
            Button(_("Look at what is sent"), PreviewDecisions(view.round_id)),
        ),
    )


def sent(tally: Tally) -> Words:
    """Said above the board."""
    return lines(_("Sent to all."), counted(tally))


# The number of places


@dataclass
class CapacityDraft:
    """How many places there should be."""

    round_id: int = 0
    now: int = 0
    capacity: int = 0


WHAT_CAPACITY = _("Changing the number of places")
CAPACITY = _("number of places")


def which_capacity(answers: CapacityDraft) -> Words:
    """Asks for it."""
    return lines(
        n_("There is {count} place now.", "There are {count} places now.", answers.now),
        _("How many should there be? Nobody loses a place. Places that come free go to the reserves."),
    )


def capacity_changed(capacity: int, offered: int) -> Words:
    """Said above the board."""
    return lines(
        n_("There is {count} place now.", "There are {count} places now.", capacity),
        offered > 0 and n_("{count} reserve is offered a place.", "{count} reserves are offered a place.", offered),
    )


OFFERED = _("The place is offered to the next in reserve. You will hear here what they answer.")


# The home screen


def waits(view: BoardWaiting) -> tuple[Words, Button]:
    """What there is to do in a round."""
    if view.to_score:
        said: Words = n_(
            "{count} application to score: {round}", "{count} applications to score: {round}", view.to_score,
            round=named(view.names),
        )  # fmt: skip
    elif view.to_decide:
        said = n_(
            "{count} application to decide: {round}", "{count} applications to decide: {round}", view.to_decide,
            round=named(view.names),
        )  # fmt: skip
    else:
        said = _("The decisions are ready to send: {round}", round=named(view.names))
    return said, Button(_("See the applications"), SeeBoard(view.round_id))
