"""Applying, and choosing among those who applied."""

from dataclasses import replace
from datetime import date

from domain import applicants, applications, peace, people, tasks
from domain.lifecycle import CHANGE_TEXT, CHOOSE, DECLINE, WITHDRAW
from domain.views import ApplicantCard
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import prose
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask, Confirm
from frame.texts import Words
from handlers import home, organisations
from handlers import tasks as task_pages
from models.application import DeclineReason
from screens import applications as screens
from screens import facts
from screens.applications import (
    ApplyDraft,
    ApplyToTask,
    ChangeApplication,
    ChangeDraft,
    ChooseApplicant,
    ConsiderApplicant,
    DeclineApplicant,
    WithdrawApplication,
)
from screens.ways import SeeApplicants

routes = Routes()


# Applying


@routes.tap(ApplyToTask)
def apply(tap: ApplyToTask, here: Here) -> Screen:
    """Offer help: with what words?"""
    task = applications.may_apply(here.session, here.actor, task_id=tap.task_id)
    begun = ApplyDraft(task.id, task.title, organisations.several(here))
    return application.open(here, begun, subject=str(task.id))


def send(answers: ApplyDraft, here: Here) -> Screen:
    """The application goes to the requester."""
    if answers.several_organisations:
        organisations.act_as(answers.organisation_id, here)
    applications.apply_to(here.session, here.actor, task_id=answers.task_id, text=answers.text, now=here.now)
    task = tasks.get_for(here.session, here.actor, answers.task_id)
    return screens.sent(task, peace.away_until(here.session, task.requester_id, zone=here.zone, now=here.now))


def _preview(answers: ApplyDraft, here: Here) -> Words:
    profile = people.profile_of(here.session, here.actor.id, here.actor)
    if answers.several_organisations:
        profile = replace(profile, organisation=organisations.name_of(answers.organisation_id, here))
    return screens.preview(answers.text, profile)


application = routes.dialogue(
    Dialogue(
        "apply",
        ApplyDraft,
        Ask(
            "text",
            lambda answers, _here: screens.which_text(answers),
            facts.careful(prose(maximum=applications.TEXT_MAX)),
            screens.TEXT_LABEL,
        ),
        organisations.acting_for(screens.FOR_WHOM, screens.ORGANISATION_LABEL),
        Confirm(_preview, send=screens.SEND),
        what=screens.WHAT_APPLYING,
        then=send,
        ended=home.show,
        holds=lambda answers, here: applications.may_apply(here.session, here.actor, task_id=answers.task_id),
    )
)


@routes.tap(ChangeApplication)
def change(tap: ChangeApplication, here: Here) -> Screen:
    """Say it otherwise: how?"""
    own = applications.get_for(here.session, here.actor, tap.application_id)
    if not applications.permitted(here.session, here.actor, own.id)(CHANGE_TEXT):
        return task_pages.show(here, own.task_id)
    return other_text.open(here, ChangeDraft(own.id, own.task_title, own.text), subject=str(own.id))


def save(answers: ChangeDraft, here: Here) -> Screen:
    """The other text takes the place of the first."""
    changed = applications.change_text(
        here.session, here.actor, application_id=answers.application_id, text=answers.text, now=here.now
    )
    return task_pages.show(here, changed.task_id, screens.CHANGED)


other_text = routes.dialogue(
    Dialogue(
        "changetext",
        ChangeDraft,
        Ask(
            "text",
            lambda answers, _here: screens.which_other_text(answers),
            facts.careful(prose(maximum=applications.TEXT_MAX)),
            screens.TEXT_LABEL,
        ),
        Confirm(
            lambda answers, here: screens.preview(
                answers.text, people.profile_of(here.session, here.actor.id, here.actor)
            ),
            send=screens.SAVE,
        ),
        what=screens.WHAT_CHANGING,
        then=save,
        ended=home.show,
        holds=lambda answers, here: applications.get_for(here.session, here.actor, answers.application_id),
    )
)


@routes.tap(WithdrawApplication)
def withdraw(tap: WithdrawApplication, here: Here) -> Screen:
    """Take an offer back."""
    own = applications.get_for(here.session, here.actor, tap.application_id)
    if tap.reason is None:
        may = applications.permitted(here.session, here.actor, own.id)
        return screens.why_withdraw(own) if may(WITHDRAW) else task_pages.show(here, own.task_id)
    applications.withdraw(here.session, here.actor, application_id=own.id, reason=tap.reason, now=here.now)
    return task_pages.show(here, own.task_id, screens.WITHDRAWN)


# Choosing


@routes.tap(SeeApplicants)
def see_applicants(tap: SeeApplicants, here: Here) -> Screen:
    """The applicants of my task, a card at a time."""
    return line(here, tap.task_id, tap.at)


def line(here: Here, task_id: int, at: int, note: Words | None = None) -> Screen:
    """The applicant at that place in the line, or the last one."""
    ids = applicants.line(here.session, here.actor, task_id=task_id)
    if not ids:
        return screens.no_applicants(tasks.get_for(here.session, here.actor, task_id))
    at = min(max(at, 0), len(ids) - 1)
    card = applicants.get_for(here.session, here.actor, application_id=ids[at])
    may = applications.permitted(here.session, here.actor, card.application_id)
    return screens.applicant(card, may, at, len(ids), note, _away(here, card))


def show(here: Here, application_id: int) -> Screen:
    """An application as it is now: to its requester the card, to its doer the task. Raises NotThere."""
    task_id = applications.task_of(here.session, here.actor, application_id=application_id)
    return task_pages.show(here, task_id) if task_id is not None else card(here, application_id)


def card(here: Here, application_id: int) -> Screen:
    """One applicant of my task, wherever in the line. Raises NotThere."""
    shown = applicants.get_for(here.session, here.actor, application_id=application_id)
    ids = applicants.line(here.session, here.actor, task_id=shown.task_id)
    may = applications.permitted(here.session, here.actor, application_id)
    at, count = (ids.index(application_id), len(ids)) if application_id in ids else (0, 1)
    return screens.applicant(shown, may, at, count, away=_away(here, shown))


def _away(here: Here, shown: ApplicantCard) -> date | None:
    return peace.away_until(here.session, shown.profile.id, zone=here.zone, now=here.now)


@routes.tap(ConsiderApplicant)
def consider(tap: ConsiderApplicant, here: Here) -> Screen:
    """Are you sure? Asked once."""
    shown = applicants.get_for(here.session, here.actor, application_id=tap.application_id)
    if not applications.permitted(here.session, here.actor, shown.application_id)(CHOOSE):
        return card(here, shown.application_id)
    ids = applicants.line(here.session, here.actor, task_id=shown.task_id)
    task = tasks.get_for(here.session, here.actor, shown.task_id)
    patience = facts.length(here.house.timers.confirm)
    return screens.choose_for_sure(shown, ids.index(shown.application_id), patience, last=task.places_left == 1)


@routes.tap(ChooseApplicant)
def choose(tap: ChooseApplicant, here: Here) -> Screen:
    """Yes, please."""
    work = applications.choose(here.session, here.actor, application_id=tap.application_id, now=here.now)
    timers = here.house.timers
    away = peace.back_on(work.doer_away_until, zone=here.zone, now=here.now)
    return screens.chosen(work, facts.length(timers.confirm), facts.length(timers.keep_or_thank), away)


@routes.tap(DeclineApplicant)
def decline(tap: DeclineApplicant, here: Here) -> Screen:
    """Not this time."""
    shown = applicants.get_for(here.session, here.actor, application_id=tap.application_id)
    ids = applicants.line(here.session, here.actor, task_id=shown.task_id)
    at = ids.index(shown.application_id) if shown.application_id in ids else 0
    if tap.reason is None or tap.reason is DeclineReason.FULL:
        may = applications.permitted(here.session, here.actor, shown.application_id)
        return screens.why_decline(shown, at) if may(DECLINE) else card(here, shown.application_id)
    applications.decline(here.session, here.actor, application_id=shown.application_id, reason=tap.reason, now=here.now)
    return line(here, shown.task_id, at, screens.DECLINED)
