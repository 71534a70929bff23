"""The one day of a log without a column of days: offered from the words above it, taken only where a person says it."""

from __future__ import annotations

from datetime import date

import pytest

from scrutineer.domain.mapping import Layout, Role
from scrutineer.errors import UserError
from scrutineer.exchange.ledgers import LedgerReading, read_ledger
from scrutineer.exchange.log_days import day_key
from tests.exchange.made import ledger, sheet, workbook

ACTIONS = ledger(Layout.ACTION_LOG, {"action": Role.CHALLENGE, "owner": Role.AGENCY})
HEADS, ROW = ("Action", "Owner"), ("Audit the front door", "Police")
HEADING = ("Actions from the Executive, 12 March 2026",)


def read(*rows: tuple, title: str = "Actions", **chosen: str) -> LedgerReading:
    said = {f"day of {title}": day for day in chosen.values()}
    return read_ledger(workbook(sheet(*rows, title=title)), ACTIONS, said)


def offered(reading: LedgerReading) -> list[str]:
    return [day for offer in reading.offers for day, _ in offer.choices]


def days(reading: LedgerReading) -> list[date | None]:
    return [row.raised_on for row in reading.rows]


def test_the_day_above_the_headings_is_offered_with_its_cell_and_never_assumed():
    reading = read(HEADING, HEADS, ROW)
    (offer,) = reading.offers
    assert offer.kind == day_key(sheet(title="Actions"))
    assert offer.choices == (
        ("2026-03-12", "12 March 2026, as “Actions from the Executive, 12 March 2026” says (Actions!A1)"),
    )
    assert days(reading) == [None]


def test_the_day_that_a_person_says_is_that_of_every_row_and_is_asked_no_more():
    reading = read(HEADING, HEADS, ROW, ("Count the calls", "ICB"), said="2026-03-19")
    assert days(reading) == [date(2026, 3, 19)] * 2
    assert reading.offers == ()


@pytest.mark.parametrize(
    ("above", "title", "expected"),
    [
        ((), "Executive 12 March 2026", ["2026-03-12"]),
        ((), "Actions", []),
        (("Agreed 12 March 2026", "for 4 June 2026"), "Actions", ["2026-03-12", "2026-06-04"]),
    ],
    ids=["the sheet's name", "nothing said", "two days"],
)
def test_each_day_that_is_named_is_a_choice_and_none_is_made_up(above, title, expected):
    assert offered(read(*([above] if above else []), HEADS, ROW, title=title)) == expected


def test_a_log_with_a_column_of_days_is_asked_nothing():
    dated = ledger(Layout.ACTION_LOG, {"action": Role.CHALLENGE, "owner": Role.AGENCY, "agreed": Role.RAISED})
    book = workbook(sheet(HEADING, (*HEADS, "Agreed"), (*ROW, "3 May 2026")))
    assert read_ledger(book, dated).offers == ()


@pytest.mark.parametrize("typed", ["spring", "31 February 2026", "03/04"])
def test_what_is_no_one_day_is_refused_and_says_how_to_write_it(typed):
    with pytest.raises(UserError, match="is not one day"):
        read(HEADING, HEADS, ROW, said=typed)
