"""The data dictionary: what each figure counts, in which unit, from where, and how sure it is.

`docs/figures.md` is written from this table and held up to date by a test.
"""

from enum import StrEnum

from domain.dataclasses import dataclass


class Unit(StrEnum):
    """What a value is a number of."""

    TASKS = "tasks"
    PEOPLE = "people"
    ORGANISATIONS = "organisations"
    MINUTES = "minutes"
    SCORE = "score"  # an average from 1 to 5
    ANSWERS = "answers"
    SHARE = "share"  # from 0 to 1
    QUESTIONS = "questions"


class Kind(StrEnum):
    """How a figure came about, as STEA asks for it (tuloksellisuusraportti, "kerätty, otos vai arvio")."""

    COLLECTED = "collected"  # counted from what happened
    SAMPLE = "sample"  # from those who answered
    ESTIMATE = "estimate"  # somebody's guess beforehand


@dataclass(frozen=True)
class Figure:
    """One figure's definition. `source` names tables and columns."""

    unit: Unit
    kind: Kind
    definition: str
    source: str


class Name(StrEnum):
    """The figures of a report, by the key that files use."""

    ASKED = "tasks_asked"
    FILLED = "tasks_filled"
    DONE = "tasks_done"
    DONE_OUTWARD = "tasks_done_outward"
    DONE_INTERNAL = "tasks_done_internal"
    UNMET = "tasks_unmet"
    PEOPLE_ASKING = "people_asking"
    PEOPLE_HELPING = "people_helping"
    PEOPLE_BOTH = "people_both"
    PEOPLE_NEW = "people_new"
    PEOPLE_RETURNING = "people_returning"
    ORGANISATIONS_ASKING = "organisations_asking"
    ORGANISATIONS_HELPING = "organisations_helping"
    ORGANISATIONS_BOTH = "organisations_both"
    ESTIMATED = "minutes_estimated"
    USED = "minutes_used"
    GIVEN = "minutes_given"
    RECEIVED = "minutes_received"
    OUTWARD = "minutes_outward"
    INTERNAL = "minutes_internal"
    FIRST_OFFER = "minutes_to_first_offer"
    CHOICE = "minutes_to_choice"
    OFFERED = "share_with_an_offer"
    ANSWERED = "share_answered"
    SCORE_TASK = "score_task"
    SCORE_SCHEDULE = "score_schedule"
    SCORE_PROCESS = "score_process"
    FEEDBACK = "feedback_given"
    OUTCOME_ASKED = "outcome_asked"
    OUTCOME_ANSWERED = "outcome_answered"
    SOLVED = "outcome_solved"
    CAN_NOW = "outcome_can_myself"
    KNOWS_WHOM = "outcome_knows_whom"
    QUESTIONS = "questions_asked"
    QUESTIONS_HELPED = "questions_helped"
    QUESTIONS_UNMET = "questions_unmet"
    ADVISED = "minutes_advised"


_ENTRY = "ledger_entry.entered_at in the period"
_INTERNAL = "doer's and requester's organisation of the time are the same"

FIGURES: dict[Name, Figure] = {
    Name.ASKED: Figure(
        Unit.TASKS, Kind.COLLECTED, "Tasks published in the period, drafts left out.", "task.published_at"
    ),
    Name.FILLED: Figure(
        Unit.TASKS, Kind.COLLECTED, "Of those, the ones with somebody chosen now.", "task.places_taken above 0"
    ),
    Name.DONE: Figure(
        Unit.TASKS,
        Kind.COLLECTED,
        "Tasks of which at least one doer's share was approved in the period.",
        f"{_ENTRY}, tasks counted once",
    ),
    Name.DONE_OUTWARD: Figure(
        Unit.TASKS,
        Kind.COLLECTED,
        "Of those, the ones where help went from one organisation or person to another organisation.",
        f"the same, without those where the {_INTERNAL}",
    ),
    Name.DONE_INTERNAL: Figure(
        Unit.TASKS, Kind.COLLECTED, "Of those, the ones inside one organisation.", f"the same, where the {_INTERNAL}"
    ),
    Name.UNMET: Figure(
        Unit.TASKS,
        Kind.COLLECTED,
        "Tasks that ended in the period with nobody chosen: expired, or called off. One that was asked again later "
        "counts each time.",
        "task.ended_at, task.state expired or cancelled, task.places_taken 0; in_vain.at of earlier times",
    ),
    Name.PEOPLE_ASKING: Figure(
        Unit.PEOPLE, Kind.COLLECTED, "People who published a task in the period.", "task.requester_id"
    ),
    Name.PEOPLE_HELPING: Figure(
        Unit.PEOPLE, Kind.COLLECTED, "People whose help was approved in the period.", f"{_ENTRY}: doer_id"
    ),
    Name.PEOPLE_BOTH: Figure(Unit.PEOPLE, Kind.COLLECTED, "People who did both in the period.", "the two above"),
    Name.PEOPLE_NEW: Figure(
        Unit.PEOPLE,
        Kind.COLLECTED,
        "Of those who asked or helped, the ones who came to the service in the period.",
        "person.registered_at",
    ),
    Name.PEOPLE_RETURNING: Figure(
        Unit.PEOPLE, Kind.COLLECTED, "Of those who asked or helped, the others.", "person.registered_at"
    ),
    Name.ORGANISATIONS_ASKING: Figure(
        Unit.ORGANISATIONS,
        Kind.COLLECTED,
        "Organisations for which somebody published a task in the period.",
        "task.organisation_id",
    ),
    Name.ORGANISATIONS_HELPING: Figure(
        Unit.ORGANISATIONS,
        Kind.COLLECTED,
        "Organisations whose people's help was approved in the period.",
        f"{_ENTRY}: doer_organisation_id",
    ),
    Name.ORGANISATIONS_BOTH: Figure(
        Unit.ORGANISATIONS, Kind.COLLECTED, "Organisations that did both in the period.", "the two above"
    ),
    Name.ESTIMATED: Figure(
        Unit.MINUTES,
        Kind.ESTIMATE,
        "Time that requesters estimated for the help approved in the period.",
        f"{_ENTRY}: minutes_estimated",
    ),
    Name.USED: Figure(
        Unit.MINUTES,
        Kind.COLLECTED,
        "Time used, as approved in the period; corrections count when they were entered.",
        f"{_ENTRY}: minutes_used",
    ),
    Name.GIVEN: Figure(
        Unit.MINUTES, Kind.COLLECTED, "Of the time used, what whom the report is about gave.", "the doer's side"
    ),
    Name.RECEIVED: Figure(
        Unit.MINUTES,
        Kind.COLLECTED,
        "Of the time used, what whom the report is about received.",
        "the requester's side",
    ),
    Name.OUTWARD: Figure(
        Unit.MINUTES,
        Kind.COLLECTED,
        "Of the time used, what went outside of one's own organisation; a union's help to its members is outward.",
        f"the same, without entries where the {_INTERNAL}",
    ),
    Name.INTERNAL: Figure(
        Unit.MINUTES, Kind.COLLECTED, "Of the time used, what stayed inside one organisation.", f"where the {_INTERNAL}"
    ),
    Name.FIRST_OFFER: Figure(
        Unit.MINUTES,
        Kind.COLLECTED,
        "The median time from publishing to the first application, of tasks asked in the period that have one.",
        "application.sent_at - task.published_at",
    ),
    Name.CHOICE: Figure(
        Unit.MINUTES,
        Kind.COLLECTED,
        "The median time from publishing to the first choice, of tasks asked in the period that have one.",
        "assignment.offered_at (agreed_at where that is missing) - task.published_at",
    ),
    Name.OFFERED: Figure(
        Unit.SHARE,
        Kind.COLLECTED,
        "Of the tasks asked in the period, the share that got an application.",
        "application",
    ),
    Name.ANSWERED: Figure(
        Unit.SHARE,
        Kind.COLLECTED,
        "Of the applications sent in the period and not taken back, the share that was answered: chosen, put in "
        "reserve or declined.",
        "application.state",
    ),
    Name.SCORE_TASK: Figure(
        Unit.SCORE,
        Kind.SAMPLE,
        "The average of the scores for the task; from 3 answers up.",
        "feedback.task_score, revealed, given in the period",
    ),
    Name.SCORE_SCHEDULE: Figure(
        Unit.SCORE,
        Kind.SAMPLE,
        "The average of the scores for the schedule; from 3 answers up.",
        "feedback.schedule_score",
    ),
    Name.SCORE_PROCESS: Figure(
        Unit.SCORE,
        Kind.SAMPLE,
        "The average of the scores for the process; from 3 answers up.",
        "feedback.process_score",
    ),
    Name.FEEDBACK: Figure(
        Unit.ANSWERS, Kind.COLLECTED, "Feedback given in the period and shown to both sides.", "feedback.given_at"
    ),
    Name.OUTCOME_ASKED: Figure(
        Unit.TASKS,
        Kind.COLLECTED,
        "Tasks whose requester was asked in the period what came of it, a month after.",
        "task_outcome.asked_at",
    ),
    Name.OUTCOME_ANSWERED: Figure(
        Unit.ANSWERS, Kind.COLLECTED, "Of those, the answered ones.", "task_outcome.answered_at"
    ),
    Name.SOLVED: Figure(
        Unit.SHARE,
        Kind.SAMPLE,
        "Outcome: the share of the answers that say the matter got solved; from 3 answers up.",
        "task_outcome.solved is yes",
    ),
    Name.CAN_NOW: Figure(
        Unit.SHARE,
        Kind.SAMPLE,
        "Outcome: the share that can do it themselves now; from 3 answers up.",
        "task_outcome.can_myself is yes",
    ),
    Name.KNOWS_WHOM: Figure(
        Unit.SHARE,
        Kind.SAMPLE,
        "Outcome: the share that knows whom to ask next time; from 3 answers up.",
        "task_outcome.knows_whom is yes",
    ),
    Name.QUESTIONS: Figure(
        Unit.QUESTIONS, Kind.COLLECTED, "Questions asked for advice in the period.", "advice.asked_at in the period"
    ),
    Name.QUESTIONS_HELPED: Figure(
        Unit.QUESTIONS,
        Kind.COLLECTED,
        "Questions of which the asker said in the period that an answer helped.",
        "advice.ended_at in the period, advice.state helped",
    ),
    Name.QUESTIONS_UNMET: Figure(
        Unit.QUESTIONS,
        Kind.COLLECTED,
        "Questions that ended in the period unmet: passed on once, and nobody could help.",
        "advice.ended_at in the period, advice.state unmet",
    ),
    Name.ADVISED: Figure(
        Unit.MINUTES,
        Kind.ESTIMATE,
        "Time that the helpful answers took, as the askers guess it. Not a part of the hours.",
        "advice.minutes, advice.state helped",
    ),
}
"""In the order of every list and file."""

FEWEST = 3
"""Averages and breakdowns are shown from so many answers, tasks or people up: fewer would unmask somebody."""
