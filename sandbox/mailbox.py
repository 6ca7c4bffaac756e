"""Updates on their way to the bot: kept until it confirms them, given again until then."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from telegram.constants import PollingLimit, UpdateType

from sandbox.errors import Refused
from sandbox.nouns import Json
from sandbox.signals import Signal
from sandbox.store import Store

LONGEST_POLL = 50
ONLY_WHEN_NAMED = {"chat_member", "message_reaction", "message_reaction_count"}
KNOWN = {str(kind) for kind in UpdateType}
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
SECOND_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"


class Mailbox:
    """The queue between the world and the bot."""

    def __init__(self, store: Store, number: Callable[[], int]) -> None:
        self.store = store
        self.number = number
        self.pending: dict[int, Json] = {}
        self.again: list[Json] = []
        self.history: deque[Json] = deque(maxlen=5000)
        self.allowed: list[str] | None = None
        self.webhook: Json = {}
        self.held = False
        self.closed = False
        self.backwards = False
        self.poller = 0
        self.ended_by = ""
        self.arrived = Signal()

    def load(self) -> None:
        """Go on from what is kept."""
        self.pending = dict(sorted((int(key), update) for key, update in self.store.things("update")))
        self.history.extend(self.pending.values())
        settings = dict(self.store.things("mailbox"))
        self.allowed = settings.get("allowed")
        self.webhook = settings.get("webhook") or {}

    def put(self, kind: str, content: Json) -> Json | None:
        """Something happened that the bot is to hear of, if it listens for such things."""
        if (kind in ONLY_WHEN_NAMED) if not self.allowed else (kind not in self.allowed):
            return None
        number = self.number()
        update: Json = {"update_id": number, kind: content}
        self.pending[number] = update
        self.history.append(update)
        self.store.keep("update", number, update)
        self.arrived.fire()
        return update

    def redeliver(self, update_id: int) -> Json:
        """Give an update once more, whether it was confirmed or not."""
        update = next((update for update in self.history if update["update_id"] == update_id), None)
        if update is None:
            raise Refused("update not found")
        self.again.append(update)
        self.arrived.fire()
        return update

    def hold(self) -> None:
        """Give nothing for a while."""
        self.held = True

    def release(self, *, backwards: bool = False) -> None:
        """Give again; once the newest first, if wished."""
        self.held, self.backwards = False, backwards
        self.arrived.fire()

    def forget(self) -> None:
        """Drop what is waiting."""
        self.confirm(max(self.pending, default=0) + 1)
        self.again = []

    def confirm(self, offset: int) -> None:
        """Everything before the offset has arrived."""
        done = [number for number in self.pending if number < offset]
        for number in done:
            del self.pending[number]
            self.store.keep("update", number, None)

    def allow(self, kinds: Any) -> None:
        """Which kinds of updates the bot wants from now on; None leaves it as it was."""
        if kinds is None:
            return
        if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
            raise Refused("can't parse allowed updates JSON object")
        self.allowed = [kind for kind in kinds if kind in KNOWN]
        self.store.keep("mailbox", "allowed", self.allowed)

    def set_webhook(self, webhook: Json) -> None:
        """Updates go to an address instead of being fetched; an empty one ends that."""
        self.webhook = webhook
        self.store.keep("mailbox", "webhook", webhook)
        if webhook:
            self.end_poll("terminated by setWebhook request")

    def close(self) -> None:
        """End the poll that waits, with what there is."""
        self.closed = True
        self.arrived.fire()

    def end_poll(self, reason: str) -> None:
        self.poller += 1
        self.ended_by = reason
        self.arrived.fire()

    async def updates(self, offset: int, limit: int, seconds: int, kinds: Any) -> list[Json]:
        """What waits for the bot; holds until something comes or the time is over."""
        if self.webhook:
            raise Refused(WEBHOOK_ACTIVE, 409)
        self.allow(kinds)
        if not PollingLimit.MIN_LIMIT <= limit <= PollingLimit.MAX_LIMIT:
            limit = PollingLimit.MAX_LIMIT
        self.end_poll(SECOND_POLLER)
        me = self.poller
        if offset < 0:
            offset = ([0, *self.pending][offset:] or [0])[0]
        self.confirm(offset)
        self.store.flush()
        clock = asyncio.get_running_loop()
        end = clock.time() + min(max(seconds, 0), LONGEST_POLL)
        while not (batch := self.batch(limit)):
            woken = await self.arrived.wait(end - clock.time())
            if self.poller != me:
                raise Refused(self.ended_by, 409)
            if not woken or self.closed:
                break
        return batch

    def batch(self, limit: int) -> list[Json]:
        if self.held:
            return []
        again, self.again = self.again[:limit], self.again[limit:]
        waiting = list(self.pending.values())
        if self.backwards:
            waiting.reverse()
            self.backwards = False
        return again + waiting[: limit - len(again)]
