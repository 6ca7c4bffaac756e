"""The screens of a dialogue: the question of a step, everything once more before it is sent, and the ways out."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from frame import calendar
from frame.here import Here
from frame.screen import Button, Row, Screen, rows
from frame.steps import (
    Anew,
    Answer,
    Ask,
    Back,
    Cancel,
    Change,
    Choose,
    Confirm,
    GoOn,
    Keep,
    Month,
    Option,
    Page,
    Send,
    Skip,
    ThrowAway,
)
from frame.texts import MonthOf, Words, _, paragraphs
from models.draft import Draft

PAGE = 8  # options on one screen: more is a wall on a phone


def question(
    step: Ask | Choose,
    draft: Draft,
    answers: Any,
    here: Here,
    *before: Words | bool | None,
    page: int = 0,
    month: date | None = None,
) -> Screen:
    """What a step asks, with `before` above it: a page of its options, or the calendar of a `month`."""
    asked = step.question(answers, here) if callable(step.question) else step.question
    days = step.calendar(answers, here) if isinstance(step, Ask) and step.calendar else None
    if days is None or days[0] > days[1]:
        month = days = None
    elif month is not None:
        month = min(max(month, days[0]), days[1])
    return Screen(
        paragraphs(*before, asked, month is not None and _("<b>{month}</b>", month=MonthOf(month))),
        rows(
            _calendar(step, draft, month, *days) if days and month else _choices(step, draft, answers, here, page),
            days is not None and month is None and Button(_("Open the calendar"), Month(draft.id, step.name, days[0])),
            step.optional and Button(step.skip, Skip(draft.id, step.name)),
            (
                *((Button(_("Back"), Back(draft.id, step.name)),) if draft.answers["answered"] else ()),
                Button(_("Cancel"), Cancel(draft.id)),
            ),
        ),
    )


def options(step: Ask | Choose, answers: Any, here: Here) -> Sequence[Option]:
    """What can be tapped: all that there is to choose, or the answers that are offered besides writing."""
    if isinstance(step, Choose):
        return step.options(answers, here)
    return step.offers(answers, here) if step.offers else ()


def _choices(step: Ask | Choose, draft: Draft, answers: Any, here: Here, page: int) -> tuple[Row, ...]:
    offered = options(step, answers, here)
    columns = step.columns if isinstance(step, Choose) else 2
    size = PAGE * columns
    here_now = offered[page * size : (page + 1) * size]
    buttons = [Button(option.label, Answer(draft.id, step.name, option.value)) for option in here_now]
    more = len(offered) - (page + 1) * size
    return rows(
        *(tuple(buttons[at : at + columns]) for at in range(0, len(buttons), columns)),
        more > 0 and Button(_("Show more ({count})", count=more), Page(draft.id, step.name, page + 1)),
        page > 0 and Button(_("Show the first ones"), Page(draft.id, step.name, 0)),
    )


def _calendar(step: Ask | Choose, draft: Draft, month: date, first: date, last: date) -> tuple[Row, ...]:
    return calendar.month(
        month,
        first,
        last,
        lambda day: Answer(draft.id, step.name, day.isoformat()),
        lambda day: Month(draft.id, step.name, day),
    )


def preview(
    step: Confirm, draft: Draft, answers: Any, here: Here, *before: Words | bool | None, changeable: bool
) -> Screen:
    """Everything once more, with a way to change an answer where one can be changed."""
    return Screen(
        paragraphs(*before, step.preview(answers, here)),
        rows(
            Button(step.send, Send(draft.id)),
            changeable and Button(_("Change an answer"), Change(draft.id, None)),
            Button(_("Cancel"), Cancel(draft.id)),
        ),
    )


def what_to_change(changeable: Sequence[Ask | Choose], draft: Draft) -> Screen:
    """The answers that can be changed."""
    return Screen(
        _("What do you want to change?"),
        rows(
            *(Button(step.label or "", Change(draft.id, step.name)) for step in changeable),
            Button(_("Change nothing"), GoOn(draft.id)),
        ),
    )


def begun(what: Words, draft: Draft) -> Screen:
    """It was begun before: go on, or begin anew?"""
    return Screen(
        _("You have begun this: <b>{what}</b> ({when}). It is not sent yet.", what=what, when=draft.written_at),
        rows(
            Button(_("Go on"), GoOn(draft.id)),
            Button(_("Begin anew"), Anew(draft.id)),
            Button(_("Put it aside"), Keep(draft.id)),
            Button(_("Throw it away"), ThrowAway(draft.id)),
        ),
    )


def leaving(what: Words, draft: Draft) -> Screen:
    """What is to become of the answers?"""
    return Screen(
        _("You are leaving this: <b>{what}</b>. What you wrote is not sent yet.", what=what),
        rows(
            Button(_("Go on"), GoOn(draft.id)),
            Button(_("Put it aside"), Keep(draft.id)),
            Button(_("Throw it away"), ThrowAway(draft.id)),
        ),
    )
