"""The Returns page by hand: packs, ledgers, refusals, renamed columns, chasers, and taking an import out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QPushButton

from scrutineer.casefile import tables
from scrutineer.domain.ledgers import AskedReturn, Attendance, Presence
from scrutineer.domain.returns import ReturnFile, SelfAssessment
from scrutineer.operations import packs
from scrutineer.ui.destinations import ToReturns, ToSettings
from scrutineer.ui.kit.fields import Combo
from scrutineer.ui.pages import CHALLENGES
from tests.conftest import RETURNS
from tests.ui.conftest import shown_panel

FIRST = 5


def page(window):
    return shown_panel(window)


def words(widget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def says(qtbot, widget, text: str) -> None:
    qtbot.waitUntil(lambda: text in words(widget), timeout=20_000)


def press(qtbot, widget, text: str) -> None:
    """Press the button with this text, once it is there."""

    def shown() -> list[QPushButton]:
        return [one for one in widget.findChildren(QPushButton) if text in one.text() and not one.isHidden()]

    qtbot.waitUntil(lambda: bool(shown()), timeout=20_000)
    shown()[-1].click()


def box(qtbot, widget, text: str) -> QCheckBox:
    """The one box with this text, once those of the row before are gone."""

    def shown() -> list[QCheckBox]:
        return [one for one in widget.findChildren(QCheckBox) if one.text().startswith(text) and not one.isHidden()]

    qtbot.waitUntil(lambda: len(shown()) == 1, timeout=20_000)
    return shown()[0]


def choose(monkeypatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(path))


def check(qtbot, window, path: Path):
    window.workspace.go(ToReturns())
    page(window).import_file(path)
    qtbot.waitUntil(lambda: page(window).check is not None, timeout=20_000)
    return page(window).check


def pack(qtbot, window, monkeypatch, folder: Path) -> Path:
    window.workspace.go(ToReturns())
    out = folder / "a pack.xlsx"
    choose(monkeypatch, out)
    page(window).ask()
    page(window).asking.agency.choose("Police")
    press(qtbot, page(window).asking, "Write the pack")
    qtbot.waitUntil(lambda: out.exists() and bool(packs.packs_of(window.casefile)), timeout=20_000)
    return out


def test_a_pack_goes_out_and_comes_back_by_the_window(qtbot, example_window, monkeypatch, tmp_path):
    window = example_window
    out = pack(qtbot, window, monkeypatch, tmp_path)
    book = openpyxl.load_workbook(out)
    book["Self-assessment"].cell(FIRST, 6).value = "Strong assurance"
    book.save(tmp_path / "filled.xlsx")
    shown = check(qtbot, window, tmp_path / "filled.xlsx")
    says(qtbot, shown, "The pack of Police")
    assert shown.commit_button.text() == "Commit 1 row"
    shown.commit()
    qtbot.waitUntil(lambda: page(window).check is None, timeout=20_000)
    kept = [a for a in tables.rows(window.casefile, SelfAssessment) if a.profile.startswith("Evidence request")]
    assert [(a.number, a.level) for a in kept] == [("1a", "strong")]
    book["Self-assessment"].cell(FIRST, 6).value = "No assurance"
    book.save(tmp_path / "again.xlsx")
    shown = check(qtbot, window, tmp_path / "again.xlsx")
    assert not shown.commit_button.isEnabled()
    shown.items.selectRow(0)
    press(qtbot, shown, "Take what came back")
    assert shown.commit_button.isEnabled()
    shown.commit()
    qtbot.waitUntil(lambda: page(window).check is None, timeout=20_000)
    kept = [a for a in tables.rows(window.casefile, SelfAssessment) if a.profile.startswith("Evidence request")]
    assert [(a.number, a.level) for a in kept] == [("1a", "none")]


def test_a_ledger_is_checked_committed_and_settled(qtbot, example_window):
    window = example_window
    shown = check(qtbot, window, RETURNS / "challenge-log.xlsx")
    qtbot.waitUntil(lambda: shown.ledger is not None, timeout=20_000)
    assert shown.scale.isHidden()
    assert "3 to store" not in words(shown)  # no date habit was said: the first row waits too
    shown.whose.habit.choose("day first")
    shown.whose.changed.emit()
    shown.name.setText("The log")
    qtbot.waitUntil(lambda: shown.ledger is not None and shown.ledger.totals()["stored"] == 3, timeout=20_000)
    shown.commit()
    qtbot.waitUntil(lambda: page(window).check is None, timeout=20_000)
    page(window).profile.choose("The log")
    page(window)._show("The log")
    page(window).rows.items.selectRow(0)
    says(qtbot, page(window).rows, "June meeting")


def test_an_attendance_mark_is_decided(qtbot, example_window):
    window = example_window
    window.workspace.go(ToReturns())
    page(window)._show("Executive attendance")
    page(window).rows.items.selectRow(0)
    says(qtbot, page(window).rows, "nothing typed")
    field = next(
        one
        for one in page(window).rows.findChildren(type(page(window).asking.kind))
        if one.accessibleName() == "Reason"
    )
    field.setText("The minutes")
    press(qtbot, page(window).rows, "Record decision")
    assert any(part.text() == "Give what you decided on." for part in page(window).rows.findChildren(QLabel))
    choice = next(c for c in page(window).rows.findChildren(Combo) if c.accessibleName() == "How the seat was filled")
    choice.choose(Presence.ATTENDED)
    press(qtbot, page(window).rows, "Record decision")
    qtbot.waitUntil(lambda: sum(bool(row.reason) and not row.reason.startswith("Decided") for row in tables.rows(window.casefile, Attendance)) == 1,
                    timeout=20_000)  # fmt: skip


def test_a_cell_and_a_row_are_refused_in_the_window(qtbot, example_window, tmp_path):
    window = example_window
    book = openpyxl.load_workbook(RETURNS / "s11-police.xlsx")
    book["Section 11"]["F13"], book["Section 11"]["D13"], book["Section 11"]["F14"] = 0, "A new plan", 3
    book.save(tmp_path / "s11-police.xlsx")
    shown = check(qtbot, window, tmp_path / "s11-police.xlsx")
    qtbot.waitUntil(lambda: shown.preview is not None, timeout=20_000)
    says(qtbot, shown.whose, "newer version of s11-police.xlsx")
    assert shown.changes.items.select(lambda one: one.answer.number == "1.1" and bool(one.differences))
    box(qtbot, shown.changes, "Self:").setChecked(False)
    assert shown.changes.items.select(lambda one: one.answer.number == "1.2" and bool(one.differences))
    qtbot.waitUntil(lambda: "1.2" in words(shown.changes), timeout=20_000)
    box(qtbot, shown.changes, "Take this row").setChecked(False)
    assert "1 row refused" in shown._totals.text()
    shown.commit()
    qtbot.waitUntil(lambda: page(window).check is None, timeout=20_000)
    police = {
        a.number: a
        for a in tables.rows(window.casefile, SelfAssessment)
        if a.profile == "Section 11, 2026" and a.agency_id == 2
    }
    assert (police["1.1"].level, police["1.1"].improvement, police["1.2"].level) == ("2", "A new plan", "0")


def test_a_renamed_column_is_confirmed_in_the_window(qtbot, example_window, tmp_path):
    window = example_window
    book = openpyxl.load_workbook(RETURNS / "s11-police.xlsx")
    for row in range(1, 70):
        if book["Section 11"].cell(row, 6).value == "Assessment Score":
            book["Section 11"].cell(row, 6).value = "Assessment"
    book["Section 11"]["F13"] = 3
    book.save(tmp_path / "s11-police.xlsx")
    shown = check(qtbot, window, tmp_path / "s11-police.xlsx")
    qtbot.waitUntil(lambda: not shown.renamed.isHidden(), timeout=20_000)
    assert shown.preview is None
    press(qtbot, shown.renamed, "They are the same")
    qtbot.waitUntil(lambda: shown.preview is not None, timeout=20_000)
    assert shown.commit_button.text() == "Commit 1 answer"


def test_an_unknown_name_is_said_to_be_an_agency(qtbot, example_window, tmp_path):
    window = example_window
    book = openpyxl.load_workbook(RETURNS / "s11-police.xlsx")
    book["Section 11"]["B2"], book["Section 11"]["F13"] = "Northshire Police", 3
    book.save(tmp_path / "s11 new.xlsx")
    shown = check(qtbot, window, tmp_path / "s11 new.xlsx")
    qtbot.waitUntil(lambda: "Perhaps Police" in words(shown.whose), timeout=20_000)
    shown.whose._choose("Northshire Police", "Police")
    qtbot.waitUntil(lambda: shown.preview is not None and bool(shown.preview.questions), timeout=20_000)
    press(qtbot, shown.whose, "A newer version")
    qtbot.waitUntil(lambda: shown.commit_button.isEnabled(), timeout=20_000)
    assert shown.commit_button.text() == "Commit 1 answer"


def test_a_send_back_copy_and_chasers_are_written(qtbot, example_window, monkeypatch, tmp_path):
    window = example_window
    window.workspace.go(ToReturns())
    choose(monkeypatch, tmp_path / "to correct.xlsx")
    page(window).which.choose("files")
    page(window)._show("")
    assert page(window).workbooks.items.select(lambda file: file.name == "s11-probation.xlsx")
    press(qtbot, page(window).workbooks, "Send-back copy")
    qtbot.waitUntil(lambda: (tmp_path / "to correct.xlsx").exists(), timeout=20_000)
    assert openpyxl.load_workbook(tmp_path / "to correct.xlsx").sheetnames[-1] == "To correct"
    choose(monkeypatch, tmp_path / "letters")
    assert page(window).chase.isEnabled()
    page(window).chase.click()
    qtbot.waitUntil(lambda: len(list((tmp_path / "letters").glob("*.docx"))) == 5, timeout=20_000)


def test_a_send_back_copy_is_written_before_anything_is_stored(qtbot, example_window, monkeypatch, tmp_path):
    window = example_window
    book = openpyxl.load_workbook(RETURNS / "s11-police.xlsx")
    book["Section 11"]["F13"] = "soon"
    book.save(tmp_path / "s11-police.xlsx")
    shown = check(qtbot, window, tmp_path / "s11-police.xlsx")
    qtbot.waitUntil(lambda: shown.preview is not None, timeout=20_000)
    choose(monkeypatch, tmp_path / "to correct.xlsx")
    press(qtbot, shown, "Send-back copy")
    says(qtbot, window.workspace, "written to to correct.xlsx")
    assert openpyxl.load_workbook(tmp_path / "to correct.xlsx").sheetnames[-1] == "To correct"


def test_an_import_is_taken_out_after_its_plan_was_shown(qtbot, example_window):
    window = example_window
    window.workspace.go(ToReturns())
    page(window).which.choose("files")
    page(window)._show("")
    before = len(tables.rows(window.casefile, ReturnFile))
    assert page(window).workbooks.items.select(lambda file: file.name == "vcs-forum-self-assessment.ods")
    press(qtbot, page(window).workbooks, "Take out")
    says(qtbot, page(window).workbooks, "23 answers")
    assert len(tables.rows(window.casefile, ReturnFile)) == before
    press(qtbot, page(window).workbooks, "Take it out")
    qtbot.waitUntil(lambda: len(tables.rows(window.casefile, ReturnFile)) == before - 1, timeout=20_000)


def test_a_scale_that_is_not_on_the_list_is_written_out(qtbot, example_window, tmp_path):
    book = openpyxl.Workbook()
    for row in (("Organisation", "Housing"), (), ("Ref", "Question", "Score"), ("A1", "A lead", 1), ("A2", "Heard", 5)):
        book.active.append(row)
    book.save(tmp_path / "housing.xlsx")
    shown = check(qtbot, example_window, tmp_path / "housing.xlsx")
    shown.scale.own.setText("5")
    shown.scale._write_out()
    assert "at least two levels" in words(shown.scale)
    shown.scale.own.setText("5, 4, 3, 2, 1")
    shown.scale._write_out()
    qtbot.waitUntil(lambda: shown.preview is not None, timeout=20_000)
    assert "5 lowest, 1 highest" in words(shown.scale)
    assert [(a.answer.state.value, a.answer.level) for a in shown.preview.reading.answers] == [
        ("answered", "1"),
        ("answered", "5"),
    ]


def test_who_is_asked_is_recorded(qtbot, example_window):
    window = example_window
    window.workspace.go(ToReturns())
    page(window).ask()
    asking = page(window).asking
    asking.kind.setText("Voluntary sector, 2027")
    asking.due.set_value(date(2027, 6, 1))
    for box in asking._boxes.values():
        box.setChecked(box.text() == "VCS forum")
    asking.record()
    qtbot.waitUntil(
        lambda: any(one.profile == "Voluntary sector, 2027" for one in tables.rows(window.casefile, AskedReturn)),
        timeout=20_000,
    )


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_what_is_noticed_narrows_the_matrix(qtbot, example_window, palette):
    window = example_window
    window.workspace.go(ToReturns())
    matrix = page(window).matrix
    every = matrix.answers.heat_model.rowCount()
    matrix.noticed.choose("moderated lower")
    matrix._show_answers()
    assert 0 < matrix.answers.heat_model.rowCount() < every


def test_a_mapping_goes_out_and_comes_in_through_settings(qtbot, example_window, monkeypatch, tmp_path):
    window = example_window
    window.workspace.go(ToSettings())
    card = page(window).mappings
    out = tmp_path / "mapping.toml"
    choose(monkeypatch, out)
    assert card.items.select(lambda one: one.name == "Section 11, 2026")
    card.write()
    qtbot.waitUntil(out.exists, timeout=20_000)
    out.write_text(out.read_text().replace('name = "Section 11, 2026"', 'name = "Section 11, next"'))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(out), ""))
    card.take()
    qtbot.waitUntil(lambda: card.items.select(lambda one: one.name == "Section 11, next"), timeout=20_000)


def test_a_row_of_a_ledger_becomes_a_challenge(qtbot, example_window):
    window = example_window
    window.workspace.go(ToReturns())
    page(window)._show("Contributions")
    assert page(window).rows.items.select(lambda one: one.partner == "Police")
    press(qtbot, page(window).rows, "Raise a challenge")
    assert window.workspace.page is CHALLENGES
    assert "£33,500" in page(window).form.why.toPlainText()
