"""What the tests of this room make: sheets as data, workbooks as bytes, and the parts of an xlsx changed by hand."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import openpyxl
from docx import Document

from scrutineer.domain.grid import CellMark, Place, Sheet, Workbook
from scrutineer.domain.mapping import Layout, Profile, Role
from scrutineer.domain.scale import NO_SCALE, require_scale
from scrutineer.exchange import fitting, full
from scrutineer.frameworks.loader import scales

SCALE = require_scale(scales(), "0-3")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(*rows: tuple, title: str = "Return", marks: dict[Place, CellMark] | None = None, **more) -> Sheet:
    """A sheet as every reader gives it: nothing is None, and no row ends in nothing."""
    values = {}
    for number, row in enumerate(rows, 1):
        cells = [None if value == "" else value for value in row]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            values[number] = cells
    return Sheet(name=title, visible=more.pop("visible", True), values=values, marks=marks or {}, **more)


def workbook(*sheets: Sheet, name: str = "made.xlsx", **more) -> Workbook:
    """A workbook of sheets that were never a file."""
    return Workbook(name, "sha", sheets, **more)


def of_rows(*rows: tuple, **more) -> Workbook:
    """A workbook of one sheet."""
    return workbook(sheet(*rows, **more))


def profile(**more) -> Profile:
    """A mapping of the plainest layout, on the scale 0 to 3, or with what is said otherwise."""
    headings = {"ref": Role.NUMBER, "question": Role.STANDARD, "our score": Role.SELF}
    plain = Profile(name="p", layout=Layout.STANDARDS_DOWN, headings=headings, scale=SCALE)
    return replace(plain, **more)


def ledger(layout: Layout, headings: dict[str, Role], **more) -> Profile:
    """A mapping of a workbook without standards."""
    return Profile(name="p", layout=layout, headings=headings, scale=NO_SCALE, **more)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xlsx(*rows: tuple, change: Callable[[openpyxl.Workbook, Any], None] | None = None) -> bytes:
    """A workbook of one sheet, called Return, with these rows, and with what is changed in it."""
    book = openpyxl.Workbook()
    book.active.title = "Return"
    for row in rows:
        book.active.append(row)
    if change is not None:
        change(book, book.active)
    return saved(book)


def values_of(content: bytes) -> Workbook:
    """A workbook read without a process of its own: its values and properties, and what is visible."""
    raw = full.read(content)
    sheets = (Sheet(name=grid["name"], visible=grid["visible"], values=dict(grid["rows"])) for grid in raw["sheets"])
    return Workbook("made.xlsx", "sha", tuple(sheets), properties=raw["properties"])


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a zip, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(content: dict[str, bytes | str]) -> bytes:
    """A zip of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return stream.getvalue()


def with_parts(content: bytes, more: dict[str, bytes | str]) -> bytes:
    """A workbook with parts added, or put in the place of its own."""
    return zipped({**parts(content), **more})


def docx(*paragraphs: str, table: tuple[str, ...] = (), saved: datetime | None = None) -> bytes:
    """A letter of these paragraphs, with a table of one row, last saved then."""
    made = Document()
    for text in paragraphs:
        made.add_paragraph(text)
    if table:
        for cell, text in zip(made.add_table(1, len(table)).rows[0].cells, table, strict=True):
            cell.text = text
    if saved is not None:
        made.core_properties.modified = saved
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def pdf(*pages: str, width: float = 200, height: float = 100) -> bytes:
    """A PDF with these texts, one a page, in lines where they have some."""
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(width, height))
    for text in pages:
        for number, line in enumerate(text.split("\n")):
            canvas.drawString(10, height / 2 - 24 * number, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def with_a_broken_page(content: bytes) -> bytes:
    """A PDF whose second page is no page."""
    broken = re.sub(rb"/Kids \[ (\d+ 0 R) \d+ 0 R \]", rb"/Kids [ \1 7 0 R ]", content)
    assert broken != content
    return broken


def fits(workbook: Workbook, profile: Profile) -> bool:
    """Whether a mapping fits: its headings stand there, over a standard that it knows where it knows any."""
    return fitting.has_headings(workbook, profile) and fitting.has_standards(workbook, profile)
