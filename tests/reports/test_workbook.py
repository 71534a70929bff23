"""A report as a workbook: tables to sort and filter, print set up, and no text that becomes a formula."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from scrutineer.reports.document import Look, Section
from scrutineer.reports.workbook import MOST_IN_A_CELL, render, sheet_names
from tests.reports.documents import EVERY_BLOCK, MADE, document, grid_of
from tests.reports.office import pages_of


def opened(given_document=EVERY_BLOCK):
    return openpyxl.load_workbook(io.BytesIO(render(given_document, MADE)))


def rows(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_each_table_is_a_sheet_with_its_caption_its_head_and_its_rows():
    book = opened()
    assert book.sheetnames == ["About", *sheet_names(EVERY_BLOCK)]
    assert book.sheetnames[1] == "1 Every challenge by reference"
    assert rows(book.worksheets[1]) == [
        ["Every challenge by reference", None, None, None],
        ["Reference", "Title", "Days", "Status"],
        ["26-001", "Thresholds differ", 7, "Overdue by 3 days"],
        ["26-002", "=SUM(A1)", 12, "+44 is no number"],
        ["26-003", "Held back", None, "Closed"],
    ]


def test_the_first_sheet_says_what_it_is_and_holds_every_other_word():
    words = [value for row in rows(opened()["About"]) for value in row if value]
    for said in ("Challenge report", "Testshire Safeguarding Children Partnership", "For the partners and the chair",
                 "Partner edition, version 2, 26 November 2026", "Draft", "Cycle 2", "What was replied", "We never did.",
                 "3 challenges and 5 replies are not in this edition."):  # fmt: skip
        assert said in words


def test_a_table_can_be_read_filtered_and_printed():
    sheet = opened().worksheets[1]
    assert sheet.freeze_panes == "B3"
    assert sheet.auto_filter.ref == "A2:D5"
    assert sheet.print_title_rows == "$2:$2"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert all(cell.alignment.wrap_text for row in sheet["A2:D5"] for cell in row)
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["C"].width


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", '=HYPERLINK("http://x")', "\t=1", "012", "1e5", "26-001"])
def test_text_stays_text_even_once_it_is_edited(text):
    sheet = opened(document(Section("s", "S", (grid_of("G", (text, "b"), head=("h", "i")),)))).worksheets[1]
    cell = sheet["A3"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix is (text[0] in "=+-@")


def test_a_number_is_one_so_that_it_sorts():
    sheet = opened(
        document(Section("s", "S", (grid_of("G", ("9", "0"), ("10", "9434765919"), head=("h", "i")),)))
    ).worksheets[1]
    assert [cell.value for cell in sheet["A"][2:]] == [9, 10]
    assert [cell.value for cell in sheet["B"][2:]] == [0, "9434765919"]  # too long for a count: a number of somebody's


def test_links_lead_within_the_workbook():
    book = opened()
    register = book.worksheets[1]
    assert register["A3"].hyperlink.location.startswith("'About'!")
    assert register["A4"].hyperlink is None  # what it led to is not in this document
    led = [cell for row in book["About"].iter_rows() for cell in row if cell.hyperlink]
    assert "'1 Every challenge by reference'!A1" in {cell.hyperlink.location for cell in led}
    assert not any(cell.hyperlink.target for cell in led)


def test_sheets_are_named_apart_whatever_their_captions():
    tables = tuple(
        grid_of(caption, ("a", "b")) for caption in ("A: [odd]/name?*\\", "Same " * 20, "same " * 20, "", "'x'")
    )
    names = opened(document(Section("s", "S", tables))).sheetnames
    assert len({name.lower() for name in names}) == 6
    assert all(0 < len(name) <= 31 for name in names)


def test_a_text_longer_than_a_cell_goes_on_below():
    long = "y" * (MOST_IN_A_CELL + 10)
    sheet = opened(document(Section("s", "S", (grid_of("G", ("a", long), ("b", "c"), head=("h", "i")),)))).worksheets[1]
    assert [len(cell.value) for cell in sheet["B"][2:]] == [MOST_IN_A_CELL, 10, 1]
    assert [cell.value for cell in sheet["A"][2:]] == ["a", None, "b"]


def test_facts_stay_beside_each_other_on_the_first_sheet():
    book = opened(document(Section("s", "S", (grid_of("Known", ("Cycle", "two"), look=Look.FACTS),))))
    assert book.sheetnames == ["About"]
    assert ["Cycle", "two"] in rows(book["About"])


def test_its_properties_name_nobody_and_say_when_it_was_made():
    about = opened().properties
    assert not any((about.creator, about.lastModifiedBy, about.description, about.keywords))
    assert (about.title, about.language) == ("Challenge report", "en-GB")
    assert about.created == about.modified == MADE.replace(tzinfo=None)
    with zipfile.ZipFile(io.BytesIO(render(EVERY_BLOCK, MADE))) as archive:
        assert b"Microsoft" not in archive.read("docProps/app.xml")
        assert b"openpyxl" not in b"".join(map(archive.read, archive.namelist()))


def test_an_office_opens_it_and_prints_the_marking_on_every_page(tmp_path):
    pages = pages_of(render(EVERY_BLOCK, MADE), "xlsx", tmp_path)
    assert len(pages) == 7
    assert all("For the partners and the chair" in page and EVERY_BLOCK.footer in page for page in pages)
