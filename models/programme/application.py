"""An organisation's application to a round, which becomes its place there, and the people who take part."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, String, UniqueConstraint, false, select, text
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from models.base import Base
from models.states import State


class PlaceState(State):
    """draft > sent > accepted > confirmed > finished, and reserve, not this time, withdrawn, lapsed, left."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"  # a place is offered: to be confirmed
    CONFIRMED = "confirmed"
    FINISHED = "finished"
    RESERVE = "reserve"
    NOT_THIS_TIME = "not_this_time"
    WITHDRAWN = "withdrawn"  # by themselves, before they confirmed
    LAPSED = "lapsed"  # no answer to the offered place
    LEFT = "left"  # gave the place back


PLACED = (PlaceState.CONFIRMED, PlaceState.FINISHED)
"""The organisation takes part, or took part."""


class Decision(StrEnum):
    """What the coordinators prepare, and send to all at once."""

    ACCEPT = "accept"
    RESERVE = "reserve"
    NOT_THIS_TIME = "not_this_time"


class ContentArea(StrEnum):
    """The four things that the training is about, in this order."""

    NEEDS = "needs"
    LOGIC = "logic"
    MEASURING = "measuring"
    MODEL = "model"


class Moment(StrEnum):
    """When a self-rating is given."""

    START = "start"
    END = "end"
    LATER = "later"  # half a year after


class RoundApplication(Base):
    """One organisation in one round: its application, and its place when it has one."""

    __tablename__ = "round_application"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("programme_round.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    state: Mapped[PlaceState]

    # What they write. Any of the organisation's people may: `version` shows a change made meanwhile.
    activity: Mapped[str] = mapped_column(String(200), default="")  # the one to work on
    motivation: Mapped[str] = mapped_column(String(2000), default="")
    commits: Mapped[bool] = mapped_column(default=False, server_default=false())  # to all the dates
    version: Mapped[int] = mapped_column(default=0)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    draft_reminded: Mapped[int] = mapped_column(default=0, server_default="0")  # times, of sending it
    priority: Mapped[bool] = mapped_column(default=False, server_default=false())  # was left out the last time
    late: Mapped[bool] = mapped_column(default=False, server_default=false())  # by a code, after the deadline

    # What was decided.
    decision: Mapped[Decision | None]  # prepared; it holds once it is sent
    rank: Mapped[int | None]  # among the reserves, from 1
    reason: Mapped[str] = mapped_column(String(300), default="")  # a line of the coordinators to them
    decided_at: Mapped[datetime | None]
    offered_at: Mapped[datetime | None]  # the place, by the decision or because one came free
    moved_up: Mapped[bool] = mapped_column(default=False, server_default=false())  # from the reserves
    heard_at: Mapped[datetime | None]  # a place that came free: its time to answer runs from then
    reminded: Mapped[int] = mapped_column(default=0, server_default="0")  # times, of answering
    confirm_by: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    work_closed: Mapped[bool] = mapped_column(default=False, server_default=false())  # peers do not read it

    __table_args__ = (
        UniqueConstraint("round_id", "organisation_id"),
        Index("ix_round_application_round_id_state", "round_id", "state"),
        Index(
            "ix_round_application_confirm_by",
            "confirm_by",
            sqlite_where=text("state = 'accepted'"),
            postgresql_where=text("state = 'accepted'"),
        ),
    )


class Participant(Base):
    """Somebody who takes part for an organisation: invited, and in once they have said so themselves."""

    __tablename__ = "round_participant"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("round_application.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60))  # as they were invited
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    invited_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]  # replaced, or taken back

    __table_args__ = (
        CheckConstraint("confirmed_at IS NULL OR person_id IS NOT NULL", name="confirmed"),
        Index(
            "uq_round_participant_present",
            "application_id",
            "person_id",
            unique=True,
            sqlite_where=text("left_at IS NULL AND person_id IS NOT NULL"),
            postgresql_where=text("left_at IS NULL AND person_id IS NOT NULL"),
        ),
    )


class SelfRating(Base):
    """How an organisation sees itself in one area, at one moment: 1 to 4."""

    __tablename__ = "self_rating"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("round_application.id", ondelete="CASCADE"))
    moment: Mapped[Moment]
    area: Mapped[ContentArea]
    score: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("score BETWEEN 1 AND 4", name="score"),
        UniqueConstraint("application_id", "moment", "area"),
    )


class RatingAsked(Base):
    """An organisation was asked how it sees itself, at the end or half a year after. Once, and reminded once."""

    __tablename__ = "rating_asked"

    application_id: Mapped[int] = mapped_column(
        ForeignKey("round_application.id", ondelete="CASCADE"), primary_key=True
    )
    moment: Mapped[Moment] = mapped_column(primary_key=True)
    asked_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]


def participants_of(application_id: int | InstrumentedAttribute[int]) -> Select[int | None]:
    """The ids of the people who take part for an organisation now."""
    return select(Participant.person_id).where(
        Participant.application_id == application_id,
        Participant.confirmed_at.is_not(None),
        Participant.left_at.is_(None),
    )


def cohort_of(round_id: int) -> Select[int | None]:
    """The ids of the people who take part now for organisations that have a place in a round."""
    return (
        select(Participant.person_id)
        .join(RoundApplication, RoundApplication.id == Participant.application_id)
        .where(
            RoundApplication.round_id == round_id,
            RoundApplication.state.in_(PLACED),
            Participant.confirmed_at.is_not(None),
            Participant.left_at.is_(None),
        )
    )
