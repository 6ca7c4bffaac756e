"""The workbooks of a round: what each organisation works out for itself, question by question.

`questions` says what is asked, `answers` keeps it so that nobody's words are lost, `reading` shows it, `indicators`
and `measuring` follow it up, `comments` is what others say.
"""

from domain.programme.workbooks.progress import Progress, progress

__all__ = ["Progress", "progress"]
