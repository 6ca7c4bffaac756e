"""What others hear of e-mail addresses."""

from domain.dataclasses import dataclass
from domain.notices.telling import Notice


@dataclass(frozen=True)
class AddressMoved(Notice):
    """To who had proved an address before: somebody else has proved it now."""

    proof_id: int


@dataclass(frozen=True)
class CodeNotMailed(Notice):
    """To who waits for a code: the mail could not be sent."""

    proof_id: int


@dataclass(frozen=True)
class JoinedByAddress(Notice):
    """To a person: a group lists an address that they proved, so they are a member."""

    group_id: int
    invite_id: int


@dataclass(frozen=True)
class ListTakenIn(Notice):
    """To an admin: the long list of addresses is gone through."""

    list_id: int
