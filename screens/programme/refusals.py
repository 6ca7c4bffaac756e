"""A sentence for every polite no of the programme."""

from domain.programme import refusals
from frame.texts import Words, _
from screens.refusals import Sentences, add

SENTENCES: Sentences = {
    refusals.CallNotOpen: lambda refusal: _("This call is not open yet. It opens: {moment}", moment=refusal.opens_at),
    refusals.CallClosed: lambda refusal: _(
        "The deadline has gone by: {moment}. Nothing more is taken. The coordinator can give you a code for a late "
        "application.",
        moment=refusal.deadline,
    ),
}
FIELDS: dict[str, Words] = {}

add(SENTENCES, FIELDS)
