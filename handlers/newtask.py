"""Asking for help."""

from collections.abc import Sequence
from datetime import timedelta

from domain import categories, groups, organisations, tasks
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import future_date, future_moment, hours, line, prose, whole
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask, Choose, Confirm, Option
from frame.texts import Translated, Words, _
from handlers import home
from handlers import tasks as task_pages
from models.task import Audience
from screens import facts
from screens import newtask as screens
from screens.newtask import LABELS, TaskDraft
from screens.ways import AskForHelp

routes = Routes()


@routes.command("newtask", menu=_("Ask for help"), fi="uusitehtava", sv="nyttuppdrag")
def newtask(_typed: str, here: Here) -> Screen:
    """Begin a task."""
    begun = TaskDraft(
        several_organisations=len(organisations.mine(here.session, here.actor)) > 1,
        in_groups=bool(groups.mine(here.session, here.actor)),
    )
    return publish_task.open(here, begun)


@routes.tap(AskForHelp)
def ask_for_help(_tap: AskForHelp, here: Here) -> Screen:
    """The same by a button."""
    return newtask("", here)


def publish(answers: TaskDraft, here: Here) -> Screen:
    """The task goes out."""
    if answers.several_organisations:
        act_for(answers.organisation_id, here)
    today = here.now.astimezone(here.zone).date()
    task = tasks.publish(here.session, here.actor, answers.task(), now=here.now, today=today)
    size = tasks.audience_size(here.session, here.actor, audience=task.audience, group_id=task.group_id)
    return screens.published(task, size, task_pages.link(here, task.id))


def act_for(organisation_id: int, here: Here) -> None:
    """Act for that organisation from now on; for 0, as a private person."""
    organisations.act_for(here.session, here.actor, organisation_id=organisation_id or None, now=here.now)


def organisation_name(organisation_id: int | None, here: Here) -> str | None:
    """The name of one of one's own."""
    return next((own.name for own in organisations.mine(here.session, here.actor) if own.id == organisation_id), None)


def own_organisations(_answers: object, here: Here) -> Sequence[Option]:
    """What one may act for."""
    return facts.acting_for(organisations.mine(here.session, here.actor))


def _categories(_answers: TaskDraft, here: Here) -> Sequence[Option]:
    return screens.categories(categories.listed(here.session))


def _days(_answers: TaskDraft, here: Here) -> Sequence[Option]:
    today = here.now.astimezone(here.zone).date()
    return screens.days([today + timedelta(days=days) for days in screens.TO_LAST])


def _audiences(_answers: TaskDraft, here: Here) -> Sequence[Option]:
    return screens.audiences(groups.mine(here.session, here.actor))


def _preview(answers: TaskDraft, here: Here) -> Words:
    known = {one.id: facts.category(one) for one in categories.listed(here.session)}
    chosen = answers.organisation_id if answers.several_organisations else here.actor.organisation_id
    own = {group.id: group for group in groups.mine(here.session, here.actor)}
    group, size = own.get(answers.audience), None
    if group is not None or not answers.audience:
        audience = Audience.GROUP if group else Audience.EVERYBODY
        size = tasks.audience_size(here.session, here.actor, audience=audience, group_id=group.id if group else None)
    return screens.preview(
        answers,
        known.get(answers.category_id, Translated(dict.fromkeys(("fi", "sv", "en"), ""))),
        facts.asker(here.actor.name, organisation_name(chosen, here)),
        group,
        size,
    )


publish_task = routes.dialogue(
    Dialogue(
        "newtask",
        TaskDraft,
        Choose("category_id", screens.WHICH_CATEGORY, _categories, LABELS["category_id"], read=int),
        Ask("title", screens.WHICH_TITLE, facts.careful(line(maximum=tasks.TITLE_MAX)), LABELS["title"]),
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
            offers=lambda _answers, _here: screens.people(),
        ),
        Choose("when", screens.WHEN, lambda _answers, _here: screens.times(), LABELS["when"]),
        Ask(
            "when_date",
            screens.WHICH_DAY,
            future_date(),
            LABELS["when_date"],
            offers=_days,
            echo=facts.understood_day,
            when=lambda answers: bool(answers.when == "day"),
        ),
        Ask(
            "when_at",
            screens.WHICH_MOMENT,
            facts.timed(future_moment()),
            LABELS["when_at"],
            echo=facts.understood_moment,
            when=lambda answers: bool(answers.when == "moment"),
        ),
        Ask(
            "when_text",
            screens.WHICH_WORDS,
            facts.careful(line(maximum=tasks.WHEN_MAX)),
            LABELS["when_text"],
            when=lambda answers: bool(answers.when == "words"),
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
            facts.careful(line(maximum=tasks.TOWN_MAX)),
            LABELS["town"],
            offers=lambda _answers, here: screens.towns(here.actor.town),
            when=lambda answers: not answers.remote,
        ),
        Choose(
            "organisation_id",
            screens.FOR_WHOM,
            own_organisations,
            LABELS["organisation_id"],
            read=int,
            when=lambda answers: bool(answers.several_organisations),
        ),
        Choose(
            "audience",
            screens.WHO_SEES,
            _audiences,
            LABELS["audience"],
            read=int,
            when=lambda answers: bool(answers.in_groups),
        ),
        Confirm(_preview, send=screens.PUBLISH),
        what=screens.WHAT,
        then=publish,
        ended=home.show,
    )
)
