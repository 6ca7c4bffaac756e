"""Finding tasks: what is asked for now, narrowed down as one likes, and by words."""

from collections.abc import Mapping, Sequence

from domain.dataclasses import dataclass
from domain.search import MOST_MORE
from domain.views import CategoryView, FoundPage, SearchView
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Words, _, lines, paragraphs
from screens import facts
from screens.reach import ASK_WHY
from screens.tasks import openings
from screens.ways import HOME, AskForHelp, BrowseTasks, FollowSearch, MyProfile, SearchTasks


@dataclass(frozen=True)
class MoreTasks(Tap, code="more"):
    """What comes after that task in my search."""

    after_id: int


@dataclass(frozen=True)
class BrowseAnew(Tap, code="anew"):
    """My search from the beginning."""


@dataclass(frozen=True)
class ShowEverything(Tap, code="all"):
    """Leave nothing out any more."""


@dataclass(frozen=True)
class Narrow(Tap, code="narrow"):
    """What is shown, and what could be."""


@dataclass(frozen=True)
class ChooseCategory(Tap, code="cats"):
    """The kinds of help that are asked for now."""


@dataclass(frozen=True)
class SetCategory(Tap, code="cat"):
    """Only this kind of help; all of them where none is named."""

    category_id: int | None


@dataclass(frozen=True)
class SetFilter(Tap, code="filter"):
    """One of the switches: "interests", "groups", "remote" or "urgent"."""

    name: str
    on: bool


@dataclass(frozen=True)
class LeaveOutWords(Tap, code="nowords"):
    """Look for no words any more."""


@dataclass(frozen=True)
class ChooseTown(Tap, code="town"):
    """Only tasks of one town: which?"""


@dataclass(frozen=True)
class LeaveOutTown(Tap, code="notown"):
    """In every town again."""


WHAT = _("Searching for tasks")
WHICH_WORDS = _("What are you looking for? Write a word or two, for example: newsletter, bookkeeping, Turku.")
WHAT_TOWN = _("Choosing a town")
WHICH_TOWN = _("Which town? Write its name. Remote tasks are not shown then.")


FOLLOW = Button(_("Tell me of new ones like this"), FollowSearch())


def found(page: FoundPage) -> Screen:
    """What is asked for now, a few at a time."""
    search = page.search
    if not page.items:
        return _nothing(search)
    more = page.more if page.more < MOST_MORE else None
    return Screen(
        paragraphs(
            _corrected(page) if page.corrected is not None else _heading(search),
            *(facts.card(one) for one in page.items),
        ),
        rows(
            *openings(page.items),
            page.more > 0
            and Button(
                _("Show more ({count})", count=more) if more is not None else _("Show more"),
                MoreTasks(page.items[-1].id),
            ),
            search.after_id is not None and Button(_("Show from the beginning"), BrowseAnew()),
            (Button(_("Search with words"), SearchTasks()), Button(_("Choose what is shown"), Narrow())),
            FOLLOW,
            search.narrow and Button(_("Show all open tasks"), ShowEverything()),
            ASK_WHY,
            HOME,
        ),
    )


def _heading(search: SearchView) -> Words:
    return lines(
        _("<b>Open tasks, the most urgent first</b>") if search.urgent else _("<b>Open tasks</b>"), *said(search)
    )


def _corrected(page: FoundPage) -> Words:
    return _(
        "No open task has these words: {words}. These have: <b>{others}</b>",
        words=page.search.words,
        others=page.corrected or "",
    )


def said(search: SearchView) -> list[Words]:
    """What somebody looks for, a line each."""
    every: list[Words | bool] = [
        bool(search.words) and _("With the words: {words}", words=search.words),
        bool(search.town) and _("In the town: {town}", town=search.town),
        search.category is not None and _("Kind of help: {category}", category=facts.category(search.category)),
        search.interests and _("Only what I can help with"),
        search.groups and _("Only of my groups"),
        search.remote and _("Only what can be done remotely"),
    ]
    return [words for words in every if not isinstance(words, bool)]


def _nothing(search: SearchView) -> Screen:
    if search.after_id is not None:
        return Screen(
            _("There are no more open tasks here."),
            rows(Button(_("Show from the beginning"), BrowseAnew()), HOME),
        )
    if not search.narrow:
        return Screen(
            _("Nobody asks for help just now. Come back later, or ask for help yourself."),
            rows(FOLLOW, Button(_("Ask for help"), AskForHelp()), ASK_WHY, HOME),
        )
    return Screen(
        paragraphs(
            _("No open task is like this:"),
            lines(*said(search)),
            _("Leave something out, and more will be shown."),
        ),
        rows(FOLLOW, *_loosening(search), Button(_("Show all open tasks"), ShowEverything()), ASK_WHY, HOME),
    )


def _loosening(search: SearchView) -> Sequence[Button | bool]:
    return (
        bool(search.words) and Button(_("Leave out the words"), LeaveOutWords()),
        bool(search.words) and Button(_("Search with other words"), SearchTasks()),
        bool(search.town) and Button(_("Show every town"), LeaveOutTown()),
        search.category is not None and Button(_("Show every kind of help"), SetCategory(None)),
        search.interests and Button(_("Show others than I can help with, too"), SetFilter("interests", False)),
        search.groups and Button(_("Show others than of my groups, too"), SetFilter("groups", False)),
        search.remote and Button(_("Show others than remote ones, too"), SetFilter("remote", False)),
    )


def narrow(search: SearchView, *, skilled: bool, grouped: bool) -> Screen:
    """What is shown, with the switches. `skilled`: the person has skills in the profile; `grouped`: is in a group."""
    chosen = said(search)
    return Screen(
        paragraphs(
            _("<b>What is shown</b>"),
            lines(*chosen) if chosen else _("All open tasks."),
            _("The most urgent first.") if search.urgent else _("The newest first."),
            not skilled and _("Tell in your profile what you can help with: then you can have only that shown."),
        ),
        rows(
            *_loosening(search),
            not search.words and Button(_("Search with words"), SearchTasks()),
            Button(_("Choose the kind of help"), ChooseCategory()),
            not search.town and Button(_("Choose a town"), ChooseTown()),
            skilled
            and not search.interests
            and Button(_("Show only what I can help with"), SetFilter("interests", True)),
            not skilled and Button(_("Open my profile"), MyProfile()),
            grouped and not search.groups and Button(_("Show only of my groups"), SetFilter("groups", True)),
            not search.remote and Button(_("Show only remote ones"), SetFilter("remote", True)),
            Button(_("Put the newest first"), SetFilter("urgent", False))
            if search.urgent
            else Button(_("Put the most urgent first"), SetFilter("urgent", True)),
            Button(_("Show the tasks"), BrowseTasks()),
            HOME,
        ),
    )


def categories(known: Sequence[CategoryView], counts: Mapping[int, int]) -> Screen:
    """The kinds of help that are asked for, with how many tasks each has."""
    return Screen(
        _("Which kind of help do you want to give?"),
        rows(
            *(
                Button(
                    _("{category} ({count})", category=facts.category(one), count=counts[one.id]), SetCategory(one.id)
                )
                for one in known
                if counts.get(one.id)
            ),
            Button(_("Show every kind of help"), SetCategory(None)),
            HOME,
        ),
    )
