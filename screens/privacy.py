"""What is kept of people, and why: in short before one comes in, and whole."""

from frame.screen import Button, Screen, rows
from frame.texts import Words, _, lines, paragraphs
from screens.peace import BlockedPeople

VERSION = "2026-11-4"
"""Of the notice. It is stored with each yes: change it whenever what the notice says changes."""


def in_short(controller: str) -> Words:
    """Before one comes in."""
    return lines(
        _("<b>Your data</b>"),
        _("• Your name, your organisation and what you write here are kept, so that people can agree on help."),
        _(
            "• Others see your name and organisation when you ask for help or offer it. "
            "Your Telegram username and your phone number are not shown."
        ),
        _(
            "• Messages pass through Telegram. They are not end-to-end encrypted. "
            "Do not write anything about your clients here."
        ),
        bool(controller) and _("• Who keeps the register: {controller}", controller=controller),
        _("• The whole notice: /privacy"),
    )


def notice(service: str, controller: str, contact: str, *after: Button, blocks: bool = False) -> Screen:
    """All of it, in plain words."""
    return Screen(
        paragraphs(
            _("<b>Privacy notice</b> ({service}, version {version})", service=service, version=VERSION),
            _who(controller, contact),
            lines(
                _("<b>What is kept, and why</b>"),
                _("• Your numeric Telegram id, so that the bot knows you."),
                _("• Your name, language, organisation, town, description and skills: what you tell of yourself."),
                _("• Your tasks, questions, applications, agreed help, hours and feedback: what the service is for."),
                _(
                    "• Your messages to others, so that the bot can carry them and a reply finds its place. They are "
                    "forgotten some months after the conversation has closed. A contact that you share is not kept."
                ),
                _("• Whom you have blocked, and what you have reported with the last messages."),
                _(
                    "• E-mail addresses that you prove; and addresses that a group admin lists to invite people, "
                    "for a year at most if nobody proves them."
                ),
                _("• Your groups, and a log of who did what and when, so that mistakes and misuse can be sorted out."),
            ),
            lines(
                _("<b>Who sees it</b>"),
                _(
                    "• Your name and organisation: people who see your tasks or are asked your questions, members of "
                    "your groups, people you help."
                ),
                _("• Your profile and feedback: the people whose tasks you apply to."),
                _("• A conversation: you and the other side. Administrators of the service can reach the database."),
                _("• Nothing is sold, and nothing is used for advertising."),
            ),
            lines(
                _("<b>Telegram</b>"),
                _(
                    "Everything you write to the bot passes through Telegram and is not end-to-end encrypted. "
                    "Telegram has its own terms. Do not write anything about your clients here, and no identity "
                    "numbers, phone numbers or bank accounts."
                ),
            ),
            lines(
                _("<b>How long</b>"),
                _(
                    "As long as you are in the service. When you ask to be removed, your name and your texts go; "
                    "sums of hours stay, without your name."
                ),
            ),
            lines(
                _("<b>Your rights</b>"),
                _(
                    "What is kept rests on your consent. You may see your data, correct it (/profile), have it removed "
                    "and take your consent back: write to who keeps the register, or to an administrator of the "
                    "service. You may complain to the Data Protection Ombudsman: tietosuoja.fi"
                ),
            ),
        ),
        rows(blocks and Button(_("See whom I have blocked"), BlockedPeople()), *after),
    )


def _who(controller: str, contact: str) -> Words:
    return lines(
        _("<b>Who keeps the register</b>"),
        controller or _("The administrators of this service."),
        bool(contact) and _("How to reach them: {contact}", contact=contact),
    )
