"""Strangers' files: refused in words, read within bounds, never run."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from scrutineer.errors import UserError
from scrutineer.exchange import apart, plain, reader, sniff, suggest
from scrutineer.exchange.documents import document_text
from tests.conftest import RETURNS

DATA = Path(__file__).parent.parent / "data"


def book(**cells: object) -> bytes:
    made = openpyxl.Workbook()
    for place, value in cells.items():
        made.active[place] = value
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def read(content: bytes, name: str = "x.xlsx"):
    return reader.read_workbook(name, content)


@pytest.mark.parametrize(
    ("name", "words", "advice"),
    [("empty.xlsx", "is empty", "again"), ("not-a-workbook.xlsx", "not a workbook", "Open it"),
     ("cut-short.xlsx", "cut short", "sent again"), ("password-protected.xlsx", "password", "without a password")],
)  # fmt: skip
def test_bad_files_are_refused_in_words(name, words, advice):
    with pytest.raises(UserError, match=words) as told:
        reader.read_workbook(*reader.load(DATA / "bad" / name))
    assert "Nothing was changed" in told.value.message
    assert advice in told.value.advice


def test_a_missing_file_is_said_so(tmp_path):
    with pytest.raises(UserError, match="no file"):
        reader.load(tmp_path / "none.xlsx")
    with pytest.raises(UserError, match="is a folder"):
        reader.load(tmp_path)


def test_a_workbook_formatted_to_the_last_row_is_read_by_its_cells():
    workbook = reader.read_workbook(*reader.load(DATA / "formatted-to-the-last-row.xlsx"))
    assert len(workbook.sheets[0].rows()) == 24


def test_formulas_in_text_stay_text():
    workbook = reader.read_workbook(*reader.load(DATA / "formulas-in-text.xlsx"))
    kinds = {cell.kind for _, _, cell in workbook.cells() if "cmd" in cell.text or cell.text.startswith("=")}
    assert kinds <= {"text", "lost"}
    findings = " ".join(finding.text for finding in suggest.suggest(workbook).findings)
    assert "nothing is run" in findings


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "parts",
    [{"xl/workbook.xml": b"0" * 60_000_000}, {"../evil.xml": b"x", "xl/workbook.xml": b"x"}, {"/etc/x": b"x", "xl/workbook.xml": b"x"},
     {"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, {f"p{n}": b"" for n in range(5001)}],
    ids=["bomb", "climbs out", "absolute", "dtd", "too many parts"],
)  # fmt: skip
def test_hostile_zips_are_refused(parts):
    with pytest.raises(UserError, match="harm this computer"):
        read(zipped(parts))


def test_a_zip_that_is_no_workbook_is_said_so():
    with pytest.raises(UserError, match="holds no workbook"):
        read(zipped({"letter.txt": b"hello"}))


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(apart, "TIME_LIMIT", 0.001)
    with pytest.raises(UserError, match="reading was stopped"):
        read(book(A1="x"))


def test_a_reader_that_fails_is_a_sentence():
    with pytest.raises(UserError, match="damaged"):
        read(zipped({"xl/workbook.xml": b"<nonsense", "[Content_Types].xml": b"<nonsense"}))


def test_what_a_cell_holds_is_told_apart():
    made = openpyxl.Workbook()
    sheet = made.active
    sheet["A1"], sheet["A2"], sheet["A3"], sheet["A4"] = "=1/0", "#REF!", 0.25, True
    sheet["A2"].data_type = "e"
    sheet["A3"].number_format = "0%"
    sheet["A5"].fill = PatternFill("solid", fgColor="FF00B050")
    sheet["A6"] = "n"
    sheet["A6"].comment = Comment("see\u00a0below", "")
    sheet["A7"].fill = PatternFill("solid", fgColor=Color(theme=4))
    sheet["A8"].fill = PatternFill("solid", fgColor="FFFFFFFF")
    stream = io.BytesIO()
    made.save(stream)
    (got,) = read(stream.getvalue()).sheets
    assert (got.at(1, 1).kind, got.at(2, 1).kind, got.at(4, 1).kind) == ("lost", "error", "flag")
    assert (got.at(3, 1).text, got.at(3, 1).percent, got.at(3, 1).number) == ("25%", True, 0.25)
    assert (got.at(5, 1).fill, got.at(5, 1).kind) == ("00B050", "blank")
    assert got.at(6, 1).comment == "see\u00a0below"
    assert len(got.at(7, 1).fill) == 6
    assert got.at(8, 1).kind == "blank"


@pytest.mark.parametrize(
    ("content", "cells"),
    [("No;Standard\n1.1;Café\n".encode("cp1252"), ["No", "Standard", "1.1", "Café"]),
     ("\ufeffNo,Standard\n1.1,Café\n".encode(), ["No", "Standard", "1.1", "Café"]),
     (b"No\tStandard\n1.1\tx\n", ["No", "Standard", "1.1", "x"])],
)  # fmt: skip
def test_csv_in_the_ways_people_save_it(content, cells):
    assert [cell.text for _, _, cell in read(content, "x.csv").cells()] == cells


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


def test_text_is_found_inside_documents():
    folder = RETURNS / "documents"
    for name, words in (("executive-minutes-may.txt", "nights and weekends"), ("practitioner-survey.csv", "escalation route"),
                        ("icb-letter.docx", "now rostered on weekdays"), ("dip-sample-november.pdf", "absent from 3 of 20")):  # fmt: skip
        assert words in document_text(name, (folder / name).read_bytes()).text.replace("\r\n", " ")
    assert "named and known" in document_text("m.xlsx", (RETURNS / "s11-moderation-matrix.xlsx").read_bytes()).text


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", b"%PDF-1.7 broken"), ("a.docx", b"PK broken"), ("a.xlsx", b""), ("a.jpg", b"\xff\xd8")],
)
def test_what_cannot_be_read_is_kept_with_a_note(name, content):
    found = document_text(name, content)
    assert found.text == ""
    assert found.note


def read_both_ways(content: bytes) -> tuple[dict, dict]:
    from scrutineer.exchange import fast, full

    def by_place(raw: dict) -> dict:
        found = {}
        for sheet in raw["sheets"]:
            values = {(n, c): v for n, row in sheet["rows"] for c, v in enumerate(row, 1) if v is not None}
            found[sheet["name"]] = (values, sorted(sheet["marks"]), sorted(sheet["merges"]), sheet["visible"])
        return found

    return by_place(full.read(content)), by_place(fast.read(content))


def test_the_fast_way_reads_the_same():
    import datetime

    made = openpyxl.Workbook()
    sheet = made.active
    when = datetime.date(2026, 5, 14)
    values = ("text", " spaced ", "0", 0, 1.5, -3, 1e20, True, when, "n/a", "line\nbreak", "not a formula", "é ✓")
    for number, value in enumerate(values, 3):
        sheet.cell(number, number % 5 + 2, value)
    sheet.merge_cells("A1:C2")
    made.create_sheet("Hidden").append(["x"])
    made["Hidden"].sheet_state = "hidden"
    stream = io.BytesIO()
    made.save(stream)
    assert plain.is_plain(stream.getvalue())
    in_full, quickly = read_both_ways(stream.getvalue())
    assert in_full == quickly


@pytest.mark.parametrize("name", sorted(path.name for path in RETURNS.glob("*.xlsx")))
def test_a_workbook_is_read_fast_only_where_nothing_is_lost(name):
    content = (RETURNS / name).read_bytes()
    if plain.is_plain(content):
        in_full, quickly = read_both_ways(content)
        assert in_full == quickly


def test_what_the_fast_way_would_lose_is_read_in_full():
    made = openpyxl.Workbook()
    for change in ("fill", "comment", "percent", "formula", "error", "hidden", "far"):
        made = openpyxl.Workbook()
        cell = made.active["B2"]
        cell.value = 0.5
        if change == "fill":
            cell.fill = PatternFill("solid", fgColor="FF00B050")
        elif change == "comment":
            cell.comment = Comment("see", "")
        elif change == "percent":
            cell.number_format = "0%"
        elif change == "formula":
            cell.value = "=1+1"
        elif change == "error":
            cell.value, cell.data_type = "#REF!", "e"
        elif change == "hidden":
            made.active.row_dimensions[2].hidden = True
        else:
            made.active["XFD1"] = 1
        stream = io.BytesIO()
        made.save(stream)
        assert not plain.is_plain(stream.getvalue()), change
    assert not plain.is_plain((DATA / "formatted-to-the-last-row.xlsx").read_bytes())


def test_nothing_in_the_current_folder_is_run(tmp_path, monkeypatch):
    """A file beside the workbook that bears a library's name must not be imported by the reading process."""
    (tmp_path / "openpyxl.py").write_text("raise SystemExit(9)")
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert read(book(A1="x")).sheets[0].text(1, 1) == "x"


def test_kinds_are_told_by_content_not_by_name():
    assert sniff.kind_of("x.csv", book(A1="x")) == "xlsx"
    assert sniff.kind_of("x.xlsx", (RETURNS / "s11-hospital-trust.xls").read_bytes()) == "xls"
    assert sniff.kind_of("x", (RETURNS / "vcs-forum-self-assessment.ods").read_bytes()) == "ods"


def test_a_workbook_with_two_parts_of_one_name_is_not_read_the_fast_way():
    stream = io.BytesIO(book(A1="v1"))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/Worksheets/Sheet1.xml", b"<worksheet/>")
    assert not plain.is_plain(stream.getvalue())
    assert read(stream.getvalue()).sheets[0].rows() == read(book(A1="v1")).sheets[0].rows()


def test_what_the_fast_way_cannot_open_is_still_read_in_full(monkeypatch):
    from scrutineer.exchange import child, fast

    def panic(content: bytes) -> dict:
        raise BaseException("a reader that panics")

    monkeypatch.setattr(fast, "read", panic)
    assert child.read("xlsx", book(A1="v1"))["sheets"][0]["rows"][0] == (1, ["v1"])


def test_a_stored_nought_of_a_formula_is_a_value_and_only_a_missing_one_is_lost():
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book(A1="score", A2="=1-1", A3="=1+1"))) as made,
        zipfile.ZipFile(stream, "w") as out,
    ):
        for name in made.namelist():
            part = made.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert b"<f>1-1</f><v />" in part or b"<f>1-1</f><v/>" in part or b"<f>1-1</f><v></v>" in part
                part = re.sub(rb"(<f>1-1</f>)<v ?(?:/>|></v>)", rb"\1<v>0</v>", part)
            out.writestr(name, part)
    sheet = read(stream.getvalue()).sheets[0]
    assert (sheet.at(2, 1).kind, sheet.at(2, 1).number) == ("number", 0.0)
    assert sheet.at(3, 1).kind == "lost"


def test_an_old_workbook_that_is_encrypted_asks_for_a_copy_without_a_password():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    begins = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12)
    write_protected = b"\x86\x00\x00\x00"
    with pytest.raises(UserError, match="needs a password"):
        sniff.kind_of("x.xls", ole + begins + write_protected + b"\x2f\x00\x06\x00" + bytes(600))
    assert sniff.kind_of("x.xls", ole + begins + b"\x42\x00\x02\x00" + bytes(600)) == "xls"
    assert sniff.kind_of("x.xls", ole) == "xls"
