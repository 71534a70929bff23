"""Writes a pack: one xlsx without macros, locked but for the answer cells, that Excel and LibreOffice both fill in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scrutineer.domain.ledgers import Presence
from scrutineer.domain.packs import CONFIRMED, FORMAT, PACK_PROPERTY, TO_CONFIRM, PackContent
from scrutineer.exchange import pack_cover
from scrutineer.exchange.pack_layout import (
    ABOUT,
    ATTENDANCE,
    CHALLENGES,
    CONTRIBUTIONS,
    EMPTY_ROWS,
    EVIDENCE,
    INSTRUCTIONS,
    LEVELS,
    LISTS,
    OWN_TEXTS,
    QUESTIONS,
    Part,
)
from scrutineer.exchange.pack_pen import Pen, Row, finished, height, lock

_WIDTH_OF_LEVELS = 100  # characters across which a level is described


def write(content: PackContent) -> bytes:
    """The workbook. Every text is stored as text, so that nothing in it is ever taken for a formula."""
    from openpyxl import Workbook
    from openpyxl.packaging.custom import StringProperty
    from openpyxl.workbook.protection import WorkbookProtection

    book = Workbook()
    book.custom_doc_props.append(StringProperty(name=PACK_PROPERTY, value=content.token))  # type: ignore[attr-defined]
    book.properties.creator, book.properties.title = "", f"Evidence request, {content.agency}"
    book.security = WorkbookProtection(lockStructure=True)
    pen = Pen(book)
    first = book.active
    if first is None:
        raise ValueError("a new workbook has a sheet")
    first.title = INSTRUCTIONS
    _write_lists(pen, book.create_sheet(LISTS), content)
    parts = _write_parts(pen, content)
    _write_levels(pen, book.create_sheet(LEVELS), content)
    about_sheet = book.create_sheet(ABOUT)
    pack_cover.write(pen, first, content, parts)
    _write_about(pen, about_sheet, content)
    return finished(book, pen.counted)


def _write_parts(pen: Pen, content: PackContent) -> dict[str, Part]:
    """The sheets to be filled in; by title, the columns that each was given."""
    years: list[Row] = [(f"contribution:{number}", {"year": year}) for number, year in enumerate(content.years, 1)]
    seats = {"seat": "seats"} if content.seats else {}
    no_challenge = "" if content.challenges else "No challenge awaits your reply."
    parts = (
        pen.part(QUESTIONS, _question_rows(content), {"level": "levels", "confirmed": "confirmed"}),
        pen.part(EVIDENCE, _empty("evidence"), {}),
        pen.part(CHALLENGES, _challenge_rows(content), {}, no_challenge),
        pen.part(CONTRIBUTIONS, years, {}),
        pen.part(ATTENDANCE, _empty("attendance"), {**seats, "presence": "presence"}),
    )
    return {part.title: part for part in parts}


def _question_rows(content: PackContent) -> list[Row]:
    return [
        (
            question.id,
            {
                "step": question.step, "number": question.number, "question": question.question,
                "expects": question.evidence,
                "level": question.level, "narrative": question.narrative, "sources": question.sources,
                "confirmed": TO_CONFIRM if question.prior else "", "earlier": question.earlier_wording,
            },
        )
        for question in content.questions
    ]  # fmt: skip


def _challenge_rows(content: PackContent) -> list[Row]:
    return [
        (
            challenge.id,
            {
                "reference": challenge.reference, "question": challenge.question,
                "raised": challenge.raised, "due": challenge.due, "test": challenge.test,
            },
        )
        for challenge in content.challenges
    ]  # fmt: skip


def _empty(name: str) -> list[Row]:
    return [(f"{name}:{number}", {}) for number in range(1, EMPTY_ROWS + 1)]


def _write_lists(pen: Pen, sheet: Any, content: PackContent) -> None:
    columns: dict[str, Iterable[str]] = {
        "levels": [word for word, _ in content.levels] + ["Not applicable"],
        "confirmed": (TO_CONFIRM, CONFIRMED),
        "seats": content.seats,
        "presence": [presence.value for presence in Presence],
    }
    for number, (name, words) in enumerate(columns.items(), 1):
        texts = list(words)
        for row, text in enumerate(texts, 1):
            pen.text(sheet, row, number, text)
        letter = "ABCD"[number - 1]
        pen.lists[name] = f"{LISTS}!${letter}$1:${letter}${max(1, len(texts))}"
    sheet.sheet_state = "veryHidden"
    lock(sheet, None)


def _write_levels(pen: Pen, sheet: Any, content: PackContent) -> None:
    pen.text(sheet, 1, 2, LEVELS, pen.title)
    pen.written.append(LEVELS)
    for row, (word, descriptor) in enumerate(content.levels, 3):
        sheet.row_dimensions[row].height = height([(descriptor, _WIDTH_OF_LEVELS)])
        pen.text(sheet, row, 2, word, pen.strong).border = pen.border
        pen.text(sheet, row, 3, descriptor).border = pen.border
        pen.written += [word, descriptor]
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 3, 26
    sheet.column_dimensions["C"].width = _WIDTH_OF_LEVELS
    lock(sheet, None)


def about(content: PackContent) -> dict[str, str]:
    """What a pack says of itself on its hidden sheet."""
    return {
        "token": content.token, "format": FORMAT, "partnership": content.partnership, "agency": content.agency,
        "cycle": content.cycle, "framework": content.framework, "framework version": content.framework_version,
    }  # fmt: skip


def _write_about(pen: Pen, sheet: Any, content: PackContent) -> None:
    for row, (name, text) in enumerate(about(content).items(), 1):
        pen.text(sheet, row, 1, name)
        pen.text(sheet, row, 2, text)
    for row, text in enumerate(dict.fromkeys(text for text in pen.written if text), 1):
        pen.text(sheet, row, OWN_TEXTS, text)
    sheet.sheet_state = "veryHidden"
    lock(sheet, None)
