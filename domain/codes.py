"""Join codes: made, folded, digested."""

import hashlib
import hmac
import secrets

from domain import words
from domain.refusals import OutOfBounds, TextMissing

OWN = 5
"""How many characters the admin chooses."""
RANDOM = 8
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ0"
"""32 signs, 5 bits each, without look-alikes of one another: no I, L, O and no 1."""

_FOLDS = str.maketrans({"O": "0", "Ö": "0", "I": "1", "L": "1", "Ä": "A", "Å": "A"})


def fold(code: str) -> str:
    """What a code is compared by: case, spaces and dashes do not matter, look-alikes are the same."""
    return "".join(sign for sign in words.tidy(code).upper().translate(_FOLDS) if sign.isalnum())


def digest(code: str, secret_key: bytes) -> str:
    """What is kept of a code."""
    return hmac.new(secret_key, fold(code).encode(), hashlib.sha256).hexdigest()


def make(own: str) -> str:
    """A new code that begins with the admin's five characters, folded."""
    chosen = fold(own)
    if not chosen:
        raise TextMissing(field="code")
    if len(chosen) != OWN or not chosen.isascii():
        raise OutOfBounds(field="code", minimum=OWN, maximum=OWN)
    return chosen + "".join(secrets.choice(ALPHABET) for _ in range(RANDOM))


def in_fours(code: str) -> str:
    """As it is shown: in fours, with dashes."""
    folded = fold(code)
    return "-".join(folded[start : start + 4] for start in range(0, len(folded), 4))


def suggestion() -> str:
    """Five characters for an admin who has no idea of their own."""
    return "".join(secrets.choice(ALPHABET) for _ in range(OWN))
