"""What others hear of groups, whole organisations in them, and their chats."""

from domain.dataclasses import dataclass
from domain.notices.telling import Notice

# Groups


@dataclass(frozen=True)
class JoinedGroup(Notice):
    """To the group's admins: somebody came in. Each coming in is an occasion of its own."""

    group_id: int
    person_id: int
    joined_at: str = ""


@dataclass(frozen=True)
class JoinRequested(Notice):
    """To the group's admins: somebody with a code asks for a yes."""

    request_id: int


@dataclass(frozen=True)
class JoinAnswered(Notice):
    """To who asked: a yes, a no, or why there is no answer to come."""

    request_id: int


@dataclass(frozen=True)
class AdminChanged(Notice):
    """To a member: from now on they run the group, or no longer."""

    group_id: int
    admin: bool
    at: str


@dataclass(frozen=True)
class RemovedFromGroup(Notice):
    """To somebody who was in the group: an admin took them out."""

    group_id: int
    at: str


@dataclass(frozen=True)
class GroupClosed(Notice):
    """To its members: the group is no more."""

    group_id: int


@dataclass(frozen=True)
class GroupTaskEnded(Notice):
    """To the requester and the applicants: the task ended with its group. `because` is "group_closed" or
    "asker_left"."""

    task_id: int
    because: str


@dataclass(frozen=True)
class TooManyWrongCodes(Notice):
    """To the operators: somebody seems to guess group codes. `round` counts the alarms."""

    round: int


# Whole organisations in a group


@dataclass(frozen=True)
class GroupAsksOrganisation(Notice):
    """To an organisation's contact persons: a group wants it whole."""

    holding_id: int
    at: str


@dataclass(frozen=True)
class OrganisationAnswered(Notice):
    """To the admin who asked: yes or no."""

    holding_id: int
    at: str


@dataclass(frozen=True)
class OrganisationOutOfGroup(Notice):
    """To the group's admins: a contact person took the organisation out."""

    holding_id: int
    at: str


@dataclass(frozen=True)
class InGroupThrough(Notice):
    """To a member of an organisation: in the group by it."""

    group_id: int
    organisation_id: int
    at: str


@dataclass(frozen=True)
class OutOfGroup(Notice):
    """To somebody who was in a group by an organisation only: no longer."""

    group_id: int
    at: str


# Group chats


@dataclass(frozen=True)
class ChatLinked(Notice):
    """To the group's admins: its new tasks appear in that chat from now on. `asked_at` names the occasion."""

    chat_id: int
    group_id: int
    asked_at: str


@dataclass(frozen=True)
class ChatNotLinked(Notice):
    """To who asked: not linked. `because` is "not_yours" (Telegram does not know them as an administrator, or they run
    the group no longer) or "taken"."""

    chat_id: int
    group_id: int
    asked_at: str
    because: str


@dataclass(frozen=True)
class ChatLost(Notice):
    """To the group's admins: the bot was removed from the chat. Once for each link."""

    chat_id: int
    group_id: int
    linked_at: str


@dataclass(frozen=True)
class ChatSilent(Notice):
    """To the group's admins: the bot may not write in the chat. Once for each link."""

    chat_id: int
    group_id: int
    linked_at: str


@dataclass(frozen=True)
class ChatMoved(Notice):
    """To the group's admins: the chat became a supergroup, and the cards go on there."""

    chat_id: int
    group_id: int
    telegram_id: str  # the new one
