"""A workbook as data: sheets of cells with everything the import needs to know of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

Place = tuple[int, int]
"""Row and column, both counted from 1."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something. `kind` is text, number, date, flag, error, lost (a formula without a value)
    or blank (only a colour or a comment). `number` is set for numbers; `percent` says how it is shown."""

    text: str
    kind: str = "text"
    number: float | None = None
    percent: bool = False
    fill: str = ""
    comment: str = ""


BLANK = Cell("", "blank")
LARGEST_MERGE = 10_000  # cells


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells by place, its merged ranges, and what is hidden."""

    name: str
    visible: bool
    cells: dict[Place, Cell]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()

    def at(self, row: int, column: int) -> Cell:
        """The cell at a place; blank where nothing is."""
        return self.cells.get((row, column), BLANK)

    def text(self, row: int, column: int) -> str:
        """The cell's text with its white space made single."""
        return tidy(self.at(row, column).text)

    def rows(self) -> tuple[int, ...]:
        """The rows that hold any text, in order."""
        return self._used[0]

    def columns(self) -> tuple[int, ...]:
        """The columns that hold any text, in order."""
        return self._used[1]

    @cached_property
    def _used(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Rows and columns that hold text, counted once: every row read asks for them."""
        places = [place for place, cell in self.cells.items() if cell.text.strip()]
        return tuple(sorted({row for row, _ in places})), tuple(sorted({column for _, column in places}))

    def merged_from(self, row: int, column: int) -> Place:
        """The place whose value a merged cell shows; the place itself where it is not merged."""
        return self._origins.get((row, column), (row, column))

    @cached_property
    def _origins(self) -> dict[Place, Place]:
        """Every place inside a merged range and the place whose value it shows; absurdly large ranges are left out."""
        return {
            (row, column): (top, left)
            for top, left, bottom, right in self.merges
            if (bottom - top + 1) * (right - left + 1) <= LARGEST_MERGE
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }

    def address(self, row: int, column: int) -> str:
        """Sheet!F13."""
        return f"{self.name}!{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook as it was read: its file's name and SHA-256, its sheets, and what was noticed."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = field(default=())

    def cells(self) -> Iterator[tuple[Sheet, Place, Cell]]:
        """Every cell of every sheet."""
        for sheet in self.sheets:
            for place, cell in sheet.cells.items():
                yield sheet, place, cell


def column_letters(column: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def tidy(text: str) -> str:
    """Text with no-break spaces, line breaks and runs of spaces made single spaces."""
    return " ".join(text.replace("\u00a0", " ").split())
