"""Who answers what: commands, taps, dialogues and notices, declared beside the functions that answer them.

Precedence, fixed here once: a command, then a tap, then a reply to a carried message, then - plain messages only -
what is in focus (a dialogue or a conversation), then the fallback.
"""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from domain.dataclasses import dataclass
from domain.notices import Notice
from domain.refusals import Noun, Refusal
from frame.here import Here, Said
from frame.screen import Button, File, Recipe, Screen, Tap
from frame.texts import Text, Words

if TYPE_CHECKING:
    from frame.dialogue import Dialogue

T = TypeVar("T", bound=Tap)
N = TypeVar("N", bound=Notice)
R = TypeVar("R", bound=Recipe)

Says = Callable[[Here], Sequence[tuple[Words, Button]]]
"""Lines of the home screen, each with its button."""

Making = Callable[[], File | Screen]
"""Makes a file or a screen, with nothing of the database in its hands: it runs beside everybody's updates."""


@dataclass(frozen=True)
class Command:
    """A command: its English word, which works in every language, and the words of the other menus."""

    name: str
    answer: Callable[[str, Here], Screen]
    local: dict[str, str]  # language code to its own word
    menu: Text | None  # what the menu says of it; None keeps it out
    open: bool  # answered before registration, too
    aside: bool  # keeps the focus where it is
    in_groups: Text | None = None  # what the menu of group chats says of it; None: it is not answered there

    def word(self, language: str) -> str:
        """The word that the menu of `language` shows."""
        return self.local.get(language, self.name)


@dataclass(frozen=True)
class Tapped:
    """The answer to a kind of tap."""

    answer: Callable[[Any, Here], Screen]
    open: bool


@dataclass(frozen=True)
class Linked:
    """What a deep link of a corner leads to: it asks or shows, and never acts."""

    answer: Callable[[str, Here], Screen]
    invites: Callable[[str, Here], Words]


class Routes:
    """A table of who answers what. Each corner of the product has its own; `app.py` joins them."""

    def __init__(self) -> None:
        self.commands: dict[str, Command] = {}
        self.taps: dict[type[Tap], Tapped] = {}
        self.notices: dict[type[Notice], Callable[[Any, Here], Screen | None]] = {}
        self.delivered: dict[type[Notice], Callable[[Any, Here, Sequence[int], int | None], None]] = {}
        self.undelivered: dict[type[Notice], Callable[[Any, Here], None]] = {}
        self.recipes: dict[type[Recipe], Callable[[Any, Here], Making]] = {}
        self.dialogues: dict[str, Dialogue[Any]] = {}
        self.presents: dict[Noun, Callable[[Here, int], Screen]] = {}
        self.awaiting: dict[str, Says] = {}
        self.links: dict[str, Linked] = {}

    def command(
        self,
        name: str,
        *,
        menu: Text | None = None,
        open: bool = False,
        aside: bool = False,
        in_groups: Text | None = None,
        **local: str,
    ) -> Callable[[Callable[[str, Here], Screen]], Callable[[str, Here], Screen]]:
        """Answers `/name` (and `/word` of other languages: `fi="uusitehtava"`), given what was typed after it."""

        def declare(answer: Callable[[str, Here], Screen]) -> Callable[[str, Here], Screen]:
            assert name not in self.commands, name
            self.commands[name] = Command(name, answer, local, menu, open, aside, in_groups)
            return answer

        return declare

    @property
    def words_in_groups(self) -> set[str]:
        """The words, in any language, of the commands that are answered in group chats."""
        found = [command for command in self.commands.values() if command.in_groups is not None]
        return {word for command in found for word in (command.name, *command.local.values())}

    def tap(
        self, kind: type[T], *, open: bool = False
    ) -> Callable[[Callable[[T, Here], Screen]], Callable[[T, Here], Screen]]:
        """Answers a tap of that kind."""

        def declare(answer: Callable[[T, Here], Screen]) -> Callable[[T, Here], Screen]:
            assert kind not in self.taps, kind
            self.taps[kind] = Tapped(answer, open)
            return answer

        return declare

    def notice(
        self, kind: type[N]
    ) -> Callable[[Callable[[N, Here], Screen | None]], Callable[[N, Here], Screen | None]]:
        """Shows a notice to `here.actor`, from the present state; None when the matter is over."""

        def declare(show: Callable[[N, Here], Screen | None]) -> Callable[[N, Here], Screen | None]:
            assert kind not in self.notices, kind
            self.notices[kind] = show
            return show

        return declare

    def when_delivered(
        self, kind: type[N]
    ) -> Callable[
        [Callable[[N, Here, Sequence[int], int | None], None]], Callable[[N, Here, Sequence[int], int | None], None]
    ]:
        """Told of Telegram's ids of the messages in which a notice of that kind reached `here.actor`, the one with its
        buttons first, and of the topic that they stand in."""

        def declare(
            note: Callable[[N, Here, Sequence[int], int | None], None],
        ) -> Callable[[N, Here, Sequence[int], int | None], None]:
            self.delivered[kind] = note
            return note

        return declare

    def when_undelivered(self, kind: type[N]) -> Callable[[Callable[[N, Here], None]], Callable[[N, Here], None]]:
        """Told that a notice of that kind did not reach `here.actor`, who blocked the bot or left Telegram."""

        def declare(note: Callable[[N, Here], None]) -> Callable[[N, Here], None]:
            self.undelivered[kind] = note
            return note

        return declare

    def recipe(self, kind: type[R]) -> Callable[[Callable[[R, Here], Making]], Callable[[R, Here], Making]]:
        """Makes the file of a screen for `here.actor`. What is asked of the database is asked at once, in a session
        that only reads; what is given back makes the file, in a thread."""

        def declare(make: Callable[[R, Here], Making]) -> Callable[[R, Here], Making]:
            assert kind not in self.recipes, kind
            self.recipes[kind] = make
            return make

        return declare

    def dialogue(self, dialogue: "Dialogue[Any]") -> "Dialogue[Any]":
        """Takes up the answers to that dialogue's questions."""
        assert dialogue.name not in self.dialogues, dialogue.name
        self.dialogues[dialogue.name] = dialogue
        return dialogue

    def presents_as(self, noun: Noun, show: Callable[[Here, int], Screen]) -> None:
        """Shows the present state of a thing of that noun, by its id: under a refusal that is about it."""
        assert noun not in self.presents, noun
        self.presents[noun] = show

    def link(
        self, pattern: str, *, invites: Callable[[str, Here], Words]
    ) -> Callable[[Callable[[str, Here], Screen]], Callable[[str, Here], Screen]]:
        """Answers a deep link whose payload is like `pattern`, given its first part. `invites` says before the
        registration what waits after it, or refuses."""

        def declare(answer: Callable[[str, Here], Screen]) -> Callable[[str, Here], Screen]:
            assert pattern not in self.links, pattern
            self.links[pattern] = Linked(answer, invites)
            return answer

        return declare

    def linked(self, payload: str) -> tuple[Linked, str] | None:
        """Who answers that payload, and its first part."""
        for pattern, linked in self.links.items():
            if found := re.fullmatch(pattern, payload):
                return linked, found[1]
        return None

    def awaits(self, corner: str) -> Callable[[Says], Says]:
        """Says what of a corner awaits `here.actor` on the home screen: a line and its button each."""

        def declare(say: Says) -> Says:
            assert corner not in self.awaiting, corner
            self.awaiting[corner] = say
            return say

        return declare

    def join(self, *others: "Routes") -> "Routes":
        """This table with the others' rows added; two answers to one thing are an AssertionError."""
        for other in others:
            for mine, theirs in zip(vars(self).values(), vars(other).values(), strict=True):
                assert not mine.keys() & theirs.keys(), mine.keys() & theirs.keys()
                mine.update(theirs)
        return self


@dataclass(frozen=True)
class Manners:
    """What the frame needs to be told from above, once for the whole bot."""

    gate: Callable[[Here], Screen]  # to somebody who has not registered
    refused: Callable[[Refusal, Here], Screen]  # a polite no, with the present state under it
    lost: Callable[[Here], Screen]  # a tap or a command that means nothing any more
    said: Callable[[Said, Here], Screen | None]  # a plain message while no dialogue is in focus
    bound: Callable[
        [Said, Here], object | None
    ]  # where a message belongs whatever is in focus: what it replies to, say
    replied: Callable[[Any, Said, Here], Screen | None]  # such a message; None: nothing needs to be said
    commanded: Callable[[Any, Here], Screen | None]  # a command there; None: it is answered as anywhere
    edited: Callable[[Said, Here], Screen | None]  # the new words of a message that was said before
    reacted: Callable[[int, str | None, Here], None]  # an emoji was put on a message, or taken off
    unsure: Callable[[Said, Here], Screen | None]  # an answer that may be meant for a conversation; None: it is not
    topic_opened: Callable[[int, int, Here], None]  # the topic of what has this number is there now
    parked: Callable[[int | None, int | None, Here], Words | None]  # of a draft or conversation that lost the focus
    in_group: Callable[[str, str, Here], Screen | None]  # a command in a group chat, by its English word, and the rest
    chat_changed: Callable[[bool, bool, Here], None]  # the bot is in that group chat or is not; it may write there
    chat_moved: Callable[[int, int, Here], None]  # a group chat has another number now
    by_clock: Callable[[Sequence[Screen]], Screen]  # one message of what the clock started, with the way to hear less
    reachable: Callable[[bool, Here], None]  # the person blocked the bot, or let it in again
    apology: Callable[[str, Here], Screen]  # for an update that failed for good, with a reference
