"""Days: a contract with its ledger, what it asks for, and what is declared."""

from __future__ import annotations

from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.activities import Contract, Declaration, DeclarationKind, Deliverable
from scrutineer.domain.changes import EVERYTHING
from scrutineer.ui.destinations import ToDays
from tests.conftest import CLOCK
from tests.ui.conftest import go

TODAY = CLOCK.today()
LEDGER, ASKED, DECLARED = "Days by month", "Deliverables", "Declarations and interests"


@pytest.fixture
def at(at_example):
    """Somebody at the days of the worked example."""
    go(at_example, ToDays())
    return at_example


def test_a_contract_is_recorded_to_the_penny_and_its_ledger_begins(at_empty):
    at = at_empty
    go(at, ToDays())
    at.sees("No contract yet")
    at.keys("Ctrl+N")
    at.write("What it is called", "Scrutiny 2026")
    at.write("First day", "1/4/2026")
    at.write("Last day", "31/3/2027")
    at.write("Days of the contract", "20")
    at.write("Fee for a day", "450.5")
    at.press("Record contract")
    at.sees("It takes pounds and pence: 450, £450 or 1,250.50.")
    at.write("Fee for a day", "£450.50", then="Ctrl+Return")
    (made,) = tables.rows(at.top.casefile, Contract)
    assert (made.half_days, made.day_fee, made.starts) == (40, 45_050, date(2026, 4, 1))
    at.sees("0 of 20 days done, no day planned, 20 days left. £0.00 so far.")


def test_the_days_of_the_example_add_up(at):
    at.sees("7 of 20 days done, 4½ days planned, 8½ days left. £3,150.00 so far.")
    fees = [row[3] for row in at.rows(LEDGER)]
    assert fees == ["£450.00", "£225.00", "£225.00", "£1,350.00", "£450.00", "£450.00"]


def test_something_is_asked_for_and_delivered_today(at):
    at.write("Deliverable", "Briefing for the committee")
    at.write("Due", "1/12/2026")
    at.keys("Return")
    assert at.rows(ASKED)[2] == ["1 Dec 26", "Briefing for the committee", "Ahead"]
    at.pick(ASKED, "Briefing for the committee", column=1)
    at.press("Delivered today")
    (made,) = tables.rows(at.top.casefile, Deliverable, title="Briefing for the committee")
    assert made.done_on == TODAY
    assert not at.has("Delivered today")


def test_an_interest_is_declared_made_again_and_ceases(at_empty):
    at = at_empty
    go(at, ToDays())
    at.choose("Kind of declaration", "Interest")
    at.write("What is declared", "Worked for a neighbour")
    at.write("What was done about it", "Compares nothing", then="Return")
    (made,) = tables.rows(at.top.casefile, Declaration)
    assert (made.kind, made.on_date, made.safeguard) == (DeclarationKind.INTEREST, TODAY, "Compares nothing")
    at.press("Declare again today")
    assert len(at.rows(DECLARED)) == 2
    assert at.rows(DECLARED)[0][3] == "20 Nov 27"
    at.press("Ceased today")
    assert [row[3] for row in at.rows(DECLARED)].count("Ceased 20 Nov 26") == 1


def test_a_declaration_without_its_kind_is_asked_for(at_empty):
    at = at_empty
    go(at, ToDays())
    at.write("What is declared", "Something", then="Return")
    at.sees("Choose what kind of declaration it is.")
    assert tables.rows(at.top.casefile, Declaration) == ()


def test_the_invoice_summary_is_one_press_away(at):
    at.press("Invoice summary")
    assert at.selected("Kinds of report") == ["Days and fee"]


def test_a_contract_that_still_asks_for_something_stays_and_says_why(at):
    at.press("Take the contract away")
    at.sees("still has deliverables. Nothing was changed. Take those away first.")
    assert tables.count(at.top.casefile, Contract) == 1


def test_a_new_contract_stands_for_itself_until_an_earlier_one_is_chosen(at):
    (before,) = tables.rows(at.top.casefile, Contract)
    at.press("New contract")
    assert at.text("What it is called") == ""
    assert "7 of 20 days done" not in at.words()
    assert not at.shows("Deliverable")
    assert at.chosen("Contract shown") == "A new contract"
    at.write("What it is called", "Scrutiny 2027")
    at.top.workspace.on_changed(EVERYTHING, "")
    assert at.text("What it is called") == "Scrutiny 2027"
    at.choose("Contract shown", before.title)
    at.sees("7 of 20 days done")
    assert at.text("What it is called") == before.title
    at.press("New contract")
    assert at.text("What it is called") == "Scrutiny 2027"
    at.keys("Escape")
    assert at.text("What it is called") == before.title


def test_days_that_another_contract_covers_are_asked_about_and_both_say_that_both_bill_them(at):
    at.keys("Ctrl+N")
    at.write("What it is called", "A second contract")
    at.write("First day", "1/3/2027")
    at.write("Last day", "31/3/2028")
    at.write("Days of the contract", "10")
    at.write("Fee for a day", "500", then="Ctrl+Return")
    at.sees("covers 1 March 2027 to 31 March 2027 as well")
    assert len(tables.rows(at.top.casefile, Contract)) == 1
    at.press("Yes, it is so")
    at.keys("Ctrl+Return")
    at.sees("what is done then is counted and billed under both.")
    assert len(tables.rows(at.top.casefile, Contract)) == 2
