"""The shapes of levels and of evidence: what they are must be told without colour."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics.shapes import Circle, Polygon, Rect

from scrutineer.domain.scale import INSUFFICIENT, NON_SCORES, NOT_YET
from scrutineer.reports.charts import bars, mark

LOOKS = ["strong", "reasonable", "limited", "none", INSUFFICIENT, NOT_YET]


def test_each_look_has_a_shape_of_its_own():
    drawn = {look: mark(look, 0, 0).contents for look in LOOKS}
    kinds = {
        "strong": Circle, "reasonable": Rect, "limited": Polygon, "none": Polygon, INSUFFICIENT: Circle, NOT_YET: Circle,
    }  # fmt: skip
    assert {look: type(parts[0]) for look, parts in drawn.items()} == kinds
    assert len(drawn["limited"][0].points) == 6  # a triangle
    assert len(drawn["none"][0].points) == 8  # a diamond
    assert drawn[INSUFFICIENT][1].text == "?"
    assert drawn[NOT_YET][0].strokeDashArray


@pytest.mark.parametrize("look", LOOKS)
def test_only_a_level_is_filled(look):
    assert (mark(look, 0, 0).contents[0].fillColor is not None) is (look not in NON_SCORES)


@given(st.sampled_from(LOOKS), st.floats(0, 500), st.floats(0, 500))
def test_a_mark_stands_where_it_is_put(look, x, y):
    left, bottom, right, top = mark(look, x, y).contents[0].getBounds()
    assert (left + right) / 2 == pytest.approx(x, abs=0.01)
    assert (bottom + top) / 2 == pytest.approx(y, abs=1)
    assert 7 < right - left < 12


@pytest.mark.parametrize("filled", [1, 2, 3])
def test_so_many_bars_are_filled_and_each_is_higher_than_the_one_before(filled):
    drawn = bars(filled, 0, 0).contents
    assert [bar.fillColor == bar.strokeColor for bar in drawn] == [number < filled for number in range(3)]
    assert [bar.height for bar in drawn] == sorted(bar.height for bar in drawn)
