"""Days as people write them in names and on pages: one, several or a range, and such as no calendar has."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from scrutineer.domain.dates import MONTHS

_EARLIEST = 1990
_LATEST = 2099

_ONE = r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?"
_MORE = r"((?:\d{1,2}(?:st|nd|rd|th)? ?(?:,|-|–|—|/|to|and|&) ?){1,6}\d{1,2})(?:st|nd|rd|th)?(?: of)?"
_TO = " ?(?:-|–|—|/|to|and|&) ?"
_MONTH = f"({'|'.join(f'{month}|{month[:3]}' for month in MONTHS)}|Sept)(?![a-z])"
_YEAR = r"[ .,-]{0,2}(\d{4}|\d\d)(?!\d|[:.]\d| ?[ap]m\b|,? \d{4})"  # “12 March 10.30” and “12 March 10am” name no year

_DAYS_OF_MONTH = re.compile(rf"(?<!\d)(?<!\d[-.]){_MORE}[ .-]?{_MONTH}{_YEAR}", re.IGNORECASE)
_ACROSS_MONTHS = re.compile(rf"(?<!\d){_ONE} ?{_MONTH}{_TO}{_ONE} ?{_MONTH}{_YEAR}", re.IGNORECASE)
_ISO = re.compile(r"(?<!\d)(\d{4})[-. /](\d{1,2})[-. /](\d{1,2})(?!\d)")
_RUN = re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?!\d)")
_TURNED = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d{4})(?!\d)")
_WORDS = re.compile(rf"(?<!\d)(?<!\d[-–]){_ONE}[ .-]?{_MONTH}{_YEAR}", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)", re.IGNORECASE)
_NUMBERS = re.compile(r"(?<![\d.])(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d\d)(?!\d)")
_MONTH_ALONE = re.compile(rf"\b{_MONTH}[ .,-]{{0,2}}(\d{{4}})(?!\d)", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written from `start` to `end`: the days it names, several for a range; none where the calendar has no
    such day. `plain` where it can mean no other day."""

    days: tuple[date, ...]
    plain: bool
    start: int
    end: int


def days_in(text: str) -> list[Written]:
    """Every day that a text names, in the order written."""
    kept: list[Written] = []
    for pattern, take in _PATTERNS:
        for match in pattern.finditer(text):
            written = take(match)
            if written is not None and all(match.end() <= other.start or other.end <= match.start() for other in kept):
                kept.append(written)
    return sorted(kept, key=lambda written: written.start)


def day_at(text: str, start: int) -> Written | None:
    """The day, or the days, that a text names right there, behind a weekday where one stands."""
    weekday = _WEEKDAY.match(text, start)
    begins = weekday.end() if weekday is not None else start
    for pattern, take in _PATTERNS:
        match = pattern.match(text, begins)
        written = take(match) if match is not None else None
        if written is not None:
            return written
    return None


def months_in(text: str) -> list[tuple[int, int]]:
    """Each year and month that stand together in a text."""
    named = [(int(match[2]), _month(match[1])) for match in _MONTH_ALONE.finditer(text)]
    return [(year, month) for year, month in named if month and _EARLIEST <= year <= _LATEST]


def _written(match: re.Match[str], days: tuple[date | None, ...], plain: bool) -> Written:
    known = tuple(day for day in days if day is not None)
    return Written(known if len(known) == len(days) else (), plain, match.start(), match.end())


def _take_iso(match: re.Match[str]) -> Written | None:
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if not (_EARLIEST <= year <= _LATEST and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return _written(match, (_day(year, month, day),), True)


def _take_run(match: re.Match[str]) -> Written | None:
    """Eight figures may be any number: what the calendar does not have is none of its days."""
    written = _take_iso(match)
    return written if written is not None and written.days else None


def _take_turned(match: re.Match[str]) -> Written | None:
    day = _day(int(match[3]), int(match[2]), int(match[1]))
    return _written(match, (day,), int(match[1]) > 12) if day is not None else None


def _take_words(match: re.Match[str]) -> Written | None:
    month, year = _month(match[2]), _year(match[3])
    return (
        _written(match, (_day(year, month, int(match[1])),), len(match[3]) == 4) if month and _is_year(year) else None
    )


def _take_month_first(match: re.Match[str]) -> Written | None:
    month, year = _month(match[1]), int(match[3])
    return _written(match, (_day(year, month, int(match[2])),), True) if month and _is_year(year) else None


def _take_numbers(match: re.Match[str]) -> Written | None:
    """Day first, as it is written here; plain only where it cannot be the month, and the year is written out."""
    first, second, year = int(match[1]), int(match[2]), _year(match[3])
    if not _is_year(year):
        return None
    day = _day(year, second, first)
    if day is None and len(match[3]) == 4:
        day = _day(year, first, second)  # month first, as in America: never plain
        is_like_a_day = 1 <= first <= 31 and 1 <= second <= 12
        return _written(match, (day,), False) if day is not None or is_like_a_day else None
    is_plain = len(match[3]) == 4 and (first > 12 or first == second)
    return _written(match, (day,), is_plain) if day is not None else None


def _take_days_of_month(match: re.Match[str]) -> Written | None:
    month, year = _month(match[2]), _year(match[3])
    if not (month and _is_year(year)):
        return None
    return _written(match, tuple(_day(year, month, int(day)) for day in re.findall(r"\d+", match[1])), False)


def _take_across_months(match: re.Match[str]) -> Written | None:
    first, last, year = _month(match[2]), _month(match[4]), _year(match[5])
    if not (first and last and _is_year(year)):
        return None
    begun = year - 1 if first > last else year
    return _written(match, (_day(begun, first, int(match[1])), _day(year, last, int(match[3]))), False)


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Written | None]], ...] = (
    (_DAYS_OF_MONTH, _take_days_of_month), (_ACROSS_MONTHS, _take_across_months), (_ISO, _take_iso), (_RUN, _take_run),
    (_TURNED, _take_turned), (_WORDS, _take_words), (_MONTH_FIRST, _take_month_first), (_NUMBERS, _take_numbers),
)  # fmt: skip
"""Each way of writing a day; one that says more stands before one that it holds."""


def _month(word: str) -> int:
    """The number of a month, whole or cut short as people do; 0 for any other word."""
    typed = word.lower()
    typed = "sep" if typed == "sept" else typed
    return next((n for n, month in enumerate(MONTHS, 1) if typed in (month.lower(), month.lower()[:3])), 0)


def _year(written: str) -> int:
    return int(written) if len(written) == 4 else 2000 + int(written)


def _is_year(year: int) -> bool:
    return _EARLIEST <= year <= _LATEST


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _is_year(year) else None
    except ValueError:
        return None
