"""Lines, paragraphs, names and choices."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from frame.readers.base import Reader, Reading, Unread, Value, folded, plain_letters
from frame.readers.private import sensitive
from frame.texts import _, cleaned

NEW_LINES = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"  # letters by category, nothing to the eye


def line(minimum: int = 1, maximum: int = 80) -> Reader[str]:
    """One line: new lines and runs of spaces become one space."""

    def read(words: str, reading: Reading) -> str | Unread:
        return fitting(" ".join(tidy(words).split()), minimum, maximum)

    return read


def town(maximum: int = 60) -> Reader[str]:
    """The name of a town: one line that is not all digits."""
    one_line = line(maximum=maximum)

    def read(words: str, reading: Reading) -> str | Unread:
        name = one_line(words, reading)
        if isinstance(name, str) and not any(letter.isalpha() for letter in name):
            return Unread(_("That is no town. Please write its name, for example: Turku"))
        return name

    return read


def prose(minimum: int = 1, maximum: int = 1500) -> Reader[str]:
    """Paragraphs: at most one empty line in a row."""

    def read(words: str, reading: Reading) -> str | Unread:
        stripped = "\n".join(" ".join(row.split()) for row in tidy(words).split("\n"))
        return fitting(re.sub("\n{3,}", "\n\n", stripped).strip(), minimum, maximum)

    return read


def tidy(words: str) -> str:
    return unicodedata.normalize("NFC", cleaned(NEW_LINES.sub("\n", words)))


def fitting(words: str, least: int, most: int) -> str | Unread:
    if not any(unicodedata.category(letter) not in ("Cc", "Cf", "Zs", "Zl", "Zp", "Mn") for letter in words):
        return Unread(_("That is empty. Please write a few words."))
    if not any(unicodedata.category(letter)[0] in "LN" and letter not in BLANK_LETTERS for letter in words):
        return Unread(_("There are no words in that. Please write it in words."))
    length = len(words)  # letters in NFC, so as people count them, and as the database does
    if length > most:
        return Unread(
            _("That is {length} characters; at most {most} fit. Please shorten it.", length=length, most=most)
        )
    if length < least:
        return Unread(_("That is too short; at least {least} characters are needed.", least=least))
    return words


def choice(labels: Mapping[str, Value]) -> Reader[Value]:
    """One of the labelled values, for those who type what stands on a button."""
    known = {folded(label): value for label, value in labels.items()}

    def read(words: str, reading: Reading) -> Value | Unread:
        said = folded(words)
        if said in known:
            return known[said]
        return Unread(_("That is not one of the choices. Please tap a button, or write what it says."))

    return read


# Letters of other alphabets, digits and signs that look like a Latin letter; i, l, 1 and | are one.
LOOK_ALIKES = str.maketrans(
    {
        alike: letter
        for letter, look_alikes in {
            "a": "аαɑᴀ4@", "b": "вβʙ8", "c": "сϲ", "d": "ԁᴅ", "e": "еєεᴇ3", "g": "ɡ9", "h": "нһʜ",
            "i": "іιıɪӏl1|!", "j": "ј", "k": "кκᴋ", "m": "мᴍ", "n": "ηɴ", "o": "оοσᴏ0", "p": "рρᴘ", "q": "ԛ", "r": "гʀ",
            "s": "ѕ5$", "t": "тτᴛ7", "u": "υᴜ", "w": "ԝѡω", "x": "хχ", "y": "уγʏ",
        }.items()
        for alike in look_alikes
    }
)  # fmt: skip
POSING_ANYWHERE = [
    "tehostamo",
    "yllapito",
    "yllapitaja",
    "administrator",
    "moderator",
    "moderaattori",
    "support",
    "asiakaspalvelu",
    "asiakastuki",
    "tukipalvelu",
    "tukitiimi",
    "tukikeskus",
    "kundtjanst",
    "kundservice",
    "helpdesk",
    "telegram",
]
POSING_WORDS = [
    "admin",
    "admins",
    "adminit",
    "tuki",
    "stod",
    "operator",
    "operaattori",
    "mod",
    "bot",
    "botti",
    "systeemi",
    "system",
]
LINK = re.compile(
    r"://|\bwww\.|@|\bt\.me\b|[^\W_]\.(?:fi|com|net|org|eu|se|ee|ru|io|me|info|app|xyz|link|ly|gg|online|site|top)\b"
)


def skeleton(words: str) -> str:
    """What `words` look like: look-alikes are one letter, and "rn" is an "m"."""
    return plain_letters(words).translate(LOOK_ALIKES).replace("rn", "m").replace("vv", "w")


def poses(name: str, reserved: Iterable[str] = ()) -> bool:
    """Does `name` look like the service's own people? `reserved`: further words that no name may hold."""
    parts = [part for part in re.split(r"[\W_]+", skeleton(name)) if part]
    whole = "".join(parts)
    anywhere = {re.sub(r"[\W_]+", "", skeleton(word)) for word in (*POSING_ANYWHERE, *reserved)} - {""}
    alone = {skeleton(word) for word in POSING_WORDS}
    return (
        whole in alone
        or any(part in alone or part.startswith("admin") for part in parts)
        or any(word in whole for word in anywhere)
    )


def person_name(maximum: int = 60, reserved: Iterable[str] = ()) -> Reader[str]:
    """The name that others see: no link, no handle, no number to call, and not the service's own."""
    one_line, reserved = line(maximum=maximum), tuple(reserved)

    def read(words: str, reading: Reading) -> str | Unread:
        name = one_line(words, reading)
        if isinstance(name, Unread):
            return name
        if LINK.search(plain_letters(name)):
            return Unread(_("A name holds no link and no @. Please write just the name."))
        if (warning := sensitive(name)) is not None:
            return Unread(warning)
        if poses(name, reserved):
            return Unread(_("That looks like the name of the service. Please write a name of your own."))
        if not any(letter.isalpha() for letter in name):
            return Unread(_("A name has letters. Please write the name that others may see."))
        return name

    return read
