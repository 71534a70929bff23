"""The day that a document is of: where one was found, and whether it may be taken for that day without asking.

A file's own day of saving by the system is never among them: copying a folder makes it today's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from scrutineer.domain.dates import MONTHS, long_date

FIRST_PAGE = 3_000
"""How many characters of a document are taken for its first page."""

_EARLIEST = 1990
_FIRST_LINES = 15
_TOP = 600  # characters in which a heading says when the meeting was

_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
_WORDED_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})\.?,? (\d{4})(?!\d)", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)", re.IGNORECASE)
_DAY_IN_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d\d)(?!\d)")
_ANY_WORD = re.compile(r"[a-z]{3,9},? ", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:dated|date of [a-z ]{3,24}|[a-z]{3,12} date|date published|date|published on|published|held on)"
    r"[ :–—-]{0,6}\n?",
    re.IGNORECASE,
)
_NAMED_SO = frozenset({"date", "dated", "held on", "published", "published on", "date published"})
_DATE_OF = frozenset(
    {"meeting", "report", "letter", "visit", "audit", "interview", "minutes", "publication", "document"}
)
_RECORDS = ("minutes", "notes", "record", "meeting", "visit", "interview", "report")
_ON = re.compile(r" (?:on|dated) ", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"\b(?:last|previous|next|earlier)\b", re.IGNORECASE)
_TIME = re.compile(r",? ?(?:at )?\d[\d:. –-]{0,12}(?:am|pm)?\.?", re.IGNORECASE)

_RUN = re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?!\d)")
_TURNED = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d{4})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})[-. ](\d{1,2})[-. ](\d{1,2})(?!\d)")
_WORDS = re.compile(
    r"(?<!\d)(?<!\d[-–])(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ .-]?([a-z]{3,9})[ .,-]{0,2}(\d{4}|\d\d)(?!\d)", re.IGNORECASE
)  # fmt: skip
_NUMBERS = re.compile(r"(?<![\d.])(\d{1,2})[.-](\d{1,2})[.-](\d{4}|\d\d)(?![\d])")
_MONTH_ALONE = re.compile(r"\b([a-z]{3,9})[ .,-]{0,2}(\d{4})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DayFound:
    """A day that something in or about a document names, and where, as a sentence."""

    day: date
    where: str


@dataclass(frozen=True, slots=True)
class DocumentDay:
    """What was found: `sure` is the day that a document is of; without it a person is asked, and `offers` are the days
    that it may be, each with where it stands. `said` is what else is to be known about it."""

    sure: DayFound | None = None
    offers: tuple[DayFound, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """A day as one place names it; `plain` where it can be no other day. `month` alone where no day is named."""

    day: date | None
    where: str
    plain: bool = False
    month: tuple[int, int] = (0, 0)


def find_day(stem: str, text: str, kept: DayFound | None, today: date) -> DocumentDay:
    """The day of a document: from its name without its ending, else its first page, else what its own properties say
    (`kept`), which is the day it was made or saved and so never sure. Never a day ahead, and never today for want of
    another."""
    named, written = _in_name(stem), _in_text(text[:FIRST_PAGE])
    month = named.month if named is not None else (0, 0)
    days = [read for read in (named, written) if read is not None and read.day is not None]
    sure = next((read for read in days if read.plain), None)
    said = named.where if named is not None and named.day is None else ""
    if sure is not None and sure.day is not None and _agree(sure.day, days, month) and sure.day <= today:
        return DocumentDay(DayFound(sure.day, sure.where))
    offers = [DayFound(read.day, read.where) for read in days if read.day is not None]
    ahead = [offer for offer in offers if offer.day > today]
    if ahead:
        said = f"{ahead[0].where.rstrip('.')}: {long_date(ahead[0].day)}, which lies ahead."
    if kept is not None and not offers:
        offers.append(kept)
    unlike = {offer.day: offer for offer in reversed(offers) if offer.day <= today}
    return DocumentDay(None, tuple(reversed(unlike.values())), said)


def _agree(day: date, days: list[_Read], month: tuple[int, int]) -> bool:
    """Whether every other place that names a day, or a month, means this one."""
    return all(read.day == day for read in days) and month in ((0, 0), (day.year, day.month))


# What a name says


def _in_name(stem: str) -> _Read | None:
    words = " ".join(stem.replace("_", " ").split())
    days: dict[date, bool] = {}
    for pattern, take in _OF_NAMES:
        for match in list(pattern.finditer(words)):
            day, plain = take(match)
            if day is not None:
                days[day] = days.get(day, False) or plain
                words = words.replace(match[0], "|")
    if days:
        day = next(iter(days))
        plain = days[day] and len(days) == 1
        why = "From its name" if plain else "Its name may mean it" if len(days) == 1 else "Its name has several days"
        return _Read(day, f"{why}.", plain)
    for match in _MONTH_ALONE.finditer(words):
        number, year = _month(match[1]), int(match[2])
        if number and _EARLIEST <= year < 2100:
            said = f"Its name says {MONTHS[number - 1]} {year}, and no day."
            return _Read(None, said, month=(year, number))
    return None


def _run(match: re.Match[str]) -> tuple[date | None, bool]:
    return _checked(int(match[1]), int(match[2]), int(match[3])), True


def _turned(match: re.Match[str]) -> tuple[date | None, bool]:
    return _checked(int(match[3]), int(match[2]), int(match[1])), int(match[1]) > 12


def _with_words(match: re.Match[str]) -> tuple[date | None, bool]:
    year = int(match[3])
    return _checked(year if year > 99 else 2000 + year, _month(match[2]), int(match[1])), year > 99


def _in_numbers(match: re.Match[str]) -> tuple[date | None, bool]:
    """Day first, as it is written here; plain only where it cannot be the month, and the year is written out."""
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    day = _checked(year if year > 99 else 2000 + year, second, first)
    return day, year > 99 and (first > 12 or first == second)


_OF_NAMES = (
    (_ISO, _run), (_RUN, _run), (_TURNED, _turned), (_WORDS, _with_words), (_NUMBERS, _in_numbers),
)  # fmt: skip


def _month(word: str) -> int:
    """The number of a month, whole or cut short as people do; 0 for any other word."""
    typed = word.lower()
    typed = "sep" if typed == "sept" else typed
    return next((n for n, month in enumerate(MONTHS, 1) if typed in (month.lower(), month.lower()[:3])), 0)


def _checked(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _EARLIEST <= year < 2100 else None
    except ValueError:
        return None


# What a first page says


@dataclass(frozen=True, slots=True)
class _Place:
    """A day on a page: the words that name it, and whether they can name no other."""

    day: date
    quoted: str
    plain: bool
    is_called: bool = False


def _in_text(text: str) -> _Read | None:
    """The day of a first page: what is called its date, a line that says when the meeting was, a line that is a day."""
    page = "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    for places in (_called(page), _held(page[:_TOP]), _alone(page.splitlines()[:_FIRST_LINES])):
        if places:
            return _said_by(places, page[:_TOP])
    return None


def _called(page: str) -> list[_Place]:
    """Days behind “Date:”, “Date of meeting” and the like; “Date of birth” and “Review date” are none of them."""
    places = []
    for match in _LABEL.finditer(page):
        name = match[0].strip(" :–—-\n").lower()
        last = name.removeprefix("date of ").removeprefix("the ").removeprefix("this ").removesuffix(" date")
        before = page[: match.start()].rstrip(" ")[-1:]
        if (name in _NAMED_SO or (name != last and last in _DATE_OF)) and (not before or before in "\n\t|.;([•"):
            places += _at(page, match.end(), match.start(), is_called=True)
    return places


def _held(top: str) -> list[_Place]:
    """Days in a heading such as “Minutes of the Executive held on 12 March 2026”, not about another one."""
    places = []
    for line in top.splitlines():
        if line.lower().startswith(_RECORDS) and not _OF_ANOTHER.search(line):
            for match in _ON.finditer(line):
                places += _at(line, match.end(), 0)
    return places


def _alone(lines: list[str]) -> list[_Place]:
    """Lines that hold a day and nothing else but a place before it, and a time after it."""
    places = []
    for line in lines:
        before, comma, rest = line.partition(", ")
        start = len(before) + 2 if comma and len(before) <= 30 and rest and not _at(line, 0, 0) else 0
        for place in _at(line, start, start):
            after = line[start + len(place.quoted) :]
            places += [place] if not after.strip(" .") or _TIME.fullmatch(after) else []
    return places


def _at(text: str, start: int, quoted_from: int, *, is_called: bool = False) -> list[_Place]:
    """The day that begins here, behind its weekday where one stands; none, or one."""
    word = _ANY_WORD.match(text, start)
    is_weekday = word is not None and word[0].strip(" ,").lower()[:3] in _WEEKDAYS
    place = word.end() if word is not None and is_weekday else start
    for pattern, take in _OF_PAGES:
        match = pattern.match(text, place)
        if match is not None:
            day, plain = take(match)
            quoted = " ".join(text[quoted_from : match.end()].split())
            return [_Place(day, quoted, plain, is_called)] if day is not None else []
    return []


_WEEKDAYS = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})


def _month_first(match: re.Match[str]) -> tuple[date | None, bool]:
    return _checked(int(match[3]), _month(match[1]), int(match[2])), True


_OF_PAGES = (
    (_ISO_DAY, _run), (_WORDED_DAY, _with_words), (_MONTH_FIRST, _month_first), (_DAY_IN_NUMBERS, _in_numbers),
)  # fmt: skip


def _said_by(places: list[_Place], top: str) -> _Read:
    """Plain where one day alone is named so: called its date, or the one day that the top of the page holds at all."""
    first = places[0]
    quoted = first.quoted if len(first.quoted) <= 70 else f"…{first.quoted[-69:]}"
    named = {place.day for place in places} if first.is_called else {*days_in(top), *(place.day for place in places)}
    return _Read(first.day, f"Its first page says “{quoted}”.", first.plain and named == {first.day})


def days_in(text: str) -> set[date]:
    """Every day that a text names, in words or figures; one in figures has its day first."""
    days = set()
    for pattern, take in _OF_PAGES:
        days |= {day for match in pattern.finditer(text) if (day := take(match)[0]) is not None}
    return days
