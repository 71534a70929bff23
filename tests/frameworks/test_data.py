"""Every row of the frameworks and scales, and what happens to a file that is not right."""

from __future__ import annotations

import pytest

from scrutineer.domain.scale import NON_SCORES, parse_scale
from scrutineer.errors import UserError
from scrutineer.frameworks.loader import framework_text, framework_texts, parse_framework, scales

TITLES = {
    "1": "The three core partner leads are actively involved in strategic planning and implementation",
    "2": "The wider safeguarding partners (including relevant agencies) are actively involved in safeguarding children",
    "3": "Children, young people and families are aware of and involved with plans for safeguarding children",
    "4": "Appropriate quality assurance procedures are in place for data collection, audit and information sharing",
    "5": "There is a process for identifying and investigating learning from local and national case reviews",
    "6": "There is an active program of multi-agency safeguarding children training",
}


def test_the_six_steps_carry_their_published_titles():
    framework = parse_framework(framework_text("six-steps"))
    assert {step.number: step.title for step in framework.steps} == TITLES
    assert [step.number for step in framework.steps if not step.confirmed] == ["4", "5", "6"]
    assert [len(step.lines) for step in framework.steps] == [8, 7, 7, 7, 8, 7]
    assert "not part of the published paper" in framework.note


@pytest.mark.parametrize("framework_id", framework_texts())
def test_every_row_is_whole(framework_id):
    framework = parse_framework(framework_text(framework_id))
    for step in framework.steps:
        for line in step.lines:
            for text in (line.label, line.question, line.evidence):
                assert text
                assert text == " ".join(text.split())
                assert "!" not in text
            assert line.question.endswith("?")
            assert line.code.startswith(step.number)
            assert line.starter


@pytest.mark.parametrize("scale", scales(), ids=lambda scale: scale.id)
def test_every_scale_declares_itself(scale):
    assert scale.name
    assert scale.source
    assert scale.direction()
    keys = [level.key for level in scale.levels]
    assert len(keys) == len(set(keys))
    assert not set(keys) & set(NON_SCORES)
    assert all(level.look for level in scale.levels)


def test_the_inverted_scale_runs_from_four_to_one():
    scale = next(scale for scale in scales() if scale.id == "1-4-best-1")
    assert [level.key for level in scale.levels] == ["4", "3", "2", "1"]


def test_an_unknown_framework_is_named():
    with pytest.raises(UserError, match="six-steps"):
        framework_text("seven-steps")


def test_a_framework_that_lacks_something_says_what():
    text = framework_text("six-steps").replace('title = "There is an active', 'titel = "There is an active')
    with pytest.raises(UserError, match="title"):
        parse_framework(text)


def test_a_doubled_line_is_named():
    with pytest.raises(UserError, match="six-steps:1a twice"):
        parse_framework(framework_text("six-steps").replace('code = "1b"', 'code = "1a"'))


def test_a_scale_that_lacks_something_says_what():
    with pytest.raises(UserError, match="name"):
        parse_scale({"id": "x"})
