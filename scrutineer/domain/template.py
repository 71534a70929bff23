"""How a partnership’s reports look and what each of them says: its template, and what a template may hold.

A template is one row. What is wrong in it is said by field, so that whoever writes one is told every mistake at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Final

from scrutineer.domain.rules import Label, Line, Name, Problem, Text, is_blank

_COLOUR = re.compile("(#[0-9A-Fa-f]{6})?")
Colour = Annotated[str, Text(7, line=True, shape=_COLOUR, asked="Write it as # and six signs, such as #1F4E79.")]
"""A colour as #RRGGBB, "" for the house’s own."""

PAPER: Final = "#FFFFFF"
FOR_WORDS: Final = 4.5
"""The least contrast of words with the paper (WCAG 2.2, 1.4.3): it holds in grey as well."""
FOR_LINES: Final = 3.0
"""The least contrast of what is no word and must be seen (WCAG 2.2, 1.4.11)."""
_LINEAR_UP_TO: Final = 0.04045
_BETWEEN: Final = "="


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTemplate:
    """The template of a partnership’s reports. Every edition prints its words: none is for some readers alone.

    `above` stands over the title, `cover` below the facts on the cover, `closing` at the end under its own heading.
    `headings` says what some headings are called instead, one a line: Summary = Executive summary. `logo` names the
    kept file of its picture, `alternative` says in words what that shows.
    """

    id: int = 0
    name: Name
    above: Line = ""
    cover: str = ""
    headings: str = ""
    numbered: bool = False
    closing_title: Label = ""
    closing: str = ""
    heading_colour: Colour = ""
    line_colour: Colour = ""
    logo: Label | None = None
    alternative: Line = ""

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other, and which colours could not be read."""
        for field, colour, least, what in (
            ("heading_colour", self.heading_colour, FOR_WORDS, "headings"),
            ("line_colour", self.line_colour, FOR_LINES, "lines"),
        ):
            if is_colour(colour) and (ratio := contrast(colour, PAPER)) < least:
                yield Problem(
                    f"The colour of the {what}, {colour}, is too pale on paper: its contrast is {as_ratio(ratio)}",
                    f"Choose a darker one, of at least {as_ratio(least)}.", field,
                )  # fmt: skip
        yield from _problems_of_headings(self.headings)
        if self.logo and is_blank(self.alternative):
            yield Problem(
                "The logo has no words for those who cannot see it", "Say what it shows, in a few words.", "alternative"
            )
        if is_blank(self.closing_title) and not is_blank(self.closing):
            yield Problem("The closing words have no heading", "Say what they stand under.", "closing_title")

    @property
    def titles(self) -> dict[str, str]:
        """What headings are called instead, by what they are called otherwise."""
        pairs = (line.partition(_BETWEEN) for line in self.headings.split("\n") if _BETWEEN in line)
        return {usual.strip(): own.strip() for usual, _, own in pairs}


def written_titles(titles: dict[str, str]) -> str:
    """The same as the field that holds it."""
    return "\n".join(f"{usual} {_BETWEEN} {own}" for usual, own in titles.items())


def _problems_of_headings(headings: str) -> Iterator[Problem]:
    known = set[str]()
    for number, line in enumerate(headings.split("\n"), 1):
        usual, between, own = (part.strip() for part in line.partition(_BETWEEN))
        if is_blank(line):
            continue
        if not between or is_blank(usual) or is_blank(own):
            said = f"Line {number} of the headings, “{line.strip()[:60]}”, does not say what is called what"
            yield Problem(said, "Write it as Summary = Executive summary.", "headings")
        elif usual in known:
            yield Problem(f"The headings say twice what “{usual}” is called", "Leave one of the lines.", "headings")
        known.add(usual)


def is_colour(text: str) -> bool:
    """Whether a text is a colour, written out."""
    return bool(text and _COLOUR.fullmatch(text))


def contrast(one_colour: str, other: str) -> float:
    """The contrast of two colours from 1 to 21, as WCAG reckons it from their luminance alone."""
    darker, lighter = sorted((_luminance(one_colour), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR_UP_TO else ((part + 0.055) / 1.055) ** 2.4


def as_ratio(ratio: float) -> str:
    """4.4:1, never rounded up to what it does not reach."""
    return f"{int(ratio * 10) / 10:g}:1"
