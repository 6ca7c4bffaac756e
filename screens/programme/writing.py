"""A round that is written: what is asked at its beginning, and what can be changed before it is published."""

from datetime import date, datetime

from domain.dataclasses import dataclass
from domain.programme.settings import SettingsView
from domain.programme.views import Lacks
from domain.regions import WHOLE_COUNTRY
from frame.screen import Button, Screen, Tap, rows
from frame.steps import Option
from frame.texts import Joined, Words, _, lines, paragraphs
from screens.organisations import region
from screens.programme.rounds import LACKS, contact_days
from screens.programme.ways import LookBeforePublishing, OpenRound, WhatToSet

WHAT_BEGINNING = _("Beginning a round of the training")
WHAT_CHANGING = _("Changing a round of the training")
WHICH_PROGRAMME = _("What is the training called? For example: Showing results and impact")
WHICH_TEXT = _(
    "Tell about it: what it is, for whom, who may apply, what one gets. Plain sentences do best. "
    "At most 1500 characters."
)
WHICH_DEADLINE = _(
    "When is the deadline for applications? Write for example 31.1.2027 16:00. "
    "If you write only the day, its last second is meant."
)
WHICH_REGION = _("In which region do the organisations work? Choose one, or the whole country.")
WHICH_OPENING = _("When does the call open? Write the day and the time, for example 15.12. 9:00")
WHICH_DECISION = _("By which day do all applicants hear the decision?")
WHICH_NEW_DEADLINE = _("Until when can organisations apply now? Write the day and the time, later than before.")
WHICH_COPY_DEADLINE = _(
    "When is the deadline for applications to the next round? All other dates move with it: you can change them "
    "before it is published."
)
LANGUAGES: dict[str, Words] = {"fi": _("Finnish"), "sv": _("Swedish"), "en": _("English")}


@dataclass(frozen=True)
class SetField(Tap, code="rset"):
    """One setting to be asked anew."""

    round_id: int
    field: str


@dataclass(frozen=True)
class SeeTexts(Tap, code="rtexts"):
    """The languages of a round."""

    round_id: int


@dataclass(frozen=True)
class WriteText(Tap, code="rtext"):
    """Its name and text in one language."""

    round_id: int
    language: str


@dataclass(frozen=True)
class RemoveText(Tap, code="rtextx"):
    """Not in that language."""

    round_id: int
    language: str


@dataclass(frozen=True)
class SetDays(Tap, code="rdayset"):
    """The contact days of a draft."""

    round_id: int


@dataclass(frozen=True)
class SeeSwitches(Tap, code="rsw"):
    """What is on and what is off."""

    round_id: int


@dataclass(frozen=True)
class SeeHearers(Tap, code="rhear"):
    """Who hears of the call."""

    round_id: int


@dataclass(frozen=True)
class RoundDraft:
    """What is asked at the beginning. A programme that is there is known by its number."""

    programme_id: int = 0
    language: str = "fi"
    programme: str = ""
    name: str = ""
    text: str = ""
    deadline: datetime | None = None
    region: str = ""


@dataclass(frozen=True)
class FieldDraft:
    """One setting that is asked anew."""

    round_id: int = 0
    field: str = ""
    moment: datetime | None = None
    day: date | None = None
    number: int = 0
    region: str = ""


@dataclass(frozen=True)
class TextDraft:
    """A name and a text in one language."""

    round_id: int = 0
    language: str = ""
    name: str = ""
    text: str = ""


def which_name(language: str) -> Words:
    """What the round is called, in one language."""
    return paragraphs(
        _("What is this round called? For example: Spring 2027"),
        _(
            "You write in this language: {language}. One language is enough; others can be added afterwards.",
            language=LANGUAGES.get(language, language),
        ),
    )


def now_it_says(question: Words, words: str) -> Words:
    """The question, with what stands there."""
    return paragraphs(question, bool(words) and _("Now it says:\n{words}", words=words))


KEEP = "="  # the option that leaves what stands there


def keep_it() -> Option:
    """What stands there stays."""
    return Option(KEEP, _("Keep it as it is"))


NUMBERS: dict[str, tuple[Words, int, int]] = {
    "capacity": (_("For how many organisations is there a place? From 1 to 200."), 1, 200),
    "participants_max": (_("How many people can come from one organisation at most? From 1 to 3."), 1, 3),
    "confirm_days": (_("How many days do the chosen have to confirm their place? From 1 to 30."), 1, 30),
    "priority_days": (
        _(
            "How many days earlier does the call open for those who were left out the last time? From 0 to 60; 0 means "
            "at the same time as for everybody."
        ),
        0,
        60,
    ),
}
OFFERS: dict[str, tuple[int, ...]] = {
    "capacity": (6, 8, 10, 12),
    "participants_max": (1, 2, 3),
    "confirm_days": (5, 7, 14),
    "priority_days": (0, 3, 7, 14),
}
MOMENTS: dict[str, Words] = {
    "deadline": WHICH_DEADLINE,
    "opens_at": WHICH_OPENING,
    "extend": WHICH_NEW_DEADLINE,
    "copy": WHICH_COPY_DEADLINE,
}
FIELDS = (*MOMENTS, *NUMBERS, "decision_on", "region")


def numbers(field: str) -> list[Option]:
    """Usual numbers."""
    return [Option(str(one), str(one)) for one in OFFERS.get(field, ())]


# The pages


def settings(view: SettingsView, before: Words | None = None) -> Screen:
    """Everything that can be set, with what it is now."""
    round_id = view.round_id
    spoken = Joined(tuple(LANGUAGES[one] for one in view.languages if one in LANGUAGES), ", ")
    return Screen(
        paragraphs(
            before,
            _("<b>{name}</b>", name=view.name or _("A round of the training")),
            lines(
                bool(spoken.pieces) and _("Languages: {languages}", languages=spoken),
                _("The call opens: {moment}", moment=view.opens_at),
                view.after_another
                and _("Earlier for those left out the last time, in days: {count}", count=view.priority_days),
                _("Deadline: {moment}", moment=view.deadline),
                _("Decisions by: {day}", day=view.decision_on),
                _("Days to confirm a place: {count}", count=view.confirm_days),
                _("Region: {region}", region=region(view.region or WHOLE_COUNTRY)),
                _("Organisations: {count}", count=view.capacity),
                _("People from one organisation, at most: {count}", count=view.participants_max),
            ),
            contact_days(view.days),
            bool(view.lacks)
            and lines(
                _("Before it can be published, this is missing:"),
                *(_("• {what}", what=LACKS[one]) for one in view.lacks),
            ),
        ),
        rows(
            not view.lacks and Button(_("Look through and publish"), LookBeforePublishing(round_id)),
            Button(_("Set the contact days"), SetDays(round_id)),
            Button(_("Write the texts"), SeeTexts(round_id)),
            (
                Button(_("Set the opening"), SetField(round_id, "opens_at")),
                Button(_("Set the deadline"), SetField(round_id, "deadline")),
            ),
            (
                Button(_("Set the day of decisions"), SetField(round_id, "decision_on")),
                Button(_("Set the region"), SetField(round_id, "region")),
            ),
            (
                Button(_("Set how many organisations"), SetField(round_id, "capacity")),
                Button(_("Set how many people"), SetField(round_id, "participants_max")),
            ),
            Button(_("Set the days to confirm"), SetField(round_id, "confirm_days")),
            view.after_another and Button(_("Set who comes first"), SetField(round_id, "priority_days")),
            Button(_("Choose the ways of working"), SeeSwitches(round_id)),
            Button(_("Choose who hears of it"), SeeHearers(round_id)),
            Button(_("Go back to the round"), OpenRound(round_id)),
        ),
    )


def way_to(lack: Lacks, round_id: int) -> Tap:
    """Where what is missing is told."""
    match lack:
        case Lacks.TEXT:
            return SeeTexts(round_id)
        case Lacks.DEADLINE:
            return SetField(round_id, "deadline")
        case Lacks.DAYS | Lacks.DAYS_AFTER:
            return SetDays(round_id)
        case Lacks.CRITERIA:
            return SeeSwitches(round_id)


def texts(view: SettingsView) -> Screen:
    """The languages of the round."""
    there = [one for one in LANGUAGES if one in view.languages]
    lacking = [one for one in LANGUAGES if one not in view.languages]
    return Screen(
        paragraphs(
            _("In which languages is the round told about? One is enough; who reads another sees one of these."),
            lines(*(_("• {language}", language=LANGUAGES[one]) for one in there)) if there else _("None yet."),
        ),
        rows(
            *(
                Button(_("Write: {language}", language=LANGUAGES[one]), WriteText(view.round_id, one))
                for one in lacking
            ),
            *(Button(_("Change: {language}", language=LANGUAGES[one]), WriteText(view.round_id, one)) for one in there),
            *(
                Button(_("Remove: {language}", language=LANGUAGES[one]), RemoveText(view.round_id, one))
                for one in there
                if len(there) > 1
            ),
            Button(_("Go back to the settings"), WhatToSet(view.round_id)),
        ),
    )


BEGUN = _("The round is begun, and nobody else sees it yet. Now tell when the contact days are, then publish it.")
SAVED = _("Saved.")
EXTENDED = _("The deadline is moved. Those who have begun to apply are told.")
COPIED = _(
    "This is a draft of the next round: the settings and the people who run it are the same, the dates have moved. "
    "Look it through and publish it."
)
