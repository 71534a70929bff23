"""The workbooks taken in: a copy to send back, and taking one out after its plan was shown."""

from __future__ import annotations

import openpyxl
import pytest

from scrutineer.casefile import tables
from scrutineer.domain.returns import ReturnFile
from scrutineer.ui.destinations import ToReturns
from tests.ui.conftest import go
from tests.ui.hands import choose_files

LIST, VCS = "Workbooks taken in", "vcs-forum-self-assessment.ods"


@pytest.fixture
def at(at_example):
    """Somebody at the workbooks of the worked example."""
    go(at_example, ToReturns())
    at_example.tab("Workbooks  10")
    return at_example


def files(at) -> list[str]:
    return [file.name for file in tables.rows(at.top.casefile, ReturnFile)]


def test_every_import_is_listed_the_newest_first_with_what_it_held(at):
    assert [row[0] for row in at.rows(LIST)] == list(reversed(files(at)))
    assert all(" read: " in row[3] and " stored" in row[3] for row in at.rows(LIST))


def test_a_send_back_copy_is_written(at, tmp_path, monkeypatch):
    out = tmp_path / "to correct.xlsx"
    choose_files(monkeypatch, out)
    at.pick(LIST, "s11-probation.xlsx")
    at.press("Send-back copy")
    assert openpyxl.load_workbook(out).sheetnames[-1] == "To correct"


def test_an_import_is_taken_out_after_its_plan_was_shown_and_one_undo_brings_it_back(at):
    before = files(at)
    at.pick(LIST, VCS)
    at.press("Take out…")
    at.sees("23 answers would go")
    assert files(at) == before
    at.press("Take it out")
    assert files(at) == [name for name in before if name != VCS]
    at.press("Undo, Ctrl+Z")
    assert VCS in files(at)


def test_leaving_the_plan_takes_nothing_out(at):
    before = files(at)
    at.pick(LIST, VCS)
    at.press("Take out…")
    at.press("Leave it")
    assert files(at) == before
    assert at.has("Take out…")
