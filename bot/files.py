"""What recipes ask for: read for on a session that only reads, made in a thread, beside everybody's updates."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from bot.database import Transaction
from bot.rendering import Rendered, rendered
from frame.here import Here, House
from frame.routing import Making, Routes
from frame.screen import File, Recipe
from frame.texts import Language, language
from models.person import person_of


class FileMaker:
    """Makes what recipes ask for, one at a time: a picture costs more memory than a hundred people. What takes seconds
    (`Recipe.slow`) has a lane of its own, so that nobody waits for a code behind somebody's report."""

    def __init__(self, read: Transaction, routes: Routes, house: House, clock: Callable[[], datetime]) -> None:
        self._read = read
        self._routes = routes
        self._house = house
        self._clock = clock
        self._lanes = {slow: asyncio.Lock() for slow in (False, True)}

    async def make(self, kind: str, values: Mapping[str, Any], chat_id: int) -> File | Rendered:
        """For the person of that chat. Raises what its maker raises; KeyError for a recipe that is gone."""
        recipe = Recipe.kinds[kind](**values)

        def read(connection: Connection) -> tuple[Making, Language, tzinfo]:
            with Session(connection) as session:
                here = Here(session, session.scalars(person_of(chat_id)).one(), self._clock(), self._house)
                making = self._routes.recipes[type(recipe)](recipe, here)
                return making, language(here.actor.language), here.zone

        async with self._lanes[recipe.slow]:
            making, speaks, zone = await self._read(read)
            made = await asyncio.to_thread(making)
        return made if isinstance(made, File) else rendered(made, speaks, zone)
