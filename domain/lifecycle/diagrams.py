"""docs/lifecycles.md, made from the tables."""

from collections.abc import Iterator
from pathlib import Path

from domain.lifecycle.advice import ADVICE
from domain.lifecycle.application import APPLICATION
from domain.lifecycle.assignment import ASSIGNMENT
from domain.lifecycle.engine import Allowed, Lifecycle, Timed
from domain.lifecycle.task import TASK
from domain.programme.lifecycle import PLACE, ROUND

FILE = Path(__file__).parents[2] / "docs" / "lifecycles.md"

INTRODUCTION = """\
# The lives of things

Made from the tables in `domain/lifecycle/` and `domain/programme/lifecycle.py` by `python -m domain.lifecycle`; a
test holds this page current. States that no arrow touches are there for features to come: the database knows all of
them from its first revision.
"""


def document() -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    tables = (
        ("Task", TASK),
        ("Application", APPLICATION),
        ("Assignment", ASSIGNMENT),
        ("Advice", ADVICE),
        ("Round of the programme", ROUND),
        ("An organisation's application to a round, and its place", PLACE),
    )
    for title, lifecycle in tables:
        parts += [f"## {title}\n", _diagram(lifecycle), _table(lifecycle)]
    return "\n".join(parts)


def _diagram(lifecycle: Lifecycle) -> str:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {lifecycle.begins}"]
    moving = [row for row in lifecycle.rows if row.target is not None]
    for row in moving:
        name = row.action if isinstance(row, Allowed) else f"({row.name})"
        lines += [f"    {source} --> {row.target}: {name}" for source in _ordered(lifecycle, row)]
    left = {source for row in moving for source in row.sources}
    entered = {row.target for row in moving} | {lifecycle.begins}
    lines += [f"    {state} --> [*]" for state in lifecycle.states if state in entered and state not in left]
    return "\n".join([*lines, "```", ""])


def _table(lifecycle: Lifecycle) -> str:
    lines = ["| What | In | Becomes | By | Hears of it |", "|---|---|---|---|---|"]
    for row in lifecycle.rows:
        sources = ", ".join(_ordered(lifecycle, row))
        hears = ", ".join(notice.__name__ for notice in row.hears) or "-"
        if isinstance(row, Allowed):
            by = row.by.name + (f", when {row.when.name}" if row.when is not None else "")
            by += "".join(f", unless {bar.__name__.replace('_', ' ')}" for bar in row.bars)
            lines.append(f"| {row.action} | {sources} | {row.target or '-'} | {by} | {hears} |")
        else:
            lines.append(f"| ({row.name}) | {sources} | {row.target} | by itself | {hears} |")
    return "\n".join([*lines, "", f"To everybody else it is not there; it is seen by: {lifecycle.seen_by.name}.", ""])


def _ordered(lifecycle: Lifecycle, row: Allowed | Timed) -> Iterator[str]:
    return (str(state) for state in lifecycle.states if state in row.sources)
