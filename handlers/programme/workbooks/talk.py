"""What others say of a part of a workbook."""

from dataclasses import dataclass

from domain.programme.lifecycle import COMMENT_ON_WORK, PLACE
from domain.programme.workbooks import comments, reading
from domain.programme.workbooks.notices import WorkCommented
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import prose
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask
from frame.texts import Words
from handlers import home
from handlers.programme.workbooks import pages
from models.programme.workbook import Part
from screens import facts
from screens.programme.workbooks import talk as screens
from screens.programme.workbooks.taps import SeeComments, WriteComment

routes = Routes()


@dataclass
class Comment:
    """What is said, of which part."""

    application_id: int = 0
    part: str = Part.NEEDS
    text: str = ""


def _holds(answers: Comment, here: Here) -> None:
    application = reading.place(here.session, answers.application_id)
    reading.require_part(here.session, here.actor, application, Part(answers.part))
    PLACE.require(here.session, here.actor, COMMENT_ON_WORK, application)


def _say(answers: Comment, here: Here) -> Screen:
    part = Part(answers.part)
    comments.comment(
        here.session, here.actor, application_id=answers.application_id, part=part, text=answers.text, now=here.now
    )
    return show(here, answers.application_id, part, before=screens.COMMENTED)


commenting = routes.dialogue(
    Dialogue(
        "workcomment",
        Comment,
        Ask("text", screens.WHICH_COMMENT, facts.careful(prose(maximum=comments.LONGEST))),
        what=screens.WHAT_COMMENT,
        then=_say,
        ended=home.show,
        resumes=True,
        holds=_holds,
        came_from=lambda answers, here: pages.part(here, answers.application_id, Part(answers.part)),
    )
)


@routes.tap(WriteComment)
def write_comment(tap: WriteComment, here: Here) -> Screen:
    """What is to be said?"""
    answers = Comment(tap.application_id, tap.part)
    _holds(answers, here)
    return commenting.open(here, answers, subject=f"{tap.application_id}:{tap.part}")


@routes.tap(SeeComments)
def see_comments(tap: SeeComments, here: Here) -> Screen:
    """What was said."""
    return show(here, tap.application_id, tap.part, tap.page)


def show(here: Here, application_id: int, part: Part, page: int = 0, before: Words | None = None) -> Screen:
    """The comments on a part."""
    found, total = comments.of(here.session, here.actor, application_id=application_id, part=part, page=page)
    seen = reading.view(here.session, here.actor, application_id)
    return screens.comments(seen, part, found, total, max(page, 0), before)


@routes.notice(WorkCommented)
def commented(notice: WorkCommented, here: Here) -> Screen | None:
    """Somebody said something."""
    found = comments.told(here.session, here.actor, notice.comment_id)
    return screens.commented(found) if found is not None else None
