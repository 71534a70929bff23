"""Indicators side by side: a small picture for each, its periods from left to right, and never a line through a gap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scrutineer.domain.indicators import (
    PERCENT,
    Indicator,
    IndicatorSource,
    IndicatorValue,
    in_time,
    plain_number,
)
from scrutineer.domain.picture import (
    EDGE,
    LINE,
    SMALL,
    Drawn,
    Hairline,
    Measure,
    Sample,
    Shape,
    Sign,
    Signed,
    Tabled,
    Words,
    fitted,
    in_lines,
    key_of,
    named,
)
from scrutineer.domain.words import counted

MOST = 24
"""As many are drawn side by side; the others are in the list, and in the table."""
_SIGNS: dict[IndicatorSource, Sign] = {
    IndicatorSource.AGENCY: Sign.DOT, IndicatorSource.SAMPLE: Sign.DIAMOND, IndicatorSource.AUDIT: Sign.SQUARE,
    IndicatorSource.SURVEY: Sign.BULLSEYE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """What one source says of one period: how high it stands, None for a gap, and the same in words."""

    period: str
    source: IndicatorSource
    height: float | None
    words: str
    commentary: str = ""


@dataclass(frozen=True, slots=True)
class Multiple:
    """One of the small pictures: an indicator, of one group of people where it is broken down.

    `periods` are all that any source speaks of, in their order; `points` are what each says, in the same order.
    """

    name: str
    periods: tuple[str, ...]
    points: tuple[Point, ...]
    target: float | None = None
    percent: bool = False

    @property
    def last(self) -> Point | None:
        """The newest figure of the agency's own data, else of whoever says one."""
        said = [point for point in self.points if point.height is not None]
        own = [point for point in said if point.source is IndicatorSource.AGENCY]
        return next(reversed(own or said), None)

    @property
    def newest(self) -> str:
        """That figure in words, with its period where a later one is missing; or that there is none."""
        if self.last is None:
            return "No figure"
        is_last = self.last.period == self.periods[-1]
        return self.last.words if is_last else f"{self.last.words} in {self.last.period}"

    @property
    def aim(self) -> str:
        """“Target 95%”, or nothing."""
        return "" if self.target is None else f"Target {plain_number(self.target)}{PERCENT if self.percent else ''}"

    @property
    def top(self) -> float:
        """The height of what stands highest; a share is out of a hundred."""
        heights = [point.height for point in self.points if point.height is not None]
        return max([100.0 if self.percent else 0.0, self.target or 0.0, *heights]) or 1.0

    @property
    def floor(self) -> float:
        """Nought, or lower where a figure is."""
        return min([0.0, self.target or 0.0, *(point.height for point in self.points if point.height is not None)])

    @property
    def spoken(self) -> str:
        """“Assessments in time: 11 of 12, 92% in Q1 2025-26; missing in Q2 2025-26. Target 95%”."""
        said = "; ".join(f"{point.words} in {point.period}{self._whose(point)}" for point in self.points)
        return f"{self.name}: {said or 'no figure'}{f'. {self.aim}' if self.aim else ''}"

    @staticmethod
    def _whose(point: Point) -> str:
        return "" if point.source is IndicatorSource.AGENCY else f" by {point.source.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorsPicture:
    """Small pictures in rows, as many beside each other as the width has room for."""

    multiples: tuple[Multiple, ...]
    title: str = "Indicators side by side"

    @property
    def legend(self) -> str:
        """How many there are, and how many of them are drawn."""
        if len(self.multiples) == 1:
            return counted(len(self.multiples[0].periods), "period")
        every = counted(len(self.multiples), "series", "series")
        return f"{every}, the first {MOST} drawn" if len(self.multiples) > MOST else every

    @property
    def spoken(self) -> str:
        """The whole picture in words."""
        return ". ".join([self.legend, *(multiple.spoken for multiple in self.multiples[:MOST])])

    @property
    def table(self) -> Tabled:
        """A row for each figure of each indicator, and for each that is missing."""
        return Tabled(
            ("Indicator", "Period", "Figure", "Said by", "Target", "Commentary"),
            tuple(
                (multiple.name, point.period, point.words, point.source.value, multiple.aim.removeprefix("Target "),
                 point.commentary)
                for multiple in self.multiples
                for point in multiple.points
            ),
        )  # fmt: skip

    def laid_out(self, width: float, measure: Measure) -> Drawn:
        """A block for each, with its newest figure, its target and its first and last period; a key at the foot."""
        return _Layout(self, width, measure).drawn()


def multiples_of(indicator: Indicator, values: Iterable[IndicatorValue]) -> tuple[Multiple, ...]:
    """The small pictures of an indicator: everybody first, then each group that it is broken down to."""
    every = in_time(values)
    groups = sorted({value.breakdown for value in every}) or [""]
    return tuple(
        multiple_of(indicator, [value for value in every if value.breakdown == group], group) for group in groups
    )


def multiple_of(indicator: Indicator, values: Sequence[IndicatorValue], group: str = "") -> Multiple:
    """One small picture of figures that are in time already. Where any says of how many it is, heights are shares, and
    a plain count beside them is a gap: the two cannot stand on one axis."""
    shares = any(value.share is not None for value in values)
    target = indicator.target
    if target is None:
        target = next((value.target for value in reversed(values) if value.target is not None), None)
    return Multiple(
        name=", ".join(filter(None, (indicator.name, group))),
        periods=tuple(dict.fromkeys(value.period for value in values)),
        points=tuple(
            Point(value.period, value.source, value.share if shares else value.numerator, _in_words(indicator, value),
                  value.commentary)
            for value in values
        ),
        target=target,
        percent=shares or indicator.unit == PERCENT,
    )  # fmt: skip


def _in_words(indicator: Indicator, value: IndicatorValue) -> str:
    if value.numerator is None:
        return value.in_words if value.missing else "Waits for a decision"
    if value.share is not None or not indicator.unit or value.in_words.endswith(PERCENT):
        return value.in_words
    return f"{value.in_words}{'' if indicator.unit == PERCENT else ' '}{indicator.unit}"


# lengths in text sizes
_NARROWEST, _APART, _TALL, _ABOVE = 17.0, 1.6, 3.6, 0.7


class _Layout:
    """Where everything stands in a width."""

    def __init__(self, picture: IndicatorsPicture, width: float, measure: Measure) -> None:
        self.shown, self.width, self.measure = picture.multiples[:MOST], width, measure
        room = width - 2 * EDGE + _APART
        self.across = max(1, min(len(self.shown), int(room // (_NARROWEST + _APART))))
        self.wide = room / self.across - _APART

    def small(self, words: str) -> float:
        """How wide small words are."""
        return self.measure(words, False) * SMALL

    def plain(self, words: str) -> float:
        """How wide words are."""
        return self.measure(words, False)

    def drawn(self) -> Drawn:
        """Row by row, each as tall as the longest name in it needs."""
        shapes: list[Shape] = []
        top = 0.4
        for first in range(0, len(self.shown), self.across):
            beside = self.shown[first : first + self.across]
            names = [in_lines(multiple.name, self.wide, self.plain) for multiple in beside]
            tall = LINE * max(map(len, names))
            for place, (multiple, lines) in enumerate(zip(beside, names, strict=True)):
                left = EDGE + place * (self.wide + _APART)
                shapes += named(lines, left, top + 0.7 + LINE * (len(lines) - 1) / 2)
                shapes += self._block(multiple, left, top + tall)
            top += tall + LINE + _ABOVE + _TALL + 2.6
        key = key_of(self._key(), self.width, top, self.measure)
        return Drawn(self.width, key.height, (*shapes, *key.shapes))

    def _block(self, multiple: Multiple, left: float, top: float) -> list[Shape]:
        """The target, the newest figure above the end that it stands at, the figures, and the periods at both ends."""
        right, head = left + self.wide, top + 0.7
        aim = fitted(multiple.aim, self.wide * 0.45, self.small)
        newest = fitted(multiple.newest, self.wide - self.small(aim) - 0.6, self.small)
        shapes: list[Shape] = [
            Words(right, head, newest, tone="text-2", size=SMALL, anchor="end"),
            *([Words(left, head, aim, tone="text-2", size=SMALL)] if aim else []),
        ]
        upper = top + LINE + _ABOVE
        axis = _Axis(multiple, left + 0.5, right - 0.5, upper, upper + _TALL)
        shapes.append(Hairline(left, axis.y(0.0), right, axis.y(0.0)))
        if multiple.target is not None:
            shapes.append(Hairline(left, axis.y(multiple.target), right, axis.y(multiple.target), tone="accent"))
        shapes += axis.figures()
        return [*shapes, *self._ends(multiple, left, right, axis.bottom + 1.0)]

    def _ends(self, multiple: Multiple, left: float, right: float, y: float) -> list[Shape]:
        """The first period, and the last where it is another and both have room."""
        if not multiple.periods:
            return []
        half = (self.wide - 0.6) / 2 if len(multiple.periods) > 1 else self.wide
        first = fitted(multiple.periods[0], half, self.small)
        shapes: list[Shape] = [Words(left, y, first, tone="text-2", size=SMALL)]
        if len(multiple.periods) > 1:
            last = fitted(multiple.periods[-1], half, self.small)
            shapes.append(Words(right, y, last, tone="text-2", size=SMALL, anchor="end"))
        return shapes

    def _key(self) -> list[tuple[Sample, str]]:
        """What the signs mean, of those that are drawn."""
        points = [point for multiple in self.shown for point in multiple.points]
        seen = {point.source for point in points if point.height is not None}
        entries: list[tuple[Sample, str]] = [
            (Signed(0, 0, sign, "text"), source.value) for source, sign in _SIGNS.items() if source in seen
        ]
        gaps = any(point.height is None for point in points)
        return [*entries, *([(Signed(0, 0, Sign.CROSS, "text-2", 0.8), "missing")] if gaps else [])]


@dataclass(frozen=True, slots=True)
class _Axis:
    """The periods of one small picture from left to right, and its heights from the foot up."""

    multiple: Multiple
    left: float
    right: float
    upper: float
    bottom: float

    def x(self, period: str) -> float:
        """Where a period stands; one alone is in the middle."""
        places = self.multiple.periods
        if len(places) == 1:
            return (self.left + self.right) / 2
        return self.left + (self.right - self.left) * places.index(period) / (len(places) - 1)

    def y(self, height: float) -> float:
        """Where a figure stands."""
        floor = self.multiple.floor
        return self.bottom - (self.bottom - self.upper) * (height - floor) / (self.multiple.top - floor)

    def figures(self) -> list[Shape]:
        """The agency's figures, a line from one to the next where no period between them is missing; what others found
        beside them; a cross for what is missing."""
        own = {p.period: p for p in self.multiple.points if p.source is IndicatorSource.AGENCY}
        shapes: list[Shape] = []
        for before, after in pairwise(self.multiple.periods):
            ends = [own[period].height if period in own else None for period in (before, after)]
            if ends[0] is not None and ends[1] is not None:
                shapes.append(Hairline(self.x(before), self.y(ends[0]), self.x(after), self.y(ends[1]), tone="text-2"))
        for point in self.multiple.points:
            x = self.x(point.period)
            if point.height is None:
                shapes.append(Signed(x, self.y(0.0), Sign.CROSS, "text-2", 0.8))
            else:
                shapes.append(Signed(x, self.y(point.height), _SIGNS[point.source], "text", 0.9))
        return shapes
