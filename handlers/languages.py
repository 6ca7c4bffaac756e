"""Which language the bot speaks with me."""

from domain import people
from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from frame.texts import _
from handlers import home
from screens import languages as screens
from screens.home import said_before
from screens.languages import ChooseLanguage, Speak

routes = Routes()


@routes.command("language", menu=_("Change the language"), open=True, aside=True, fi="kieli", sv="sprak")
def language(_typed: str, here: Here) -> Screen:
    """The choice of languages."""
    return screens.choice(here.actor.language, home.way_on(here))


@routes.tap(ChooseLanguage)
def choose(_tap: ChooseLanguage, here: Here) -> Screen:
    """The same by a button."""
    return language("", here)


@routes.tap(Speak, open=True)
def speak(tap: Speak, here: Here) -> Screen:
    """Another language from now on, and back to where I was."""
    from handlers import start  # it leads here, too

    people.set_language(here.session, here.actor, language=tap.language, now=here.now)
    if here.actor.registered_at is None:
        return start.go_on(here)
    return said_before(screens.chosen(tap.language), home.present(here))
