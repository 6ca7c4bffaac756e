"""Delivers what was told, as the bot does it: rendered from the present state, not at night, not to who blocked it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.delivery import Courier
from bot.outbox import FINISH
from bot.pace import Pace
from bot.rendering import Rendered
from domain.notices import Notice
from frame.here import House
from handlers import MANNERS, ROUTES
from models.outbox import Delivery
from models.person import Person
from tests.domain.world import SECRET, TIMERS, World

HELSINKI = ZoneInfo("Europe/Helsinki")
HOUSE = House("bot", "fi", HELSINKI, frozenset(), SECRET, TIMERS, ROUTES)


@dataclass(frozen=True)
class Letter:
    """What reached somebody."""

    recipient_id: int
    notice: Notice
    screen: Rendered
    hour: int  # by the recipient's clock


class Postman:
    """The bot's own courier, without the way to Telegram."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.letters: list[Letter] = []
        nowhere: object = None
        self.courier = Courier(
            nowhere,  # type: ignore[arg-type]
            nowhere,  # type: ignore[arg-type]
            ROUTES,
            HOUSE,
            lambda: world.now,
            gone=lambda _here: None,
            by_clock=MANNERS.by_clock,
            topic_opened=lambda of, thread_id, here: None,
            pace=Pace(),
        )

    def delivers(self) -> list[Letter]:
        """Everything that is due now, one after another; what arrived."""
        session, before = self.world.session, len(self.letters)
        session.flush()
        while True:
            found, parcels, _soon = self.courier._claim(session)
            session.flush()
            for parcel in parcels:
                recipient = session.get_one(Person, parcel.recipient_id)
                assert recipient.unreachable_at is None, "who blocked the bot is left alone"
                hour = self.world.now.astimezone(HELSINKI).hour
                for row_id, notice in parcel.notices:
                    self.letters.append(Letter(parcel.recipient_id, notice, parcel.screen, hour))
                    finished = {"row_id": row_id, "state": Delivery.SENT, "now": self.world.now}
                    session.connection().execute(FINISH, finished)
            session.expire_all()
            if not found:
                return self.letters[before:]


def to(session: Session, letters: list[Letter], person: Person) -> list[Notice]:
    """What reached one of them, in order."""
    return [letter.notice for letter in letters if letter.recipient_id == person.id]
