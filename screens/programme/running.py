"""A sentence for every polite no of a running round."""

from domain.programme.running import refusals
from frame.texts import Minutes, Words, _
from screens.facts import length
from screens.refusals import Sentences, add

SENTENCES: Sentences = {
    refusals.DayHasBegun: _("This contact day has begun already, or is over, so this cannot be done any more."),
    refusals.DayNotBegun: lambda refusal: _(
        "Who is there is marked when the day is here. It begins: {moment}", moment=refusal.starts_at
    ),
    refusals.EndsBeforeStart: lambda refusal: _(
        "The day has to end after it begins, and may last {time} at most.", time=length(refusal.longest)
    ),
    refusals.DueAfterDay: lambda refusal: _(
        "The pre-assignment has to be due before the contact day begins: {moment}", moment=refusal.starts_at
    ),
    refusals.NothingAsked: _("There is no pre-assignment for this contact day."),
    refusals.NothingHandedIn: _("Nothing is handed in yet, so there is nothing to comment on."),
    refusals.SlotOverlaps: lambda refusal: _(
        "There is another sparring at that time already: {moment}", moment=refusal.starts_at
    ),
    refusals.SlotTaken: _("Somebody else was faster: this time is not free any more. Please choose another one."),
    refusals.SlotBegun: _("This time has begun already, or is over."),
    refusals.NotHeldYet: lambda refusal: _(
        "Notes are written when the sparring has begun: {moment}", moment=refusal.starts_at
    ),
    refusals.QuotaUsed: lambda refusal: _(
        "There is not so much time for sparring left. Left: {left}", left=Minutes(refusal.left)
    ),
    refusals.TooLateToCancel: lambda refusal: _(
        "It could be moved or cancelled until this moment: {moment}. Please write to the consultant.",
        moment=refusal.until,
    ),
}
FIELDS: dict[str, Words] = {
    "agenda": _("agenda"),
    "assignment": _("pre-assignment"),
    "due": _("due date"),
    "starts": _("beginning"),
    "ends": _("end"),
    "place": _("place"),
    "why": _("reason"),
    "count": _("number"),
    "notes": _("notes"),
    "next_step": _("next step"),
}

add(SENTENCES, FIELDS)
