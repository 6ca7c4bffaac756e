"""Help that people offer by themselves: mine, and that of others for a task of mine."""

from collections.abc import Sequence

from domain.dataclasses import dataclass
from domain.offers import OffererView, OfferView
from domain.views import CategoryView, TaskView
from frame.screen import Button, Screen, Tap, rows
from frame.steps import Option
from frame.texts import Minutes, Translated, Words, _, lines, paragraphs
from screens import facts
from screens.applications import ApplyToTask
from screens.ways import HOME, BrowseTasks, OpenTask, apart

HOURS = (60, 120, 240, 480)  # minutes a month


@dataclass(frozen=True)
class MyOffers(Tap, code="offers"):
    """What I offer."""


@dataclass(frozen=True)
class MakeOffer(Tap, code="offer"):
    """Offer help with something."""


@dataclass(frozen=True)
class KeepOffer(Tap, code="offkeep"):
    """It holds: again, or still."""

    offer_id: int


@dataclass(frozen=True)
class PauseOffer(Tap, code="offpause"):
    """Not for now."""

    offer_id: int


@dataclass(frozen=True)
class EndOffer(Tap, code="offend"):
    """No more."""

    offer_id: int


@dataclass(frozen=True)
class AskOfferer(Tap, code="offask"):
    """Ask them for my task."""

    task_id: int
    offer_id: int


@dataclass
class OfferDraft:
    """What somebody offers."""

    category_id: int = 0
    minutes: int = 0
    text: str | None = None


MENU = _("Offer help")
WHAT = _("Offering help")
WHICH_CATEGORY = _("What can you help with?")
HOW_MUCH = _("How many hours a month at most? It is no promise: you say yes or no each time.")
WHICH_WORDS = _("What exactly? Those who ask for such help see it. For example: newsletters, in Finnish and Swedish.")
LABELS: dict[str, Words] = {
    "category_id": _("Kind of help"),
    "minutes": _("Hours a month"),
    "text": _("In your words"),
}
SEND = _("Offer this help")
MADE = _("Thank you! Those who ask for such help see your offer and may ask you.")
ENDED = _("The offer has ended.")
ASKED = _("Asked. They hear of it at once.")


def categories(known: Sequence[CategoryView]) -> list[Option]:
    """The kinds of help."""
    return [Option(str(one.id), facts.category(one)) for one in known]


def hours() -> list[Option]:
    """Usual numbers of hours."""
    return [Option(str(minutes // 60), facts.duration(minutes)) for minutes in HOURS]


def preview(category: Translated, minutes: int, text: str | None) -> Words:
    """As others will see it."""
    return paragraphs(
        _("This is how others will see it:"),
        lines(category, _("Up to {time} a month", time=Minutes(minutes)), text or None),
    )


def mine(offers: Sequence[OfferView], before: Words | None = None) -> Screen:
    """What I offer, each with what can be done to it."""
    return Screen(
        paragraphs(
            before,
            _("<b>The help you offer</b>"),
            *(_said(one) for one in offers),
            not offers and _("Nothing yet. Offer what you can: those who need it find you."),
        ),
        rows(
            *(
                (
                    Button(_("Offer again: {category}", category=facts.category(one.category)), KeepOffer(one.id))
                    if one.paused
                    else Button(_("Pause: {category}", category=facts.category(one.category)), PauseOffer(one.id)),
                    Button(_("End: {category}", category=facts.category(one.category)), EndOffer(one.id)),
                )
                for one in offers
            ),
            Button(_("Offer help with something"), MakeOffer()),
            HOME,
        ),
    )


def _said(offer: OfferView) -> Words:
    return lines(
        _("<b>{category}</b>", category=facts.category(offer.category)),
        _("Up to {time} a month", time=Minutes(offer.minutes)),
        offer.text or None,
        offer.paused and _("Paused: nobody sees it now."),
    )


def offerers(task_id: int, title: str, found: Sequence[OffererView], before: Words | None = None) -> Screen:
    """To a requester: who offers such help, each to be asked by a tap."""
    return Screen(
        paragraphs(
            before,
            _("Who offers such help. Task: <b>{title}</b>", title=title),
            *(_offerer(one) for one in found),
            not found and _("Nobody who could see this task offers such help just now."),
        ),
        rows(
            *apart(
                Button(_("Ask: {name}", name=one.name), AskOfferer(task_id, one.offer_id))
                for one in found
                if not one.asked
            ),
            Button(_("Look at the task"), OpenTask(task_id)),
            HOME,
        ),
    )


def _offerer(one: OffererView) -> Words:
    return lines(
        _("<b>{name}</b>, {organisation}", name=one.name, organisation=one.organisation)
        if one.organisation
        else _("<b>{name}</b>, private person", name=one.name),
        _("Up to {time} a month", time=Minutes(one.minutes)),
        one.text or None,
        one.asked and _("You have asked them."),
    )


# What they hear


def asked_of_offer(task: TaskView, offer: OfferView) -> Screen:
    """To who offers such help: a task."""
    return Screen(
        paragraphs(
            _("You are asked, because you offer such help. Asked by: {name}", name=task.requester_name),
            facts.card(task),
            _("You may say no: then just leave it. Your offer: {category}", category=facts.category(offer.category)),
        ),
        rows(
            Button(_("Apply"), ApplyToTask(task.id)),
            Button(_("Look at the task"), OpenTask(task.id)),
            Button(_("Pause my offer"), PauseOffer(offer.id)),
        ),
    )


def holds(offer: OfferView) -> Screen:
    """To who offers help: does it still hold?"""
    return Screen(
        paragraphs(_("Does your offer still hold?"), _said(offer)),
        rows(
            Button(_("Keep the offer"), KeepOffer(offer.id)),
            Button(_("Pause the offer"), PauseOffer(offer.id)),
            Button(_("End the offer"), EndOffer(offer.id)),
        ),
    )


def paused(offer: OfferView) -> Screen:
    """To who offers help: nobody is shown it any more."""
    return Screen(
        paragraphs(_("Your offer is paused now, as you did not say whether it still holds."), _said(offer)),
        rows(
            Button(_("Keep the offer"), KeepOffer(offer.id)),
            Button(_("End the offer"), EndOffer(offer.id)),
            Button(_("Find a task"), BrowseTasks()),
        ),
    )
