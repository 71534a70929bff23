"""What every format of a document has in common beside its blocks: its furniture, the names of places, its characters.

Furniture is what a file says that `lines` does not: the list is short, and whoever reads a file back goes by it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from typing import Final

from scrutineer.reports.document import Block, Document, Figure, Grid, Heading, Run, Words, text_of

LANGUAGE: Final = "en-GB"
CONTENTS: Final = "Contents"
SKIP: Final = "Skip to the text"
ABOUT: Final = "About"
"""The first sheet of a workbook."""
TABLE, FIGURE = "Table", "Figure"
"""What a numbered caption begins with."""
_NEVER_WRITTEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")


class Format(Enum):
    """What a document is written as; the value is how such a file's name ends."""

    PDF = "pdf"
    WORD = "docx"
    PAGE = "html"
    WORKBOOK = "xlsx"


def settled(text: str) -> str:
    """A text as every format can hold it: NFC, one sign for a line break, and U+FFFD for what none of them may hold."""
    if text.isascii() and text.isprintable():
        return text
    return _NEVER_WRITTEN.sub("\ufffd", unicodedata.normalize("NFC", _LINE_BREAKS.sub("\n", text)))


def runs_to_left(text: str) -> bool:
    """Whether a text is read from right to left: its first letter says so, as for a browser."""
    if text.isascii():
        return False
    ways = (unicodedata.bidirectional(letter) for letter in text)
    return next((way for way in ways if way in {"L", "R", "AL"}), "L") != "L"


def page_of(page: str, pages: str) -> str:
    """What stands at the foot beside the edition: Page 3 of 12."""
    return f"Page {page} of {pages}"


class Outline:
    """The levels of headings as they follow each other: none is skipped, whatever was asked for."""

    def __init__(self) -> None:
        self._level = 1

    def section(self) -> None:
        """A section begins."""
        self._level = 1

    def level(self, wanted: int) -> int:
        """The level of the next heading."""
        self._level = min(wanted, self._level + 1)
        return self._level


def anchors(document: Document) -> dict[str, str]:
    """Everything that can be led to, with a name for it in a file, which says nothing of what it is."""
    names: dict[str, str] = {}
    for anchor in _anchors(document):
        names.setdefault(anchor, f"at_{len(names) + 1}")
    return names


def _anchors(document: Document) -> Iterator[str]:
    yield from _of_grid(document.cover.facts)
    for section in document.sections:
        yield section.key
        for block in section.blocks:
            yield from _of_block(block)


def _of_block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading) and block.anchor:
        yield block.anchor
    elif isinstance(block, Grid):
        yield from _of_grid(block)
    elif isinstance(block, Figure):
        yield from _of_grid(block.data)


def _of_grid(grid: Grid) -> Iterator[str]:
    yield from (cell.anchor for row in grid.rows for cell in row if cell.anchor)


def linked(words: Words, names: dict[str, str]) -> Iterator[tuple[Run, str]]:
    """Each run with the name of the place that a click on it opens; "" where the document does not hold that place."""
    yield from ((run, names.get(run.leads_to, "")) for run in words if run.text)


_PARTED = re.compile(r"[ \t\n]+")
"""Where a line may be broken: a space that holds two words together, as in a date, is none."""
_ABREAST: Final = 88
"""Letters of a table's size in the width of a page."""


def shares(grid: Grid) -> list[float]:
    """Each column’s share of the width: what the grid says, else by its text; and always room for its longest word."""
    rows = [*([grid.head] if grid.head else []), *(tuple(text_of(cell.words) for cell in row) for row in grid.rows)]
    columns = list(zip(*rows, strict=True))
    least = [
        (4 + min(24, max(len(word) for text in column for word in ("", *_PARTED.split(text))))) / _ABREAST
        for column in columns
    ]
    asked = grid.widths or tuple(min(60, max(map(len, column))) ** 0.8 + 1 for column in columns)
    wanted = [width / sum(asked) for width in asked]
    if sum(least) >= 1 or len(least) != len(wanted):
        return wanted
    missing = sum(max(0.0, room - want) for room, want in zip(least, wanted, strict=False))
    spare = sum(max(0.0, want - room) for room, want in zip(least, wanted, strict=False))
    return [
        room if want <= room else want - (want - room) * missing / spare
        for room, want in zip(least, wanted, strict=False)
    ]
