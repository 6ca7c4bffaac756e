"""What somebody looks for, and what is found."""

from domain.dataclasses import dataclass
from domain.views.categories import CategoryView
from domain.views.tasks import TaskView


@dataclass(frozen=True)
class SearchView:
    """What somebody looks for: all of it together."""

    words: str = ""
    town: str = ""
    category: CategoryView | None = None
    interests: bool = False  # only categories that they have as a skill
    groups: bool = False  # only tasks of their groups
    remote: bool = False
    urgent: bool = False  # by the date, else the newest first
    after_id: int | None = None  # the last task before those on the screen

    @property
    def narrow(self) -> bool:
        """Whether anything is left out."""
        return bool(self.words or self.town or self.category or self.interests or self.groups or self.remote)


@dataclass(frozen=True)
class FoundPage:
    """Some of the tasks that a search found. `more` come after them, counted up to MOST_MORE. `corrected`: the words
    that were looked for instead, where no task had them as they were typed."""

    items: tuple[TaskView, ...]
    more: int
    search: SearchView
    corrected: str | None = None
