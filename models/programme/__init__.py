"""What is kept of the training programme. The marketplace never imports it."""

from models.programme import application, presence, review, room, round, sparring, work, workbook

__all__ = ["application", "presence", "review", "room", "round", "sparring", "work", "workbook"]
