"""Scored, ranked, decided in peace, and told to all in the same minute."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.programme import priority
from domain.programme.selecting import decisions, places, reading, reviews, waiting
from domain.programme.selecting.notices import CapacityChanged, DecisionMade
from domain.programme.selecting.refusals import (
    DecisionsChanged,
    NotAllDecided,
    NothingToDecide,
    PlacesLeft,
    StillApplying,
    TooManyAccepted,
)
from domain.programme.selecting.views import BoardView
from domain.refusals import NotNow, NotThere, NotYours, OutOfBounds, TextTooLong
from models.audit import Audit
from models.person import Person
from models.programme.application import Decision, PlaceState, RoundApplication
from models.programme.review import Review, Score
from models.programme.round import Criterion, Round, RoundRole, RoundState
from tests.domain.programme.world import application, colleague, contact_person, programme_round, staff, takes_part
from tests.domain.world import TIMERS, World

ZONE = ZoneInfo("Europe/Helsinki")
ACCEPT, RESERVE, NOT_NOW = Decision.ACCEPT, Decision.RESERVE, Decision.NOT_THIS_TIME


class Board:
    """A round whose deadline has gone by, and its applications in the order of sending."""

    def __init__(self, world: World, *names: str, **changes: Any) -> None:
        self.world = world
        self.coordinator = world.person("Koordinaattori")
        self.round = programme_round(world, self.coordinator, **changes)
        self.writers: list[Person] = []
        self.applications: list[RoundApplication] = []
        for minute, name in enumerate(names):
            writer = contact_person(world, name)
            self.writers.append(writer)
            sent = world.now + timedelta(minutes=minute)
            self.applications.append(application(world, self.round, writer, sent_at=sent))
        world.later(days=31)

    def criteria(self, *weights: int) -> list[int]:
        """What is scored."""
        rows = [
            Criterion(round_id=self.round.id, position=at, name=f"Peruste {at}", weight=weight)
            for at, weight in enumerate(weights)
        ]
        self.world.session.add_all(rows)
        self.world.session.flush()
        return [row.id for row in rows]

    def reviewer(self) -> Person:
        """Somebody who scores."""
        person = self.world.person()
        staff(self.world, self.round, person, RoundRole.REVIEWER)
        return person

    def scores(self, reviewer: Person, at: int, criteria: list[int], *scores: int) -> None:
        """What one gives to an application."""
        for criterion, score in zip(criteria, scores, strict=False):
            reviews.score(
                self.world.session, reviewer, application_id=self.applications[at].id, criterion_id=criterion,
                score=score, now=self.world.now,
            )  # fmt: skip

    def decide(self, at: int, decision: Decision, reason: str = "") -> None:
        """By hand."""
        id, now = self.applications[at].id, self.world.now
        decisions.decide(self.world.session, self.coordinator, application_id=id, decision=decision, now=now)
        if reason:
            decisions.say_why(self.world.session, self.coordinator, application_id=id, reason=reason, now=now)

    def suggest(self, *, anew: bool = False) -> None:
        """By the rule."""
        decisions.suggest(self.world.session, self.coordinator, round_id=self.round.id, anew=anew, now=self.world.now)

    def send(self) -> None:
        """Looked at, and sent."""
        how: dict[str, Any] = {"round_id": self.round.id, "zone": ZONE, "now": self.world.now}
        version = decisions.prepared(self.world.session, self.coordinator, **how).version
        decisions.send(self.world.session, self.coordinator, version=version, **how)

    def order(self, reader: Person | None = None) -> list[str]:
        """The names on the board."""
        return [line.organisation for line in self.view(reader).lines]

    def view(self, reader: Person | None = None) -> BoardView:
        """The board."""
        return reading.board(self.world.session, reader or self.coordinator, round_id=self.round.id, now=self.world.now)

    def decided(self) -> list[tuple[Decision | None, int | None]]:
        """What is prepared, in the order of sending."""
        return [(one.decision, one.rank) for one in self.applications]


def test_the_rule_priority_then_scores_then_time(session: Session, world: World) -> None:
    board = Board(world, "A", "B", "C", "D", reviewed=True)
    criteria = board.criteria(3, 1)
    one, other = board.reviewer(), board.reviewer()
    assert board.order() == ["A", "B", "C", "D"], "by time while nobody has scored"
    board.applications[3].priority = True
    board.scores(one, 1, criteria, 2, 5)  # 11 / 4
    board.scores(one, 2, criteria, 3, 1)  # 10 / 4
    board.scores(other, 2, criteria, 5, 5)  # with the first, 30 / 8
    board.scores(other, 0, criteria, 5)  # not all criteria: not in
    assert board.order() == ["D", "C", "B", "A"]
    assert [line.mean for line in board.view().lines] == [None, 3.75, 2.75, None]
    assert [line.priority for line in board.view().lines] == [True, False, False, False]


def test_others_scores_after_ones_own(session: Session, world: World) -> None:
    board = Board(world, "A", "B", reviewed=True)
    criteria = board.criteria(1, 1)
    one, other = board.reviewer(), board.reviewer()
    first = board.applications[0].id
    board.scores(one, 0, criteria, 5, 4)
    reviews.comment(session, one, application_id=first, text="Selkeä.", now=world.now)
    seen = reading.read(session, other, application_id=first)
    assert (seen.others, seen.others_hidden, seen.mean) == ((), True, None)
    assert [line.mean for line in board.view(other).lines] == [None, None]
    board.scores(other, 0, criteria, 2)
    assert reading.read(session, other, application_id=first).others == (), "one of two criteria is not all"
    board.scores(other, 0, criteria, 2, 3)
    seen = reading.read(session, other, application_id=first)
    assert [(one.scores, one.comment) for one in seen.others] == [((5, 4), "Selkeä.")]
    assert (seen.mean, seen.mine_in) == (3.5, True)
    second = board.applications[1].id
    reviews.abstain(session, other, application_id=second, now=world.now)
    assert reading.read(session, other, application_id=second).mine_in, "abstaining counts as in"
    assert [line.decision for line in board.view(other).lines] == [None, None]
    board.suggest()
    assert [line.decision for line in board.view(other).lines] == [None, None], "decisions are the coordinators'"
    assert [line.decision for line in board.view().lines] == [ACCEPT, ACCEPT]


def test_a_reviewer_of_the_same_organisation(session: Session, world: World) -> None:
    """Neither as a member, nor as somebody who takes part; and applicants never see any of it."""
    board = Board(world, "A", "B", reviewed=True)
    criteria = board.criteria(1)
    member, partaker, fair = colleague(world, board.writers[0]), world.person(), board.reviewer()
    takes_part(world, board.applications[0], partaker)
    for person in (member, partaker):
        staff(world, board.round, person, RoundRole.REVIEWER)
    board.scores(fair, 0, criteria, 5)
    own = board.applications[0].id
    for person in (member, partaker):
        assert board.order(person) == ["B"]
        with world.refuses(NotYours):
            board.scores(person, 0, criteria, 5)
        with world.refuses(NotYours):
            reviews.comment(session, person, application_id=own, text="Hyvä!", now=world.now)
        with world.refuses(NotThere):
            reading.read(session, person, application_id=own)
    with world.refuses(NotYours):
        reading.read(session, board.writers[0], application_id=own)
    with world.refuses(NotThere):
        board.scores(world.person(), 0, criteria, 5)


def test_a_coordinator_of_an_applicant(session: Session, world: World) -> None:
    """Sees nothing of what is said of their own, and does not decide it by hand: the rule does."""
    board = Board(world, "A", "B", capacity=1)
    staff(world, board.round, board.writers[0], RoundRole.COORDINATOR)
    own, coordinator = board.applications[0].id, board.writers[0]
    reviews.comment(session, board.coordinator, application_id=own, text="Epäselvä.", now=world.now)
    seen = reading.read(session, coordinator, application_id=own)
    assert (seen.own_organisation, seen.others, seen.comments) == (True, (), 0)
    with world.refuses(NotYours):
        decisions.decide(session, coordinator, application_id=own, decision=ACCEPT, now=world.now)
    decisions.suggest(session, coordinator, round_id=board.round.id, anew=False, now=world.now)
    assert board.decided() == [(ACCEPT, None), (RESERVE, 1)]


def test_a_conflict_takes_it_away(session: Session, world: World) -> None:
    board = Board(world, "A", "B", reviewed=True)
    criteria = board.criteria(1)
    one = board.reviewer()
    first = board.applications[0].id
    board.scores(one, 0, criteria, 5)
    reviews.comment(session, one, application_id=first, text="Tunnen heidät.", now=world.now)
    reviews.declare_conflict(session, one, application_id=first, now=world.now)
    assert board.order(one) == ["B"]
    assert session.scalars(select(Score)).all() == []
    assert session.scalars(select(Review.comment)).all() == [""]
    with world.refuses(NotThere):
        reading.read(session, one, application_id=first)
    with world.refuses(NotThere):
        board.scores(one, 0, criteria, 1)
    assert waiting.boards(session, one, now=world.now)[0].to_score == 1


def test_bad_scores_and_words(session: Session, world: World) -> None:
    board, other = Board(world, "A", reviewed=True), Board(world, "X", reviewed=True)
    criteria, elsewhere = board.criteria(1), other.criteria(1)
    one = board.reviewer()
    for score in (0, 6, -1):
        with world.refuses(OutOfBounds):
            board.scores(one, 0, criteria, score)
    with world.refuses(NotThere):
        board.scores(one, 0, elsewhere, 3)
    with world.refuses(TextTooLong):
        reviews.comment(session, one, application_id=board.applications[0].id, text="x" * 1001, now=world.now)
    with world.refuses(TextTooLong):
        board.decide(0, ACCEPT, "x" * 301)
    with world.refuses(NotThere):
        reading.read(session, one, application_id=999_999)
    board.scores(one, 0, criteria, 2)
    board.scores(one, 0, criteria, 4)
    assert session.scalars(select(Score.score)).all() == [4], "the later holds"


def test_nothing_is_decided_while_the_call_is_open(session: Session, world: World) -> None:
    board = Board(world, "A", reviewed=True)
    criteria, one = board.criteria(1), board.reviewer()
    world.later(days=-2)
    attempts: list[Callable[[], None]] = [
        lambda: board.scores(one, 0, criteria, 3), lambda: board.decide(0, ACCEPT), board.suggest, board.send,
    ]  # fmt: skip
    for attempt in attempts:
        with world.refuses(StillApplying):
            attempt()
    world.now = board.round.deadline
    with world.refuses(StillApplying):
        board.decide(0, ACCEPT)
    world.later(seconds=1)
    board.decide(0, ACCEPT)


def test_the_suggestion_keeps_what_was_decided_by_hand(session: Session, world: World) -> None:
    board = Board(world, *"ABCDEF", capacity=2)
    board.decide(5, ACCEPT)
    board.decide(0, NOT_NOW)
    board.suggest()
    assert board.decided() == [
        (NOT_NOW, None), (ACCEPT, None), (RESERVE, 1), (NOT_NOW, None), (NOT_NOW, None), (ACCEPT, None),
    ]  # fmt: skip
    board.suggest(anew=True)
    assert [decision for decision, _rank in board.decided()] == [ACCEPT, ACCEPT, RESERVE, NOT_NOW, NOT_NOW, NOT_NOW]


def test_reserves_are_numbered_without_holes(session: Session, world: World) -> None:
    board = Board(world, "A", "B", "C", "D", capacity=1)
    for at in (1, 2, 3):
        board.decide(at, RESERVE)
    decisions.move_up(session, board.coordinator, application_id=board.applications[3].id, now=world.now)
    assert [rank for _decision, rank in board.decided()] == [None, 1, 3, 2]
    board.decide(1, NOT_NOW)
    assert [rank for _decision, rank in board.decided()] == [None, None, 2, 1]
    board.decide(2, RESERVE)
    assert [rank for _decision, rank in board.decided()] == [None, None, 2, 1], "twice the same changes nothing"


def test_one_send_to_all(session: Session, world: World) -> None:
    """Everyone of an application's people, all three kinds, at one moment."""
    board = Board(world, "A", "B", "C", "D", capacity=1)
    writer, member = board.writers[0], colleague(world, board.writers[0])
    partaker, silent = world.person(), colleague(world, board.writers[0])
    board.applications[0].written_by_id = member.id
    takes_part(world, board.applications[0], partaker)
    board.suggest()
    board.decide(3, NOT_NOW, "Hakekaa ensi kerralla.")
    board.decide(2, NOT_NOW)
    board.send()
    states = [one.state for one in board.applications]
    assert states == [PlaceState.ACCEPTED, PlaceState.RESERVE, PlaceState.NOT_THIS_TIME, PlaceState.NOT_THIS_TIME]
    at = world.now.isoformat()
    for person, index in [
        (writer, 0), (member, 0), (partaker, 0), (board.writers[1], 1), (board.writers[2], 2), (board.writers[3], 3),
    ]:  # fmt: skip
        assert world.heard(person, DecisionMade) == [DecisionMade(board.applications[index].id, at)]
    assert world.heard(silent, DecisionMade) == [], "a colleague who has no part in it"
    assert (board.round.state, board.round.decided_at) == (RoundState.DECIDED, world.now)
    assert board.applications[0].confirm_by is not None
    assert board.applications[0].confirm_by.astimezone(ZONE).strftime("%H:%M") == "23:59"
    actions = session.scalars(select(Audit.action).order_by(Audit.id)).all()[-5:]
    assert actions == ["send_decisions", "accepted", "put_in_reserve", "not_this_time", "not_this_time"]
    more: list[Callable[[], None]] = [board.send, board.suggest, lambda: board.decide(0, NOT_NOW)]
    for again in more:
        with world.refuses(NotNow):
            again()
    assert len(world.heard(writer, DecisionMade)) == 1


def test_no_send_while_one_has_no_decision(session: Session, world: World) -> None:
    board = Board(world, "A", "B")
    board.decide(0, ACCEPT)
    with world.refuses(NotAllDecided) as caught:
        board.send()
    assert caught[0].count == 1
    assert [world.heard(writer, DecisionMade) for writer in board.writers] == [[], []]
    board.decide(1, NOT_NOW)
    board.send()


@pytest.mark.parametrize("decision", [ACCEPT, NOT_NOW])
def test_a_class_with_nobody_in_it(session: Session, world: World, decision: Decision) -> None:
    board = Board(world, "A", "B")
    for at in (0, 1):
        board.decide(at, decision)
    board.send()
    assert board.round.state is RoundState.DECIDED


def test_nobody_applied(session: Session, world: World) -> None:
    board = Board(world)
    board.suggest()
    with world.refuses(NothingToDecide):
        board.send()


def test_decisions_that_changed_after_the_preview(session: Session, world: World) -> None:
    board = Board(world, "A", "B")
    board.suggest()
    how: dict[str, Any] = {"round_id": board.round.id, "zone": ZONE, "now": world.now}
    looked_at = decisions.prepared(session, board.coordinator, **how).version
    board.decide(1, NOT_NOW)
    with world.refuses(DecisionsChanged):
        decisions.send(session, board.coordinator, version=looked_at, **how)
    board.send()


def test_capacity_changed_after_decisions(session: Session, world: World) -> None:
    """Before the send it must fit; after it, more places go to reserves and fewer take nothing away."""
    board = Board(world, *"ABCDE", capacity=3)
    other = world.person()
    staff(world, board.round, other, RoundRole.COORDINATOR)

    def capacity(number: int) -> list[int]:
        return places.change_capacity(
            session, board.coordinator, round_id=board.round.id, capacity=number, timers=TIMERS, now=world.now
        )

    board.suggest()
    assert capacity(2) == []
    with world.refuses(TooManyAccepted) as too_many:
        board.send()
    assert (too_many[0].accepted, too_many[0].capacity) == (3, 2)
    capacity(4)
    with world.refuses(PlacesLeft) as left:
        board.send()
    assert left[0].left == 1
    board.suggest(anew=True)
    capacity(3)
    board.suggest(anew=True)
    board.send()
    world.later(minutes=1)
    assert capacity(4) == [board.applications[3].id]
    assert (board.applications[3].state, places.free(session, board.round)) == (PlaceState.ACCEPTED, 0)
    capacity(2)
    assert places.free(session, board.round) == -2
    assert [one.state for one in board.applications[:4]] == [PlaceState.ACCEPTED] * 4
    places.give_back(session, board.writers[0], application_id=board.applications[0].id, timers=TIMERS, now=world.now)
    assert board.applications[4].state is PlaceState.RESERVE, "still one too many: nobody is asked"
    assert [notice.capacity for notice in world.heard(other, CapacityChanged)] == [2, 4, 3, 4, 2]
    for number in (0, 201):
        with world.refuses(OutOfBounds):
            capacity(number)
    for stranger in (board.writers[1], world.person()):
        with world.refuses(NotYours):
            places.change_capacity(session, stranger, round_id=board.round.id, capacity=5, timers=TIMERS, now=world.now)


def test_priority_is_carried_and_used_once(session: Session, world: World) -> None:
    board = Board(world, *"ABCDEF")
    kept = (
        PlaceState.NOT_THIS_TIME, PlaceState.RESERVE, PlaceState.FINISHED, PlaceState.WITHDRAWN, PlaceState.LAPSED,
        PlaceState.LEFT,
    )  # fmt: skip
    for one, state in zip(board.applications, kept, strict=True):
        one.state = state
    session.flush()
    left_out = [one.organisation_id for one in board.applications[:2]]

    def following(after: Round) -> Round:
        return programme_round(world, board.coordinator, previous_id=after.id, programme_id=after.programme_id)

    second = following(board.round)
    assert priority.holders(session, second) == left_out
    for one in board.applications:
        assert priority.holds(session, second, one.organisation_id) is (one.organisation_id in left_out)
    used = application(world, second, board.writers[0], priority=True)
    assert priority.holds(session, second, used.organisation_id), "in this round it goes on"
    beside = following(board.round)
    assert priority.holders(session, beside) == left_out[1:], "used in the other round"
    used.state = PlaceState.WITHDRAWN
    session.flush()
    assert priority.holders(session, beside) == left_out
    used.state = PlaceState.CONFIRMED
    session.flush()
    assert priority.holders(session, following(second)) == [], "not beyond the next round"
    assert priority.holders(session, board.round) == []


def test_what_waits_on_the_home_screen(session: Session, world: World) -> None:
    board = Board(world, "A", "B", reviewed=True, capacity=1)
    criteria, one = board.criteria(1), board.reviewer()

    def waits(person: Person) -> list[tuple[int, int, bool]]:
        found = waiting.boards(session, person, now=world.now)
        return [(row.to_score, row.to_decide, row.to_send) for row in found]

    assert (waits(one), waits(board.coordinator), waits(board.writers[0])) == ([(2, 0, False)], [(0, 2, False)], [])
    board.scores(one, 0, criteria, 4)
    board.suggest()
    assert (waits(one), waits(board.coordinator)) == ([(1, 0, False)], [(0, 0, True)])
    board.send()
    assert (waits(one), waits(board.coordinator)) == ([], [])
    assert [view.organisation for view in waiting.to_confirm(session, board.writers[0])] == ["A"]
    assert waiting.to_confirm(session, board.writers[1]) == []
