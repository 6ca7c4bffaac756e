"""What leaves the chat of a round of the programme: its report as tables, a participant's certificate."""

from collections.abc import Callable

from domain.programme.results.certificates import CertificateView
from domain.programme.results.report import RoundReport
from frame.screen import File, MediaKind
from frame.texts import Language, Minutes, Words, _, n_
from models.programme.application import PlaceState
from screens.programme.naming import named
from screens.programme.places import AREAS
from screens.programme.results.report import MOMENTS
from screens.programme.results.ways import Form
from screens.programme.selecting.board import STATES
from writers import paint, sheets, table
from writers.shapes import Certificate
from writers.tables import Cell, Table

Say = Callable[[Words], str]


def file(report: RoundReport, form: Form, language: Language) -> File:
    """The report as an Excel file, or as CSV. Takes a moment: for a thread."""
    made = tables(report, language)
    name = f"tehostamo-round-{report.round_id}"
    if form is Form.SHEETS:
        return File(MediaKind.DOCUMENT, f"{name}.xlsx", sheets.workbook(made, sheets.begun()))
    return File(MediaKind.DOCUMENT, f"{name}.csv", table.table(made))


def tables(report: RoundReport, language: Language) -> list[Table]:
    """Summary, organisations, contact days, next steps, self-ratings."""

    def say(words: Words) -> str:
        return language.plain(words)

    made = [_summary(report, say), _organisations(report, say), _days(report, say), _steps(report, say)]
    return [*made, _ratings(report, say)] if report.self_rated else made


def _heads(say: Say, *heads: Words) -> tuple[str, ...]:
    return tuple(map(say, heads))


def _summary(report: RoundReport, say: Say) -> Table:
    figures: list[tuple[Words, Cell]] = [
        (_("Round"), say(named(report.names))),
        (_("Places"), report.capacity),
        (_("Applications"), report.applied),
        (_("Had priority"), report.priority),
        (_("Given a place"), report.accepted),
        (_("Put in reserve"), report.reserve),
        (_("Offered a place from the reserve"), report.moved_up),
        (_("Left out, with priority in the next round"), report.left_out),
        (_("Gave the place back or said no"), report.gave_back),
        (_("Did not confirm in time"), report.lapsed),
        (_("Organisations taking part"), report.took_part),
        (_("Participants"), report.people),
        (_("Attendance, from 0 to 1"), round(report.attendance, 4) if report.attendance is not None else None),
        (_("Pre-assignments handed in"), report.assignments),
        (_("Pre-assignments expected"), report.assignments_expected),
        (_("Pre-assignments handed in late"), report.late),
        (_("Sparring, minutes"), report.sparring),
        (_("Organisations that had sparring"), report.sparred),
        (_("Logic models finished"), report.models),
        (_("Indicators finished"), report.indicators),
    ]
    return Table(
        say(_("Summary")), _heads(say, _("Figure"), _("Value")), [(say(label), value) for label, value in figures]
    )


def _organisations(report: RoundReport, say: Say) -> Table:
    heads = _heads(
        say, _("Organisation"), _("State"), _("Participants"), _("Days attended, all participants"), _("Days marked"),
        _("Pre-assignments handed in"), _("Pre-assignments handed in late"), _("Sparring, minutes"),
        _("Logic model finished"), _("Indicators finished"),
    )  # fmt: skip
    return Table(
        say(_("Organisations")),
        heads,
        [
            (
                one.organisation,
                say(STATES.get(one.state, STATES[PlaceState.CONFIRMED])),
                one.participants,
                one.present,
                one.marked,
                one.handed_in,
                one.late,
                one.sparring,
                say(_("yes")) if one.model else say(_("no")),
                one.indicators,
            )
            for one in report.organisations
        ],
    )


def _days(report: RoundReport, say: Say) -> Table:
    heads = _heads(
        say, _("Day"), _("Present"), _("Marked"), _("Pre-assignments handed in"), _("Pre-assignments expected"),
        _("Answers"), _("Usefulness, from 1 to 5"),
    )  # fmt: skip
    return Table(
        say(_("Contact days")),
        heads,
        [
            (
                one.day,
                one.present,
                one.marked,
                one.handed_in,
                one.expected,
                one.words.answers if one.words is not None else 0,
                one.words.useful if one.words is not None else None,
            )
            for one in report.days
        ],
    )


def _steps(report: RoundReport, say: Say) -> Table:
    return Table(
        say(_("Next steps")),
        _heads(say, _("Day"), _("What people will do next")),
        [(one.day, step) for one in report.days if one.words is not None for step in one.words.next_steps],
    )


def _ratings(report: RoundReport, say: Say) -> Table:
    heads = _heads(say, _("When"), _("Area"), _("Answers"), _("At the start"), _("Then"))
    return Table(
        say(_("Self-ratings")),
        heads,
        [
            (say(MOMENTS[one.moment]), say(AREAS[one.area]), one.answers, one.before, one.after)
            for one in report.changes
        ],
    )


# The certificate


def certificate(view: CertificateView, language: Language, service: str) -> File:
    """One participant's, as a PDF. Takes seconds: for a thread."""
    return File(
        MediaKind.DOCUMENT,
        f"tehostamo-{view.ended_on}-{view.participant_id}.pdf",
        paint.painted(shape(view, language, service), paint.begun("pdf")),
    )


def shape(view: CertificateView, language: Language, service: str) -> Certificate:
    """What it says, in that language."""

    def say(words: Words) -> str:
        return language.plain(words)

    return Certificate(
        title=say(_("Certificate")),
        name=say(view.name),
        organisation=say(view.organisation),
        statement=say(
            _(
                "has taken part in the training {programme}, {round}, on demonstrating results and impact.",
                programme=view.programme,
                round=named(view.names),
            )
        ),
        days=tuple((language.day(one.day), say(_("present") if one.present else _("absent"))) for one in view.days),
        share=say(
            n_(
                "Attended {attended} of {count} contact day ({share} %), {time} in all.",
                "Attended {attended} of {count} contact days ({share} %), {time} in all.",
                len(view.days),
                attended=view.attended,
                share=view.share,
                time=Minutes(view.minutes),
            )
        ),
        place_and_day=language.day_in_words(view.ended_on),
        signed=tuple(map(say, view.signed_by)),
        signed_as=say(_("Coordinators of the training")),
        footer=say(_("Made by {service} from the attendance that the consultant marked.", service=service)),
    )
