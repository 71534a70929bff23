"""What is measured and how the partnership is arranged, in the worked example, by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, TypeAlias

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.ids import AgencyId, EvidenceId
from scrutineer.domain.indicators import IndicatorSource
from scrutineer.domain.partnership import Agency, require_agency
from scrutineer.operations import indicators

Raw: TypeAlias = Mapping[str, Any]
Done: TypeAlias = tuple[date, Callable[[Casefile], object]]
"""What is done, and its day."""


def acts_of_measuring(raw: Raw) -> Iterator[Done]:
    """Everything of it, each on its day."""
    for entry in raw["figures"]:
        yield entry["on"], partial(_count, entry=entry)


def _agency(casefile: Casefile, name: str) -> AgencyId | None:
    return require_agency(tables.rows(casefile, Agency), name).id if name else None


def _item(casefile: Casefile, entry: Raw) -> EvidenceId | None:
    if "evidence" not in entry:
        return None
    (item,) = tables.rows(casefile, Evidence, title=entry["evidence"])
    return item.id


def _count(casefile: Casefile, entry: Raw) -> None:
    indicator = indicators.indicator_called(casefile, entry["indicator"], _agency(casefile, entry["agency"]))
    indicators.add_figure(
        casefile, indicator_id=indicator.id, period=entry["period"], numerator=entry["numerator"],
        denominator=entry["denominator"], source=IndicatorSource(entry["source"]), evidence_id=_item(casefile, entry),
        commentary=entry.get("commentary", ""),
    )  # fmt: skip
