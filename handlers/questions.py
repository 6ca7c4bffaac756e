"""The questions about a task: asked when it is written, and again when it is changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain import attachments, groups, named, tasks
from domain.refusals import Refusal
from domain.views import NamedView
from frame.here import Here, Said
from frame.readers import (
    FARTHEST,
    Reader,
    Reading,
    Unread,
    folded,
    future_date,
    future_moment,
    hours,
    inside,
    is_date,
    line,
    prose,
    time_of,
    town,
    whole,
)
from frame.steps import Answered, Ask, Choose, Option
from frame.texts import Words
from screens import facts, refusals
from screens import newtask as screens
from screens.newtask import GO_ON, LABELS, NAMED, TaskDraft

TITLE = facts.careful(line(maximum=tasks.TITLE_MAX))
WORDING = facts.careful(line(maximum=tasks.WHEN_MAX))


def today(here: Here) -> date:
    """The day where the person is."""
    return here.now.astimezone(here.zone).date()


# When


def _when(words: str, answers: TaskDraft, here: Here) -> Answered | Unread:
    """Typed where the ways to say it are offered: a day, a moment, or words."""
    reading = Reading(here.now, here.zone)
    if is_date(words, reading):
        read = future_moment()(words, reading)
        return read if isinstance(read, Unread) else _dated(read, answers, here, "when")
    wording = WORDING(words, reading)
    return wording if isinstance(wording, Unread) else _worded(wording, replace(answers, when="words"), here, "when")


def _dated(read: date | datetime, answers: TaskDraft, here: Here, *also: str) -> Answered:
    """A day, or a moment with its day."""
    if isinstance(read, datetime):
        day = read.astimezone(here.zone).date()
        answers = replace(answers, when="moment", when_day=day, when_at=read)
        return _within(answers, (*also, "when_day", "when_at"), read, here)
    return _within(replace(answers, when="day", when_date=read), (*also, "when_date"), read, here)


def _day_of_moment(read: date | datetime, answers: TaskDraft, here: Here) -> Answered:
    """A day whose time is asked next, or both."""
    if isinstance(read, datetime):
        return _dated(read, answers, here)
    answered = _within(replace(answers, when_day=read), ("when_day",), read, here)
    return replace(answered, anew=(*answered.anew, "when_at"))


def _worded(wording: str, answers: TaskDraft, here: Here, *also: str) -> Answered | Unread:
    """Free words; where a day stands in them, it is asked whether that was meant."""
    reading = Reading(here.now, here.zone)
    if is_date(wording, reading):
        unfit = future_moment()(wording, reading)
        if isinstance(unfit, Unread):
            return unfit
    read = inside(wording, reading)
    moment = read if isinstance(read, datetime) else None
    answers = replace(answers, when_text=wording, read_at=moment, read_date=None if moment else read, meant="")
    return Answered(answers, (*also, "when_text"), anew=("meant",))


def _within(answers: TaskDraft, steps: tuple[str, ...], read: date | datetime, here: Here) -> Answered:
    """A day of choosing that would come after the new day is asked again."""
    last = _last(answers, here)
    late = answers.choose_by is not None and answers.choose_by > last
    return Answered(answers, steps, anew=("choose_by",) if late else (), echo=facts.understood(read))


def _last(answers: TaskDraft, here: Here) -> date:
    """The day of the task, else the last one that a calendar has."""
    task = answers.task()
    if task.when_at is not None:
        return task.when_at.astimezone(here.zone).date()
    return task.when_date or today(here) + timedelta(days=FARTHEST)


def _days(_answers: TaskDraft, here: Here) -> Sequence[Option]:
    return screens.days([today(here) + timedelta(days=days) for days in screens.TO_LAST])


def _calendar(_answers: TaskDraft, here: Here) -> tuple[date, date]:
    return today(here), today(here) + timedelta(days=FARTHEST)


def _time_of_day(answers: TaskDraft, here: Here) -> Reader[datetime]:
    return time_of(answers.when_day or today(here))


def _clocks(answers: TaskDraft, here: Here) -> Sequence[Option]:
    read, reading = _time_of_day(answers, here), Reading(here.now, here.zone)
    return [option for option in screens.clocks() if not isinstance(read(option.value, reading), Unread)]


# Choosing


def _choosing_days(answers: TaskDraft, here: Here) -> Sequence[Option]:
    offered = [today(here) + timedelta(days=days) for days in screens.TO_CHOOSE]
    return screens.choosing_days([day for day in offered if day <= _last(answers, here)])


# Files


def _take_file(said: Said, answers: TaskDraft, _here: Here) -> TaskDraft | Unread:
    """One more file; an album comes as several of them."""
    try:
        file = attachments.checked(
            said.kind,
            said.file_id,
            name=said.file_name,
            size=said.file_size,
            mime=said.mime,
            already=len(answers.attachments),
        )
    except Refusal as refusal:
        return Unread(refusals.sentence(refusal))
    known = {one.file_id for one in answers.attachments}
    return answers if file.file_id in known else replace(answers, attachments=(*answers.attachments, file))


def _file(value: str, answers: TaskDraft, _here: Here) -> TaskDraft | Answered:
    if value == GO_ON:
        return Answered(answers)
    there = answers.attachments
    return replace(answers, attachments=tuple(one for at, one in enumerate(there) if str(at) != value))


# Who sees it


def _audiences(_answers: TaskDraft, here: Here) -> Sequence[Option]:
    return screens.audiences(groups.mine(here.session, here.actor))


def _whom(answers: TaskDraft, here: Here) -> Words:
    return screens.whom(len(_known(answers, here)), answers.sought)


def _known(answers: TaskDraft, here: Here) -> list[NamedView]:
    return named.known(here.session, here.actor, category_id=answers.category_id or None)


def _people(answers: TaskDraft, here: Here) -> Sequence[Option]:
    known = _known(answers, here)
    sought = folded(answers.sought)
    return screens.whom_to_ask(
        [one for one in known if one.person_id in answers.named],
        [one for one in known if one.person_id not in answers.named and sought in folded(one.name)],
    )


def _person(value: str, answers: TaskDraft, _here: Here) -> TaskDraft | Answered | Unread:
    if value == GO_ON:
        return Answered(replace(answers, sought=""))
    person_id = int(value)
    if person_id in answers.named:
        return replace(answers, named=tuple(one for one in answers.named if one != person_id))
    if len(answers.named) >= named.MOST:
        return Unread(screens.enough_people(named.MOST))
    return replace(answers, named=(*answers.named, person_id), sought="")


def _search(words: str, answers: TaskDraft, here: Here) -> TaskDraft | Unread:
    sought = line(maximum=60)(words, Reading(here.now, here.zone))
    return sought if isinstance(sought, Unread) else replace(answers, sought=sought)


WHAT_IS_NEEDED = (
    Ask("title", screens.WHICH_TITLE, TITLE, LABELS["title"]),
    Ask(
        "description",
        screens.WHICH_DESCRIPTION,
        facts.careful(prose(maximum=tasks.DESCRIPTION_MAX)),
        LABELS["description"],
    ),
    Ask(
        "minutes",
        screens.HOW_LONG,
        hours(tasks.MINUTES_MIN / 60, tasks.MINUTES_MAX / 60),
        LABELS["minutes"],
        offers=lambda _answers, _here: screens.hours(),
        echo=facts.understood_time,
    ),
    Ask(
        "places",
        screens.HOW_MANY,
        whole(tasks.PLACES_MIN, tasks.PLACES_MAX),
        LABELS["places"],
        offers=lambda answers, _here: screens.people(answers.taken),
        reader_for=lambda answers, _here: whole(max(answers.taken, tasks.PLACES_MIN), tasks.PLACES_MAX),
    ),
    Choose("when", screens.WHEN, lambda _answers, _here: screens.times(), LABELS["when"], typed=_when),
    Ask(
        "when_date",
        screens.WHICH_DAY,
        future_moment(),
        LABELS["when_date"],
        offers=_days,
        calendar=_calendar,
        goes=_dated,
        when=lambda answers: bool(answers.when == "day"),
    ),
    Ask(
        "when_day",
        screens.WHICH_MOMENT,
        future_moment(),
        LABELS["when_day"],
        offers=_days,
        calendar=_calendar,
        goes=_day_of_moment,
        when=lambda answers: bool(answers.when == "moment"),
    ),
    Ask(
        "when_at",
        screens.WHICH_CLOCK,
        future_moment(),
        LABELS["when_at"],
        offers=_clocks,
        reader_for=_time_of_day,
        echo=facts.understood_moment,
        when=lambda answers: bool(answers.when == "moment"),
    ),
    Ask(
        "when_text",
        screens.WHICH_WORDS,
        WORDING,
        LABELS["when_text"],
        goes=_worded,
        when=lambda answers: bool(answers.when == "words"),
    ),
    Choose(
        "meant",
        lambda answers, _here: screens.meant(answers),
        lambda answers, _here: screens.meanings(answers),
        when=lambda answers: bool(answers.when == "words" and (answers.read_at or answers.read_date)),
    ),
    Choose(
        "remote",
        screens.WHERE,
        lambda _answers, _here: screens.places(),
        LABELS["remote"],
        read=lambda value: value == "remote",
    ),
    Ask(
        "town",
        screens.WHICH_TOWN,
        facts.careful(town(maximum=tasks.TOWN_MAX)),
        LABELS["town"],
        offers=lambda _answers, here: screens.towns(here.actor.town),
        when=lambda answers: not answers.remote,
    ),
    Ask(
        "address",
        screens.WHICH_ADDRESS,
        facts.careful(line(maximum=tasks.ADDRESS_MAX)),
        LABELS["address"],
        optional=True,
        skip=screens.NO_ADDRESS,
        when=lambda answers: not answers.remote,
    ),
    Choose(
        "attachments",
        lambda answers, _here: screens.attach(answers),
        lambda answers, _here: screens.attached(answers.attachments),
        LABELS["attachments"],
        sent=_take_file,
        goes=_file,
    ),
    Ask(
        "choose_by",
        screens.WHICH_CHOOSE_BY,
        future_date(),
        LABELS["choose_by"],
        optional=True,
        skip=screens.NO_CHOOSE_BY,
        offers=_choosing_days,
        calendar=lambda answers, here: (today(here), _last(answers, here)),
        reader_for=lambda answers, here: future_date(_last(answers, here)),
        echo=facts.understood_day,
    ),
)
WHO_SEES_IT = (
    Choose("audience", screens.WHO_SEES, _audiences, LABELS["audience"], read=int),
    Choose(
        "named",
        _whom,
        _people,
        LABELS["named"],
        typed=_search,
        goes=_person,
        when=lambda answers: bool(answers.audience == NAMED),
    ),
)
NAMES = tuple(step.name for step in (*WHAT_IS_NEEDED, *WHO_SEES_IT))
