"""A practice review is a code, dates, decisions and themes: what names somebody is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer.domain.clocks import PracticeReview, ReviewKind
from scrutineer.domain.ids import CycleId
from scrutineer.domain.rules import problems_of

REVIEW = PracticeReview(code="LR-26-03", kind=ReviewKind.LOCAL, cycle_id=CycleId(1))


def about(**said: object) -> list[str]:
    return [problem.about for problem in problems_of(replace(REVIEW, **said), "practice review")]


@pytest.mark.parametrize("code", ["LR-26-03", "NM-02", "RR 2026/4", "CDR26", "LCSPR-NM-7", "A1"])
def test_a_code_is_capital_letters_and_figures(code):
    assert about(code=code) == []


@pytest.mark.parametrize(
    "code",
    ["Alex Example", "ALEX EXAMPLE", "Alex", "Child K", "AE", "A. Example 26", "Alex26", "LR-26-03 Alex", "26-03",
     "AE 12.03.2019", "12.03.2019", "ALEXANDRA26", "", " "],
)  # fmt: skip
def test_what_could_be_a_name_initials_or_a_day_of_birth_is_no_code(code):
    assert about(code=code) == ["code"]


@pytest.mark.parametrize(
    "text",
    ["Seen by Dr Example twice", "Cllr Example asked", "born on 12 March 2019", "Write to a.example@example.org",
     "NHS number 943 476 5919"],
)  # fmt: skip
@pytest.mark.parametrize("field", ["decision", "themes", "note"])
def test_a_text_that_names_somebody_is_refused(field, text):
    assert about(**{field: text}) == [field]


def test_a_decision_and_themes_in_the_words_of_this_field_are_kept():
    assert about(
        decision="Criteria met. No local review: the Director of Children's Services and the Chief Nurse agreed.",
        themes="Neglect; Information Sharing; NM-02 again", note="Read on 12 May 2026, 14 pages.",
        decided_on=date(2026, 5, 12), published_on=date(2026, 9, 1),
    ) == []  # fmt: skip


def test_it_is_published_after_it_was_decided_on():
    assert about(decided_on=date(2026, 5, 12), published_on=date(2026, 5, 11)) == ["published_on"]
