"""Public neighbours that do the same job: an echo, and a small application in three texts.

python -m benchmarks.neighbours echo http://127.0.0.1:8081 /tmp/somewhere
"""

import asyncio
import json
import logging
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

TOKEN = "123456:" + "A" * 35
FREE, HOURS, SURE = range(3)


def echo(api: str, folder: Path) -> None:
    """python-telegram-bot as its examples have it: polling, its own HTTP client, one update after another."""
    from telegram import Update
    from telegram.ext import Application, ContextTypes, MessageHandler, filters

    async def say_it_again(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message
        await update.message.reply_text(update.message.text or "")

    application = Application.builder().token(TOKEN).base_url(f"{api}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, say_it_again))
    application.run_polling(bootstrap_retries=5)


def pickled(api: str, folder: Path) -> None:
    """python-telegram-bot's ConversationHandler with PicklePersistence: kept in memory, written once a minute."""
    from telegram import Update
    from telegram.ext import (
        Application,
        CommandHandler,
        ContextTypes,
        ConversationHandler,
        MessageHandler,
        PicklePersistence,
        filters,
    )

    Step = Callable[[Update, ContextTypes.DEFAULT_TYPE], Any]  # noqa: N806

    def step(key: str, question: str, following: int) -> Step:
        async def answered(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
            assert update.message
            assert context.user_data is not None
            context.user_data[key] = update.message.text
            await update.message.reply_text(question)
            return following

        return answered

    application = (
        Application.builder()
        .token(TOKEN)
        .base_url(f"{api}/bot")
        .persistence(PicklePersistence(folder / "conversations.pickle"))
        .build()
    )
    text = filters.TEXT & ~filters.COMMAND
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("apply", step("task", "Why you?", FREE))],
            states={
                FREE: [MessageHandler(text, step("words", "How many hours?", HOURS))],
                HOURS: [MessageHandler(text, step("hours", "Shall I send it?", SURE))],
                SURE: [MessageHandler(text, step("sure", "Application sent", ConversationHandler.END))],
            },
            fallbacks=[],
            name="apply",
            persistent=True,
        )
    )
    application.run_polling(bootstrap_retries=5)


def aiogram(api: str, folder: Path) -> None:
    """aiogram 3's state machine with its state in SQLite (WAL, synchronous FULL), updates side by side."""
    import aiosqlite
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.filters import Command
    from aiogram.fsm.context import FSMContext
    from aiogram.fsm.state import State, StatesGroup
    from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
    from aiogram.types import Message

    class InSqlite(BaseStorage):
        """States and answers in one table. aiogram has none for SQLite; this is the plainest one."""

        def __init__(self, database: aiosqlite.Connection) -> None:
            self._database = database

        @staticmethod
        async def open(path: Path) -> "InSqlite":
            database = await aiosqlite.connect(path)
            await database.execute("pragma journal_mode = wal")
            await database.execute("pragma synchronous = full")
            await database.execute("create table if not exists fsm (chat integer primary key, state text, data text)")
            await database.commit()
            return InSqlite(database)

        async def _put(self, chat: int, column: str, value: str | None) -> None:
            await self._database.execute(
                f"insert into fsm (chat, {column}) values (?, ?)"  # noqa: S608  one of two columns
                f" on conflict (chat) do update set {column} = excluded.{column}",
                (chat, value),
            )
            await self._database.commit()

        async def _get(self, chat: int, column: str) -> str | None:
            async with self._database.execute(f"select {column} from fsm where chat = ?", (chat,)) as found:  # noqa: S608
                row = await found.fetchone()
            return row[0] if row else None

        async def set_state(self, key: StorageKey, state: StateType = None) -> None:
            await self._put(key.chat_id, "state", state.state if isinstance(state, State) else state)

        async def get_state(self, key: StorageKey) -> str | None:
            return await self._get(key.chat_id, "state")

        async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
            await self._put(key.chat_id, "data", json.dumps(dict(data)))

        async def get_data(self, key: StorageKey) -> dict[str, Any]:
            kept: dict[str, Any] = json.loads(await self._get(key.chat_id, "data") or "{}")
            return kept

        async def close(self) -> None:
            await self._database.close()

    class Applying(StatesGroup):
        free = State()
        hours = State()
        sure = State()

    async def start() -> None:
        bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
        dispatcher = Dispatcher(storage=await InSqlite.open(folder / "aiogram.db"))

        @dispatcher.message(Command("apply"))
        async def begin(message: Message, state: FSMContext) -> None:
            await state.set_state(Applying.free)
            await message.answer("Why you?")

        @dispatcher.message(Applying.free)
        async def free(message: Message, state: FSMContext) -> None:
            await state.update_data(words=message.text)
            await state.set_state(Applying.hours)
            await message.answer("How many hours?")

        @dispatcher.message(Applying.hours)
        async def hours(message: Message, state: FSMContext) -> None:
            await state.update_data(hours=message.text)
            await state.set_state(Applying.sure)
            await message.answer("Shall I send it?")

        @dispatcher.message(Applying.sure)
        async def sure(message: Message, state: FSMContext) -> None:
            await state.clear()
            await message.answer("Application sent")

        await dispatcher.start_polling(bot)

    asyncio.run(start())


NEIGHBOURS: dict[str, Callable[[str, Path], None]] = {"echo": echo, "pickled": pickled, "aiogram": aiogram}

if __name__ == "__main__":
    logging.disable(logging.WARNING)
    NEIGHBOURS[sys.argv[1]](sys.argv[2], Path(sys.argv[3]))
