"""The profile: each mark stands under its own level, and each figure beside it says in words what its shape says."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Polygon, Rect, String
from reportlab.pdfbase.pdfmetrics import stringWidth

from scrutineer.domain.evidence import Strength
from scrutineer.domain.judgement import Direction
from scrutineer.domain.scale import INSUFFICIENT, NON_SCORES, NOT_YET, Scale
from scrutineer.frameworks.loader import scales
from scrutineer.reports.charts import direction_arrow, mark, profile_chart, strength_bars, wrap
from scrutineer.reports.style import REGULAR, SEMIBOLD, register_fonts
from tests.reports.material import step

WIDTH = 493.0
LEVELLED = [scale for scale in scales() if scale.levels]
LOOKS = ["strong", "reasonable", "limited", "none", INSUFFICIENT, NOT_YET]


def keys_of(scale: Scale) -> list[str]:
    return [*(level.key for level in scale.levels), INSUFFICIENT, NOT_YET]


def strings(drawing: Drawing) -> list[String]:
    return [node for node in drawing.contents if isinstance(node, String)]


def columns(drawing: Drawing, scale: Scale) -> dict[str, float]:
    """The middle of each column, by the words above it."""
    heads = {node.x: node for node in strings(drawing) if node.fontName == SEMIBOLD and node.textAnchor == "middle"}
    return dict(zip(keys_of(scale), sorted(heads), strict=True))


def middle(group: Group) -> float:
    """Where a mark stands across the page."""
    left, _, right, _ = group.contents[0].getBounds()
    return (left + right) / 2


def shapes(group: Group) -> list[str]:
    return [type(part).__name__ for part in group.contents]


steps_of = st.builds(
    lambda scale, rows: (
        scale,
        tuple(step(str(n), keys_of(scale)[a % len(keys_of(scale))], ([*keys_of(scale), ""])[b % (len(keys_of(scale)) + 1)])
              for n, (a, b) in enumerate(rows, 1)),
    ),
    st.sampled_from(LEVELLED),
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=8),
)  # fmt: skip


@given(steps_of)
def test_each_step_has_one_mark_under_its_level_from_the_top_down(made):
    scale, steps = made
    drawing = profile_chart(steps, scale, WIDTH)
    marks = [node for node in drawing.contents if isinstance(node, Group)]
    places = columns(drawing, scale)
    assert [middle(node) for node in marks] == pytest.approx([places[one.level] for one in steps])
    heights = [node.contents[0].getBounds()[1] for node in marks]
    assert heights == sorted(heights, reverse=True)


@given(steps_of)
def test_the_level_before_is_a_ring_under_its_own_level_and_only_levels_are_compared(made):
    """Given any now and before: a ring where the level was another one, joined to a level only."""
    scale, steps = made
    drawing = profile_chart(steps, scale, WIDTH)
    places = columns(drawing, scale)
    rings = [node.cx for node in drawing.contents if isinstance(node, Circle)]
    moved = [one for one in steps if one.before and one.before not in NON_SCORES and one.before != one.level]
    assert rings == pytest.approx([places[one.before] for one in moved])
    level = [node for node in drawing.contents if isinstance(node, Line) and node.y1 == node.y2]
    joins = [(node.x1, node.x2) for node in level if node.x1 != 0]
    compared = [one for one in moved if one.level not in NON_SCORES]
    expected = [(places[one.before], places[one.level]) for one in compared]
    assert [place for pair in joins for place in pair] == pytest.approx([place for pair in expected for place in pair])


@pytest.mark.parametrize("scale", LEVELLED, ids=lambda scale: scale.id)
def test_the_columns_go_from_the_lowest_level_to_the_two_that_are_none_and_those_are_shaded(scale):
    drawing = profile_chart((step(),), scale, WIDTH)
    places = columns(drawing, scale)
    shade = next(node for node in drawing.contents if isinstance(node, Rect))
    for key, place in places.items():
        assert (shade.x < place < shade.x + shade.width) is (key in NON_SCORES)
    heads = " ".join(node.text for node in strings(drawing) if node.fontName == SEMIBOLD)
    for words in ("Step", "Evidence", "Direction", "Not yet"):
        assert words in heads


@given(st.sampled_from(Strength), st.sampled_from(Direction))
def test_how_strong_and_which_way_stand_there_in_words(strength, direction):
    drawing = profile_chart((step(level="strong", strength=strength, direction=direction),), scales()[0], WIDTH)
    said = [node.text for node in strings(drawing)]
    assert said[-2:] == [strength.value.capitalize(), direction.value.capitalize()]


@pytest.mark.parametrize("half", [{}, {"strength": Strength.THIN}, {"direction": Direction.STEADY}])
def test_what_is_not_judged_says_none_yet(half):
    drawing = profile_chart((step(**half),), scales()[0], WIDTH)
    assert [node.text for node in strings(drawing)][-2:] == ["None yet", "None yet"]
    assert len([node for node in drawing.contents if isinstance(node, Group)]) == 1  # its mark: no bars, no arrow


def test_a_level_of_another_scale_stands_under_not_yet():
    drawing = profile_chart((step(level="of-another-scale", before="of-another-scale"),), scales()[0], WIDTH)
    (group,) = [node for node in drawing.contents if isinstance(node, Group)]
    assert middle(group) == pytest.approx(columns(drawing, scales()[0])[NOT_YET])
    assert not [node for node in drawing.contents if isinstance(node, Circle)]


def test_every_step_is_named_by_its_number_and_whole_label():
    label = "A label of a step that goes on for longer than there is room for in one line"
    short, long = step("1"), replace(step("R12.34"), label=label)
    drawing = profile_chart((short, long), scales()[0], WIDTH)
    said = [node.text for node in strings(drawing)]
    assert label in " ".join(said)
    assert {"1", "R12.34", "Label 1"} <= set(said)
    number = next(node for node in strings(drawing) if node.text == "R12.34")
    beside = next(node for node in strings(drawing) if node.text.startswith("A"))
    assert number.x + stringWidth(number.text, REGULAR, number.fontSize) < beside.x  # neither runs over the other
    assert drawing.height > profile_chart((short, short), scales()[0], WIDTH).height


def test_a_chart_without_steps_is_its_head_alone():
    drawing = profile_chart((), scales()[0], WIDTH)
    assert drawing.width == WIDTH
    assert not [node for node in drawing.contents if isinstance(node, Group)]


# The shapes: what they are must be told without colour.


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


@pytest.mark.parametrize(("strength", "filled"), [(Strength.THIN, 1), (Strength.ADEQUATE, 2), (Strength.STRONG, 3)])
def test_the_bars_that_are_filled_are_as_many_as_it_is_strong(strength, filled):
    bars = strength_bars(strength, 0, 0).contents
    assert [bar.fillColor == bar.strokeColor for bar in bars] == [number < filled for number in range(3)]
    assert [bar.height for bar in bars] == sorted(bar.height for bar in bars)


@pytest.mark.parametrize(
    ("direction", "rise"), [(Direction.IMPROVING, 1), (Direction.STEADY, 0), (Direction.DECLINING, -1)]
)
def test_an_arrow_points_where_things_go(direction, rise):
    shaft, *barbs = direction_arrow(direction, 100, 50).contents
    assert shaft.x2 > shaft.x1
    assert math.copysign(1, shaft.y2 - shaft.y1) * (abs(shaft.y2 - shaft.y1) > 0.01) == rise
    assert all((barb.x1, barb.y1) == (shaft.x2, shaft.y2) for barb in barbs)
    assert len(barbs) == 2


def test_a_first_look_has_no_arrow():
    assert shapes(direction_arrow(Direction.FIRST_LOOK, 0, 0)) == ["Circle", "Circle"]


@given(st.lists(st.text(alphabet="abcmw", min_size=1, max_size=12), max_size=12), st.floats(10, 200))
def test_wrapped_lines_hold_every_word_and_are_as_wide_as_may_be(words, width):
    register_fonts()
    lines = wrap(" ".join(words), width)
    assert " ".join(lines).split() == words
    for line in lines:
        assert " " not in line or stringWidth(line, REGULAR, 9.2) <= width  # a single word cannot be broken
    for line, after in pairwise(lines):
        assert stringWidth(f"{line} {after.split()[0]}", REGULAR, 9.2) > width
