"""Saving each record of the year with some words, for `test_unchanged`: the operation that saves it, and how."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from scrutineer.casefile import tables
from scrutineer.domain.activities import Activity, Contract, Declaration, Deliverable
from scrutineer.domain.changes import Outcome
from scrutineer.domain.checklists import ChecklistAnswer
from scrutineer.domain.indicators import Indicator, IndicatorValue
from scrutineer.domain.pieces import Piece, PieceAgency, Round
from scrutineer.domain.structure import EscalationCount, GroupRole, GroupSeat, Inspection, PartnerGroup, PeerPair
from scrutineer.exchange import template_file
from scrutineer.operations import (
    activities,
    checklists,
    contracts,
    declarations,
    indicators,
    inspections,
    pieces,
    structure,
    templates,
)
from scrutineer.operations.casefiles import Casefile
from tests.pictures import disc_and_bar

SPRING = date(2026, 4, 1)


def first(casefile: Casefile, record: type[Any]) -> Any:
    return tables.rows(casefile, record, order=("id",))[0]


def answer(casefile: Casefile, words: str) -> Outcome[Any]:
    known = first(casefile, ChecklistAnswer)
    return checklists.answer_item(
        casefile, evidence_id=known.evidence_id, target=known.target, met=known.met, place="page 1", words=words
    )


def find(casefile: Casefile, words: str) -> Outcome[Any]:
    return pieces.record_finding(casefile, piece_id=first(casefile, Piece).id, narrative=words)


def dress(casefile: Casefile, words: str) -> Outcome[Any]:
    template = replace(templates.template_to_change(casefile), name=words)
    return templates.set_template(casefile, template=template)


def take_template(casefile: Casefile, words: str) -> Outcome[Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.toml"
        template = replace(templates.template_to_change(casefile), name=words, logo=None)
        path.write_text(template_file.written_template(template, b""), encoding="utf-8")
        return templates.import_template(casefile, path=path)


def take_logo(casefile: Casefile, words: str) -> Outcome[Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "logo.png"
        path.write_bytes(disc_and_bar())
        return templates.take_logo(casefile, path=path, alternative=words)


def changes(
    module: Any, name: str, kind: type[Any], argument: str, field: str
) -> Callable[[Casefile, str], Outcome[Any]]:
    """Change one text of the first row of a kind."""

    def save(casefile: Casefile, words: str) -> Outcome[Any]:
        operation: Callable[..., Outcome[Any]] = getattr(module, name)
        return operation(casefile, **{argument: replace(first(casefile, kind), **{field: words})})

    return save


def seat(casefile: Casefile, words: str) -> Outcome[Any]:
    role = list(GroupRole)[len(words) % len(GroupRole)]
    return structure.record_group_seat(casefile, sitting=replace(first(casefile, GroupSeat), role=role))


OF_THE_YEAR: dict[str, tuple[str, Callable[[Casefile, str], Outcome[Any]]]] = {
    "an activity": (
        "activities.change_activity", changes(activities, "change_activity", Activity, "activity", "notes")),
    "an activity done": (
        "activities.do_activity", lambda c, words: activities.do_activity(
            c, activity_id=first(c, Activity).id, done_on=SPRING, half_days=len(words))),
    "an activity dropped": (
        "activities.drop_activity", lambda c, words: activities.drop_activity(
            c, activity_id=first(c, Activity).id, reason=words)),
    "an answer to a checklist": ("checklists.answer_item", answer),
    "a contract": ("contracts.change_contract", changes(contracts, "change_contract", Contract, "contract", "notes")),
    "a deliverable": (
        "contracts.change_deliverable",
        changes(contracts, "change_deliverable", Deliverable, "deliverable", "given")),
    "a deliverable delivered": (
        "contracts.deliver", lambda c, words: contracts.deliver(
            c, deliverable_id=first(c, Deliverable).id, done_on=SPRING, given=words)),
    "a declaration": (
        "declarations.change_declaration",
        changes(declarations, "change_declaration", Declaration, "declaration", "safeguard")),
    "an indicator": (
        "indicators.change_indicator", changes(indicators, "change_indicator", Indicator, "indicator", "note")),
    "a figure": (
        "indicators.change_figure", changes(indicators, "change_figure", IndicatorValue, "value", "commentary")),
    "an inspection": (
        "inspections.record_inspection",
        changes(inspections, "record_inspection", Inspection, "inspection", "findings")),
    "a piece": ("pieces.change_piece", changes(pieces, "change_piece", Piece, "piece", "summary")),
    "what a piece asked for": (
        "pieces.change_asked", changes(pieces, "change_asked", PieceAgency, "asked", "asked_for")),
    "a stage of a round": ("pieces.change_stage", changes(pieces, "change_stage", Round, "stage", "found")),
    "a finding": ("pieces.record_finding", find),
    "a finding in its place": ("pieces._stored", find),
    "a group": ("structure.record_group", changes(structure, "record_group", PartnerGroup, "group", "purpose")),
    "a pair of peers": ("structure.record_pair", changes(structure, "record_pair", PeerPair, "pair", "followed")),
    "a row of the structure": ("structure._put", changes(structure, "record_pair", PeerPair, "pair", "challenged")),
    "a count of escalations": (
        "structure.record_escalations",
        changes(structure, "record_escalations", EscalationCount, "count", "note")),
    "a seat on a group": ("structure.record_group_seat", seat),
    "a template": ("templates.set_template", dress),
    "a template kept": ("templates._kept", dress),
    "a template from a file": ("templates.import_template", take_template),
    "a logo": ("templates.take_logo", take_logo),
}  # fmt: skip

TAKE_AWAY = {"templates.leave_logo_out", "templates.remove_template"}
"""What takes something away: once gone, there is nothing left to say again."""
