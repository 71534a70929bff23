"""How a layout of workbook is read: its headings, what each column is, its scale, and the standards' lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from scrutineer.domain.grid import tidy
from scrutineer.domain.scale import Scale


class Layout(Enum):
    """What runs down the sheet and what runs across."""

    STANDARDS_DOWN = "standards down"  # one agency; a row is a standard
    AGENCIES_ACROSS = "agencies across"  # a row is a standard, a column an agency
    STANDARDS_ACROSS = "standards across"  # a row is an agency or school, a column a standard


class Role(Enum):
    """What a column holds."""

    NUMBER = "standard number"
    STANDARD = "standard"  # its text, or number and text in one cell
    SELF = "self-assessment"
    MODERATED = "moderated"
    EVIDENCE = "evidence"
    IMPROVEMENT = "improvement"
    DEADLINE = "deadline"
    AREA = "area"
    AGENCY = "agency"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One layout, kept so that the next workbook of its kind needs no questions.

    `headings` maps each heading's plain text to its role; `lines` maps a standard's number to the step or
    line of enquiry it answers. `agency_label` is the text that stands before the agency's name.
    """

    name: str
    layout: Layout
    headings: dict[str, Role]
    scale: Scale
    sheets: tuple[str, ...] = ()
    agency_label: str = ""
    returned_label: str = ""
    add_agencies: str = ""
    lines: dict[str, str] = field(default_factory=dict)


_NUMBER = re.compile(r"^\s*((?:[A-Za-z]{1,3}\s?)?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?)(?=$|[\s.:)\-–]|[A-Z])")


def plain_heading(text: str) -> str:
    """A heading as it is compared: single spaces, lower case."""
    return tidy(text).casefold()


def standard_number(text: str) -> str:
    """The number that begins a standard ("1.2The organisation" has 1.2), or ""."""
    match = _NUMBER.match(tidy(text))
    return match[1].replace(" ", "") if match else ""


def number_and_text(text: str) -> tuple[str, str]:
    """A standard's number and its words, however they are run together."""
    cleaned = tidy(text)
    number = standard_number(cleaned)
    if not number:
        return "", cleaned
    match = _NUMBER.match(cleaned)
    rest = cleaned[match.end(1) :] if match else cleaned
    return number, rest.lstrip(" .:)-–").strip()


TOTALS = re.compile(r"^\s*(?:grand\s+|sub[- ]?)?(?:totals?|averages?|mean|median|sum|count|overall)\b", re.IGNORECASE)
"""Texts that begin a row of totals or averages."""
