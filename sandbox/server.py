"""The sandbox's web server: the Bot API, the people's API, the events and the page, on loopback only."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from sandbox.botapi import CUT, BotApi, BotFiles, answer
from sandbox.front import Front
from sandbox.nouns import Json
from sandbox.world import World

PAGE = Path(__file__).parent / "page"
LOCAL = ("127.0.0.1", "localhost", "[::1]")
POLICY = "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:"
HEARTBEAT = 15.0
KEEP_ALIVE = 600  # seconds: a connection closed just as the next request comes is an error on the other side
NOT_FOUND = b'{"ok":false,"error_code":404,"description":"Not Found"}'


class LoopbackOnly:
    """Answers only those who ask for this machine by its own name, and no page from elsewhere."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = dict(scope["headers"])
            names = [headers.get(b"host", b"").decode("latin-1")]
            if b"origin" in headers:
                names.append(headers[b"origin"].decode("latin-1").partition("://")[2])
            if not all(self.local(name) for name in names):
                await answer(send, 403, b"text/plain", b"This server is for its own machine only.")
                return
        await self.app(scope, receive, send)

    @staticmethod
    def local(name: str) -> bool:
        host, _, port = name.rpartition(":")
        return name in LOCAL or (host in LOCAL and port.isdigit())


class Events:
    """What happens, as server-sent events; whoever comes back is told what they missed."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.epoch = secrets.token_hex(4)

    async def __call__(self, request: Request) -> Response:
        persona = request.query_params.get("persona")
        last = request.headers.get("last-event-id") or request.query_params.get("last", "")
        stream = self.stream(int(persona) if persona else None, last)
        return StreamingResponse(stream, media_type="text/event-stream", headers={"cache-control": "no-store"})

    async def stream(self, persona: int | None, last: str) -> AsyncIterator[str]:
        world = self.world
        seen = self.start(last)
        missed = bool(last) and seen is None
        seen = world.revision if seen is None else seen
        calls = len(world.journal.calls) and world.journal.calls[-1].n
        yield f"retry: 500\n{self.event(seen, 'reset' if missed else 'hello', {})}"
        while not world.closing:
            for happening in world.happenings_since(seen):
                seen = happening["n"]
                if self.concerns(persona, happening):
                    yield self.event(seen, happening["kind"], happening)
            latest = len(world.journal.calls) and world.journal.calls[-1].n
            if latest != calls and persona is None:
                calls = latest
                yield self.event(seen, "call", {"n": latest})
            if not world.happenings_since(seen) and not await world.changed.wait(HEARTBEAT):
                yield ": still here\n\n"

    def start(self, last: str) -> int | None:
        """Where to go on, if what came after it is still known."""
        epoch, _, number = last.partition("-")
        if epoch != self.epoch or not number.isdigit():
            return None
        seen, known = int(number), self.world.happenings
        return seen if seen >= self.world.revision or (known and known[0]["n"] <= seen + 1) else None

    def event(self, number: int, kind: str, data: Json) -> str:
        return f"id: {self.epoch}-{number}\nevent: {kind}\ndata: {json.dumps(data)}\n\n"

    def concerns(self, persona: int | None, happening: Json) -> bool:
        if persona is None or (happening["chat"] is None and happening["person"] is None):
            return True
        if happening["person"] is not None:
            return bool(happening["person"] == persona)
        return happening["chat"] in (chat.id for chat in self.world.chats_of(persona))


async def show_page(request: Request) -> Response:
    """One of the page's own files; nothing else is there."""
    name = request.path_params.get("name", "index.html")
    if name not in {file.name for file in PAGE.iterdir()}:
        return Response(NOT_FOUND, 404, media_type="application/json")
    return FileResponse(PAGE / name, headers={"content-security-policy": POLICY, "cache-control": "no-cache"})


async def not_found(request: Request, error: Exception) -> Response:
    """An unknown path, as the Bot API answers it."""
    return Response(NOT_FOUND, 404, media_type="application/json")


async def failed(request: Request, error: Exception) -> Response:
    """A request of the page that cannot be read."""
    return JSONResponse({"error": repr(error)}, 400)


def create_app(world: World) -> Starlette:
    """The whole sandbox as one application."""
    front = Front(world)
    routes = [
        Route("/bot{token}/{method}", BotApi(world)),
        Route("/file/bot{token}/{path:path}", BotFiles(world)),
        Route("/events", Events(world).__call__),
        Route("/api/world", front.show_world),
        Route("/api/people", front.show_world),
        Route("/api/chats/{chat}", front.show_chat),
        Route("/api/calls", front.show_calls),
        Route("/api/breaches", front.show_breaches),
        Route("/api/pending", front.show_pending),
        Route("/api/faults", front.show_faults),
        Route("/api/send", front.send_file, methods=["POST"]),
        Route("/api/{action:path}", front.act, methods=["POST"]),
        Route("/media/{file}", front.show_file),
        Route("/", show_page),
        Route("/page/{name}", show_page),
    ]
    handlers = {404: not_found, ValueError: failed, KeyError: failed}
    return Starlette(routes=routes, middleware=[Middleware(LoopbackOnly)], exception_handlers=handlers)


class Protocol(H11Protocol):
    """HTTP as uvicorn speaks it, with a way to break off."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        app = self.app

        async def breakable(scope: Any, receive: Any, send: Any) -> None:
            scope[CUT] = transport.abort
            await app(scope, receive, send)

        self.app = breakable


@asynccontextmanager
async def serving(world: World, port: int = 0, host: str = "127.0.0.1") -> AsyncIterator[str]:
    """Serve in the running event loop for a while, and close the world then; yields the base address."""
    config = uvicorn.Config(
        create_app(world), ws="none", lifespan="off", log_config=None, access_log=False, timeout_keep_alive=KEEP_ALIVE
    )
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Protocol(config, state, {}), host, port)
    try:
        yield f"http://{host}:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        world.stop()
        for connection in list(state.connections):
            connection.shutdown()
        if state.tasks:
            await asyncio.wait(state.tasks, timeout=1)
        for task in state.tasks:
            task.cancel()
        world.close()


async def serve(world: World, host: str = "127.0.0.1", port: int = 8081) -> None:
    """Serve until cancelled."""
    if host not in ("127.0.0.1", "localhost", "::1"):
        raise ValueError("the sandbox serves its own machine only")
    async with serving(world, port, host):
        await asyncio.Event().wait()
