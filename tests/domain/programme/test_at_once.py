"""An application that many touch in the same moment, over two processes, on both databases."""

from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from domain.programme import participants
from models.programme.application import Participant, PlaceState, RoundApplication
from tests.databases import run_on
from tests.domain.programme.world import application, colleague, contact_person, programme_round
from tests.domain.racer import race, rest
from tests.domain.world import SECRET, World

MANY = 8


@pytest.fixture(autouse=True)
def _racers() -> Iterator[None]:
    yield
    rest()


def test_many_begin_write_ask_and_answer_at_once(database_url: str) -> None:
    def setting(engine: Engine) -> tuple[int, int, list[int], int, str, list[int]]:
        with Session(engine, expire_on_commit=False) as session:
            world = World()
            world.session = session
            anna, other = contact_person(world, "Silta ry"), contact_person(world, "Muut ry")
            colleagues = [anna.id, *(colleague(world, anna).id for _ in range(MANY - 1))]
            made = programme_round(world, world.person())
            place = application(world, made, other, PlaceState.DRAFT, motivation="")
            _invitee, token = participants.invite(
                session, other, application_id=place.id, name="Kaija", secret_key=SECRET, now=world.now
            )
            strangers = [world.person().id for _ in range(MANY)]
            session.commit()
            assert anna.organisation_id is not None
            return made.id, anna.organisation_id, colleagues, place.id, token, strangers

    round_id, organisation_id, colleagues, other_id, token, strangers = run_on(database_url, setting)
    begun = race(database_url, [[("begin_application", (one, round_id, organisation_id)) for one in colleagues]])
    assert begun == [Counter(ok=MANY)]

    def the_one(engine: Engine) -> int:
        with Session(engine) as session:
            return session.scalars(select(RoundApplication.id).filter_by(organisation_id=organisation_id)).one()

    place_id = run_on(database_url, the_one)
    outcomes = race(
        database_url,
        [
            [("write_application", (one, place_id, f"Syyt {one}")) for one in colleagues],
            [("ask_colleague", (colleagues[0], place_id, one)) for one in colleagues],
            [("take_part", (one, token)) for one in strangers],
        ],
    )
    assert outcomes == [
        Counter(ok=1, ChangedMeanwhile=MANY - 1),
        Counter(ok=3, TooManyParticipants=MANY - 3),
        Counter(ok=1, ProgrammeLinkOver=MANY - 1),
    ]

    def people(engine: Engine) -> list[int]:
        with Session(engine) as session:
            present = select(func.count()).select_from(Participant).where(Participant.left_at.is_(None))
            return [
                session.scalar(present.where(Participant.application_id == one)) or 0 for one in (place_id, other_id)
            ]

    assert run_on(database_url, people) == [3, 2]
