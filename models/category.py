"""Kinds of support services: data with a stable key and three names."""

from datetime import datetime

from sqlalchemy import Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Category(Base):
    """A kind of support service. The names may change, the key never does."""

    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    name_fi: Mapped[str] = mapped_column(String(60))
    name_sv: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    retired_at: Mapped[datetime | None]


def categories_in_use() -> Select[Category]:
    """Those that a new task may have, in their order."""
    return select(Category).where(Category.retired_at.is_(None)).order_by(Category.position, Category.id)
