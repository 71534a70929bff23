"""The text inside attached documents, for search and for excerpts. Letters and PDFs are read in a process apart."""

from __future__ import annotations

import io
from dataclasses import dataclass

from scrutineer.errors import UserError
from scrutineer.exchange import apart, sniff
from scrutineer.exchange.apart import Ended
from scrutineer.exchange.reader import read_workbook

MAX_TEXT = 2_000_000  # characters kept of one document
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WHY = {
    Ended.PASSWORD: "it needs a password.",
    Ended.DAMAGED: "it is damaged, was cut short on the way, or is written in an unusual way.",
}


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
        if ending in {"docx", "pdf"}:
            return DocumentText(_read_apart(name, ending, content)[:MAX_TEXT])
    except UserError as error:
        return DocumentText("", f"Kept as it is, but its text cannot be searched: {error.message}")
    return DocumentText("", "Kept as it is; the text inside files of this kind is not searched.")


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _read_apart(name: str, ending: str, content: bytes) -> str:
    code, out = apart.ask(name, content, "document", ending)
    if code == Ended.DONE:
        return out.decode("utf-8", "replace")
    why = next(
        (words for ended, words in _WHY.items() if ended == code), "it asks for far more room than a letter needs."
    )
    raise UserError(why)


def text_inside(ending: str, content: bytes) -> str:
    """The text of a docx or a pdf. In the reading process only: what cannot be read raises anything."""
    text = _docx_text(content) if ending == "docx" else _pdf_text(content)
    return text[:MAX_TEXT].encode("utf-8", "replace").decode()  # half a character of a PDF is no text


def _docx_text(content: bytes) -> str:
    """Every paragraph, those of tables too, in one walk: asking each cell for its text grows with their square."""
    from docx import Document

    sniff.require_safe_zip("document.docx", content)
    said: list[str] = []
    for element in Document(io.BytesIO(content)).element.body.iter():
        if element.tag == f"{_WORD}t":
            said.append(element.text or "")
        elif element.tag in {f"{_WORD}p", f"{_WORD}br", f"{_WORD}cr"}:
            said.append("\n")
        elif element.tag == f"{_WORD}tab":
            said.append("\t")
    return "".join(said).strip()


def _pdf_text(content: bytes) -> str:
    import pypdfium2

    said, length = [], 0
    for page in pypdfium2.PdfDocument(content):
        said.append(page.get_textpage().get_text_bounded())
        length += len(said[-1])
        if length > MAX_TEXT:
            break
    return "\n".join(said)
