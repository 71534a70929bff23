"""The text inside attached documents, for search and for excerpts. Letters and PDFs are read in a process apart."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

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
    """The text found in a document, and why none was, in words. `made` and `saved` are the days that the document's own
    properties name, None where they name none; `shut` is why it could not be opened at all, "" where it could."""

    text: str
    note: str = ""
    made: date | None = None
    saved: date | None = None
    shut: str = ""


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
            text, properties = _read_apart(name, ending, content)
            return DocumentText(text[:MAX_TEXT], made=properties.get("made"), saved=properties.get("saved"))
    except UserError as error:
        note = f"Kept as it is, but its text cannot be searched: {error.message}"
        return DocumentText("", note, shut=error.message)
    return DocumentText("", "Kept as it is; the text inside files of this kind is not searched.")


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _read_apart(name: str, ending: str, content: bytes) -> tuple[str, dict[str, date]]:
    if sniff.is_locked(content):
        raise UserError(_WHY[Ended.PASSWORD])
    code, out = apart.ask(name, content, "document", ending)
    if code == Ended.DONE:
        head, _, text = out.decode("utf-8", "replace").partition("\n")
        return text, {word: day for word, said in json.loads(head).items() if (day := _day(said)) is not None}
    why = next(
        (words for ended, words in _WHY.items() if ended == code), "it asks for far more room than a letter needs."
    )
    raise UserError(why)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def text_inside(ending: str, content: bytes) -> str:
    """A line with the days that the properties of a docx or a pdf name, as JSON, then its text. In the reading process
    only: what cannot be read raises anything."""
    properties, text = _docx(content) if ending == "docx" else _pdf(content)
    whole = f"{json.dumps(properties)}\n{text[:MAX_TEXT]}"
    return whole.encode("utf-8", "replace").decode()  # half a character of a PDF is no text


_WRITTEN_BY_NOBODY = "2013-12-23"  # in every letter that python-docx makes of its own template


def _docx(content: bytes) -> tuple[dict[str, str], str]:
    from docx import Document

    sniff.require_safe_zip("document.docx", content)
    document = Document(io.BytesIO(content))
    return _days_kept(document), _docx_text(document)


def _days_kept(document: Any) -> dict[str, str]:
    """The days in a letter's properties. Where it has none, python-docx would make some and call them today's."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
        kept = document.core_properties
        moments = {"made": kept.created, "saved": kept.modified}
    except (KeyError, AttributeError, ValueError):
        return {}
    days = {word: moment.date().isoformat() for word, moment in moments.items() if moment is not None}
    return {word: day for word, day in days.items() if day != _WRITTEN_BY_NOBODY}


def _docx_text(document: Any) -> str:
    """Every paragraph, those of tables too, in one walk: asking each cell for its text grows with their square."""
    said: list[str] = []
    for element in document.element.body.iter():
        if element.tag == f"{_WORD}t":
            said.append(element.text or "")
        elif element.tag in {f"{_WORD}p", f"{_WORD}br", f"{_WORD}cr"}:
            said.append("\n")
        elif element.tag == f"{_WORD}tab":
            said.append("\t")
    return "".join(said).strip()


_PDF_MOMENT = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


def _pdf(content: bytes) -> tuple[dict[str, str], str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    kept = {"made": "CreationDate", "saved": "ModDate"}
    moments = {word: _PDF_MOMENT.match(document.get_metadata_value(key)) for word, key in kept.items()}
    days = {word: "-".join(moment.groups()) for word, moment in moments.items() if moment is not None}
    return days, _pdf_text(document)


def _pdf_text(document: Any) -> str:
    said, length = [], 0
    for page in document:
        said.append(page.get_textpage().get_text_bounded())
        length += len(said[-1])
        if length > MAX_TEXT:
            break
    return "\n".join(said)
