"""What partners paid: a bar a year for each partner on one axis, each with its sum in words."""

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
    tabled = [cell for row in picture.table.rows for cell in row]
    for partner in picture.rows:
        assert set(partner.words) <= set(tabled)
        for year, words in zip(picture.years, partner.words, strict=True):
            assert f"{words} in {year}" in picture.spoken
            assert words in said
    sums = [amount or 0.0 for partner in picture.rows for amount in partner.sums]
    bars = [shape.width for shape in drawn.shapes if isinstance(shape, Box)]
    most, widest = max(sums, default=0), max(bars, default=0)
    if most >= 1:
        assert [bar / widest for bar in bars] == pytest.approx([amount / most for amount in sums], abs=1e-6)


def test_every_year_is_drawn_and_a_sum_that_is_missing_is_said():
    picture = contributions_picture([paid(year=year, amount=None if year == "2024-25" else 5.0) for year in YEARS])
    assert picture.years == ("2022-23", "2023-24", "2024-25", "2025-26")
    assert picture.rows[0].words == ("£5", "£5", "no sum", "£5")
    assert picture.legend == "1 partner, 2022-23 to 2025-26; £5 in 2025-26"
    assert len([shape for shape in picture.laid_out(90, measure).shapes if isinstance(shape, Box)]) == 4


def test_of_more_years_than_can_be_drawn_the_oldest_are_named_and_stand_in_the_table():
    years = [f"{year}-{year % 100 + 1:02}" for year in range(2014, 2026)]
    picture = contributions_picture([paid(year=year, amount=float(place)) for place, year in enumerate(years, 1)])
    drawn = picture.laid_out(90, measure)
    said = [shape.text for shape in drawn.shapes if isinstance(shape, Words)]
    assert [year for year in years if year in said] == years[2:]
    assert picture.legend == (
        "1 partner, 2016-17 to 2025-26; £12 in 2025-26; not drawn, and in the table: 2014-15 to 2015-16"
    )
    assert "£1 in 2014-15" in picture.spoken
    assert picture.table.headings == ("Partner", "Year", "Paid", "Share of the year", "In kind")
    assert [row[:4] for row in picture.table.rows[:2]] == [
        ("Police", "2014-15", "£1", "100%"), ("Police", "2015-16", "£2", "100%"),
    ]  # fmt: skip
    assert ("All together", "2025-26", "£12", "100%", "") in picture.table.rows


def test_a_year_that_two_workbooks_write_otherwise_is_drawn_once():
    picture = contributions_picture([paid(amount=5.0), paid(year="2025/26", amount=7.0, return_id=2)])
    assert (picture.years, picture.rows[0].sums) == (("2025/26",), (7.0,))


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
