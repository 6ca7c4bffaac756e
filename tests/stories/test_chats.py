"""A group's tasks in a Telegram group chat: linking, the card that keeps itself up to date, and what may go wrong."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from models.chat import ChatCard, ChatRequest, LinkedChat
from models.inbox import InboxUpdate
from models.task import Task
from sandbox.message import Message
from sandbox.people import GroupChat
from sandbox.view import View
from tests.stories.deeds import applies, asks_for_help, chooses, makes_group
from tests.stories.world import Person, World

SAID = {
    "en": ("2 places are free.", "1 place is free.", "Agreed: all places are taken."),
    "fi": ("2 paikkaa on vapaana.", "1 paikka on vapaana.", "Sovittu: kaikki paikat ovat täynnä."),
    "sv": ("2 platser är lediga.", "1 plats är ledig.", "Överenskommet: alla platser är fyllda."),
}


@pytest.mark.parametrize("speaks", ["fi", "sv", "en"])
async def test_from_a_link_in_the_chat_to_a_full_task(world: World, speaks: str) -> None:
    anna, bertil, cecilia = [await world.member(name, speaks) for name in ("Anna", "Bertil", "Cecilia")]
    await makes_group(anna, bertil, cecilia)
    chat = await linked(world, anna, bertil, cecilia)
    assert posted(anna.at(chat)) == []

    await asks_for_help(bertil, "Newsletter", people="2", group="Neighbours")
    card = the_card(anna.at(chat))
    assert "Newsletter" in card.text
    assert "Neighbours" in card.text
    for hidden in ("Bertil", "Layout and proofreading"):
        assert hidden not in card.text, "nobody's name, no description"
    assert states(anna, card) == (True, False, False)

    await follows(cecilia, chat, "Read more and apply", the_card(cecilia.at(chat)))
    assert "Newsletter" in cecilia.text
    await cecilia.taps("Apply")
    await cecilia.says("I have two free evenings.")
    await cecilia.taps("Send the application")
    await chooses(bertil, cecilia)
    assert states(anna, the_card(anna.at(chat))) == (False, True, False)
    assert the_card(anna.at(chat)).id == card.id, "the same message, edited"
    assert "Cecilia" not in the_card(anna.at(chat)).text

    await applies(anna)
    await chooses(bertil, anna)
    card = the_card(anna.at(chat))
    assert states(anna, card) == (False, False, True)
    assert card.buttons == [], "nobody can apply any more"


async def test_cancelled_and_closed_show_on_the_card(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await makes_group(anna, bertil)
    chat = await linked(world, anna, bertil)
    await asks_for_help(anna, "Accounts", group="Neighbours")
    await anna.says("/mytasks")
    await anna.taps("Open: Accounts")
    await anna.taps("Show more actions")
    await anna.taps("Close to applications")
    await anna.taps("Close to new applications")
    assert "Closed to new applications." in the_card(anna.at(chat)).text
    await anna.taps("Show more actions")
    await anna.taps("Cancel the task")
    await anna.says("Bertil is ill.")
    await anna.taps("Cancel the task")
    assert the_card(anna.at(chat)).text.endswith("Cancelled."), "without the reason, which may name people"


async def test_only_an_administrator_of_the_chat_links_it(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await makes_group(anna)
    chat = await world.sandbox.group("Talkoot", bertil, anna)  # Bertil's chat, Anna's group
    await anna.at(chat).says("/link")
    await follows(anna, chat, "Open the chat", anna.at(chat).screen)
    await anna.taps("Link to: Neighbours")
    assert anna.sees("The chat was not linked.")
    assert not anna.sees("The chat is linked")
    await chat.promotes(anna)
    await anna.opens(link_in(anna.at(chat)))
    await anna.taps("Link to: Neighbours")
    assert anna.sees("The chat is linked")

    # Bertil runs the chat, but no group; a stranger's tap is nothing
    await bertil.opens(link_in(anna.at(chat)))
    assert bertil.sees("This chat is linked to a group already")
    await makes_group(bertil, name="Others")
    await bertil.taps_data(bertil.screen, f"chlink:{link_in(anna.at(chat)).partition('l_')[2]}:2")
    assert bertil.sees("This chat is linked to a group already")
    await bertil.taps_data(bertil.screen, f"chlink:{link_in(anna.at(chat)).partition('l_')[2]}:1")
    assert bertil.sees("It is not there, or it is not for you to see")
    for data in ("chats:1", "chat:1", "choff:1:1", "chlang:1:fi", "chlink:xxxxxxxxxxxxxxxx:2"):
        await bertil.taps_data(bertil.screen, data)
        assert bertil.sees("It is not there, or it is not for you to see"), data


async def test_who_runs_no_group_and_who_is_new(world: World) -> None:
    anna, cecilia = await world.member("Anna"), await world.person("Cecilia", "sv")
    chat = await world.sandbox.group("Talkoot", anna, cecilia)
    await anna.at(chat).says("/link")
    await follows(anna, chat, "Open the chat", anna.at(chat).screen)
    assert anna.sees("you are not an admin of any group")
    await anna.taps("Begin a group")
    assert anna.sees("What is the name of the group?")

    await cecilia.opens(link_in(anna.at(chat)))
    assert not cecilia.sees("Talkoot"), "before the registration nothing is told"
    await cecilia.taps("Svenska")
    await cecilia.taps("I am 15 or over and I agree")
    await cecilia.taps("Use the name: Cecilia")
    await cecilia.taps("I help as a private person")
    assert cecilia.sees("you are not an admin of any group")
    await cecilia.opens("l_AAAAAAAAAAAAAAAA")
    assert cecilia.sees("It is not there, or it is not for you to see")


async def test_removed_from_the_chat(world: World) -> None:
    anna, bertil = await world.member("Anna", "fi"), await world.member("Bertil", "fi")
    await makes_group(anna, bertil)
    chat = await linked(world, anna, bertil)
    await asks_for_help(anna, "Kirjanpito", group="Neighbours")
    await chat.removes_bot()
    assert anna.sees("I am no longer in the chat")
    assert heard(anna, "En ole enää Telegram-ryhmässä") == 1
    await asks_for_help(anna, "Verkkosivut", group="Neighbours")
    await world.passes(timedelta(hours=1))
    assert heard(anna, "En ole enää Telegram-ryhmässä") == 1, "the admins are told once"
    assert await count(world, ChatCard) == 0
    await chat.adds_bot()
    await asks_for_help(anna, "Some", group="Neighbours")
    assert len(posted(anna.at(chat))) == 1, "added again, it is linked to nothing"
    assert await world.sandbox.breaches() == []


async def test_the_chat_becomes_a_supergroup(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await makes_group(anna, bertil)
    chat = await linked(world, anna, bertil)
    await asks_for_help(anna, "Accounts", group="Neighbours")
    bigger = await chat.upgrades()
    await anna.at(bigger).refresh()
    assert anna.sees("The chat has become a supergroup")
    assert "Accounts" in the_card(anna.at(bigger)).text, "the old message can no longer be edited"
    await applies(bertil, "Accounts")
    await chooses(anna, bertil)
    assert "all places are taken" in the_card(anna.at(bigger)).text
    assert heard(anna, "has become a supergroup") == 1
    await bigger.silences_bot()
    assert anna.sees("I may not write in the chat")
    await asks_for_help(anna, "Website", group="Neighbours")
    assert len(posted(anna.at(bigger))) == 1
    await anna.says("/groups")
    await anna.taps("Open: Neighbours")
    await anna.taps("See the Telegram chats")
    assert anna.sees("I may not write there")
    await bigger.lets_bot_write()
    assert "Website" in posted(anna.at(bigger))[-1].text
    assert heard(anna, "I may not write in the chat") == 1


async def test_found_out_by_posting(world: World) -> None:
    """Where Telegram did not say so before: no right to write, the new number, put out."""
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await makes_group(anna, bertil)
    chat = await linked(world, anna, bertil)
    await world.sandbox.hold()
    bigger = await chat.upgrades()
    await world.sandbox.post("restrict", chat=bigger.id, by=anna.id, may_write=False)
    world.telegram.mailbox.forget()  # the updates are lost
    await world.sandbox.release()
    await asks_for_help(anna, "Accounts", group="Neighbours")
    assert anna.sees("The chat has become a supergroup") or heard(anna, "has become a supergroup") == 1
    assert heard(anna, "I may not write in the chat") == 1
    await world.sandbox.hold()
    await bigger.lets_bot_write()
    await anna.at(bigger).refresh()
    world.telegram.mailbox.forget()
    await world.sandbox.release()
    await world.passes(timedelta(days=1))
    assert "Accounts" in the_card(anna.at(bigger)).text, "tried again after a day"
    await world.sandbox.hold()
    await bigger.removes_bot()
    world.telegram.mailbox.forget()
    await world.sandbox.release()
    await asks_for_help(anna, "Website", group="Neighbours")
    assert heard(anna, "I am no longer in the chat") == 1


async def test_busy_cut_and_killed(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await makes_group(anna, bertil)
    chat = await linked(world, anna, bertil)
    await world.sandbox.fault("too_many", chat=chat.id, times=1, retry_after=1)
    await asks_for_help(anna, "Accounts", group="Neighbours")
    assert posted(anna.at(chat)) == []
    await world.passes(timedelta(seconds=2))
    assert "Accounts" in the_card(anna.at(chat)).text
    await world.sandbox.fault("cut_before", chat=chat.id, times=1)
    await applies(bertil, "Accounts")
    await chooses(anna, bertil)
    assert "1 place is free" in the_card(anna.at(chat)).text
    await world.restarts()
    await world.passes(timedelta(seconds=5))
    assert "all places are taken" in the_card(anna.at(chat)).text


async def test_killed_while_a_card_was_on_its_way(world: World) -> None:
    """As a kill leaves it: claimed, and not sent, or sent and not written down."""
    anna = await world.member("Anna")
    await makes_group(anna)
    chat = await linked(world, anna)
    await world.sandbox.fault("cut_before", chat=chat.id, times=1)
    await asks_for_help(anna, "Accounts", group="Neighbours")
    on_its_way = {"due": False, "leased_until": world.clock() + timedelta(minutes=2), "not_before": None}
    await world.app.writer.apply(lambda session: session.execute(update(ChatCard).values(on_its_way)))
    await world.restarts()
    await world.passes(timedelta(minutes=1))
    assert posted(anna.at(chat)) == [], "another process may be at it"
    await world.passes(timedelta(minutes=2))
    assert "Accounts" in the_card(anna.at(chat)).text
    for _times in range(3):
        await world.restarts()
        await world.passes(timedelta(minutes=11))
    assert len(posted(anna.at(chat))) == 1, "once posted, it stays one"


async def test_a_card_that_somebody_deleted_comes_once_more(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await makes_group(anna, bertil)
    chat = await linked(world, anna, bertil)
    await asks_for_help(anna, "Accounts", people="3", group="Neighbours")
    await anna.at(chat).deletes(the_card(anna.at(chat)))
    await applies(bertil, "Accounts")
    await chooses(anna, bertil)
    assert "2 places are free" in the_card(anna.at(chat)).text
    await anna.at(chat).deletes(the_card(anna.at(chat)))
    cecilia = await world.member("Cecilia")
    await makes_group(bertil, cecilia, name="Elsewhere")
    await anna.says("/mytasks")
    await anna.taps("Open: Accounts")
    await anna.taps("Show more actions")
    await anna.taps("Close to applications")
    await anna.taps("Close to new applications")
    assert posted(anna.at(chat)) == [], "twice deleted, it stays away"


async def test_what_was_not_marked_is_found(world: World) -> None:
    anna = await world.member("Anna")
    await makes_group(anna)
    chat = await linked(world, anna)
    await asks_for_help(anna, "Accounts", group="Neighbours")
    await world.app.writer.apply(lambda session: session.execute(update(Task).values(title="Books")))
    await world.passes(timedelta(minutes=11))
    assert "Books" in the_card(anna.at(chat)).text
    edits = len(await world.sandbox.calls("editMessageText"))
    await world.passes(timedelta(minutes=11))
    assert len(await world.sandbox.calls("editMessageText")) == edits, "what looks as it does costs no call"


async def test_unlinked_and_in_another_language(world: World) -> None:
    anna, bertil = await world.member("Anna", "sv"), await world.member("Bertil", "sv")
    await makes_group(anna, bertil)
    chat = await linked(world, anna, bertil)
    await asks_for_help(anna, "Bokföring", group="Neighbours")
    assert "Öppet för ansökningar." in the_card(anna.at(chat)).text
    await anna.says("/grupper")
    await anna.taps("Open: Neighbours")
    await anna.taps("See the Telegram chats")
    await anna.taps("Open: Talkoot")
    await anna.taps("Use: Suomi")
    assert "Avoin." in the_card(anna.at(chat)).text
    await anna.taps("End the link")
    screen = anna.screen
    await anna.taps("End the link")
    assert anna.sees("The link has ended")
    assert "Tätä korttia ei enää päivitetä." in the_card(anna.at(chat)).text
    await asks_for_help(anna, "Webbplats", group="Neighbours")
    assert len(posted(anna.at(chat))) == 1
    world.clock.now += timedelta(minutes=1)
    await anna.taps_data(screen, "choff:1:1")
    assert anna.sees("It is not there, or it is not for you to see")


async def test_nothing_of_what_a_chat_says_is_kept(world: World) -> None:
    world.telegram.privacy = False
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await makes_group(anna, bertil)
    chat = await linked(world, anna, bertil)
    await asks_for_help(anna, "Accounts", group="Neighbours")
    before = await count(world, InboxUpdate)
    secret = "our clients' data"
    await bertil.at(chat).says(secret)
    await bertil.at(chat).replies(the_card(bertil.at(chat)), secret)
    await bertil.at(chat).sends_photo(caption=secret)
    await bertil.at(chat).edits(next(m for m in bertil.at(chat).messages if m.text == secret), f"{secret}!")
    await bertil.at(chat).says(f"/newtask {secret}")
    await bertil.at(chat).says(f"/help@other_bot {secret}")
    await chat.removes(bertil)
    assert await count(world, InboxUpdate) == before
    await chat.adds(bertil)

    await world.stops()  # a command is stored bare, whatever it answers
    await bertil.at(chat).refresh()
    world.sandbox.settle, settle = None, world.sandbox.settle
    await bertil.at(chat).says(secret)
    await bertil.at(chat).refresh()
    await bertil.at(chat).replies(next(m for m in bertil.at(chat).messages if secret in m.text), f"/help {secret}")
    world.sandbox.settle = settle
    await world.starts()
    kept = await world.app.writer.apply(lambda session: list(session.scalars(select(InboxUpdate.body))))
    assert secret not in json.dumps(kept)
    assert await count(world, InboxUpdate) == before + 1
    await bertil.at(chat).refresh()
    assert bertil.at(chat).screen.buttons == ["Open the chat"]


async def test_the_card_lets_nobody_in(world: World) -> None:
    anna, bertil, cecilia = [await world.member(name) for name in ("Anna", "Bertil", "Cecilia")]
    await makes_group(anna, bertil)
    chat = await linked(world, anna, bertil, cecilia)
    await asks_for_help(anna, "Accounts", group="Neighbours")
    await cecilia.at(chat).refresh()
    await follows(cecilia, chat, "Read more and apply", the_card(cecilia.at(chat)))
    assert cecilia.sees("It is not there, or it is not for you to see")
    assert "Accounts" not in cecilia.text
    await asks_for_help(anna, "For everybody", group="Everybody in the service")
    assert len(posted(anna.at(chat))) == 1, "only the group's tasks"


async def test_the_menu_of_group_chats(world: World) -> None:
    await world.app.set_menus("fi")
    for speaks, words in {
        "fi": ["start", "ohje", "linkki"],
        "sv": ["start", "hjalp", "lank"],
        "en": ["start", "help", "link"],
    }.items():
        somebody = await world.person("Anna", speaks)
        chat = await world.sandbox.group(f"Chat {speaks}", somebody)
        view = somebody.at(chat)
        await view.refresh()
        assert sorted(view.commands) == sorted(words)
        await view.says(f"/{words[2]}")
        assert view.screen.buttons == [somebody.own_words("Open the chat")]


async def test_added_by_the_link_that_asks_for_a_chat(world: World) -> None:
    anna = await world.member("Anna")
    await makes_group(anna)
    chat = await world.sandbox.group("Talkoot", anna, bot=False)
    await chat.adds_bot(payload="link")
    await anna.at(chat).refresh()
    await follows(anna, chat, "Open the chat", anna.at(chat).screen)
    await anna.taps("Link to: Neighbours")
    assert anna.sees("The chat is linked")
    assert await count(world, ChatRequest) == 0
    assert await count(world, LinkedChat) == 1


# How people do it


async def linked(world: World, admin: Person, *others: Person) -> GroupChat:
    """A Telegram group chat of these people, linked to the admin's group."""
    chat = await world.sandbox.group("Talkoot", admin, *others)
    view = admin.at(chat)
    for somebody in (admin, *others):
        await somebody.at(chat).refresh()
    await view.says("/link")
    await follows(admin, chat, "Open the chat", view.screen)
    await admin.taps("Link to: Neighbours")
    assert admin.sees("The chat is linked"), admin.tail()
    return chat


async def follows(somebody: Person, chat: GroupChat, label: str, message: Message) -> None:
    """A button in the chat that opens the private one."""
    await somebody.at(chat).taps(somebody.own_words(label), message)


def posted(view: View) -> list[Message]:
    """The cards in a chat."""
    return [message for message in view.messages if message.by_bot and not is_way_in(message)]


def is_way_in(message: Message) -> bool:
    """The answer to a command in the chat."""
    keys = [key for row in message.post["body"].get("reply_markup", {}).get("inline_keyboard", []) for key in row]
    return any("start=t_" not in key.get("url", "") for key in keys)


def the_card(view: View) -> Message:
    """The one card in a chat."""
    found = posted(view)
    assert len(found) == 1, view.tail()
    return found[0]


def states(reader: Person, card: Message) -> tuple[bool, ...]:
    """Whether the card says two free, one free, full."""
    return tuple(words in card.text for words in SAID[reader.speaks])


def link_in(view: View) -> str:
    """The link of the newest answer to /link in a chat."""
    for message in reversed(view.messages):
        for row in message.post["body"].get("reply_markup", {}).get("inline_keyboard", []):
            if "start=l_" in row[0].get("url", ""):
                return str(row[0]["url"])
    raise AssertionError(view.tail())


def heard(somebody: Person, words: str) -> int:
    """How many messages of the bot say that."""
    return sum(words in message.text for message in somebody.messages if message.by_bot)


async def count(world: World, kind: type[Any]) -> int:
    """How many rows there are."""
    return await world.app.writer.apply(lambda session: session.scalar(select(func.count()).select_from(kind)) or 0)
