"""Has a shape drawn (writers/draw.py), loading what draws no sooner than somebody wants a picture."""

from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any

from writers.shapes import Shape

DRAW = "writers.draw"


def painted(shape: Shape, form: str, mark: str = ",") -> bytes:
    """The picture as "png" or "pdf", `mark` in its decimal numbers. Takes a second: for slow recipes, one at a time."""
    drawn: bytes = import_module(DRAW).drawn(plain(shape), form, mark)
    return drawn


def plain(value: Any) -> Any:
    """A shape as plain values, with the name of its class."""
    if is_dataclass(value):
        parts = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        return {"shape": type(value).__name__, **parts}
    return [plain(one) for one in value] if isinstance(value, tuple) else value
