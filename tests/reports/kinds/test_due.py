"""What is due, in print: nothing that waits for somebody is left out, and nothing that has passed is said to lie ahead."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.domain.activities import Activity
from scrutineer.domain.challenge_due import promises
from scrutineer.domain.due import DueKind
from scrutineer.domain.editions import allowed
from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.material import Material
from scrutineer.domain.pieces import Piece
from scrutineer.domain.recommendations import RecommendationEvent
from scrutineer.domain.recommendations import RecommendationMove as Move
from scrutineer.operations.material import read_material
from scrutineer.operations.pieces import add_piece
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.due import due_list
from scrutineer.reports.document import Grid, lines
from scrutineer.reports.kinds.due import AHEAD
from scrutineer.reports.kinds.waiting import waiting
from tests.conftest import examples
from tests.operations.left_open import leave_open
from tests.reports.kinds.building import TODAY, all_marked, blocks, built, grid, material_of, said, view_of


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
    assert "Nothing of these is past its day." not in words
    assert [row[2] for row in rows(built("due", view_of(hidden)))] == ["Annual scrutiny report, Cycle 1"]
    every = lines(built("due", view_of(hidden)))
    assert {source.table for line in every for source in line.sources} == {"cycle"}


LISTS = ("due", "quarterly", "decisions", "cover")
"""Kinds of report that say of a recommendation that it waits for somebody."""


def advised(example, *moves: RecommendationEvent) -> Material:
    """The worked example with one recommendation, of the police and with a day, and what happened to it."""
    material = material_of(example)
    one = replace(
        material.recommendations[0], text="Do the one thing.", agency_id=material.agencies[0].id, due=PASSED,
        marking=Marking.PARTNER,
    )  # fmt: skip
    events = tuple(replace(move, recommendation_id=one.id) for move in moves)
    return replace(material, recommendations=(one,), year=replace(material.year, recommendation_events=events))


PASSED = date(2026, 7, 1)
ACCEPTED = RecommendationEvent(id=901, recommendation_id=1, kind=Move.ACCEPTED, on_date=date(2026, 5, 1),
                               marking=Marking.PARTNER)  # fmt: skip
LAPSED = replace(ACCEPTED, id=902, kind=Move.LAPSED, on_date=date(2026, 6, 1), marking=Marking.PRIVATE)


@pytest.mark.parametrize("kind", LISTS)
def test_of_a_recommendation_with_a_move_that_is_withheld_nobody_is_said_to_wait(example, kind):
    """It may have lapsed: a list of what waits leaves it out and says that it does."""
    waits, hidden = view_of(advised(example, ACCEPTED)), view_of(advised(example, ACCEPTED, LAPSED))
    if kind == "cover":
        assert "Consider 1 open recommendation" in said(built(kind, waits))
        assert "open recommendation" not in said(built(kind, hidden))
    else:
        assert "Do the one thing" not in said(built(kind, hidden))
    if kind in ("due", "decisions"):
        assert "Not every move of 1 recommendation is in this edition, so it is left out." in said(built(kind, hidden))
    if kind in ("due", "quarterly"):
        assert "Do the one thing" in said(built(kind, waits))


@pytest.mark.parametrize("kind", ["annual", "piece"])
def test_where_a_move_is_withheld_a_table_says_how_far_it_knows_and_names_no_day(example, kind):
    material = advised(example, ACCEPTED, LAPSED)
    one = replace(material.recommendations[0], piece_id=material.year.pieces[0].id)
    words = said(built(kind, view_of(replace(material, recommendations=(one,)))))
    assert "Accepted, as far as this edition shows" in words
    assert "1 July 2026, which has passed" not in words


def test_a_remark_that_is_withheld_hides_nothing_of_where_it_stands(example):
    note = replace(LAPSED, kind=Move.NOTE)
    assert "Do the one thing" in said(built("due", view_of(advised(example, ACCEPTED, note))))


def test_decisions_ask_for_a_day_only_where_none_is_in_force(example):
    """The day that was set with an acceptance is a day."""
    dated = advised(example, replace(ACCEPTED, due=date(2026, 12, 18)))
    undated = replace(dated.recommendations[0], due=None)
    assert "Set a day" not in said(built("decisions", view_of(replace(dated, recommendations=(undated,)))))
    none = replace(advised(example, ACCEPTED), recommendations=(undated,))
    assert "Set a day" in said(built("decisions", view_of(none)))


def test_it_says_what_it_tells_of(example):
    for kind in ("due", "quarterly"):
        assert "This tells of everything with a day or a promise" in said(built(kind, view_of(material_of(example))))


def test_it_holds_all_that_the_list_in_the_program_holds_whatever_cycle_left_it_open(casefile):
    leave_open(casefile)
    listed = due_list(casefile, read_context(casefile), TODAY)
    assert {due.kind for due in listed} == set(DueKind)
    view = view_of(material_of(casefile), Edition.PRIVATE)
    every = waiting(view)
    assert Counter((due.kind, due.row, due.on, due.act, due.of) for due in listed) == Counter(
        (waits.act.kind, waits.source.id, waits.day, waits.act.act, waits.of) for waits in every
    )
    printed = rows(built("due", view))
    until = TODAY + timedelta(days=AHEAD)
    soon = [due for due in listed if due.on is None or due.on <= until]
    assert len(printed) == len(soon)
    for due in soon:
        assert any(due.why in row[3] and due.act.value in row[3] for row in printed), due.what
    words = said(built("due", view))
    for title in (
        "Neglect at night",
        "Visit to the front door",
        "Section 11",
        "Is it better?",
        "Oak School and Meadow",
    ):
        assert title in words
    assert "Planned and not yet done, of Cycle 1." in words


def test_what_another_cycle_left_open_and_is_marked_private_is_counted_and_not_told(casefile):
    leave_open(casefile)
    material = material_of(casefile)
    hidden = tuple(
        replace(thing, marking=Marking.PRIVATE) if isinstance(thing, Activity) else thing
        for thing in material.year.waits
    )
    words = said(built("due", view_of(replace(material, year=replace(material.year, waits=hidden)))))
    assert "Visit to the front door" not in words
    assert "Oak School and Meadow" in words
    assert "other things that wait are not in this edition" in words


def test_a_report_of_a_cycle_that_is_over_tells_of_no_other_cycles_things(casefile):
    earlier = leave_open(casefile)
    add_piece(casefile, piece=Piece(cycle_id=earlier, title="Begun since", starts=TODAY))
    then = allowed(read_material(casefile, TODAY, earlier), Edition.PRIVATE)
    titles = {waits.what for waits in waiting(then)}
    assert "Neglect at night" in titles
    assert "Begun since" not in titles
    assert {waits.of for waits in waiting(then)} == {""}


def test_what_is_due_today_is_due_next_in_the_quarter(example):
    material = advised(example, ACCEPTED)
    today = replace(material, recommendations=(replace(material.recommendations[0], due=material.today),))
    rows_of = grid(built("quarterly", view_of(today)), "What is due next")
    assert [row[0] for row in rows_of if "Do the one thing" in row[1]] == ["20 November 2026"]


def test_no_sentence_of_it_ends_twice(example):
    told = [row[3] for row in rows(built("due", view_of(material_of(example), Edition.PRIVATE)))]
    assert any(words.endswith("?") for words in told)
    assert [words for words in told if not words.endswith((".", "?")) or words.endswith(("?.", ".."))] == []
