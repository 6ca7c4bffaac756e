"""What recipes ask for: read for on a session that only reads, made beside everybody's updates."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from bot import database
from bot.database import Transaction
from bot.rendering import Rendered, rendered
from bot.workshop import Gone, Make, Order, Workshop
from frame.here import Here, House
from frame.routing import Making, Routes
from frame.screen import File, Recipe
from frame.texts import Language, language
from models.person import person_of

log = logging.getLogger(__name__)


class FileMaker:
    """Makes what recipes ask for, one at a time: a picture costs more memory than a hundred people. What takes seconds
    (`Recipe.slow`) has a lane of its own, so that nobody waits for a code behind somebody's report, and is made in the
    workshop where there is one: read, counted and drawn."""

    def __init__(
        self,
        read: Transaction,
        routes: Routes,
        house: House,
        clock: Callable[[], datetime],
        workshop: Workshop | None = None,
    ) -> None:
        self._read = read
        self._routes = routes
        self._house = house
        self._clock = clock
        self._workshop = workshop
        self._lanes = {slow: asyncio.Lock() for slow in (False, True)}

    async def make(self, kind: str, values: Mapping[str, Any], chat_id: int) -> File | Rendered:
        """For the person of that chat. Raises what its maker raises; KeyError for a recipe that is gone."""
        slow = Recipe.kinds[kind].slow
        async with self._lanes[slow]:
            if slow and self._workshop is not None:
                house = replace(self._house, routes=Routes())
                try:
                    return await self._workshop.make(Order(kind, values, chat_id, self._clock(), house))
                except Gone:
                    log.warning("workshop_gone")
            return await self._made(Recipe.kinds[kind](**values), chat_id)

    async def _made(self, recipe: Recipe, chat_id: int) -> File | Rendered:
        def read(connection: Connection) -> tuple[Making, Language, tzinfo]:
            with Session(connection) as session:
                here = Here(session, session.scalars(person_of(chat_id)).one(), self._clock(), self._house)
                making = self._routes.recipes[type(recipe)](recipe, here)
                return making, language(here.actor.language), here.zone

        making, speaks, zone = await self._read(read)
        made = await asyncio.to_thread(making)
        return made if isinstance(made, File) else rendered(made, speaks, zone)


def maker(url: str, routes: Routes) -> Make:
    """Makes an order in this process, on a connection of its own."""

    async def made(order: Order) -> File | Rendered:
        house = replace(order.house, routes=routes)
        async with database.reading(url) as read:
            return await FileMaker(read, routes, house, lambda: order.now).make(order.kind, order.values, order.chat_id)

    return lambda order: asyncio.run(made(order))
