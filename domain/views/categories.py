"""What readers see of a category."""

from domain.dataclasses import dataclass


@dataclass(frozen=True)
class CategoryView:
    """A category with its names."""

    id: int
    key: str
    fi: str
    sv: str
    en: str

    def name(self, language: str) -> str:
        """In the reader's language."""
        return {"fi": self.fi, "sv": self.sv}.get(language, self.en)
