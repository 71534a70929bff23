"""The rows of a document's tables as lines of its text: cells of one row stay together, and each line says that it is
of a table, so that nothing in a cell is ever read as if it stood alone on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from scrutineer.domain.document_days import ROW


def row_lines(cells: Sequence[str]) -> str:
    """A row: its cells with words, parted by bars. A cell that has the row to itself, as on forms laid out in boxes,
    keeps its lines, each marked."""
    filled = [cell for cell in cells if cell.strip()]
    lines = [" ".join(_lines(cell)) for cell in filled] if len(filled) > 1 else []
    if lines:
        return f"\n{ROW}{' | '.join(lines)}"
    return "".join(f"\n{ROW}{line}" for cell in filled for line in _lines(cell))


def _lines(cell: str) -> list[str]:
    return [" ".join(line.removeprefix(ROW).split()) for line in cell.splitlines() if line.strip()]


class Lines:
    """Text as it is put together: what is said goes into the innermost cell that is open, else onto the page."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._rows: list[list[str]] = []
        self._around: list[list[str]] = []

    def say(self, words: str) -> None:
        """Add words, or the end of a line."""
        self._said.append(words)

    def begin_row(self) -> None:
        """A row of a table begins."""
        self._rows.append([])

    def begin_cell(self) -> None:
        """A cell begins; what is said from here is its own."""
        self._around.append(self._said)
        self._said = []

    def end_cell(self) -> None:
        """The cell ends."""
        if self._around:
            cell = "".join(self._said)
            self._said = self._around.pop()
            if self._rows:
                self._rows[-1].append(cell)

    def end_row(self) -> None:
        """The row ends, and is a line; what is said next stands on another."""
        if self._rows:
            line = row_lines(self._rows.pop())
            self._said += [line, "\n"] if line else []

    def text(self) -> str:
        """All of it, with no more than one empty line in a row."""
        lines = [line.rstrip() for line in "".join(self._said).split("\n")]
        kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
        return "\n".join(kept).strip()


Step = Callable[[Lines, Any], None]
"""What to do as an element begins, or as it ends."""


def walk(part: Any, begin: Step, end: Step) -> str:
    """The text of a part, in one walk: asking each cell for its text grows with their square."""
    from lxml import etree

    lines = Lines()
    for event, element in etree.iterwalk(part, events=("start", "end")):
        if isinstance(element.tag, str):  # a remark between elements is none
            (begin if event == "start" else end)(lines, element)
    return lines.text()
