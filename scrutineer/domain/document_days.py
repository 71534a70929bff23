"""The day that a document is of: where one was found, and whether it may be taken for that day without asking.

It may where words say that the day is the document's own: in its name with nothing that makes it another's, behind a
label on its first page, in the header of a message. Every other day is offered, with its place, and a person chooses. A
file's own day of saving by the system is never among them: copying a folder makes it today's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from scrutineer.domain.dates import MONTHS, long_date
from scrutineer.domain.written_days import Written, day_at, days_in, months_in

FIRST_PAGE = 3_000
"""How many characters of a document are taken for its first page."""

ROW = "| "
"""How a line begins that is a row of a table: a day in it is that of a row, never surely the document's."""


@dataclass(frozen=True, slots=True)
class DayFound:
    """A day that something in or about a document names, and where, as a sentence."""

    day: date
    where: str


@dataclass(frozen=True, slots=True)
class DocumentDay:
    """What was found: `sure` is the day that a document is of; without it a person is asked, and `offers` are the days
    that it may be, each with where it stands. `said` is what else is to be known about it. `is_among` where other days
    were named beside those offered: such as lie ahead."""

    sure: DayFound | None = None
    offers: tuple[DayFound, ...] = ()
    said: str = ""
    is_among: bool = False

    @property
    def only(self) -> DayFound | None:
        """The day that is offered where no other was named; between two only a person chooses."""
        return self.offers[0] if len(self.offers) == 1 and not self.is_among else None


@dataclass(frozen=True, slots=True)
class _Read:
    """The days that one place names; `sure` where it names one, as the document's own. `month` where no day is named;
    `said` where what it names is no day."""

    days: tuple[DayFound, ...] = ()
    sure: bool = False
    said: str = ""
    month: tuple[int, int] = (0, 0)


_NOTHING = _Read()


def find_day(stem: str, text: str, kept: DayFound | None, today: date, *, sent: Sequence[DayFound] = ()) -> DocumentDay:
    """The day of a document: from its name without its ending, from its first page, from the header of a message
    (`sent`: two where that may be either of two), else what its own properties say (`kept`), which is the day it was
    made or saved and so never sure. Never a day ahead, and never today for want of another."""
    reads = (_in_name(stem), _Read(tuple(sent), len(sent) == 1), _in_text(text[:FIRST_PAGE]))
    offers = [day for read in reads for day in read.days]
    said = " ".join(read.said for read in reads if read.said)
    sure = next((read.days[0] for read in reads if read.sure), None)
    months = {read.month for read in reads} - {(0, 0)}
    if sure is not None and sure.day <= today and not any(read.said and not read.month[0] for read in reads):
        agree = {offer.day for offer in offers} == {sure.day} and months <= {(sure.day.year, sure.day.month)}
        if agree:
            return DocumentDay(sure)
    ahead = [offer for offer in offers if offer.day > today]
    if ahead:
        said = f"{ahead[0].where.rstrip('.')}: {long_date(ahead[0].day)}, which lies ahead."
    if kept is not None and not offers:
        offers.append(kept)
    left = _unlike(offer for offer in offers if offer.day <= today)
    return DocumentDay(None, left, said, bool(ahead and left))


def _unlike(days: Iterable[DayFound]) -> tuple[DayFound, ...]:
    """Each day once, by the place that comes first."""
    kept: dict[date, DayFound] = {}
    for offer in days:
        kept.setdefault(offer.day, offer)
    return tuple(kept.values())


# What a name says

_BIRTH = re.compile(r"birth|\bborn\b|\bd\W?o\W?b\b")
_OF_ANOTHER = re.compile(
    r"deadline|expir|embargo|until|before|previous|earlier|forthcoming|upcoming|commenc|quarter|period|annual|yearly|"
    r"review|referenc|incident|postpon|reschedul|cancel|propos|respon|repl(?:y|ies)|ending|effective|follow|"
    r"\b(?:due|till|ended|ends?|after|since|prior|refs?|re|dea(?:d|th)|died|injur(?:y|ies)|next|last|year|week|w ?c|"
    r"start(?:s|ed|ing)?|beg[aiu]n\w*|from|onwards?|valid|between|target|submit|submission|scheduled|planned|agreed|"
    r"financial|fy|ytd|q[1-4]|action by|return by|"
    r"(?:child|baby|boy|girl|sibling|pupil|patient|client|case) (?:[a-z]|\d+))\b"
)
"""Words anywhere in a name that make the day in it that of a deadline, a period, a reference or another document."""

_BEFORE = frozenset(
    {"to", "by", "for", "at", "and", "up", "no", "nr", "number", "id", "case", "urn", "code", "file", "child", "baby",
     "pupil", "patient", "client", "item", "through", "thru"}
)  # fmt: skip
"""Words right before a day that do."""

_AFTER = frozenset({"to", "and", "or", "on", "am", "pm"})
_A_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?"
_WEEKDAYS = re.compile(rf"\b{_A_WEEKDAY}\W*$")
_PASSED_OVER = re.compile(rf"\b(?:of|the|date|dated|day|{_A_WEEKDAY})\W*$")
_ENDS_WITH = re.compile(r"([^\W_]+)\W*$")
_BEGINS_WITH = re.compile(r"\A\W*([^\W_]+)")
_COPY = re.compile(r"^ ?\(\d{1,2}\)| ?(?:v|version |draft )\d[\d.]*\b")


def has_day(stem: str) -> bool:
    """Whether a name holds a day at all."""
    return any(written.days for written in days_in(_words(stem)))


def _words(stem: str) -> str:
    """A name as it is read: without what cannot be seen, and with its words apart."""
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", stem) if unicodedata.category(sign) != "Cf")
    return " ".join(seen.replace("_", " ").split())


def _in_name(stem: str) -> _Read:
    words = _words(stem)
    written = days_in(words)
    days = {day: named for named in reversed(written) for day in reversed(named.days)}
    none = [words[named.start : named.end] for named in written if not named.days]
    said = f"Its name says {none[0]}, and there is no such day." if none else ""
    if not days:
        return _Read(said=said) if said else _month_in_name(words)
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words).casefold()
    if _BIRTH.search(apart):
        return _Read(said="Its name speaks of a birth: the day in it may be that one, so it is not offered.")
    doubt = _doubt(words, apart, written)
    if len(days) > 1:
        where = "Its name has several days."
    elif doubt:
        where = f"Its name says “{doubt}” with it: that may be another day than its own."
    else:
        where = "From its name." if any(named.plain for named in written) else "Its name may mean it."
    offers = tuple(DayFound(day, where) for day in sorted(days, key=lambda day: (days[day].start, day)))
    return _Read(offers, where == "From its name.", said)


def _month_in_name(words: str) -> _Read:
    for year, month in months_in(words):
        return _Read(said=f"Its name says {MONTHS[month - 1]} {year}, and no day.", month=(year, month))
    return _NOTHING


def _doubt(words: str, apart: str, written: Sequence[Written]) -> str:
    """The word of a name that makes its day another's, or part of a number; "" where there is none."""
    another = _OF_ANOTHER.search(apart)
    if another is not None:
        said = another[0].split()[0]
        return next((word for word in re.findall(r"[^\W\d_]+", apart) if said in word), said)
    for day in written:
        ahead, after = words[: day.start].casefold(), _COPY.sub("", words[day.end :].casefold(), count=1)
        beside = (_ENDS_WITH.search(_WEEKDAYS.sub("", ahead)), _BEGINS_WITH.match(after))
        numbers = [word[1] for word in beside if word is not None and _is_number(word[1])]
        while (passed := _PASSED_OVER.search(ahead)) is not None:  # “of the”, one word at a time
            ahead = ahead[: passed.start()]
        before = _ENDS_WITH.search(ahead)
        if numbers or (before is not None and before[1] in _BEFORE):
            return numbers[0] if numbers else before[1] if before is not None else ""
        if beside[1] is not None and beside[1][1] in _AFTER:
            return beside[1][1]
    return ""


def _is_number(word: str) -> bool:
    """A figure, a code, or the single letter that a child or a case is called by; “v2” is none of them."""
    return len(word) == 1 or (any(sign.isnumeric() for sign in word) and not re.fullmatch(r"v\d{1,2}", word))


# What a first page says

_FIRST_LINES = 15
_TOP = 600  # characters in which a heading says when the meeting was
_LABEL = re.compile(
    r"\b(?:dated|date of [a-z ]{3,24}|[a-z]{3,12} date|date published|date|published on|published|held on)"
    r"(?P<sign> ?[:–—-])? {0,3}",
    re.IGNORECASE,
)
_LABELS = frozenset({"date", "dated", "held on", "published", "published on", "date published"})
_DATE_OF = frozenset(
    {"meeting", "report", "letter", "visit", "audit", "interview", "minutes", "publication", "document"}
)
_ITS_OWN = frozenset({"date", "dated", "of meeting", "of report", "of minutes", "of document"})
_RECORDS = ("minutes", "notes", "record", "meeting")
_MORE_RECORDS = (*_RECORDS, "visit", "interview", "report")
_ON = re.compile(r"(?P<held>\bheld )?\b(?:on|dated):? ", re.IGNORECASE)
_ANOTHER_DAY = re.compile(
    r"\b(?:next|last|previous|earlier|future|birth|born|d\.?o\.?b|due|deadline|incident|died|death|to be held|"
    r"postponed|cancelled|reply by|respond by|review(?:ed)? (?:date|due|on|by))\b",
    re.IGNORECASE,
)
_TIME = re.compile(r",? ?(?:(?:at|from) )?\d[\d:. –-]{0,12}(?:am|pm)?\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Place:
    """Days on a page, the words that name them, and whether those say that it is the document's own day."""

    days: tuple[date, ...]
    quoted: str
    is_own: bool = False
    in_table: bool = False


def _in_text(text: str) -> _Read:
    """The days of a first page: behind a label, in a heading that says when the meeting was, in a line by themselves.
    It is sure of one that is its own where no other stands in such a place."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    places = [*_labelled(lines), *_held(lines), *_alone(lines[:_FIRST_LINES])]
    offers = _unlike(DayFound(day, _where(place)) for place in places for day in place.days)
    own = next((place for place in places if place.is_own and len(place.days) == 1), None)
    none = [place for place in places if not place.days]
    said = f"{_where(none[0]).rstrip('.')}, and there is no such day." if none else ""
    if own is not None and len(offers) == 1:
        return _Read((DayFound(own.days[0], _where(own)),), True, said)
    return _Read(offers, said=said)


def _where(place: _Place) -> str:
    quoted = place.quoted if len(place.quoted) <= 70 else f"…{place.quoted[-69:]}"
    return f"{'A table on its' if place.in_table else 'Its'} first page says “{quoted}”."


def _labelled(lines: Sequence[str]) -> list[_Place]:
    """Days behind “Date:”, “Date of meeting” and the like; “Date of birth” and “Review date” are none of them. Below a
    heading about another day, and in a table, it is not surely the document's own."""
    places: list[_Place] = []
    is_doubted = False
    for number, line in enumerate(lines):
        if line.startswith(ROW.strip()):
            places += _in_row(line)
            continue
        is_doubted = is_doubted or _is_heading_of_another(line)
        for match in _LABEL.finditer(line):
            name = _label_name(line, match)
            written = day_at(line, match.end()) if name else None
            if written is not None:
                is_own = number < _FIRST_LINES and not is_doubted and _is_own(line, match, name, written)
                places.append(_Place(written.days, line[match.start() : written.end], is_own and written.plain))
            elif name and match.end() == len(line) and number + 1 < len(lines):
                below = day_at(lines[number + 1], 0)  # a cell of a PDF's table may look so
                places += [_Place(below.days, f"{line} {lines[number + 1][: below.end]}")] if below else []
    return places


def _label_name(line: str, match: re.Match[str]) -> str:
    """What a label says it is the day of, as in `_ITS_OWN`; "" for one that is no document's, or no label."""
    name = match[0].strip(" :–—-").lower()
    of = name.removeprefix("date of ").removeprefix("the ").removeprefix("this ").removesuffix(" date")
    before = line[: match.start()].rstrip(" ")[-1:]
    if before and before not in "|.;([•":
        return ""
    if name in _LABELS:
        return name
    return f"of {of}" if name != of and of in _DATE_OF else ""


def _is_own(line: str, match: re.Match[str], name: str, written: Written) -> bool:
    """Whether a line says of a day that it is the document's own, and nothing else of any day."""
    rest = line[written.end :]
    is_marked = match["sign"] is not None or name == "dated"
    is_label = match[0][0].isupper() and (name != "dated" or not rest.strip(" .)") or _TIME.fullmatch(rest) is not None)
    said = line[: match.start()] + rest
    return name in _ITS_OWN and is_marked and is_label and not _ANOTHER_DAY.search(said) and not days_in(rest)


def _is_heading_of_another(line: str) -> bool:
    """Whether a line is a heading such as “Next meeting”, after which a date is that one's."""
    _, _, value = line.partition(":")
    return len(line.split()) <= 6 and not value.strip() and _ANOTHER_DAY.search(line) is not None and not days_in(line)


def _in_row(line: str) -> list[_Place]:
    """The day in a row of a table beside the cell that calls it the date, or behind that word within a cell."""
    cells = [cell.strip() for cell in line.split("|")]
    places: list[_Place] = []
    for cell, after in zip(cells, [*cells[1:], ""], strict=True):
        match = _LABEL.match(cell)
        if match is None or not _label_name(cell, match):
            continue
        inside, beside = day_at(cell, match.end()), day_at(after, 0) if match.end() == len(cell) else None
        if inside is not None:
            places.append(_Place(inside.days, cell[: inside.end], in_table=True))
        elif beside is not None:
            places.append(_Place(beside.days, f"{cell} {after[: beside.end]}", in_table=True))
    return places


def _held(lines: Sequence[str]) -> list[_Place]:
    """Days in a heading such as “Minutes of the Executive held on 12 March 2026”, not about another one."""
    places: list[_Place] = []
    for line in "\n".join(lines)[:_TOP].splitlines():
        in_table = line.startswith(ROW.strip())
        words = line.removeprefix(ROW) if in_table else line
        if not words.lower().startswith(_MORE_RECORDS) or _ANOTHER_DAY.search(words):
            continue
        for match in _ON.finditer(words):
            written = day_at(words, match.end())
            if written is not None:
                is_own = bool(match["held"]) and words.lower().startswith(_RECORDS) and written.plain and not in_table
                is_own = is_own and not days_in(words[written.end :])
                places.append(_Place(written.days, words[: written.end], is_own, in_table))
    return places


def _alone(lines: Sequence[str]) -> list[_Place]:
    """Lines that hold a day and nothing else but a place before it, and a time after it: offered, for what they are
    the day of is not said."""
    places: list[_Place] = []
    for line in lines:
        before, comma, rest = line.partition(", ")
        start = len(before) + 2 if comma and len(before) <= 30 and rest and day_at(line, 0) is None else 0
        written = day_at(line, start)
        if written is not None and written.days:
            after = line[written.end :]
            is_alone = not after.strip(" .") or _TIME.fullmatch(after) is not None
            places += [_Place(written.days, line[start : written.end])] if is_alone else []
    return places
