"""What is said when somebody is lost, and when something else takes the focus."""

from frame.screen import Screen, rows
from frame.texts import Words, _, lines
from screens.ways import HOME


def old_button() -> Words:
    """A button whose matter is gone."""
    return _("That button is from an older message and no longer works.")


def unknown_command() -> Words:
    """A command that nobody answers."""
    return _("I do not know that command. Everything I know is in /help.")


def put_aside(what: Words) -> Words:
    """Of a draft that lost the focus."""
    return _("Put aside: {what}. It waits for you on the home screen.", what=what)


def no_longer_writing_to(name: str) -> Words:
    """Of a conversation that lost the focus."""
    return _("You are no longer writing to: {name}", name=name)


def apology(reference: str) -> Screen:
    """To the person whose update failed for good."""
    return Screen(
        _(
            "Sorry, something went wrong on our side, and this did not work. Nothing else was lost. "
            "The administrators of the service have been told. Reference: {reference}",
            reference=reference,
        ),
        anew=True,
    )


def update_set_aside(update_id: int, fingerprint: str) -> Screen:
    """To an operator: something failed for good."""
    return Screen(
        lines(
            _("<b>To the administrators of the service</b>"),
            _("Something failed three times and was set aside. The person concerned got an apology."),
            _("Reference: {reference}", reference=str(update_id)),
            _("Where in the code: {place}", place=fingerprint),
        ),
        rows(HOME),
    )
