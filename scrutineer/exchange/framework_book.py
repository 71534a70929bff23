"""A framework of one's own as a workbook: a template out, and a filled one back in, checked row by row."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import tomli_w

from scrutineer.domain.framework import MARKS, Framework, Knowing, plain_code
from scrutineer.domain.grid import Sheet, Workbook, cell_text
from scrutineer.errors import UserError

ABOUT, LINES = "Framework", "Lines"
_ABOUT_ROWS = (
    ("id", "Id", "Letters, figures and hyphens; it never changes, such as our-standards"),
    ("version", "Version", "Another one each time a word changes, such as 2"),
    ("title", "Title", "Its full name"),
    ("short_title", "Short title", "What lists call it"),
    ("source", "Source", "Where it comes from, and whose words these are"),
    ("note", "Note", "What a reader must know of it"),
    ("scale", "Scale", "Optional: the id of a scale the program knows, such as assurance"),
    ("known", "How it is known", f"Optional: {', '.join(mark.value for mark in MARKS)}; empty for words of your own"),
)
_MAY_LACK = frozenset({"scale", "known"})
_LINE_COLUMNS = (
    ("id", "Id", 10), ("parent", "Under", 10), ("label", "Short label", 28), ("question", "Question", 70),
    ("evidence", "Evidence that would answer it", 50), ("on", "Bears on (Six Steps)", 22),
    ("known", "How it is known", 22),
)  # fmt: skip
_HELP = (
    "On the sheet Framework, fill in the second column.",
    "On the sheet Lines, one row for each step and line. A step has nothing in “Under”; its title is its question.",
    "A line says in “Under” the id of its step. Lines stand below steps, never below lines.",
    "In “Bears on”, name the Six Steps as 1 to 6 or their lines as 4c, with commas between; “all” for the six.",
    "Ids are yours. Keep an id where the question stays the same from version to version: answers carry forward only "
    "where the wording is unchanged.",
    "“How it is known” says of a row that is not your own whether its words were read in the source, are second-hand, "
    "were announced, or are remembered. Leave it empty for words of your own.",
    "Nothing is taken in until every row is right; what is wrong is named with its row.",
)


def write_template(framework: Framework | None) -> bytes:
    """An empty template, or one filled with a framework to start from."""
    from openpyxl import Workbook as Book

    book = Book()
    help_sheet = book.active
    if help_sheet is None:
        raise ValueError("a new workbook has a sheet")
    help_sheet.title = "How to fill"
    for text in _HELP:
        help_sheet.append([text])
    help_sheet.column_dimensions["A"].width = 110
    about = book.create_sheet(ABOUT)
    about.append(["What", "Yours", "Help"])
    given = _about_of(framework) if framework else {}
    for key, name, hint in _ABOUT_ROWS:
        about.append([name, cell_text(given.get(key, "")), hint])
    lines = book.create_sheet(LINES)
    lines.append([name for _, name, _ in _LINE_COLUMNS])
    for row in _rows_of(framework) if framework else ():
        lines.append([cell_text(text) for text in row])
    _dress(about, (16, 70, 70))
    _dress(lines, tuple(width for *_, width in _LINE_COLUMNS))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _about_of(framework: Framework) -> Mapping[str, str]:
    return {
        "id": f"our-{framework.id}", "version": "1", "title": framework.title, "short_title": framework.short_title,
        "source": f"Written by us, after: {framework.source}", "note": framework.note,
    }  # fmt: skip


def _rows_of(framework: Framework) -> Iterator[list[str]]:
    for step in framework.steps:
        yield [step.number, "", step.label, step.title, "", _codes(step.maps_to), _mark_of(step.known)]
        for line in step.lines:
            yield [line.code, step.number, line.label, line.question, line.evidence, _codes(line.maps_to),
                   _mark_of(line.in_force.known)]  # fmt: skip


def _mark_of(known: Knowing) -> str:
    """A mark as the template takes it; nothing for words of no source, and for a text that never said how."""
    return known.value if known in MARKS and known is not Knowing.OWN else ""


def _codes(targets: tuple[str, ...]) -> str:
    return ", ".join(target.split(":")[1] for target in targets)


def _dress(sheet: Any, widths: tuple[int, ...]) -> None:
    from openpyxl.styles import Alignment, Font

    for number, width in enumerate(widths, 1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[sheet.cell(1, number).column_letter].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.data_type = "s" if cell.value else cell.data_type  # text stays text, whatever it starts with
            cell.number_format = "@"
    sheet.freeze_panes = "A2"


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of Lines with where it stands."""

    place: int
    id: str
    parent: str
    label: str
    question: str
    evidence: str
    on: tuple[str, ...]
    known: str = ""

    @property
    def where(self) -> str:
        """Row 7 of “Lines”."""
        return f"Row {self.place} of “{LINES}”"


def read_framework(workbook: Workbook, *, steps_known: Collection[str], scales_known: Collection[str]) -> str:
    """The text of the framework that a workbook holds. What is wrong is named with its row, and nothing is taken in.

    `steps_known` are the codes of the Six Steps ("4", "4c"), `scales_known` the ids of scales.
    """
    about = _about(_sheet(workbook, ABOUT))
    scale = about.get("scale", "")
    if scale and scale not in scales_known:
        advice = f"Choose one of: {', '.join(sorted(scales_known))}."
        raise _wrong(f"“Scale” on the sheet “{ABOUT}”", f"names “{scale}”, which is no scale", advice)
    _check_mark(about.get("known", ""), f"“How it is known” on the sheet “{ABOUT}”")
    rows = _lines(_sheet(workbook, LINES))
    _check_tree(rows)
    for row in rows:
        unknown = [code for code in row.on if code not in steps_known and row.on != ("all",)]
        if unknown:
            problem = f"bears on “{unknown[0]}”, which is no step or line of the Six Steps"
            raise _wrong(row.where, problem, "Name steps as 1 to 6, lines as 4c.")
    steps = [_step(row, rows) for row in rows if not row.parent]
    return tomli_w.dumps({**about, "kind": "steps", "own": True, "steps": steps})


def _check_mark(mark: str, where: str) -> None:
    marks = [known.value for known in MARKS]
    if mark and mark not in marks:
        raise _wrong(where, f"says “{mark}”, which is no mark of knowing", f"Choose one of: {', '.join(marks)}.")


def _sheet(workbook: Workbook, name: str) -> Sheet:
    for sheet in workbook.sheets:
        if sheet.name.strip().casefold() == name.casefold():
            return sheet
    raise UserError(
        f"{workbook.name} has no sheet called “{name}”. Nothing was changed.",
        "Start from the template, and keep its sheets.",
    )


def _wrong(where: str, what: str, advice: str) -> UserError:
    return UserError(f"{where} {what}. Nothing was changed.", advice)


def _about(sheet: Sheet) -> dict[str, str]:
    names = {name.casefold(): key for key, name, _ in _ABOUT_ROWS}
    about: dict[str, str] = {}
    for place in sorted(sheet.values):
        key = names.get(sheet.text(place, 1).casefold())
        if key is not None and sheet.text(place, 2):
            about[key] = sheet.text(place, 2)
    for key, name, _ in _ABOUT_ROWS:
        if key not in about and key not in _MAY_LACK:
            raise _wrong(f"“{name}” on the sheet “{ABOUT}”", "is empty", "Fill it in.")
    if not all(part.isalnum() and part.isascii() for part in about["id"].split("-")):
        raise _wrong(f"The id “{about['id']}”", "has other signs than letters, figures and hyphens", "Give a plain id.")
    return about


def _lines(sheet: Sheet) -> tuple[_Row, ...]:
    columns = _columns(sheet)
    lines = []
    for place in sorted(sheet.values):
        values = {key: sheet.text(place, column) for key, column in columns.items()}
        if place == 1 or not any(values.values()):
            continue
        on = tuple(part.strip() for part in values.pop("on", "").replace(";", ",").split(",") if part.strip())
        lines.append(_Row(place, on=on, **{"evidence": "", **values}))
    if not lines:
        raise _wrong(f"The sheet “{LINES}”", "has no rows", "Write one row for each step and line.")
    return tuple(lines)


def _columns(sheet: Sheet) -> dict[str, int]:
    heads = {sheet.text(1, column).casefold(): column for column in range(1, len(sheet.values.get(1, ())) + 1)}
    columns = {key: heads[name.casefold()] for key, name, _ in _LINE_COLUMNS if name.casefold() in heads}
    for key, name, _ in _LINE_COLUMNS:
        if key not in columns and key not in {"evidence", "on", "known"}:
            raise _wrong(f"The sheet “{LINES}”", f"has no column “{name}” in row 1", "Put the column back.")
    return columns


def _check_tree(rows: tuple[_Row, ...]) -> None:
    by_id: dict[str, _Row] = {}
    for row in rows:
        if not row.id:
            raise _wrong(row.where, "has no id", "Give each step and line its own id.")
        if not plain_code(row.id):
            raise _wrong(row.where, f"has the id “{row.id}”, with a space, a colon or a bar in it", "Give a plain id.")
        if row.id in by_id:
            first = by_id[row.id].place
            raise _wrong(row.where, f"has the id “{row.id}”, as row {first} has", "Give each step and line its own id.")
        for name, value in (("short label", row.label), ("question", row.question)):
            if not value:
                raise _wrong(row.where, f"has no {name}", "Fill it in.")
        _check_mark(row.known, row.where)
        by_id[row.id] = row
    for row in rows:
        if row.parent and row.parent not in by_id:
            raise _wrong(row.where, f"stands under “{row.parent}”, which is no step here", "Name the id of its step.")
    for row in rows:
        _check_place(row, by_id)


def _check_place(row: _Row, by_id: Mapping[str, _Row]) -> None:
    """A row stands under a step, and nothing stands under itself however many rows lie between."""
    seen, above = [row.id], row.parent
    while above:
        if above in seen:
            chain = " under ".join([*seen, above])
            raise _wrong(row.where, f"stands under itself: {chain}", "Leave “Under” empty for steps.")
        seen.append(above)
        above = by_id[above].parent
    if len(seen) > 2:
        raise _wrong(row.where, f"stands under a line, “{row.parent}”", "Put it under a step; lines hold no lines.")


def _step(row: _Row, rows: tuple[_Row, ...]) -> dict[str, Any]:
    lines = [
        {"code": line.id, "label": line.label, "question": line.question, "evidence": line.evidence,
         "on": list(line.on), "starter": False, **_marked(line)}
        for line in rows if line.parent == row.id
    ]  # fmt: skip
    return {
        "number": row.id,
        "title": row.question,
        "label": row.label,
        "on": list(row.on),
        "lines": lines,
        **_marked(row),
    }


def _marked(row: _Row) -> dict[str, str]:
    """The mark of a row that has one; without it the row is known as the whole is."""
    return {"known": row.known} if row.known else {}
