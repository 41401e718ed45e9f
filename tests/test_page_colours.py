"""States of affairs are told apart by the colour-blind, in grey print, and by their pattern alone."""

from __future__ import annotations

import re
from itertools import combinations
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

import pytest

from sanctiongraph.page.look import KINDS, STATES
from sanctiongraph.page.markup import asset

Triple = tuple[float, float, float]

SIGHT: dict[str, tuple[Triple, Triple, Triple]] = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
"""What is seen of linear red, green and blue: Machado, Oliveira and Fernandes 2009, severity 1."""

TOLD_BY_COLOUR = ("imposed", "planned", "relieved", "refused", "relation")
"""One state of each colour; the other states share a colour and differ in dashes."""


def palette(theme: str) -> dict[str, Triple]:
    """Linear red, green and blue by name."""
    light, dark = asset("base.css").split("@media", 1)
    named = re.findall(r"--([\w-]+): #([0-9a-f]{6})", light if theme == "light" else dark)
    return {name: tuple(linear(int(code[at : at + 2], 16) / 255) for at in (0, 2, 4)) for name, code in named}


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def seen(colour: Triple, sight: str) -> Triple:
    mixed = [sum(map(float.__mul__, map(float, row), colour)) for row in SIGHT[sight]]
    return tuple(min(1.0, max(0.0, part)) for part in mixed)


def luminance(colour: Triple) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def contrast(one: Triple, other: Triple) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lab(colour: Triple) -> Triple:
    red, green, blue = colour
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    x, y, z = (
        part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116
        for part in (x, luminance(colour), z)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: Triple, other: Triple) -> float:
    """CIEDE2000 of two colours in CIELAB: about 1 is just seen, 10 at a glance."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (hypot(a1, b1) + hypot(a2, b2)) / 2
    stretched = 1.5 - 0.5 * sqrt(mean**7 / (mean**7 + 25**7))
    a1, a2 = a1 * stretched, a2 * stretched
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = degrees(atan2(b1, a1)) % 360, degrees(atan2(b2, a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180
    light, chroma, hue = (l1 + l2) / 2, (c1 + c2) / 2, (h1 + turn / 2) % 360
    t = (
        1
        - 0.17 * cos(radians(hue - 30))
        + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6))
        - 0.2 * cos(radians(4 * hue - 63))
    )
    by_light = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2))
    by_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    by_hue = 2 * sqrt(c1 * c2) * sin(radians(turn) / 2) / (1 + 0.015 * chroma * t)
    turned = -sin(radians(60 * exp(-(((hue - 275) / 25) ** 2)))) * 2 * sqrt(chroma**7 / (chroma**7 + 25**7))
    return sqrt(by_light**2 + by_chroma**2 + by_hue**2 + turned * by_chroma * by_hue)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_difference_of_colours_is_that_of_its_authors(one, other, expected):
    assert difference(one, other) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
def test_states_differ_in_colour_for_every_eye(theme, sight):
    colours = palette(theme)
    looks = {state: lab(seen(colours[f"state-{state}"], sight)) for state in TOLD_BY_COLOUR}
    for one, other in combinations(TOLD_BY_COLOUR, 2):
        assert difference(looks[one], looks[other]) >= 12, (one, other)


def test_states_differ_without_any_colour():
    patterns = {(look.dashes, look.arrow) for look in STATES}
    assert len(patterns) == len(STATES)
    assert len({look.shape for look in KINDS}) == len(KINDS)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lines_and_symbols_stand_out_from_the_ground(theme):
    colours = palette(theme)
    drawn = [f"state-{look.key}" for look in STATES if look.key not in ("office", "relation")]
    drawn += [f"kind-{look.key}" for look in KINDS]
    for name in drawn:
        assert contrast(colours[name], colours["ground"]) >= 3, name
