"""A round before it is published: its contact days, its ways of working, who hears of it."""

from datetime import datetime

from domain.dataclasses import dataclass
from domain.programme.settings import SettingsView
from frame.screen import Button, Screen, Tap, rows
from frame.steps import Option
from frame.texts import Text, _, lines, n_, paragraphs
from screens import facts
from screens.programme.rounds import contact_days
from screens.programme.ways import OpenRound, WhatToSet
from screens.ways import apart

WHICH_START = _("When does the contact day begin? Write the day and the time, for example 15.2.2027 9:30")
HOW_LONG = _("How long is it? Choose, or write for example 6 h.")
WHICH_PLACE = _("Where is it? Write the place, or the link of a meeting.")
WHICH_AGENDA = _("What is done on that day? Write the agenda, or skip it: it can be written later.")
NO_AGENDA = _("Leave the agenda for later")
WHICH_CRITERION = _("What do the reviewers score? One thing, for example: The need is real and described well")
WHICH_WEIGHT = _("How much does it weigh?")
HOURS = (360, 240, 180)
PUBLISHED = _("Published. Those concerned hear of it when it opens.")
CANCELLED = _("The round is cancelled. Those concerned are told.")


@dataclass(frozen=True)
class AddDay(Tap, code="rdaynew"):
    """One more."""

    round_id: int


@dataclass(frozen=True)
class RemoveDay(Tap, code="rdayx"):
    """One less."""

    day_id: int


@dataclass(frozen=True)
class Switch(Tap, code="rsws"):
    """On, or off."""

    round_id: int
    name: str
    on: bool


@dataclass(frozen=True)
class AddCriterion(Tap, code="rcrit"):
    """One more thing to score."""

    round_id: int


@dataclass(frozen=True)
class RemoveCriterion(Tap, code="rcritx"):
    """One less."""

    criterion_id: int


@dataclass(frozen=True)
class TellGroup(Tap, code="rheag"):
    """That group hears of it, or does not."""

    round_id: int
    group_id: int
    on: bool


@dataclass(frozen=True)
class PublishRound(Tap, code="rpub"):
    """From now on everybody sees it."""

    round_id: int


@dataclass(frozen=True)
class DayDraft:
    """A contact day."""

    round_id: int = 0
    starts_at: datetime | None = None
    minutes: int = 0
    place: str = ""
    agenda: str | None = None


@dataclass(frozen=True)
class CriterionDraft:
    """What reviewers score."""

    round_id: int = 0
    name: str = ""
    weight: int = 1


def hours() -> list[Option]:
    """Usual lengths of a contact day."""
    return [Option(str(minutes // 60), facts.duration(minutes)) for minutes in HOURS]


def weights() -> list[Option]:
    """From 1 to 3."""
    return [
        Option("1", _("1: as much as others")),
        Option("2", _("2: twice as much")),
        Option("3", _("3: three times as much")),
    ]


def on_or_off(on: bool) -> Text:
    """Whether something is switched on."""
    return _("on") if on else _("off")


def days(view: SettingsView) -> Screen:
    """The contact days, added and taken away."""
    return Screen(
        paragraphs(
            contact_days(view.days) or _("There are no contact days yet. The usual number is four, of six hours each."),
            _("The days come after the decisions, so that the chosen know of them in time."),
        ),
        rows(
            Button(_("Add a contact day"), AddDay(view.round_id)),
            *apart(Button(_("Remove: {day}", day=one.starts_at.date()), RemoveDay(one.id)) for one in view.days[:20]),
            Button(_("Go back to the settings"), WhatToSet(view.round_id)),
        ),
    )


SWITCHED: dict[str, tuple[Text, Text]] = {
    "peers": (_("Let organisations read one another's work"), _("Keep organisations' work apart")),
    "self_rated": (_("Ask how organisations see themselves"), _("Leave out how organisations see themselves")),
    "reviewed": (_("Use reviewers who score"), _("Choose without reviewers")),
}


def switches(view: SettingsView) -> Screen:
    """What is on and what is off, and what reviewers score."""
    now = {"peers": view.peers, "self_rated": view.self_rated, "reviewed": view.reviewed}
    return Screen(
        paragraphs(
            _("The light way is ready as it is. Add only what you need."),
            lines(
                _("Organisations read and comment on one another's work: {state}", state=on_or_off(view.peers)),
                _("Organisations say how they see themselves, 1 to 4: {state}", state=on_or_off(view.self_rated)),
                _("Reviewers score the applications: {state}", state=on_or_off(view.reviewed)),
            ),
            view.reviewed
            and bool(view.criteria)
            and lines(
                _("<b>What reviewers score</b>"),
                *(_("• {name} (weight {weight})", name=one.name, weight=one.weight) for one in view.criteria),
            ),
            view.reviewed and not view.criteria and _("Say what the reviewers score."),
        ),
        rows(
            *(
                Button(labels[1] if now[name] else labels[0], Switch(view.round_id, name, not now[name]))
                for name, labels in SWITCHED.items()
            ),
            view.reviewed and Button(_("Add something to score"), AddCriterion(view.round_id)),
            *apart(
                Button(_("Remove: {name}", name=one.name), RemoveCriterion(one.id))
                for one in (view.criteria if view.reviewed else ())
            ),
            Button(_("Go back to the settings"), WhatToSet(view.round_id)),
        ),
    )


def hearers(view: SettingsView) -> Screen:
    """Who hears of the call when it opens."""
    return Screen(
        paragraphs(
            _("Who hears of the call when it opens? Those who follow the programme always do."),
            lines(
                _("Everybody in the service: {state}", state=on_or_off(view.for_everybody)),
                *(_("{name}: {state}", name=one.name, state=on_or_off(one.hears)) for one in view.groups[:20]),
            ),
            heard_by(view.hearers),
        ),
        rows(
            Button(_("Leave out those who do not follow"), Switch(view.round_id, "for_everybody", False))
            if view.for_everybody
            else Button(_("Tell everybody in the service"), Switch(view.round_id, "for_everybody", True)),
            *apart(
                Button(
                    _("Leave out: {name}", name=one.name) if one.hears else _("Tell the group: {name}", name=one.name),
                    TellGroup(view.round_id, one.id, not one.hears),
                )
                for one in view.groups[:20]
            ),
            Button(_("Go back to the settings"), WhatToSet(view.round_id)),
        ),
    )


def heard_by(count: int) -> Text:
    """How many people will hear of it."""
    return n_("{count} person will hear of it.", "{count} people will hear of it.", count)


def preview(page: Screen, view: SettingsView) -> Screen:
    """The round as others will see it, and the button that publishes it."""
    return Screen(
        paragraphs(
            _("This is how others will see it. After publishing, dates and texts stay as they are."),
            page.words,
            _("It opens: {moment}", moment=view.opens_at),
            heard_by(view.hearers),
        ),
        rows(
            Button(_("Publish the round"), PublishRound(view.round_id)),
            Button(_("Change the round"), WhatToSet(view.round_id)),
            Button(_("Go back to the round"), OpenRound(view.round_id)),
        ),
    )
