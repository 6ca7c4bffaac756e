"""Private messages: what is written goes to the right place, and nowhere else."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from domain import conversations
from domain.conversations import Content
from domain.notices import CarriedMessage
from domain.refusals import NotThere
from domain.views import ConversationView
from frame.dialogue import Dialogue
from frame.here import Here, Said
from frame.readers import Unread
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Choose, Option
from frame.texts import Text, Words, _
from handlers import home
from models.conversation import Message
from models.draft import Draft
from screens import conversations as screens
from screens.conversations import NOBODY, PARKED, LeaveConversation, LetterDraft
from screens.ways import OpenConversation, Talks

routes = Routes()


@routes.command("talks", menu=_("See my conversations"), fi="keskustelut", sv="chattar")
def talks(_typed: str, here: Here) -> Screen:
    """The open conversations."""
    return screens.listed(conversations.of(here.session, here.actor))


@routes.tap(Talks)
def list_talks(_tap: Talks, here: Here) -> Screen:
    """The same by a button."""
    return talks("", here)


@routes.tap(OpenConversation)
def open_conversation(tap: OpenConversation, here: Here) -> Screen:
    """Put it in focus; a closed one says so."""
    talk = conversations.conversation_for(here.session, here.actor, tap.conversation_id)
    if talk.closed_at is not None:
        return screens.closed(talk)
    here.focus_on_conversation(talk.id)
    return screens.banner(talk)


def show(here: Here, conversation_id: int) -> Screen:
    """A conversation as it is now, without putting it in focus. Raises NotThere."""
    return screens.page(conversations.conversation_for(here.session, here.actor, conversation_id))


@routes.tap(LeaveConversation)
def leave(tap: LeaveConversation, here: Here) -> Screen:
    """Out of focus."""
    talk = conversations.conversation_for(here.session, here.actor, tap.conversation_id)
    if here.actor.focus_conversation_id == talk.id:
        here.leave()
    return screens.left(talk)


# What people write


def said(said: Said, here: Here) -> Screen:
    """A plain message while no dialogue is in focus."""
    talk, unfit = _in_focus(here), screens.unfit(said.kind, said.text)
    if unfit is not None:
        return screens.refused(unfit, talk)
    if talk is None:
        return _for_whom(_letter(said), here)
    if talk.closed_at is not None:
        here.leave()
        return screens.closed(talk, unsent=True)
    _carry(talk.id, _letter(said), here)
    return screens.sent(talk)


def carried(said: Said, here: Here) -> Message | None:
    """The message that this one replies to, where the bot carried it."""
    if said.reply_to is None:
        return None
    return conversations.find_reply_target(here.session, here.actor, said.reply_to)


def replied(message: Message, said: Said, here: Here) -> Screen:
    """A reply goes where that message belongs, whatever is in focus."""
    talk = conversations.conversation_for(here.session, here.actor, message.conversation_id)
    unfit = screens.unfit(said.kind, said.text)
    if unfit is not None:
        return replace(screens.refused(unfit, None), anew=True)
    if talk.closed_at is not None:
        return screens.closed(talk, unsent=True)
    _carry(talk.id, _letter(said), here, reply_to=message.id)
    return screens.replied(talk, here.actor.focus_conversation_id, here.draft.id if here.draft else None)


def unsure(said: Said, here: Here) -> Screen | None:
    """An answer to a dialogue's question that may be meant for somebody who wrote after it was asked."""
    draft = here.draft
    if draft is None or draft.dialogue == letter.name or said.kind != "text" or screens.unfit(said.kind, said.text):
        return None
    heard = conversations.heard_since(here.session, here.actor, draft.written_at)
    if heard is None:
        return None
    return _for_whom(replace(_letter(said), parked_id=draft.id, heard_id=heard.id), here)


def _in_focus(here: Here) -> ConversationView | None:
    if here.actor.focus_conversation_id is None:
        return None
    try:
        return conversations.conversation_for(here.session, here.actor, here.actor.focus_conversation_id)
    except NotThere:
        here.leave()
        return None


def _letter(said: Said) -> LetterDraft:
    return LetterDraft(said.kind, said.text, said.file_id, said.message_id)


def _carry(conversation_id: int, content: LetterDraft, here: Here, reply_to: int | None = None) -> None:
    conversations.carry(
        here.session,
        here.actor,
        conversation_id=conversation_id,
        content=Content(screens.CARRIED[content.kind], content.text, content.file_id),
        now=here.now,
        reply_to=reply_to,
        author_message_id=content.message_id,
    )


# Whom is it for?


def _for_whom(content: LetterDraft, here: Here) -> Screen:
    if not _possible(content, here):
        return screens.nobody_listens(conversations.of(here.session, here.actor))
    return letter.open(here, content, subject=str(content.message_id))


def _possible(content: LetterDraft, here: Here) -> list[ConversationView]:
    found = conversations.of(here.session, here.actor)
    return [talk for talk in found if content.heard_id in (0, talk.id) and talk.other_reachable]


def _parked(content: LetterDraft, here: Here) -> Draft | None:
    draft = here.session.get(Draft, content.parked_id) if content.parked_id else None
    return draft if draft is not None and draft.person_id == here.actor.id else None


def _dialogue(draft: Draft, here: Here) -> Dialogue[Any]:
    return here.house.routes.dialogues[draft.dialogue]


def _what(content: LetterDraft, here: Here) -> Words | None:
    draft = _parked(content, here)
    return _dialogue(draft, here).what if draft is not None else None


def _question(content: LetterDraft, here: Here) -> Words:
    heard = next(iter(_possible(content, here)), None) if content.heard_id else None
    return screens.for_whom(content, heard, _what(content, here))


def _recipients(content: LetterDraft, here: Here) -> Sequence[Option]:
    return screens.recipients(_possible(content, here), _what(content, here))


def _more(typed: str, content: LetterDraft, _here: Here) -> LetterDraft | Unread:
    """What is written meanwhile belongs to the same message."""
    longer = replace(content, text=f"{content.text}\n{typed}".strip())
    unfit = screens.unfit(longer.kind, longer.text)
    return Unread(unfit) if isinstance(unfit, Text) else longer


def send(content: LetterDraft, here: Here) -> Screen:
    """The recipient is chosen."""
    parked = _parked(content, here)
    if parked is not None:
        return _back(content, parked, here)
    if content.to in (NOBODY, PARKED):
        return replace(home.show(here), toast=screens.THROWN_AWAY)
    talk = conversations.conversation_for(here.session, here.actor, int(content.to))
    _carry(talk.id, content, here)
    here.focus_on_conversation(talk.id)
    return screens.sent(talk)


def _back(content: LetterDraft, parked: Draft, here: Here) -> Screen:
    """Back to the dialogue that was asking, with the message as its answer, or after the message went its way."""
    dialogue = _dialogue(parked, here)
    note: Text = screens.THROWN_AWAY
    if content.to not in (NOBODY, PARKED):
        talk = conversations.conversation_for(here.session, here.actor, int(content.to))
        _carry(talk.id, content, here)
        note = screens.sent_to(talk)
    here.focus_on(parked)
    parked.written_at = here.now  # asked anew: what arrived before is no longer in doubt
    if content.to == PARKED:
        return dialogue.typed(Said("text", content.text, None, content.message_id), here, parked)
    return dialogue.question(here, parked, note)


letter = routes.dialogue(
    Dialogue(
        "letter",
        LetterDraft,
        Choose("to", _question, _recipients, typed=_more),
        what=screens.WHAT,
        then=send,
        ended=home.show,
        resumes=True,
    )
)


# Delivery


@routes.when_delivered(CarriedMessage)
def delivered(notice: CarriedMessage, here: Here, telegram_message_id: int) -> None:
    """It stands in the other's chat."""
    conversations.delivered(here.session, notice.message_id, telegram_message_id, now=here.now)


@routes.when_undelivered(CarriedMessage)
def undelivered(notice: CarriedMessage, here: Here) -> None:
    """It did not arrive: its author hears it."""
    conversations.undelivered(here.session, notice.message_id, now=here.now)
