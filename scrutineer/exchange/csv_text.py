"""Comma, semicolon and tab separated text in the encodings that spreadsheets write."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice
from typing import Any

_TRIED = 60  # rows looked at to find the delimiter


def read(content: bytes) -> dict[str, Any]:
    """One sheet called csv. A number keeps its text where the text says more ("1.10")."""
    text = decoded(content)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text))
    numbered = ((number, [_value(part) for part in row]) for number, row in enumerate(rows, 1))
    filled = [[number, values] for number, values in numbered if any(value is not None for value in values)]
    return {"sheets": [{"name": "csv", "visible": True, "rows": filled, "marks": [], "merges": []}]}


def decoded(content: bytes) -> str:
    """The text: UTF-16 or UTF-8 by its mark, else UTF-8 if it is that, else the Windows code page."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


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


def _value(text: str) -> Any:
    if not text or text.isspace():
        return None
    if text.isascii() and text.replace(".", "", 1).isdigit():
        number = float(text)
        shown = str(int(number)) if number.is_integer() else repr(number)
        return number if shown == text else text
    return text
