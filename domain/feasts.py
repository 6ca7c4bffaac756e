"""Public holidays, movable feasts computed.

The library that knows every country's brings three hundred modules and 10 MB for a dozen dates: it is asked in a
process of its own, `python -m domain.feasts FI 2026`, and the dates are remembered.
"""

import subprocess
import sys
from datetime import date
from functools import cache

from domain.interpreter import PYTHON

LONGEST = 30.0  # seconds: it takes half of one


class UnknownCountry(ValueError):
    """No country whose holidays are known has that code."""


@cache
def public_holidays(country: str, year: int) -> frozenset[date]:
    """Those of a country, by its two letters; in Finland with the eves of Midsummer and Christmas. UnknownCountry."""
    done = subprocess.run(  # noqa: S603  ourselves
        [*PYTHON, "-m", __name__, country, str(year)],
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    if done.returncode:
        raise UnknownCountry(country)
    return frozenset(map(date.fromisoformat, done.stdout.split()))


if __name__ == "__main__":
    from holidays import country_holidays

    sys.stdout.write("\n".join(day.isoformat() for day in country_holidays(sys.argv[1], years=int(sys.argv[2]))))
