"""The workbook's first page, its parts in words, and the shelf with everybody's."""

from collections.abc import Sequence

from domain.programme.lifecycle import CLOSE_WORK_TO_PEERS, COMMENT_ON_WORK, WRITE_WORKBOOK
from domain.programme.workbooks import questions
from domain.programme.workbooks.book import AnswerView, Asking, Book
from domain.programme.workbooks.questions import MOST_ITEMS, QUESTIONS, Shape, links
from domain.programme.workbooks.reading import ShelfView, WorkbookView
from frame.screen import Button, Screen, rows
from frame.texts import Text, Words, _, lines, n_, paragraphs
from models.programme.workbook import Part, Question, Step
from screens.programme.ways import PROGRAMME, OpenPlace, OpenRound, OpenWorkbook, SeeWorkbooks
from screens.programme.workbooks.asking import PARTS, STEPS, label
from screens.programme.workbooks.taps import (
    ChangeAnswers,
    ClosePart,
    GoOnWith,
    LetPeersRead,
    RemoveItem,
    SeeComments,
    SeeItems,
    SeePart,
    SeeVersions,
    SeeWorkFiles,
    WriteAnswer,
    WriteComment,
)
from screens.ways import pages

CLOSED = _("This part is closed: only the organisation and those who run the round read it.")


def back(application_id: int) -> Button:
    """To the workbook."""
    return Button(_("Go back to the workbook"), OpenWorkbook(application_id))


def workbook(view: WorkbookView, before: Words | None = None) -> Screen:
    """Where each part is, in words; the next question is the one button on top."""
    writes = view.may(WRITE_WORKBOOK)
    coming = next(((part, one) for part in Part if (one := view.book.next(part)) is not None), None)
    return Screen(
        paragraphs(
            before,
            lines(
                _("<b>The workbook of {organisation}</b>", organisation=view.organisation),
                bool(view.activity) and _("Activity: {activity}", activity=view.activity),
            ),
            lines(*(_line(view, number, part) for number, part in enumerate(Part, start=1))),
            writes
            and coming is None
            and _("Every question has an answer. You can change any of them, and enter results."),
        ),
        rows(
            writes and coming is not None and Button(_going_on(view.book, coming[1]), GoOnWith(view.id, coming[0])),
            *(
                Button(_("See: {part}", part=PARTS[part]), SeePart(view.id, part))
                for part in Part
                if part in view.readable
            ),
            bool(view.readable) and Button(_("Get files"), SeeWorkFiles(view.id)),
            Button(_("See the others' workbooks"), SeeWorkbooks(view.round_id)),
            Button(_("Go back to the place"), OpenPlace(view.id)) if view.inside else PROGRAMME,
        ),
    )


def awaits(book: Book, organisation: str) -> tuple[Words, Button]:
    """A line of the home screen."""
    coming = next((one for part in Part if (one := book.next(part)) is not None), Asking(Question.WHAT))
    return (
        _("• The workbook goes on: <b>{question}</b>", question=label(coming.question)),
        Button(_("Open the workbook: {organisation}", organisation=organisation), OpenWorkbook(book.application_id)),
    )


def _line(view: WorkbookView, number: int, part: Part) -> Words:
    if part not in view.readable:
        return _("{number}. {part}: closed", number=number, part=PARTS[part])
    return lines(
        _("{number}. {part}: {how}", number=number, part=PARTS[part], how=how_far(view.book, part)),
        view.commented(part) > 0 and n_("    {count} comment", "    {count} comments", view.commented(part)),
    )


def how_far(book: Book, part: Part) -> Words:
    """How far a part is."""
    if part in book.finished:
        return _("finished")
    if part is Part.INDICATORS:
        ready = sum(1 for one in book.indicators if not one.missing)
        if not book.indicators:
            return _("not begun")
        return n_("{ready} of {count} indicator is ready", "{ready} of {count} indicators are ready",
                  len(book.indicators), ready=ready)  # fmt: skip
    if part is Part.PLAN:
        days = sum(len(one.measures) for one in book.indicators)
        return (
            n_("{count} day of measuring", "{count} days of measuring", days)
            if days
            else _("comes from the indicators")
        )
    every = questions.of(part)
    done = len(every) - len(book.missing(part))
    return _("{done} of {count} answered", done=done, count=len(every)) if done else _("not begun")


def _going_on(book: Book, one: Asking) -> Words:
    if one.question is Question.WHAT and one.indicator_id is None:
        return _("Go on: the first indicator")
    return _("Go on: {question}", question=label(one.question))


def part(view: WorkbookView, part: Part, before: Words | None = None) -> Screen:
    """One of the first two parts in words. The others have pages of their own."""
    writes, coming = view.may(WRITE_WORKBOOK), view.book.next(part)
    return Screen(
        paragraphs(before, *heading(view, part), in_words(view.book, part)),
        rows(
            writes and coming is not None and Button(_going_on(view.book, coming), GoOnWith(view.id, part)),
            writes
            and any(view.book.items(one) for one in questions.of(part))
            and Button(_("Change an answer"), ChangeAnswers(view.id, part)),
            *ways(view, part),
        ),
    )


def heading(view: WorkbookView, part: Part) -> tuple[Words | None, ...]:
    """Whose part this is, how far it is, and whether peers read it."""
    return (
        lines(
            _("<b>{part}</b>", part=PARTS[part]),
            Text("{organisation} · {how}", {"organisation": view.organisation, "how": how_far(view.book, part)}),
        ),
        CLOSED if part in view.closed else None,
    )


def ways(view: WorkbookView, part: Part) -> tuple[Button | bool, ...]:
    """What can be done with any part: comments, versions, whether peers read it, back."""
    count = view.commented(part)
    return (
        view.may(COMMENT_ON_WORK) and Button(_("Write a comment"), WriteComment(view.id, part)),
        count > 0 and Button(_("Read the comments ({count})", count=count), SeeComments(view.id, part)),
        Button(_("See earlier versions"), SeeVersions(view.id, part)),
        view.may(CLOSE_WORK_TO_PEERS)
        and (
            Button(_("Let peers read this part"), LetPeersRead(view.id, part))
            if part in view.closed
            else Button(_("Close this part to peers"), ClosePart(view.id, part))
        ),
        back(view.id),
    )


def in_words(book: Book, part: Part) -> Words:
    """What stands in one of the first two parts."""
    if part is Part.LOGIC:
        return paragraphs(*(_step(book, step) for step in Step), *(_link(book, *link) for link in links()))
    return paragraphs(
        *(
            lines(_("<b>{question}</b>", question=label(one)), book.said(one) or _("No answer yet."))
            for one in questions.of(part)
        )
    )


def _step(book: Book, step: Step) -> Words:
    items = book.items(Question(step))
    return lines(
        _("<b>{question}</b>", question=STEPS[step]),
        *(Text("• {item}", {"item": one.text}) for one in items),
        not items and _("Nothing yet."),
    )


def _link(book: Book, one: Step, other: Step, assumption: Question, risk: Question) -> Words | None:
    if not (book.said(assumption) or book.said(risk)):
        return None
    return lines(
        _("<b>{one} > {other}</b>", one=STEPS[one], other=STEPS[other]),
        bool(book.said(assumption)) and _("Assumption: {text}", text=book.said(assumption)),
        bool(book.said(risk)) and _("Risk: {text}", text=book.said(risk)),
    )


def which(view: WorkbookView, part: Part) -> Screen:
    """Which answer is to be changed?"""
    asked = questions.of(part)
    return Screen(
        _("What do you want to change?"),
        rows(
            *(
                Button(
                    label(one),
                    SeeItems(view.id, one) if QUESTIONS[one].shape is Shape.ITEMS else WriteAnswer(view.id, one),
                )
                for one in asked
                if view.book.items(one)
            ),
            Button(_("Change nothing"), SeePart(view.id, part)),
        ),
    )


def items(view: WorkbookView, question: Question, before: Words | None = None) -> Screen:
    """The items of a step, each to be changed or taken away."""
    found = view.book.items(question)
    writes = view.may(WRITE_WORKBOOK)
    return Screen(
        paragraphs(
            before,
            _("<b>{question}</b>", question=label(question)),
            lines(*(Text("{number}. {item}", {"number": n, "item": one.text}) for n, one in enumerate(found, 1)))
            if found
            else _("Nothing yet."),
        ),
        rows(
            *(_item_row(view, one, number) for number, one in enumerate(found, start=1) if writes),
            writes and len(found) < MOST_ITEMS and Button(_("Add more"), WriteAnswer(view.id, question)),
            Button(_("Go back to the part"), SeePart(view.id, Part.LOGIC)),
        ),
    )


def _item_row(view: WorkbookView, one: AnswerView, number: int) -> tuple[Button, Button]:
    return (
        Button(_("Change {number}", number=number), WriteAnswer(view.id, one.question, one.place)),
        Button(_("Remove {number}", number=number), RemoveItem(view.id, one.question, one.place, one.version)),
    )


def shelf(round_id: int, books: Sequence[ShelfView], total: int, page: int = 0) -> Screen:
    """The workbooks that this person may read."""
    return Screen(
        paragraphs(
            _("<b>Workbooks of the round</b>"),
            lines(*map(_on_shelf, books)) if books else _("There is no workbook here for you to read yet."),
        ),
        rows(
            *(Button(_("Read: {organisation}", organisation=one.organisation), OpenWorkbook(one.application_id))
              for one in books),
            *pages(total, page, lambda page: SeeWorkbooks(round_id, page)),
            Button(_("Go back to the round"), OpenRound(round_id)),
        ),
    )  # fmt: skip


def _on_shelf(one: ShelfView) -> Words:
    return n_(
        "• {organisation}: {activity} ({count} part of 4 finished)",
        "• {organisation}: {activity} ({count} parts of 4 finished)",
        one.finished,
        organisation=one.organisation,
        activity=one.activity,
    )
