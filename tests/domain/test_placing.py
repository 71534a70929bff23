"""A line is suggested only where its words are like those of the text, and never between two that are equally so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scrutineer.domain.framework import Wording, with_local
from scrutineer.domain.placing import LikeLines
from scrutineer.frameworks import loader

FRAMEWORK = loader.shipped()[0]


@pytest.mark.parametrize("line", FRAMEWORK.lines(), ids=lambda line: line.code)
def test_a_line_in_its_own_words_is_that_line(line):
    assert LikeLines(FRAMEWORK).nearest(f"{line.label}. {line.question}") == line.target


def test_other_forms_of_its_words_lead_to_it_too():
    assert LikeLines(FRAMEWORK).nearest("Audits were repeated and a change was shown") == "six-steps:4c"


@pytest.mark.parametrize("text", ["", "the and of", "Parking permits", "Change", "zzz qqq children"])
def test_words_that_say_little_suggest_nothing(text):
    assert LikeLines(FRAMEWORK).nearest(text) is None


@pytest.mark.parametrize(
    "text",
    ["Referrals are timely and good enough to act on", "Concerns reach the board with an outcome recorded"],
)
def test_words_that_only_join_others_suggest_nothing(text):
    assert LikeLines(FRAMEWORK).nearest(text) is None


def test_the_evidence_that_would_answer_a_line_counts_but_less_than_its_own_words():
    assert LikeLines(FRAMEWORK).nearest("Escalation log and the threshold document") == "six-steps:4f"
    line, other = FRAMEWORK.lines()[:2]
    shown = replace(line, question="Lighthouse keeper, polished brass?", evidence="")
    only = replace(other, question="Nothing alike?", evidence="A keeper of a lighthouse who polished the brass.")
    step = replace(FRAMEWORK.steps[0], lines=(only, shown))
    assert LikeLines(replace(FRAMEWORK, steps=(step,))).nearest("Lighthouse keeper polished brass") == line.target


def test_what_other_frameworks_ask_leads_more_often_to_its_step_than_to_another():
    """The floor that was measured: each of their lines says itself on which steps it bears.

    Wrong ones are held as a share of the right ones, since every framework that is shipped adds to both.
    """
    like, asked = LikeLines(FRAMEWORK), {}
    for framework in loader.shipped()[1:]:
        for line in framework.lines():
            if 0 < len(line.maps_to) < 4:
                asked[f"{line.label}. {line.question}"] = {target.split(":")[1][0] for target in line.maps_to}
    lines = {question: like.nearest(question) for question in asked}
    right = sum(line is not None and line.split(":")[1][0] in asked[question] for question, line in lines.items())
    assert right >= 50
    wrong = sum(line is not None for line in lines.values()) - right
    assert 2 * wrong < right


def test_two_lines_that_are_equally_like_suggest_neither():
    line = FRAMEWORK.lines()[0]
    step = replace(FRAMEWORK.steps[0], lines=(line, replace(line, target="six-steps:zz", code="zz")))
    doubled = replace(FRAMEWORK, steps=(step, *FRAMEWORK.steps[1:]))
    assert LikeLines(doubled).nearest(line.question) is None


def test_a_local_wording_counts():
    line = FRAMEWORK.lines()[-1]
    local = with_local(
        FRAMEWORK, [Wording(target=line.target, question="Does the lighthouse keeper polish brass?")], []
    )
    words = "The keeper of the lighthouse polishes it"
    assert LikeLines(FRAMEWORK).nearest(words) is None
    assert LikeLines(local).nearest(words) == line.target
