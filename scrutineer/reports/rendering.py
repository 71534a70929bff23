"""A document as a file of any format: the one place that knows which renderer writes which."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from importlib.metadata import version

from scrutineer.progress import SILENT, Progress
from scrutineer.reports.document import Document
from scrutineer.reports.furniture import Format
from scrutineer.reports.raster import PDFIUM

_LIBRARIES = {Format.PDF: "reportlab", Format.WORD: "python-docx", Format.WORKBOOK: "openpyxl"}


def render(document: Document, form: Format, made: datetime, progress: Progress = SILENT) -> bytes:
    """The bytes of a file. The same document and moment give the same bytes. Renderers are loaded when first asked."""
    match form:
        case Format.PDF:
            from scrutineer.reports import paged

            return paged.render(document, made=made, progress=progress)
        case Format.WORD:
            from scrutineer.reports import word

            return word.render(document, made)
        case Format.PAGE:
            from scrutineer.reports import page

            return page.render(document, made)
        case Format.WORKBOOK:
            from scrutineer.reports import workbook

            return workbook.render(document, made)


def pages_of(document: Document, made: datetime) -> int:
    """How many pages it fills in print. Cost grows with the document: it is set to be counted."""
    from pypdfium2 import PdfDocument

    content = render(document, Format.PDF, made)
    with PDFIUM:
        set_in_print = PdfDocument(content)
        try:
            return len(set_in_print)
        finally:
            set_in_print.close()


def undrawable(document: Document) -> Iterable[str]:
    """Which characters no bundled font draws, each with its place, in a sentence."""
    from scrutineer.reports import paged

    return [f"{where}: {characters}" for where, characters in paged.undrawable(document)]


def made_with(form: Format) -> str:
    """The program and the library that set a file of this format, with their versions."""
    library = _LIBRARIES.get(form)
    return f"scrutineer {version('scrutineer')}" + (f", {library} {version(library)}" if library else "")
