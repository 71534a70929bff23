"""Letters and PDFs are read apart: one that asks for too much costs a note, and this program nothing."""

from __future__ import annotations

import io
import re
import resource
import subprocess
import sys
import time
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from docx import Document

from scrutineer.errors import UserError
from scrutineer.exchange import apart, documents, pages
from scrutineer.exchange.documents import DocumentText, document_text
from tests.conftest import RETURNS
from tests.exchange.made import docx, pdf, with_a_broken_page, xlsx

ROOT = Path(__file__).parent.parent.parent


def letter(body: bytes) -> bytes:
    """A letter with this between the tags of its body."""
    stream, out = io.BytesIO(), io.BytesIO()
    Document().save(stream)
    with zipfile.ZipFile(stream) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name in made.namelist():
            part = made.read(name)
            if name == "word/document.xml":
                head, _, rest = part.partition(b"<w:body>")
                part = head + b"<w:body>" + body + rest
            file.writestr(name, part)
    return out.getvalue()


CELL = b"<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"
SMALL_BUT_ENDLESS = b"<w:tbl>" + (b"<w:tr>" + CELL * 50 + b"</w:tr>") * 20_000 + b"</w:tbl>"


def test_a_small_letter_that_unpacks_to_very_much_is_kept_with_a_note_and_costs_this_program_little(tmp_path):
    """In the program itself one of 530 KB took 57 seconds and 1.7 GB."""
    content = letter(SMALL_BUT_ENDLESS)
    assert len(content) < 1_000_000
    (tmp_path / "letter.docx").write_bytes(content)
    code = (
        "import resource, sys; from pathlib import Path; from scrutineer.exchange.documents import document_text\n"
        "content = Path(sys.argv[1]).read_bytes()\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "result = document_text('letter.docx', content)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, bool(result.text) or bool(result.note))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "letter.docx")],
        capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT)}, timeout=apart.TIME_LIMIT + 10,
    )  # fmt: skip
    grown, answered = done.stdout.split()
    assert answered == "True"
    assert int(grown) < 100_000  # kilobytes


def test_a_large_table_in_a_letter_is_read_in_a_time_that_grows_with_it():
    def seconds(rows: int) -> float:
        content = letter(b"<w:tbl>" + (b"<w:tr>" + CELL * 10 + b"</w:tr>") * rows + b"</w:tbl>")
        start = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        assert document_text("letter.docx", content).text.count("x") == rows * 10
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - start[1]

    seconds(10)
    assert seconds(8_000) < 12 * max(0.1, seconds(2_000))  # four times as much; its square would be sixteen


def test_a_letter_is_read_with_its_tables_and_line_breaks_in_order():
    document = Document()
    document.add_paragraph("Dear all,").add_run("\nfirst line")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Police", "agreed\tin part"
    document.add_paragraph("Yours")
    stream = io.BytesIO()
    document.save(stream)
    lines = [line for line in document_text("letter.docx", stream.getvalue()).text.splitlines() if line]
    assert lines == ["Dear all,", "first line", "| Police | agreed in part", "Yours"]


@pytest.mark.parametrize("name", ["a.docx", "a.pdf"])
def test_a_document_that_takes_too_long_is_kept_with_a_note(name, monkeypatch):
    monkeypatch.setattr(apart, "TIME_LIMIT", 0.001)
    result = document_text(name, b"anything")
    assert result.text == ""
    assert "reading was stopped" in result.note


def test_a_letter_with_declared_entities_is_not_opened():
    content = letter(b"")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(out, "w") as file:
        for name in made.namelist():
            part = made.read(name)
            file.writestr(name, b'<!DOCTYPE a [<!ENTITY b "c">]>' + part if name == "word/document.xml" else part)
    assert document_text("a.docx", out.getvalue()).note


def test_a_page_that_claims_to_be_a_wall_is_drawn_smaller():
    wall = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 14400 14400]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    assert pages.page_count(wall) == 1
    image = pages.page_image(wall, 1, 3.0)
    assert image.width * image.height <= 37_000_000
    assert len(image.pixels) == image.stride * image.height


def test_a_page_is_drawn_with_its_text():
    content = (RETURNS / "documents" / "dip-sample-november.pdf").read_bytes()
    image = pages.page_image(content, 1, 1.0)
    assert "absent from 3 of 20" in image.text.replace("\r\n", " ")
    assert len(set(image.pixels)) > 1


def test_text_is_found_inside_documents():
    folder = RETURNS / "documents"
    for name, words in (("executive-minutes-may.txt", "nights and weekends"), ("practitioner-survey.csv", "escalation route"),
                        ("icb-letter.docx", "now rostered on weekdays"), ("dip-sample-november.pdf", "absent from 3 of 20")):  # fmt: skip
        assert words in document_text(name, (folder / name).read_bytes()).text.replace("\r\n", " ")
    assert "named and known" in document_text("m.xlsx", (RETURNS / "s11-moderation-matrix.xlsx").read_bytes()).text


def test_words_of_a_docx_are_those_of_its_paragraphs_and_of_its_tables():
    document = document_text("Minutes.DOCX", docx("First", "Zweitens: Café", table=("Action", "Due")))
    assert document == DocumentText("First\nZweitens: Café\n| Action | Due")


def test_a_pdf_has_its_pages_one_after_another():
    assert document_text("x.pdf", pdf("page one", "page two")).text.split() == ["page", "one", "page", "two"]


def test_a_workbook_has_every_text_of_every_sheet_the_hidden_ones_too():
    def hidden(book, _sheet) -> None:
        book.create_sheet("Notes").append(["kept back"])
        book["Notes"].sheet_state = "hidden"

    assert document_text("x.xlsx", xlsx(("a", 3), (None, "b"), change=hidden)).text == "| a | 3\n| b\n| kept back"


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
    [("a.pdf", b"%PDF-1.7 broken"), ("a.docx", b"PK broken"), ("a.xlsx", b""), ("a.pdf", b""), ("a.docx", b""), ("a.odt", b"PK broken"), ("a.pptx", b"PK\x03\x04 no"), ("a.rtf", b"no rich text"),
     ("a.eml", b""), ("a.odt", docx("x")), ("a.pptx", docx("x")), ("a.pdf", with_a_broken_page(pdf("a", "b"))),
     ("a.docx", xlsx(("a workbook under another name",))), ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")],
)  # fmt: skip
def test_what_cannot_be_read_is_kept_with_a_note_that_says_why(name, content):
    document = document_text(name, content)
    assert document.text == ""
    assert document.note.startswith("Kept as it is, but its text cannot be searched: ")
    assert document.note.endswith(".")


@pytest.mark.parametrize("name", ["a.jpg", "noending", "a.zip", ".", ""])
def test_a_kind_that_is_not_searched_says_so(name):
    assert document_text(name, b"\xff\xd8") == DocumentText(
        "", "Kept as it is; the text inside files of this kind is not searched."
    )


@pytest.mark.parametrize("name", ["a.doc", "A.MSG", "a.ppt"])
def test_a_document_that_cannot_be_read_here_says_that_its_text_could_not_be_read(name):
    note = document_text(name, b"\xd0\xcf\x11\xe0").note
    assert f"the text of a .{name.lower()[2:]} could not be read, nor its day." in note


def test_a_document_with_nothing_in_it_needs_no_note():
    assert document_text("a.txt", b"") == DocumentText("")
    assert document_text("a.docx", docx()) == DocumentText("")


def test_a_refusal_of_the_workbook_reader_is_told_in_its_own_words(monkeypatch):
    def refuse(_name: str, _content: bytes) -> None:
        raise UserError("x.xlsx needs a password.", "Ask.")

    monkeypatch.setattr(documents, "read_workbook", refuse)
    assert document_text("x.xlsx", b"x").note == (
        "Kept as it is, but its text cannot be searched: x.xlsx needs a password."
    )


def test_a_letter_says_when_it_was_made_and_saved_and_a_template_without_days_says_nothing():
    dated = document_text("a.docx", docx("x", saved=datetime(2026, 4, 2, 9, 30)))
    assert (dated.made, dated.saved) == (None, date(2026, 4, 2))
    assert (document_text("a.docx", docx("x")).saved, document_text("a.txt", b"x").made) == (None, None)


def test_a_letter_without_properties_is_not_of_today():
    stream = io.BytesIO(docx("x"))
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as made, zipfile.ZipFile(out, "w") as file:
        for name in made.namelist():
            part = made.read(name)
            if name == "_rels/.rels":
                part = re.sub(rb"<Relationship [^>]*core-properties[^>]*/>", b"", part)
            if name != "docProps/core.xml":
                file.writestr(name, part)
    assert document_text("a.docx", out.getvalue()) == DocumentText("x")


def test_a_pdf_says_when_it_was_made():
    content = re.sub(rb"D:\d{14}", b"D:20260402093000", pdf("x"))
    assert document_text("a.pdf", content).made == date(2026, 4, 2)
