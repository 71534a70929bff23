"""The example of an old list of actions: what ships is what its program makes, and it comes in as its page says."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Challenge
from scrutineer.domain.ledgers import LogEntry
from scrutineer.domain.mapping import Layout
from scrutineer.exchange import reader
from scrutineer.operations import answer_returns, imports, mappings, workbooks
from tests.conftest import RETURNS

ROOT = Path(__file__).parents[2]
_found = importlib.util.spec_from_file_location("example_actions", ROOT / "guide" / "example_actions.py")
example = importlib.util.module_from_spec(_found)
_found.loader.exec_module(example)
SHIPPED = RETURNS / "action-log.xlsx"


def test_what_ships_is_what_its_program_makes():
    stream = io.BytesIO()
    example.made().save(stream)
    made, shipped = reader.read_workbook("a.xlsx", stream.getvalue()), answer_returns.read_file(SHIPPED)[0]
    for one, other in zip(made.sheets, shipped.sheets, strict=True):
        assert (one.name, dict(one.values), one.marks, set(one.merges)) == (
            other.name, dict(other.values), other.marks, set(other.merges),
        ), "run: python3 guide/example_actions.py"  # fmt: skip


def test_it_is_known_for_what_it_is():
    workbook, _ = answer_returns.read_file(SHIPPED)
    profile = mappings.profile_from_file(RETURNS / "profiles" / "action-log.toml")
    suggested = workbooks.suggest(workbook).first
    assert suggested.layout is Layout.ACTION_LOG
    assert suggested.roles == profile.headings


def test_three_actions_are_stored_and_three_wait_each_for_its_reason(casefile):
    workbook, content = answer_returns.read_file(SHIPPED)
    profile = mappings.profile_from_file(RETURNS / "profiles" / "action-log.toml")
    shown = imports.propose(casefile, workbook=workbook, profile=profile)
    imports.commit(casefile, proposal=shown, content=content)
    assert len(tables.rows(casefile, Challenge)) == 3
    rows = {row.number: row for row in tables.rows(casefile, LogEntry)}
    assert [rows[number].raised_on for number in "123"] == [rows["1"].raised_on] * 3
    assert rows["1"].status_typed == "Amber, by the colour of F4; In hand"
    waits = {number: row.reason for number, row in rows.items() if row.reason}
    assert list(waits) == ["4", "5", "6"]
    for number, why in {"4": "orange, which could be amber or red", "5": "“Complete”", "6": "agreed: blank"}.items():
        assert why in waits[number]
    assert "Due there: “autumn”" in rows["6"].update_text
