"""Whole numbers and lengths of time."""

import re
from decimal import Decimal
from fractions import Fraction

from frame.readers.base import ALONE, NUMBERS, Reader, Reading, Unread, either, folded
from frame.texts import Minutes, _, shown

LONGEST = 60  # characters; what is longer is no number

PEOPLE = [
    "hlo",
    "henkilo",
    "henkiloa",
    "ihminen",
    "ihmista",
    "tekija",
    "tekijaa",
    "kpl",
    "st",
    "person",
    "personer",
    "people",
    "persons",
]
WHOLE = re.compile(rf"([-+]?)\s?(\d+(?: \d{{3}})*|{either(ALONE)})(?: ?(?:{either(PEOPLE)})\.?)?")


def whole(minimum: int, maximum: int) -> Reader[int]:
    """A whole number, in digits or, when small, in words."""

    def read(words: str, reading: Reading) -> int | Unread:
        said = folded(words)
        found = WHOLE.fullmatch(said) if len(said) <= LONGEST else None
        if found is None:
            return Unread(
                _(
                    "Please write a whole number from {minimum} to {maximum}, in digits.",
                    minimum=minimum,
                    maximum=maximum,
                )
            )
        number = NUMBERS.get(found[2]) or int(found[2].replace(" ", ""))
        number = -number if found[1] == "-" else number
        if number < minimum:
            return Unread(_("That is too few. Please write a number from {minimum} up.", minimum=minimum))
        if number > maximum:
            return Unread(_("That is too many. Please write a number up to {maximum}.", maximum=maximum))
        return number

    return read


FIGURE = re.compile(r"(\d{1,3}(?: \d{3})+|\d+)(?:[.,](\d{1,2}))?(?: ?(?:%|prosenttia|procent|per ?cent|percent))?")


def figure(maximum: int = 1_000_000_000) -> Reader[Decimal]:
    """A number from 0 up with at most two decimals: "34", "3,5", "1 200", "34 %"."""

    def read(words: str, reading: Reading) -> Decimal | Unread:
        said = folded(words)
        found = FIGURE.fullmatch(said) if len(said) <= LONGEST else None
        if found is None:
            return Unread(_("Please write one number in digits, for example 34 or 3,5."))
        value = Decimal(f"{found[1].replace(' ', '')}.{found[2] or 0}")
        if value > maximum:
            return Unread(_("That is too many. Please write a number up to {maximum}.", maximum=maximum))
        return value

    return read


HOUR = r"(?:h|t|hrs?|hours?|tim|timmar?|timmen?|tunti|tuntia|tunnin|timme)"
MINUTE = r"(?:m|min|mins|minutes?|minuter|minut|minuutti|minuuttia|minuutin)"
AND = r"(?:ja|och|and)"
HALF = r"(?:puoli|en\shalv|a\shalf|half\san?|half|halv|1/2)"
PART = "1/2|1/4|3/4|1/3|2/3"
DIGITS = r"\d+[.,]\d+|[.,]\d+|\d+/\d+|\d+"
WORDS = either(NUMBERS)
ABOUT = re.compile(r"^(?:noin|n\.|ca\.?|cirka|ungefar|about|approx\.?|~)\s?")
RANGE = re.compile(rf"\d\s?(?:{HOUR}\.?)?\s?-\s?\d")
CLOCK_OR_DECIMAL = re.compile(r"(\d+)(?:\.(?!00|25|50)([0-5]\d)|,(?!00|25|50)([0-5][05]))(?!\d)")

# The whole of what was said in one pattern: hours (perhaps "and a half"), then minutes, each with its unit.
LENGTH = re.compile(
    rf"""
    (?: (?P<clock_hours>\d+) : (?P<clock_minutes>[0-5]\d) \s?{HOUR}?\.?
      | (?:
            (?P<only_half>{HALF})\s?(?:an?\s)?{HOUR}
          | (?P<one_and_half>puolitoista|halvannan)\s?{HOUR}
          | (?P<mixed>\d+|{WORDS})\s(?:{AND}\s(?P<mixed_half>{HALF})|(?P<mixed_part>{PART}))(?:\s?{HOUR}\.?)?
          | (?P<bare_hour>tunti|tunnin|timme|hour)
          | (?P<number>{DIGITS}|{WORDS})\s?{HOUR}\.?(?=$|\s|\d|,)
        )
        (?P<half_more>\s{AND}\s(?:an?\s|en\s)?(?:puoli|halv|half))?
        (?: [\s,]*(?:{AND}\s)? (?: (?P<minutes>{DIGITS}|{WORDS})\s?{MINUTE}\.? | (?P<bare_minutes>[0-5]?\d)
                                 | (?P<quarters>{WORDS}|\d)?\s?(?:vartti|varttia|kvart|kvartar|quarters?) ) )?
      | (?P<only_minutes>{DIGITS}|{WORDS})\s?{MINUTE}\.?
      | (?P<only_quarters>{WORDS}|\d)?\s?(?:vartti|varttia|varttitunti|kvart|kvarts\stimme|quarters?(?:\sof\san\shour)?)
      | (?P<bare>{DIGITS}|{either(ALONE)})
    )""",
    re.VERBOSE,
)


def hours(minimum: float = 0.25, maximum: float = 200) -> Reader[int]:
    """A length of time as people write it ("1,5", "1 h 30 min", "puoli tuntia"), in whole minutes."""
    least, most = Minutes(rounded(Fraction(minimum) * 60)), Minutes(rounded(Fraction(maximum) * 60))

    def read(words: str, reading: Reading) -> int | Unread:
        said = ABOUT.sub("", folded(words))
        negative = re.fullmatch(r"- ?(\d.*)", said)
        if RANGE.search(said):
            return Unread(_("Please write one length of time, not two. The middle will do, for example 2,5."))
        if unclear := CLOCK_OR_DECIMAL.match(said):
            return Unread(
                _(
                    'I cannot tell if "{words}" means {clock} or part of an hour. '
                    "Please write it like 1 h 30 min or 1,5.",
                    words=shown(words, LONGEST),
                    clock=Minutes(min(int(unclear[1][:6]), 9999) * 60 + int(unclear[2] or unclear[3])),
                )
            )
        time = length(negative[1] if negative else said) if len(said) <= LONGEST else None
        if time is None:
            return Unread(_("Please write the time as hours and minutes, for example 2, 1,5 or 1 h 30 min."))
        minutes = rounded(time)
        if negative or minutes < least.minutes:
            return Unread(_("That is too little; at least {least} is needed.", least=least))
        if minutes > most.minutes:
            return Unread(_("That is too much; at most {most} fits.", most=most))
        return minutes

    return read


def length(said: str) -> Fraction | None:
    """Minutes of a length of time in folded words. None: it is none."""
    found = LENGTH.fullmatch(said.strip(" !").rstrip("."))
    if found is None:
        return None
    part = found.groupdict()
    hour, minute, quarter = Fraction(60), Fraction(1), Fraction(15)
    try:
        total = sum(
            (
                amount(part["clock_hours"]) * hour + amount(part["clock_minutes"]),
                amount(part["only_half"]) * hour,
                hour * 3 / 2 if part["one_and_half"] else Fraction(0),
                (amount(part["mixed"]) + amount(part["mixed_half"] or part["mixed_part"])) * hour,
                hour if part["bare_hour"] else Fraction(0),
                amount(part["number"] or part["bare"]) * hour,
                hour / 2 if part["half_more"] else Fraction(0),
                amount(part["minutes"] or part["bare_minutes"] or part["only_minutes"]) * minute,
                amount(part["quarters"] or part["only_quarters"]) * quarter,
            ),
            Fraction(0),
        )
    except ZeroDivisionError:
        return None
    said_one_quarter = re.search("vartti|kvart|quarter", said) and not (part["quarters"] or part["only_quarters"])
    return total + quarter if said_one_quarter else total


def amount(said: str | None) -> Fraction:
    if said is None:
        return Fraction(0)
    if said in NUMBERS:
        return Fraction(NUMBERS[said])
    return Fraction(1, 2) if re.fullmatch(HALF, said) else Fraction(said.replace(",", "."))


def rounded(exact: Fraction) -> int:
    """To the nearest whole number, halves up."""
    return int(exact + Fraction(1, 2))
