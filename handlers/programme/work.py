"""Pre-assignments: handed in, read, commented on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from domain import attachments
from domain.programme.lifecycle import COMMENT_ON_WORK, HAND_IN
from domain.programme.running import work
from domain.programme.running.notices import AssignmentCommented, WorkDue, WorkHandedIn
from domain.programme.running.work import NewWork, WorkView
from domain.refusals import FileKindRefused, FileTooLarge, Refusal
from frame.dialogue import Dialogue
from frame.here import Here, Said
from frame.readers import Unread, prose
from frame.routing import Routes
from frame.screen import Button, Screen
from frame.steps import Answered, Ask, Confirm
from frame.texts import Text, Words
from handlers import home
from models.programme.work import WorkKind
from screens import facts, refusals
from screens.programme import work as screens
from screens.programme.work import (
    CloseWork,
    CommentDraft,
    CommentOnWork,
    GetWorkFile,
    HandInWork,
    OpenWork,
    ReadVersion,
    SeeComments,
    SeeWorks,
    WorkDraft,
)

routes = Routes()

SOON = timedelta(days=7)  # on the home screen


@routes.awaits("work")
def due_soon(here: Here) -> Sequence[tuple[Words, Button]]:
    """What is to be handed in soon."""
    found = work.waiting_for(here.session, here.actor, now=here.now, within=SOON)
    return [screens.soon(one) for one in found]


@routes.tap(OpenWork)
def open_work(tap: OpenWork, here: Here) -> Screen:
    """What an organisation handed in."""
    return screens.page(_work(here, tap.application_id, tap.day_id))


def _work(here: Here, application_id: int, day_id: int) -> WorkView:
    return work.work_for(here.session, here.actor, application_id=application_id, day_id=day_id, now=here.now)


@routes.tap(SeeWorks)
def see_works(tap: SeeWorks, here: Here) -> Screen:
    """What everybody handed in."""
    day, found = work.of_day(here.session, here.actor, day_id=tap.day_id, now=here.now)
    return screens.listed(day, found, tap.page)


@routes.tap(ReadVersion)
def read_version(tap: ReadVersion, here: Here) -> Screen:
    """One version, whole."""
    return screens.version(*work.version_for(here.session, here.actor, handed_in_id=tap.handed_in_id, now=here.now))


@routes.tap(GetWorkFile)
def get_file(tap: GetWorkFile, here: Here) -> Screen:
    """The file of a version."""
    return screens.file(*work.version_for(here.session, here.actor, handed_in_id=tap.handed_in_id, now=here.now))


@routes.tap(SeeComments)
def see_comments(tap: SeeComments, here: Here) -> Screen:
    """Everything that was said of it."""
    return screens.comments(_work(here, tap.application_id, tap.day_id), tap.page)


@routes.tap(CloseWork)
def close(tap: CloseWork, here: Here) -> Screen:
    """Peers read it no more, or do again."""
    work.close_to_peers(here.session, here.actor, application_id=tap.application_id, closed=tap.closed, now=here.now)
    return screens.page(_work(here, tap.application_id, tap.day_id))


# Handing in


@routes.tap(HandInWork)
def begin(tap: HandInWork, here: Here) -> Screen:
    """Asks for it."""
    found = _work(here, tap.application_id, tap.day_id)
    if not found.may(HAND_IN) or not found.day.assignment:
        return screens.page(found)
    draft = WorkDraft(found.application_id, found.day.id)
    return hand_in.open(here, draft, subject=f"{found.application_id}:{found.day.id}")


def _written(text: str, answers: WorkDraft, _here: Here) -> Answered:
    return Answered(replace(answers, text=text, kind=WorkKind.TEXT, file_id=None, file_name=""))


def _sent(said: Said, answers: WorkDraft, here: Here) -> Answered | Unread:
    """A file or a photo, with its words."""
    try:
        file = attachments.checked(said.kind, said.file_id, name=said.file_name, size=said.file_size, mime=said.mime)
    except (FileKindRefused, FileTooLarge) as refusal:
        why = refusals.sentence(refusal)
        assert isinstance(why, Text)
        return Unread(why)
    if len(said.text) > work.CAPTION_MAX:
        return Unread(screens.LONG_CAPTION)
    return Answered(
        replace(
            answers, kind=WorkKind(file.kind.value), file_id=file.file_id, file_name=file.name, text=said.text.strip()
        )
    )


def _handed_in(answers: WorkDraft, here: Here) -> Screen:
    new = NewWork(answers.text, WorkKind(answers.kind), answers.file_id, answers.file_name)
    done = work.hand_in(
        here.session,
        here.actor,
        application_id=answers.application_id,
        day_id=answers.day_id,
        new=new,
        now=here.now,
    )
    return screens.page(done, screens.HANDED_IN)


hand_in = routes.dialogue(
    Dialogue(
        "handin",
        WorkDraft,
        Ask(
            "text",
            lambda answers, here: screens.which_work(_work(here, answers.application_id, answers.day_id)),
            facts.careful(prose(maximum=work.TEXT_MAX)),
            screens.LABEL,
            sent=_sent,
            goes=_written,
        ),
        Confirm(
            lambda answers, here: screens.preview(answers, _work(here, answers.application_id, answers.day_id)),
            send=screens.SEND,
        ),
        what=screens.WHAT_HAND_IN,
        then=_handed_in,
        ended=home.show,
        holds=lambda answers, here: _work(here, answers.application_id, answers.day_id),
    )
)


# Commenting


@routes.tap(CommentOnWork)
def begin_comment(tap: CommentOnWork, here: Here) -> Screen:
    """Asks for the comment."""
    found = _work(here, tap.application_id, tap.day_id)
    if not found.may(COMMENT_ON_WORK) or not found.versions:
        return screens.page(found)
    draft = CommentDraft(found.application_id, found.day.id)
    return comment.open(here, draft, subject=f"{found.application_id}:{found.day.id}")


def _commented(answers: CommentDraft, here: Here) -> Screen:
    done = work.comment(
        here.session,
        here.actor,
        application_id=answers.application_id,
        day_id=answers.day_id,
        text=answers.comment,
        now=here.now,
    )
    return screens.page(done, screens.COMMENTED)


comment = routes.dialogue(
    Dialogue(
        "assignmentcomment",
        CommentDraft,
        Ask(
            "comment",
            lambda answers, here: screens.which_comment(_work(here, answers.application_id, answers.day_id)),
            facts.careful(prose(maximum=work.COMMENT_MAX)),
        ),
        what=screens.WHAT_COMMENT,
        then=_commented,
        ended=home.show,
        holds=lambda answers, here: _work(here, answers.application_id, answers.day_id),
    )
)


# What is heard


@routes.notice(WorkDue)
def work_due(notice: WorkDue, here: Here) -> Screen | None:
    """It is still to be handed in."""
    try:
        found = work.still_due(here.session, here.actor, notice, now=here.now)
    except Refusal:
        return None
    return screens.due(found) if found is not None else None


@routes.notice(WorkHandedIn)
def work_handed_in(notice: WorkHandedIn, here: Here) -> Screen | None:
    """A version is there."""
    try:
        found = work.version_for(here.session, here.actor, handed_in_id=notice.handed_in_id, now=here.now)
    except Refusal:
        return None
    return screens.handed_in(*found)


@routes.notice(AssignmentCommented)
def work_commented(notice: AssignmentCommented, here: Here) -> Screen | None:
    """Somebody said something of it."""
    try:
        return screens.commented(*work.commented(here.session, here.actor, notice.comment_id, now=here.now))
    except Refusal:
        return None
