"""People for stories, drills and the demo: the verbs of a person, over the sandbox's HTTP."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any

import aiohttp

from sandbox.message import Message
from sandbox.view import View, read

__all__ = ["GroupChat", "Message", "Person", "Sandbox", "View"]

Json = dict[str, Any]
Settle = Callable[[], Awaitable[object]]


class Sandbox:
    """A running sandbox, seen from outside. After each action `settle` is awaited, then everybody looks anew."""

    def __init__(self, base_url: str, *, settle: Settle | None = None) -> None:
        self.base_url = base_url.rstrip("/")
        self.settle = settle
        self.session = aiohttp.ClientSession()
        self.views: list[View] = []

    async def __aenter__(self) -> Sandbox:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Let go of the connections."""
        await self.session.close()

    async def get(self, path: str, **query: Any) -> Any:
        """Ask for something."""
        given = {name: str(value) for name, value in query.items() if value is not None}
        async with self.session.get(f"{self.base_url}/api/{path}", params=given) as answer:
            return await read(answer)

    async def post(self, action: str, **fields: Any) -> Json:
        """Do something; the answer tells the revision before it and what came of it."""
        given = {name: value for name, value in fields.items() if value is not None}
        async with self.session.post(f"{self.base_url}/api/{action}", json=given) as answer:
            body: Json = await read(answer)
            return body

    async def act(self, action: str, **fields: Any) -> Json:
        """Do something that the bot hears of, let it settle, and look."""
        done = await self.post(action, **fields)
        await self.settled()
        return done

    async def settled(self) -> None:
        """Wait until the bot is done, if one can tell, and let everybody look."""
        if self.settle is not None:
            await self.settle()
            await self.refresh()

    async def refresh(self) -> None:
        """Everybody looks at their chats."""
        for view in self.views:
            await view.refresh()

    async def person(self, name: str, language: str = "fi", **more: Any) -> Person:
        """Somebody new; `last_name` and `username` may be given."""
        done = await self.post("people", name=name, language=language, **more)
        return Person(self, name, done["result"]["id"])

    async def people(self) -> list[Person]:
        """Everybody who is there already."""
        world = await self.get("world")
        return [Person(self, one["first_name"], one["id"]) for one in world["people"]]

    async def group(self, title: str, *people: Person, bot: bool = True) -> GroupChat:
        """A new group of these people, the first of whom made it."""
        done = await self.act("groups", title=title, people=[person.id for person in people], bot=bot)
        return GroupChat(self, title, done["result"]["id"], people[0])

    async def groups(self) -> list[GroupChat]:
        """The groups that are there already."""
        world = await self.get("world")
        people = {person.id: person for person in await self.people()}
        return [GroupChat(self, one["title"], one["id"], founder(one, people)) for one in world["groups"]]

    async def calls(self, method: str = "", since: int = 0) -> list[Json]:
        """The requests the bot has made, oldest first: n, method, params, status, result, error, breaches."""
        calls: list[Json] = await self.get("calls", since=since)
        return [call for call in calls if not method or call["method"].lower() == method.lower()]

    async def breaches(self, unanswered_after: float = 10) -> list[str]:
        """What the bot should not have asked, and the taps it has left unanswered for so many seconds."""
        found = await self.get("breaches", unanswered_after=unanswered_after)
        wrong = [f"{call['method']}: {'; '.join(call['breaches'])} {call['params']}" for call in found["calls"]]
        return wrong + [f"never answered: the tap {query['data']!r}" for query in found["unanswered"]]

    async def pending(self) -> int:
        """How many updates the bot has not confirmed."""
        return len(await self.updates())

    async def updates(self) -> list[Json]:
        """The updates that the bot has not confirmed."""
        found = await self.get("pending")
        return list(found["pending"])

    async def redeliver(self, update_id: int) -> None:
        """Give the bot an update once more, confirmed or not."""
        await self.act("redeliver", update_id=update_id)

    async def hold(self) -> None:
        """Keep updates back for a while."""
        await self.post("hold", held=True)

    async def release(self, *, backwards: bool = False) -> None:
        """Give them; the newest first, if wished."""
        await self.act("hold", held=False, backwards=backwards)

    async def fault(self, kind: str, **details: Any) -> int:
        """Let something go wrong from now on: too_many, error, bad_gateway, slow, cut_before, cut_after, forbidden."""
        done = await self.post("faults", kind=kind, **details)
        return int(done["result"]["id"])

    async def faults_end(self, number: int | None = None) -> None:
        """Let it go right again."""
        await self.post("faults/end", id=number)


class Person(View):
    """Somebody, in their own chat with the bot."""

    def __init__(self, sandbox: Sandbox, name: str, person_id: int) -> None:
        super().__init__(sandbox, name, person_id, person_id)

    def within(self, topic: str) -> View:
        """The same person in a topic of their chat, by its name."""
        view = View(self.sandbox, f"{self.name} in {topic}", self.id, self.id)
        view.topic = self.topics[topic]
        view.posts, view.revision = dict(self.posts), self.revision
        return view

    async def makes_topic(self, name: str) -> int:
        """Make a topic in one's chat; gives its number."""
        return int((await self.do("topics", name=name))["id"])

    async def deletes_topic(self, topic: str) -> None:
        """Delete a topic of one's chat with all that stands in it."""
        await self.do("topics/end", topic=self.topics[topic])

    def at(self, group: GroupChat) -> View:
        """The same person in a group."""
        return group.by(self)

    async def blocks(self) -> None:
        """Stop the bot from writing."""
        await self.do("block", blocked=True)

    async def unblocks(self) -> None:
        """Let the bot write again."""
        await self.do("block", blocked=False)


class GroupChat:
    """A group; what a person sees and does there goes through `by`."""

    def __init__(self, sandbox: Sandbox, title: str, chat_id: int, founder: Person) -> None:
        self.sandbox = sandbox
        self.title = title
        self.id = chat_id
        self.founder = founder
        self.seen: dict[int, View] = {}

    def by(self, person: Person) -> View:
        """A person's look at the group."""
        if person.id not in self.seen:
            self.seen[person.id] = View(self.sandbox, f"{person.name} in {self.title}", person.id, self.id)
        return self.seen[person.id]

    async def adds(self, person: Person, by: Person | None = None) -> None:
        """Somebody takes a person in."""
        await self.sandbox.act("members", chat=self.id, by=(by or self.founder).id, user=person.id)

    async def adds_bot(self, by: Person | None = None, status: str = "member", payload: str | None = None) -> None:
        """Somebody takes the bot in, as a member or an administrator; a payload is that of a `startgroup` link."""
        await self.sandbox.act("members", chat=self.id, by=(by or self.founder).id, status=status, payload=payload)

    async def removes(self, person: Person, by: Person | None = None) -> None:
        """Somebody puts a person out; oneself is leaving."""
        await self.sandbox.act("leave", chat=self.id, by=(by or self.founder).id, user=person.id)

    async def removes_bot(self, by: Person | None = None) -> None:
        """Somebody puts the bot out."""
        await self.sandbox.act("leave", chat=self.id, by=(by or self.founder).id)

    async def silences_bot(self, by: Person | None = None) -> None:
        """Somebody who runs the supergroup keeps the bot from writing."""
        await self.sandbox.act("restrict", chat=self.id, by=(by or self.founder).id, may_write=False)

    async def lets_bot_write(self, by: Person | None = None) -> None:
        """Somebody who runs the supergroup lets the bot write again."""
        await self.sandbox.act("restrict", chat=self.id, by=(by or self.founder).id, may_write=True)

    async def promotes(self, person: Person, *, administrator: bool = True) -> None:
        """The founder makes somebody an administrator, or an ordinary member again."""
        await self.sandbox.act("promote", chat=self.id, by=self.founder.id, user=person.id, administrator=administrator)

    async def upgrades(self) -> GroupChat:
        """The group becomes a supergroup with another id."""
        done = await self.sandbox.act("upgrade", chat=self.id, by=self.founder.id)
        return GroupChat(self.sandbox, self.title, done["result"]["id"], self.founder)


def founder(group: Json, people: dict[int, Person]) -> Person:
    """Who made a group."""
    return next(people[int(user)] for user, status in group["members"].items() if status == "creator")
