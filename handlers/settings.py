"""What a person hears from the bot by itself, and being away."""

from datetime import date, timedelta

from domain import absences, peace
from domain.notices import OtherIsAway
from domain.peace import FARTHEST_AWAY, WishesView
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import future_date
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask
from frame.texts import Words
from frame.zones import time_zone
from handlers import home
from handlers.questions import today
from screens import settings as screens
from screens.facts import understood_day
from screens.settings import (
    AwayDraft,
    ChooseQuiet,
    ChooseZone,
    ComeBack,
    GoAway,
    HearNews,
    HearReminders,
    SetNewsDays,
    SetQuiet,
    Settings,
    ZoneDraft,
)

routes = Routes()
gathered = screens.gathered


@routes.command("settings", menu=screens.MENU, fi="asetukset", sv="installningar")
def settings(_typed: str, here: Here) -> Screen:
    """What I hear."""
    return show(here, peace.of(here.session, here.actor.id))


@routes.tap(Settings)
def tapped(_tap: Settings, here: Here) -> Screen:
    """The same by a button."""
    return settings("", here)


def show(here: Here, wishes: WishesView, before: Words | None = None) -> Screen:
    """What holds now."""
    return screens.settings(wishes, here.house.peace, here.now, here.zone, before)


@routes.tap(HearNews)
def hear_news(tap: HearNews, here: Here) -> Screen:
    """New tasks: at once, once a day, or never."""
    return show(here, peace.hear(here.session, here.actor, news=tap.hearing, now=here.now))


@routes.tap(HearReminders)
def hear_reminders(tap: HearReminders, here: Here) -> Screen:
    """Reminders: the same."""
    return show(here, peace.hear(here.session, here.actor, reminders=tap.hearing, now=here.now))


@routes.tap(SetNewsDays)
def set_days(tap: SetNewsDays, here: Here) -> Screen:
    """On Saturdays, too, or not."""
    return show(here, peace.hear(here.session, here.actor, days=tap.days, now=here.now))


@routes.tap(ChooseQuiet)
def choose_quiet(_tap: ChooseQuiet, here: Here) -> Screen:
    """Which hours are quiet?"""
    own = here.house.peace.hours
    return screens.quiet_hours(peace.of(here.session, here.actor.id).quiet or own, own)


@routes.tap(SetQuiet)
def set_quiet(tap: SetQuiet, here: Here) -> Screen:
    """These are."""
    return show(here, peace.hear(here.session, here.actor, quiet=tap.hours, now=here.now))


# The time zone


def live_there(answers: ZoneDraft, here: Here) -> Screen:
    """By that clock from now on."""
    peace.live_in(here.session, here.actor, zone=answers.zone, now=here.now)
    return show(here, peace.of(here.session, here.actor.id))


zone_dialogue = routes.dialogue(
    Dialogue(
        "zone",
        ZoneDraft,
        Ask("zone", screens.WHICH_ZONE, time_zone(), offers=lambda _answers, _here: screens.likely_zones()),
        what=screens.WHAT_ZONE,
        then=live_there,
        ended=home.show,
    )
)


@routes.tap(ChooseZone)
def choose_zone(_tap: ChooseZone, here: Here) -> Screen:
    """Where do I live?"""
    return zone_dialogue.open(here)


# Away


def leave(answers: AwayDraft, here: Here) -> Screen:
    """Away until that day."""
    until = answers.until or today(here)
    return show(here, absences.begin(here.session, here.actor, until=until, zone=here.zone, now=here.now))


away_dialogue = routes.dialogue(
    Dialogue(
        "away",
        AwayDraft,
        Ask(
            "until",
            screens.WHICH_DAY,
            future_date(),
            offers=lambda _answers, here: screens.days_away(today(here)),
            calendar=lambda _answers, here: (_tomorrow(here), _last(here)),
            reader_for=lambda _answers, here: future_date(_last(here)),
            echo=understood_day,
        ),
        what=screens.WHAT_AWAY,
        then=leave,
        ended=home.show,
    )
)


@routes.tap(GoAway)
def go_away(_tap: GoAway, here: Here) -> Screen:
    """Until which day?"""
    return away_dialogue.open(here)


def _tomorrow(here: Here) -> date:
    return today(here) + timedelta(days=1)


def _last(here: Here) -> date:
    return today(here) + timedelta(days=FARTHEST_AWAY)


@routes.tap(ComeBack)
def come_back(_tap: ComeBack, here: Here) -> Screen:
    """Here again."""
    return show(here, peace.come_back(here.session, here.actor, now=here.now))


@routes.notice(OtherIsAway)
def other_is_away(notice: OtherIsAway, here: Here) -> Screen | None:
    """To who waits for somebody."""
    found = absences.other_is_away(here.session, here.actor, notice)
    return screens.other_is_away(found[0], found[1].astimezone(here.zone).date()) if found else None
