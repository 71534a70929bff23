"""Dates as this field writes them. Times are stored in UTC and shown in local time."""

from __future__ import annotations

import re
from datetime import date, datetime

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_NEAR = 330  # days within which a day of the month names one day

# Two figures for a year are this century's: what is dated in a return is a meeting, a deadline or a reply of a recent
# year. A year of three or five figures is a slip, and no date.
_NUMBERS = re.compile(r"^\s*(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4}|\d{2})\s*$")
_ISO = re.compile(r"^\s*(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$")
_WORDS = re.compile(r"^\s*(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4}|\d{2})\s*$")


def long_date(day: date) -> str:
    """20 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """20 Nov 26, for tables."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year % 100:02d}"


def near_date(day: date, today: date) -> str:
    """20 Nov, for tables: with its year where another 20 November is about as near."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}" if abs((day - today).days) < _NEAR else short_date(day)


def short_moment(moment: datetime) -> str:
    """20 Nov 26 14:32, of a moment in local time."""
    return f"{short_date(moment.date())} {moment:%H:%M}"


def period(starts: date, ends: date) -> str:
    """1 March 2026 to 31 March 2027."""
    return f"{long_date(starts)} to {long_date(ends)}"


def local_day(stamp: str) -> date:
    """The local day of a stamp: after midnight in summer it is a day on from the one that the stamp begins with."""
    return datetime.fromisoformat(stamp).astimezone().date()


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of that month where it has no such day."""
    import calendar  # the first page stands without it, and without the locale that it loads

    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def days_past(day: date | None, until: date) -> int:
    """How many days lie behind a day; 0 where it lies ahead, or there is none."""
    return max(0, (until - day).days) if day is not None else 0


def read_date(text: str, habit: str = "day first") -> date | None:
    """A date as ISO, in words, or in numbers with the day or the month first; None where it is no such date."""
    iso = _ISO.match(text)
    if iso:
        return _checked(int(iso[1]), int(iso[2]), int(iso[3]))
    numbers = _NUMBERS.match(text)
    if numbers:
        first, second = int(numbers[1]), int(numbers[2])
        day, month = (first, second) if habit == "day first" else (second, first)
        return _checked(_year(numbers[3]), month, day)
    words = _WORDS.match(text)
    if words:
        names = [month.lower()[:3] for month in MONTHS]
        key = words[2].lower()[:3]
        return _checked(_year(words[3]), names.index(key) + 1, int(words[1])) if key in names else None
    return None


def either_way(text: str) -> bool:
    """Whether a date in numbers could have the day or the month first and would mean two different days."""
    match = _NUMBERS.match(text)
    return match is not None and match[1] != match[2] and int(match[1]) <= 12 and int(match[2]) <= 12


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _checked(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
