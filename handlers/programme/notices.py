"""What people hear of calls, applications and who takes part, as it stands when it is told."""

from domain.programme import occasions
from domain.programme.notices import (
    ApplicationCame,
    ApplicationSent,
    ApplicationTakenBack,
    AskedToTakePart,
    CallOpened,
    CallOpenedFirst,
    DeadlineMoved,
    DraftWaits,
    ParticipantAnswered,
    ParticipantTakenOut,
    RoundCancelled,
    StaffJoined,
    StaffLeft,
)
from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from screens.programme import notices as screens
from screens.programme import people

routes = Routes()


@routes.notice(CallOpened)
def call_opened(notice: CallOpened, here: Here) -> Screen | None:
    """One may apply."""
    view = occasions.call_opened(here.session, here.actor, notice, now=here.now)
    return screens.call_opened(view) if view is not None else None


@routes.notice(CallOpenedFirst)
def call_opened_first(notice: CallOpenedFirst, here: Here) -> Screen | None:
    """One may apply before others."""
    view = occasions.call_opened(here.session, here.actor, notice, now=here.now)
    return screens.call_opened_first(view) if view is not None else None


@routes.notice(DraftWaits)
def draft_waits(notice: DraftWaits, here: Here) -> Screen | None:
    """It is not sent."""
    view = occasions.draft_waits(here.session, here.actor, notice, now=here.now)
    return screens.draft_waits(view) if view is not None else None


@routes.notice(DeadlineMoved)
def deadline_moved(notice: DeadlineMoved, here: Here) -> Screen | None:
    """There is more time."""
    view = occasions.deadline_moved(here.session, here.actor, notice, now=here.now)
    return screens.deadline_moved(view) if view is not None else None


@routes.notice(RoundCancelled)
def round_cancelled(notice: RoundCancelled, here: Here) -> Screen | None:
    """It does not come about."""
    view = occasions.round_cancelled(here.session, here.actor, notice, now=here.now)
    return screens.round_cancelled(view) if view is not None else None


@routes.notice(ApplicationSent)
def application_sent(notice: ApplicationSent, here: Here) -> Screen | None:
    """A receipt."""
    view = occasions.application_sent(here.session, here.actor, notice, now=here.now)
    return screens.application_sent(view) if view is not None else None


@routes.notice(ApplicationCame)
def application_came(notice: ApplicationCame, here: Here) -> Screen | None:
    """To a coordinator."""
    view = occasions.application_came(here.session, here.actor, notice, now=here.now)
    return screens.application_came(view) if view is not None else None


@routes.notice(ApplicationTakenBack)
def taken_back(notice: ApplicationTakenBack, here: Here) -> Screen | None:
    """It is withdrawn."""
    found = occasions.taken_back(here.session, here.actor, notice, now=here.now)
    return screens.taken_back(*found) if found is not None else None


@routes.notice(AskedToTakePart)
def asked(notice: AskedToTakePart, here: Here) -> Screen | None:
    """Will you?"""
    view = occasions.asked(here.session, here.actor, notice, now=here.now)
    return people.invited(view) if view is not None else None


@routes.notice(ParticipantAnswered)
def answered(notice: ParticipantAnswered, here: Here) -> Screen | None:
    """Yes, or no."""
    found = occasions.answered(here.session, here.actor, notice, now=here.now)
    return screens.answered(found[0], notice.yes, found[1]) if found is not None else None


@routes.notice(ParticipantTakenOut)
def taken_out(notice: ParticipantTakenOut, here: Here) -> Screen | None:
    """Not after all."""
    found = occasions.taken_out(here.session, here.actor, notice, now=here.now)
    return screens.taken_out(*found) if found is not None else None


@routes.notice(StaffJoined)
def staff_joined(notice: StaffJoined, here: Here) -> Screen | None:
    """Somebody runs the round, too."""
    found = occasions.staff_joined(here.session, here.actor, notice, now=here.now)
    return screens.staff_joined(*found) if found is not None else None


@routes.notice(StaffLeft)
def staff_left(notice: StaffLeft, here: Here) -> Screen | None:
    """Not any more."""
    found = occasions.staff_left(here.session, here.actor, notice, now=here.now)
    return screens.staff_left(*found) if found is not None else None
