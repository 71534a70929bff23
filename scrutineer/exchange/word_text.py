"""The text of a Word document with what stands at the head and foot of its pages. In the reading process alone."""

from __future__ import annotations

import io
from typing import Any

from scrutineer.exchange import sniff
from scrutineer.exchange.table_lines import Lines, walk

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WRITTEN_BY_NOBODY = "2013-12-23"  # in every letter that python-docx makes of its own template


def read(content: bytes) -> tuple[dict[str, str], str]:
    """What its properties say, and its text: the heads of its pages first, its body, the feet last. `foot` is what
    stands at the feet, so that they can be read with the first page."""
    from docx import Document

    sniff.require_safe_zip("document.docx", content)
    document = Document(io.BytesIO(content))
    head, foot = _edges(document, "header"), _edges(document, "footer")
    text = "\n".join(part for part in (head, _text(document.element.body), foot) if part)
    return {**_days_kept(document), "foot": foot}, text


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


def _edges(document: Any, which: str) -> str:
    """What stands at the head or the foot of the pages, each text once."""
    said: dict[str, None] = {}
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{which}") and not relation.is_external:
            said[_text(relation.target_part.element)] = None
    return "\n".join(text for text in said if text)


def _text(part: Any) -> str:
    """Every paragraph and every row."""
    return walk(part, _begin, _end)


def _begin(lines: Lines, element: Any) -> None:
    tag = element.tag
    if tag == f"{_WORD}t":
        lines.say(element.text or "")
    elif tag in {f"{_WORD}p", f"{_WORD}br", f"{_WORD}cr"}:
        lines.say("\n")
    elif tag == f"{_WORD}tab" and element.getparent().tag != f"{_WORD}tabs":
        lines.say("\t")
    elif tag == f"{_WORD}tr":
        lines.begin_row()
    elif tag == f"{_WORD}tc":
        lines.begin_cell()


def _end(lines: Lines, element: Any) -> None:
    if element.tag == f"{_WORD}tc":
        lines.end_cell()
    elif element.tag == f"{_WORD}tr":
        lines.end_row()
