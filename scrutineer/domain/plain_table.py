"""Rows as plain text that spreadsheets and letters paste as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scrutineer.domain.hazards import FORMULA_STARTS, is_number_text


def as_plain_table(rows: Iterable[Sequence[str]]) -> str:
    """Tabs between cells, a line a row. A cell is one line, and none is taken for a formula where it is pasted."""
    return "\n".join("\t".join(map(_cell, row)) for row in rows)


def _cell(text: str) -> str:
    words = " ".join(text.split())
    return f"'{words}" if words.startswith(FORMULA_STARTS) and not is_number_text(words) else words
