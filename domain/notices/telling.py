"""A notice, and the one verb that tells it."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import String, bindparam, cast, literal, select, update
from sqlalchemy.orm import Session

from domain.dataclasses import dataclass
from models.base import UtcDateTime, constant
from models.inserts import Prebuilt
from models.outbox import Delivery, OutboxMessage
from models.person import Person


@dataclass(frozen=True)
class Notice:
    """One thing somebody should hear. Fields are ids and plain JSON values, never sentences."""

    kinds: ClassVar[dict[str, type["Notice"]]] = {}
    by_clock: ClassVar[bool] = False
    """Started by the clock and not by a person: waits for the morning in quiet hours. Where it is neither of the two
    below, it belongs to a matter in progress: it always comes."""
    reminder: ClassVar[bool] = False
    """By the clock, and nothing has happened: each person says whether it comes. Few in a day."""
    news: ClassVar[bool] = False
    """By the clock, and about what one has no part in yet: the same, and never on a day off."""

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        assert cls.__name__ not in Notice.kinds, f"two notices are called {cls.__name__}"
        Notice.kinds[cls.__name__] = cls

    def key(self) -> str:
        """Names the occasion: the same notice is written once for each recipient."""
        return ":".join([type(self).__name__, *(str(getattr(self, field.name)) for field in fields(self))])


_TABLE: Any = OutboxMessage.__table__
_WRITE = Prebuilt(lambda insert: insert(_TABLE).on_conflict_do_nothing(index_elements=["key"]))
_ALIKE: dict[str, Any] = {
    "key": cast(Person.id, String).concat(bindparam("ending", type_=String)),
    "recipient_id": Person.id,
    "kind": bindparam("kind", type_=String),
    "values": bindparam("values", type_=_TABLE.c["values"].type),
    "written_at": bindparam("now", type_=UtcDateTime),
    "not_before": bindparam("now", type_=UtcDateTime),
    "state": literal(Delivery.WAITING, _TABLE.c.state.type),
    "attempts": literal(0),
}
_RECIPIENTS = select(*_ALIKE.values()).where(Person.id.in_(bindparam("recipients", expanding=True))).order_by(Person.id)
_WRITE_ALL = Prebuilt(
    lambda insert: insert(_TABLE).from_select(list(_ALIKE), _RECIPIENTS).on_conflict_do_nothing(index_elements=["key"])
)


TOLD = "told"
"""In `Session.info`: a notice was written in this session, so that delivery is woken after the commit."""


def tell(
    session: Session,
    recipient_id: int,
    notice: Notice,
    *,
    now: datetime,
    not_before: datetime | None = None,
    happens_at: datetime | None = None,
) -> None:
    """Write `notice` for `recipient_id` in this transaction. Told twice of one occasion, it hears once. What happens
    at `happens_at` is told before it, even in quiet hours, without a sound."""
    session.connection().execute(
        _WRITE.on(session),
        {
            "key": f"{recipient_id}:{notice.key()}",
            "recipient_id": recipient_id,
            "kind": type(notice).__name__,
            "values": asdict(notice),
            "written_at": now,
            "not_before": not_before or now,
            "happens_at": happens_at,
            "state": Delivery.WAITING,
            "attempts": 0,
        },
    )
    session.info[TOLD] = True


def tell_all(session: Session, recipients: Sequence[int], notice: Notice, *, now: datetime) -> None:
    """The same to many, in one statement that names them and says the rest once."""
    if not recipients:
        return
    values = {
        "ending": f":{notice.key()}",
        "kind": type(notice).__name__,
        "values": asdict(notice),
        "now": now,
        "recipients": recipients,
    }
    session.connection().execute(_WRITE_ALL.on(session), values)
    session.info[TOLD] = True


def put_off(session: Session, recipient_id: int, notice: Notice, *, until: datetime) -> bool:
    """Send `notice` not before then, later or earlier than it was; False where it is not waiting any more."""
    moved = session.scalars(
        update(OutboxMessage)
        .where(
            OutboxMessage.key == f"{recipient_id}:{notice.key()}",
            OutboxMessage.state == constant(Delivery.WAITING),
            OutboxMessage.leased_until.is_(None),
            OutboxMessage.attempts == 0,
        )
        .values(not_before=until)
        .returning(OutboxMessage.id)
        .execution_options(synchronize_session=False)
    ).all()
    session.info[TOLD] = True
    return bool(moved)


def is_waiting(session: Session, recipient_id: int, notice: Notice) -> bool:
    """It is still to be sent, or being sent now."""
    return bool(
        session.scalar(
            select(OutboxMessage.id).where(
                OutboxMessage.key == f"{recipient_id}:{notice.key()}", OutboxMessage.state == constant(Delivery.WAITING)
            )
        )
    )
