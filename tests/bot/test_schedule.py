"""The clock's tick: a rule that fails stops no other."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bot import database
from bot.schedule import Schedule
from bot.writer import Writer
from domain.timers import Timers
from models.draft import Draft
from models.feedback import Feedback
from tests.databases import sqlite_url
from tests.domain.world import START, World

LATER = START + timedelta(days=400)


def feedback_without_its_other_side(session: Session) -> None:
    """What no verb leaves behind, and no rule can close; and something else that is due."""
    world = World()
    world.session = session
    requester, doer = world.person("Requester"), world.person("Doer")
    world.approved(requester, doer, world.task(requester))
    session.execute(delete(Feedback).where(Feedback.author_id == doer.id))
    session.execute(update(Feedback).values(closes_at=START))
    session.add(Draft(person_id=doer.id, dialogue="newtask", step="title", answers={}, written_at=START))


async def test_a_rule_that_fails_leaves_the_others_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    url = sqlite_url(tmp_path / "clock.db")
    await database.migrate(url)
    async with database.writing(url) as transaction:
        writer = Writer(transaction)
        await writer.start()
        await writer.apply(feedback_without_its_other_side)
        woken: list[None] = []
        await Schedule(writer, lambda: woken.append(None), Timers(), lambda: LATER).tick()
        assert [line.getMessage() for line in caplog.records if "tick" in line.getMessage()] == [
            "tick_failed rule=_close_feedback"
        ]
        assert await writer.apply(lambda session: session.scalar(select(func.count()).select_from(Draft))) == 0
        assert woken, "the couriers are told of what the others wrote"
        await writer.stop()
