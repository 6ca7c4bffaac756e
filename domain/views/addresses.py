"""What readers see of e-mail addresses."""

from datetime import datetime

from domain.dataclasses import dataclass
from domain.views.groups import GroupView


@dataclass(frozen=True)
class AddressView:
    """An e-mail address that I proved."""

    id: int
    address: str
    proved_at: datetime


@dataclass(frozen=True)
class PendingProof:
    """A code that was mailed and may still be typed."""

    id: int
    address: str


@dataclass(frozen=True)
class AddressesView:
    """My e-mail addresses."""

    proved: tuple[AddressView, ...]
    pending: tuple[PendingProof, ...]


@dataclass(frozen=True)
class ProvedView:
    """What came of a right code: the groups that took me in; whether it was somebody else's before."""

    address: str
    moved: bool
    joined: tuple[GroupView, ...]


@dataclass(frozen=True)
class InvitedView:
    """An address that a group lists and nobody has proved yet."""

    id: int
    address: str


@dataclass(frozen=True)
class InvitedPage:
    """Some of them."""

    group: GroupView
    shown: tuple[InvitedView, ...]
    total: int
    page: int
    sought: str


@dataclass(frozen=True)
class ListReport:
    """A list of addresses: as it was read, or what became of it. Of what is long, the first thousand and the count."""

    id: int
    group_id: int
    confirmed: bool
    done: bool
    mails: bool
    size: int
    added: int
    known: tuple[tuple[int, str], ...]
    known_count: int
    faults: tuple[tuple[int, str], ...]
    fault_count: int
