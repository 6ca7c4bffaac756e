"""What letters say."""

from domain.emails import displayed
from frame.mail import Mail
from frame.texts import _


def proof(service: str, name: str, digits: str, minutes: int) -> Mail:
    """The code that proves an address."""
    return Mail(
        subject=_("Your code: {digits}", digits=digits),
        body=(
            _("Hello {name},", name=name),
            _("this code proves that the address is yours:"),
            _("<b>{digits}</b>", digits=f"{digits[:4]} {digits[4:]}"),
            _(
                "Write it in the chat with the bot. It works for {minutes} minutes. "
                "Nobody from the service ever asks you for it.",
                minutes=minutes,
            ),
        ),
        small=(
            _(
                "Somebody gave this address as theirs in this service: {service}. If it was not you, "
                "do nothing: without the code nothing happens, and the address is forgotten in two days.",
                service=service,
            ),
        ),
    )


def invitation(service: str, group: str, inviter: str, address: str, link: str, contact: str, days: int) -> Mail:
    """To an address that was listed for a group."""
    return Mail(
        subject=_("An invitation to a group: {group}", group=group),
        body=(
            _("Hello,"),
            _(
                "{inviter} invites you to this group: <b>{group}</b>. It is in the service {service}, where people of "
                "associations help one another, free of charge and in turn. It works in Telegram.",
                inviter=inviter,
                group=group,
                service=service,
            ),
            _(
                "Open the link, come in, and prove this address by the code that is then mailed to you: {address}. "
                "After that you are a member of the group.",
                address=displayed(address),
            ),
        ),
        link=(_("Open the bot in Telegram"), link),
        small=(
            _(
                "You got this one letter because {inviter} listed your address for this group: {group}. "
                "No account was made for you. If you do nothing, nothing more is kept and no more is sent: "
                "the address is forgotten after {days} days.",
                inviter=inviter,
                group=group,
                days=days,
            ),
            *((_("To have the address removed sooner, write to: {contact}", contact=contact),) if contact else ()),
        ),
        unasked=True,
    )
