"""Rooms of a round: what is written into one goes to everybody else in it, and nowhere else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain import conversations
from domain.dataclasses import dataclass
from domain.messages import Content
from domain.programme.running import rooms
from domain.programme.running.notices import RoomEdited, RoomSaid
from domain.programme.running.rooms import RoomView
from domain.refusals import Refusal
from frame.dialogue import Dialogue
from frame.here import Here, Said
from frame.routing import Manners, Routes
from frame.screen import Screen
from frame.steps import Choose
from frame.texts import Words, paragraphs
from handlers import home
from models.draft import Draft
from screens.messages import CARRIED, CHANGEABLE
from screens.programme import rooms as screens
from screens.programme.rooms import MuteRoom, OpenRoom, RoomDraft, SeeRooms

routes = Routes()


@routes.tap(SeeRooms)
def see_rooms(_tap: SeeRooms, here: Here) -> Screen:
    """The rooms that I am in."""
    return screens.listed(rooms.of(here.session, here.actor))


@routes.tap(OpenRoom)
def open_room(tap: OpenRoom, here: Here) -> Screen:
    """Put it in focus; a closed one says so."""
    room = rooms.room_for(here.session, here.actor, tap.round_id, tap.application_id)
    if not room.open:
        return screens.over(room)
    return talking.open(
        here, RoomDraft(room.round_id, room.application_id), subject=f"{room.round_id}:{room.application_id or ''}"
    )


@routes.tap(MuteRoom)
def mute(tap: MuteRoom, here: Here) -> Screen:
    """Without sound from now on; or with it again."""
    rooms.mute(
        here.session,
        here.actor,
        round_id=tap.round_id,
        application_id=tap.application_id,
        muted=tap.muted,
        now=here.now,
    )
    return open_room(OpenRoom(tap.round_id, tap.application_id), here)


class Talking(Dialogue[RoomDraft]):
    """A room in focus: a dialogue whose one question is never answered. What is said to it goes into the room."""

    waits = False

    def _room(self, here: Here, draft: Draft) -> RoomView:
        answers = self.answers(draft)
        return rooms.room_for(here.session, here.actor, answers.round_id, answers.application_id)

    def question(
        self, here: Here, draft: Draft, *before: Words | bool | None, page: int = 0, month: date | None = None
    ) -> Screen:
        """Where one writes now."""
        said = [one for one in before if one is not None and not isinstance(one, bool)]
        return screens.banner(self._room(here, draft), draft.id, *said)

    def typed(self, said: Said, here: Here, draft: Draft) -> Screen:
        """It goes into the room."""
        room = self._room(here, draft)
        if not room.open:
            self._finish(here, draft)
            return screens.over(room)
        unfit = screens.unfit(said.kind, said.text)
        if unfit is not None:
            return self.question(here, draft, unfit)
        _say(here, room, said)
        draft.written_at = here.now
        return self.question(here, draft, screens.sent(room))

    def cancel(self, here: Here, draft: Draft) -> Screen:
        """Out of the room."""
        words = screens.left(self._room(here, draft))
        self._finish(here, draft)
        shown = home.show(here)
        return replace(shown, words=paragraphs(words, shown.words))

    def parked(self, here: Here, draft: Draft) -> Words | None:
        """To whom one no longer writes."""
        try:
            return screens.left(self._room(here, draft))
        except Refusal:
            return None


talking = Talking(
    "room",
    RoomDraft,
    Choose("said", screens.WHAT, lambda _answers, _here: ()),
    what=screens.WHAT,
    then=lambda _answers, here: home.show(here),
    ended=home.show,
    resumes=True,
    holds=lambda answers, here: rooms.room_for(here.session, here.actor, answers.round_id, answers.application_id),
)
routes.dialogue(talking)


def _content(said: Said) -> Content:
    return Content(CARRIED[said.kind], said.text, said.file_id, said.entities, said.details)


def _say(here: Here, room: RoomView, said: Said, reply_to: int | None = None) -> None:
    rooms.say(
        here.session,
        here.actor,
        round_id=room.round_id,
        application_id=room.application_id,
        content=_content(said),
        now=here.now,
        reply_to=reply_to,
        author_message_id=said.message_id or None,
        album=said.album,
    )


# What belongs to a room whatever is in focus


@dataclass(frozen=True)
class InRoom:
    """A reply to something that was said in a room, or a part more of an album that went there."""

    round_id: int
    application_id: int | None
    reply_to: int | None
    further: bool = False


def with_rooms(manners: Manners) -> Manners:
    """The same manners, where rooms are known: the marketplace's own come first."""

    def bound(said: Said, here: Here) -> object | None:
        found = manners.bound(said, here)
        if found is not None:
            return found
        if said.album is not None:
            begun = rooms.album_begun(here.session, here.actor, said.album)
            if begun is not None:
                return InRoom(begun.round_id, begun.application_id, begun.reply_to_id, further=True)
        target = rooms.find_reply_target(here.session, here.actor, said.reply_to) if said.reply_to else None
        return InRoom(target.round_id, target.application_id, target.id) if target is not None else None

    def replied(where: object, said: Said, here: Here) -> Screen | None:
        return _replied(where, said, here) if isinstance(where, InRoom) else manners.replied(where, said, here)

    def commanded(where: object, here: Here) -> Screen | None:
        return None if isinstance(where, InRoom) else manners.commanded(where, here)

    def edited(said: Said, here: Here) -> Screen | None:
        return None if _edited(said, here) else manners.edited(said, here)

    def said(said: Said, here: Here) -> Screen | None:
        """Nothing is in focus: where there are rooms only, which one?"""
        alone = here.actor.focus_conversation_id is None and not conversations.how_many(here.session, here.actor)
        mine = rooms.of(here.session, here.actor) if alone else []
        return _which(mine) if mine else manners.said(said, here)

    return replace(manners, bound=bound, replied=replied, commanded=commanded, edited=edited, said=said)


def _which(mine: Sequence[RoomView]) -> Screen:
    shown = screens.listed(mine)
    return replace(shown, words=paragraphs(screens.NOT_SENT, shown.words))


def _replied(where: InRoom, said: Said, here: Here) -> Screen | None:
    room = rooms.room_for(here.session, here.actor, where.round_id, where.application_id)
    if not room.open:
        return replace(screens.over(room), anew=True)
    unfit = screens.unfit(said.kind, said.text)
    if unfit is not None:
        return screens.refused(room, unfit)
    _say(here, room, said, where.reply_to)
    return None if where.further else screens.replied(room)


def _edited(said: Said, here: Here) -> bool:
    if said.kind not in CHANGEABLE or screens.unfit(said.kind, said.text) is not None:
        return False
    message = rooms.amend(
        here.session, here.actor, author_message_id=said.message_id, content=_content(said), now=here.now
    )
    return message is not None


# Delivery


@routes.notice(RoomSaid)
def room_said(notice: RoomSaid, here: Here) -> Screen | None:
    """Something was said in a room that I am still in."""
    message = rooms.message_for(here.session, here.actor, notice.message_id)
    return screens.carried(message) if message is not None else None


@routes.when_delivered(RoomSaid)
def delivered(notice: RoomSaid, here: Here, stands_in: Sequence[int], thread_id: int | None) -> None:
    """It stands in my chat."""
    rooms.delivered(here.session, here.actor, notice.message_id, list(stands_in), now=here.now)


@routes.notice(RoomEdited)
def room_edited(notice: RoomEdited, here: Here) -> Screen | None:
    """It has new words."""
    message = rooms.message_for(here.session, here.actor, notice.message_id)
    return screens.changed(message) if message is not None else None
