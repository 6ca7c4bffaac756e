"""Coming in."""

from domain.dataclasses import dataclass
from domain.views import GroupView
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Words, _, n_, paragraphs
from screens import privacy


@dataclass(frozen=True)
class ComeIn(Tap, code="in"):
    """Begin the registration, or go on with it."""


COME_IN = Button(_("Come in"), ComeIn())
AGREE = _("I am 15 or over and I agree")
BEGIN = _("Begin here")
BEGIN_IN_GROUPS = _("Open the private chat")
WHAT = _("Coming in")


def first_come_in() -> Words:
    """To somebody who did something else before the registration."""
    return _("First come in, please: it takes a minute. Then everything here is open to you.")


def invitation(group: GroupView) -> Words:
    """Before the registration: what waits after it."""
    return n_(
        "You are invited to a group: <b>{name}</b> ({count} member). You can join it as soon as you have come in.",
        "You are invited to a group: <b>{name}</b> ({count} members). You can join it as soon as you have come in.",
        group.size,
        name=group.name,
    )


def task_waits() -> Words:
    """Before the registration: a task's link was opened."""
    return _("You opened a link to a task. You will see the task as soon as you have come in.")


def welcome(service: str, controller: str, before: Words | None) -> Words:
    """What this is, and what is kept."""
    return paragraphs(
        before,
        _(
            "<b>{service}</b>: associations help one another with communications, bookkeeping, accessibility and other "
            "support services, free of charge and in turn. You can ask for help and give it, here in this chat.",
            service=service,
        ),
        privacy.in_short(controller),
    )


def which_name(offered: bool) -> Words:
    """The name that others see."""
    if offered:
        return _("Which name may others see? Write it, or use the one you have in Telegram.")
    return _("Which name may others see? Please write it.")


def use_name(name: str) -> Words:
    """Telegram's name, as a button."""
    return _("Use the name: {name}", name=name)


def came_in(name: str) -> Words:
    """The registration is done."""
    return _("Welcome, {name}! You are in.", name=name)


def outside() -> Screen:
    """To somebody who broke the registration off."""
    return Screen(
        _("You can come in whenever it suits you."),
        rows(COME_IN),
    )


def unknown_link() -> Words:
    """A link whose payload says nothing."""
    return _("That link does not lead to anything here. Perhaps a part of it is missing.")
