"""What a template may hold, and which colours can be read on paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.rules import problems_of
from scrutineer.domain.template import (
    FOR_LINES,
    FOR_WORDS,
    PAPER,
    ReportTemplate,
    as_ratio,
    contrast,
    written_titles,
)

colours = st.from_regex("#[0-9A-Fa-f]{6}", fullmatch=True)


def about(**said: object) -> list[tuple[str, str]]:
    given_template = ReportTemplate(**{"name": "House", **said})
    return [
        (problem.about, f"{problem.message}. {problem.advice}") for problem in problems_of(given_template, "template")
    ]


@pytest.mark.parametrize(
    ("colour", "ratio"), [("#000000", 21.0), ("#FFFFFF", 1.0), ("#777777", 4.48), ("#767676", 4.54), ("#1F4E79", 8.66)]
)
def test_contrast_is_reckoned_as_wcag_does(colour, ratio):
    assert contrast(colour, PAPER) == pytest.approx(ratio, abs=0.05)


@given(colours, colours)
def test_contrast_is_the_same_either_way_and_lies_between_1_and_21(first, second):
    assert contrast(first, second) == contrast(second, first)
    assert 1 <= contrast(first, second) <= 21.0001


def test_a_ratio_is_never_rounded_up_to_what_it_does_not_reach():
    assert as_ratio(4.4999) == "4.4:1"
    assert as_ratio(3.0) == "3:1"


def test_a_template_that_says_only_its_name_is_right():
    assert about() == []


@given(colours)
def test_a_colour_is_taken_where_it_can_be_read_and_else_named_with_what_it_lacks(colour):
    ratio = contrast(colour, PAPER)
    assert [field for field, _ in about(heading_colour=colour)] == ["heading_colour"] * (ratio < FOR_WORDS)
    assert [field for field, _ in about(line_colour=colour)] == ["line_colour"] * (ratio < FOR_LINES)


def test_a_pale_colour_is_refused_with_its_contrast_and_the_least_there_may_be():
    ((field, said),) = about(heading_colour="#8899AA")
    assert field == "heading_colour"
    assert "its contrast is 2.9:1" in said
    assert "at least 4.5:1" in said


@pytest.mark.parametrize("colour", ["1F4E79", "#1F4", "navy", "#1F4E7G"])
def test_what_is_no_colour_is_named_beside_its_field(colour):
    ((field, said),) = about(line_colour=colour)
    assert field == "line_colour"
    assert "#1F4E79" in said


def test_a_logo_needs_words_for_those_who_cannot_see_it():
    assert [field for field, _ in about(logo="a" * 64)] == ["alternative"]
    assert about(logo="a" * 64, alternative="A blue disc") == []


def test_closing_words_need_a_heading():
    assert [field for field, _ in about(closing="Printed on request.")] == ["closing_title"]


def test_each_line_of_the_headings_that_says_nothing_is_named_by_its_number():
    said = about(headings="Summary = Executive summary\n\nMethod\n = Nothing\nSummary = Twice")
    assert [words.partition(",")[0] for _, words in said] == [
        "Line 3 of the headings", "Line 4 of the headings", "The headings say twice what “Summary” is called. Leave one of the lines.",
    ]  # fmt: skip


def test_titles_are_read_as_they_were_written():
    titles = {"Summary": "Executive summary", "Method": "How we looked = in short"}
    assert ReportTemplate(name="House", headings=written_titles(titles)).titles == titles
