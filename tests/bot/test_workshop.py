"""The workshop: what is made there comes back, what fails is told, and it ends with the bot, however that ends."""

import subprocess
import sys

import pytest

from tests.bot.shop import LARGE

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="no workshop: made in a thread")
SHOP = (sys.executable, "-m", "tests.bot.shop")


def test_each_order_is_made_or_told_why_not() -> None:
    done = subprocess.run([*SHOP, "through"], stdout=subprocess.PIPE, text=True, timeout=60, check=True)
    assert done.stdout.splitlines() == [
        f"made: 1.txt {LARGE}",
        "refused: Subject(noun=<Noun.GROUP: 'group'>, id=7)",
        "NotMade: Odd",
        "made: a.png 3",
        "NotMade: its process died",
        f"made: 1.txt {LARGE}",
        "made: a.png 3",  # told to stop is the bot, not its workshop
        "nobody left",
        "True",
    ]


def test_nobody_is_left_when_the_bot_is_killed() -> None:
    with subprocess.Popen([*SHOP, "hangs"], stdout=subprocess.PIPE, text=True) as bot:
        assert bot.stdout is not None
        assert bot.stdout.readline() == "hangs\n"
        bot.kill()
        assert bot.stdout.read() == "", "it ends when nobody is left who could write to it"
