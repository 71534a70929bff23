"""Everything that is due is found where its next act is done, in whatever cycle it was begun."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scrutineer.domain.activities import Activity
from scrutineer.domain.dates import short_date
from scrutineer.domain.due import Due, DueKind
from scrutineer.domain.ids import CycleId
from scrutineer.operations import activities, expected
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.due import due_list
from scrutineer.ui.destinations import ToChallenge, ToReports, ToYear
from scrutineer.ui.panels.due import act_on
from tests.operations.acts import TODAY
from tests.operations.left_open import leave_open
from tests.ui.conftest import go
from tests.ui.hands import Hands

CHALLENGE = {DueKind.REPLY, DueKind.MOVE, DueKind.ACTION, DueKind.TEST, DueKind.RETEST, DueKind.IMPACT}
TABLES = {
    DueKind.ACTIVITY: "Activities", DueKind.PIECE: "Scrutiny pieces", DueKind.ASKED: "Agencies asked",
    DueKind.STAGE: "Stages of rounds", DueKind.PEERS: "Pairs that challenge each other",
    DueKind.DELIVERABLE: "Deliverables", DueKind.DECLARATION: "Declarations and interests",
    DueKind.QUESTION: "Questions", DueKind.CLOCK: "Clocks", DueKind.INSPECTION: "Inspections and peer reviews",
    DueKind.RECOMMENDATION: "Recommendations", DueKind.RECOMMENDATION_TEST: "Recommendations",
    DueKind.EVIDENCE: "Register of evidence",
}  # fmt: skip
"""Where a thing of a kind is listed on the page that its line leads to."""


@pytest.fixture
def at(at_empty: Hands) -> Hands:
    """Somebody in the cycle after one that left everything open."""
    leave_open(at_empty.top.casefile)
    at_empty.top.workspace.session.refresh()
    at_empty.settle()
    return at_empty


def due_things(at: Hands) -> tuple[Due, ...]:
    casefile = at.top.casefile
    return due_list(casefile, read_context(casefile), TODAY)


def is_due(at: Hands, due: Due) -> bool:
    return any((other.kind, other.row) == (due.kind, due.row) for other in due_things(at))


def words_of(due: Due) -> list[str]:
    """What the row of a thing says of it."""
    if due.kind is DueKind.ASKED:
        return [due.waiting_on, due.detail]
    if due.kind is DueKind.PEERS:
        return [due.what]
    if due.kind is DueKind.STAGE and due.since is not None:
        return [short_date(due.since)]
    return [due.what.removeprefix("Declaration: ").partition(", ")[0]]


def test_everything_that_is_due_is_chosen_where_its_line_leads(at):
    every = due_things(at)
    assert {due.kind for due in every} == set(DueKind)
    missed = []
    for due in every:
        panel = go(at, act_on(due))
        if due.kind in CHALLENGE:
            found = isinstance(panel.destination(), ToChallenge) and panel.destination().challenge_id == due.row
        elif due.kind is DueKind.RETURN:
            found = f"{due.waiting_on}, {due.what.partition(',')[0]}" in at.words()
        elif due.kind is DueKind.YEARLY:
            asked = panel.choice.request()
            found = (asked.kind, asked.cycle or "The next") == ("annual", due.what.partition(", ")[2])
        else:
            row = " ".join(" ".join(at.selected(TABLES[due.kind])).split())
            found = all(word in row for word in words_of(due))
        if not found:
            missed.append((due.kind.value, due.what))
    assert missed == []


def finish_stage(at: Hands) -> None:
    at.write("Stage done on", f"{TODAY:%d/%m/%Y}")
    at.press("Record the stage")


def report_piece(at: Hands) -> None:
    at.write("Reported on", f"{TODAY:%d/%m/%Y}")
    at.press("Record")


def hold_pair(at: Hands) -> None:
    at.write("Held on", f"{TODAY:%d/%m/%Y}")
    at.keys("Ctrl+Return")


ACTS: dict[DueKind, Callable[[Hands], None]] = {
    DueKind.ACTIVITY: lambda at: at.press("Done today"),
    DueKind.ASKED: lambda at: at.press("Came today"),
    DueKind.STAGE: finish_stage,
    DueKind.PIECE: report_piece,
    DueKind.PEERS: hold_pair,
}


@pytest.mark.parametrize("kind", ACTS, ids=lambda kind: kind.name)
def test_what_an_earlier_cycle_left_open_can_be_ended_there(at, kind):
    for due in [due for due in due_things(at) if due.kind is kind][:3]:
        go(at, act_on(due))
        said = TABLES[DueKind.PIECE if kind is DueKind.ASKED else kind]
        assert "of Cycle 1" in " ".join(at.selected(said))
        ACTS[kind](at)
        assert not is_due(at, due), due.what


def test_a_return_of_an_earlier_cycle_is_no_longer_waited_for_once_nobody_is_asked(at):
    due = next(thing for thing in due_things(at) if thing.kind is DueKind.RETURN)
    go(at, act_on(due))
    assert "of Cycle 1" in at.words()
    at.press("Ask for returns")
    at.tick(due.waiting_on, False)
    at.press("Record")
    assert not is_due(at, due)


def test_a_return_asked_for_in_both_cycles_has_a_place_of_its_own_in_each(at):
    casefile = at.top.casefile
    context = read_context(casefile)
    expected.expect_returns(casefile, profile="Section 11", agency_ids=[context.agencies[2].id], due=None)
    owed = [thing for thing in due_things(at) if thing.kind is DueKind.RETURN and "Section 11" in thing.what]
    assert len(owed) == 3
    for due in owed:
        go(at, act_on(due))
        name = "Section 11, of Cycle 1" if "of Cycle 1" in due.why else "Section 11"
        at.sees(f"{due.waiting_on}, {name}")


def test_a_piece_of_an_earlier_cycle_has_its_report(at):
    go(at, act_on(next(thing for thing in due_things(at) if thing.kind is DueKind.PIECE)))
    at.press("Report of the piece")
    assert at.chosen("Scrutiny piece") == "Neglect at night"
    assert at.chosen("Cycle") == "Cycle 1"
    panel = go(at, ToReports("annual"))
    assert (panel.choice.request().kind, panel.choice.request().cycle) == ("annual", "")


def test_nothing_of_an_earlier_cycle_counts_in_this_one(at):
    activities.add_activity(
        at.top.casefile, activity=Activity(cycle_id=CycleId(0), title="Tea", method="visit", planned_on=TODAY)
    )
    go(at, ToYear())
    at.sees("0 done, 1 planned")
    at.sees("3 activities, 2 of them of another cycle")
