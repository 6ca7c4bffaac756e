"""What people hear while a round runs."""

from typing import ClassVar

from domain.dataclasses import dataclass
from domain.notices import Notice


@dataclass(frozen=True)
class DayChanged(Notice):
    """To who takes part and who runs the round: a contact day has another time or place. `sequence` counts from 1."""

    day_id: int
    sequence: int


@dataclass(frozen=True)
class DayComes(Notice):
    """To participants and consultants: a contact day, which begins `at`, comes. `number` counts from 1."""

    by_clock: ClassVar[bool] = True

    day_id: int
    at: str
    number: int


@dataclass(frozen=True)
class AbsenceTold(Notice):
    """To those who run the round: a participant will not be there, or will be after all. `at` tells one word of it
    from the next."""

    presence_id: int
    at: str
    comes: bool


# Pre-assignments


@dataclass(frozen=True)
class WorkDue(Notice):
    """To an organisation's participants: a pre-assignment is due `at`, and nothing is handed in."""

    by_clock: ClassVar[bool] = True

    day_id: int
    application_id: int
    at: str


@dataclass(frozen=True)
class WorkHandedIn(Notice):
    """To the consultants, and to the others of the organisation: a version is there."""

    handed_in_id: int


@dataclass(frozen=True)
class AssignmentCommented(Notice):
    """To an organisation's participants: somebody has said something of their work."""

    comment_id: int


# Sparring. `times` counts the bookings of a slot: each is an occasion of its own.


@dataclass(frozen=True)
class SlotsOpened(Notice):
    """To participants: a consultant has opened times."""

    first_id: int
    count: int


@dataclass(frozen=True)
class SparringBooked(Notice):
    """To the consultant, and to the others of the organisation: a time is booked."""

    slot_id: int
    times: int


@dataclass(frozen=True)
class SparringFreed(Notice):
    """To the consultant, and to the others of the organisation: a booking is cancelled; `moved_to` another time, if it
    was."""

    slot_id: int
    application_id: int
    times: int
    moved_to: int | None


@dataclass(frozen=True)
class SparringCancelled(Notice):
    """To an organisation's participants: the consultant has taken back a time that was theirs."""

    slot_id: int
    application_id: int
    times: int


@dataclass(frozen=True)
class SparringComes(Notice):
    """To both: sparring is near."""

    by_clock: ClassVar[bool] = True

    slot_id: int
    times: int


@dataclass(frozen=True)
class SparringNoted(Notice):
    """To an organisation's participants: notes of a sparring, with the agreed next step. `edits` counts from 1."""

    slot_id: int
    edits: int


@dataclass(frozen=True)
class NothingHappened(Notice):
    """To an organisation's participants: nothing has been heard since the contact day before this one."""

    by_clock: ClassVar[bool] = True

    application_id: int
    day_id: int


# Rooms


@dataclass(frozen=True)
class RoomSaid(Notice):
    """To everybody else in a room: these words, this photo."""

    message_id: int


@dataclass(frozen=True)
class RoomEdited(Notice):
    """To the same: a message has new words. `edits` counts from 1."""

    message_id: int
    edits: int
