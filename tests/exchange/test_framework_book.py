"""A framework of one's own as a workbook: a template out, a filled one back, and what is wrong named with its row."""

from __future__ import annotations

import io
import tomllib

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutineer.domain.framework import Framework, Knowing, LineOfEnquiry, Step
from scrutineer.domain.grid import Workbook
from scrutineer.domain.ids import TargetId
from scrutineer.errors import UserError
from scrutineer.exchange import framework_book
from scrutineer.frameworks.loader import parse_framework, shipped
from tests.exchange.made import sheet, values_of, workbook

STEPS = frozenset({"1", "2", "3", "4", "5", "6", "1a", "4c"})
ABOUT = {"Id": "our-standards", "Version": "1", "Title": "Our standards", "Short title": "Standards",
         "Source": "The partnership", "Note": "Own words."}  # fmt: skip
HEADS = ("Id", "Under", "Short label", "Question", "Evidence that would answer it", "Bears on (Six Steps)")
LEAD = ("A", "", "Lead", "Leaders lead", "", "1")
ATTEND = ("A1", "A", "Attend", "Do leaders attend?", "Minutes", "1a, 4c")


def filled(*rows: tuple, about: dict | None = None, heads: tuple = HEADS) -> Workbook:
    """A template as a person leaves it."""
    pairs = [(name, text) for name, text in {**ABOUT, **(about or {})}.items()]
    return workbook(
        sheet(("What", "Yours", "Help"), *pairs, title="Framework"),
        sheet(heads, *rows, title="Lines"),
        name="own.xlsx",
    )


def read(book: Workbook) -> dict:
    return tomllib.loads(framework_book.read_framework(book, steps_known=STEPS, scales_known=["assurance", "0-3"]))


def refusal(book: Workbook) -> UserError:
    with pytest.raises(UserError) as refused:
        read(book)
    assert refused.value.message.endswith("Nothing was changed.")
    assert refused.value.advice
    return refused.value


def test_a_filled_template_is_the_text_of_a_framework():
    assert read(filled(LEAD, ATTEND)) == {
        "id": "our-standards", "version": "1", "title": "Our standards", "short_title": "Standards",
        "source": "The partnership", "note": "Own words.", "kind": "steps", "own": True,
        "steps": [{"number": "A", "title": "Leaders lead", "label": "Lead", "on": ["1"], "lines": [
            {"code": "A1", "label": "Attend", "question": "Do leaders attend?", "evidence": "Minutes", "on": ["1a", "4c"],
             "starter": False}]}],
    }  # fmt: skip


def test_lines_may_stand_anywhere_below_or_above_their_step():
    (step,) = read(filled(ATTEND, LEAD, ("A2", "A", "Decide", "Do they decide?")))["steps"]
    assert [line["code"] for line in step["lines"]] == ["A1", "A2"]


@pytest.mark.parametrize(("typed", "on"), [
    ("", []), ("1", ["1"]), ("1,4c", ["1", "4c"]), (" 1 ; 4c ,", ["1", "4c"]), ("all", ["all"]), (4.0, ["4"]),
])  # fmt: skip
def test_what_a_row_bears_on_however_it_is_typed(typed, on):
    assert read(filled((*LEAD[:5], typed)))["steps"][0]["on"] == on


@pytest.mark.parametrize("typed", ["7", "4z", "1, 9", "all, 1", "Step 1"])
def test_a_step_that_is_none_of_the_six_is_named_with_its_row(typed):
    assert "Row 3 of “Lines” bears on “" in refusal(filled(LEAD, (*ATTEND[:5], typed))).message


def test_blank_rows_are_passed_over_and_rows_keep_their_numbers():
    assert refusal(filled(LEAD, (), (), ("A1", "A", "", "Q?"))).message.startswith(
        "Row 5 of “Lines” has no short label"
    )


def test_numbers_as_ids_are_their_text():
    (step,) = read(filled((1.0, "", "Lead", "Leaders lead"), (1.5, 1.0, "Attend", "Do they?")))["steps"]
    assert (step["number"], step["lines"][0]["code"]) == ("1", "1.5")


@pytest.mark.parametrize(("rows", "said"), [
    ([("", "", "Lead", "Leaders lead")], "Row 2 of “Lines” has no id"),
    ([("A 1", "", "Lead", "Q")], "has the id “A 1”, with a space, a colon or a bar in it"),
    ([("A:1", "", "Lead", "Q")], "has the id “A:1”"), ([LEAD, LEAD], "Row 3 of “Lines” has the id “A”, as row 2 has"),
    ([("A", "", "", "Q")], "has no short label"), ([("A", "", "Lead", "")], "has no question"),
    ([("A1", "Z", "x", "Q")], "stands under “Z”, which is no step here"),
    ([("A", "A", "x", "Q")], "stands under itself: A under A"),
    ([("A", "B", "x", "Q"), ("B", "C", "x", "Q"), ("C", "A", "x", "Q")], "stands under itself: A under B under C under A"),
    ([LEAD, ATTEND, ("A1x", "A1", "x", "Q")], "Row 4 of “Lines” stands under a line, “A1”"),
    ([], "The sheet “Lines” has no rows"),
])  # fmt: skip
def test_a_row_that_is_wrong_is_named(rows, said):
    assert said in refusal(filled(*rows)).message


@pytest.mark.parametrize("name", ["Id", "Version", "Title", "Short title", "Source", "Note"])
def test_what_must_be_said_of_the_whole_is_asked_for_by_name(name):
    assert refusal(filled(LEAD, about={name: ""})).message.startswith(f"“{name}” on the sheet “Framework” is empty")


@pytest.mark.parametrize("given", ["our standards", "ünsere", "a--b", "-a", "a_b", "a:b"])
def test_an_id_of_other_signs_is_refused(given):
    assert f"The id “{given}”" in refusal(filled(LEAD, about={"Id": given})).message


def test_a_scale_is_optional_and_must_be_known():
    assert "scale" not in read(filled(LEAD))
    assert read(filled(LEAD, about={"Scale": "assurance"}))["scale"] == "assurance"
    refused = refusal(filled(LEAD, about={"Scale": "stars"}))
    assert "names “stars”, which is no scale" in refused.message
    assert refused.advice == "Choose one of: 0-3, assurance."


@pytest.mark.parametrize("missing", ["Id", "Under", "Short label", "Question"])
def test_a_column_that_must_be_there_is_named(missing):
    heads = tuple("Something" if head == missing else head for head in HEADS)
    assert f"has no column “{missing}” in row 1" in refusal(filled(LEAD, heads=heads)).message


def test_the_two_columns_that_may_be_missing_and_the_order_of_the_others():
    heads = ("QUESTION", "short label", "Under", "Id")
    (step,) = read(filled(("Leaders lead", "Lead", "", "A"), heads=heads))["steps"]
    assert (step["number"], step["title"], step["on"]) == ("A", "Leaders lead", [])


@pytest.mark.parametrize("name", ["Framework", "Lines"])
def test_a_sheet_that_is_missing_is_named_with_the_file(name):
    book = filled(LEAD)
    rest = workbook(*(entry for entry in book.sheets if entry.name != name), name="own.xlsx")
    assert refusal(rest).message.startswith(f"own.xlsx has no sheet called “{name}”")


def test_sheets_are_known_whatever_their_case():
    about, lines = filled(LEAD).sheets
    retitled = workbook(
        sheet(*about.values.values(), title=" framework "), sheet(*lines.values.values(), title="LINES")
    )
    assert read(retitled)["id"] == "our-standards"


def template(framework: Framework | None = None) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(framework_book.write_template(framework)))


def test_an_empty_template_says_how_to_fill_it_and_holds_nothing():
    book = template()
    assert book.sheetnames == ["How to fill", "Framework", "Lines"]
    assert [cell.value for cell in book["Lines"][1]] == [*HEADS, "How it is known"]
    assert book["Lines"].max_row == 1
    assert all(row[1].value is None and row[2].value for row in book["Framework"].iter_rows(min_row=2))
    assert "is empty" in refusal(values_of(framework_book.write_template(None))).message


def test_a_template_from_a_framework_that_ships_is_ours_and_says_where_its_words_are_from():
    ships = shipped()[1]
    made = read_as_framework(ships)
    assert (made.id, made.version, made.own) == (f"our-{ships.id}", "1", True)
    assert made.source == f"Written by us, after: {ships.source}"


def test_how_each_row_is_known_goes_out_and_comes_back():
    ships = next(framework for framework in shipped() if framework.id == "wt-yearly-report-2023")
    made = read_as_framework(ships)
    assert [line.in_force.known for line in made.lines()] == [line.in_force.known for line in ships.lines()]
    assert {line.in_force.known for line in made.lines()} == {Knowing.SECOND_HAND, Knowing.REMEMBERED}


def test_rows_without_a_mark_are_words_of_ones_own():
    made = parse_framework(framework_book.read_framework(filled(LEAD, ATTEND), steps_known=STEPS, scales_known=[]))
    assert {made.in_force.known, made.steps[0].known, made.lines()[0].in_force.known} == {Knowing.OWN}


def test_a_mark_that_is_none_is_named_with_its_row():
    refused = refusal(filled(LEAD, (*ATTEND, "hearsay"), heads=(*HEADS, "How it is known")))
    assert "Row 3" in refused.message
    assert "hearsay" in refused.message
    assert "second-hand" in refused.advice
    assert "hearsay" in refusal(filled(LEAD, about={"How it is known": "hearsay"})).message


def test_words_pasted_from_elsewhere_may_hold_what_no_cell_can():
    """Word ends a line inside a paragraph with a control character."""
    step = Step(target=TargetId("x:A"), number="A", title="Leaders\x0blead", label="=Lead\x00")
    made = Framework(id="x", version="1", title="T\x1f", short_title="S", source="W", note="N", steps=(step,))
    assert [(read_step.title, read_step.label) for read_step in read_as_framework(made).steps] == [
        ("Leaderslead", "=Lead")
    ]


def read_as_framework(framework: Framework) -> Framework:
    codes = {target.split(":")[1] for target in shipped()[0].targets()}
    book = values_of(framework_book.write_template(framework))
    return parse_framework(framework_book.read_framework(book, steps_known=codes, scales_known=[]))


@pytest.mark.parametrize("framework", shipped(), ids=lambda framework: framework.id)
def test_every_framework_that_ships_comes_back_with_its_questions(framework):
    """Each may be somebody's starting point."""
    made = read_as_framework(framework)
    assert [(line.code, line.question, line.evidence, line.maps_to) for line in made.lines()] == [
        (line.code, " ".join(line.question.split()), " ".join(line.evidence.split()), line.maps_to)
        for line in framework.lines()
    ]


SHOWN = st.characters(codec="utf-8", exclude_categories=("Cs", "C", "Z"))
WORDS = (
    st.lists(st.text(SHOWN, min_size=1, max_size=8), min_size=1, max_size=4)
    .map(" ".join)
    .filter(
        lambda text: "_x" not in text.lower()  # the escapes of xlsx
    )
)
MAPS = st.lists(st.sampled_from(["1", "4", "4c"]), max_size=2, unique=True).map(
    lambda codes: tuple(TargetId(f"six-steps:{code}") for code in codes)
)


@st.composite
def frameworks(draw) -> Framework:
    codes = draw(st.lists(st.from_regex(r"[A-Za-z0-9.=+-]{1,5}", fullmatch=True), min_size=1, max_size=7, unique=True))
    steps: list[Step] = []
    for code in codes:
        target = TargetId(f"x:{code}")
        if not steps or draw(st.booleans()):
            steps.append(Step(target=target, number=code, title=draw(WORDS), label=draw(WORDS), maps_to=draw(MAPS)))
        else:
            line = LineOfEnquiry(
                target=target, code=code, label=draw(WORDS), question=draw(WORDS), maps_to=draw(MAPS),
                evidence=draw(st.one_of(st.just(""), WORDS)),
            )  # fmt: skip
            steps[-1] = Step(target=steps[-1].target, number=steps[-1].number, title=steps[-1].title, label=steps[-1].label,
                             maps_to=steps[-1].maps_to, lines=(*steps[-1].lines, line))  # fmt: skip
    return Framework(id="x", version="3", title=draw(WORDS), short_title=draw(WORDS), source=draw(WORDS), note=draw(WORDS),
                     steps=tuple(steps))  # fmt: skip


def shape_of(framework: Framework) -> list:
    return [(step.number, step.title, step.label, step.maps_to,
             [(line.code, line.label, line.question, line.evidence, line.maps_to) for line in step.lines])
            for step in framework.steps]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(framework=frameworks())
def test_any_framework_goes_out_and_comes_back(framework):
    made = read_as_framework(framework)
    assert shape_of(made) == shape_of(framework)
    assert (made.id, made.title, made.note) == ("our-x", framework.title, framework.note)
