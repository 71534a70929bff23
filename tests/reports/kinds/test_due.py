"""What is due, in print: nothing that waits for somebody is left out, and nothing that has passed is said to lie ahead."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.domain.challenge_due import promises
from scrutineer.domain.marking import Edition, Marking
from scrutineer.reports.document import Grid
from scrutineer.reports.kinds.due import AHEAD
from scrutineer.reports.kinds.waiting import waiting
from tests.conftest import examples
from tests.reports.kinds.building import all_marked, blocks, built, material_of, said, view_of


def rows(document) -> list[list[str]]:
    """The rows of every table of things that wait."""
    tables = [block for block in blocks(document) if isinstance(block, Grid) and block.head[:1] == ("By when",)]
    return [["".join(run.text for run in cell.words) for cell in row] for table in tables for row in table.rows]


def test_every_promise_of_every_challenge_stands_in_it_or_is_counted(example):
    material = material_of(example)
    document = built("due", view_of(material, Edition.PRIVATE))
    shown = {row[2].split()[0] for row in rows(document) if row[2].startswith("NSCP")}
    until = material.today + timedelta(days=AHEAD)
    wanted = {
        life.challenge.reference
        for life in material.lives
        for promise in promises(life)
        if promise.on is None or promise.on <= until
    }
    assert shown == wanted


@settings(max_examples=examples(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.integers(-200, 900))
def test_on_any_day_what_has_passed_says_how_long_ago_and_nothing_else_does(example, days):
    material = material_of(example)
    today = material.today + timedelta(days=days)
    view = view_of(replace(material, today=today), Edition.PRIVATE)
    document = built("due", view)
    late = [row for row in rows(document) if row[0].endswith("ago")]
    assert len(late) == sum(waits.days_late(today) > 0 for waits in waiting(view))
    quarterly = [row[0] for row in rows(built("quarterly", view))]
    assert sum(day.endswith("ago") for day in quarterly) == len(late)


@pytest.mark.parametrize("agency", ["Police", "Housing"])
def test_for_one_agency_it_holds_what_waits_for_it_alone(example, agency):
    material = material_of(example)
    wanted = next(known for known in material.agencies if known.name == agency)
    document = built("due", view_of(material, agency=wanted))
    others = {known.name for known in material.agencies} - {agency}
    assert not {row[1] for row in rows(document)} & others


def test_what_is_withheld_is_counted_and_nothing_is_said_to_be_all(example):
    hidden = all_marked(material_of(example), Marking.PRIVATE)
    words = said(built("due", view_of(hidden)))
    assert "not in this edition" in words
    assert "Nothing is past its day." not in words
    assert rows(built("due", view_of(hidden))) == []
