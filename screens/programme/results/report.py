"""The report of a round in words, what was said of its days, its end, its certificates."""

from collections.abc import Mapping, Sequence
from datetime import date

from domain.lifecycle import Permitted
from domain.programme.lifecycle import END_ROUND
from domain.programme.results.certificates import CertificateView
from domain.programme.results.days import DayWords
from domain.programme.results.ratings import Change
from domain.programme.results.report import DayLine, RoundReport
from frame.screen import Button, File, Screen, rows
from frame.texts import Minutes, Words, _, lines, n_, paragraphs
from models.programme.application import Moment
from models.programme.round import RoundState
from screens.programme.naming import named
from screens.programme.places import AREAS
from screens.programme.results.ways import (
    CertificateFile,
    EndRound,
    Form,
    GetCertificate,
    GetMyCertificate,
    GetReportFile,
    RoundReportFile,
    SeeCertificates,
    SeeWordsOfDays,
)
from screens.programme.ways import OpenPlace, OpenRound, SeeRoundReport
from screens.ways import HOME, apart, pages

FEW = _("fewer than 3 answers")
NOT_MADE = _("The file could not be made. Please try again later.")
STEPS = 12  # next steps on one screen: each has up to 300 characters


def overview(view: RoundReport, may: Permitted, note: Words | None = None) -> Screen:
    """The whole round in figures."""
    return Screen(
        paragraphs(
            note,
            _("<b>What came of the round: {round}</b>", round=named(view.names)),
            lines(
                _("Applied: {count}", count=view.applied),
                _("Had priority: {count}", count=view.priority),
                _("Were given a place: {count}", count=view.accepted),
                _("Were put in reserve: {count}", count=view.reserve),
                _("Were offered a place from the reserve: {count}", count=view.moved_up),
                _("Were left out, and have priority in the next round: {count}", count=view.left_out),
                _("Gave the place back or said no: {count}", count=view.gave_back),
                _("Did not confirm in time: {count}", count=view.lapsed),
            ),
            lines(
                _("Organisations that take part: {count}", count=view.took_part)
                if view.state is RoundState.DECIDED
                else _("Organisations that took part: {count}", count=view.took_part),
                _("Their participants: {count}", count=view.people),
                view.attendance is not None
                and _("Attendance: {share} %", share=round(100 * view.attendance)),
                _("Pre-assignments handed in: {count} of {expected}", count=view.assignments,
                  expected=view.assignments_expected),
                view.late > 0 and _("Of them late: {count}", count=view.late),
                _("Sparring: {time}, organisations: {count}", time=Minutes(view.sparring), count=view.sparred),
                _("Logic models finished: {count}", count=view.models),
                _("Indicators finished: {count}", count=view.indicators),
            ),
            bool(view.days) and lines(_("<b>Contact days</b>"), *map(_day, view.days[:12])),
            view.self_rated and _changes(view.changes),
        ),
        rows(
            any(one.words is not None for one in view.days)
            and Button(_("Read what people will do next"), SeeWordsOfDays(view.round_id)),
            Button(_("Get an Excel file"), GetReportFile(view.round_id, Form.SHEETS)),
            Button(_("Get a CSV file"), GetReportFile(view.round_id, Form.TABLE)),
            view.state is RoundState.OVER and Button(_("See the certificates"), SeeCertificates(view.round_id)),
            may(END_ROUND) and Button(_("End the round"), EndRound(view.round_id, sure=False)),
            Button(_("Open the round"), OpenRound(view.round_id)),
            HOME,
        ),
    )  # fmt: skip


def _day(one: DayLine) -> Words:
    if one.words is None or one.words.useful is None:
        return _("{day}: {present} of {marked} present", day=one.day, present=one.present, marked=one.marked)
    return _(
        "{day}: {present} of {marked} present, usefulness {mean} of 5",
        day=one.day,
        present=one.present,
        marked=one.marked,
        mean=one.words.useful,
    )


def _changes(changes: Sequence[Change]) -> Words:
    said: list[Words] = [_("<b>How organisations see themselves, from 1 to 4</b>")]
    for moment, title in MOMENTS.items():
        of_moment = [one for one in changes if one.moment is moment]
        if of_moment:
            said.append(title)
            said += [_change(one) for one in of_moment]
    return lines(*said)


MOMENTS: Mapping[Moment, Words] = {Moment.END: _("From start to end:"), Moment.LATER: _("Half a year after the end:")}


def _change(one: Change) -> Words:
    if one.before is None or one.after is None:
        return _("{area}: {few}", area=AREAS[one.area], few=FEW)
    return n_(
        "{area}: from {before} to {after} ({count} answer)",
        "{area}: from {before} to {after} ({count} answers)",
        one.answers,
        area=AREAS[one.area],
        before=one.before,
        after=one.after,
    )


def words_of_day(round_id: int, day: date, said: DayWords, at: int, count: int) -> Screen:
    """What people will do next, without names."""
    shown = said.next_steps[:STEPS]
    return Screen(
        paragraphs(
            _("<b>What people will do next: {day}</b>", day=day),
            lines(
                n_("{count} answer", "{count} answers", said.answers),
                _("Usefulness: {mean} of 5", mean=said.useful) if said.useful is not None else FEW,
            ),
            lines(*(_("• {what}", what=one) for one in shown)) if shown else None,
            len(said.next_steps) > STEPS and _("The file has them all."),
        ),
        rows(
            (
                *((Button(_("Previous"), SeeWordsOfDays(round_id, at - 1)),) if at > 0 else ()),
                *((Button(_("Next"), SeeWordsOfDays(round_id, at + 1)),) if at + 1 < count else ()),
            ),
            Button(_("Back to the figures"), SeeRoundReport(round_id)),
        ),
    )


def surely_end(round_id: int, names: Mapping[str, str]) -> Screen:
    """Asked once."""
    return Screen(
        paragraphs(
            _("End the round? {round}", round=named(names)),
            _("The places become finished, and everybody who took part gets a certificate. It cannot be undone."),
        ),
        rows(
            Button(_("Yes, the round is over"), EndRound(round_id, sure=True)),
            Button(_("No, go back"), SeeRoundReport(round_id)),
        ),
    )


ENDED = _("The round is over. Everybody who took part is told, and can get a certificate.")


def round_ended(application_id: int, names: Mapping[str, str], *, certified: bool) -> Screen:
    """To those of an organisation."""
    return Screen(
        paragraphs(
            _("The round is over. Thank you for taking part! {round}", round=named(names)),
            certified and _("Your certificate is ready."),
        ),
        rows(
            certified and Button(_("Get my certificate"), GetMyCertificate(application_id)),
            Button(_("Open our application"), OpenPlace(application_id)),
        ),
    )


def round_over(round_id: int, names: Mapping[str, str]) -> Screen:
    """To the coordinators, by the clock."""
    return Screen(
        _("The round is over, long after its last contact day. The report is ready: {round}", round=named(names)),
        rows(Button(_("See what came of the round"), SeeRoundReport(round_id))),
    )


# Files


def report_file(round_id: int, form: Form) -> Screen:
    """The file, or that it could not be made."""
    return Screen(
        NOT_MADE,
        rows(Button(_("Back to the figures"), SeeRoundReport(round_id))),
        media=RoundReportFile(round_id, form.value),
    )


def report_made(view: RoundReport, file: File) -> Screen:
    """The file."""
    return Screen(
        _("What came of the round: {round}", round=named(view.names)),
        rows(Button(_("Back to the figures"), SeeRoundReport(view.round_id))),
        media=file,
    )


def certificate_file(participant_id: int, application_id: int) -> Screen:
    """The certificate, or that it could not be made."""
    return Screen(
        NOT_MADE,
        rows(Button(_("Open our application"), OpenPlace(application_id))),
        media=CertificateFile(participant_id),
    )


def certificate_made(view: CertificateView, file: File) -> Screen:
    """The PDF, with what it states in words."""
    return Screen(
        lines(
            _("Certificate: <b>{name}</b>", name=view.name),
            _("Round: {round}", round=named(view.names)),
            _("Contact days attended: {count} of {all} ({share} %)", count=view.attended, all=len(view.days),
              share=view.share),
        ),
        rows(HOME),
        media=file,
    )  # fmt: skip


def no_certificate(application_id: int) -> Screen:
    """For a colleague who did not take part, or before the end."""
    return Screen(
        _("There is no certificate for you here: it is for those who took part until the end, once the round is over."),
        rows(Button(_("Open our application"), OpenPlace(application_id)), HOME),
    )


def certificates(round_id: int, people: Sequence[tuple[int, str, str]], page: int, total: int) -> Screen:
    """Everybody who has one, a page of them."""
    return Screen(
        _("<b>Certificates</b>\nChoose one to get it as a PDF.")
        if people
        else _("<b>Certificates</b>\nNobody took part until the end."),
        rows(
            *apart(
                Button(_("Get: {name}, {organisation}", name=name, organisation=organisation), GetCertificate(id))
                for id, name, organisation in people
            ),
            *pages(total, page, lambda page: SeeCertificates(round_id, page)),
            Button(_("Back to the figures"), SeeRoundReport(round_id)),
        ),
    )
