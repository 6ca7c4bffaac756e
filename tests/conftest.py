"""What all tests share: `--prove` runs the long drills at full size, and every story on both databases."""

import sys
from typing import Any

import pytest

AT_HOME = ("127.0.0.1", "localhost", "::1")


def _at_home(event: str, arguments: tuple[Any, ...]) -> None:
    """No test reaches for another network: nothing but this machine answers."""
    if event == "socket.connect" and isinstance(arguments[1], tuple) and arguments[1][0] not in AT_HOME:
        raise RuntimeError(f"a test reached for {arguments[1][0]}")


sys.addaudithook(_at_home)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--prove", action="store_true", help="the long drills at full size, everything on both databases")


@pytest.fixture(scope="session")
def prove(request: pytest.FixtureRequest) -> bool:
    """Whether the drills run at full size."""
    return bool(request.config.getoption("--prove"))
