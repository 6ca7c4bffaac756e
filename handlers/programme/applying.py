"""Applying to a round for an organisation."""

from collections.abc import Sequence
from dataclasses import replace

from domain.programme import applying, places
from domain.programme.applying import MOST, Part
from domain.programme.views import Missing, PlacePage
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import Reader, Reading, Unread, line, prose
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Answered, Ask, Choose, Option
from frame.texts import Words
from handlers.programme import participants
from handlers.programme import places as place_pages
from handlers.programme.rounds import programme
from models.programme.application import ContentArea, PlaceState
from screens import facts
from screens.home import said_before
from screens.programme import applying as screens
from screens.programme import places as page_screens
from screens.programme.applying import (
    BOTH,
    MINE,
    THEIRS,
    AskToWithdraw,
    LookBeforeSending,
    PartDraft,
    RateOurselves,
    RatingDraft,
    SayWeCome,
    SeeDates,
    SendApplication,
    WhatToChange,
    WithdrawIt,
    WritePart,
)
from screens.programme.ways import BeginApplication

routes = Routes()


def page_of(here: Here, application_id: int) -> PlacePage:
    """The application, as I may see it."""
    return places.place_page(here.session, here.actor, application_id=application_id, now=here.now)


@routes.tap(BeginApplication)
def begin(tap: BeginApplication, here: Here) -> Screen:
    """A new application, from its first question; or the one that a colleague has begun."""
    application = applying.begin(
        here.session, here.actor, round_id=tap.round_id, organisation_id=tap.organisation_id, now=here.now
    )
    if application.version:
        return place_pages.show(here, application.id)
    return go_on(here, application.id)


def go_on(here: Here, application_id: int, before: Words | None = None) -> Screen:
    """The next question that has no answer; then all of it, to be sent. What was sent already is shown."""
    view = page_of(here, application_id)
    if view.state is not PlaceState.DRAFT or not view.open:
        return place_pages.show(here, application_id, before)
    if not view.missing:
        return said_before(before, screens.preview(page_screens.page(view), view))
    match view.missing[0]:
        case Missing.ACTIVITY:
            shown = ask_part(here, view, Part.ACTIVITY)
        case Missing.MOTIVATION:
            shown = ask_part(here, view, Part.MOTIVATION)
        case Missing.RATINGS:
            shown = rating.open(here, RatingDraft(view.id), str(view.id))
        case Missing.COMMITMENT:
            shown = screens.dates(view)
        case Missing.PARTICIPANTS:
            shown = participants.show(here, view)
    return said_before(before, shown)


@routes.tap(WhatToChange)
def what_to_change(tap: WhatToChange, here: Here) -> Screen:
    """Which part?"""
    applying.may_write(here.session, here.actor, application_id=tap.application_id, now=here.now)
    return screens.what_to_change(page_of(here, tap.application_id))


# Words


@routes.tap(WritePart)
def write_part(tap: WritePart, here: Here) -> Screen:
    """One part of it."""
    applying.may_write(here.session, here.actor, application_id=tap.application_id, now=here.now)
    return ask_part(here, page_of(here, tap.application_id), tap.part)


def ask_part(here: Here, view: PlacePage, part: Part) -> Screen:
    """The question of a part."""
    return write.open(here, PartDraft(view.id, part, was=_there(view, part)), f"{view.id}.{part}")


def _there(view: PlacePage, part: Part) -> str:
    return view.activity if part is Part.ACTIVITY else view.motivation


def _question(answers: PartDraft, here: Here) -> Words:
    return screens.which_words(answers, _there(page_of(here, answers.application_id), answers.part))


def _reader(answers: PartDraft, _here: Here) -> Reader[str]:
    made = line if answers.part is Part.ACTIVITY else prose
    return facts.careful(made(maximum=MOST[answers.part]))


def _written(words: str, answers: PartDraft, here: Here) -> Answered:
    """Mine, where nobody else wrote meanwhile; else both are shown."""
    return Answered(_beside(replace(answers, words=words), here), ("words",), anew=("which",))


def _beside(answers: PartDraft, here: Here) -> PartDraft:
    view = page_of(here, answers.application_id)
    there = _there(view, answers.part)
    if there in (answers.was, answers.words):
        return replace(answers, theirs=None, by="")
    return replace(answers, theirs=there, by=view.written_by)


def _settled(value: str, answers: PartDraft, here: Here) -> PartDraft | Answered:
    """Which of the two is kept; asked again where theirs has changed once more."""
    now_there = _there(page_of(here, answers.application_id), answers.part)
    if now_there != answers.theirs:
        return replace(answers, theirs=now_there, by=page_of(here, answers.application_id).written_by)
    kept = {MINE: answers.words, THEIRS: now_there, BOTH: screens.joined(answers)}[value]
    return Answered(replace(answers, words=kept, was=now_there), ("which",))


def _anew(typed: str, answers: PartDraft, here: Here) -> Answered | Unread:
    """Written once more, with both in sight."""
    read = _reader(answers, here)(typed, Reading(here.now, here.zone))
    if isinstance(read, Unread):
        return read
    return Answered(replace(answers, words=read, was=answers.theirs or ""), ("which",))


def _which(answers: PartDraft, _here: Here) -> Sequence[Option]:
    return screens.which(answers)


def save(answers: PartDraft, here: Here) -> Screen:
    """It stands there now; on to what comes next."""
    applying.write(
        here.session,
        here.actor,
        application_id=answers.application_id,
        part=answers.part,
        text=answers.words,
        was=answers.was,
        now=here.now,
    )
    return go_on(here, answers.application_id, screens.counted(answers.words, answers.part))


write = routes.dialogue(
    Dialogue(
        "roundpart",
        PartDraft,
        Ask("words", _question, prose(), reader_for=_reader, goes=_written),
        Choose(
            "which",
            lambda answers, _here: screens.changed_meanwhile(answers),
            _which,
            typed=_anew,
            goes=_settled,
            when=lambda answers: bool(answers.theirs is not None),
        ),
        what=screens.WHAT_WRITING,
        then=save,
        ended=lambda here: programme("", here),
        resumes=True,
        holds=lambda answers, here: applying.may_write(
            here.session, here.actor, application_id=answers.application_id, now=here.now
        ),
    )
)


# How we see ourselves


@routes.tap(RateOurselves)
def rate(tap: RateOurselves, here: Here) -> Screen:
    """Four questions with one tap each."""
    applying.may_write(here.session, here.actor, application_id=tap.application_id, now=here.now)
    return rating.open(here, RatingDraft(tap.application_id), str(tap.application_id))


def rated(answers: RatingDraft, here: Here) -> Screen:
    """All four are there."""
    given = {area: int(getattr(answers, area)) for area in ContentArea}
    applying.rate(here.session, here.actor, application_id=answers.application_id, scores=given, now=here.now)
    return go_on(here, answers.application_id, screens.RATED)


rating = routes.dialogue(
    Dialogue(
        "roundrating",
        RatingDraft,
        *(
            Choose(str(area), screens.AREAS[area], lambda _answers, _here: screens.scores(), read=int)
            for area in ContentArea
        ),
        what=screens.WHAT_RATING,
        then=rated,
        ended=lambda here: programme("", here),
        resumes=True,
        holds=lambda answers, here: applying.may_write(
            here.session, here.actor, application_id=answers.application_id, now=here.now
        ),
    )
)


# The dates


@routes.tap(SeeDates)
def see_dates(tap: SeeDates, here: Here) -> Screen:
    """What we commit to."""
    return screens.dates(page_of(here, tap.application_id))


@routes.tap(SayWeCome)
def say_we_come(tap: SayWeCome, here: Here) -> Screen:
    """We come to all of them."""
    applying.commit_to_dates(here.session, here.actor, application_id=tap.application_id, now=here.now)
    return go_on(here, tap.application_id, screens.PROMISED)


# Sending


@routes.tap(LookBeforeSending)
def look(tap: LookBeforeSending, here: Here) -> Screen:
    """All of it, as the coordinators will read it."""
    view = page_of(here, tap.application_id)
    if view.missing or not view.open or view.state not in (PlaceState.DRAFT, PlaceState.WITHDRAWN):
        return place_pages.show(here, tap.application_id)
    return screens.preview(page_screens.page(view), view)


@routes.tap(SendApplication)
def send(tap: SendApplication, here: Here) -> Screen:
    """It is in; a receipt, and no decision."""
    applying.send(here.session, here.actor, application_id=tap.application_id, version=tap.version, now=here.now)
    return screens.receipt(page_of(here, tap.application_id))


@routes.tap(AskToWithdraw)
def ask_to_withdraw(tap: AskToWithdraw, here: Here) -> Screen:
    """Shall it be withdrawn?"""
    return screens.ask_to_withdraw(page_of(here, tap.application_id))


@routes.tap(WithdrawIt)
def withdraw(tap: WithdrawIt, here: Here) -> Screen:
    """It is."""
    applying.withdraw(here.session, here.actor, application_id=tap.application_id, now=here.now)
    return place_pages.show(here, tap.application_id, screens.WITHDRAWN)
