"""Old workbooks: values by one reader, their looks by another laid over them."""

from __future__ import annotations

import shutil
import subprocess
from types import SimpleNamespace

import openpyxl
import pytest
import xlrd
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from scrutineer.exchange import fast, old_xls
from tests.conftest import RETURNS
from tests.exchange.made import saved

TRUST = RETURNS / "s11-hospital-trust.xls"
TEXT, NUMBER, ERROR = 1, 2, 5


def looks(cells: dict[tuple[int, int], tuple[int, int]], notes=None, hidden_rows=(), hidden_columns=(), name="Return"):
    """A sheet as xlrd tells it: by place from nought its kind and style. Styles: 0 plain, 1 red, 2 white, 3 per cent,
    4 a pattern that is no solid colour."""
    rows = {row for row, _ in cells}
    last = 1 + max((column for _, column in cells), default=0)
    empty = (0, 0)
    return SimpleNamespace(
        name=name, merged_cells=[], nrows=1 + max(rows, default=0), row_len=lambda _row: last,
        cell_type=lambda row, column: cells.get((row, column), empty)[0],
        cell_value=lambda _row, _column: 0x07,
        cell_xf_index=lambda row, column: cells.get((row, column), empty)[1],
        cell_note_map={place: SimpleNamespace(text=text) for place, text in (notes or {}).items()},
        rowinfo_map={row: SimpleNamespace(hidden=row in hidden_rows) for row in (0, 1, 2, 3)},
        colinfo_map={column: SimpleNamespace(hidden=column in hidden_columns) for column in (0, 1, 2)},
    )  # fmt: skip


def style(colour: int = 64, pattern: int = 1, key: int = 0):
    return SimpleNamespace(
        background=SimpleNamespace(pattern_colour_index=colour, fill_pattern=pattern), format_key=key
    )


@pytest.fixture
def read(monkeypatch):
    def _read(sheet, rows: list, dated: tuple = ()) -> dict:
        book = SimpleNamespace(
            sheets=lambda: [sheet], xf_list=[style(), style(10), style(9), style(key=9), style(10, pattern=4)],
            colour_map={9: (255, 255, 255), 10: (255, 0, 0), 64: None},
            format_map={0: SimpleNamespace(format_str="General"), 9: SimpleNamespace(format_str="0%")},
        )  # fmt: skip
        marks = [[*place, "date", "", "", False] for place in dated]
        values = {"sheets": [{"name": "Return", "visible": True, "rows": rows, "marks": marks, "merges": []}]}
        monkeypatch.setattr(fast, "read", lambda _content: values)
        monkeypatch.setattr(xlrd, "open_workbook", lambda **_: book)
        return old_xls.read(b"x")["sheets"][0]

    return _read


def test_a_real_one_has_its_values_comments_and_what_is_hidden():
    raw = old_xls.read(TRUST.read_bytes())
    assert raw["looks"] is True
    assert [each["name"] for each in raw["sheets"]] == [
        each["name"] for each in fast.read(TRUST.read_bytes())["sheets"]
    ]
    first = next(each for each in raw["sheets"] if each["name"] == "Section 11")
    assert [(row, column) for row, column, _, _, comment, _ in first["marks"] if comment] == [(29, 3), (30, 3)]
    assert first["hidden_rows"] == [15, 56, 57]


def test_colours_comments_percentages_and_what_is_hidden_are_laid_over_the_values(read):
    cells = {
        (0, 0): (TEXT, 1),
        (0, 1): (TEXT, 2),
        (1, 0): (NUMBER, 3),
        (1, 1): (TEXT, 3),
        (2, 0): (0, 1),
        (2, 1): (TEXT, 4),
    }
    sheet = read(
        looks(cells, {(0, 1): "see below"}, hidden_rows=(1,), hidden_columns=(2,)), [[1, ["a", "b"]], [2, [0.29, "n"]]]
    )
    assert sorted(sheet["marks"]) == [
        [1, 1, "", "FF0000", "", False], [1, 2, "", "", "see below", False], [2, 1, "", "", "", True],
        [3, 1, "", "FF0000", "", False]]  # fmt: skip
    assert (sheet["hidden_rows"], sheet["hidden_columns"]) == ([2], [3])


def test_a_day_stays_a_day_and_is_no_percentage(read):
    sheet = read(
        looks({(0, 0): (NUMBER, 3), (0, 1): (NUMBER, 1)}), [[1, ["2026-05-14", "2026-05-15"]]], ((1, 1), (1, 2))
    )
    assert sorted(sheet["marks"]) == [[1, 1, "date", "", "", False], [1, 2, "date", "FF0000", "", False]]


def test_an_error_has_a_text_wherever_it_stands(read):
    """The fast reader leaves an error cell blank: a blank row would be no row, and the error never told."""
    cells = {(0, 0): (TEXT, 0), (0, 3): (ERROR, 0), (2, 1): (ERROR, 0), (5, 0): (TEXT, 0)}
    sheet = read(looks(cells), [[1, ["a"]], [6, ["z"]]])
    assert sheet["rows"] == [[1, ["a", None, None, "#DIV/0!"]], [3, [None, "#DIV/0!"]], [6, ["z"]]]
    assert sorted(sheet["marks"]) == [[1, 4, "error", "", "", False], [3, 2, "error", "", "", False]]


def test_a_sheet_that_the_second_reader_does_not_know_keeps_its_values(read):
    sheet = read(looks({(0, 0): (TEXT, 1)}, name="Another"), [[1, ["a"]]])
    assert (sheet["rows"], sheet["marks"]) == ([[1, ["a"]]], [])


@pytest.mark.parametrize("raised", [xlrd.XLRDError("unknown record"), IndexError("list index"), AssertionError()])
def test_what_the_second_reader_cannot_open_is_read_for_its_values_alone(monkeypatch, raised):
    def fails(**_: object) -> None:
        raise raised

    monkeypatch.setattr(xlrd, "open_workbook", fails)
    raw = old_xls.read(TRUST.read_bytes())
    assert "looks" not in raw
    assert raw == fast.read(TRUST.read_bytes())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed on this machine")
def test_one_saved_by_libreoffice_keeps_its_looks(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["a", 0.29, "=NA()", 3])
    sheet["A1"].fill = PatternFill("solid", fgColor="FF00B050")
    sheet["B1"].number_format = "0%"
    sheet["D1"].comment = Comment("see below", "")
    (tmp_path / "made.xlsx").write_bytes(saved(book))
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xls", "--outdir",
                    str(tmp_path), str(tmp_path / "made.xlsx")], check=True, capture_output=True, timeout=180)  # fmt: skip
    (got,) = old_xls.read((tmp_path / "made.xls").read_bytes())["sheets"]
    marks = {column: mark for _, column, *mark in got["marks"]}
    assert marks[1][1]
    assert marks[2][3] is True
    assert marks[3][0] == "error"
    assert marks[4][2] == "see below"
