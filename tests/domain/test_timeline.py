"""The timeline of a year: what lies in it stands on its day, and words, table and signs say the same numbers."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.picture import Hairline, Mark, Signed, Words
from scrutineer.domain.timeline import Entry, Happening, Lane, timeline
from tests.domain.drawn import assert_sound, measure

FIRST = date(2026, 3, 1)
LAST = date(2027, 3, 31)
TODAY = date(2026, 11, 26)

days = st.dates(FIRST - timedelta(40), LAST + timedelta(40))
numbers = st.integers(1, 1200)


def entries(*kinds: Happening):
    return st.lists(st.builds(Entry, days, st.sampled_from(kinds), numbers, st.just("strong")), max_size=30).map(tuple)


def due(late: Happening, early: Happening):
    """What is late lies before today, what is due after it."""
    return st.lists(st.tuples(days, numbers), max_size=30).map(
        lambda rows: tuple(Entry(day, late if day < TODAY else early, number) for day, number in rows)
    )


names = st.text(alphabet="abc ", min_size=1, max_size=60).map(lambda words: f"Lane {words}".strip())
lanes = st.tuples(
    st.builds(Lane, st.just("Returns due"), due(Happening.RETURN_LATE, Happening.RETURN_DUE)),
    st.builds(Lane, st.just("Challenges raised"), entries(Happening.RAISED)),
    st.builds(Lane, st.just("Replies due"), due(Happening.REPLY_LATE, Happening.REPLY_DUE)),
    st.builds(Lane, names, entries(Happening.EVIDENCE, Happening.JUDGED)),
)


def made(rows, first=FIRST, last=LAST, today=TODAY):
    return timeline(rows, first=first, last=last, today=today)


@given(lanes, st.floats(36, 140), st.integers(20, 1500))
def test_nothing_stands_outside_or_over_words(rows, width, length):
    assert_sound(made(rows, last=FIRST + timedelta(length)), width)


@given(lanes)
def test_words_table_and_signs_say_the_same_numbers(rows):
    picture = made(rows)
    for lane, given_lane in zip(picture.lanes, rows, strict=True):
        within = [entry for entry in given_lane.entries if FIRST <= entry.day <= LAST]
        wanted = Counter[Happening]()
        for entry in within:
            wanted[entry.what] += entry.number
        assert lane.counts() == wanted
        for what, number in wanted.items():
            assert what.counted(number) in lane.spoken
            rows_of = [row for row in picture.table.rows if row[0] == lane.name and row[2] == what.value.capitalize()]
            assert sum(int(row[3]) for row in rows_of) == number
    drawn = picture.laid_out(90, measure)
    figures = sum(int(shape.text) for shape in drawn.shapes if isinstance(shape, Words) and shape.text.isdigit())
    key = len({what for lane in picture.lanes for what in lane.counts()})
    signs = sum(isinstance(shape, Signed | Mark) for shape in drawn.shapes) - key
    numbered = sum(isinstance(shape, Words) and shape.text.isdigit() for shape in drawn.shapes)
    assert figures + signs - numbered == sum(sum(lane.counts().values()) for lane in picture.lanes)


def test_each_thing_stands_on_its_day_and_today_across_all():
    lane = Lane("Replies due", (Entry(date(2026, 6, 1), Happening.REPLY_LATE), Entry(LAST, Happening.REPLY_DUE)))
    drawn = made([lane]).laid_out(80, measure)
    months = {shape.text: shape.x for shape in drawn.shapes if isinstance(shape, Words)}
    early, late = [shape for shape in drawn.shapes if isinstance(shape, Signed)][:2]
    assert early.x == months["Jun"]
    assert late.x > early.x
    assert early.sign is not late.sign
    (line,) = [shape for shape in drawn.shapes if isinstance(shape, Hairline) and shape.tone == "text"]
    assert early.x < line.x1 == line.x2 < late.x
    assert "Today" in months


def test_today_is_not_drawn_on_another_year():
    picture = made([Lane("Judgements")], today=LAST + timedelta(1))
    assert "Today" not in [shape.text for shape in picture.laid_out(80, measure).shapes if isinstance(shape, Words)]
    assert "Today" not in picture.spoken
    assert "Judgements: nothing" in picture.spoken


def test_many_days_of_a_thing_are_told_by_month():
    few = tuple(Entry(FIRST + timedelta(day), Happening.RAISED) for day in range(3))
    many = tuple(Entry(FIRST + timedelta(day), Happening.EVIDENCE) for day in range(40))
    rows = made([Lane("1 Leadership", (*few, *many))]).table.rows
    assert [row[1:] for row in rows if row[2] == "Challenge raised"] == [
        ("1 Mar 26", "Challenge raised", "1"), ("2 Mar 26", "Challenge raised", "1"), ("3 Mar 26", "Challenge raised", "1")
    ]  # fmt: skip
    assert [row[1:] for row in rows if row[2] == "Item of evidence"] == [
        ("March 2026", "Item of evidence", "31"), ("April 2026", "Item of evidence", "9")
    ]  # fmt: skip
