"""What readers see of groups, their members and codes."""

from datetime import datetime

from domain.dataclasses import dataclass
from models.group import GroupPolicy, Outcome


@dataclass(frozen=True)
class GroupView:
    """A group, with how many are in it."""

    id: int
    name: str
    size: int
    admin: bool = False
    policy: GroupPolicy = GroupPolicy.CODE
    request_id: int | None = None  # the reader's own, which waits for a yes


@dataclass(frozen=True)
class MemberView:
    """One in a group."""

    person_id: int
    name: str
    organisation: str | None
    admin: bool
    joined_at: datetime | None  # none: not as a single person
    code_hint: str | None = None  # of the code that let them in


@dataclass(frozen=True)
class MemberPage:
    """Some of a group's members, or of those that a word was found in."""

    items: tuple[MemberView, ...]
    word: str
    page: int
    total: int


@dataclass(frozen=True)
class RequestView:
    """Somebody with a code who asked to join, and what became of it."""

    id: int
    group_id: int
    group_name: str
    person_id: int
    name: str
    organisation: str | None
    code_id: int | None
    code_hint: str | None
    asked_at: datetime
    outcome: Outcome | None
    decided_at: datetime | None
    decided_by: str | None


@dataclass(frozen=True)
class RequestPage:
    """Some of those who wait for a yes."""

    items: tuple[RequestView, ...]
    page: int
    total: int


@dataclass(frozen=True)
class GroupFigures:
    """A group in numbers."""

    members: int
    admins: int
    asked: int
    done: int
    minutes: int
    codes: int | None  # none: not for this reader


@dataclass(frozen=True)
class CodeView:
    """A join code by what may still be shown of it."""

    id: int
    group_id: int
    hint: str
    issued_at: datetime
    expires_at: datetime | None
    max_uses: int | None
    uses: int
    revoked_at: datetime | None
    expired: bool

    @property
    def admits(self) -> bool:
        """Whether it lets anybody in."""
        used_up = self.max_uses is not None and self.uses >= self.max_uses
        return self.revoked_at is None and not self.expired and not used_up


@dataclass(frozen=True)
class CodePage:
    """Some of a group's codes."""

    items: tuple[CodeView, ...]
    page: int
    total: int


@dataclass(frozen=True)
class JoinedView:
    """Somebody who came in by a code."""

    name: str
    joined_at: datetime
    left: bool


@dataclass(frozen=True)
class JoinedPage:
    """Some of those who came in by a code."""

    items: tuple[JoinedView, ...]
    page: int
    total: int
