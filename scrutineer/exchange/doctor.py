"""The doctor: a workbook's hazards in plain words, each with its places and what will be done about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from scrutineer.domain.grid import Sheet, Value, Workbook, column_letters
from scrutineer.domain.hazards import STARTS, Hazard, look_closely, names_a_person, of_text
from scrutineer.domain.returns import Finding
from scrutineer.domain.words import shortened, some

Places = dict[Hazard, list[str]]

_MUCH_LARGER = 5_000  # rows that a sheet may claim beyond its last one before it is told

SAID: dict[Hazard, tuple[str, str]] = {
    Hazard.DAMAGED_SIZE: (
        "ok",
        "Formatted far beyond the last row that holds anything: {}. Only what is there is read.",
    ),
    Hazard.HIDDEN_SHEET: ("warn", "Hidden sheets: {}. Left out."),
    Hazard.HIDDEN_ROW: ("warn", "Hidden rows: {}. Read like the others."),
    Hazard.HIDDEN_COLUMN: ("warn", "Hidden columns: {}. Read or left out as the mapping says, like the others."),
    Hazard.MERGED: (
        "warn",
        "Cells merged over several rows: {}. What they say counts for each of their rows, but for a merged answer or "
        "figure: that counts for its first row, and the others are set aside.",
    ),
    Hazard.LOST: ("warn", "Formulas without a stored value: {}. Never read as 0 or as blank."),
    Hazard.ERROR: ("warn", "Error cells: {}. Never read as answers."),
    Hazard.NUMBER_TEXT: (
        "ok",
        "Numbers typed as text: {}. Kept as typed; read as an answer only where the scale has that number.",
    ),
    Hazard.DATE_TEXT: ("ok", "Dates typed as text: {}. Kept as typed."),
    Hazard.EITHER_WAY: (
        "ask",
        "Dates that could have the day or the month first: {}. Read as the mapping's date habit says; "
        "kept as typed where it says nothing.",
    ),
    Hazard.FORMULA_TEXT: ("warn", "Text that begins like a formula: {}. Kept as text; nothing is run."),
    Hazard.DEFAULT: ("warn", "Drop-downs left as they were sent out: {}. Unanswered, not an answer."),
    Hazard.COMMENT: (
        "warn",
        "Comments on cells: {}. Kept with the evidence of their row, or listed as left out where no answer stands "
        "beside them; read them for answers.",
    ),
    Hazard.TEXT_BOX: ("warn", "Text boxes: {}. Not answers to a cell; read them in the original, which is kept."),
    Hazard.EMBEDDED: ("warn", "Embedded files: {}. Never opened here; kept inside the original."),
    Hazard.PICTURE: ("ok", "Pictures: {}. Not read; kept inside the original."),
    Hazard.LINK: ("warn", "Links to other files: {}. Not followed; the values stored in this workbook are used."),
    Hazard.MACROS: ("warn", "The workbook holds macros. They are never run."),
    Hazard.PERSONAL: (
        "private",
        "Names, telephone numbers, e-mail addresses or the like: {}. Check before anything is quoted.",
    ),
    Hazard.LONG: ("ok", "Very long texts: {}. Kept whole."),
    Hazard.SWALLOWED: (
        "ask",
        "Cells that hold whole rows, because a quotation mark in them is not closed: {}. Those rows were not read as "
        "rows: correct the mark and import the file again.",
    ),
    Hazard.LOOKS: (
        "ask",
        "This file ({}) could be read for its values alone. If answers are given by colour or comment, or rows are "
        "hidden, open it in Excel, save it as .xlsx under another name and import that.",
    ),
}


_ONCE_READ = {
    Hazard.LOST: (
        "Formulas without a stored value among the answers: {}. Not read as 0 or as blank: set aside.",
        "Formulas without a stored value outside the answers: {}. No answer was read from them.",
    ),
    Hazard.ERROR: (
        "Error cells among the answers: {}. Not read as answers: set aside.",
        "Error cells outside the answers: {}. No answer was read from them.",
    ),
}
"""What became of such a cell once it is known which cells hold answers: of those that do, and of the others."""


def hazards(workbook: Workbook, *, read: Container[str] | None = None) -> tuple[Finding, ...]:
    """Every hazard of a workbook. Cost grows with its cells.

    `read` are the cells that were read as answers or rows; None before anything was said about its columns.
    """
    places: Places = defaultdict(list)
    for sheet in workbook.sheets:
        _hidden(sheet, places)
        _marks(sheet, places)
        _merges(sheet, places)
        _texts(sheet, places, workbook.kind)
        _identity(sheet, places)
    _extras(workbook, places)
    if not workbook.looks_read:
        places[Hazard.LOOKS].append(f".{workbook.kind}")
    return tuple(
        finding for hazard in Hazard if places.get(hazard) for finding in _findings(hazard, places[hazard], read)
    )


def _findings(hazard: Hazard, places: list[str], read: Container[str] | None) -> Iterator[Finding]:
    tone, text = SAID[hazard]
    unique = tuple(dict.fromkeys(places))
    parted = [(text, unique)]
    if read is not None and hazard in _ONCE_READ:
        among = tuple(place for place in unique if place in read)
        outside = tuple(place for place in unique if place not in read)
        parted = list(zip(_ONCE_READ[hazard], (among, outside), strict=True))
    yield from (Finding(tone, words.format(some(cells)), hazard.value, cells) for words, cells in parted if cells)


def _hidden(sheet: Sheet, places: Places) -> None:
    if not sheet.visible:
        places[Hazard.HIDDEN_SHEET].append(sheet.name)
    rows, columns = set(sheet.rows()), set(sheet.columns())
    places[Hazard.HIDDEN_ROW] += [f"{sheet.name} row {row}" for row in sheet.hidden_rows if row in rows]
    places[Hazard.HIDDEN_COLUMN] += [
        f"{sheet.name} column {column_letters(column)}" for column in sheet.hidden_columns if column in columns
    ]
    last = max(rows, default=0)
    if sheet.declared[0] > last + _MUCH_LARGER:
        places[Hazard.DAMAGED_SIZE].append(f"{sheet.name}, {sheet.declared[0]:,} rows claimed, {last:,} used")


def _marks(sheet: Sheet, places: Places) -> None:
    for (row, column), mark in sheet.marks.items():
        if mark.kind == "lost":
            places[Hazard.LOST].append(sheet.address(row, column))
        elif mark.kind == "error":
            places[Hazard.ERROR].append(sheet.address(row, column))
        if mark.comment:
            places[Hazard.COMMENT].append(sheet.address(row, column))


def _merges(sheet: Sheet, places: Places) -> None:
    """Merges over several rows that hold something, headings apart: those stand in one row of several columns."""
    used = set(sheet.rows())
    for top, left, bottom, right in sorted(sheet.merges):
        below = bottom > top and right - left < 2 and len(used.intersection(range(top, bottom + 1))) > 1
        holds = sheet.text(top, left) or sheet.at(top, left).fill
        if below and holds and not _heads(sheet, top):
            letters = column_letters(left)
            places[Hazard.MERGED].append(f"{sheet.name}!{letters}{top}:{column_letters(right)}{bottom}")


def _heads(sheet: Sheet, row: int) -> bool:
    """Whether several merged cells begin in this row and end in the next: two rows of headings."""
    return sum(top == row and bottom == row + 1 for top, _, bottom, _ in sheet.merges) > 2


def _texts(sheet: Sheet, places: Places, kind: str) -> None:
    numbers: dict[int, int] = defaultdict(int)
    texts: list[tuple[int, int, str]] = []
    marks = sheet.marks
    for row, values, closely in _looked_at(sheet):
        for column, value in enumerate(values, 1):
            if value.__class__ is not str:
                if value is not None:
                    numbers[column] += 1
                continue
            if not closely and value[0] not in STARTS:
                continue
            for hazard in of_text(value, closely):
                if hazard is Hazard.NUMBER_TEXT:
                    texts.append((row, column, value))
                elif (row, column) not in marks or not marks[row, column].kind:
                    places[hazard].append(sheet.address(row, column))
    if kind != "csv":
        mixed = [(row, column) for row, column, text in texts if numbers[column] or "." not in text]
        places[Hazard.NUMBER_TEXT] += [sheet.address(*place) for place in mixed]


def _looked_at(sheet: Sheet) -> Iterator[tuple[int, Sequence[Value], bool]]:
    """Each row, and whether its texts are to be looked at closely. A whole stretch is asked first: few are."""
    for stretch in sheet.stretches():
        any_of_them = look_closely(stretch.texts)
        for row in stretch.rows:
            values = sheet.values[row]
            yield row, values, any_of_them and look_closely("\0".join(text for text in values if isinstance(text, str)))


def _identity(sheet: Sheet, places: Places) -> None:
    """What stands beside a label that asks for a person."""
    for row in sheet.rows()[:30]:
        filled = [(column, sheet.text(row, column)) for column in sheet.columns()[:12] if sheet.text(row, column)]
        for (column, label), (beside, text) in pairwise(filled):
            short = len(label) < 60 and beside - column < 8 and len(filled) <= 4
            if short and names_a_person(label) and not names_a_person(text):
                places[Hazard.PERSONAL].append(sheet.address(row, beside))


_EXTRAS = {
    "text box": Hazard.TEXT_BOX,
    "embedded": Hazard.EMBEDDED,
    "picture": Hazard.PICTURE,
    "link": Hazard.LINK,
    "macros": Hazard.MACROS,
    "rows in a cell": Hazard.SWALLOWED,
}


def _extras(workbook: Workbook, places: Places) -> None:
    for extra in workbook.extras:
        where = f"{extra.sheet}!{extra.place}" if extra.place else extra.sheet
        shown = (
            extra.text if extra.kind in {"embedded", "link"} else f"“{shortened(extra.text, 60)}”" if extra.text else ""
        )
        places[_EXTRAS[extra.kind]].append(" ".join(part for part in (where, shown) if part) or "somewhere")
