"""A workbook as a document (DOCX): headings, tables and the picture, in the reader's language."""

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from domain.programme.workbooks import questions
from domain.programme.workbooks.book import IndicatorView
from domain.programme.workbooks.questions import links
from domain.programme.workbooks.reading import WorkbookView
from frame.texts import LOCALES, Language, Text, Words, _, cleaned
from models.programme.workbook import Part, Question, Step
from screens.programme.workbooks.asking import PARTS, STEPS, label
from screens.programme.workbooks.indicators import aim, answers, figure, name
from screens.programme.workbooks.plan import stands
from writers.programme import model
from writers.programme.model import ASSUMPTION, RISK

if TYPE_CHECKING:
    from docx.document import Document

Say = Callable[[Words], str]
GRID = "Table Grid"
NO_ANSWER = _("No answer yet.")
WIDE = 15.0  # centimetres between the margins of an A4 page
TALL = 22.0


def document(view: WorkbookView, language: Language, today: date, picture: bytes | None) -> bytes:
    """The parts that the reader may read. `picture`: the logic model, drawn."""
    import docx  # only where somebody asks for one
    from docx.shared import Cm

    def say(words: Words) -> str:
        return cleaned(language.plain(words))

    made = docx.Document()
    _in_language(made, LOCALES[language.code].replace("_", "-"))
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - WIDE) / 2)
    title = say(_("Workbook: {organisation}", organisation=view.organisation))
    made.core_properties.title = title[:255]
    made.core_properties.author = say(view.organisation)[:255]
    made.add_heading(title, level=0)
    if view.activity:
        made.add_paragraph(say(_("Activity: {activity}", activity=view.activity)))
    made.add_paragraph(say(_("As it stands on this day: {day}", day=today)))
    parts = {Part.NEEDS: _needs, Part.LOGIC: _logic, Part.INDICATORS: _indicators, Part.PLAN: _plan}
    for part, write in parts.items():
        if part in view.readable:
            made.add_heading(say(PARTS[part]), level=1)
            write(made, view, say)
            if part is Part.LOGIC and picture is not None:
                _picture(made, picture, view, say)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _in_language(made: "Document", code: str) -> None:
    """What a spelling checker and a screen reader take it for."""
    from docx.oxml.ns import qn

    for found in made.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), code)
    made.core_properties.language = code


def _needs(made: "Document", view: WorkbookView, say: Say) -> None:
    for one in questions.of(Part.NEEDS):
        made.add_heading(say(label(one)), level=2)
        for paragraph in (view.book.said(one) or say(NO_ANSWER)).split("\n"):
            if paragraph.strip():
                made.add_paragraph(say(paragraph))


def _logic(made: "Document", view: WorkbookView, say: Say) -> None:
    for step in Step:
        made.add_heading(say(STEPS[step]), level=2)
        items = view.book.items(Question(step))
        for one in items:
            made.add_paragraph(say(one.text), style="List Bullet")
        if not items:
            made.add_paragraph(say(_("Nothing yet.")))
    made.add_heading(say(_("Assumptions and risks")), level=2)
    _table(
        made,
        (say(_("Link")), say(ASSUMPTION), say(RISK)),
        [
            (
                say(Text("{one} > {other}", {"one": STEPS[one], "other": STEPS[other]})),
                say(view.book.said(assumption)),
                say(view.book.said(risk)),
            )
            for one, other, assumption, risk in links()
        ],
    )


def _picture(made: "Document", picture: bytes, view: WorkbookView, say: Say) -> None:
    """As wide as it may be; the same in words is its description, for those who do not see it."""
    from docx.shared import Cm

    wide, high = model.size(picture)
    shown = made.add_picture(BytesIO(picture), width=Cm(min(WIDE, TALL * wide / high)))
    described: Any = shown._inline.docPr
    described.set("descr", say(model.in_words(view))[:2000])
    described.set("title", say(PARTS[Part.LOGIC]))


def _indicators(made: "Document", view: WorkbookView, say: Say) -> None:
    for number, one in enumerate(view.book.indicators, start=1):
        made.add_heading(say(Text("{number}. {name}", {"number": number, "name": name(one)})), level=2)
        _table(
            made,
            (say(_("Question")), say(_("Answer"))),
            [(say(label(question)), say(words)) for question, words in answers(one)],
        )
    if not view.book.indicators:
        made.add_paragraph(say(_("No indicator yet.")))


def _plan(made: "Document", view: WorkbookView, say: Say) -> None:
    measured = [one for one in view.book.indicators if one.can_be_measured]
    for one in measured:
        made.add_heading(say(name(one)), level=2)
        aimed = aim(one)
        if aimed is not None:
            made.add_paragraph(say(aimed))
        made.add_paragraph(say(stands(one)))
        if one.measures:
            heads = (_("Measured on"), label(Question.RESULT), _("Where it can be seen"), _("Entered by"))
            _table(made, tuple(map(say, heads)), [_result(one, number, say) for number in range(len(one.measures))])
    if not measured:
        made.add_paragraph(say(_("The plan comes from the indicators: how often each is measured, and until when.")))


def _result(one: IndicatorView, number: int, say: Say) -> tuple[str, ...]:
    measure = one.measures[number]
    return (
        say(Text("{day}", {"day": measure.due_on})),
        "" if measure.value is None else say(figure(one, measure.value)),
        say(measure.evidence),
        say(measure.by or ""),
    )


def _table(made: "Document", heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """With a bold head that is repeated on every page."""
    from docx.oxml import OxmlElement

    table = made.add_table(rows=1, cols=len(heads), style=GRID)
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    made.add_paragraph()
