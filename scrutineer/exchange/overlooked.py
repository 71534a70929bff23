"""What a reading leaves out though it looks like what the answers of its workbook look like: told, never taken."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import chain

from scrutineer.domain.answers import AnswerState, read_answer
from scrutineer.domain.grid import Sheet, Workbook, column_letters, sheet_of
from scrutineer.domain.mapping import JOINED, Layout, Profile, Role, number_and_text, plain_heading
from scrutineer.domain.returns import Finding, FoundAnswer, LeftOut
from scrutineer.domain.words import counted, some
from scrutineer.exchange.blocks import ALL_NAMED, Block
from scrutineer.exchange.headings import NO_HEADING, Headings, find_renamed
from scrutineer.exchange.matrix import matrix_of

_PROSE = 25  # characters from which a lone text is a remark that somebody wrote, and no heading
_ENOUGH = 2  # standards that an unread sheet shares with the sheets that were read


_READ_IN_A_MATRIX = {
    Layout.AGENCIES_ACROSS: {Role.NUMBER, Role.STANDARD, Role.AREA},
    Layout.STANDARDS_ACROSS: {Role.AGENCY, Role.AREA},
}
"""The roles of which a matrix of answers reads a column; all else in it is answers, remarks, or not read."""


def in_workbook(
    workbook: Workbook, profile: Profile, blocks: Mapping[str, tuple[Headings, ...]], answers: Sequence[FoundAnswer]
) -> tuple[LeftOut, ...]:
    """Sheets, columns and comments of a workbook that were not read and look like answers, each with its place."""
    unread = any(sheet.rows() and not blocks[sheet.name] for sheet in workbook.sheets)
    standards = {plain_heading(answer.standard) for answer in answers if unread} - {""}
    kept = set(_comments_kept(answers))
    left: list[LeftOut] = []
    for sheet in workbook.sheets:
        if blocks[sheet.name]:
            left += _unread_columns(sheet, profile, blocks[sheet.name])
        elif sheet.rows():
            reason = _why_like(sheet, profile, standards)
            left += [LeftOut(sheet.name, "", reason, like_answer=True)] if reason else []
        left += _comments_beside(sheet, kept)
    return tuple(left)


def _comments_kept(answers: Sequence[FoundAnswer]) -> Iterator[str]:
    """The cells whose comments stand with the evidence of an answer, as `comments_in_words` begins them."""
    for answer in answers:
        if _COMMENT_ON in answer.evidence:
            sheet = sheet_of(answer.cell)
            lines = [line for line in answer.evidence.split("\n") if line.startswith(_COMMENT_ON)]
            yield from (f"{sheet}!{line.removeprefix(_COMMENT_ON).partition(':')[0]}" for line in lines)


_COMMENT_ON = "Comment on "
"""How a comment begins that is kept with the evidence of its row: its cell follows."""


def comments_in_words(sheet: Sheet, row: int, columns: Container[int | None] | None = None) -> list[str]:
    """The comments on these cells of a row (None: on any), each with its cell."""
    return [
        f"{_COMMENT_ON}{column_letters(column)}{origin}: {text}"
        for origin, column, text in _comments_on(sheet, row)
        if columns is None or column in columns
    ]


def _comments_on(sheet: Sheet, row: int) -> Iterator[tuple[int, int, str]]:
    """The comments on the cells of a row, those on cells merged down into it too: row, column and text."""
    yield from ((row, column, text) for column, text in sheet.comments.get(row, ()))
    for top, left, bottom, _ in sheet.merges:
        if top < row <= bottom:
            yield from ((top, column, text) for column, text in sheet.comments.get(top, ()) if column == left)


def _comments_beside(sheet: Sheet, kept: set[str]) -> Iterator[LeftOut]:
    """Comments that stand with no answer's evidence: on headings, standards, totals, notes and other sheets."""
    for row, comments in sheet.comments.items():
        for column, text in comments:
            if sheet.address(row, column) not in kept:
                yield LeftOut(sheet.address(row, column), text, "a comment outside the answers", like_answer=True)


def _why_like(sheet: Sheet, profile: Profile, standards: set[str]) -> str:
    """Why a sheet that was not read looks like those that were; "" where it does not."""
    chosen = profile.sheets and sheet.name not in profile.sheets
    differing = find_renamed(sheet, profile)
    if differing:
        headings = "; ".join(
            f"“{column.was}” is {f'“{column.now}”' if column.now else 'missing'}" for column in differing
        )
        return f"a sheet like those that were read, but for its headings: {headings}"
    cells = (sheet.text(row, column) for row in sheet.rows() for column in sheet.filled(row))
    texts = {plain_heading(number_and_text(text)[1]) for text in cells}
    if len(texts & standards) >= min(_ENOUGH, max(1, len(standards))) and _has_answer(sheet, profile, standards):
        return (
            "a sheet with the same standards that the mapping does not name"
            if chosen
            else ("a hidden sheet with the same standards" if not sheet.visible else "a sheet with the same standards")
        )
    return "a sheet with levels of the scale beside words" if _looks_answered(sheet, profile) else ""


def _looks_answered(sheet: Sheet, profile: Profile) -> bool:
    """Whether levels stand behind words again and again, as answers do; a key explains each level once."""
    levels: list[str] = []
    for row in sheet.rows():
        columns = sheet.filled(row)
        if len(sheet.text(row, columns[0])) < _PROSE and not number_and_text(sheet.text(row, columns[0]))[0]:
            continue
        read = (read_answer(sheet.at(row, column), profile.scale) for column in columns[1:])
        levels += [answer.level for answer in read if answer.state is AnswerState.ANSWERED][:1]
    return len(levels) > max(_ENOUGH, len(set(levels)))


def _has_answer(sheet: Sheet, profile: Profile, standards: set[str]) -> bool:
    """Whether a level of the scale stands beside one of the standards."""
    for row in sheet.rows():
        columns = sheet.filled(row)
        if any(plain_heading(number_and_text(sheet.text(row, column))[1]) in standards for column in columns) and any(
            read_answer(sheet.at(row, column), profile.scale).state is AnswerState.ANSWERED for column in columns[1:]
        ):
            return True
    return False


def _unread_columns(sheet: Sheet, profile: Profile, blocks: tuple[Headings, ...]) -> Iterator[LeftOut]:
    """Columns beside the answers that are filled and not read: no role, or one that another column has already."""
    read = _read_columns(sheet, profile, blocks[0])
    alike: dict[tuple[int, ...], list[int]] = {}  # rows that are filled alike are asked once
    for row in sheet.rows():
        if row > blocks[0].last_row:
            alike.setdefault(sheet.filled(row), []).append(row)
    for column, heading in _headed(sheet, blocks[0]):
        if column in read or profile.role(heading) is Role.LEFT_OUT:
            continue
        parts = [rows for columns, rows in alike.items() if column in columns]
        if not parts:
            continue
        filled = parts[0] if len(parts) == 1 else sorted(chain(*parts))
        named = f"“{heading}”" if heading != NO_HEADING else "without a heading"
        role = profile.role(heading)
        why = _why_unread(profile, role)
        rows = [
            row for row, text in zip(filled, sheet.column(column, filled), strict=True)
            if (" " in text and not sheet.merges) or _says_something(sheet, row, column, profile)
        ]  # fmt: skip
        words = f"{why} ({named}), filled in {len(rows or filled)} of its rows"
        yield LeftOut(f"{sheet.name}!{column_letters(column)}", "", words, like_answer=bool(rows))


def _why_unread(profile: Profile, role: Role | None) -> str:
    if role is None:
        return "a column that the mapping does not name"
    if role not in _READ_IN_A_MATRIX.get(profile.layout, {role}):
        return f"a matrix holds no column of the kind “{role.value}”"
    return f"another column is read as its {role.value}"


def _read_columns(sheet: Sheet, profile: Profile, headings: Headings) -> set[int]:
    """The columns of a sheet that are read: one of each role, or all where they are joined, and those of a matrix."""
    block = Block(sheet, headings, profile)
    read = {column for role, columns in block.all_of.items() for column in columns
            if role in JOINED or block.headings.columns[column] == block.headings.columns[columns[0]]}  # fmt: skip
    read |= {c for c, heading in headings.columns.items() if profile.known(heading) in profile.level_columns}
    if profile.layout in _READ_IN_A_MATRIX:
        matrix = matrix_of(sheet, headings, profile)
        named = {columns[0] for role, columns in block.all_of.items() if role in _READ_IN_A_MATRIX[profile.layout]}
        return named | {*matrix.unsure} | {column for group in matrix.groups for column in group.columns}
    return read if profile.layout in ALL_NAMED else read | set(block.unnamed)


def _headed(sheet: Sheet, headings: Headings) -> Iterator[tuple[int, str]]:
    """Every column of a sheet that holds anything, with its heading."""
    for column in sheet.columns():
        yield column, headings.columns.get(column, NO_HEADING)


def _says_something(sheet: Sheet, row: int, column: int, profile: Profile) -> bool:
    """Whether a cell of an unread column says something: words of its own or a level, no banner over the row."""
    text = sheet.text(row, column)
    if sheet.merges and sheet.merged_from(row, column) != (row, column):
        return False
    if " " in text or len(text) >= _PROSE:
        return True
    return (
        bool(profile.scale.levels) and read_answer(sheet.at(row, column), profile.scale).state is AnswerState.ANSWERED
    )


def unread_sheets(workbook: Workbook, read: Container[str]) -> Iterator[Finding]:
    """Every sheet that holds anything and is not among those `read`, by name, with how many of its cells do."""
    unread = [sheet for sheet in workbook.sheets if sheet.name not in read]
    held = {sheet.name: said for sheet in unread if (said := _held(sheet))}
    if held:
        words = "; ".join(f"“{name}” ({said})" for name, said in held.items())
        yield Finding("warn", f"Sheets of which nothing was read: {words}.", "unread sheets", tuple(held))


def _held(sheet: Sheet) -> str:
    """How many cells of a sheet hold something, "" for none; cells of one colour alone where it has no other."""
    cells = [cell for _, cell in sheet.cells()]
    filled = sum(bool(cell.text.strip() or cell.comment) for cell in cells)
    coloured = sum(bool(cell.fill) for cell in cells)
    hidden = "" if sheet.visible else ", hidden"
    if filled:
        return f"{counted(filled, 'cell')}{hidden}"
    return f"no text, {counted(coloured, 'coloured cell')}{hidden}" if coloured else ""


def in_words(left_out: Sequence[LeftOut]) -> Iterator[Finding]:
    """What was left out though it looks like an answer, in sentences, one for each reason."""
    like = [item for item in left_out if item.like_answer]
    for reason in dict.fromkeys(item.reason for item in like):
        places = tuple(item.place for item in like if item.reason == reason)
        words = f"Left out, though it looks like an answer: {some(places)}, {reason}."
        yield Finding("ask", words, "left out", places)
    notes = tuple(item.place for item in left_out if item.reason == "a heading or note" and len(item.text) >= _PROSE)
    if notes:
        yield Finding("ok", f"Rows of one text, read as headings or notes: {some(notes)}. Left out.", "notes", notes)
