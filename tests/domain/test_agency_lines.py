"""Agencies by lines: a mark where an agency says it stands, nothing where it said nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.agency_lines import UNPLACED, agency_lines
from scrutineer.domain.picture import Mark, Words
from scrutineer.domain.voices import Standpoint
from scrutineer.frameworks.loader import scales
from tests.domain.drawn import assert_sound, measure

SCALE = next(scale for scale in scales() if len(scale.levels) == 4)
KEYS = [level.key for level in SCALE.levels]
AGENCIES = ("Police", "ICB", "An agency with a name that goes on for longer than there is room", "Housing")

stands = st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).map(SCALE.ranked) | st.just(())
voices = st.dictionaries(
    st.sampled_from([*AGENCIES, "Young scrutineers"]),
    stands.map(lambda keys: Standpoint("", keys[0] if keys else "", keys[-1] if keys else "", "Said")),
    max_size=4,
)
lines = st.lists(st.tuples(st.text(alphabet="abc ", max_size=70).map(lambda words: f"1a {words}".strip()), voices),
                 max_size=12)  # fmt: skip


@given(lines, st.floats(36, 140))
def test_nothing_stands_outside_or_over_words(rows, width):
    assert_sound(agency_lines(SCALE, AGENCIES, rows), width)


@given(lines)
def test_words_table_and_marks_say_the_same(rows):
    picture = agency_lines(SCALE, AGENCIES, rows)
    marks = 0
    for line, cells in zip(picture.lines, picture.table.rows, strict=True):
        assert cells[0] == line.name
        for agency, cell, stand in zip(picture.agencies, cells[1:], line.stands, strict=True):
            if cell:
                assert f"{agency}, {cell}" in picture.spoken
            marks += len(set(stand or ()) - {""})
    drawn = picture.laid_out(100, measure)
    key = sum(isinstance(s, Words) and s.text in {level.word for level in SCALE.levels} for s in drawn.shapes)
    assert sum(isinstance(shape, Mark) for shape in drawn.shapes) == marks + key


def test_a_range_has_both_its_marks_and_words_alone_are_said():
    row = {"Police": Standpoint("", KEYS[0], KEYS[2], ""), "ICB": Standpoint("", "", "", "Green")}
    picture = agency_lines(SCALE, AGENCIES, [("1a Leadership", row), ("1b Nobody", {})])
    assert picture.agencies == ("Police", "ICB")
    assert picture.table.rows == (("1a Leadership", f"{SCALE.word(KEYS[0])} to {SCALE.word(KEYS[2])}", UNPLACED),)
    looks = [shape.look for shape in picture.laid_out(80, measure).shapes if isinstance(shape, Mark)]
    assert looks[:2] == [SCALE.look(KEYS[0]), SCALE.look(KEYS[2])]


def test_names_without_room_are_numbers_explained_at_the_foot():
    row = dict.fromkeys(AGENCIES, Standpoint("", KEYS[0], KEYS[0], ""))
    said = [s.text for s in agency_lines(SCALE, AGENCIES, [("1a", row)]).laid_out(36, measure).shapes
            if isinstance(s, Words)]  # fmt: skip
    assert {"1", "2", "3", "4"} <= set(said)
    assert any("2 ICB" in words for words in said)
