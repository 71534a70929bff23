"""A first and a last day as people write them together, alone or behind a name: “from … to …”, “since …”, “until …”.

Each day is read as any that is typed (`typed_dates`); what names a month or a year and is no day is asked about, and
any other words stay what they are: a “Lead for years from 7 to 11” has no days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from scrutineer.domain.dates import MONTHS
from scrutineer.domain.typed_dates import read_typed_date

_BEGINS = re.compile(r"(?:^|(?<=[\s,;(–—-]))(from|since|to|until|till)\s+", re.IGNORECASE)
_LAST = re.compile(r"\s(?:to|until|till|-)\s|[–—]", re.IGNORECASE)
_FIRST_WORDS = ("from", "since")
_MONTH_OR_YEAR = re.compile(
    rf"\b(?:{'|'.join(f'{month}|{month[:3]}' for month in MONTHS)}|sept|(?:19|20)\d\d)\b|\d[/.]\d", re.IGNORECASE
)
_AROUND = " ,;:()–—-\t"


@dataclass(frozen=True, slots=True)
class TypedDays:
    """What was written: the words before the days, the days as far as they are named, or `ask`, what is not clear."""

    words: str = ""
    starts: date | None = None
    ends: date | None = None
    ask: str = ""


def days_behind(text: str, today: date) -> TypedDays:
    """The words of a text, and the first and last day that are written behind them."""
    unclear = ""
    for match in _BEGINS.finditer(text):
        read = _span(text[match.start() :], match[1].casefold(), today)
        if not read.ask:
            return TypedDays(text[: match.start()].rstrip(_AROUND), read.starts, read.ends)
        if _MONTH_OR_YEAR.search(text[match.start() :]):
            unclear = unclear or read.ask
    return TypedDays(text, ask=unclear)


def read_days(text: str, today: date) -> TypedDays:
    """The first and last day that a cell names which holds nothing else; “1 April 2026 – 31 March 2027” too. A day
    alone is the first."""
    typed = text.strip(_AROUND)
    begins = _BEGINS.match(typed)
    return _span(typed if begins else f"from {typed}", begins[1].casefold() if begins else "from", today)


def _span(text: str, begins: str, today: date) -> TypedDays:
    """What stands behind “from” or “to”, to the end of the text."""
    said = text[len(begins) :].strip(_AROUND)
    if begins not in _FIRST_WORDS:
        last = read_typed_date(said, today)
        return TypedDays(ends=last.day, ask=_asked(last.ask, last.day, said))
    whole = read_typed_date(said, today)
    if whole.day is not None:
        return TypedDays(starts=whole.day)
    unclear = _asked(whole.ask, whole.day, said)
    for between in _LAST.finditer(said):
        first, last = (
            read_typed_date(part, today) for part in (said[: between.start()].strip(), said[between.end() :].strip())
        )
        if first.day is not None and last.day is not None:
            return TypedDays(starts=first.day, ends=last.day)
        if first.day is not None or last.day is not None:
            unclear = first.ask or last.ask or unclear
    return TypedDays(ask=unclear)


def _asked(ask: str, day: date | None, said: str) -> str:
    return ask or ("" if day is not None else f"“{said}” is no date")
