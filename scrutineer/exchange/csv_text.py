"""Comma, semicolon and tab separated text in the encodings that spreadsheets write."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice
from typing import Any

from scrutineer.domain.grid import column_letters

_TRIED = 60  # rows looked at to find the delimiter
_NO_LIMIT = 2**31 - 1  # characters of a field: the file's own size is the limit
_HEAD = 4_000  # bytes that show how a text is written


def read(content: bytes) -> dict[str, Any]:
    """One sheet called csv. A number keeps its text where the text says more ("1.10").

    A cell that holds whole rows, because a quotation mark in it is not closed, is told among the extras.
    """
    csv.field_size_limit(_NO_LIMIT)
    text = decoded(content)
    mark = delimiter(text)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    numbered = ((number, [value_of(part) for part in row]) for number, row in enumerate(rows, 1))
    filled = [[number, values] for number, values in numbered if any(value is not None for value in values)]
    sheet = {"name": "csv", "visible": True, "rows": filled, "marks": [], "merges": []}
    return {"sheets": [sheet], "extras": [["rows in a cell", "csv", place, ""] for place in _swallowed(rows, mark)]}


def _swallowed(rows: list[list[str]], mark: str) -> list[str]:
    """The cells in which whole rows stand: lines with as many delimiters as a row of this file has."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return []
    usual = widths.most_common(1)[0][0] - 1
    return [
        f"{column_letters(column)}{number}"
        for number, row in enumerate(rows, 1)
        for column, text in enumerate(row, 1)
        if "\n" in text and any(line.count(mark) >= usual for line in text.splitlines()[1:])
    ]


def decoded(content: bytes) -> str:
    """The text: UTF-16 by its mark or by its noughts, UTF-8 if it is that, else the Windows code page."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    wide = utf_16(content)
    if wide:
        return content.decode(wide, errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def utf_16(content: bytes) -> str:
    """Which UTF-16 a text without a mark is written in, by where its noughts stand; "" where it is not."""
    head = content[:_HEAD]
    pairs = len(head) // 2
    if not pairs or len(content) % 2:
        return ""
    low, high = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if high > pairs * 0.6 and not low:
        return "utf-16-le"
    return "utf-16-be" if low > pairs * 0.6 and not high else ""


def delimiter(text: str) -> str:
    """The mark that gives most rows the same number of columns, above one; a comma where none does."""
    first = text.split("\n", 1)[0].strip(" \r").lower()  # a tab may be the mark that it names
    if first.startswith("sep=") and len(first) == 5:
        return first[4]

    def agreement(mark: str) -> tuple[int, int]:
        rows = islice(csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=mark), _TRIED)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, times = widths.most_common(1)[0] if widths else (0, 0)
        return times, width

    return max(",;\t|", key=agreement)


def value_of(text: str) -> Any:
    """What a text stands for: a number where it says no more than the number, nothing for nothing but space."""
    if not text or text.isspace():
        return None
    if text.isascii() and text.replace(".", "", 1).isdigit():
        number = float(text)
        shown = str(int(number)) if number.is_integer() else repr(number)
        return number if shown == text else text
    return text
