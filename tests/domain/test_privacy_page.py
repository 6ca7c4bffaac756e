"""docs/privacy.md says of every table what it keeps."""

import re
from pathlib import Path

import models  # noqa: F401  every table
from models.base import Base

PAGE = Path(__file__).parents[2] / "docs" / "privacy.md"


def test_every_table_has_its_line() -> None:
    said = [
        name
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`(\w+)`", line.split("|")[1])
    ]
    assert sorted(said) == sorted(Base.metadata.tables)
