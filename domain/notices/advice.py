"""What others hear of a question."""

from typing import ClassVar

from domain.dataclasses import dataclass
from domain.notices.telling import Notice


@dataclass(frozen=True)
class AdviceWanted(Notice):
    """To somebody who knows: a question. A stranger's question is news, although no clock starts it."""

    advice_id: int
    by_clock: ClassVar[bool] = True
    news: ClassVar[bool] = True


@dataclass(frozen=True)
class AdviceHelped(Notice):
    """To who answered: it helped, with thanks."""

    advice_id: int


@dataclass(frozen=True)
class AdviceReminder(Notice):
    """To the asker: somebody answered; did it help?"""

    advice_id: int
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


@dataclass(frozen=True)
class AdviceUnmet(Notice):
    """To the asker: nobody could help, and what else there is."""

    advice_id: int
    by_clock: ClassVar[bool] = True
