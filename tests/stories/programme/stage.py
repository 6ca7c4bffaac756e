"""The programme's stage for stories: rows as the verbs would have left them, in a line each."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import organisations
from models.organisation import Organisation
from models.person import Person as Kept
from models.programme.application import Participant, PlaceState, RoundApplication
from models.programme.round import ContactDay, Programme, Round, RoundRole, RoundStaff, RoundState, RoundText
from tests.stories.world import Person, World


def kept(session: Session, somebody: Person) -> Kept:
    """Somebody of the story, in its database."""
    return session.execute(select(Kept).where(Kept.telegram_id == somebody.id)).scalar_one()


async def acts_for(world: World, somebody: Person, name: str) -> int:
    """They act for an association of that name, confirmed: a new one, or one that is there."""

    def work(session: Session) -> int:
        person = kept(session, somebody)
        there = session.scalar(select(Organisation).where(Organisation.name == name))
        if there is None:
            return organisations.add(session, person, name=name, sure=True, now=world.clock()).id
        organisations.join(session, person, organisation_id=there.id, now=world.clock())
        own = organisations.member_of(session, there.id, person.id)
        assert own is not None
        own.confirmed_at = world.clock()
        return there.id

    return await world.app.writer.apply(work)


async def round_open(
    world: World, coordinator: Person, *, name: str = "Kevään kierros", state: RoundState = RoundState.OPEN, **more: Any
) -> int:
    """A round whose call is open for a month, with four contact days after it, and its coordinator."""

    def work(session: Session) -> int:
        now, by = world.clock(), kept(session, coordinator).id
        programme = Programme(name="Vaikuttavuusvalmennus", created_by_id=by, created_at=now)
        session.add(programme)
        session.flush()
        deadline = now + timedelta(days=30)
        values: dict[str, Any] = {
            "programme_id": programme.id,
            "state": state,
            "opens_at": now,
            "deadline": deadline,
            "decision_on": (deadline + timedelta(days=14)).date(),
            "capacity": 8,
            "participants_max": 3,
            "created_by_id": by,
            "created_at": now,
            "published_at": None if state is RoundState.DRAFT else now,
        }
        made = Round(**(values | more))
        session.add(made)
        session.flush()
        session.add(RoundText(round_id=made.id, language="fi", name=name, text="Kenelle ja mitä."))
        for month in range(1, 5):
            starts = made.deadline + timedelta(days=30 * month)
            session.add(
                ContactDay(
                    round_id=made.id,
                    starts_at=starts,
                    ends_at=starts + timedelta(hours=6),
                    place="Tampere",
                    agenda="Tarpeet ja tavoitteet",
                )
            )
        session.add(RoundStaff(round_id=made.id, person_id=by, role=RoundRole.COORDINATOR, added_at=now))
        return made.id

    return await world.app.writer.apply(work)


async def has_applied(
    world: World, round_id: int, writer: Person, organisation_id: int, state: PlaceState = PlaceState.SENT, **more: Any
) -> int:
    """The application of that organisation, with the writer taking part."""

    def work(session: Session) -> int:
        now, by = world.clock(), kept(session, writer)
        values: dict[str, Any] = {
            "round_id": round_id,
            "organisation_id": organisation_id,
            "state": state,
            "activity": "Ystävätoiminta",
            "motivation": "Haluamme osoittaa, mitä toiminnasta seuraa.",
            "commits": True,
            "version": 1,
            "written_by_id": by.id,
            "written_at": now,
            "sent_at": None if state is PlaceState.DRAFT else now,
        }
        made = RoundApplication(**(values | more))
        session.add(made)
        session.flush()
        session.add(
            Participant(application_id=made.id, name=by.name, person_id=by.id, invited_at=now, confirmed_at=now)
        )
        return made.id

    return await world.app.writer.apply(work)
