"""A round before it is published: its contact days, its ways of working, who hears of it; and what becomes of it
after."""

from collections.abc import Sequence
from dataclasses import replace

from domain.programme import calling, reading, rounds
from domain.programme.views import Phase
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import future_moment, hours, line, prose
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask, Choose, Option
from handlers.programme import rounds as pages
from handlers.programme.writing import ask_field, ended, view_of
from screens import facts
from screens.programme import publishing as screens
from screens.programme import rounds as page_screens
from screens.programme.publishing import (
    AddCriterion,
    AddDay,
    CriterionDraft,
    DayDraft,
    PublishRound,
    RemoveCriterion,
    RemoveDay,
    Switch,
    TellGroup,
)
from screens.programme.ways import AskToCancelRound, CancelRound, CopyRound, ExtendRound, LookBeforePublishing
from screens.programme.writing import WHAT_CHANGING, SeeHearers, SeeSwitches, SetDays

routes = Routes()


# Contact days


@routes.tap(SetDays)
def set_days(tap: SetDays, here: Here) -> Screen:
    """Which are there?"""
    return screens.days(view_of(here, tap.round_id))


@routes.tap(AddDay)
def add_day(tap: AddDay, here: Here) -> Screen:
    """One more."""
    view_of(here, tap.round_id)
    return meeting.open(here, DayDraft(tap.round_id), str(tap.round_id))


@routes.tap(RemoveDay)
def remove_day(tap: RemoveDay, here: Here) -> Screen:
    """One less."""
    round_id = rounds.remove_day(here.session, here.actor, day_id=tap.day_id, now=here.now)
    return screens.days(view_of(here, round_id))


def day_added(answers: DayDraft, here: Here) -> Screen:
    """It is there."""
    assert answers.starts_at is not None
    rounds.add_day(
        here.session,
        here.actor,
        round_id=answers.round_id,
        starts_at=answers.starts_at,
        minutes=answers.minutes,
        place=answers.place,
        agenda=answers.agenda or "",
        now=here.now,
    )
    return screens.days(view_of(here, answers.round_id))


meeting = routes.dialogue(
    Dialogue(
        "roundday",
        DayDraft,
        Ask("starts_at", screens.WHICH_START, facts.timed(future_moment()), echo=facts.understood_moment),
        Ask("minutes", screens.HOW_LONG, hours(0.25, 14), offers=lambda _answers, _here: screens.hours()),
        Ask("place", screens.WHICH_PLACE, line(maximum=rounds.PLACE_MAX)),
        Ask("agenda", screens.WHICH_AGENDA, prose(maximum=rounds.AGENDA_MAX), optional=True, skip=screens.NO_AGENDA),
        what=WHAT_CHANGING,
        then=day_added,
        ended=ended,
        resumes=True,
        holds=lambda answers, here: view_of(here, answers.round_id),
    )
)


# Ways of working, and who hears of it


@routes.tap(SeeSwitches)
def see_switches(tap: SeeSwitches, here: Here) -> Screen:
    """What is on?"""
    return screens.switches(view_of(here, tap.round_id))


@routes.tap(Switch)
def switch(tap: Switch, here: Here) -> Screen:
    """On, or off."""
    rounds.switch(here.session, here.actor, round_id=tap.round_id, name=tap.name, on=tap.on, now=here.now)
    view = view_of(here, tap.round_id)
    return screens.hearers(view) if tap.name == "for_everybody" else screens.switches(view)


@routes.tap(AddCriterion)
def add_criterion(tap: AddCriterion, here: Here) -> Screen:
    """One more thing to score."""
    view_of(here, tap.round_id)
    return scoring.open(here, CriterionDraft(tap.round_id), str(tap.round_id))


@routes.tap(RemoveCriterion)
def remove_criterion(tap: RemoveCriterion, here: Here) -> Screen:
    """One less."""
    round_id = rounds.remove_criterion(here.session, here.actor, criterion_id=tap.criterion_id, now=here.now)
    return screens.switches(view_of(here, round_id))


def criterion_added(answers: CriterionDraft, here: Here) -> Screen:
    """It is there."""
    rounds.add_criterion(
        here.session,
        here.actor,
        round_id=answers.round_id,
        name=answers.name,
        weight=answers.weight,
        now=here.now,
    )
    return screens.switches(view_of(here, answers.round_id))


def _weights(_answers: CriterionDraft, _here: Here) -> Sequence[Option]:
    return screens.weights()


scoring = routes.dialogue(
    Dialogue(
        "roundcriterion",
        CriterionDraft,
        Ask("name", screens.WHICH_CRITERION, line(maximum=rounds.CRITERION_MAX)),
        Choose("weight", screens.WHICH_WEIGHT, _weights, read=int),
        what=WHAT_CHANGING,
        then=criterion_added,
        ended=ended,
        resumes=True,
        holds=lambda answers, here: view_of(here, answers.round_id),
    )
)


@routes.tap(SeeHearers)
def see_hearers(tap: SeeHearers, here: Here) -> Screen:
    """Who hears of it?"""
    return screens.hearers(view_of(here, tap.round_id))


@routes.tap(TellGroup)
def tell_group(tap: TellGroup, here: Here) -> Screen:
    """That group, or not."""
    rounds.announce_to(here.session, here.actor, round_id=tap.round_id, group_id=tap.group_id, on=tap.on, now=here.now)
    return screens.hearers(view_of(here, tap.round_id))


# Published, and after


@routes.tap(LookBeforePublishing)
def look(tap: LookBeforePublishing, here: Here) -> Screen:
    """The round as others will see it."""
    view = view_of(here, tap.round_id)
    if view.lacks:
        return pages.show(here, tap.round_id)
    page = reading.round_page(here.session, here.actor, round_id=tap.round_id, now=here.now)
    phase = Phase.NOT_YET if page.line.opens_at > here.now else Phase.OPEN
    seen = replace(page, line=replace(page.line, phase=phase))
    return screens.preview(page_screens.page(seen), view)


@routes.tap(PublishRound)
def publish(tap: PublishRound, here: Here) -> Screen:
    """From now on everybody sees it."""
    rounds.publish(here.session, here.actor, round_id=tap.round_id, now=here.now)
    return pages.show(here, tap.round_id, screens.PUBLISHED)


@routes.tap(ExtendRound)
def extend(tap: ExtendRound, here: Here) -> Screen:
    """Until when?"""
    calling.may_extend(here.session, here.actor, round_id=tap.round_id)
    return ask_field(here, tap.round_id, "extend")


@routes.tap(CopyRound)
def copy(tap: CopyRound, here: Here) -> Screen:
    """With which deadline?"""
    calling.may_copy(here.session, here.actor, round_id=tap.round_id)
    return ask_field(here, tap.round_id, "copy")


@routes.tap(AskToCancelRound)
def ask_to_cancel(tap: AskToCancelRound, here: Here) -> Screen:
    """For good?"""
    return page_screens.ask_to_cancel(reading.round_page(here.session, here.actor, round_id=tap.round_id, now=here.now))


@routes.tap(CancelRound)
def cancel(tap: CancelRound, here: Here) -> Screen:
    """It is."""
    calling.cancel(here.session, here.actor, round_id=tap.round_id, now=here.now)
    return pages.show(here, tap.round_id, screens.CANCELLED)
