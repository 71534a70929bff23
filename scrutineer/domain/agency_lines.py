"""Where each agency says that it stands, line by line, on one scale: its own answers, never anyone's judgement."""

from __future__ import annotations

from dataclasses import dataclass

from scrutineer.domain.picture import (
    EDGE,
    LINE,
    SMALL,
    Drawn,
    Hairline,
    Mark,
    Measure,
    Sample,
    Shape,
    Tabled,
    Words,
    in_lines,
    key_of,
    named,
    wrapped,
)
from scrutineer.domain.scale import Scale
from scrutineer.domain.voices import Standpoint
from scrutineer.domain.words import counted

UNPLACED = "in words only"
SILENT = ""


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One line: for each agency the keys of its lowest and highest level; equal for one, "" for words alone; or None
    where it said nothing."""

    name: str
    stands: tuple[tuple[str, str] | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyLines:
    """A row for each line that an agency answered, a column for each agency."""

    scale: Scale
    agencies: tuple[str, ...]
    lines: tuple[AgencyLine, ...]
    title: str = "Agencies by line"

    @property
    def legend(self) -> str:
        """How many lines and agencies it is of."""
        agencies = counted(len(self.agencies), "agency", "agencies")
        return f"{counted(len(self.lines), 'line')}, {agencies}. Their own answers, no judgement of yours."

    def words(self, stand: tuple[str, str] | None) -> str:
        """Where an agency stands, in words; "" where it said nothing."""
        if stand is None:
            return SILENT
        low, high = stand
        if not low:
            return UNPLACED
        return self.scale.word(low) if low == high else f"{self.scale.word(low)} to {self.scale.word(high)}"

    @property
    def spoken(self) -> str:
        """The whole picture in words."""
        return ". ".join([self.legend.rstrip("."), *(self._spoken(line) for line in self.lines)])

    def _spoken(self, line: AgencyLine) -> str:
        said = zip(self.agencies, map(self.words, line.stands), strict=True)
        return f"{line.name}: {'; '.join(f'{agency}, {words}' for agency, words in said if words)}"

    @property
    def table(self) -> Tabled:
        """A row for each line, a column for each agency."""
        rows = tuple((line.name, *(self.words(stand) for stand in line.stands)) for line in self.lines)
        return Tabled(("Line", *self.agencies), rows)

    def laid_out(self, width: float, measure: Measure) -> Drawn:
        """The mark of each level where an agency stands; numbers for their names where those have no room."""
        return _Layout(self, width, measure).drawn()


def agency_lines(
    scale: Scale, agencies: tuple[str, ...], lines: list[tuple[str, dict[str, Standpoint]]]
) -> AgencyLines:
    """The picture of these lines, each with the standpoints of agencies by name; a line that none spoke of is left
    out, and an agency that spoke of none."""
    heard = tuple(agency for agency in agencies if any(agency in voices for _, voices in lines))
    rows = (
        AgencyLine(name, tuple((v.low, v.high) if (v := voices.get(agency)) else None for agency in heard))
        for name, voices in lines
    )
    return AgencyLines(scale=scale, agencies=heard, lines=tuple(row for row in rows if any(row.stands)))


# lengths in text sizes
_ROW, _NAME_MOST, _NAMED, _MOST_APART, _HEAD_LINES = 1.7, 24.0, 4.6, 9.0, 3


class _Layout:
    """Where everything stands in a width."""

    def __init__(self, picture: AgencyLines, width: float, measure: Measure) -> None:
        self.picture, self.width, self.measure = picture, width, measure
        longest = max([measure(line.name, False) for line in picture.lines], default=0.0)
        agencies = max(1, len(picture.agencies))
        least = min(_NAME_MOST, width * 0.34)
        self.name = min(longest, max(least, width - agencies * _MOST_APART))
        self.left = EDGE + self.name + 0.8
        self.apart = min(_MOST_APART, (width - EDGE - self.left) / agencies)
        self.heads = [self._head(agency) for agency in picture.agencies]
        self.numbered = any(self.small(line) > self.apart - 0.4 for lines in self.heads for line in lines) or any(
            len(lines) > _HEAD_LINES for lines in self.heads
        )

    def _head(self, agency: str) -> list[str]:
        return wrapped(agency, self.apart - 0.4, self.small)

    def small(self, words: str) -> float:
        """How wide small words are."""
        return self.measure(words, True) * SMALL

    def x(self, place: int) -> float:
        """The middle of an agency's column."""
        return self.left + self.apart * (place + 0.5)

    def drawn(self) -> Drawn:
        """The agencies at the top, a row for each line, the key at the foot."""
        shapes, top = self._heads()
        for line in self.picture.lines:
            lines = in_lines(line.name, self.name + 0.1, lambda words: self.measure(words, False))
            tall = max(_ROW, LINE * len(lines) + 0.4)
            shapes.append(Hairline(0, top, self.width, top))
            shapes += named(lines, EDGE, top + tall / 2)
            for place, stand in enumerate(line.stands):
                shapes += self._stand(stand, self.x(place), top + tall / 2)
            top += tall
        shapes.append(Hairline(0, top, self.width, top))
        key = key_of(self._key(), self.width, top + 0.1, self.measure)
        return self._names(Drawn(self.width, key.height, (*shapes, *key.shapes)))

    def _heads(self) -> tuple[list[Shape], float]:
        heads = [[str(place + 1)] for place in range(len(self.heads))] if self.numbered else self.heads
        most = max(map(len, heads), default=1)
        shapes: list[Shape] = [
            Words(self.x(place), 1.0 + LINE * (most - len(lines) + number), line, tone="text-2", strong=True,
                  size=SMALL, anchor="middle")
            for place, lines in enumerate(heads) for number, line in enumerate(lines)
        ]  # fmt: skip
        return shapes, 0.6 + LINE * most

    def _stand(self, stand: tuple[str, str] | None, x: float, y: float) -> list[Shape]:
        if stand is None:
            return []
        low, high = stand
        if not low:
            return [Words(x, y, "…", tone="text-3", size=SMALL, anchor="middle")]
        looks = [self.picture.scale.look(key) for key in dict.fromkeys((low, high))]
        if len(looks) == 1:
            return [Mark(x, y, looks[0], 1.0)]
        return [Mark(x - 0.5, y, looks[0], 0.8), Mark(x + 0.5, y, looks[1], 0.8)]

    def _key(self) -> list[tuple[Sample, str]]:
        """The levels that are drawn, from the lowest up."""
        used = {key for line in self.picture.lines for stand in line.stands if stand for key in stand}
        levels = [level for level in self.picture.scale.levels if level.key in used]
        return [(Mark(0, 0, level.look, 0.9), level.word) for level in levels]

    def _names(self, drawn: Drawn) -> Drawn:
        """What stands for words alone, and the agencies by their numbers, where these are used."""
        said = ["… in words only"] if any(("", "") in line.stands for line in self.picture.lines) else []
        if self.numbered:
            said += [f"{place} {agency}" for place, agency in enumerate(self.picture.agencies, 1)]
        if not said:
            return drawn
        lines = in_lines("; ".join(said), self.width - 2 * EDGE, lambda words: self.measure(words, False) * SMALL, 9)
        notes = [
            Words(EDGE, drawn.height + 0.4 + LINE * number, line, tone="text-2", size=SMALL)
            for number, line in enumerate(lines)
        ]
        return Drawn(drawn.width, drawn.height + 0.2 + LINE * len(lines), (*drawn.shapes, *notes))
