"""A published task changed by its requester: the questions again, what changes, and what those concerned read."""

from collections.abc import Iterator
from dataclasses import field

from domain.dataclasses import dataclass
from domain.tasks import NewTask
from domain.views import Changed, TaskChangeView
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Minutes, Text, Words, _, lines, paragraphs
from screens import facts
from screens.newtask import EVERYBODY, LABELS, NAMED, TaskDraft
from screens.ways import HOME, OpenTask

NOTHING = NewTask(0, "", "", 0)
WHAT_CHANGING = _("Changing a task")
SAVE = _("Save the changes")
SAVED = _("The changes are saved. Those who have applied and those you have chosen are told what changed.")
SAME = _("Nothing was changed.")
COPIED = _("This is a new task with the answers of the old one. Only the dates are asked anew.")
MOST_SHOWN = 400  # characters of a long answer before and after


@dataclass(frozen=True)
class ChangeTask(Tap, code="tedit"):
    """Change a task of mine that is out."""

    task_id: int


@dataclass(frozen=True)
class CopyTask(Tap, code="tcopy"):
    """Begin a new task from one of mine."""

    task_id: int


@dataclass(frozen=True)
class ChangeDraft(TaskDraft):
    """The answers of a task that is out, as they are to be; and as they were when the change was begun."""

    task_id: int = 0
    was: NewTask = field(default=NOTHING)


def draft_of(asked: NewTask) -> TaskDraft:
    """A task as answers to the questions."""
    when = "day" if asked.when_date else "moment" if asked.when_at else "words" if asked.when_text else "none"
    return TaskDraft(
        category_id=asked.category_id,
        title=asked.title,
        description=asked.description,
        minutes=asked.minutes,
        places=asked.places,
        when=when,
        when_date=asked.when_date,
        when_at=asked.when_at,
        when_text=asked.when_text,
        remote=asked.remote,
        town=asked.town,
        address=asked.address,
        attachments=asked.files,
        choose_by=asked.choose_by,
        audience=asked.group_id or (NAMED if asked.audience == "named" else EVERYBODY),
        named=asked.named,
    )


def preview(answers: ChangeDraft, audience: Words | None) -> Words:
    """What will be otherwise; `audience` says who will see it, where that changes."""
    was, new = answers.was, answers.task()
    changed = {name for name in vars(was) if getattr(was, name) != getattr(new, name)}
    if not changed:
        return paragraphs(_("<b>{title}</b>", title=was.title), _("Nothing is changed yet. Choose what to change."))
    return paragraphs(
        _("Change <b>{title}</b> like this?", title=was.title),
        *_differences(_told(was), _told(new), changed),
        audience,
        _("Those who have applied and those you have chosen will hear what changed."),
    )


def _told(asked: NewTask) -> Changed:
    return Changed(
        title=asked.title,
        description=asked.description,
        minutes=asked.minutes,
        places=asked.places,
        when_date=asked.when_date,
        when_at=asked.when_at,
        when_text=asked.when_text,
        remote=asked.remote,
        town=asked.town,
        address=asked.address,
        choose_by=asked.choose_by,
        files=len(asked.files),
    )


def task_changed(change: TaskChangeView) -> Screen:
    """To applicants and chosen: what is otherwise now."""
    return Screen(
        paragraphs(
            _("The task was changed: <b>{title}</b>", title=change.title),
            _("Requester: {name}", name=change.requester_name),
            *_differences(change.old, change.new, change.names),
        ),
        rows(Button(_("Look at the task"), OpenTask(change.task_id)), HOME),
    )


def _differences(old: Changed, new: Changed, names: set[str] | frozenset[str]) -> Iterator[Words]:
    """Each changed answer, before and now."""
    for name, label in LABELS.items():
        if name in names and name in ("title", "description", "minutes", "places", "address", "choose_by"):
            yield _changed(label, _value(old, name), _value(new, name))
    if names & {"when_date", "when_at", "when_text"}:
        yield _changed(
            LABELS["when"],
            facts.when(old.when_date, old.when_at, old.when_text),
            facts.when(new.when_date, new.when_at, new.when_text),
        )
    if names & {"remote", "town"}:
        yield _changed(
            LABELS["remote"],
            facts.place(remote=old.remote, town=old.town),
            facts.place(remote=new.remote, town=new.town),
        )
    if "files" in names:
        yield _changed(LABELS["attachments"], str(old.files), str(new.files))


def _changed(label: Words, before: Words, now: Words) -> Words:
    return lines(_("<b>{answer}</b>", answer=label), _("Before: {value}", value=before), _("Now: {value}", value=now))


def _value(asked: Changed, name: str) -> Words:
    value = getattr(asked, name)
    match name:
        case "minutes":
            return Text("{time}", {"time": Minutes(value)})
        case "description":
            return facts.short(value, MOST_SHOWN)
        case "choose_by" if value is not None:
            return Text("{day}", {"day": value})
    return str(value) if value else _("none")
