"""How fast notices and cards may go: about 30 a second in all, 1 a second to a person after a short burst, 20 in any
minute to a group (Telegram's bot FAQ). Replies do not pass here: they go first, and their rate is people's own."""

import asyncio
from dataclasses import dataclass, field
from time import monotonic

OVERALL = (30.0, 30.0)  # a second, burst
PERSON = (1.0, 5.0)
GROUP = (15 / 60, 5.0)  # a burst and a minute's worth are 20
MOST_BUCKETS = 10_000


@dataclass(slots=True)
class Bucket:
    """Tokens that come back at `rate` a second, up to `burst`."""

    rate: float
    burst: float
    tokens: float = field(default=-1.0)
    at: float = field(default_factory=monotonic)

    def __post_init__(self) -> None:
        self.tokens = self.burst

    def take(self, now: float) -> float:
        """Take a token, even one that is still to come; the seconds until it is there."""
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate) - 1
        self.at = now
        return max(0.0, -self.tokens / self.rate)


class Pace:
    """The turns of all chats."""

    def __init__(
        self,
        overall: tuple[float, float] = OVERALL,
        person: tuple[float, float] = PERSON,
        group: tuple[float, float] = GROUP,
    ) -> None:
        """Each with its rate a second and its burst."""
        self._person, self._group = person, group
        self._overall = Bucket(*overall)
        self._chats: dict[int, Bucket] = {}
        self._halted: dict[int, float] = {}

    async def turn(self, chat_id: int) -> None:
        """Wait for this chat's turn."""
        now = monotonic()
        if len(self._chats) > MOST_BUCKETS:
            self._chats.clear()
        chat = self._chats.setdefault(chat_id, Bucket(*(self._group if chat_id < 0 else self._person)))
        wait = max(chat.take(now), self._overall.take(now), self._halted.pop(chat_id, now) - now)
        if wait > 0:
            await asyncio.sleep(wait)

    def halt(self, chat_id: int, seconds: float) -> None:
        """Telegram said 429 for this chat: its next turn comes after that."""
        self._halted[chat_id] = monotonic() + seconds
