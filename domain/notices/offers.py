"""Standing offers: asked of, and asked about."""

from typing import ClassVar

from domain.dataclasses import dataclass
from domain.notices.telling import Notice


@dataclass(frozen=True)
class AskedOfOffer(Notice):
    """To who offers such help: a requester asks them for one task."""

    task_id: int
    offer_id: int


@dataclass(frozen=True)
class OfferHolds(Notice):
    """To who offers help: does it still hold? `at` names the occasion."""

    offer_id: int
    at: str
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


@dataclass(frozen=True)
class OfferPaused(Notice):
    """To who offers help: nobody is shown it any more, as they did not answer."""

    offer_id: int
    at: str
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True
