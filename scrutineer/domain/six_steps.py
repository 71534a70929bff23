"""The steps in two cycles in one picture: where each stood, where it stands, what it rests on, what is open on it.

Said here once, as plain data; the window and the reports draw it. Only levels of one scale are joined by an arrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from scrutineer.domain.evidence import Strength
from scrutineer.domain.picture import (
    SMALL,
    Arrow,
    Bars,
    Drawn,
    Hairline,
    Mark,
    Measure,
    Ring,
    Shape,
    Tabled,
    Words,
    fitted,
    wrapped,
)
from scrutineer.domain.scale import INSUFFICIENT, NON_SCORES, NOT_YET, Scale, steps_between
from scrutineer.domain.words import begun, counted


@dataclass(frozen=True, slots=True, kw_only=True)
class StepInTwoCycles:
    """One step as the picture is made from it.

    `now` and `then` are levels of the picture's scale, or non-scores; `then` is "" where it was not judged. What stands
    on no level of it, such as a level of another scale or a percentage, is told in words instead. `unjudged` is said of
    a step that is not judged now, "" for “Not yet scrutinised”. `strength` is None where it was not weighed.
    """

    number: str
    label: str
    now: str = NOT_YET
    now_words: str = ""
    unjudged: str = ""
    then: str = ""
    then_words: str = ""
    strength: Strength | None = None
    open: int = 0
    overdue: int = 0


class Way(Enum):
    """Which way a step went; the value is the token of its colour, never the only sign of it."""

    UP = "ok"
    DOWN = "danger"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRow:
    """What is drawn of one step: the places of its ring and its mark on the scale, an arrow, and what is said.

    `aside` is the look of a non-score, drawn beside the name; `words` stand beside the shapes.
    """

    name: str
    then: int | None
    now: int | None
    look: str
    way: Way | None
    aside: str
    words: str
    moved: str
    before: str
    after: str
    bars: int
    strength: str
    open: int
    overdue: int

    def spoken(self, figures: bool) -> str:
        """The row for somebody who does not see it."""
        said = f"{self.name}: {self.before}, then {self.after}; {self.moved}"
        if not figures:
            return said
        late = f", {self.overdue} overdue" if self.overdue else ""
        return f"{said}; evidence {self.strength}; {counted(self.open, 'open challenge')}{late}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SixSteps:
    """The picture: a column for each level from the lowest up, a row for each step.

    `figures` says whether evidence and open challenges are drawn: of a cycle that is over they are not known.
    """

    title: str
    legend: str
    before: str
    after: str
    levels: tuple[str, ...]
    rows: tuple[PictureRow, ...]
    figures: bool

    @property
    def spoken(self) -> str:
        """The whole picture in words."""
        return ". ".join([self.legend.rstrip("."), *(row.spoken(self.figures) for row in self.rows)])

    @property
    def table(self) -> Tabled:
        """A row for each step, a column for everything the picture shows of it."""
        before = (self.before,) if self.before else ()
        headings = ("Step", *before, begun(self.after), "What moved")
        rows = [(row.name, *((row.before,) if before else ()), row.after, row.moved) for row in self.rows]
        if not self.figures:
            return Tabled(headings, tuple(rows))
        figures = [(row.strength, str(row.open), str(row.overdue)) for row in self.rows]
        both = tuple((*row, *more) for row, more in zip(rows, figures, strict=True))
        return Tabled((*headings, "Evidence", "Open", "Overdue"), both)

    def laid_out(self, width: float, measure: Measure) -> Drawn:
        """Its shapes in a width."""
        return laid_out(self, width, measure)


def six_steps(
    steps: Sequence[StepInTwoCycles], scale: Scale, *, before: str, after: str, figures: bool = True
) -> SixSteps:
    """The picture of these steps on a scale; `before` and `after` name the cycles, `before` is "" for the first."""
    hollow = f"Hollow: {before}. " if before else ""
    return SixSteps(
        title="The six steps" if len(steps) == 6 else "The steps",
        legend=f"{hollow}Filled: {after}.{' Bars: evidence. Figures: open challenges.' if figures else ''}",
        before=before,
        after=after,
        levels=tuple(level.short or level.word for level in scale.levels),
        rows=tuple(_row(step, scale) for step in steps),
        figures=figures,
    )


def _row(step: StepInTwoCycles, scale: Scale) -> PictureRow:
    then, now = scale.rank(step.then), scale.rank(step.now)
    apart = steps_between(scale, step.then, step.now) if then is not None and now is not None else None
    words, moved = _words(step, apart)
    return PictureRow(
        name=f"{step.number} {step.label}",
        then=then,
        now=now,
        look=scale.look(step.now),
        way=(Way.UP if apart > 0 else Way.DOWN) if apart else None,
        aside=step.now if step.now in NON_SCORES and not step.now_words else "",
        words=words,
        moved=moved,
        before=step.then_words or (scale.word(step.then) if step.then else "not judged"),
        after=step.now_words or (step.unjudged if step.now == NOT_YET else "") or scale.word(step.now),
        bars=list(Strength).index(step.strength) + 1 if step.strength else 0,
        strength=step.strength.value if step.strength else "none" if step.now == NOT_YET else "not weighed",
        open=step.open,
        overdue=step.overdue,
    )


def _words(step: StepInTwoCycles, apart: int | None) -> tuple[str, str]:
    """What stands beside the shapes, and what is said of the movement."""
    if apart is not None:
        return ("", f"{'up' if apart > 0 else 'down'} {counted(abs(apart), 'level')}") if apart else ("the same",) * 2
    if step.now_words or step.then_words:
        now = step.now_words or ("" if step.now not in NON_SCORES else NON_SCORES[step.now].lower())
        both = filter(None, (step.then_words and f"before “{step.then_words}”", now and f"now “{now}”"))
        return f"{'; '.join(both)}, in words only", "in words only, not compared"
    again = bool(step.then) and step.then != NOT_YET
    if step.now == NOT_YET and step.unjudged:
        return step.unjudged.lower(), "not compared"
    if step.now == NOT_YET:
        words = "not yet scrutinised again" if again else "not yet scrutinised"
        return words, "not compared" if again else "not judged in either cycle"
    if step.now == INSUFFICIENT:
        return "now insufficient to judge" if again else "insufficient to judge", "not compared"
    if step.then == INSUFFICIENT:
        return "insufficient to judge before", "not compared"
    return "first judged", "first judged"


# lengths in text sizes
ROW, TIGHT_ROW = 3.2, 2.7
_HEAD, _LINE, _EDGE = 2.3, 1.3, 1.2
_NAME_LEAST, _NAME_MOST, _ASIDE, _FIGURES = 9.0, 21.0, 2.4, 5.6
_LEAST, _APART, _MOST = 0.8, 6.4, 13.0  # between two levels: never less, if there is room, never more


class _Places:
    """Where the columns of a picture stand in a width."""

    def __init__(self, picture: SixSteps, width: float, measure: Measure) -> None:
        rows, levels = picture.rows, max(1, len(picture.levels))
        self.measure, self.width = measure, width
        evidence = max([measure(row.strength, False) * SMALL for row in rows], default=0.0)
        late = max([measure(_overdue(row), True) for row in rows], default=0.0)
        self.figure = max([measure(str(row.open), True) for row in rows], default=0.0) + 0.6
        challenges = max(_FIGURES, self.figure + late) if picture.figures else 0.0
        bars = max(_FIGURES, 2.4 + evidence) + 1.0 if picture.figures else 0.0
        self.challenges = width - challenges - _EDGE
        self.evidence = self.challenges - bars
        room = self.evidence - _EDGE - _ASIDE
        longest = max([measure(row.name, False) for row in rows], default=0.0) + 0.6
        needed = min(_NAME_MOST, max(_NAME_LEAST, longest))
        name = min(needed, max(_NAME_LEAST, room - levels * _APART))
        self.apart = min(_MOST, max(_LEAST, (room - name) / levels))
        self.name = max(_NAME_LEAST, room - levels * self.apart)
        self.left = _EDGE + self.name + _ASIDE

    def x(self, place: int) -> float:
        """The middle of a level's column."""
        return self.left + self.apart * (place + 0.5)

    def small(self, words: str) -> float:
        """How wide small words are."""
        return self.measure(words, False) * SMALL


def laid_out(
    picture: SixSteps, width: float, measure: Measure, *, most_lines: int = 3, row_height: float = ROW
) -> Drawn:
    """The picture in a width; a name has as many lines as it needs, at most `most_lines`, and the last says so."""
    places, shapes = _Places(picture, width, measure), list[Shape]()
    names = [_lines(row.name, places, most_lines) for row in picture.rows]
    heights = [max(row_height, _LINE * len(lines) + 0.9) for lines in names]
    headings = _headings(picture, places)
    top = max([heading.y for heading in headings], default=0.0) + _HEAD / 2
    height = top + sum(heights)
    shapes += [Hairline(places.x(n), top - 0.2, places.x(n), height) for n in range(len(picture.levels))]
    shapes += headings
    for row, lines, tall in zip(picture.rows, names, heights, strict=True):
        middle = top + tall / 2
        first = middle - _LINE * (len(lines) - 1) / 2
        shapes += [Words(_EDGE, first + _LINE * n, line) for n, line in enumerate(lines)]
        shapes += _standing(row, places, middle)
        if picture.figures:
            shapes += _figures(row, places, middle)
        top += tall
        if row is not picture.rows[-1]:
            shapes.append(Hairline(0, top, width, top))
    return Drawn(width, height, tuple(shapes))


def _lines(name: str, places: _Places, most: int) -> list[str]:
    def measure(words: str) -> float:
        return places.measure(words, False)

    lines = wrapped(name, places.name - 0.5, measure)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [fitted(line, places.name + 0.4, measure) for line in lines]


def _headings(picture: SixSteps, places: _Places) -> list[Words]:
    """The levels' words in one line; by turns in two where they are too close, so that none is cut that need not be."""

    def measure(words: str) -> float:
        return places.measure(words, True) * SMALL

    def head(x: float, y: float, words: str, anchor: Literal["start", "middle"] = "start") -> Words:
        return Words(x, y, words, tone="text-2", strong=True, size=SMALL, anchor=anchor)

    close = any(measure(word) > places.apart - 0.4 for word in picture.levels)
    room = places.apart * (2 if close else 1) - 0.4
    lower, last = _HEAD / 2 + (_LINE if close else 0.0), len(picture.levels) - 1
    heads = []
    for place, word in enumerate(picture.levels):
        y = _HEAD / 2 if (last - place) % 2 == 0 else lower
        heads.append(head(places.x(place), y, fitted(word, room, measure), "middle"))
    if picture.figures:
        heads += [head(places.evidence, lower, "Evidence"), head(places.challenges, lower, "Challenges")]
    return heads


def _standing(row: PictureRow, places: _Places, y: float) -> list[Shape]:
    """The ring, the arrow, the mark, and the words beside them."""
    shapes: list[Shape] = []
    if row.aside:
        shapes.append(Mark(_EDGE + places.name + _ASIDE / 2, y, row.aside, 1.1))
    if row.then is not None and row.now is not None and row.way:
        start, end = places.x(row.then), places.x(row.now)
        side, apart = (1 if end > start else -1), abs(end - start)
        clear, tip = min(0.7, 0.35 * apart), min(0.8, 0.4 * apart)  # of the ring and the mark, however close they are
        shapes.append(Arrow(start + clear * side, end - tip * side, y, row.way.value))
    if row.then is not None and row.then != row.now:
        shapes.append(Ring(places.x(row.then), y))
    if row.now is not None:
        shapes.append(Mark(places.x(row.now), y, row.look))
    if row.words:
        shapes.append(_beside(row, places, y))
    return shapes


def _beside(row: PictureRow, places: _Places, y: float) -> Words:
    """The words to the right of the shapes; to the left where there is more room and they need it."""
    stand = [place for place in (row.then, row.now) if place is not None]
    right = places.x(max(stand)) + 1.1 if stand else places.left + 0.4
    left = places.x(min(stand)) - 1.1 if stand else places.left
    room = places.evidence - 0.6 - right
    if places.small(row.words) > room and left - places.left > room:
        words = fitted(row.words, left - places.left, places.small)
        return Words(left, y, words, tone="text-2", size=SMALL, anchor="end")
    return Words(right, y, fitted(row.words, room, places.small), tone="text-2", size=SMALL)


def _overdue(row: PictureRow) -> str:
    return f"{row.overdue} overdue" if row.overdue else ""


def _figures(row: PictureRow, places: _Places, y: float) -> list[Shape]:
    x = places.challenges
    return [
        Bars(places.evidence, y, row.bars),
        Words(places.evidence + 2.2, y, row.strength, tone="text-2", size=SMALL),
        Words(x, y, str(row.open), strong=True),
        *([Words(x + places.figure, y, _overdue(row), tone="danger", strong=True, size=SMALL)] if row.overdue else []),
    ]
