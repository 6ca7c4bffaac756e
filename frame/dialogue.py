"""A conversation declared as a script: what is asked, in which order, and what becomes of the answers.

    publish_task = Dialogue(
        "newtask", TaskDraft,
        Choose("category", screens.which_category, offered_categories),
        Ask("title", screens.which_title, line(maximum=80)),
        Confirm(screens.task_preview, send=_("Publish")),
        what=_("Asking for help"), then=publish,
    )

The answers live in a draft row, under the names of the steps: after a restart or a deploy the dialogue goes on at the
first step that has no answer. Back, skip, cancel and "change an answer" are given to every dialogue here.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Generic, TypeVar

import msgspec
from sqlalchemy import select

from frame import questions
from frame.here import Here, Said
from frame.readers import Reading, Unread
from frame.screen import Screen, Tap
from frame.steps import (
    CONFIRM,
    Anew,
    Answer,
    Answered,
    Ask,
    Back,
    Cancel,
    Change,
    Choose,
    Confirm,
    Keep,
    Month,
    Page,
    Send,
    Skip,
    Step,
    ThrowAway,
)
from frame.texts import Words, _, language, paragraphs
from models.draft import Draft

D = TypeVar("D")


class Dialogue(Generic[D]):
    """A script over answers of type `D`, a dataclass whose fields all have defaults and bear the steps' names."""

    def __init__(
        self,
        name: str,
        answers: type[D],
        *steps: Step,
        what: Words,
        then: Callable[[D, Here], Screen],
        ended: Callable[[Here], Screen],
        resumes: bool = False,
        holds: Callable[[D, Here], object] | None = None,
        came_from: Callable[[D, Here], Screen] | None = None,
    ) -> None:
        """`what` names it for people; `then` gets the answers and shows what came of them; `ended` (or `came_from`) is
        shown when it was thrown away or put aside; one that `resumes` goes on without asking when it is opened again;
        `holds` raises a Refusal where what it is about is gone, or has moved on."""
        self.name = name
        self.steps = {step.name: step for step in steps}
        assert len(self.steps) == len(steps), f"two steps of {name} share a name"
        self.what = what
        self.then = then
        self.ended = ended
        self.resumes = resumes
        self._holds = holds
        self._came_from = came_from
        self._kind = answers

    waits = True
    """Whether the home screen tells of one that was begun."""

    def parked(self, here: Here, draft: Draft) -> Words | None:
        """Said when something else takes the focus from it; none: that it is put aside."""
        return None

    # What is kept

    def answers(self, draft: Draft) -> D:
        """The answers so far. What an earlier version kept and this one cannot read is asked again."""
        values = draft.answers["values"]
        try:
            return msgspec.convert(values, self._kind)
        except msgspec.ValidationError:
            read = {name: value for name, value in values.items() if self._can_read({name: value})}
            answered = [name for name in draft.answers["answered"] if name in read or name not in values]
            draft.answers = {**draft.answers, "values": read, "answered": answered}
            answers = msgspec.convert(read, self._kind)
            draft.step = self._waiting(answers, answered)
            return answers

    def _can_read(self, values: dict[str, Any]) -> bool:
        try:
            msgspec.convert(values, self._kind)
        except msgspec.ValidationError:
            return False
        return True

    def _keep(self, draft: Draft, answers: D, answered: list[str], here: Here) -> None:
        draft.answers = {"values": msgspec.to_builtins(answers), "answered": answered}
        draft.step = self._waiting(answers, answered)
        draft.written_at = here.now

    def change(self, here: Here, draft: Draft, answers: D) -> None:
        """Other answers, from outside of the dialogue; the same step waits."""
        self._keep(draft, answers, draft.answers["answered"], here)

    def _waiting(self, answers: D, answered: list[str]) -> str:
        """The name of the first step that has no answer; empty when all have."""
        for step in self.steps.values():
            if step.when(answers) and step.name not in answered:
                return step.name
        return ""

    def step_of(self, draft: Draft) -> str:
        """The step that waits, also where a deploy took the stored one away."""
        answers = self.answers(draft)  # first: one that cannot be read is asked again
        if draft.step in self.steps:
            return draft.step
        return self._waiting(answers, draft.answers["answered"]) or next(reversed(self.steps))

    # Coming and going

    def open(self, here: Here, answers: D | None = None, subject: str = "", answered: Sequence[str] = ()) -> Screen:
        """The first question that is not `answered` beforehand; or, where this was begun before, an offer to go on,
        or to begin anew with `answers`."""
        draft = here.session.scalar(
            select(Draft).where(Draft.person_id == here.actor.id, Draft.dialogue == self.name, Draft.subject == subject)
        )
        if draft is None:
            draft = Draft(person_id=here.actor.id, dialogue=self.name, subject=subject)
            self._keep(draft, answers or self._kind(), list(answered), here)
            here.session.add(draft)
            here.session.flush()
        elif not self.resumes and draft.answers["answered"]:
            here.focus_on(draft)
            fresh = msgspec.to_builtins(answers or self._kind())
            draft.answers = {**draft.answers, "fresh": fresh, "given": list(answered)}
            return questions.begun(self.what, draft)
        here.focus_on(draft)
        return self.question(here, draft)

    def _begin_anew(self, here: Here, draft: Draft) -> Screen:
        """What was written is gone; asked from the first question, as it was opened last."""
        given = draft.answers.get("given", [])
        try:
            fresh = msgspec.convert(draft.answers["fresh"], self._kind)
        except (KeyError, msgspec.ValidationError):
            fresh, given = self._kind(), []
        self._keep(draft, fresh, given, here)
        return self.question(here, draft)

    def cancel(self, here: Here, draft: Draft) -> Screen:
        """Asks what is to become of the answers; where there are none, they are gone at once."""
        if not draft.answers["answered"]:
            return self._throw_away(here, draft)
        return questions.leaving(self.what, draft)

    @property
    def is_about_something(self) -> bool:
        """Whether a refusal may mean that there is nothing left to go on with."""
        return self._holds is not None

    def _throw_away(self, here: Here, draft: Draft) -> Screen:
        self._finish(here, draft)
        return self._end(here, draft, _("Thrown away: {what}. Nothing was sent.", what=self.what))

    def _end(self, here: Here, draft: Draft, said: Words) -> Screen:
        shown = self._came_from(self.answers(draft), here) if self._came_from else self.ended(here)
        silent = self._came_from and not draft.answers["answered"]
        return shown if silent else replace(shown, words=paragraphs(said, shown.words))

    def _finish(self, here: Here, draft: Draft) -> None:
        here.leave()
        here.session.flush()  # the focus points at the row that goes
        here.session.delete(draft)

    def question(
        self, here: Here, draft: Draft, *before: Words | bool | None, page: int = 0, month: date | None = None
    ) -> Screen:
        """The question that waits, with `before` (a reason, an echo) above it; with the calendar of a `month`."""
        step, answers = self.steps[self.step_of(draft)], self.answers(draft)
        if isinstance(step, Confirm):
            return questions.preview(step, draft, answers, here, *before, changeable=bool(self._changeable(answers)))
        return questions.question(step, draft, answers, here, *before, page=page, month=month)

    def _changeable(self, answers: D) -> list["Ask | Choose"]:
        return [
            step
            for step in self.steps.values()
            if not isinstance(step, Confirm) and step.label is not None and step.when(answers)
        ]

    # Answers

    def typed(self, said: Said, here: Here, draft: Draft) -> Screen:
        """What somebody wrote (or sent) to the question that waits."""
        step, answers = self.steps[self.step_of(draft)], self.answers(draft)
        if self._holds is not None:
            self._holds(answers, here)
        if isinstance(step, Confirm):
            return self.question(here, draft, _("Please choose with the buttons below."))
        if said.kind != "text":
            return self._sent(step, said, answers, here, draft)
        if isinstance(step, Ask):
            return self._read(step, said.text, here, draft)
        speaks, written = language(here.actor.language), said.text.strip().casefold()
        for option in questions.options(step, answers, here):
            if speaks.plain(option.label).casefold() == written:
                return self._answered(step, step.read(option.value), here, draft)
        if step.typed is not None:
            return self._went(step, step.typed(said.text, answers, here), here, draft)
        begun = [
            option
            for option in questions.options(step, answers, here)
            if written and speaks.plain(option.label).casefold().startswith(written)
        ]
        if len(begun) == 1:  # "5" is enough for "5 excellent"
            return self._answered(step, step.read(begun[0].value), here, draft)
        return self.question(here, draft, _("Please choose with the buttons below."))

    def _sent(self, step: "Ask | Choose", said: Said, answers: D, here: Here, draft: Draft) -> Screen:
        if step.sent is None:
            return self.question(here, draft, _("Only text fits here. Please write the answer, or choose a button."))
        return self._went(step, step.sent(said, answers, here), here, draft)

    def tapped(self, tap: Tap, here: Here, draft: Draft) -> Screen:
        """A tap on one of this dialogue's own buttons. One of an earlier question shows the present one."""
        answers, answered, waiting = self.answers(draft), draft.answers["answered"], self.step_of(draft)
        if self._holds is not None and not isinstance(tap, Cancel | Keep | ThrowAway):
            self._holds(answers, here)
        match tap:
            case Answer(step=name, value=value) if name == waiting:
                return self._chosen(self.steps[name], value, here, draft)
            case Skip(step=name) if name == waiting:
                step = self.steps[name]
                if not isinstance(step, Confirm) and step.optional:
                    return self._answered(step, None, here, draft)
            case Back(step=name) if name == waiting and answered:
                self._keep(draft, answers, answered[:-1], here)
            case Page(step=name, page=page) if name == waiting:
                return self.question(here, draft, page=max(page, 0))
            case Month(step=name, day=day) if name == waiting:
                return self.question(here, draft, month=day)
            case Anew():
                return self._begin_anew(here, draft)
            case Change(step=None) if waiting == CONFIRM:
                return questions.what_to_change(self._changeable(answers), draft)
            case Change(step=name) if waiting == CONFIRM and name in {step.name for step in self._changeable(answers)}:
                self._keep(draft, answers, [other for other in answered if other != name], here)
            case Send() if waiting == CONFIRM:
                return self._send(answers, here, draft)
            case Cancel():
                return self.cancel(here, draft)
            case ThrowAway():
                return self._throw_away(here, draft)
            case Keep():
                here.leave()
                return self._end(
                    here, draft, _("Put aside: {what}. It waits for you on the home screen.", what=self.what)
                )
        return self.question(here, draft)

    def _chosen(self, step: Step, value: str, here: Here, draft: Draft) -> Screen:
        if isinstance(step, Confirm):
            return self.question(here, draft)
        offered = {option.value for option in questions.options(step, self.answers(draft), here)}
        if value not in offered and not (isinstance(step, Ask) and step.calendar and _is_day(value)):
            return self.question(here, draft)
        if isinstance(step, Choose):
            return self._answered(step, step.read(value), here, draft)
        return self._read(step, value, here, draft)

    def _read(self, step: Ask, words: str, here: Here, draft: Draft) -> Screen:
        reader = step.reader_for(self.answers(draft), here) if step.reader_for else step.reader
        read = reader(words, Reading(here.now, here.zone))
        if isinstance(read, Unread):
            return self.question(here, draft, read.reason)
        return self._answered(step, read, here, draft)

    def _went(self, step: "Ask | Choose", made: "D | Answered | Unread", here: Here, draft: Draft) -> Screen:
        """What was made of an answer: a reason why not, other answers to the same question, or the way on."""
        if isinstance(made, Unread):
            return self.question(here, draft, made.reason)
        if not isinstance(made, Answered):
            self._keep(draft, made, draft.answers["answered"], here)
            return self.question(here, draft)
        steps = made.steps or (step.name,)
        kept = [name for name in draft.answers["answered"] if name not in (*steps, *made.anew)]
        self._keep(draft, made.answers, [*kept, *steps], here)
        if not draft.step:
            return self._send(made.answers, here, draft)
        return self.question(here, draft, made.echo)

    def _answered(self, step: "Ask | Choose", value: Any, here: Here, draft: Draft) -> Screen:
        answers = self.answers(draft)
        if step.goes is not None and value is not None:
            return self._went(step, step.goes(value, answers, here), here, draft)
        echo = step.echo(value) if isinstance(step, Ask) and step.echo and value is not None else None
        given = replace(answers, **{step.name: value})  # type: ignore[type-var]
        return self._went(step, Answered(given, echo=echo), here, draft)

    def _send(self, answers: D, here: Here, draft: Draft) -> Screen:
        """The end: answers of steps that no longer apply are forgotten, the draft is over, `then` has the word."""
        unasked = {name for name, step in self.steps.items() if not step.when(answers)}
        fresh = self._kind()
        answers = replace(answers, **{name: getattr(fresh, name) for name in unasked if hasattr(fresh, name)})  # type: ignore[type-var]
        self._finish(here, draft)
        return self.then(answers, here)


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
