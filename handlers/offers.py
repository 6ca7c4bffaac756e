"""Help that I offer by myself, and that others offer for a task of mine."""

from domain import categories, offers, tasks
from domain.notices import AskedOfOffer, OfferHolds, OfferPaused
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import hours, prose
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask, Choose, Confirm
from frame.texts import Translated, Words
from handlers import home
from screens import facts
from screens import offers as screens
from screens.offers import LABELS, AskOfferer, EndOffer, KeepOffer, MakeOffer, MyOffers, OfferDraft, PauseOffer
from screens.ways import SeeOffers

routes = Routes()


@routes.command("offer", menu=screens.MENU, fi="tarjous", sv="erbjudande")
def my_offers(_typed: str, here: Here) -> Screen:
    """What I offer."""
    return show(here)


@routes.tap(MyOffers)
def tapped(_tap: MyOffers, here: Here) -> Screen:
    """The same by a button."""
    return show(here)


def show(here: Here, before: Words | None = None) -> Screen:
    """All that I offer, with `before` above it."""
    return screens.mine(offers.mine(here.session, here.actor), before)


def make(answers: OfferDraft, here: Here) -> Screen:
    """It is out."""
    offers.make(
        here.session,
        here.actor,
        category_id=answers.category_id,
        minutes=answers.minutes,
        text=answers.text,
        now=here.now,
    )
    return show(here, screens.MADE)


def _preview(answers: OfferDraft, here: Here) -> Words:
    known = {one.id: facts.category(one) for one in categories.listed(here.session)}
    category = known.get(answers.category_id, Translated(dict.fromkeys(("fi", "sv", "en"), "")))
    return screens.preview(category, answers.minutes, answers.text)


offer_dialogue = routes.dialogue(
    Dialogue(
        "offer",
        OfferDraft,
        Choose(
            "category_id",
            screens.WHICH_CATEGORY,
            lambda _answers, here: screens.categories(categories.listed(here.session)),
            LABELS["category_id"],
            read=int,
        ),
        Ask(
            "minutes",
            screens.HOW_MUCH,
            hours(offers.MINUTES_MIN / 60, offers.MINUTES_MAX / 60),
            LABELS["minutes"],
            offers=lambda _answers, _here: screens.hours(),
            echo=facts.understood_time,
        ),
        Ask(
            "text",
            screens.WHICH_WORDS,
            facts.careful(prose(maximum=offers.TEXT_MAX)),
            LABELS["text"],
            optional=True,
        ),
        Confirm(_preview, send=screens.SEND),
        what=screens.WHAT,
        then=make,
        ended=home.show,
    )
)


@routes.tap(MakeOffer)
def begin(_tap: MakeOffer, here: Here) -> Screen:
    """Offer help with what?"""
    return offer_dialogue.open(here)


@routes.tap(KeepOffer)
def keep(tap: KeepOffer, here: Here) -> Screen:
    """It holds."""
    offers.keep(here.session, here.actor, offer_id=tap.offer_id, now=here.now)
    return show(here)


@routes.tap(PauseOffer)
def pause(tap: PauseOffer, here: Here) -> Screen:
    """Not for now."""
    offers.pause(here.session, here.actor, offer_id=tap.offer_id, now=here.now)
    return show(here)


@routes.tap(EndOffer)
def end(tap: EndOffer, here: Here) -> Screen:
    """No more."""
    offers.end(here.session, here.actor, offer_id=tap.offer_id, now=here.now)
    return show(here, screens.ENDED)


# For a task of mine


@routes.tap(SeeOffers)
def see(tap: SeeOffers, here: Here) -> Screen:
    """Who offers such help?"""
    return _offerers(tap.task_id, here)


@routes.tap(AskOfferer)
def ask(tap: AskOfferer, here: Here) -> Screen:
    """Ask one of them."""
    offers.ask(here.session, here.actor, task_id=tap.task_id, offer_id=tap.offer_id, now=here.now)
    return _offerers(tap.task_id, here, screens.ASKED)


def _offerers(task_id: int, here: Here, before: Words | None = None) -> Screen:
    task = tasks.get_for(here.session, here.actor, task_id)
    found = offers.for_task(here.session, here.actor, task_id=task_id, now=here.now)
    return screens.offerers(task.id, task.title, found, before)


# What they hear


@routes.notice(AskedOfOffer)
def asked_of_offer(notice: AskedOfOffer, here: Here) -> Screen | None:
    """A requester asks."""
    found = offers.asked_of(here.session, here.actor, notice)
    return screens.asked_of_offer(*found) if found else None


@routes.notice(OfferHolds)
def holds(notice: OfferHolds, here: Here) -> Screen | None:
    """Does it still hold?"""
    own = offers.lasting(here.session, here.actor, notice.offer_id)
    return screens.holds(own) if own is not None and own.asked else None


@routes.notice(OfferPaused)
def paused(notice: OfferPaused, here: Here) -> Screen | None:
    """Nobody is shown it any more."""
    own = offers.lasting(here.session, here.actor, notice.offer_id)
    return screens.paused(own) if own is not None and own.paused else None
