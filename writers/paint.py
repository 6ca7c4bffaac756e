"""Has a shape drawn by a process of its own (writers/draw.py)."""

import json
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from frame.beside import Work
from writers.shapes import Shape

DRAW = str(Path(__file__).with_name("draw.py"))  # a file on its own, wherever the bot was started


def begun(form: str, mark: str = ",") -> Work:
    """A picture that will be "png" or "pdf", with `mark` in its decimal numbers: what draws is loaded meanwhile."""
    return Work(DRAW, form, mark)


def painted(shape: Shape, work: Work) -> bytes:
    """The picture. Takes seconds: for a thread. Raises NotDone."""
    return work.done(json.dumps(plain(shape)).encode())


def plain(value: Any) -> Any:
    """A shape as JSON values, with the name of its class."""
    if is_dataclass(value):
        parts = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        return {"shape": type(value).__name__, **parts}
    return [plain(one) for one in value] if isinstance(value, tuple) else value
