"""Letters: what goes out by e-mail, as plain values, written with the change that causes it."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy.orm import Session

from domain.dataclasses import dataclass
from domain.notices import TOLD
from models.inserts import Prebuilt
from models.mail import MailMessage
from models.outbox import Delivery


@dataclass(frozen=True)
class Letter:
    """One thing to be mailed. Fields are ids and plain JSON values; address and sentences are found when it is sent."""

    kinds: ClassVar[dict[str, type["Letter"]]] = {}
    urgent: ClassVar[bool] = False
    """Somebody waits for it: it goes before the others."""

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        assert cls.__name__ not in Letter.kinds, f"two letters are called {cls.__name__}"
        Letter.kinds[cls.__name__] = cls

    def key(self) -> str:
        """Names the occasion: the same letter is written once."""
        return ":".join([type(self).__name__, *(str(getattr(self, field.name)) for field in fields(self))])


@dataclass(frozen=True)
class ProofLetter(Letter):
    """To an address that somebody gave as theirs: the code that proves it."""

    proof_id: int
    urgent: ClassVar[bool] = True


@dataclass(frozen=True)
class InvitationLetter(Letter):
    """To an address listed for a group. `once` names group and address without telling them: listed again within days,
    it gets no second letter."""

    invite_id: int
    once: str

    def key(self) -> str:
        return invitation_key(self.once)


def invitation_key(once: str) -> str:
    """The key of an invitation's letter."""
    return f"{InvitationLetter.__name__}:{once}"


_TABLE: Any = MailMessage.__table__
_WRITE = Prebuilt(lambda insert: insert(_TABLE).on_conflict_do_nothing(index_elements=["key"]))


def post(session: Session, letters: Iterable[Letter], *, now: datetime) -> None:
    """Write letters in this transaction. One of an occasion that was written of before is not written again."""
    rows = [
        {
            "key": letter.key(),
            "kind": type(letter).__name__,
            "values": asdict(letter),
            "urgent": letter.urgent,
            "written_at": now,
            "not_before": now,
            "state": Delivery.WAITING,
            "attempts": 0,
        }
        for letter in letters
    ]
    if rows:
        session.execute(_WRITE.on(session), rows)
        session.info[TOLD] = True  # the couriers are woken after the commit
