"""What others say of a part of a workbook, and what its answers were."""

from collections.abc import Sequence

from domain.programme.lifecycle import COMMENT_ON_WORK
from domain.programme.workbooks.comments import CommentView
from domain.programme.workbooks.reading import VersionView, WorkbookView
from frame.screen import Button, Screen, rows
from frame.texts import Text, Words, _, lines, paragraphs
from models.programme.round import RoundRole
from models.programme.workbook import Part
from screens.programme.workbooks.asking import PARTS, label, said
from screens.programme.workbooks.taps import SeeComments, SeePart, SeeVersions, WriteComment
from screens.ways import HOME, pages

WHICH_COMMENT = _("What do you want to say of this part? Those who take part for the organisation read it, and so do "
                  "those who read the part.")  # fmt: skip
WHAT_COMMENT = _("A comment on a workbook")
COMMENTED = _("Thank you. Those who take part for the organisation hear of it.")


def comments(view: WorkbookView, part: Part, found: Sequence[CommentView], total: int, page: int = 0,
             before: Words | None = None) -> Screen:  # fmt: skip
    """The newest first."""
    return Screen(
        paragraphs(
            before,
            _("<b>Comments: {part}</b>", part=PARTS[part]),
            *(lines(_author(one), one.text) for one in found),
            not found and _("Nobody has said anything yet."),
        ),
        rows(
            view.may(COMMENT_ON_WORK) and Button(_("Write a comment"), WriteComment(view.id, part)),
            *pages(total, page, lambda page: SeeComments(view.id, part, page)),
            Button(_("Go back to the part"), SeePart(view.id, part)),
        ),
    )


def _author(one: CommentView) -> Words:
    match one.role:
        case RoundRole.CONSULTANT:
            return _("<b>{name}</b>, consultant · {moment}", name=one.author, moment=one.at)
        case RoundRole.COORDINATOR:
            return _("<b>{name}</b>, coordinator · {moment}", name=one.author, moment=one.at)
    return _("<b>{name}</b>, peer · {moment}", name=one.author, moment=one.at)


def commented(one: CommentView) -> Screen:
    """To those who take part."""
    return Screen(
        paragraphs(
            _("A comment on your workbook came: <b>{part}</b>", part=PARTS[one.part]),
            lines(_author(one), one.text),
        ),
        rows(Button(_("See: {part}", part=PARTS[one.part]), SeePart(one.application_id, one.part)), HOME),
    )


def versions(view: WorkbookView, part: Part, found: Sequence[VersionView], total: int, page: int = 0) -> Screen:
    """Who wrote what, and when; the newest first."""
    return Screen(
        paragraphs(
            _("<b>Versions: {part}</b>", part=PARTS[part]),
            *(_version(one) for one in found),
            not found and _("Nothing was written here yet."),
        ),
        rows(
            *pages(total, page, lambda page: SeeVersions(view.id, part, page)),
            Button(_("Go back to the part"), SeePart(view.id, part)),
        ),
    )


def _version(one: VersionView) -> Words:
    about: Words = label(one.question)
    if one.indicator:
        about = Text("{indicator}, {question}", {"indicator": one.indicator, "question": about})
    if not one.text:
        return _("<b>{question}</b>\n{name} took this away · {moment}", question=about, name=one.by, moment=one.at)
    words = said(one.question, one.text)
    if one.first:
        return _("<b>{question}</b>\n{name} wrote · {moment}\n{text}", question=about, name=one.by, moment=one.at,
                 text=words)  # fmt: skip
    return _("<b>{question}</b>\n{name} changed this · {moment}\n{text}", question=about, name=one.by, moment=one.at,
             text=words)  # fmt: skip
