"""Why a verb says no. Typed, without sentences: those belong to screens/refusals.py."""

from collections.abc import Callable
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from domain.dataclasses import dataclass

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.person import Person


class Noun(StrEnum):
    """What a refusal may be about, so that its present state can be shown under it."""

    TASK = "task"
    APPLICATION = "application"
    ADVICE = "advice"
    ASSIGNMENT = "assignment"
    CONVERSATION = "conversation"
    DISPUTE = "dispute"
    FEEDBACK = "feedback"
    GROUP = "group"
    CHAT = "chat"
    ORGANISATION = "organisation"
    PERSON = "person"
    REPORT = "report"
    ROUND = "round"
    CONTACT_DAY = "contact_day"
    SPARRING = "sparring"
    ROUND_APPLICATION = "round_application"


@dataclass(frozen=True)
class Subject:
    """A thing by its noun and id."""

    noun: Noun
    id: int


@dataclass(eq=False)
class Refusal(Exception):
    """A polite no. The frame rolls back what the verb did, then runs `outlives`, if the refusal has one, in
    the same transaction: what must stay although the verb did not happen, like a counted wrong code. It is given the
    actor anew: a newcomer's row was rolled back, too, and has another id now."""

    about: Subject | None = None
    outlives: "Callable[[Session, Person], None] | None" = field(default=None, kw_only=True, repr=False)

    def __str__(self) -> str:
        """The kind alone, for logs: values may be people's."""
        return type(self).__name__


@dataclass(eq=False)
class NotThere(Refusal):
    """It does not exist, or not for this person: the two read the same."""


@dataclass(eq=False)
class NotNow(Refusal):
    """The thing has moved on: this cannot be done in its present state."""

    state: str = field(default="", kw_only=True)


@dataclass(eq=False)
class NotYours(Refusal):
    """Seen, but this is for somebody else to do."""


# Values that will not do. `field` is the name of the answer: "title", "text", "name", ...


@dataclass(eq=False, kw_only=True)
class BadValue(Refusal):
    """A value that will not do."""

    field: str


@dataclass(eq=False, kw_only=True)
class TextMissing(BadValue):
    """Nothing to read in it: no letter and no digit."""


@dataclass(eq=False, kw_only=True)
class TextTooLong(BadValue):
    """More characters than there is room for."""

    limit: int
    length: int


@dataclass(eq=False, kw_only=True)
class OutOfBounds(BadValue):
    """A number outside its bounds."""

    minimum: int
    maximum: int


@dataclass(eq=False, kw_only=True)
class InThePast(BadValue):
    """A day or a time that has gone by."""


@dataclass(eq=False, kw_only=True)
class PlaceMissing(BadValue):
    """Neither remote nor a town."""

    field: str = "town"


@dataclass(eq=False, kw_only=True)
class ChooseByTooLate(BadValue):
    """To choose after the day of the task itself is too late."""

    field: str = "choose_by"
    last: date


# A task that is out


@dataclass(eq=False)
class HoursSettled(Refusal):
    """Some of the work is done already: its hours are not changed under the doer."""


@dataclass(eq=False)
class AudienceTooNarrow(Refusal):
    """Somebody who has applied would not see the task any more."""


@dataclass(eq=False, kw_only=True)
class TooManyNamed(Refusal):
    """More people than can be asked by name."""

    most: int


@dataclass(eq=False, kw_only=True)
class TooManyFollows(Refusal):
    """More than one person can follow."""

    most: int


@dataclass(eq=False)
class WrongLink(Refusal):
    """Unknown, expired, used already, or its task is over: these read the same."""


# People and organisations


@dataclass(eq=False)
class NotRegistered(Refusal):
    """Only after the short registration."""


@dataclass(eq=False, kw_only=True)
class LooksLike(Refusal):
    """An organisation of such a name is there already: one of these, or surely a new one?"""

    candidates: tuple[tuple[int, str], ...]  # (id, name)


@dataclass(eq=False)
class NotAccepted(Refusal):
    """The organisation's contact persons said no to this person: only they open the door again."""


@dataclass(eq=False)
class LastContact(Refusal):
    """Nobody else speaks for the organisation."""


@dataclass(eq=False, kw_only=True)
class NoDomain(BadValue):
    """No address of the web or of e-mail in it."""


@dataclass(eq=False, kw_only=True)
class FreeMail(BadValue):
    """Anybody can have an address there."""


@dataclass(eq=False)
class WrongServiceCode(Refusal):
    """Not the code that lets people in."""


@dataclass(eq=False, kw_only=True)
class TooManyServiceCodes(Refusal):
    """Too many wrong service codes; the next try is possible then."""

    until: datetime


# Groups


@dataclass(eq=False, kw_only=True)
class InThroughOrganisation(Refusal):
    """In the group by an organisation: one leaves it with the organisation."""

    organisation: str


@dataclass(eq=False)
class WrongCode(Refusal):
    """Unknown, expired, used up or revoked: the four read the same."""


@dataclass(eq=False, kw_only=True)
class TooManyTries(Refusal):
    """Too many wrong codes; the next try is possible then."""

    until: datetime


@dataclass(eq=False)
class ListedOnly(Refusal):
    """The code is right, but this group takes only those whose e-mail address is listed."""


@dataclass(eq=False)
class AlreadyAnswered(Refusal):
    """An admin said no to somebody who asked with this code, or with one from before it."""


@dataclass(eq=False)
class AlreadyMember(Refusal):
    """In that group already."""


@dataclass(eq=False)
class LastAdmin(Refusal):
    """The last admin cannot leave while others are in the group."""


@dataclass(eq=False)
class ChatTaken(Refusal):
    """A Telegram chat belongs to one group, and that one has a group already."""


@dataclass(eq=False)
class TooManyChats(Refusal):
    """A group has so many chats at most."""

    most: int = field(default=0, kw_only=True)


# E-mail addresses


@dataclass(eq=False)
class NothingMails(Refusal):
    """The service has no mail server: nothing can be proved."""


@dataclass(eq=False)
class NotAnAddress(Refusal):
    """No e-mail address."""


@dataclass(eq=False)
class AddressProved(Refusal):
    """One's own, proved already."""


@dataclass(eq=False, kw_only=True)
class TooManyAddresses(Refusal):
    """As many as one may have."""

    most: int


@dataclass(eq=False, kw_only=True)
class TooManyMails(Refusal):
    """Too many codes asked for; the next one is mailed then."""

    until: datetime


@dataclass(eq=False, kw_only=True)
class WrongProof(Refusal):
    """Not the code that was mailed; so many tries are left."""

    left: int


@dataclass(eq=False)
class CodeOver(NotNow):
    """The mailed code no longer works: too late, too many tries, or a newer one."""


@dataclass(eq=False, kw_only=True)
class TooManyInvited(Refusal):
    """More addresses in a day than one admin may list."""

    most: int


# Applying and choosing


@dataclass(eq=False)
class OwnTask(Refusal):
    """One's own task is for others."""


@dataclass(eq=False)
class AlreadyApplied(Refusal):
    """One application for each person and task; `about` is the application."""


@dataclass(eq=False)
class TaskFull(NotNow):
    """All places are taken."""


@dataclass(eq=False)
class NotOpen(NotNow):
    """The task takes no applications any more."""


@dataclass(eq=False)
class LastPlaceTaken(NotNow):
    """Somebody else was chosen for the last place a moment ago."""


# Talking


@dataclass(eq=False)
class Closed(NotNow):
    """The conversation is closed."""


@dataclass(eq=False, kw_only=True)
class TooManyQuestions(Refusal):
    """So many of one's own wait for an answer."""

    most: int


@dataclass(eq=False)
class CannotBeReached(Refusal):
    """The other side has blocked the bot."""


@dataclass(eq=False)
class KeptApart(Refusal):
    """One of the two has blocked the other; who it was shows only to the one who did."""

    by_me: bool = field(default=False, kw_only=True)


@dataclass(eq=False)
class Suspended(Refusal):
    """An operator has taken away the right to write to others and to apply, until it is given back."""


@dataclass(eq=False)
class NobodyReads(Refusal):
    """There is no operator whom a report could reach."""


# Feedback


@dataclass(eq=False)
class AlreadyGiven(NotNow):
    """This feedback is in already."""


@dataclass(eq=False)
class FeedbackClosed(NotNow):
    """The window is closed: nothing is taken any more."""


# Files


@dataclass(eq=False, kw_only=True)
class FileTooLarge(Refusal):
    """More bytes than are read."""

    most: int


@dataclass(eq=False)
class FileUnreadable(Refusal):
    """No file, one that Telegram does not give, or one of another kind than it says."""


@dataclass(eq=False, kw_only=True)
class FileKindRefused(Refusal):
    """A kind of file that is not taken; `kind` is Telegram's."""

    kind: str


@dataclass(eq=False, kw_only=True)
class TooManyFiles(Refusal):
    """No more files than that."""

    most: int
