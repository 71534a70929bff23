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
