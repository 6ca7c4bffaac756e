"""Time zones by the names of their cities and countries, in each language."""

from functools import cache
from zoneinfo import available_timezones

from babel.core import Locale, get_global
from babel.dates import get_timezone_location

from frame.readers.base import Reader, Reading, Unread, folded
from frame.texts import LOCALES, Joined, Translated, _

LIKELY = (
    "Europe/Helsinki",
    "Europe/Stockholm",
    "Europe/London",
    "Europe/Berlin",
    "Atlantic/Canary",
    "Asia/Bangkok",
    "America/New_York",
)
"""Where people are, most of them: answers ready to be tapped."""
SHOWN = 8  # of several that are meant


def city(zone: str) -> Translated:
    """What a time zone is called by: the name of a city."""
    if zone not in _territories():
        return Translated(dict.fromkeys(LOCALES, zone))
    return Translated({one: get_timezone_location(zone, locale=one, return_city=True) for one in LOCALES})


def time_zone() -> Reader[str]:
    """A city, or a country, by its name or the beginning of it, in any of the languages."""

    def read(words: str, reading: Reading) -> str | Unread:
        asked = folded(words)
        known = _known()
        meant = known.get(asked) or sorted(
            {zone for name, zones in known.items() if len(asked) > 2 and name.startswith(asked) for zone in zones}
        )
        if len(meant) == 1:
            return meant[0]
        if not meant:
            return Unread(_("That city or country is not known. Please write a large city in the same time zone."))
        names = Joined(tuple(city(zone) for zone in meant[:SHOWN]), ", ")
        return Unread(_("That may be one of several: {names}. Please write the name of one city.", names=names))

    return read


@cache
def _territories() -> dict[str, str]:
    """Zones with their countries: those that both libraries know."""
    both = available_timezones()
    return {zone: territory for zone, territory in get_global("zone_territories").items() if zone in both}


@cache
def _known() -> dict[str, list[str]]:
    """The zones by every name, folded."""
    known: dict[str, set[str]] = {}
    for zone, territory in _territories().items():
        names = {zone, *city(zone).names.values()}
        names |= {Locale(one).territories.get(territory, zone) for one in LOCALES}
        for name in names:
            known.setdefault(folded(name), set()).add(zone)
    return {name: sorted(zones) for name, zones in known.items()}
