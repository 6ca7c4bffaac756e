"""`@dataclass(frozen=True)` as the standard library has it, made cheaply: there are 800 of them.

The library writes and compiles six methods for each: a fifth of the start, and five megabytes. Here it writes one,
`__init__`; equality, hash and text are shared by all, and what is frozen is so for the type checker.
"""

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls: type | None = None, /, **how: Any) -> type | Callable[[type], type]:
        """A class with fields. What is not only frozen is wholly the standard library's."""
        if cls is None:
            return lambda cls: dataclass(cls, **how)
        if cls.__doc__ is None:  # as under -OO: the library would make a signature of each, and a text of that
            cls.__doc__ = cls.__name__
        if how != {"frozen": True}:
            return dataclasses.dataclass(cls, **how)
        made = dataclasses.dataclass(cls, eq=False, repr=False)
        for name in ("__eq__", "__hash__", "__repr__"):
            if name not in cls.__dict__:
                setattr(made, name, getattr(_Shared, name))
        return made


class _Shared:
    """What all of them can do."""

    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]

    def __eq__(self, other: object) -> bool:
        return self.__dict__ == other.__dict__ if type(self) is type(other) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self.__dict__.values()))

    def __repr__(self) -> str:
        told = (field.name for field in dataclasses.fields(self) if field.repr)
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in told)})"
