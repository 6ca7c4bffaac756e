"""What is kept of the training programme. The marketplace never imports it."""

from models.programme import application, review, round, workbook

__all__ = ["application", "review", "round", "workbook"]
