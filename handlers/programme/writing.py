"""Writing a round: begun by a dialogue, changed on its page, published; and what becomes of it then."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from domain.programme import calling, rounds, settings
from domain.programme.rounds import NewRound
from domain.refusals import NotThere
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import FARTHEST, Reader, Reading, Unread, deadline, future_date, future_moment, line, prose, whole
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask, Choose, Option
from frame.texts import Words
from handlers.programme import rounds as pages
from screens import facts
from screens.organisations import regions
from screens.programme import writing as screens
from screens.programme.ways import (
    BeginProgramme,
    BeginRound,
    WhatToSet,
)
from screens.programme.writing import (
    FieldDraft,
    RemoveText,
    RoundDraft,
    SeeTexts,
    SetField,
    TextDraft,
    WriteText,
)

routes = Routes()
NAME = facts.careful(line(maximum=rounds.NAME_MAX))
TEXT = facts.careful(prose(maximum=rounds.TEXT_MAX))


def ended(here: Here) -> Screen:
    """Where one is, when a question is put aside."""
    return pages.programme("", here)


# The beginning


@routes.tap(BeginProgramme)
def begin_programme(_tap: BeginProgramme, here: Here) -> Screen:
    """An operator begins one, with its first round."""
    if here.actor.telegram_id not in here.house.operators:
        raise NotThere
    return beginning.open(here, RoundDraft(language=here.actor.language))


@routes.tap(BeginRound)
def begin_round(tap: BeginRound, here: Here) -> Screen:
    """Another round of a programme."""
    return beginning.open(here, RoundDraft(tap.programme_id, here.actor.language), str(tap.programme_id))


def begun(answers: RoundDraft, here: Here) -> Screen:
    """The draft is there; nobody else sees it yet."""
    assert answers.deadline is not None
    new = NewRound(
        language=answers.language,
        name=answers.name,
        text=answers.text,
        deadline=answers.deadline,
        region=answers.region or None,
    )
    zone, number = here.house.zone, answers.programme_id
    made = (
        rounds.begin(here.session, here.actor, programme_id=number, new=new, zone=zone, now=here.now)
        if number
        else rounds.begin_programme(
            here.session,
            here.actor,
            name=answers.programme,
            new=new,
            operators=here.house.operators,
            zone=zone,
            now=here.now,
        )
    )
    return pages.show(here, made.id, screens.BEGUN)


beginning = routes.dialogue(
    Dialogue(
        "roundnew",
        RoundDraft,
        Ask("programme", screens.WHICH_PROGRAMME, NAME, when=lambda answers: not answers.programme_id),
        Ask("name", lambda answers, _here: screens.which_name(answers.language), NAME),
        Ask("text", screens.WHICH_TEXT, TEXT),
        Ask("deadline", screens.WHICH_DEADLINE, deadline(), echo=facts.understood_moment),
        Choose("region", screens.WHICH_REGION, lambda _answers, _here: regions()),
        what=screens.WHAT_BEGINNING,
        then=begun,
        ended=ended,
    )
)


# The settings


def view_of(here: Here, round_id: int) -> settings.SettingsView:
    """The settings of a draft of mine."""
    return settings.of(here.session, here.actor, round_id=round_id, now=here.now)


@routes.tap(WhatToSet)
def what_to_set(tap: WhatToSet, here: Here) -> Screen:
    """All of them."""
    return screens.settings(view_of(here, tap.round_id))


@routes.tap(SetField)
def set_field(tap: SetField, here: Here) -> Screen:
    """One of them."""
    if tap.field not in screens.FIELDS or tap.field in ("extend", "copy"):
        raise NotThere
    view_of(here, tap.round_id)
    return ask_field(here, tap.round_id, tap.field)


def ask_field(here: Here, round_id: int, field: str) -> Screen:
    """The question of a setting."""
    return changing.open(here, FieldDraft(round_id, field), f"{round_id}.{field}")


def _may_set(answers: FieldDraft, here: Here) -> None:
    match answers.field:
        case "extend":
            calling.may_extend(here.session, here.actor, round_id=answers.round_id)
        case "copy":
            calling.may_copy(here.session, here.actor, round_id=answers.round_id)
        case _:
            view_of(here, answers.round_id)


def _moment(answers: FieldDraft, _here: Here) -> Reader[datetime]:
    return facts.timed(future_moment()) if answers.field == "opens_at" else deadline()


def _number(answers: FieldDraft, _here: Here) -> Reader[int]:
    _question, least, most = screens.NUMBERS[answers.field]
    return whole(least, most)


def _calendar(_answers: FieldDraft, here: Here) -> tuple[date, date]:
    today = here.now.astimezone(here.zone).date()
    return today, today + timedelta(days=FARTHEST)


def save(answers: FieldDraft, here: Here) -> Screen:
    """It is so from now on."""
    session, actor, now, zone = here.session, here.actor, here.now, here.house.zone
    round_id, field = answers.round_id, answers.field
    if field in ("extend", "copy"):
        assert answers.moment is not None
        verb = calling.extend if field == "extend" else calling.copy
        made = verb(session, actor, round_id=round_id, deadline=answers.moment, zone=zone, now=now)
        return pages.show(here, made.id, screens.EXTENDED if field == "extend" else screens.COPIED)
    if field == "region":
        rounds.set_region(session, actor, round_id=round_id, region=answers.region, now=now)
    elif field in ("deadline", "opens_at", "decision_on", "priority_days"):
        value = {"decision_on": answers.day, "priority_days": answers.number}.get(field, answers.moment)
        rounds.set_times(session, actor, round_id=round_id, zone=zone, now=now, **{field: value})
    else:
        rounds.set_number(session, actor, round_id=round_id, name=field, value=answers.number, now=now)
    return screens.settings(view_of(here, round_id), screens.SAVED)


changing = routes.dialogue(
    Dialogue(
        "roundfield",
        FieldDraft,
        Ask(
            "moment",
            lambda answers, _here: screens.MOMENTS[answers.field],
            deadline(),
            reader_for=_moment,
            when=lambda answers: bool(answers.field in screens.MOMENTS),
        ),
        Ask(
            "day",
            screens.WHICH_DECISION,
            future_date(),
            calendar=_calendar,
            when=lambda answers: bool(answers.field == "decision_on"),
        ),
        Ask(
            "number",
            lambda answers, _here: screens.NUMBERS[answers.field][0],
            whole(0, 200),
            reader_for=_number,
            offers=lambda answers, _here: screens.numbers(answers.field),
            when=lambda answers: bool(answers.field in screens.NUMBERS),
        ),
        Choose(
            "region",
            screens.WHICH_REGION,
            lambda _answers, _here: regions(),
            when=lambda answers: bool(answers.field == "region"),
        ),
        what=screens.WHAT_CHANGING,
        then=save,
        ended=ended,
        resumes=True,
        holds=_may_set,
    )
)


# Texts


@routes.tap(SeeTexts)
def see_texts(tap: SeeTexts, here: Here) -> Screen:
    """In which languages?"""
    return screens.texts(view_of(here, tap.round_id))


@routes.tap(WriteText)
def write_text(tap: WriteText, here: Here) -> Screen:
    """In that one."""
    view_of(here, tap.round_id)
    if tap.language not in screens.LANGUAGES:
        raise NotThere
    return telling.open(here, TextDraft(tap.round_id, tap.language), f"{tap.round_id}.{tap.language}")


@routes.tap(RemoveText)
def remove_text(tap: RemoveText, here: Here) -> Screen:
    """Not in that one."""
    rounds.unsay(here.session, here.actor, round_id=tap.round_id, language=tap.language, now=here.now)
    return screens.texts(view_of(here, tap.round_id))


def said(answers: TextDraft, here: Here) -> Screen:
    """What it says from now on."""
    rounds.say(
        here.session,
        here.actor,
        round_id=answers.round_id,
        language=answers.language,
        name=answers.name,
        text=answers.text,
        now=here.now,
    )
    return screens.texts(view_of(here, answers.round_id))


def _there(answers: TextDraft, here: Here) -> tuple[str, str]:
    return settings.words_in(here.session, here.actor, round_id=answers.round_id, language=answers.language)


def _which_name(answers: TextDraft, here: Here) -> Words:
    return screens.now_it_says(screens.which_name(answers.language), _there(answers, here)[0])


def _which_text(answers: TextDraft, here: Here) -> Words:
    return screens.now_it_says(screens.WHICH_TEXT, _there(answers, here)[1])


def _kept(answers: TextDraft, here: Here) -> Sequence[Option]:
    """What stands there may stay."""
    return [screens.keep_it()] if any(_there(answers, here)) else []


def _name_or_kept(answers: TextDraft, here: Here) -> Reader[str]:
    return _or_kept(NAME, _there(answers, here)[0])


def _text_or_kept(answers: TextDraft, here: Here) -> Reader[str]:
    return _or_kept(TEXT, _there(answers, here)[1])


def _or_kept(reader: Reader[str], there: str) -> Reader[str]:
    def read(words: str, reading: Reading) -> str | Unread:
        return there if there and words == screens.KEEP else reader(words, reading)

    return read


telling = routes.dialogue(
    Dialogue(
        "roundtext",
        TextDraft,
        Ask("name", _which_name, NAME, offers=_kept, reader_for=_name_or_kept),
        Ask("text", _which_text, TEXT, offers=_kept, reader_for=_text_or_kept),
        what=screens.WHAT_CHANGING,
        then=said,
        ended=ended,
        resumes=True,
        holds=lambda answers, here: view_of(here, answers.round_id),
    )
)
