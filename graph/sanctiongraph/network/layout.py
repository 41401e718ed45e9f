"""Where each actor stands on the map: communities apart, labels clear of each other.

A force model after ForceAtlas2 (Jacomy et al. 2014) places each connected part; ties within a
community pull harder than ties between communities. Boxes as large as symbol and label are then
pushed apart, and the parts are packed side by side. Nothing is random: the start is a spiral over
the communities, so the same graph gives the same map. Large parts feel the repulsion of all others
through a grid, by convolution (as particle-mesh methods do; Hockney and Eastwood 1988).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
"""Up to this many actors each pair repels; beyond it they feel the field of all others on a grid."""
_FINEST = 512
"""Columns and rows of that grid, at most: it takes some 30 MB then, however many actors there are."""
_NEAR = 24
"""How many boxes in the cells about it a box of a large part heeds in each round."""
_SETTLED = 40
"""In networks of more than 400 actors so many parts, the largest, are settled by forces. In the others the
best tied actor stands in the middle: they are hundreds, and mostly pairs."""
_SINGLY = 300
"""So many parts are packed one by one; those beyond stand in rows, which are packed like one."""
_ROOM, _MORE_ROOM = 1.1, 1.5
"""How much larger than all its boxes a small and a large part is; in a large one they can't be sorted out
to the last."""
_LANDSCAPE = 1.7
"""Width by height of the part of a screen that a map fills."""
_SQUEEZES, _ROUNDS = ((0.9, 0.9), (0.8, 1.0), (1.0, 0.8)), 2
"""How a part is drawn in, and how often each is tried."""
_WIDTHS = 12
"""Widths that are tried for the parts side by side."""


def layout(graph: nx.MultiDiGraph[str], groups: list[list[str]] | None = None) -> Positions:
    """Positions by actor, in pixels at zoom 1, y downwards, centred on (0, 0).

    `groups` are its communities, where they are known already. Labels of up to 120 actors do not overlap
    at zoom 1; larger networks stand closer. O(n²) for up to 400 actors in one connected part,
    O(actors + ties) beyond.

    >>> pair = nx.MultiDiGraph()
    >>> layout(pair)
    {}
    """
    ids = sorted(graph)
    if not ids:
        return {}
    group_of = _groups(communities(graph) if groups is None else groups)
    plain = _tied(graph)
    crowd = min(1.0, max(0.35, (_CROWD / len(ids)) ** 0.5))
    boxes = {actor: _box(graph.nodes[actor]["label"], crowd) for actor in ids}
    parts = sorted((sorted(part) for part in nx.connected_components(plain)), key=lambda p: (-len(p), p))
    held = [np.array([boxes[actor] for actor in part]) for part in parts]
    settled = _SETTLED if len(ids) > _DENSE else len(parts)
    placed = [
        _place(plain, part, group_of, box)
        if number < settled or len(part) > _DENSE
        else _ringed(plain, part, box)
        for number, (part, box) in enumerate(zip(parts, held, strict=True))
    ]
    middle = _packed(*_in_rows(placed, held))
    points = np.round(np.concatenate(middle), 1).tolist()
    actors = [actor for part in parts for actor in part]
    return {actor: (x, y) for actor, (x, y) in sorted(zip(actors, points, strict=True))}


def _groups(groups: list[list[str]]) -> dict[str, int]:
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


def _ringed(plain: nx.Graph[str], part: Sequence[str], boxes: Floats) -> Floats:
    """The best tied in the middle, the others about it."""
    order = sorted(range(len(part)), key=lambda place: (-plain.degree(part[place]), place))
    points = np.empty((len(part), 2))
    points[order] = _sunflower(len(part))
    return _apart(_spread(points, boxes), boxes + _SLACK)


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
    repel = _pairwise if size <= _DENSE else _by_field
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


def _by_field(points: Floats, mass: Floats) -> Floats:
    """Repulsion read off a grid: masses are dealt to it, and their field is a convolution. O(actors).

    Each mass goes to the four corners of its cell, by nearness, and is felt from there in the same way, so
    that no actor pushes itself.
    """
    side = min(_FINEST, 1 << int(np.log2(len(points)) / 2 + 1))
    low = points.min(axis=0)
    cell = np.maximum(np.ptp(points, axis=0), 1e-9) / (side - 1.001)
    corners = list(_corners((points - low) / cell, side))
    dealt = sum(np.bincount(place, mass * share, side * side) for place, share in corners)
    spectrum = np.fft.rfft2(np.reshape(dealt, (side, side)), (2 * side, 2 * side))
    force = np.empty_like(points)
    for axis, kernel in enumerate(_kernels(side, cell)):
        field = np.fft.irfft2(spectrum * np.fft.rfft2(kernel))[:side, :side].ravel()
        force[:, axis] = mass * sum(field[place] * share for place, share in corners)
    return force


def _corners(points: Floats, side: int) -> Iterator[tuple[NDArray[np.int64], Floats]]:
    """The four points of a grid about each point, with the share of each."""
    whole = points.astype(np.int64)
    part = points - whole
    for right in (0, 1):
        for down in (0, 1):
            share = (part[:, 0] if right else 1 - part[:, 0]) * (part[:, 1] if down else 1 - part[:, 1])
            yield (whole[:, 0] + right) * side + whole[:, 1] + down, share


def _kernels(side: int, cell: Floats) -> tuple[Floats, Floats]:
    """The push along each axis at every distance on the grid, both ways round: 1/r, and less close by."""
    steps = np.fft.fftfreq(2 * side, 1 / (2 * side))
    steps[side] = 0
    along_x, along_y = (steps * cell[0])[:, None], (steps * cell[1])[None, :]
    far = np.maximum(along_x**2 + along_y**2, 1.0)
    return along_x / far, along_y / far


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
    room = boxes.prod(axis=1).sum() * (_ROOM if len(points) <= _DENSE else _MORE_ROOM)
    shape = min(max(extent[0] / extent[1], _LANDSCAPE * 1.3), _LANDSCAPE * 1.8)
    target = np.array([np.sqrt(room * shape), np.sqrt(room / shape)])
    if len(points) == 2:
        target = np.array([boxes[:, 0].max() + 130, 0.0])
    scaled: Floats = (points - points.mean(axis=0)) * (target / extent)
    return scaled


def _apart(points: Floats, boxes: Floats) -> Floats:
    """Boxes that overlap step aside, along the axis where less is missing, until none does."""
    points = points.copy()
    few = len(points) <= _DENSE
    for _ in range(400 if few else 200):
        step = (_steps if few else _near_steps)(points, boxes)
        if not np.abs(step).max() > 0.5:
            break
        points += step
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
    """The step of each box: half of what is missing to each neighbour. O(n) to O(n²), by how they stand."""
    order = np.argsort(points[:, 0], kind="stable")
    points, boxes = points[order], boxes[order]
    step = np.zeros_like(points)
    touching = np.zeros(len(points))
    for shift in range(1, len(points)):
        gap = points[shift:] - points[:-shift]
        need = (boxes[shift:] + boxes[:-shift]) / 2
        if gap[:, 0].min() >= need[:, 0].max():
            break
        side, both = _aside(gap, need)
        step[shift:] += side
        step[:-shift] -= side
        touching[shift:] += both
        touching[:-shift] += both
    steps = np.empty_like(step)
    steps[order] = step / np.maximum(touching, 1)[:, None] ** 0.5
    return steps


def _aside(gap: Floats, need: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """By how much the second of two boxes steps aside, along one axis, and whether they overlap."""
    missing = need - np.abs(gap)
    both = (missing[:, 0] > 0) & (missing[:, 1] > 0)
    side: Floats = np.where(gap >= 0, 0.5, -0.5) * missing * both[:, None]
    along_x = np.less(missing[:, 0], missing[:, 1])
    side[along_x, 1] = 0
    side[~along_x, 0] = 0
    return side, both


def _near_steps(points: Floats, boxes: Floats) -> Floats:
    """The same, of a limited number of neighbours. O(n)."""
    size = len(points)
    step, touching = np.zeros_like(points), np.zeros(size)
    for one, two in _near_pairs(points, boxes):
        side, both = _aside(points[two] - points[one], (boxes[two] + boxes[one]) / 2)
        one, two, side = one[both], two[both], side[both]
        for axis in (0, 1):
            step[:, axis] += np.bincount(two, side[:, axis], size) - np.bincount(one, side[:, axis], size)
        touching += np.bincount(one, minlength=size) + np.bincount(two, minlength=size)
    return step / np.maximum(touching, 1)[:, None] ** 0.5


def _near_pairs(points: Floats, boxes: Floats) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Boxes that may touch, each pair once: those in one cell of a grid, or in two beside each other."""
    cell = ((points - points.min(axis=0)) / boxes.max(axis=0)).astype(np.int64)
    wide = int(cell[:, 0].max()) + 3
    number = cell[:, 1] * wide + cell[:, 0] + 1
    order = np.argsort(number, kind="stable")
    number = number[order]
    beside = np.arange(1, len(points) + 1), np.searchsorted(number, number + 1, side="right")
    below = (
        np.searchsorted(number, number + wide - 1),
        np.searchsorted(number, number + wide + 1, side="right"),
    )
    for start, stop in (beside, below):
        for shift in range(min(_NEAR, int((stop - start).max()))):
            there = np.flatnonzero(start + shift < stop)
            yield order[there], order[start[there] + shift]


def _in_rows(parts: list[Floats], boxes: list[Floats]) -> tuple[list[Floats], list[Floats]]:
    """The first parts as they are, and those beyond as one: in rows, from the highest to the lowest."""
    if len(parts) <= _SINGLY:
        return parts, boxes
    small = list(zip(parts[_SINGLY:], boxes[_SINGLY:], strict=True))
    corners = [(part - box / 2).min(axis=0) for part, box in small]
    sizes = np.array([_extent(part, box) for part, box in small]) + _AIR
    width = max(float(np.sqrt(sizes.prod(axis=1).sum() * _LANDSCAPE)), float(sizes[:, 0].max()))
    places = np.empty((len(small), 2))
    left = top = high = 0.0
    for number in np.argsort(-sizes[:, 1], kind="stable"):
        if left + sizes[number, 0] > width:
            left, top, high = 0.0, top + high, 0.0
        places[number] = left, top
        left, high = left + sizes[number, 0], max(high, sizes[number, 1])
    rows = [part - corner + place for (part, _), corner, place in zip(small, corners, places, strict=True)]
    return [*parts[:_SINGLY], np.concatenate(rows)], [*boxes[:_SINGLY], np.concatenate(boxes[_SINGLY:])]


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
