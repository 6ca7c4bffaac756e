"""Where python-telegram-bot meets the frame: its handlers, made from the routes, answer within one unit of work.

The handlers' callbacks never suspend: what they call is plain. `answer` drives `Application.process_update` to its end
without an event loop, so it may run inside a transaction.
"""

import re
import warnings
from collections.abc import Callable, Coroutine, Iterator, MutableMapping
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session
from telegram import ChatMemberRestricted, ReactionTypeEmoji, Update
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ConversationHandler,
    MessageHandler,
    MessageReactionHandler,
    filters,
)
from telegram.warnings import PTBUserWarning

from domain import people
from domain.refusals import Refusal
from frame.dialogue import Dialogue
from frame.here import Here, House, Room, Said
from frame.routing import Command, Manners, Routes
from frame.said import said_in, topic_of
from frame.screen import Screen, Tap
from frame.steps import TAPS
from frame.texts import nearest, paragraphs
from models.draft import Draft
from models.person import Person

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
PLAIN = PRIVATE & ~filters.COMMAND & ~filters.StatusUpdate.ALL
EDITED = filters.ChatType.PRIVATE & filters.UpdateType.EDITED_MESSAGE
COMMAND = re.compile(r"/(\w+)(?:@\w+)?", re.ASCII)

Context = CallbackContext[Any, Any, Any, Any]
Callback = Callable[[Update, Context], Any]


class Unit:
    """One update being answered: what it is about, what is to be shown, what went wrong."""

    def __init__(self, here: Here) -> None:
        self.here = here
        self.screen: Screen | None = None
        self.bound: object | None = None  # where the message belongs whatever is in focus
        self.refusal: Refusal | None = None
        self.error: Exception | None = None
        self.route = "nobody"  # for the log


at_work: ContextVar[Unit] = ContextVar("at_work")


class DraftStates(MutableMapping[Any, object]):
    """PTB's conversations of one dialogue, read from and written to the draft of the unit at work.

    Takes the place of `ConversationHandler._conversations`, an in-memory dict: with this the state of a dialogue is a
    row of the same transaction. The key (chat and user) is not looked at: the unit has one person.
    """

    def __init__(self, dialogue: Dialogue[Any]) -> None:
        self._dialogue = dialogue

    def __getitem__(self, key: Any) -> object:
        draft = at_work.get().here.draft
        if draft is None or draft.dialogue != self._dialogue.name:
            raise KeyError(key)
        return self._dialogue.step_of(draft)

    def __setitem__(self, key: Any, state: object) -> None:
        draft = at_work.get().here.draft
        if draft is not None and draft.dialogue == self._dialogue.name:
            draft.step = str(state)

    def __delitem__(self, key: Any) -> None:
        """Nothing: a dialogue that ends has deleted its draft."""

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0


def handlers(routes: Routes, manners: Manners) -> list[BaseHandler[Update, Context, Any]]:
    """PTB's handlers for these routes, in the order of precedence."""
    words = {word: command for command in routes.commands.values() for word in _words(command)}

    def out_of_place(unit: Unit) -> Screen | None:
        return manners.commanded(unit.bound, unit.here) if unit.bound is not None else None

    def command(update: Update, unit: Unit) -> Screen | None:
        name, rest = _named(update)
        asked = words[name]
        unit.route = f"/{asked.name}"
        if not (unit.here.actor.registered_at or asked.open):
            return manners.gate(unit.here)
        if (elsewhere := out_of_place(unit)) is not None:
            return elsewhere
        if not asked.aside:
            unit.here.leave()
        return asked.answer(rest, unit.here)

    def command_in_group(update: Update, unit: Unit) -> Screen | None:
        name, rest = _named(update)
        asked = words[name]
        unit.route = f"/{asked.name} in a group"
        return manners.in_group(asked.name, rest, unit.here) if asked.in_groups is not None else None

    def tapped(update: Update, unit: Unit) -> Screen | None:
        tap = Tap.unpack(str(update.callback_query.data)) if update.callback_query else None
        unit.route = type(tap).__name__
        asked = routes.taps.get(type(tap)) if tap else None
        if not (unit.here.actor.registered_at or (asked and asked.open)):
            return manners.gate(unit.here)
        return asked.answer(tap, unit.here) if asked else manners.lost(unit.here)

    def tapped_elsewhere(update: Update, unit: Unit) -> None:
        unit.route = "tap in a group"

    def replied(update: Update, unit: Unit) -> Screen | None:
        unit.route = "reply"
        return manners.replied(unit.bound, unit.here.said, unit.here)

    def edited(update: Update, unit: Unit) -> Screen | None:
        unit.route = "edited"
        return manners.edited(unit.here.said, unit.here) if unit.here.actor.registered_at else None

    def reacted(update: Update, unit: Unit) -> None:
        unit.route = "reaction"
        changed = update.message_reaction
        if changed is not None and changed.chat.type == "private" and unit.here.actor.registered_at:
            emoji = [one.emoji for one in changed.new_reaction if isinstance(one, ReactionTypeEmoji)]
            manners.reacted(changed.message_id, emoji[-1] if emoji else None, unit.here)

    def said(update: Update, unit: Unit) -> Screen | None:
        unit.route = "said"
        if not unit.here.actor.registered_at:
            return manners.gate(unit.here)
        return manners.said(unit.here.said, unit.here)

    def lost(update: Update, unit: Unit) -> Screen | None:
        unit.route = "unknown command"
        if not unit.here.actor.registered_at:
            return manners.gate(unit.here)
        return out_of_place(unit) or manners.lost(unit.here)

    def membership(update: Update, unit: Unit) -> Screen | None:
        unit.route = "membership"
        change = update.my_chat_member
        if change is not None and change.chat.type == "private":
            manners.reachable(change.new_chat_member.status == "member", unit.here)
        elif change is not None and change.chat.type in ("group", "supergroup"):
            now = change.new_chat_member
            if isinstance(now, ChatMemberRestricted):
                manners.chat_changed(now.is_member, now.can_send_messages, unit.here)
            else:
                manners.chat_changed(now.status in ("member", "administrator"), True, unit.here)
        return None

    def moved(update: Update, unit: Unit) -> None:
        unit.route = "a group chat moved"
        message = update.message
        if message is not None and message.migrate_to_chat_id is not None:
            manners.chat_moved(message.chat.id, message.migrate_to_chat_id, unit.here)
        elif message is not None and message.migrate_from_chat_id is not None:
            manners.chat_moved(message.migrate_from_chat_id, message.chat.id, unit.here)

    return [
        CommandHandler(sorted(words), _callback(command), PRIVATE),
        CommandHandler(sorted(words), _callback(command_in_group), filters.ChatType.GROUPS),
        MessageHandler(filters.ChatType.GROUPS & filters.StatusUpdate.MIGRATE, _callback(moved)),
        _TapsElsewhere(_callback(tapped_elsewhere)),
        _Bound(PLAIN, _callback(replied)),
        *(_conversation(dialogue, manners) for dialogue in routes.dialogues.values()),
        CallbackQueryHandler(_callback(tapped)),
        MessageHandler(PRIVATE & filters.COMMAND, _callback(lost)),
        MessageHandler(PLAIN, _callback(said)),
        MessageHandler(EDITED, _callback(edited)),
        MessageReactionHandler(_callback(reacted)),
        ChatMemberHandler(_callback(membership), ChatMemberHandler.MY_CHAT_MEMBER),
    ]


def _named(update: Update) -> tuple[str, str]:
    """The command's word, and what was typed after it: "/join" and "KISSA" of "/join@bot: KISSA"."""
    text = (update.message.text or "") if update.message else ""
    found = COMMAND.match(text)
    assert found is not None, "CommandHandler found one"
    return found[1].lower(), text[found.end() :].lstrip(" .,!?:;\n\t").rstrip()


def _words(command: Command) -> set[str]:
    return {command.name, *command.local.values()}


class _Bound(MessageHandler[Context, Any]):
    """What belongs to a certain place whatever is in focus, such as a reply to a message that the bot carried."""

    def check_update(self, update: object) -> bool | dict[str, list[Any]] | None:
        return at_work.get().bound is not None and super().check_update(update)


class _TapsElsewhere(CallbackQueryHandler[Context, Any]):
    """A tap in a group chat: nobody's screens are shown there, whatever the tap says."""

    def check_update(self, update: object) -> bool:
        chat = update.effective_chat if isinstance(update, Update) and update.callback_query else None
        return chat is not None and chat.type != "private"


class _Conversation(ConversationHandler[Context]):
    """The handler of one dialogue. PTB asks each of them about each update: most say no at a glance."""

    def check_update(self, update: object) -> Any:
        draft = at_work.get().here.draft
        return super().check_update(update) if draft is not None and draft.dialogue == self.name else None


def _conversation(dialogue: Dialogue[Any], manners: Manners) -> ConversationHandler[Context]:
    """A dialogue as PTB's ConversationHandler: its states are the names of the steps."""

    def tapped(update: Update, unit: Unit) -> Screen:
        tap, draft = Tap.unpack(str(update.callback_query.data)) if update.callback_query else None, unit.here.draft
        assert tap is not None
        assert draft is not None
        unit.route = f"{dialogue.name}.{dialogue.step_of(draft)} {type(tap).__name__}"
        return dialogue.tapped(tap, unit.here, draft)

    def typed(update: Update, unit: Unit) -> Screen:
        draft = unit.here.draft
        assert draft is not None
        unit.route = f"{dialogue.name}.{dialogue.step_of(draft)}"
        return manners.unsure(unit.here.said, unit.here) or dialogue.typed(unit.here.said, unit.here, draft)

    def with_state(answer: Callable[[Update, Unit], Screen | None]) -> Callback:
        callback = _callback(answer)

        async def stateful(update: Update, context: Context) -> object:
            await callback(update, context)
            draft = at_work.get().here.draft
            if draft is None or draft.dialogue != dialogue.name:
                return ConversationHandler.END
            return dialogue.step_of(draft)

        return stateful

    answers: list[BaseHandler[Update, Context, Any]] = [
        CallbackQueryHandler(with_state(tapped), pattern=_own_tap),
        MessageHandler(PLAIN, with_state(typed)),
    ]
    with warnings.catch_warnings():
        # Says that taps are not tracked message by message: they carry their draft and step instead.
        warnings.simplefilter("ignore", PTBUserWarning)
        handler = _Conversation(
            entry_points=[],  # any handler opens a dialogue, by writing its draft
            states=dict.fromkeys(dialogue.steps, answers),
            fallbacks=[],
            name=dialogue.name,
        )
    handler._conversations = DraftStates(dialogue)  # tests/frame/test_seams.py watches it
    return handler


def _own_tap(data: object) -> bool:
    return isinstance(Tap.unpack(str(data)), TAPS)


def _callback(answer: Callable[[Update, Unit], Screen | None]) -> Callback:
    """`answer` as PTB calls it."""

    async def callback(update: Update, _context: Context) -> None:
        unit = at_work.get()
        try:
            unit.screen = answer(update, unit)
        except Refusal as refusal:
            unit.refusal = refusal

    return callback


PERSON_AND_DRAFT = (
    select(Person, Draft)
    .outerjoin(Draft, Draft.id == Person.focus_draft_id)
    .where(Person.telegram_id == bindparam("telegram_id"))
)


def here_for(session: Session, update: Update, house: House, now: datetime) -> Here | None:
    """The surroundings of an update: the person (a newcomer gets a row), and the draft that it is about: the tapped
    one, else the one in focus. None for an update of nobody, such as a post in a channel."""
    user, chat = update.effective_user, update.effective_chat
    in_group = chat is not None and chat.type in ("group", "supergroup")
    if user is None or (user.is_bot and not in_group):  # in a group: an administrator who is anonymous, or a bot
        return None
    found = session.execute(PERSON_AND_DRAFT, {"telegram_id": user.id}).one_or_none()
    spoken = nearest(user.language_code, house.default_language)
    if found is not None:
        here = Here(session, found[0], now, house, draft=found[1])
    elif chat is not None and chat.type != "private":
        here = Here(
            session, Person(telegram_id=user.id, name="", language=spoken), now, house
        )  # not kept: has not come
    else:
        arrived = people.arrive(session, telegram_id=user.id, name=user.full_name, language=spoken, now=now)
        here = Here(session, arrived, now, house)
    if here.actor.unreachable_at is not None and update.effective_chat and update.effective_chat.type == "private":
        people.came_back(session, here.actor, now=now)  # a 403 was true then; who acts here can be reached
    if in_group and chat is not None:
        here.room = Room(chat.id, chat.title or "")
    message = update.message or update.edited_message
    if message is not None:
        here.said = said_in(message)
    elif update.callback_query and update.callback_query.data:
        tap = Tap.unpack(update.callback_query.data)
        here.said = Said("nothing", thread_id=topic_of(update.callback_query.message))
        private = update.effective_chat is None or update.effective_chat.type == "private"
        if isinstance(tap, TAPS) and private and (here.draft is None or here.draft.id != tap.draft_id):
            here.draft = session.get(Draft, tap.draft_id)
            if here.draft is not None and here.draft.person_id != here.actor.id:
                here.draft = None
            if here.draft is not None:
                here.focus_on(here.draft)
    return here


def answered(
    application: Application[Any, Any, Any, Any, Any, Any], update: Update, unit: Unit, manners: Manners
) -> None:
    """Answer one update: what is to be shown is left in `unit.screen`. Raises what a handler raised.

    A refusal takes back everything that the update did, and becomes a screen.
    """
    here = unit.here
    before = here.actor.focus_draft_id, here.actor.focus_conversation_id
    about = update.message or update.callback_query
    if (here.said.reply_to or here.said.album or here.said.thread_id) and about and here.actor.registered_at:
        unit.bound = manners.bound(here.said, here)
    token = at_work.set(unit)
    try:
        _driven(application.process_update(update), unit)
    finally:
        at_work.reset(token)
    if unit.error is not None:
        raise unit.error
    if unit.refusal is not None:
        here.session.rollback()
        again = here_for(here.session, update, here.house, here.now)
        assert again is not None
        unit.here = here = again
        if unit.refusal.outlives:
            unit.refusal.outlives(here.session, here.actor)
        unit.screen = manners.refused(unit.refusal, here)
    if unit.screen is not None and before != (here.actor.focus_draft_id, here.actor.focus_conversation_id):
        parked = manners.parked(*before, here)
        if parked is not None:
            unit.screen = replace(unit.screen, words=paragraphs(unit.screen.words, parked))


def _driven(coroutine: Coroutine[Any, Any, None], unit: Unit) -> None:
    """Run a coroutine that never suspends to its end. RuntimeError for one that does: a handler may not wait."""
    try:
        coroutine.send(None)
    except StopIteration:
        return
    coroutine.close()
    raise RuntimeError(f"the handler of {unit.route} waited for something inside the transaction")


async def remember_error(_update: object, context: Context) -> None:
    """PTB's error handler: `process_update` swallows what a handler raises, the unit must not."""
    at_work.get().error = context.error if isinstance(context.error, Exception) else RuntimeError(str(context.error))
