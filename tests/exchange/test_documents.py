"""Letters and PDFs are read apart: one that asks for too much costs a note, and this program nothing."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from docx import Document

from scrutineer.exchange import apart, pages
from scrutineer.exchange.documents import document_text
from tests.conftest import RETURNS

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
    assert lines == ["Dear all,", "first line", "Police", "agreed\tin part", "Yours"]


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
