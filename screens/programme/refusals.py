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
}
FIELDS: dict[str, Words] = {
    "answer": _("answer"),
    "item": _("item"),
    "figure": _("figure"),
    "day": _("day"),
    "evidence": _("evidence"),
}

add(SENTENCES, FIELDS)
