"""What may be tried of a share of a task, by name: for tests in which people do anything in any order."""

from collections.abc import Callable
from typing import Any

from domain import assignments, disputes, feedback, hours, missed
from domain.views import Scores
from models.assignment import Capacity
from models.dispute import DisputeAbout
from models.person import Person
from tests.domain.world import World

FINISHING = (
    "done", "capacity", "approve", "correct", "changes", "word", "missed", "answer", "more", "instead", "agree",
    "refuse", "dispute", "reply", "decide", "decide_none", "give", "skip",
)  # fmt: skip


def finishing(
    world: World, actor: Person, share: int, operators: frozenset[int], requester: Person, much: int
) -> dict[str, Callable[[], object]]:
    """The verbs of finishing, each ready to be called; `much` gives minutes and rounds."""
    session = world.session
    form = feedback.of_assignment(session, actor, share)
    proposal = hours.proposed(session, requester, share)
    dispute = disputes.of_assignment(session, requester, share)
    common: dict[str, Any] = {"assignment_id": share, "now": world.now}
    offer: dict[str, Any] = {"proposal_id": proposal.id if proposal else 0, "now": world.now}
    own: dict[str, Any] = {"feedback_id": form.id if form else 0, "now": world.now}
    case: dict[str, Any] = {
        "dispute_id": dispute.id if dispute else 0,
        "reason": "Näin",
        "now": world.now,
    }
    return {
        "done": lambda: assignments.mark_done(session, actor, minutes=30 * much, **common),
        "capacity": lambda: hours.tell_capacity(session, actor, capacity=Capacity.ELECTED, **common),
        "approve": lambda: assignments.approve(session, actor, **common),
        "correct": lambda: assignments.approve(session, actor, minutes=10 * much, round=much, **common),
        "changes": lambda: assignments.ask_for_changes(session, actor, text="Vielä", round=much, **common),
        "word": lambda: hours.answer(session, actor, text="Sana", **common),
        "missed": lambda: missed.say(session, actor, no_show=much > 1, text="", **common),
        "answer": lambda: missed.answer(session, actor, text="Sana", **common),
        "more": lambda: hours.propose_more(session, actor, minutes=5 * much, reason="Lisää", **common),
        "instead": lambda: hours.propose_instead(session, actor, minutes=7 * much, reason="Virhe", **common),
        "agree": lambda: hours.answer_proposal(session, actor, accepted=True, **offer),
        "refuse": lambda: hours.answer_proposal(session, actor, accepted=False, **offer),
        "dispute": lambda: disputes.open_(
            session, actor, about=DisputeAbout.HOURS, text="Ei", operators=operators, **common
        ),
        "reply": lambda: disputes.answer(session, actor, text="Kyllä", operators=operators, **common),
        "decide": lambda: disputes.decide(session, actor, minutes=20 * much, operators=operators, **case),
        "decide_none": lambda: disputes.decide(session, actor, minutes=0, operators=operators, **case),
        "give": lambda: feedback.give(session, actor, scores=Scores(4, 4, 4), **own),
        "skip": lambda: feedback.skip(session, actor, **own),
    }
