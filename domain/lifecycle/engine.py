"""What a table of rules is, and the two questions it answers: may this be shown, may this be done?"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NewType, Protocol

from sqlalchemy import Update, bindparam, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from domain import notices
from domain.dataclasses import dataclass
from domain.notices import Notice
from domain.refusals import NotNow, NotThere, NotYours, Noun, Refusal, Subject
from models.base import Base, constant, table_of
from models.person import Person
from models.states import Move, State, States

Action = NewType("Action", str)
"""What somebody may do to a thing."""


class Thing(Protocol):
    """What a table is about: a row with a state."""

    @property
    def id(self) -> int: ...
    @property
    def state(self) -> Any: ...


Rule = Callable[[Session, Person, Any], bool]
Bar = Callable[[Session, Person, Any], Refusal | None]
"""What stands in somebody's way for a reason of its own; none where it does not."""


@dataclass(frozen=True)
class Predicate:
    """A question about an actor and a thing, which can be joined by `&`, `|` and `~`."""

    name: str
    holds: Rule

    def __call__(self, session: Session, actor: Person, thing: Any) -> bool:
        return self.holds(session, actor, thing)

    def __and__(self, other: "Predicate") -> "Predicate":
        return Predicate(f"{self.name} and {other.name}", lambda s, a, t: self.holds(s, a, t) and other.holds(s, a, t))

    def __or__(self, other: "Predicate") -> "Predicate":
        return Predicate(f"{self.name} or {other.name}", lambda s, a, t: self.holds(s, a, t) or other.holds(s, a, t))

    def __invert__(self) -> "Predicate":
        return Predicate(f"not {self.name}", lambda s, a, t: not self.holds(s, a, t))


def predicate(rule: Rule) -> Predicate:
    """Make a predicate of a plain function, called as the function is."""
    return Predicate(getattr(rule, "__name__", "rule").replace("_", " "), rule)


@dataclass(frozen=True)
class Allowed:
    """One row: who may do what in which states, and what it becomes."""

    action: Action
    sources: frozenset[State]
    target: State | None  # none: it stays as it is
    by: Predicate
    when: Predicate | None
    hears: tuple[type[Notice], ...]
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True)
class Timed:
    """One row of the clock's or of another thing's: no actor, what it becomes."""

    name: str
    sources: frozenset[State]
    target: State
    hears: tuple[type[Notice], ...]


def allow(
    action: Action,
    where: Move | States | State,
    *,
    by: Predicate,
    when: Predicate | None = None,
    hears: Iterable[type[Notice]] = (),
    bars: Iterable[Bar] = (),
) -> Allowed:
    """`by` may do `action`; `when` is a condition besides the state (it refuses like a state does); `bars` are asked
    first, and each refuses in its own words."""
    if isinstance(where, Move):
        return Allowed(action, where.sources, where.target, by, when, tuple(hears), tuple(bars))
    sources = where.members if isinstance(where, States) else frozenset({where})
    return Allowed(action, sources, None, by, when, tuple(hears), tuple(bars))


def after(name: str, move: Move, *, hears: Iterable[type[Notice]] = ()) -> Timed:
    """By itself: `name` is a timer of the settings, or what happened to another thing."""
    return Timed(name, move.sources, move.target, tuple(hears))


class Permitted:
    """What one person may do to one thing now, as a screen asks it: `may(APPLY) and Button(...)`."""

    def __init__(self, actions: Iterable[Action] = ()) -> None:
        self.actions = frozenset(actions)

    def __call__(self, action: Action) -> bool:
        return action in self.actions

    def __repr__(self) -> str:
        return f"Permitted({sorted(self.actions)})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Permitted) and self.actions == other.actions

    def __hash__(self) -> int:
        return hash(self.actions)


class Lifecycle:
    """The table of one noun."""

    def __init__(
        self,
        *rows: Allowed | Timed,
        noun: Noun,
        kept_in: type[Base],
        states: type[State],
        begins: State,
        seen_by: Predicate,
    ) -> None:
        self.noun = noun
        self._table = table_of(kept_in)
        self._moves: dict[tuple[str, ...], Update] = {}
        self.states = states
        self.begins = begins
        self.seen_by = seen_by
        self.rows = rows
        self.allowed: dict[Action, Allowed] = {}
        self.timed: dict[str, Timed] = {}
        for row in rows:
            if isinstance(row, Allowed):
                assert row.action not in self.allowed, f"two rows for {row.action}"
                self.allowed[row.action] = row
            else:
                assert row.name not in self.timed, f"two rows for {row.name}"
                self.timed[row.name] = row

    def may(self, session: Session, actor: Person, action: Action, thing: Thing) -> bool:
        """Whether a screen shows it."""
        return self._fits(session, actor, self.allowed[action], thing) and self.seen_by(session, actor, thing)

    def require(self, session: Session, actor: Person, action: Action, thing: Thing) -> None:
        """Whether a verb runs; if not, why. The state stays as it is until `move`."""
        row = self.allowed[action]
        if not self.seen_by(session, actor, thing):
            raise NotThere
        about = Subject(self.noun, thing.id)
        for bar in row.bars:
            barred = bar(session, actor, thing)
            if barred is not None:
                raise barred
        if not row.by(session, actor, thing):
            raise NotYours(about)
        if thing.state not in row.sources or (row.when is not None and not row.when(session, actor, thing)):
            raise self.refusal(about, thing)

    def refusal(self, about: Subject, thing: Thing) -> Refusal:
        """What is said when the state forbids it."""
        return NotNow(about, state=str(thing.state))

    def permitted(self, session: Session, actor: Person, thing: Thing) -> Permitted:
        """Everything that this person may do to it now."""
        fitting = [action for action, row in self.allowed.items() if self._fits(session, actor, row, thing)]
        return Permitted(fitting if fitting and self.seen_by(session, actor, thing) else ())

    @staticmethod
    def _fits(session: Session, actor: Person, row: Allowed, thing: Thing) -> bool:
        return (
            thing.state in row.sources
            and row.by(session, actor, thing)
            and (row.when is None or row.when(session, actor, thing))
            and all(bar(session, actor, thing) is None for bar in row.bars)
        )

    def target(self, name: str) -> State:
        """What an action or a timer makes of it."""
        target = self._row(name).target
        assert target is not None, f"{name} leaves it as it is"
        return target

    def move(self, session: Session, name: str, thing: Thing, **changes: Any) -> None:
        """Bring it to the state that the table names, with other `changes` to its row. An update of the row as it
        stands in the database: where somebody else moved it meanwhile it is refused, as a state refuses."""
        session.flush()
        values = {"state": self.target(name), **changes}
        done = session.connection().execute(self._move(name, tuple(changes)), {"moved": thing.id, **values})
        if done.rowcount != 1:
            raise self.refusal(Subject(self.noun, thing.id), thing)
        for field, value in values.items():
            set_committed_value(thing, field, value)

    def tell(self, session: Session, name: str, recipient_id: int, notice: Notice, *, now: datetime) -> None:
        """Tell somebody of an action or a timer. Only what its row says that is heard."""
        assert isinstance(notice, self._row(name).hears), f"{type(notice).__name__} is not in the row of {name}"
        notices.tell(session, recipient_id, notice, now=now)

    def _row(self, name: str) -> Allowed | Timed:
        return self.allowed[Action(name)] if name in self.allowed else self.timed[name]

    def _move(self, name: str, changed: tuple[str, ...]) -> Update:
        found = self._moves.get((name, *changed))
        if found is None:
            columns, sources = self._table.c, [constant(state) for state in sorted(self._row(name).sources)]
            found = self._moves[name, *changed] = (
                update(self._table)
                .where(columns.id == bindparam("moved"), columns.state.in_(sources))
                .values({field: bindparam(field) for field in ("state", *changed)})
            )
        return found
