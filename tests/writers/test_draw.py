"""Pictures are whole: nothing is cut off, and no words stand on others, however long they are."""

from itertools import combinations
from typing import Any

import matplotlib as mpl
import pytest
from matplotlib.axes import Axes
from matplotlib.text import Text

from writers.draw import STYLE, drawn, figure_of
from writers.paint import plain
from writers.shapes import Bars, Lines, Network, Page, Shape, Tile

MONTHS = tuple(f"{month} 2026" for month in (
    "tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu", "heinäkuu", "elokuu", "syyskuu", "lokakuu",
    "marraskuu", "joulukuu",
))  # fmt: skip
KINDS = ("Viestintä", "Kirjanpito", "Talous", "Saavutettavuus", "Kiinteistöasiat", "Tietotekniikka",
         "Avustukset ja raportointi", "Kääntäminen ja selkokieli", "Översättning och lättläst språk för äldre",
         "Yhdenvertaisuus-, tasa-arvo- ja osallisuussuunnittelu")  # fmt: skip
NAMES = (
    "Etelä-Pohjanmaan kehitysvammaisten, pitkäaikaissairaiden ja omaishoitajien yhteistyöyhdistys Äärelä ry",
    "Mellersta Österbottens psykosociala förening för ömsesidigt stöd rf",
    "Pirkanmaan Omaishoitajat ry",
    "Håkansböle Åländska Önskebrunn rf",
    *(f"Järjestö {number} ry" for number in range(12)),
)
STACK = Bars("Tunnit kuukausittain", MONTHS, tuple((kind, (12.5,) * 12) for kind in KINDS[:8]), "tuntia", stacked=True)
PAIRS = Bars("Arvioidut ja käytetyt tunnit", KINDS, (("Arvioitu", (70.0,) * 10), ("Käytetty", (80.5,) * 10)), "tuntia",
             lying=True)  # fmt: skip
SMALL = Bars("Arvioidut ja käytetyt tunnit", KINDS[-6:], (("Arvioitu", (70.0,) * 6), ("Käytetty", (80.5,) * 6)),
             "tuntia", lying=True)  # fmt: skip
OVER_TIME = Lines("Palaute", MONTHS, tuple((axis, (4.5, *[None] * 10, 3.5)) for axis in "abc"), 1, 5)
RING = tuple((place, (place + 1) % 16, 2.5) for place in range(16))
MANY = Network("Kuka auttaa ketä", NAMES, RING, "h", "Nuoli kulkee auttaneesta autettuun.")
TWO = Network("Kuka auttaa ketä", NAMES[:2], ((0, 1, 1.5),), "h", "Nuoli kulkee auttaneesta autettuun.")
TILES = tuple(Tile(KINDS[-1], "1 234 h 45 min", "edellinen: 1 234 h 45 min") for _each in range(8))
PAGE = Page("Mitä saatiin aikaan", f"Järjestö: {NAMES[0]} · to 1.1.2026 – su 22.11.2026", TILES,
            (STACK, SMALL, MANY), "Laskettu siitä, mitä palvelussa sovittiin.")  # fmt: skip
ONE = Bars("Tunnit", MONTHS[:1], (("Viestintä", (1.5,)),), "tuntia", stacked=True)


@pytest.mark.parametrize(
    "shape", [STACK, PAIRS, OVER_TIME, MANY, TWO, PAGE, ONE],
    ids=["stack", "pairs", "over time", "many", "two", "page", "one"],
)  # fmt: skip
def test_no_words_are_cut_off_or_stand_on_others(shape: Shape) -> None:
    fields: dict[str, Any] = plain(shape)
    with mpl.rc_context(STYLE):
        figure = figure_of(fields)
        figure.draw_without_rendering()
        whole = figure.bbox
        unseen = {
            id(label)
            for axes in figure.findobj(Axes)
            for axis in (axes.xaxis, axes.yaxis)
            for place, label in zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=True)
            if not min(axis.get_view_interval()) <= place <= max(axis.get_view_interval())
        }
        words = [
            (one, one.get_window_extent())
            for one in figure.findobj(Text)
            if isinstance(one, Text) and one.get_visible() and one.get_text().strip() and id(one) not in unseen
        ]
    seen = [(one, box) for one, box in words if box.width > 1]
    assert len(seen) > 2
    for one, box in seen:
        assert box.x0 >= whole.x0 - 2, one.get_text()
        assert box.x1 <= whole.x1 + 2, one.get_text()
        assert box.y0 >= whole.y0 - 2, one.get_text()
        assert box.y1 <= whole.y1 + 2, one.get_text()
    upright = [(one, box) for one, box in seen if not one.get_rotation() % 90]
    slanted_to = min((box.y0 for one, box in seen if one.get_rotation() % 90), default=None)
    for (one, box), (other, its_box) in combinations(upright, 2):
        across = min(box.x1, its_box.x1) - max(box.x0, its_box.x0)
        down = min(box.y1, its_box.y1) - max(box.y0, its_box.y0)
        assert across <= 2 or down <= 4, (one.get_text(), other.get_text())
    if slanted_to is not None and not isinstance(shape, Page):
        legend = figure.legends[0].get_window_extent()
        assert legend.y1 <= slanted_to + 2


def test_large_numbers_are_written_out() -> None:
    huge = Bars("Tunnit", ("2025", "2026"), (("a", (12_500.0, 3.0)),), "tuntia")
    made = drawn(plain(huge), "png")
    assert made.startswith(b"\x89PNG")
    with mpl.rc_context(STYLE):
        figure = figure_of(plain(huge))
        figure.draw_without_rendering()
        said = {one.get_text() for one in figure.findobj(Text) if isinstance(one, Text)}
    assert "12\u00a0500" in said
    assert not [words for words in said if "e+" in words]
