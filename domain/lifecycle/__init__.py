"""The tables: who may do what in which state, what it becomes, who hears of it.

Screens ask `permitted(...)`, verbs call `TASK.require(...)`: the same rows answer both.
"""

from domain.lifecycle.advice import ADVICE, ANSWER, SAY_HOW, SAY_IT_HELPED, SAY_NOT_YET
from domain.lifecycle.application import (
    APPLICATION,
    APPLY_AGAIN,
    CHANGE_TEXT,
    CHOOSE,
    DECLINE,
    MOVE_UP,
    PUT_IN_RESERVE,
    WITHDRAW,
)
from domain.lifecycle.assignment import (
    APPROVE,
    ASK_FOR_CHANGES,
    ASSIGNMENT,
    BEGIN,
    CONFIRM,
    GIVE_FEEDBACK,
    MARK_DONE,
    RELEASE,
)
from domain.lifecycle.engine import Action, Lifecycle, Permitted
from domain.lifecycle.task import (
    APPLY,
    CANCEL,
    CLOSE,
    COPY,
    EDIT,
    KEEP_REST,
    NAME_PEOPLE,
    OPEN_AGAIN,
    PUBLISH,
    RENEW,
    REOPEN,
    SEE_APPLICANTS,
    TASK,
    THANK_REST,
)

__all__ = [
    "ADVICE",
    "ANSWER",
    "APPLICATION",
    "APPLY",
    "APPLY_AGAIN",
    "APPROVE",
    "ASK_FOR_CHANGES",
    "ASSIGNMENT",
    "BEGIN",
    "CANCEL",
    "CHANGE_TEXT",
    "CHOOSE",
    "CLOSE",
    "CONFIRM",
    "COPY",
    "DECLINE",
    "EDIT",
    "GIVE_FEEDBACK",
    "KEEP_REST",
    "MARK_DONE",
    "MOVE_UP",
    "NAME_PEOPLE",
    "OPEN_AGAIN",
    "PUBLISH",
    "PUT_IN_RESERVE",
    "RELEASE",
    "RENEW",
    "REOPEN",
    "SAY_HOW",
    "SAY_IT_HELPED",
    "SAY_NOT_YET",
    "SEE_APPLICANTS",
    "TASK",
    "THANK_REST",
    "WITHDRAW",
    "Action",
    "Lifecycle",
    "Permitted",
]
