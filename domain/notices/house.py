"""What operators hear of the house itself."""

from domain.dataclasses import dataclass
from domain.notices.telling import Notice


@dataclass(frozen=True)
class UpdateSetAside(Notice):
    """To the operators: an update failed three times and was set aside. No words of people's, only the place."""

    update_id: int
    fingerprint: str
