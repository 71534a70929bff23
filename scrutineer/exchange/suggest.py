"""What a new layout seems to be: a suggestion to confirm, never a reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from scrutineer.domain.answers import AnswerState, read_answer
from scrutineer.domain.grid import Sheet, Workbook
from scrutineer.domain.ledger_kinds import LEDGERS
from scrutineer.domain.mapping import Layout, Profile, Role, standard_number
from scrutineer.domain.returns import Finding
from scrutineer.domain.scale import Scale
from scrutineer.exchange import doctor
from scrutineer.exchange.headings import (
    NO_HEADING,
    Headings,
    headings_at,
    suggest_headings,
    suggest_layout,
    suggest_roles,
)
from scrutineer.exchange.matrix import matrix_of, remarks_on

_AGENCY_LABEL = re.compile(
    r"^(?:organisation|organization|(?:partner |lead )?agency|"
    r"(?:name of |your )(?:the |your )?(?:organisation|organization|agency|school|setting|college|academy|provider)|"
    r"(?:school|setting|college|academy|provider)(?: name)?(?=\s*:|$)|school)\b.*",
    re.IGNORECASE,
)
_RETURNED_LABEL = re.compile(r"^date (?:of return|returned|completed|of completion)\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetGuess:
    """One sheet: its likeliest headings, layout and roles, or nothing where no row looks like headings."""

    sheet: Sheet
    headings: Headings | None
    layout: Layout
    roles: dict[str, Role]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A workbook's sheets, the labels that name the agency and the date, what was noticed, and which scales
    could read the answers. No scale is ever chosen here."""

    workbook: Workbook
    sheets: tuple[SheetGuess, ...]
    agency_label: str
    returned_label: str
    findings: tuple[Finding, ...]

    @property
    def first(self) -> SheetGuess | None:
        """The sheet to show first: the first visible one with headings."""
        return next((guess for guess in self.sheets if guess.headings and guess.sheet.visible), None)


def suggest(workbook: Workbook) -> Suggestion:
    """Look at every sheet and suggest how it could be read."""
    guesses = tuple(guess_sheet(sheet) for sheet in workbook.sheets)
    first = next((g for g in guesses if g.headings and g.sheet.visible), None)
    others = [guess.sheet for guess in guesses if first and guess.headings is None and guess.sheet.visible]
    return Suggestion(
        workbook,
        guesses,
        _label(first, _AGENCY_LABEL) or _label_beside(others, _AGENCY_LABEL),
        _label(first, _RETURNED_LABEL) or _label_beside(others, _RETURNED_LABEL),
        doctor.hazards(workbook),
    )


def guess_sheet(sheet: Sheet, row: int | None = None, both: bool | None = None) -> SheetGuess:
    """What a sheet seems to be, with its headings at a row that a person chose or at the likeliest one."""
    headings = suggest_headings(sheet) if row is None else headings_at(sheet, row, both)
    if headings is None:
        return SheetGuess(sheet, None, Layout.STANDARDS_DOWN, {})
    layout = suggest_layout(headings)
    return SheetGuess(sheet, headings, layout, suggest_roles(headings, layout))


def seems(guess: SheetGuess, heading: str) -> Role | None:
    """What a column with this heading seems to hold; None for the answers of a matrix, which carry no role."""
    role = guess.roles.get(heading)
    if guess.layout not in {Layout.AGENCIES_ACROSS, Layout.STANDARDS_ACROSS}:
        return role if role or (guess.layout in LEDGERS and heading != NO_HEADING) else Role.LEFT_OUT
    if guess.layout is Layout.STANDARDS_ACROSS and role is Role.STANDARD:
        return None
    if role is not None or heading == NO_HEADING:
        return role or Role.LEFT_OUT
    if remarks_on(heading.rpartition(" / ")[2]) is not None:
        return Role.EVIDENCE
    answers = guess.layout is Layout.AGENCIES_ACROSS or bool(standard_number(heading))
    return None if answers else Role.LEFT_OUT


def unheaded(guess: SheetGuess) -> tuple[int, ...]:
    """The filled columns of a matrix that no heading says anything of: only a person can say what they hold."""
    columns = guess.headings.columns if guess.headings is not None else {}
    matrix = guess.layout in {Layout.AGENCIES_ACROSS, Layout.STANDARDS_ACROSS}
    return tuple(column for column, text in columns.items() if matrix and text == NO_HEADING)


def roles_for(guess: SheetGuess, layout: Layout) -> dict[str, Role]:
    """What the columns seem to hold in another layout than the one suggested."""
    return suggest_roles(guess.headings, layout) if guess.headings else {}


def _label_beside(sheets: list[Sheet], pattern: re.Pattern[str]) -> str:
    """A label on a sheet without headings, such as an introduction: short, and with something short beside it."""
    for sheet in sheets:
        for row in sheet.rows()[:_INTRODUCTION]:
            filled = sheet.filled(row)
            for column, beside in pairwise(filled):
                label, text = sheet.text(row, column), sheet.text(row, beside)
                if pattern.match(label) and len(label) < _SHORT and len(text) < _SHORT:
                    return label
    return ""


_INTRODUCTION, _SHORT = 40, 60  # rows of a sheet that may introduce a return; characters of a label and of a name


def _label(guess: SheetGuess | None, pattern: re.Pattern[str]) -> str:
    if guess is None or guess.headings is None:
        return ""
    sheet, first = guess.sheet, guess.headings.rows[0]
    above = [(row, column) for row in sheet.rows() if row < first for column in sheet.columns()]
    return next((sheet.text(*place) for place in above if pattern.match(sheet.text(*place))), "")


def answer_cells(guess: SheetGuess, profile: Profile) -> list[tuple[int, int]]:
    """The places that would be read as answers: for showing which scale reads how many of them."""
    if guess.headings is None or profile.layout in LEDGERS:
        return []
    if profile.layout is Layout.STANDARDS_DOWN:
        columns = [c for c, text in guess.headings.columns.items() if profile.headings.get(text) is Role.SELF]
    else:
        columns = [group.own for group in matrix_of(guess.sheet, guess.headings, profile).groups]
    rows = {row for row in guess.sheet.rows() if row > guess.headings.last_row}
    coloured = {row for (row, _), mark in guess.sheet.marks.items() if mark.fill and row > guess.headings.last_row}
    return [(row, column) for row in sorted(rows | coloured) for column in columns]


def readable_with(guess: SheetGuess, profile: Profile, scale: Scale) -> int:
    """How many of the answer cells a scale could read. A count to help a person declare; nothing is chosen."""
    places = answer_cells(guess, profile)
    return sum(read_answer(guess.sheet.at(*place), scale).state is not AnswerState.SET_ASIDE for place in places)
