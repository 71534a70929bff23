"""Rows as a spreadsheet puts them on the clipboard: tabs between cells, marks round a cell of several lines."""

from __future__ import annotations

import csv
import io

from scrutineer.errors import UserError

MOST_ROWS = 2_000
MOST_CHARACTERS = 2_000_000


def pasted_rows(text: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a pasted text, each cell one line; rows without a word are left out. Too much is refused."""
    if len(text) > MOST_CHARACTERS:
        raise UserError("That is too much to paste at once.", "Paste it in parts. Nothing was added.")
    lines = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter="\t")
    rows = tuple(tuple(" ".join(cell.split()) for cell in line) for line in lines)
    filled = tuple(row for row in rows if any(row))
    if len(filled) > MOST_ROWS:
        raise UserError(
            f"That is {len(filled):,} rows; {MOST_ROWS:,} can be pasted at once.",
            "Paste it in parts. Nothing was added.",
        )
    return filled


def as_csv(rows: tuple[tuple[str, ...], ...]) -> str:
    """The same rows as a file with commas."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue()
