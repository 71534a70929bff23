"""The text of Word documents: rows stay rows, and what stands at the head and foot of the pages is read."""

from __future__ import annotations

import io
from datetime import date

from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutineer.domain.document_days import FIRST_PAGE, find_day
from scrutineer.exchange import documents
from scrutineer.exchange.documents import document_text
from tests.exchange.made import docx


def with_edges(header: str, footer: str, *paragraphs: str) -> bytes:
    """A letter with these words at the head and foot of its pages."""
    document, stream = Document(), io.BytesIO()
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].footer.paragraphs[0].text = footer
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(stream)
    return stream.getvalue()


def test_the_head_and_foot_of_pages_are_read_and_belong_to_the_first_page():
    document = document_text("a.docx", with_edges("Date: 5 May 2026", "Version 2", *["A long letter"] * 900))
    assert document.text.startswith("Date: 5 May 2026\nA long letter")
    assert document.text.endswith("Version 2")
    assert document.first_page.startswith("Date: 5 May 2026\n")
    assert document.first_page.endswith("\nVersion 2")
    assert len(document.first_page) <= FIRST_PAGE + 1


CELLS = st.sampled_from(
    ("Date", "Date: 12 March 2026", "12 March 2026", "DOB\n14 May 2012", "Date of meeting", "x", "")
)


@settings(max_examples=25)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4), st.booleans())
def test_no_cell_of_a_table_in_word_is_a_line_alone_or_makes_a_sure_day(rows, is_within):
    document, stream = Document(), io.BytesIO()
    document.add_paragraph("Chronology")
    table = document.add_table(0, 3)
    if is_within:
        table = table.add_row().cells[1].add_table(0, 3)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(stream)
    _, _, text = documents.text_inside("docx", stream.getvalue()).partition("\n")
    assert all(line.startswith("| ") for line in text.splitlines()[1:] if line), text
    assert find_day("Notes", text, None, date(2026, 11, 20)).sure is None


def test_a_letter_laid_out_in_a_box_keeps_its_lines_each_marked():
    assert document_text("a.docx", docx("x", table=("Dear all,\nDate: 5 May 2026",))).text == (
        "x\n| Dear all,\n| Date: 5 May 2026"
    )
