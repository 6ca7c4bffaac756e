"""The questions of a workbook, one after another. Each answer goes into the workbook at once, where colleagues see it
and go on; what two wrote at the same time is shown to the later one."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.programme.lifecycle import PLACE, WRITE_WORKBOOK
from domain.programme.refusals import SoundsLikeActivity, WrittenMeanwhile
from domain.programme.workbooks import answers as verbs
from domain.programme.workbooks import indicators, reading
from domain.programme.workbooks.book import AnswerView, Asking, Book, load
from domain.programme.workbooks.questions import QUESTIONS, Shape
from domain.refusals import NotThere
from domain.words import fold
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import Reader, prose
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Answered, Ask, Choose, Option
from frame.texts import Words, language
from handlers import home
from handlers.programme.workbooks import pages
from handlers.programme.workbooks.readers import FARTHEST, reader
from models.programme.workbook import MarketFigure, Part, Question
from screens.programme.workbooks import asking as screens
from screens.programme.workbooks import books
from screens.programme.workbooks.taps import GoOnWith, RemoveItem, SeeItems, WriteAnswer

routes = Routes()


@dataclass
class Writing:
    """An answer on its way: to which question, what stood there when it was asked, and what was made of it."""

    application_id: int = 0
    question: str = Question.TARGET_GROUP
    indicator_id: int | None = None
    place: int = 0
    seen: int = 0
    text: str | None = None
    person_id: int | None = None
    sure: bool = False
    doubted: bool = False
    surely: str | None = None
    theirs: int = 0  # the version that somebody else wrote meanwhile
    which: str | None = None

    @property
    def asking(self) -> Asking:
        return Asking(Question(self.question), self.indicator_id)


# What is asked


def _asked(answers: Writing, here: Here) -> Words:
    book = load(here.session, answers.application_id)
    return screens.question(answers.asking, book, _now(book, answers))


def _now(book: Book, answers: Writing) -> AnswerView:
    return book.answer(Question(answers.question), answers.indicator_id, answers.place)


def _reader(answers: Writing, here: Here) -> Reader[str]:
    return reader(Question(answers.question), one=answers.place > 0)


def _offers(answers: Writing, here: Here) -> list[Option]:
    question = Question(answers.question)
    people = _people(answers, here) if question is Question.WHO else []
    new = question is Question.WHAT and answers.indicator_id is None
    used = {one.figure for one in load(here.session, answers.application_id).indicators} if new else set()
    return screens.options(question, people, [one for one in MarketFigure if one not in used] if new else ())


def _people(answers: Writing, here: Here) -> list[tuple[int, str]]:
    return verbs.people(here.session, reading.place(here.session, answers.application_id))


def _calendar(answers: Writing, here: Here) -> tuple[date, date]:
    today = here.now.astimezone(here.zone).date()
    if QUESTIONS[Question(answers.question)].shape is not Shape.DAY:
        return today, today - timedelta(days=1)  # no calendar
    return today + timedelta(days=1), today + timedelta(days=FARTHEST)


def _taken(text: str, answers: Writing, here: Here) -> Answered:
    """What was read; of a person, who of the organisation it is."""
    person_id = None
    if Question(answers.question) is Question.WHO:
        for id, name in _people(answers, here):
            if text == f"#{id}" or fold(text) == fold(name):
                person_id, text = id, name
    return Answered(replace(answers, text=text, person_id=person_id))


def _doubted(answers: Writing, here: Here) -> Words:
    return screens.doubted(answers.text or "")


def _of_doubt(value: str, answers: Writing, here: Here) -> Answered:
    if value == "anew":
        return Answered(replace(answers, text=None, sure=True, doubted=False), anew=("text",))
    return Answered(replace(answers, sure=True, doubted=False))


def _both(answers: Writing, here: Here) -> Words:
    theirs = _now(load(here.session, answers.application_id), answers)
    return screens.both(theirs, answers.text or "", Question(answers.question))


def _whose(answers: Writing, here: Here) -> list[Option]:
    return screens.whose(_joined(answers, here) is not None)


def _joined(answers: Writing, here: Here) -> str | None:
    """The two put together, where they are prose and there is room."""
    asked = QUESTIONS[Question(answers.question)]
    theirs = _now(load(here.session, answers.application_id), answers).text
    whole = f"{theirs}\n\n{answers.text}"
    return whole if asked.shape is Shape.PROSE and theirs and len(whole) <= asked.limit else None


# What becomes of it


def _saved(answers: Writing, here: Here) -> Screen:
    """It is in the workbook, or there is still something to choose; then the next question."""
    if answers.which == "theirs":
        return _next(answers, here, screens.THEIRS_STAYS)
    if answers.text is None:
        return _next(answers, here)
    text = (_joined(answers, here) or answers.text) if answers.which == "both" else answers.text
    try:
        answers = _write(answers, text, here)
    except SoundsLikeActivity:
        return _again(replace(answers, doubted=True, surely=None), here)
    except WrittenMeanwhile as meanwhile:
        return _again(replace(answers, theirs=meanwhile.version, seen=meanwhile.version, which=None), here)
    return _next(answers, here, screens.SAVED)


def _write(answers: Writing, text: str, here: Here) -> Writing:
    question = Question(answers.question)
    if QUESTIONS[question].shape is Shape.ITEMS and not answers.place:
        verbs.add_items(
            here.session,
            here.actor,
            application_id=answers.application_id,
            question=question,
            texts=text.splitlines(),
            now=here.now,
        )
        return answers
    if question is Question.WHAT and answers.indicator_id is None:
        return _new_indicator(answers, text, here)
    verbs.write(
        here.session,
        here.actor,
        application_id=answers.application_id,
        question=question,
        text=text,
        seen=answers.seen,
        place=answers.place,
        indicator_id=answers.indicator_id,
        person_id=answers.person_id,
        sure=answers.sure,
        now=here.now,
    )
    return answers


def _new_indicator(answers: Writing, text: str, here: Here) -> Writing:
    chosen = next((one for one in MarketFigure if text == f"={one}"), None)
    made = indicators.add(here.session, here.actor, application_id=answers.application_id, figure=chosen, now=here.now)
    name = text if chosen is None else language(here.actor.language).plain(screens.FIGURES[chosen])
    return _write(replace(answers, indicator_id=made, seen=0, text=name), name, here)


def _again(answers: Writing, here: Here) -> Screen:
    """The same answer, with something to choose."""
    return answering.open(here, answers, subject=str(answers.application_id), answered=("text",))


def _next(answers: Writing, here: Here, before: Words | None = None) -> Screen:
    """The next question of the part; where an item was changed, the items; at the end, the part."""
    question = Question(answers.question)
    part = QUESTIONS[question].part
    if answers.place:
        return books.items(reading.view(here.session, here.actor, answers.application_id), question, before)
    coming = load(here.session, answers.application_id).next(part, answers.asking)
    if coming is None:
        return pages.part(here, answers.application_id, part, before)
    return ask(here, answers.application_id, coming, before=before)


def _holds(answers: Writing, here: Here) -> None:
    PLACE.require(here.session, here.actor, WRITE_WORKBOOK, reading.place(here.session, answers.application_id))


def _back(answers: Writing, here: Here) -> Screen:
    return pages.part(here, answers.application_id, QUESTIONS[Question(answers.question)].part)


answering: Dialogue[Writing] = routes.dialogue(
    Dialogue(
        "workbook",
        Writing,
        Ask(
            "text",
            _asked,
            prose(),
            optional=True,
            skip=screens.SKIP,
            reader_for=_reader,
            offers=_offers,
            calendar=_calendar,
            goes=_taken,
        ),
        Choose(
            "surely",
            _doubted,
            lambda _answers, _here: screens.DOUBT,
            when=lambda answers: answers.doubted,
            goes=_of_doubt,
        ),
        Choose("which", _both, _whose, when=lambda answers: answers.theirs > 0),
        what=screens.WHAT,
        then=_saved,
        ended=home.show,
        resumes=True,
        holds=_holds,
        came_from=_back,
    )
)


def ask(here: Here, application_id: int, one: Asking, place: int = 0, before: Words | None = None) -> Screen:
    """One question, as the workbook stands now. An answer of one's own that is not in yet comes first."""
    now = load(here.session, application_id).answer(one.question, one.indicator_id, place)
    fresh = Writing(application_id, one.question, one.indicator_id, place, seen=now.version)
    _holds(fresh, here)
    shown = answering.open(here, fresh, subject=str(application_id))
    draft = here.draft
    assert draft is not None
    if draft.answers["answered"]:
        return shown
    answering.change(here, draft, fresh)
    return answering.question(here, draft, before)


@routes.tap(GoOnWith)
def go_on(tap: GoOnWith, here: Here) -> Screen:
    """The next question of a part."""
    _holds(Writing(tap.application_id), here)
    coming = load(here.session, tap.application_id).next(tap.part)
    if coming is None:
        return pages.part(here, tap.application_id, tap.part)
    return ask(here, tap.application_id, coming)


@routes.tap(WriteAnswer)
def write_answer(tap: WriteAnswer, here: Here) -> Screen:
    """One question, chosen."""
    of_indicator = QUESTIONS[tap.question].part is Part.INDICATORS and tap.question is not Question.WHAT
    if (of_indicator and tap.indicator_id is None) or tap.question is Question.RESULT:
        raise NotThere
    return ask(here, tap.application_id, Asking(tap.question, tap.indicator_id), tap.place)


@routes.tap(SeeItems)
def see_items(tap: SeeItems, here: Here) -> Screen:
    """The items of a step."""
    if QUESTIONS[tap.question].shape is not Shape.ITEMS:
        raise NotThere
    return books.items(pages.view_of(here, tap.application_id, Part.LOGIC), tap.question)


@routes.tap(RemoveItem)
def remove_item(tap: RemoveItem, here: Here) -> Screen:
    """Take one away."""
    verbs.remove_item(
        here.session,
        here.actor,
        application_id=tap.application_id,
        question=tap.question,
        place=tap.place,
        seen=tap.seen,
        now=here.now,
    )
    return books.items(reading.view(here.session, here.actor, tap.application_id), tap.question, screens.REMOVED)
