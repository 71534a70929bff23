"""Taking workbooks in: which mapping reads them, what only a person can say, and what stands in the way."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from functools import cache

import openpyxl
import pytest

from scrutineer.casefile import tables
from scrutineer.domain.mapping import standard_number
from scrutineer.domain.returns import SelfAssessment
from scrutineer.operations import answer_returns, casefiles
from scrutineer.operations.queries.context import read_context
from tests.cli.conftest import (
    DATA,
    EXAMPLES,
    MAPPINGS,
    POLICE,
    SECTION_11,
    WITH_MAPPING,
    adds_up,
    changed,
    contents,
    edit,
    filled,
    taken_in,
)
from tests.conftest import RETURNS

BAD = DATA / "bad"


@pytest.fixture
def not_imported(run, tmp_path) -> Callable[..., str]:
    """Import one workbook that cannot be: 2, a line that says what to do, and nothing written."""

    def call(*words: object) -> str:
        before = contents(tmp_path)
        ran = run("import", *words)
        assert ran.status == 2
        assert ran.out.endswith(": not imported.\n")
        assert ran.err.count("\n") == 1
        assert contents(tmp_path) == before
        return ran.err

    return call


# which mapping


@pytest.mark.parametrize(("workbook", "mapping"), EXAMPLES.items())
def test_a_dry_run_says_what_the_import_stores_and_stores_nothing(workbook, mapping, northmoor, tmp_path, done):
    words = (northmoor, RETURNS / workbook, "--mapping", MAPPINGS / f"{mapping}.toml", "--accept-renamed")
    before = contents(tmp_path)
    dry = taken_in(done, *words, "--dry-run")
    assert contents(tmp_path) == before
    assert adds_up(dry)
    assert dry["read"] > 0
    did = taken_in(done, *words)
    assert "said" in did
    assert {name: did[name] for name in dry if name != "dry_run"} == {
        name: value for name, value in dry.items() if name != "dry_run"
    }


def test_the_kept_mapping_that_fits_reads_the_next_workbook(returned, done):
    result = taken_in(done, returned, POLICE)
    assert (result["profile"], result["already_imported"]) == (SECTION_11, True)
    assert "holds nothing that is not here already" in result["said"]
    assert taken_in(done, returned, POLICE, "--profile", SECTION_11.upper())["profile"] == SECTION_11


def test_a_layout_that_no_mapping_is_known_for_is_not_guessed(testshire, not_imported):
    said = not_imported(testshire, POLICE)
    assert "No mapping is known for the layout of s11-police.xlsx. Nothing was changed." in said
    assert "--dry-run" in said
    assert "--mapping FILE" in said


def test_what_stands_in_the_way_is_in_the_json_too(testshire, run):
    ran = run("import", testshire, POLICE, "--json")
    (result,) = ran.data["workbooks"]
    assert (ran.status, result["workbook"]) == (2, POLICE.name)
    assert list(result) == ["workbook", "error"]
    assert f"{result['error']}\n" == ran.err


def test_a_dry_run_without_a_mapping_is_a_preview(testshire, run, tmp_path, would_refuse):
    before = contents(tmp_path)
    result = would_refuse(testshire, DATA / "formulas-in-text.xlsx")
    assert result["preview"] is True
    assert result["sheets"][0]["columns"]["C"] == {"heading": "score", "seems": "self-assessment"}
    assert any("scale" in need for need in result["needs"])
    said = run("import", testshire, DATA / "formulas-in-text.xlsx", "--dry-run").out
    assert "Nothing was stored" in said
    assert contents(tmp_path) == before


def test_a_mapping_that_fits_nothing_is_refused(testshire, not_imported):
    assert "fits no sheet" in not_imported(testshire, POLICE, "--mapping", MAPPINGS / "worded.toml")


def test_a_mapping_that_is_none_or_is_not_kept_is_refused(testshire, tmp_path, not_imported):
    assert "none.toml" in not_imported(testshire, POLICE, "--mapping", tmp_path / "none.toml")
    assert "not a mapping file" in not_imported(testshire, POLICE, "--mapping", POLICE)
    assert "It has: none yet." in not_imported(testshire, POLICE, "--profile", "nothing")


def test_a_mapping_is_a_file_or_a_kept_one_never_both(testshire, run):
    with pytest.raises(SystemExit) as ended:
        run("import", testshire, POLICE, *WITH_MAPPING, "--profile", SECTION_11)
    assert ended.value.code == 2


def test_where_two_mappings_fit_the_person_says_which(returned, tmp_path, done, not_imported, would_refuse):
    other = tmp_path / "other.toml"
    other.write_text((MAPPINGS / "section-11.toml").read_text().replace(f'"{SECTION_11}"', '"Another"'))
    done("mappings", returned, "--take", other)
    said = not_imported(returned, POLICE)
    assert f"fits several mappings: “Another”, “{SECTION_11}”" in said
    assert "--profile NAME" in said
    assert would_refuse(returned, POLICE)["preview"] is True
    assert taken_in(done, returned, POLICE, "--profile", "Another")["changes"]["new"] == 23


def test_headings_over_other_standards_are_no_kept_layout_until_a_person_says_so(
    returned, tmp_path, done, not_imported
):
    sheet = openpyxl.load_workbook(POLICE)["Section 11"]
    standards = [cell.coordinate for cell in sheet["A"] if standard_number(str(cell.value or ""))]
    others = changed(tmp_path / "others.xlsx", **{at: f"9.{row} Sampled {row}" for row, at in enumerate(standards)})
    said = not_imported(returned, others)
    assert f"others.xlsx has the headings of “{SECTION_11}”, over none of the standards known there." in said
    assert "--profile NAME" in said
    assert taken_in(done, returned, others, "--profile", SECTION_11, "--second", "other")["changes"]["new"] > 0


def test_renamed_columns_are_the_same_only_when_a_person_says_so(returned, tmp_path, done, not_imported, would_refuse):
    headings = dict.fromkeys(("F11", "F19", "F27", "F33", "F40", "F48", "F54", "F61"), "Assessment")
    workbook = changed(tmp_path / "renamed.xlsx", **headings)
    said = not_imported(returned, workbook)
    assert "may stand in its place" in said
    assert "--accept-renamed" in said
    assert not_imported(returned, workbook, "--profile", SECTION_11) == said
    preview = would_refuse(returned, workbook)
    assert {column["holds"] for column in preview["renamed"]} == {"self-assessment", "moderated"}
    assert taken_in(done, returned, workbook, "--accept-renamed", "--dry-run")["changes"]["unchanged"] == 23
    assert taken_in(done, returned, workbook, "--accept-renamed")["read"] == 64


def test_a_column_with_nothing_like_it_is_not_accepted(returned, tmp_path, not_imported):
    headings = dict.fromkeys(("C11", "C19", "C27", "C33", "C40", "C48", "C54", "C61"), "Qqqq")
    said = not_imported(returned, changed(tmp_path / "changed.xlsx", **headings), "--accept-renamed")
    assert "nothing like it" in said


# whose it is


def test_an_agency_that_nobody_knows_is_said_to_be_one_and_is_its_alias_from_then_on(
    testshire, tmp_path, done, not_imported, would_refuse
):
    workbook = changed(tmp_path / "return.xlsx", B2="Northmoor Constabulary")
    said = not_imported(testshire, workbook, *WITH_MAPPING)
    assert "names agencies that this partnership does not have: “Northmoor Constabulary”. Nothing was changed." in said
    assert said.endswith("Add each agency, or say which one it is (--same-as NAME=AGENCY).\n")
    assert would_refuse(testshire, workbook, *WITH_MAPPING)["unknown_agencies"] == ["Northmoor Constabulary"]
    words = (*WITH_MAPPING, "--same-as", "Northmoor Constabulary=Police")
    assert taken_in(done, testshire, workbook, *words)["changes"]["new"] == 23
    assert taken_in(done, testshire, workbook)["already_imported"] is True


@pytest.mark.parametrize("pair", ["Police", ""])
def test_same_as_is_a_name_and_an_agency(pair, testshire, not_imported):
    said = not_imported(testshire, POLICE, *WITH_MAPPING, "--same-as", pair)
    assert "Write it as --same-as “NAME=AGENCY”." in said


def test_a_workbook_that_does_not_say_whose_it_is(testshire, tmp_path, done, not_imported):
    workbook = changed(tmp_path / "return.xlsx", B2=None)
    said = not_imported(testshire, workbook, *WITH_MAPPING)
    assert "does not say which agency it comes from. Nothing was changed." in said
    assert "--agency NAME" in said
    result = taken_in(done, testshire, workbook, *WITH_MAPPING, "--agency", "CCG")
    assert (result["agency"], result["agency_from"]) == ("ICB", "as you said")


def test_an_agency_that_there_is_not_takes_nothing_in(testshire, not_imported):
    said = not_imported(testshire, POLICE, *WITH_MAPPING, "--agency", "Nobody")
    assert "goes by “Nobody”" in said
    assert "Police, ICB, Children's services" in said


# what only a person can say


def test_a_newer_version_says_what_changed_and_what_is_gone(returned, tmp_path, done):
    whole_row = dict.fromkeys(("A65", "B65", "C65", "D65", "E65", "F65", "G65"))
    newer = changed(tmp_path / "newer.xlsx", F13=3, D13="A new procedure", **whole_row)
    result = taken_in(done, returned, newer)
    assert result["newer_version_of"] == POLICE.name
    assert {"changed": 1, "unchanged": 21}.items() <= result["changes"].items()
    assert len(result["no_longer_there"]) == 1
    (answer,) = [one for one in result["answers"] if one["change"] == "changed"]
    assert answer["differences"] == [
        {"cell": "self", "before": "Mostly in place", "after": "Fully in place"},
        {"cell": "improvement", "before": "None", "after": "A new procedure"},
    ]


def test_two_returns_of_one_agency_are_asked_about(two_names, tmp_path, done, not_imported, would_refuse):
    workbook = changed(tmp_path / "second.xlsx", B2="Transport Police", F13=0)
    said = not_imported(two_names, workbook)
    assert "both are the same agency here. Nothing was changed." in said
    assert "(--newer)" in said
    assert "(--second NAME)" in said
    dry = would_refuse(two_names, workbook)
    assert [(one["kind"], "(--newer)" in one["advice"]) for one in dry["questions"]] == [("second return", True)]
    second = taken_in(done, two_names, workbook, "--second", "Police, transport", "--dry-run")
    assert (second["changes"]["new"], second["new_agencies"]) == (23, ["Police, transport"])
    newer = taken_in(done, two_names, workbook, "--newer")
    assert (newer["changes"]["changed"], newer["questions"]) == (1, [])


def test_a_return_for_several_partnerships_counts_only_when_a_person_says_so(testshire, tmp_path, done, not_imported):
    cells = {"A7": "Areas this return covers:", "B7": "Testshire, Northmoor and Southmoor"}
    workbook = changed(tmp_path / "shared.xlsx", **cells)
    said = not_imported(testshire, workbook, *WITH_MAPPING)
    assert "Testshire, Northmoor and Southmoor" in said
    assert "(--ours)" in said
    assert taken_in(done, testshire, workbook, *WITH_MAPPING, "--ours")["stored"] == 20


@pytest.fixture
def decided(returned, tmp_path):
    """A casefile in which a person decided an answer, and the workbook in which it came back different."""

    def decide(opened) -> None:
        (answer,) = tables.rows(opened, SelfAssessment, cell="Section 11!F56")
        answer_returns.decide_answer(opened, answer_id=answer.id, level="2", reason="Telephone call")

    edit(returned, decide)
    return returned, changed(tmp_path / "again.xlsx", F56="1")


def test_a_decided_answer_that_comes_back_different_waits(decided, not_imported, run, would_refuse):
    assert would_refuse(*decided)["conflicts"] == ["Section 11!F56"]
    assert "In conflict Section 11!F56: you decided" in run("import", *decided, "--dry-run").out
    said = not_imported(*decided)
    assert "1 cell changed here and came back different (Section 11!F56)" in said
    assert "--take returned or --take standing for all" in said


@pytest.mark.parametrize(("side", "level"), [("returned", "1"), ("standing", "2")])
def test_one_word_settles_the_conflicts_of_a_return(side, level, decided, done):
    assert "said" in taken_in(done, *decided, "--take", side)
    levels: list[str] = []
    edit(decided[0], lambda opened: levels.append(tables.rows(opened, SelfAssessment, cell="Section 11!F56")[0].level))
    assert levels == [level]


# packs


def test_a_filled_pack_is_shown_then_merged_then_nothing_new(testshire, pack, done, tmp_path):
    back = filled(pack, "Strong assurance", "Limited assurance")
    before = contents(tmp_path)
    dry = taken_in(done, testshire, back, "--dry-run")
    assert contents(tmp_path) == before
    assert (dry["pack"], dry["agency"], dry["agency_from"], dry["stored"]) == (True, "Police", "the pack", 2)
    assert adds_up(dry)
    assert [(cell["returned"], cell["merged"]) for cell in dry["cells"]] == [
        ("Strong assurance", "changed by the agency"), ("Limited assurance", "changed by the agency")]  # fmt: skip
    assert taken_in(done, testshire, back)["said"] == "2 rows committed from filled.xlsx"
    assert taken_in(done, testshire, back)["already_imported"] is True
    (row,) = done("expect", testshire, "--json").data["expected"]
    assert (row["agency"], row["standing"]) == ("Police", "received")


def test_what_both_sides_changed_waits(in_conflict, not_imported, done, would_refuse):
    said = not_imported(*in_conflict)
    assert "1 cell changed here and came back different (six-steps:1a/level). Nothing was changed." in said
    assert "--take returned or --take standing for all" in said
    dry = would_refuse(*in_conflict)
    assert dry["conflicts"] == ["six-steps:1a/level"]
    assert dry["findings"][0] == (
        "Changed on both sides: six-steps:1a/level. It was “Limited assurance”, came back as “Strong assurance”, stands “No assurance”."
    )


@pytest.mark.parametrize(("side", "level"), [("returned", "strong"), ("standing", "none")])
def test_one_word_settles_every_conflict(side, level, in_conflict, done):
    path, back = in_conflict
    assert "said" in taken_in(done, path, back, "--take", side)
    answers = []
    edit(path, lambda opened: answers.extend(tables.rows(opened, SelfAssessment)))
    assert {answer.number: answer.level for answer in answers} == {"1a": level, "1b": "reasonable"}


def test_a_pack_of_another_cycle_is_stored_there_only_when_a_person_says_so(
    testshire, pack, done, not_imported, would_refuse
):
    def next_cycle(opened) -> None:
        cycle = read_context(opened).cycle
        casefiles.start_cycle(opened, name="Cycle 2", starts=cycle.ends + timedelta(days=1),
                              ends=cycle.ends + timedelta(days=365), guidance=cycle.guidance)  # fmt: skip

    back = filled(pack, "Strong assurance")
    edit(testshire, next_cycle)
    said = not_imported(testshire, back)
    assert "made for Cycle 1; the current cycle is Cycle 2. Nothing was changed." in said
    assert "Say that its answers belong to Cycle 1 (--its-cycle), or send a pack of the current cycle." in said
    (question,) = would_refuse(testshire, back)["questions"]
    assert question["advice"] in said
    assert taken_in(done, testshire, back, "--its-cycle")["stored"] == 1


def test_a_pack_of_another_casefile_says_whose_it_is(pack, tmp_path, done, not_imported):
    elsewhere = tmp_path / "Elsewhere.scrutiny"
    done("new", elsewhere, "--partnership", "Elsewhere SCP")
    said = not_imported(elsewhere, pack)
    assert "It says: Testshire Safeguarding Children Partnership, Police." in said
    assert "Open the casefile that it was made in" in said


# several


@pytest.mark.parametrize("name", sorted(path.name for path in BAD.iterdir()))
def test_a_bad_workbook_gets_a_sentence(name, testshire, not_imported):
    assert name in not_imported(testshire, BAD / name)


def test_a_workbook_that_is_not_there(testshire, tmp_path, not_imported):
    assert "none.xlsx" in not_imported(testshire, tmp_path / "none.xlsx")


def test_bad_workbooks_do_not_hold_up_the_others(testshire, run, done):
    workbooks = sorted(BAD.iterdir())
    ran = run("import", testshire, *workbooks, POLICE, *WITH_MAPPING)
    assert ran.status == 2
    assert ran.err.count("\n") == len(workbooks) == 4
    assert ran.out.count(": not imported.") == 4
    (file,) = done("imports", testshire, "--json").data["imports"]
    assert file["workbook"] == POLICE.name


def test_each_workbook_is_a_step_of_its_own(testshire, run):
    probation = RETURNS / "s11-probation.xlsx"
    words = ("import", testshire, POLICE, probation, *WITH_MAPPING)
    results = run(*words, "--dry-run", "--json").data["workbooks"]
    assert [result["workbook"] for result in results] == [POLICE.name, probation.name]
    said = run(*words, "--dry-run").out
    assert said.count("Nothing was stored.") == 2
    assert f"\n\n{probation.name}: " in said


# a dry run is the run, taken back


def agree(run, casefile, *words: object) -> list[dict]:
    """What a dry run says and shows, once it was seen that the real run says the same."""
    before = contents(casefile.parent)
    dry = run("import", casefile, *words, "--dry-run", "--json")
    assert contents(casefile.parent) == before
    real = run("import", casefile, *words, "--json")
    assert (dry.status, dry.err) == (real.status, real.err)
    would, did = dry.data["workbooks"], real.data["workbooks"]
    for shown, stored in zip(would, did, strict=True):
        said = set(stored) - {"dry_run"}
        assert {name: shown.get(name) for name in said} == {name: stored[name] for name in said}
        assert ("error" in shown) is ("error" in stored)
    return would


@pytest.mark.parametrize("mapping", [None, *sorted({*EXAMPLES.values()})])
def test_for_every_workbook_the_dry_run_and_the_run_agree(mapping, testshire, run):
    workbooks = sorted([*RETURNS.glob("*.xlsx"), *RETURNS.glob("*.xls"), *RETURNS.glob("*.ods"), *BAD.iterdir()])
    agree(run, testshire, *workbooks, *(("--mapping", MAPPINGS / f"{mapping}.toml") if mapping else ()))


MISREAD = DATA / "misread"


@pytest.fixture
def read_once(monkeypatch) -> None:
    """Each workbook is read from its file once, however often it is taken in: its reading is not what is compared."""
    monkeypatch.setattr(answer_returns, "read_file", cache(answer_returns.read_file))


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("mapping", [None, "plain", "crossed", "money", "m2", "log"])
def test_for_every_workbook_that_was_once_misread_the_dry_run_and_the_run_agree(mapping, testshire, run):
    """Whether its mapping fits or not: sheets that are not read, what is asked, what is refused, and how the program ends."""
    workbooks = sorted([*(path for path in MISREAD.iterdir() if path.is_file()), *DATA.glob("*.xlsx")])
    with_mapping = ("--mapping", MISREAD / "maps" / f"{mapping}.toml") if mapping else ()
    agree(run, testshire, *workbooks, *with_mapping, "--agency", "Police")


def test_for_every_spoiled_pack_the_dry_run_and_the_run_agree(run, tmp_path, monkeypatch):
    casefile = tmp_path / "p.scrutiny"
    monkeypatch.setenv("SCRUTINEER_PASSPHRASE", "correct horse battery staple nine")
    shutil.copyfile(MISREAD / "packs" / "p.scrutiny", casefile)
    run("check", casefile)  # it was made by an earlier version: the first opening brings it up to this one
    agree(run, casefile, *sorted((MISREAD / "packs").glob("*.xlsx")))


def test_a_dry_run_refuses_agencies_that_nobody_knows_as_the_run_does(testshire, tmp_path, run):
    workbook = changed(tmp_path / "return.xlsx", B2="Northmoor Constabulary")
    said = run("import", testshire, workbook, *WITH_MAPPING, "--dry-run")
    assert said.status == 2
    assert "names agencies that this partnership does not have" in said.err
    assert "Nothing was stored. Without --dry-run: return.xlsx names agencies" in said.out
    agree(run, testshire, workbook, *WITH_MAPPING)


def test_a_dry_run_of_several_sees_what_the_first_of_them_did(testshire, tmp_path, run):
    newer = changed(tmp_path / "newer.xlsx", F13=3)
    first, second = agree(run, testshire, POLICE, newer, *WITH_MAPPING)
    assert (first["changes"]["new"], second["newer_version_of"]) == (23, POLICE.name)
    assert second["changes"]["changed"] == 1


def test_a_run_that_stores_nothing_says_why_and_keeps_no_mapping(testshire, tmp_path, run, done):
    book = openpyxl.Workbook()
    for row in (("School", "Leadership", "Records"), ("Hill School", 3, 2), ("Dale School", 1, 0)):
        book.active.append(row)
    book.save(tmp_path / "sideways.xlsx")
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        'name="Schools"\nlayout="standards across"\nscale="0-3"\nadd_agencies="education"\n[headings]\n"School"="agency"\n'
    )
    (shown,) = agree(run, testshire, tmp_path / "sideways.xlsx", "--mapping", mapping)
    assert "Nothing of sideways.xlsx can be stored by the mapping “Schools”, and that was not kept." in shown["error"]
    assert "3 read: 2 left out (no column of a standard above it); 1 left out (headings)" in shown["error"]
    assert done("mappings", testshire).out == "None yet.\n"
    assert done("imports", testshire, "--json").data["imports"] == []


def test_answers_of_which_none_can_be_read_are_not_stored(testshire, tmp_path, run, done):
    mapping = tmp_path / "m.toml"
    mapping.write_text((MAPPINGS / "section-11.toml").read_text().replace('scale = "0-3"', 'scale = "met"'))
    (shown,) = agree(run, testshire, POLICE, "--mapping", mapping)
    assert "set aside (2 is not on the declared scale)" in shown["error"]
    assert done("imports", testshire, "--json").data["imports"] == []


SIDEWAYS = (
    ("Name of school", "A senior lead is named", "Comments", "Staff know the route well", "Comments",
     "Children say they are heard", "Comments", "Average", None),
    ("Hill School", 3, "two of them", 2, None, 1, "by survey", "=AVERAGE(B2,D2,F2)", "late"),
    ("Dale School", 1, None, 0, "on the wall", None, None, "#DIV/0!", None),
    ("Average", 2, None, 1, None, 1, None, None, None),
)  # fmt: skip


def test_a_sideways_workbook_in_words_is_drafted_completed_and_taken_in(testshire, tmp_path, run, done):
    book = openpyxl.Workbook()
    for row in SIDEWAYS:
        book.active.append(row)
    book.create_sheet("Guidance").append(("Please score each standard.",))
    book.save(tmp_path / "sideways.xlsx")
    draft = tmp_path / "m.toml"
    done("import", testshire, tmp_path / "sideways.xlsx", "--draft-mapping", draft)
    text = draft.read_text()
    assert 'layout = "standards across"' in text
    assert '"a senior lead is named" = "standard"' in text
    assert "(no heading)" not in text
    draft.write_text(
        text.replace('# scale = ""', 'scale = "0-3"').replace('add_agencies = ""', 'add_agencies = "education"')
    )
    (shown,) = agree(run, testshire, tmp_path / "sideways.xlsx", "--mapping", draft)
    assert (shown["stored"], shown["set_aside"]) == (5, 1)
    found = {(answer["agency"], answer["cell"][-2:]): answer["typed"] for answer in shown["answers"]}
    assert found == {
        ("Hill School", "B2"): "3", ("Hill School", "D2"): "2", ("Hill School", "F2"): "1",
        ("Dale School", "B3"): "1", ("Dale School", "D3"): "0", ("Dale School", "F3"): "",
    }  # fmt: skip
    assert "Sheets of which nothing was read: “Guidance” (1 cell)." in shown["findings"]
    assert "Error cells outside the answers: Sheet!H3. No answer was read from them." in shown["findings"]

    def remarks(opened) -> None:
        kept = {row.standard: row.evidence for row in tables.rows(opened, SelfAssessment) if row.typed in {"3", "0"}}
        assert kept == {"A senior lead is named": "two of them", "Staff know the route well": "on the wall"}

    edit(testshire, remarks)
