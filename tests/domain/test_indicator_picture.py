"""Small pictures of indicators: whole at every width, with a table that says the same, and no line through a gap."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutineer.domain.indicator_picture import MOST, IndicatorsPicture, multiples_of
from scrutineer.domain.indicators import Indicator, IndicatorSource, IndicatorValue
from scrutineer.domain.picture import Hairline, Sign, Signed, Words
from tests.domain.drawn import assert_sound, measure


def indicator(name: str = "Plans reviewed in time", **more: object) -> Indicator:
    return Indicator(name=name, **more)  # type: ignore[arg-type]


def figure(month: int, number: float | None, of: float | None = 12, **more: object) -> IndicatorValue:
    return IndicatorValue(
        indicator_id=1, period=f"Month {month}", starts=date(2025 + month // 13, (month - 1) % 12 + 1, 1),  # type: ignore[arg-type]
        numerator=number, denominator=of if number is not None else None, missing="" if number is not None else "tbc",
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def picture(*values: IndicatorValue, **more: object) -> IndicatorsPicture:
    return IndicatorsPicture(multiples=multiples_of(indicator(**more), values))  # type: ignore[arg-type]


def slanted(made: IndicatorsPicture) -> list[Hairline]:
    """The lines from one figure to the next: from a lower place to another."""
    drawn = made.laid_out(60, measure)
    return [shape for shape in drawn.shapes if isinstance(shape, Hairline) and shape.tone == "text-2"]


def signs(made: IndicatorsPicture, sign: Sign) -> int:
    shapes = made.laid_out(60, measure).shapes
    key = 1
    return sum(isinstance(shape, Signed) and shape.sign is sign for shape in shapes) - key


def test_no_line_goes_through_a_missing_period():
    made = picture(figure(1, 8), figure(2, 9), figure(3, None), figure(4, 10), figure(5, 11))
    assert len(slanted(made)) == 2
    assert signs(made, Sign.CROSS) == 1


def test_a_period_that_only_a_check_speaks_of_is_a_gap_in_the_agencys_line():
    check = figure(2, 7, source=IndicatorSource.SAMPLE)
    assert slanted(picture(figure(1, 8), check, figure(3, 9))) == []
    assert len(slanted(picture(figure(1, 8), figure(2, 8), check, figure(3, 9)))) == 2


def test_a_plain_count_among_shares_is_no_height_on_their_axis():
    made = picture(figure(1, 8), figure(2, 9, None), figure(3, 9))
    assert [point.height for point in made.multiples[0].points][1] is None
    assert slanted(made) == []


def test_groups_stand_apart_and_everybody_first():
    made = picture(figure(1, 8), figure(1, 3, breakdown="Under five"), figure(1, 5, breakdown="Older"))
    assert [part.name for part in made.multiples] == [
        "Plans reviewed in time", "Plans reviewed in time, Older", "Plans reviewed in time, Under five",
    ]  # fmt: skip


def test_the_table_says_every_figure_and_every_gap():
    made = picture(figure(1, 8), figure(2, None), figure(2, 7, source=IndicatorSource.SAMPLE), target=90)
    rows = made.table.rows
    assert [row[2] for row in rows] == ["8 of 12, 67%", "Missing: tbc", "7 of 12, 58%"]
    assert {row[4] for row in rows} == {"90%"}
    assert all(row[2] in made.spoken for row in rows)


def test_as_many_as_are_drawn_are_said_and_the_table_has_all():
    many = tuple(multiples_of(indicator(f"Measure {number}"), [figure(1, 8)])[0] for number in range(MOST + 5))
    made = IndicatorsPicture(multiples=many)
    assert "24 drawn" in made.legend
    assert len(made.table.rows) == MOST + 5
    assert_sound(made, 60)


counts = st.one_of(st.none(), st.integers(0, 12))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(counts, st.sampled_from(IndicatorSource), st.sampled_from(["", "Under five"])), max_size=14),
    st.sampled_from([20.0, 36.0, 60.0, 110.0]), st.one_of(st.none(), st.integers(0, 100)),
)  # fmt: skip
def test_whatever_is_counted_the_picture_is_sound(said, width, target):
    seen = {(place // 2, source, group): number for place, (number, source, group) in enumerate(said)}
    values = [figure(month + 1, n, source=source, breakdown=group) for (month, source, group), n in seen.items()]
    made = picture(*values, target=target)
    drawn = made.laid_out(width, measure)
    assert drawn.width == width
    for shape in drawn.shapes:
        if isinstance(shape, Signed | Hairline):
            xs = [shape.x] if isinstance(shape, Signed) else [shape.x1, shape.x2]
            assert all(0 <= x <= width for x in xs)


@pytest.mark.parametrize("width", [20, 36, 80])
def test_without_any_figure_it_says_so(width):
    made = picture()
    assert made.multiples[0].newest == "No figure"
    assert_sound(made, width)


def test_the_newest_figure_stands_above_the_newest_point_and_says_its_period_where_a_later_one_is_missing():
    full, broken = picture(figure(1, 6), figure(2, 9), target=90.0), picture(figure(1, 6), figure(2, None))
    words = {shape.text: shape for shape in full.laid_out(60, measure).shapes if isinstance(shape, Words)}
    newest = next(shape for text, shape in words.items() if text == full.multiples[0].newest)
    points = [shape.x for shape in full.laid_out(60, measure).shapes if isinstance(shape, Signed)][:2]
    assert newest.anchor == "end"
    assert abs(newest.x - max(points)) < abs(newest.x - min(points))
    assert words["Target 90%"].x < newest.x
    assert broken.multiples[0].newest == f"{picture(figure(1, 6)).multiples[0].newest} in Month 1"
