"""What holds for every layout, over generated workbooks: nothing vanishes, nothing is guessed, no place is taken twice."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment

from scrutineer.domain.answers import AnswerState, read_answer
from scrutineer.domain.grid import Cell, CellMark, Workbook, column_letters, place_of
from scrutineer.domain.ledger_kinds import LEDGERS
from scrutineer.domain.mapping import Layout, Profile, Role
from scrutineer.domain.scale import require_scale
from scrutineer.exchange import apply, ledgers, reader
from scrutineer.exchange.full import works_out
from scrutineer.frameworks.loader import scales
from tests.exchange.made import ledger, profile, saved, sheet, workbook

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


def values_of(row: Any) -> tuple[Any, ...]:
    """What a row holds, whatever kind of row it is."""
    return row if isinstance(row, tuple) else dataclasses.astuple(row)


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
        kept[title, number] = kept.get((title, number), "") + "\n" + "\n".join(map(str, values_of(row)))
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


# Two things that meet one place.


@pytest.mark.parametrize("kind", [kind for kind, (mapping, _) in KINDS.items() if mapping.layout not in LEDGERS])
@given(data=st.data())
def test_no_two_stored_answers_share_a_place(kind, data):
    book = data.draw(books(kind))
    reading = apply.read_with(book, KINDS[kind][0])
    stored = Counter(
        (given.agency.casefold(), given.number, given.standard.casefold().strip(" ."))
        for given in reading.answers
        if given.answer.state is AnswerState.ANSWERED and (given.number or given.standard)
    )
    assert [place for place, times in stored.items() if times > 1] == []


def filled(kind: str, standard: str, level: int, last: int = 2) -> Workbook:
    """A workbook of a layout in which a row of this name, after `last` - 1 others, has this level everywhere."""
    mapping, heads = KINDS[kind]
    crossed = bool(mapping.level_columns)
    names = [f"A standard about thing {number}" for number in range(1, last)] + [standard]
    rows = []
    for name in names:
        by_heading = {"Question": name, "School": name}
        answer = ("x", None, None) if crossed else (level,) * 3
        others = iter(answer)
        rows.append(
            tuple(
                by_heading.get(head, next(others, None) if head in _ANSWERED else None) for head in heads
            )
        )  # fmt: skip
    return workbook(sheet(heads, *rows, title="Audit"))


_ANSWERED = {
    "Our score",
    "Met",
    "Partly",
    "Not",
    "Police",
    "Housing",
    "1.1 A lead is named",
    "1.2 Staff know the route",
}
OF_ANSWERS = [kind for kind, (mapping, _) in KINDS.items() if mapping.layout not in LEDGERS]
TOTALS = st.builds(
    lambda before, named, after: f"{before} {named}{after}".strip().capitalize(),
    st.sampled_from(["", "grand", "section 1", "area", "theme b", "partnership", "standards", "overall", "school"]),
    st.sampled_from(["total", "average", "mean", "sub-total", "totals", "median"]),
    st.sampled_from(["", ":", " score", " rating", " (%)" ]),
)  # fmt: skip
STANDARDS = st.builds(
    lambda first, rest: f"{first} {rest}",
    st.sampled_from(["Total", "Overall", "Average", "Sum", "Count of", "Mean", "Totals of", "The average"]),
    st.sampled_from(["responsibility for safeguarding lies with a named lead", "waiting times are known to the board",
                     "records were sampled by the lead", "staff supervision is offered to everybody"]),
)  # fmt: skip


@pytest.mark.parametrize("kind", OF_ANSWERS)
@given(named=TOTALS, level=st.integers(0, 3))
def test_a_total_never_becomes_an_answer(kind, named, level):
    reading = apply.read_with(filled(kind, named, level), KINDS[kind][0])
    stored = [given.standard + given.agency for given in reading.answers if named in (given.standard, given.agency)]
    assert stored == []
    assert any(item.reason == "totals or averages" for item in reading.left_out)


@pytest.mark.parametrize("kind", OF_ANSWERS)
@given(standard=STANDARDS, level=st.integers(0, 3))
def test_a_standard_is_never_a_total(kind, standard, level):
    reading = apply.read_with(filled(kind, standard, level), KINDS[kind][0])
    assert any(standard in (given.standard, given.agency) for given in reading.answers)


@pytest.mark.parametrize("kind", ["standards down", "agencies across"])
@pytest.mark.parametrize(
    "formula", ["=SUM({c}2:{c}4)", "=IFERROR(AVERAGE({c}2:{c}4),\"\")", "={c}2+{c}3+{c}4", "=COUNTIF({c}2:{c}4,3)",
                "=ROUND(SUM({c}$2:{c}$4)/3,0)", "=({c}2+{c}4)/2", "=+SUM(Audit!{c}2:{c}4)"],
)  # fmt: skip
def test_what_is_worked_out_of_the_rows_above_is_a_total_whatever_it_is_called(kind, formula):
    assert works_out(formula.format(c="C"), "C", 5)
    book = filled(kind, "How we did", 2, last=4)
    page = book.sheets[0]
    totals = {(5, column): CellMark(total=True) for column in (3, 4, 5)}
    reading = apply.read_with(workbook(dataclasses.replace(page, marks=totals)), KINDS[kind][0])
    assert {item.reason for item in reading.left_out if item.place == "Audit!5"} == {"totals or averages"}


@pytest.mark.parametrize("formula", ["=VLOOKUP(A5,Key!A1:B9,2)", "=C4", '=IF(B5="yes",3,0)', "=SUM(D5:F5)", "=C3+1"])
def test_what_is_looked_up_or_taken_over_is_no_total(formula):
    assert not works_out(formula, "C", 5)


# Nothing is guessed.

TURNED = ("Not", "Now", "No longer", "Nearly", "Un", "In", "Dis", "Non-", "Never", "Hardly", "Requires no", "Was")
RAG = require_scale(scales(), "rag")


@given(data=st.data())
def test_likeness_never_turns_a_word(data):
    scale = data.draw(st.sampled_from([scale for scale in scales() if scale.levels]))
    level = data.draw(st.sampled_from(scale.levels))
    turned = data.draw(st.sampled_from(TURNED))
    word = data.draw(st.sampled_from([level.word, *level.typed]))
    joined = turned + word.lower() if turned in {"Un", "In", "Dis", "Non-"} else f"{turned} {word.lower()}"
    known = {typed.casefold() for other in scale.levels for typed in (other.key, other.word, *other.typed)}
    said = {joined, joined.replace("not not", "not"), word.lower().removeprefix("not ") + " not"}
    for text in said - {text for text in said if text.casefold() in known}:
        read_as = read_answer(Cell(text), scale)
        assert (text, read_as.state) == (text, AnswerState.SET_ASIDE)


HEX = st.builds(lambda *parts: "".join(f"{part:02X}" for part in parts), *[st.integers(0, 255)] * 3)
NOT_MEANT = ("FFFFFF", "F2F2F2", "D9D9D9", "FFFBE8", "FFF2CC", "DDEBF7", "E2EFDA", "FCE4D6", "DAEEF3", "BDD7EE", "1F4E78",
             "7030A0", "000000", "001500", "1A0000", "806000", "C65911", "FFFFCC", "F8F8F8", "D9EAD3", "EAD1DC")  # fmt: skip


@given(fill=st.one_of(HEX, st.sampled_from(NOT_MEANT)))
def test_a_fill_that_is_not_plainly_a_declared_colour_never_becomes_a_level(fill):
    """What is named is nearer to that colour than to any other, seen as a person does, and far from paper."""
    read_as = read_answer(Cell("", "blank", fill=fill), RAG)
    if fill in NOT_MEANT:
        assert (fill, read_as.state) == (fill, AnswerState.SET_ASIDE)
    if read_as.state is AnswerState.ANSWERED:
        red, green, blue = (int(fill[place : place + 2], 16) for place in (0, 2, 4))
        assert max(red, green, blue) - min(red, green, blue) > 25
        assert blue < max(red, green)
        name = RAG.level(read_as.level).colours[0]
        assert {"red": red > green, "amber": red >= green > blue, "green": green > red}[name]


# The same workbook in every format that a spreadsheet saves.

SOFFICE = shutil.which("soffice")


def in_many_layouts() -> bytes:
    """Errors, formulas, totals, merges, comments, colours and crosses, on a sheet a layout."""
    book = openpyxl.Workbook()
    audit = book.active
    audit.title = "Audit"
    for row in (
        ("Ref", "Question", "Our score", "Evidence"),
        ("1.1", "A lead is named", 3, "named in the plan"),
        ("1.2", "Staff know the route", "=1/0", "see the log"),
        ("1.3", "Overall responsibility is known", 2, "Total of 12 records"),
        ("1.4", "Children are heard", '=IF(1=1,"","x")', None),
        ("1.5", "Visits are made", "Now partly in place", None),
        ("1.6", "Plans are read", "n/a", None),
        (None, "How it adds up", "=SUM(C2:C4)", None),
    ):
        audit.append(row)
    audit["C4"].comment = Comment("some would say lower", "")
    matrix = book.create_sheet("Matrix")
    for row in (
        ("Ref", "What we hold to", "Police", None, "Housing", None),
        (None, None, "Self", "Moderated", "Self", "Moderated"),
        ("2.1", "A lead is named", 3, 2, 1, 1),
        ("2.2", "Staff know the route", "=NA()", 1, 2, None),
        ("2.3", "Nobody answered", None, None, None, None),
    ):
        matrix.append(row)
    for cells in ("C1:D1", "E1:F1", "A1:A2", "B1:B2"):
        matrix.merge_cells(cells)
    return saved(book)


@pytest.fixture(scope="module")
def saved_in(tmp_path_factory):
    """By ending, the workbook as LibreOffice saves it."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not on this machine, and it is what saves the other formats")
    folder = tmp_path_factory.mktemp("formats")
    (folder / "a.xlsx").write_bytes(in_many_layouts())
    profile_folder = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for ending, into in (("xlsx", "again"), ("ods", "ods"), ("xls", "xls")):
        subprocess.run(
            [SOFFICE, profile_folder, "--headless", "--convert-to", ending, "--outdir", str(folder / into), str(folder / "a.xlsx")],
            check=True, capture_output=True, timeout=180)  # fmt: skip
    places = {"xlsx": "again/a.xlsx", "ods": "ods/a.ods", "xls": "xls/a.xls"}
    return {ending: reader.read_workbook(*reader.load(folder / place)) for ending, place in places.items()}


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_a_return_reads_the_same_in_every_format(ending, saved_in):
    read_as = apply.read_with(
        saved_in[ending],
        profile(headings={"ref": Role.NUMBER, "question": Role.STANDARD, "our score": Role.SELF, "evidence": Role.EVIDENCE}),
    )  # fmt: skip
    levels = {given.number: (given.answer.level, given.answer.state.value) for given in read_as.answers}
    aside = ("", "set aside")
    assert {number: levels[number] for number in ("1.1", "1.2", "1.3", "1.4", "1.5", "1.6")} == {
        "1.1": ("3", "answered"), "1.2": aside, "1.3": ("2", "answered"), "1.4": aside, "1.5": aside,
        "1.6": ("", "not applicable"),
    }  # fmt: skip
    assert "some would say lower" in next(given.evidence for given in read_as.answers if given.number == "1.3")
    assert "Audit!8" not in {given.cell for given in read_as.answers if given.answer.state is AnswerState.ANSWERED}


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_a_matrix_of_two_heading_rows_reads_the_same_in_every_format(ending, saved_in):
    headings = {"ref": Role.NUMBER, "what we hold to": Role.STANDARD}
    read_as = apply.read_with(saved_in[ending], profile(layout=Layout.AGENCIES_ACROSS, headings=headings))
    said = {(given.agency, given.number): (given.answer.level, given.moderated_typed) for given in read_as.answers}
    assert said == {
        ("Police", "2.1"): ("3", "2"), ("Housing", "2.1"): ("1", "1"), ("Police", "2.2"): ("", "1"),
        ("Housing", "2.2"): ("2", ""), ("Police", "2.3"): ("", ""), ("Housing", "2.3"): ("", ""),
    }  # fmt: skip
