"""Files: those of our own making, and those that people send to be read. The dialogue here is this test's own."""

from dataclasses import dataclass

import pytest

from domain.refusals import TextMissing
from frame.dialogue import Dialogue
from frame.here import MOST_BYTES, Here, Said
from frame.readers import Unread, line
from frame.routing import Making, Routes
from frame.screen import File, MediaKind, Recipe, Screen
from frame.steps import Answered, Ask, Confirm
from frame.texts import Text
from handlers import ROUTES, home
from tests.stories.world import World


@dataclass(frozen=True)
class Greeting(Recipe):
    """A file with its reader's name in it; without words it cannot be made."""

    words: str


@dataclass
class Names:
    """Names from a file, or typed."""

    names: str = ""


def greet(names: str, here: Here) -> Screen:
    here.leave()
    return Screen(f"Here it is: {names}", media=Greeting(names))


def first_line(content: bytes) -> str:
    if not content:
        raise TextMissing(field="name")
    return content.decode("ascii").splitlines()[0]


def taken(said: Said, answers: Names, here: Here) -> Answered | Unread | Names:
    if said.kind == "photo":
        return Unread(Text("A photo has no names."))
    if said.kind == "voice":
        return Names("a voice")
    return Answered(Names(here.read_file(first_line)))


routes = Routes()
dialogue = routes.dialogue(
    Dialogue(
        "files",
        Names,
        Ask("names", lambda answers, _here: f"Which names? So far: {answers.names}", line(), sent=taken),
        Confirm(lambda answers, _here: f"Greet {answers.names}?", send="Greet"),
        what="Greeting",
        then=lambda answers, here: greet(answers.names, here),
        ended=home.show,
    )
)


@routes.command("greet")
def begin(typed: str, here: Here) -> Screen:
    return greet(typed, here) if typed else dialogue.open(here)


@routes.recipe(Greeting)
def greeting(recipe: Greeting, here: Here) -> Making:
    name = here.actor.name
    assert recipe.words != "nothing", "cannot be made"
    return lambda: File(MediaKind.DOCUMENT, "greeting.txt", f"{recipe.words}, {name}!".encode())


@pytest.fixture(autouse=True)
def added(monkeypatch: pytest.MonkeyPatch) -> None:
    """The routes of this test beside the bot's own, before the bot starts."""
    monkeypatch.setitem(ROUTES.commands, "greet", routes.commands["greet"])
    monkeypatch.setitem(ROUTES.dialogues, "files", dialogue)
    monkeypatch.setitem(ROUTES.recipes, Greeting, greeting)


async def test_a_file_is_made_for_its_reader(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/greet Hello")
    assert (anna.screen.media, anna.screen.text) == ("document", "Here it is: Hello")
    assert await anna.downloads() == b"Hello, Anna!"


async def test_a_file_that_cannot_be_made_does_not_keep_the_words_back(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/greet nothing")
    assert (anna.screen.media, anna.screen.text) == ("", "Here it is: nothing")


async def test_a_file_that_was_not_shown_is_made_again(world: World) -> None:
    anna = await world.member("Anna")
    await world.sandbox.fault("bad_gateway", method="sendDocument", times=2)
    await anna.says("/greet Hello")
    assert await anna.downloads() == b"Hello, Anna!"


async def test_a_file_that_somebody_sends_is_read(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/greet")
    await anna.sends_document(b"Bertil\nCarl\n", "names.csv")
    assert anna.sees("Greet Bertil?")
    await anna.taps("Greet")
    assert await anna.downloads() == b"Bertil, Anna!"


async def test_what_does_not_fit_is_said_and_the_question_stays(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/greet")
    await anna.sends_document(b"", "empty.csv")
    assert anna.sees("There is nothing to read in this answer: {field}.")
    assert anna.sees("Which names?")
    await anna.sends_document("ääkköset".encode(), "names.csv")
    assert anna.sees("This file could not be read.")
    await anna.sends_document(b"x" * (MOST_BYTES + 1), "names.csv")
    assert anna.sees("This file is too large. At most {count} megabytes can be read.")
    await anna.sends_photo()
    assert anna.sees("A photo has no names.")
    await anna.sends_voice(b"OggS")
    assert anna.sees("So far: a voice")
    await anna.says("Carl")
    assert anna.sees("Greet Carl?")
