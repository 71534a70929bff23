"""Taking one import out a year later: what was edited since stays, and so does what it rests on."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import tables
from scrutineer.domain.partnership import Agency
from scrutineer.domain.proposal import Decisions
from scrutineer.domain.returns import AnswerStatus, ReturnFile, SelfAssessment
from scrutineer.operations import (
    answer_returns,
    casefiles,
    evidence,
    imports,
    imports_made,
    mappings,
    partnership,
)
from tests.conftest import RETURNS
from tests.operations.test_answer_returns import changed_workbook, profile


def bring_in(casefile, path=RETURNS / "s11-police.xlsx", with_profile=None) -> int:
    workbook, content = answer_returns.read_file(path)
    shown = imports.propose(casefile, workbook=workbook, profile=with_profile or profile())
    settled = {item.record.cell: False for item in shown.items}
    return imports.commit(casefile, proposal=shown, content=content, decisions=Decisions(taken=settled)).value


def everything(casefile) -> dict[str, list]:
    return {"answers": [replace(a, id=0) for a in tables.rows(casefile, SelfAssessment)],
            "files": [f.name for f in tables.rows(casefile, ReturnFile)],
            "agencies": [a.name for a in tables.rows(casefile, Agency)]}  # fmt: skip


def test_an_import_that_nobody_touched_goes_out_whole_and_comes_back(casefile):
    before = everything(casefile)
    new = bring_in(casefile)
    stood = everything(casefile)
    told = imports_made.take_out_import(casefile, return_id=new).value
    assert told.kept == ()
    assert set(told.removed) == {"23 answers", "1 workbook"}
    assert everything(casefile) == before
    casefile.undo()
    assert everything(casefile) == stood
    casefile.redo()
    assert everything(casefile) == before
    assert casefiles.check_casefile(casefile).value.problems == ()


def test_what_was_decided_since_stays_with_its_workbook(casefile):
    new = bring_in(casefile)
    waiting = next(a for a in tables.rows(casefile, SelfAssessment) if a.status is AnswerStatus.SET_ASIDE)
    answer_returns.decide_answer(casefile, answer_id=waiting.id, level="3", reason="Telephone call")
    evidence.capture_evidence(casefile, title="Meanwhile", dated=waiting_day())
    shown = imports_made.preview_take_out(casefile, return_id=new)
    told = imports_made.take_out_import(casefile, return_id=new).value
    assert shown == told
    assert told.removed == ("22 answers",)
    assert {kept.what.split()[0] for kept in told.kept} == {"Answer", "Workbook"}
    assert any(f"Decide {waiting.number}" in kept.why for kept in told.kept)
    (kept,) = tables.rows(casefile, SelfAssessment)
    assert (kept.number, kept.level, kept.status) == (waiting.number, "3", AnswerStatus.DECIDED)
    assert [f.name for f in tables.rows(casefile, ReturnFile)] == ["s11-police.xlsx"]


def waiting_day():
    from datetime import date

    return date(2026, 6, 1)


def test_a_newer_version_goes_out_and_the_first_answers_stand_again(casefile, tmp_path):
    bring_in(casefile)
    first = everything(casefile)
    newer = bring_in(casefile, changed_workbook(tmp_path, F13=3, F14=3))
    told = imports_made.take_out_import(casefile, return_id=newer).value
    assert told.put_back == 2
    assert everything(casefile) == first


def test_the_first_version_goes_out_and_what_the_newer_one_changed_stays(casefile, tmp_path):
    first = bring_in(casefile)
    bring_in(casefile, changed_workbook(tmp_path, F13=3))
    told = imports_made.take_out_import(casefile, return_id=first).value
    assert [(a.number, a.level) for a in tables.rows(casefile, SelfAssessment)] == [("1.1", "3")]
    assert any("Import s11-police.xlsx" in kept.why for kept in told.kept)


def test_agencies_added_by_an_import_stay_where_something_else_needs_them(casefile):
    schools = mappings.profile_from_file(RETURNS / "profiles" / "all-schools.toml")
    new = bring_in(casefile, RETURNS / "s175-all-schools.xlsx", schools)
    school = next(a for a in tables.rows(casefile, Agency) if a.name == "Northmoor High School 1")
    partnership.add_seat(casefile, agency_id=school.id, title="Designated lead")
    told = imports_made.take_out_import(casefile, return_id=new).value
    assert tables.rows(casefile, SelfAssessment) == ()
    assert "Northmoor High School 1" in {a.name for a in tables.rows(casefile, Agency)}
    assert "Northmoor High School 2" not in {a.name for a in tables.rows(casefile, Agency)}
    assert [(kept.what, kept.why) for kept in told.kept] == [
        ("Agency Northmoor High School 1", "something that stays rests on it")]  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(["decide", "import", "newer", "undo", "redo", "out"]), st.integers(0, 22)), max_size=9
    )
)
@example(steps=[("import", 0), ("newer", 21), ("import", 0), ("out", 0), ("undo", 0), ("out", 1), ("out", 1)])
def test_a_random_walk_never_loses_an_edit(casefile, tmp_path, steps):
    """Whatever is imported, decided, undone and taken out: each decision stands until an undo takes it back, the
    references hold, and the journal's chain is sound."""
    for verb, number in steps:
        files = tables.rows(casefile, ReturnFile)
        answers = tables.rows(casefile, SelfAssessment)
        if verb == "import":
            bring_in(casefile)
        elif verb == "newer" and files:
            book = openpyxl.load_workbook(RETURNS / "s11-police.xlsx")
            book["Section 11"]["F13"], book["Section 11"]["H1"] = number % 4, number
            book.save(tmp_path / "s11-police.xlsx")
            workbook, content = answer_returns.read_file(tmp_path / "s11-police.xlsx")
            shown = imports.propose(casefile, workbook=workbook, profile=profile())
            settled = {p.record.cell: False for p in shown.items}
            imports.commit(casefile, proposal=shown, content=content, decisions=Decisions(taken=settled))
        elif verb == "decide" and answers:
            answer_returns.decide_answer(
                casefile, answer_id=answers[number % len(answers)].id, level="1", reason="call"
            )
        elif verb == "undo":
            casefile.undo()
        elif verb == "redo":
            casefile.redo()
        elif verb == "out" and files:
            decided = {(a.number, a.level) for a in answers if a.status is AnswerStatus.DECIDED}
            imports_made.take_out_import(casefile, return_id=files[number % len(files)].id)
            after = {
                (a.number, a.level) for a in tables.rows(casefile, SelfAssessment) if a.status is AnswerStatus.DECIDED
            }
            assert decided <= after
        assert casefiles.check_casefile(casefile).value.problems == ()


@pytest.mark.parametrize("times", [1, 3])
def test_taking_out_and_putting_back_again_and_again_ends_where_it_began(casefile, times):
    new = bring_in(casefile)
    stood = everything(casefile)
    for _ in range(times):
        imports_made.take_out_import(casefile, return_id=new)
        casefile.undo()
    assert everything(casefile) == stood
    imports_made.take_out_import(casefile, return_id=new)
    assert tables.rows(casefile, SelfAssessment) == ()
