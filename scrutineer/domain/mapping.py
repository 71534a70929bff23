"""How a layout of workbook is read: its headings, what each column is, its scale, and the standards' lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from scrutineer.domain.grid import tidy
from scrutineer.domain.scale import Scale


class Layout(Enum):
    """What runs down the sheet and what runs across."""

    STANDARDS_DOWN = "standards down"  # one agency; a row is a standard
    AGENCIES_ACROSS = "agencies across"  # a row is a standard, a column an agency
    STANDARDS_ACROSS = "standards across"  # a row is an agency or school, a column a standard
    CHALLENGE_LOG = "challenge log"  # a row is a challenge
    ACTION_LOG = "action log"  # a row is an action that was agreed
    CONTRIBUTIONS = "contributions"  # a row is a partner, a column a year
    ATTENDANCE = "attendance"  # a row is a seat, a column a meeting
    TRAINING = "training numbers"  # a row is a course; a column an agency, or one column of numbers
    INDICATORS = "indicators"  # a row is an indicator, a column a period; or a row is one figure of one period


class Role(Enum):
    """What a column holds."""

    __hash__ = object.__hash__  # a member is the only one of its kind, and columns are asked for by role in every row

    NUMBER = "standard number"
    STANDARD = "standard"  # its text, or number and text in one cell
    SELF = "self-assessment"
    CROSSED = "a level, crossed"  # one of several columns, each of a level
    MODERATED = "moderated"
    EVIDENCE = "evidence"
    IMPROVEMENT = "improvement"
    DEADLINE = "deadline"
    AREA = "area"
    AGENCY = "agency"
    CHALLENGE = "challenge"
    RAISED = "date raised"
    REPLIED = "date of reply"
    CLOSED = "date closed"
    UPDATE = "update"
    STATUS = "status"
    SEAT = "seat"
    IN_KIND = "in kind"
    NOTE = "note"
    COURSE = "course"
    PEOPLE = "people trained"
    INDICATOR = "indicator"
    PERIOD = "period"
    FIGURE = "figure"  # a number, or how many of how many in one cell
    OUT_OF = "out of"
    BREAKDOWN = "breakdown"
    TARGET = "target"
    LEFT_OUT = "left out"


JOINED = frozenset({Role.EVIDENCE, Role.IMPROVEMENT, Role.NOTE, Role.UPDATE, Role.STATUS})
"""What may stand in columns of several headings: all that is written there is kept together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One layout, kept so that the next workbook of its kind needs no questions.

    `headings` maps each heading's plain text to its role; `also_called` maps a later heading to the one it took
    the place of. `level_columns` maps the headings of columns that are crossed to the level each stands for.
    `lines` maps a standard's number to the step or line of enquiry it answers, `worded` to the words it had then; a
    standard without a number, or beside another of its number, is known by its words alone.
    `agency_label` is the text that stands before the agency's name; with `agency_by_sheet` each sheet is called after
    its agency. `date_habit` is "day first", "month first", or "" where nobody has said. `marks` says what the marks of
    an attendance sheet mean ("D": "deputy").
    """

    name: str
    layout: Layout
    headings: dict[str, Role]
    scale: Scale
    sheets: tuple[str, ...] = ()
    agency_label: str = ""
    agency_by_sheet: bool = False
    returned_label: str = ""
    date_habit: str = ""
    add_agencies: str = ""
    also_called: dict[str, str] = field(default_factory=dict)
    level_columns: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)
    worded: dict[str, str] = field(default_factory=dict)

    def line_of(self, number: str, standard: str) -> str:
        """The step or line that a standard answers; "" where none is known for it as it is worded here."""
        if not self.lines:
            return ""
        target = self.lines.get(number, "")
        if target and self._has(number, standard):
            return target
        return self.lines.get(plain_heading(standard), "")

    def _has(self, number: str, standard: str) -> bool:
        """Whether a number stands for a standard of these words, as far as its words are known."""
        known = self.worded.get(number, "")
        return not (known and standard) or same_standard(known, standard)

    @property
    def knows_standards(self) -> bool:
        """Whether a person placed any standard of this layout."""
        return bool(self.lines)

    def knows(self, number: str, standard: str) -> bool:
        """Whether a standard is one that was placed, by its number as it is worded here or by its words alone."""
        words = plain_heading(standard)
        by_number = bool(number) and (number in self.lines or number in self.worded) and self._has(number, standard)
        by_words = bool(words) and (words in self.lines or words in map(plain_heading, self.worded.values()))
        return by_number or by_words

    def placed(self, number: str, standard: str, target: str) -> Profile:
        """The same mapping once a person said which step or line a standard answers; "" for none of them."""
        by_number = bool(number) and (not self.lines.get(number) or self._has(number, standard))
        key = number if by_number else plain_heading(standard)
        if not key:
            return self
        lines = {known: line for known, line in self.lines.items() if target or known != key}
        kept = lines | ({key: target} if target else {})
        words = {number: standard} if by_number and standard and target else {}
        return replace(self, lines=kept, worded=self.worded | words)

    def known(self, heading: str) -> str:
        """The heading as this mapping first knew it."""
        return self.also_called.get(heading, heading)

    def role(self, heading: str) -> Role | None:
        """What a column with this heading holds, or None where the mapping does not name it."""
        return self.headings.get(self.known(heading))

    def wanted(self) -> set[str]:
        """The headings that must stand in one row, as the mapping first knew them."""
        return {text for text, role in self.headings.items() if role is not Role.LEFT_OUT} | set(self.level_columns)

    def renamed(self, pairs: Mapping[str, str]) -> Profile:
        """The same mapping once a person said that headings were renamed: old to new."""
        return replace(self, also_called=self.also_called | {new: old for old, new in pairs.items()})


@dataclass(frozen=True, slots=True)
class Renamed:
    """A heading of a mapping that is not there, and the one that may stand in its place ("" for none)."""

    was: str
    now: str
    role: Role


def same_standard(first: str, second: str) -> bool:
    """Whether two wordings under one number are one standard, perhaps worded anew: most of the shorter's words are
    the other's too. “A senior lead is named” and “A standard about records” are two."""
    words, others = (set(_WORD.findall(tidy(text).casefold())) for text in (first, second))
    if not words or not others:
        return True
    return len(words & others) >= _MOSTLY * min(len(words), len(others))


_WORD = re.compile(r"\w+")
_MOSTLY = 0.6  # of the words of the shorter of two wordings


DATE_HABITS = ("day first", "month first")


# Letters first where there are any (“QA 2.1”), at most three figures a part, so that a year is no number. What ends
# it may be nothing at all: copied tables run number and text together, “1.2The organisation”.
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
    match = _NUMBER.match(cleaned)
    if not match:
        return "", cleaned
    return match[1].replace(" ", ""), cleaned[match.end(1) :].lstrip(" .:)-–").strip()


def standard_in(typed: str, words_here: str) -> tuple[str, str]:
    """The number and words of a row's standard, from what stands in the column of numbers and in that of standards;
    they may be one column."""
    number = standard_number(typed) or ("" if typed == words_here else typed)
    within, words = number_and_text(words_here)
    apart = number and (not within or within != standard_number(typed))  # what the words begin with is another one
    return (number, words_here) if apart else (number or within, words)


_TOTAL = re.compile(
    r"^\s*(?:grand\s+|sub[- ]?)?(?:totals?|averages?|means?|medians?|sums?|counts?|overall)\b"
    r"(?:[\s:()%/=\-–0-9.,]|\b(?:scores?|ratings?|marks?|levels?|points|percentages?|answers|responses|compliance|"
    r"for|of|this|the|all|in|per|sections?|standards?|areas?|numbers?|income|contributions?|cost|value|places|people|"
    r"attended|attendance|trained|partners?|agenc(?:y|ies)|schools?|years?|and)\b)*$",
    re.IGNORECASE,
)


_TOTAL_OF = re.compile(
    r"^\s*(?:(?:sections?|areas?|themes?|standards?|parts?|domains?|partnership|schools?|agenc(?:y|ies)|partners?|groups?|"
    r"scores?|questions?|county|borough|national|local|overall|running|grand|net|year|annual|all)"
    r"(?:\s+(?:\d{1,3}(?:\.\d{1,3})*|[a-z]))?[\s:–-]+){1,3}"
    r"(?:sub[- ]?)?(?:totals?|averages?|means?|medians?|sums?)"
    r"(?:\s+(?:scores?|ratings?|marks?|levels?|points|percentages?))?[\s:=%()/.\d]*$",
    re.IGNORECASE,
)
"""A total named by what it is of: “Section 1 total”, “Partnership average score”."""


def names_a_total(text: str) -> bool:
    """Whether a text is nothing but the name of a total or an average: “Total”, “Average score”, “Overall:”.

    “Overall responsibility for safeguarding is named” and “Total of 20 records sampled” are a standard and evidence.
    """
    return bool(_TOTAL.match(text) or _TOTAL_OF.match(text))
