"""What nobody should write here: identity numbers, bank accounts, phone numbers."""

import re
import unicodedata
from datetime import date

from frame.readers.base import ALIKE
from frame.texts import Text, _, cleaned

CENTURIES = {"+": 1800} | dict.fromkeys("-UVWXY", 1900) | dict.fromkeys("ABCDEF", 2000)
IDENTITY = re.compile(r"(?<!\w)(\d\d)(\d\d)(\d\d) ?([-+A-FU-Y]) ?(\d{3})([0-9A-FHJ-NPR-Y])(?!\w)")
CONTROL = "0123456789ABCDEFHJKLMNPRSTUVWXY"

ACCOUNT = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,}")
ACCOUNT_LENGTHS = {
    country: length
    for length, countries in {
        15: "NO", 16: "BE", 18: "FI DK NL", 19: "SI", 20: "EE LT AT LU", 21: "LV CH", 22: "DE GB IE BG", 23: "GI",
        24: "SE ES CZ SK RO", 25: "PT", 26: "IS", 27: "FR IT GR", 28: "PL HU CY", 29: "UA", 31: "MT",
    }.items()
    for country in countries.split()
}  # fmt: skip

ABROAD = re.compile(r"(?<![\w.,/])(?:\+|00)(?=[1-9(])[\d ()./-]{6,24}\d(?!\w)")
AT_HOME = re.compile(r"(?<![\w.,/:+-])\(?0(?:4\d|50|[1-9]\d?)\)?(?:[ -]?\d){5,9}(?!\w)(?![.,/:-]\d)")
NO_PHONE = re.compile(r"\d\d[ -]\d\d[ -]\d{4}|\d{7}-\d")  # a date, a business id


def sensitive(words: str) -> Text | None:
    """A warning if `words` seem to hold an identity number, a bank account or a phone number."""
    upper = unicodedata.normalize("NFKC", cleaned(words).translate(ALIKE)).upper()
    if any(is_identity(*found.groups()) for found in IDENTITY.finditer(upper)):
        return _("There seems to be a personal identity number in that. Please leave it out.")
    if any(is_account(re.sub("[ -]", "", found[0])) for found in ACCOUNT.finditer(upper)):
        return _("There seems to be a bank account number in that. Please leave it out.")
    if any(is_phone(found[0]) for kind in (ABROAD, AT_HOME) for found in kind.finditer(upper)):
        return _("There seems to be a phone number in that. Please leave it out; the bot carries your messages.")
    return None


def is_identity(day: str, month: str, year: str, century: str, number: str, control: str) -> bool:
    try:
        date(CENTURIES[century] + int(year), int(month), int(day))
    except ValueError:
        return False
    return CONTROL[int(day + month + year + number) % 31] == control


def is_account(digits: str) -> bool:
    """Is it an IBAN by its country's length (words may follow it) and its check digits?"""
    number = digits[: ACCOUNT_LENGTHS.get(digits[:2], 0)]
    if len(number) < ACCOUNT_LENGTHS.get(digits[:2], 99) or not number.isascii():
        return False
    return int("".join(str(int(letter, 36)) for letter in number[4:] + number[:4])) % 97 == 1


def is_phone(found: str) -> bool:
    return 7 <= sum(letter.isdecimal() for letter in found) <= 15 and not NO_PHONE.fullmatch(found)
