"""Two open conversations at once: whatever is written in whatever order, it reaches the named person and nobody else,
and nothing that the bot asks of Telegram holds the other's id, handle or phone, or says where a message came from.

In both ways: with a header and a banner, and with a topic for each conversation. `make prove` runs 1,000 random
interleavings of each, `make test` a few; the seed is printed. Several requesters, each with two doers, write at once.
"""

import asyncio
import json
import random
import unicodedata
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import timedelta
from typing import Any

import pytest

from sandbox.message import Message
from sandbox.people import Sandbox
from tests.stories.deeds import applies, asks_for_help
from tests.stories.world import Person, World

STEPS = 4
TABLES = 8  # at once, in `make prove`
PHONE = "+3584"  # how the sandbox's own phone numbers begin
WORDS = ("kyllä", "😀 jo", "a\u0301sia", "<b>ei</b> & joo", "/ sanoi", "שלום")


class Lockstep:
    """Everybody does one thing, then the bot does its part, then everybody does the next."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.present = 0
        self.waiting: list[asyncio.Future[None]] = []

    async def settle(self) -> None:
        """One thing is done."""
        mine = asyncio.get_running_loop().create_future()
        self.waiting.append(mine)
        await self.turn()
        await mine

    async def turn(self) -> None:
        """Where all have done theirs, the bot comes to rest."""
        if not self.waiting or len(self.waiting) < self.present:
            return
        waiting, self.waiting = self.waiting, []
        await self.world.settles()
        for one in waiting:
            one.set_result(None)

    async def run(self, parts: list[Coroutine[Any, Any, None]]) -> None:
        """Everybody to the end of theirs."""
        self.present = len(parts)

        async def one(part: Coroutine[Any, Any, None]) -> None:
            await part
            self.present -= 1
            await self.turn()

        async with asyncio.TaskGroup() as group:
            for part in parts:
                group.create_task(one(part))


@contextmanager
def inside(person: Person, topic: int | None) -> Iterator[None]:
    """What `person` sends goes into that topic of theirs."""
    person.topic = topic
    try:
        yield
    finally:
        person.topic = None


class Relay:
    """Anna with two conversations, and what each of the three is to have got."""

    def __init__(self, sandbox: Sandbox, title: str, people: tuple[Person, ...], chance: random.Random) -> None:
        self.sandbox = sandbox
        self.title = title
        self.anna, *self.others = self.people = people
        self.chance = chance
        self.number = 0
        self.focus: Person | None = None
        self.sent: list[tuple[Person, Person, str]] = []  # by whom, to whom, the words

    def words(self) -> str:
        """Words that nobody has said before, at no table."""
        self.number += 1
        return f"{self.chance.choice(WORDS)} nro {self.number}, {self.title}."

    def topic(self, person: Person, other: Person) -> int | None:
        """Where `person` has the conversation with `other`, if it has a topic there."""
        return person.topics.get(f"{self.title} · {other.name}")

    async def anna_opens(self) -> None:
        self.focus = self.chance.choice(self.others)
        await self.anna.says("/talks")
        await self.anna.taps(f"Write to: {self.focus.name} · {self.title}")

    async def anna_leaves(self) -> None:
        if self.focus is not None:
            await self.anna.says("/home")
            self.focus = None

    async def anna_says(self) -> None:
        words, meant = self.words(), self.focus or self.chance.choice(self.others)
        await self.anna.says(words)
        if self.focus is None:
            await self.anna.taps(f"Send to: {meant.name} · {self.title}")
            self.focus = meant
        self.sent.append((self.anna, meant, words))

    async def anna_sends(self) -> None:
        if self.focus is not None:
            await self.sends_something(self.focus)

    async def sends_something(self, meant: Person) -> None:
        words = self.words()
        send: Callable[..., Awaitable[Any]] = self.chance.choice(
            (self.anna.sends_photo, self.anna.sends_document, self.anna.sends_voice, self.anna.sends_video)
        )
        await send(caption=words)
        self.sent.append((self.anna, meant, words))

    async def anna_sends_an_album(self) -> None:
        """Into the open conversation, or as a reply; the focus may move while its parts come."""
        carried = self.carried_to_anna()
        answers = carried if carried and (self.focus is None or self.chance.random() < 0.5) else None
        meant = answers[0] if answers else self.focus
        if meant is None:
            return
        album, there = str(self.chance.randrange(10**9)), answers[1].topic if answers else None
        for part in range(self.chance.randint(2, 3)):
            words = self.words()
            with inside(self.anna, there):
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
        """In the open conversation, or in its topic."""
        other, words = self.chance.choice(self.others), self.words()
        with inside(other, self.chance.choice((None, self.topic(other, self.anna)))):
            await other.says(words)
        self.sent.append((other, self.anna, words))

    async def somebody_sends_a_sticker(self) -> None:
        await self.chance.choice(self.others).sends_sticker()

    async def anna_writes_in_a_topic(self) -> None:
        """Whatever is open; words, or something else."""
        meant = self.chance.choice(self.others)
        there = self.topic(self.anna, meant)
        if there is None:
            return
        with inside(self.anna, there):
            if self.chance.random() < 0.3:
                await self.sends_something(meant)
                return
            words = self.words()
            await self.anna.says(words)
        self.sent.append((self.anna, meant, words))

    async def somebody_deletes_a_topic(self) -> None:
        """With all that stood in it: the next message makes it anew."""
        one, other = self.chance.sample([self.anna, self.chance.choice(self.others)], 2)
        if self.topic(one, other) is not None:
            await one.deletes_topic(f"{self.title} · {other.name}")
            self.sent = [sent for sent in self.sent if {sent[0], sent[1]} != {one, other}]

    def carried_to_anna(self) -> tuple[Person, Message] | None:
        """A message that came to Anna, and from whom."""
        theirs = {_bare(words): author for author, meant, words in self.sent if meant is self.anna}
        came = [
            (theirs[said], message)
            for message in self.anna.messages[-40:]
            if message.by_bot and (said := _bare(message.text).split("\n\n", 1)[-1]) in theirs
        ]
        return self.chance.choice(came) if came else None

    async def interleaving(self, *, topics: bool) -> None:
        """Some things in some order."""
        deeds = (
            *(self.anna_opens, self.anna_says, self.anna_says, self.anna_replies, self.anna_replies, self.anna_leaves),
            *(self.anna_sends, self.anna_sends_an_album, self.anna_edits, self.somebody_says, self.somebody_says),
            self.somebody_sends_a_sticker,
            *([self.anna_writes_in_a_topic] * 3 if topics else ()),
        )
        if topics and self.chance.random() < 0.05:
            await self.somebody_deletes_a_topic()
        for _step in range(STEPS):
            await self.chance.choice(deeds)()

    async def looks(self, *, topics: bool) -> None:
        """Each message stands once with the one it was meant for, where it belongs, and with nobody else."""
        await self.sandbox.refresh()
        got = {person: [(_bare(m.text), m.topic) for m in person.messages if m.by_bot] for person in self.people}
        for author, meant, words in self.sent:
            for person in self.people:
                stands = [topic for said, topic in got[person] if said.split("\n\n", 1)[-1] == _bare(words)]
                where = [self.topic(person, author) if topics else None] if person is meant else []
                assert stands == where, (author.name, meant.name, person.name, words, stands, where)
        self.sent = self.sent[-20:]
        for person in self.people:
            person.posts = dict(sorted(person.posts.items())[-150:])


def _bare(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(dict.fromkeys((0x2068, 0x2069))))


def leaks(call: dict[str, Any], people: list[Person]) -> list[str]:
    """What a request should not hold: anything of another person's than the one whose chat it is for."""
    params = {name: value for name, value in call["params"].items() if name != "chat_id"}
    said = json.dumps(params, ensure_ascii=False)
    secrets = [str(person.id) for person in people] + ["handle_"]
    return [secret for secret in (*secrets, PHONE, "forward", "from_chat_id") if secret in said]


@asynccontextmanager
async def table(world: World, lockstep: Lockstep, number: int, chance: random.Random) -> AsyncIterator[Relay]:
    """Anna, two who applied for her task, and the three's own look at the world."""
    title = f"Newsletter {number}"
    names = ("Anna", "Bertil", "Carla")
    anna, *doers = known = [await world.member(name, username=f"handle_{name.lower()}{number}") for name in names]
    await asks_for_help(anna, title, people="2")
    for doer in doers:
        await applies(doer, title)
        await doer.says("/talks")
        await doer.taps(f"Write to: Anna · {title}")
    world.sandbox.views.clear()
    async with Sandbox(world.url, settle=lockstep.settle) as sandbox:
        people = tuple(Person(world, sandbox, one.name, one.id, "en") for one in known)
        await sandbox.refresh()
        yield Relay(sandbox, title, people, chance)


@pytest.mark.both
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("topics", [False, pytest.param(True, marks=pytest.mark.topics)], ids=["headers", "topics"])
async def test_random_interleavings_of_two_conversations(world: World, topics: bool, prove: bool) -> None:
    seed = random.SystemRandom().randrange(10**6)
    chance, lockstep, seen = random.Random(seed), Lockstep(world), 0
    async with AsyncExitStack() as stack:
        relays = [
            await stack.enter_async_context(table(world, lockstep, number, random.Random(chance.random())))
            for number in range(1, (TABLES if prove else 2) + 1)
        ]
        everybody = [person for relay in relays for person in relay.people]
        for _round in range(1000 // TABLES if prove else 6):
            try:
                await lockstep.run([relay.interleaving(topics=topics) for relay in relays])
                await world.passes(timedelta(seconds=3))
                for relay in relays:
                    await relay.looks(topics=topics)
            except BaseException as failed:
                failed.add_note(f"seed {seed}\n" + "\n".join(person.tail(10) for person in everybody))
                raise
            for call in await world.sandbox.calls(since=seen):
                seen = call["n"]
                assert leaks(call, everybody) == [], (seed, call)
