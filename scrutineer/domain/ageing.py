"""How old challenges are, all on one line of days, with the day by which each reply was due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scrutineer.domain.picture import (
    EDGE,
    SMALL,
    Box,
    Drawn,
    Hairline,
    Measure,
    Sample,
    Shape,
    Tabled,
    Words,
    fitted,
    key_of,
)
from scrutineer.domain.words import counted

MOST = 10
"""As many challenges are drawn; the rest are told in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """One challenge: how many days it has been open, after how many its reply was due (None: no reply is awaited)."""

    name: str
    days: int
    due: int | None = None

    @property
    def overdue(self) -> int:
        """How many days its reply is over."""
        return max(0, self.days - self.due) if self.due is not None else 0

    @property
    def reply(self) -> str:
        """How its reply stands."""
        if self.due is None:
            return "no reply awaited"
        if self.overdue:
            return f"reply {counted(self.overdue, 'day')} overdue"
        return f"reply due in {counted(self.due - self.days, 'day')}" if self.due > self.days else "reply due today"

    @property
    def words(self) -> str:
        """What stands beside its bar."""
        return f"{counted(self.days, 'day')}, {self.reply}" if self.due is not None else counted(self.days, "day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ageing:
    """The challenges that are drawn, and how many more there are."""

    ages: tuple[Age, ...]
    more: int = 0
    title: str = "How long they have been open"

    @property
    def legend(self) -> str:
        """How many are drawn, and how many replies of those are overdue."""
        late = sum(age.overdue > 0 for age in self.ages)
        drawn = counted(len(self.ages), "challenge")
        shown = f"{drawn} of {len(self.ages) + self.more}, those that most need a decision" if self.more else drawn
        return f"{shown}, {late} {'reply' if late == 1 else 'replies'} overdue"

    @property
    def spoken(self) -> str:
        """The whole picture in words."""
        return ". ".join([self.legend, *(f"{a.name}: {counted(a.days, 'day')} open, {a.reply}" for a in self.ages)])

    @property
    def table(self) -> Tabled:
        """A row for each challenge that is drawn."""
        rows = tuple((age.name, str(age.days), age.reply.capitalize()) for age in self.ages)
        return Tabled(("Challenge", "Days open", "Reply"), rows)

    def laid_out(self, width: float, measure: Measure) -> Drawn:
        """A bar for each from the day it was raised, a tick where the reply was due, and in words how long that is."""
        return _Layout(self, width, measure).drawn()


def ageing(ages: Sequence[Age], *, of: int | None = None) -> Ageing:
    """The picture of the first of these, of so many that there are."""
    shown = tuple(ages[:MOST])
    return Ageing(ages=shown, more=(len(ages) if of is None else of) - len(shown))


# lengths in text sizes
_HEAD, _ROW, _BAR, _TICK, _NAME_MOST = 1.9, 1.7, 0.62, 1.24, 20.0
_STEPS = (7, 14, 30, 60, 90, 180, 365)


class _Layout:
    """Where everything stands in a width."""

    def __init__(self, picture: Ageing, width: float, measure: Measure) -> None:
        self.picture, self.width, self.measure = picture, width, measure
        longest = max([measure(age.name, False) for age in picture.ages], default=0.0)
        self.name = min(longest, _NAME_MOST, width * 0.45 - 8)
        words = max([measure(age.words, age.overdue > 0) * SMALL for age in picture.ages], default=0.0)
        self.left, self.right = EDGE + self.name + 0.8, width - EDGE - words - 0.6
        self.most = max([1, *(max(age.days, age.due or 0) for age in picture.ages)])

    def x(self, days: int) -> float:
        """Where a number of days stands."""
        return self.left + max(0.0, self.right - self.left) * days / self.most

    def drawn(self) -> Drawn:
        """The days at the top, a row for each challenge, what the shapes mean at the foot."""
        rows: list[Shape] = []
        top = _HEAD
        for age in self.picture.ages:
            rows += self._row(age, top + _ROW / 2)
            top += _ROW
        heads, grid = self._scale(top)
        key = key_of(self._key(), self.width, top + 0.1, self.measure)
        return Drawn(self.width, key.height, (*grid, *heads, *rows, *key.shapes))

    def _scale(self, bottom: float) -> tuple[list[Shape], list[Shape]]:
        """Round numbers of days, as many as have room, and their lines."""
        widest = self.measure(f"{self.most} days", False) * SMALL + 1.0
        multiples = (*_STEPS, *(365 * number for number in range(2, 400)))
        step = next((days for days in multiples if self.x(days) - self.x(0) >= widest), self.most + 1)
        marks = range(0, self.most + 1, step)
        grid: list[Shape] = [Hairline(self.x(days), _HEAD - 0.2, self.x(days), bottom) for days in marks]
        heads: list[Shape] = [
            Words(self.x(days), _HEAD / 2, f"{days} days" if days else "Raised", tone="text-2", size=SMALL,
                  anchor="middle") for days in marks
        ]  # fmt: skip
        return heads, grid

    def _row(self, age: Age, y: float) -> list[Shape]:
        late = age.overdue > 0
        before = min(age.days, age.due) if age.due is not None else age.days
        top = y - _BAR / 2
        name = fitted(age.name, self.name + 0.1, lambda words: self.measure(words, False))
        shapes: list[Shape] = [Words(EDGE, y, name)]
        shapes.append(Box(self.x(0), top, self.x(before) - self.x(0), _BAR, "border-strong"))
        if late:
            shapes.append(Box(self.x(before), top, self.x(age.days) - self.x(before), _BAR, "danger"))
        end = self.x(age.days)
        if age.due is not None:
            shapes.append(_tick(self.x(age.due), y))
            end = max(end, self.x(age.due))
        shapes.append(Words(end + 0.5, y, age.words, tone="danger" if late else "text-2", strong=late, size=SMALL))
        return shapes

    def _key(self) -> list[tuple[Sample, str]]:
        """What the tick and the two parts of a bar mean, where they are drawn."""
        ages = self.picture.ages
        key: list[tuple[Sample, str]] = [(Box(0, 0, 0.9, _BAR, "border-strong"), "days open")]
        if any(age.overdue for age in ages):
            key.append((Box(0, 0, 0.9, _BAR, "danger"), "of these past the reply date"))
        if any(age.due is not None for age in ages):
            key.append((_tick(0, 0), "reply due"))
        return key


def _tick(x: float, y: float) -> Box:
    return Box(x - 0.06, y - _TICK / 2, 0.12, _TICK, "text")
