"""A report that was written is opened, or found, from where it was written."""

from __future__ import annotations

import pytest

from scrutineer.errors import UserError
from scrutineer.operations import copies
from scrutineer.ui.destinations import ToReports
from tests.ui.conftest import go
from tests.ui.hands import choose_files


@pytest.fixture
def shown(monkeypatch):
    """What another program was asked to show."""
    asked = []
    monkeypatch.setattr(copies, "show_elsewhere", asked.append)
    return asked


@pytest.fixture
def at(at_example, monkeypatch, tmp_path):
    """Somebody who has just exported the report."""
    go(at_example, ToReports())
    at_example.sees("to mend")
    assert not at_example.has("Show in its folder")
    choose_files(monkeypatch, tmp_path / "for print.pdf")
    at_example.press("Export PDF")
    at_example.sees("for print.pdf is in")
    return at_example


def test_it_is_opened_and_its_folder_is_shown(at, shown, tmp_path):
    at.press("Open it, to print")
    at.wait(lambda: shown == [tmp_path / "for print.pdf"])
    at.press("Show in its folder")
    at.wait(lambda: shown[1:] == [tmp_path])


def test_where_no_program_opens_it_that_is_said(at, monkeypatch):
    def refuse(_file):
        raise UserError("No program on this computer opens for print.pdf.", "Open it where there is one.")

    monkeypatch.setattr(copies, "show_elsewhere", refuse)
    at.press("Open it, to print")
    at.wait(lambda: any("No program on this computer" in said for said in at.messages()))
    at.top.notices.records.clear()
