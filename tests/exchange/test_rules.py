"""What holds for every layout, over generated workbooks: nothing vanishes, nothing is guessed, no place is taken twice."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.grid import CellMark, Workbook, column_letters, place_of
from scrutineer.domain.mapping import LEDGERS, Layout, Profile, Role
from scrutineer.exchange import apply, ledgers
from tests.exchange.made import ledger, profile, sheet, workbook

Kind = tuple[Profile, tuple[str, ...]]
KINDS: dict[str, Kind] = {
    "standards down": (
        profile(headings={"ref": Role.NUMBER, "question": Role.STANDARD, "our score": Role.SELF, "panel": Role.MODERATED,
                          "evidence": Role.EVIDENCE}),
        ("Ref", "Question", "Our score", "Panel", "Evidence", "Our view", ""),
    ),
    "standards crossed": (
        profile(headings={"ref": Role.NUMBER, "question": Role.STANDARD, "evidence": Role.EVIDENCE},
                level_columns={"met": "3", "partly": "1", "not": "0"}),
        ("Ref", "Question", "Met", "Partly", "Not", "Evidence", "Note to us"),
    ),
    "agencies across": (
        profile(layout=Layout.AGENCIES_ACROSS, headings={"ref": Role.NUMBER, "question": Role.STANDARD}),
        ("Ref", "Question", "Police", "Housing", "Probation", ""),
    ),
    "standards across": (
        profile(layout=Layout.STANDARDS_ACROSS, headings={"school": Role.AGENCY, "area": Role.AREA}),
        ("School", "Area", "1.1 A lead is named", "1.2 Staff know the route", "A policy stands", ""),
    ),
    "challenge log": (
        ledger(Layout.CHALLENGE_LOG, {"no": Role.NUMBER, "date raised": Role.RAISED, "to": Role.AGENCY,
                                      "challenge": Role.CHALLENGE, "update": Role.UPDATE, "status": Role.STATUS}),
        ("No", "Date raised", "To", "Challenge", "Update", "Status", "Owner"),
    ),
    "contributions": (
        ledger(Layout.CONTRIBUTIONS, {"partner": Role.AGENCY, "note": Role.NOTE}),
        ("Partner", "2024-25", "2025-26", "Note", ""),
    ),
    "attendance": (
        ledger(Layout.ATTENDANCE, {"role": Role.SEAT, "agency": Role.AGENCY}),
        ("Role", "Agency", "2026-03-02", "2026-06-01", ""),
    ),
    "training": (
        ledger(Layout.TRAINING, {"course": Role.COURSE}),
        ("Course", "Police", "Housing", ""),
    ),
}  # fmt: skip
"""By layout, a mapping of it and the headings of its sheet; the last ones the mapping does not name."""

SAID = ("a lead is named", "we hold to this", "see the note below", "1.1", "1.2", "2", "3", "x", "no", "Total", "5",
        "tbc", "n/a", "Y", "apols", "£300", "2026-05-01", "closed", "Average score", "Overall responsibility")  # fmt: skip
VALUES = st.one_of(
    st.none(), st.none(), st.sampled_from(SAID), st.integers(0, 4), st.sampled_from([0.5, 1.5, 34.0, True])
)


NO_MARK = {"no", "0"}
"""What says under a level that it is not crossed."""


@dataclasses.dataclass(frozen=True)
class Read:
    """What became of a workbook: places left out or told, and what is stored or set aside, by row, as one text."""

    places: frozenset[str]
    told: str
    kept: dict[tuple[str, int], str]
    findings: str


def read(kind: str, book: Workbook) -> Read:
    mapping = KINDS[kind][0]
    if mapping.layout in LEDGERS:
        ledger_read = ledgers.read_ledger(book, mapping)
        left, rows, findings = ledger_read.left_out, ledger_read.rows, ledger_read.findings
        beside = ledger_read.overlooked
    else:
        answers_read = apply.read_with(book, mapping)
        left, rows, findings = answers_read.left_out, answers_read.answers, answers_read.findings
        beside = answers_read.overlooked
    kept: dict[tuple[str, int], str] = {}
    for row in rows:
        title, (number, _) = place_of(row.cell)
        kept[title, number] = kept.get((title, number), "") + "\n" + "\n".join(map(str, dataclasses.astuple(row)))
    everything = (*left, *beside)
    return Read(
        frozenset(item.place for item in everything), "\n".join(item.text for item in everything), kept,
        "\n".join(finding.text for finding in findings),
    )  # fmt: skip


def vanished(kind: str, book: Workbook, became: Read) -> Iterator[str]:
    """The filled cells and comments of a workbook that are neither stored, set aside, left out nor told."""
    for page in book.sheets:
        for row in page.rows():
            for column in page.filled(row):
                place = page.address(row, column)
                crossed = KINDS[kind][0].level_columns and page.text(row, column) in NO_MARK
                if crossed and (page.name, row) in became.kept:
                    continue
                covers = {place, f"{page.name}!{row}", f"{page.name}!{column_letters(column)}", page.name}
                if covers & became.places or page.text(row, column) in became.kept.get((page.name, row), ""):
                    continue
                yield place
        for row, comments in page.comments.items():
            for _, text in comments:
                if text not in became.kept.get((page.name, row), "") and text not in became.told:
                    yield f"comment on row {row}: {text}"


@st.composite
def books(draw: st.DrawFn, kind: str) -> Workbook:
    """A workbook of a layout: rows of anything, comments anywhere, perhaps a second sheet, a title, hidden rows."""
    heads = KINDS[kind][1]
    rows = draw(st.lists(st.tuples(*([VALUES] * len(heads))), min_size=1, max_size=7))
    above = draw(st.sampled_from([(), (("Return of the audit",),)]))
    unique = [
        tuple(f"{value} {row}.{column} said" if isinstance(value, str) and " " in value else value
              for column, value in enumerate(values))
        for row, values in enumerate(rows)
    ]  # fmt: skip
    last = len(above) + 1 + len(unique)
    places = st.tuples(st.integers(1, last), st.integers(1, len(heads)))
    commented = draw(st.lists(places, max_size=2, unique=True))
    marks = {place: CellMark(comment=f"remark {place[0]}-{place[1]}") for place in commented}
    hidden = tuple(draw(st.lists(st.integers(1, last), max_size=1)))
    pages = [sheet(*above, heads, *unique, title="Audit", marks=marks, hidden_rows=hidden)]
    other = draw(st.sampled_from(["", "Copy of Audit", "More"]))
    if other == "More":
        pages.append(sheet(("What else we would say", 3), ("It is better now", 2), title="More"))
    elif other:
        pages.append(sheet(heads, *unique[:1], title=other, visible=draw(st.booleans())))
    return workbook(*pages)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_whatever_is_filled_in_is_stored_set_aside_left_out_or_told(kind, data):
    book = data.draw(books(kind))
    assert list(vanished(kind, book, read(kind, book))) == []
