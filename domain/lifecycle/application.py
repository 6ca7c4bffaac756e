"""The life of an application."""

from typing import Any

from sqlalchemy.orm import Session

from domain.lifecycle.engine import Action, Lifecycle, after, allow, predicate
from domain.notices import (
    ApplicationReceived,
    ApplicationWithdrawn,
    NotThisTime,
    PutInReserve,
    TaskCancelled,
    TaskExpired,
    YouAreChosen,
)
from domain.refusals import Noun
from domain.visibility import sees
from models.application import Application, ApplicationState, DeclineReason
from models.person import Person
from models.states import any_of
from models.task import TaskState

SENT, RESERVE, CHOSEN = ApplicationState.SENT, ApplicationState.RESERVE, ApplicationState.CHOSEN
DECLINED, WITHDRAWN, LAPSED = ApplicationState.DECLINED, ApplicationState.WITHDRAWN, ApplicationState.LAPSED

CHANGE_TEXT = Action("change_text")
WITHDRAW = Action("withdraw")
APPLY_AGAIN = Action("apply_again")
CHOOSE = Action("choose")
PUT_IN_RESERVE = Action("put_in_reserve")
MOVE_UP = Action("move_up")
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


@predicate
def task_goes_on(session: Session, actor: Person, application: Application) -> bool:
    return application.task.state in (TaskState.OPEN, TaskState.FULL)


@predicate
def task_takes_applications(session: Session, actor: Person, application: Application) -> bool:
    return application.task.state == TaskState.OPEN and application.task.closed_at is None


@predicate
def requester_did_not_decline(session: Session, actor: Person, application: Any) -> bool:
    return bool(application.state != DECLINED or application.decline_reason == DeclineReason.FULL)


APPLICATION = Lifecycle(
    allow(CHANGE_TEXT, SENT, by=applicant, when=task_is_open),
    allow(WITHDRAW, any_of(SENT, RESERVE) >> WITHDRAWN, by=applicant, hears=[ApplicationWithdrawn]),
    allow(
        APPLY_AGAIN,
        any_of(DECLINED, WITHDRAWN, LAPSED) >> SENT,
        by=applicant,
        when=task_takes_applications & requester_did_not_decline,
        hears=[ApplicationReceived],
    ),
    allow(CHOOSE, any_of(SENT, RESERVE) >> CHOSEN, by=requester, when=task_is_open, hears=[YouAreChosen]),
    allow(PUT_IN_RESERVE, SENT >> RESERVE, by=requester, when=task_goes_on, hears=[PutInReserve]),
    allow(MOVE_UP, RESERVE, by=requester, when=task_goes_on),
    allow(DECLINE, any_of(SENT, RESERVE) >> DECLINED, by=requester, hears=[NotThisTime]),
    after("rest_kept", SENT >> RESERVE, hears=[PutInReserve]),
    after("keep_or_thank", SENT >> DECLINED, hears=[NotThisTime]),
    after("reserve_offered", RESERVE >> CHOSEN, hears=[YouAreChosen]),
    after("not_confirmed", CHOSEN >> LAPSED),
    after("place_given_back", CHOSEN >> WITHDRAWN),
    after("released", CHOSEN >> DECLINED),
    after("task_ended", any_of(SENT, RESERVE) >> LAPSED, hears=[TaskCancelled, TaskExpired, NotThisTime]),
    after("task_cancelled", CHOSEN >> LAPSED),
    after("left_group", any_of(SENT, RESERVE) >> LAPSED, hears=[ApplicationWithdrawn]),
    after("kept_apart", any_of(SENT, RESERVE) >> LAPSED, hears=[ApplicationWithdrawn, NotThisTime]),
    noun=Noun.APPLICATION,
    kept_in=Application,
    states=ApplicationState,
    begins=SENT,
    seen_by=(applicant & sees_its_task) | requester,
)
