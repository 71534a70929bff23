"""A workbook as data: sheets of plain values, and what is known of a cell beyond its value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import repeat

Place = tuple[int, int]
"""Row and column, both counted from 1."""

Range = tuple[int, int, int, int]
"""The first row and column of some cells, and the last."""

Value = str | float | bool | None
"""What a cell holds, without its looks; None for nothing, or nothing but space."""


@dataclass(frozen=True, slots=True)
class CellMark:
    """What is known of a cell beyond its value. `kind` is "" where the value says it.

    `total` where it is worked out by a formula from the rows above it in its own column.
    """

    kind: str = ""
    fill: str = ""
    comment: str = ""
    percent: bool = False
    total: bool = False


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


@dataclass(frozen=True, slots=True)
class DropDown:
    """A list of choices on a range of cells ("C4:C20"), in the order in which they are offered."""

    cells: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Extra:
    """Something in a workbook that is no cell: `kind` is text box, embedded, picture, link or macros."""

    kind: str
    sheet: str = ""
    place: str = ""
    text: str = ""


BLANK = Cell("", "blank")
NO_MARK = CellMark()
LARGEST_MERGE = 10_000  # cells: beyond it a range is a slip, such as a whole column merged, and would fill memory


def value_text(value: Value) -> str:
    """A value as it is shown: whole numbers without a point, flags as TRUE and FALSE."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    # beyond 15 figures a float no longer holds every whole number, and Excel shows no more of them either
    return str(int(value)) if value == value // 1 and abs(value) < 1e15 else repr(float(value))


def _all_tidy(texts: str) -> bool:
    """Whether no text of a stretch has a space at either end, two together, or white space of another kind."""
    line = texts.replace("\0", " ")
    return line.isprintable() and "  " not in line and line[:1] != " " and line[-1:] != " "


def _joined(lines: Iterable[Sequence[Value]]) -> str:
    """All texts of these rows, NUL between them."""
    return "\0".join([value for values in lines for value in values if value.__class__ is str])


def _tidied(values: Sequence[Value]) -> list[Value]:
    return [tidy(value) if isinstance(value, str) else value for value in values]


def _cell(value: Value, mark: CellMark) -> Cell:
    if mark.percent and isinstance(value, float | int):
        number = float(value)
        return Cell(f"{value_text(round(number * 100, 6))}%", "number", number, True, mark.fill, mark.comment)
    if mark.kind:
        text = "=" if mark.kind == "lost" else value_text(value)
        return Cell(text, mark.kind, None, False, mark.fill, mark.comment)
    if isinstance(value, bool):
        return Cell(value_text(value), "flag", None, False, mark.fill, mark.comment)
    if isinstance(value, float | int):
        return Cell(value_text(value), "number", float(value), False, mark.fill, mark.comment)
    if value is None or not value:
        return Cell("", "blank", None, False, mark.fill, mark.comment) if mark is not NO_MARK else BLANK
    return Cell(value, "text", None, False, mark.fill, mark.comment)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some rows of a sheet and all their texts as typed in one, joined by NUL; `tidy` where their white space is.

    What is rare is looked for in many cells at once: a look at each would cost twenty times as much.
    """

    rows: Sequence[int]
    texts: str
    tidy: bool


_STRETCH = 32  # rows


@dataclass(frozen=True)
class Sheet:
    """One sheet: by row its values from column A on, the marks of cells that are more than a value, its merged
    ranges, and what is hidden. `declared` is the size the file itself claims, which may be far more than is used.
    The places of one that is a table of a document are called `in_words`."""

    name: str
    visible: bool
    values: Mapping[int, Sequence[Value]]
    marks: Mapping[Place, CellMark] = field(default_factory=dict)
    merges: tuple[Range, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    drop_downs: tuple[DropDown, ...] = ()
    declared: Place = (0, 0)
    in_words: bool = False

    def value(self, row: int, column: int) -> Value:
        """The bare value at a place."""
        values = self.values.get(row, ())
        return values[column - 1] if column <= len(values) else None

    def at(self, row: int, column: int) -> Cell:
        """The cell at a place; blank where nothing is."""
        return _cell(self.value(row, column), self.marks.get((row, column), NO_MARK))

    def text(self, row: int, column: int) -> str:
        """The cell's text with its white space made single."""
        values = self._tidied.get(row, ())
        value = values[column - 1] if column <= len(values) else None
        if value.__class__ is str:
            return value
        if value is None:
            return "=" if self._is_lost(row, column) else ""
        return self.at(row, column).text

    def words(self, row: int, column: int) -> str:
        """The cell's text where words are asked for: a formula of which no result is stored says none."""
        return "" if self._is_lost(row, column) else self.text(row, column)

    def column(self, column: int, rows: Iterable[int]) -> list[str]:
        """The texts of a column in these rows."""
        asked = list(rows)
        lines = zip(asked, map(self._tidied.get, asked, repeat(())), strict=True)
        return [
            value
            if column <= len(values) and (value := values[column - 1]).__class__ is str
            else self.text(row, column)
            for row, values in lines
        ]

    def tidied(self, row: int) -> Sequence[Value]:
        """The values of a row from column A on, the white space of each text made single."""
        return self._tidied.get(row, ())

    @cached_property
    def _tidied(self) -> Mapping[int, Sequence[Value]]:
        """By row what `tidied` gives, made once: each is asked for several times, and most are tidy as typed."""
        tidied = dict(self.values)
        for stretch in self.stretches():
            if not stretch.tidy:
                tidied.update((row, _tidied(self.values[row])) for row in stretch.rows)
        return tidied

    def texts_of(self, stretch: Stretch) -> str:
        """All texts of a stretch with their white space made single, NUL between them."""
        return stretch.texts if stretch.tidy else _joined(self._tidied[row] for row in stretch.rows)

    def stretches(self) -> tuple[Stretch, ...]:
        """The sheet from the top, some rows at a time."""
        return self._stretches

    @cached_property
    def _stretches(self) -> tuple[Stretch, ...]:
        rows = sorted(self.values)
        parts = [rows[start : start + _STRETCH] for start in range(0, len(rows), _STRETCH)]
        texts = [_joined(self.values[row] for row in part) for part in parts]
        return tuple(Stretch(part, text, _all_tidy(text)) for part, text in zip(parts, texts, strict=True))

    def _is_lost(self, row: int, column: int) -> bool:
        return bool(self.marks) and self.marks.get((row, column), NO_MARK).kind == "lost"

    def cells(self) -> Iterator[tuple[Place, Cell]]:
        """Every cell that holds a value or has a mark."""
        for row, values in self.values.items():
            for column, value in enumerate(values, 1):
                if value is not None:
                    yield (row, column), _cell(value, self.marks.get((row, column), NO_MARK))
        for place, mark in self.marks.items():
            if self.value(*place) is None:
                yield place, _cell(None, mark)

    def is_total(self, row: int, column: int) -> bool:
        """Whether a cell is worked out from the rows above it."""
        return bool(self.marks) and self.marks.get((row, column), NO_MARK).total

    def rows(self) -> tuple[int, ...]:
        """The rows that hold any text, in order."""
        return self._used[0]

    def columns(self) -> tuple[int, ...]:
        """The columns that hold any text, in order."""
        return self._used[1]

    def filled(self, row: int) -> tuple[int, ...]:
        """The columns of a row that hold any text, in order."""
        return self._filled.get(row, ())

    @cached_property
    def _filled(self) -> dict[int, tuple[int, ...]]:
        """By row, the columns that hold text. Rows that are filled alike, nearly all of them, share one tuple."""
        alike: dict[tuple[int, ...], tuple[int, ...]] = {}
        whole: dict[int, tuple[int, ...]] = {}
        filled: dict[int, tuple[int, ...]] = {}
        for row, values in self.values.items():
            if None in values:
                columns = tuple([column for column, value in enumerate(values, 1) if value is not None])
            else:
                columns = whole.get(len(values)) or tuple(range(1, len(values) + 1))
                whole[len(values)] = columns
            filled[row] = alike.setdefault(columns, columns)
        for row, lost in self._lost.items():
            filled[row] = tuple(sorted({*filled.get(row, ()), *lost}))
        return filled

    @cached_property
    def _lost(self) -> dict[int, list[int]]:
        """By row, the columns of formulas without a value: they have no value to be counted by and are not blank."""
        columns: dict[int, list[int]] = {}
        for (row, column), mark in self.marks.items():
            if mark.kind == "lost":
                columns.setdefault(row, []).append(column)
        return columns

    @cached_property
    def _used(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Rows and columns that hold text, counted once: every row read asks for them."""
        rows = sorted(row for row, filled in self._filled.items() if filled)
        columns = {column for filled in set(self._filled.values()) for column in filled}
        return tuple(rows), tuple(sorted(columns))

    @cached_property
    def comments(self) -> dict[int, list[tuple[int, str]]]:
        """By row, the comments on its cells: column and text."""
        by_row: dict[int, list[tuple[int, str]]] = {}
        for (row, column), mark in sorted(self.marks.items()):
            if mark.comment:
                by_row.setdefault(row, []).append((column, tidy(mark.comment)))
        return by_row

    def merged_from(self, row: int, column: int) -> Place:
        """The place whose value a merged cell shows; the place itself where it is not merged."""
        return self._origins.get((row, column), (row, column))

    def merged_range(self, row: int, column: int) -> Range | None:
        """The merged range that a place lies in: its first row and column, and its last; None where it is in none."""
        return self._ranges.get(self.merged_from(row, column)) if self.merges else None

    @cached_property
    def _ranges(self) -> dict[Place, Range]:
        """The merged ranges by the place whose value they show; absurdly large ones are left out."""
        return {
            merge[:2]: merge
            for merge in self.merges
            if (merge[2] - merge[0] + 1) * (merge[3] - merge[1] + 1) <= LARGEST_MERGE
        }

    @cached_property
    def _origins(self) -> dict[Place, Place]:
        """Every place inside a merged range and the place whose value it shows."""
        return {
            (row, column): (top, left)
            for top, left, bottom, right in self._ranges.values()
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }

    def address(self, row: int, column: int) -> str:
        """Sheet!F13; in a table of a document “Table 1, row 3, column 2”."""
        if self.in_words:
            return f"{self.name}, row {row}, column {column}"
        return f"{self.name}!{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook as it was read: its file's name, kind and SHA-256, its sheets, and what in it is no cell.

    `looks_read` is False where the kind of file was read for its values alone, without colours and comments.
    """

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    kind: str = "xlsx"
    extras: tuple[Extra, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    looks_read: bool = True

    def cells(self) -> Iterator[tuple[Sheet, Place, Cell]]:
        """Every cell of every sheet."""
        for sheet in self.sheets:
            for place, cell in sheet.cells():
                yield sheet, place, cell

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of this name, or None."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


@lru_cache(maxsize=1_024)
def column_letters(column: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


_ADDRESS = re.compile(r"\A(?P<sheet>.*)!(?P<column>[A-Z]{1,3})(?P<row>[0-9]{1,7})", re.DOTALL)


_IN_WORDS = re.compile(r"\A(?P<sheet>Table [0-9]{1,7}), row (?P<row>[0-9]{1,7}), column (?P<column>[0-9]{1,7})")


def place_of(address: str) -> tuple[str, Place] | None:
    """The sheet, row and column of “Sheet!F13” or of “Table 1, row 3, column 2”, as `Sheet.address` writes it; None
    where it is no such address."""
    words = _IN_WORDS.fullmatch(address)
    if words is not None:
        return words["sheet"], (int(words["row"]), int(words["column"]))
    parts = _ADDRESS.fullmatch(address)
    if parts is None:
        return None
    column = 0
    for letter in parts["column"]:
        column = column * 26 + ord(letter) - 64
    return parts["sheet"], (int(parts["row"]), column)


def sheet_of(address: str) -> str:
    """The sheet that an address, or the place of a row, lies in; "" where it names none."""
    place = place_of(address)
    return place[0] if place is not None else address.rpartition("!")[0]


def tidy(text: str) -> str:
    """Text with no-break spaces, line breaks and runs of spaces made single spaces."""
    return " ".join(text.split())


def cell_text(text: str) -> str:
    """Text without the control characters that a workbook cannot hold, and no longer than a cell."""
    return "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 32)[:32_000]
