"""Work beside the bot: done, failed, too late, never given; its process ends in every case."""

import os
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from frame import beside
from frame.beside import NICE, NotDone, Work

SCRIPT = """
import os, signal, sys
match sys.argv[1]:
    case "says":
        print(os.nice(0), sys.stdin.read())
    case "fails":
        sys.exit("no such thing")
    case "hangs":
        signal.pause()
"""


@pytest.fixture
def script(tmp_path: Path) -> str:
    file = tmp_path / "script.py"
    file.write_text(SCRIPT)
    return str(file)


@pytest.fixture(autouse=True)
def nobody_stays() -> Iterator[None]:
    before = {child.pid for child in psutil.Process().children()}
    yield
    assert {child.pid for child in psutil.Process().children()} == before


def test_it_is_done_by_somebody_nicer(script: str) -> None:
    assert Work(script, "says").done(b"words").split() == [b"%d" % min(os.nice(0) + NICE, 19), b"words"]


def test_it_tells_why_not(script: str) -> None:
    with pytest.raises(NotDone, match="no such thing"):
        Work(script, "fails").done(b"")


def test_it_is_given_up(script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "LONGEST", 0.01)
    with pytest.raises(NotDone, match="not within"):
        Work(script, "hangs").done(b"")


def test_nothing_was_given_to_it(script: str) -> None:
    work = Work(script, "hangs")
    del work
