"""Has a shape drawn by a process of its own (writers/draw.py)."""

import json
import subprocess
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from writers.shapes import Shape

DRAW = Path(__file__).with_name("draw.py")  # a file on its own, wherever the bot was started
LONGEST = 60.0  # seconds: a picture takes two


class NotDrawn(RuntimeError):
    """The process failed; with what it said."""


def painted(shape: Shape, form: str, mark: str = ",") -> bytes:
    """The picture as "png" or "pdf", `mark` in its decimal numbers. Takes seconds: for a thread. Raises NotDrawn."""
    try:
        done = subprocess.run(  # noqa: S603  ourselves, with a fixed argument
            [sys.executable, "-P", str(DRAW), form, mark],
            input=json.dumps(plain(shape)).encode(),
            capture_output=True,
            timeout=LONGEST,
            check=True,
        )
    except subprocess.CalledProcessError as failed:
        raise NotDrawn(failed.stderr.decode("utf-8", "replace")[-500:]) from failed
    except subprocess.TimeoutExpired as late:
        raise NotDrawn(f"not drawn within {LONGEST:.0f} s") from late
    return done.stdout


def plain(value: Any) -> Any:
    """A shape as JSON values, with the name of its class."""
    if is_dataclass(value):
        parts = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        return {"shape": type(value).__name__, **parts}
    return [plain(one) for one in value] if isinstance(value, tuple) else value
