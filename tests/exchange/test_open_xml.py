"""Workbooks whose parts lie elsewhere, in the strict kind, and what Open XML escapes in a text."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import PatternFill

from scrutineer.exchange import open_xml, reader, sniff
from tests.exchange.made import saved, xlsx

STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/": b"http://purl.oclc.org/ooxml/officeDocument/",
}


def rewritten(content: bytes, change) -> bytes:
    """The same zip with each part's name and bytes as `change` gives them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            after.writestr(*change(name, before.read(name)))
    return stream.getvalue()


def coloured() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Ref", "Score"])
    book.active["B2"].fill = PatternFill("solid", fgColor="00B050")
    return saved(book)


def strict(name: str, part: bytes) -> tuple[str, bytes]:
    for usual, other in STRICT.items():
        part = part.replace(usual, other)
    return name, part


def moved(name: str, part: bytes) -> tuple[str, bytes]:
    """The workbook and its relationships in a folder of their own; the sheets stay where they are."""
    if name == "xl/_rels/workbook.xml.rels":
        return "book/_rels/main.xml.rels", part.replace(b'Target="worksheets', b'Target="../xl/worksheets').replace(
            b'Target="styles', b'Target="../xl/styles').replace(b'Target="theme', b'Target="../xl/theme')  # fmt: skip
    if name in {"_rels/.rels", "[Content_Types].xml"}:
        part = part.replace(b"xl/workbook.xml", b"book/main.xml")
    return ("book/main.xml" if name == "xl/workbook.xml" else name), part


@pytest.mark.parametrize("change", [strict, moved])
def test_values_and_colours_are_read_all_the_same(change):
    content = rewritten(coloured(), change)
    assert sniff.kind_of("x.xlsx", content) == "xlsx"
    (sheet,) = reader.read_workbook("x.xlsx", content).sheets
    assert (sheet.text(1, 1), sheet.at(2, 2).fill) == ("Ref", "00B050")


def test_a_usual_workbook_comes_back_as_it_is_and_other_zips_are_none():
    content = xlsx(("a",))
    assert open_xml.in_usual_form(content) is content
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("letter.txt", "hello")
    with zipfile.ZipFile(stream) as archive:
        assert open_xml.main_part(archive) == ""


@pytest.mark.parametrize(
    ("written", "meant"),
    [("signed_x000D_\noff", "signed\noff"), ("a_x000D_b", "a\nb"), ("_x005F_x000D_", "_x000D_"), ("x_y", "x_y"), ("", "")],
)  # fmt: skip
def test_escaped_signs_are_the_signs(written, meant):
    assert open_xml.unescaped(written) == meant


@given(st.text(alphabet=st.characters(blacklist_characters="_\r", blacklist_categories=["Cs"])))
def test_a_text_without_escapes_stays(text):
    assert open_xml.unescaped(text) == text
