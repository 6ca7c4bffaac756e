"""The life of an application."""

from sqlalchemy.orm import Session

from domain.lifecycle.engine import Action, Lifecycle, after, allow, predicate
from domain.notices import ApplicationWithdrawn, NotThisTime, TaskCancelled, TaskExpired, YouAreChosen
from domain.refusals import Noun
from domain.visibility import sees
from models.application import Application, ApplicationState
from models.person import Person
from models.states import any_of
from models.task import TaskState

SENT, RESERVE, CHOSEN = ApplicationState.SENT, ApplicationState.RESERVE, ApplicationState.CHOSEN
DECLINED, WITHDRAWN, LAPSED = ApplicationState.DECLINED, ApplicationState.WITHDRAWN, ApplicationState.LAPSED

CHANGE_TEXT = Action("change_text")
WITHDRAW = Action("withdraw")
CHOOSE = Action("choose")
DECLINE = Action("decline")


@predicate
def applicant(session: Session, actor: Person, application: Application) -> bool:
    return application.doer_id == actor.id


@predicate
def requester(session: Session, actor: Person, application: Application) -> bool:
    return application.task.requester_id == actor.id


@predicate
def sees_its_task(session: Session, actor: Person, application: Application) -> bool:
    return sees(session, actor, application.task)


@predicate
def task_is_open(session: Session, actor: Person, application: Application) -> bool:
    return application.task.state == TaskState.OPEN


APPLICATION = Lifecycle(
    allow(CHANGE_TEXT, SENT, by=applicant, when=task_is_open),
    allow(WITHDRAW, any_of(SENT, RESERVE) >> WITHDRAWN, by=applicant, hears=[ApplicationWithdrawn]),
    allow(CHOOSE, any_of(SENT, RESERVE) >> CHOSEN, by=requester, when=task_is_open, hears=[YouAreChosen]),
    allow(DECLINE, any_of(SENT, RESERVE) >> DECLINED, by=requester, hears=[NotThisTime]),
    after("last_place_taken", SENT >> DECLINED, hears=[NotThisTime]),
    after("task_ended", any_of(SENT, RESERVE) >> LAPSED, hears=[TaskCancelled, TaskExpired, NotThisTime]),
    after("left_group", any_of(SENT, RESERVE) >> LAPSED, hears=[ApplicationWithdrawn]),
    after("kept_apart", any_of(SENT, RESERVE) >> LAPSED, hears=[ApplicationWithdrawn, NotThisTime]),
    noun=Noun.APPLICATION,
    kept_in=Application,
    states=ApplicationState,
    begins=SENT,
    seen_by=(applicant & sees_its_task) | requester,
)
