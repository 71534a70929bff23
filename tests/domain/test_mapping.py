"""A layout's mapping: which heading is which column, renamed or not, and how standards are parted from numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.ledger_kinds import LEDGERS
from scrutineer.domain.mapping import (
    Layout,
    Profile,
    Role,
    names_a_total,
    number_and_text,
    plain_heading,
    same_standard,
    standard_number,
)
from scrutineer.domain.scale import NO_SCALE


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [("1.1A senior lead", "1.1", "A senior lead"), ("1.2 The rota", "1.2", "The rota"), ("5.2Supervision", "5.2", "Supervision"),
     ("Leaders see practice", "", "Leaders see practice"), ("A1 Policy", "A1", "Policy"), ("3. Training", "3", "Training"),
     ("7.1", "7.1", ""), ("1.10\u00a0Long", "1.10", "Long"), ("S 11 Duty", "S11", "Duty"), ("2a) Voice", "2a", "Voice"),
     ("4: Audit", "4", "Audit"), ("6 – Learning", "6", "Learning"), ("1.2.3.4 Deep", "1.2.3.4", "Deep"), ("", "", "")],
)  # fmt: skip
def test_standards_are_parted_from_their_numbers(text, number, words):
    assert number_and_text(text) == (number, words)
    assert standard_number(text) == number


@pytest.mark.parametrize("text", ["2026 plan", "2026", "100% of staff", "3rd party checks", "12months", "ABCD1 Policy"])
def test_a_year_a_share_or_a_counting_word_is_no_number(text):
    assert number_and_text(text) == ("", text)


@given(st.text(max_size=40))
def test_no_word_of_a_standard_is_lost(text):
    number, words = number_and_text(text)
    assert "".join(text.split()).startswith(number)
    assert " ".join(text.split()).endswith(words)


def profile(**more) -> Profile:
    headings = {"standard": Role.STANDARD, "self score": Role.SELF, "office use": Role.LEFT_OUT}
    return Profile(name="S11", layout=Layout.STANDARDS_DOWN, headings=headings, scale=NO_SCALE, **more)


def test_a_heading_is_compared_without_case_and_spacing():
    assert plain_heading("  Self\n Score\u00a0") == "self score"


def test_columns_left_out_are_known_and_not_looked_for():
    known = profile(level_columns={"met": "Fully met"})
    assert known.role("office use") is Role.LEFT_OUT
    assert known.role("anything else") is None
    assert known.wanted() == {"standard", "self score", "met"}


def test_a_renamed_heading_keeps_its_role_and_its_first_name():
    once = profile().renamed({"self score": "our score"})
    assert once.role("our score") is Role.SELF
    assert once.known("our score") == "self score"
    assert once.role("self score") is Role.SELF
    assert once.wanted() == profile().wanted()
    twice = once.renamed({"standard": "criterion"})
    assert (twice.role("our score"), twice.role("criterion")) == (Role.SELF, Role.STANDARD)
    assert profile().role("our score") is None


@pytest.mark.parametrize(
    "text",
    ["Total", "Grand total", "sub-total", "Subtotals", "Average score", " mean", "Overall", "COUNT", "Total:", "Totals 2025/26",
     "Average of sections 1 and 2", "Sum of scores", "Total contributions"],
)  # fmt: skip
def test_a_text_that_is_nothing_but_a_totals_name_is_known(text):
    assert names_a_total(text)


@pytest.mark.parametrize(
    "text",
    ["Totally met", "The total", "Meaningful work", "Countywide", "Summary of need", "Counties",
     "Overall responsibility for safeguarding is named", "Total of 20 records audited", "Count of restraint incidents",
     "Sum of learning is shared", "Means of reporting are known", "Average waiting times are reported to the board"],
)  # fmt: skip
def test_words_that_only_begin_like_totals_are_standards(text):
    assert not names_a_total(text)


def test_only_self_assessments_need_a_scale():
    assert set(Layout) - LEDGERS == {Layout.STANDARDS_DOWN, Layout.AGENCIES_ACROSS, Layout.STANDARDS_ACROSS}


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [("A senior lead is named", "A senior lead for safeguarding is named", True), ("Staff know", "All staff know the route", True),
     ("A senior lead is named", "A standard about thing 0", False), ("", "Anything", True)],
)  # fmt: skip
def test_a_line_goes_with_the_words_of_its_standard_and_not_with_its_number_alone(first, second, same):
    assert same_standard(first, second) is same
    known = profile().renamed({})
    linked = replace(known, lines={"1.1": "six-steps:1a"}, worded={"1.1": first})
    assert linked.line_of("1.1", second) == ("six-steps:1a" if same else "")
    assert linked.line_of("1.2", second) == ""


PLAIN = Profile(name="Plain", layout=Layout.STANDARDS_DOWN, headings={}, scale=NO_SCALE)


def test_a_standard_is_placed_by_its_number_and_its_words():
    placed = PLAIN.placed("1.1", "A senior lead is named", "six-steps:1a")
    assert placed.line_of("1.1", "A senior lead is named and known") == "six-steps:1a"
    assert placed.line_of("1.1", "Records are audited twice") == ""
    assert placed.line_of("1.2", "A senior lead is named") == ""


def test_two_standards_of_one_number_and_one_without_keep_lines_of_their_own():
    placed = PLAIN.placed("1.1", "A senior lead is named", "six-steps:1a")
    placed = placed.placed("1.1", "Records are audited twice", "six-steps:4a").placed("", "The  Rota", "six-steps:2")
    assert placed.line_of("1.1", "A senior lead is named") == "six-steps:1a"
    assert placed.line_of("1.1", "Records are audited twice") == "six-steps:4a"
    assert placed.line_of("", "the rota") == "six-steps:2"


def test_placing_anew_replaces_and_none_takes_it_away():
    placed = PLAIN.placed("1.1", "A senior lead is named", "six-steps:1a").placed("1.1", "A senior lead", "six-steps:2")
    assert placed.line_of("1.1", "A senior lead is named") == "six-steps:2"
    taken = placed.placed("1.1", "A senior lead", "")
    assert taken.line_of("1.1", "A senior lead") == ""
    again = taken.placed("1.1", "Quite another standard", "six-steps:4a")
    assert again.line_of("1.1", "Quite another standard") == "six-steps:4a"
    assert PLAIN.placed("", "", "six-steps:2") == PLAIN
