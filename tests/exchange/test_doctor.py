"""The doctor: every hazard is told in words with its cells, and an ordinary workbook is left in peace."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from scrutineer.exchange import doctor, reader
from tests.conftest import RETURNS


def told(change, name: str = "made.xlsx") -> dict[str, tuple[str, ...]]:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Return"
    for row in (("Ref", "Question", "Score"), ("1.1", "A lead is named", 3), ("1.2", "Staff know", 2)):
        sheet.append(row)
    change(book, sheet)
    stream = io.BytesIO()
    book.save(stream)
    return kinds(reader.read_workbook(name, stream.getvalue()))


def kinds(workbook) -> dict[str, tuple[str, ...]]:
    return {finding.kind: finding.places for finding in doctor.hazards(workbook)}


def test_an_ordinary_workbook_has_no_hazards():
    assert told(lambda book, sheet: None) == {}


def put(place: str, value: object):
    def change(_book, sheet) -> None:
        sheet[place] = value
        if isinstance(value, str) and value.startswith("="):
            sheet[place].data_type = "s"

    return change


@pytest.mark.parametrize(("place", "value", "kind"), [
    ("C3", "2", "numbers typed as text"), ("C3", " 85% ", "numbers typed as text"),
    ("D3", "31.03.25", "dates typed as text"), ("D3", "14 May 2026", "dates typed as text"),
    ("D3", "03/04/2026", "dates that could be either"),
    ("D3", "=HYPERLINK(1)", "text that begins like a formula"), ("D3", "@SUM(1)", "text that begins like a formula"),
    ("D3", "- no further action", "text that begins like a formula"),
    ("D3", "ring 01632 960000", "personal data"), ("D3", "lead@example.org", "personal data"),
    ("D3", "x" * 9000, "very long texts"), ("C3", "Please select", "drop-downs left at their first choice"),
])  # fmt: skip
def test_what_one_text_brings_with_it(place, value, kind):
    assert told(put(place, value)) == {kind: (f"Return!{place}",)}


def test_numbers_dates_and_standards_that_are_in_order_are_not_told():
    assert told(put("D3", "1.2 Staff know")) == {}
    assert told(put("D3", "-3")) == {"numbers typed as text": ("Return!D3",)}


def test_formulas_errors_comments_and_merges_have_their_cells():
    def change(_book, sheet) -> None:
        sheet["C2"], sheet["C3"] = "=SUM(A1:A2)", "#REF!"
        sheet["C3"].data_type = "e"
        sheet["B2"].comment = Comment("see the audit", "")
        sheet["D2"] = "Leadership"
        sheet.merge_cells("D2:D3")

    found = told(change)
    assert found["formulas without a value"] == ("Return!C2",)
    assert found["errors"] == ("Return!C3",)
    assert found["comments"] == ("Return!B2",)
    assert found["merged answers"] == ("Return!D2:D3",)


def test_what_is_hidden_is_named():
    def change(book, sheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        book.create_sheet("Workings").sheet_state = "veryHidden"

    found = told(change)
    assert found["hidden rows"] == ("Return row 3",)
    assert found["hidden columns"] == ("Return column B",)
    assert found["hidden sheets"] == ("Workings",)


def test_the_identity_block_is_personal_data():
    book = openpyxl.Workbook()
    for row in (("Organisation:", "Police"), ("Name of person completing:", "Chief Superintendent"), ("Job title", "Head"),
                (), ("Ref", "Question", "Score"), ("1.1", "A lead is named", 3)):  # fmt: skip
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    assert kinds(reader.read_workbook("x.xlsx", stream.getvalue())) == {"personal data": ("Sheet!B2", "Sheet!B3")}


def test_drop_downs_are_read_with_their_choices():
    book = openpyxl.Workbook()
    sheet, lists = book.active, book.create_sheet("Lists")
    for number, text in enumerate(("Please select", "Met", "Not met"), 1):
        lists.cell(number, 1, text)
    far = DataValidation(type="list", formula1="Lists!$A$1:$A$3")
    near = DataValidation(type="list", formula1='"0,1,2"')
    sheet.add_data_validation(far)
    sheet.add_data_validation(near)
    far.add("C2:C9")
    near.add("D2")
    sheet["A1"] = "x"
    stream = io.BytesIO()
    book.save(stream)
    (got, _) = reader.read_workbook("x.xlsx", stream.getvalue()).sheets
    assert [(one.cells, one.choices) for one in got.drop_downs] == [
        ("C2:C9", ("Please select", "Met", "Not met")), ("D2", ("0", "1", "2"))]  # fmt: skip


def test_parts_that_are_no_cells_are_named_and_never_opened():
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    stream = io.BytesIO()
    book.save(stream)
    out = io.BytesIO()
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId8" Type="{rel}/package" Target="../embeddings/policy.docx"/>'
        f'<Relationship Id="rId9" Type="{rel}/drawing" Target="../drawings/drawing7.xml"/></Relationships>'
    )
    xdr = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    drawing = (
        f'<xdr:wsDr xmlns:xdr="{xdr}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor>'
        "<xdr:from><xdr:col>2</xdr:col><xdr:row>3</xdr:row></xdr:from><xdr:sp><xdr:txBody><a:p><a:r>"
        "<a:t>Our answer is 2</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
    )
    with zipfile.ZipFile(stream) as made, zipfile.ZipFile(out, "w") as file:
        for name in made.namelist():
            file.writestr(name, made.read(name))
        file.writestr("xl/worksheets/_rels/sheet1.xml.rels", rels)
        file.writestr("xl/embeddings/policy.docx", b"PK")
        file.writestr("xl/drawings/drawing7.xml", drawing)
        file.writestr(
            "xl/externalLinks/_rels/externalLink1.xml.rels", rels.replace("../embeddings/policy.docx", "last year.xlsx")
        )
        file.writestr("xl/vbaProject.bin", b"x")
    found = kinds(reader.read_workbook("x.xlsm", out.getvalue()))
    assert found["embedded files"] == ("Sheet policy.docx",)
    assert found["text boxes"] == ("Sheet!C4 “Our answer is 2”",)
    assert found["links to other files"] == ("last year.xlsx",)
    assert "macros" in found


def test_a_kind_read_for_its_values_alone_says_so():
    found = kinds(reader.read_workbook(*reader.load(RETURNS / "vcs-forum-self-assessment.ods")))
    assert found["colours and comments not read"] == (".ods",)


def test_an_old_workbook_is_read_with_its_comments_and_what_is_hidden():
    found = kinds(reader.read_workbook(*reader.load(RETURNS / "s11-hospital-trust.xls")))
    assert "colours and comments not read" not in found
    assert found["comments"] == ("Section 11!C29", "Section 11!C30")
    assert found["hidden rows"] == tuple(f"Section 11 row {row}" for row in (15, 56, 57))


def test_a_file_formatted_to_the_last_row_is_told_and_read():
    from tests.exchange.test_reader import DATA

    book = reader.read_workbook(*reader.load(DATA / "formatted-to-the-last-row.xlsx"))
    (place,) = kinds(book)["formatted far beyond its last row"]
    assert place.startswith("Sheet, 1,048,576 rows claimed")
    assert len(book.sheets[0].rows()) == 24


@pytest.mark.parametrize(("content", "rows"), [
    ("No;Answer\n1.1;yes, with delay, and more, and more\n".encode("utf-16"), 2),
    (b"No;Answer\n1.1;a, b, c\n1.2;d, e\n", 2 + 1), (b"sep=|\nNo|Answer\n1.1|x;y\n", 3),
    (b'No,Answer\n1.1,"two\nlines"\n', 2),
])  # fmt: skip
def test_csv_is_parted_by_the_mark_that_makes_rows_agree(content, rows):
    sheet = reader.read_workbook("x.csv", content).sheets[0]
    assert len(sheet.rows()) == rows
    assert sheet.columns() == (1, 2)
