"""What partners paid: three bars a partner on one axis, each with its sum in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.contributions import contributions_picture
from scrutineer.domain.ledgers import Contribution
from scrutineer.domain.picture import Box, Words
from tests.domain.drawn import assert_sound, measure

YEARS = ["2022-23", "2023-24", "2024-25", "2025-26"]


def paid(partner="Police", year="2025-26", amount=100.0, return_id=1, in_kind=""):
    return Contribution(
        partner=partner, year=year, amount=amount, return_id=return_id, in_kind=in_kind, typed="", cell="A1"
    )  # fmt: skip


rows = st.lists(
    st.builds(
        paid,
        st.sampled_from(["Police", "A partner with a name that goes on for longer than there is room", "ICB"]),
        st.sampled_from([*YEARS, ""]),
        st.none() | st.floats(0, 9e7),
        st.integers(1, 3),
        st.sampled_from(["", "2 days a month", "A room, and somebody who takes the minutes at every meeting"]),
    ),
    min_size=1,
    max_size=30,
)


@given(rows, st.floats(36, 140))
def test_nothing_stands_outside_or_over_words(made, width):
    assert_sound(contributions_picture(made), width)


@given(rows)
def test_words_table_and_bars_say_the_same_sums(made):
    picture = contributions_picture(made)
    drawn = picture.laid_out(90, measure)
    said = [shape.text for shape in drawn.shapes if isinstance(shape, Words)]
    for partner, cells in zip(picture.rows, picture.table.rows[:-1], strict=True):
        assert cells[1:-1:2] == partner.words
        for year, words in zip(picture.years, partner.words, strict=True):
            assert f"{words} in {year}" in picture.spoken
            assert words in said
    sums = [amount or 0.0 for partner in picture.rows for amount in partner.sums]
    bars = [shape.width for shape in drawn.shapes if isinstance(shape, Box)]
    most, widest = max(sums, default=0), max(bars, default=0)
    if most >= 1:
        assert [bar / widest for bar in bars] == pytest.approx([amount / most for amount in sums], abs=1e-6)


def test_the_newest_three_years_are_drawn_and_a_sum_that_is_missing_is_said():
    picture = contributions_picture([paid(year=year, amount=None if year == "2024-25" else 5.0) for year in YEARS])
    assert picture.years == ("2023-24", "2024-25", "2025-26")
    assert picture.rows[0].words == ("£5", "no sum", "£5")


def test_each_year_has_its_own_shares():
    sums = {"Police": (10.0, 30.0), "ICB": (30.0, None)}
    made = [paid(name, year, amount) for name, both in sums.items() for year, amount in zip(YEARS, both, strict=False)]
    table = contributions_picture(made).table
    assert table.headings == ("Partner", "2022-23", "Share, 2022-23", "2023-24", "Share, 2023-24", "In kind")
    assert table.rows == (
        ("Police", "£10", "25%", "£30", "100%", ""), ("ICB", "£30", "75%", "no sum", "", ""),
        ("All together", "£40", "100%", "£30", "100%", ""),
    )  # fmt: skip


def test_two_sums_of_one_workbook_are_one_and_a_newer_workbook_counts_instead():
    both = [paid(amount=5.0), paid(amount=7.0)]
    assert contributions_picture(both).rows[0].sums == (12.0,)
    assert contributions_picture([*both, paid(amount=3.0, return_id=2)]).rows[0].sums == (3.0,)
