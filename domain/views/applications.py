"""What readers see of applications."""

from datetime import date, datetime

from domain.dataclasses import dataclass
from domain.views.people import ProfileView
from models.application import ApplicationState, DeclineReason


@dataclass(frozen=True)
class ApplicantCard:
    """An application as the requester reads it."""

    application_id: int
    task_id: int
    task_title: str
    state: ApplicationState
    text: str
    sent_at: datetime
    decline_reason: DeclineReason | None
    conversation_id: int | None
    profile: ProfileView
    rank: int | None  # in reserve: the place in the order, from 1
    other_reachable: bool


@dataclass(frozen=True)
class ApplicationView:
    """An application as its doer sees it."""

    id: int
    task_id: int
    task_title: str
    requester_name: str
    text: str
    state: ApplicationState
    decline_reason: DeclineReason | None
    doer_name: str
    choose_by: date | None  # of the task
