"""The mappings kept in a casefile: out as a small file, and in again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex

from scrutineer.ui.destinations import SettingsPart, ToSettings
from tests.ui.conftest import go
from tests.ui.hands import choose_files

LIST = "Mappings of workbooks"


@pytest.fixture
def at(at_example):
    """Somebody at the settings of the worked example."""
    go(at_example, ToSettings(SettingsPart.MAPPINGS))
    return at_example


def test_a_mapping_goes_out_and_comes_in_under_another_name(at, tmp_path, monkeypatch):
    out = tmp_path / "mapping.toml"
    choose_files(monkeypatch, out)
    before = {row[0] for row in at.rows(LIST)}
    at.pick(LIST, "Section 11, 2026")
    at.press("Save as a file")
    out.write_text(out.read_text().replace('name = "Section 11, 2026"', 'name = "Section 11, next"'))
    at.press("Take one in")
    assert {row[0] for row in at.rows(LIST)} - before == {"Section 11, next"}


def test_the_one_to_save_is_chosen_first(at):
    at.list(LIST).setCurrentIndex(QModelIndex())
    at.press("Save as a file")
    at.sees("No mapping is chosen. Choose the one to save.")


def test_a_file_that_is_no_mapping_is_refused(at, tmp_path, monkeypatch):
    path = tmp_path / "not a mapping.toml"
    path.write_text("this = is no mapping")
    choose_files(monkeypatch, path)
    before = at.rows(LIST)
    at.press("Take one in")
    assert "not a mapping.toml" in at.top.notices.records.pop().message
    assert at.rows(LIST) == before


def test_a_mapping_by_which_nothing_was_read_is_removed_and_undo_brings_it_back(at, tmp_path, monkeypatch):
    out = tmp_path / "mapping.toml"
    choose_files(monkeypatch, out)
    at.pick(LIST, "Section 11, 2026")
    at.press("Save as a file")
    out.write_text(out.read_text().replace('name = "Section 11, 2026"', 'name = "Section 11, next"'))
    at.press("Take one in")
    at.pick(LIST, "Section 11, next")
    at.press("Remove")
    assert "Section 11, next" not in {row[0] for row in at.rows(LIST)}
    at.press("Undo")
    at.wait(lambda: "Section 11, next" in {row[0] for row in at.rows(LIST)})


def test_a_mapping_by_which_workbooks_were_read_stays_and_it_is_said_why(at):
    before = at.rows(LIST)
    at.pick(LIST, "Section 11, 2026")
    at.press("Remove")
    at.sees("The mapping “Section 11, 2026” cannot be removed:")
    assert at.rows(LIST) == before
