"""The check of a workbook before anything is stored: what is asked, what is shown, what is committed."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QPushButton, QTableView

from scrutineer.casefile import drafts, tables
from scrutineer.domain.challenge import Challenge, Status
from scrutineer.domain.ledgers import LogEntry
from scrutineer.domain.mapping import standard_number
from scrutineer.domain.returns import AnswerStatus, ReturnFile, SelfAssessment
from scrutineer.operations import answer_returns, imports, mappings
from scrutineer.operations.queries.challenges import lives
from scrutineer.ui.destinations import ToHome, ToReturns
from tests.conftest import RETURNS
from tests.exchange.test_word_tables import ACTIONS, document
from tests.ui.conftest import go, wait_open
from tests.ui.hands import Hands, choose_files, press_keys

CHANGES, KNOWN = "What would change", "Section 11, 2026"


def answers(at, profile: str = KNOWN) -> dict[str, SelfAssessment]:
    """The answers of the police as they stand, by number."""
    police = next(one.id for one in at.top.workspace.session.context.agencies if one.name == "Police")
    rows = tables.rows(at.top.casefile, SelfAssessment)
    return {a.number: a for a in rows if a.profile == profile and a.agency_id == police}


def changed(folder: Path, change: Callable[[object], None], name: str = "s11-police.xlsx") -> Path:
    """The workbook of the police, with something changed in it."""
    book = openpyxl.load_workbook(RETURNS / "s11-police.xlsx")
    change(book["Section 11"])
    book.save(folder / name)
    return folder / name


def put(**cells: object) -> Callable[[object], None]:
    """A change that writes cells of the sheet."""

    def change(sheet) -> None:
        for address, value in cells.items():
            sheet[address] = value

    return change


@pytest.fixture
def check(monkeypatch) -> Callable[[Hands, Path], Hands]:
    """Begin an import by its key; somebody at the check."""

    def begin(at: Hands, path: Path) -> Hands:
        choose_files(monkeypatch, path)
        at.keys("Ctrl+I")
        at.sees(f"Check {path.name}")
        return at

    return begin


def test_a_new_layout_waits_for_its_scale_and_is_then_committed(at_empty, check):
    at = check(at_empty, RETURNS / "s11-police.xlsx")
    at.sees("Declare the scale: its direction and what means not applicable. It is never guessed.")
    at.sees("Nothing to commit yet.")
    assert not at.can_press("Commit")
    at.press("0 to 3")
    at.sees("64 read = 20 to store + 3 set aside + 41 left out. Adds up.")
    at.sees("23 answers bear on no line: they wait under Steps, To place.")
    assert len(at.rows(CHANGES)) == 23
    assert tables.rows(at.top.casefile, SelfAssessment) == ()
    at.press("Commit 20 answers")
    at.sees("3 answers set aside; 23 answers wait to be placed on a line")
    at.sees("Returns")
    rows = tables.rows(at.top.casefile, SelfAssessment)
    assert sum(one.status is AnswerStatus.ANSWERED for one in rows) == 20
    assert sum(one.status is AnswerStatus.SET_ASIDE for one in rows) == 3


def test_each_scale_says_how_many_answers_it_could_read(at_empty, check):
    at = check(at_empty, RETURNS / "s11-police.xlsx")
    at.sees("Declare the scale: ")
    counted = [words for words in at.buttons() if re.search(r"\(\d+ of \d+\)$", words)]
    assert len(counted) > 3
    assert len({words.rsplit("(", 1)[1] for words in counted}) > 1
    assert not any(at.is_on(words) for words in counted)


def test_the_cells_that_will_wait_are_listed_with_the_reason(at_empty, check):
    at = check(at_empty, RETURNS / "s11-police.xlsx")
    at.press("0 to 3")
    at.press("Show: Set aside 3")
    assert [row[4] for row in at.rows(CHANGES)] == [
        "Set aside: “see evidence tab”, not a level of the declared scale",
        "Set aside: “3 (was 2)”, not a level of the declared scale",
        "Set aside: blank",
    ]


def test_escape_leaves_it_and_nothing_is_stored(at_empty, check):
    at = check(at_empty, RETURNS / "s11-police.xlsx")
    at.press("0 to 3")
    at.sees("Adds up.")
    at.keys("Escape")
    at.sees("No returns yet")
    assert tables.rows(at.top.casefile, ReturnFile) == ()
    assert tables.rows(at.top.casefile, SelfAssessment) == ()


def test_a_named_mapping_needs_no_questions_the_next_time(at_empty, check, tmp_path):
    at = check(at_empty, RETURNS / "s11-police.xlsx")
    at.press("Save mapping")
    at.sees("Not saved yet. Declare the scale first.")
    at.press("0 to 3")
    at.write("Name of this mapping", "Our Section 11")
    at.sees("Adds up.")
    at.press("Save mapping")
    assert mappings.profile_named(at.top.casefile, "Our Section 11").scale.id == "0-3"
    at.keys("Escape")
    copy = tmp_path / "again.xlsx"
    shutil.copyfile(RETURNS / "s11-police.xlsx", copy)
    check(at, copy)
    assert at.chosen("Mapping") == "Our Section 11"
    at.sees("Adds up.")


def test_the_same_workbook_again_changes_nothing(at_example, check, tmp_path):
    copy = tmp_path / "another police.xlsx"
    shutil.copyfile(RETURNS / "s11-police.xlsx", copy)
    at = check(at_example, copy)
    assert at.chosen("Mapping") == KNOWN
    at.sees("It holds nothing that is not here already. Nothing would change.")
    assert not at.has("Commit")
    at.press("Close")
    at.sees("Returns")
    assert drafts_of_checks(at) == []


def test_headings_over_other_standards_are_read_by_a_kept_mapping_only_where_a_person_says_so(
    at_example, check, tmp_path
):
    def renumber(sheet) -> None:
        for row, cell in enumerate(cell for cell in sheet["A"] if standard_number(str(cell.value or ""))):
            cell.value = f"9.{row} Sampled {row}"

    at = check(at_example, changed(tmp_path, renumber))
    assert at.chosen("Mapping") == "A new mapping"
    at.choose("Mapping", f"{KNOWN}, with other standards")
    at.sees("Adds up.")


def test_a_file_that_was_taken_in_says_so_first_under_another_mapping_too(at_example, check, tmp_path):
    copy = tmp_path / "another police.xlsx"
    shutil.copyfile(RETURNS / "s11-police.xlsx", copy)
    at = check(at_example, copy)
    at.choose("Mapping", "A new mapping")
    at.sees("Declare the scale: ")
    first, second = (message for message in at.messages() if "imported already" in message or "Not ready" in message)
    assert first.startswith("This workbook was imported already. Taken in on ")
    assert KNOWN in first
    assert second.startswith("Not ready yet.")


def steps(at: Hands) -> list[str]:
    """The steps that are numbered, in their order."""
    return [words for words in at.buttons() if re.match(r"\d  ", words)]


def open_step(at: Hands, words: str) -> None:
    """Open a step by its words, unless it is open."""
    step = next(said for said in at.buttons() if re.match(rf"(\d  )?{words}", said))
    if not at.is_on(step):
        at.press(step)


def test_the_steps_are_numbered_by_what_is_there_and_answered_ones_are_one_line(at_example, check, tmp_path):
    at = check(at_example, changed(tmp_path, put(F14=3)))
    at.sees("Adds up.")
    assert steps(at) == [
        f"1  Headings: as in “{KNOWN}”", "2  Scale: 0 to 3, where 0 is the lowest",
        "3  Whose: Police, a newer version of s11-police.xlsx", "4  Place: 3 to decide",
    ]  # fmt: skip
    assert not at.shows("Agency")
    at.choose("Mapping", "A new mapping")
    at.sees("Declare the scale: ")
    assert steps(at) == [
        "1  Headings: Section 11, row 11 and 12, as it seems", "2  Scale: to be declared", "3  Whose", "4  Place",
    ]  # fmt: skip
    assert at.is_on("2  Scale: to be declared")
    at.sees("Shown once the workbook can be read.")
    assert CHANGES not in [view.accessibleName() for view in at.top.findChildren(QTableView) if view.isVisible()]
    at.press("Next")
    assert at.shows("Agency")
    assert not at.shows("What means not applicable")
    at.press("To the answers")
    assert not at.shows("Agency")
    open_step(at, "Headings")
    assert at.shows("Heading rows")
    at.keys("Escape")
    check(at, RETURNS / "challenge-log.xlsx")
    at.choose("Mapping", "A new mapping")
    at.sees("Adds up.")
    assert [words.partition(":")[0] for words in steps(at)] == ["1  Headings", "2  Whose"]


def ticked(at: Hands) -> list[str]:
    """The steps that bear a tick, each by its name."""
    made = [button for button in at.top.findChildren(QPushButton) if button.isVisible() and button.property("ticked")]
    return [re.sub(r"^\d  ", "", button.text()).partition(":")[0] for button in made]


def test_a_guess_and_what_is_not_known_yet_bear_no_tick_until_a_person_says_so(at_empty, check):
    at = check(at_empty, RETURNS / "s11-police.xlsx")
    at.sees("Declare the scale: ")
    assert not {"Headings", "Scale", "Whose", "Place"} & set(ticked(at))
    at.press("0 to 3")
    at.sees("Adds up.")
    assert {"Headings", "Scale", "Whose", "Place"} & set(ticked(at)) == {"Scale", "Whose"}
    open_step(at, "Headings")
    at.press("Next")
    assert "Headings" in ticked(at)
    assert steps(at)[0] == "1  Headings: Section 11, row 11 and 12"


def test_a_newer_version_shows_what_changed_alone_and_says_what_it_follows(at_example, check, tmp_path):
    at = check(at_example, changed(tmp_path, put(F14=3)))
    at.sees("a newer version of s11-police.xlsx")
    at.press("Show: Changed 1")
    ((standard, cell, change, agency, value, _decision, _bears),) = at.rows(CHANGES)
    assert standard.startswith("1.2 ")
    assert (cell, agency, change, value) == ("F14", "Police", "Changed, was Not in place", "3 Fully in place")
    at.press("Commit 1 answer")
    assert answers(at)["1.2"].level == "3"


def test_a_cell_and_a_row_are_refused(at_example, check, tmp_path):
    at = check(at_example, changed(tmp_path, put(F13=0, D13="A new plan", F14=3)))
    before = answers(at)
    at.sees("a newer version of s11-police.xlsx")
    at.pick(CHANGES, "1.1 ", "Changed")
    at.tick(next(words for words in at.buttons() if words.startswith("Self: ")), on=False)
    assert at.selected(CHANGES)[2].startswith("Changed, in part")
    at.pick(CHANGES, "1.2 ", "Changed")
    at.tick("Take this row", on=False)
    assert at.selected(CHANGES)[2] == "Refused"
    at.sees("1 row refused by you.")
    at.press("Commit 1 answer")
    now = answers(at)
    assert (now["1.1"].level, now["1.1"].improvement) == (before["1.1"].level, "A new plan")
    assert now["1.2"].level == before["1.2"].level


def test_a_refusal_taken_back_counts_again(at_example, check, tmp_path):
    at = check(at_example, changed(tmp_path, put(F14=3)))
    at.pick(CHANGES, "1.2 ", "Changed")
    at.tick("Take this row", on=False)
    assert not at.can_press("Commit")
    at.tick("Take this row")
    assert at.can_press("Commit 1 answer")


def test_a_renamed_column_is_confirmed(at_example, check, tmp_path):
    def rename(sheet) -> None:
        sheet["F13"] = 3
        for row in range(1, 70):
            if sheet.cell(row, 6).value == "Assessment Score":
                sheet.cell(row, 6).value = "Assessment"

    at = check(at_example, changed(tmp_path, rename))
    assert at.chosen("Mapping") == f"{KNOWN}, columns renamed"
    at.sees("“assessment score / self assessment score (0-3)” is now “assessment / self assessment score (0-3)”")
    at.sees("Say under Headings whether the renamed columns are the same ones.")
    assert not at.can_press("Commit")
    at.press("They are the same columns")
    at.sees("Adds up.")
    at.press("Commit 1 answer")
    assert answers(at)["1.1"].level == "3"


def test_an_unknown_name_is_said_to_be_an_agency(at_example, check, tmp_path):
    at = check(at_example, changed(tmp_path, put(B2="Northshire Police", F13=3), "s11 new.xlsx"))
    at.sees("“Northshire Police” is not known here. Perhaps Police?")
    at.sees("1 name not known here. Say under “Whose” which agency each is, or add them.")
    assert not at.can_press("Commit")
    at.choose("Northshire Police is", "Police")
    at.press("A newer version")
    at.wait(lambda: at.can_press("Commit 1 answer"))
    at.press("Commit 1 answer")
    assert answers(at)["1.1"].level == "3"


def test_an_unknown_name_is_added_as_an_agency(at_example, check, tmp_path):
    at = check(at_example, changed(tmp_path, put(B2="Harbour Academy"), "s11 harbour.xlsx"))
    at.sees("“Harbour Academy” is not known here.")
    at.choose("Agencies not known yet", "Add them as education")
    at.wait(lambda: at.can_press("Commit 20 answers"))
    at.press("Commit 20 answers")
    added = [one for one in at.top.workspace.session.context.agencies if one.name == "Harbour Academy"]
    assert [one.kind.value for one in added] == ["education"]


def test_a_second_return_is_kept_under_a_name_of_its_own(at_example, check, tmp_path):
    at = check(at_example, changed(tmp_path, put(B2="Northshire Police", F13=3), "custody.xlsx"))
    before = answers(at)
    at.choose("Northshire Police is", "Police")
    at.write("Name under which the second return is kept", "Custody")
    at.press("A second return")
    at.wait(lambda: at.can_press("Commit"))
    at.press("Commit")
    assert answers(at) == before


def test_a_send_back_copy_is_written_before_anything_is_stored(at_example, check, monkeypatch, tmp_path):
    at = check(at_example, changed(tmp_path, put(F13="soon")))
    at.sees("Adds up.")
    files = tables.rows(at.top.casefile, ReturnFile)
    choose_files(monkeypatch, tmp_path / "to correct.xlsx")
    at.press("Send-back copy")
    at.sees("written to to correct.xlsx")
    assert openpyxl.load_workbook(tmp_path / "to correct.xlsx").sheetnames[-1] == "To correct"
    assert tables.rows(at.top.casefile, ReturnFile) == files


def test_a_standard_is_sent_to_another_line_and_the_mapping_kept(at_example, check, tmp_path):
    at = check(at_example, changed(tmp_path, put(F14=3)))
    at.pick(CHANGES, "1.2 ")
    at.choose("Line", "2c ")
    at.press("Place")
    assert at.selected(CHANGES)[6].startswith("2c ")
    at.press("Save mapping")
    assert mappings.profile_named(at.top.casefile, KNOWN).lines["1.2"] == "six-steps:2c"
    before = answers(at)
    at.press("Commit 1 answer")
    assert (answers(at)["1.2"].target, answers(at)["1.2"].level) == ("six-steps:2c", "3")
    assert answers(at)["1.1"] == before["1.1"]


def test_an_answer_that_stands_can_be_placed_anew_in_the_check_of_a_newer_version(at_example, check, tmp_path):
    at = check(at_example, changed(tmp_path, put(F14=3)))
    at.pick(CHANGES, "1.1 ", "Unchanged")
    at.choose("Line", "2c ")
    at.press("Place")
    at.press("Commit 2 answers")
    assert answers(at)["1.1"].target == "six-steps:2c"


def test_what_is_decided_and_placed_before_the_commit_is_stored_with_it_and_the_table_stays(at_empty, check):
    at = check(at_empty, RETURNS / "s11-police.xlsx")
    at.press("0 to 3")
    at.press("Next")
    at.press("To the answers")
    at.press("Show: Set aside 3")
    at.list(CHANGES).setFocus()
    at.list(CHANGES).selectAll()
    at.keys("D")
    at.choose("Your decision", "2: ")
    at.write("Reason", "Telephone call")
    at.press("Decide 3 answers")
    at.sees("64 read = 23 to store + 0 set aside + 41 left out. Adds up.")
    section = at.choices("Choose a section")[1]
    at.choose("Choose a section", section)
    at.choose("Line", "1f")
    at.press("Place 4 answers")
    at.sees("4  Place: 19 to place")
    assert tables.rows(at.top.casefile, SelfAssessment) == ()
    at.press("Commit 23 answers")
    at.sees("Answers of s11-police.xlsx")
    at.sees("23 answers committed; 0 set aside, 19 not placed.")
    stored = tables.rows(at.top.casefile, SelfAssessment)
    assert sum(one.status is AnswerStatus.DECIDED and one.reason == "Telephone call" for one in stored) == 3
    assert sorted(one.number for one in stored if one.target == "six-steps:1f") == ["1.1", "1.2", "1.3", "1.4"]
    at.keys("Ctrl+Z")
    assert tables.rows(at.top.casefile, SelfAssessment) == ()


def test_the_sheet_is_in_sight_and_follows_the_row(at_empty, check):
    at = check(at_empty, RETURNS / "s11-police.xlsx")
    at.press("0 to 3")
    at.press("Next")
    at.press("To the answers")
    at.pick(CHANGES, "5.2 ")
    assert at.list("The sheet as it came").currentIndex().data() == "see evidence tab"


def test_a_decision_on_a_scale_that_is_declared_no_more_is_none(at_empty, check):
    at = check(at_empty, RETURNS / "s11-police.xlsx")
    at.press("0 to 3")
    at.press("Show: Set aside 3")
    at.pick(CHANGES, "5.2 ")
    at.choose("Your decision", "0: ")
    at.write("Reason", "Telephone call")
    at.press("Decide")
    at.sees("2 set aside")
    at.press("1 to 3, where 0")
    at.wait(lambda: at.can_press("Commit"))
    assert not any("Telephone call" in row[5] for row in at.rows(CHANGES))


def test_what_came_already_leads_to_its_answers_where_they_stand(at_example, check):
    at = check(at_example, RETURNS / "s11-police.xlsx")
    at.press("Open its answers")
    at.sees("Answers of s11-police.xlsx")
    at.sees("23 answers committed; 3 set aside, 0 not placed.")


def test_a_scale_that_is_not_on_the_list_is_written_out(at_empty, check, tmp_path):
    book = openpyxl.Workbook()
    for row in (("Organisation", "Police"), (), ("Ref", "Question", "Score"), ("A1", "A lead", 1), ("A2", "Heard", 5)):
        book.active.append(row)
    book.save(tmp_path / "housing.xlsx")
    at, own = check(at_empty, tmp_path / "housing.xlsx"), "Another scale: its levels from the lowest to the highest"
    at.write(own, "5", then="Return")
    at.sees("Not a scale yet: ")
    assert not at.can_press("Commit")
    at.write(own, "5, 4, 3, 2, 1", then="Return")
    at.sees("5 lowest, 1 highest")
    at.sees("Adds up.")
    at.press("Commit 2 answers")
    assert [one.level for one in tables.rows(at.top.casefile, SelfAssessment)] == ["1", "5"]


def test_what_means_not_applicable_is_said_with_the_scale(at_empty, check, tmp_path):
    path = changed(tmp_path, put(F13="does not arise"))
    at = check(at_empty, path)
    at.press("0 to 3")
    at.sees("Adds up.")
    assert any("“does not arise”" in row[4] for row in at.rows(CHANGES))
    at.write("What means not applicable", "does not arise", then="Return")
    at.wait(lambda: not any("Set aside: “does not arise”" in row[4] for row in at.rows(CHANGES)))
    at.press("Commit")
    assert answers(at, "s11-police")["1.1"].status is not AnswerStatus.SET_ASIDE


def test_a_ledger_is_checked_and_committed_once_its_dates_can_be_read(at_example, check):
    at = check(at_example, RETURNS / "challenge-log.xlsx")
    at.sees("to store")
    assert "3 to store" not in at.words()  # nobody said how its dates are written: the first row waits too
    open_step(at, "Whose")
    at.choose("How dates are written", "03/04 is 3 April")
    at.sees("3 to store")
    at.write("Name of this mapping", "The log")
    at.wait(lambda: at.can_press("Commit"))
    before = len(tables.rows(at.top.casefile, LogEntry))
    rows = len(at.rows(CHANGES))
    at.press("Commit 3 rows")
    assert len(tables.rows(at.top.casefile, LogEntry)) == before + rows
    go(at, ToReturns())
    at.tab(f"The log  {before + rows}")
    at.pick_place("Rows", 0)
    at.sees("June meeting")


def test_a_value_decided_here_that_comes_back_different_is_settled_first(at_example, check, tmp_path, monkeypatch):
    at = at_example
    police = next(one for one in at.top.workspace.session.context.agencies if one.name == "Police")
    waits = next(a for a in answers(at).values() if a.status is AnswerStatus.SET_ASIDE)
    from scrutineer.operations import answer_returns

    answer_returns.decide_answer(at.top.casefile, answer_id=waits.id, level="1", reason="Telephone call")
    at = check(at, changed(tmp_path, put(**{waits.cell.rpartition("!")[2]: 3})))
    at.sees("1 to settle.")
    assert not at.can_press("Commit")
    at.press("Show: In conflict 1") if at.has("In conflict 1") else at.press("Show: Conflict 1")
    at.pick_place(CHANGES, 0)
    at.sees("(Telephone call); it has come back as")
    at.press("Take what came back")
    at.press("Commit 1 answer")
    assert (answers(at)[waits.number].level, police.name) == ("3", "Police")


def test_what_was_said_last_is_committed_and_never_what_stood_before(at_empty, check):
    """The keys pressed at once after a word was typed commit nothing: the table does not follow yet."""
    at = check(at_empty, RETURNS / "s11-police.xlsx")
    at.press("0 to 3")
    at.wait(lambda: at.can_press("Commit"))
    name = at.field("Name of this mapping")
    name.setFocus()
    for key in ("X", "Ctrl+Return"):
        press_keys(key, name)
    at.settle()
    assert tables.rows(at.top.casefile, ReturnFile) == ()
    at.wait(lambda: at.can_press("Commit"))
    at.keys("Ctrl+Return")
    assert [file.profile for file in tables.rows(at.top.casefile, ReturnFile)] in (["x"], ["X"])


def drafts_of_checks(at) -> list:
    return [draft for draft in drafts.every(at.top.casefile) if draft.form.startswith("import:")]


def test_what_is_said_in_a_check_outlives_a_lock_and_comes_back_with_the_same_file(at_empty, check, tmp_path, qtbot):
    """A mapping half made, a scale with its own words, the agency, a line and a row refused: all of it, by the file's
    hash, whatever it is called and wherever it lies by then."""
    at = check(at_empty, RETURNS / "s11-police.xlsx")
    at.press("0 to 3")
    at.write("What means not applicable", "n/k, nil")
    open_step(at, "Whose")
    at.choose("Agency", "Police")
    at.write("Name of this mapping", "Half made")
    at.sees("Adds up.")
    at.pick_place(CHANGES, 0)
    at.tick("Take this row", on=False)
    at.sees("1 row refused by you.")
    path = at.top.casefile.path
    at.keys("Ctrl+Shift+L")
    qtbot.waitUntil(at.top.welcome.unlock.button.isEnabled, timeout=20_000)
    wait_open(qtbot, at.top, path)
    assert [draft.title for draft in drafts_of_checks(at)] == ["The check of s11-police.xlsx"]
    moved = tmp_path / "by another name.xlsx"
    shutil.copyfile(RETURNS / "s11-police.xlsx", moved)
    check(at, moved)
    at.sees("Kept from")
    at.sees("1 row refused by you.")
    open_step(at, "Scale")
    assert at.text("What means not applicable") == "n/k, nil"
    assert at.is_on("0 to 3")
    open_step(at, "Whose")
    assert (at.chosen("Agency"), at.text("Name of this mapping")) == ("Police", "Half made")
    assert tables.rows(at.top.casefile, SelfAssessment) == ()
    at.press("Commit 19 answers")
    assert drafts_of_checks(at) == []
    assert mappings.profile_named(at.top.casefile, "Half made").scale.not_applicable == ("n/k", "nil")


def test_a_check_comes_back_from_home_and_after_a_change_of_text_size(at_empty, check):
    at = check(at_empty, RETURNS / "s11-police.xlsx")
    at.press("0 to 3")
    at.sees("Adds up.")
    at.keys("Ctrl++")
    at.sees("Kept from")
    at.sees("Adds up.")
    at.keys("Escape")
    go(at, ToHome())
    at.pick("Needs attention", "The check of s11-police.xlsx")
    at.sees("Check s11-police.xlsx")
    at.sees("Adds up.")


def test_a_check_whose_file_is_gone_says_so_and_is_taken_up_where_it_lies_now(at_empty, check, tmp_path, monkeypatch):
    path = tmp_path / "police.xlsx"
    shutil.copyfile(RETURNS / "s11-police.xlsx", path)
    at = check(at_empty, path)
    at.press("0 to 3")
    at.sees("Adds up.")
    at.keys("Escape")
    path.rename(tmp_path / "moved.xlsx")
    choose_files(monkeypatch, tmp_path / "moved.xlsx")
    go(at, ToHome())
    at.pick("Needs attention", "The check of police.xlsx")
    at.dialog().sees("Its workbook is not where it lay")
    at.dialog().press("Find the workbook")
    at.sees("police.xlsx is no longer in")
    at.sees("Check moved.xlsx")
    at.sees("Adds up.")


def test_what_was_read_before_it_was_discarded_is_not_shown_when_it_comes(at_empty, check, monkeypatch):
    began, go_on, propose = threading.Event(), threading.Event(), imports.propose

    def held(*args, **said):
        began.set()
        assert go_on.wait(60)
        return propose(*args, **said)

    at = check(at_empty, RETURNS / "s11-police.xlsx")
    at.press("0 to 3")
    at.sees("Adds up.")
    at.keys("Escape")
    monkeypatch.setattr(imports, "propose", held)
    check(at, RETURNS / "s11-police.xlsx")
    at.wait(began.is_set)
    at.press("Discard")
    at.sees("Nothing to commit yet.")
    go_on.set()
    at.top.ops.wait_for_looks()
    at.settle()
    assert "Nothing to commit yet." in at.words()
    assert not at.button("Commit").isEnabled()


def test_what_is_said_in_a_check_can_be_discarded_and_brought_back(at_empty, check):
    at = check(at_empty, RETURNS / "s11-police.xlsx")
    at.press("0 to 3")
    at.sees("Adds up.")
    at.keys("Escape")
    check(at, RETURNS / "s11-police.xlsx")
    at.press("Discard")
    at.sees("Nothing to commit yet.")
    assert drafts_of_checks(at) == []
    at.press("Bring it back")
    at.sees("Adds up.")
    assert len(drafts_of_checks(at)) == 1


def test_a_check_in_which_nothing_was_said_leaves_no_draft(at_example, check):
    at = check(at_example, RETURNS / "s11-police.xlsx")
    at.keys("Escape")
    assert drafts_of_checks(at) == []


def test_a_conflict_that_was_settled_comes_back_settled(at_example, check, tmp_path):
    at = at_example
    waiting = next(a for a in answers(at).values() if a.status is AnswerStatus.SET_ASIDE)
    answer_returns.decide_answer(at.top.casefile, answer_id=waiting.id, level="2", reason="Their minutes")
    path = changed(tmp_path, put(**{waiting.cell.rpartition("!")[2]: 3}))
    check(at, path)
    at.sees("1 to settle.")
    at.pick(CHANGES, "In conflict")
    at.press("Take what came back")
    assert "1 to settle." not in at.words()
    at.press("Set aside")
    check(at, path)
    at.sees("Adds up.")
    assert "1 to settle." not in at.words()


def log_of(path: Path, status: str, closed: str) -> Path:
    """Somebody's log of one challenge, with what it says of it now."""
    book = openpyxl.Workbook()
    book.active.append(("No", "Date raised", "To", "Challenge", "Update", "Status", "Closed on"))
    book.active.append((1, "1 May 2026", "Police", "Who sees each child?", "Rota seen", status, closed))
    book.save(path)
    return path


@pytest.mark.parametrize(("act", "status"), [
    ("Take what came back", Status.CLOSED_IMPACT), ("Keep what stands", Status.RAISED),
])  # fmt: skip
def test_a_newer_log_that_closes_what_is_open_here_asks_before_it_is_committed(at_empty, check, tmp_path, act, status):
    at_empty.keys("Ctrl+4")
    at = check(at_empty, log_of(tmp_path / "May log.xlsx", "Open", ""))
    at.sees("1 to store")
    at.write("Name of this mapping", "Their log")
    at.wait(lambda: at.can_press("Commit 1 row"))
    at.press("Commit 1 row")
    check(at, log_of(tmp_path / "June log.xlsx", "Closed: impact shown", "12 June 2026"))
    at.sees("1 to settle.")
    assert not at.can_press("Commit")
    at.pick_place(CHANGES, 0)
    at.sees("is open here (Raised). The log says “Closed: impact shown”, read as closed on 12 June 2026")
    assert at.button(act).visibleRegion().boundingRect() == at.button(act).rect()  # in sight, with so few rows above it
    at.press(act)
    at.wait(lambda: at.can_press("Commit 1 row"))
    at.press("Commit 1 row")
    (life,) = lives(at.top.casefile)
    assert life.status is status


def test_actions_in_a_word_table_go_through_the_same_check(at_empty, check, tmp_path):
    """An old list of actions: recognised, each row with its place in words, what is closed set aside."""
    at_empty.keys("Ctrl+4")
    path = tmp_path / "Actions.docx"
    path.write_bytes(document(ACTIONS))
    at = check(at_empty, path)
    at.sees("1 to store")
    assert any("Table 1, row 2, column 2" in " ".join(row) for row in at.rows(CHANGES))
    at.write("Name of this mapping", "Old actions")
    at.wait(lambda: at.can_press("Commit 1 row"))
    at.press("Commit 1 row")
    (challenge,) = tables.rows(at.top.casefile, Challenge)
    assert (challenge.question, challenge.put_to) == ("Share the rota", "Police")
    (waits,) = [row for row in tables.rows(at.top.casefile, LogEntry) if row.challenge_id is None]
    assert (waits.question, waits.cell) == ("Read the audit", "Table 1, row 3, column 2")


def test_a_colour_that_only_hints_at_a_status_is_confirmed_by_a_person_as_the_row_is_raised(at_empty, check):
    """The example of an old list: what is sure is stored, and of an orange cell the guess is shown and then settled."""
    at_empty.keys("Ctrl+4")
    at = check(at_empty, RETURNS / "action-log.xlsx")
    at.sees("to store")
    open_step(at, "Whose")
    at.choose("How dates are written", "03/04 is 3 April")
    at.sees("3 to store")
    assert any("orange, which could be amber or red" in " ".join(row) for row in at.rows(CHANGES))
    at.write("Name of this mapping", "Old actions")
    at.wait(lambda: at.can_press("Commit 3 rows"))
    at.press("Commit 3 rows")
    go(at, ToReturns())
    at.tab("Old actions  6")
    at.pick("Rows", "4 Tell partners how children placed out of area are made known")
    at.sees("Set aside: its status is a colour alone, F7, orange, which could be amber or red: say what it means.")
    at.write("Its status", "Amber")
    at.press("Raise it as of that day")
    at.sees("31 October 2026 has passed already.")
    at.tick("Yes, it is so")
    at.press("Raise it as of that day")
    at.wait(lambda: len(tables.rows(at.top.casefile, Challenge)) == 4)
    (row,) = [row for row in tables.rows(at.top.casefile, LogEntry) if row.number == "4"]
    assert (row.status_typed, row.reason) == ("Amber, as you decided", "")
