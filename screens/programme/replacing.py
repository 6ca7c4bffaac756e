"""Somebody else takes part in another's stead."""

from domain.dataclasses import dataclass
from domain.programme.running.replacing import TakingPart
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Words, _, lines, n_, paragraphs
from screens.programme.ways import OpenPlace


@dataclass(frozen=True)
class SeeTakingPart(Tap, code="rwho"):
    """Who could be replaced?"""

    application_id: int


@dataclass(frozen=True)
class ReplaceParticipant(Tap, code="rrepl"):
    """Somebody else comes in that one's stead."""

    application_id: int
    participant_id: int


@dataclass(frozen=True)
class ReplaceDraft:
    """The newcomer's name."""

    application_id: int = 0
    participant_id: int = 0
    name: str = ""


WHAT = _("Replacing somebody who takes part")
WHICH_NAME = _("Who comes instead? Write the name. You get a link for them.")


def page(view: TakingPart) -> Screen:
    """Who takes part."""
    return Screen(
        paragraphs(
            _("Who cannot go on? <b>{organisation}</b>", organisation=view.organisation),
            lines(*(_("• {name}", name=name) for _id, name in view.people)) if view.people else None,
        ),
        rows(
            *(
                Button(_("Replace: {name}", name=name), ReplaceParticipant(view.application_id, id))
                for id, name in view.people
            ),
            Button(_("See the place of the organisation"), OpenPlace(view.application_id)),
        ),
    )


def which_name(leaving: str) -> Words:
    """Asks for the newcomer's name."""
    return paragraphs(_("Takes part no more: <b>{name}</b>", name=leaving), WHICH_NAME)


def replaced(name: str, link: str, days: int, application_id: int) -> Screen:
    """The link for the newcomer, this once."""
    return Screen(
        paragraphs(
            _("Replaced. Send this link to: <b>{name}</b>", name=name),
            link,
            n_("It works once, for {count} day.", "It works once, for {count} days.", days),
        ),
        rows(Button(_("See the place of the organisation"), OpenPlace(application_id))),
    )
