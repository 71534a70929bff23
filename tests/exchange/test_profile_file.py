"""Mapping files: written and read the same, and what is not right in one is named."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.answers import AnswerState
from scrutineer.domain.grid import Cell
from scrutineer.domain.ledger_kinds import LEDGERS
from scrutineer.domain.ledgers import Presence
from scrutineer.domain.mapping import DATE_HABITS, Layout, Profile, Role, plain_heading
from scrutineer.domain.scale import NO_SCALE, own_scale
from scrutineer.errors import UserError
from scrutineer.exchange import apply, profile_file
from scrutineer.frameworks.loader import scales
from tests.exchange.made import of_rows, profile

PLAIN = "name = 'x'\nlayout = 'standards down'\nscale = '0-3'\n"
HEADINGS = "[headings]\nRef = 'standard number'\n'Our  Score' = 'self-assessment'\n"


def parsed(text: str) -> Profile:
    return profile_file.parse(text, scales(), "m.toml")


def there_and_back(mapping: Profile) -> Profile:
    return profile_file.parse(profile_file.write(mapping), scales())


def test_the_least_that_a_mapping_says():
    made = parsed(PLAIN + HEADINGS)
    assert (made.name, made.layout, made.scale.id) == ("x", Layout.STANDARDS_DOWN, "0-3")
    assert made.headings == {"ref": Role.NUMBER, "our score": Role.SELF}
    assert (made.sheets, made.agency_label, made.agency_by_sheet, made.date_habit, made.lines) == (
        (),
        "",
        False,
        "",
        {},
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [("name = 'x", "not a mapping file"), ("name = 'x'", "layout"), ("name='x'\nlayout='sideways'\nscale='0-3'\n[headings]\na='standard'", "sideways"),
     ("name='x'\nlayout='standards down'\nscale='stars'\n[headings]\na='standard'", "no scale called"),
     ("name='x'\nlayout='standards down'\nscale='0-3'\n[headings]\na='colour'", "colour"),
     ("name='x'\nlayout='standards down'\nscale='0-3'\nheadings=1", "cannot be read"),
     ("layout='standards down'\nscale='0-3'\n[headings]\na='standard'", "name"), (PLAIN, "headings"),
     ("name='x'\nlayout='standards down'\n[headings]\na='standard'", "scale"),
     (PLAIN + "date_habit = 'year first'\n" + HEADINGS, "year first"),
     ("name='x'\nlayout='attendance'\n[headings]\nSeat='seat'\n[marks]\nD='dozing'", "dozing"),
     (PLAIN + "also_called = 3\n" + HEADINGS, "cannot be read"), (PLAIN + "not_applicable = 9\n" + HEADINGS, "cannot be read"),
     (PLAIN + HEADINGS + "[also_typed]\n3 = 3\n", "cannot be read")],
)  # fmt: skip
def test_a_mapping_file_that_is_not_right_says_what(text, words):
    with pytest.raises(UserError, match=words) as refused:
        parsed(text)
    assert refused.value.advice


def test_a_mapping_may_declare_its_own_tokens_and_words():
    made = parsed(
        PLAIN + "not_applicable=['commissioned out']\nunanswered=['?']\n"
        "[headings]\n'Our score'='self-assessment'\nQuestion='standard'\n[also_typed]\n3=['yes']\n[stands_for]\n3='strong'"
    )
    rows = (
        ("Question", "Our score"),
        ("a one", "yes"),
        ("b one", "Commissioned out"),
        ("c one", "n/a"),
        ("d one", "?"),
    )
    answers = apply.read_with(of_rows(*rows), made).answers
    assert [a.answer.state.value for a in answers] == ["answered", "not applicable", "set aside", "set aside"]
    assert made.scale.level("3").assurance == "strong"


def test_what_is_also_typed_is_added_to_what_the_scale_knows():
    shipped = next(scale for scale in scales() if scale.id == "rag").level("Green").typed
    more = f"[also_typed]\nGreen = ['embedded', '{shipped[-1]}']\n"
    assert parsed(PLAIN.replace("0-3", "rag") + HEADINGS + more).scale.level("Green").typed == (*shipped, "embedded")


def test_a_scale_written_out_in_the_mapping_is_declared_lowest_first():
    text = """
name = "Own scale"
layout = "standards down"
not_applicable = ["9"]
[scale]
name = "1 best, 5 worst"
levels = ["5", "4", "3", "2", {key = "1", word = "Embedded"}]
[headings]
Ref = "standard number"
"Our score" = "self-assessment"
"""
    made = parsed(text)
    assert made.scale.direction() == "5 lowest, 1 highest"
    assert there_and_back(made) == made
    rows = [("Ref", "Our score"), ("A1", 1), ("A2", 5), ("A3", 0), ("A4", 9)]
    answers = apply.read_with(of_rows(*rows), made).answers
    assert [(a.answer.state.value, a.answer.level) for a in answers] == [
        ("answered", "1"), ("answered", "5"), ("set aside", ""), ("not applicable", "")]  # fmt: skip
    for wrong in ('levels = ["1"]', 'levels = ["1", "1"]', "levels = 5"):
        with pytest.raises(UserError, match="cannot be read"):
            parsed(text.replace('levels = ["5", "4", "3", "2", {key = "1", word = "Embedded"}]', wrong))


def test_columns_that_are_crossed_take_their_levels_from_the_scale_or_as_they_are_told():
    crossed = "Met = 'a level, crossed'\nPerhaps = 'a level, crossed'\n'N/A' = 'a level, crossed'\n"
    scale = "[scale]\nlevels = [{key='0', word='Not met'}, {key='3', word='Met'}]\n"
    made = parsed("name='x'\nlayout='standards down'\nnot_applicable=['n/a']\n" + scale + "[headings]\n" + crossed)
    assert made.level_columns == {"met": "3", "n/a": "n/a"}
    assert made.headings == {}
    declared = parsed(PLAIN + HEADINGS + "[level_columns]\nPerhaps = 2\n")
    assert declared.level_columns == {"perhaps": "2"}


@pytest.mark.parametrize("layout", sorted(LEDGERS, key=lambda layout: layout.value), ids=lambda layout: layout.value)
def test_a_ledger_needs_no_scale_and_is_written_without_one(layout):
    made = parsed(f"name='x'\nlayout='{layout.value}'\n[headings]\nSeat='seat'\n")
    assert made.scale is NO_SCALE
    assert not {"scale", "not_applicable", "unanswered"} & set(tomllib.loads(profile_file.write(made)))
    assert there_and_back(made) == made


def test_the_marks_of_an_attendance_sheet_are_those_the_program_knows():
    made = parsed(
        "name='x'\nlayout='attendance'\n[headings]\nSeat='seat'\n[marks]\nD='deputy'\n2=\"deputy's deputy\"\n"
    )
    assert made.marks == {"D": "deputy", "2": "deputy's deputy"}


def test_headings_are_kept_as_they_are_compared():
    made = parsed(PLAIN + HEADINGS + "[also_called]\n'NEW  Ref' = 'REF'\n")
    assert made.also_called == {"new ref": "ref"}
    assert made.role("new ref") is Role.NUMBER


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
HEADING = NAMES.map(plain_heading).filter(bool)
ROLES = st.sampled_from([role for role in Role if role is not Role.CROSSED])


@st.composite
def mappings(draw) -> Profile:
    layout = draw(st.sampled_from(list(Layout)))
    scale = NO_SCALE
    if layout not in LEDGERS:
        shipped = draw(st.sampled_from([scale for scale in scales() if scale.levels]))
        made = own_scale([{"key": key, "word": key.title()} for key in ("low", "middle", "top")], draw(NAMES))
        scale = draw(st.sampled_from([shipped, made]))
        levels = tuple(
            replace(level, typed=(*level.typed, *draw(st.lists(NAMES, max_size=2, unique=True).map(
                lambda more, had=level.typed: [text for text in more if text not in had]))))
            for level in scale.levels
        )  # fmt: skip
        scale = replace(scale, levels=levels, unanswered=tuple(draw(st.lists(NAMES, max_size=2))),
                        not_applicable=tuple(draw(st.lists(NAMES, max_size=2))))  # fmt: skip
    return Profile(
        name=draw(NAMES), layout=layout, headings=draw(st.dictionaries(HEADING, ROLES, max_size=4)), scale=scale,
        sheets=tuple(draw(st.lists(NAMES, max_size=2))), agency_label=draw(st.one_of(st.just(""), NAMES)),
        agency_by_sheet=draw(st.booleans()), returned_label=draw(st.one_of(st.just(""), NAMES)),
        date_habit=draw(st.sampled_from(["", *DATE_HABITS])), add_agencies=draw(st.sampled_from(["", "school"])),
        also_called=draw(st.dictionaries(HEADING, HEADING, max_size=2)),
        level_columns=draw(st.dictionaries(HEADING, st.sampled_from(["low", "0", "n/a"]), max_size=2)),
        marks=draw(st.dictionaries(NAMES, st.sampled_from([each.value for each in Presence]), max_size=2)),
        lines=draw(st.dictionaries(NAMES, st.just("six-steps:4c"), max_size=2)),
    )  # fmt: skip


@given(mapping=mappings())
def test_any_mapping_written_is_the_mapping_read(mapping):
    assert there_and_back(mapping) == mapping


def test_a_mapping_written_reads_its_workbooks_the_same():
    mapping = profile(scale=replace(profile().scale, unanswered=("pick one",)))
    rows = (("Ref", "Question", "Our score"), ("A1", "x", "pick one"), ("A2", "y", 3))
    once, again = (apply.read_with(of_rows(*rows), each).answers for each in (mapping, there_and_back(mapping)))
    assert once == again
    assert [answer.answer.state for answer in once] == [AnswerState.SET_ASIDE, AnswerState.ANSWERED]


def test_the_words_of_a_cell_are_read_by_what_is_also_typed_in_any_case():
    made = parsed(PLAIN + HEADINGS + "[also_typed]\n3 = ['Fully there', 4]\n")
    from scrutineer.domain.answers import read_answer

    for cell in (Cell("FULLY  THERE"), Cell("4", "number", 4.0)):
        assert read_answer(cell, made.scale).level == "3"
