"""The text inside attached documents, for search and for excerpts. PDFium is used by one thread at a time."""

from __future__ import annotations

import io
import threading
import zipfile
from dataclasses import dataclass

from scrutineer.errors import UserError
from scrutineer.exchange.reader import read_workbook

PDFIUM = threading.Lock()
MAX_TEXT = 2_000_000  # characters kept of one document


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text found in a document, and why none was, in words."""

    text: str
    note: str = ""


def document_text(name: str, content: bytes) -> DocumentText:
    """The text of a txt, csv, xlsx, xls, ods, docx or pdf; a note where it cannot be read."""
    ending = name.lower().rsplit(".", 1)[-1]
    try:
        if ending in {"txt", "md"}:
            return DocumentText(_decoded(content)[:MAX_TEXT])
        if ending in {"csv", "xlsx", "xlsm", "xls", "xlsb", "ods"}:
            cells = (cell.text for _, _, cell in read_workbook(name, content).cells())
            return DocumentText("\n".join(text for text in cells if text.strip())[:MAX_TEXT])
        if ending == "docx":
            return DocumentText(_docx_text(content)[:MAX_TEXT])
        if ending == "pdf":
            return DocumentText(_pdf_text(content)[:MAX_TEXT])
    except UserError as error:
        return DocumentText("", f"Kept as it is, but its text cannot be searched: {error.message}")
    return DocumentText("", "Kept as it is; the text inside files of this kind is not searched.")


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _docx_text(content: bytes) -> str:
    from docx import Document

    try:
        document = Document(io.BytesIO(content))
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError):
        raise UserError("the document is damaged.") from None
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def _pdf_text(content: bytes) -> str:
    import pypdfium2

    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(content)
            try:
                return "\n".join(page.get_textpage().get_text_bounded() for page in document)
            finally:
                document.close()
        except pypdfium2.PdfiumError:  # of the file, or of one page in it
            raise UserError("the PDF is damaged or needs a password.") from None
