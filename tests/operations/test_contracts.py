"""The contract and what it asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.activities import Activity, ActivityState, Contract, Deliverable
from scrutineer.errors import Doubtful, UserError
from scrutineer.operations import activities, contracts
from scrutineer.operations.asking import asking
from scrutineer.operations.queries.contracts import contract_on, contract_views
from tests.conftest import CLOCK

TODAY = CLOCK.today()
CONTRACT = Contract(title="Scrutiny 2026", starts=date(2026, 4, 1), ends=date(2027, 3, 31), half_days=40,
                    day_fee=45_000)  # fmt: skip


@pytest.fixture
def kept(casefile) -> Contract:
    contracts.add_contract(casefile, contract=CONTRACT)
    (known,) = tables.rows(casefile, Contract)
    return known


def test_days_done_in_any_cycle_within_the_term_are_its_days(casefile, kept):
    for cycle, day in ((1, date(2026, 5, 6)), (1, date(2026, 3, 30))):
        done = Activity(cycle_id=cycle, title="A", method="visit", state=ActivityState.DONE, done_on=day, half_days=3)
        activities.add_activity(casefile, activity=done)
    (view,) = contract_views(casefile)
    assert (view.contract, view.ledger.used, view.ledger.fee) == (kept, 3, 67_500)


def test_what_it_asks_for_is_delivered_on_a_day_and_stands_in_the_order_of_its_days(casefile, kept):
    for title, due in (("Annual report", date(2027, 3, 1)), ("Quarterly findings", date(2026, 7, 15))):
        contracts.add_deliverable(casefile, deliverable=Deliverable(contract_id=kept.id, title=title, due=due))
    (view,) = contract_views(casefile)
    first = view.deliverables[0]
    assert [due.title for due in view.deliverables] == ["Quarterly findings", "Annual report"]
    contracts.deliver(casefile, deliverable_id=first.id, done_on=TODAY, given="The executive")
    assert tables.get(casefile, Deliverable, first.id) == replace(first, done_on=TODAY, given="The executive")


def test_a_contract_that_still_asks_for_something_stays(casefile, kept):
    contracts.add_deliverable(casefile, deliverable=Deliverable(contract_id=kept.id, title="Findings", due=TODAY))
    with pytest.raises(UserError, match="still has deliverables"):
        contracts.take_contract_away(casefile, contract=kept)
    (asked,) = tables.rows(casefile, Deliverable)
    contracts.take_deliverable_away(casefile, deliverable=asked)
    contracts.take_contract_away(casefile, contract=kept)
    assert contract_views(casefile) == ()


def test_a_contract_that_ends_before_it_starts_or_has_no_title_is_refused(casefile):
    with pytest.raises(UserError, match="ends before it starts"):
        contracts.add_contract(casefile, contract=replace(CONTRACT, ends=date(2026, 3, 1)))
    with pytest.raises(UserError, match="no title") as refused:
        contracts.add_contract(casefile, contract=replace(CONTRACT, title=" "))
    assert refused.value.about == "title"


def test_the_contract_of_a_day_is_the_one_that_runs_on_it_else_the_newest(casefile, kept):
    contracts.add_contract(
        casefile, contract=replace(CONTRACT, title="Next", starts=date(2027, 4, 1), ends=date(2028, 3, 31))
    )
    views = contract_views(casefile)
    assert contract_on(views, TODAY).contract == kept
    assert contract_on(views, date(2029, 1, 1)).contract.title == "Next"
    assert contract_on((), TODAY) is None


def test_days_that_two_contracts_cover_are_asked_about_and_told_of_both(casefile, kept):
    second = replace(CONTRACT, title="Second", starts=date(2026, 12, 1), ends=date(2027, 11, 30))
    with (
        pytest.raises(Doubtful, match="“Scrutiny 2026” covers 1 December 2026 to 31 March 2027 as well") as asked,
        asking(casefile),
    ):
        contracts.add_contract(casefile, contract=second)
    assert asked.value.about == "starts"
    assert tables.rows(casefile, Contract) == (kept,)
    new = contracts.add_contract(casefile, contract=second).value
    stored = tables.get(casefile, Contract, new)
    with asking(casefile):
        contracts.change_contract(casefile, contract=replace(stored, notes="Agreed so"))
    with pytest.raises(Doubtful, match="1 November 2026 to 31 March 2027"), asking(casefile):
        contracts.change_contract(casefile, contract=replace(stored, starts=date(2026, 11, 1)))
    (later,), (earlier,) = (view.billed_twice for view in contract_views(casefile))
    assert (
        later
        == "“Scrutiny 2026” covers 1 December 2026 to 31 March 2027 as well: what is done then is counted and billed under both."
    )
    assert earlier.startswith("“Second” covers 1 December 2026 to 31 March 2027 as well")
    with asking(casefile):
        contracts.change_contract(casefile, contract=replace(stored, starts=date(2027, 4, 1)))
    assert [view.billed_twice for view in contract_views(casefile)] == [(), ()]


def test_nothing_is_delivered_before_the_contract_began(casefile, kept):
    early = date(2026, 3, 31)
    asked = Deliverable(contract_id=kept.id, title="Annual report", due=date(2027, 3, 1))
    added = contracts.add_deliverable(casefile, deliverable=asked).value
    known = tables.get(casefile, Deliverable, added)
    for record in (
        lambda: contracts.deliver(casefile, deliverable_id=added, done_on=early),
        lambda: contracts.add_deliverable(casefile, deliverable=replace(asked, done_on=early)),
        lambda: contracts.change_deliverable(casefile, deliverable=replace(known, done_on=early)),
    ):
        with pytest.raises(UserError, match="before the contract began, on 1 April 2026"):
            record()
    assert tables.rows(casefile, Deliverable) == (known,)
    contracts.deliver(casefile, deliverable_id=added, done_on=kept.starts)
