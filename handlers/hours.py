"""Hours that one side sees otherwise: an answer to a figure, and other hours proposed later."""

from domain import assignments, hours
from domain.lifecycle import ANSWER_HOURS, PROPOSE_HOURS
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import prose
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask, Confirm
from handlers import home
from handlers.assignments import USED, begin, show
from screens import facts
from screens import hours as screens
from screens import missed as missed_screens
from screens.hours import AnswerHours, AnswerProposal, ProposalDraft, ProposeInstead, ProposeMore
from screens.missed import AnswerDraft

routes = Routes()


@routes.tap(AnswerHours)
def answer(tap: AnswerHours, here: Here) -> Screen:
    """The doer's word on the requester's figure."""
    work = assignments.get_for(here.session, here.actor, tap.assignment_id)
    return begin(here, work.id, ANSWER_HOURS, about_time, AnswerDraft(work.id, work.task_title, work.requester_name))


def answered(answers: AnswerDraft, here: Here) -> Screen:
    """The requester hears it."""
    work = hours.answer(here.session, here.actor, assignment_id=answers.assignment_id, text=answers.text, now=here.now)
    return show(here, work.id, screens.ANSWERED)


about_time = routes.dialogue(
    Dialogue(
        "abouttime",
        AnswerDraft,
        Ask(
            "text",
            lambda answers, _here: missed_screens.your_side(answers),
            facts.careful(prose(maximum=hours.ANSWER_MAX)),
        ),
        what=screens.WHAT_ANSWERING,
        then=answered,
        ended=home.show,
        holds=lambda answers, here: assignments.get_for(here.session, here.actor, answers.assignment_id),
    )
)


# Later


@routes.tap(ProposeMore)
def propose_more(tap: ProposeMore, here: Here) -> Screen:
    """More hours for the same help: how many?"""
    return _propose(tap.assignment_id, here, extra=True)


@routes.tap(ProposeInstead)
def propose_instead(tap: ProposeInstead, here: Here) -> Screen:
    """Another figure in all: which?"""
    return _propose(tap.assignment_id, here, extra=False)


def _propose(assignment_id: int, here: Here, *, extra: bool) -> Screen:
    work = assignments.get_for(here.session, here.actor, assignment_id)
    other, approved = work.other_name(here.actor.id), work.minutes_approved or 0
    begun = ProposalDraft(work.id, work.task_title, other, approved, extra)
    return begin(here, work.id, PROPOSE_HOURS, more_hours if extra else other_hours, begun)


def propose(answers: ProposalDraft, here: Here) -> Screen:
    """The other side is asked."""
    verb = hours.propose_more if answers.extra else hours.propose_instead
    proposal = verb(
        here.session,
        here.actor,
        assignment_id=answers.assignment_id,
        minutes=answers.minutes,
        reason=answers.reason,
        now=here.now,
    )
    return show(here, proposal.assignment_id, screens.PROPOSED)


def _proposing(name: str) -> Dialogue[ProposalDraft]:
    return Dialogue(
        name,
        ProposalDraft,
        Ask("minutes", lambda answers, _here: screens.how_much(answers), USED, screens.LABELS["minutes"]),
        Ask("reason", screens.WHY, facts.careful(prose(maximum=hours.REASON_MAX)), screens.LABELS["reason"]),
        Confirm(lambda answers, _here: screens.preview(answers), send=screens.SEND),
        what=screens.WHAT_PROPOSING,
        then=propose,
        ended=home.show,
        holds=lambda answers, here: assignments.get_for(here.session, here.actor, answers.assignment_id),
    )


more_hours = routes.dialogue(_proposing("morehours"))
other_hours = routes.dialogue(_proposing("otherhours"))


@routes.tap(AnswerProposal)
def answer_proposal(tap: AnswerProposal, here: Here) -> Screen:
    """Yes or no to other hours. One that is answered already shows how things are."""
    proposal = hours.get_for(here.session, here.actor, tap.proposal_id)
    if proposal.mine or proposal.accepted is not None:
        return show(here, proposal.assignment_id)
    hours.answer_proposal(here.session, here.actor, proposal_id=proposal.id, accepted=tap.accepted, now=here.now)
    return show(here, proposal.assignment_id, screens.AGREED if tap.accepted else screens.REFUSED)
