"""Errors, percentages, merges, colours, comments and hidden rows of an ods that LibreOffice itself has saved."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from scrutineer.exchange import reader
from tests.exchange.made import saved

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    if SOFFICE is None:
        pytest.skip("LibreOffice is not on this machine, and an ods that it saved is what this looks at")
    folder: Path = tmp_path_factory.mktemp("ods")
    book = openpyxl.Workbook()
    made = book.active
    made.title = "Audit"
    for row in (["Ref", "Score", "Share"], ["1.1", "=1/0", 0.29], ["1.2", '=IF(1=1,"","x")', None], ["1.3", 2, None],
                ["1.4", None, None], ["1.5", 3, None], ["Mean", "=AVERAGE(B5:B6)", None]):  # fmt: skip
        made.append(row)
    made["C2"].number_format = "0%"
    made["B5"].fill = PatternFill("solid", fgColor="00B050")
    made["B6"].comment = Comment("we think 2", "")
    made.merge_cells("A4:A5")
    made.row_dimensions[6].hidden = True
    made.column_dimensions["C"].hidden = True
    (folder / "a.xlsx").write_bytes(saved(book))
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "ods", "--outdir",
         str(folder), str(folder / "a.xlsx")], check=True, capture_output=True, timeout=180)  # fmt: skip
    return reader.read_workbook("a.ods", (folder / "a.ods").read_bytes()).sheets[0]


def test_an_error_is_an_error_and_never_a_nought(sheet):
    cell = sheet.at(2, 2)
    assert (cell.kind, cell.number, cell.text[0]) == ("error", None, "#")


def test_a_formula_that_gives_nothing_is_a_blank(sheet):
    assert sheet.at(3, 2).kind == "blank"


def test_a_share_is_known_by_how_it_is_shown(sheet):
    assert (sheet.at(2, 3).text, sheet.at(2, 3).percent) == ("29%", True)


def test_colours_comments_merges_and_what_is_hidden_are_seen(sheet):
    assert sheet.at(5, 2).fill == "00B050"
    assert sheet.at(6, 2).comment == "we think 2"
    assert sheet.merges == ((4, 1, 5, 1),)
    assert (sheet.hidden_rows, sheet.hidden_columns) == ((6,), (3,))


def test_what_is_worked_out_from_the_rows_above_is_known(sheet):
    assert sheet.is_total(7, 2)
    assert not sheet.is_total(2, 2)
