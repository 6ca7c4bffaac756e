"""Groups, their members and their chats."""

from sqlalchemy.orm import Session

from domain import (
    chats,
    groups,
    joining,
    members,
)
from domain.notices import (
    AdminChanged,
    ChatLinked,
    ChatLost,
    ChatMoved,
    ChatNotLinked,
    ChatSilent,
    GroupClosed,
    GroupTaskEnded,
    JoinAnswered,
    JoinedGroup,
    JoinRequested,
    RemovedFromGroup,
)
from domain.reading import task_views
from domain.refusals import NotThere
from domain.views import (
    GroupView,
    MemberView,
    RequestView,
    TaskView,
)
from models.person import Person
from models.task import Task


def joined_group(session: Session, reader: Person, notice: JoinedGroup) -> tuple[GroupView, MemberView] | None:
    """The group and who came in, for one who still runs it, while both are in it."""
    try:
        group = groups.get_for(session, reader, notice.group_id)
        member = members.get_for(session, reader, group_id=group.id, person_id=notice.person_id)
    except NotThere:
        return None
    return (group, member) if group.admin else None


def join_requested(session: Session, reader: Person, notice: JoinRequested) -> RequestView | None:
    """Who asks to join, while nobody has answered."""
    try:
        request = joining.request_for(session, reader, notice.request_id)
    except NotThere:
        return None
    return request if request.outcome is None else None


def join_answered(session: Session, reader: Person, notice: JoinAnswered) -> RequestView | None:
    """What became of one's own request."""
    try:
        request = joining.own_request(session, reader, notice.request_id)
    except NotThere:
        return None
    return request if request.outcome is not None else None


def admin_changed(session: Session, reader: Person, notice: AdminChanged) -> GroupView | None:
    """The group that one runs now, or no longer, unless that has changed again."""
    try:
        group = groups.get_for(session, reader, notice.group_id)
    except NotThere:
        return None
    return group if group.admin is notice.admin else None


def removed_from_group(session: Session, reader: Person, notice: RemovedFromGroup) -> str | None:
    """The name of the group that one was taken out of, unless one is back."""
    return _left(session, reader, notice.group_id)


def group_closed(session: Session, reader: Person, notice: GroupClosed) -> str | None:
    """The name of the group that is no more, for those who were in it."""
    return _left(session, reader, notice.group_id)


def group_task_ended(session: Session, reader: Person, notice: GroupTaskEnded) -> TaskView | None:
    """The task that ended with its group, for those concerned."""
    found = task_views(session, reader, Task.id == notice.task_id)
    return found[0] if found and (found[0].mine or found[0].application_id is not None) else None


def _left(session: Session, reader: Person, group_id: int) -> str | None:
    return None if groups.is_in(session, reader.id, group_id) else groups.name_of(session, reader, group_id)


def chat_linked(
    session: Session, actor: Person, notice: ChatLinked | ChatLost | ChatSilent | ChatMoved
) -> tuple[str, GroupView] | None:
    """A group's Telegram chat: its title, and the group, for who still runs it."""
    return chats.told_of(session, actor, notice.chat_id, notice.group_id)


chat_lost = chat_silent = chat_moved = chat_linked


def chat_not_linked(session: Session, actor: Person, notice: ChatNotLinked) -> str:
    """Why not: for who asked, whatever has happened since."""
    return notice.because
