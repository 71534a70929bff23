"""What one text in a workbook may bring with it, told without knowing its column."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from scrutineer.domain.dates import either_way, read_date
from scrutineer.domain.grid import tidy
from scrutineer.domain.privacy import personal_data


class Hazard(Enum):
    """What the doctor looks for, in the order in which it is told."""

    __hash__ = object.__hash__  # a member is the only one of its kind, and some are asked for in every row

    DAMAGED_SIZE = "formatted far beyond its last row"
    HIDDEN_SHEET = "hidden sheets"
    HIDDEN_ROW = "hidden rows"
    HIDDEN_COLUMN = "hidden columns"
    MERGED = "merged answers"
    LOST = "formulas without a value"
    ERROR = "errors"
    NUMBER_TEXT = "numbers typed as text"
    DATE_TEXT = "dates typed as text"
    EITHER_WAY = "dates that could be either"
    FORMULA_TEXT = "text that begins like a formula"
    DEFAULT = "drop-downs left at their first choice"
    COMMENT = "comments"
    TEXT_BOX = "text boxes"
    EMBEDDED = "embedded files"
    PICTURE = "pictures"
    LINK = "links to other files"
    MACROS = "macros"
    PERSONAL = "personal data"
    LONG = "very long texts"
    SWALLOWED = "cells that hold whole rows"
    LOOKS = "colours and comments not read"


LONG_TEXT = 8_000  # characters: some four pages, more than a cell is written for
LONGEST_FIGURE = 40  # characters: no number and no date is longer, and sentences need not be tried by patterns
_NUMBER = re.compile(r"^[-+]?\d+(?:[.,]\d+)?\s*%?$")
_PROMPT = re.compile(
    r"^(?:please\s+)?(?:select|choose|pick)\b|^-+\s*(?:select|choose)|^click\s+(?:here\s+)?to", re.IGNORECASE
)
_PROMPT_STARTS = frozenset("pPsScC")
STARTS = _PROMPT_STARTS | frozenset("0123456789=+-@ \t\r\n\u00a0")
"""The first characters of every text that `of_text` finds something in without looking closely."""

_RUN = bytes(57 if chr(c) in "0123456789 ()-" else 32 if c < 32 else 0 for c in range(256))
_POST = bytes(57 if 48 <= c <= 57 else 65 if 65 <= c <= 90 else 32 if chr(c).isspace() else 0 for c in range(256))
"""Tables that make six digits in a row, with spaces and brackets, and the end of a postcode look alike."""

_BORN = ("born", "birth", "dob", "d.o", "d. o", "(at)", "[at]")
"""What a text must hold, at the least, to belong to one person: `personal_data` then looks properly."""

FORMULA_STARTS = ("=", "+", "-", "@")
"""What a spreadsheet may run when it opens a text that begins so (OWASP)."""
_HIDDEN_STARTS = ("\t=", "\r=")  # the same behind a sign that is not seen
_NAME_LABEL = re.compile(
    r"^(?:name|full name|completed by|name of (?:person|officer|lead|author|dsl|head).*|contact(?: name)?|author|"
    r"(?:your |direct )?(?:tel(?:ephone)?|phone|mobile)(?: number| no\.?)?|e-?mail(?: address)?|"
    r"person completing.*|job title|designated.*lead|signed(?: by)?|sign-?off)\b",
    re.IGNORECASE,
)


def is_prompt(text: str) -> bool:
    """Whether a text is what a drop-down shows before anybody chose."""
    return bool(_PROMPT.match(tidy(text)))


def is_number_text(text: str) -> bool:
    """Whether a text is nothing but a number."""
    return bool(_NUMBER.match(tidy(text)))


def names_a_person(label: str) -> bool:
    """Whether a label in an identity block asks for a person's name, telephone or e-mail."""
    return bool(_NAME_LABEL.match(tidy(label).rstrip(":* ")))


def look_closely(line: str) -> bool:
    """Whether one of these texts, joined by NUL, may belong to a person or is very long: then each is looked at whole.

    One look at many, by tables of bytes, costs a twentieth of a look at each by patterns, and nearly every row has
    nothing of the kind.
    """
    if "@" in line or (len(line) > LONG_TEXT and max(map(len, line.split("\0"))) > LONG_TEXT):
        return True
    try:
        plain = line.encode("ascii" if line.isascii() else "cp1252")
    except UnicodeEncodeError:  # digits and spaces of other scripts count too
        return True
    if b"999999" in plain.translate(_RUN) or b" 9AA" in plain.translate(_POST):
        return True
    low = line.lower()
    return any(word in low for word in _BORN)


def of_text(text: str, closely: bool = True) -> tuple[Hazard, ...]:
    """The hazards of one text that stands for something, whatever column it is in; see `look_closely`."""
    if closely:
        return _hazards(text)
    first = text[0]
    if first in _PROMPT_STARTS:
        return (Hazard.DEFAULT,) if _PROMPT.match(text) else ()
    if first.isdigit():
        whole, point, part = text.partition(".")
        if whole.isdecimal() and (part.isdecimal() or not point):
            return (Hazard.NUMBER_TEXT,)  # said without a pattern: sheets are full of numbers of standards
        return _number_or_date(text) if len(text) < LONGEST_FIGURE else ()
    return _hazards(text)


@lru_cache(maxsize=4_096)
def _hazards(text: str) -> tuple[Hazard, ...]:
    hazards = []
    first = text.lstrip()[:1]
    if text.startswith((*FORMULA_STARTS, *_HIDDEN_STARTS)) and len(text) > 1 and not is_number_text(text):
        hazards.append(Hazard.FORMULA_TEXT)
    if (first.isdigit() or first in "+-") and len(text) < LONGEST_FIGURE:
        hazards += _number_or_date(text)
    if personal_data(text):
        hazards.append(Hazard.PERSONAL)
    if is_prompt(text):
        hazards.append(Hazard.DEFAULT)
    if len(text) > LONG_TEXT:
        hazards.append(Hazard.LONG)
    return tuple(hazards)


@lru_cache(maxsize=4_096)
def _number_or_date(text: str) -> tuple[Hazard, ...]:
    if is_number_text(text):
        return (Hazard.NUMBER_TEXT,)
    if either_way(text):
        return (Hazard.EITHER_WAY,)
    return (Hazard.DATE_TEXT,) if read_date(text) is not None else ()
