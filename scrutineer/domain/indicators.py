"""Indicators over time: what is counted, of how many, in which period, as whom says it; what is missing is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Annotated, NamedTuple

from scrutineer.domain.grid import tidy
from scrutineer.domain.ids import AgencyId, EvidenceId, IndicatorId, ReturnId
from scrutineer.domain.marking import Marking
from scrutineer.domain.periods import span_of
from scrutineer.domain.rules import AsRead, Label, Line, Number, Period, Problem, Targets, Title

Amount = Annotated[float, Number(-1e12, 1e12, whole=False)]

PERCENT = "%"
"""The unit of figures that are shares and say nothing of how many they are of."""
FAR = 10.0
"""Percentage points between two shares of unlike numbers from which they are put side by side."""


class Better(Enum):
    """Which way is better. Many measures have no such way."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class IndicatorSource(Enum):
    """Who says a figure."""

    AGENCY = "an agency's data"
    SAMPLE = "the scrutineer's sample"
    AUDIT = "an audit"
    SURVEY = "a survey"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """Something that is counted again and again. `unit` is what the figure counts; `target` the figure aimed at, None
    where none was set: in percent where there is a denominator."""

    id: IndicatorId = IndicatorId(0)
    name: Title
    unit: Label = ""
    better: Better = Better.NEITHER
    target: Amount | None = None
    agency_id: AgencyId | None = None
    targets: Targets = ()
    note: str = ""
    position: int = 0
    marking: Marking = Marking.PARTNER


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValue:
    """One figure of an indicator. `denominator` is None for a plain count; both are None where it is `missing`.

    `starts` orders periods, which are called as they were written. `breakdown` is "" for everybody. `evidence_id` is
    what it rests on. Where a workbook gave it, `return_id` and `cell` say where it stood, `measure`, `agency` and
    `typed` what stood there, `target` the target beside it, and `reason` why it waits for a person, or what they
    decided.
    """

    id: int = 0
    indicator_id: IndicatorId = IndicatorId(0)
    period: Period
    starts: date
    breakdown: Label = ""
    source: IndicatorSource = IndicatorSource.AGENCY
    numerator: Amount | None = None
    denominator: Amount | None = None
    missing: Line = ""
    commentary: str = ""
    evidence_id: EvidenceId | None = None
    return_id: ReturnId | None = None
    cell: Label = ""
    target: Amount | None = None
    measure: AsRead = ""
    agency: AsRead = ""
    agency_id: AgencyId | None = None
    typed: AsRead = ""
    reason: AsRead = ""
    marking: Marking = Marking.PARTNER

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if self.numerator is None and not self.missing and not self.reason:
            yield Problem("The figure is not there", "Give it, or say why it is missing.", "numerator")
        if self.numerator is not None and self.missing:
            yield Problem("A figure that is there is not missing", "Leave out one of them.", "missing")
        if self.denominator is not None and self.denominator <= 0:
            yield Problem("The figure is of nothing", "Give of how many it is, or leave that empty.", "denominator")
        elif self.numerator is not None and self.denominator is not None and self.numerator > self.denominator:
            yield Problem("More were counted than there are", "Look at both figures again.", "numerator")

    @property
    def span(self) -> tuple[date | None, date | str]:
        """Its period by its first and last day, whatever it is called: two with one span are of one period. What does
        not say itself when it ends has its words in place of the last day."""
        return span_of(self.period, self.starts)

    @property
    def share(self) -> float | None:
        """In percent, where it says of how many it is."""
        return None if self.numerator is None or not self.denominator else 100 * self.numerator / self.denominator

    @property
    def as_read(self) -> str:
        """“11 of 12”, “40”, or why there is no figure."""
        if self.numerator is None:
            return f"Missing: {self.missing}" if self.missing else ""
        bare = PERCENT if self.denominator is None and self.typed.endswith(PERCENT) else ""
        return f"{figure_in_words(self.numerator, self.denominator)}{bare}"

    @property
    def in_words(self) -> str:
        """“11 of 12, 92%”."""
        return f"{self.as_read}, {self.share:.0f}%" if self.share is not None else self.as_read or "Not read"

    # as a row of a workbook

    @property
    def key(self) -> tuple[object, ...]:
        """One measure of one agency in one period, for one group."""
        names = (tidy(name).casefold() for name in (self.measure, self.agency, self.breakdown))
        return (*names, *self.span)

    @property
    def named(self) -> str:
        """The agency whose figure it is."""
        return self.agency

    @property
    def about(self) -> str:
        """Which measure, whose, of which group and when."""
        return ", ".join(part for part in (self.measure, self.agency, self.breakdown, self.period) if part)

    @property
    def as_typed(self) -> str:
        """What stood in its cell."""
        return self.typed

    @property
    def beside(self) -> tuple[str, ...]:
        """What was written beside it."""
        return (f"Note: {self.commentary}.",) if self.commentary else ()

    def decided(self, value: float, reason: str) -> IndicatorValue:
        """The same with the figure that a person decided on."""
        return replace(self, numerator=value, missing="", reason=reason)


def figure_in_words(number: float, of: float | None) -> str:
    """“11 of 12”, “1,250”, “3.5”."""
    return plain_number(number) if of is None else f"{plain_number(number)} of {plain_number(of)}"


def plain_number(number: float) -> str:
    """A number as it is read: thousands parted, no more than two places."""
    return f"{number:,.2f}".rstrip("0").rstrip(".")


class CellFigure(NamedTuple):
    """What a cell says: a number, of how many, whether it is a bare share; else why there is none, or why it waits."""

    number: float | None = None
    of: float | None = None
    percent: bool = False
    missing: str = ""
    waits: str = ""


_NUMBER = r"(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)"
_OF = re.compile(rf"^{_NUMBER}\s*(?:of|out of|/)\s*{_NUMBER}(?:\s*\(\s*[\d.]+\s*%\s*\))?$", re.IGNORECASE)
_SHARE = re.compile(rf"^{_NUMBER}\s*%$")
_SHARE_OF = re.compile(rf"^[\d.]+\s*%\s*\(\s*{_NUMBER}\s*(?:of|out of|/)\s*{_NUMBER}\s*\)$", re.IGNORECASE)
_PLAIN = re.compile(rf"^£?\s*{_NUMBER}$")
_ABSENT = re.compile(
    r"^(?:-|–|n/?a|not (?:available|applicable|collected|recorded|reported|known|due)(?: yet)?|no data|unknown|missing|"
    r"awaited|awaiting data|data awaited|tbc|suppressed|redacted|withheld|held back|\*+|c|x|<\s*\d+|under \d+|"
    r"fewer than \d+)$",
    re.IGNORECASE,
)
BLANK = "left blank"
"""What is said of a figure whose cell holds nothing."""


def read_figure(text: str) -> CellFigure:
    """What a cell of a sheet of indicators says. “11 of 12”, “92%”, “40”; “not collected” and “<5” are no figures, and
    that is said; whatever else waits for a person."""
    typed = tidy(text)
    if not typed:
        return CellFigure(missing=BLANK)
    if _ABSENT.match(typed):
        return CellFigure(missing=typed)
    if parts := _OF.match(typed) or _SHARE_OF.match(typed):
        number, of = _number(parts[1]), _number(parts[2])
        return (
            CellFigure(number, of)
            if 0 <= number <= of and of
            else CellFigure(waits=f"“{typed}” is more than there are")
        )
    if share := _SHARE.match(typed):
        return CellFigure(_number(share[1]), percent=True)
    if plain := _PLAIN.match(typed):
        return CellFigure(_number(plain[1]))
    return CellFigure(waits=f"“{typed}” is no figure with one meaning")


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def in_time(values: Iterable[IndicatorValue]) -> list[IndicatorValue]:
    """Figures in the order of their periods."""
    return sorted(values, key=lambda value: (value.starts, value.period, value.breakdown, value.source.value))


def differ(own: IndicatorValue, other: IndicatorValue) -> bool:
    """Whether two figures of one thing contradict each other: by their number where both are of as many or plain
    counts, else where their shares lie far apart."""
    if own.numerator is None or other.numerator is None:
        return False
    if own.denominator == other.denominator:
        return own.numerator != other.numerator
    return own.share is not None and other.share is not None and abs(own.share - other.share) >= FAR


def figures_held(values: Iterable[IndicatorValue], least: int) -> frozenset[int]:
    """The figures that would tell of too few people, with those beside them that would: every group of one period and
    source, as the others would tell of it. None where `least` is 0."""
    every = tuple(values)
    small = {_beside(value) for value in every if _tells_of_few(value, least)}
    return frozenset(value.id for value in every if _beside(value) in small)


def _beside(value: IndicatorValue) -> tuple[object, ...]:
    return value.indicator_id, *value.span, value.source


def _tells_of_few(value: IndicatorValue, least: int) -> bool:
    number, of = value.numerator, value.denominator
    if number is None:
        return False
    rest = None if of is None else of - number
    return any(count is not None and 0 < count < least for count in (number, of, rest))


HELD_BACK = "held back: few people"


def without_figure(value: IndicatorValue) -> IndicatorValue:
    """That there is a figure, and not which: neither as it was read nor as typed or explained."""
    return replace(value, numerator=None, denominator=None, missing=HELD_BACK, commentary="", typed="", reason="")
