"""Indicators and their figures: entered by hand, changed, taken away; and the indicator that a workbook's row is of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.child_deaths import INDICATOR, UNIT
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.grid import tidy
from scrutineer.domain.ids import AgencyId, EvidenceId, IndicatorId, TargetId
from scrutineer.domain.indicators import PERCENT, Better, Indicator, IndicatorSource, IndicatorValue
from scrutineer.domain.ledgers import SETTLED
from scrutineer.domain.marking import Marking
from scrutineer.domain.outcomes import require_words
from scrutineer.domain.periods import period_start
from scrutineer.domain.rules import is_blank
from scrutineer.domain.words import begun
from scrutineer.errors import UserError
from scrutineer.frameworks import loader
from scrutineer.operations.queries.clocks import deaths_indicator
from scrutineer.operations.queries.context import read_context
from scrutineer.progress import SILENT, Progress


def add_indicator(
    casefile: Casefile,
    *,
    name: str,
    unit: str = "",
    better: Better = Better.NEITHER,
    target: float | None = None,
    agency_id: AgencyId | None = None,
    targets: Sequence[str] = (),
    note: str = "",
    marking: Marking = Marking.PARTNER,
    progress: Progress = SILENT,
) -> Outcome[IndicatorId]:
    """Add an indicator after those there are; `targets` are the steps and lines it bears on."""
    progress.step(0, 1, "Adding the indicator")
    indicator = Indicator(
        name=tidy(require_words(name, "indicator")), unit=unit.strip(), better=better, target=target,
        agency_id=agency_id, targets=read_context(casefile).known_targets(targets), note=note.strip(),
        position=tables.count(casefile, Indicator) + 1, marking=marking,
    )  # fmt: skip
    _refuse_twice(casefile, indicator)
    with casefile.transact(f"Add the indicator “{indicator.name}”") as changes:
        new = IndicatorId(tables.insert(casefile, indicator))
    return Outcome(new, changes.kinds, "Indicator added")


def keep_child_deaths(casefile: Casefile, *, progress: Progress = SILENT) -> Outcome[IndicatorId]:
    """The indicator in which the number of child deaths of the area is kept by year; begun where there is none."""
    known = deaths_indicator(casefile)
    if known is not None:
        return Outcome(known.id, label="Add the number of each year")
    review, framework = loader.child_death_review(), read_context(casefile).framework
    targets = [review.learning] if framework.knows(TargetId(review.learning)) else []
    note = f"{review.words} {review.source}, {review.known.value}."
    return add_indicator(
        casefile, name=INDICATOR, unit=UNIT, targets=targets, note=note, progress=progress
    )  # fmt: skip


def change_indicator(casefile: Casefile, *, indicator: Indicator, progress: Progress = SILENT) -> Outcome[None]:
    """Replace what is said of an indicator; its figures stay."""
    progress.step(0, 1, "Changing the indicator")
    indicator = replace(indicator, name=tidy(require_words(indicator.name, "indicator")))
    read_context(casefile).known_targets(indicator.targets, tables.get(casefile, Indicator, indicator.id).targets)
    _refuse_twice(casefile, indicator)
    with casefile.transact(f"Change the indicator “{indicator.name}”") as changes:
        tables.update(casefile, indicator)
    return changes.outcome(None, "Indicator changed")


def take_indicator_away(casefile: Casefile, *, indicator: Indicator, progress: Progress = SILENT) -> Outcome[None]:
    """Take an indicator away with its figures; undo brings all of it back."""
    progress.step(0, 1, "Taking the indicator away")
    with casefile.transact(f"Take away the indicator “{indicator.name}”") as changes:
        tables.delete_where(casefile, IndicatorValue, indicator_id=indicator.id)
        tables.delete(casefile, Indicator, indicator.id)
    return Outcome(None, changes.kinds, "Indicator taken away")


def add_figure(
    casefile: Casefile,
    *,
    indicator_id: IndicatorId,
    period: str,
    starts: date | None = None,
    numerator: float | None = None,
    denominator: float | None = None,
    missing: str = "",
    breakdown: str = "",
    source: IndicatorSource = IndicatorSource.AGENCY,
    commentary: str = "",
    evidence_id: EvidenceId | None = None,
    marking: Marking | None = None,
    progress: Progress = SILENT,
) -> Outcome[int]:
    """Add one figure by hand, or say why it is missing. Without `starts` the period says itself when it begins; without
    a marking it is marked as its indicator is."""
    progress.step(0, 1, "Adding the figure")
    indicator = tables.get(casefile, Indicator, indicator_id)
    if evidence_id is not None:
        tables.get(casefile, Evidence, evidence_id)
    value = IndicatorValue(
        indicator_id=indicator.id, period=tidy(period), starts=starts or beginning_of(period),
        breakdown=breakdown.strip(), source=source, numerator=numerator, denominator=denominator,
        missing=missing.strip(), commentary=commentary.strip(), evidence_id=evidence_id,
        marking=marking or indicator.marking,
    )  # fmt: skip
    _refuse_doubled(casefile, value)
    with casefile.transact(f"Add a figure of “{indicator.name}”") as changes:
        new = tables.insert(casefile, value)
    return Outcome(new, changes.kinds, f"{value.period}: {value.in_words}")


def change_figure(casefile: Casefile, *, value: IndicatorValue, progress: Progress = SILENT) -> Outcome[None]:
    """Replace a figure. One that a workbook gave counts as decided from then on, until another thing is typed there."""
    progress.step(0, 1, "Changing the figure")
    before = tables.get(casefile, IndicatorValue, value.id)
    if value.period != before.period and value.starts == before.starts:
        value = replace(value, starts=beginning_of(value.period))
    figures = ("numerator", "denominator", "missing")
    if before.return_id is not None and any(getattr(value, name) != getattr(before, name) for name in figures):
        value = replace(value, reason=f"{SETTLED}changed by hand")
    _refuse_doubled(casefile, value)
    with casefile.transact(f"Change the figure of {value.period}") as changes:
        tables.update(casefile, value)
    return changes.outcome(None, "Figure changed")


def take_figure_away(casefile: Casefile, *, value: IndicatorValue, progress: Progress = SILENT) -> Outcome[None]:
    """Take a figure away; undo brings it back."""
    progress.step(0, 1, "Taking the figure away")
    with casefile.transact(f"Take away the figure of {value.period}") as changes:
        tables.delete(casefile, IndicatorValue, value.id)
    return Outcome(None, changes.kinds, "Figure taken away")


def beginning_of(period: str) -> date:
    """The day on which a period begins; one that could begin on two days is refused."""
    starts, why = period_start(period)
    if starts is None:
        raise UserError(
            f"{begun(why)}. Nothing was recorded.",
            "Write it as 2025-26, Q1 2025-26, April 2025, or as the day on which it begins.", about="period",
        )  # fmt: skip
    return starts


def of_its_indicator(casefile: Casefile, row: IndicatorValue) -> IndicatorValue:
    """A row of a workbook with the indicator it is of, which is made where there is none of that name and agency."""
    if row.indicator_id:
        return row
    unknown = f", {row.agency}" if row.agency and row.agency_id is None else ""
    name = tidy(f"{row.measure}{unknown}")
    known = next(iter(_called(name, tables.rows(casefile, Indicator, agency_id=row.agency_id))), None)
    if known is not None:
        return replace(row, indicator_id=known.id)
    indicator = Indicator(
        name=name, unit=PERCENT if row.typed.rstrip().endswith(PERCENT) and row.denominator is None else "",
        target=row.target, agency_id=row.agency_id, position=tables.count(casefile, Indicator) + 1,
    )  # fmt: skip
    return replace(row, indicator_id=IndicatorId(tables.insert(casefile, indicator)))


def indicator_called(casefile: Casefile, name: str, agency_id: AgencyId | None = None) -> Indicator:
    """The indicator of a name; of an agency where several bear it."""
    known = _called(name, tables.rows(casefile, Indicator))
    fitting = [known for known in known if agency_id is None or known.agency_id == agency_id]
    if len(fitting) != 1:
        said = f"No indicator is called “{name}”." if not fitting else f"Several indicators are called “{name}”."
        raise UserError(f"{said} Nothing was changed.", "Name one of those that the list shows, with its agency.")
    return fitting[0]


def _called(name: str, among: Sequence[Indicator]) -> list[Indicator]:
    """Those of a name, however its letters' case and its spaces are written: by hand and in a workbook alike."""
    wanted = tidy(name).casefold()
    return [known for known in among if tidy(known.name).casefold() == wanted]


def _refuse_twice(casefile: Casefile, indicator: Indicator) -> None:
    same = tables.rows(casefile, Indicator, agency_id=indicator.agency_id)
    if any(other.id != indicator.id for other in _called(indicator.name, same)):
        raise UserError(
            f"“{indicator.name}” is there already. Nothing was changed.", "Add its figures to that one.", about="name"
        )


def _refuse_doubled(casefile: Casefile, value: IndicatorValue) -> None:
    if is_blank(value.period):
        raise UserError("The figure is of no period. Nothing was recorded.", "Name the period.", about="period")
    same = tables.rows(casefile, IndicatorValue, indicator_id=value.indicator_id, source=value.source)
    group = value.breakdown.casefold()
    for other in same:
        if other.id == value.id or other.span != value.span or other.breakdown.casefold() != group:
            continue
        called = "" if other.period == value.period else f", as {other.period}"
        raise UserError(
            f"{value.period} has a figure of this kind already{called}. Nothing was recorded.", "Change that one.",
            about="period",
        )  # fmt: skip
