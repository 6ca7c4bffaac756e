"""The door for bots: /bot<token>/<method> and /file/bot<token>/<path>."""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, UploadFile
from starlette.requests import Request
from starlette.types import Receive, Scope, Send
from telegram.constants import FileSizeLimit

from sandbox import chats, media, menus, messages, relay, topics  # noqa: F401 - they declare the methods
from sandbox.arguments import KIND, Upload, converted, read
from sandbox.errors import Refused
from sandbox.faults import Fault
from sandbox.journal import Call
from sandbox.keyboards import unknown_fields
from sandbox.methods import METHODS, Method
from sandbox.world import World

LARGEST_BODY = FileSizeLimit.FILESIZE_UPLOAD + 1_000_000
BAD_GATEWAY = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>502 Bad Gateway</h1></body>\r\n</html>\r\n"
)
CUT = "sandbox.cut"
log = logging.getLogger(__name__)


class Cut(Exception):
    """The connection is to break here."""


class BadGateway(Exception):
    """The front answers instead of the Bot API."""


class BotApi:
    """Answers the requests of the bot, as an ASGI application."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = time.perf_counter()
        token, name = scope["path_params"]["token"], scope["path_params"]["method"]
        method = METHODS.get(name.lower())
        raw, uploads, refused = await taken(scope, receive)
        call = self.world.journal.open(method.name if method else name, noted(raw), described(uploads))
        try:
            if refused:
                raise refused
            call.result = await self.run(token, method, raw, uploads, call)
            status, body = 200, {"ok": True, "result": call.result}
        except Refused as refusal:
            call.error = refusal.description
            if refusal.breach:
                call.breaches.append(refusal.description)
            status, body = refusal.code, refusal.answer()
        except BadGateway:
            call.error, status, body = "502 Bad Gateway", 502, None
        except Cut:
            call.error, status, body = "the connection was cut", 0, None
        except Exception as error:
            log.exception("the sandbox failed in %s", call.method)
            call.breaches.append(f"the sandbox failed: {error!r}")
            call.error, status, body = "Internal Server Error", 500, Refused("", 500).answer()
        call.status, call.took = status, time.perf_counter() - begun
        self.world.journal.close(call)
        self.world.store.flush()
        self.world.changed.fire()
        if status == 0:
            await cut(scope)
        elif body is None:
            await answer(send, status, b"text/html", BAD_GATEWAY)
        else:
            await answer(send, status, b"application/json", json.dumps(body, separators=(",", ":")).encode())

    async def run(
        self, token: str, method: Method | None, raw: Mapping[str, Any], uploads: dict[str, Upload], call: Call
    ) -> Any:
        """Do what is asked, unless a fault or a rule is in the way."""
        self.world.admit(token)
        delay, fault = self.world.faults.strike(call.method, call.params.get("chat_id"))
        if delay:
            await asyncio.sleep(delay)
        if fault:
            strike(fault)
        if method is None:
            raise Refused("method not found", 404)
        strange = [name for name in raw if name not in method.parameters]
        call.breaches += [f"unknown parameter {name}" for name in strange]
        call.breaches += [
            f"unknown field {name} in reply_markup" for name in unknown_fields(call.params.get("reply_markup"))
        ]
        result = method.run(self.world, read(method.parameters, raw, uploads))
        if inspect.isawaitable(result):
            result = await result
        if fault:
            raise Cut
        return result


def strike(fault: Fault) -> None:
    """Let a fault do its harm; a cut after the effect comes later."""
    match fault.kind:
        case "too_many":
            raise Refused(f"retry after {fault.retry_after}", 429, retry_after=fault.retry_after)
        case "error":
            raise Refused("", 500)
        case "forbidden":
            raise Refused("bot was blocked by the user", 403)
        case "bad_gateway":
            raise BadGateway
        case "cut_before":
            raise Cut


async def taken(scope: Scope, receive: Receive) -> tuple[dict[str, Any], dict[str, Upload], Refused | None]:
    """The parameters and files of a request, however they were sent, or why they cannot be read."""
    raw: dict[str, Any] = dict(parse_qsl(scope["query_string"].decode("latin-1")))
    headers = Headers(scope=scope)
    kind = headers.get("content-type", "")
    if int(headers.get("content-length") or 0) > LARGEST_BODY:
        return raw, {}, Refused("", 413)
    if kind.startswith("multipart/form-data"):
        uploads = {}
        async with Request(scope, receive).form() as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    mime = value.content_type or ""
                    uploads[name] = Upload(value.filename or "", mime, await value.read())
                else:
                    raw[name] = value
        return raw, uploads, None
    body = await body_of(receive)
    if kind.startswith("application/json"):
        try:
            given = json.loads(body or b"{}")
        except ValueError:
            given = None
        if not isinstance(given, dict):
            return raw, {}, Refused("can't parse JSON object")
        raw.update(given)
    elif body:
        raw.update(parse_qsl(body.decode("utf-8", "replace")))
    return raw, {}, None


async def body_of(receive: Receive) -> bytes:
    """The whole body of a request."""
    chunks = []
    while True:
        message = await receive()
        chunks.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(chunks)


def noted(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters as the log shows them: read where they can be."""
    params = {}
    for name, value in raw.items():
        try:
            params[name] = converted(name, value) if name in KIND else value
        except Refused:
            params[name] = value
    return params


def described(uploads: Mapping[str, Upload]) -> dict[str, str]:
    """Files as the log shows them."""
    return {name: f"{upload.name} ({len(upload.content)} bytes)" for name, upload in uploads.items()}


async def answer(send: Send, status: int, kind: bytes, body: bytes) -> None:
    """Send a whole answer."""
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def cut(scope: Scope) -> None:
    """Break the connection without a word."""
    if CUT not in scope:
        raise ConnectionResetError("the connection was cut")
    scope[CUT]()
    await asyncio.sleep(0)


class BotFiles:
    """Gives the bot the files that getFile told it of."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            self.world.admit(scope["path_params"]["token"])
            content = self.world.store.content(scope["path_params"]["path"])
            if content is None:
                raise Refused("", 404)
        except Refused as refusal:
            await answer(send, refusal.code, b"application/json", json.dumps(refusal.answer()).encode())
            return
        await answer(send, 200, b"application/octet-stream", content)
