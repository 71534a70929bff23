"""Packs: written, filled in, returned, merged; and every way in which a pack can come back spoiled."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import tables
from scrutineer.domain.challenge import EventKind, ResponseView
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.issues import GuardedName
from scrutineer.domain.ledgers import AskedReturn, Attendance, Contribution, Presence
from scrutineer.domain.marking import Marking
from scrutineer.domain.proposal import Decisions, Merged
from scrutineer.domain.returns import AnswerStatus, Said, SelfAssessment
from scrutineer.errors import UserError
from scrutineer.exchange import pack_layout, reader
from scrutineer.operations import (
    answer_returns,
    casefiles,
    challenges,
    imports,
    imports_made,
    mappings,
    pack_proposals,
    packs,
    partnership,
)
from scrutineer.operations.queries.challenges import life_of
from scrutineer.operations.queries.context import read_context
from tests.conftest import CLOCK, PASSPHRASE

FIRST = pack_layout.FIRST_ROW
LEVEL, NARRATIVE, SOURCES, CONFIRMED = (
    pack_layout.QUESTIONS.number(f) for f in ("level", "narrative", "sources", "confirmed")
)


def made(casefile, folder: Path, agency="Police", due=None) -> Path:
    return packs.make_pack(casefile, agency=agency, out=folder / "the pack.xlsx", due=due).value


def fill(path: Path, change, name: str = "filled.xlsx") -> Path:
    book = openpyxl.load_workbook(path)
    change(book)
    out = path.with_name(name)
    book.save(out)
    return out


def answer_first(level="Strong assurance", narrative="Audit of 40 records", row=FIRST):
    def change(book) -> None:
        sheet = book["Self-assessment"]
        sheet.cell(row, LEVEL).value, sheet.cell(row, NARRATIVE).value = level, narrative

    return change


def shown(casefile, path: Path, **said):
    workbook, content = answer_returns.read_file(path)
    return imports.propose(casefile, workbook=workbook, said=Said(**said)), content


def merge_in(casefile, path: Path, **taken):
    preview, content = shown(casefile, path)
    return imports.commit(casefile, proposal=preview, content=content, decisions=Decisions(**taken))


def stored(casefile) -> dict[str, SelfAssessment]:
    return {a.number: a for a in tables.rows(casefile, SelfAssessment)}


def test_a_pack_is_locked_but_for_the_answers_and_runs_nothing(casefile, tmp_path):
    challenges.raise_challenge(casefile, question="=1+1 is what, and for whom?", put_to="Chief constable",
                               agency_id=read_context(casefile).agencies[0].id)  # fmt: skip
    path = made(casefile, tmp_path, due=CLOCK.today() + timedelta(days=30))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == "Instructions"
    assert [book[name].sheet_state for name in ("Lists", "About")] == ["veryHidden", "veryHidden"]
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    sheet = book["Self-assessment"]
    assert sheet.column_dimensions["A"].hidden
    assert [sheet.cell(FIRST, c).protection.locked for c in (4, LEVEL, NARRATIVE, SOURCES)] == [
        True,
        False,
        False,
        False,
    ]
    formulas = [c.value for s in book.worksheets for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert formulas
    assert all(f.startswith("=COUNT") for f in formulas)
    question = book["Challenges"].cell(FIRST, 3)
    assert (question.value, question.data_type, question.quotePrefix) == ("=1+1 is what, and for whom?", "s", True)
    (levels, *_) = sheet.data_validations.dataValidation
    assert "Lists!$A$1:$A$5" in {v.formula1 for v in sheet.data_validations.dataValidation}
    assert levels.showErrorMessage
    assert "vbaProject" not in str(path.read_bytes())


def test_a_pack_that_is_made_is_expected_back(casefile, tmp_path):
    made(casefile, tmp_path, due=CLOCK.today() + timedelta(days=30))
    made(casefile, tmp_path)
    (asked,) = tables.rows(casefile, AskedReturn)
    assert asked.due == CLOCK.today() + timedelta(days=30)
    with pytest.raises(UserError, match="due before"):
        made(casefile, tmp_path, due=CLOCK.today() - timedelta(days=1))


def test_everything_that_is_filled_in_is_taken_in(casefile, tmp_path):
    police = read_context(casefile).agencies[0]
    challenge = challenges.raise_challenge(casefile, question="Who sees each child?", put_to="Chief constable",
                                           agency_id=police.id, raised_on=CLOCK.today() - timedelta(days=9)).value  # fmt: skip
    private = challenges.raise_challenge(casefile, question="Not theirs to see?", put_to="Chief constable",
                                         agency_id=police.id, marking=Marking.PRIVATE).value  # fmt: skip
    partnership.add_seat(casefile, agency_id=police.id, title="Assistant chief constable")

    def change(book) -> None:
        answer_first()(book)
        answer_first("Not applicable", "", FIRST + 1)(book)
        answer_first("2 or 3", "unsure", FIRST + 2)(book)
        challenge_sheet = book["Challenges"]
        assert challenge_sheet.max_row == FIRST  # the private one is not in it
        challenge_sheet.cell(FIRST, 7).value = "Every child is now seen"
        challenge_sheet.cell(FIRST, 8).value = CLOCK.today() - timedelta(days=2)
        challenge_sheet.cell(FIRST, 9).value = "Assistant chief constable"
        register = book["Evidence register"]
        for number, text in enumerate(
            ("P1", "Audit of 40 records", date(2026, 3, 4), "Audit", "32 of 40 seen", "audit.pdf")
        ):
            register.cell(FIRST, 2 + number).value = text
        for number, text in enumerate(("P2", "Staff survey", "spring", "Survey", "", "")):
            register.cell(FIRST + 1, 2 + number).value = text
        money = book["Contributions"]
        money.cell(FIRST, 3).value, money.cell(FIRST + 1, 2).value, money.cell(FIRST + 1, 3).value = (
            "£33,500",
            "2027",
            "tbc",
        )
        seats = book["Attendance"]
        for number, text in enumerate(("Assistant chief constable", "Executive", date(2026, 6, 12), "deputy")):
            seats.cell(FIRST, 2 + number).value = text

    preview, content = shown(casefile, fill(made(casefile, tmp_path), change))
    totals = preview.totals()
    assert totals["read"] == totals["stored"] + totals["set_aside"] + totals["ignored"]
    assert totals["set_aside"] == 2
    imports.commit(casefile, proposal=preview, content=content)
    answers = stored(casefile)
    assert (answers["1a"].level, answers["1a"].assurance, answers["1a"].evidence) == (
        "strong",
        "strong",
        "Audit of 40 records",
    )
    assert (answers["1a"].cell, answers["1a"].target) == (f"Self-assessment!F{FIRST}", "six-steps:1a")
    assert answers["1b"].status is AnswerStatus.NOT_APPLICABLE
    assert (answers["1c"].status, answers["1c"].typed, answers["1c"].evidence) == (
        AnswerStatus.SET_ASIDE,
        "2 or 3",
        "unsure",
    )
    response = life_of(casefile, challenge).response
    assert (response.text, response.on_date, response.by) == (
        "Every child is now seen", CLOCK.today() - timedelta(days=2), "Assistant chief constable")  # fmt: skip
    assert life_of(casefile, private).response is None
    (item,) = tables.rows(casefile, Evidence)
    assert (item.title, item.dated, item.marking) == ("P1 Audit of 40 records", date(2026, 3, 4), Marking.PARTNER)
    assert any("spring" in left.reason for left in preview.left_out)
    money = {c.year: (c.amount, c.reason) for c in tables.rows(casefile, Contribution)}
    assert money == {packs.year_of(read_context(casefile).cycle): (33500.0, ""), "2027": (None, "not one sum of money")}
    (seat,) = tables.rows(casefile, Attendance)
    assert (seat.presence, seat.on_date, seat.agency_id) == (Presence.DEPUTY, date(2026, 6, 12), police.id)
    before = casefile.labels()
    casefile.undo()
    assert stored(casefile) == {}
    assert life_of(casefile, challenge).response is None
    casefile.redo()
    assert casefile.labels()[0] == before[0]
    assert len(stored(casefile)) == 3


def test_a_challenge_that_awaits_a_reply_for_a_private_escalation_alone_is_not_in_a_pack(casefile, tmp_path):
    challenge = challenges.raise_challenge(casefile, question="Who sees each child?", put_to="Chief constable",
                                           agency_id=read_context(casefile).agencies[0].id,
                                           raised_on=CLOCK.today()).value  # fmt: skip
    for kind, more in (
        (EventKind.RESPONSE, {}),
        (EventKind.VIEW, {"view": ResponseView.NOT_ACCEPTED}),
        (EventKind.ESCALATED, {"marking": Marking.PRIVATE}),
    ):
        challenges.record_event(casefile, challenge_id=challenge, kind=kind, text="So it was", **more)
    context = read_context(casefile)
    assert packs.pack_content(casefile, context, context.agencies[0], None).challenges == ()


@pytest.mark.parametrize("words", ["Why was 943\u00a0476\u00a05919 not seen?", "Why did A. Example not go?"])
def test_a_pack_with_what_must_not_leave_is_not_written(casefile, tmp_path, words):
    with casefile.transact("Keep out"):
        tables.insert(casefile, GuardedName(name="Alex Example"))
    challenges.raise_challenge(casefile, question=words, put_to="Chief constable", raised_on=CLOCK.today(),
                               agency_id=read_context(casefile).agencies[0].id)  # fmt: skip
    with pytest.raises(UserError, match="not written"):
        made(casefile, tmp_path)
    assert list(tmp_path.glob("*.xlsx")) == []


def test_the_same_pack_twice_changes_nothing_and_a_newer_one_updates(casefile, tmp_path):
    path = made(casefile, tmp_path)
    first = fill(path, answer_first())
    merge_in(casefile, first)
    assert shown(casefile, first)[0].already_imported
    assert merge_in(casefile, first).value is None
    resaved = fill(first, lambda book: setattr(book.properties, "title", "saved again"), "resaved.xlsx")
    assert resaved.read_bytes() != first.read_bytes()
    assert shown(casefile, resaved)[0].already_imported
    merge_in(
        casefile,
        fill(first, answer_first("Limited assurance"), "newer.xlsx"),
        taken={"six-steps:1a/level": True},
    )
    assert stored(casefile)["1a"].level == "limited"
    assert len(stored(casefile)) == 1


def test_only_what_both_sides_changed_waits_for_a_person(casefile, tmp_path):
    path = made(casefile, tmp_path)
    merge_in(casefile, fill(path, answer_first("Limited assurance", "First words")))
    one = stored(casefile)["1a"]
    answer_returns.decide_answer(casefile, answer_id=one.id, level="none", reason="Telephone call")
    again = fill(path, lambda book: (answer_first("Strong assurance", "First words")(book),
                                     answer_first("Reasonable assurance", "", FIRST + 1)(book)), "again.xlsx")  # fmt: skip
    preview, content = shown(casefile, again)
    assert preview.conflicts == ("six-steps:1a/level",)
    (cell,) = (cell for cell in preview.sent_cells if cell.key in preview.conflicts)
    assert (cell.sent, cell.after, cell.before) == ("Limited assurance", "Strong assurance", "No assurance")
    with pytest.raises(UserError, match="changed here and came back different"):
        imports.commit(casefile, proposal=preview, content=content)
    imports.commit(
        casefile, proposal=preview, content=content, decisions=Decisions(taken={"six-steps:1a/level": False})
    )
    kept = stored(casefile)
    assert (kept["1a"].level, kept["1a"].status, kept["1b"].level) == ("none", AnswerStatus.DECIDED, "reasonable")


def test_rows_added_deleted_sorted_and_marks_destroyed_are_handled_with_words(casefile, tmp_path):
    def change(book) -> None:
        sheet = book["Self-assessment"]
        for row in range(FIRST, FIRST + 6):
            answer_first("Strong assurance", f"row {row}", row)(book)
        sheet.cell(FIRST, 1).value = None  # the mark destroyed, the question still there
        sheet.cell(FIRST + 1, 1).value, sheet.cell(FIRST + 1, 4).value = None, "Our own question?"
        sheet.cell(FIRST + 2, 4).value = sheet.cell(FIRST + 3, 4).value  # sorted without the hidden column
        sheet.cell(FIRST + 4, 1).value = "six-steps:9z"
        sheet.delete_rows(FIRST + 20, 3)

    preview, content = shown(casefile, fill(made(casefile, tmp_path), change))
    reasons = {left.place: left.reason for left in preview.left_out}
    assert "added" in reasons[f"Self-assessment!{FIRST + 1}"]
    assert "sorted" in reasons[f"Self-assessment!{FIRST + 2}"]
    assert "none of this pack's" in reasons[f"Self-assessment!{FIRST + 4}"]
    assert {row.differences[0].key for row in preview.of(SelfAssessment)} == {
        "six-steps:1a/level",
        "six-steps:1d/level",
        "six-steps:1f/level",
    }
    assert len(preview.missing) >= 3
    totals = preview.totals()
    assert totals["read"] == totals["stored"] + totals["set_aside"] + totals["ignored"]
    imports.commit(casefile, proposal=preview, content=content)
    assert stored(casefile)["1a"].evidence == f"row {FIRST}"


def test_a_pack_of_another_casefile_is_named(casefile, tmp_path):
    other = casefiles.new_casefile(
        tmp_path / "Other", passphrase=PASSPHRASE, partnership="Elsewhere Partnership", clock=CLOCK
    )
    partnership.add_agency(other, name="Police")
    path = made(other, tmp_path)
    other.close()
    with pytest.raises(UserError, match="It says: Elsewhere Partnership, Police"):
        shown(casefile, path)


def test_a_pack_without_its_hidden_marks_fits_the_kept_mapping(casefile, tmp_path):
    def change(book) -> None:
        answer_first()(book)
        for name in ("About", "Lists"):
            del book[name]
        book.custom_doc_props.props.clear()

    path = fill(made(casefile, tmp_path), change)
    workbook, _ = answer_returns.read_file(path)
    assert not imports.is_pack(workbook)
    assert [profile.name for profile in mappings.profiles_headed(casefile, workbook)[0]] == [
        "Evidence request, " + read_context(casefile).cycle.name
    ]
    known = mappings.known_profiles(casefile)[0]
    read = imports.propose(casefile, workbook=workbook, profile=known, said=Said(agency="Police"))
    assert "without its hidden marks" in read.findings[0].text
    assert [(item.record.number, item.record.level) for item in read.items if item.record.level] == [("1a", "strong")]


def next_cycle(casefile) -> None:
    context = read_context(casefile)
    later = replace(context.cycle, name="Cycle 2", starts=context.cycle.ends + timedelta(days=1),
                              ends=context.cycle.ends + timedelta(days=365))  # fmt: skip
    casefiles.start_cycle(
        casefile, name="Cycle 2", starts=later.starts, ends=later.ends, guidance=context.cycle.guidance
    )


def test_last_cycles_answers_come_as_prior_where_the_wording_is_unchanged(casefile, tmp_path):
    first = fill(made(casefile, tmp_path), lambda book: (
        answer_first()(book), answer_first("Limited assurance", "As before", FIRST + 1)(book),
        answer_first("No assurance", "Old words", FIRST + 2)(book)))  # fmt: skip
    merge_in(casefile, first)
    next_cycle(casefile)
    line = read_context(casefile).framework.steps[0].lines[2]
    partnership.set_wording(casefile, target=line.target, label="", question="A question worded anew?")
    path = packs.make_pack(casefile, agency="Police", out=tmp_path / "second.xlsx").value
    sheet = openpyxl.load_workbook(path)["Self-assessment"]
    assert [sheet.cell(FIRST, c).value for c in (LEVEL, NARRATIVE, CONFIRMED)] == [
        "Strong assurance",
        "Audit of 40 records",
        "To confirm",
    ]
    assert sheet.cell(FIRST + 2, LEVEL).value is None
    assert sheet.cell(FIRST + 2, CONFIRMED + 1).value == line.question

    def change(book) -> None:
        book["Self-assessment"].cell(FIRST, CONFIRMED).value = "Confirmed"

    preview, content = shown(casefile, fill(path, change, "second filled.xlsx"))
    assert [row.differences[0].key for row in preview.of(SelfAssessment)] == ["six-steps:1a/level"]
    assert "last cycle's answer, not confirmed" in {left.reason for left in preview.left_out}
    imports.commit(casefile, proposal=preview, content=content)
    cycle = read_context(casefile).cycle.id
    assert [(a.number, a.level) for a in tables.rows(casefile, SelfAssessment, cycle_id=cycle)] == [("1a", "strong")]


def test_a_pack_of_an_earlier_cycle_or_wording_is_asked_about(casefile, tmp_path):
    path = fill(made(casefile, tmp_path), lambda book: (answer_first()(book), answer_first(row=FIRST + 2)(book)))
    line = read_context(casefile).framework.steps[0].lines[2]
    partnership.set_wording(casefile, target=line.target, label="", question="Worded anew since?")
    next_cycle(casefile)
    preview, content = shown(casefile, path)
    assert [question.kind for question in preview.questions] == ["other cycle"]
    with pytest.raises(UserError, match="made for"):
        imports.commit(casefile, proposal=preview, content=content)
    preview, content = shown(casefile, path, its_cycle=True)
    assert any("worded anew" in left.reason for left in preview.left_out)
    imports.commit(casefile, proposal=preview, content=content)
    assert {a.cycle_id for a in tables.rows(casefile, SelfAssessment)} == {read_context(casefile).cycles[0].id}


def test_a_reply_that_stands_is_never_written_over(casefile, tmp_path):
    police = read_context(casefile).agencies[0]
    challenge = challenges.raise_challenge(casefile, question="Who sees each child?", put_to="Chief constable",
                                           agency_id=police.id).value  # fmt: skip
    path = made(casefile, tmp_path)
    challenges.record_event(casefile, challenge_id=challenge, kind=EventKind.RESPONSE, text="Said at the meeting")

    def change(book) -> None:
        book["Challenges"].cell(FIRST, 7).value = "In the pack"
        book["Challenges"].cell(FIRST, 8).value = CLOCK.today()

    filled = fill(path, change)
    preview, content = shown(casefile, filled)
    (key,) = preview.conflicts
    (cell,) = preview.sent_cells
    assert (cell.before, cell.after) == ("Said at the meeting", "In the pack")
    imports.commit(casefile, proposal=preview, content=content, decisions=Decisions(taken={key: True}))
    assert [e.text for e in life_of(casefile, challenge).events if e.kind is EventKind.RESPONSE] == [
        "Said at the meeting", "In the pack"]  # fmt: skip


def test_a_reply_that_was_weighed_since_stays_when_its_pack_is_taken_out(casefile, tmp_path):
    police = read_context(casefile).agencies[0]
    challenge = challenges.raise_challenge(casefile, question="Who sees each child?", put_to="Chief constable",
                                           agency_id=police.id).value  # fmt: skip

    def change(book) -> None:
        answer_first()(book)
        book["Challenges"].cell(FIRST, 7).value = "Every child is now seen"
        book["Challenges"].cell(FIRST, 8).value = CLOCK.today()

    new = merge_in(casefile, fill(made(casefile, tmp_path), change)).value
    challenges.record_event(
        casefile, challenge_id=challenge, kind=EventKind.VIEW, view=ResponseView.PARTLY, text="Not at night"
    )
    told = imports_made.take_out_import(casefile, return_id=new).value
    assert [e.kind for e in life_of(casefile, challenge).events] == [
        EventKind.RAISED,
        EventKind.RESPONSE,
        EventKind.VIEW,
    ]
    assert any(kept.what.startswith("Event of a challenge") for kept in told.kept)
    assert stored(casefile) == {}


LEVELS = ["", "No assurance", "Strong assurance", "Limited assurance", "see minutes"]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(LEVELS), st.sampled_from(["", "x", "y"])), max_size=5),
       st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["none", "strong", "n/a"])), max_size=3), st.booleans())  # fmt: skip
def test_merging_a_pack_loses_no_edit(casefile, tmp_path, typed, decided, take):
    """Whatever the agency typed and whatever was decided here, each edit stands, or a person chose between two."""
    path = made(casefile, tmp_path)

    def change(book) -> None:
        for row, level, narrative in typed:
            answer_first(level or None, narrative or None, FIRST + row)(book)

    filled = fill(path, change, "random.xlsx")
    for row, level in decided:
        one = stored(casefile).get(f"1{'abcde'[row]}")
        if one is not None:
            answer_returns.decide_answer(casefile, answer_id=one.id, level=level, reason="call")
    before = {a.target: pack_proposals.as_pack(a) for a in tables.rows(casefile, SelfAssessment)}
    preview, content = shown(casefile, filled)
    if preview.already_imported:
        return
    choices = dict.fromkeys(preview.conflicts, take)
    imports.commit(casefile, proposal=preview, content=content, decisions=Decisions(taken=choices))
    after = {a.target: pack_proposals.as_pack(a) for a in tables.rows(casefile, SelfAssessment)}
    for cell in preview.sent_cells:
        target, name = cell.key.rsplit("/", 1)
        if target not in after:
            assert (cell.after, cell.before) == ("", "")
        elif cell.merged is not Merged.CONFLICT:
            assert after[target][name] == (cell.after if cell.merged is Merged.RETURNED else cell.before)
        else:
            assert after[target][name] == (cell.after if take else cell.before)
    assert set(before) <= set(after)


MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Fill(source As String, target As String)
  Dim none(), args(0) As New com.sun.star.beans.PropertyValue
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, none())
  sheet = document.Sheets.getByName("Self-assessment")
  sheet.getCellByPosition(5, 4).String = "Reasonable assurance"
  sheet.getCellByPosition(6, 4).String = "Told in caf" &amp; Chr(233) &amp; Chr(10) &amp; "=and not run"
  money = document.Sheets.getByName("Contributions")
  money.getCellByPosition(2, 4).Value = 33500
  register = document.Sheets.getByName("Evidence register")
  register.getCellByPosition(2, 4).String = "Audit"
  register.getCellByPosition(3, 4).Formula = "2026-03-04"
  args(0).Name = "FilterName"
  args(0).Value = "Calc MS Excel 2007 XML"
  document.storeToURL(target, args())
  document.close(True)
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Module1"/>
</library:library>
"""


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed on this machine")
def test_a_pack_filled_in_and_saved_by_libreoffice_comes_back_whole(casefile, tmp_path):
    path = made(casefile, tmp_path)
    profile = tmp_path / "profile"
    base = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless"]
    subprocess.run(
        [*base, "--convert-to", "csv", "--outdir", str(tmp_path / "x"), str(path)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    library = profile / "user" / "basic" / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    (library / "Module1.xba").write_text(MACRO)
    (library / "script.xlb").write_text(LIBRARY)
    out = tmp_path / "returned.xlsx"
    call = f'macro:///Standard.Module1.Fill("{path.as_uri()}","{out.as_uri()}")'
    subprocess.run([*base, call], check=True, capture_output=True, timeout=180)
    workbook, content = answer_returns.read_file(out)
    again = openpyxl.load_workbook(out)
    assert again["Self-assessment"].protection.sheet
    assert any("Lists" in str(v.formula1) for v in again["Self-assessment"].data_validations.dataValidation)
    assert again["Lists"].sheet_state != "visible"
    counted = reader.read_workbook("x.xlsx", content).sheets[0]
    texts = {counted.text(row, 2): counted.text(row, 3) for row in counted.rows()}
    assert next(value for name, value in texts.items() if name.startswith("Questions answered")) == "1"
    preview = imports.propose(casefile, workbook=workbook)
    imports.commit(casefile, proposal=preview, content=content)
    one = stored(casefile)["1a"]
    assert (one.level, one.evidence) == ("reasonable", "Told in café\n=and not run")
    assert [(c.amount, c.year) for c in tables.rows(casefile, Contribution)] == [
        (33500.0, packs.year_of(read_context(casefile).cycle))
    ]
    assert [(e.title, e.dated) for e in tables.rows(casefile, Evidence)] == [("Audit", date(2026, 3, 4))]
