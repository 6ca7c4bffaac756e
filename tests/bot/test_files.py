"""Files of our own making: who wants a quick one waits for no slow one."""

import asyncio
import threading
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, create_engine, insert, make_url

from bot import database
from bot.files import FileMaker
from domain.timers import Timers
from frame.here import Here, House
from frame.routing import Making, Routes
from frame.screen import File, MediaKind, Recipe
from models.base import Base
from models.person import Person
from tests.databases import sqlite_url

NOW = datetime(2026, 11, 22, tzinfo=UTC)


class Code(Recipe):
    """Made at once."""


class Picture(Recipe, slow=True):
    """Takes its time."""


def file(name: str) -> File:
    return File(MediaKind.DOCUMENT, name, b"")


async def test_a_quick_file_waits_for_no_slow_one(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "files.sqlite")
    engine: Engine = create_engine(f"sqlite:///{make_url(url).database}")
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        anna = {"telegram_id": 1, "name": "Anna", "language": "fi", "description": "", "created_at": NOW}
        connection.execute(insert(Person), [anna])
    engine.dispose()
    routes, begun, drawn = Routes(), threading.Semaphore(0), threading.Event()
    drawing = 0

    @routes.recipe(Code)
    def code(_recipe: Code, _here: Here) -> Making:
        return lambda: file("code.png")

    @routes.recipe(Picture)
    def picture(_recipe: Picture, _here: Here) -> Making:
        def draw() -> File:
            nonlocal drawing
            drawing += 1
            assert drawing == 1, "one at a time"
            begun.release()
            assert drawn.wait(60)
            drawing -= 1
            return file("picture.png")

        return draw

    house = House("some_bot", "fi", ZoneInfo("Europe/Helsinki"), frozenset(), b"k", Timers(), routes)
    async with database.reading(url) as read:
        maker = FileMaker(read, routes, house, lambda: NOW)
        pictures = [asyncio.create_task(maker.make("Picture", {}, 1)) for _each in range(2)]
        assert await asyncio.to_thread(begun.acquire, timeout=60)
        assert await asyncio.wait_for(maker.make("Code", {}, 1), 60) == file("code.png")
        assert not any(one.done() for one in pictures)
        drawn.set()
        assert await asyncio.gather(*pictures) == [file("picture.png")] * 2
