"""Which returns are late, by how many days, and who owes them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from scrutineer.operations import casefiles, expected
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.expected import (
    ExpectedCell,
    ExpectedRow,
    Standing,
    late_agencies,
    left_open,
    missing,
)
from scrutineer.operations.queries.expected import expected as expected_rows
from tests.operations.test_imports_made import bring_in

KIND = "Section 11, 2026"
CAME = date(2026, 5, 14)  # the day that the police's workbook says


def ask(casefile: Casefile, *names: str, due: date | None, kind: str = KIND) -> None:
    expected.expect_named(casefile, profile=kind, agencies=names, due=due)


def row(casefile: Casefile, today: date) -> ExpectedRow:
    (row,) = expected_rows(casefile, read_context(casefile), today)
    return row


def agency(casefile: Casefile, name: str) -> int:
    return next(agency.id for agency in read_context(casefile).agencies if agency.name == name)


@pytest.fixture
def asked_in_april(casefile, monkeypatch):
    monkeypatch.setattr(type(casefile.clock), "today", lambda _clock: date(2026, 4, 1))
    return casefile


@pytest.mark.parametrize(
    ("due", "standing", "days"),
    [(CAME, Standing.RECEIVED, 0), (CAME - timedelta(days=1), Standing.LATE, 1), (None, Standing.RECEIVED, 0)],
)
def test_what_comes_on_its_day_is_in_time(asked_in_april, monkeypatch, due, standing, days):
    ask(asked_in_april, "Police", due=due)
    monkeypatch.setattr(type(asked_in_april.clock), "today", lambda _clock: date(2026, 11, 20))
    bring_in(asked_in_april)
    cell = row(asked_in_april, date(2026, 11, 20)).cells[agency(asked_in_april, "Police")]
    assert (cell.standing, cell.days, cell.received) == (standing, days, CAME)


def test_only_those_that_were_asked_are_counted(asked_in_april):
    ask(asked_in_april, "ICB", due=date(2026, 9, 30))
    bring_in(asked_in_april)
    counts = row(asked_in_april, date(2026, 11, 20))
    assert (counts.asked, counts.answered) == (1, 0)


def test_what_is_awaited_without_a_day_is_chased_and_what_is_not_due_yet_is_not(asked_in_april):
    ask(asked_in_april, "ICB", due=None)
    ask(asked_in_april, "Police", due=date(2026, 9, 30), kind="Another return")
    context = read_context(asked_in_april)
    owing = [(late.agency, [asked.profile for asked in late.returns])
             for late in missing(asked_in_april, context, date(2026, 9, 30))]  # fmt: skip
    assert owing == [("ICB", [KIND])]
    rows = expected_rows(asked_in_april, context, date(2026, 9, 30))
    assert late_agencies(rows) == {agency(asked_in_april, "ICB")}
    assert [late.agency for late in missing(asked_in_april, context, date(2026, 10, 1))] == ["Police", "ICB"]


def test_what_an_earlier_cycle_asked_for_is_still_owed_in_the_next_and_counts_in_no_figure_of_it(asked_in_april):
    ask(asked_in_april, "ICB", due=None)
    casefiles.start_cycle(
        asked_in_april, name="Next", starts=date(2027, 4, 1), ends=date(2028, 3, 31), guidance="Working Together 2026"
    )
    context, day = read_context(asked_in_april), date(2027, 5, 1)
    (late,) = missing(asked_in_april, context, day)
    assert late.agency == "ICB"
    assert expected_rows(asked_in_april, context, day) == ()
    assert [row.title for row in left_open(asked_in_april, context, day)] == [f"{KIND}, of Cycle 1"]


def test_a_name_with_a_space_around_it_is_the_same_return(asked_in_april):
    ask(asked_in_april, "ICB", due=None, kind=f" {KIND} ")
    ask(asked_in_april, "ICB", "Police", due=None)
    assert row(asked_in_april, date(2026, 5, 1)).asked == 2
    ask(asked_in_april, "Police", due=None, kind=f"{KIND} ")
    assert row(asked_in_april, date(2026, 5, 1)).asked == 1


def test_a_day_once_set_may_be_moved_to_before_today_but_not_to_before_the_asking(asked_in_april, monkeypatch):
    ask(asked_in_april, "ICB", due=date(2026, 9, 30))
    monkeypatch.setattr(type(asked_in_april.clock), "today", lambda _clock: date(2026, 6, 1))
    ask(asked_in_april, "ICB", due=date(2026, 5, 1))
    assert row(asked_in_april, date(2026, 6, 1)).cells[agency(asked_in_april, "ICB")].days == 31


def test_those_asked_for_come_first(asked_in_april):
    bring_in(asked_in_april)
    ask(asked_in_april, "ICB", due=None, kind="Zebra")
    profiles = [row.profile for row in expected_rows(asked_in_april, read_context(asked_in_april), CAME)]
    assert profiles == ["Zebra", KIND]


def cells(*standings: tuple[Standing, date | None, int]) -> ExpectedRow:
    received = {Standing.RECEIVED: CAME, Standing.LATE: CAME}
    return ExpectedRow(
        KIND,
        {
            number: ExpectedCell(standing, received.get(standing), due, days, asked=due is not None)
            for number, (standing, due, days) in enumerate(standings)
        },
    )


DUE, AHEAD = date(2026, 9, 30), date(2027, 1, 15)


@pytest.mark.parametrize(
    ("row_of_cells", "words"),
    [
        (
            cells((Standing.RECEIVED, DUE, 0), *[(Standing.OVERDUE, DUE, 51)] * 5, (Standing.AWAITED, AHEAD, 0)),
            "1 received, 5 overdue by 51 days, 1 due 15 Jan",
        ),
        (
            cells((Standing.LATE, DUE, 2), (Standing.OVERDUE, DUE, 51), (Standing.OVERDUE, AHEAD, 1)),
            "1 received, 1 of them late, 2 overdue by 1 to 51 days",
        ),
        (
            cells((Standing.AWAITED, AHEAD, 0), (Standing.AWAITED, date(2027, 2, 1), 0), (Standing.OVERDUE, DUE, 1)),
            "0 received, 1 overdue by 1 day, 2 due from 15 Jan",
        ),
        (cells((Standing.RECEIVED, None, 0), (Standing.NOT_ASKED, None, 0)), "1 received, nobody was asked"),
    ],
)
def test_a_kind_of_return_says_what_came_and_what_did_not(row_of_cells, words):
    assert row_of_cells.in_words(date(2026, 11, 20)) == words


def test_what_is_awaited_without_a_day_is_said(casefile):
    ask(casefile, "ICB", due=None)
    assert row(casefile, date(2026, 11, 20)).in_words(date(2026, 11, 20)) == "0 received, 1 awaited"
