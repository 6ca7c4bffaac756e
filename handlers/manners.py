"""What holds everywhere: the gate, the polite no, the lost, and what is said when the focus moves."""

from dataclasses import replace

from domain import conversations as talks
from domain import people
from domain.notices import UpdateSetAside
from domain.refusals import AlreadyApplied, NotNow, NotThere, Noun, Refusal
from frame.here import Here
from frame.routing import Manners, Routes
from frame.screen import Screen
from frame.texts import Words
from handlers import (
    advice,
    applications,
    assignments,
    chats,
    conversations,
    disputes,
    feedback,
    groups,
    home,
    messages,
    organisations,
    settings,
    start,
    tasks,
)
from models.draft import Draft
from screens import manners as screens
from screens import refusals
from screens.home import said_before
from screens.messages import in_topic

routes = Routes()

routes.presents_as(Noun.TASK, tasks.show)
routes.presents_as(Noun.APPLICATION, applications.show)
routes.presents_as(Noun.ASSIGNMENT, assignments.show)
routes.presents_as(Noun.ADVICE, advice.show)
routes.presents_as(Noun.CONVERSATION, conversations.show)
routes.presents_as(Noun.DISPUTE, disputes.show)
routes.presents_as(Noun.FEEDBACK, feedback.show)
routes.presents_as(Noun.GROUP, groups.show)
routes.presents_as(Noun.ORGANISATION, organisations.show)


def refused(refusal: Refusal, here: Here) -> Screen:
    """Why not, and how things are now. A draft about a thing that is gone, or has moved on, is gone with it."""
    thread_id = here.said.thread_id
    if thread_id is not None and talks.of_topic(here.session, here.actor, thread_id) is not None:
        return in_topic(refusals.sentence(refusal))
    draft = here.draft
    gone = isinstance(refusal, NotThere | NotNow | AlreadyApplied)
    if draft is not None and gone and here.house.routes.dialogues[draft.dialogue].is_about_something:
        here.leave()
        here.session.delete(draft)
        here.session.flush()
    show = here.house.routes.presents.get(refusal.about.noun) if refusal.about is not None else None
    try:
        if show is None or refusal.about is None or here.actor.registered_at is None:
            shown = home.present(here)
        else:
            here.leave()  # a question that waits is no longer what is on the screen
            shown = show(here, refusal.about.id)
    except Refusal:
        here.leave()
        shown = home.show(here) if here.actor.registered_at is not None else start.begin(here)
    return _why(refusals.sentence(refusal), shown)


def lost(here: Here) -> Screen:
    """A button that leads nowhere any more, or a command that nobody knows."""
    if here.draft is None:
        here.leave()
    unknown = here.said.kind == "text"
    return _why(screens.unknown_command() if unknown else screens.old_button(), home.present(here))


def _why(words: Words, shown: Screen) -> Screen:
    """Said above the screen, and over the button: the screen may look as it did before the tap."""
    return replace(said_before(words, shown), toast=words)


def parked(draft_id: int | None, conversation_id: int | None, here: Here) -> Words | None:
    """What lost the focus, so that nobody writes into the wrong place."""
    nothing_new = here.actor.focus_draft_id is None and here.actor.focus_conversation_id is None
    if nothing_new and here.said.kind == "nothing":
        return None  # put aside or left by a button, which said so
    draft = here.session.get(Draft, draft_id) if draft_id is not None else None
    if draft is None:
        return home.no_longer_writing(conversation_id, here)
    dialogue = here.house.routes.dialogues[draft.dialogue]
    return dialogue.parked(here, draft) or screens.put_aside(dialogue.what)


def apology(reference: str, here: Here) -> Screen:
    """Something failed for good."""
    return screens.apology(reference)


def reachable(yes: bool, here: Here) -> None:
    """The person blocked the bot, or let it in again."""
    if yes:
        people.came_back(here.session, here.actor, now=here.now)
    else:
        people.went_silent(here.session, here.actor.id, now=here.now)


@routes.notice(UpdateSetAside)
def update_set_aside(notice: UpdateSetAside, here: Here) -> Screen | None:
    """To an operator; to nobody else, even if they were one when it was written."""
    if here.actor.telegram_id not in here.house.operators:
        return None
    return screens.update_set_aside(notice.update_id, notice.fingerprint)


MANNERS = Manners(
    gate=start.gate,
    refused=refused,
    lost=lost,
    said=messages.said,
    bound=messages.bound,
    replied=messages.replied,
    commanded=messages.commanded,
    edited=messages.edited,
    reacted=messages.reacted,
    unsure=messages.unsure,
    topic_opened=messages.topic_opened,
    parked=parked,
    in_group=chats.in_group,
    chat_changed=chats.changed,
    chat_moved=chats.moved,
    by_clock=settings.gathered,
    reachable=reachable,
    apology=apology,
)
