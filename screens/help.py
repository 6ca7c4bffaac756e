"""How this works, in short."""

from frame.screen import Button, Screen, rows
from frame.texts import Joined, Words, _, lines, paragraphs
from screens.reach import ASK_WHY

ABOUT = _(
    "Associations help one another with communications, bookkeeping, accessibility and more: free of charge and in "
    "turn. Ask for help, or offer yours, in this chat."
)
IN_SHORT = _("Associations help one another, free of charge and in turn.")


def help(commands: list[tuple[str, Words]], *after: Button, why: bool = False) -> Screen:
    """What can be done, with the commands of the reader's own menu."""
    return Screen(
        paragraphs(
            _(
                "Here people of associations help one another, free of charge and in turn. "
                "One asks for help with a task, others offer theirs, the asker chooses, "
                "and afterwards both say how it went."
            ),
            _(
                "Everything works by buttons, and by writing when I ask something. You can stop at any moment: "
                "what you have begun waits for you on the home screen."
            ),
            lines(*(Joined((f"/{word}", said), " – ") for word, said in commands)),
        ),
        rows(why and ASK_WHY, *after),
    )


def nothing_to_cancel() -> Words:
    """Nothing is in focus."""
    return _("There is nothing to cancel: nothing is under way.")


def the_link(link: str, *after: Button) -> Screen:
    """The address of the bot, to be passed on."""
    return Screen(
        paragraphs(_("With this link others find their way here. Pass it on:"), link),
        rows(*after),
    )


def in_group(address: str) -> Screen:
    """In a group chat: the way to the private one."""
    return Screen(
        _("I talk with each person in a chat of their own, not in a group."),
        rows(Button(_("Open the chat"), url=address)),
    )
