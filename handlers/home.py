"""What awaits me."""

from domain import admissions, conversations, home
from domain.refusals import NotThere
from frame.here import Here
from frame.routing import Routes
from frame.screen import Button, Screen
from frame.steps import GoOn
from frame.texts import Words, _
from screens import home as screens
from screens.home import said_before
from screens.manners import no_longer_writing_to
from screens.start import COME_IN
from screens.ways import HOME, Home

routes = Routes()


@routes.command("home", menu=_("See what waits for you"), fi="koti", sv="hem")
def go_home(_typed: str, here: Here) -> Screen:
    """To the home screen."""
    return show(here)


@routes.tap(Home)
def tapped(_tap: Home, here: Here) -> Screen:
    """The same by a button."""
    talk = here.actor.focus_conversation_id
    here.leave()
    return said_before(no_longer_writing(talk, here), show(here))


def no_longer_writing(conversation_id: int | None, here: Here) -> Words | None:
    """Of a conversation that lost the focus: to whom one no longer writes."""
    if conversation_id is None:
        return None
    try:
        talk = conversations.conversation_for(here.session, here.actor, conversation_id)
    except NotThere:
        return None
    return no_longer_writing_to(talk.other_name)


def show(here: Here) -> Screen:
    """What awaits me, and where to go."""
    names = {name: dialogue.what for name, dialogue in here.house.routes.dialogues.items() if dialogue.waits}
    awaits = home.awaits(here.session, here.actor, now=here.now, operators=here.house.operators)
    others = (
        [line for says in here.house.routes.awaiting.values() for line in says(here)]
        if here.actor.is_registered
        else []
    )
    shown = screens.home(awaits, names, others)
    waiting = admissions.how_many_wait(here.session, here.actor, operators=here.house.operators)
    return screens.with_waiting(shown, waiting) if waiting else shown


def present(here: Here) -> Screen:
    """Where I am: before a question that waits, at home, or still outside."""
    from handlers import start  # which shows the home screen itself

    dialogue = here.house.routes.dialogues.get(here.draft.dialogue) if here.draft is not None else None
    if dialogue is not None and here.draft is not None:
        return dialogue.question(here, here.draft)
    if here.actor.registered_at is None:
        return start.begin(here)
    return show(here)


def way_on(here: Here) -> Button:
    """The button that leads on from something read aside: to the question that waits, or home."""
    if here.draft is not None:
        return Button(_("Go on"), GoOn(here.draft.id))
    return HOME if here.actor.registered_at is not None else COME_IN
