"""Every cell of state x action x role, against a table written by hand here, and by both questions."""

from itertools import product
from typing import Any

import pytest
from sqlalchemy.orm import Session, joinedload

from domain import assignments, tasks
from domain.lifecycle import ADVICE, APPLICATION, ASSIGNMENT, TASK, Lifecycle
from domain.lifecycle.diagrams import FILE, document
from domain.lifecycle.engine import Action
from domain.refusals import AlreadyApplied, NotNow, NotThere, NotYours, OwnTask, Refusal, Subject
from models.advice import Advice, AdviceState, UnmetReason
from models.application import Application, ApplicationState, DeclineReason
from models.assignment import Assignment, AssignmentState
from models.dispute import Dispute, DisputeAbout, HoursProposal
from models.ledger import EntryKind
from models.person import Person
from models.task import Audience, Task, TaskState
from tests.domain.world import World

ROLES = ("requester", "doer", "member", "outsider", "newcomer")

# action: {role: states}. What is not written here is not allowed. The task is a group's; the doer was chosen for it.
TASK_CELLS: dict[str, dict[str, set[str]]] = {
    "publish": {"requester": {"draft"}},
    "apply": {"member": {"open"}},
    "see_applicants": {"requester": {"open", "full", "over", "cancelled", "expired"}},
    "keep_rest": {"requester": {"full"}},
    "thank_rest": {"requester": {"full"}},
    "close": {"requester": {"open"}},
    "open_again": {"requester": {"open"}},
    "renew": {"requester": {"open"}},
    "reopen": {"requester": {"cancelled", "expired"}},
    "cancel": {"requester": {"draft", "open", "full"}},
    "edit": {"requester": {"open", "full"}},
    "copy": {"requester": {"open", "full", "over", "cancelled", "expired"}},
    "name_people": {"requester": set()},  # this one is for a group
    "ask_offerer": {"requester": {"open"}},
}
APPLICATION_CELLS: dict[str, dict[str, set[str]]] = {
    "change_text": {"doer": {"sent"}},
    "withdraw": {"doer": {"sent", "reserve"}},
    "apply_again": {"doer": {"withdrawn", "lapsed"}},
    "choose": {"requester": {"sent", "reserve"}},
    "put_in_reserve": {"requester": {"sent"}},
    "move_up": {"requester": {"reserve"}},
    "decline": {"requester": {"sent", "reserve"}},
}
ASSIGNMENT_CELLS: dict[str, dict[str, set[str]]] = {
    "confirm": {"doer": {"offered"}},
    "begin": {"doer": {"agreed"}},
    "withdraw": {"doer": {"offered", "agreed"}},
    "release": {"requester": {"offered", "agreed"}},
    "mark_done": {"doer": {"agreed", "changes_asked"}, "requester": {"agreed", "changes_asked"}},
    "tell_capacity": {"doer": {"done", "approved"}},
    "approve": {"requester": {"done"}},
    "ask_for_changes": {"requester": {"done"}},
    "answer_hours": {"doer": {"done", "approved"}},
    "say_it_did_not_happen": {
        "doer": {"agreed", "done", "changes_asked"},
        "requester": {"agreed", "done", "changes_asked"},
    },
    "answer_that_it_did_not": {"doer": {"did_not_happen"}, "requester": set()},
    "propose_hours": {"doer": {"approved"}, "requester": {"approved"}},
    "answer_proposal": {"doer": {"approved"}, "requester": set()},
    "dispute": {
        "doer": {"done", "changes_asked", "approved", "did_not_happen", "not_reported"},
        "requester": {"done", "changes_asked", "approved", "did_not_happen", "not_reported"},
    },
    "answer_dispute": {"doer": set(), "requester": set()},
    "give_feedback": {
        "doer": {"done", "changes_asked", "approved"},
        "requester": {"done", "changes_asked", "approved"},
    },
}
"""The requester marked it done, or said that it did not happen; for `answer_proposal` there is a proposal of theirs."""
UNDISTURBED = ("confirm", "begin", "withdraw", "release", "tell_capacity", "answer_hours", "give_feedback")
DISPUTED_CELLS: dict[str, dict[str, set[str]]] = {
    **{name: {role: set() for role in roles} for name, roles in ASSIGNMENT_CELLS.items()},
    **{name: ASSIGNMENT_CELLS[name] for name in UNDISTURBED},
    "answer_that_it_did_not": ASSIGNMENT_CELLS["answer_that_it_did_not"],
    "answer_dispute": {"doer": ASSIGNMENT_CELLS["dispute"]["doer"], "requester": set()},
}
"""The same while the operators are asked, by the requester."""
ADVICE_CELLS: dict[str, dict[str, set[str]]] = {  # the doer has answered, the member was asked and has not
    "answer": {"doer": {"asked", "answered"}, "member": {"asked", "answered"}},
    "decline": {"doer": set(), "member": {"asked", "answered"}},
    "say_it_helped": {"requester": {"asked", "answered", "unmet", "closed"}},
    "say_not_yet": {"requester": {"answered"}},
    "say_how": {"requester": {"helped"}},
    "withdraw": {"requester": {"asked", "answered"}},
}
TABLES: dict[str, tuple[Lifecycle, dict[str, dict[str, set[str]]], set[str]]] = {
    "task": (TASK, TASK_CELLS, {"outsider", "newcomer"}),
    "application": (APPLICATION, APPLICATION_CELLS, {"member", "outsider", "newcomer"}),
    "assignment": (ASSIGNMENT, ASSIGNMENT_CELLS, {"member", "outsider", "newcomer"}),
    "advice": (ADVICE, ADVICE_CELLS, {"outsider", "newcomer"}),
}


BARRED: dict[str, dict[str, type[Refusal]]] = {"apply": {"requester": OwnTask, "doer": AlreadyApplied}}
"""Who is refused in other words, whatever the state."""


def _conditions(task: Task, name: str, world: World) -> None:
    """What must hold besides the state."""
    if name in ("keep_rest", "thank_rest"):
        task.rest_asked_at = world.now
    if name == "open_again":
        task.closed_at = world.now


def _cells() -> list[Any]:
    return [
        pytest.param(noun, action, id=f"{noun}-{action}")
        for noun, (lifecycle, _, _) in TABLES.items()
        for action in lifecycle.allowed
    ]


def _people(world: World) -> dict[str, Person]:
    return {role: world.person(role, registered=role != "newcomer") for role in ROLES}


def _thing(session: Session, world: World, noun: str, people: dict[str, Person]) -> tuple[Task, Any]:
    group = world.group(people["requester"], people["doer"], people["member"])
    agreed = world.chosen(people["requester"], people["doer"], world.task(people["requester"], group=group, places=2))
    assignment = session.get_one(Assignment, agreed.id, options=[joinedload(Assignment.task)])
    task = assignment.task
    task.state = TaskState.OPEN
    assignment.marked_by_id = assignment.missed_by_id = people["requester"].id
    things = {
        "task": task,
        "advice": _advice(session, world, people),
        "application": session.get_one(
            Application, assignment.application_id, options=[joinedload(Application.task)], populate_existing=True
        ),
        "assignment": assignment,
    }
    return task, things[noun]


def _advice(session: Session, world: World, people: dict[str, Person]) -> Advice:
    for role in ("doer", "member"):
        world.knows(people[role])
    asked = world.question(people["requester"])
    world.answers(people["doer"], asked)
    return session.get_one(Advice, asked.id)


@pytest.mark.parametrize(("noun", "name"), _cells())
def test_every_cell(session: Session, world: World, noun: str, name: str) -> None:
    _, cells, blind = TABLES[noun]
    people = _people(world)
    task, thing = _thing(session, world, noun, people)
    _conditions(task, name, world)
    if name == "answer_proposal":
        session.add(_proposal(world, thing, people["requester"]))
    _every_cell(session, world, noun, name, people, thing, cells, blind)


@pytest.mark.parametrize("name", sorted(ASSIGNMENT_CELLS))
def test_every_cell_while_the_operators_are_asked(session: Session, world: World, name: str) -> None:
    people = _people(world)
    _, thing = _thing(session, world, "assignment", people)
    thing.disputed_at = world.now
    session.add(
        Dispute(
            assignment_id=thing.id,
            opened_by_id=people["requester"].id,
            about=DisputeAbout.HOURS,
            said="Liikaa",
            opened_at=world.now,
        )
    )
    if name == "answer_proposal":
        session.add(_proposal(world, thing, people["requester"]))
    blind = {"member", "outsider", "newcomer"}
    _every_cell(session, world, "assignment", name, people, thing, DISPUTED_CELLS, blind)


def _proposal(world: World, thing: Any, by: Person) -> HoursProposal:
    return HoursProposal(
        assignment_id=thing.id,
        proposed_by_id=by.id,
        kind=EntryKind.EXTRA,
        minutes=30,
        reason="Lisää",
        proposed_at=world.now,
    )


def _every_cell(
    session: Session,
    world: World,
    noun: str,
    name: str,
    people: dict[str, Person],
    thing: Any,
    cells: dict[str, dict[str, set[str]]],
    blind: set[str],
) -> None:
    lifecycle, action = TABLES[noun][0], Action(name)
    for state, role in product(lifecycle.states, ROLES):
        thing.state = state
        if isinstance(thing, Advice):
            thing.helper_id = people["doer"].id if state is AdviceState.HELPED else None
            thing.unmet_reason = UnmetReason.NO_ANSWER if state is AdviceState.UNMET else None
        session.flush()
        cell = f"{role} {name} in {state}"
        expected = str(state) in cells[name].get(role, set())
        hidden = role in blind or (noun == "task" and state is TaskState.DRAFT and role != "requester")
        actor = people[role]
        assert lifecycle.may(session, actor, action, thing) is expected, cell
        assert lifecycle.permitted(session, actor, thing)(action) is expected, cell
        refused: Refusal | None = None
        try:
            lifecycle.require(session, actor, action, thing)
        except Refusal as refusal:
            refused = refusal
        if expected:
            assert refused is None, cell
        elif hidden:
            assert type(refused) is NotThere, cell
            assert refused.about is None, cell
        elif role in BARRED.get(name, {}):
            assert type(refused) is BARRED[name][role], cell
        elif role not in cells[name]:
            assert type(refused) is NotYours, cell
        else:
            assert isinstance(refused, NotNow), cell
            assert (refused.state, refused.about) == (str(state), Subject(lifecycle.noun, thing.id)), cell


def test_the_tables_written_by_hand_name_every_action() -> None:
    for lifecycle, cells, _ in TABLES.values():
        assert set(lifecycle.allowed) == set(cells)


def test_what_closes_a_task_closes_its_actions(session: Session, world: World) -> None:
    people = _people(world)
    task, application = _thing(session, world, "application", people)
    application.state = ApplicationState.SENT
    task.state = TaskState.CANCELLED
    assert not APPLICATION.permitted(session, people["requester"], application)(Action("choose"))
    assert not APPLICATION.permitted(session, people["doer"], application)(Action("change_text"))
    task.state = TaskState.OPEN
    task.closed_at = world.now
    assert not TASK.permitted(session, people["member"], task)(Action("apply"))
    assert APPLICATION.permitted(session, people["requester"], application)(Action("choose"))
    assert not TASK.permitted(session, people["requester"], task)(Action("close"))
    assert TASK.permitted(session, people["requester"], task)(Action("open_again"))


def test_who_may_apply_again(session: Session, world: World) -> None:
    """Who took it back, lapsed or came too late; not who was told no."""
    people = _people(world)
    task, application = _thing(session, world, "application", people)
    again = Action("apply_again")
    for state, reason, expected in [
        (ApplicationState.WITHDRAWN, None, True),
        (ApplicationState.LAPSED, None, True),
        (ApplicationState.DECLINED, DeclineReason.FULL, True),
        (ApplicationState.DECLINED, DeclineReason.OTHER_SKILLS, False),
        (ApplicationState.DECLINED, None, False),
    ]:
        application.state, application.decline_reason = state, reason
        assert APPLICATION.may(session, people["doer"], again, application) is expected, (state, reason)
    application.state = ApplicationState.LAPSED
    task.closed_at = world.now
    assert not APPLICATION.may(session, people["doer"], again, application)


def test_what_has_begun_is_not_released(session: Session, world: World) -> None:
    people = _people(world)
    _, work = _thing(session, world, "assignment", people)
    work.begun_at = world.now
    assert not ASSIGNMENT.permitted(session, people["requester"], work)(Action("release"))
    assert not ASSIGNMENT.permitted(session, people["doer"], work)(Action("begin"))
    assert ASSIGNMENT.permitted(session, people["doer"], work)(Action("withdraw"))


def test_nothing_to_settle_nothing_to_reopen(session: Session, world: World) -> None:
    people = _people(world)
    task, _ = _thing(session, world, "task", people)
    task.state = TaskState.FULL
    assert not TASK.permitted(session, people["requester"], task).actions & {"keep_rest", "thank_rest"}
    task.state, task.places_taken = TaskState.CANCELLED, 2
    assert not TASK.permitted(session, people["requester"], task)(Action("reopen"))


def test_a_view_and_its_row_permit_the_same(session: Session, world: World) -> None:
    """A page asks with a view, a verb with a row."""
    people = _people(world)
    task, _ = _thing(session, world, "task", people)
    for state, role in product(TaskState, ("requester", "doer", "member")):
        task.state = state
        session.flush()
        if state is TaskState.DRAFT and role != "requester":
            continue
        view = tasks.get_for(session, people[role], task.id)
        assert TASK.permitted(session, people[role], view) == TASK.permitted(session, people[role], task), (state, role)


def test_a_share_and_its_view_permit_the_same(session: Session, world: World) -> None:
    people = _people(world)
    _, work = _thing(session, world, "assignment", people)
    session.add(_proposal(world, work, people["requester"]))
    for state, role, closed in product(AssignmentState, ("requester", "doer"), (None, world.now)):
        work.state, work.closed_at = state, closed
        session.flush()
        view = assignments.get_for(session, people[role], work.id)
        may = assignments.permitted_by(session, people[role], view)
        assert may == assignments.permitted(session, people[role], work.id), (state, role, closed)


def test_targets_are_states_of_the_same_noun() -> None:
    for lifecycle, _, _ in TABLES.values():
        for row in lifecycle.rows:
            assert all(isinstance(source, lifecycle.states) for source in row.sources)
            assert row.target is None or isinstance(row.target, lifecycle.states)


def test_all_states_of_the_design_exist() -> None:
    assert [str(state) for state in TaskState] == ["draft", "open", "full", "over", "cancelled", "expired"]
    assert [str(state) for state in ApplicationState] == [
        "sent", "reserve", "chosen", "declined", "withdrawn", "lapsed",
    ]  # fmt: skip
    assert {str(state) for state in AssignmentState} == {
        "offered", "agreed", "done", "approved", "changes_asked", "did_not_happen", "not_reported", "released",
        "withdrawn",
    }  # fmt: skip
    assert [str(state) for state in AdviceState] == [
        "asked", "answered", "helped", "unmet", "closed", "withdrawn",
    ]  # fmt: skip
    assert {str(audience) for audience in Audience} == {"everybody", "group", "named"}


def test_the_page_is_current() -> None:
    assert FILE.read_text(encoding="utf-8") == document(), "run: python -m domain.lifecycle"


def test_assignment_needs_its_task(session: Session, world: World) -> None:
    """`lazy="raise"`: a verb that forgot to load it says so instead of asking the database."""
    bertil, anna = world.person(), world.person()
    assignment = world.chosen(bertil, anna, world.task(bertil))
    session.expunge_all()
    with pytest.raises(Exception, match="lazy='raise'"):
        _ = session.get_one(Assignment, assignment.id).task
