"""What colleagues write in one workbook at the same moment, over two processes, on both databases."""

from collections import Counter

from sqlalchemy import select

from domain.programme.workbooks import reading
from domain.programme.workbooks.book import load
from models.person import Person
from models.programme.workbook import Part, Question
from tests.domain.programme.test_workbooks import placed
from tests.domain.programme.world import colleague
from tests.domain.racer import race
from tests.domain.test_races import arrange
from tests.domain.world import World


def test_nobodys_words_are_lost_when_colleagues_write_at_once(database_url: str) -> None:
    def setting(world: World) -> tuple[int, list[int]]:
        anna, place, _round = placed(world)
        return place.id, [anna.id, *(colleague(world, anna).id for _more in range(7))]

    place_id, people = arrange(database_url, setting)
    outcomes = race(
        database_url,
        [
            [("work_answer", (one, place_id, f"Sanat {number}")) for number, one in enumerate(people)],
            [("work_item", (one, place_id, f"Kohta {number}")) for number, one in enumerate(people)],
            [("work_indicator", (one, place_id)) for one in people],
        ],
    )
    assert outcomes == [
        Counter(ok=1, WrittenMeanwhile=7),
        Counter(ok=6, TooManyItems=2),
        Counter(ok=6, TooManyIndicators=2),
    ]

    def check(world: World) -> None:
        book = load(world.session, place_id)
        assert book.answer(Question.NEED).version == 1
        places = [one.place for one in book.items(Question.INPUT)]
        assert places == [1, 2, 3, 4, 5, 6]
        assert len(book.indicators) == 6
        anna = world.session.scalars(select(Person).where(Person.id == people[0])).one()
        _versions, total = reading.history(world.session, anna, application_id=place_id, part=Part.LOGIC)
        assert total == 6

    arrange(database_url, check)
