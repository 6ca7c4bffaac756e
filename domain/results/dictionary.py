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

Averages are shown from {FEWEST} answers up. Feedback that is still blind is in no figure. Breakdowns by capacity, by
region and of what nobody took show nothing of fewer than {FEWEST} people or tasks, except in one's own figures; where
one cell alone would be hidden, the smallest of the others is hidden with it, so that the sum gives nothing away. Hours
by category and month are about tasks, and are shown.

People are named only as having helped, without a figure, and only where they said that reports may do so
(`person.named_at`); quotes have no names, and only what its writer let be quoted is one (`feedback.quotable`). As what
somebody helped stands in their own file only. Of organisations a report names those that gave or received help in it.

What nobody took is broken down by category, by town (the asker's region, where no town is said) and by why: nobody
offered, nobody was chosen, called off; of questions: there was nobody to ask, nobody answered, no answer helped. Beside
it stands what was tried (`in_vain`): how many followers heard of these tasks, how many who offer such help were asked,
and what they answered.

| key | unit | kind | what it counts | from |
|---|---|---|---|---|
"""


def document() -> str:
    """The whole page."""
    return HEAD + "".join(
        f"| `{name.value}` | {figure.unit.value} | {figure.kind.value} | {figure.definition} | {figure.source} |\n"
        for name, figure in FIGURES.items()
    )
