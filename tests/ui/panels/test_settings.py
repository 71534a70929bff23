"""Settings: changes are kept as they are made, rows are added, changed and removed, and what cannot be is said."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from scrutineer import settings as settings_room
from scrutineer.casefile import tables
from scrutineer.domain.partnership import Agency, Seat
from scrutineer.errors import WrongPassphrase
from scrutineer.operations import casefiles, challenges, partnership
from scrutineer.ui.destinations import SettingsPart, ToHome, ToSettings
from tests.conftest import CLOCK, PASSPHRASE
from tests.ui.conftest import focused, go, opened, person_at
from tests.ui.hands import Hands, choose_files, press_keys, spoken
from tests.ui.layout import flaws

SECRETS = ("Current passphrase", "New passphrase", "New passphrase again")


@pytest.fixture
def at(at_empty) -> Hands:
    """Somebody at the settings of a casefile with three agencies."""
    go(at_empty, ToSettings())
    return at_empty


@pytest.fixture
def section(at) -> Callable[[str], Hands]:
    """A way to go to one section, and look at it alone."""

    def visit(name: str) -> Hands:
        part = SettingsPart[name]
        panel = go(at, ToSettings(part))
        return at.within(panel.sections[part])

    return visit


def context(at):
    return at.top.workspace.session.context


def leave(section: Hands) -> None:
    """Go on with Tab, as one does."""
    press_keys("Tab")
    section.settle()


# What is kept


def test_each_field_of_the_partnership_is_kept_as_it_is_left_and_says_so_quietly(at, section):
    part = section("PARTNERSHIP")
    for name, text in (
        ("Name", "Elmshire Partnership"), ("Prefix of references", "esp"),
        ("The scrutineer’s role", "Scrutineer for Elmshire"),
        ("Declaration of independence", "None of them pays me more."), ("Summary for reports", "A year of change."),
        ("Limits of the evidence", "Few replies."),
    ):  # fmt: skip
        part.write(name, text)
        leave(part)
    details = context(at).partnership
    assert (details.name, details.prefix, details.scrutineer) == (
        "Elmshire Partnership", "ESP", "Scrutineer for Elmshire",
    )  # fmt: skip
    texts = context(at).texts
    assert (texts.declaration, texts.summary, texts.limits) == (
        "None of them pays me more.", "A year of change.", "Few replies.",
    )  # fmt: skip
    assert part.words().split().count("Kept") == 6
    assert at.messages() == []
    at.sees("Elmshire Partnership")


def test_enter_keeps_a_field_and_undo_takes_it_back(at, section):
    before = context(at).partnership
    section("PARTNERSHIP").write("Name", "Elmshire Partnership", then="Return")
    assert context(at).partnership.name == "Elmshire Partnership"
    at.press("Undo")
    assert context(at).partnership == before
    assert section("PARTNERSHIP").text("Name") == before.name


def test_what_was_undone_can_be_typed_again(at, section):
    part = section("PARTNERSHIP")
    for _ in range(2):
        part.write("Name", "Elmshire Partnership", then="Return")
        assert context(at).partnership.name == "Elmshire Partnership"
        part.sees("Kept")
        at.press("Undo")
        assert context(at).partnership.name != "Elmshire Partnership"
        assert "Kept" not in part.words().split()


def test_what_is_refused_is_said_beside_its_field_while_the_others_are_kept(at, section):
    part = section("PARTNERSHIP")
    before = context(at).partnership
    part.write("Prefix of references", "12")
    leave(part)
    part.sees("Give two to six letters.")
    assert context(at).partnership.prefix == before.prefix
    assert part.text("Prefix of references") == "12"
    assert not part.field("Prefix of references").hasFocus()  # who went on is left where they are
    part.write("The scrutineer’s role", "Scrutineer for Elmshire")
    leave(part)
    assert context(at).partnership.scrutineer == "Scrutineer for Elmshire"
    assert part.text("Prefix of references") == "12"
    assert "Give two to six letters." in part.words()
    part.write("Prefix of references", "es")
    leave(part)
    assert context(at).partnership.prefix == "ES"
    assert "Give two to six letters." not in part.words()


def test_nothing_is_recorded_of_a_field_that_was_only_looked_at(at, section):
    before = at.top.casefile.labels()
    part = section("PARTNERSHIP")
    part.write("Name", context(at).partnership.name)
    for _ in range(6):
        leave(part)
    assert at.top.casefile.labels() == before


def test_another_scale_applies_to_new_judgements_and_its_levels_are_shown(at, section):
    part = section("SCALE")
    wanted = next(words for words in part.choices("Scale") if words != part.chosen("Scale"))
    part.choose("Scale", wanted)
    assert context(at).scale.name == wanted
    shown = section("SCALE").words()
    assert all(level.descriptor in shown for level in context(at).scale.levels)


def test_what_is_being_typed_stays_while_something_else_changes_and_is_kept_when_the_page_is_left(at, section):
    section("PARTNERSHIP").type("Summary for reports", "Typed.")
    partnership.set_statements(at.top.casefile, texts=replace(context(at).texts, limits="Changed elsewhere."))
    at.top.workspace.on_changed(at.top.workspace.panel().shows, "")
    part = section("PARTNERSHIP")
    assert (part.text("Summary for reports"), part.text("Limits of the evidence")) == ("Typed.", "Changed elsewhere.")
    go(at, ToHome())
    at.wait(lambda: context(at).texts.summary == "Typed.")
    assert context(at).texts.limits == "Changed elsewhere."


def test_what_cannot_be_kept_when_the_page_is_left_comes_back_as_it_was_typed(at, section):
    part = section("CYCLES")
    part.write("Ends", "soon")
    go(at, ToHome())
    at.settle()
    part = section("CYCLES")
    part.sees("“soon” is no date.")
    assert part.text("Ends") == "soon"


# Agencies


def test_enter_adds_an_agency_clears_the_field_and_stays(at, section):
    part = section("AGENCIES")
    at.keys("Ctrl+N")
    for name in ("Probation", "Housing"):
        part.type("Name of another agency", name)
        at.keys("Return")
        assert part.text("Name of another agency") == ""
        assert part.field("Name of another agency").hasFocus()
    assert [agency.name for agency in context(at).agencies][-2:] == ["Probation", "Housing"]
    assert ["Housing", "Relevant agency", ""] in part.rows("Agencies")
    assert part.selected("Agencies")[0] == "Housing"


def test_the_agency_chosen_is_changed_in_every_part(at, section):
    part = section("AGENCIES")
    part.pick("Agencies", "ICB")
    assert (part.text("Name"), part.text("Also known as")) == ("ICB", "CCG, Health")
    part.write("Name", "Integrated care board", then="Return")
    part.choose("Kind", "Safeguarding partner")
    part.write("Also known as", "ICB, CCG ,", then="Return")
    (agency,) = (agency for agency in context(at).agencies if agency.name == "Integrated care board")
    assert (agency.kind.value, agency.aliases) == ("safeguarding partner", ("ICB", "CCG"))


def test_what_was_typed_of_an_agency_is_kept_of_it_when_another_is_chosen(at, section):
    part = section("AGENCIES")
    part.pick("Agencies", "ICB")
    part.write("Name", "Integrated care board")
    part.pick("Agencies", "Police")
    assert [agency.name for agency in context(at).agencies] == [
        "Police",
        "Integrated care board",
        "Children's services",
    ]
    assert part.text("Name") == "Police"


def test_an_agency_of_a_name_that_is_known_is_refused_beside_the_field(at, section):
    part = section("AGENCIES")
    part.write("Name of another agency", "Health", then="Return")
    part.sees("“Health” is already a name of ICB.")
    assert part.text("Name of another agency") == "Health"
    assert len(tables.rows(at.top.casefile, Agency)) == 3


def test_an_agency_is_removed_by_a_key_unless_something_names_it(at, section):
    police = context(at).agencies[0]
    partnership.add_seat(at.top.casefile, agency_id=police.id, title="Chief constable")
    part = section("AGENCIES")
    part.pick("Agencies", "Police", then="Delete")
    part.sees("Police cannot be removed: 1 seat belongs to it.")
    part.pick("Agencies", "ICB", then="Delete")
    assert [agency.name for agency in context(at).agencies] == ["Police", "Children's services"]
    assert "cannot be removed" not in part.words()
    at.press("Undo")
    assert len(context(at).agencies) == 3


def test_the_usual_agencies_are_offered_but_for_those_known_by_any_name(at, section):
    part = section("AGENCIES")
    part.press("Offer the usual agencies (15)")
    part.tick("Probation Service")
    part.tick("Housing")
    part.press("Add 2 agencies")
    assert [agency.name for agency in context(at).agencies][-2:] == ["Housing", "Probation Service"]
    assert part.has("Offer the usual agencies (13)")


def test_the_fields_of_a_row_are_come_to_by_a_key(at, section):
    part = section("AGENCIES")
    part.pick("Agencies", "ICB", then="F2")
    assert part.field("Name").hasFocus()


# Seats


def test_enter_adds_a_seat_and_its_agency_and_part_stay_chosen(at, section):
    part = section("SEATS")
    part.choose("Agency of another seat", "ICB")
    part.choose("Part of another seat", "Delegated safeguarding partner")
    for title in ("Chief nurse", "Medical director"):
        part.type("Title of another seat", title)
        at.keys("Return")
    seats = tables.rows(at.top.casefile, Seat)
    assert [(seat.title, context(at).agency_name(seat.agency_id)) for seat in seats] == [
        ("Chief nurse", "ICB"), ("Medical director", "ICB"),
    ]  # fmt: skip
    assert {seat.role.value for seat in seats} == {"delegated safeguarding partner"}


def test_a_seat_is_changed_and_removed(at, section):
    police = context(at).agencies[0]
    partnership.add_seat(at.top.casefile, agency_id=police.id, title="Chief officer")
    at.top.workspace.on_changed(at.top.workspace.panel().shows, "")
    part = section("SEATS")
    part.write("Role", "Chief constable", then="Return")
    part.choose("Agency", "ICB")
    (seat,) = context(at).seats
    assert (seat.title, context(at).agency_name(seat.agency_id)) == ("Chief constable", "ICB")
    part.press("Remove")
    assert context(at).seats == ()


def test_the_days_of_a_seat_are_kept_as_they_are_typed_and_impossible_ones_refused(at, section):
    police = context(at).agencies[0]
    partnership.add_seat(at.top.casefile, agency_id=police.id, title="Chief officer")
    at.top.workspace.on_changed(at.top.workspace.panel().shows, "")
    part = section("SEATS")
    part.write("First day of the seat", "1/4/2025", then="Return")
    part.write("Last day of the seat", "31/3/2025", then="Return")
    part.sees("The seat ended before it began")
    part.write("Last day of the seat", "31/3/2026", then="Return")
    (seat,) = context(at).seats
    assert (seat.starts, seat.ends) == (date(2025, 4, 1), date(2026, 3, 31))
    assert part.rows("Seats")[0][-1] == "from 1 Apr 25 to 31 Mar 26"


def test_days_typed_behind_a_title_are_the_days_of_the_seat(at, section):
    part = section("SEATS")
    part.choose("Agency of another seat", "ICB")
    part.type("Title of another seat", "Chief nurse from 1 April 2025 to 31 March 2027")
    at.keys("Return")
    assert [[row[0], row[3]] for row in part.rows("Seats")] == [["Chief nurse", "from 1 Apr 25 to 31 Mar 27"]]
    part.type("Title of another seat", "Medical director from April 2026")
    at.keys("Return")
    part.sees("is not one day")
    assert len(context(at).seats) == 1


def test_a_last_day_of_a_seat_that_still_owes_is_asked_about_and_taken_once_it_is_so(at, section):
    police = context(at).agencies[0]
    partnership.add_seat(at.top.casefile, agency_id=police.id, title="Chief officer")
    challenges.raise_challenge(at.top.casefile, question="Who?", put_to="Chief officer", agency_id=police.id)
    at.top.workspace.on_changed(at.top.workspace.panel().shows, "")
    part = section("SEATS")
    part.write("Last day of the seat", "31/3/2027", then="Return")
    part.sees("would end on 31 March 2027 and still has 1 open challenge")
    assert context(at).seats[0].ends is None
    part.press("Yes, it is so")
    at.wait(lambda: context(at).seats[0].ends == date(2027, 3, 31))


def test_seats_lead_to_agencies_where_there_is_none(at, section):
    for agency in context(at).agencies:
        partnership.remove_agency(at.top.casefile, agency=agency)
    at.top.workspace.on_changed(at.top.workspace.panel().shows, "")
    part = section("SEATS")
    part.press("First name the agencies")
    assert at.top.workspace.destination().part is SettingsPart.AGENCIES


# Cycles


def test_the_cycle_is_kept(at, section):
    part = section("CYCLES")
    part.write("Name", "First cycle")
    part.write("Starts", "1/4/2026")
    part.write("Ends", "31/3/2027", then="Return")
    cycle = context(at).cycle
    assert (cycle.name, cycle.starts, cycle.ends) == ("First cycle", date(2026, 4, 1), date(2027, 3, 31))
    at.sees("First cycle: 1 April 2026 to 31 March 2027")


def test_two_days_that_contradict_each_other_are_kept_once_the_second_is_right(at, section):
    before = context(at).cycle
    part = section("CYCLES")
    part.write("Starts", "1/4/2028", then="Return")
    part.sees("The cycle ends before it starts.")
    assert context(at).cycle == before
    part.write("Ends", "31/3/2029", then="Return")
    assert (context(at).cycle.starts, context(at).cycle.ends) == (date(2028, 4, 1), date(2029, 3, 31))
    assert "ends before" not in part.words()


def test_the_next_cycle_follows_the_one_that_ends_and_is_taken_back_where_nothing_is_in_it(at, section):
    before = context(at).cycle
    part = section("CYCLES")
    assert part.text("Name of the next cycle") == "Cycle 2"
    part.press("Start it")
    part.sees("lies 132 days ahead, and what is recorded until then would be of this cycle")
    assert context(at).cycle == before
    part.tick("Yes, it is so")
    part.press("Start it")
    now = context(at).cycle
    assert (now.name, (now.starts - before.ends).days) == ("Cycle 2", 1)
    assert part.text("Name of the next cycle") == "Cycle 3"
    part.pick("Cycles", "Cycle 1")
    part.write("Name", "The first", then="Return")
    assert [cycle.name for cycle in context(at).cycles] == ["The first", "Cycle 2"]
    part.pick("Cycles", "Cycle 2", then="Delete")
    assert context(at).cycle.name == "The first"
    part.press("Remove")
    part.sees("it is the only one")


def test_the_end_of_the_next_cycle_goes_with_its_start_until_another_is_given(at, section):
    part = section("CYCLES")
    part.write("The next cycle starts", "1 January 2027")
    assert part.text("The next cycle ends") == "31 January 2028"  # thirteen months, as the current one takes
    part.write("The next cycle ends", "31 December 2027")
    part.write("The next cycle starts", "1 February 2027")
    assert part.text("The next cycle ends") == "31 December 2027"


def test_another_cycle_is_made_the_current_one(at, section):
    casefile, first = at.top.casefile, context(at).cycle
    part = section("CYCLES")
    assert not part.has("Make it the current one")
    part.write("Name of the next cycle", "Started too soon")
    part.press("Start it")
    part.tick("Yes, it is so")
    part.press("Start it")
    challenges.raise_challenge(casefile, question="Who attends?", put_to="Police")
    part.pick("Cycles", first.name)
    part.press("Make it the current one")
    assert context(at).cycle.name == first.name
    assert not part.has("Make it the current one")
    part.pick("Cycles", "Started too soon")
    assert part.has("Make it the current one")


# The passphrase, backups, the whole casefile


def close(at) -> None:
    """Close the window; it goes once the casefile was backed up and let go of."""
    at.top.close()
    at.qtbot.waitUntil(lambda: not at.top.isVisible(), timeout=20_000)


def secrets(part, *words: str) -> None:
    for name, text in zip(SECRETS, words, strict=True):
        part.write(name, text)
    part.press("Change the passphrase")


def test_the_passphrase_is_changed_and_the_fields_are_empty(at, section):
    part = section("LOCKING")
    secrets(part, PASSPHRASE, "a new passphrase", "a new passphrase")
    assert at.top.isEnabled()
    assert [part.text(name) for name in SECRETS] == ["", "", ""]
    path = at.top.casefile.path
    close(at)
    with pytest.raises(WrongPassphrase):
        casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
    casefiles.open_casefile(path, passphrase="a new passphrase", clock=CLOCK).close()


def test_the_folder_of_backups_is_chosen_and_where_it_is_away_that_is_said(at, section, tmp_path, monkeypatch):
    part = section("BACKUPS")
    stick = tmp_path / "stick"
    stick.mkdir()
    assert not part.has("Keep them beside the casefile")
    choose_files(monkeypatch, stick)
    part.press("Choose another folder")
    at.settle()
    part.sees(str(stick))
    (there,) = stick.glob("*/*.scrutiny")
    stick.rename(tmp_path / "drawer")
    partnership.add_agency(at.top.casefile, name="Later")
    part.press("Back up now")
    at.settle()
    part.sees(f"until {stick} is there again")
    part.sees("Backups are kept beside the casefile meanwhile")
    (tmp_path / "drawer").rename(stick)
    part.press("Keep them beside the casefile")
    at.wait(lambda: not part.has("Keep them beside the casefile"))
    assert there in {known.path for known in casefiles.backups_of(at.top.casefile.path)}


def test_what_a_new_passphrase_withstands_is_said_as_it_is_typed_and_is_gone_with_it(at, section):
    part = section("LOCKING")
    part.write("New passphrase", "qwertyuiop")
    part.sees("Withstands a person who tries by hand, no computer.")
    assert "Withstands" in part.field("New passphrase").accessibleDescription()
    part.write("New passphrase", "four u")
    part.sees("4 more characters needed.")
    secrets(part, PASSPHRASE, "qwertyuiop", "qwertyuiop")  # weak, and allowed
    assert part.text("New passphrase") == ""
    assert "Withstands" not in part.words()


def test_a_recovery_sheet_is_written_and_asked_for_again_after_a_change_of_passphrase(
    at, section, tmp_path, monkeypatch
):
    choose_files(monkeypatch, tmp_path / "sheet.pdf")
    part = section("LOCKING")
    assert "Write a new recovery sheet" not in at.words()
    secrets(part, PASSPHRASE, "a new passphrase", "a new passphrase")
    at.sees("Write a new recovery sheet, and destroy the one before")
    part.press("Write a recovery sheet")
    at.wait(lambda: "Write a new recovery sheet" not in at.words())
    assert any("write the passphrase on it by hand" in message for message in at.messages())
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(("current", "again", "said"), [
    ("wrong", "a new passphrase", "does not open"), (PASSPHRASE, "another one", "The two new passphrases differ."),
])  # fmt: skip
def test_a_passphrase_that_cannot_be_changed_says_so_and_the_window_can_be_used(at, section, current, again, said):
    secrets(section("LOCKING"), current, "a new passphrase", again)
    assert any(said in message for message in at.messages())
    assert at.top.isEnabled()
    path = at.top.casefile.path
    close(at)
    casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK).close()


def test_the_casefile_is_checked_and_backed_up(at, section, tmp_path, monkeypatch):
    part = section("BACKUPS")
    part.sees("There is no backup yet")
    part.press("Back up now")
    part.sees("Last backup ")
    part.press("Check the casefile")
    at.sees("The casefile is sound.")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    choose_files(monkeypatch, elsewhere)
    part.press("Back up elsewhere")
    (backup,) = elsewhere.rglob("*.scrutiny")
    casefiles.open_casefile(backup, passphrase=PASSPHRASE, clock=CLOCK).close()


def test_everything_goes_out_into_an_empty_folder(at, section, tmp_path, monkeypatch):
    out = tmp_path / "export"
    out.mkdir()
    choose_files(monkeypatch, out)
    section("BACKUPS").press("Export everything")
    assert any(out.iterdir())


def test_this_computers_look_and_idle_minutes_are_kept(at, section):
    section("LOCKING").choose("Lock after", "20 minutes")
    assert settings_room.load()[0].idle_minutes == 20
    assert 19 * 60_000 < at.top.idle.left() <= 20 * 60_000
    section("LOCKING").choose("Lock after", "Never")
    assert at.top.idle.left() == -1
    section("LOOK").choose("Palette", "Dark")
    assert at.top.theme.palette == "dark"
    assert settings_room.load()[0].palette == "dark"
    assert settings_room.load()[0].idle_minutes == 0


def test_a_larger_text_keeps_what_was_typed_and_the_section_shown(at, section):
    section("PARTNERSHIP").type("Summary for reports", "Typed.")
    section("LOOK").choose("Text size", "150%")
    at.settle()
    assert at.top.theme.zoom == 150
    assert at.top.workspace.destination().part is SettingsPart.LOOK
    assert section("PARTNERSHIP").text("Summary for reports") == "Typed."


def test_what_was_done_is_told_newest_first(at, section):
    section("AGENCIES").write("Name of another agency", "Fostering agencies", then="Return")
    rows = section("HISTORY").rows("What was done")
    assert rows[0][0] == "Add Fostering agencies"
    assert rows[0][1] == "20 November 2026"


# By keys alone, and the set-up


def test_the_list_shows_each_section_as_one_walks_and_leads_into_it(at):
    panel = at.top.workspace.panel()
    panel.list.setFocus()
    at.keys("Home", "Down", "Down")
    before = at.top.workspace.destination().part
    at.keys("Return")
    assert at.top.workspace.destination().part is before
    assert panel.sections[before].isAncestorOf(focused())


def test_f6_goes_through_the_list_the_section_and_the_foot(at, section):
    section("AGENCIES")
    panel = at.top.workspace.panel()
    seen = []
    for _ in range(5):
        at.keys("F6")
        seen.append(
            next(
                (n for n, part in enumerate(panel.regions()) if part is focused() or part.isAncestorOf(focused())), None
            )
        )
    assert {0, 1, 2} <= set(seen)


def test_settings_has_no_more_than_one_filled_button(at):
    panel = at.top.workspace.panel()
    for part in SettingsPart:
        go(at, ToSettings(part))
        filled = [
            one for one in panel.findChildren(QPushButton) if one.property("kind") == "primary" and one.isVisible()
        ]
        assert len(filled) <= 1, (part, [one.text() for one in filled])


@pytest.mark.parametrize(("size", "zoom"), [((1366, 736), 100), ((1920, 1000), 100), ((1366, 736), 200)])
@pytest.mark.parametrize("kind", ["worked example", "new"])
def test_every_section_is_laid_out_well(qtbot, make_window, example_folder, tmp_path, kind, size, zoom):
    window = make_window(settings_room.Settings(zoom=zoom), size)
    if kind == "new":
        window.opened(
            casefiles.new_casefile(tmp_path / "New", passphrase=PASSPHRASE, partnership="Elmshire", clock=CLOCK)
        )
    else:
        opened(window, example_folder / "Northmoor.scrutiny", tmp_path)
    at = person_at(qtbot, window)
    for part in SettingsPart:
        go(at, ToSettings(part))
        with contextlib.suppress(qtbot.TimeoutError):  # what stands on a page asks for its room in turn
            qtbot.waitUntil(lambda: not flaws(window), timeout=1_000)
        assert flaws(window) == [], part


def test_a_casefile_that_is_set_up_shows_plain_sections(at_example):
    go(at_example, ToSettings())
    assert not at_example.has("Next")
    assert not at_example.has("Go on with the set-up")


def test_the_set_up_guides_ticks_what_is_done_and_can_be_left_and_taken_up_again(at):
    at.sees("Step 1 of 6")
    assert at.has("Leave the set-up")
    spoken_rows = lambda: [row for row in texts(at) if ", to do" in row or ", done" in row]  # noqa: E731
    ticked = lambda: [row.split(",")[0] for row in spoken_rows() if ", done" in row]  # noqa: E731
    assert ticked() == ["Agencies"]
    at.write("Declaration of independence", "None.")
    at.press("Next")
    assert at.top.workspace.destination().part is SettingsPart.AGENCIES
    assert "Partnership, done" in " ".join(spoken_rows())
    at.press("Leave the set-up")
    assert not at.has("Next")
    at.press("Go on with the set-up")
    at.sees("Step 3 of 6")
    at.press("Back")
    at.sees("Step 2 of 6")


def test_the_cycle_and_the_scale_of_a_new_casefile_are_to_do_until_one_went_on_from_them(qtbot, make_window, tmp_path):
    at = at_a_new_casefile(qtbot, make_window, tmp_path)
    go(at, ToSettings())
    at.sees("Step 1 of 6, 6 steps to do")
    panel = at.top.workspace.panel()
    steps = [row.split(",")[0] for row in texts(at)[1:7]]  # under the heading of the set-up, in order
    assert steps == ["Partnership", "Agencies", "Seats", "Cycles", "Scale of judgements", "Backups"]
    for part in (SettingsPart.CYCLES, SettingsPart.SCALE):
        panel.list.choose(part)
        assert f"{part.value}, to do" in " ".join(texts(at))
        at.press("Next")
        at.wait(lambda part=part: f"{part.value}, done" in " ".join(texts(at)))
    at.press("Back")
    at.sees("Step 5 of 6, 4 steps to do")


def test_the_end_of_the_cycle_goes_with_its_start_until_another_was_typed(qtbot, make_window, tmp_path):
    at = at_a_new_casefile(qtbot, make_window, tmp_path)
    panel = go(at, ToSettings(SettingsPart.CYCLES))
    part = at.within(panel.sections[SettingsPart.CYCLES])
    part.sees("It goes with the start until you give another.")
    part.write("Starts", "1/9/2027", then="Return")
    assert part.text("Ends") == "31 August 2028"
    assert context(at).cycle.ends == date(2028, 8, 31)
    assert "starts before" not in part.words()
    part.write("Ends", "31/7/2028", then="Return")
    part.write("Starts", "1/10/2027", then="Return")
    assert part.text("Ends") == "31 July 2028"
    assert "It goes with the start" not in part.words()


def test_the_set_up_opens_at_the_first_step_that_is_not_done(at_empty):
    at = at_empty
    texts = replace(context(at).texts, declaration="None of them pays me more.")
    partnership.set_statements(at.top.casefile, texts=texts)
    at.top.workspace.on_changed(at.top.workspace.panel().shows, "")
    go(at, ToSettings())
    assert at.top.workspace.destination() == ToSettings(SettingsPart.SEATS, setting_up=True)


def test_ctrl_enter_adds_what_is_being_typed_before_it_goes_on(at, section):
    part = section("AGENCIES")
    part.type("Name of another agency", "Housing")
    at.keys("Ctrl+Return")
    assert context(at).agencies[-1].name == "Housing"
    assert at.top.workspace.destination().part is SettingsPart.AGENCIES
    at.keys("Ctrl+Return")
    assert at.top.workspace.destination().part is SettingsPart.SEATS
    assert at.top.casefile.labels()[0] == "Add Housing"


def test_home_leads_to_the_step_of_the_set_up(at):
    go(at, ToHome())
    at.pick("Needs attention", "Your declaration of independence")
    assert at.top.workspace.destination() == ToSettings(SettingsPart.PARTNERSHIP, setting_up=True)
    assert at.field("Declaration of independence").hasFocus()


def texts(at) -> list[str]:
    model = at.list("Sections of Settings").model()
    return [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) or "") for row in range(model.rowCount())]


def at_a_new_casefile(qtbot, make_window, tmp_path) -> Hands:
    """Somebody in the window of a casefile that was just made."""
    window = make_window()
    window.opened(
        casefiles.new_casefile(tmp_path / "Elmshire", passphrase=PASSPHRASE, partnership="Elmshire", clock=CLOCK)
    )
    return person_at(qtbot, window)


def test_from_a_new_casefile_to_one_that_is_set_up_in_fourteen_acts(qtbot, make_window, tmp_path):
    """An act is a key pressed, or words typed into a field."""
    at = at_a_new_casefile(qtbot, make_window, tmp_path)
    acts = 0

    def act(*keys: str) -> None:
        nonlocal acts
        for key in keys:
            acts += 1
            at.keys(key)

    def type_words(words: str) -> None:
        nonlocal acts
        acts += 1
        widget = QApplication.focusWidget()
        qtbot.keyClicks(widget, words)
        at.settle()

    act("Ctrl+9")
    assert spoken(focused()) == "Declaration of independence"
    type_words("I am employed by none of the partners.")
    act("Ctrl+Return", "Space", "Return")  # all of the usual agencies
    act("Ctrl+Return", "Space", "Return")  # all of their usual seats
    act("Ctrl+Return")
    type_words("First cycle")
    act("Ctrl+Return", "Ctrl+Return")
    at.sees("Backups")
    act("Return")
    at.wait(lambda: "There is no backup yet" not in at.words())
    act("Ctrl+Return")
    shown = context(at)
    assert shown.texts.declaration == "I am employed by none of the partners."
    assert (len(shown.agencies), len(shown.seats)) == (18, 11)
    assert shown.cycle.name == "First cycle"
    assert at.top.workspace.destination() == ToHome()
    assert acts <= 14
