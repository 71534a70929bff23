"""Periods as sheets call them: a year, a quarter, a month. What could begin on two days is not read."""

from __future__ import annotations

import re
from datetime import date, timedelta

from scrutineer.domain.dates import MONTHS, either_way, months_after, read_date
from scrutineer.domain.grid import tidy

_SPAN = r"(?:fy\s*)?(20\d\d)\s*[-/–]\s*(?:20)?(\d\d)"
_YEARS = re.compile(rf"^{_SPAN}$", re.IGNORECASE)
_YEAR = re.compile(r"^(20\d\d)$")
_PART_FIRST = re.compile(rf"^(q|quarter|h|half)\s*([1-4]),?\s*(?:of\s*)?{_SPAN}$", re.IGNORECASE)
_PART_LAST = re.compile(rf"^{_SPAN},?\s*(q|quarter|h|half)\s*([1-4])$", re.IGNORECASE)
_PART_OF_ONE = re.compile(
    r"^(?:(?:q|quarter|h|half)\s*[1-4],?\s*20\d\d|20\d\d,?\s*(?:q|quarter|h|half)\s*[1-4])$", re.IGNORECASE
)
_MONTHS = re.compile(r"^([a-z]{3,9})\.?(?:\s*(?:-|–|/|to)\s*([a-z]{3,9})\.?)?[\s,'’-]*(20\d\d|\d\d)$", re.IGNORECASE)
_MONTHS_OF_YEARS = re.compile(
    r"^([a-z]{3,9})\.?[\s,'’]*(20\d\d)\s*(?:-|–|/|to)\s*([a-z]{3,9})\.?[\s,'’]*(20\d\d)$", re.IGNORECASE
)
_APRIL = 4  # the month in which the years of public bodies begin


def period_start(text: str) -> tuple[date | None, str]:
    """The day on which a period begins, or None and why that is not known.

    2025-26 begins in April, as the years of public bodies do, and its quarters and halves with it; 2025 in January.
    """
    typed = tidy(text)
    if not typed:
        return None, "no period is given"
    if _PART_OF_ONE.match(typed):
        return None, f"“{typed}” could begin in January or in April"
    if either_way(typed):
        return None, f"“{typed}” could have the day or the month first"
    day = _of_years(typed) or _of_months(typed) or read_date(typed)
    return day, "" if day else f"“{typed}” is no period with one beginning"


def period_end(text: str) -> date | None:
    """The last day of a period that says itself when it begins; of a single day that day. None where it does not."""
    starts, _ = period_start(text)
    if starts is None:
        return None
    months = _months_in(tidy(text))
    return months_after(starts, months) - timedelta(days=1) if months else starts


def _months_in(typed: str) -> int:
    """How many months a period has that begins on a known day; 0 for a day."""
    if _YEAR.match(typed) or _YEARS.match(typed):
        return 12
    part = _PART_FIRST.match(typed)
    last = _PART_LAST.match(typed)
    if part or last:
        kind = part[1] if part else last[3] if last else ""
        return 3 if kind.casefold().startswith("q") else 6
    if of_years := _MONTHS_OF_YEARS.match(typed):
        years = int(of_years[4]) - int(of_years[2])
        return 12 * years + (_month(of_years[3]) or 0) - (_month(of_years[1]) or 0) + 1
    months = _MONTHS.match(typed)
    if months is None:
        return 0
    first, ends = _month(months[1]), _month(months[2]) if months[2] else None
    return 1 if first is None or ends is None else (ends - first) % 12 + 1


def span_of(text: str, starts: date | None = None) -> tuple[date, date] | tuple[date | None, str]:
    """What the names of one period share, however each is written: its first and last day. What does not say itself
    when it begins or ends has its words in place of what is not known; `starts` where somebody said that day."""
    begins = starts or period_start(text)[0]
    ends = period_end(text)
    return (begins, ends) if begins is not None and ends is not None else (begins, tidy(text).casefold())


def is_like_period(text: str) -> bool:
    """Whether a text can name a period, in whatever way: one that is read, or any with a figure in it."""
    return period_start(text)[0] is not None or any(sign.isdecimal() for sign in text)


def _of_years(typed: str) -> date | None:
    if year := _YEAR.match(typed):
        return date(int(year[1]), 1, 1)
    if (years := _YEARS.match(typed)) and _follow(years[1], years[2]):
        return date(int(years[1]), _APRIL, 1)
    if (part := _PART_FIRST.match(typed)) and _follow(part[3], part[4]):
        return _part(int(part[3]), part[1], int(part[2]))
    if (part := _PART_LAST.match(typed)) and _follow(part[1], part[2]):
        return _part(int(part[1]), part[3], int(part[4]))
    return None


def _follow(first: str, second: str) -> bool:
    """Whether 2025 and 26 are a year and the next."""
    return (int(first) + 1) % 100 == int(second)


def _part(year: int, kind: str, number: int) -> date | None:
    """The first day of a quarter or half of a year that begins in April."""
    months = 3 if kind.casefold().startswith("q") else 6
    if number * months > 12:
        return None
    after = _APRIL - 1 + months * (number - 1)
    return date(year + after // 12, after % 12 + 1, 1)


def _of_months(typed: str) -> date | None:
    if of_years := _MONTHS_OF_YEARS.match(typed):
        begins, last = _month(of_years[1]), _month(of_years[3])
        ordered = begins and last and (int(of_years[2]), begins) <= (int(of_years[4]), last)
        return date(int(of_years[2]), begins, 1) if begins and ordered else None
    match = _MONTHS.match(typed)
    if match is None:
        return None
    first, last = _month(match[1]), _month(match[2]) if match[2] else 0
    if first is None or last is None:
        return None
    year = int(match[3]) if len(match[3]) == 4 else 2000 + int(match[3])
    return date(year - (last != 0 and last < first), first, 1)  # Dec to Feb 2026 begins in the year before


def _month(word: str) -> int | None:
    names = [month.casefold() for month in MONTHS]
    return next((number for number, name in enumerate(names, 1) if name.startswith(word.casefold())), None)
