"""A sentence for every polite no of the programme."""

from domain.programme import refusals
from frame.texts import Words, _, n_
from screens.refusals import Sentences, add

SENTENCES: Sentences = {
    refusals.CallNotOpen: lambda refusal: _("This call is not open yet. It opens: {moment}", moment=refusal.opens_at),
    refusals.CallClosed: lambda refusal: _(
        "The deadline has gone by: {moment}. Nothing more is taken. The coordinator can give you a code for a late "
        "application.",
        moment=refusal.deadline,
    ),
    refusals.WrittenMeanwhile: lambda refusal: _(
        "{name} wrote in the same place meanwhile. Please look at it, and write again.", name=refusal.name
    ),
    refusals.SoundsLikeActivity: lambda refusal: _(
        "That sounds like something you do. A goal says what changes for people because you do it."
    ),
    refusals.TooManyItems: lambda refusal: n_(
        "A step of the logic model holds {count} thing. Please join some of them, or take one away.",
        "A step of the logic model holds {count} things. Please join some of them, or take one away.",
        refusal.most,
    ),
    refusals.TooManyIndicators: lambda refusal: n_(
        "There is room for {count} indicator. A few that you keep up with are better than many.",
        "There is room for {count} indicators. A few that you keep up with are better than many.",
        refusal.most,
    ),
    refusals.TooManyDays: lambda refusal: n_(
        "One indicator has at most {count} day of measuring.",
        "One indicator has at most {count} days of measuring.",
        refusal.most,
    ),
    refusals.ChangedMeanwhile: lambda refusal: _(
        "While you were writing, {name} changed this, so yours was not saved over it. It says now:\n{words}",
        name=refusal.by,
        words=refusal.theirs,
    ),
    refusals.ChangedBeforeSending: lambda refusal: _(
        "The application has changed after you looked at it, so it was not sent. It was written last by: {name}. "
        "Look it through once more, please.",
        name=refusal.by,
    ),
    refusals.ApplicationIncomplete: _("Something is still missing, so it was not sent."),
    refusals.TooManyParticipants: lambda refusal: n_(
        "From one organisation {count} person can take part. Take somebody out first.",
        "From one organisation at most {count} people can take part. Take somebody out first.",
        refusal.most,
    ),
    refusals.TakesPartElsewhere: lambda refusal: _(
        "{name} takes part in this round already, for another organisation: {organisation}. "
        "One person can take part for one organisation, so ask somebody else, please.",
        name=refusal.name,
        organisation=refusal.organisation,
    ),
    refusals.TakesPartAlready: _("That person is among those who take part already."),
    refusals.ProgrammeLinkOver: _(
        "This link does not work any more: it was used already, it has expired, or what it was for is over. "
        "Ask the person who gave it to you for a new one."
    ),
    refusals.RoundIncomplete: _("Something is still missing, so the round was not published."),
    refusals.LastCoordinator: _("Nobody else coordinates this round. Ask somebody else first."),
    refusals.DeadlineNotLater: lambda refusal: _(
        "The deadline can only be moved to a later time. It is now: {moment}", moment=refusal.deadline
    ),
    refusals.TooManyOfThem: lambda refusal: _("No more fit into one round: at most {most}.", most=refusal.most),
}
FIELDS: dict[str, Words] = {
    "answer": _("answer"),
    "item": _("item"),
    "figure": _("figure"),
    "day": _("day"),
    "evidence": _("evidence"),
    "activity": _("activity"),
    "motivation": _("reasons for taking part"),
    "score": _("self-rating"),
    "deadline": _("deadline"),
    "opens_at": _("opening of the call"),
    "decision_on": _("day of the decisions"),
    "priority_days": _("days earlier"),
    "capacity": _("number of organisations"),
    "participants_max": _("number of people"),
    "confirm_days": _("days to confirm"),
    "sparring_minutes": _("time for sparring"),
    "weight": _("weight"),
    "starts_at": _("beginning"),
    "place": _("place"),
    "agenda": _("agenda"),
}

add(SENTENCES, FIELDS)
