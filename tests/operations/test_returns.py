"""Returns from file to stored answers: preview, commit, again, newer, undo, decide."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from scrutineer.casefile import files, tables
from scrutineer.domain.ids import ReturnId
from scrutineer.domain.returns import AnswerStatus, Change, ReturnFile, SelfAssessment
from scrutineer.errors import UserError
from scrutineer.exchange import reader
from scrutineer.operations import casefiles, partnership, returns, workbooks
from scrutineer.operations.queries.context import context
from scrutineer.operations.queries.returns import returns_view
from scrutineer.operations.queries.steps import declared_range, self_views
from tests.conftest import RETURNS


def profile(name="section-11"):
    return returns.profile_from_file(RETURNS / "profiles" / f"{name}.toml")


def shown(casefile, name="s11-police.xlsx", with_profile=None, agency=""):
    workbook, content = returns.read_file(RETURNS / name)
    return returns.preview(casefile, workbook=workbook, profile=with_profile or profile(), agency=agency), content


def commit(casefile, *args, **more):
    preview, content = shown(casefile, *args, **more)
    return returns.commit_return(casefile, shown=preview, content=content)


def changed_workbook(tmp_path: Path, **cells: object) -> Path:
    book = openpyxl.load_workbook(RETURNS / "s11-police.xlsx")
    for place, value in cells.items():
        book["Section 11"][place] = value
    path = tmp_path / "s11-police.xlsx"
    book.save(path)
    return path


def test_a_preview_stores_nothing_and_its_totals_add_up(casefile):
    preview, _ = shown(casefile)
    totals = preview.totals()
    assert totals["read"] == totals["stored"] + totals["set_aside"] + totals["ignored"]
    assert (totals["stored"], totals["set_aside"]) == (20, 3)
    assert preview.count(Change.NEW) == 23
    assert tables.rows(casefile, SelfAssessment) == ()


def test_every_stored_value_leads_to_its_cell_and_its_file(casefile):
    commit(casefile)
    answers = {answer.number: answer for answer in tables.rows(casefile, SelfAssessment)}
    one = answers["3.2"]
    assert (one.level, one.word, one.typed, one.cell) == ("2", "Mostly in place", "2", "Section 11!F30")
    assert (one.moderated, one.moderated_cell, one.assurance) == ("1", "Section 11!G30", "reasonable")
    kept = tables.get(casefile, ReturnFile, ReturnId(one.return_id))
    content = (RETURNS / "s11-police.xlsx").read_bytes()
    assert files.load(casefile, kept.sha256) == content
    book = reader.read_workbook("again.xlsx", content)
    sheet = next(sheet for sheet in book.sheets if sheet.name == "Section 11")
    assert sheet.text(30, 6) == one.typed
    assert kept.read == kept.stored + kept.set_aside + kept.ignored
    assert kept.returned_on.isoformat() == "2026-05-14"


def test_the_same_file_twice_changes_nothing(casefile):
    commit(casefile)
    before = len(tables.rows(casefile, SelfAssessment))
    preview, content = shown(casefile)
    assert preview.already_imported
    outcome = returns.commit_return(casefile, shown=preview, content=content)
    assert outcome.value is None
    assert outcome.changes == frozenset()
    assert len(tables.rows(casefile, SelfAssessment)) == before
    assert len(tables.rows(casefile, ReturnFile)) == 1


def test_one_undo_takes_a_whole_import_back(casefile):
    commit(casefile)
    casefiles.undo(casefile)
    assert tables.rows(casefile, SelfAssessment) == ()
    assert tables.rows(casefile, ReturnFile) == ()
    assert returns.known_profiles(casefile) == ()
    casefiles.redo(casefile)
    assert len(tables.rows(casefile, SelfAssessment)) == 23
    assert casefiles.check_casefile(casefile).value.problems == ()


def test_a_newer_version_updates_and_shows_what_changed(casefile, tmp_path):
    commit(casefile)
    workbook, content = returns.read_file(changed_workbook(tmp_path, F13=1, F63=3))
    preview = returns.preview(casefile, workbook=workbook, profile=profile())
    assert {change.value: preview.count(change) for change in Change} == {
        "new": 0,
        "changed": 2,
        "unchanged": 21,
        "in conflict": 0,
    }
    returns.commit_return(casefile, shown=preview, content=content)
    answers = {answer.number: answer for answer in tables.rows(casefile, SelfAssessment)}
    assert (answers["1.1"].level, answers["8.1"].level) == ("1", "3")
    assert len(answers) == 23


def test_what_a_person_decided_is_never_overwritten_silently(casefile, tmp_path):
    commit(casefile)
    waiting = next(a for a in tables.rows(casefile, SelfAssessment) if a.number == "7.1")
    assert waiting.status is AnswerStatus.SET_ASIDE
    with pytest.raises(UserError, match="reason"):
        returns.decide_answer(casefile, answer_id=waiting.id, level="3", reason=" ")
    with pytest.raises(UserError, match="not a level"):
        returns.decide_answer(casefile, answer_id=waiting.id, level="9", reason="call")
    returns.decide_answer(casefile, answer_id=waiting.id, level="3", reason="Telephone call, 2 June")
    assert shown(casefile)[0].count(Change.CONFLICT) == 0
    workbook, content = returns.read_file(changed_workbook(tmp_path, F56=2))
    preview = returns.preview(casefile, workbook=workbook, profile=profile())
    assert preview.count(Change.CONFLICT) == 1
    with pytest.raises(UserError, match="Say for each"):
        returns.commit_return(casefile, shown=preview, content=content)
    returns.commit_return(casefile, shown=preview, content=content, replace_decided={"Section 11!F56": False})
    kept = next(a for a in tables.rows(casefile, SelfAssessment) if a.number == "7.1")
    assert (kept.level, kept.status, kept.reason) == ("3", AnswerStatus.DECIDED, "Telephone call, 2 June")


def test_the_returned_value_is_taken_where_a_person_says_so(casefile, tmp_path):
    commit(casefile)
    waiting = next(a for a in tables.rows(casefile, SelfAssessment) if a.number == "7.1")
    returns.decide_answer(casefile, answer_id=waiting.id, level="n/a", reason="call")
    workbook, content = returns.read_file(changed_workbook(tmp_path, F56=2))
    preview = returns.preview(casefile, workbook=workbook, profile=profile())
    returns.commit_return(casefile, shown=preview, content=content, replace_decided={"Section 11!F56": True})
    kept = next(a for a in tables.rows(casefile, SelfAssessment) if a.number == "7.1")
    assert (kept.level, kept.status) == ("2", AnswerStatus.ANSWERED)


def test_an_unknown_agency_is_named_and_nothing_stored(casefile):
    preview, content = shown(casefile, "s11-probation.xlsx")
    assert preview.unknown_agencies == ("Probation Service",)
    with pytest.raises(UserError, match="Probation Service"):
        returns.commit_return(casefile, shown=preview, content=content)
    assert tables.rows(casefile, SelfAssessment) == ()
    agency = partnership.add_agency(casefile, name="Probation", aliases=("Probation Service",)).value
    commit(casefile, "s11-probation.xlsx")
    assert {answer.agency_id for answer in tables.rows(casefile, SelfAssessment)} == {agency}


def test_a_workbook_that_names_no_agency_asks(casefile):
    preview, content = shown(casefile, "vcs-forum-self-assessment.ods", profile("worded"))
    with pytest.raises(UserError, match="does not say which agency"):
        returns.commit_return(casefile, shown=preview, content=content)
    commit(casefile, "vcs-forum-self-assessment.ods", profile("worded"), agency="Police")
    assert len(tables.rows(casefile, SelfAssessment)) == 23
    with pytest.raises(UserError, match="No agency"):
        shown(casefile, "vcs-forum-self-assessment.ods", profile("worded"), agency="Nobody")


def test_the_files_name_may_say_the_agency_and_that_is_said(casefile):
    partnership.add_agency(casefile, name="VCS forum")
    preview, _ = shown(casefile, "vcs-forum-self-assessment.ods", profile("worded"))
    assert (preview.reading.agency, preview.reading.agency_from) == ("VCS forum", "the file's name")


def test_schools_are_added_only_where_the_mapping_says_so(casefile):
    preview, _ = shown(casefile, "s175-all-schools.xlsx", replace(profile("all-schools"), add_agencies=""))
    assert len(preview.unknown_agencies) == 24
    assert preview.totals() == {"read": 555, "stored": 483, "set_aside": 69, "ignored": 3}
    assert preview.proposed == ()
    commit(casefile, "s175-all-schools.xlsx", profile("all-schools"))
    agencies = context(casefile).agencies
    assert sum(agency.kind.value == "education" for agency in agencies) == 24
    assert len(tables.rows(casefile, SelfAssessment)) == 552
    casefiles.undo(casefile)
    assert len(context(casefile).agencies) == 3


def test_the_mapping_is_kept_for_the_next_workbook(casefile):
    commit(casefile)
    workbook, _ = returns.read_file(RETURNS / "s11-hospital-trust.xls")
    (fitting,) = returns.fitting_profiles(casefile, workbook)
    assert fitting == profile()
    assert returns.profile_named(casefile, "section 11, 2026") == profile()
    with pytest.raises(UserError, match="no mapping called"):
        returns.profile_named(casefile, "another")
    assert workbooks.fitting(casefile, workbook) == (fitting,)


def test_a_name_stands_for_one_layout_and_scale(casefile):
    commit(casefile)
    other = replace(profile("worded"), name="Section 11, 2026")
    with pytest.raises(UserError, match="another layout or scale"):
        commit(casefile, "vcs-forum-self-assessment.ods", other, agency="Police")
    with pytest.raises(UserError, match="another layout or scale"):
        returns.save_profile(casefile, profile=other)
    assert len(tables.rows(casefile, SelfAssessment)) == 23
    returns.save_profile(casefile, profile=replace(profile(), lines={"1.1": "six-steps:2c"}))
    assert returns.profile_named(casefile, "Section 11, 2026").lines == {"1.1": "six-steps:2c"}


def test_a_mapping_to_a_line_that_is_not_there_is_named(casefile):
    with pytest.raises(UserError, match=r"standard 1\.1"):
        shown(casefile, with_profile=replace(profile(), lines={"1.1": "six-steps:9z"}))


def test_each_agencys_own_view_stands_beside_the_judgement(casefile):
    commit(casefile)
    here = context(casefile)
    (view,) = self_views(casefile, here, "six-steps:4f")
    assert view.agency == "Police"
    assert [answer.number for answer in view.answers] == ["7.1", "7.2"]
    assert declared_range(view, here) == ("strong", "strong")
    undeclared = replace(
        profile(),
        name="other",
        scale=replace(profile().scale, levels=tuple(replace(level, assurance="") for level in profile().scale.levels)),
    )
    casefiles.undo(casefile)
    commit(casefile, with_profile=undeclared)
    assert declared_range(self_views(casefile, here, "six-steps:4f")[0], here) is None


def test_the_returns_page_shows_agencies_by_standards(example):
    view = returns_view(example, context(example), "Section 11, 2026")
    assert [agency.name for agency in view.agencies] == ["Police", "Hospital trust", "Probation"]
    assert len(view.standards) == 23
    assert [one.profile for one in view.received] == list(view.profiles)
    assert view.standards[0].area.startswith("Key Standard 1")


def test_a_hostile_text_is_stored_as_text_and_leaves_neutral(casefile):
    book = openpyxl.Workbook()
    book.active.append(("Ref", "Standard", "Score", "Evidence"))
    book.active.append(("1.1", "A lead", 2, "@SUM(1+1)*cmd|' /C calc'!A0"))
    stream = io.BytesIO()
    book.save(stream)
    workbook = reader.read_workbook("police.xlsx", stream.getvalue())
    found = workbooks.suggest(workbook)
    scale = next(scale for scale in returns.scales() if scale.id == "0-3")
    made = workbooks.profile_of(found.first, found, name="made", scale=scale, every_sheet=False)
    preview = returns.preview(casefile, workbook=workbook, profile=made)
    returns.commit_return(casefile, shown=preview, content=stream.getvalue())
    (answer,) = tables.rows(casefile, SelfAssessment)
    assert answer.evidence.startswith("@SUM")
    assert "The scale" in workbooks.needs(casefile, found).questions[0]
    assert workbooks.readable_counts(found.first, made)["0-3"] == (1, 1)
