"""What all tests share: `--prove` runs the long drills at full size, and every story on both databases."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--prove", action="store_true", help="the long drills at full size, everything on both databases")


@pytest.fixture(scope="session")
def prove(request: pytest.FixtureRequest) -> bool:
    """Whether the drills run at full size."""
    return bool(request.config.getoption("--prove"))
