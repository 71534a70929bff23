"""A framework of one's own: written in a workbook, checked row by row, taken in, versioned."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from scrutineer.casefile import tables
from scrutineer.domain.evidence import Bearing, LinkTarget
from scrutineer.domain.judgement import Judgement
from scrutineer.errors import UserError
from scrutineer.operations import casefiles, evidence, frameworks, judgements
from scrutineer.operations.queries.context import framework_of, read_context
from scrutineer.operations.queries.coverage import coverage
from scrutineer.operations.queries.evidence import register
from scrutineer.operations.queries.home import home_view
from scrutineer.operations.queries.lenses import lens
from scrutineer.operations.queries.steps import target_view
from scrutineer.operations.queries.years import year_on_year

ABOUT = {"Id": "our-standards", "Version": "1", "Title": "Our standards", "Short title": "Standards",
         "Source": "The partnership", "Note": "Own words."}  # fmt: skip
ROWS = [
    ["A", "", "Lead", "Leaders lead", "", "1"],
    ["A1", "A", "Attend", "Do leaders attend?", "Minutes", "1a"],
    ["A2", "A", "Decide", "Do leaders decide?", "", "1, 4c"],
    ["B", "", "Hear", "Children are heard", "", "3"],
    ["B1", "B", "Ask", "Are children asked?", "", "all"],
]


def book(path: Path, about: dict[str, str] | None = None, rows: list[list[str]] | None = None) -> Path:
    """A filled template, as a person leaves it."""
    frameworks.export_template(out=path)
    workbook = openpyxl.load_workbook(path)
    for row in workbook["Framework"].iter_rows(min_row=2):
        row[1].value = {**ABOUT, **(about or {})}.get(row[0].value)
    for row in ROWS if rows is None else rows:
        workbook["Lines"].append(row)
    workbook.save(path)
    return path


def next_cycle(casefile, framework_id: str = "") -> None:
    casefiles.start_cycle(
        casefile, name="Cycle 2", starts=date(2027, 4, 1), ends=date(2028, 3, 31), guidance="Working Together 2026",
        framework_id=framework_id,
    )  # fmt: skip


def test_it_is_taken_in_and_looked_through_at_once(casefile, tmp_path):
    outcome = frameworks.take_framework(casefile, path=book(tmp_path / "own book.xlsx"))
    assert outcome.label == "Standards, version 1, taken in"
    evidence.capture_evidence(
        casefile, title="x", dated=date(2026, 5, 1), links=[(LinkTarget.LINE, "six-steps:4c", Bearing.SUPPORTS)]
    )
    view = coverage(casefile, read_context(casefile), "our-standards")
    assert {row.line.code for row in view.rows if row.may_bear.is_there} == {"A2", "B1"}
    assert not [row for row in view.rows if row.looked_at]
    assert frameworks.take_framework(casefile, path=tmp_path / "own book.xlsx").label.endswith("nothing changed")
    casefiles.undo(casefile)
    casefiles.undo(casefile)
    with pytest.raises(UserError, match="looks through no framework"):
        lens(casefile, read_context(casefile).cycle, "our-standards")


@pytest.mark.parametrize(
    ("place", "column", "value", "said"),
    [
        (1, 0, "", "Row 3 of “Lines” has no id"),
        (2, 0, "A 2", "Row 4 of “Lines” has the id “A 2”, with a space"),
        (2, 0, "A|2", "Row 4 of “Lines” has the id “A|2”".replace("|", r"\|")),
        (2, 0, "A1", "Row 4 of “Lines” has the id “A1”, as row 3 has"),
        (1, 1, "Z", "Row 3 of “Lines” stands under “Z”, which is no step"),
        (2, 1, "A1", "Row 4 of “Lines” stands under a line"),
        (0, 1, "A1", "Row 2 of “Lines” stands under itself: A under A1 under A"),
        (3, 1, "B", "Row 5 of “Lines” stands under itself"),
        (4, 5, "9", "Row 6 of “Lines” bears on “9”"),
        (4, 3, "", "Row 6 of “Lines” has no question"),
        (4, 2, "", "Row 6 of “Lines” has no short label"),
    ],
)
def test_a_wrong_row_is_named_and_changes_nothing(casefile, tmp_path, place, column, value, said):
    rows = [list(row) for row in ROWS]
    rows[place][column] = value
    before = casefiles.check_casefile(casefile).value
    with pytest.raises(UserError, match=said) as told:
        frameworks.take_framework(casefile, path=book(tmp_path / "own.xlsx", rows=rows))
    assert "Nothing was changed" in told.value.message
    assert casefiles.check_casefile(casefile).value == before


@pytest.mark.parametrize(
    ("about", "said"),
    [({"Scale": "stars"}, "“stars”, which is no scale"), ({"Id": "our standards"}, "other signs"),
     ({"Title": None}, "“Title” on the sheet “Framework” is empty"), ({"Id": "ncb-principles"}, "framework that ships")],
)  # fmt: skip
def test_what_is_wrong_about_the_whole_is_named(casefile, tmp_path, about, said):
    with pytest.raises(UserError, match=said):
        frameworks.take_framework(casefile, path=book(tmp_path / "own.xlsx", about))


def test_a_workbook_without_its_sheets_or_columns_is_named(casefile, tmp_path):
    path = book(tmp_path / "own.xlsx")
    workbook = openpyxl.load_workbook(path)
    workbook["Lines"]["B1"] = "Parent"
    workbook.save(path)
    with pytest.raises(UserError, match="no column “Under”"):
        frameworks.take_framework(casefile, path=path)
    del workbook["Lines"]
    workbook.save(path)
    with pytest.raises(UserError, match="no sheet called “Lines”"):
        frameworks.take_framework(casefile, path=path)
    with pytest.raises(UserError, match="no rows"):
        frameworks.take_framework(casefile, path=book(tmp_path / "bare.xlsx", rows=[]))


def test_other_words_under_the_same_version_are_refused(casefile, tmp_path):
    frameworks.take_framework(casefile, path=book(tmp_path / "one.xlsx"))
    with pytest.raises(UserError, match="Version 1 of “Standards” is kept already"):
        frameworks.take_framework(casefile, path=book(tmp_path / "two.xlsx", rows=ROWS[:3]))


def test_a_new_version_never_disturbs_a_finished_cycle(casefile, tmp_path):
    frameworks.take_framework(casefile, path=book(tmp_path / "one.xlsx"))
    next_cycle(casefile, "our-standards")
    evidence.capture_evidence(
        casefile,
        title="x",
        dated=date(2026, 5, 1),
        links=[
            (LinkTarget.LINE, "our-standards:A1", Bearing.SUPPORTS),
            (LinkTarget.LINE, "our-standards:A2", Bearing.SUPPORTS),
        ],
    )
    for line in ("A1", "A2"):
        judgements.record_judgement(
            casefile, target=f"our-standards:{line}", level="limited", narrative="x", final=True
        )
    finished = read_context(casefile)
    changed = [list(row) for row in ROWS]
    changed[2][3] = "Do leaders decide, and is it minuted?"
    outcome = frameworks.take_framework(casefile, path=book(tmp_path / "two.xlsx", {"Version": "2"}, changed))
    assert "goes on with the version it started with" in outcome.label
    assert read_context(casefile).framework == finished.framework
    casefiles.start_cycle(
        casefile, name="Cycle 3", starts=date(2028, 4, 1), ends=date(2029, 3, 31), guidance="Working Together 2026"
    )
    context = read_context(casefile)
    assert (context.framework.id, context.framework.version) == ("our-standards", "2")
    assert framework_of(casefile, finished.cycle) == finished.framework
    kept, new = (
        target_view(casefile, context, f"our-standards:{line}", date(2028, 5, 1)).prior for line in ("A1", "A2")
    )
    assert kept.carries
    assert not new.carries
    assert new.reworded == "Do leaders decide?"
    assert len(tables.rows(casefile, Judgement)) == 2


def test_pages_live_with_links_of_another_framework(casefile, tmp_path):
    frameworks.take_framework(casefile, path=book(tmp_path / "one.xlsx", {"Scale": "met"}))
    item = evidence.capture_evidence(
        casefile, title="x", dated=date(2026, 5, 1), links=[(LinkTarget.LINE, "six-steps:4c", Bearing.SUPPORTS)]
    ).value
    next_cycle(casefile, "our-standards")
    context = read_context(casefile)
    assert context.scale.id == "met"
    assert home_view(casefile, context, date(2027, 5, 1)).cards[0].step.title == "Leaders lead"
    assert len(register(casefile, context, "")) == 1
    from scrutineer.operations.queries.evidence import item_view

    assert [name for _, name in item_view(casefile, context, item).links] == ["4c of six-steps"]


def test_a_template_from_a_framework_reads_back_as_it_is(casefile, tmp_path):
    path = tmp_path / "from ncb.xlsx"
    frameworks.export_template(casefile, out=path, framework_id="ncb-principles")
    mine, _ = frameworks.read_framework_file(path)
    ncb = lens(casefile, read_context(casefile).cycle, "ncb-principles")
    assert mine.id == "our-ncb-principles"
    assert [(line.code, line.question, line.maps_to) for line in mine.lines()] == [
        (line.code, line.question, line.maps_to) for line in ncb.lines()
    ]


def test_a_text_that_looks_like_a_formula_stays_text(tmp_path):
    rows = [["A", "", "=1+1", "Leaders lead", "", ""], ["A1", "A", "x", "-Do leaders attend?", "", ""]]
    mine, _ = frameworks.read_framework_file(book_of_text(tmp_path / "own.xlsx", rows))
    assert mine.steps[0].lines[0].question == "-Do leaders attend?"


def book_of_text(path: Path, rows: list[list[str]]) -> Path:
    book(path, rows=rows)
    workbook = openpyxl.load_workbook(path)
    for row in workbook["Lines"].iter_rows(min_row=2):
        for cell in row:
            if cell.value:
                cell.data_type = "s"
    workbook.save(path)
    return path


def test_two_cycles_judged_against_two_frameworks_stand_side_by_side(casefile, tmp_path):
    frameworks.take_framework(casefile, path=book(tmp_path / "one.xlsx"))
    for target in ("six-steps:4", "our-standards:A1"):
        if target.startswith("our"):
            next_cycle(casefile, "our-standards")
        evidence.capture_evidence(
            casefile, title="x", dated=date(2026, 5, 1), links=[(LinkTarget.LINE, target, Bearing.SUPPORTS)]
        )
        judgements.record_judgement(casefile, target=target, level="limited", narrative="x", final=True)
    context = read_context(casefile)
    rows = year_on_year(casefile, context, context.cycles[0].id, context.cycles[1].id).rows
    assert [(row.name, row.in_words()) for row in rows] == [
        ("Step A, Lead, line A1", "First judged: Limited assurance"),
        ("Step 4, Quality assurance", "Not judged again; it was Limited assurance"),
    ]
