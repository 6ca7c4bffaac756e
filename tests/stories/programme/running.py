"""A round that runs, set up in the story's database: the walk through the call is a story of its own."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import organisations
from models.person import Person as Row
from models.person import person_of
from models.programme.application import PlaceState, RoundApplication
from models.programme.round import ContactDay, RoundRole, RoundState
from tests.domain.programme import world as programme
from tests.domain.world import World as Rows
from tests.stories.world import Person, World


@dataclass
class Stage:
    """A round whose decisions are sent, with an organisation's place for each one who takes part."""

    round_id: int
    places: dict[str, int]
    day_ids: list[int]


async def running(world: World, coordinator: Person, consultant: Person, *taking_part: Person) -> Stage:
    """The first of its four days is 60 days from now. Whoever takes part comes for an association of their own,
    called "Association of" and their name."""

    def work(session: Session) -> Stage:
        rows = Rows()
        rows.session, rows.now = session, world.clock.now

        def row(person: Person) -> Row:
            return session.scalars(person_of(person.id)).one()

        now = rows.now
        round_ = programme.programme_round(
            rows, row(coordinator), RoundState.DECIDED, deadline=now, opens_at=now - timedelta(days=30)
        )
        programme.staff(rows, round_, row(consultant), RoundRole.CONSULTANT)
        places = {}
        for person in taking_part:
            name = f"Association of {person.name}"
            organisations.add(session, row(person), name=name, region="pirkanmaa", sure=True, now=now)
            places[person.name] = programme.application(rows, round_, row(person), PlaceState.CONFIRMED).id
        days = session.scalars(
            select(ContactDay.id).where(ContactDay.round_id == round_.id).order_by(ContactDay.starts_at)
        ).all()
        return Stage(round_.id, places, list(days))

    return await world.app.writer.apply(work)


async def colleague(world: World, stage: Stage, person: Person, of: Person) -> None:
    """Somebody else takes part for the same association."""

    def work(session: Session) -> None:
        rows = Rows()
        rows.session, rows.now = session, world.clock.now
        found, other = (session.scalars(person_of(one.id)).one() for one in (person, of))
        assert other.organisation_id is not None
        organisations.join(session, found, organisation_id=other.organisation_id, now=rows.now)
        own = organisations.member_of(session, other.organisation_id, found.id)
        assert own is not None
        own.confirmed_at = rows.now
        place = session.get_one(RoundApplication, stage.places[of.name])
        programme.takes_part(rows, place, found)

    await world.app.writer.apply(work)
