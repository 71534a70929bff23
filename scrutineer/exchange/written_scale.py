"""The scale that a workbook writes out itself, in a heading, a key or a drop-down, beside the one that was declared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scrutineer.domain.answers import AnswerState, read_answer
from scrutineer.domain.grid import Cell, Sheet, Workbook, column_letters
from scrutineer.domain.mapping import Layout, Profile, Role
from scrutineer.domain.returns import ImportQuestion
from scrutineer.domain.scale import Scale
from scrutineer.domain.words import shortened
from scrutineer.exchange.headings import Headings

SCALE = "scale"
"""The kind of the question whether the declared scale is the one that the workbook was answered on."""

_SPAN = r"([01])\s*(?:-|–|—|to)\s*(\d{1,2})(?![\d./])"
_RANGE = re.compile(rf"(?<![\d./-]){_SPAN}")
_SAID_RANGE = re.compile(
    rf"\b(?:scale|scor\w+|rat\w+|grad\w+|level\w*)\W{{1,3}}(?:(?:of|from|is|are|each|it|as|on|a|range|ranges)\W{{1,3}}){{0,4}}"
    rf"{_SPAN}",
    re.IGNORECASE,
)
_MEANS = re.compile(r"(?<![\d./-])(\d{1,2})\s*(?:=|:| – | - )\s*([^\W\d][^,;=\n]{1,60}?)(?=\s*(?:[,;\n(/|]|\d|$))")
_LARGEST = 10  # no scale that is typed in figures has more


@dataclass(frozen=True, slots=True)
class _Written:
    """Levels that a workbook names, by their figures, and where it does."""

    words: str
    place: str
    levels: Mapping[int, str]


def contradicting(
    workbook: Workbook, profile: Profile, blocks: Mapping[str, tuple[Headings, ...]], chosen: Mapping[str, str]
) -> tuple[ImportQuestion, ...]:
    """A question that names both where the workbook writes out another scale than the declared one."""
    figures = _figures(profile.scale)
    if not figures or SCALE in chosen:
        return ()
    for sheet in workbook.sheets:
        for written in _written(sheet, profile, blocks[sheet.name]):
            if _contradicts(written.levels, figures, profile.scale):
                return (_question(written, profile.scale),)
    return ()


def _question(written: _Written, scale: Scale) -> ImportQuestion:
    return ImportQuestion(
        SCALE,
        f"The workbook writes out a scale of its own, “{shortened(written.words, 120)}” ({written.place}); the "
        f"declared one is “{scale.name}” ({', '.join(level.key for level in scale.levels)}).",
        "Declare the scale that was answered on, or say that the declared one is right.",
        (("declared", f"Read by “{scale.name}”"),),
    )


def _figures(scale: Scale) -> frozenset[int]:
    """The levels of a scale that is typed in figures; nothing for any other."""
    keys = [level.key for level in scale.levels]
    return frozenset(int(key) for key in keys) if keys and all(key.isdecimal() for key in keys) else frozenset()


def _contradicts(levels: Mapping[int, str], figures: frozenset[int], scale: Scale) -> bool:
    """Whether other figures are the lowest and the highest, or a figure means what another one was declared to."""
    apart = {int(token) for token in (*scale.not_applicable, *scale.unanswered) if token.isdecimal()}
    known = set(levels) - apart
    if len(known) < 2:
        return False
    if (min(known), max(known)) != (min(figures), max(figures)):
        return True
    read = {figure: read_answer(Cell(words), scale) for figure, words in levels.items() if words}
    return any(
        answer.state is AnswerState.ANSWERED and answer.level != str(figure)
        for figure, answer in read.items()
        if figure in known
    )


def _written(sheet: Sheet, profile: Profile, blocks: tuple[Headings, ...]) -> Iterator[_Written]:
    """What a sheet says of its scale, outside the rows that are answers."""
    heading_rows = {row for block in blocks for row in block.rows}
    answers = _answer_columns(profile, blocks)
    for row in sheet.rows():
        filled = sheet.filled(row)
        if blocks and row > blocks[0].last_row and row not in heading_rows and len(filled) > 1:
            continue
        for column in filled:
            text, place = sheet.text(row, column), sheet.address(row, column)
            pattern = _RANGE if row in heading_rows and column in answers else _SAID_RANGE
            span = pattern.search(text)
            if span and int(span[1]) < int(span[2]) <= _LARGEST:
                yield _Written(text, place, dict.fromkeys(range(int(span[1]), int(span[2]) + 1), ""))
            levels = {int(figure): words.strip() for figure, words in _MEANS.findall(text) if int(figure) <= _LARGEST}
            if len(levels) > 1:
                yield _Written(text, place, levels)
    yield from _offered(sheet, answers)
    if not blocks:
        yield from _listed(sheet)


def _answer_columns(profile: Profile, blocks: tuple[Headings, ...]) -> set[int]:
    """The columns whose headings speak of the answers: in a matrix those that the mapping does not name."""
    matrix = profile.layout is not Layout.STANDARDS_DOWN
    roles = {Role.SELF, Role.MODERATED, *((None, Role.STANDARD) if matrix else ())}
    return {column for block in blocks for column, text in block.columns.items() if profile.role(text) in roles}


def _offered(sheet: Sheet, answers: set[int]) -> Iterator[_Written]:
    """Figures that a drop-down offers in a column of answers."""
    letters = {column_letters(column) for column in answers}
    for choice in sheet.drop_downs:
        figures = {int(text): "" for text in choice.choices if text.isdecimal() and int(text) <= _LARGEST}
        if len(figures) > 2 and _COLUMN.findall(choice.cells)[:1] and _COLUMN.findall(choice.cells)[0] in letters:
            yield _Written(", ".join(choice.choices), f"{sheet.name}!{choice.cells}, a drop-down", figures)


_COLUMN = re.compile(r"[A-Z]{1,3}")


def _listed(sheet: Sheet) -> Iterator[_Written]:
    """A key in rows: a figure, and beside it what it means, three or more times in figures that follow each other."""
    for column in sheet.columns():
        levels: dict[int, str] = {}
        first = 0
        for row in sheet.rows():
            number, words = sheet.at(row, column).number, sheet.text(row, column + 1)
            typed = sheet.text(row, column)
            figure = int(typed) if typed.isdecimal() and len(typed) < 3 else -1 if number is None else int(number)
            if figure >= 0 and figure <= _LARGEST and words and not words.isdecimal():
                first = first or row
                levels.setdefault(figure, words)
        if len(levels) > 2 and max(levels) - min(levels) == len(levels) - 1 and min(levels) < 2:
            words = "; ".join(f"{figure} {text}" for figure, text in sorted(levels.items()))
            yield _Written(words, sheet.address(first, column), levels)
