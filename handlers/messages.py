"""Private messages: what is written goes to the right place, and nowhere else."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from domain import conversations, messages
from domain.dataclasses import dataclass
from domain.messages import Content
from domain.notices import CarriedMessage
from domain.refusals import NotThere, Refusal
from domain.views import ConversationView
from frame.dialogue import Dialogue
from frame.here import Here, Said
from frame.readers import Unread
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Choose, Option
from frame.texts import Text, Words
from handlers import home
from models.draft import Draft
from screens import conversations as talk_screens
from screens import messages as screens
from screens.messages import NOBODY, PARKED, LetterDraft, LetterPart

routes = Routes()


def said(said: Said, here: Here) -> Screen | None:
    """A plain message while no dialogue is in focus."""
    talk, unfit = _in_focus(here), screens.unfit(said.kind, said.text)
    if unfit is not None:
        return screens.refused(unfit, talk)
    if talk is None:
        return _for_whom(_letter(said), here)
    if talk.closed_at is not None:
        here.leave()
        return talk_screens.closed(talk, unsent=True)
    if said.kind in screens.ASKED_ABOUT:
        return _for_whom(replace(_letter(said), bound_id=talk.id), here)
    _carry(talk.id, _letter(said), here)
    return screens.sent(talk)


# What belongs to a conversation whatever is in focus


@dataclass(frozen=True)
class Bound:
    """Where a message belongs. A part more of an album goes where its first part went, without a word."""

    conversation_id: int
    reply_to_id: int | None = None
    further: bool = False
    within: bool = False  # written in the topic of the conversation


def bound(said: Said, here: Here) -> Bound | Draft | None:
    """What is written in a conversation's topic, a reply to a carried message, or a part more of an album; a letter
    that waits takes its album's parts."""
    talk_id = conversations.of_topic(here.session, here.actor, said.thread_id) if said.thread_id is not None else None
    if talk_id is not None:
        answered = messages.find_reply_target(here.session, here.actor, said.reply_to) if said.reply_to else None
        same = answered is not None and answered.conversation_id == talk_id
        return Bound(talk_id, answered.id if answered is not None and same else None, within=True)
    if said.album is not None:
        begun = messages.album_begun(here.session, here.actor, said.album)
        if begun is not None:
            return Bound(begun.conversation_id, begun.reply_to_id, further=True)
        waiting = here.draft
        if waiting is not None and waiting.dialogue == letter.name and _has_part_of(said.album, waiting):
            return waiting
    if said.reply_to is not None:
        message = messages.find_reply_target(here.session, here.actor, said.reply_to)
        if message is not None:
            return Bound(message.conversation_id, message.id)
    return None


def _has_part_of(album: str, waiting: Draft) -> bool:
    return any(part.album == album for part in letter.answers(waiting).parts)


def replied(where: Bound | Draft, said: Said, here: Here) -> Screen | None:
    """It goes there, and the focus stays where it is."""
    if isinstance(where, Draft):
        letter.change(here, where, _with(said, letter.answers(where)))
        return None
    talk = conversations.conversation_for(here.session, here.actor, where.conversation_id)
    unfit = screens.unfit(said.kind, said.text)
    if unfit is not None:
        return screens.in_topic(unfit) if where.within else replace(screens.refused(unfit, None), anew=True)
    if talk.closed_at is not None:
        return screens.in_topic(talk_screens.ENDED) if where.within else talk_screens.closed(talk, unsent=True)
    if said.kind in screens.ASKED_ABOUT:
        return _for_whom(replace(_letter(said), bound_id=talk.id, reply_to=where.reply_to_id or 0), here)
    _carry(talk.id, replace(_letter(said), reply_to=where.reply_to_id or 0), here)
    if where.further or where.within:
        return None
    return screens.replied(talk, here.actor.focus_conversation_id, here.draft.id if here.draft else None)


def commanded(where: Bound | Draft, here: Here) -> Screen | None:
    """A command in a conversation's topic is not for the other side, and its answer is not for the topic."""
    return screens.in_topic(screens.NO_COMMANDS) if isinstance(where, Bound) and where.within else None


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


def _part(said: Said) -> LetterPart:
    return LetterPart(
        kind=said.kind,
        text=said.text,
        file_id=said.file_id,
        message_id=said.message_id,
        entities=[dict(entity) for entity in said.entities],
        details=dict(said.details) if said.details else None,
        album=said.album,
        thread_id=said.thread_id,
    )


def _letter(said: Said) -> LetterDraft:
    return LetterDraft([_part(said)])


def _carry(conversation_id: int, content: LetterDraft, here: Here) -> None:
    for part in content.parts:
        messages.carry(
            here.session,
            here.actor,
            conversation_id=conversation_id,
            content=_content(part),
            now=here.now,
            reply_to=content.reply_to or None,
            author_message_id=part.message_id or None,
            author_thread_id=part.thread_id,
        )


def _content(part: LetterPart) -> Content:
    kind = screens.CARRIED[part.kind]
    details = None if part.kind in screens.ASKED_ABOUT else part.details  # copied when sent, never kept
    return Content(kind, part.text, part.file_id, part.entities, details, part.album)


# What has changed since


def edited(said: Said, here: Here) -> Screen | None:
    """New words for a message that went to somebody, or waits for a recipient. Of anything else nothing is said."""
    message = messages.said_by(here.session, here.actor, said.message_id)
    if message is None:
        return _edited_letter(said, here)
    talk = conversations.conversation_for(here.session, here.actor, message.conversation_id)
    if said.kind not in screens.CHANGEABLE or said.kind not in screens.CARRIED:
        return None
    unfit = screens.unfit(said.kind, said.text)
    if unfit is not None or talk.closed_at is not None or talk.kept_apart:
        return replace(screens.not_changed(talk, unfit), within=said.thread_id is not None)
    messages.amend(
        here.session, here.actor, author_message_id=said.message_id, content=_content(_part(said)), now=here.now
    )
    return None


def _edited_letter(said: Said, here: Here) -> Screen | None:
    drafts = here.session.scalars(select(Draft).where(Draft.person_id == here.actor.id, Draft.dialogue == letter.name))
    for draft in drafts.all():
        content = letter.answers(draft)
        if said.message_id in [part.message_id for part in content.parts] and not screens.unfit(said.kind, said.text):
            parts = [_part(said) if part.message_id == said.message_id else part for part in content.parts]
            letter.change(here, draft, replace(content, parts=parts))
            return letter.question(here, draft) if here.draft is draft else None
    return None


def reacted(message_id: int, emoji: str | None, here: Here) -> None:
    """An emoji on a message of a conversation. Where it cannot go on, nothing is said of it."""
    try:
        messages.react(here.session, here.actor, telegram_message_id=message_id, emoji=emoji, now=here.now)
    except Refusal:
        return


# Whom is it for?


def _for_whom(content: LetterDraft, here: Here) -> Screen:
    if not _possible(content, here):
        return screens.nobody_listens(conversations.of(here.session, here.actor))
    return letter.open(here, content, subject=str(content.parts[0].message_id))


def _possible(content: LetterDraft, here: Here) -> list[ConversationView]:
    found = conversations.of(here.session, here.actor)
    wanted = content.heard_id or content.bound_id
    if wanted:
        found = [talk for talk in conversations.of(here.session, here.actor, limit=1000) if talk.id == wanted]
    return [talk for talk in found if talk.other_reachable]


def _parked(content: LetterDraft, here: Here) -> Draft | None:
    draft = here.session.get(Draft, content.parked_id) if content.parked_id else None
    return draft if draft is not None and draft.person_id == here.actor.id else None


def _dialogue(draft: Draft, here: Here) -> Dialogue[Any]:
    return here.house.routes.dialogues[draft.dialogue]


def _what(content: LetterDraft, here: Here) -> Words | None:
    draft = _parked(content, here)
    return _dialogue(draft, here).what if draft is not None else None


def _question(content: LetterDraft, here: Here) -> Words:
    meant = next(iter(_possible(content, here)), None) if content.heard_id or content.bound_id else None
    return screens.for_whom(content, meant, _what(content, here))


def _recipients(content: LetterDraft, here: Here) -> Sequence[Option]:
    return screens.recipients(content, _possible(content, here), _what(content, here))


def _more(typed: str, content: LetterDraft, _here: Here) -> LetterDraft | Unread:
    """What is written meanwhile belongs to the same message."""
    last = content.parts[-1] if content.parts else LetterPart()
    if last.kind != "text":
        return replace(content, parts=[*content.parts, LetterPart("text", typed)])
    longer = replace(last, text=f"{last.text}\n{typed}".rstrip())
    unfit = screens.unfit(longer.kind, longer.text)
    return Unread(unfit) if isinstance(unfit, Text) else replace(content, parts=[*content.parts[:-1], longer])


def _more_sent(said: Said, content: LetterDraft, _here: Here) -> LetterDraft | Unread:
    """So does what is sent."""
    unfit = screens.unfit(said.kind, said.text)
    return Unread(unfit) if isinstance(unfit, Text) else _with(said, content)


def _with(said: Said, content: LetterDraft) -> LetterDraft:
    return replace(content, parts=[*content.parts, _part(said)])


def send(content: LetterDraft, here: Here) -> Screen:
    """The recipient is chosen."""
    parked = _parked(content, here)
    if parked is not None:
        return _back(content, parked, here)
    if content.to in (NOBODY, PARKED):
        if content.bound_id:
            here.focus_on_conversation(content.bound_id)
            return screens.refused(screens.THROWN_AWAY, _in_focus(here))
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
        first = content.parts[0]
        return dialogue.typed(Said("text", first.text, None, first.message_id), here, parked)
    return dialogue.question(here, parked, note)


letter = routes.dialogue(
    Dialogue(
        "letter",
        LetterDraft,
        Choose("to", _question, _recipients, typed=_more, sent=_more_sent),
        what=screens.WHAT,
        then=send,
        ended=home.show,
        resumes=True,
    )
)


# Delivery


@routes.when_delivered(CarriedMessage)
def delivered(notice: CarriedMessage, here: Here, stands_in: Sequence[int], thread_id: int | None) -> None:
    """It stands in the other's chat."""
    messages.delivered(here.session, notice.message_id, stands_in, now=here.now, thread_id=thread_id)


def topic_opened(conversation_id: int, thread_id: int, here: Here) -> None:
    """A conversation has a topic in this person's chat."""
    conversations.topic_opened(here.session, here.actor, conversation_id, thread_id)


@routes.when_undelivered(CarriedMessage)
def undelivered(notice: CarriedMessage, here: Here) -> None:
    """It did not arrive: its author hears it."""
    messages.undelivered(here.session, notice.message_id, now=here.now)
