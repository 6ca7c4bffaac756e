"""A sandbox of its own for each test, and a bot that speaks to it by plain HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from sandbox.people import Sandbox
from sandbox.server import serving
from sandbox.world import World

TOKEN = "7000000001:secret_of_a_test"
Json = dict[str, Any]


class Bot:
    """Calls methods and gives back the whole answer."""

    def __init__(self, base_url: str, session: aiohttp.ClientSession) -> None:
        self.base_url = base_url
        self.session = session

    async def __call__(self, method: str, **params: Any) -> Json:
        async with self.session.post(f"{self.base_url}/bot{TOKEN}/{method}", json=params) as answer:
            body: Json = await answer.json()
            assert answer.status == body.get("error_code", 200)
            return body

    async def ok(self, method: str, **params: Any) -> Any:
        """The result of a call that must succeed."""
        body = await self(method, **params)
        assert body["ok"], body
        return body["result"]

    async def refused(self, method: str, **params: Any) -> str:
        """The description of a call that must fail."""
        body = await self(method, **params)
        assert not body["ok"], body
        return str(body["description"])

    async def upload(self, method: str, files: dict[str, tuple[str, bytes]], **params: Any) -> Json:
        """Call a method with files, as a multipart form."""
        form = aiohttp.FormData({name: str(value) for name, value in params.items()})
        for name, (filename, content) in files.items():
            form.add_field(name, content, filename=filename)
        async with self.session.post(f"{self.base_url}/bot{TOKEN}/{method}", data=form) as answer:
            body: Json = await answer.json()
            return body

    async def updates(self, **params: Any) -> list[Json]:
        """What getUpdates gives."""
        result: list[Json] = await self.ok("getUpdates", **params)
        return result


@pytest.fixture
def world() -> World:
    return World(seed=1)


@pytest.fixture
async def base_url(world: World) -> AsyncIterator[str]:
    async with serving(world) as url:
        yield url


@pytest.fixture
async def sandbox(base_url: str) -> AsyncIterator[Sandbox]:
    async with Sandbox(base_url) as sandbox:
        yield sandbox


@pytest.fixture
async def bot(base_url: str) -> AsyncIterator[Bot]:
    async with aiohttp.ClientSession() as session:
        yield Bot(base_url, session)
