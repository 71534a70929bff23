"""The text inside attached documents, for search and for excerpts. Letters and PDFs are read in a process apart."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from scrutineer.domain.document_days import FIRST_PAGE
from scrutineer.domain.grid import Workbook
from scrutineer.errors import UserError
from scrutineer.exchange import apart, mail_text, office_text, rtf_text, sniff, word_text
from scrutineer.exchange.apart import Ended
from scrutineer.exchange.reader import read_workbook
from scrutineer.exchange.table_lines import row_lines

MAX_TEXT = 2_000_000  # characters kept of one document
MAX_FOOT = 600  # characters at the foot of a page that are read with its first
_WHY = {
    Ended.PASSWORD: "it needs a password.",
    Ended.DAMAGED: "it is damaged, was cut short on the way, or is written in an unusual way.",
}


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text found in a document, and why none was, in words. `made` and `saved` are the days that the document's own
    properties name, None where they name none; `shut` is why it could not be opened at all, "" where it could; `foot`
    is what its text ends with that stands at the foot of its first page as well. `sent` is the day on which a message
    was sent, two where it may be either, and `header` how its own header says it."""

    text: str
    note: str = ""
    made: date | None = None
    saved: date | None = None
    shut: str = ""
    foot: str = ""
    sent: tuple[date, ...] = ()
    header: str = ""
    is_message: bool = False

    @property
    def first_page(self) -> str:
        """What can be read at its beginning, the foot of that page included; of a message nothing: it quotes others."""
        if self.is_message:
            return ""
        return f"{self.text[: FIRST_PAGE - len(self.foot)]}\n{self.foot}" if self.foot else self.text[:FIRST_PAGE]


def document_text(name: str, content: bytes) -> DocumentText:
    """The text of plain text, a workbook, a letter (docx, odt, rtf, pdf), slides (pptx) or a message (eml); a note
    where it cannot be read."""
    ending = name.lower().rsplit(".", 1)[-1]
    try:
        if ending in {"txt", "md"}:
            return DocumentText(_decoded(content)[:MAX_TEXT])
        if ending in {"csv", "xlsx", "xlsm", "xls", "xlsb", "ods"}:
            return DocumentText(_of_workbook(read_workbook(name, content))[:MAX_TEXT])
        if ending in READERS:
            return _read_apart(name, ending, content)
    except UserError as error:
        note = f"Kept as it is, but its text cannot be searched: {error.message}"
        return DocumentText("", note, shut=error.message)
    if ending in _WORDS_UNREAD:
        return DocumentText("", f"Kept as it is: the text of a .{ending} could not be read, nor its day. {_SAVED_ANEW}")
    return DocumentText("", "Kept as it is; the text inside files of this kind is not searched.")


_WORDS_UNREAD = frozenset({"doc", "ppt", "msg", "odp"})
_SAVED_ANEW = "Saved as .docx, .pptx, .eml or .pdf, it can be."


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _of_workbook(book: Workbook) -> str:
    """A line for each row that holds words."""
    said: list[str] = []
    for sheet in book.sheets:
        rows: dict[int, list[str]] = {}
        for (row, _), cell in sheet.cells():
            rows.setdefault(row, []).append(cell.text)
        said += [row_lines(cells) for _, cells in sorted(rows.items())]
    return "".join(said).strip()


def _read_apart(name: str, ending: str, content: bytes) -> DocumentText:
    if sniff.is_locked(content):
        raise UserError(_WHY[Ended.PASSWORD])
    code, out = apart.ask(name, content, "document", ending)
    if code == Ended.DONE:
        head, _, text = out.decode("utf-8", "replace").partition("\n")
        said = json.loads(head)
        made, saved = (_day(said.get(word, "")) for word in ("made", "saved"))
        sent = tuple(day for word in ("sent", "or_sent") if (day := _day(said.get(word, ""))) is not None)
        foot = said.get("foot", "")[:MAX_FOOT]
        header, is_message = said.get("header", ""), ending == "eml"
        return DocumentText(text[:MAX_TEXT], "", made, saved, "", foot, sent, header, is_message)
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
    """A line with what the properties of a document say, as JSON, then its text. In the reading process
    only: what cannot be read raises anything."""
    properties, text = READERS[ending](content)
    whole = f"{json.dumps(properties)}\n{text[:MAX_TEXT]}"
    return whole.encode("utf-8", "replace").decode()  # half a character of a PDF is no text


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


READERS: dict[str, Callable[[bytes], tuple[dict[str, str], str]]] = {
    "docx": word_text.read, "pdf": _pdf, "odt": office_text.read_letter, "pptx": office_text.read_slides,
    "rtf": rtf_text.read, "eml": mail_text.read,
}  # fmt: skip
"""By ending, what reads a document in the process apart."""
