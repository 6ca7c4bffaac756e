"""Files of our own making: read for on a session that only reads, made in a thread, beside everybody's updates."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from bot.database import Transaction
from frame.here import Here, House
from frame.routing import Making, Routes
from frame.screen import File, Recipe
from models.person import person_of


class FileMaker:
    """Makes what recipes ask for, one at a time: a picture costs more memory than a hundred people."""

    def __init__(self, read: Transaction, routes: Routes, house: House, clock: Callable[[], datetime]) -> None:
        self._read = read
        self._routes = routes
        self._house = house
        self._clock = clock
        self._one = asyncio.Lock()

    async def make(self, kind: str, values: Mapping[str, Any], chat_id: int) -> File:
        """The file, for the person of that chat. Raises what its maker raises; KeyError for a recipe that is gone."""
        recipe = Recipe.kinds[kind](**values)

        def read(connection: Connection) -> Making:
            with Session(connection) as session:
                here = Here(session, session.scalars(person_of(chat_id)).one(), self._clock(), self._house)
                return self._routes.recipes[type(recipe)](recipe, here)

        async with self._one:
            making = await self._read(read)
            return await asyncio.to_thread(making)
