"""A world for stories: the sandbox and the whole bot in one process, over HTTP, with a clock of its own."""

import asyncio
import re
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bot.app import App, running
from bot.pace import Pace
from bot.settings import Settings
from frame.texts import Text, language
from sandbox import people as sandbox_people
from sandbox.message import Message
from sandbox.people import Sandbox
from sandbox.server import serving
from sandbox.world import World as Telegram
from tests.catalogue import Sentence, sentences

TOKEN = "123456789:stories-stories-stories-stories-1234"
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # noon in Helsinki: nobody sleeps
LANGUAGES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
PATIENCE = 20.0  # seconds for the bot to come to rest; only a hang is longer


class Clock:
    """The bot's clock: it moves when a story moves it."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now


class Person(sandbox_people.Person):
    """Somebody who reads the bot's language. Labels and sentences are given in English, as they stand in the code,
    and looked for in the person's own language."""

    speaks = "en"

    def __init__(self, world: "World | None", sandbox: Sandbox, name: str, person_id: int, speaks: str) -> None:
        super().__init__(sandbox, name, person_id)
        self.world = world
        self.speaks = speaks

    @property
    def text(self) -> str:
        """The newest screen."""
        return self.screen.text

    def within(self, topic: str) -> "Person":
        """The same person in a topic of their chat, by its name."""
        inside = Person(self.world, self.sandbox, self.name, self.id, self.speaks)
        inside.topic = self.topics[topic]
        inside.posts, inside.revision = dict(self.posts), self.revision
        return inside

    async def taps(self, label: str, message: Message | None = None) -> None:
        """Tap the button of that label, or of the label that `label` fills in ("Open: Paint the hall")."""
        await super().taps(self.own_words(label), message)

    async def taps_old(self, label: str, nth: int = 1) -> None:
        await super().taps_old(self.own_words(label), nth)

    def sees(self, fragment: str) -> bool:
        """Whether something that has come since the last action says `fragment`: a value as it is, or a part of one of
        the bot's sentences in English, whose translation is then looked for."""
        heard = [*self.hears(), *self.toasts]
        if any(fragment in text for text in heard):
            return True
        return any(found.search(text) for found in patterns(fragment, self.speaks) for text in heard)

    def own_words(self, label: str) -> str:
        """`label` in this person's language. A sentence of the code is translated, its values are kept."""
        plain, filled = _forms()
        if label in plain:
            return language(self.speaks).plain(Text(plain[label].one, {}, plain[label].many, 1))
        for form, sentence in filled:
            if label.startswith(form.partition("{")[0]) and (found := _pattern(form).fullmatch(label)):
                values = dict(zip(re.findall(r"\{(\w+)\}", form), found.groups(), strict=True))
                count = int(values["count"]) if values.get("count", "").isdigit() else 1
                text = Text(sentence.one, values, sentence.many, count)
                return language(self.speaks).plain(text)
        return label


@cache
def _forms() -> tuple[dict[str, Sentence], list[tuple[str, Sentence]]]:
    """The sentences by what stands in the code: as it is, and with values to fill in, the most exact first."""
    forms = [(form, sentence) for sentence in reversed(sentences()) for form in (sentence.many, sentence.one) if form]
    return {form: one for form, one in forms if "{" not in form}, [each for each in forms[::-1] if "{" in each[0]]


@cache  # re keeps 512 patterns, and there are more sentences than that
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\w+\\\}", "(.*?)", re.escape(form)), re.DOTALL)


@cache
def patterns(fragment: str, speaks: str) -> list[re.Pattern[str]]:
    """What `fragment` of an English sentence may have become: the whole translated sentences that hold it."""
    found = []
    for sentence in sentences():
        if any(fragment in _bare(form) for form in (sentence.one, sentence.many or "")):
            found += [
                re.compile(re.sub(r"\\\{\w+\\\}", ".*?", re.escape(_bare(form))), re.DOTALL)
                for form in sentence.translated(speaks)
            ]
    return found


@cache
def _bare(form: str) -> str:
    return re.sub(r"</?[a-z]+>", "", form)


class World:
    """The stage: Telegram, the bot, the people, the clock."""

    def __init__(self, database_url: str, folder: Path, *, topics: bool = False, **settings: Any) -> None:
        self.clock = Clock()
        self.topics = topics
        self.database_url = database_url
        self._folder = folder
        self._more = settings
        self._stage = AsyncExitStack()
        self._life = AsyncExitStack()
        self._polling: asyncio.Task[None] | None = None
        self.app: App

    async def __aenter__(self) -> "World":
        self.telegram = Telegram(token=TOKEN, clock=lambda: self.clock().timestamp(), topics=self.topics)
        self.url = await self._stage.enter_async_context(serving(self.telegram))
        self.sandbox = await self._stage.enter_async_context(Sandbox(self.url, settle=self.settles))
        await self.starts()
        return self

    async def __aexit__(self, *failure: Any) -> None:
        await self.stops()
        await self._stage.aclose()

    @property
    def settings(self) -> Settings:
        """The bot's settings: of the sandbox, this database, and what the story asked for."""
        return Settings(
            **{
                "telegram": {"token": TOKEN, "api_url": self.url},
                "database": {"url": self.database_url},
                "secret_key_file": self._folder / "secret_key",
                **self._more,
            }
        )

    async def starts(self) -> None:
        """The bot starts, and takes up what it left."""
        fast = Pace(overall=(10_000.0, 10_000.0), person=(10_000.0, 10_000.0), group=(10_000.0, 10_000.0))
        self.app = await self._life.enter_async_context(running(self.settings.instance(), clock=self.clock, pace=fast))
        self._polling = asyncio.create_task(self.app.intake.poll())
        await self.settles()

    async def stops(self) -> None:
        """The bot stops in good order."""
        if self._polling is not None:
            self._polling.cancel()
            await asyncio.gather(self._polling, return_exceptions=True)
        await self._life.aclose()

    async def restarts(self, **settings: Any) -> None:
        """Stop and start, with other settings if there are any: whatever was in memory is gone."""
        await self.stops()
        self._more |= settings
        await self.starts()

    async def settles(self) -> None:
        """Wait until the bot has answered everything and delivered what is due."""
        async with asyncio.timeout(PATIENCE):
            while self._coming or not self.app.idle:
                if self._polling is not None and self._polling.done():
                    self._polling.result()
                await asyncio.sleep(0.001)

    @property
    def _coming(self) -> bool:
        mailbox = self.telegram.mailbox
        return not mailbox.held and bool(mailbox.pending or mailbox.again)

    async def passes(self, time: timedelta) -> None:
        """Time passes: the clock moves, the bot ticks."""
        self.clock.now += time
        await self.app.schedule.tick()
        await self.sandbox.settled()

    async def person(self, name: str, language: str = "en", **more: Any) -> Person:
        """Somebody new, who has not come in."""
        made = await self.sandbox.post("people", name=name, language=language, **more)
        return Person(self, self.sandbox, name, made["result"]["id"], language)

    async def member(self, name: str, language: str = "en", **more: Any) -> Person:
        """Somebody who came in through the bot, as a private person."""
        somebody = await self.person(name, language, **more)
        await comes_in(somebody)
        return somebody


async def comes_in(somebody: Person) -> None:
    """The registration, the shortest way: the language that Telegram tells, the name that Telegram tells."""
    await somebody.says("/start")
    await somebody.taps(LANGUAGES[somebody.speaks])
    await somebody.taps("I am 15 or over and I agree")
    await somebody.taps(f"Use the name: {somebody.name}")
    await somebody.taps("I help as a private person")
