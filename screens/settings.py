"""What a person hears from the bot by itself: one screen that says what it means, and the ways to less and more."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo

from domain.dataclasses import dataclass
from domain.peace import QUIET, WishesView
from domain.quiet import QuietHours, Rules
from frame.screen import Button, Row, Screen, Tap, rows
from frame.steps import Option
from frame.texts import Joined, Text, Words, _, lines, n_, paragraphs
from frame.zones import LIKELY, city
from models.peace import Hearing, NewsDays
from screens import facts
from screens.ways import HOME, Following, Home

TO_RETURN = (1, 7, 14, 28)  # days from today, as answers ready to be tapped
MOST_BUTTONS = 80  # of a few messages together


@dataclass(frozen=True)
class Settings(Tap, code="sets"):
    """To the settings."""


@dataclass(frozen=True)
class HearNews(Tap, code="news"):
    """How I hear of new tasks."""

    hearing: Hearing


@dataclass(frozen=True)
class HearReminders(Tap, code="remind"):
    """How I am reminded."""

    hearing: Hearing


@dataclass(frozen=True)
class SetNewsDays(Tap, code="newsdays"):
    """On which days I hear of new tasks."""

    days: NewsDays


@dataclass(frozen=True)
class ChooseQuiet(Tap, code="quiets"):
    """Which hours are quiet for me?"""


@dataclass(frozen=True)
class SetQuiet(Tap, code="quiet"):
    """These hours; none: as everybody's."""

    hours: str | None


@dataclass(frozen=True)
class ChooseZone(Tap, code="zones"):
    """In which time zone do I live?"""


@dataclass(frozen=True)
class GoAway(Tap, code="away"):
    """I am away for some time."""


@dataclass(frozen=True)
class ComeBack(Tap, code="back"):
    """I am here again."""


@dataclass
class AwayDraft:
    """The day on which somebody is back."""

    until: date | None = None


@dataclass
class ZoneDraft:
    """The time zone in which somebody lives."""

    zone: str = ""


MENU = _("Choose what the bot tells you")
WHAT_AWAY = _("Being away")
WHICH_DAY = _(
    "Until which day are you away? On that day you are back. Until then the bot does not write to you by itself, your "
    "time to answer does not run, and those who wait for you are told."
)
WHAT_ZONE = _("Choosing the time zone")
WHICH_ZONE = _(
    "By which city's clock do you live? Quiet hours and times go by it. Choose one, or write a city or a country."
)
FEWER = Button(_("Get fewer of these"), Settings(), keeps=True)


def settings(wishes: WishesView, rules: Rules, now: datetime, zone: tzinfo, before: Words | None = None) -> Screen:
    """All of it."""
    hours = wishes.quiet or rules.hours
    away = wishes.away_until is not None and wishes.away_until > now
    return Screen(
        paragraphs(
            before,
            _("<b>What the bot tells you by itself</b>"),
            _away(wishes, now, zone) if away else None,
            lines(_news(wishes, hours), bool(rules.holidays) and wishes.news is not Hearing.NEVER and _NO_HOLIDAYS),
            lines(
                _reminders(wishes, hours),
                rules.most > 0
                and n_(
                    "Of all these at most {count} message comes in a day.",
                    "Of all these at most {count} messages come in a day.",
                    rules.most,
                ),
            ),
            lines(
                _quiet(hours),
                _("You live by the clock of: {city}. It is now: {moment}", city=city(str(zone)), moment=now),
            ),
            _("What somebody asks of you, answers you or agrees with you is always told."),
        ),
        rows(
            *_hearing(wishes.news, NEWS, HearNews),
            wishes.news is not Hearing.NEVER and _days(wishes.days),
            *_hearing(wishes.reminders, REMINDERS, HearReminders),
            Button(_("See what you follow"), Following()),
            Button(_("Change the quiet hours"), ChooseQuiet()),
            Button(_("Change the time zone"), ChooseZone()),
            Button(_("Say that you are here again"), ComeBack()) if away else Button(_("Be away for a time"), GoAway()),
            HOME,
        ),
    )


_NO_HOLIDAYS = _("On public holidays you do not hear of them.")
NEWS: dict[Hearing, Words] = {
    Hearing.AT_ONCE: _("Hear of new tasks at once"),
    Hearing.DAILY: _("Hear of new tasks once a day"),
    Hearing.NEVER: _("Never hear of new tasks"),
}
REMINDERS: dict[Hearing, Words] = {
    Hearing.AT_ONCE: _("Get reminders at once"),
    Hearing.DAILY: _("Get reminders once a day"),
    Hearing.NEVER: _("Get no reminders"),
}


def _hearing(now: Hearing, labels: dict[Hearing, Words], tap: type[HearNews] | type[HearReminders]) -> list[Button]:
    return [Button(label, tap(hearing)) for hearing, label in labels.items() if hearing is not now]


def _days(now: NewsDays) -> Button:
    if now is NewsDays.WORKDAYS:
        return Button(_("Hear of new tasks on Saturdays, too"), SetNewsDays(NewsDays.BUT_SUNDAYS))
    return Button(_("Hear of new tasks on weekdays only"), SetNewsDays(NewsDays.WORKDAYS))


def _news(wishes: WishesView, hours: QuietHours) -> Words:
    weekdays = wishes.days is NewsDays.WORKDAYS
    match wishes.news:
        case Hearing.NEVER:
            return _("You will not hear of new tasks.")
        case Hearing.DAILY if weekdays:
            return _("You will hear of new tasks at {hour} on weekdays.", hour=hours.morning)
        case Hearing.DAILY:
            return _("You will hear of new tasks at {hour} from Monday to Saturday.", hour=hours.morning)
        case _else if hours.none:
            return (
                _("You will hear of new tasks at once on weekdays, at any hour.")
                if weekdays
                else _("You will hear of new tasks at once from Monday to Saturday, at any hour.")
            )
    if weekdays:
        return _(
            "You will hear of new tasks at once on weekdays between {morning} and {evening}.",
            morning=hours.end,
            evening=hours.begin,
        )
    return _(
        "You will hear of new tasks at once from Monday to Saturday between {morning} and {evening}.",
        morning=hours.end,
        evening=hours.begin,
    )


def _reminders(wishes: WishesView, hours: QuietHours) -> Words:
    match wishes.reminders:
        case Hearing.NEVER:
            return _("Nothing reminds you of what waits for you or ends soon.")
        case Hearing.DAILY:
            return _("Reminders come together at {hour}.", hour=hours.morning)
    return _("Reminders come when they are due, but not in quiet hours.")


def _quiet(hours: QuietHours) -> Words:
    if hours.none:
        return _("There are no quiet hours.")
    return _(
        "Quiet hours: {begin}-{end}. What others write to you then makes no sound. The rest waits for the morning and "
        "comes in one message.",
        begin=hours.begin,
        end=hours.end,
    )


def _away(wishes: WishesView, now: datetime, zone: tzinfo) -> Words | None:
    if wishes.away_until is None:
        return None
    return _("You are away until this day: <b>{day}</b>", day=wishes.away_until.astimezone(zone).date())


def quiet_hours(now: QuietHours, own: QuietHours) -> Screen:
    """Which hours? `own` are the instance's."""
    offered = [QuietHours.parse(words) for words in QUIET]
    return Screen(
        _("Quiet hours now: {begin}-{end}. Which ones do you want?", begin=now.begin, end=now.end)
        if not now.none
        else _("There are no quiet hours now. Which ones do you want?"),
        rows(
            *(
                Button(
                    _("Make it quiet from {begin} to {end}", begin=hours.begin, end=hours.end),
                    SetQuiet(None if hours == own else words),
                )
                for words, hours in zip(QUIET, offered, strict=True)
                if hours != now
            ),
            Button(_("Go back to the settings"), Settings()),
        ),
    )


def likely_zones() -> list[Option]:
    """Where people are, most of them."""
    return [Option(zone, city(zone)) for zone in LIKELY]


def other_is_away(name: str, until: date) -> Screen:
    """To who waits for somebody."""
    return Screen(facts.away(name, until), rows(HOME))


def days_away(today: date) -> list[Option]:
    """Tomorrow, and some weeks."""
    offered = [today + timedelta(days=days) for days in TO_RETURN]
    return [Option(day.isoformat(), Text("{day}", {"day": day})) for day in offered]


def gathered(screens: Sequence[Screen]) -> Screen:
    """What the clock started, with the way to get less of it; several as one message, with their buttons numbered.
    Its buttons are answered below it: the rest of it stays."""
    if len(screens) == 1:
        return replace(screens[0], buttons=rows(screens[0].buttons, FEWER))
    words: list[Words] = []
    buttons: list[Row] = []
    for number, screen in enumerate(screens, start=1):
        words.append(Joined((f"({number})", screen.words), " "))
        own = [row for row in screen.buttons if not any(isinstance(button.tap, Home) for button in row)]
        buttons += [_numbered(row, number) for row in own[: MOST_BUTTONS // len(screens)]]
    return Screen(
        paragraphs(
            n_("<b>{count} message waited for you:</b>", "<b>{count} messages waited for you:</b>", len(screens)),
            *words,
        ),
        rows(tuple(buttons), FEWER),
    )


def _numbered(row: Row, number: int) -> Row:
    return tuple(replace(one, label=Joined((one.label, f"({number})"), " "), keeps=one.url is None) for one in row)
