"""What is measured and how the partnership is arranged, in the worked example, by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, TypeAlias

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.ids import AgencyId, EvidenceId, GroupId, InspectionId
from scrutineer.domain.indicators import IndicatorSource
from scrutineer.domain.partnership import Agency, Seat, require_agency
from scrutineer.domain.structure import (
    EscalationCount,
    GroupRole,
    GroupSeat,
    Inspection,
    InspectionKind,
    PartnerGroup,
    PeerPair,
)
from scrutineer.operations import indicators, inspections, recommendations, structure
from scrutineer.operations.queries.context import read_context

Raw: TypeAlias = Mapping[str, Any]
Done: TypeAlias = tuple[date, Callable[[Casefile], object]]
"""What is done, and its day."""


def acts_of_measuring(raw: Raw) -> Iterator[Done]:
    """Everything of it, each on its day."""
    for entry in raw["figures"]:
        yield entry["on"], partial(_count, entry=entry)
    for entry in raw["groups"]:
        yield entry["on"], partial(_group, entry=entry)
        if "ends" in entry:
            yield entry["ends"], partial(_end, entry=entry)
    for entry in raw["pairs"]:
        yield entry["on"], partial(_pair, entry=entry)
    for entry in raw["escalations"]:
        yield entry["on"], partial(_escalations, entry=entry)
    for entry in raw["inspections"]:
        yield entry["on"], partial(_inspection, entry=entry)


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


def _group(casefile: Casefile, entry: Raw) -> None:
    group = PartnerGroup(
        name=entry["name"], purpose=entry["purpose"], reports_to=entry.get("reports_to", ""), starts=entry["starts"],
    )  # fmt: skip
    new = structure.record_group(casefile, group=group).value
    for title, role in entry["seats"]:
        (seat,) = tables.rows(casefile, Seat, title=title)
        sitting = GroupSeat(group_id=GroupId(new), seat_id=seat.id, role=GroupRole(role), starts=entry["starts"])
        structure.record_group_seat(casefile, sitting=sitting)


def _end(casefile: Casefile, entry: Raw) -> None:
    (group,) = tables.rows(casefile, PartnerGroup, name=entry["name"])
    structure.record_group(casefile, group=replace(group, ends=entry["ends"]))


def _pair(casefile: Casefile, entry: Raw) -> None:
    words = {name: entry.get(name, "") for name in ("challenged", "followed")}
    pair = PeerPair(
        cycle_id=read_context(casefile).cycle.id, first=entry["first"], second=entry["second"],
        on_date=entry.get("held"), due=entry.get("due"), **words,
    )  # fmt: skip
    structure.record_pair(casefile, pair=pair)


def _escalations(casefile: Casefile, entry: Raw) -> None:
    count = EscalationCount(
        cycle_id=read_context(casefile).cycle.id, stage=entry["stage"], period=entry["period"], number=entry["number"],
        days=entry.get("days"), note=entry.get("note", ""),
    )  # fmt: skip
    structure.record_escalations(casefile, count=count)


def _inspection(casefile: Casefile, entry: Raw) -> None:
    days = {name: entry[name] for name in ("held_on", "published_on", "next_due") if name in entry}
    inspection = Inspection(
        kind=InspectionKind(entry["kind"]), title=entry["title"], agency_id=_agency(casefile, entry["agency"]),
        findings=entry["findings"], readiness=entry["readiness"], targets=(entry["target"],), **days,
    )  # fmt: skip
    new = InspectionId(inspections.record_inspection(casefile, inspection=inspection).value)
    for text in entry["actions"]:
        recommendations.add_recommendation(
            casefile, text=text, inspection_id=new, agency_id=inspection.agency_id, target=entry["target"],
        )  # fmt: skip
