"""Results as plain data: the shape of each that a script can rely on, whole, and nothing of a casefile's own numbering."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from scrutineer.casefile import tables
from scrutineer.cli import plain
from scrutineer.domain.returns import AnswerStatus, Change, SelfAssessment
from scrutineer.operations import answer_returns, casefiles, catalogue
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.expected import Standing, expected
from tests.cli.conftest import (
    DATA,
    EXAMPLES,
    MAPPINGS,
    POLICE,
    SECTION_11,
    WITH_MAPPING,
    adds_up,
    changed,
    edit,
    filled,
    taken_in,
)
from tests.conftest import CLOCK, PASSPHRASE, RETURNS

TRUTH = json.loads((DATA / "truth.json").read_text())
TOTALS = ("read", "stored", "set_aside", "ignored")
KEYS = [
    "workbook", "sha256", "kind", "pack", "profile", "agency", "agency_from", "dry_run", *TOTALS, "changes", "conflicts",
    "already_imported", "newer_version_of", "no_longer_there", "missing", "unknown_agencies", "new_agencies",
    "questions", "offers", "answers", "rows", "cells", "left_out", "findings", "hazards", "said",
]  # fmt: skip
"""What is said of a workbook, whatever its layout."""


def test_a_return_has_its_totals_its_changes_and_each_answer_with_its_cell(testshire, done):
    result = taken_in(done, testshire, POLICE, *WITH_MAPPING, "--dry-run")
    assert list(result) == KEYS
    assert (result["kind"], result["pack"], result["rows"], result["cells"]) == ("self-assessment", False, [], [])
    assert {name: result[name] for name in ("agency", "agency_from", "stored", "set_aside")} == {
        "agency": "Police", "agency_from": "Section 11!B2", "stored": 20, "set_aside": 3}  # fmt: skip
    assert result["changes"] == {change.value: 23 if change is Change.NEW else 0 for change in Change}
    cells = {answer["cell"]: answer for answer in result["answers"]}
    assert cells["Section 11!F30"] == {
        "cell": "Section 11!F30", "agency": "Police", "standard": "3.2", "typed": "2", "status": "answered",
        "level": "2", "moderated": "1", "moderated_typed": "1", "moderated_cell": "Section 11!G30", "reason": "",
        "change": "new", "differences": [],
    }  # fmt: skip
    assert cells["Section 11!F56"]["status"] == "set aside"
    assert cells["Section 11!F56"]["reason"]


def test_every_answer_of_the_police_is_the_one_that_is_known_to_be_true(testshire, done):
    result = taken_in(done, testshire, POLICE, *WITH_MAPPING, "--dry-run")
    typed = {answer["cell"]: answer["typed"] for answer in result["answers"]}
    known = {row["cell"]: str(row["typed"] or "") for row in TRUTH[POLICE.name]["rows"] if "cell" in row}
    assert {cell: typed[cell] for cell in known} == known


def test_answers_of_agencies_that_nobody_knows_have_no_change_yet(testshire, tmp_path, would_refuse):
    workbook = changed(tmp_path / "return.xlsx", B2="Northmoor Constabulary")
    result = would_refuse(testshire, workbook, *WITH_MAPPING)
    assert {answer["change"] for answer in result["answers"]} == {""}
    assert {answer["agency"] for answer in result["answers"]} == {"Northmoor Constabulary"}
    assert sum(result["changes"].values()) == 0
    assert (len(result["answers"]), result["stored"], result["set_aside"]) == (23, 20, 3)


def test_in_a_matrix_each_answer_names_the_agency_it_stands_under(northmoor, done):
    mapping = MAPPINGS / "moderation-matrix.toml"
    result = taken_in(done, northmoor, RETURNS / "s11-moderation-matrix.xlsx", "--mapping", mapping, "--dry-run")
    agencies = {answer["agency"] for answer in result["answers"]}
    assert (result["agency"], len(agencies)) == ("", 12)
    assert {"Police", "Housing"} <= agencies


def test_what_an_import_says_comes_last_and_a_dry_run_says_the_same(testshire, done):
    words = (testshire, POLICE, *WITH_MAPPING)
    dry, did = taken_in(done, *words, "--dry-run"), taken_in(done, *words)
    assert list(did) == list(dry) == KEYS
    assert dry["said"] == did["said"]
    assert (dry["dry_run"], did["dry_run"]) == (True, False)


@pytest.mark.parametrize("workbook", ["funding-contributions.xlsx", "executive-attendance.xlsx", "challenge-log.xlsx"])
def test_a_ledger_has_each_row_without_the_casefiles_own_ids(workbook, northmoor, done):
    mapping = MAPPINGS / f"{EXAMPLES[workbook]}.toml"
    result = taken_in(done, northmoor, RETURNS / workbook, "--mapping", mapping, "--dry-run")
    assert list(result) == KEYS
    assert len(result["rows"]) == result["stored"] + result["set_aside"] > 0
    for row in result["rows"]:
        assert not {"id", "return_id", "agency_id", "challenge_id"} & set(row)
        assert row["status"] == ("set aside" if row["reason"] else "read")
    assert all(set(item) == {"place", "text", "reason", "like_answer"} for item in result["left_out"])


def test_days_and_choices_of_a_ledger_are_texts(northmoor, done):
    mapping = MAPPINGS / "attendance.toml"
    rows = taken_in(done, northmoor, RETURNS / "executive-attendance.xlsx", "--mapping", mapping)["rows"]
    assert all(date.fromisoformat(row["on_date"]) for row in rows if row["on_date"])
    assert {row["presence"] for row in rows} <= {
        "attended", "deputy", "deputy's deputy", "apologies", "absent", "", None}  # fmt: skip


def test_a_pack_has_only_the_cells_that_changed(testshire, pack, done):
    back = filled(pack, "Strong assurance", "quite good")
    result = taken_in(done, testshire, back, "--dry-run")
    assert list(result) == KEYS
    assert adds_up(result)
    assert (result["stored"], result["set_aside"]) == (1, 1)
    assert [(cell["key"], cell["sent"], cell["returned"], cell["now"]) for cell in result["cells"]] == [
        ("six-steps:1a/level", "", "Strong assurance", ""), ("six-steps:1b/level", "", "quite good", "")]  # fmt: skip
    assert [answer["standard"] for answer in result["answers"]] == ["1a", "1b"]
    assert result["changes"] == {"new": 2, "changed": 0, "unchanged": 0, "in conflict": 0}


@pytest.mark.parametrize("workbook", ["s11-police.xlsx", "s11-hospital-trust.xls", "executive-attendance.xlsx"])
def test_a_preview_has_each_sheet_with_its_headings(workbook, testshire, would_refuse):
    result = would_refuse(testshire, RETURNS / workbook)
    assert list(result) == [
        "workbook", "sha256", "preview", "sheets", "renamed", "findings", "hazards", "needs", "error"]  # fmt: skip
    for sheet in result["sheets"]:
        assert list(sheet) == ["sheet", "visible", "rows", "heading_rows", "layout", "columns"]
        assert bool(sheet["heading_rows"]) is bool(sheet["layout"]) is bool(sheet["columns"])
        assert all(set(column) == {"heading", "seems"} for column in sheet["columns"].values())
    assert any(sheet["heading_rows"] for sheet in result["sheets"])


def test_a_hazard_is_named_with_every_one_of_its_cells(testshire, done):
    result = taken_in(done, testshire, POLICE, *WITH_MAPPING, "--dry-run")
    assert result["hazards"]
    for hazard in result["hazards"]:
        assert set(hazard) == {"kind", "cells", "said"}
        assert hazard["said"] in result["findings"]
        assert hazard["cells"]


# imports


def test_an_import_made_says_what_became_of_every_place_it_read(northmoor, done):
    for file in done("imports", northmoor, "--json").data["imports"]:
        assert list(file) == [
            "number", "workbook", "kind", "mapping", "sha256", "imported", "read", "stored", "set_aside", "refused",
            "ignored", "reasons",
        ]  # fmt: skip
        assert file["read"] == file["stored"] + file["set_aside"] + file["refused"] + file["ignored"]
        assert len(file["sha256"]) == 64


def test_what_is_kept_when_an_import_is_taken_out_has_its_reason(returned, done):
    def decide(opened) -> None:
        waiting = tables.rows(opened, SelfAssessment, status=AnswerStatus.SET_ASIDE)
        answer_returns.decide_answer(opened, answer_id=waiting[0].id, level="2", reason="Telephone call")

    edit(returned, decide)
    taken = done("imports", returned, "--take-out", 1, "--json").data
    assert list(taken) == ["workbook", "dry_run", "removed", "put_back", "kept"]
    assert taken["removed"] == ["22 answers"]
    assert [set(row) for row in taken["kept"]] == [{"what", "why"}] * len(taken["kept"])
    assert any("changed since" in row["why"] for row in taken["kept"])


# expected returns


def test_every_agency_that_was_asked_or_answered_is_there_and_no_other(northmoor, done):
    printed = done("expect", northmoor, "--json").data["expected"]
    opened = casefiles.open_casefile(northmoor, passphrase=PASSPHRASE, clock=CLOCK)
    try:
        context = read_context(opened)
        rows = expected(opened, context, CLOCK.today())
    finally:
        opened.close()
    names = {agency.id: agency.name for agency in context.agencies}
    known = {(row.profile, names[agency]): cell for row in rows for agency, cell in row.cells.items()
             if cell.standing is not Standing.NOT_ASKED}  # fmt: skip
    assert [(one["return"], one["agency"]) for one in printed] == list(known)
    for one in printed:
        cell = known[one["return"], one["agency"]]
        assert (one["standing"], one["days_late"]) == (cell.standing.value, cell.days)
        assert (one["received"], one["due"]) == (str(cell.received or ""), str(cell.due or ""))


def test_days_late_are_counted_from_the_day_it_was_due(testshire, done, monkeypatch):
    due = CLOCK.today() + timedelta(days=10)
    done("expect", testshire, "--return", SECTION_11, "--agency", "ICB", "--due", due)
    monkeypatch.setattr(CLOCK, "moment", CLOCK.moment + timedelta(days=13))
    (row,) = done("expect", testshire, "--json").data["expected"]
    assert (row["standing"], row["due"], row["days_late"]) == ("overdue", str(due), 3)


# frameworks


@pytest.mark.parametrize("shown", catalogue.frameworks(), ids=lambda framework: framework.id)
def test_a_framework_is_whole(shown):
    data = plain.framework(shown)
    assert json.loads(json.dumps(data)) == data
    assert list(data) == [
        "id", "version", "kind", "title", "source", "note", "edition", "known", "days_known", "in_force_from",
        "in_force_until", "checked", "steps",
    ]  # fmt: skip
    assert [step["id"] for step in data["steps"]] == [step.target for step in shown.steps]
    lines = [line for step in data["steps"] for line in step["lines"]]
    assert [(line["id"], line["question"]) for line in lines] == [
        (line.target, line.question) for line in shown.lines()
    ]
    assert [line["bears_on"] for line in lines] == [list(line.maps_to) for line in shown.lines()]


def test_a_line_says_when_it_was_in_force_and_how_that_is_known():
    (shown,) = catalogue.frameworks("law-and-dates")
    told = [line for step in plain.framework(shown)["steps"] for line in step["lines"]]
    for line, data in zip(shown.lines(), told, strict=True):
        assert data["in_force_from"] == (line.in_force.starts.isoformat() if line.in_force.starts else None)
        assert data["in_force_until"] == (line.in_force.until.isoformat() if line.in_force.until else None)
        assert (data["known"], data["days_known"]) == (line.in_force.known.value, line.in_force.days_known.value)
    assert {data["known"] for data in told} == {"read", "second-hand", "announced", "remembered"}


def test_what_applied_is_a_framework_with_the_lines_in_force_instead_of_its_steps():
    for shown, lines in catalogue.applied_on(date(2026, 5, 1)):
        data = plain.applied(shown, lines)
        whole = plain.framework(shown)
        assert {name: data[name] for name in data if name != "lines"} == {
            name: whole[name] for name in whole if name != "steps"
        }
        assert [line["id"] for line in data["lines"]] == [line.target for line in lines]
