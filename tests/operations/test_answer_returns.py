"""Returns from file to stored answers: preview, commit, again, newer, undo, decide."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from scrutineer.casefile import files, tables
from scrutineer.domain.ids import ReturnId
from scrutineer.domain.proposal import Decisions
from scrutineer.domain.returns import AnswerStatus, Change, ReturnFile, Said, SelfAssessment
from scrutineer.errors import UserError
from scrutineer.exchange import reader
from scrutineer.operations import answer_returns, casefiles, imports, mappings, partnership, workbooks
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.returns import returns_view
from scrutineer.operations.queries.steps import declared_range, self_views
from tests.conftest import RETURNS


def profile(name="section-11"):
    return mappings.profile_from_file(RETURNS / "profiles" / f"{name}.toml")


def shown(casefile, name="s11-police.xlsx", with_profile=None, agency=""):
    workbook, content = answer_returns.read_file(RETURNS / name)
    return imports.propose(
        casefile, workbook=workbook, profile=with_profile or profile(), said=Said(agency=agency)
    ), content


def commit(casefile, *args, **more):
    preview, content = shown(casefile, *args, **more)
    return imports.commit(casefile, proposal=preview, content=content)


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
    outcome = imports.commit(casefile, proposal=preview, content=content)
    assert outcome.value is None
    assert outcome.changes == frozenset()
    assert len(tables.rows(casefile, SelfAssessment)) == before
    assert len(tables.rows(casefile, ReturnFile)) == 1


def test_one_undo_takes_a_whole_import_back(casefile):
    commit(casefile)
    casefiles.undo(casefile)
    assert tables.rows(casefile, SelfAssessment) == ()
    assert tables.rows(casefile, ReturnFile) == ()
    assert mappings.known_profiles(casefile) == ()
    casefiles.redo(casefile)
    assert len(tables.rows(casefile, SelfAssessment)) == 23
    assert casefiles.check_casefile(casefile).value.problems == ()


def test_a_newer_version_updates_and_shows_what_changed(casefile, tmp_path):
    commit(casefile)
    workbook, content = answer_returns.read_file(changed_workbook(tmp_path, F13=1, F63=3))
    preview = imports.propose(casefile, workbook=workbook, profile=profile())
    assert {change.value: preview.count(change) for change in Change} == {
        "new": 0,
        "changed": 2,
        "unchanged": 21,
        "in conflict": 0,
    }
    imports.commit(casefile, proposal=preview, content=content)
    answers = {answer.number: answer for answer in tables.rows(casefile, SelfAssessment)}
    assert (answers["1.1"].level, answers["8.1"].level) == ("1", "3")
    assert len(answers) == 23


def test_what_a_person_decided_is_never_overwritten_silently(casefile, tmp_path):
    commit(casefile)
    waiting = next(a for a in tables.rows(casefile, SelfAssessment) if a.number == "7.1")
    assert waiting.status is AnswerStatus.SET_ASIDE
    with pytest.raises(UserError, match="reason"):
        answer_returns.decide_answer(casefile, answer_id=waiting.id, level="3", reason=" ")
    with pytest.raises(UserError, match="not a level"):
        answer_returns.decide_answer(casefile, answer_id=waiting.id, level="9", reason="call")
    answer_returns.decide_answer(casefile, answer_id=waiting.id, level="3", reason="Telephone call, 2 June")
    assert shown(casefile)[0].count(Change.CONFLICT) == 0
    workbook, content = answer_returns.read_file(changed_workbook(tmp_path, F56=2))
    preview = imports.propose(casefile, workbook=workbook, profile=profile())
    assert preview.count(Change.CONFLICT) == 1
    with pytest.raises(UserError, match="Say for each"):
        imports.commit(casefile, proposal=preview, content=content)
    imports.commit(casefile, proposal=preview, content=content, decisions=Decisions(taken={"Section 11!F56": False}))
    kept = next(a for a in tables.rows(casefile, SelfAssessment) if a.number == "7.1")
    assert (kept.level, kept.status, kept.reason) == (
        "3",
        AnswerStatus.DECIDED,
        "Telephone call, 2 June. Kept when “2” came back.",
    )
    assert imports.propose(casefile, workbook=workbook, profile=profile()).already_imported


def test_the_returned_value_is_taken_where_a_person_says_so(casefile, tmp_path):
    commit(casefile)
    waiting = next(a for a in tables.rows(casefile, SelfAssessment) if a.number == "7.1")
    answer_returns.decide_answer(casefile, answer_id=waiting.id, level="n/a", reason="call")
    workbook, content = answer_returns.read_file(changed_workbook(tmp_path, F56=2))
    preview = imports.propose(casefile, workbook=workbook, profile=profile())
    imports.commit(casefile, proposal=preview, content=content, decisions=Decisions(taken={"Section 11!F56": True}))
    kept = next(a for a in tables.rows(casefile, SelfAssessment) if a.number == "7.1")
    assert (kept.level, kept.status) == ("2", AnswerStatus.ANSWERED)


def test_an_unknown_agency_is_named_and_nothing_stored(casefile):
    preview, content = shown(casefile, "s11-probation.xlsx")
    assert preview.unknown_agencies == ("Probation Service",)
    with pytest.raises(UserError, match="Probation Service"):
        imports.commit(casefile, proposal=preview, content=content)
    assert tables.rows(casefile, SelfAssessment) == ()
    agency = partnership.add_agency(casefile, name="Probation", aliases=("Probation Service",)).value
    commit(casefile, "s11-probation.xlsx")
    assert {answer.agency_id for answer in tables.rows(casefile, SelfAssessment)} == {agency}


def test_a_workbook_that_names_no_agency_asks(casefile):
    preview, content = shown(casefile, "vcs-forum-self-assessment.ods", profile("worded"))
    with pytest.raises(UserError, match="does not say which agency"):
        imports.commit(casefile, proposal=preview, content=content)
    commit(casefile, "vcs-forum-self-assessment.ods", profile("worded"), agency="Police")
    assert len(tables.rows(casefile, SelfAssessment)) == 23
    with pytest.raises(UserError, match="No agency"):
        shown(casefile, "vcs-forum-self-assessment.ods", profile("worded"), agency="Nobody")


def test_the_files_name_may_say_the_agency_and_that_is_said(casefile):
    partnership.add_agency(casefile, name="VCS forum")
    preview, _ = shown(casefile, "vcs-forum-self-assessment.ods", profile("worded"))
    assert (preview.agency, preview.agency_from) == ("VCS forum", "the file's name")


def test_schools_are_added_only_where_the_mapping_says_so(casefile):
    preview, _ = shown(casefile, "s175-all-schools.xlsx", replace(profile("all-schools"), add_agencies=""))
    assert len(preview.unknown_agencies) == 24
    assert preview.totals() == {"read": 555, "stored": 483, "set_aside": 69, "ignored": 3}
    assert {item.change for item in preview.items} == {None}
    assert preview.fresh == ()
    commit(casefile, "s175-all-schools.xlsx", profile("all-schools"))
    agencies = read_context(casefile).agencies
    assert sum(agency.kind.value == "education" for agency in agencies) == 24
    assert len(tables.rows(casefile, SelfAssessment)) == 552
    casefiles.undo(casefile)
    assert len(read_context(casefile).agencies) == 3


def test_the_mapping_is_kept_for_the_next_workbook(casefile):
    commit(casefile)
    workbook, _ = answer_returns.read_file(RETURNS / "s11-hospital-trust.xls")
    (fitting,) = mappings.profiles_headed(casefile, workbook)[0]
    assert replace(fitting, worded={}) == profile()
    assert set(fitting.worded) == {answer.number for answer in tables.rows(casefile, SelfAssessment) if answer.target}
    assert mappings.profile_named(casefile, "section 11, 2026") == fitting
    with pytest.raises(UserError, match="no mapping called"):
        mappings.profile_named(casefile, "another")
    assert mappings.profiles_headed(casefile, workbook)[0] == (fitting,)


def test_a_name_stands_for_one_layout_and_scale(casefile):
    commit(casefile)
    other = replace(profile("worded"), name="Section 11, 2026")
    with pytest.raises(UserError, match="another layout or scale"):
        commit(casefile, "vcs-forum-self-assessment.ods", other, agency="Police")
    with pytest.raises(UserError, match="another layout or scale"):
        mappings.save_profile(casefile, profile=other)
    assert len(tables.rows(casefile, SelfAssessment)) == 23
    mappings.save_profile(casefile, profile=replace(profile(), lines={"1.1": "six-steps:2c"}))
    assert mappings.profile_named(casefile, "Section 11, 2026").lines == {"1.1": "six-steps:2c"}


def test_a_mapping_to_a_line_that_is_not_there_is_named(casefile):
    with pytest.raises(UserError, match=r"standard 1\.1"):
        shown(casefile, with_profile=replace(profile(), lines={"1.1": "six-steps:9z"}))


def test_each_agencys_own_view_stands_beside_the_judgement(casefile):
    commit(casefile)
    context = read_context(casefile)
    (view,) = self_views(casefile, context, "six-steps:4f")
    assert view.agency == "Police"
    assert [answer.number for answer in view.answers] == ["7.1", "7.2"]
    assert declared_range(view, context) == ("strong", "strong")
    undeclared = replace(
        profile(),
        name="other",
        scale=replace(profile().scale, levels=tuple(replace(level, assurance="") for level in profile().scale.levels)),
    )
    casefiles.undo(casefile)
    commit(casefile, with_profile=undeclared)
    assert declared_range(self_views(casefile, context, "six-steps:4f")[0], context) is None


def test_the_returns_page_shows_agencies_by_standards(example):
    view = returns_view(example, read_context(example), "Section 11, 2026")
    assert [agency.name for agency in view.agencies] == ["Police", "Hospital trust", "Probation"]
    assert len(view.standards) == 23
    assert [one.profile for one in view.expected] == list(view.profiles)
    assert view.standards[0].area.startswith("Key Standard 1")


def test_a_hostile_text_is_stored_as_text_and_leaves_neutral(casefile):
    book = openpyxl.Workbook()
    book.active.append(("Ref", "Standard", "Score", "Evidence"))
    book.active.append(("1.1", "A lead", 2, "@SUM(1+1)*cmd|' /C calc'!A0"))
    stream = io.BytesIO()
    book.save(stream)
    workbook = reader.read_workbook("police.xlsx", stream.getvalue())
    found = workbooks.suggest(workbook)
    scale = next(scale for scale in mappings.scales() if scale.id == "0-3")
    made = workbooks.profile_of(found.first, found, name="made", scale=scale, every_sheet=False)
    preview = imports.propose(casefile, workbook=workbook, profile=made)
    imports.commit(casefile, proposal=preview, content=stream.getvalue())
    (answer,) = tables.rows(casefile, SelfAssessment)
    assert answer.evidence.startswith("@SUM")
    assert workbooks.readable_counts(found.first, made)["0-3"] == (1, 1)


def returned(casefile, path: Path, *, with_profile=None, **said):
    workbook, content = answer_returns.read_file(path)
    told = Said(**said)
    return imports.propose(casefile, workbook=workbook, profile=with_profile or profile(), said=told), content


def police(casefile):
    return next(agency for agency in read_context(casefile).agencies if agency.name == "Police")


def test_a_newer_version_updates_and_says_what_is_gone(casefile, tmp_path):
    commit(casefile)
    newer = changed_workbook(tmp_path, F13=3, D13="A new procedure", A14="1.2 Worded anew in the second version", **dict.fromkeys(("A65", "B65", "C65", "D65", "E65", "F65", "G65")))  # fmt: skip
    preview, content = returned(casefile, newer)
    assert (preview.count(Change.NEW), preview.count(Change.CHANGED), len(preview.gone)) == (0, 2, 1)
    assert preview.earlier is not None
    assert preview.earlier.name == "s11-police.xlsx"
    changed = next(item for item in preview.items if item.record.number == "1.1")
    told = {one.field: (one.before, one.after) for one in changed.differences}
    assert told == {"self": ("Mostly in place", "Fully in place"), "improvement": ("None", "A new procedure")}
    before = len(tables.rows(casefile, SelfAssessment))
    imports.commit(casefile, proposal=preview, content=content)
    assert len(tables.rows(casefile, SelfAssessment)) == before
    assert next(a for a in tables.rows(casefile, SelfAssessment) if a.number == "1.1").level == "3"


def test_single_cells_and_whole_rows_can_be_refused(casefile, tmp_path):
    commit(casefile)
    preview, content = returned(casefile, changed_workbook(tmp_path, F13=3, G13=1, F14=3))
    refused = {"Section 11!F13": frozenset({"self"}), "Section 11!F14": frozenset({"*"})}
    outcome = imports.commit(casefile, proposal=preview, content=content, decisions=Decisions(refused=refused))
    stands = {a.number: a for a in tables.rows(casefile, SelfAssessment)}
    assert (stands["1.1"].level, stands["1.1"].moderated, stands["1.2"].level) == ("2", "1", "0")
    kept = tables.get(casefile, ReturnFile, outcome.value)
    assert kept.refused == 1
    assert kept.read == kept.stored + kept.set_aside + kept.refused + kept.ignored


def test_a_refused_cell_of_a_new_answer_is_left_for_a_person(casefile):
    preview, content = shown(casefile)
    imports.commit(
        casefile,
        proposal=preview,
        content=content,
        decisions=Decisions(refused={"Section 11!F13": frozenset({"self"})}),
    )
    one = next(a for a in tables.rows(casefile, SelfAssessment) if a.number == "1.1")
    assert (one.status, one.level, one.moderated) == (AnswerStatus.SET_ASIDE, "", "2")
    assert "refused" in one.reason


def test_a_second_return_of_one_agency_is_asked_about(casefile, tmp_path):
    partnership.change_agency(casefile, agency=replace(police(casefile), aliases=("Transport Police",)))
    commit(casefile)
    other = changed_workbook(tmp_path, B2="Transport Police", F13=0)
    preview, content = returned(casefile, other)
    assert [question.kind for question in preview.questions] == ["second return"]
    with pytest.raises(UserError, match="both are the same agency"):
        imports.commit(casefile, proposal=preview, content=content)
    assert returned(casefile, other, newer=True)[0].questions == ()
    second, content = returned(casefile, other, second_as="Police, transport")
    assert (second.count(Change.NEW), second.new_agencies) == (23, ("Police, transport",))
    imports.commit(casefile, proposal=second, content=content)
    assert len(tables.rows(casefile, SelfAssessment)) == 46


def test_a_return_for_several_partnerships_is_asked_about(casefile, tmp_path):
    path = changed_workbook(tmp_path, A7="Areas this return covers:", B7="Testshire, Northmoor and Southmoor")
    preview, content = returned(casefile, path)
    assert [question.kind for question in preview.questions] == ["shared return"]
    with pytest.raises(UserError, match="several partnerships"):
        imports.commit(casefile, proposal=preview, content=content)
    preview, content = returned(casefile, path, ours=True)
    assert imports.commit(casefile, proposal=preview, content=content).value is not None


def test_a_name_that_a_person_says_is_an_agency_becomes_its_alias(casefile, tmp_path):
    path = changed_workbook(tmp_path, B2="Northmoor Constabulary")
    assert returned(casefile, path)[0].unknown_agencies == ("Northmoor Constabulary",)
    preview, content = returned(casefile, path, same_as={"Northmoor Constabulary": "Police"})
    imports.commit(casefile, proposal=preview, content=content)
    assert "Northmoor Constabulary" in police(casefile).aliases


def test_every_name_that_is_said_to_be_one_agency_is_kept(casefile, tmp_path):
    path = changed_workbook(tmp_path, B2="Northmoor Constabulary")
    said = {"Northmoor Constabulary": "Police", "The Constabulary": "Police", "North Force": "Police"}
    preview, content = returned(casefile, path, same_as=said)
    imports.commit(casefile, proposal=preview, content=content)
    assert set(said) <= set(police(casefile).aliases)


def test_a_renamed_column_is_asked_about_and_kept(casefile, tmp_path):
    commit(casefile)
    heads = dict.fromkeys(("F11", "F19", "F27", "F33", "F40", "F48", "F54", "F61"), "Assessment")
    path = changed_workbook(tmp_path, **heads)
    workbook, _ = answer_returns.read_file(path)
    assert mappings.profiles_headed(casefile, workbook)[0] == ()
    ((near, renamed),) = mappings.nearly_fitting(casefile, workbook)
    assert {one.role.value for one in renamed} == {"self-assessment", "moderated"}
    assert all(one.now for one in renamed)
    confirmed = near.renamed({one.was: one.now for one in renamed})
    preview = imports.propose(casefile, workbook=workbook, profile=confirmed)
    assert preview.count(Change.UNCHANGED) == 23
    mappings.save_profile(casefile, profile=confirmed)
    both = [RETURNS / "s11-police.xlsx", path]
    assert all(mappings.profiles_headed(casefile, answer_returns.read_file(one)[0])[0] for one in both)


def test_a_mapping_goes_out_as_a_file_and_comes_back_the_same(casefile, tmp_path):
    commit(casefile)
    out = mappings.export_profile(casefile, name="Section 11, 2026", out=tmp_path / "mapping.toml").value
    assert mappings.profile_from_file(out) == mappings.profile_named(casefile, "Section 11, 2026")
