"""Vector charts: the profile of the six steps. Shape and word carry the meaning; colour only repeats it."""

from __future__ import annotations

import math
from typing import Any

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Polygon, Rect, String
from reportlab.lib.colors import white
from reportlab.pdfbase.pdfmetrics import stringWidth

from scrutineer.domain.evidence import Strength
from scrutineer.domain.judgement import Direction
from scrutineer.domain.picture import wrapped
from scrutineer.domain.scale import INSUFFICIENT, NON_SCORES, NOT_YET, Scale
from scrutineer.reports.model import StepNow
from scrutineer.reports.style import REGULAR, SEMIBOLD, colour, level_colour, register_fonts

# points: a row of one line, the head, and the columns beside the levels, which share what is left of the width
_ROW, _HEAD, _STEP, _EVIDENCE, _DIRECTION = 25.5, 26.0, 108.0, 66.0, 72.0
_SIZE = 9.2


def box(x: float, y: float, width: float, height: float, **look: Any) -> Rect:
    """A rectangle without an outline unless one is asked for."""
    return Rect(x, y, width, height, **{"strokeColor": None, **look})


def mark(look: str, x: float, y: float, size: float = 11) -> Group:
    """A level's shape, or the ring of a non-score, centred on a point. Filled means a level."""
    unit, fill = size / 16, level_colour(look)
    group = Group()
    if look == "strong":
        group.add(Circle(x, y, 7 * unit, fillColor=fill, strokeColor=None))
    elif look == "reasonable":
        side = 13 * unit
        group.add(box(x - side / 2, y - side / 2, side, side, rx=unit, ry=unit, fillColor=fill))
    elif look == "limited":
        points = [x, y + 7 * unit, x + 7.3 * unit, y - 6 * unit, x - 7.3 * unit, y - 6 * unit]
        group.add(Polygon(points, fillColor=fill, strokeColor=None))
    elif look == "none":
        reach = 7.4 * unit
        group.add(Polygon([x, y + reach, x + reach, y, x, y - reach, x - reach, y], fillColor=fill, strokeColor=None))
    elif look == INSUFFICIENT:
        group.add(Circle(x, y, 6.6 * unit, fillColor=None, strokeColor=fill, strokeWidth=1))
        group.add(String(x, y - 2.6, "?", fontName=SEMIBOLD, fontSize=7.5, fillColor=fill, textAnchor="middle"))
    else:
        group.add(
            Circle(
                x,
                y,
                6.4 * unit,
                fillColor=None,
                strokeColor=fill,
                strokeWidth=1.1,
                strokeDashArray=[1.8, 1.6],
            )
        )
    return group


def strength_bars(strength: Strength, x: float, y: float) -> Group:
    """One, two or three filled bars."""
    return bars(list(Strength).index(strength) + 1, x, y)


def bars(filled: int, x: float, y: float) -> Group:
    """Three rising bars, so many of them filled."""
    group = Group()
    for number, height in enumerate((3.6, 6.2, 8.8)):
        ink = colour("text")
        fill = ink if number < filled else white
        group.add(box(x + number * 3.6, y - 3, 2.6, height, fillColor=fill, strokeColor=ink, strokeWidth=0.5))
    return group


_TURNS = {Direction.IMPROVING: math.pi / 4, Direction.STEADY: 0.0, Direction.DECLINING: -math.pi / 4}


def direction_arrow(direction: Direction, x: float, y: float) -> Group:
    """An arrow up, level or down; a dot in a ring for a first look."""
    ink = colour("text")
    group = Group()
    if direction is Direction.FIRST_LOOK:
        group.add(Circle(x, y, 4, fillColor=None, strokeColor=ink, strokeWidth=1))
        group.add(Circle(x, y, 1.2, fillColor=ink, strokeColor=None))
        return group
    turn = _TURNS[direction]
    reach = 3.8
    tip = (x + reach * math.cos(turn), y + reach * math.sin(turn))
    group.add(Line(2 * x - tip[0], 2 * y - tip[1], *tip, strokeColor=ink, strokeWidth=1.1))
    for side in (2.5, -2.5):  # radians from the arrow's way: the barbs point back and outwards
        barb = (tip[0] + 3.4 * math.cos(turn + side), tip[1] + 3.4 * math.sin(turn + side))
        group.add(Line(*tip, *barb, strokeColor=ink, strokeWidth=1.1))
    return group


class _Profile:
    """Places of the profile's columns and rows on one drawing."""

    def __init__(self, steps: tuple[StepNow, ...], scale: Scale, width: float) -> None:
        self.steps, self.scale, self.width = steps, scale, width
        self.keys = [level.key for level in scale.levels] + [INSUFFICIENT, NOT_YET]
        self.column = (width - _STEP - _EVIDENCE - _DIRECTION) / len(self.keys)
        widest = max((stringWidth(step.number, REGULAR, _SIZE) for step in steps), default=0.0)
        self.left = max(12.0, widest + 5)  # where the labels begin: the numbers of other frameworks are longer
        self.heights = [_ROW + 11 * (len(self.lines(step)) - 1) for step in steps]
        self.height = _HEAD + sum(self.heights)
        self.drawing = Drawing(width, self.height)

    def lines(self, step: StepNow) -> list[str]:
        """A step's label as it is broken."""
        return wrap(step.label, _STEP - self.left - 4)

    def x(self, key: str) -> float:
        return _STEP + self.column * (self.keys.index(key) + 0.5)

    def look(self, key: str) -> str:
        level = self.scale.level(key)
        return level.look if level else key

    def text(self, x: float, y: float, words: str, **more: Any) -> None:
        look = {"fontName": REGULAR, "fontSize": _SIZE, "fillColor": colour("text"), **more}
        self.drawing.add(String(x, y, words, **look))


def wrap(words: str, width: float, size: float = _SIZE) -> list[str]:
    """Words broken into lines no wider than `width` points."""
    return wrapped(words, width, lambda line: stringWidth(line, REGULAR, size))


def profile_chart(steps: tuple[StepNow, ...], scale: Scale, width: float) -> Drawing:
    """Each step's level now and in the last cycle. Columns that are no levels are shaded and never compared."""
    register_fonts()
    chart = _Profile(steps, scale, width)
    _grid(chart)
    _heads(chart)
    top = chart.height - _HEAD
    for step, height in zip(steps, chart.heights, strict=True):
        _step_row(chart, step, top - height / 2)
        chart.drawing.add(Line(0, top - height, width, top - height, strokeColor=colour("border"), strokeWidth=0.5))
        top -= height
    return chart.drawing


def _grid(chart: _Profile) -> None:
    left = _STEP + chart.column * len(chart.scale.levels)
    shade = box(left, 0, chart.column * 2, chart.height, fillColor=colour("window"))
    chart.drawing.add(shade)
    for number in range(len(chart.keys) + 1):
        x = _STEP + chart.column * number
        chart.drawing.add(Line(x, 0, x, chart.height, strokeColor=colour("border"), strokeWidth=0.5))
    base = chart.height - _HEAD
    chart.drawing.add(Line(0, base, chart.width, base, strokeColor=colour("text-2"), strokeWidth=0.8))


def _heads(chart: _Profile) -> None:
    look = {"fontName": SEMIBOLD, "fontSize": 8.2, "fillColor": colour("text-2")}
    base = chart.height - _HEAD + 5
    words = {level.key: level.short for level in chart.scale.levels}
    words |= {INSUFFICIENT: "Insuff. evidence", NOT_YET: "Not yet"}
    for key in chart.keys:
        lines = wrap(words[key], chart.column - 3, 8.2)[:2]
        for number, line in enumerate(reversed(lines)):
            chart.text(chart.x(key), base + number * 10, line, textAnchor="middle", **look)
    chart.text(0, base, "Step", **look)
    right = chart.width - _EVIDENCE - _DIRECTION
    chart.text(right + 6, base, "Evidence", **look)
    chart.text(right + _EVIDENCE + 2, base, "Direction", **look)


def _step_row(chart: _Profile, step: StepNow, y: float) -> None:
    lines = chart.lines(step)
    chart.text(0, y - 3 + 5.5 * (len(lines) - 1), step.number)
    for number, words in enumerate(lines):
        chart.text(chart.left, y - 3 + 5.5 * (len(lines) - 1) - 11 * number, words)
    key = step.level if step.level in chart.keys else NOT_YET
    if step.before in chart.keys and step.before not in NON_SCORES:
        if key not in NON_SCORES and step.before != key:
            line = Line(chart.x(step.before), y, chart.x(key), y, strokeColor=colour("border-strong"), strokeWidth=1)
            chart.drawing.add(line)
        if step.before != key:
            ring = Circle(chart.x(step.before), y, 3, fillColor=white, strokeColor=colour("text-2"), strokeWidth=1)
            chart.drawing.add(ring)
    chart.drawing.add(mark(chart.look(key), chart.x(key), y))
    _row_end(chart, step, y)


def _row_end(chart: _Profile, step: StepNow, y: float) -> None:
    left = chart.width - _EVIDENCE - _DIRECTION + 6
    if step.strength is None or step.direction is None:
        chart.text(left, y - 3, "None yet")
        chart.text(left + _EVIDENCE - 4, y - 3, "None yet")
        return
    chart.drawing.add(strength_bars(step.strength, left, y))
    chart.text(left + 14, y - 3, step.strength.value.capitalize())
    chart.drawing.add(direction_arrow(step.direction, left + _EVIDENCE, y))
    chart.text(left + _EVIDENCE + 8, y - 3, step.direction.value.capitalize())
