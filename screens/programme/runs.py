"""Ways into a round that runs, from its page and from an organisation's place in it."""

from domain.programme.lifecycle import (
    OPEN_SLOTS,
    REPLACE_PARTICIPANT,
    SEE_DAYS,
    SEE_SPARRING,
    WRITE_TO_COHORT,
    WRITE_TO_CONSULTANT,
)
from domain.programme.views import PlacePage, RoundPage
from frame.screen import Button, Row, rows
from frame.texts import _
from models.programme.application import PLACED
from screens.programme.replacing import SeeTakingPart
from screens.programme.rooms import OpenRoom
from screens.programme.sparring import SeeSlots
from screens.programme.ways import SeeDays, SeeSparring


def round_ways(view: RoundPage) -> tuple[Row, ...]:
    """From the page of a round."""
    return rows(
        view.may(SEE_DAYS) and Button(_("See the contact days"), SeeDays(view.line.id)),
        view.may(WRITE_TO_COHORT)
        and Button(_("Write to everybody: {round}", round=view.line.name), OpenRoom(view.line.id)),
        view.may(OPEN_SLOTS) and Button(_("See sparring times"), SeeSlots(view.line.id)),
    )


def place_ways(view: PlacePage) -> tuple[Row, ...]:
    """From the page of a place."""
    return rows(
        view.state in PLACED and Button(_("See the contact days"), SeeDays(view.round.id)),
        view.may(WRITE_TO_CONSULTANT)
        and Button(
            _("Write in the room: {organisation}", organisation=view.organisation), OpenRoom(view.round.id, view.id)
        ),
        view.may(REPLACE_PARTICIPANT) and Button(_("Replace somebody who takes part"), SeeTakingPart(view.id)),
        view.may(SEE_SPARRING) and Button(_("See the sparring of the organisation"), SeeSparring(view.id)),
    )
