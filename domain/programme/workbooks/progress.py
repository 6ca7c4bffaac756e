"""How far a workbook is."""

from sqlalchemy.orm import Session

from domain.dataclasses import dataclass
from domain.programme.workbooks.book import load
from models.programme.workbook import Part


@dataclass(frozen=True)
class Progress:
    """What a round report counts: the finished parts, the indicators that are ready, the results entered."""

    finished: tuple[Part, ...]
    indicators: int
    results: int

    @property
    def model_is_ready(self) -> bool:
        """The logic model has everything that it asks."""
        return Part.LOGIC in self.finished


def progress(session: Session, application_id: int) -> Progress:
    """How far the workbook of that place is; asks nobody whether it may be read."""
    book = load(session, application_id)
    ready = [one for one in book.indicators if not one.missing]
    results = sum(1 for one in book.indicators for measure in one.measures if measure.value is not None)
    return Progress(book.finished, len(ready), results)
