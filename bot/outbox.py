"""What the courier asks of the outbox, and what it notes there: prebuilt, since every notice goes through it."""

from sqlalchemy import bindparam, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from domain.notices import Notice
from models.base import UtcDateTime, constant, table_of
from models.outbox import Delivery, OutboxMessage
from models.peace import Wishes
from models.person import Person

MOST_TOGETHER = 8  # notices in one message

NOW = bindparam("now", type_=UtcDateTime)
EARLIER = aliased(OutboxMessage)
HEADS = (
    select(OutboxMessage, Person, Wishes)
    .join(Person, Person.id == OutboxMessage.recipient_id)
    .outerjoin(Wishes, Wishes.person_id == Person.id)
    .where(
        OutboxMessage.id.in_(
            select(func.min(OutboxMessage.id))
            .where(OutboxMessage.state == constant(Delivery.WAITING), OutboxMessage.not_before <= NOW)
            .group_by(OutboxMessage.recipient_id)
        ),
        or_(OutboxMessage.leased_until.is_(None), OutboxMessage.leased_until < NOW),
        ~exists().where(  # one that is to be tried again keeps back what was written since
            EARLIER.recipient_id == OutboxMessage.recipient_id,
            EARLIER.state == constant(Delivery.WAITING),
            EARLIER.attempts > 0,
            EARLIER.not_before > NOW,
        ),
    )
    .order_by(OutboxMessage.id)
    .limit(bindparam("room"))
    .with_for_update(skip_locked=True, of=OutboxMessage)
)
"""The oldest due row of each recipient. One in flight for each: a leased row keeps the later ones back."""

BY_CLOCK = [name for name, kind in Notice.kinds.items() if kind.by_clock]
KEPT = (
    select(OutboxMessage)
    .where(
        OutboxMessage.recipient_id == bindparam("recipient_id"),
        OutboxMessage.id != bindparam("head"),
        OutboxMessage.state == constant(Delivery.WAITING),
        OutboxMessage.not_before <= NOW,
        OutboxMessage.not_before > OutboxMessage.written_at,
        OutboxMessage.kind.in_(BY_CLOCK),
        OutboxMessage.attempts == 0,
        OutboxMessage.leased_until.is_(None),
    )
    .order_by(OutboxMessage.id)
    .limit(MOST_TOGETHER - 1)
    .with_for_update(skip_locked=True, of=OutboxMessage)
)
"""What else has waited for the same morning: it goes in one message with the first."""

SOON = select(func.min(OutboxMessage.not_before)).where(
    OutboxMessage.state == constant(Delivery.WAITING), OutboxMessage.not_before > NOW
)
"""When something falls due next, by itself."""

OUTBOX = table_of(OutboxMessage)
LEASED = update(OUTBOX).where(OUTBOX.c.id == bindparam("row_id")).values(leased_until=bindparam("until"))
FINISH = (
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("row_id"))
    .values(state=bindparam("state"), finished_at=bindparam("now"), values=None, leased_until=None)
)
