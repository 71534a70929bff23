"""The year on one line of days: what is due, what was asked, what was gathered and what was judged, and today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from scrutineer.domain.dates import MONTHS, long_date, period, short_date
from scrutineer.domain.picture import (
    EDGE,
    LINE,
    SMALL,
    DayAxis,
    Drawn,
    Hairline,
    Mark,
    Measure,
    Sample,
    Shape,
    Sign,
    Signed,
    Tabled,
    Words,
    in_lines,
    key_of,
    named,
)
from scrutineer.domain.words import counted

_MOST_DAYS = 12  # of one thing in one row that a table tells apart


class Happening(Enum):
    """What stands on the line. The value says one of it."""

    RETURN_DUE = "return due"
    RETURN_LATE = "return overdue"
    RAISED = "challenge raised"
    REPLY_DUE = "reply due"
    REPLY_LATE = "reply overdue"
    EVIDENCE = "item of evidence"
    DONE = "activity done"
    PLANNED = "activity planned"
    MISSED = "planned activity overdue"
    JUDGED = "judgement"

    def counted(self, number: int) -> str:
        """2 items of evidence."""
        return counted(number, self.value, _MANY.get(self, ""))


_MANY = {
    Happening.RETURN_DUE: "returns due", Happening.RETURN_LATE: "returns overdue",
    Happening.RAISED: "challenges raised", Happening.REPLY_DUE: "replies due",
    Happening.REPLY_LATE: "replies overdue", Happening.EVIDENCE: "items of evidence",
}  # fmt: skip
_IN_KEY = {Happening.RAISED: "raised", Happening.EVIDENCE: "evidence", Happening.JUDGED: "judgement"}
_SIGNS = {
    Happening.RETURN_DUE: Signed(0, 0, Sign.SQUARE), Happening.RETURN_LATE: Signed(0, 0, Sign.FULL_SQUARE, "danger"),
    Happening.RAISED: Signed(0, 0, Sign.DISC), Happening.REPLY_DUE: Signed(0, 0, Sign.DIAMOND),
    Happening.REPLY_LATE: Signed(0, 0, Sign.FULL_DIAMOND, "danger"), Happening.EVIDENCE: Signed(0, 0, Sign.DOT),
    Happening.DONE: Signed(0, 0, Sign.BULLSEYE), Happening.PLANNED: Signed(0, 0, Sign.HALF),
    Happening.MISSED: Signed(0, 0, Sign.CROSS, "danger"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """So much of something on one day; `look` is that of a judgement's level."""

    day: date
    what: Happening
    number: int = 1
    look: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the picture, its entries in the order of their days."""

    name: str
    entries: tuple[Entry, ...] = ()

    def counts(self) -> dict[Happening, int]:
        """How much of each there is."""
        return {
            what: number
            for what in Happening
            if (number := sum(entry.number for entry in self.entries if entry.what is what))
        }

    def by_day(self) -> dict[tuple[str, Happening], int]:
        """How much of each thing on which day, in words; by months where there are many days of it."""
        days = Counter(entry.what for entry in self.entries)
        numbers: Counter[tuple[str, Happening]] = Counter()
        for entry in self.entries:
            month = f"{MONTHS[entry.day.month - 1]} {entry.day.year}"
            numbers[month if days[entry.what] > _MOST_DAYS else short_date(entry.day), entry.what] += entry.number
        return dict(numbers)

    @property
    def spoken(self) -> str:
        """The row for somebody who does not see it."""
        if not self.entries:
            return f"{self.name}: nothing"
        first, last = self.entries[0].day, self.entries[-1].day
        days = f"on {long_date(first)}" if first == last else f"from {long_date(first)} to {long_date(last)}"
        return f"{self.name}: {', '.join(what.counted(number) for what, number in self.counts().items())}, {days}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The rows between two days. `today` is drawn where it lies between them."""

    first: date
    last: date
    today: date
    lanes: tuple[Lane, ...]
    title: str = "The year"

    @property
    def legend(self) -> str:
        """Which days it is of."""
        return period(self.first, self.last)

    @property
    def spoken(self) -> str:
        """The whole picture in words."""
        within = self.first <= self.today <= self.last
        today = [f"Today is {long_date(self.today)}"] if within else []
        return ". ".join([self.legend, *today, *(lane.spoken for lane in self.lanes)])

    @property
    def table(self) -> Tabled:
        """A row for each day and thing; for each month where there are many days of it."""
        rows = [
            (lane.name, day, what.value.capitalize(), str(number))
            for lane in self.lanes
            for (day, what), number in lane.by_day().items()
        ]
        return Tabled(("Where", "When", "What", "Number"), tuple(rows))

    def laid_out(self, width: float, measure: Measure) -> Drawn:
        """A row for each lane under the months, today across all of them, and what the signs mean below."""
        layout = _Layout(self, width, measure)
        drawn = layout.drawn()
        return drawn if layout.furthest <= width else _Layout(self, width, measure, signs=2).drawn()


def timeline(lanes: Sequence[Lane], *, first: date, last: date, today: date) -> Timeline:
    """The picture of what lies between two days, both included; what lies outside is left out."""
    kept = (
        Lane(lane.name, tuple(sorted((e for e in lane.entries if first <= e.day <= last), key=lambda e: e.day)))
        for lane in lanes
    )
    return Timeline(first=first, last=last, today=today, lanes=tuple(kept))


# lengths in text sizes
_HEAD, _ROW, _TALL, _NAME_MOST = 1.9, 1.7, 2.2, 15.0


class _Layout:
    """Where everything stands in a width, with room for so many `signs` after the last day: a sign of another kind on
    the same days stands a little later."""

    def __init__(self, picture: Timeline, width: float, measure: Measure, *, signs: int = 1) -> None:
        self.picture, self.width, self.measure, self.furthest = picture, width, measure, 0.0
        longest = max([measure(lane.name, False) for lane in picture.lanes], default=0.0)
        self.name = min(longest, _NAME_MOST, width * 0.32)
        largest = max([sum(lane.counts().values()) for lane in picture.lanes], default=0)
        right = width - max(EDGE, signs * self._wide(largest))
        self.axis = DayAxis(picture.first, picture.last, EDGE + self.name + 1.2, right)

    def drawn(self) -> Drawn:
        """Everything, from the months at the top to the key at the foot."""
        rows: list[Shape] = []
        top = _HEAD
        for lane in self.picture.lanes:
            lines = in_lines(lane.name, self.name + 0.1, lambda words: self.measure(words, False))
            both = any(entry.what is Happening.JUDGED for entry in lane.entries)
            tall = max(_TALL if both else _ROW, LINE * len(lines) + 0.4)
            rows.append(Hairline(0, top, self.width, top))
            rows += named(lines, EDGE, top + tall / 2)
            rows += self._entries(lane, top + tall / 2)
            top += tall
        grid = [Hairline(self.axis.x(day), _HEAD, self.axis.x(day), top) for day in self.axis.months()]
        key = key_of(self._key(), self.width, top + 0.1, self.measure)
        rows.append(Hairline(0, top, self.width, top))
        shapes = (*grid, *self._head(top), *rows, *key.shapes)
        return Drawn(self.width, key.height, shapes)

    def _head(self, bottom: float) -> list[Shape]:
        """The months, and today with its line down to the last row."""
        picture, axis, y = self.picture, self.axis, _HEAD / 2
        shapes: list[Shape] = []
        taken = None
        if picture.first <= picture.today <= picture.last:
            x, half = axis.x(picture.today), self.measure("Today", True) * SMALL / 2
            middle = min(max(x, half), self.width - half)
            taken = (middle - half - 0.3, middle + half + 0.3)
            shapes.append(Words(middle, y, "Today", strong=True, size=SMALL, anchor="middle"))
            shapes.append(Hairline(x, _HEAD - 0.2, x, bottom, "text"))
        for day, words in axis.labels(self.measure, taken):
            shapes.append(Words(axis.x(day), y, words, tone="text-2", size=SMALL))
        return shapes

    def _entries(self, lane: Lane, middle: float) -> Iterator[Shape]:
        """The signs of a lane, judgements above what else stands there."""
        judged = [entry for entry in lane.entries if entry.what is Happening.JUDGED]
        others = [entry for entry in lane.entries if entry.what is not Happening.JUDGED]
        yield from self._gathered(judged, middle - 0.55 if others else middle)
        yield from self._gathered(others, middle + 0.55 if judged else middle)

    def _gathered(self, entries: Sequence[Entry], y: float) -> Iterator[Shape]:
        """Entries side by side: those of a kind too close to be told apart are one sign, with how many they are."""
        place, free = 0, 0.0
        while place < len(entries):
            first, number = entries[place], 0
            x = max(self.axis.x(first.day), free)
            while place < len(entries) and entries[place].what is first.what:
                entry = entries[place]
                if number and self.axis.x(entry.day) >= x + self._wide(number):
                    break
                number, first, place = number + entry.number, entry, place + 1
            yield from self._sign(first, number, x, y)
            free = x + self._wide(number)
            self.furthest = max(self.furthest, free - 0.6)

    def _wide(self, number: int) -> float:
        """How much of the row a sign takes, with its number where it stands for several."""
        return 1.1 + (self.measure(str(number), False) * SMALL + 0.4 if number > 1 else 0.0)

    def _sign(self, entry: Entry, number: int, x: float, y: float) -> Iterator[Shape]:
        if entry.what is Happening.JUDGED:
            yield Mark(x, y, entry.look, 0.9)
        else:
            sign = _SIGNS[entry.what]
            yield Signed(x, y, sign.sign, sign.tone)
        if number > 1:
            yield Words(x + 0.6, y, str(number), tone="text-2", size=SMALL)

    def _key(self) -> list[tuple[Sample, str]]:
        """What each sign that is drawn means."""
        seen = {entry.what for lane in self.picture.lanes for entry in lane.entries}
        key: list[tuple[Sample, str]] = [
            (_SIGNS[what], _IN_KEY.get(what, what.value)) for what in Happening if what in seen - _JUDGED
        ]
        looks = [e.look for lane in self.picture.lanes for e in lane.entries if e.what is Happening.JUDGED]
        return [*key, (Mark(0, 0, looks[0], 0.9), _IN_KEY[Happening.JUDGED])] if looks else key


_JUDGED = frozenset({Happening.JUDGED})
