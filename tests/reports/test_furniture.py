"""What every format goes by: characters that all can hold, levels without a gap, places, widths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.reports.document import Grid, GridCell, Heading, Run, Section, plain
from scrutineer.reports.furniture import Outline, anchors, linked, runs_to_left, settled, shares
from tests.reports.documents import EVERY_BLOCK, document, grid_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("e\u0301", "é"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\x00b", "a\ufffdb"),
        ("\ud800", "\ufffd"),
        ("plain", "plain"),
    ],
)
def test_a_text_becomes_what_every_format_can_hold_and_nothing_vanishes(typed, kept):
    assert settled(typed) == kept


@given(st.text(st.characters()))
def test_settling_twice_changes_nothing_more(typed):
    assert settled(settled(typed)) == settled(typed)


@pytest.mark.parametrize(
    ("text", "turned"), [("שלום", True), ("12 שלום", True), ("a שלום", False), ("", False), ("…", False)]
)
def test_the_first_letter_says_which_way_a_text_runs(text, turned):
    assert runs_to_left(text) is turned


@given(st.lists(st.integers(2, 3)))
def test_no_level_is_skipped(wanted):
    outline, before = Outline(), 1
    for level in map(outline.level, wanted):
        assert 2 <= level <= before + 1
        before = level


def test_places_are_named_by_number_so_that_a_name_says_nothing():
    names = anchors(EVERY_BLOCK)
    assert {"challenge-1", "row-3", "summary"} <= set(names)
    assert all(name.removeprefix("at_").isdigit() for name in names.values())
    assert len(set(names.values())) == len(names)


def test_a_link_to_what_the_document_does_not_hold_leads_nowhere():
    names = anchors(document(Section("s", "S", (Heading("H", anchor="there"),))))
    runs = (Run("a", leads_to="there"), Run("b", leads_to="gone"), Run("c"), Run(""))
    assert [(run.text, bool(name)) for run, name in linked(runs, names)] == [("a", True), ("b", False), ("c", False)]


def test_a_grid_says_its_widths_or_has_room_for_its_longest_words():
    assert shares(Grid("G", (), ("a", "b"), widths=(1, 3))) == [0.25, 0.75]
    assert shares(Grid("G", (), ("Reference", "b"), widths=(1, 99)))[0] > 0.1
    narrow, wide = shares(grid_of("G", ("1", "word " * 50), head=("Evidence", "Words")))
    assert narrow > 0.1
    assert wide > 2 * narrow
    assert sum(shares(Grid("G", ((GridCell(plain("")), GridCell(plain(""))),)))) == pytest.approx(1)
