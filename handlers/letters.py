"""What goes out by e-mail, written when it is sent, from the present state."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from domain import addresses, invitations
from domain.mails import InvitationLetter, Letter, ProofLetter
from frame.here import House
from frame.mail import Letters, Posted
from screens import mails as screens

PAYLOAD = "mail"
"""Of the link in an invitation: it leads to one's own addresses, after the registration if need be."""


def written(letter: Letter, session: Session, house: House, now: datetime) -> Posted | None:
    """The letter with its address; None: the matter is over."""
    match letter:
        case ProofLetter(proof_id):
            found = addresses.to_mail(session, proof_id, secret_key=house.secret_key, now=now)
            if found is None:
                return None
            person, address, digits = found
            minutes = int(addresses.LASTS.total_seconds() // 60)
            return Posted(address, person.language, screens.proof(house.service, person.name, digits, minutes))
        case InvitationLetter(invite_id, _):
            listed = invitations.to_mail(session, invite_id)
            if listed is None:
                return None
            address, language, group, inviter = listed
            link = house.link(PAYLOAD)
            days = house.timers.forget_invited.days
            mail = screens.invitation(house.service, group, inviter, address, link, house.contact, days)
            return Posted(address, language, mail)
    return None


def sent(letter: Any, session: Session, now: datetime) -> None:
    """The mail server took it."""
    if isinstance(letter, ProofLetter):
        addresses.mailed(session, letter.proof_id, now=now)


def lost(letter: Any, session: Session, now: datetime) -> None:
    """It will not be sent."""
    if isinstance(letter, ProofLetter):
        addresses.not_mailed(session, letter.proof_id, now=now)


LETTERS = Letters(written, sent, lost)
