"""Work beside the bot: a script in a process of its own, which takes neither the interpreter's lock, nor memory for
good. It is nicer than the bot, so that whoever writes comes first, and knows nothing of us: it is given plain values.
"""

import os
import subprocess
import sys
import weakref
from contextlib import suppress

from domain.interpreter import PYTHON

NICE = 5
LONGEST = 60.0  # seconds: a picture takes two


class NotDone(RuntimeError):
    """The process failed; with what it said."""


def started(*command: str, errors: int | None = None) -> "subprocess.Popen[bytes]":
    """Python with those arguments, and pipes to it and from it. Ctrl-C is for the bot, which closes in good order."""
    process = subprocess.Popen(  # noqa: S603  ourselves, with fixed arguments
        [*PYTHON, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        start_new_session=True,
    )
    if sys.platform != "win32":
        with suppress(OSError):  # it has ended, or may not
            os.setpriority(os.PRIO_PROCESS, process.pid, min(os.nice(0) + NICE, 19))
    return process


class Work:
    """One piece of it, begun before it is known what is to be done: the script loads its library meanwhile."""

    def __init__(self, script: str, *arguments: str) -> None:
        self._process = started("-P", script, *arguments, errors=subprocess.PIPE)
        self._end = weakref.finalize(self, _ended, self._process)  # also where nothing was given to it

    def done(self, given: bytes) -> bytes:
        """What it makes of that. Takes seconds: for a thread. Raises NotDone."""
        try:
            made, said = self._process.communicate(given, LONGEST)
        except subprocess.TimeoutExpired as late:
            raise NotDone(f"not within {LONGEST:.0f} s") from late
        finally:
            self._end()
        if self._process.returncode != 0:
            raise NotDone(said.decode("utf-8", "replace")[-500:])
        return made


def _ended(process: "subprocess.Popen[bytes]") -> None:
    with process:
        process.kill()
