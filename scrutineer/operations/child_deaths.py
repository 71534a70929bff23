"""Child deaths in the area of their review: the number of a year recorded, and corrected."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.grid import tidy
from scrutineer.domain.indicators import IndicatorSource, IndicatorValue
from scrutineer.domain.periods import span_of
from scrutineer.errors import UserError
from scrutineer.operations.indicators import add_figure, beginning_of, change_figure, keep_child_deaths
from scrutineer.operations.queries.clocks import deaths_values
from scrutineer.progress import SILENT, Progress


def record_child_deaths(
    casefile: Casefile,
    *,
    year: str,
    number: int | None = None,
    missing: str = "",
    part: str = "",
    source: IndicatorSource = IndicatorSource.AGENCY,
    commentary: str = "",
    progress: Progress = SILENT,
) -> Outcome[int]:
    """Record how many children died in a year, or why that is not known; `part` is a part of the area. The indicator
    that holds these numbers is begun where there is none. UserError where the year has such a number already."""
    starts = beginning_of(year)  # before the indicator is begun: what is refused leaves nothing behind
    _require_one(number, missing)
    indicator = keep_child_deaths(casefile, progress=progress).value
    kept = add_figure(
        casefile, indicator_id=indicator, period=year, starts=starts, numerator=number, missing=missing,
        breakdown=part, source=source, commentary=commentary, progress=progress,
    )  # fmt: skip
    return Outcome(kept.value, kept.changes, f"Child deaths of {tidy(year)} recorded")


def correct_child_deaths(
    casefile: Casefile,
    *,
    year: str,
    number: int | None = None,
    missing: str = "",
    part: str = "",
    source: IndicatorSource = IndicatorSource.AGENCY,
    commentary: str | None = None,
    progress: Progress = SILENT,
) -> Outcome[None]:
    """Put the number of a year right; what is said of it stays without a `commentary`. The journal keeps what stood
    there. UserError where no such number is recorded."""
    _require_one(number, missing)
    before = _recorded(casefile, year, part, source)
    value = replace(
        before, numerator=number, missing=missing, denominator=None,
        commentary=before.commentary if commentary is None else commentary,
    )  # fmt: skip
    outcome = change_figure(casefile, value=value, progress=progress)
    return replace(outcome, label=f"Child deaths of {before.period} corrected")


def _require_one(number: int | None, missing: str) -> None:
    if (number is None) == (not missing):
        raise UserError(
            "Either the number of a year or why it is missing is recorded. Nothing was recorded.",
            "Give one of the two.", about="numerator",
        )  # fmt: skip
    if number is not None and number < 0:
        raise UserError("Fewer than no child cannot have died. Nothing was recorded.", "Look at the number again.",
                        about="numerator")  # fmt: skip


def _recorded(casefile: Casefile, year: str, part: str, source: IndicatorSource) -> IndicatorValue:
    wanted = (span_of(tidy(year), beginning_of(year)), part.strip().casefold(), source)
    every = deaths_values(casefile)
    standing = next(
        (value for value in every if wanted == (value.span, value.breakdown.casefold(), value.source)), None
    )
    if standing is None:
        listed = "; ".join(dict.fromkeys(", ".join(filter(None, (v.period, v.breakdown))) for v in every)) or "none yet"
        of = f"{tidy(year)}, {part.strip()}" if part.strip() else tidy(year)
        raise UserError(
            f"No number of child deaths of {of} by {source.value} is recorded. Nothing was changed.",
            f"There are: {listed}.", about="period",
        )  # fmt: skip
    return standing
