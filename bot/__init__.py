"""The bot as a program."""

import gc
import sys

# PTB brings httpx along, and httpx its own command line wherever rich is installed: 5 MB for the rest of the day.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]

# Loading makes hundreds of thousands of things that stay, and answering few that go in circles: at its own pace the
# collector took a tenth of the start and a twentieth of a tap to look for those.
gc.set_threshold(10_000, 10, 10)
