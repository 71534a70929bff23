"""A year of activities by months: how much was done of what, what is planned, and where nothing is either."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scrutineer.domain.activities import Activity, ActivityState
from scrutineer.domain.dates import MONTHS
from scrutineer.domain.framework import Framework
from scrutineer.domain.words import counted

NO_STEP = "No step or line"
"""The row of what bears on no step of the framework."""


def day_of(activity: Activity) -> date | None:
    """The day on which an activity was done, or is planned."""
    return activity.done_on if activity.state is ActivityState.DONE else activity.planned_on


def half_days_of(activity: Activity) -> int:
    """How many half days it took, or is planned to take."""
    return activity.half_days if activity.state is ActivityState.DONE else activity.planned_half_days


def in_days(half_days: int) -> str:
    """Half days in words: half a day, 1 day, 2½ days."""
    whole, half = divmod(half_days, 2)
    if not whole:
        return "half a day" if half else "no day"
    return f"{whole:,}{'½' if half else ''} day{'' if half_days == 2 else 's'}"


def figure_of_days(half_days: int) -> str:
    """Half days as a figure of a table: 0, ½, 2½."""
    whole, half = divmod(half_days, 2)
    return f"{whole or ('' if half else 0)}{'½' if half else ''}"


def months_between(first: date, last: date) -> tuple[date, ...]:
    """The first day of every month from the one of `first` to the one of `last`."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(date(number // 12, number % 12 + 1, 1) for number in numbers)


def month_words(month: date) -> str:
    """Apr 26, as the head of a column."""
    return f"{MONTHS[month.month - 1][:3]} {month.year % 100:02d}"


@dataclass(frozen=True, slots=True)
class YearCell:
    """How many activities of a row were done in a month, how many are planned, and their half days together."""

    done: int = 0
    planned: int = 0
    half_days: int = 0

    @property
    def words(self) -> str:
        """1 done, 2 planned; "" for nothing."""
        said = [f"{self.done} done"] if self.done else []
        return ", ".join([*said, *([f"{self.planned} planned"] if self.planned else [])])


@dataclass(frozen=True, slots=True)
class YearRow:
    """A step, or a method, through the months. `key` is its target, its method, or "" for what has none."""

    key: str
    name: str
    cells: tuple[YearCell, ...]

    @property
    def done(self) -> int:
        """How many were done."""
        return sum(cell.done for cell in self.cells)

    @property
    def planned(self) -> int:
        """How many are planned."""
        return sum(cell.planned for cell in self.cells)

    @property
    def is_gap(self) -> bool:
        """Whether nothing was done and nothing is planned."""
        return not self.done and not self.planned


@dataclass(frozen=True, slots=True)
class YearGrid:
    """Rows through the months of a cycle."""

    months: tuple[date, ...]
    rows: tuple[YearRow, ...]

    @property
    def gaps(self) -> tuple[YearRow, ...]:
        """The rows of which nothing was done and nothing is planned."""
        return tuple(row for row in self.rows if row.is_gap)


def _laid_out(
    activities: Iterable[Activity], keys: Callable[[Activity], Iterable[str]], names: Mapping[str, str],
    months: Sequence[date],
) -> YearGrid:  # fmt: skip
    """The rows of these names in their order; those of other keys follow. Cost grows with the activities."""
    places = {(month.year, month.month): number for number, month in enumerate(months)}
    numbers: Counter[tuple[str, int, str]] = Counter()
    seen: dict[str, None] = dict.fromkeys(names)
    for activity in activities:
        day = day_of(activity)
        if activity.state is ActivityState.DROPPED or day is None or (day.year, day.month) not in places:
            continue
        place = places[day.year, day.month]
        for key in keys(activity):
            seen.setdefault(key)
            numbers[key, place, activity.state.value] += 1
            numbers[key, place, "half days"] += half_days_of(activity)
    rows = []
    for key in seen:
        cells = tuple(
            YearCell(numbers[key, place, "done"], numbers[key, place, "planned"], numbers[key, place, "half days"])
            for place in range(len(months))
        )
        rows.append(YearRow(key, names.get(key, key) or NO_STEP, cells))
    return YearGrid(tuple(months), tuple(rows))


def steps_of(activity: Activity, framework: Framework) -> tuple[str, ...]:
    """The steps of a framework that an activity bears on, each once."""
    known = (framework.step(target).target for target in activity.targets if framework.knows(target))
    return tuple(dict.fromkeys(known))


def by_steps(activities: Iterable[Activity], framework: Framework, months: Sequence[date]) -> YearGrid:
    """A row for each step; an activity on several stands in each. What bears on none has a row where there is any."""
    names: dict[str, str] = {step.target: f"{step.number} {step.label}" for step in framework.steps}
    above: dict[str, str] = {line.target: step.target for step in framework.steps for line in step.lines}
    above |= {target: target for target in names}

    def steps(activity: Activity) -> tuple[str, ...]:
        return tuple(dict.fromkeys(above[target] for target in activity.targets if target in above)) or ("",)

    return _laid_out(activities, steps, names, months)


def by_methods(activities: Iterable[Activity], names: Mapping[str, str], months: Sequence[date]) -> YearGrid:
    """A row for each method that was used or is planned; `names` are those of the methods that ship."""
    every = tuple(activities)
    used = {activity.method for activity in every}
    known = {method: name for method, name in names.items() if method in used}
    return _laid_out(every, lambda activity: (activity.method,), known, months)


def gaps_in_words(grid: YearGrid) -> str:
    """Which steps nothing was done on and nothing is planned on; that there is none, where there is none."""
    gaps = grid.gaps
    if not gaps:
        return "Something was done or is planned on every step."
    named = "; ".join(gap.name for gap in gaps)
    return f"Nothing done and nothing planned on {counted(len(gaps), 'step')}: {named}."
