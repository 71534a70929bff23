"""The text inside what is attached: found where it can be, and a note in words where it cannot."""

from __future__ import annotations

import io
import threading

import pytest
from docx import Document

from scrutineer.errors import UserError
from scrutineer.exchange import documents
from scrutineer.exchange.documents import DocumentText, document_text
from tests.conftest import RETURNS
from tests.exchange.made import pdf, with_a_broken_page, xlsx


def docx(*paragraphs: str, table: tuple[str, ...] = ()) -> bytes:
    made = Document()
    for text in paragraphs:
        made.add_paragraph(text)
    if table:
        for cell, text in zip(made.add_table(1, len(table)).rows[0].cells, table, strict=True):
            cell.text = text
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_text_is_found_inside_documents():
    folder = RETURNS / "documents"
    for name, words in (("executive-minutes-may.txt", "nights and weekends"), ("practitioner-survey.csv", "escalation route"),
                        ("icb-letter.docx", "now rostered on weekdays"), ("dip-sample-november.pdf", "absent from 3 of 20")):  # fmt: skip
        assert words in document_text(name, (folder / name).read_bytes()).text.replace("\r\n", " ")
    assert "named and known" in document_text("m.xlsx", (RETURNS / "s11-moderation-matrix.xlsx").read_bytes()).text


def test_words_of_a_docx_are_those_of_its_paragraphs_and_of_its_tables():
    document = document_text("Minutes.DOCX", docx("First", "Zweitens: Café", table=("Action", "Due")))
    assert document == DocumentText("First\nZweitens: Café\nAction\nDue")


def test_a_pdf_has_its_pages_one_after_another():
    assert document_text("x.pdf", pdf("page one", "page two")).text.split() == ["page", "one", "page", "two"]


def test_a_workbook_has_every_text_of_every_sheet_the_hidden_ones_too():
    def hidden(book, _sheet) -> None:
        book.create_sheet("Notes").append(["kept back"])
        book["Notes"].sheet_state = "hidden"

    assert document_text("x.xlsx", xlsx(("a", 3), (None, "b"), change=hidden)).text == "a\n3\nb\nkept back"


@pytest.mark.parametrize("content", ["café".encode(), "café".encode("utf-8-sig"), "café".encode("cp1252")])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "A.TXT", "minutes.2026.txt"])
def test_plain_text_in_the_encodings_that_people_save(name, content):
    assert document_text(name, content) == DocumentText("café")


def test_only_so_much_of_a_text_is_kept(monkeypatch):
    monkeypatch.setattr(documents, "MAX_TEXT", 5)
    for name, content in (
        ("a.txt", b"123456789"),
        ("a.csv", b"123456,x"),
        ("a.docx", docx("123456789")),
        ("a.pdf", pdf("123456789")),
    ):
        assert len(document_text(name, content).text) == 5


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", b"%PDF-1.7 broken"), ("a.docx", b"PK broken"), ("a.xlsx", b""), ("a.pdf", b""), ("a.docx", b""), ("a.pdf", with_a_broken_page(pdf("a", "b"))),
     ("a.docx", xlsx(("a workbook under another name",))), ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")],
)  # fmt: skip
def test_what_cannot_be_read_is_kept_with_a_note_that_says_why(name, content):
    document = document_text(name, content)
    assert document.text == ""
    assert document.note.startswith("Kept as it is, but its text cannot be searched: ")
    assert document.note.endswith(".")


@pytest.mark.parametrize("name", ["a.jpg", "a.msg", "noending", "a.zip", ".", ""])
def test_a_kind_that_is_not_searched_says_so(name):
    assert document_text(name, b"\xff\xd8") == DocumentText(
        "", "Kept as it is; the text inside files of this kind is not searched."
    )


def test_a_document_with_nothing_in_it_needs_no_note():
    assert document_text("a.txt", b"") == DocumentText("")
    assert document_text("a.docx", docx()) == DocumentText("")


def test_pdfium_is_used_by_one_thread_at_a_time_and_let_go_after_a_broken_file():
    """PDFium crashes the program where two threads are in it."""
    assert document_text("a.pdf", b"broken").note
    done = threading.Event()

    def read() -> None:
        document_text("a.pdf", pdf("text"))
        done.set()

    with documents.PDFIUM:
        reading = threading.Thread(target=read)
        reading.start()
        assert not done.wait(0.2)
    reading.join(10)
    assert done.is_set()


def test_a_refusal_of_the_workbook_reader_is_told_in_its_own_words(monkeypatch):
    def refuse(_name: str, _content: bytes) -> None:
        raise UserError("x.xlsx needs a password.", "Ask.")

    monkeypatch.setattr(documents, "read_workbook", refuse)
    assert document_text("x.xlsx", b"x").note == (
        "Kept as it is, but its text cannot be searched: x.xlsx needs a password."
    )
