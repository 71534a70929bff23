"""The send-back copy: cells ringed, a list added, and everything else as it came."""

from __future__ import annotations

import io
import re
import shutil
import subprocess

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import coordinate_to_tuple

from scrutineer.domain.corrections import Correction
from scrutineer.domain.grid import column_letters
from scrutineer.exchange import reader, send_back
from tests.conftest import RETURNS
from tests.exchange.made import MAIN, parts, with_parts, xlsx, zipped


def corrections(*places: str) -> list[Correction]:
    return [Correction(place, "=3 (was 2)", "Could mean two things.", "Please give one.") for place in places]


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
    def colour(_book, sheet) -> None:
        sheet["A1"].fill = PatternFill("solid", fgColor="FF00B050")

    strange = ("xl/embeddings/policy.docx", "xl/drawings/drawing1.xml", "xl/vbaProject.bin", "customXml/item1.xml")
    before = with_parts(xlsx((2,), change=colour), {name: b"as it was " + name.encode() for name in strange})
    after = parts(send_back.ring_cells(before, corrections("Return!A1")))
    changed = {name for name, part in parts(before).items() if part != after[name]}
    assert changed == {
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "[Content_Types].xml",
    }
    assert set(after) - set(parts(before)) == {"xl/worksheets/scrutineer1.xml"}


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


SHEET = "xl/worksheets/sheet1.xml"


def opened(content: bytes, *places: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(send_back.ring_cells(content, corrections(*places))))


def ringed(sheet) -> list[str]:
    return [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.border.left.style == "thick"]


def test_a_file_that_leaves_out_the_places_of_its_cells_is_marked_rightly():
    content = xlsx(("Ref", "Score"), ("1.1", "2/3"), ("1.2", 3))
    bare = with_parts(content, {SHEET: re.sub(rb' r="[A-Z]*\d+"', b"", parts(content)[SHEET])})
    after = opened(bare, "Return!B2")["Return"]
    assert [[cell.value for cell in row] for row in after.iter_rows()] == [["Ref", "Score"], ["1.1", "2/3"], ["1.2", 3]]
    assert ringed(after) == ["B2"]


def test_a_file_without_styles_cannot_be_marked():
    assert not send_back.can_be_marked(zipped({"xl/workbook.xml": b"<workbook/>"}))
    assert not send_back.can_be_marked(zipped({"xl/styles.xml": b"<styleSheet><cellXfs/></styleSheet>"}))
    assert send_back.can_be_marked((RETURNS / "s11-police.xlsx").read_bytes())


@given(places=st.lists(st.tuples(st.integers(1, 60), st.integers(1, 800)), min_size=1, max_size=8))
@settings(max_examples=25, deadline=None)
def test_any_cells_are_ringed_and_no_others_and_every_value_stays(places):
    """Cells that the file does not hold are made in their order, or a spreadsheet calls the file damaged."""
    names = [f"{column_letters(column)}{row}" for row, column in places]
    content = xlsx(*((f"r{row}", None, row) for row in range(1, 8)))
    made = send_back.ring_cells(content, corrections(*(f"Return!{name}" for name in names)))
    after = openpyxl.load_workbook(io.BytesIO(made))["Return"]
    assert set(ringed(after)) == set(names)
    assert [[cell.value for cell in row[:3]] for row in after.iter_rows(max_row=7)] == [
        [f"r{row}", None, row] for row in range(1, 8)]  # fmt: skip
    rows = re.findall(rb'<row[^>]*? r="(\d+)"', parts(made)[SHEET])
    assert [int(row) for row in rows] == sorted({int(row) for row in rows})
    order = [
        coordinate_to_tuple(place.decode()) for place in re.findall(rb'<c[^>]*? r="([A-Z]+\d+)"', parts(made)[SHEET])
    ]
    assert order == sorted(set(order))


def test_a_cell_keeps_its_looks_and_cells_alike_share_one_style():
    def looks(_book, sheet) -> None:
        for place in ("A1", "B1"):
            sheet[place].fill = PatternFill("solid", fgColor="FF00B050")
            sheet[place].number_format = "0%"

    content = xlsx((0.5, 0.25, 3), change=looks)
    after = opened(content, "Return!A1", "Return!B1", "Return!C1", "Return!A1")["Return"]
    for place in ("A1", "B1"):
        assert (after[place].fill.fgColor.rgb, after[place].number_format) == ("FF00B050", "0%")
    assert ringed(after) == ["A1", "B1", "C1"]

    def styles(made: bytes) -> int:
        return int(re.search(rb'<cellXfs[^>]*count="(\d+)"', parts(made)["xl/styles.xml"])[1])

    made = send_back.ring_cells(content, corrections("Return!A1", "Return!B1", "Return!C1"))
    assert styles(made) == styles(content) + 2 + 3  # of the list: its lead, its headings, its lines


def test_corrections_of_a_sheet_or_place_that_is_not_there_are_listed_all_the_same():
    after = opened(xlsx((1,)), "Gone!A1", "Return!row 7", "Return!A1")
    assert ringed(after["Return"]) == ["A1"]
    assert [row[1].value for row in after["To correct"].iter_rows(min_row=4)] == ["A1", "row 7", "A1"]


def test_the_list_says_what_to_do_and_leads_to_each_cell():
    def quote(_book, sheet) -> None:
        sheet.title = "Chair's return"

    sheet = opened(xlsx((1,), change=quote), "Chair's return!A1")["To correct"]
    assert "ringed in red" in sheet["A1"].value
    assert [cell.value for cell in sheet[3]] == [
        "Sheet",
        "Cell",
        "What stands there",
        "What is wrong",
        "What would help",
    ]
    assert sheet["B4"].hyperlink.location == "'Chair''s return'!A1"


def test_the_copy_opens_on_the_list_alone():
    """Two sheets selected at once are typed into together."""

    def second(book, _sheet) -> None:
        book.create_sheet("Second").sheet_view.tabSelected = True

    after = opened(xlsx((1,), change=second), "Return!A1")
    assert after.active.title == "To correct"
    assert [sheet.title for sheet in after.worksheets if sheet.sheet_view.tabSelected] == ["To correct"]


def test_nothing_to_ring_is_a_copy_with_an_empty_list():
    after = opened(xlsx((1,)))
    assert ringed(after["Return"]) == []
    assert after["To correct"].max_row == 3


def test_a_text_that_no_workbook_can_hold_is_cleaned_and_a_formula_stays_a_text():
    typed = Correction("Return!A1", "=1+1\x00\x0b", "two\nlines", " spaced ")
    made = openpyxl.load_workbook(io.BytesIO(send_back.ring_cells(xlsx((1,)), [typed])))["To correct"]
    assert (made["C4"].value, made["C4"].data_type in {"s", "inlineStr"}) == ("=1+1", True)
    assert (made["D4"].value, made["E4"].value) == ("two\nlines", " spaced ")


def test_a_list_alone_holds_the_same_lines():
    listed = openpyxl.load_workbook(io.BytesIO(send_back.list_alone(corrections("A!B2", "A!C3")))).active
    assert [[cell.value for cell in row][:2] for row in listed.iter_rows()] == [
        ["Sheet", "Cell"],
        ["A", "B2"],
        ["A", "C3"],
    ]
    odd = Correction("A!B2", "3\x00", "", "x")
    again = openpyxl.load_workbook(io.BytesIO(send_back.list_alone([odd]))).active
    assert (again["C2"].value, again["D2"].value) == ("3", None)


def test_a_workbook_of_the_strict_kind_is_marked_in_its_own_namespace():
    strict = {MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main"}
    content = parts(xlsx((1,)))
    for name in ("xl/workbook.xml", "xl/styles.xml", SHEET):
        for old, new in strict.items():
            content[name] = content[name].replace(old.encode(), new.encode())
    made = parts(send_back.ring_cells(zipped(content), corrections("Return!A1")))
    assert strict[MAIN].encode() in made["xl/worksheets/scrutineer1.xml"]
    assert b'name="To correct"' in made["xl/workbook.xml"]


def test_the_list_is_a_page_to_print():
    content = (RETURNS / "s11-police.xlsx").read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(send_back.ring_cells(content, corrections("Section 11!F43"))))[
        "To correct"
    ]
    lead, heads, line = sheet["A1"], sheet[3], sheet[4]
    assert lead.value.endswith("Nothing else in it was changed.")
    assert "A1:E1" in {str(merged) for merged in sheet.merged_cells.ranges}
    assert lead.font.b
    assert all(cell.font.b and cell.fill.fgColor.rgb == "FFE3EEEC" for cell in heads)
    assert all(cell.alignment.wrap_text and cell.border.left.style == "thin" for cell in line)
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape", 1, 0)  # fmt: skip
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.row_dimensions[4].height >= 15
    pixels = sum(7 * dimension.width + 5 for dimension in sheet.column_dimensions.values())
    inches = 297 / 25.4 - sheet.page_margins.left - sheet.page_margins.right
    assert 11 * min(1, inches * 96 / pixels) >= 9


def test_the_list_alone_is_a_page_to_print():
    sheet = openpyxl.load_workbook(io.BytesIO(send_back.list_alone(corrections("Section 11!F43")))).active
    assert all(cell.font.b for cell in sheet[1])
    assert all(cell.alignment.wrap_text for cell in sheet[2])
    assert (sheet.page_setup.fitToWidth, sheet.print_title_rows) == (1, "$1:$1")
