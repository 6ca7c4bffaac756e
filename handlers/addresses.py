"""My e-mail addresses, and the codes that prove them."""

from dataclasses import dataclass

from domain import addresses, groups, invitations
from domain.notices import AddressMoved, CodeNotMailed, JoinedByAddress
from domain.refusals import NotThere
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import Reading, Unread, line
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask, Option
from frame.texts import Words, _
from handlers import home
from screens import addresses as screens
from screens.addresses import AskRemoveAddress, GiveAddress, GiveCode, RemoveAddress
from screens.ways import MyAddresses

routes = Routes()

LATER = "later"


@dataclass
class AddressDraft:
    """An address to be proved."""

    address: str = ""


@dataclass
class CodeDraft:
    """The code from the mail."""

    proof_id: int = 0
    address: str = ""
    code: str = ""


def digits(words: str, _reading: Reading) -> str | Unread:
    """The code, with whatever stands between its digits; or that it comes later."""
    if words == LATER:
        return LATER
    found = "".join(sign for sign in words if sign.isdecimal() and sign.isascii())
    return found if len(found) == addresses.DIGITS else Unread(screens.no_code())


def ask(answers: AddressDraft, here: Here) -> Screen:
    """A code goes there, and is asked for."""
    proof = addresses.ask(here.session, here.actor, address=answers.address, mails=here.house.mails, now=here.now)
    return code_dialogue.open(here, CodeDraft(proof.id, proof.address), str(proof.id))


def prove(answers: CodeDraft, here: Here) -> Screen:
    """The address is mine."""
    proof_id = answers.proof_id
    if answers.code == LATER:
        proof = addresses.pending(here.session, here.actor, proof_id=proof_id, now=here.now)
        return show(here, screens.kept_for_later(proof))
    proved = addresses.prove(
        here.session,
        here.actor,
        proof_id=proof_id,
        typed=answers.code,
        secret_key=here.house.secret_key,
        now=here.now,
    )
    return show(here, screens.proved(proved))


address_dialogue = routes.dialogue(
    Dialogue(
        "email",
        AddressDraft,
        Ask("address", screens.which_address(), line(maximum=addresses.LONGEST_TYPED)),
        what=_("Proving an e-mail address"),
        then=ask,
        ended=home.show,
    )
)
code_dialogue = routes.dialogue(
    Dialogue(
        "emailcode",
        CodeDraft,
        Ask(
            "code",
            lambda answers, _here: screens.which_code(answers.address),
            digits,
            offers=lambda _answers, _here: [Option(LATER, screens.later())],
        ),
        what=_("Writing the code from the mail"),
        then=prove,
        ended=lambda here: show(here),
        holds=lambda answers, here: addresses.pending(
            here.session, here.actor, proof_id=answers.proof_id, now=here.now
        ),
    )
)


@routes.command("email", menu=_("See and prove your e-mail addresses"), fi="sahkoposti", sv="epost")
def my_addresses(typed: str, here: Here) -> Screen:
    """What I have proved; with an address behind the command, a code goes there."""
    return ask(AddressDraft(typed), here) if typed else show(here)


@routes.tap(MyAddresses)
def tapped(_tap: MyAddresses, here: Here) -> Screen:
    """The same by a button."""
    return show(here)


def show(here: Here, before: Words | None = None) -> Screen:
    """What I have proved, with `before` above it."""
    view = addresses.mine(here.session, here.actor, now=here.now)
    return screens.mine(view, here.house.mails, before)


@routes.tap(GiveAddress)
def give_address(_tap: GiveAddress, here: Here) -> Screen:
    """Asks for an address."""
    return address_dialogue.open(here) if here.house.mails else show(here)


@routes.tap(GiveCode)
def give_code(tap: GiveCode, here: Here) -> Screen:
    """Asks for the code of a mail that is out."""
    proof = addresses.pending(here.session, here.actor, proof_id=tap.proof_id, now=here.now)
    return code_dialogue.open(here, CodeDraft(proof.id, proof.address), str(proof.id))


@routes.tap(AskRemoveAddress)
def ask_to_remove(tap: AskRemoveAddress, here: Here) -> Screen:
    """Before an address is mine no longer."""
    view = addresses.mine(here.session, here.actor, now=here.now)
    found = next((one for one in view.proved if one.id == tap.address_id), None)
    return screens.sure_to_remove(found.address, found.id) if found is not None else show(here)


@routes.tap(RemoveAddress)
def remove(tap: RemoveAddress, here: Here) -> Screen:
    """No longer mine."""
    addresses.remove(here.session, here.actor, address_id=tap.address_id, now=here.now)
    return show(here, screens.removed())


@routes.notice(AddressMoved)
def moved(notice: AddressMoved, here: Here) -> Screen | None:
    """Somebody else has proved it. Nothing if it is mine again."""
    address = addresses.address_of(here.session, notice.proof_id)
    if address is None or addresses.proved_by(here.session, address) == here.actor.id:
        return None
    return screens.moved(address)


@routes.notice(CodeNotMailed)
def not_mailed(notice: CodeNotMailed, here: Here) -> Screen | None:
    """The mail did not go."""
    address = addresses.address_of(here.session, notice.proof_id)
    return screens.not_mailed(address) if address is not None else None


@routes.notice(JoinedByAddress)
def joined_by_address(notice: JoinedByAddress, here: Here) -> Screen | None:
    """A group listed my address. Nothing if I have left it."""
    address = invitations.address_of(here.session, notice.invite_id)
    try:
        group = groups.get_for(here.session, here.actor, notice.group_id)
    except NotThere:
        return None
    return screens.joined_by_address(group, address) if address is not None else None
