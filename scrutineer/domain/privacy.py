"""Plain patterns for what must not be in a report: numbers and addresses that belong to a person."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Each pattern leaves alone what this field writes all the time: sums of money, references (NSCP-26-009), counts and
# paragraph numbers. Hence the look-behinds: figures straight after a pound sign, a point or a hyphen belong to those.
# A postcode needs its space, because without it item codes and table references look the same.
_NHS = re.compile(r"(?<![\d.£-])(\d{3}[ -]?\d{3}[ -]?\d{4})(?!\d)")
# From the letter before its mark on: to look for the whole name first would grow with the square of a long word.
_EMAIL = re.compile(r"[\w.+-]@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\d-])(?:\+44\s?\(?0?\)?|0)[\d][\d\s]{7,11}\d(?!\d)")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b")
_BIRTH = re.compile(r"\b(?:d\.?o\.?b\b\.?|date of birth\b|born(?: on)?\b)[:\s]*\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What kind of personal data a text seems to hold, and its last characters only."""

    what: str
    ending: str


def nhs_number_valid(digits: str) -> bool:
    """The modulus 11 check of an NHS number of ten digits."""
    # NHS Data Dictionary, “NHS number”: nine digits weighted 10 down to 2; a check of 11 stands for 0, of 10 for none
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
    check = 11 - total % 11
    return (0 if check == 11 else check) == int(digits[9])


def personal_data(text: str) -> tuple[PersonalData, ...]:
    """What in this text looks like it belongs to one person. A pattern, not a proof: a person decides."""
    suspected = []
    for match in _NHS.finditer(text):
        digits = re.sub(r"\D", "", match[1])
        if nhs_number_valid(digits):
            suspected.append(PersonalData("a number like an NHS number", digits[-4:]))
    for what, pattern in (
        ("an e-mail address", _EMAIL),
        ("a telephone number", _PHONE),
        ("a postcode", _POSTCODE),
        ("a date of birth", _BIRTH),
    ):
        suspected += [PersonalData(what, match[0].strip()[-4:]) for match in pattern.finditer(text)]
    return tuple(suspected)
