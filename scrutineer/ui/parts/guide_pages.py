"""The pages of the guide as they are shipped, their parts, and what a search over all of their words finds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextTable

from scrutineer import paths
from scrutineer.domain.spelling import Asked, WordIndex

GUIDE = "user-guide"
SHIPPED = (
    GUIDE, "tutorial", "tasks", "jobs", "finding", "packs", "mapping-files", "frameworks", "rules", "command-line",
    "reference-verbs", "reference-records", "explanation", "promises", "sent-a-pack", "installing",
)  # fmt: skip
"""The pages that are there to be read, by their names; what is for whoever works on the program is not among them."""

_HEADING = re.compile(r"^(#{1,3}) +(\S[^\n]*)$", re.MULTILINE)
_PICTURE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class GuidePart:
    """A part of the guide: its page and its heading; no heading is the page's beginning."""

    page: str
    heading: str = ""


def page_text(page: str) -> str:
    """The text of a page as it is shipped, in Markdown, without its pictures. KeyError for one that is not."""
    if page not in SHIPPED:
        raise KeyError(page)
    return _PICTURE.sub("", (paths.guide() / f"{page}.md").read_text(encoding="utf-8"))


def read_page(document: QTextDocument, page: str) -> None:
    """Let a document hold a page as it is shown."""
    document.setMarkdown(page_text(page))


def parts() -> list[tuple[str, GuidePart]]:
    """Every part in its order, each with the words that it is chosen by."""
    listed = []
    for page in SHIPPED:
        above = ""
        for marks, line in _HEADING.findall(page_text(page)):
            heading = line.rstrip()
            if len(marks) == 1:
                listed.append((heading, GuidePart(page)))
            else:
                above = heading if len(marks) == 2 else above
                words = heading if len(marks) == 2 else f"{above}, {heading}"
                listed.append((words if page == GUIDE else f"{words} ({page})", GuidePart(page, heading)))
    return listed


@dataclass(frozen=True, slots=True)
class GuidePassage:
    """A heading, a paragraph or a row of a table: the part that it stands in, how that is called, its words, and the
    number of its first block in the page as it is shown."""

    part: GuidePart
    title: str
    words: str
    block: int
    is_heading: bool


@dataclass(frozen=True, slots=True)
class GuideHit:
    """A passage that was found, with what is asked for marked in its title and its words."""

    title: str
    words: str
    passage: GuidePassage


class GuideSearch:
    """Every word of the guide, read once: as it is shown, so that each place is one that can be gone to."""

    MOST = 60  # hits that anybody looks through

    def __init__(self) -> None:
        self.passages = [passage for page in SHIPPED for passage in _passages(page)]
        self._index = WordIndex([passage.words for passage in self.passages])
        parts: dict[GuidePart, list[int]] = {}
        for place, passage in enumerate(self.passages):
            parts.setdefault(passage.part, []).append(place)
        self._parts = list(parts.values())
        self._by_part = WordIndex(
            [" ".join([self.passages[held[0]].title, *(self.passages[n].words for n in held)]) for held in self._parts]
        )

    def find(self, words: str) -> tuple[list[GuideHit], int]:
        """What holds all the words, the best first, and how many there are: headings, then what holds them as they
        were typed, behind all that parts that hold them in several paragraphs; lists after what was written."""
        asked = Asked.read(words)
        if not asked.terms:
            return [], 0
        held = sorted(self._index.holding(asked), key=lambda place: self._rank(place, words))
        parts = {self.passages[place].part for place in held}

        def terms(place: int) -> int:
            return len({term for _, _, term in asked.marks(self.passages[place].words)})

        spread = [self._parts[number] for number in self._by_part.holding(asked)]
        held += [max(places, key=terms) for places in spread if self.passages[places[0]].part not in parts]
        return [self._hit(asked, self.passages[place]) for place in held[: self.MOST]], len(held)

    def _rank(self, place: int, words: str) -> tuple[bool, bool, bool, int]:
        passage = self.passages[place]
        exact = " ".join(words.split()).casefold() in passage.words.casefold()
        return passage.part.page in _LISTED, not passage.is_heading, not exact, place

    @staticmethod
    def _hit(asked: Asked, passage: GuidePassage) -> GuideHit:
        return GuideHit(asked.marked(passage.title), asked.passage(passage.words), passage)


_LISTED = ("reference-verbs", "reference-records")
"""The pages that are lists, written from the program."""


@cache
def guide_search() -> GuideSearch:
    """The search over the guide, read at the first question: some 0.1 s."""
    return GuideSearch()


def _passages(page: str) -> list[GuidePassage]:
    """The passages of a page in their order; a row of a table is one."""
    document = QTextDocument()
    read_page(document, page)
    title = document.begin().text()
    part, passages, rows = GuidePart(page), [], set()
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        if level in (2, 3):
            part = GuidePart(page, block.text())
        row = _row_of(block)
        words = row[1] if row else block.text()
        if words.strip() and (row is None or row[0] not in rows):
            name = f"{title}: {part.heading}" if part.heading else title
            passages.append(GuidePassage(part, name, words, block.blockNumber(), bool(level)))
        if row:
            rows.add(row[0])
        block = block.next()
    return passages


def _row_of(block: QTextBlock) -> tuple[tuple[int, int], str] | None:
    """The row of a table that a block stands in, by its place, with the words of its cells; None outside tables."""
    table = cast("QTextTable | None", QTextCursor(block).currentTable())  # None outside tables, whatever its type says
    if table is None:
        return None
    row = table.cellAt(block.position()).row()
    cells = (table.cellAt(row, column).firstCursorPosition().block().text() for column in range(table.columns()))
    return (table.firstPosition(), row), " · ".join(filter(None, cells))
