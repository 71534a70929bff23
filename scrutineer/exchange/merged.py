"""Cells that are merged with others, in words: which range they are, and what the cell that they show holds."""

from __future__ import annotations

from scrutineer.domain.grid import NO_MARK, Range, Sheet, column_letters
from scrutineer.domain.words import shortened

_SHOWN = 40  # characters of what another cell holds


def merged_with(sheet: Sheet, row: int, column: int) -> str:
    """Of a place that shows the value or the colour of another, which one and what it holds; "" for any other."""
    origin = sheet.merged_from(row, column) if sheet.merges else (row, column)
    if origin == (row, column):
        return ""
    held, painted = sheet.text(*origin), sheet.marks.get(origin, NO_MARK).fill
    named = f"row {origin[0]}, column {origin[1]}" if sheet.in_words else f"{column_letters(origin[1])}{origin[0]}"
    if not held:
        return f"merged with {named}, which has a colour" if painted else ""
    return f"merged with {named}, which holds “{shortened(held, _SHOWN)}”"


def in_words(sheet: Sheet, merged: Range) -> str:
    """A range as a person finds it: C2:C5; in a table of a document “rows 2 to 5, column 3”."""
    top, left, bottom, right = merged
    if not sheet.in_words:
        return f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
    rows = f"rows {top} to {bottom}" if bottom > top else f"row {top}"
    return f"{rows}, columns {left} to {right}" if right > left else f"{rows}, column {left}"
