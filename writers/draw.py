"""Draws shapes with matplotlib: a process of its own, `python draw.py png|pdf MARK`, a shape in and bytes out.

matplotlib holds the interpreter's lock while it draws and keeps its memory for good; here both end with the picture.
Colours are Okabe and Ito's (2008), which people with any colour vision tell apart; series differ by hatching, too.
"""

import gc
import json
import math
import sys
from collections.abc import Callable
from io import BytesIO
from typing import Any

if __name__ == "__main__":
    gc.disable()  # it ends before there is much to collect; looking for it is a fifth of the loading

import matplotlib as mpl

mpl.use("agg")

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999")
HATCHES = ("", "//", "..", "\\\\", "xx", "--", "oo", "++")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
INK, GREY, PALE = "#222222", "#555555", "#dddddd"
COLUMNS = 4  # of tiles on a page
TILE = 0.82  # inches: the height of one
WIDE = (8.0, 6.0)  # inches, at 160 dots: 1280 x 960 is sharp on a phone
A4 = (8.27, 11.69)
PAGE_DOTS = 120  # 992 x 1403: readable, and two thirds of the memory; who prints it has the PDF
LONGEST_NAME = 30
LINE = 22  # characters of a name beside a bar or a dot; it has two lines
SAMPLE = {"shape": "Lines", "title": "Å", "labels": ["1"], "series": [["ä", [1]]], "lowest": 1, "highest": 5}
FEWEST_PLACES = 4  # one bar alone is not as wide as the picture
STYLE: Any = {
    "font.family": "DejaVu Sans",  # comes with matplotlib and has å, ä and ö
    "font.size": 13,
    "axes.edgecolor": PALE,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 15,
    "axes.titleweight": "bold",
    "axes.titlepad": 14,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "hatch.color": "white",
    "text.parse_math": False,  # a name with dollar signs is a name
}


def drawn(shape: dict[str, Any], form: str) -> bytes:
    """The picture of a shape (its fields, and its class as `shape`), as "png" or "pdf"."""
    out = BytesIO()
    with mpl.rc_context(STYLE):
        writer_of(form)(figure_of(shape), out)
    return out.getvalue()


def writer_of(form: str) -> Callable[[Figure, BytesIO], None]:
    """What draws a figure in that form: its canvas at once, for `Figure.savefig` goes over everything twice."""
    canvas: Any
    if form == "pdf":
        from matplotlib.backends import backend_pdf  # only here: 14 MB

        canvas = backend_pdf.FigureCanvasPdf
        return lambda figure, out: canvas(figure).print_pdf(out, metadata={"Creator": None})
    canvas = FigureCanvasAgg
    packed = {"compress_level": 3}  # twice as fast as the usual 6, a tenth larger
    return lambda figure, out: canvas(figure).print_png(out, metadata={"Software": None}, pil_kwargs=packed)


def figure_of(shape: dict[str, Any]) -> Figure:
    """The same before it is one."""
    if shape["shape"] == "Chain":
        return _chain(shape)
    if shape["shape"] == "Certificate":
        return _certificate(shape)
    page = shape["shape"] == "Page"
    figure = Figure(figsize=A4 if page else WIDE, dpi=PAGE_DOTS if page else 160)
    pad = 0.04 if page else 0.15  # inches
    figure.set_layout_engine(ConstrainedLayoutEngine(w_pad=pad, h_pad=pad))
    if page:
        _page(figure, shape)
    else:
        _put(figure.subplots(), shape)
    return figure


def _put(axes: Axes, shape: dict[str, Any]) -> None:
    {"Bars": _bars, "Lines": _lines, "Network": _network}[shape["shape"]](axes, shape)
    axes.set_title(shape["title"], wrap=True)


def _bars(axes: Axes, shape: dict[str, Any]) -> None:
    labels, series = [_folded(label, LINE) for label in shape["labels"]], shape["series"]
    places = range(len(labels))
    across = shape["lying"]
    width = 0.7 if shape["stacked"] else 0.8 / max(len(series), 1)
    below = [0.0] * len(labels)
    for number, (name, values) in enumerate(series):
        how: dict[str, Any] = {
            "color": COLOURS[number % len(COLOURS)],
            "hatch": HATCHES[number % len(HATCHES)],
            "label": _short(name),
        }
        shift = 0.0 if shape["stacked"] else (number - (len(series) - 1) / 2) * width
        at = [place + shift for place in places]
        if across:
            drawn = axes.barh(at, values, height=width * 0.92, left=below if shape["stacked"] else None, **how)
        else:
            drawn = axes.bar(at, values, width=width * 0.92, bottom=below if shape["stacked"] else None, **how)
        if not shape["stacked"]:
            axes.bar_label(drawn, fmt=_number, padding=2, fontsize="small" if len(labels) <= 6 else "x-small")
        if shape["stacked"]:
            below = [lower + value for lower, value in zip(below, values, strict=True)]
    if across:
        axes.set_yticks(list(places), labels, linespacing=1.0, fontsize="medium" if len(labels) <= 7 else "small")
        axes.set_ylim(*reversed(_room(len(labels))))
        axes.margins(x=0.1)
        axes.set_xlabel(shape["unit"])
    else:
        slanted = _slanted(labels)
        axes.set_xticks(list(places), labels, rotation=40 if slanted else 0, ha="right" if slanted else "center")
        axes.set_xlim(*_room(len(labels)))
        axes.set_ylabel(shape["unit"])
    (axes.xaxis if across else axes.yaxis).set_major_formatter(_number)
    axes.grid(axis="x" if across else "y", color=PALE, linewidth=0.8)
    axes.set_axisbelow(True)
    if len(series) > 1:
        _legend(axes, len(series))


def _slanted(labels: list[str]) -> bool:
    return len(labels) > 4 and max(map(len, labels)) > 6


def _room(count: int) -> tuple[float, float]:
    """From where to where so many bars stand."""
    spare = max(FEWEST_PLACES - count, 0) / 2
    return -0.7 - spare, count - 0.3 + spare


def _lines(axes: Axes, shape: dict[str, Any]) -> None:
    places = list(range(len(shape["labels"])))
    for number, (name, values) in enumerate(shape["series"]):
        axes.plot(
            places,
            [math.nan if value is None else value for value in values],
            color=COLOURS[number % len(COLOURS)],
            marker=MARKERS[number % len(MARKERS)],
            markersize=9,
            linewidth=2.5,
            linestyle=("-", "--", ":")[number % 3],
            label=_short(name),
        )
    slanted = _slanted(shape["labels"])
    axes.set_xticks(places, shape["labels"], rotation=40 if slanted else 0, ha="right" if slanted else "center")
    axes.set_ylim(shape["lowest"] - 0.2, shape["highest"] + 0.2)
    axes.set_yticks(range(math.ceil(shape["lowest"]), math.floor(shape["highest"]) + 1))
    axes.yaxis.set_major_formatter(_number)
    axes.set_xlim(-0.4, len(places) - 0.6)
    axes.grid(axis="y", color=PALE, linewidth=0.8)
    _legend(axes, len(shape["series"]))


def _legend(axes: Axes, count: int) -> None:
    handles, labels = axes.get_legend_handles_labels()
    axes.figure.legend(
        handles, labels, loc="outside lower center", ncols=min(count, 3), frameon=False, fontsize="small",
        handleheight=1.1, handlelength=2.4,
    )  # fmt: skip


def _network(axes: Axes, shape: dict[str, Any]) -> None:
    nodes, edges = shape["nodes"], shape["edges"]
    most = max((amount for _one, _other, amount in edges), default=1.0)
    where = [_on_circle(number, len(nodes)) for number in range(len(nodes))]
    for one, other, amount in edges:
        axes.add_patch(
            FancyArrowPatch(
                where[one],
                where[other],
                connectionstyle="arc3,rad=0.16",
                arrowstyle="-|>",
                mutation_scale=10 + 8 * amount / most,
                linewidth=1 + 5 * amount / most,
                color=COLOURS[0],
                alpha=0.55,
                shrinkA=10,
                shrinkB=10,
            )
        )
        (x, y), (to_x, to_y) = where[one], where[other]
        middle = (x + to_x) / 2 + 0.09 * (to_y - y), (y + to_y) / 2 - 0.09 * (to_x - x)
        if len(edges) <= 12:
            axes.annotate(
                f"{_number(amount)} {shape['unit']}", middle, ha="center", va="center", fontsize="x-small",
                bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.85},
            )  # fmt: skip
    dot = mpl.rcParams["font.size"] * 1.4
    for name, (x, y) in zip(nodes, where, strict=True):
        axes.plot(x, y, "o", color=COLOURS[1], markersize=dot, markeredgecolor=INK, zorder=3)
        side = "center" if abs(x) < 0.2 else "left" if x > 0 else "right"
        axes.annotate(
            _folded(name, LINE), (x, y), xytext=(x * 1.1, y * 1.16), ha=side, va="bottom" if y >= 0 else "top",
            fontsize="small" if len(nodes) <= 12 else "x-small", fontweight="bold", zorder=4,
        )  # fmt: skip
    axes.set_xlim(-2.6, 2.6)
    axes.set_ylim(-1.45, 1.45)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.axis("off")
    axes.figure.text(0.02, 0.01, shape["note"], fontsize="small", color=GREY, va="bottom")


def _on_circle(number: int, count: int) -> tuple[float, float]:
    if count == 1:
        return 0.0, 0.0
    angle = math.pi / 2 - 2 * math.pi * number / count
    return 1.7 * math.cos(angle), math.sin(angle)


def _page(figure: Figure, shape: dict[str, Any]) -> None:
    tiles, pictures = shape["tiles"], shape["pictures"]
    lines = -(-len(tiles) // COLUMNS)
    subtitle = _folded(shape["subtitle"], 90)
    down = 1.0 + 0.18 * subtitle.count("\n")  # inches to the tiles
    heights = [down + TILE * lines, *(2.4 if one.get("lying") else 3.0 for one in pictures), 0.3]
    margins: Any = figure.subfigures(1, 3, width_ratios=(0.04, 0.92, 0.04))
    inside = margins[1]
    head, *middle, foot = inside.subfigures(len(heights), 1, height_ratios=heights)
    high = heights[0]
    head.text(0.02, 1 - 0.3 / high, shape["title"], fontsize=19, fontweight="bold", va="top")
    head.text(0.02, 1 - 0.62 / high, subtitle, fontsize=10, va="top")
    for number, tile in enumerate(tiles):
        row, column = divmod(number, COLUMNS)
        x, y = 0.02 + column * 0.25, 1 - (down + row * TILE) / high
        head.text(x, y, tile["value"], fontsize=15, fontweight="bold", color=COLOURS[0], va="top")
        head.text(x, y - 0.25 / high, _folded(tile["label"], 27), fontsize=8, va="top")
        head.text(x, y - 0.56 / high, tile["note"], fontsize=7.5, color=GREY, va="top")
    with mpl.rc_context({"font.size": 8.5, "axes.titlesize": 11, "axes.titlepad": 6}):
        for part, picture in zip(middle, pictures, strict=True):
            _put(part.subplots(), picture)
    foot.text(0.02, 0.5, _folded(shape["footer"], 130), fontsize=7.5, color=GREY, va="center")


# A chain is read on a phone, 400 dots wide: it is drawn twice as wide, and as high as its words need

CHAIN_WIDTH, CHAIN_DOTS = 800, 160
EDGE, INSIDE, ARROW = 24, 22, 46  # dots: around the picture, inside a box, from the edge to the arrow
TITLE, HEAD, BODY, SMALL = 17, 14, 12.5, 11.5  # points: 12 dots high or more at 400


_RULER: Any = RendererAgg


class _Column:
    """Words and boxes put one below the other; drawn when it is known how high it is."""

    def __init__(self) -> None:
        self.y = float(EDGE)
        self.words: list[tuple[float, float, str, dict[str, Any]]] = []
        self.boxes: list[tuple[float, float, str]] = []
        self.arrows: list[tuple[float, float]] = []
        self._ruler: Any = _RULER(1, 1, CHAIN_DOTS)

    def put(self, words: str, x: float, size: float, *, first: str = "", **how: Any) -> None:
        """A paragraph from `x` to the right edge, folded; `first` stands before its first line."""
        font = FontProperties(size=size, weight=how.get("fontweight", "normal"), style=how.get("fontstyle", "normal"))
        high = size * CHAIN_DOTS / 72
        indent = self._wide(first, font)
        for number, line in enumerate(self._folded(words, CHAIN_WIDTH - EDGE - INSIDE - x - indent, font)):
            if first and number == 0:
                self.words.append((x, self.y + high, first, {"fontsize": size, **how}))
            self.words.append((x + indent, self.y + high, line, {"fontsize": size, **how}))
            self.y += high * 1.32

    def _wide(self, words: str, font: FontProperties) -> float:
        return float(self._ruler.get_text_width_height_descent(words, font, ismath=False)[0]) if words else 0.0

    def _folded(self, words: str, room: float, font: FontProperties) -> list[str]:
        lines, line = [], ""
        for word in words.split():
            longer = f"{line} {word}".strip()
            if self._wide(longer, font) <= room:
                line = longer
                continue
            lines += [line] if line else []
            line = word
            while self._wide(line, font) > room:  # one word wider than the picture
                fits = next(end for end in range(len(line) - 1, 0, -1) if self._wide(line[:end], font) <= room)
                lines.append(line[:fits])
                line = line[fits:]
        return [*lines, line]


def _chain(shape: dict[str, Any]) -> Figure:
    column = _Column()
    column.put(shape["title"], EDGE, TITLE, fontweight="bold")
    if shape["subtitle"]:
        column.put(shape["subtitle"], EDGE, SMALL, color=GREY)
    column.y += 14
    for number, (name, things) in enumerate(shape["steps"]):
        top = column.y
        column.y += INSIDE * 0.6
        column.put(f"{number + 1}. {name}", EDGE + INSIDE, HEAD, fontweight="bold")
        column.y += 6
        for thing in things:
            column.put(thing, EDGE + INSIDE, BODY, first="• ")
            column.y += 5
        if not things:
            column.put(shape["nothing"], EDGE + INSIDE, BODY, color=GREY, fontstyle="italic")
        column.y += INSIDE * 0.8
        column.boxes.append((top, column.y, COLOURS[number % len(COLOURS)]))
        if number < len(shape["links"]):
            top = column.y
            column.y += 12
            for label, words in shape["links"][number]:
                column.put(label, EDGE + ARROW + 34, SMALL, fontweight="bold", color=GREY)
                column.put(words, EDGE + ARROW + 34, SMALL)
                column.y += 4
            column.y = max(column.y + 8, top + 48)
            column.arrows.append((top, column.y))
    column.y += EDGE
    return _drawn_column(column)


def _drawn_column(column: _Column) -> Figure:
    figure = Figure(figsize=(CHAIN_WIDTH / CHAIN_DOTS, column.y / CHAIN_DOTS), dpi=CHAIN_DOTS, facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, CHAIN_WIDTH)
    axes.set_ylim(column.y, 0)
    axes.axis("off")
    for top, bottom, colour in column.boxes:
        for fill, edge, alpha in ((colour, "none", 0.13), ("none", colour, 1.0)):
            axes.add_patch(
                FancyBboxPatch(
                    (EDGE, top), CHAIN_WIDTH - 2 * EDGE, bottom - top, boxstyle="round,pad=0,rounding_size=14",
                    facecolor=fill, edgecolor=edge, alpha=alpha, linewidth=1.6,
                )
            )  # fmt: skip
    for top, bottom in column.arrows:
        axes.add_patch(
            FancyArrowPatch(
                (EDGE + ARROW, top + 2), (EDGE + ARROW, bottom - 1), arrowstyle="-|>", mutation_scale=22,
                linewidth=3, color=GREY, shrinkA=0, shrinkB=0,
            )
        )  # fmt: skip
    for x, y, words, how in column.words:
        axes.text(x, y, words, va="baseline", **how)
    return figure


def _certificate(shape: dict[str, Any]) -> Figure:
    """One page: the name large in the middle, what is stated below it, who says so at the foot."""
    figure = Figure(figsize=A4, dpi=160)
    figure.add_artist(Rectangle((0.05, 0.036), 0.9, 0.928, fill=False, edgecolor=COLOURS[0], linewidth=2.5))
    figure.add_artist(Rectangle((0.06, 0.043), 0.88, 0.914, fill=False, edgecolor=PALE, linewidth=1))

    def put(y: float, words: str, size: float, **how: Any) -> None:
        figure.text(0.5, y, words, fontsize=size, ha="center", va="center", **how)

    put(0.865, shape["title"], 30, fontweight="bold", color=COLOURS[0])
    name = _wrapped(shape["name"], 28, 3)
    put(0.765, name, 26 if "\n" not in name else 19, fontweight="bold", linespacing=1.3)
    put(0.678, _wrapped(shape["organisation"], 58, 3), 13, color=GREY, linespacing=1.3)
    put(0.595, _wrapped(shape["statement"], 66, 5), 13, linespacing=1.55)
    days = shape["days"]
    step = min(0.026, 0.2 / max(len(days), 1))
    for number, (day, there) in enumerate(days):
        y = 0.5 - number * step
        figure.text(0.5 - 0.012, y, day, fontsize=min(11.5, step * 430), ha="right", va="center")
        figure.text(0.5 + 0.012, y, there, fontsize=min(11.5, step * 430), ha="left", va="center")
    put(0.5 - len(days) * step - 0.018, _wrapped(shape["share"], 66, 2), 13, fontweight="bold", linespacing=1.4)
    put(0.19, shape["place_and_day"], 11.5)
    put(0.14, _wrapped(", ".join(shape["signed"]), 70, 2), 12.5, fontweight="bold", linespacing=1.4)
    put(0.105, shape["signed_as"], 11, color=GREY)
    put(0.065, _wrapped(shape["footer"], 100, 2), 8, color=GREY, linespacing=1.4)
    return figure


def _number(value: float, _place: object = None) -> str:
    """Three digits or more, with the reader's decimal mark: the second argument of the program."""
    if abs(value) >= 100:
        return f"{value:,.0f}".replace(",", "\u00a0")
    return f"{value:.3g}".replace(".", sys.argv[2] if len(sys.argv) > 2 else ".")


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def _folded(words: str, width: int) -> str:
    import textwrap

    folded = textwrap.wrap(words, width)
    return "\n".join(folded[:2]) + ("…" if len(folded) > 2 else "")


def _wrapped(words: str, width: int, most: int) -> str:
    """On at most so many lines."""
    import textwrap

    return "\n".join(textwrap.wrap(words, width, max_lines=most, placeholder="…", break_on_hyphens=False))


if __name__ == "__main__":
    sample = figure_of(SAMPLE)  # drawn while there is no shape yet: what the first picture needs is found and loaded
    sample.set_dpi(10)
    writer_of(sys.argv[1])(sample, BytesIO())
    sys.stdout.buffer.write(drawn(json.load(sys.stdin), sys.argv[1]))
