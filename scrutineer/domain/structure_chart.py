"""The groups of a partnership on a day, the seats on each, and what a redesign changed: drawn as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from scrutineer.domain.dates import long_date
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
    in_lines,
    key_of,
    wrapped,
)
from scrutineer.domain.structure import GroupRole, GroupSeat, PartnerGroup
from scrutineer.domain.words import counted


class Fate(Enum):
    """What became of a group or seat between two days. The value is what is said of it."""

    STAYED = ""
    NEW = "new"
    ENDED = "ended"
    MOVED = "reports elsewhere"


_LEADS = "border-strong"  # of the lines from group to group: they say who reports to whom, as a hairline need not
_SIGNS = {Fate.STAYED: Sign.DOT, Fate.NEW: Sign.FULL_SQUARE, Fate.ENDED: Sign.CROSS, Fate.MOVED: Sign.DIAMOND}


@dataclass(frozen=True, slots=True)
class SeatOn:
    """A seat on a group: what it is called with its agency, what it is there, and what became of it."""

    words: str
    role: GroupRole
    fate: Fate = Fate.STAYED

    @property
    def said(self) -> str:
        """“Chief nurse, ICB (chair; new)”."""
        more = "; ".join(filter(None, ("" if self.role is GroupRole.MEMBER else self.role.value, self.fate.value)))
        return f"{self.words} ({more})" if more else self.words


@dataclass(frozen=True, slots=True)
class GroupBlock:
    """A group in its place: how deep it stands, below which group, who sits on it, and what became of it."""

    name: str
    depth: int
    above: str
    seats: tuple[SeatOn, ...]
    fate: Fate = Fate.STAYED
    authority: str = ""

    @property
    def heading(self) -> str:
        """“Quality group, Eastmoor (new)”."""
        name = ", ".join(filter(None, (self.name, self.authority)))
        return f"{name} ({self.fate.value})" if self.fate.value else name


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureChart:
    """Every group below the one that it reports to, on a day; or what two days have and do not have."""

    blocks: tuple[GroupBlock, ...]
    on: date
    before: date | None = None
    title: str = "How the partnership is arranged"

    @property
    def legend(self) -> str:
        """How many groups on which day, and what changed since the other."""
        stand = [block for block in self.blocks if block.fate is not Fate.ENDED]
        said = f"{counted(len(stand), 'group')} on {long_date(self.on)}"
        if self.before is None:
            return said
        fates = [block.fate for block in self.blocks]
        changes = [f"{fates.count(fate)} {fate.value}" for fate in Fate if fate.value and fate in fates]
        return f"{said}; since {long_date(self.before)} {', '.join(changes) or 'the same groups'}"

    @property
    def spoken(self) -> str:
        """The whole chart in words."""
        return ". ".join([self.legend, *(self._spoken(block) for block in self.blocks)])

    @staticmethod
    def _spoken(block: GroupBlock) -> str:
        below = f", below {block.above}" if block.above else ""
        return f"{block.heading}{below}: {', '.join(seat.said for seat in block.seats) or 'nobody'}"

    @property
    def table(self) -> Tabled:
        """A row for each seat on a group, and one for a group on which nobody sits; of two days, what changed."""
        if self.before is None:
            return Tabled(("Group", "Reports to", "Seat", "As"), tuple(row[:-1] for row in self._rows()))
        return Tabled(("Group", "Reports to", "Seat", "As", "Since the other day"), tuple(self._rows()))

    def _rows(self) -> Iterator[tuple[str, ...]]:
        for block in self.blocks:
            if not block.seats:
                yield block.name, block.above, "Nobody", "", block.fate.value
            for seat in block.seats:
                said = "; ".join(filter(None, (block.fate.value and f"group {block.fate.value}", seat.fate.value)))
                yield block.name, block.above, seat.words, seat.role.value, said

    def laid_out(self, width: float, measure: Measure) -> Drawn:
        """One group below the other, each further in than the one above it; who sits on it stands below its name."""
        return _Layout(self, width, measure).drawn()


def structure_chart(
    groups: Iterable[PartnerGroup],
    seats: Iterable[GroupSeat],
    named: Mapping[int, str],
    on: date,
    before: date | None = None,
) -> StructureChart:
    """The chart of what stood on a day, and where another is given what it has that the other had not. `named` says
    what each seat is called, by its id."""
    every, sitting = tuple(groups), tuple(seats)
    now = {group.name: group for group in every if stands(group, on)}
    then = {group.name: group for group in every if before is not None and stands(group, before)}
    shown = {**then, **now}
    blocks = tuple(
        GroupBlock(
            name, depth, above, _seats(name, every, sitting, named, on, before), _fate(name, now, then, before),
            shown[name].authority,
        )
        for name, depth, above in _in_order(shown)
    )  # fmt: skip
    return StructureChart(blocks=blocks, on=on, before=before)


def stands(thing: PartnerGroup | GroupSeat, day: date) -> bool:
    """Whether a group stood, or a seat sat, on a day."""
    return (thing.starts is None or thing.starts <= day) and (thing.ends is None or day <= thing.ends)


def _fate(name: str, now: Mapping[str, PartnerGroup], then: Mapping[str, PartnerGroup], before: date | None) -> Fate:
    if before is None:
        return Fate.STAYED
    if name not in then or name not in now:
        return Fate.ENDED if name in then else Fate.NEW
    return Fate.STAYED if then[name].reports_to == now[name].reports_to else Fate.MOVED


def _seats(
    name: str,
    groups: Sequence[PartnerGroup],
    seats: Sequence[GroupSeat],
    named: Mapping[int, str],
    on: date,
    before: date | None,
) -> tuple[SeatOn, ...]:
    """Who sits on a group, the chair first; a group that a redesign began anew is met by its name."""
    standing = {group.id: group for group in groups if group.name == name}
    of_it = [seat for seat in seats if seat.group_id in standing]

    def sit(day: date) -> dict[int, GroupRole]:
        return {seat.seat_id: seat.role for seat in of_it if stands(seat, day) and stands(standing[seat.group_id], day)}

    now = sit(on)
    then = now if before is None else sit(before)
    order = list(GroupRole)
    sitting = [
        SeatOn(named.get(seat_id, "A seat"), role,
               Fate.STAYED if seat_id in now and seat_id in then else Fate.NEW if seat_id in now else Fate.ENDED)
        for seat_id, role in {**then, **now}.items()
    ]  # fmt: skip
    return tuple(sorted(sitting, key=lambda seat: (order.index(seat.role), seat.words)))


def _in_order(groups: Mapping[str, PartnerGroup]) -> Iterator[tuple[str, int, str]]:
    """Each group after the one above it, with its depth; one whose group above is not there stands at the top."""
    below: dict[str, list[str]] = {}
    for name, group in groups.items():
        below.setdefault(group.reports_to if group.reports_to in groups else "", []).append(name)
    seen: set[str] = set()

    def walk(above: str, depth: int) -> Iterator[tuple[str, int, str]]:
        for name in sorted(below.get(above, []), key=lambda known: (known not in below, known)):
            if name not in seen:
                seen.add(name)
                yield name, depth, above
                yield from walk(name, depth + 1)

    yield from walk("", 0)
    for name in groups:  # what only goes round in a ring has no top
        if name not in seen:
            seen.add(name)
            yield name, 0, groups[name].reports_to
            yield from walk(name, 1)


# lengths in text sizes
_IN, _MOST_IN, _SIGN, _APART = 2.2, 0.4, 1.2, 0.8


class _Layout:
    """Where everything stands in a width."""

    def __init__(self, chart: StructureChart, width: float, measure: Measure) -> None:
        self.chart, self.width, self.measure = chart, width, measure
        deepest = max([block.depth for block in chart.blocks], default=0)
        self.step = min(_IN, width * _MOST_IN / max(1, deepest))

    def drawn(self) -> Drawn:
        """Group by group; a line leads from each to the one above it."""
        shapes: list[Shape] = []
        signs: dict[int, float] = {}  # by depth, where the sign of the last group of it stands
        y = 0.9
        for block in self.chart.blocks:
            x = EDGE + self.step * block.depth + 0.5
            if block.depth and block.depth - 1 in signs:
                parent = x - self.step
                shapes.append(Hairline(parent, signs[block.depth - 1] + 0.6, parent, y, _LEADS))
                shapes.append(Hairline(parent, y, x - 0.5, y, _LEADS))
            signs[block.depth] = y
            shapes.append(Signed(x, y, _SIGNS[block.fate], "text", 0.9))
            for line in in_lines(block.heading, self._room(x), lambda words: self.measure(words, True), 3):
                shapes.append(Words(x + _SIGN, y, line, strong=True))
                y += LINE
            for line in self._sitting(block, x):
                shapes.append(Words(x + _SIGN, y, line, tone="text-2", size=SMALL))
                y += LINE
            y += _APART
        key = key_of(self._key(), self.width, y - _APART, self.measure)
        return Drawn(self.width, key.height, (*shapes, *key.shapes))

    def _room(self, x: float) -> float:
        return self.width - EDGE - x - _SIGN

    def _sitting(self, block: GroupBlock, x: float) -> list[str]:
        words = "; ".join(seat.said for seat in block.seats) or "Nobody sits on it"
        lines = wrapped(words, self._room(x), lambda part: self.measure(part, False) * SMALL)
        return [
            part for line in lines for part in in_lines(line, self._room(x), lambda w: self.measure(w, False) * SMALL)
        ]

    def _key(self) -> list[tuple[Sample, str]]:
        if self.chart.before is None:
            return []
        fates = {block.fate for block in self.chart.blocks}
        return [(Signed(0, 0, _SIGNS[fate], "text", 0.9), fate.value or "stayed") for fate in Fate if fate in fates]
