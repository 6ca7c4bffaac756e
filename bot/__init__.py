"""The bot as a program."""

import sys

# PTB brings httpx along, and httpx its own command line wherever rich is installed: 5 MB for the rest of the day.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
