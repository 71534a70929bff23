"""The scrutineer's year in the worked example: contract, declarations, activities, a piece and its rounds, by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, TypeAlias

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.activities import (
    Activity,
    ActivityState,
    Contract,
    Declaration,
    DeclarationKind,
    Deliverable,
    MeetingPart,
)
from scrutineer.domain.contracts import half_days_in, pence_of
from scrutineer.domain.evidence import Bearing, Evidence, LinkTarget
from scrutineer.domain.partnership import Agency, require_agency
from scrutineer.domain.pieces import Piece, PieceAgency, Round
from scrutineer.operations import activities, contracts, declarations, evidence, pieces
from scrutineer.operations.queries.context import read_context

Raw: TypeAlias = Mapping[str, Any]
Done: TypeAlias = tuple[date, Callable[[Casefile], object]]
"""What is done, and its day."""

_OF_A_MEETING = ("agenda", "challenged", "decided", "with_whom", "people", "cases", "meetings")


def acts_of_the_year(raw: Raw) -> Iterator[Done]:
    """Everything of the year, each on its day."""
    yield from _contract(raw["contract"])
    for declared in raw["declarations"]:
        declaration = Declaration(**{**declared, "kind": DeclarationKind(declared["kind"])})
        yield declared["on_date"], partial(declarations.add_declaration, declaration=declaration)
    for entry in raw["pieces"]:
        yield from _piece(entry)
    for entry in raw["activities"]:
        yield from _activity(entry)


def _contract(raw: Raw) -> Iterator[Done]:
    named = {name: raw[name] for name in ("title", "starts", "ends", "expenses", "data_controller")}
    contract = Contract(half_days=half_days_in(raw["days"]) or 0, day_fee=pence_of(raw["day_fee"]) or 0, **named)
    yield raw["entered"], partial(contracts.add_contract, contract=contract)
    for asked in raw["deliverables"]:
        yield raw["entered"], partial(_ask, asked=asked)
        if "done_on" in asked:
            yield asked["done_on"], partial(_deliver, asked=asked)


def _ask(casefile: Casefile, asked: Raw) -> None:
    (contract,) = tables.rows(casefile, Contract)
    deliverable = Deliverable(contract_id=contract.id, title=asked["title"], due=asked["due"])
    contracts.add_deliverable(casefile, deliverable=deliverable)


def _deliver(casefile: Casefile, asked: Raw) -> None:
    (known,) = tables.rows(casefile, Deliverable, title=asked["title"])
    contracts.deliver(casefile, deliverable_id=known.id, done_on=asked["done_on"], given=asked["given"])


def _activity(entry: Raw) -> Iterator[Done]:
    yield entry["entered"], partial(_plan, entry=entry)
    if "dropped" in entry:
        yield entry["dropped_on"], partial(_drop, entry=entry)
    elif "half_days" in entry:
        yield entry["planned_on"], partial(_do, entry=entry)


def _known(casefile: Casefile, title: str) -> Activity:
    (activity,) = tables.rows(casefile, Activity, title=title)
    return activity


def _plan(casefile: Casefile, entry: Raw) -> None:
    half_days = entry.get("planned_half_days", entry.get("half_days", 2))
    planned = Activity(
        cycle_id=read_context(casefile).cycle.id, title=entry["title"], method=entry["method"],
        planned_on=entry["planned_on"], planned_half_days=half_days, targets=tuple(entry.get("targets", ())),
        piece_id=_piece_called(casefile, entry["piece"]).id if "piece" in entry else None,
    )  # fmt: skip
    activities.add_activity(casefile, activity=planned)


def _drop(casefile: Casefile, entry: Raw) -> None:
    activities.drop_activity(casefile, activity_id=_known(casefile, entry["title"]).id, reason=entry["dropped"])


def _do(casefile: Casefile, entry: Raw) -> None:
    """What was done is recorded with what came of it, and linked to the item that holds it."""
    known = _known(casefile, entry["title"])
    said = {name: entry[name] for name in _OF_A_MEETING if name in entry}
    done = replace(
        known, state=ActivityState.DONE, done_on=entry["planned_on"], half_days=entry["half_days"],
        meeting=MeetingPart(entry.get("meeting", MeetingPart.NONE.value)), **said,
    )  # fmt: skip
    activities.change_activity(casefile, activity=done)
    if "evidence" in entry:
        _link(casefile, entry["evidence"], LinkTarget.ACTIVITY, known.id, Bearing.CONTEXT)


def _link(casefile: Casefile, title: str, kind: LinkTarget, target: int, bearing: Bearing) -> None:
    (item,) = tables.rows(casefile, Evidence, title=title)
    evidence.link_evidence(casefile, evidence_id=item.id, target_kind=kind, target=str(target), bearing=bearing)


def _piece_called(casefile: Casefile, title: str) -> Piece:
    (piece,) = tables.rows(casefile, Piece, title=title)
    return piece


def _piece(entry: Raw) -> Iterator[Done]:
    title = entry["title"]
    yield entry["entered"], partial(_begin, entry=entry)
    for asked in entry["asked"]:
        yield asked["asked_on"], partial(_ask_agency, title=title, asked=asked)
        if "came_on" in asked:
            yield asked["came_on"], partial(_receive, title=title, asked=asked)
    for item, bearing, day in entry["evidence"]:
        yield day, partial(_bear, title=title, item=item, bearing=Bearing(bearing))
    for finding in entry["findings"]:
        yield finding["made"], partial(_find, title=title, finding=finding)
    for turn in entry["rounds"]:
        yield turn["entered"], partial(_start, title=title, turn=turn)
        for stage in turn["done"]:
            yield stage["on"], partial(_finish, title=title, turn=turn, stage=stage)


def _begin(casefile: Casefile, entry: Raw) -> None:
    named = ("title", "terms", "methods", "framework_id", "method_id", "starts", "due")
    said = {name: entry[name] for name in named}
    piece = Piece(cycle_id=read_context(casefile).cycle.id, targets=tuple(entry["targets"]), **said)
    pieces.add_piece(casefile, piece=piece)


def _ask_agency(casefile: Casefile, title: str, asked: Raw) -> None:
    pieces.ask_agency(
        casefile,
        asked=PieceAgency(
            piece_id=_piece_called(casefile, title).id, asked_on=asked["asked_on"], due=asked["due"],
            agency_id=require_agency(tables.rows(casefile, Agency), asked["agency"]).id, asked_for=asked["asked_for"],
        ),
    )  # fmt: skip


def _receive(casefile: Casefile, title: str, asked: Raw) -> None:
    agency = require_agency(tables.rows(casefile, Agency), asked["agency"])
    (known,) = tables.rows(casefile, PieceAgency, piece_id=_piece_called(casefile, title).id, agency_id=agency.id)
    pieces.change_asked(casefile, asked=replace(known, came_on=asked["came_on"]))


def _bear(casefile: Casefile, title: str, item: str, bearing: Bearing) -> None:
    _link(casefile, item, LinkTarget.PIECE, _piece_called(casefile, title).id, bearing)


def _find(casefile: Casefile, title: str, finding: Raw) -> None:
    pieces.record_finding(
        casefile, piece_id=_piece_called(casefile, title).id, target=finding["target"], level=finding["level"],
        narrative=finding["narrative"], final=finding["final"],
    )  # fmt: skip


def _start(casefile: Casefile, title: str, turn: Raw) -> None:
    piece = _piece_called(casefile, title)
    pieces.start_round(casefile, framework_id=turn["framework_id"], starts=turn["starts"], piece_id=piece.id)


def _finish(casefile: Casefile, title: str, turn: Raw, stage: Raw) -> None:
    piece = _piece_called(casefile, title)
    stages = tables.rows(casefile, Round, piece_id=piece.id, framework_id=turn["framework_id"], number=1, order=("id",))
    known = stages[stage["stage"] - 1]
    pieces.change_stage(casefile, stage=replace(known, done_on=stage["on"], found=stage["found"]))
