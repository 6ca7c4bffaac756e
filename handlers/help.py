"""How this works, and the way out of whatever is under way."""

from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from frame.texts import _
from handlers import home
from screens import help as screens
from screens.home import said_before

routes = Routes()


@routes.command(
    "help",
    menu=_("Read how this works"),
    in_groups=_("Read how this works"),
    open=True,
    aside=True,
    fi="ohje",
    sv="hjalp",
)
def help(_typed: str, here: Here) -> Screen:
    """What can be done, and with which commands."""
    language = here.actor.language
    known = [(command.word(language), command.menu) for command in here.house.routes.commands.values() if command.menu]
    return screens.help([(word, menu) for word, menu in known], home.way_on(here), why=here.actor.is_registered)


@routes.command("link", in_groups=_("Link this chat to a group"), open=True, aside=True, fi="linkki", sv="lank")
def link(_typed: str, here: Here) -> Screen:
    """The address of the bot, to be passed on."""
    return screens.the_link(here.house.link("hello"), home.way_on(here))


@routes.command("cancel", menu=_("Cancel what is under way"), open=True, aside=True, fi="peru", sv="avbryt")
def cancel(_typed: str, here: Here) -> Screen:
    """Out of the dialogue or the conversation that is in focus."""
    dialogues = here.house.routes.dialogues
    dialogue = dialogues.get(here.draft.dialogue) if here.draft is not None else None
    if dialogue is not None and here.draft is not None:
        return dialogue.cancel(here, here.draft)
    if here.actor.focus_conversation_id is None:
        return said_before(screens.nothing_to_cancel(), home.present(here))
    here.leave()
    return home.show(here)
