"""Reads a workbook that came back as a pack, whatever was done to its rows. Never guesses which row a row is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scrutineer.domain.grid import Sheet, Workbook, column_letters, tidy
from scrutineer.domain.packs import PACK_PROPERTY, ReturnedPack, ReturnedRow
from scrutineer.domain.returns import ImportQuestion, LeftOut
from scrutineer.exchange.blocks import NOTHING
from scrutineer.exchange.overlooked import comments_in_words
from scrutineer.exchange.pack_layout import (
    ABOUT,
    ATTENDANCE,
    CHALLENGES,
    CONTRIBUTIONS,
    EVIDENCE,
    FIRST_ROW,
    INSTRUCTIONS,
    LEVELS,
    LISTS,
    OWN_TEXTS,
    PARTS,
    QUESTIONS,
    Part,
)

_LABELS = {QUESTIONS.title: "question", CHALLENGES.title: "reference", EVIDENCE.title: "title",
           CONTRIBUTIONS.title: "year", ATTENDANCE.title: "seat"}  # fmt: skip
_REMARKS = {
    QUESTIONS.title: "narrative",
    CHALLENGES.title: "reply",
    EVIDENCE.title: "shows",
    CONTRIBUTIONS.title: "note",
}
"""By sheet, the field with which the comments on a row's cells are kept."""
_ID = re.compile(r"^[\w .-]{1,40}[:/][\w.:/-]{1,40}$")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a part stands in a returned workbook: its sheet, its row of headings, the column of each field."""

    part: Part
    sheet: Sheet
    top: int
    columns: Mapping[str, int]

    def lacks(self, written: frozenset[str]) -> tuple[str, ...]:
        """The headings of columns that the agency fills in and that are not there, though they were `written`."""
        gone = [column for column in self.part.columns if column.open and column.field not in self.columns]
        return tuple(column.heading for column in gone if not column.may_lack or column.heading in written)

    @property
    def below(self) -> list[int]:
        """The rows that hold anything below the headings."""
        return [row for row in self.sheet.rows() if row > self.top]

    def ids(self) -> int:
        """The hidden column of the rows' ids, by what stands in it: columns may have moved; 0 where it is gone."""
        for column in (c for c in self.sheet.columns() if c not in self.columns.values()):
            texts = [self.sheet.text(row, column) for row in self.below]
            marks = [text for text in texts if _ID.match(text)]
            if marks and len(marks) * 2 >= sum(bool(text) for text in texts):
                return column
        return 0

    def filled(self) -> dict[tuple[int, str], str]:
        """What the agency wrote, by row and field."""
        wanted = [column.field for column in self.part.columns if column.open and column.field in self.columns]
        cells = {(row, name): self.sheet.text(row, self.columns[name]) for row in self.below for name in wanted}
        return {place: text for place, text in cells.items() if text}


def returned_pack(workbook: Workbook, chosen: Mapping[str, str] = NOTHING) -> ReturnedPack | None:
    """The pack that a workbook is, or None. Either of its two hidden marks is enough.

    `chosen` answers the questions of an earlier reading: by the kind of each, the key of what was taken.
    """
    sheet = workbook.sheet(ABOUT)
    about = {sheet.text(row, 1): sheet.text(row, 2) for row in sheet.rows() if sheet.text(row, 1)} if sheet else {}
    written = frozenset(sheet.text(row, OWN_TEXTS) for row in sheet.rows()) - {""} if sheet else frozenset()
    token = workbook.properties.get(PACK_PROPERTY, "") or about.get("token", "")
    if not token:
        return None
    asks: list[ImportQuestion] = []
    places = {part.title: _place(workbook, part, chosen, asks) for part in PARTS}
    parts = {title: _rows(place) for title, place in places.items()}
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
        came_back=frozenset(title for title, place in places.items() if place is not None),
        lacks=tuple(
            f"The column “{heading}” of {title} did not come back. What it held is kept as it was; the rest was read."
            for title, place in places.items() if place is not None for heading in place.lacks(written)
        ),
        overlooked=tuple(_overlooked(workbook, places, written)),
        asks=tuple(asks),
    )  # fmt: skip


def looks_like_pack(workbook: Workbook) -> bool:
    """Whether a workbook without the hidden marks has a pack's headings: somebody copied it into a new one."""
    places = (_headed(sheet, QUESTIONS) for sheet in workbook.sheets)
    return any(place is not None and not place.lacks(frozenset()) for place in places)


def _headed(sheet: Sheet, part: Part) -> _Place | None:
    """Where a part's headings stand in a sheet, found by their words: columns may have moved, or be gone."""
    for row in sheet.rows()[: FIRST_ROW + 20]:
        texts = {sheet.text(row, column).casefold(): column for column in sheet.filled(row)}
        columns = {c.field: texts[c.heading.casefold()] for c in part.columns if c.heading.casefold() in texts}
        if len(columns) > len(part.columns) / 2 and len(columns) >= 2:
            return _Place(part, sheet, row, columns)
    return None


def _place(workbook: Workbook, part: Part, chosen: Mapping[str, str], asks: list[ImportQuestion]) -> _Place | None:
    """Where a part stands; asks where several sheets hold one and say different things."""
    headed = [place for sheet in workbook.sheets if (place := _headed(sheet, part)) is not None]
    own = [place for place in headed if place.sheet.name == part.title]
    if not headed:
        return None
    first = (own or headed)[0]
    key = f"sheet for {part.title}"
    if key in chosen:
        return next((place for place in headed if place.sheet.name == chosen[key]), first)
    said = {place.sheet.name: place.filled() for place in headed}
    rivals = [place for place in headed if said[place.sheet.name] not in ({}, said[first.sheet.name])]
    if rivals:
        names = [place.sheet.name for place in (first, *rivals)]
        asks.append(
            ImportQuestion(
                key,
                f"{part.title} stands in several sheets that say different things: {', '.join(names)}.",
                "Say which one holds the answers.",
                tuple((name, f"Sheet “{name}”") for name in names),
            )
        )
    return first


def _rows(place: _Place | None) -> tuple[ReturnedRow, ...]:
    if place is None:
        return ()
    ids = place.ids()
    rows = [_row(place, row, ids) for row in place.below]
    return tuple(row for row in rows if row.id or row.filled or row.label)


def _row(place: _Place, row: int, ids: int) -> ReturnedRow:
    sheet, columns, title = place.sheet, place.columns, place.part.title
    wanted = [column.field for column in place.part.columns if column.open and column.field in columns]
    id_text = sheet.text(row, ids) if ids else ""
    label = columns.get(_LABELS[title])
    fields = {name: _kept(sheet, row, columns[name]) for name in wanted}
    said = comments_in_words(sheet, row)
    if said and _REMARKS.get(title) in fields:
        fields[_REMARKS[title]] = "\n".join(part for part in (fields[_REMARKS[title]], *said) if part)
    return ReturnedRow(
        sheet.name,
        row,
        id_text if _ID.match(id_text) else "",
        sheet.text(row, label) if label is not None else "",
        fields,
        {name: f"{sheet.name}!{column_letters(columns[name])}{row}" for name in wanted},
    )


def _kept(sheet: Sheet, row: int, column: int) -> str:
    """A text with its line breaks as typed; other values as they are shown."""
    text = sheet.at(row, column).text.strip()
    return text if "\n" in text else tidy(text)


# What came back beside the cells that were asked for.


def _overlooked(workbook: Workbook, places: Mapping[str, _Place | None], written: frozenset[str]) -> Iterator[LeftOut]:
    read = {place.sheet.name: place for place in places.values() if place is not None}
    for sheet in workbook.sheets:
        if sheet.name in read:
            yield from _beside(read[sheet.name])
        elif sheet.name in {ABOUT, LISTS} or not (sheet.rows() or sheet.comments):
            continue
        elif rival := next((place for place in read.values() if _headed(sheet, place.part) is not None), None):
            yield from _differing(sheet, rival)
        elif sheet.name == INSTRUCTIONS and not written:
            yield from _on_instructions(sheet)
        elif sheet.name in {INSTRUCTIONS, LEVELS} or _is_own(sheet, written):
            yield from _added_to(sheet, written)
        else:
            texts = [sheet.text(row, column) for row in sheet.rows() for column in sheet.filled(row)]
            yield LeftOut(sheet.name, "; ".join(texts), "a sheet that was added to the pack", like_answer=True)
            yield from _comments(sheet)


def _comments(sheet: Sheet) -> Iterator[LeftOut]:
    for row, comments in sheet.comments.items():
        for column, text in comments:
            yield LeftOut(sheet.address(row, column), text, "a comment", like_answer=True)


def _differing(sheet: Sheet, taken: _Place) -> Iterator[LeftOut]:
    """What a sheet like one that was taken says differently."""
    reason = f"in a sheet like {taken.part.title} that was not taken"
    for row in sheet.rows():
        for column in sheet.filled(row):
            text = sheet.text(row, column)
            if text != taken.sheet.text(row, column):
                yield LeftOut(sheet.address(row, column), text, reason, like_answer=True)
    known = {said for comments in taken.sheet.comments.values() for said in comments}
    yield from (left for left in _comments(sheet) if left.text not in {text for _, text in known})


def _is_own(sheet: Sheet, written: frozenset[str]) -> bool:
    """Whether a sheet is one of the pack's own, under another name."""
    return any(sheet.text(row, column) in written for row in sheet.rows() for column in sheet.filled(row))


def _added_to(sheet: Sheet, written: frozenset[str]) -> Iterator[LeftOut]:
    """What stands on a sheet to be read, beyond what the pack wrote there; a number beside its words is a count."""
    for row in sheet.rows():
        texts = {column: sheet.text(row, column) for column in sheet.filled(row)}
        own = bool(written.intersection(texts.values())) if written else max(texts) <= 3
        for column, text in texts.items():
            counts = own and sheet.at(row, column).kind in {"number", "lost"}
            if text not in written and not counts and (written or not own):
                yield LeftOut(sheet.address(row, column), text, f"written on the sheet {sheet.name}", like_answer=True)
    yield from _comments(sheet)


def _beside(place: _Place) -> Iterator[LeftOut]:
    """Texts outside the pack's own columns, and comments that no row of it keeps."""
    sheet, own, ids = place.sheet, set(place.columns.values()), place.ids()
    below, answered = place.below, {row for row, _ in place.filled()}  # a row filled in like one is told as added
    last = max((row for row in below if ids and sheet.text(row, ids)), default=max(below, default=0))
    for row in below:
        for column in sheet.filled(row):
            inside = column in own or column == ids
            if not inside or (row > last and row not in answered):
                text = sheet.text(row, column)
                yield LeftOut(sheet.address(row, column), text, "written beside or below the table", like_answer=True)
    for row, comments in sheet.comments.items():
        kept = row > place.top and place.part.title in _REMARKS and _REMARKS[place.part.title] in place.columns
        for column, text in () if kept else comments:
            yield LeftOut(sheet.address(row, column), text, "a comment", like_answer=True)


def _on_instructions(sheet: Sheet) -> Iterator[LeftOut]:
    """What stands on the first sheet beside or below what the pack says there itself."""
    counters = [row for row in sheet.rows() if len(sheet.filled(row)) > 1]
    last = max(counters, default=max(sheet.rows(), default=0))
    for row in sheet.rows():
        for column in sheet.filled(row):
            if row > last or column > 3:
                yield LeftOut(sheet.address(row, column), sheet.text(row, column), "written on the first sheet", True)
    yield from _comments(sheet)
