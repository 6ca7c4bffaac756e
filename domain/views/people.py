"""What readers see of a person."""

from datetime import datetime

from domain.dataclasses import dataclass
from domain.views.categories import CategoryView


@dataclass(frozen=True)
class ProfileView:
    """How others see a person. Averages are of revealed feedback only, none where fewer than 3 answered."""

    id: int
    name: str
    organisation: str | None
    organisation_confirmed: bool
    description: str
    skills: tuple[CategoryView, ...]
    town: str | None
    member_since: datetime | None
    done_tasks: int
    minutes_given: int
    minutes_received: int
    advised: int  # questions that their advice helped with
    minutes_advised: int
    answers: int
    task_average: float | None
    schedule_average: float | None
    process_average: float | None
