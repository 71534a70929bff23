"""A date as a person types it: the day it means, or the question to ask. Nothing is ever taken for a day that it may
not be.

What strangers write in workbooks is read by `dates.read_date`, which knows no today and fills in no year.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from scrutineer.domain.dates import MONTHS, long_date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_EARLIEST = 1900
_YEARS_AHEAD = 10  # two figures for a year are taken for one no further ahead than this
_FURTHEST_AHEAD = 50
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+")
_BETWEEN = re.compile(r"[\s,./\-–—’‘'`]*")
_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_FILLERS = frozenset({"of", "the"})
_SPANS = frozenset(
    {"end", "start", "beginning", "middle", "mid", "early", "late", "by", "before", "after", "about", "around", "week",
     "month", "next", "last", "spring", "summer", "autumn", "winter", "term", "quarter", "q"}
)  # fmt: skip


class When(Enum):
    """Where the day of a field may lie: what has happened, what lies ahead, or either."""

    HAPPENED = "happened"
    AHEAD = "ahead"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class TypedDate:
    """What was typed for a date: the day, or `ask`, a sentence that says what is not clear. Neither: nothing typed."""

    day: date | None = None
    ask: str = ""


def in_numbers(day: date) -> str:
    """A day as it is typed in numbers: 20/11/2026."""
    return f"{day:%d/%m}/{day.year}"


def example(day: date) -> str:
    """Both ways in which a day is typed, by one that is near: nobody is shown a year that is over."""
    return f"such as {in_numbers(day)} or {long_date(day)}"


def read_typed_date(text: str, today: date, when: When = When.EITHER) -> TypedDate:
    """The day that was typed. Without a year: the last such day for what has happened, the next for what is ahead."""
    typed = " ".join(unicodedata.normalize("NFKC", text).split())
    if not typed:
        return TypedDate()
    tokens = _tokens(typed)
    if tokens is None:
        return TypedDate(ask=f"“{typed}” is no date. Write it {example(today)}.")
    named = {"today": today, "yesterday": today - timedelta(1), "tomorrow": today + timedelta(1)}
    if len(tokens) == 1 and tokens[0] in named:
        return _placed(named[tokens[0]], today, when)
    weekday = _month_or_day(tokens[0], WEEKDAYS)
    if weekday is not None:
        tokens = tokens[1:]
    parts = _parts(tokens)
    if parts is None:
        return TypedDate(ask=_no_day(typed, tokens, today))
    reading = _day_of(typed, *parts, today, when)
    if reading.day is None:
        return reading
    if weekday is not None and reading.day.weekday() != weekday:
        right = WEEKDAYS[reading.day.weekday()]
        return TypedDate(ask=f"{long_date(reading.day)} is a {right}, not a {WEEKDAYS[weekday]}. Which did you mean?")
    return _placed(reading.day, today, when)


def _tokens(typed: str) -> list[str] | None:
    """Numbers and words in small letters, endings and fillers left out; None where anything else stands between."""
    tokens: list[str] = []
    place = 0
    lowered = typed.lower().removesuffix(".")
    for match in _TOKEN.finditer(lowered):
        if not _BETWEEN.fullmatch(lowered[place : match.start()]):
            return None
        place = match.end()
        if match[0] in _FILLERS or (match[0] in _ENDINGS and tokens and tokens[-1].isdecimal()):
            continue
        tokens.append(match[0])
    return tokens if tokens and place == len(lowered) else None


def _month_or_day(token: str, names: tuple[str, ...]) -> int | None:
    """The place of a name that a word of three letters or more begins (“Sept”, “tues”); None for any other word."""
    if len(token) < 3 or token.isdecimal():
        return None
    return next((place for place, name in enumerate(names) if name.lower().startswith(token)), None)


def _parts(tokens: list[str]) -> tuple[str, int, str] | None:
    """Day, month and year as they were written, year "" where there is none; None for any other order of things."""
    months = [_month_or_day(token, MONTHS) for token in tokens]
    numbers = [token.isdecimal() for token in tokens]
    match numbers:
        case [True, True, True] if len(tokens[0]) == 4:
            return tokens[2], int(tokens[1]), tokens[0]
        case [True, True, True]:
            return tokens[0], int(tokens[1]), tokens[2]
        case [True, True]:
            return (tokens[0], int(tokens[1]), "") if max(map(len, tokens)) <= 2 else None
        case [True, False] | [True, False, True] if months[1] is not None:
            return tokens[0], months[1] + 1, tokens[2] if len(tokens) == 3 else ""
        case [False, True, True] if months[0] is not None:
            return tokens[1], months[0] + 1, tokens[2]
        case [False, True] if months[0] is not None and len(tokens[1]) <= 2:
            return tokens[1], months[0] + 1, ""
    return None


def _no_day(typed: str, tokens: list[str], today: date) -> str:
    names = [_month_or_day(token, MONTHS) for token in tokens]
    if any(name is not None for name in names) or _SPANS & set(tokens):
        return f"“{typed}” is not one day. Write the day, {example(today)}."
    return f"“{typed}” is no date. Write it {example(today)}."


def _day_of(typed: str, day_text: str, month: int, year_text: str, today: date, when: When) -> TypedDate:
    day = int(day_text) if len(day_text) <= 2 else 0
    if not 1 <= month <= 12:
        return TypedDate(ask=f"“{typed}” names no month. Write the day first, {example(today)}.")
    if not year_text:
        return _without_year(typed, day, month, today, when)
    year = int(year_text) if len(year_text) <= 4 else 0
    if len(year_text) == 2:
        year += 2000
        if year > today.year + _YEARS_AHEAD:
            return TypedDate(ask=f"“{typed}” could be {year - 100} or {year}. Write the year in full.")
    if len(year_text) not in (2, 4) or not _EARLIEST <= year <= today.year + _FURTHEST_AHEAD:
        return TypedDate(ask=f"“{typed}” has the year {year_text}. Write the year in full, {example(today)}.")
    return _checked(typed, year, month, day)


def _without_year(typed: str, day: int, month: int, today: date, when: When) -> TypedDate:
    """The day nearest by the field's direction; 29 February may lie some years off."""
    years = range(today.year, today.year + 9) if when is When.AHEAD else range(today.year, today.year - 9, -1)
    for year in years:
        if not 1 <= day <= calendar.monthrange(year, month)[1]:
            continue
        day_of_year = date(year, month, day)
        if when is When.EITHER or (day_of_year >= today if when is When.AHEAD else day_of_year <= today):
            return TypedDate(day_of_year)
    return _checked(typed, today.year, month, day)


def _checked(typed: str, year: int, month: int, day: int) -> TypedDate:
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        return TypedDate(ask=f"“{typed}” is no date: {MONTHS[month - 1]} {year} has {length} days.")
    return TypedDate(date(year, month, day))


def _placed(day: date, today: date, when: When) -> TypedDate:
    if when is When.HAPPENED and day > today:
        return TypedDate(ask=f"{long_date(day)} lies ahead. Write the day on which it happened.")
    return TypedDate(day)
