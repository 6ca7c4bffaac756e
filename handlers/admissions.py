"""Coming in where the instance chooses whom it lets in: the service code, and an operator's yes."""

from dataclasses import dataclass

from domain import admissions, organisations
from domain.notices import AdmissionAsked, AdmissionDeclined, YouAreIn
from domain.occasions import organisations as occasions
from domain.refusals import NotThere
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import line
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask
from frame.texts import Words
from screens import admissions as screens
from screens import start as start_screens
from screens.admissions import Admit, OpenAdmission, SeeWaiting, TakeUp

routes = Routes()


# Newcomers


@dataclass
class ServiceCode:
    """The code that lets people in."""

    code: str = ""


def needs_code(here: Here) -> bool:
    """Whether this newcomer has to show the service code first."""
    wanted = here.house.admission == admissions.CODE and here.actor.service_code_at is None
    return wanted and here.actor.telegram_id not in here.house.operators


def needs_yes(here: Here) -> bool:
    """Whether an operator has to let this newcomer in."""
    return here.house.admission == admissions.OPERATOR and here.actor.telegram_id not in here.house.operators


def show_code(code: str, here: Here) -> None:
    """The code, from a link or typed. A wrong one is refused and counted."""
    admissions.show_code(here.session, here.actor, code=code, service_code=here.house.service_code, now=here.now)


def shown(answers: ServiceCode, here: Here) -> Screen:
    """The registration goes on."""
    from handlers import start  # it asks for the code

    show_code(answers.code, here)
    return start.go_on(here)


service_code = routes.dialogue(
    Dialogue(
        "servicecode",
        ServiceCode,
        Ask("code", screens.WHICH_CODE, line(maximum=60)),
        what=screens.WHAT_CODE,
        then=shown,
        ended=lambda _here: start_screens.outside(),
        resumes=True,
    )
)


def waits(here: Here, before: Words | None = None) -> Screen:
    """How it stands with my request."""
    request = admissions.of(here.session, here.actor)
    if request is not None and not request.waiting:
        return screens.declined(here.house.contact)
    return screens.waiting(request.name if request is not None else here.actor.name, before)


@routes.tap(TakeUp, open=True)
def take_up(_tap: TakeUp, here: Here) -> Screen:
    """What a link asked for before I came in."""
    from handlers import start

    return start.start("", here)


@routes.notice(YouAreIn)
def you_are_in(notice: YouAreIn, here: Here) -> Screen | None:
    """Let in."""
    name = occasions.you_are_in(here.session, here.actor, notice)
    return screens.you_are_in(name, bool(here.actor.wanted)) if name else None


@routes.notice(AdmissionDeclined)
def declined(notice: AdmissionDeclined, here: Here) -> Screen | None:
    """Not let in, unless an operator thought better of it since."""
    found = occasions.admission_declined(here.session, here.actor, notice)
    return screens.declined(here.house.contact) if found else None


# Operators


@routes.command("waiting", fi="odottavat", sv="vantande")
def waiting(_typed: str, here: Here) -> Screen:
    """Who and what waits for an operator."""
    return see_waiting(SeeWaiting(), here)


@routes.tap(SeeWaiting)
def see_waiting(_tap: SeeWaiting, here: Here) -> Screen:
    """The same by a button."""
    if here.actor.telegram_id not in here.house.operators:
        raise NotThere
    waiting_people = admissions.waiting(here.session, here.actor, operators=here.house.operators)
    return screens.desk(waiting_people, organisations.unconfirmed(here.session))


@routes.tap(OpenAdmission)
def open_admission(tap: OpenAdmission, here: Here) -> Screen:
    """One who asks to come in."""
    return show(here, tap.admission_id)


def show(here: Here, admission_id: int, before: Words | None = None) -> Screen:
    """One request, as it stands. Raises NotThere."""
    one = admissions.get_for(here.session, here.actor, admission_id, operators=here.house.operators)
    return screens.card(one, before)


@routes.tap(Admit)
def admit(tap: Admit, here: Here) -> Screen:
    """Let in, or not."""
    decide = admissions.accept if tap.yes else admissions.decline
    one = decide(here.session, here.actor, admission_id=tap.admission_id, operators=here.house.operators, now=here.now)
    return screens.card(one, screens.ACCEPTED if one.accepted else screens.DECLINED)


@routes.notice(AdmissionAsked)
def asked(notice: AdmissionAsked, here: Here) -> Screen | None:
    """To an operator: somebody asks to come in, while it is undecided."""
    one = occasions.admission_asked(here.session, here.actor, notice, here.house.operators)
    return screens.card(one) if one else None
