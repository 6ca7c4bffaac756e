"""Files given with a task: which will do, and who gets them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from domain import words
from domain.dataclasses import dataclass
from domain.notices import AttachmentWanted, tell
from domain.reading import visible_task
from domain.refusals import FileKindRefused, FileTooLarge, NotThere, TooManyFiles
from domain.views import AttachmentView
from models.attachment import Attachment, FileKind
from models.person import Person
from models.task import Task

MOST = 5
MOST_BYTES = 20 * 1024 * 1024
NAME_MAX = 120
OFFICE = {"doc", "docx", "odt", "rtf", "txt", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp"}  # none with macros
ENDINGS = {"pdf", "jpg", "jpeg", "png", "webp", "heic"} | OFFICE


@dataclass(frozen=True)
class NewFile:
    """A file of Telegram's, as somebody sent it."""

    kind: FileKind
    file_id: str
    name: str = ""
    size: int | None = None
    mime: str = ""


def checked(
    kind: str, file_id: str | None, *, name: str = "", size: int | None = None, mime: str = "", already: int = 0
) -> NewFile:
    """A file that will do, one more than those `already` there; `kind` is Telegram's. FileKindRefused, FileTooLarge,
    TooManyFiles."""
    if file_id is None or kind not in set(FileKind):
        raise FileKindRefused(kind=kind)
    shown = words.tidy(name)
    if kind == FileKind.DOCUMENT and shown.rpartition(".")[2].lower() not in ENDINGS:
        raise FileKindRefused(kind=kind)
    if (size or 0) > MOST_BYTES:
        raise FileTooLarge(most=MOST_BYTES)
    if already >= MOST:
        raise TooManyFiles(most=MOST)
    return NewFile(FileKind(kind), file_id, _clipped(shown), size, mime[:120])


def _clipped(name: str) -> str:
    """A name that keeps its ending."""
    if len(name) <= NAME_MAX:
        return name
    stem, dot, ending = name.rpartition(".")
    return stem[: NAME_MAX - len(ending) - 2] + "…" + dot + ending


def of_task(session: Session, actor: Person, *, task_id: int) -> list[AttachmentView]:
    """What was given with a task, to those who may see it."""
    if visible_task(session, actor, task_id) is None:
        raise NotThere
    return _views(session, Attachment.task_id == task_id)


def files(session: Session, task_id: int) -> tuple[NewFile, ...]:
    """The same as they were given, for its requester to change or to copy. Whose it is: the caller's."""
    rows = session.scalars(select(Attachment).where(Attachment.task_id == task_id).order_by(Attachment.id))
    return tuple(NewFile(row.kind, row.file_id, row.name, row.size, row.mime) for row in rows)


def send(session: Session, actor: Person, *, task_id: int, now: datetime) -> int:
    """Have them sent to oneself, each in a message of its own; how many there are."""
    found = of_task(session, actor, task_id=task_id)
    for one in found:
        tell(session, actor.id, AttachmentWanted(one.id, int(now.timestamp())), now=now)
    return len(found)


def get_for(session: Session, reader: Person, attachment_id: int) -> AttachmentView | None:
    """One of them, for who may see its task now."""
    found = _views(session, Attachment.id == attachment_id)
    return found[0] if found and visible_task(session, reader, found[0].task_id) is not None else None


def keep(session: Session, task: Task, wanted: Sequence[NewFile], *, now: datetime) -> None:
    """Make these the files of a task: those that it has stay, the others go, new ones come after them."""
    if len(wanted) > MOST:
        raise TooManyFiles(most=MOST)
    had = {one.file_id for one in files(session, task.id)}
    gone = had - {one.file_id for one in wanted}
    if gone:
        session.execute(delete(Attachment).where(Attachment.task_id == task.id, Attachment.file_id.in_(gone)))
    for one in wanted:
        if one.file_id not in had:
            sure = checked(one.kind, one.file_id, name=one.name, size=one.size, mime=one.mime)
            session.add(Attachment(task_id=task.id, added_at=now, **vars(replace(sure))))
            had.add(one.file_id)
            session.flush()


def _views(session: Session, *conditions: ColumnElement[bool]) -> list[AttachmentView]:
    rows = session.execute(
        select(Attachment, Task.title)
        .join(Task, Task.id == Attachment.task_id)
        .where(*conditions)
        .order_by(Attachment.id)
    )
    return [
        AttachmentView(one.id, one.task_id, title, one.kind, one.file_id, one.name, one.size) for one, title in rows
    ]
