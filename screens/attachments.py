"""Files given with a task."""

from domain.dataclasses import dataclass
from domain.views import AttachmentView
from frame.screen import Button, Media, MediaKind, Screen, Tap, rows
from frame.texts import Words, _, lines, n_
from screens.ways import OpenTask


@dataclass(frozen=True)
class SendAttachments(Tap, code="files"):
    """Have the files of a task sent to oneself."""

    task_id: int


def sent(count: int) -> Words:
    """They come in messages of their own."""
    return n_("{count} file is on its way to you.", "{count} files are on their way to you.", count)


def attachment(file: AttachmentView) -> Screen:
    """One of them."""
    return Screen(
        lines(
            _("Attachment of the task: <b>{title}</b>", title=file.task_title),
            bool(file.name) and _("File: {name}", name=file.name),
        ),
        rows(Button(_("Look at the task"), OpenTask(file.task_id))),
        media=Media(MediaKind(file.kind.value), file.file_id),
        anew=True,
    )
