"""Who may come in, by the domain's verbs."""

from sqlalchemy.orm import Session

from domain import admissions, organisations
from domain.notices import AdmissionAsked, AdmissionDeclined, YouAreIn
from domain.refusals import NotThere, TooManyServiceCodes, WrongServiceCode
from domain.views import AdmissionView
from models.person import Person
from tests.domain.world import World

CODE = "YHDISTYS2026"


def asks(session: Session, world: World, person: Person, operator: Person, organisation: str) -> AdmissionView:
    return admissions.ask(
        session,
        person,
        name="Anna",
        consent_version="1",
        organisation=organisation,
        sought="Martat ry",
        region="uusimaa",
        operators={operator.telegram_id},
        now=world.now,
    )


def test_nothing_is_made_before_the_yes(session: Session, world: World) -> None:
    operator, anna = world.person(), world.person(registered=False)
    request = asks(session, world, anna, operator, "new")
    assert asks(session, world, anna, operator, "private") == request, "a second time changes nothing"
    assert world.heard(operator) == [AdmissionAsked(request.id)]
    assert not anna.is_registered
    assert organisations.search(session, "martat") == []
    ids = {operator.telegram_id}
    for decide in (admissions.accept, admissions.decline):
        with world.refuses(NotThere):
            decide(session, anna, admission_id=request.id, operators=ids, now=world.now)
    admissions.decline(session, operator, admission_id=request.id, operators=ids, now=world.now)
    admissions.accept(session, operator, admission_id=request.id, operators=ids, now=world.now)
    admissions.accept(session, operator, admission_id=request.id, operators=ids, now=world.now)
    admissions.decline(session, operator, admission_id=request.id, operators=ids, now=world.now)
    assert anna.is_registered
    assert world.heard(anna) == [AdmissionDeclined(request.id), YouAreIn(request.id)]
    assert [one.name for one in organisations.mine(session, anna)] == ["Martat ry"]


def test_an_organisation_that_is_gone_meanwhile(session: Session, world: World) -> None:
    operator, anna = world.person(), world.person(registered=False)
    request = asks(session, world, anna, operator, str(10**9))
    admissions.accept(session, operator, admission_id=request.id, operators={operator.telegram_id}, now=world.now)
    assert anna.is_registered
    assert anna.organisation_id is None


def test_the_service_code(session: Session, world: World) -> None:
    anna, bertil = world.person(registered=False), world.person(registered=False)
    for guess in ("", "x", "YHDISTYS2027", "yhdistys", CODE + "1"):
        with world.refuses(WrongServiceCode, actor=anna):
            admissions.show_code(session, anna, code=guess, service_code=CODE, now=world.now)
    with world.refuses(TooManyServiceCodes, actor=anna):
        admissions.show_code(session, anna, code=CODE, service_code=CODE, now=world.now)
    admissions.show_code(session, bertil, code="yhdistys 2O26", service_code=CODE, now=world.now)
    assert bertil.service_code_at == world.now
    admissions.show_code(session, anna, code=CODE, service_code=CODE, now=world.later(minutes=31))
