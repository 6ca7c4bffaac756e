"""One run of the training programme: its call, its contact days, and who runs it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, String, UniqueConstraint, select, text, true
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.states import State


class RoundState(State):
    """draft > open > decided > over, and cancelled. When applications are taken is a matter of the times, not of the
    state: see `Round.opens_at` and `Round.deadline`."""

    DRAFT = "draft"
    OPEN = "open"  # published
    DECIDED = "decided"  # the decisions are sent: it runs
    OVER = "over"
    CANCELLED = "cancelled"


class RoundRole(StrEnum):
    """What somebody does in a round, besides taking part."""

    COORDINATOR = "coordinator"
    REVIEWER = "reviewer"
    CONSULTANT = "consultant"


class Programme(Base):
    """A training that is given in rounds."""

    __tablename__ = "programme"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]


class Round(Base):
    """One run of a programme."""

    __tablename__ = "programme_round"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("programme_round.id"), index=True)
    """The round before: whoever was left out there comes first here."""
    state: Mapped[RoundState]
    opens_at: Mapped[datetime]
    priority_opens_at: Mapped[datetime | None]  # days earlier, for those left out before
    deadline: Mapped[datetime]  # to the second
    decision_on: Mapped[date]
    confirm_days: Mapped[int] = mapped_column(default=7, server_default="7")  # to say yes to a place
    capacity: Mapped[int]  # organisations
    participants_max: Mapped[int]  # of one organisation
    region: Mapped[str | None] = mapped_column(String(40))  # maakunta, by its key; none: the whole country
    for_everybody: Mapped[bool] = mapped_column(default=False)  # announced to everyone
    peers: Mapped[bool] = mapped_column(default=True, server_default=true())  # read one another's work
    self_rated: Mapped[bool] = mapped_column(default=False)
    reviewed: Mapped[bool] = mapped_column(default=False)  # by reviewers who score
    sparring_minutes: Mapped[int] = mapped_column(default=240)  # for one organisation
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    telling_at: Mapped[datetime | None]  # when people are told of the call next; none: all have been
    told_after: Mapped[int] = mapped_column(default=0, server_default="0")  # everybody up to this person
    decided_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]  # over, or cancelled

    __table_args__ = (
        CheckConstraint("capacity >= 1", name="capacity"),
        CheckConstraint("participants_max BETWEEN 1 AND 3", name="participants_max"),
        Index("ix_programme_round_state_deadline", "state", "deadline"),
        Index(
            "ix_programme_round_telling_at",
            "telling_at",
            sqlite_where=text("telling_at IS NOT NULL"),
            postgresql_where=text("telling_at IS NOT NULL"),
        ),
    )


class RoundText(Base):
    """What a round is called and says, in one language. One language is enough."""

    __tablename__ = "round_text"

    round_id: Mapped[int] = mapped_column(ForeignKey("programme_round.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(String(1500))  # what it is, who may apply


class RoundGroup(Base):
    """A group that a round is announced to."""

    __tablename__ = "round_group"

    round_id: Mapped[int] = mapped_column(ForeignKey("programme_round.id", ondelete="CASCADE"), primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), primary_key=True, index=True)


class ProgrammeFollower(Base):
    """Somebody who wants to hear of new calls."""

    __tablename__ = "programme_follower"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[datetime]


class RoundStaff(Base):
    """Somebody who runs a round. One row for each role, also after leaving and coming back."""

    __tablename__ = "round_staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("programme_round.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[RoundRole]
    added_at: Mapped[datetime]
    left_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("round_id", "person_id", "role"),)


class ContactDay(Base):
    """One day together, and the pre-assignment that prepares it."""

    __tablename__ = "contact_day"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("programme_round.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(200))  # or a link
    agenda: Mapped[str] = mapped_column(String(1500), default="")
    assignment: Mapped[str] = mapped_column(String(1500), default="")  # empty: none
    assignment_due_at: Mapped[datetime | None]
    sequence: Mapped[int] = mapped_column(default=0, server_default="0")  # how often its time or place changed
    changed_at: Mapped[datetime | None]  # the last time
    reminded: Mapped[int] = mapped_column(default=0, server_default="0")  # how many of its reminders are over
    due_reminded_at: Mapped[datetime | None]  # of its pre-assignment
    looked_back_at: Mapped[datetime | None]  # for organisations where nothing happened since the day before

    __table_args__ = (Index("ix_contact_day_round_id_starts_at", "round_id", "starts_at"),)


class DayFeedback(Base):
    """What somebody who was there says after a contact day."""

    __tablename__ = "day_feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    day_id: Mapped[int] = mapped_column(ForeignKey("contact_day.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    useful: Mapped[int | None]  # 1 to 5
    next_step: Mapped[str] = mapped_column(String(300), default="")  # what they will do next
    asked_at: Mapped[datetime]
    given_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("useful BETWEEN 1 AND 5", name="useful"),
        UniqueConstraint("day_id", "person_id"),
    )


class Criterion(Base):
    """What reviewers score, where a round has reviewers."""

    __tablename__ = "round_criterion"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("programme_round.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    weight: Mapped[int] = mapped_column(default=1)


class LinkKind(StrEnum):
    """What a one-use link lets somebody be, or do."""

    COORDINATOR = "coordinator"
    REVIEWER = "reviewer"
    CONSULTANT = "consultant"
    PARTICIPANT = "participant"
    LATE = "late"  # an application after the deadline


class ProgrammeLink(Base):
    """What one person may open once. Only its digest is kept."""

    __tablename__ = "programme_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("programme_round.id", ondelete="CASCADE"), index=True)
    kind: Mapped[LinkKind]
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("round_participant.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        CheckConstraint("(kind = 'participant') = (participant_id IS NOT NULL)", name="participant"),
        Index(
            "ix_programme_link_used_by_id",
            "used_by_id",
            sqlite_where=text("used_by_id IS NOT NULL"),
            postgresql_where=text("used_by_id IS NOT NULL"),
        ),
    )


def staff_of(round_id: int, role: RoundRole) -> Select[int]:
    """The ids of the people who have that role in a round now."""
    return select(RoundStaff.person_id).where(
        RoundStaff.round_id == round_id, RoundStaff.role == role, RoundStaff.left_at.is_(None)
    )
