"""The picture of the steps in two cycles: each thing under its level, an arrow only between levels, words for the rest."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.evidence import Strength
from scrutineer.domain.picture import Arrow, Bars, Mark, Ring, Words
from scrutineer.domain.scale import INSUFFICIENT, NON_SCORES, NOT_YET, own_scale
from scrutineer.domain.six_steps import StepInTwoCycles, Way, laid_out, six_steps
from scrutineer.frameworks.loader import scales

MANY = own_scale([{"key": str(number), "word": f"Level {number}", "look": "strong"} for number in range(7)])
LEVELLED = [*(scale for scale in scales() if scale.levels), MANY]
SCALE = next(scale for scale in LEVELLED if len(scale.levels) == 4)
LOW, MIDDLE, HIGH = (SCALE.levels[place].key for place in (0, 1, 3))


def measure(words: str, strong: bool) -> float:
    return len(words) * (0.58 if strong else 0.54)


def step(**fields) -> StepInTwoCycles:
    return StepInTwoCycles(**{"number": "1", "label": "Leadership", **fields})


def picture(*steps: StepInTwoCycles, scale=SCALE, **more):
    return six_steps(steps, scale, **{"before": "Cycle 1", "after": "now", **more})


def row(**fields):
    return picture(step(**fields)).rows[0]


def drawn(made, kind, width=60.0):
    return [shape for shape in laid_out(made, width, measure).shapes if isinstance(shape, kind)]


@pytest.mark.parametrize(
    ("then", "now", "way", "words", "moved"),
    [
        (LOW, MIDDLE, Way.UP, "", "up 1 level"),
        (HIGH, LOW, Way.DOWN, "", "down 3 levels"),
        (LOW, LOW, None, "the same", "the same"),
        ("", LOW, None, "first judged", "first judged"),
        (INSUFFICIENT, LOW, None, "insufficient to judge before", "not compared"),
        (LOW, INSUFFICIENT, None, "now insufficient to judge", "not compared"),
        (LOW, NOT_YET, None, "not yet scrutinised again", "not compared"),
        ("", NOT_YET, None, "not yet scrutinised", "not judged in either cycle"),
        ("", INSUFFICIENT, None, "insufficient to judge", "not compared"),
    ],
)
def test_what_moved_is_an_arrow_between_levels_and_words_otherwise(then, now, way, words, moved):
    made = row(then=then, now=now)
    assert (made.way, made.words, made.moved) == (way, words, moved)
    assert made.aside == (now if now in NON_SCORES else "")


def test_of_a_step_that_may_have_a_draft_it_is_not_said_that_nobody_looked():
    made = row(then=LOW, now=NOT_YET, unjudged="No final judgement yet")
    assert (made.after, made.words, made.moved) == ("No final judgement yet", "no final judgement yet", "not compared")
    assert row(now=LOW, unjudged="No final judgement yet").after != "No final judgement yet"


def test_a_level_of_another_scale_is_told_in_its_words_and_never_compared():
    for fields in ({"then_words": "Green", "now": LOW}, {"then": LOW, "now_words": "Green"}):
        made = row(**fields)
        assert made.way is None
        assert "“Green”" in made.words
        assert made.words.endswith("in words only")
        assert made.moved == "in words only, not compared"
        assert made.aside == ""  # it was judged: no ring says that it was not


steps_of = st.sampled_from(LEVELLED).flatmap(
    lambda scale: st.tuples(
        st.just(scale),
        st.lists(
            st.builds(
                StepInTwoCycles,
                number=st.sampled_from(["1", "12", "R3.4"]),
                label=st.text(alphabet="abc ", max_size=80).map(lambda words: f"Label {words}".strip()),
                now=st.sampled_from([*(level.key for level in scale.levels), INSUFFICIENT, NOT_YET]),
                then=st.sampled_from([*(level.key for level in scale.levels), INSUFFICIENT, ""]),
                strength=st.sampled_from([None, *Strength]),
                open=st.integers(0, 400),
                overdue=st.integers(0, 90),
            ),
            min_size=1,
            max_size=8,
        ),
        st.floats(40, 140),
    )
)


@given(steps_of)
def test_each_shape_stands_under_its_level_and_the_levels_are_evenly_apart(made):
    scale, steps, width = made
    whole = six_steps(steps, scale, before="Cycle 1", after="now")
    heads = [shape for shape in drawn(whole, Words, width) if shape.anchor == "middle" and shape.strong]
    places = [head.x for head in heads]
    apart = {round(b - a, 6) for a, b in pairwise(places)}
    assert len(apart) <= 1
    (evidence,) = [shape.x for shape in drawn(whole, Words, width) if shape.text == "Evidence" and shape.strong]
    assert places[-1] + max(apart, default=0) / 2 <= evidence + 1e-6  # no level reaches into the next column
    assert min(apart, default=1) > 0
    levels = [one for one in steps if one.now not in NON_SCORES]
    marks = [mark.x for mark in drawn(whole, Mark, width) if mark.look not in NON_SCORES]
    assert marks == pytest.approx([places[scale.rank(one.now)] for one in levels])
    rings = [one for one in steps if one.then not in (*NON_SCORES, "") and one.then != one.now]
    assert [ring.x for ring in drawn(whole, Ring, width)] == pytest.approx(
        [places[scale.rank(one.then)] for one in rings]
    )
    both = [one for one in rings if one.now not in NON_SCORES]
    for arrow, one in zip(drawn(whole, Arrow, width), both, strict=True):
        up = scale.rank(one.now) > scale.rank(one.then)
        assert (arrow.x2 > arrow.x1) is up
        assert arrow.tone == ("ok" if up else "danger")
        low, high = sorted((places[scale.rank(one.then)], places[scale.rank(one.now)]))
        assert low < min(arrow.x1, arrow.x2)
        assert max(arrow.x1, arrow.x2) < high  # it runs from the ring to the mark and over neither


@given(steps_of)
def test_nothing_is_drawn_outside_its_picture_and_rows_do_not_overlap(made):
    scale, steps, width = made
    whole = laid_out(six_steps(steps, scale, before="", after="now"), width, measure)
    for shape in whole.shapes:
        if isinstance(shape, Words):
            wide = measure(shape.text, shape.strong) * shape.size
            left = shape.x - {"start": 0, "middle": wide / 2, "end": wide}[shape.anchor]
            assert left >= -0.5
            assert left + wide <= width + 0.5 or shape.anchor == "middle"
            assert 0 <= shape.y <= whole.height
    bars = [shape.y for shape in whole.shapes if isinstance(shape, Bars)]
    assert bars == sorted(bars)
    assert all(b - a >= 3.2 - 1e-6 for a, b in pairwise(bars))


def test_the_bars_and_figures_say_in_words_what_they_show():
    made = picture(step(now=LOW, strength=Strength.ADEQUATE, open=3, overdue=1))
    assert [shape.filled for shape in drawn(made, Bars)] == [2]
    said = [shape.text for shape in drawn(made, Words)]
    assert {"adequate", "3", "1 overdue", "Evidence", "Challenges"} <= set(said)
    assert "evidence adequate; 3 open challenges, 1 overdue" in made.spoken


def test_a_cycle_that_is_over_has_no_figures():
    made = picture(step(now=LOW, open=3), figures=False, after="Cycle 2")
    assert drawn(made, Bars) == []
    assert "Evidence" not in [shape.text for shape in drawn(made, Words)]
    assert "challenge" not in made.spoken
    assert made.legend == "Hollow: Cycle 1. Filled: Cycle 2."


def test_the_first_cycle_has_nothing_hollow():
    made = picture(step(now=LOW), before="")
    assert "Hollow" not in made.legend
    assert drawn(made, Ring) == []


def test_a_long_name_has_its_lines_and_its_row_grows():
    long = " ".join(["safeguarding"] * 25)
    short, tall = (laid_out(picture(step(label=words)), 60, measure) for words in ("Short", long))
    assert tall.height > short.height
    lines = [shape.text for shape in tall.shapes if isinstance(shape, Words) and "safeguarding" in shape.text]
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert long in picture(step(label=long)).spoken  # the whole of it is read out
