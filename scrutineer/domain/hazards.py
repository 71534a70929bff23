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
    LOOKS = "colours and comments not read"


LONG_TEXT = 8_000  # characters
_NUMBER = re.compile(r"^[-+]?\d+(?:[.,]\d+)?\s*%?$")
_PROMPT = re.compile(
    r"^(?:please\s+)?(?:select|choose|pick)\b|^-+\s*(?:select|choose)|^click (?:here )?to", re.IGNORECASE
)
_PROMPT_STARTS = frozenset("pPsScC-")
_MAY_BE_PERSONAL = re.compile(r"@|\d[\d ()-]{7}|\b[A-Z]{1,2}\d[A-Z\d]?\s|[Bb]orn|[Bb]irth|\b[Dd]\.?[Oo]\.?[Bb]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t=", "\r=")
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


@lru_cache(maxsize=65_536)
def of_text(text: str) -> tuple[Hazard, ...]:
    """The hazards of one text, whatever column it stands in. The same text is looked at once."""
    found = []
    first = text.lstrip()[:1]
    if text.startswith(_FORMULA_STARTS) and len(text) > 1 and not is_number_text(text):
        found.append(Hazard.FORMULA_TEXT)
    if (first.isdigit() or first in "+-") and len(text) < 40:
        found += _number_or_date(text)
    if _MAY_BE_PERSONAL.search(text) and personal_data(text):
        found.append(Hazard.PERSONAL)
    if first in _PROMPT_STARTS and is_prompt(text):
        found.append(Hazard.DEFAULT)
    if len(text) > LONG_TEXT:
        found.append(Hazard.LONG)
    return tuple(found)


def _number_or_date(text: str) -> list[Hazard]:
    if is_number_text(text):
        return [Hazard.NUMBER_TEXT]
    if either_way(text):
        return [Hazard.EITHER_WAY]
    return [Hazard.DATE_TEXT] if read_date(text) is not None else []
