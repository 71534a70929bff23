"""The ages of challenges on one axis: every bar as long as its days, the tick where the reply was due."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.ageing import MOST, Age, ageing
from scrutineer.domain.picture import Box, Words
from tests.domain.drawn import assert_sound, measure, numbers

ages = st.lists(
    st.builds(
        Age,
        name=st.text(alphabet="abc 26-", max_size=60).map(lambda words: f"26-001 {words}".strip()),
        days=st.integers(0, 4000),
        due=st.none() | st.integers(0, 4000),
    ),
    min_size=1,
    max_size=15,
)


def bars(drawn):
    return [shape for shape in drawn.shapes if isinstance(shape, Box) and shape.width != 0.9 and shape.height < 1]


def ticks(drawn):
    return [shape.x + shape.width / 2 for shape in drawn.shapes if isinstance(shape, Box) and shape.height > 1]


@given(ages, st.floats(36, 140))
def test_nothing_stands_outside_or_over_words(rows, width):
    assert_sound(ageing(rows), width)


@given(ages)
def test_words_and_table_say_the_same_numbers(rows):
    picture = ageing(rows, of=len(rows) + 3)
    assert picture.more == len(rows) + 3 - min(MOST, len(rows))
    spoken = picture.spoken
    for row, age in zip(picture.table.rows, rows, strict=False):
        assert int(row[1]) == age.days
        assert numbers(row[2]) == numbers(age.reply)
        assert f"{age.name}: " in spoken
        assert age.reply in spoken
    said = [shape.text for shape in picture.laid_out(90, measure).shapes if isinstance(shape, Words)]
    assert all(age.words in said for age in picture.ages)


def test_the_tick_stands_where_the_reply_was_due_and_what_is_past_it_is_another_part():
    late, early, none = Age(name="a", days=100, due=60), Age(name="b", days=50, due=80), Age(name="c", days=70)
    drawn = ageing([late, early, none]).laid_out(90, measure)
    in_time, over, young, silent = bars(drawn)
    day = (in_time.width + over.width) / 100
    assert [round(bar.width / day) for bar in (in_time, over, young, silent)] == [60, 40, 50, 70]
    assert (in_time.tone, over.tone, young.tone) == ("border-strong", "danger", "border-strong")
    first, second = ticks(drawn)[:2]
    assert round((first - in_time.x) / day) == 60
    assert round((second - in_time.x) / day) == 80
    words = {shape.text: shape for shape in drawn.shapes if isinstance(shape, Words)}
    assert words["100 days, reply 40 days overdue"].strong  # not by colour alone
    assert "50 days, reply due in 30 days" in words
    assert "70 days" in words
