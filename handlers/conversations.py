"""Conversations: which there are, whom one writes to, and what one may do about them."""

from domain import conversations, peace
from frame.here import Here
from frame.routing import Making, Routes
from frame.screen import File, MediaKind, Screen
from frame.texts import _, language
from screens import conversations as screens
from screens.conversations import (
    PAGE,
    ConversationFile,
    LeaveConversation,
    MoreAboutConversation,
    MuteConversation,
    SaveConversation,
    TalksPage,
)
from screens.ways import OpenConversation, Talks

routes = Routes()


@routes.command("talks", menu=_("See my conversations"), fi="keskustelut", sv="chattar")
def talks(_typed: str, here: Here) -> Screen:
    """The open conversations."""
    return _page(here, 0)


@routes.tap(Talks)
def list_talks(_tap: Talks, here: Here) -> Screen:
    """The same by a button."""
    return _page(here, 0)


@routes.tap(TalksPage)
def turn_page(tap: TalksPage, here: Here) -> Screen:
    """More of them."""
    return _page(here, max(tap.page, 0))


def _page(here: Here, page: int) -> Screen:
    count = conversations.how_many(here.session, here.actor)
    page = min(page, max(count - 1, 0) // PAGE)
    found = conversations.of(here.session, here.actor, limit=PAGE, offset=page * PAGE)
    return screens.listed(found, page, count)


@routes.tap(OpenConversation)
def open_conversation(tap: OpenConversation, here: Here) -> Screen:
    """Put it in focus; a closed one says so."""
    talk = conversations.conversation_for(here.session, here.actor, tap.conversation_id)
    if talk.closed_at is not None or talk.kept_apart:
        return screens.page(talk)
    conversations.looked(here.session, here.actor, talk.id)
    here.focus_on_conversation(talk.id)
    away = peace.away_until(here.session, talk.other_id, zone=here.zone, now=here.now)
    return screens.banner(talk, away, topics=here.house.topics)


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


@routes.tap(MoreAboutConversation)
def more(tap: MoreAboutConversation, here: Here) -> Screen:
    """What one may do about it, besides writing."""
    return screens.more(conversations.conversation_for(here.session, here.actor, tap.conversation_id))


@routes.tap(MuteConversation)
def mute(tap: MuteConversation, here: Here) -> Screen:
    """Without sound from now on; or with it again."""
    talk = conversations.mute(
        here.session, here.actor, conversation_id=tap.conversation_id, muted=tap.muted, now=here.now
    )
    return screens.more(talk)


@routes.tap(SaveConversation)
def save(tap: SaveConversation, here: Here) -> Screen:
    """As a file that any browser opens."""
    return screens.saved(conversations.conversation_for(here.session, here.actor, tap.conversation_id))


@routes.recipe(ConversationFile)
def conversation_file(recipe: ConversationFile, here: Here) -> Making:
    """A conversation of one's own, whole."""
    talk, said = conversations.transcript(here.session, here.actor, recipe.conversation_id)
    speaks, zone = language(here.actor.language), here.zone

    def make() -> File:
        content = screens.transcript(talk, said, speaks, zone)
        return File(MediaKind.DOCUMENT, f"tehostamo-{talk.id}.html", content.encode())

    return make
