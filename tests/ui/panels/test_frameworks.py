"""Frameworks: what this cycle looks through, what applied on a day, and one of one's own."""

from __future__ import annotations

import openpyxl

from scrutineer.ui.destinations import ToFrameworks
from tests.ui.conftest import go
from tests.ui.hands import choose_files

LIST, LINES = "Frameworks", "Lines of the framework"


def test_what_applied_on_a_day(at_example):
    at = at_example
    go(at, ToFrameworks())
    at.write("What applied on", "1 May 2026", then="Return")
    assert "What applied on 1 May 2026" in at.titles()
    in_force = " ".join(at.words().split("As far as this program knows: ")[1:])
    assert "2026" in in_force
    assert at.rows(LINES)
    dated = [row[3] for row in at.rows(LINES)]
    assert all(words.startswith("From ") for words in dated)


def test_another_day_another_edition(at_example):
    at = at_example
    go(at, ToFrameworks())

    def known() -> str:
        return at.words().split("As far as this program knows: ")[1].split(". Read")[0]

    at.write("What applied on", "1/5/2024", then="Return")
    then = known()
    at.write("What applied on", "1/5/2026", then="Return")
    assert then != known()
    at.write("What applied on", "1/5/1950")
    at.press("What applied on")
    assert known() == "nothing that this program knows of"
    assert at.rows(LINES) == []


def test_what_is_no_day_is_said(at_example):
    at = at_example
    go(at, ToFrameworks())
    before = at.rows(LINES)
    at.write("What applied on", "soon", then="Return")
    at.sees("That is no day. Write it as 1/5/2026 or 1 May 2026.")
    assert at.rows(LINES) == before


def test_the_framework_chosen_shows_its_lines(at_example):
    at = at_example
    panel = go(at, ToFrameworks("wood-issues"))
    assert panel.destination() == ToFrameworks("wood-issues")
    about = at.selected(LIST)[0]
    number = int(about.split("  ")[1].split()[0])
    assert len(at.rows(LINES)) == number
    at.pick_place(LIST, 0)
    assert at.selected(LIST)[0] != about


def test_a_framework_of_ones_own_goes_out_and_comes_in(at_example, tmp_path, monkeypatch):
    at, path = at_example, tmp_path / "our own.xlsx"
    choose_files(monkeypatch, path)
    go(at, ToFrameworks("wood-issues"))
    at.press("Template from this one")
    at.press("Take one in")
    own = [row[0] for row in at.rows(LIST) if "your own, " in row[0]]
    assert len(own) == 1
    workbook = openpyxl.load_workbook(path)
    workbook["Lines"]["A3"] = ""
    workbook.save(path)
    at.press("Take one in")
    assert "Row 3 of “Lines” has no id" in at.top.notices.records.pop().message


def test_an_empty_template_is_written(at_empty, tmp_path, monkeypatch):
    choose_files(monkeypatch, tmp_path / "ours.xlsx")
    go(at_empty, ToFrameworks())
    at_empty.press("Empty template")
    assert "Lines" in openpyxl.load_workbook(tmp_path / "ours.xlsx").sheetnames


def test_calling_the_choice_off_takes_nothing_in(at_empty, monkeypatch):
    choose_files(monkeypatch)
    go(at_empty, ToFrameworks())
    before = at_empty.rows(LIST)
    at_empty.press("Take one in")
    assert at_empty.rows(LIST) == before
