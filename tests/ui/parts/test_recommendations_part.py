"""The recommendations of a review: kept with owner and date, taken away again."""

from __future__ import annotations

from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.evidence import EvidenceKind
from scrutineer.domain.recommendations import Recommendation
from scrutineer.ui.destinations import ToItem
from tests.operations.acts import capture
from tests.ui.conftest import go


@pytest.fixture
def at(at_empty):
    """Somebody at a review."""
    review = capture(at_empty.top.casefile, kind=EvidenceKind.REVIEW, title="Local review")
    go(at_empty, ToItem(review))
    return at_empty


def kept(at) -> tuple[Recommendation, ...]:
    return tables.rows(at.top.casefile, Recommendation)


def test_one_is_kept_with_its_number_owner_and_date(at):
    at.write("Number of the recommendation", "3")
    at.write("Recommendation", "Read one record a month")
    at.choose("Owner", "Police")
    at.write("Due", "1/3/2027")
    at.press("Keep recommendation")
    (one,) = kept(at)
    assert (one.number, one.text, one.due) == ("3", "Read one record a month", date(2027, 3, 1))
    at.sees("3 Read one record a month (Police, by 1 Mar 27)")
    assert at.text("Recommendation") == ""


def test_enter_keeps_it_with_nobody_named(at):
    at.write("Recommendation", "Read one record a month", then="Return")
    at.sees("Read one record a month (nobody named)")
    assert kept(at)[0].agency_id is None


def test_a_date_that_is_none_keeps_what_was_typed(at):
    at.write("Recommendation", "Read one record a month")
    at.write("Due", "soon")
    at.press("Keep recommendation")
    at.sees("“soon” is no date.")
    assert kept(at) == ()
    assert at.text("Recommendation") == "Read one record a month"


def test_one_without_words_is_refused(at):
    at.press("Keep recommendation")
    at.sees("Write what is recommended.")
    assert kept(at) == ()


def test_one_is_taken_away(at):
    at.write("Recommendation", "Read one record a month", then="Return")
    part = at.within(at.top.workspace.panel().details)
    part.press("Take away")
    assert kept(at) == ()


def test_what_is_being_typed_stays_while_another_is_taken_away(at):
    at.write("Recommendation", "Read one record a month", then="Return")
    at.write("Recommendation", "Half typed")
    part = at.within(at.top.workspace.panel().details)
    part.press("Take away")
    assert at.text("Recommendation") == "Half typed"
