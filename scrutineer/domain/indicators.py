"""Indicators over time: what is counted, of how many, in which period, as whom says it; what is missing is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated

from scrutineer.domain.ids import AgencyId, EvidenceId, IndicatorId, ReturnId
from scrutineer.domain.marking import Marking
from scrutineer.domain.rules import Label, Line, Name, Number, Problem, Targets, Title

Amount = Annotated[float, Number(-1e12, 1e12, whole=False)]


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

    `starts` orders periods, which are called as they were written. `breakdown` is "" for everybody. `cell` and
    `return_id` say where it was read, `evidence_id` what it rests on.
    """

    id: int = 0
    indicator_id: IndicatorId
    period: Name
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
    marking: Marking = Marking.PARTNER

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if self.numerator is None and not self.missing:
            yield Problem("The figure is not there", "Give it, or say why it is missing.", "numerator")
        if self.denominator is not None and self.denominator <= 0:
            yield Problem("The figure is of nothing", "Give of how many it is, or leave that empty.", "denominator")
        if self.numerator is not None and self.denominator is not None and self.numerator > self.denominator:
            yield Problem("More were counted than there are", "Look at both figures again.", "numerator")
