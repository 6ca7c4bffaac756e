"""What tasks are found by: their words in base form, and the searches that people made."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class TaskWords(Base):
    """The words of a task, in base form and folded, apart by one space. On SQLite an FTS5 table stands over it, on
    PostgreSQL a GIN index: both made by the migrations, both of exactly these words."""

    __tablename__ = "task_words"

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    version: Mapped[int]  # of domain.search: older ones are made anew


class KnownWord(Base):
    """A word that some task has: what a typing mistake is corrected to."""

    __tablename__ = "known_word"

    word: Mapped[str] = mapped_column(String(60), primary_key=True)


class Search(Base):
    """What a person looks for now, one for each: all of it together. It is kept, with the place in the list."""

    __tablename__ = "search"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    words: Mapped[str] = mapped_column(String(100), default="")
    town: Mapped[str] = mapped_column(String(60), default="")
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    interests: Mapped[bool] = mapped_column(default=False)  # only categories that I have as a skill
    groups: Mapped[bool] = mapped_column(default=False)  # only tasks of my groups
    remote: Mapped[bool] = mapped_column(default=False)
    urgent: Mapped[bool] = mapped_column(default=False)  # by the date; the newest first otherwise
    after_id: Mapped[int | None]  # the last task before those on the screen: a plain number, it may be gone
    asked_at: Mapped[datetime]
