"""Finding tasks: what is asked for now, narrowed down as one likes, and by words."""

from dataclasses import dataclass

from domain import categories, groups, people, search, tasks
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import line
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask
from frame.texts import _
from handlers import home
from screens import search as screens
from screens.search import (
    BrowseAnew,
    ChooseCategory,
    ChooseTown,
    LeaveOutTown,
    LeaveOutWords,
    MoreTasks,
    Narrow,
    SetCategory,
    SetFilter,
    ShowEverything,
)
from screens.ways import BrowseTasks, SearchTasks

routes = Routes()
SWITCHES = ("interests", "groups", "remote", "urgent")


@routes.command("tasks", menu=_("Find tasks"), fi="tehtavat", sv="uppdrag")
def from_the_beginning(_typed: str, here: Here) -> Screen:
    """What I look for, from the beginning."""
    return look(here, after_id=None)


def look(here: Here, **changes: object) -> Screen:
    """What there is, after what is looked for has changed."""
    wanted = search.change(here.session, here.actor, now=here.now, **changes)
    return screens.found(search.find(here.session, here.actor, wanted, limit=tasks.PAGE))


@routes.tap(BrowseTasks)
def browse(tap: BrowseTasks, here: Here) -> Screen:
    """Where I was in the list; or from the beginning, where a kind of help is named."""
    if tap.category_id is not None:
        return look(here, **{**search.NOTHING, "category_id": tap.category_id})
    return screens.found(search.find(here.session, here.actor, search.of(here.session, here.actor), limit=tasks.PAGE))


@routes.tap(MoreTasks)
def more(tap: MoreTasks, here: Here) -> Screen:
    """What comes after."""
    return look(here, after_id=tap.after_id)


@routes.tap(BrowseAnew)
def anew(_tap: BrowseAnew, here: Here) -> Screen:
    """From the beginning."""
    return look(here, after_id=None)


# What is shown


@routes.tap(Narrow)
def narrow(_tap: Narrow, here: Here) -> Screen:
    """What is shown, with the switches."""
    return screens.narrow(
        search.of(here.session, here.actor),
        skilled=bool(people.skills(here.session, here.actor)),
        grouped=bool(groups.mine(here.session, here.actor)),
    )


@routes.tap(ShowEverything)
def everything(_tap: ShowEverything, here: Here) -> Screen:
    """Nothing is left out."""
    return look(here, **search.NOTHING)


@routes.tap(SetFilter)
def switch(tap: SetFilter, here: Here) -> Screen:
    """One of the switches."""
    return look(here, **{tap.name: tap.on}) if tap.name in SWITCHES else narrow(Narrow(), here)


@routes.tap(ChooseCategory)
def choose_category(_tap: ChooseCategory, here: Here) -> Screen:
    """The kinds of help that are asked for now."""
    return screens.categories(categories.listed(here.session), tasks.open_by_category(here.session, here.actor))


@routes.tap(SetCategory)
def set_category(tap: SetCategory, here: Here) -> Screen:
    """Only one kind of help, or all again."""
    return look(here, category_id=tap.category_id)


@routes.tap(LeaveOutWords)
def leave_out_words(_tap: LeaveOutWords, here: Here) -> Screen:
    """No words any more."""
    return look(here, words="")


@routes.tap(LeaveOutTown)
def leave_out_town(_tap: LeaveOutTown, here: Here) -> Screen:
    """In every town again."""
    return look(here, town="")


# Words and towns


@dataclass
class WordsDraft:
    """The words to look for."""

    words: str = ""


@dataclass
class TownDraft:
    """The town to look in."""

    town: str = ""


ask_words = routes.dialogue(
    Dialogue(
        "search",
        WordsDraft,
        Ask("words", screens.WHICH_WORDS, line(maximum=search.WORDS_MAX)),
        what=screens.WHAT,
        then=lambda answers, here: look(here, words=answers.words),
        ended=home.show,
    )
)
ask_town = routes.dialogue(
    Dialogue(
        "searchtown",
        TownDraft,
        Ask("town", screens.WHICH_TOWN, line(maximum=search.TOWN_MAX)),
        what=screens.WHAT_TOWN,
        then=lambda answers, here: look(here, town=answers.town),
        ended=home.show,
    )
)


@routes.command("search", menu=_("Search for tasks with words"), fi="haku", sv="sok")
def by_command(typed: str, here: Here) -> Screen:
    """With the words behind the command, or asked for them."""
    return look(here, words=typed) if typed else ask_words.open(here)


@routes.tap(SearchTasks)
def by_button(_tap: SearchTasks, here: Here) -> Screen:
    """Which words?"""
    return ask_words.open(here)


@routes.tap(ChooseTown)
def choose_town(_tap: ChooseTown, here: Here) -> Screen:
    """Which town?"""
    return ask_town.open(here)
