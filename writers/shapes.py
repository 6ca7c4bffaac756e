"""What a picture shows, as plain values in somebody's language: what is drawn from them knows nothing of us."""

from domain.dataclasses import dataclass


@dataclass(frozen=True)
class Bars:
    """Bars side by side or stacked: `series` are names with a value for each label."""

    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]
    unit: str
    stacked: bool = False
    lying: bool = False


@dataclass(frozen=True)
class Lines:
    """Values over time, with gaps where there is none, on a fixed scale."""

    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    lowest: float
    highest: float


@dataclass(frozen=True)
class Network:
    """Who gives to whom: names, and edges from one to another (by their places) with an amount. `note` says how to
    read it."""

    title: str
    nodes: tuple[str, ...]
    edges: tuple[tuple[int, int, float], ...]
    unit: str
    note: str


@dataclass(frozen=True)
class Tile:
    """One figure of a page: what, how much, and how it was before."""

    label: str
    value: str
    note: str


@dataclass(frozen=True)
class Page:
    """One page: figures above, pictures below."""

    title: str
    subtitle: str
    tiles: tuple[Tile, ...]
    pictures: tuple[Bars | Lines | Network, ...]
    footer: str


@dataclass(frozen=True)
class Chain:
    """Steps one below the other, each with its things; between two of them what is said of the way there, each with
    what it is. `nothing` stands where a step has no things."""

    title: str
    subtitle: str
    steps: tuple[tuple[str, tuple[str, ...]], ...]
    links: tuple[tuple[tuple[str, str], ...], ...]
    nothing: str


@dataclass(frozen=True)
class Certificate:
    """One page for somebody: what it is, who, what is stated, when and by whom."""

    title: str
    name: str
    organisation: str
    statement: str
    days: tuple[tuple[str, str], ...]  # a day, and whether they were there
    share: str
    place_and_day: str
    signed: tuple[str, ...]
    signed_as: str
    footer: str


Shape = Bars | Lines | Network | Page | Chain | Certificate
