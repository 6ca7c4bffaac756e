"""People asked by name, and the links that name whoever opens them once."""

from domain.dataclasses import dataclass
from domain.views import InvitationView, NamedView, TaskView
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Words, _, lines, n_, paragraphs
from screens import facts
from screens.ways import HOME, MakeNamedLink, OpenTask


@dataclass(frozen=True)
class TakeNamedLink(Tap, code="ntake"):
    """Be named by a link that was opened."""

    token: str


NAMED_NOW = _("The requester asked you for this. Only those asked by name see it.")


def link_made(task: TaskView, link: str, days: int) -> Screen:
    """A link for one person, shown this once."""
    return Screen(
        paragraphs(
            _("A link for one person: {link}", link=link),
            n_(
                "Send it to the person you ask. Who opens it first can see the task: <b>{title}</b>. "
                "It works once, for {count} day. It is shown only now.",
                "Send it to the person you ask. Who opens it first can see the task: <b>{title}</b>. "
                "It works once, for {count} days. It is shown only now.",
                days,
                title=task.title,
            ),
        ),
        rows(
            Button(_("Make another link"), MakeNamedLink(task.id)),
            Button(_("Look at the task"), OpenTask(task.id)),
            HOME,
        ),
    )


def invitation(view: InvitationView) -> Words:
    """Before the registration: what waits after it."""
    return _(
        "You are asked for help by name: {name}. You can see the task as soon as you have come in.",
        name=view.requester_name,
    )


def asked(view: InvitationView, token: str) -> Screen:
    """What a link asks one for: taken up by a button, never by opening it."""
    return Screen(
        paragraphs(
            _("You are asked for help by name: <b>{title}</b>", title=view.title),
            facts.asker(view.requester_name, view.organisation),
            _("The link is for one person. If you look at the task, nobody else can use it."),
        ),
        rows(Button(_("Look at the task"), TakeNamedLink(token)), HOME),
    )


def asked_by_name(task: TaskView) -> Screen:
    """To somebody whom a requester named."""
    return Screen(
        paragraphs(
            _("{name} asks you by name: <b>{title}</b>", name=task.requester_name, title=task.title),
            lines(
                facts.category(task.category),
                facts.asker(task.requester_name, task.organisation),
                facts.needed(task.minutes, task.places),
                facts.when(task.when_date, task.when_at, task.when_text),
                facts.place(remote=task.remote, town=task.town),
            ),
            facts.short(task.description),
            _("Only those asked by name see this task."),
        ),
        rows(Button(_("Look at the task"), OpenTask(task.id)), HOME),
    )


def names(people: list[NamedView]) -> Words | None:
    """To its requester: who was asked by name."""
    if not people:
        return _("Nobody is asked by name yet. Make a link for one person, or change the task.")
    return lines(
        _("Asked by name: {names}", names=", ".join(one.name for one in people if one.reachable))
        if any(one.reachable for one in people)
        else None,
        *(
            _("Cannot be reached now, as they have closed this bot: {name}", name=one.name)
            for one in people
            if not one.reachable
        ),
    )
