"""Reserves: their order, and what becomes of those who wait when all places are taken."""

from domain import applicants, occasions, reserves, tasks
from domain.notices import PutInReserve
from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from frame.texts import Words
from handlers import applications as cards
from handlers import tasks as task_pages
from screens import reserves as screens
from screens.reserves import KeepRest, MoveUp, OpenApplicant, ReserveApplicant, SeeReserves, ThankRest

routes = Routes()


@routes.tap(ReserveApplicant)
def put(tap: ReserveApplicant, here: Here) -> Screen:
    """Not chosen now: comes next."""
    shown = applicants.get_for(here.session, here.actor, application_id=tap.application_id)
    ids = applicants.line(here.session, here.actor, task_id=shown.task_id)
    at = ids.index(shown.application_id) if shown.application_id in ids else 0
    reserves.put(here.session, here.actor, application_id=shown.application_id, now=here.now)
    return cards.line(here, shown.task_id, at, screens.PUT)


@routes.tap(SeeReserves)
def see(tap: SeeReserves, here: Here) -> Screen:
    """Who comes next, in order."""
    return show(here, tap.task_id)


def show(here: Here, task_id: int, note: Words | None = None) -> Screen:
    """The reserves of my task, with a `note` above them. Raises NotThere."""
    found = reserves.of_task(here.session, here.actor, task_id=task_id)
    return screens.order(tasks.get_for(here.session, here.actor, task_id), found, note)


@routes.tap(MoveUp)
def move_up(tap: MoveUp, here: Here) -> Screen:
    """One place earlier."""
    before = applicants.get_for(here.session, here.actor, application_id=tap.application_id)
    reserves.move_up(here.session, here.actor, application_id=before.application_id, now=here.now)
    return show(here, before.task_id, screens.ALREADY_FIRST if before.rank == 1 else screens.MOVED)


@routes.tap(OpenApplicant)
def open_applicant(tap: OpenApplicant, here: Here) -> Screen:
    """One applicant, wherever in the line."""
    return cards.card(here, tap.application_id)


@routes.tap(KeepRest)
def keep_rest(tap: KeepRest, here: Here) -> Screen:
    """All places are taken: the others stay as reserves."""
    count = reserves.keep_rest(here.session, here.actor, task_id=tap.task_id, now=here.now)
    return show(here, tap.task_id, screens.kept(count))


@routes.tap(ThankRest)
def thank_rest(tap: ThankRest, here: Here) -> Screen:
    """All places are taken: the others are thanked."""
    count = reserves.thank_rest(here.session, here.actor, task_id=tap.task_id, now=here.now)
    return task_pages.show(here, tap.task_id, screens.thanked(count))


@routes.notice(PutInReserve)
def put_in_reserve(notice: PutInReserve, here: Here) -> Screen | None:
    """To an applicant: comes next."""
    own = occasions.put_in_reserve(here.session, here.actor, notice)
    return screens.put_in_reserve(own) if own else None
