"""The data dictionary as a page: docs/figures.md."""

from pathlib import Path

from domain.results.figures import FEWEST, FIGURES

FILE = Path(__file__).parent.parent.parent / "docs" / "figures.md"
HEAD = f"""# The figures of a report

Written from `domain/results/figures.py` by `make figures`; a test holds it up to date.

A report is about a person, a group, an organisation or the whole service, over whole days of the reader's time zone,
beside the same figures of the period before. *Collected* is counted from what happened, a *sample* is from those who
answered, an *estimate* is somebody's guess beforehand. Help inside one organisation is *internal*, all other is
*outward*.

Averages are shown from {FEWEST} answers up. Breakdowns show nothing of fewer than {FEWEST} people or tasks, except in
one's own figures. There are no names of people in a report. Feedback that is still blind is in no figure.

| key | unit | kind | what it counts | from |
|---|---|---|---|---|
"""


def document() -> str:
    """The whole page."""
    return HEAD + "".join(
        f"| `{name.value}` | {figure.unit.value} | {figure.kind.value} | {figure.definition} | {figure.source} |\n"
        for name, figure in FIGURES.items()
    )
