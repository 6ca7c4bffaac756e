"""My e-mail addresses, and the codes that prove them."""

from domain.dataclasses import dataclass
from domain.emails import displayed
from domain.views import AddressesView, GroupView, PendingProof, ProvedView
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Text, Words, _, lines, paragraphs
from screens.ways import HOME, MyAddresses, MyProfile, OpenGroup, apart


@dataclass(frozen=True)
class GiveAddress(Tap, code="mailnew"):
    """Give an address, to prove it."""


@dataclass(frozen=True)
class GiveCode(Tap, code="mailcode"):
    """Type the code that was mailed."""

    proof_id: int


@dataclass(frozen=True)
class AskRemoveAddress(Tap, code="mailask"):
    """Shall this address be mine no longer?"""

    address_id: int


@dataclass(frozen=True)
class RemoveAddress(Tap, code="mailoff"):
    """Yes, it is mine no longer."""

    address_id: int


def mine(view: AddressesView, mails: bool, before: Words | None = None) -> Screen:
    """What I have proved, and what waits for its code."""
    return Screen(
        paragraphs(
            before,
            _("<b>My e-mail addresses</b>"),
            lines(
                *(
                    _("• {address}, proved {day}", address=displayed(one.address), day=one.proved_at.date())
                    for one in view.proved
                )
            )
            if view.proved
            else _("You have not proved any address."),
            bool(view.pending)
            and lines(
                *(_("• A code was asked for: {address}", address=displayed(one.address)) for one in view.pending)
            ),
            _(
                "With a proved address you come into the groups that list it. Your addresses are shown to nobody, "
                "and nothing but codes is sent to them."
            )
            if mails
            else _("This service sends no e-mail yet, so an address cannot be proved here."),
        ),
        rows(
            *apart(
                Button(_("Write the code: {address}", address=displayed(one.address)), GiveCode(one.id))
                for one in view.pending
            ),
            mails and Button(_("Give an address"), GiveAddress()),
            *apart(
                Button(_("Remove: {address}", address=displayed(one.address)), AskRemoveAddress(one.id))
                for one in view.proved
            ),
            Button(_("Back to the profile"), MyProfile()),
            HOME,
        ),
    )


def which_address() -> Words:
    """The address to prove."""
    return paragraphs(
        _("Which e-mail address is yours? Please write it. A code comes to it, and with the code you prove it."),
        _("Only the code is mailed. Nobody else sees the address."),
    )


def which_code(address: str) -> Words:
    """The code from the mail. The same whoever the address belongs to."""
    return paragraphs(
        _("A code is on its way to this address: <b>{address}</b>", address=displayed(address)),
        _(
            "Please write its 8 digits here. It works for 10 minutes. If no mail comes, look into the spam folder. "
            "At most 2 mails in an hour go to one address: then wait for an hour and ask again."
        ),
    )


def later() -> Words:
    """For who does not have the mail at hand."""
    return _("Give the code later")


def no_code() -> Text:
    """No digits in it."""
    return _("The code has 8 digits. Please write them as they are in the mail.")


def kept_for_later(proof: PendingProof) -> Words:
    """The code is not typed now."""
    return _("All right. When you have the mail, choose here: Write the code.")


def proved(view: ProvedView) -> Words:
    """The code was right."""
    return paragraphs(
        _("The address is proved: <b>{address}</b>", address=displayed(view.address)),
        view.moved and _("It was proved in another account before. That account no longer has it, and is told so."),
        bool(view.joined) and lines(*(_joined(group) for group in view.joined)),
    )


def _joined(group: GroupView) -> Words:
    return _("You are now in the group: {name}", name=group.name)


def sure_to_remove(address: str, address_id: int) -> Screen:
    """Before an address is mine no longer."""
    return Screen(
        _(
            "Shall this address be removed: <b>{address}</b>? You stay in the groups that you came into with it.",
            address=displayed(address),
        ),
        rows(
            Button(_("Remove the address"), RemoveAddress(address_id)),
            Button(_("Keep the address"), MyAddresses()),
        ),
    )


def removed() -> Words:
    """It is mine no longer."""
    return _("The address is removed.")


# Notices


def moved(address: str) -> Screen:
    """To who had it before."""
    return Screen(
        paragraphs(
            _("Your address was proved in another account: <b>{address}</b>", address=displayed(address)),
            _(
                "It can belong to one account at a time, so it is no longer among yours. "
                "If you still read the mail of this address, you can prove it again."
            ),
        ),
        rows(Button(_("See my e-mail addresses"), MyAddresses()), HOME),
    )


def not_mailed(address: str) -> Screen:
    """To who waits for a code."""
    return Screen(
        paragraphs(
            _("The code could not be mailed to this address: {address}", address=displayed(address)),
            _("Please check how it is written, and ask for a new code."),
        ),
        rows(Button(_("See my e-mail addresses"), MyAddresses()), HOME),
    )


def joined_by_address(group: GroupView, address: str) -> Screen:
    """To a person whose proved address was listed."""
    return Screen(
        paragraphs(
            _("You are now in the group: {name}", name=group.name),
            _(
                "The group lists your address: {address}. If you do not want to be in it, you can leave it.",
                address=displayed(address),
            ),
        ),
        rows(Button(_("Open the group"), OpenGroup(group.id)), HOME),
    )
