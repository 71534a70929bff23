"""How each seat was filled at each meeting: a shape for each way, never a colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scrutineer.domain.dates import short_date
from scrutineer.domain.ledgers import Attendance, Presence
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
    moved,
    named,
)
from scrutineer.domain.words import as_shown, counted

UNREAD = "nothing readable"
"""What is said where a seat has a cell at a meeting that could not be read, or was left blank."""
WAYS = (*(as_shown(presence) for presence in Presence), UNREAD)
_SIGNS: dict[str, Sample] = {
    as_shown(Presence.ATTENDED): Signed(0, 0, Sign.DISC, "text"),
    as_shown(Presence.DEPUTY): Signed(0, 0, Sign.HALF, "text"),
    as_shown(Presence.DEPUTYS_DEPUTY): Signed(0, 0, Sign.BULLSEYE, "text"),
    as_shown(Presence.APOLOGIES): Signed(0, 0, Sign.SQUARE),
    as_shown(Presence.ABSENT): Signed(0, 0, Sign.CROSS, "danger"),
}


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One seat at every meeting: one of `WAYS`, or "" where it has no place."""

    name: str
    filled: tuple[str, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """How often it was filled in each of the ways."""
        return tuple(self.filled.count(way) for way in WAYS)

    @property
    def attended(self) -> str:
        """“4 of 6”: how often its own holder was there, of the meetings that could be read, and how many could not."""
        return f"{self.filled.count(WAYS[0])} of {self._read}{self._unread}"

    @property
    def _read(self) -> int:
        """At how many meetings it could be read who was there: the others say neither yes nor no."""
        return len(self.filled) - self.filled.count("") - self.filled.count(UNREAD)

    @property
    def _unread(self) -> str:
        number = self.filled.count(UNREAD)
        return f"; {number} not read" if number else ""

    @property
    def shares(self) -> tuple[str, str]:
        """How often its own holder was there, and how often somebody for it: with deputies and deputies' deputies; of
        the meetings that could be read, with how many could not."""
        present = [self.filled.count(way) for way in WAYS[:3]]
        return self._share(present[0]), self._share(sum(present))

    def _share(self, number: int) -> str:
        """“4 of 6, 67%”, “2 of 2 that could be read, 100%; 2 not read”."""
        if not self._read:
            return "None could be read" if self._unread else "No meeting"
        of = f"{self._read} that could be read" if self._unread else str(self._read)
        return f"{number} of {of}, {100 * number / self._read:.0f}%{self._unread}"

    @property
    def spoken(self) -> str:
        """“Police, chief constable: 4 attended, 1 deputy, 1 absent”."""
        return f"{self.name}: {self.ways}"

    @property
    def ways(self) -> str:
        """“4 attended, 1 deputy, 1 absent”."""
        return ", ".join(f"{number} {way}" for number, way in zip(self.numbers, WAYS, strict=True) if number)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendancePicture:
    """A row for each seat, a column for each meeting, the first at the left; `meetings` are their days."""

    meetings: tuple[str, ...]
    rows: tuple[SeatRow, ...]
    title: str = "Who was at each meeting"

    @property
    def legend(self) -> str:
        """How many meetings and seats it is of."""
        return f"{counted(len(self.rows), 'seat')}, {counted(len(self.meetings), 'meeting')}"

    @property
    def spoken(self) -> str:
        """The whole picture in words."""
        return ". ".join([self.legend, *(row.spoken for row in self.rows)])

    @property
    def table(self) -> Tabled:
        """A row for each seat, a column for each way in which it was filled, and the two shares of its meetings."""
        rows = tuple((row.name, *map(str, row.numbers), *row.shares) for row in self.rows)
        return Tabled(("Seat", *(way.capitalize() for way in WAYS), "Own holder", "With deputies"), rows)

    def laid_out(self, width: float, measure: Measure) -> Drawn:
        """The newest meetings that have room, and at the foot what the shapes mean."""
        return _Layout(self, width, measure).drawn()


def attendance_picture(rows: Sequence[Attendance]) -> AttendancePicture:
    """The picture of what was read. Where there are several kinds of meeting, each row says of which it is."""
    several = len({row.meeting for row in rows}) > 1
    days = sorted({row.on_date for row in rows}, key=lambda day: day or date.min)
    seats: dict[str, dict[date | None, str]] = {}
    for row in rows:
        parts = dict.fromkeys(part for part in (row.meeting if several else "", row.agency, row.seat) if part)
        filled = seats.setdefault(", ".join(parts), {})
        filled[row.on_date] = as_shown(row.presence) if row.presence else UNREAD
    return AttendancePicture(
        meetings=tuple(short_date(day) if day else "No day" for day in days),
        rows=tuple(SeatRow(name, tuple(filled.get(day, "") for day in days)) for name, filled in seats.items()),
    )


# lengths in text sizes
_HEAD, _ROW, _NAME_MOST, _CLOSEST, _MOST_APART = 1.9, 1.7, 20.0, 1.5, 6.0
_ATTENDED = "Attended"


class _Layout:
    """Where everything stands in a width."""

    def __init__(self, picture: AttendancePicture, width: float, measure: Measure) -> None:
        self.picture, self.width, self.measure = picture, width, measure
        longest = max([measure(row.name, False) for row in picture.rows], default=0.0)
        self.name = min(longest, _NAME_MOST, width * 0.4)
        counts = max([measure(row.attended, True) for row in picture.rows], default=0.0)
        counts = max(counts, self.small(_ATTENDED, True))
        self.widest = max([self.small(day) for day in picture.meetings], default=0.0)
        self.left = EDGE + self.name + 1.0
        room = width - EDGE - counts - self.left - self.widest / 2 - 0.8
        meetings = max(1, len(picture.meetings))
        self.shown = max(1, min(meetings, int(room / _CLOSEST)))
        self.apart = min(_MOST_APART, room / self.shown)
        self.end = self.x(self.shown - 1) + max(self.apart, self.widest) / 2 + 0.8

    def small(self, words: str, strong: bool = False) -> float:
        """How wide small words are."""
        return self.measure(words, strong) * SMALL

    def x(self, place: int) -> float:
        """The middle of a meeting's column, of those that are drawn."""
        return self.left + self.apart * (place + 0.5)

    def drawn(self) -> Drawn:
        """The meetings at the top, a row for each seat, the key at the foot."""
        shapes, top = self._heads(), _HEAD
        for row in self.picture.rows:
            lines = in_lines(row.name, self.name + 0.1, lambda words: self.measure(words, False))
            tall = max(_ROW, LINE * len(lines) + 0.4)
            shapes.append(Hairline(0, top, self.width, top))
            shapes += named(lines, EDGE, top + tall / 2)
            shapes += self._signs(row, top + tall / 2)
            shapes.append(Words(self.end, top + tall / 2, row.attended, strong=True))
            top += tall
        shapes.append(Hairline(0, top, self.width, top))
        seen = {way for row in self.picture.rows for way in row.filled}
        entries = [(_SIGNS[way], way) for way in WAYS if way in seen and way in _SIGNS]
        key = key_of(entries, self.width, top + 0.1, self.measure)
        return self._with_rest(Drawn(self.width, key.height, (*shapes, *key.shapes)))

    def _heads(self) -> list[Shape]:
        """As many days as have room, evenly, the newest among them."""
        every = max(1, -int(-(self.widest + 0.5) // self.apart))
        y, days = _HEAD / 2, self.picture.meetings[-self.shown :]
        places = range(len(days) - 1, -1, -every)
        shapes: list[Shape] = [
            Words(self.x(place), y, days[place], tone="text-2", size=SMALL, anchor="middle") for place in places
        ]
        return [*shapes, Words(self.end, y, _ATTENDED, tone="text-2", strong=True, size=SMALL)]

    def _signs(self, row: SeatRow, y: float) -> list[Shape]:
        shapes: list[Shape] = []
        for place, way in enumerate(row.filled[-self.shown :]):
            if way == UNREAD:
                shapes.append(Words(self.x(place), y, "?", tone="text-2", size=SMALL, anchor="middle"))
            elif way:
                shapes.append(moved(_SIGNS[way], self.x(place), y))
        return shapes

    def _with_rest(self, drawn: Drawn) -> Drawn:
        """How to read what is not drawn, and how many meetings had no room."""
        said = ["“?” nothing readable"] if any(UNREAD in row.filled for row in self.picture.rows) else []
        more = len(self.picture.meetings) - self.shown
        said += [f"{counted(more, 'earlier meeting')} counted and not drawn"] if more else []
        if not said:
            return drawn
        words = fitted("; ".join(said), self.width - 2 * EDGE, self.small)
        note = Words(EDGE, drawn.height + 0.4, words, tone="text-2", size=SMALL)
        return Drawn(drawn.width, drawn.height + 1.2, (*drawn.shapes, note))
