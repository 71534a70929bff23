"""Results in words: the same figures as in the JSON, every sentence found, and the option that answers what is asked."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from scrutineer import cli
from scrutineer.casefile import tables
from scrutineer.cli import words
from scrutineer.domain.mapping import Layout
from scrutineer.domain.returns import AnswerStatus, ImportQuestion, SelfAssessment
from scrutineer.domain.words import counted
from scrutineer.operations import answer_returns, catalogue, workbooks
from tests.cli.conftest import DATA, EXAMPLES, MAPPINGS, POLICE, SECTION_11, WITH_MAPPING, changed, edit, filled
from tests.conftest import CLOCK, RETURNS

ONE_OF_EACH = (
    "s11-police.xlsx", "vcs-forum-self-assessment.ods", "s11-moderation-matrix.xlsx", "executive-attendance.xlsx",
    "challenge-log.xlsx",
)  # fmt: skip
"""A return, one without a scale of numbers, a matrix, and two ledgers."""


def both(run, *arguments: object) -> tuple[str, dict]:
    """What an import says and prints of one workbook, whether it is taken in or refused."""
    said = run("import", *arguments)
    printed = run("import", *arguments, "--json")
    (result,) = printed.data["workbooks"]
    assert (said.status, said.err) == (printed.status, printed.err)
    return said.out, result


@pytest.mark.parametrize("workbook", ONE_OF_EACH)
def test_the_words_of_a_workbook_hold_what_its_json_holds(workbook, northmoor, run):
    said, result = both(
        run, northmoor, RETURNS / workbook, "--mapping", MAPPINGS / f"{EXAMPLES[workbook]}.toml", "--dry-run"
    )
    first, second, *rest = said.splitlines()
    assert first.startswith(f"{workbook}: {result['profile']}")
    assert second == (
        f"  {result['read']} read = {result['stored']} to store + {result['set_aside']} set aside"
        f" + {result['ignored']} left out"
    )
    aside = [line for line in rest if line.startswith("  set aside ")]
    waiting = [row for row in (*result.get("answers", ()), *result.get("rows", ())) if row["status"] == "set aside"]
    assert len(aside) == len(waiting) == result["set_aside"]
    for line, row in zip(aside, waiting, strict=True):
        assert row["cell"] in line
        assert line.endswith(row["reason"])
    assert [line.strip() for line in rest if not line.startswith("  set aside ")][: len(result["findings"])] == (
        result["findings"]
    )
    assert rest[-1] == f"  Nothing was stored. Without --dry-run: {result['said'].rstrip('.')}."


def test_what_was_stored_is_said_last(testshire, done):
    said = done("import", testshire, POLICE, *WITH_MAPPING).out
    assert said.splitlines()[0] == f"{POLICE.name}: {SECTION_11}, Police (from Section 11!B2)"
    assert said.endswith("\n  20 answers committed from s11-police.xlsx; 3 answers set aside.\n")
    assert "Nothing was stored" not in said
    again = done("import", testshire, POLICE).out
    assert again.endswith("  s11-police.xlsx holds nothing that is not here already. Nothing was changed.\n")


def test_a_ledger_names_its_kind(testshire, done):
    mapping = MAPPINGS / "contributions.toml"
    said = done("import", testshire, RETURNS / "funding-contributions.xlsx", "--mapping", mapping).out
    assert said.startswith("funding-contributions.xlsx: Contributions, contributions\n")
    assert re.search(r"^  \d+ rows committed from funding-contributions.xlsx\.$", said, re.MULTILINE)


def test_a_newer_version_says_how_many_changed_and_what_it_no_longer_holds(returned, tmp_path, done):
    whole_row = dict.fromkeys(("A65", "B65", "C65", "D65", "E65", "F65", "G65"))
    said = done("import", returned, changed(tmp_path / "newer.xlsx", F13=3, **whole_row)).out
    assert f"\n  A newer version of {POLICE.name}: 1 changed, 21 unchanged.\n" in said
    assert "\n  No longer in it, and kept: 8.3 " in said


def test_the_first_few_that_are_gone_are_named_and_the_rest_counted(returned, tmp_path, run):
    rows = (13, 14, 15, 16, 21, 22, 23, 29)
    cells = dict.fromkeys(f"{column}{row}" for row in rows for column in "ABCDEFG")
    said, result = both(run, returned, changed(tmp_path / "newer.xlsx", **cells), "--dry-run")
    (gone,) = [line for line in said.splitlines() if "No longer in it" in line]
    assert len(result["no_longer_there"]) == len(rows)
    assert all((one in gone) is (number < 4) for number, one in enumerate(result["no_longer_there"]))
    assert gone.endswith(f" and {len(rows) - 4} more.")


def test_a_question_is_asked_with_its_options(two_names, tmp_path, run):
    said, result = both(run, two_names, changed(tmp_path / "second.xlsx", B2="Transport Police"), "--dry-run")
    (question,) = result["questions"]
    assert f"\n  Asks: {question['text']} {question['advice']}\n" in said


def test_a_returned_pack_is_said_with_what_both_sides_changed(in_conflict, run):
    said, result = both(run, *in_conflict, "--dry-run")
    assert said.splitlines()[0] == f"again.xlsx: {result['profile']}, pack, Police (from the pack)"
    assert all(f"\n  {finding}\n" in said for finding in result["findings"])
    assert said.endswith(f"  Nothing was stored. Without --dry-run: {result['error']}\n")


def test_a_pack_with_rows_deleted_says_how_many_did_not_come_back(testshire, pack, run):
    back = filled(pack, "Strong assurance")
    book = openpyxl.load_workbook(back)
    book["Self-assessment"].delete_rows(40, 3)
    book.save(back)
    said, result = both(run, testshire, back, "--dry-run")
    assert len(result["missing"]) >= 2
    assert f"{len(result['missing'])} questions did not come back: the rows were deleted. Kept as is." in said
    assert re.search(r"\n  \d+ left out: left blank\.\n", said)


# a workbook that no mapping is known for


@pytest.mark.parametrize("workbook", ONE_OF_EACH)
def test_a_preview_in_words_names_every_sheet_column_and_need_of_its_json(workbook, testshire, run):
    said, result = both(run, testshire, RETURNS / workbook, "--dry-run")
    assert said.startswith(f"{workbook}: no mapping is known for this layout. Nothing was stored.\n")
    for sheet in result["sheets"]:
        hidden = "" if sheet["visible"] else ", hidden"
        where = sheet["heading_rows"] or "no row"
        assert f"\n  {sheet['sheet']}{hidden}: {counted(sheet['rows'], 'row')}, headings in {where}\n" in said
        for letters, column in sheet["columns"].items():
            assert f"\n    {letters} {column['heading']}: seems {column['seems']}\n" in said
    assert [line for line in said.splitlines() if line.startswith("  Needs: ")] == [
        f"  Needs: {need}" for need in result["needs"]
    ]


@pytest.mark.parametrize(
    ("workbook", "across"),
    [
        ("s11-moderation-matrix.xlsx", "an agency's answers"),
        ("funding-contributions.xlsx", "a year"),
        ("executive-attendance.xlsx", "a meeting"),
    ],
)
def test_in_a_matrix_an_unnamed_column_holds_what_the_matrix_is_about(workbook, across, testshire, run):
    _, result = both(run, testshire, RETURNS / workbook, "--dry-run")
    seems = [column["seems"] for sheet in result["sheets"] for column in sheet["columns"].values()]
    assert seems.count(across) >= 2


def suggested(path: Path):
    workbook, _ = answer_returns.read_file(path)
    return workbooks.suggest(workbook)


def test_a_return_needs_its_layout_its_scale_and_its_agency_said():
    needed = words.needs(suggested(POLICE), knows_agencies=True)
    assert needed == [
        "What runs down and what across: it seems to be standards down.",
        "The scale: its direction and what means not applicable. It is never guessed.",
    ]
    without = words.needs(suggested(DATA / "formulas-in-text.xlsx"), knows_agencies=False)
    assert without[2:] == [
        "Which agency the workbook comes from.",
        "The partnership has no agencies yet: add them first.",
    ]


def test_a_column_without_a_heading_is_asked_about_and_never_said_to_hold_the_standards(testshire, run):
    said, result = both(run, testshire, RETURNS / "s11-moderation-matrix.xlsx", "--dry-run")
    assert "  Needs: What column B holds: it has no heading.\n" in said
    assert result["sheets"][0]["columns"]["B"] == {"heading": "(no heading)", "seems": "left out"}


@pytest.mark.parametrize("workbook", ["challenge-log.xlsx", "funding-contributions.xlsx", "executive-attendance.xlsx"])
def test_a_ledger_needs_no_scale(workbook):
    (layout,) = words.needs(suggested(RETURNS / workbook), knows_agencies=False)
    assert layout.startswith("What runs down and what across")


def test_a_workbook_without_headings_needs_them_said(tmp_path):
    book = openpyxl.Workbook()
    book.active.append((1, 2, 3))
    book.save(tmp_path / "numbers.xlsx")
    (needed,) = words.needs(suggested(tmp_path / "numbers.xlsx"), knows_agencies=True)
    assert needed == "No row looks like headings: say which sheet and row hold them."


def test_every_matrix_says_what_its_columns_hold():
    matrices = {Layout.AGENCIES_ACROSS, Layout.STANDARDS_ACROSS, Layout.CONTRIBUTIONS, Layout.ATTENDANCE,
                Layout.TRAINING, Layout.INDICATORS}  # fmt: skip
    first = suggested(POLICE).first
    for layout in Layout:
        guess = type(first)(first.sheet, first.headings, layout, {})
        assert (words.seems(guess, "1.1 Anything") == "left out") is (layout not in matrices)


# options


@pytest.mark.parametrize(
    ("kind", "option"), [("second return", "--newer"), ("shared return", "--ours"), ("other cycle", "--its-cycle")]
)
def test_every_question_is_answered_by_an_option_that_the_import_takes(kind, option, capsys):
    advice = words.advice(ImportQuestion(kind, "Asked?", "In the window."), cycle="Cycle {1}")
    with pytest.raises(SystemExit):
        cli.run(["import", "--help"], CLOCK)
    taken = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    assert option in advice
    assert set(re.findall(r"--[a-z-]+", advice)) <= taken


def test_a_question_without_an_option_keeps_its_own_advice():
    assert words.advice(ImportQuestion("another", "Asked?", "Look at {it}.")) == "Look at {it}."


# imports and frameworks


def test_an_import_is_listed_with_the_number_that_takes_it_out(returned, done):
    (file,) = done("imports", returned, "--json").data["imports"]
    assert done("imports", returned).out == (
        f"{file['number']:>4}  {file['imported'][:10]}  {POLICE.name}, self-assessment\n"
    )


def test_what_was_edited_since_is_said_to_stay(returned, done):
    def decide(opened) -> None:
        waiting = tables.rows(opened, SelfAssessment, status=AnswerStatus.SET_ASIDE)
        answer_returns.decide_answer(opened, answer_id=waiting[0].id, level="2", reason="Telephone call")

    edit(returned, decide)
    would = done("imports", returned, "--take-out", 1, "--dry-run")
    kept = done("imports", returned, "--take-out", 1, "--dry-run", "--json").data["kept"]
    assert kept
    assert would.out.startswith(f"Would take out of {POLICE.name}: 22 answers; ")
    assert would.out.splitlines()[1:] == [f"  kept: {row['what']}, {row['why']}" for row in kept]


def test_a_framework_is_one_head_in_a_list_and_whole_by_itself():
    (shown,) = catalogue.frameworks("wood-issues")
    head = words.frameworks([shown], whole=False).splitlines()
    assert head == [
        f"wood-issues  {shown.title} ({shown.version})  (second-hand)",
        f"    {shown.source}. Known: second-hand, in another's summary of the source.",
    ]
    whole = words.frameworks([shown], whole=True).splitlines()
    assert whole[: len(head)] == head
    assert len([line for line in whole if re.match(r"^  \S", line)]) == len(shown.lines())


def test_a_line_names_the_step_it_bears_on_unless_it_is_of_the_steps_themselves():
    (six,), (other,) = catalogue.frameworks("six-steps"), catalogue.frameworks("wood-issues")
    assert "[step " not in words.frameworks([six], whole=True)
    said = words.frameworks([other], whole=True)
    line = next(line for line in other.lines() if line.maps_to)
    bears = ", ".join(target.split(":")[1] for target in line.maps_to)
    assert f"  {line.target.split(':')[1]}  {line.question}  [step {bears}]" in said


@pytest.mark.parametrize("day", [date(2019, 1, 1), date(2024, 6, 1), date(2026, 5, 1), date(2030, 6, 30)])
def test_everything_that_applied_on_a_day_is_said_once(day):
    applied = catalogue.applied_on(day)
    said = words.applied(applied, day)
    assert applied
    for framework, lines in applied:
        assert said.count(f"\n{framework.id}  ") == 1
        assert all(f"  {line.question}" in said for line in lines)
    assert len(re.findall(r"^  \S", said, re.MULTILINE)) == sum(len(lines) for _, lines in applied)
    assert words.applied(applied, day + timedelta(days=1)) != said
