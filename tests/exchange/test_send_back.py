"""The send-back copy: cells ringed, a list added, and everything else as it came."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from scrutineer.domain.corrections import Correction
from scrutineer.exchange import reader, send_back
from tests.conftest import RETURNS


def corrections(*places: str) -> list[Correction]:
    return [Correction(place, "=3 (was 2)", "Could mean two things.", "Please give one.") for place in places]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", ["s11-police.xlsx", "s11-moderation-matrix.xlsx", "school-audit-hillcrest.xlsx"])
def test_the_cells_are_ringed_and_all_values_and_looks_stay(name):
    content = (RETURNS / name).read_bytes()
    before = openpyxl.load_workbook(io.BytesIO(content))
    title = before.sheetnames[0]
    made = send_back.ring_cells(content, corrections(f"{title}!B5", f"{title}!XB700"))
    after = openpyxl.load_workbook(io.BytesIO(made))
    assert after.sheetnames == [*before.sheetnames, "To correct"]
    assert after.active.title == "To correct"
    for sheet in before.worksheets:
        again = after[sheet.title]
        assert again.sheet_state == sheet.sheet_state
        assert sorted(map(str, again.merged_cells.ranges)) == sorted(map(str, sheet.merged_cells.ranges))
        for row in sheet.iter_rows():
            for cell in row:
                same = again[cell.coordinate]
                assert (same.value, same.fill.fgColor.rgb, same.number_format) == (
                    cell.value,
                    cell.fill.fgColor.rgb,
                    cell.number_format,
                )
                ringed = same.border.left.style == "thick" and same.border.left.color.rgb == "FFC00000"
                assert ringed == (cell.coordinate == "B5" and sheet.title == title) or cell.border.left.style == "thick"
    assert after[title]["XB700"].border.top.style == "thick"
    listed = [cell.value for cell in after["To correct"][4]]
    assert listed == [title, "B5", "=3 (was 2)", "Could mean two things.", "Please give one."]
    assert after["To correct"]["C4"].data_type == "s" or after["To correct"]["C4"].data_type == "inlineStr"


def test_what_a_library_would_drop_is_carried_byte_for_byte():
    book = openpyxl.Workbook()
    book.active["A1"] = 2
    book.active["A1"].fill = PatternFill("solid", fgColor="FF00B050")
    stream = io.BytesIO()
    book.save(stream)
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as made, zipfile.ZipFile(out, "w") as file:
        for name in made.namelist():
            file.writestr(name, made.read(name))
        for name in (
            "xl/embeddings/policy.docx",
            "xl/drawings/drawing1.xml",
            "xl/vbaProject.bin",
            "customXml/item1.xml",
        ):
            file.writestr(name, b"as it was " + name.encode())
    before = parts(out.getvalue())
    after = parts(send_back.ring_cells(out.getvalue(), corrections("Sheet!A1")))
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "[Content_Types].xml",
    }
    assert set(after) - set(before) == {"xl/worksheets/scrutineer1.xml"}


def test_a_copy_can_be_read_and_marked_again():
    content = (RETURNS / "s11-police.xlsx").read_bytes()
    once = send_back.ring_cells(content, corrections("Section 11!F43"))
    twice = send_back.ring_cells(once, corrections("Section 11!F43"))
    first, second = reader.read_workbook("a.xlsx", content), reader.read_workbook("b.xlsx", twice)
    assert [sheet.name for sheet in second.sheets][-2:] == ["To correct", "To correct 2"]
    assert second.sheets[0].values == first.sheets[0].values


def test_a_kind_that_cannot_be_marked_gets_the_list_alone():
    made = openpyxl.load_workbook(io.BytesIO(send_back.list_alone(corrections("Section 11!F43"))))
    assert made.sheetnames == ["To correct"]
    assert (made.active["C2"].value, made.active["C2"].data_type) == ("=3 (was 2)", "s")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed on this machine")
def test_libreoffice_opens_a_copy_and_shows_the_same(tmp_path):
    content = (RETURNS / "s11-police.xlsx").read_bytes()
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(send_back.ring_cells(content, corrections("Section 11!F43", "Section 11!F63")))
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "ods", "--outdir",
                    str(tmp_path), str(copy)], check=True, capture_output=True, timeout=180)  # fmt: skip
    opened = reader.read_workbook(*reader.load(tmp_path / "copy.ods"))
    assert opened.sheets[-1].name == "To correct"
    assert opened.sheets[0].text(43, 6) == "see evidence tab"


def test_a_file_that_leaves_out_the_places_of_its_cells_is_marked_rightly():
    import re

    book = openpyxl.Workbook()
    for row in (("Ref", "Score"), ("1.1", "2/3"), ("1.2", 3)):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as made, zipfile.ZipFile(out, "w") as file:
        for name in made.namelist():
            part = made.read(name)
            file.writestr(name, re.sub(rb' r="[A-Z]*\d+"', b"", part) if name.startswith("xl/worksheets/") else part)
    after = openpyxl.load_workbook(io.BytesIO(send_back.ring_cells(out.getvalue(), corrections("Sheet!B2"))))
    assert [[cell.value for cell in row] for row in after["Sheet"].iter_rows()] == [
        ["Ref", "Score"],
        ["1.1", "2/3"],
        ["1.2", 3],
    ]
    ringed = [
        cell.coordinate for row in after["Sheet"].iter_rows() for cell in row if cell.border.left.style == "thick"
    ]
    assert ringed == ["B2"]


def test_a_file_without_styles_cannot_be_marked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("xl/workbook.xml", b"<workbook/>")
    assert not send_back.can_be_marked(out.getvalue())
    assert send_back.can_be_marked((RETURNS / "s11-police.xlsx").read_bytes())
