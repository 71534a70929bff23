"""Letters as a plain model, then as Word and as text. No name of a person ever stands in one: roles only."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

from scrutineer.domain.dates import long_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter: who writes to whom, about what, in paragraphs, with a list where there is one."""

    sender: str
    partnership: str
    to: str
    dated: date
    subject: str
    paragraphs: tuple[str, ...]
    listed: tuple[str, ...] = ()
    close: tuple[str, ...] = ()


def letter_text(letter: Letter) -> str:
    """The letter as plain text for an e-mail."""
    lines = [f"To: {letter.to}", long_date(letter.dated), "", letter.subject, ""]
    for paragraph in letter.paragraphs:
        lines += [paragraph, ""]
    lines += [f"- {item}" for item in letter.listed]
    lines += [""] if letter.listed else []
    for paragraph in letter.close:
        lines += [paragraph, ""]
    return "\n".join([*lines, letter.sender, letter.partnership, ""])


def letter_docx(letter: Letter) -> bytes:
    """The letter as an editable Word document, without an author in its properties."""
    from docx import Document
    from docx.shared import Pt

    document = Document()
    document.core_properties.author = document.core_properties.last_modified_by = ""
    document.core_properties.title = letter.subject
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(11)
    for text in (letter.partnership, long_date(letter.dated), "", letter.to):
        document.add_paragraph(text)
    document.add_heading(letter.subject, level=1)
    for paragraph in letter.paragraphs:
        document.add_paragraph(paragraph)
    for item in letter.listed:
        document.add_paragraph(item, style="List Bullet")
    for paragraph in letter.close:
        document.add_paragraph(paragraph)
    document.add_paragraph("")
    document.add_paragraph(letter.sender)
    document.add_paragraph(letter.partnership)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
