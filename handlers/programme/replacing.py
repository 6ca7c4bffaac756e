"""Somebody else takes part in another's stead."""

from domain.programme import links, participants
from domain.programme.running import replacing
from domain.refusals import NotThere
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import person_name
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask
from handlers import home
from screens.programme import replacing as screens
from screens.programme.replacing import ReplaceDraft, ReplaceParticipant, SeeTakingPart

routes = Routes()


@routes.tap(SeeTakingPart)
def see(tap: SeeTakingPart, here: Here) -> Screen:
    """Who could be replaced."""
    return screens.page(replacing.taking_part(here.session, here.actor, application_id=tap.application_id))


def _leaving(answers: ReplaceDraft, here: Here) -> str:
    view = replacing.taking_part(here.session, here.actor, application_id=answers.application_id)
    found = dict(view.people).get(answers.participant_id)
    if found is None:
        raise NotThere
    return found


@routes.tap(ReplaceParticipant)
def begin(tap: ReplaceParticipant, here: Here) -> Screen:
    """Asks who comes instead."""
    draft = ReplaceDraft(tap.application_id, tap.participant_id)
    _leaving(draft, here)
    return replace.open(here, draft, subject=str(tap.participant_id))


def _replaced(answers: ReplaceDraft, here: Here) -> Screen:
    application, token = replacing.replace(
        here.session,
        here.actor,
        participant_id=answers.participant_id,
        name=answers.name,
        secret_key=here.house.secret_key,
        now=here.now,
    )
    return screens.replaced(answers.name, here.house.link(f"p_{token}"), links.LAST.days, application.id)


replace = routes.dialogue(
    Dialogue(
        "replaceparticipant",
        ReplaceDraft,
        Ask(
            "name",
            lambda answers, here: screens.which_name(_leaving(answers, here)),
            person_name(participants.NAME_MAX),
        ),
        what=screens.WHAT,
        then=_replaced,
        ended=home.show,
        holds=_leaving,
    )
)
