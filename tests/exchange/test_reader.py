"""Strangers' files: refused in words, read within bounds, never run."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty

from scrutineer.domain.grid import Extra
from scrutineer.errors import UserError
from scrutineer.exchange import apart, plain, reader, suggest
from tests.conftest import RETURNS
from tests.exchange.made import saved, with_parts, xlsx, zipped

DATA = Path(__file__).parent.parent / "data"


def read(content: bytes, name: str = "x.xlsx"):
    return reader.read_workbook(name, content)


@pytest.mark.parametrize(
    ("name", "words", "advice"),
    [("empty.xlsx", "is empty", "again"), ("not-a-workbook.xlsx", "not a workbook", "Open it"),
     ("cut-short.xlsx", "cut short", "sent again"), ("password-protected.xlsx", "password", "without a password")],
)  # fmt: skip
def test_bad_files_are_refused_in_words(name, words, advice):
    with pytest.raises(UserError, match=words) as refused:
        reader.read_workbook(*reader.load(DATA / "bad" / name))
    assert "Nothing was changed" in refused.value.message
    assert advice in refused.value.advice


def test_a_missing_file_is_said_so(tmp_path):
    with pytest.raises(UserError, match="no file"):
        reader.load(tmp_path / "none.xlsx")
    with pytest.raises(UserError, match="is a folder"):
        reader.load(tmp_path)


def test_a_file_is_its_name_and_its_bytes(tmp_path):
    (tmp_path / "Rücklauf 2.csv").write_bytes(b"a;b\r\n\0")
    assert reader.load(tmp_path / "Rücklauf 2.csv") == ("Rücklauf 2.csv", b"a;b\r\n\0")


def test_a_workbook_says_what_it_is_and_is_known_by_its_bytes():
    content = xlsx(("a", 1))
    book = read(content, "their return.xlsx")
    assert (book.name, book.kind, book.looks_read) == ("their return.xlsx", "xlsx", True)
    assert book.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(("name", "looks"), [("vcs-forum-self-assessment.ods", True), ("s11-hospital-trust.xls", True)])
def test_whether_colours_and_comments_were_read_is_known(name, looks):
    assert reader.read_workbook(*reader.load(RETURNS / name)).looks_read is looks
    assert read(b"a,b\n", "x.csv").looks_read


def test_everything_that_is_known_of_a_workbook_is_carried_out_of_the_process():
    def change(book: openpyxl.Workbook, sheet) -> None:
        book.custom_doc_props.append(StringProperty(name="token", value="abc"))
        sheet["B2"] = 0.29
        sheet["B2"].number_format = "0%"
        sheet["B2"].comment = Comment("see", "")
        sheet.merge_cells("A3:A4")
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        book.create_sheet("Workings").sheet_state = "hidden"

    content = with_parts(xlsx(("a", "b"), ("c", None), ("d",), change=change), {"xl/vbaProject.bin": b"x"})
    book = read(content)
    shown, hidden = book.sheets
    assert (shown.name, shown.visible, hidden.visible) == ("Return", True, False)
    assert (shown.at(2, 2).text, shown.at(2, 2).number, shown.at(2, 2).comment) == ("29%", 0.29, "see")
    assert shown.merges == ((3, 1, 4, 1),)
    assert (shown.hidden_rows, shown.hidden_columns) == ((2,), (2,))
    assert shown.declared == (4, 2)
    assert book.properties == {"token": "abc"}
    assert book.extras == (Extra("macros"),)


def test_a_workbook_formatted_to_the_last_row_is_read_by_its_cells():
    workbook = reader.read_workbook(*reader.load(DATA / "formatted-to-the-last-row.xlsx"))
    assert len(workbook.sheets[0].rows()) == 24


def test_formulas_in_text_stay_text():
    workbook = reader.read_workbook(*reader.load(DATA / "formulas-in-text.xlsx"))
    kinds = {cell.kind for _, _, cell in workbook.cells() if "cmd" in cell.text or cell.text.startswith("=")}
    assert kinds <= {"text", "lost"}
    findings = " ".join(finding.text for finding in suggest.suggest(workbook).findings)
    assert "nothing is run" in findings


@pytest.mark.parametrize(("content", "name"), [
    (xlsx(), "x.xlsx"), (xlsx((" ",), (None, "\n")), "x.xlsx"), (b"\n", "x.csv"), (b" , \n,\n", "x.csv"),
])  # fmt: skip
def test_a_workbook_without_any_text_is_refused(content, name):
    with pytest.raises(UserError, match=r"holds no text in any cell\. Nothing was changed"):
        read(content, name)


def test_a_workbook_answered_by_colour_alone_is_not_empty():
    from openpyxl.styles import PatternFill

    def colour(_book: openpyxl.Workbook, sheet) -> None:
        sheet["A1"].fill = PatternFill("solid", fgColor="FF00B050")

    assert read(xlsx(change=colour)).sheets[0].at(1, 1).fill == "00B050"


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(apart, "TIME_LIMIT", 0.001)
    with pytest.raises(UserError, match="reading was stopped"):
        read(xlsx(("x",)))


@pytest.mark.parametrize("dies", [False, True])
def test_values_are_read_where_the_full_reader_takes_too_long_or_dies_and_it_is_said(dies, monkeypatch):
    ask = apart.ask

    def without_the_full_one(name, content, job, *details, share=1.0):
        if job in {"workbook", "workbook in full"}:
            if dies:
                return -9, b""
            raise apart.TookTooLong(name, "")
        return ask(name, content, job, *details, share=share)

    monkeypatch.setattr(apart, "ask", without_the_full_one)
    book = read(xlsx(("Ref", "Score"), ("1.1", 3)))
    assert (book.sheets[0].text(2, 2), book.looks_read) == ("3", False)
    assert any("for its values alone" in finding.text for finding in suggest.suggest(book).findings)


def test_a_reader_that_fails_is_a_sentence():
    with pytest.raises(UserError, match="damaged"):
        read(zipped({"xl/workbook.xml": b"<nonsense", "[Content_Types].xml": b"<nonsense"}))


@pytest.mark.parametrize(("code", "words"), [
    (3, "needs a password"), (4, "damaged"), (5, "far more room"), (-9, "far more room"), (1, "far more room"),
])  # fmt: skip
def test_however_the_reading_process_ends_it_is_a_sentence(monkeypatch, code, words):
    """Killed by the system for its memory, or crashed: it could say nothing itself."""
    monkeypatch.setattr(apart, "BOOT", f"import os, sys; sys.stdin.buffer.read(); os._exit({code & 255})")
    with pytest.raises(UserError, match=words) as refused:
        read(b"a,b\n", "x.csv")
    assert "Nothing was changed." in refused.value.message
    assert refused.value.advice


def test_a_process_that_dies_on_a_plain_workbook_is_followed_by_one_that_reads_it_in_full(monkeypatch):
    """The fast reader may take the process with it; the full one still has its turn."""
    content = xlsx(("Ref", "Score"), ("1.1", 3))
    assert plain.is_plain(content)
    dies = (
        "import sys, io, os; data = sys.stdin.buffer.read(); b'in full' not in data[:40] and os._exit(77); "
        "sys.stdin = io.TextIOWrapper(io.BytesIO(data)); "
    )
    monkeypatch.setattr(apart, "BOOT", apart.BOOT.replace("import sys; ", dies, 1))
    assert read(content).sheets[0].text(2, 2) == "3"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_workbook_that_would_fill_memory_is_refused(monkeypatch):
    grab = "import sys; from scrutineer.exchange import child; child.read = lambda *_, **__: bytes(child.MEMORY + 1)"
    monkeypatch.setattr(apart, "BOOT", apart.BOOT.replace("import sys", grab.split("; ", 1)[0], 1).replace(
        "from scrutineer.exchange.child import main", f"{grab.split('; ', 1)[1]}; from scrutineer.exchange.child import main"))  # fmt: skip
    with pytest.raises(UserError, match="far more room"):
        read(b"a,b\n", "x.csv")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed on this machine")
def test_a_workbook_saved_again_by_libreoffice_reads_the_same(tmp_path):
    for target in ("xlsx", "ods", "xls"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", target, "--outdir",
             str(tmp_path), str(RETURNS / "s11-probation.xlsx")], check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        again = reader.read_workbook(*reader.load(tmp_path / f"s11-probation.{target}"))
        before = reader.read_workbook(*reader.load(RETURNS / "s11-probation.xlsx"))
        for row in range(13, 66):
            assert (
                again.sheets[0].text(row, 6) == before.sheets[0].text(row, 6)
                or before.sheets[0].at(row, 6).kind == "lost"
            )


def test_nothing_in_the_current_folder_is_run(tmp_path, monkeypatch):
    """A file beside the workbook that bears a library's name must not be imported by the reading process."""
    (tmp_path / "openpyxl.py").write_text("raise SystemExit(9)")
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert read(xlsx(("x",))).sheets[0].text(1, 1) == "x"


def test_a_day_of_either_calendar_is_the_same_day():
    """Workbooks from old Macs count their days from 1904."""
    from datetime import date

    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    for epoch in (None, CALENDAR_MAC_1904):
        book = openpyxl.Workbook()
        book.epoch = epoch or book.epoch
        book.active["A1"], book.active["B1"] = date(2026, 5, 14), "x"
        for content in (saved(book), with_parts(saved(book), {"xl/comments/none.xml": b""})):
            cell = read(content).sheets[0].at(1, 1)
            assert (cell.text, cell.kind) == ("2026-05-14", "date")
