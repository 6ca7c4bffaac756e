"""Two open conversations at once: whatever is written in whatever order, it reaches the named person and nobody else,
and nothing that the bot asks of Telegram holds the other's id, handle or phone, or says where a message came from.

`make prove` runs 1,000 random interleavings, `make test` a twentieth; the seed is printed.
"""

import json
import random
import unicodedata
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from sandbox.message import Message
from tests.stories.deeds import applies, asks_for_help
from tests.stories.world import Person, World

STEPS = 4
PHONE = "3584"  # how the sandbox's own phone numbers begin
WORDS = ("kyllä", "😀 jo", "a\u0301sia", "<b>ei</b> & joo", "/ sanoi", "שלום")


class Relay:
    """Anna with two conversations, and what each of the three is to have got."""

    def __init__(self, world: World, anna: Person, others: tuple[Person, Person], chance: random.Random) -> None:
        self.world = world
        self.anna = anna
        self.others = others
        self.chance = chance
        self.number = 0
        self.focus: Person | None = None
        self.sent: list[tuple[Person, Person, str]] = []  # by whom, to whom, the words

    def words(self) -> str:
        """Words that were not said before."""
        self.number += 1
        return f"{self.chance.choice(WORDS)} nro {self.number}."

    async def anna_opens(self) -> None:
        self.focus = self.chance.choice(self.others)
        await self.anna.says("/talks")
        await self.anna.taps(f"Write to: {self.focus.name} · Newsletter")

    async def anna_leaves(self) -> None:
        if self.focus is not None:
            await self.anna.says("/home")
            self.focus = None

    async def anna_says(self) -> None:
        words, meant = self.words(), self.focus or self.chance.choice(self.others)
        await self.anna.says(words)
        if self.focus is None:
            await self.anna.taps(f"Send to: {meant.name} · Newsletter")
            self.focus = meant
        self.sent.append((self.anna, meant, words))

    async def anna_sends(self) -> None:
        if self.focus is None:
            return
        words = self.words()
        send: Callable[..., Awaitable[Any]] = self.chance.choice(
            (self.anna.sends_photo, self.anna.sends_document, self.anna.sends_voice, self.anna.sends_video)
        )
        await send(caption=words)
        self.sent.append((self.anna, self.focus, words))

    async def anna_sends_an_album(self) -> None:
        """Into the open conversation, or as a reply; the focus may move while its parts come."""
        carried = self.carried_to_anna()
        answers = carried if carried and (self.focus is None or self.chance.random() < 0.5) else None
        meant = answers[0] if answers else self.focus
        if meant is None:
            return
        album = str(self.chance.randrange(10**9))
        for part in range(self.chance.randint(2, 3)):
            words = self.words()
            await self.anna.sends_photo(
                caption=words, album=album, reply_to=answers[1] if answers and not part else None
            )
            self.sent.append((self.anna, meant, words))
            if self.chance.random() < 0.3:
                await self.anna_opens()

    async def anna_replies(self) -> None:
        carried = self.carried_to_anna()
        if carried is not None:
            words = self.words()
            await self.anna.replies(carried[1], words)
            self.sent.append((self.anna, carried[0], words))

    async def anna_edits(self) -> None:
        mine = [(place, one) for place, one in enumerate(self.sent) if one[0] is self.anna]
        if mine:
            place, (_anna, other, before) = self.chance.choice(mine[-5:])
            words = self.words()
            await self.anna.edits(next(m for m in self.anna.messages if not m.by_bot and m.text == before), words)
            self.sent[place] = (self.anna, other, words)

    async def somebody_says(self) -> None:
        other, words = self.chance.choice(self.others), self.words()
        await other.says(words)
        self.sent.append((other, self.anna, words))

    async def somebody_sends_a_sticker(self) -> None:
        await self.chance.choice(self.others).sends_sticker()

    def carried_to_anna(self) -> tuple[Person, Message] | None:
        """A message that came to Anna, and from whom."""
        came = [
            (other, message)
            for message in self.anna.messages[-30:]
            for other in self.others
            if message.by_bot and message.text.startswith(f"{other.name} · Newsletter") and "nro " in message.text
        ]
        return self.chance.choice(came) if came else None

    async def interleaving(self) -> None:
        """Some things in some order, then all is looked through."""
        deeds = (
            *(self.anna_opens, self.anna_says, self.anna_says, self.anna_replies, self.anna_replies, self.anna_leaves),
            *(self.anna_sends, self.anna_sends_an_album, self.anna_edits, self.somebody_says, self.somebody_says),
            self.somebody_sends_a_sticker,
        )
        for _step in range(STEPS):
            await self.chance.choice(deeds)()
        await self.world.passes(timedelta(seconds=3))
        self.check()
        self.sent = self.sent[-20:]

    def check(self) -> None:
        """Each message stands once with the one it was meant for, and with nobody else."""
        people = (self.anna, *self.others)
        got = {person: [_bare(m.text) for m in person.messages if m.by_bot] for person in people}
        for author, meant, words in self.sent:
            for person in people:
                times = sum(said.split("\n\n", 1)[-1] == _bare(words) for said in got[person])
                assert times == (1 if person is meant else 0), (author.name, meant.name, person.name, words)


def _bare(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(dict.fromkeys((0x2068, 0x2069))))


def leaks(call: dict[str, Any], people: tuple[Person, ...]) -> list[str]:
    """What a request should not hold: anything of another person's than the one whose chat it is for."""
    params = {name: value for name, value in call["params"].items() if name != "chat_id"}
    said = json.dumps(params, ensure_ascii=False)
    secrets = [str(person.id) for person in people] + [f"handle_{person.name.lower()}" for person in people]
    return [secret for secret in (*secrets, PHONE, "forward", "from_chat_id") if secret in said]


@pytest.mark.both
@pytest.mark.timeout(3600)
async def test_random_interleavings_of_two_conversations(world: World, prove: bool) -> None:
    seed = random.SystemRandom().randrange(10**6)
    anna, bertil, carla = people = (
        await world.member("Anna", username="handle_anna"),
        await world.member("Bertil", username="handle_bertil"),
        await world.member("Carla", username="handle_carla"),
    )
    await asks_for_help(anna, people="2")
    for doer in (bertil, carla):
        await applies(doer)
        await doer.says("/talks")
        await doer.taps("Write to: Anna · Newsletter")
    relay, seen = Relay(world, anna, (bertil, carla), random.Random(seed)), 0
    for _interleaving in range(1000 if prove else 50):
        try:
            await relay.interleaving()
        except BaseException as failed:
            failed.add_note(f"seed {seed}\n{anna.tail(12)}\n{bertil.tail(8)}\n{carla.tail(8)}")
            raise
        for call in await world.sandbox.calls(since=seen):
            seen = call["n"]
            assert leaks(call, people) == [], (seed, call)
