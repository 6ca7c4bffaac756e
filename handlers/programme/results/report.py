"""The report of a round, its end, and its certificates."""

from domain import paging
from domain.programme.lifecycle import END_ROUND, ROUND
from domain.programme.results import certificates, ending, report
from domain.programme.results.notices import RoundEnded, RoundOver
from domain.programme.results.report import RoundReport
from domain.programme.selecting import reading
from frame.here import Here
from frame.routing import Making, Routes
from frame.screen import Screen
from frame.texts import Words, language
from models.programme.application import PlaceState
from models.programme.round import RoundState
from screens.programme.results import report as screens
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
from screens.programme.ways import SeeRoundReport
from writers import rounds as writer

routes = Routes()


def _report(here: Here, round_id: int) -> RoundReport:
    return report.make(here.session, here.actor, round_id=round_id, zone=here.zone, now=here.now)


@routes.tap(SeeRoundReport)
def see(tap: SeeRoundReport, here: Here) -> Screen:
    """In words."""
    return show(here, tap.round_id)


def show(here: Here, round_id: int, note: Words | None = None) -> Screen:
    """The same, with a `note` above it. Raises NotThere, NotYours."""
    may = ROUND.permitted(here.session, here.actor, reading.round_of(here.session, round_id))
    return screens.overview(_report(here, round_id), may, note)


@routes.tap(SeeWordsOfDays)
def words_of_days(tap: SeeWordsOfDays, here: Here) -> Screen:
    """What people will do next, day by day."""
    said = [(one.day, one.words) for one in _report(here, tap.round_id).days if one.words is not None]
    if not said:
        return show(here, tap.round_id)
    at = min(max(tap.at, 0), len(said) - 1)
    return screens.words_of_day(tap.round_id, *said[at], at, len(said))


@routes.tap(GetReportFile)
def get_file(tap: GetReportFile, here: Here) -> Screen:
    """As a file, if it is theirs to see."""
    _report(here, tap.round_id)
    return screens.report_file(tap.round_id, tap.form)


@routes.recipe(RoundReportFile)
def report_file(recipe: RoundReportFile, here: Here) -> Making:
    """Read beside everybody's updates, written in a thread."""
    found, speaks = _report(here, recipe.round_id), language(here.actor.language)
    return lambda: screens.report_made(found, writer.file(found, Form(recipe.form), speaks))


# The end


@routes.tap(EndRound)
def end(tap: EndRound, here: Here) -> Screen:
    """The round is over."""
    round_ = reading.round_of(here.session, tap.round_id)
    if not tap.sure:
        ROUND.require(here.session, here.actor, END_ROUND, round_)
        return screens.surely_end(round_.id, reading.names_of(here.session, round_.id))
    ending.end(here.session, here.actor, round_id=tap.round_id, now=here.now)
    return show(here, tap.round_id, screens.ENDED)


@routes.notice(RoundEnded)
def round_ended(notice: RoundEnded, here: Here) -> Screen | None:
    """To an organisation's people."""
    application = reading.application_of(here.session, notice.application_id)
    if application.state is not PlaceState.FINISHED:
        return None
    own = certificates.mine(here.session, here.actor, application.id)
    names = reading.names_of(here.session, application.round_id)
    return screens.round_ended(application.id, names, certified=own is not None)


@routes.notice(RoundOver)
def round_over(notice: RoundOver, here: Here) -> Screen | None:
    """To the coordinators, by the clock."""
    round_ = reading.round_of(here.session, notice.round_id)
    if round_.state is not RoundState.OVER:
        return None
    return screens.round_over(round_.id, reading.names_of(here.session, round_.id))


# Certificates


@routes.tap(SeeCertificates)
def see_certificates(tap: SeeCertificates, here: Here) -> Screen:
    """Everybody's, for the coordinators."""
    people = certificates.of_round(here.session, here.actor, round_id=tap.round_id)
    page = min(paging.within(tap.page), max(0, (len(people) - 1) // paging.SIZE))
    shown = people[page * paging.SIZE : (page + 1) * paging.SIZE]
    return screens.certificates(tap.round_id, shown, page, len(people))


@routes.tap(GetCertificate)
def get_certificate(tap: GetCertificate, here: Here) -> Screen:
    """One of them."""
    return _certificate(here, tap.participant_id)


@routes.tap(GetMyCertificate)
def get_mine(tap: GetMyCertificate, here: Here) -> Screen:
    """My own."""
    own = certificates.mine(here.session, here.actor, tap.application_id)
    return _certificate(here, own) if own is not None else screens.no_certificate(tap.application_id)


def _certificate(here: Here, participant_id: int) -> Screen:
    view = certificates.certificate(here.session, here.actor, participant_id=participant_id, zone=here.house.zone)
    return screens.certificate_file(view.participant_id, view.application_id)


@routes.recipe(CertificateFile)
def certificate_file(recipe: CertificateFile, here: Here) -> Making:
    """Read beside everybody's updates, drawn beside the bot."""
    view = certificates.certificate(
        here.session, here.actor, participant_id=recipe.participant_id, zone=here.house.zone
    )
    speaks, service = language(here.actor.language), here.house.service
    return lambda: screens.certificate_made(view, writer.certificate(view, speaks, service))
