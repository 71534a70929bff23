"""Reads a workbook that came back as a pack, whatever was done to its rows. Never guesses which row a row is."""

from __future__ import annotations

from scrutineer.domain.grid import Sheet, Workbook, column_letters, tidy
from scrutineer.domain.packs import PACK_PROPERTY, ReturnedPack, ReturnedRow
from scrutineer.exchange.pack_layout import (
    ABOUT,
    ATTENDANCE,
    CHALLENGES,
    CONTRIBUTIONS,
    EVIDENCE,
    FIRST_ROW,
    QUESTIONS,
    Part,
)

_LABELS = {QUESTIONS.title: "question", CHALLENGES.title: "reference", EVIDENCE.title: "title",
           CONTRIBUTIONS.title: "year", ATTENDANCE.title: "seat"}  # fmt: skip


def returned_pack(workbook: Workbook) -> ReturnedPack | None:
    """The pack that a workbook is, or None. Either of its two hidden marks is enough."""
    sheet = workbook.sheet(ABOUT)
    about = {sheet.text(row, 1): sheet.text(row, 2) for row in sheet.rows()} if sheet else {}
    token = workbook.properties.get(PACK_PROPERTY, "") or about.get("token", "")
    if not token:
        return None
    parts = {part.title: _rows(workbook, part) for part in (QUESTIONS, CHALLENGES, EVIDENCE, CONTRIBUTIONS, ATTENDANCE)}
    return ReturnedPack(
        name=workbook.name,
        sha256=workbook.sha256,
        token=token,
        format=about.get("format", ""),
        about=about,
        questions=parts[QUESTIONS.title],
        challenges=parts[CHALLENGES.title],
        evidence=parts[EVIDENCE.title],
        contributions=parts[CONTRIBUTIONS.title],
        attendance=parts[ATTENDANCE.title],
        read=sum(len(rows) for rows in parts.values()),
    )


def looks_like_pack(workbook: Workbook) -> bool:
    """Whether a workbook without the hidden marks has a pack's headings: somebody copied it into a new one."""
    return any(_headings(sheet, QUESTIONS) is not None for sheet in workbook.sheets)


def _headings(sheet: Sheet, part: Part) -> tuple[int, dict[str, int]] | None:
    """The row of a part's headings and the column of each field, found by their words: columns may have moved."""
    for row in sheet.rows()[: FIRST_ROW + 20]:
        texts = {sheet.text(row, column).casefold(): column for column in sheet.filled(row)}
        columns = {c.field: texts[c.heading.casefold()] for c in part.columns if c.heading.casefold() in texts}
        if len(columns) >= len(part.columns) - 1 and all(c.field in columns for c in part.columns if c.open):
            return row, columns
    return None


def _rows(workbook: Workbook, part: Part) -> tuple[ReturnedRow, ...]:
    sheet = workbook.sheet(part.title) or next((s for s in workbook.sheets if _headings(s, part)), None)
    headed = _headings(sheet, part) if sheet else None
    if sheet is None or headed is None:
        return ()
    top, columns = headed
    ids = min(columns.values()) - 1  # the hidden column stands before the first one
    rows = [_row(sheet, row, ids, columns, part) for row in sheet.rows() if row > top]
    return tuple(row for row in rows if row.id or row.filled or row.label)


def _row(sheet: Sheet, row: int, ids: int, columns: dict[str, int], part: Part) -> ReturnedRow:
    wanted = [column.field for column in part.columns if column.open]
    id_text = sheet.text(row, ids) if ids else ""
    return ReturnedRow(
        sheet.name,
        row,
        id_text if ":" in id_text or "/" in id_text else "",
        sheet.text(row, columns[_LABELS[part.title]]) if _LABELS[part.title] in columns else "",
        {name: _kept(sheet, row, columns[name]) for name in wanted},
        {name: f"{sheet.name}!{column_letters(columns[name])}{row}" for name in wanted},
    )


def _kept(sheet: Sheet, row: int, column: int) -> str:
    """A text with its line breaks as typed; other values as they are shown."""
    text = sheet.at(row, column).text.strip()
    return text if "\n" in text else tidy(text)
