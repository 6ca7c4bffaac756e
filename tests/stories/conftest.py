"""Stories: people meet through the whole bot, over the sandbox's HTTP, on a real database made by the migrations.

They run on SQLite; those marked `both` run on PostgreSQL too, and in `make prove` every one of them.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.botapi import Json, check_call, load_spec
from tests.databases import BOTH, fresh_sqlite, postgres, shared
from tests.stories.world import World

__all__ = ["shared"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "story_database" in metafunc.fixturenames:
        everywhere = metafunc.config.getoption("--prove") or metafunc.definition.get_closest_marker("both")
        metafunc.parametrize("story_database", BOTH if everywhere else BOTH[:1], indirect=True)


@pytest.fixture
def story_database(request: pytest.FixtureRequest, shared: Path, tmp_path: Path) -> Iterator[str]:
    """A migrated database of this story's own."""
    if request.param == "sqlite":
        yield fresh_sqlite(shared, tmp_path)
        return
    server = postgres(shared)
    url = server.fresh()
    yield url
    server.drop(url)


@pytest.fixture(scope="session")
def specification() -> Json | None:
    """The Bot API's specification as data; tests/sandbox/test_conformance.py says loudly where it is missing."""
    return load_spec()


@pytest.fixture
async def world(
    request: pytest.FixtureRequest,
    story_database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    specification: Json | None,
) -> AsyncIterator[World]:
    """The stage, with the bot running. When the story is over, nothing the bot asked of Telegram was wrong: by the
    sandbox's judgement, and by the Bot API's specification where that is at hand."""
    monkeypatch.chdir(tmp_path)  # no config.toml of this machine's
    topics = request.node.get_closest_marker("topics") is not None
    async with World(story_database, tmp_path, topics=topics) as world:
        yield world
        assert await world.sandbox.breaches() == []
        if specification is not None:
            for call in await world.sandbox.calls():
                assert check_call(specification, call) == [], call
