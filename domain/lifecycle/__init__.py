"""The tables: who may do what in which state, what it becomes, who hears of it.

Screens ask `permitted(...)`, verbs call `TASK.require(...)`: the same rows answer both.
"""

from domain.lifecycle.application import APPLICATION, CHANGE_TEXT, CHOOSE, DECLINE, WITHDRAW
from domain.lifecycle.assignment import APPROVE, ASK_FOR_CHANGES, ASSIGNMENT, GIVE_FEEDBACK, MARK_DONE
from domain.lifecycle.engine import Action, Lifecycle, Permitted
from domain.lifecycle.task import APPLY, CANCEL, CLOSE, COPY, EDIT, NAME_PEOPLE, PUBLISH, SEE_APPLICANTS, TASK

__all__ = [
    "APPLICATION",
    "APPLY",
    "APPROVE",
    "ASK_FOR_CHANGES",
    "ASSIGNMENT",
    "CANCEL",
    "CHANGE_TEXT",
    "CHOOSE",
    "CLOSE",
    "COPY",
    "DECLINE",
    "EDIT",
    "GIVE_FEEDBACK",
    "MARK_DONE",
    "NAME_PEOPLE",
    "PUBLISH",
    "SEE_APPLICANTS",
    "TASK",
    "WITHDRAW",
    "Action",
    "Lifecycle",
    "Permitted",
]
