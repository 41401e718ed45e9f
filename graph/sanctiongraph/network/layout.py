"""Where each actor stands on the map: communities apart, labels clear of each other.

A force model after ForceAtlas2 (Jacomy et al. 2014) places each connected part; ties within a
community pull harder than ties between communities. Boxes as large as symbol and label are then
pushed apart, and the parts are packed side by side. Nothing is random: the start is a spiral over
the communities, so the same graph gives the same map.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from sanctiongraph.network.communities import communities
from sanctiongraph.network.simple import lines, weighted

__all__ = ["Positions", "layout"]

Positions = dict[str, tuple[float, float]]
Floats = NDArray[np.float64]

_GOLDEN = np.pi * (3 - 5**0.5)
_LINE, _LINES = 20, 2
"""Characters in a line of a label, and lines of a label, as the map breaks them."""
_LETTER, _LEADING = 6.8, 15.0
"""Width of a letter and height of a line on the map, in its units (pixels at zoom 1)."""
_SYMBOL = 14.0
_AIR = 16.0
_CROWD = 120
"""Beyond this many actors they stand closer than labels would need at zoom 1: only a part of the labels
is shown from afar, and symbols stay large enough to be seen."""
_SLACK = 6.0
"""Boxes are pushed a little further apart than need be, since the last pixels take the longest."""
_DENSE = 400
"""Up to this many actors each pair repels; beyond it actors repel the cells of a grid."""
_LANDSCAPE = 1.7
"""Width by height of the part of a screen that a map fills."""
_SQUEEZES, _ROUNDS = ((0.9, 0.9), (0.8, 1.0), (1.0, 0.8)), 2
"""How a part is drawn in, and how often each is tried."""
_WIDTHS = 12
"""Widths that are tried for the parts side by side."""


def layout(graph: nx.MultiDiGraph[str]) -> Positions:
    """Positions by actor, in pixels at zoom 1, y downwards, centred on (0, 0).

    Labels of up to 120 actors do not overlap at zoom 1; larger networks stand closer. O(n²) for
    up to 400 actors in one connected part, about n·√n beyond.

    >>> pair = nx.MultiDiGraph()
    >>> layout(pair)
    {}
    """
    ids = sorted(graph)
    if not ids:
        return {}
    group_of = _groups(graph)
    plain = _tied(graph)
    crowd = min(1.0, max(0.35, (_CROWD / len(ids)) ** 0.5))
    boxes = {actor: _box(graph.nodes[actor]["label"], crowd) for actor in ids}
    parts = sorted((sorted(part) for part in nx.connected_components(plain)), key=lambda p: (-len(p), p))
    placed = [_place(plain, part, group_of, np.array([boxes[actor] for actor in part])) for part in parts]
    middle = _packed(placed, [np.array([boxes[actor] for actor in part]) for part in parts])
    points = np.round(np.concatenate(middle), 1).tolist()
    actors = [actor for part in parts for actor in part]
    return {actor: (x, y) for actor, (x, y) in sorted(zip(actors, points, strict=True))}


def _groups(graph: nx.MultiDiGraph[str]) -> dict[str, int]:
    groups = communities(graph)
    return {actor: number for number, group in enumerate(groups) for actor in group}


def _tied(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Every edge draws its ends together, denied ones too: the map shows them all."""
    plain = lines(graph)
    for one, two in graph.edges():
        if one != two and not plain.has_edge(one, two):
            plain.add_edge(one, two, weight=0.5)
    return plain


def _box(label: str, crowd: float) -> tuple[float, float]:
    """Width and height of symbol and label together, drawn in by `crowd`."""
    rows = wrap(label, _LINE)[:_LINES] or [""]
    width, height = max(map(len, rows)) * _LETTER, 2 * _SYMBOL + len(rows) * _LEADING
    return (width + _AIR) * crowd, (height + _AIR) * crowd


def _place(plain: nx.Graph[str], part: Sequence[str], group_of: dict[str, int], boxes: Floats) -> Floats:
    index = {actor: number for number, actor in enumerate(part)}
    ties = sorted((*sorted((index[a], index[b])), weight) for a, b, weight in weighted(plain.subgraph(part)))
    group = np.array([group_of[actor] for actor in part])
    points = _start(group)
    if ties:
        points = _settled(points, np.array(ties), group)
        points = _turned(points)
    return _drawn_in(_apart(_spread(points, boxes), boxes + _SLACK), boxes + _SLACK)


def _start(group: NDArray[np.int64]) -> Floats:
    """A sunflower of sunflowers: one spiral over the communities, one within each."""
    names, members = np.unique(group, return_inverse=True)
    points: Floats = _sunflower(len(names))[members] * (3 * np.sqrt(len(group) / len(names)))
    for number in range(len(names)):
        inside = members == number
        points[inside] += _sunflower(int(inside.sum()))
    return points


def _sunflower(size: int) -> Floats:
    turn = np.arange(size) * _GOLDEN
    radius = np.sqrt(np.arange(size) + 0.5)
    return np.column_stack((radius * np.cos(turn), radius * np.sin(turn)))


def _settled(points: Floats, ties: Floats, group: NDArray[np.int64]) -> Floats:
    """Force steps with a falling speed limit: repulsion by mass, springs by tie, a pull to the middle."""
    size = len(points)
    ends = ties[:, :2].astype(int)
    mass = 1 + np.bincount(ends.ravel(), minlength=size).astype(float)
    same = group[ends[:, 0]] == group[ends[:, 1]]
    strength = np.where(same, 1.0, 0.12) * np.minimum(1 + 0.25 * np.log1p(ties[:, 2]), 2)
    repel = _pairwise if size <= _DENSE else _by_cell
    steps = 240 if size <= _DENSE else 110
    for step in range(steps):
        force = repel(points, mass) * 3 - points * (0.06 * mass[:, None])
        pull = (points[ends[:, 1]] - points[ends[:, 0]]) * strength[:, None]
        for axis in (0, 1):
            force[:, axis] += np.bincount(ends[:, 0], pull[:, axis], size)
            force[:, axis] -= np.bincount(ends[:, 1], pull[:, axis], size)
        force /= mass[:, None]
        length = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-9)
        limit = np.sqrt(size) * 0.5 * (1 - step / steps) ** 2
        points = points + force * (np.minimum(length * 0.5, limit) / length)[:, None]
    return points


def _pairwise(points: Floats, mass: Floats) -> Floats:
    away_x = points[:, :1] - points[None, :, 0]
    away_y = points[:, 1:] - points[None, :, 1]
    push = mass[:, None] * mass / np.maximum(away_x * away_x + away_y * away_y, 1e-2)
    return np.column_stack(((push * away_x).sum(axis=1), (push * away_y).sum(axis=1)))


def _by_cell(points: Floats, mass: Floats) -> Floats:
    """Repulsion from the middle of mass of every cell of a grid, the actor's own share taken out."""
    side = int(np.sqrt(len(points)) / 4) + 7
    low, high = points.min(axis=0), points.max(axis=0)
    cell = np.minimum(((points - low) / np.maximum(high - low, 1e-9) * side).astype(int), side - 1)
    _, member = np.unique(cell[:, 0] * side + cell[:, 1], return_inverse=True)
    heavy = np.bincount(member, mass)
    middle = np.column_stack([np.bincount(member, mass * points[:, axis]) / heavy for axis in (0, 1)])
    others: Floats = np.tile(heavy, (len(points), 1))
    others[np.arange(len(points)), member] -= mass
    away_x = points[:, :1] - middle[None, :, 0]
    away_y = points[:, 1:] - middle[None, :, 1]
    push = mass[:, None] * others / np.maximum(away_x**2 + away_y**2, 1.0)
    return np.column_stack(((push * away_x).sum(axis=1), (push * away_y).sum(axis=1)))


def _turned(points: Floats) -> Floats:
    """Turned so that the longest extent lies across the screen."""
    centred = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    turned: Floats = centred @ axes[:, ::-1]
    extreme = turned[np.abs(turned).argmax(axis=0), (0, 1)]
    return turned * np.where(extreme < 0, -1, 1)


def _spread(points: Floats, boxes: Floats) -> Floats:
    """Scaled so that the boxes fit, wider than a screen: low boxes step aside upwards and downwards."""
    extent = np.maximum(np.ptp(points, axis=0), 1e-6) if len(points) > 1 else np.ones(2)
    room = boxes.prod(axis=1).sum() * 1.1
    shape = min(max(extent[0] / extent[1], _LANDSCAPE * 1.3), _LANDSCAPE * 1.8)
    target = np.array([np.sqrt(room * shape), np.sqrt(room / shape)])
    if len(points) == 2:
        target = np.array([boxes[:, 0].max() + 130, 0.0])
    scaled: Floats = (points - points.mean(axis=0)) * (target / extent)
    return scaled


def _apart(points: Floats, boxes: Floats) -> Floats:
    """Boxes that overlap step aside, along the axis where less is missing, until none does."""
    points = points.copy()
    for _ in range(400 if len(points) <= _DENSE else 80):
        order = np.argsort(points[:, 0], kind="stable")
        step = _steps(points[order], boxes[order])
        if not np.abs(step).max() > 0.5:
            break
        points[order] += step
    return points


def _drawn_in(points: Floats, boxes: Floats) -> Floats:
    """Drawn together, along both axes or one, for as long as a smaller screen holds what comes out."""
    if len(points) > _DENSE:
        return points
    least = _screen(_extent(points, boxes))
    for squeeze in _SQUEEZES * _ROUNDS:
        closer = _apart(points * squeeze, boxes)
        screen = _screen(_extent(closer, boxes))
        if screen < least:
            points, least = closer, screen
    return points


def _extent(points: Floats, boxes: Floats) -> Floats:
    extent: Floats = (points + boxes / 2).max(axis=0) - (points - boxes / 2).min(axis=0)
    return extent


def _screen(extent: Floats) -> float:
    """The width of the smallest screen that holds what is so wide and high."""
    return float(max(extent[0], extent[1] * _LANDSCAPE))


def _steps(points: Floats, boxes: Floats) -> Floats:
    """The step of each box, given in order of x: half of what is missing to each neighbour."""
    step = np.zeros_like(points)
    touching = np.zeros(len(points))
    for shift in range(1, len(points)):
        gap = points[shift:] - points[:-shift]
        need = (boxes[shift:] + boxes[:-shift]) / 2
        if gap[:, 0].min() >= need[:, 0].max():
            break
        missing = need - np.abs(gap)
        both = (missing[:, 0] > 0) & (missing[:, 1] > 0)
        side: Floats = np.where(gap >= 0, 0.5, -0.5) * missing * both[:, None]
        along_x = np.less(missing[:, 0], missing[:, 1])
        side[along_x, 1] = 0
        side[~along_x, 0] = 0
        step[shift:] += side
        step[:-shift] -= side
        touching[shift:] += both
        touching[:-shift] += both
    return step / np.maximum(touching, 1)[:, None] ** 0.5


def _packed(parts: list[Floats], boxes: list[Floats]) -> list[Floats]:
    """Parts beside and under the largest, as wide and high as shows them largest on a screen."""
    corners = [(part - box / 2).min(axis=0) for part, box in zip(parts, boxes, strict=True)]
    sizes = [
        (part + box / 2).max(axis=0) - low + _AIR
        for part, box, low in zip(parts, boxes, corners, strict=True)
    ]
    order = [0, *sorted(range(1, len(parts)), key=lambda n: (-sizes[n][1], n))]
    ordered = [(float(sizes[number][0]), float(sizes[number][1])) for number in order]
    least = max(width for width, _ in ordered)
    tried = [_shelved(ordered, least * (1 + step / 4)) for step in range(_WIDTHS)]
    places = min(tried, key=lambda tops: _screen((np.array(tops) + np.array(ordered)).max(axis=0)))
    placed: list[Floats] = [np.zeros((1, 2))] * len(parts)
    for number, place in zip(order, places, strict=True):
        placed[number] = parts[number] - corners[number] + place
    everything = np.concatenate(placed)
    centre = (everything.min(axis=0) + everything.max(axis=0)) / 2
    return [part - centre for part in placed]


def _shelved(sizes: Sequence[tuple[float, float]], width: float) -> list[tuple[float, float]]:
    """The left top corner of each box in a strip of this width: as far up, then as far left as there is room.

    >>> _shelved([(3, 4), (2, 2), (1, 1), (4, 1)], 6)
    [(0.0, 0.0), (3.0, 0.0), (5.0, 0.0), (0.0, 4.0)]
    """
    skyline = [(0.0, width, 0.0)]
    tops = []
    for wide, high in sizes:
        left, top = min(
            (_resting(skyline, place, wide), start)
            for place, (start, _, _) in enumerate(skyline)
            if start + wide <= width or not place
        )[::-1]
        tops.append((left, top))
        skyline = _raised(skyline, (left, left + wide), top + high)
    return tops


def _resting(skyline: Sequence[tuple[float, float, float]], place: int, wide: float) -> float:
    """How far up a box can stand whose left side is that of one step of the skyline."""
    left = skyline[place][0]
    return max(level for start, end, level in skyline[place:] if start < left + wide and end > left)


def _raised(
    skyline: Sequence[tuple[float, float, float]], under: tuple[float, float], level: float
) -> list[tuple[float, float, float]]:
    """The skyline with a box put in; steps are (left, right, level), from left to right."""
    left, right = under
    before = [(start, min(end, left), old) for start, end, old in skyline if start < left]
    after = [(max(start, right), end, old) for start, end, old in skyline if end > right]
    return [*before, (left, right, level), *after]
