"""Reads a workbook with a profile: every place read is an answer or is left out with a reason."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from scrutineer.domain.answers import NOT_APPLICABLE, Answer, AnswerState, is_paper, read_answer, set_aside
from scrutineer.domain.dates import either_way, read_date
from scrutineer.domain.grid import NO_MARK, Cell, CellMark, Sheet, Value, Workbook, column_letters, tidy
from scrutineer.domain.mapping import (
    Layout,
    Profile,
    Role,
    names_a_total,
    number_and_text,
    standard_in,
    standard_number,
)
from scrutineer.domain.returns import FoundAnswer, ImportQuestion, LeftOut, Reading
from scrutineer.domain.scale import Scale
from scrutineer.domain.words import shortened
from scrutineer.errors import UserError
from scrutineer.exchange import doubled, findings, overlooked, written_scale
from scrutineer.exchange.blocks import (
    NOTHING,
    Block,
    fits_nothing,
    headings_of,
    which_columns,
)
from scrutineer.exchange.headings import Headings
from scrutineer.exchange.matrix import Group, Matrix, matrix_of
from scrutineer.exchange.merged import merged_with

_CROSSES = frozenset(
    {"x", "xx", "y", "yes", "1", "true", "tick", "ticked", "cross", "*", "✓", "✔", "✗", "✘", "☑", "☒", "√", "●"}
)
_NO_CROSSES = frozenset({"no", "n", "0", "false", "-", "–", "☐", "□"})


class _Answers(Block):
    """A block of a self-assessment: also the columns that are crossed, and the agencies of a matrix."""

    def __init__(self, sheet: Sheet, headings: Headings, profile: Profile, chosen: Mapping[str, str]) -> None:
        super().__init__(sheet, headings, profile, chosen)
        levels, known = profile.level_columns, {c: profile.known(text) for c, text in headings.columns.items()}
        self.crossed = {column: levels[text] for column, text in known.items() if text in levels}
        in_groups = profile.layout is not Layout.STANDARDS_DOWN
        self.matrix = matrix_of(sheet, headings, profile) if in_groups else Matrix(sheet)
        self.groups = self.matrix.groups
        self._read: dict[tuple[type, Value, CellMark], tuple[Answer, Cell]] = {}

    def answer(self, row: int, column: int) -> tuple[Answer, Cell]:
        """A cell and what it says by the scale; cells that are alike are read once."""
        value = self.sheet.value(row, column)
        alike = (value.__class__, value, self.sheet.marks.get((row, column), NO_MARK))  # TRUE is no 1
        read = self._read.get(alike)
        if read is None:
            cell = self.sheet.at(row, column)
            read = self._read[alike] = (read_answer(cell, self.profile.scale), cell)
        return read

    @cached_property
    def shapes(self) -> frozenset[str]:
        """What the numbers of the standards that were answered look like: “9.9” for 1.1, "" for none at all."""
        columns, words = [c for c in (self.roles.get(Role.NUMBER), self.roles.get(Role.STANDARD)) if c], Role.STANDARD
        below = [row for row in self.sheet.rows() if row > self.headings.last_row]
        shapes = set()
        for row in below:
            texts = [self.sheet.text(*self.sheet.merged_from(row, column)) for column in columns]
            if any(texts) and any(self.sheet.text(row, column) for column in self.answer_columns):
                shapes.add(_shape(next((number for number in map(standard_number, texts) if number), "")))
        return frozenset(shapes if words in self.roles or Role.NUMBER in self.roles else ())

    @cached_property
    def answer_columns(self) -> list[int]:
        """The columns that hold answers."""
        if self.profile.layout is not Layout.STANDARDS_DOWN:
            return [group.own for group in self.groups]
        return [self.roles[Role.SELF]] if Role.SELF in self.roles else list(self.crossed)


_FIGURES = re.compile(r"\d+")


def _shape(number: str) -> str:
    return _FIGURES.sub("9", number)


class _Row:
    """One row of a sheet with what its columns are, and its standard's number and words."""

    def __init__(self, block: _Answers, number: int, area: str) -> None:
        self.block, self.number, self.area = block, number, area
        self.sheet, self.profile = block.sheet, block.profile
        self._values = block.sheet.tidied(number)
        self.standard = self._standard()

    def text(self, role: Role) -> str:
        """What stands in a role's column; what is merged over several rows belongs to each of them."""
        column = self.block.roles.get(role)
        if column is None:
            return ""
        if self.sheet.merges:
            return self.sheet.words(*self.block.place_of(self.number, column, role))
        return self._words(column)

    def _words(self, column: int) -> str:
        value = self._values[column - 1] if column <= len(self._values) else None
        return value if value.__class__ is str else self.sheet.words(self.number, column)

    def joined(self, role: Role) -> str:
        """All that stands in the columns of a role that may have several, each part once."""
        columns = self.block.joined(role)
        if len(columns) == 1 and not self.sheet.merges:
            return self._words(columns[0])
        return self.block.words_of(self.number, role)

    def filled(self) -> tuple[int, ...]:
        """The columns that hold text, in order."""
        return self.sheet.filled(self.number)

    def place(self) -> str:
        return f"{self.sheet.name}!{self.number}"

    def _standard(self) -> tuple[str, str]:
        """The standard's number and words, from one column or two."""
        return standard_in(self.text(Role.NUMBER), self.text(Role.STANDARD))

    def read(self, column: int) -> tuple[Answer, str, str]:
        """The answer in a column, its text as typed, and its address."""
        sheet = self.sheet
        answer, cell = self.block.answer(self.number, column)
        shown = merged_with(sheet, self.number, column)
        if shown:
            answer = set_aside(shown)
        elif answer.state is AnswerState.SET_ASIDE and not cell.text and cell.comment:
            answer = set_aside(f"blank, with a comment: “{shortened(tidy(cell.comment), 120)}”")
        return answer, cell.text.strip(), sheet.address(self.number, column)

    def crossed(self) -> tuple[Answer, str, str]:
        """The one level whose column is crossed; none, several, or words where a cross was meant wait for a person."""
        sheet, columns = self.sheet, [c for c in self.block.crossed if self.sheet.text(self.number, c)]
        typed = {column: sheet.text(self.number, column) for column in columns}
        marked = [column for column in columns if typed[column].casefold() in _CROSSES]
        unclear = [column for column in columns if typed[column].casefold() not in _CROSSES | _NO_CROSSES]
        origins = [sheet.merged_from(self.number, column) for column in self.block.crossed]
        if len(marked) == 1 and origins.count((self.number, marked[0])) > 1:
            where = sheet.address(self.number, marked[0])
            return set_aside("one cross over several levels: the cells are merged"), typed[marked[0]], where
        if len(marked) == 1 and not unclear:
            level = self.block.crossed[marked[0]]
            answer = NOT_APPLICABLE if level == "n/a" else Answer(AnswerState.ANSWERED, level)
            return answer, typed[marked[0]], sheet.address(self.number, marked[0])
        shown = marked or columns or list(self.block.crossed)
        words = (
            " ".join(f"{column_letters(c)}: {text}" for c, text in typed.items())
            if len(typed) > 1
            else "".join(typed.values())
        )
        merged = next((said for c in self.block.crossed if (said := merged_with(sheet, self.number, c))), "")
        lost = any(sheet.at(self.number, column).kind == "lost" for column in unclear)
        reason = (
            "a formula without a stored value" if lost
            else f"“{shortened(typed[unclear[0]], 40)}” where a cross was meant" if unclear
            else "more than one column is crossed" if marked else merged or "no column is crossed"
        )  # fmt: skip
        return set_aside(reason), words, sheet.address(self.number, shown[0])


def read_with(workbook: Workbook, profile: Profile, chosen: Mapping[str, str] = NOTHING) -> Reading:
    """Read a workbook with a profile. A profile that fits no sheet is refused with what was looked for.

    `chosen` answers the questions of an earlier reading: by the kind of each, the key of what was taken.
    """
    blocks = {sheet.name: headings_of(sheet, profile) for sheet in workbook.sheets}
    if not any(blocks.values()):
        raise fits_nothing(workbook, profile)
    answers: list[FoundAnswer] = []
    left: list[LeftOut] = []
    questions: dict[str, ImportQuestion] = {}
    for sheet in workbook.sheets:
        compiled = {block.rows: _Answers(sheet, block, profile, chosen) for block in blocks[sheet.name]}
        questions |= which_columns(compiled.values(), chosen)
        for item in _read_sheet(sheet, compiled):
            (answers if isinstance(item, FoundAnswer) else left).append(item)  # type: ignore[arg-type]
    apart = doubled.told_apart(answers, profile, chosen)
    agency, where = _labelled(workbook, profile.agency_label)
    reading = Reading(
        name=workbook.name,
        sha256=workbook.sha256,
        profile=profile,
        agency=agency,
        agency_from=where,
        returned_on=_returned_on(workbook, profile),
        shared=_shared(workbook, blocks),
        answers=apart.answers,
        left_out=(*left, *apart.left_out),
        overlooked=overlooked.in_workbook(workbook, profile, blocks, apart.answers),
        questions=(
            *questions.values(),
            *apart.questions,
            *written_scale.contradicting(workbook, profile, blocks, chosen),
        ),
    )
    unread = overlooked.unread_sheets(workbook, {name for name in blocks if blocks[name]})
    return replace(reading, findings=(*unread, *findings.of_reading(workbook, reading)))


def _read_sheet(sheet: Sheet, compiled: Mapping[tuple[int, ...], _Answers]) -> Iterator[FoundAnswer | LeftOut]:
    blocks = tuple(block.headings for block in compiled.values())
    heading_rows = {row for block in blocks for row in block.rows}
    area, block, below = "", None, list(blocks)
    for number in sheet.rows():
        while below and below[0].last_row < number:
            block = below.pop(0)
        if number in heading_rows:
            yield LeftOut(f"{sheet.name}!{number}", "", "headings")
        elif block is None:
            without = "a sheet without these headings" if sheet.visible else "a hidden sheet"
            yield LeftOut(f"{sheet.name}!{number}", "", "above the headings" if blocks else without)
            area = _banner(sheet, number) if number + 1 in heading_rows else area
        else:
            row = _Row(compiled[block.rows], number, area)
            items = _read_row(row)
            area = _area_of(row, items) or area
            yield from items


def _banner(sheet: Sheet, row: int) -> str:
    """The one text of a row that stands directly above headings."""
    texts = [sheet.text(row, column) for column in sheet.columns() if sheet.text(row, column)]
    return texts[0] if len(texts) == 1 else ""


def _area_of(row: _Row, items: list[FoundAnswer | LeftOut]) -> str:
    banner = len(items) == 1 and isinstance(items[0], LeftOut) and items[0].reason == "a heading or note"
    return row.sheet.text(row.number, row.filled()[0]) if banner and row.filled() else ""


def _read_row(row: _Row) -> list[FoundAnswer | LeftOut]:
    if _is_total(row):
        texts = [row.sheet.text(row.number, column) for column in row.filled()[:3]]
        return [LeftOut(row.place(), texts[0] if texts else "", "totals or averages")]
    if row.profile.layout is Layout.STANDARDS_DOWN:
        return [_single(row)]
    return list(_across(row) if row.profile.layout is Layout.AGENCIES_ACROSS else _schools_down(row))


def _is_total(row: _Row) -> bool:
    """A row of totals: it has no standard or school of its own, or is worked out from the rows above it."""
    number, words = row.standard
    own = row.text(Role.AGENCY) if row.profile.layout is Layout.STANDARDS_ACROSS else number or words
    if row.sheet.marks:
        own_columns = row.block.answer_columns
        totalled = [column for column in own_columns if row.sheet.is_total(row.number, column)]
        if totalled and len(totalled) * 2 >= len([c for c in own_columns if row.sheet.text(row.number, c)]):
            return True
    if own and ("." in number or not (names_a_total(own) or names_a_total(words))):
        return False  # a number like 1.5 is a standard's, whatever its words are
    return any(names_a_total(row.sheet.text(row.number, column)) for column in row.filled()[:3])


def _is_note(row: _Row) -> bool:
    """A banner or a remark: one text in the row, and not a standard that was left blank."""
    filled = row.filled()
    return not filled or (len(filled) == 1 and not _is_unanswered(row))


def _is_unanswered(row: _Row) -> bool:
    """Whether a row without an answer is a standard that was left blank: it looks like those that were answered.

    It stands in the standards' own column, not merged across, and has a number like theirs where they have one.
    """
    number, words = row.standard
    first = row.filled()[0]
    if any(top <= row.number <= bottom and right - left >= 2 for top, left, bottom, right in row.sheet.merges
           if left <= first <= right):  # fmt: skip
        return False
    if number:
        return "." in number or _shape(number) in row.block.shapes
    own = row.block.roles.get(Role.STANDARD)
    return bool(words) and own in row.filled() and row.block.shapes == {""} and Role.NUMBER not in row.block.roles


_BESIDE = frozenset({Role.SELF, Role.MODERATED, Role.EVIDENCE, Role.IMPROVEMENT, Role.DEADLINE})
_NO_STANDARD = "a row with no standard beside what it says"


def _single(row: _Row) -> FoundAnswer | LeftOut:
    column = row.block.roles.get(Role.SELF)
    if column is None and not row.block.crossed:
        raise UserError("The mapping names no column of self-assessments.", "Say which column holds them.")
    number, words = row.standard
    if _is_note(row):
        first = (row.filled() or (1,))[0]
        if row.block.says(row.number, first, _BESIDE):
            return LeftOut(row.place(), row.sheet.text(row.number, first), _NO_STANDARD, like_answer=True)
        return LeftOut(row.place(), row.sheet.text(row.number, first), "a heading or note")
    answer, typed, cell = row.crossed() if column is None else row.read(column)
    if not number and not words:
        answer = set_aside("no standard beside it")
    assessed = FoundAnswer(
        agency=row.sheet.name if row.profile.agency_by_sheet else row.text(Role.AGENCY),
        number=number, standard=words, area=row.text(Role.AREA) or row.area,
        answer=answer, typed=typed, cell=cell,
        evidence=_with_comments(row, row.joined(Role.EVIDENCE)), improvement=row.joined(Role.IMPROVEMENT),
        deadline=row.text(Role.DEADLINE),
    )  # fmt: skip
    return _with_moderated(row, assessed, row.block.roles.get(Role.MODERATED))


def _with_moderated(row: _Row, assessed: FoundAnswer, column: int | None) -> FoundAnswer:
    """With what the panel said: in words, by a colour of the declared ones, or in a cell that is merged with others."""
    if column is None:
        return assessed
    answer, typed, cell = row.read(column)
    painted = not is_paper(row.sheet.at(row.number, column).fill) and _by_colour(row.profile.scale)
    shown = merged_with(row.sheet, row.number, column)
    if not (typed or shown or painted):
        return assessed
    return assessed._replace(moderated=answer, moderated_typed=typed or shown or answer.reason, moderated_cell=cell)


def _by_colour(scale: Scale) -> bool:
    return any(level.colours for level in scale.levels)


def _with_comments(row: _Row, evidence: str, columns: Container[int | None] | None = None) -> str:
    """The evidence as written, with the comments on these cells of the row (None: on any), each with its cell."""
    if not row.sheet.comments:
        return evidence
    sentences = overlooked.comments_in_words(row.sheet, row.number, columns)
    return "\n".join([evidence, *sentences] if evidence else sentences)


def _across(row: _Row) -> Iterator[FoundAnswer | LeftOut]:
    number, words = row.standard
    answers = [row.sheet.at(row.number, column) for column in row.block.answer_columns]
    answered = any(cell.fill or cell.text.strip() for cell in answers)
    if not (number or words) and any(cell.text.strip() for cell in answers):
        yield LeftOut(row.place(), "", "answers with no standard beside them", like_answer=True)
        return
    if not (number or words) or not (answered or _is_unanswered(row)):
        yield LeftOut(row.place(), words, "a heading or note")
        return
    for group in row.block.groups:
        answer, typed, cell = row.read(group.own)
        assessed = FoundAnswer(
            agency=group.name, number=number, standard=words, area=row.text(Role.AREA) or row.area,
            answer=answer, typed=typed, cell=cell, evidence=_remarks(row, group),
        )  # fmt: skip
        yield _with_moderated(row, assessed, group.moderated)
    yield from _remarks_of_nobody(row, "to which agency")


def _remarks(row: _Row, group: Group) -> str:
    """What was remarked on one answer of a matrix: in the columns of its group, and in comments on its cells."""
    if not group.evidence and not row.sheet.comments:
        return ""
    own = [column for column in sorted(group.columns) if row.block.matrix.is_its_own(row.number, column, group)]
    texts = (row.sheet.words(row.number, column) for column in own if column in group.evidence)
    return _with_comments(row, "\n".join(text for text in texts if text), own)


def _remarks_of_nobody(row: _Row, whose: str) -> Iterator[LeftOut]:
    for column, text in row.block.matrix.remarks(row.number):
        reason = f"set aside: a remark, and it is not sure {whose} it belongs"
        yield LeftOut(row.sheet.address(row.number, column), text, reason, like_answer=True)


def _is_silent(answer: Answer, typed: str, _cell: str) -> bool:
    """Whether nothing was typed and nothing said by a colour."""
    return not typed and answer.state is AnswerState.SET_ASIDE


def _schools_down(row: _Row) -> Iterator[FoundAnswer | LeftOut]:
    agency, own = row.text(Role.AGENCY), row.block.answer_columns
    if not agency:
        answered = any(row.sheet.text(row.number, column) for column in own)
        yield LeftOut(row.place(), "", "no agency or school named in the row", like_answer=answered)
        return
    if not own:
        yield LeftOut(row.place(), "", "no column of a standard above it")
        return
    silent = all(_is_silent(*row.read(column)) for column in own)
    for group in row.block.groups:
        answer, typed, cell = row.read(group.own)
        number, words = number_and_text(group.name)
        assessed = FoundAnswer(
            agency=agency, number=number, standard=words, area=row.text(Role.AREA),
            answer=set_aside("nothing answered in this row") if silent else answer, typed=typed, cell=cell,
            evidence=_remarks(row, group),
        )  # fmt: skip
        yield _with_moderated(row, assessed, group.moderated)
    yield from _remarks_of_nobody(row, "to which standard")


def _labelled(workbook: Workbook, label: str) -> tuple[str, str]:
    """What stands behind a label, in its own cell or the next one, and where."""
    if not label:
        return "", ""
    wanted = tidy(label).casefold()
    for sheet, (row, column), cell in workbook.cells():
        text = tidy(cell.text)
        if text.casefold().startswith(wanted):
            rest = text[len(wanted) :].strip(" :")
            if rest:
                return rest, sheet.address(row, column)
            right = next((c for c in sheet.columns() if c > column and sheet.text(row, c)), None)
            if right is not None:
                return sheet.text(row, right), sheet.address(row, right)
    return "", ""


def _returned_on(workbook: Workbook, profile: Profile) -> date | None:
    """The day of return, where it can only be one: a date that could be either waits for the mapping's habit."""
    text, _ = _labelled(workbook, profile.returned_label)
    if not text or (either_way(text) and not profile.date_habit):
        return None
    return read_date(text, profile.date_habit or "day first")


_SEVERAL = re.compile(
    r"^(?:(?:which|other|all|name of|names of)\s+)?(?:safeguarding\s+(?:children\s+)?)?"
    r"(?:partnerships?|lscps?|scps?|boards?|areas?|local authorit(?:y|ies)|boroughs?|counties)\b",
    re.IGNORECASE,
)
_PARTED = re.compile(r"[,;/&\n]|\band\b")


def _shared(workbook: Workbook, blocks: Mapping[str, tuple[Headings, ...]]) -> str:
    """What above the headings says that a return is for several partnerships, with its cell."""
    for sheet in workbook.sheets:
        headed = blocks[sheet.name]
        for row in [row for row in sheet.rows() if headed and row < headed[0].rows[0]]:
            texts = [(column, sheet.text(row, column)) for column in sheet.filled(row)]
            for (_, label), (column, text) in pairwise(texts):
                if _SEVERAL.match(label) and len(label) < 80 and _PARTED.search(text) and len(text) < 200:
                    return f"“{label} {text}” ({sheet.address(row, column)})"
    return ""
