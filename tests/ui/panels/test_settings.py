"""Settings: each card records by itself, keeps what is being typed, and refuses what cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer import settings as settings_room
from scrutineer.casefile import tables
from scrutineer.domain.partnership import Agency, Seat
from scrutineer.errors import WrongPassphrase
from scrutineer.operations import casefiles, partnership
from scrutineer.ui.destinations import ToHome, ToSettings
from tests.conftest import CLOCK, PASSPHRASE
from tests.ui.conftest import go
from tests.ui.hands import choose_files, press_keys

SECRETS = ("Current passphrase", "New passphrase", "New passphrase again")


@pytest.fixture
def at(at_empty):
    """Somebody at the settings of a casefile with three agencies."""
    go(at_empty, ToSettings())
    return at_empty


@pytest.fixture
def cards(at):
    """A way to look at one card alone."""
    return lambda name: at.within(getattr(at.top.workspace.panel(), name))


def context(at):
    return at.top.workspace.session.context


def test_the_partnership_is_recorded_in_every_part(at, cards):
    card = cards("partnership")
    card.write("Name", "Elmshire Partnership")
    card.write("Prefix of references", "esp")
    card.write("The scrutineer's role", "Scrutineer for Elmshire")
    card.write("Declaration of independence", "None of them pays me more.")
    card.write("Summary for reports", "A year of change.")
    card.write("Limits of the evidence", "Few replies.")
    card.press("Record the partnership")
    one = context(at).partnership
    assert (one.name, one.prefix, one.scrutineer) == ("Elmshire Partnership", "ESP", "Scrutineer for Elmshire")
    assert (one.declaration, one.summary, one.limits) == (
        "None of them pays me more.",
        "A year of change.",
        "Few replies.",
    )
    at.sees("Elmshire Partnership")


def test_another_scale_applies_to_new_judgements(at, cards):
    wanted = next(words for words in at.choices("Scale of judgements") if words != at.chosen("Scale of judgements"))
    at.choose("Scale of judgements", wanted)
    cards("partnership").press("Record the partnership")
    assert context(at).scale.name == wanted


def test_the_cycle_is_recorded(at, cards):
    card = cards("cycle")
    card.write("Name", "First cycle")
    card.write("Starts", "1/4/2026")
    card.write("Ends", "31/3/2027")
    card.press("Record the cycle")
    cycle = context(at).cycle
    assert (cycle.name, cycle.starts, cycle.ends) == ("First cycle", date(2026, 4, 1), date(2027, 3, 31))
    at.sees("First cycle: 1 April 2026 to 31 March 2027")


def test_a_cycle_without_two_dates_is_not_recorded_and_stays_as_typed(at, cards):
    before = context(at).cycle
    cards("cycle").write("Ends", "soon")
    cards("cycle").press("Record the cycle")
    at.sees("“soon” is no date.")
    assert context(at).cycle == before
    assert cards("cycle").text("Ends") == "soon"
    cards("cycle").write("Ends", "31/3/2027")


def test_a_cycle_that_ends_before_it_starts_is_refused(at, cards):
    before = context(at).cycle
    cards("cycle").write("Ends", "1/1/2020")
    cards("cycle").press("Record the cycle")
    assert at.top.notices.records.pop().message
    assert context(at).cycle == before
    cards("cycle").write("Ends", "31/3/2027")


def test_the_next_cycle_follows_the_one_that_ends(at, cards):
    before = context(at).cycle
    cards("cycle").press("Start the next cycle")
    now = context(at).cycle
    assert (now.name, (now.starts - before.ends).days) == ("Cycle 2", 1)
    assert cards("cycle").text("Name") == "Cycle 2"


def test_an_agency_is_added_with_the_other_names_it_goes_by(at, cards):
    at.keys("Ctrl+N")
    assert at.field("Agency's name").hasFocus()
    card = cards("agencies")
    card.write("Agency's name", "Fostering agencies")
    card.choose("Kind", "Education")
    card.write("Other names", "IFAs, Foster care ,")
    card.press("Add as new")
    one = context(at).agencies[-1]
    assert (one.name, one.kind.value, one.aliases) == ("Fostering agencies", "education", ("IFAs", "Foster care"))
    assert ["Fostering agencies", "Education", "IFAs, Foster care"] in card.rows("Agencies")


def test_the_agency_chosen_is_changed(at, cards):
    card = cards("agencies")
    card.pick("Agencies", "ICB")
    assert (card.text("Agency's name"), card.text("Other names")) == ("ICB", "CCG, Health")
    card.write("Agency's name", "Integrated care board")
    card.press("Change the one chosen")
    names = [one.name for one in tables.rows(at.top.casefile, Agency)]
    assert "Integrated care board" in names
    assert "ICB" not in names


def test_an_agency_of_a_name_that_is_known_is_refused(at, cards):
    card = cards("agencies")
    card.write("Agency's name", "Police")
    card.press("Add as new")
    assert "Police" in at.top.notices.records.pop().message
    assert len(tables.rows(at.top.casefile, Agency)) == 3


def test_a_seat_is_a_role_in_an_agency(at, cards):
    card = cards("seats")
    card.write("Title of the seat", "Chief constable")
    card.choose("Agency", "Police")
    card.press("Add seat")
    (seat,) = tables.rows(at.top.casefile, Seat)
    assert (seat.title, context(at).agency_name(seat.agency_id)) == ("Chief constable", "Police")
    assert card.rows("Seats")[0][:2] == ["Chief constable", "Police"]


def test_what_is_being_typed_stays_while_something_else_changes_and_when_the_page_is_left(at, cards):
    cards("partnership").type("Summary for reports", "Typed and not recorded.")
    cards("agencies").write("Agency's name", "Fostering agencies")
    cards("agencies").press("Add as new")
    assert cards("partnership").text("Summary for reports") == "Typed and not recorded."
    go(at, ToHome())
    assert context(at).partnership.summary == ""
    go(at, ToSettings())
    assert cards("partnership").text("Summary for reports") == "Typed and not recorded."


def test_a_card_that_nobody_typed_in_follows_the_record(at, cards):
    details = replace(context(at).partnership, summary="Changed elsewhere.")
    partnership.set_partnership(at.top.casefile, details=details)
    at.top.workspace.on_changed(at.top.workspace.panel().shows, "")
    assert cards("partnership").text("Summary for reports") == "Changed elsewhere."


def close(at) -> None:
    """Close the window; it goes once the casefile was backed up and let go of."""
    at.top.close()
    at.qtbot.waitUntil(lambda: not at.top.isVisible(), timeout=20_000)


def secrets(card, *words: str) -> None:
    for name, text in zip(SECRETS, words, strict=True):
        card.write(name, text)
    card.press("Change passphrase")


def test_the_passphrase_is_changed_and_the_fields_are_empty(at, cards):
    secrets(cards("safety"), PASSPHRASE, "a new passphrase", "a new passphrase")
    assert at.top.isEnabled()
    assert [cards("safety").text(name) for name in SECRETS] == ["", "", ""]
    path = at.top.casefile.path
    close(at)
    with pytest.raises(WrongPassphrase):
        casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
    casefiles.open_casefile(path, passphrase="a new passphrase", clock=CLOCK).close()


def test_what_a_new_passphrase_withstands_is_said_as_it_is_typed_and_is_gone_with_it(at, cards):
    card = cards("safety")
    card.write("New passphrase", "qwertyuiop")
    card.sees("Withstands a person who tries by hand, no computer.")
    assert "Withstands" in card.field("New passphrase").accessibleDescription()
    card.write("New passphrase", "four u")
    card.sees("4 more characters needed.")
    secrets(card, PASSPHRASE, "qwertyuiop", "qwertyuiop")  # weak, and allowed
    assert card.text("New passphrase") == ""
    assert "Withstands" not in card.words()


def test_a_recovery_sheet_is_written_and_asked_for_again_after_a_change_of_passphrase(at, cards, tmp_path, monkeypatch):
    choose_files(monkeypatch, tmp_path / "sheet.pdf")
    card = cards("safety")
    assert "Write a new recovery sheet" not in card.words()
    secrets(card, PASSPHRASE, "a new passphrase", "a new passphrase")
    card.sees("Write a new recovery sheet, and destroy the one before")
    card.press("Write a recovery sheet")
    assert any("write the passphrase on it by hand" in message for message in at.messages())
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(("current", "again", "said"), [
    ("wrong", "a new passphrase", "does not open"), (PASSPHRASE, "another one", "The two new passphrases differ."),
])  # fmt: skip
def test_a_passphrase_that_cannot_be_changed_says_so_and_the_window_can_be_used(at, cards, current, again, said):
    secrets(cards("safety"), current, "a new passphrase", again)
    assert any(said in message for message in at.messages())
    assert at.top.isEnabled()
    path = at.top.casefile.path
    close(at)
    casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK).close()


def test_the_casefile_is_checked_and_backed_up(at, cards, tmp_path, monkeypatch):
    cards("safety").press("Check the casefile")
    at.sees("The casefile is sound.")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    choose_files(monkeypatch, elsewhere)
    cards("safety").press("Back up elsewhere")
    (backup,) = elsewhere.rglob("*.scrutiny")
    casefiles.open_casefile(backup, passphrase=PASSPHRASE, clock=CLOCK).close()


def test_everything_goes_out_into_an_empty_folder(at, cards, tmp_path, monkeypatch):
    out = tmp_path / "export"
    out.mkdir()
    choose_files(monkeypatch, out)
    cards("safety").press("Export everything")
    assert any(out.iterdir())


def test_this_computers_look_and_idle_minutes_are_kept(at, cards):
    cards("computer").choose("Lock after", "20 minutes")
    assert settings_room.load()[0].idle_minutes == 20
    assert 19 * 60_000 < at.top.idle.left() <= 20 * 60_000
    cards("computer").choose("Lock after", "Never")
    assert at.top.idle.left() == -1
    cards("computer").choose("Palette", "Dark")
    assert at.top.theme.palette == "dark"
    assert settings_room.load()[0].palette == "dark"


def test_a_larger_text_keeps_what_was_typed(at, cards):
    cards("partnership").type("Summary for reports", "Typed.")
    cards("computer").choose("Text size", "150%")
    at.settle()
    assert at.top.theme.zoom == 150
    assert cards("partnership").text("Summary for reports") == "Typed."


def test_what_was_done_is_told_newest_first(at, cards):
    cards("agencies").write("Agency's name", "Fostering agencies")
    cards("agencies").press("Add as new")
    rows = cards("history").rows("What was done")
    assert rows[0][0] == "Add Fostering agencies"
    assert rows[0][1] == "20 November 2026"


def test_ctrl_enter_records_the_card_that_the_focus_is_in(at, cards):
    cards("partnership").write("Name", "Elmshire Partnership")
    cards("partnership").field("Name").setFocus()
    press_keys("Ctrl+Return", at.top)
    at.wait(lambda: context(at).partnership.name == "Elmshire Partnership")


def test_ctrl_enter_asks_where_two_things_could_be_meant(at, cards):
    cards("agencies").write("Agency's name", "Northern Police")
    cards("agencies").field("Agency's name").setFocus()
    before = context(at).agencies
    press_keys("Ctrl+Return", at.top)
    at.wait(lambda: any("Add as new, or change" in said for said in at.messages()))
    assert context(at).agencies == before
