"""What a reading leaves out though it looks like what the answers of its workbook look like: told, never taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scrutineer.domain.answers import AnswerState, read_answer
from scrutineer.domain.grid import Sheet, Workbook, column_letters, tidy
from scrutineer.domain.mapping import Layout, Profile, number_and_text
from scrutineer.domain.returns import Finding, FoundAnswer, LeftOut
from scrutineer.exchange.blocks import above
from scrutineer.exchange.doctor import some
from scrutineer.exchange.headings import NO_HEADING, Headings, find_renamed, matrix_columns

_PROSE = 25  # characters from which a lone text is a remark that somebody wrote, and no heading
_ENOUGH = 2  # standards that an unread sheet shares with the sheets that were read


_ALL_NAMED = frozenset({Layout.STANDARDS_DOWN, Layout.CHALLENGE_LOG})
"""Layouts in which every column that is read has a role; in the others those without one hold the answers."""


def in_workbook(
    workbook: Workbook, profile: Profile, blocks: Mapping[str, tuple[Headings, ...]], answers: Sequence[FoundAnswer]
) -> tuple[LeftOut, ...]:
    """Sheets, columns and comments of a workbook that were not read and look like answers, each with its place."""
    standards = {_words(answer.standard) for answer in answers} - {""}
    left: list[LeftOut] = []
    for sheet in workbook.sheets:
        if blocks[sheet.name]:
            left += _of_read_sheet(sheet, profile, blocks[sheet.name])
        elif sheet.rows():
            reason = _why_like(sheet, profile, standards)
            left += [LeftOut(sheet.name, "", reason, like_answer=True)] if reason else []
    return tuple(left)


def _words(standard: str) -> str:
    return tidy(standard).casefold()


def _why_like(sheet: Sheet, profile: Profile, standards: set[str]) -> str:
    """Why a sheet that was not read looks like those that were; "" where it does not."""
    chosen = profile.sheets and sheet.name not in profile.sheets
    differing = find_renamed(sheet, profile)
    if differing:
        headings = "; ".join(
            f"“{column.was}” is {f'“{column.now}”' if column.now else 'missing'}" for column in differing
        )
        return f"a sheet like those that were read, but for its headings: {headings}"
    texts = {
        _words(number_and_text(sheet.text(row, column))[1]) for row in sheet.rows() for column in sheet.filled(row)
    }
    if len(texts & standards) >= min(_ENOUGH, max(1, len(standards))) and _has_answer(sheet, profile, standards):
        return (
            "a sheet with the same standards that the mapping does not name"
            if chosen
            else ("a hidden sheet with the same standards" if not sheet.visible else "a sheet with the same standards")
        )
    return ""


def _has_answer(sheet: Sheet, profile: Profile, standards: set[str]) -> bool:
    """Whether a level of the scale stands beside one of the standards."""
    for row in sheet.rows():
        columns = sheet.filled(row)
        if any(_words(number_and_text(sheet.text(row, column))[1]) in standards for column in columns) and any(
            read_answer(sheet.at(row, column), profile.scale).state is AnswerState.ANSWERED for column in columns[1:]
        ):
            return True
    return False


def _of_read_sheet(sheet: Sheet, profile: Profile, blocks: tuple[Headings, ...]) -> Iterator[LeftOut]:
    """Columns beside the answers that the mapping does not name, and comments and remarks outside the rows read."""
    unnamed = set(matrix_columns(blocks[0], profile)) if profile.layout not in _ALL_NAMED else set()
    first = blocks[0].rows[0]
    below = [row for row in sheet.rows() if row > blocks[0].last_row]
    for column, heading in _headed(sheet, blocks[0]):
        if profile.role(heading) is not None or column in unnamed or profile.known(heading) in profile.level_columns:
            continue
        filled = [row for row in below if _is_remark(sheet, row, column)]
        if filled:
            named = f"“{heading}”" if heading != NO_HEADING else "without a heading"
            words = f"a column that the mapping does not name ({named}), filled in {len(filled)} of its rows"
            yield LeftOut(f"{sheet.name}!{column_letters(column)}", "", words, like_answer=True)
    read = {row for row in below if above(blocks, row) is not None}
    for row, comments in sheet.comments.items():
        if row not in read and row >= first:
            for column, text in comments:
                yield LeftOut(sheet.address(row, column), text, "a comment outside the answers", like_answer=True)


def _headed(sheet: Sheet, headings: Headings) -> Iterator[tuple[int, str]]:
    """Every column of a sheet that holds anything, with its heading."""
    for column in sheet.columns():
        yield column, headings.columns.get(column, NO_HEADING)


def _is_remark(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a cell of an unread column says something: words of its own, no number and no banner over the row."""
    text = sheet.text(row, column)
    says = " " in text or len(text) >= _PROSE
    return says and not (sheet.merges and sheet.merged_from(row, column) != (row, column))


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
