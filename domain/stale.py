"""Tasks that nobody takes: what may help before they end."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from domain import changes, following, offers, vain
from domain.dataclasses import dataclass
from domain.views import TaskView
from models.follow import NotForMe
from models.person import Person
from models.task import Audience

FEWEST = 2  # answers before a reason is told to the requester


@dataclass(frozen=True)
class HelpView:
    """What may help a task of one's own."""

    told: int  # followers who heard of it
    reason: NotForMe | None  # the most common one why it was nothing for them
    offering: int  # such help, not asked yet
    can_widen: bool  # fewer than everybody see it


def help_for(session: Session, actor: Person, task: TaskView, *, now: datetime) -> HelpView:
    """What may help a task of one's own that nobody takes."""
    counted = following.reasons(session, task.id)
    reason = max(counted, key=lambda one: counted[one], default=None)
    found = offers.for_task(session, actor, task_id=task.id, now=now)
    return HelpView(
        told=vain.told(session, task.id),
        reason=reason if reason is not None and counted[reason] >= FEWEST else None,
        offering=sum(not one.asked for one in found),
        can_widen=task.audience is not Audience.EVERYBODY,
    )


def widen(session: Session, actor: Person, *, task_id: int, now: datetime, today: date | None = None) -> bool:
    """Let everybody see it. Whoever follows such tasks hears of it."""
    was = changes.as_it_is(session, actor, task_id=task_id)
    new = replace(was, audience=Audience.EVERYBODY, group_id=None, named=())
    return changes.change(session, actor, task_id=task_id, was=was, new=new, now=now, today=today or now.date())
