"""The names of sheets: such as Excel takes, each once, in every language."""

import pytest

from frame.texts import language
from tests.writers import test_rounds, test_writers, workbook
from writers import rounds, sheets, tables
from writers.programme import tables as workbooks

FORBIDDEN = frozenset("[]:*?/\\'")


@pytest.mark.parametrize("code", ["fi", "sv", "en"])
def test_every_sheet_has_a_name_of_its_own(code: str) -> None:
    speaks = language(code)
    for made in (
        list(tables.tables(test_writers.report(), test_writers.TASKS, test_writers.HOURS, speaks)),
        rounds.tables(test_rounds.report(), speaks),
        workbooks.tables(workbook.example(), speaks),
    ):
        names = [table.name.casefold() for table in made]
        assert len(set(names)) == len(names)
        assert all(0 < len(name) <= sheets.LONGEST_NAME and not FORBIDDEN & set(name) for name in names), names
