"""The seven-minute briefing: seven boxes, the last of them questions."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.domain.marking import Edition, Marking
from scrutineer.reports.document import Grid, Look
from tests.reports.kinds.building import blocks, built, grid, marked, material_of, view_of


def boxes(view):
    return dict(grid(built("briefing", view), "Seven boxes"))


def test_there_are_seven_boxes_numbered_and_the_last_asks(example):
    document = built("briefing", view_of(material_of(example)))
    (table,) = [block for block in blocks(document) if isinstance(block, Grid)]
    assert table.look is Look.BOXES
    titles = list(boxes(view_of(material_of(example))))
    assert [title.split(".")[0] for title in titles] == list("1234567")
    questions = boxes(view_of(material_of(example)))[titles[-1]].split("\n")
    assert titles[-1] == "7. Questions for your team"
    assert len(questions) == 4
    assert all(question.endswith("?") for question in questions)


def test_the_questions_are_the_frameworks_own_on_what_is_open(example):
    material = material_of(example)
    said = boxes(view_of(material))["7. Questions for your team"]
    assert material.framework.line("six-steps:1a").question in said
    without = boxes(view_of(replace(material, lives=())))["7. Questions for your team"]
    assert material.framework.steps[1].lines[0].question in without


def test_it_says_in_a_word_where_each_step_stands(example):
    said = boxes(view_of(material_of(example)))["2. Where things stand"]
    assert "Leadership: Reasonable assurance." in said
    assert "Quality assurance: No final judgement yet." in said


def test_children_and_practitioners_speak_and_nobody_else_does(example):
    said = boxes(view_of(material_of(example)))["3. What children and practitioners say"]
    assert "Nobody told us what changed." in said
    assert "121 of 189 favourable" in said
    assert "We publish what was said" not in said  # the partners' own view


def test_each_box_says_what_is_withheld_and_never_that_there_is_nothing(example):
    private = marked(material_of(example), lambda _: Marking.PRIVATE)
    said = boxes(view_of(private, Edition.PUBLIC))
    assert said["1. What this is about"] == "The summary is not in this edition."
    assert said["3. What children and practitioners say"].endswith("views are not in this edition.")
    assert said["4. What has changed for children"] == "8 challenges or their closings are not in this edition."
    assert said["5. What was asked, and is still open"].startswith(
        "0 challenges are open, as far as this edition shows."
    )


def test_of_an_empty_casefile_each_box_says_that_there_is_nothing(casefile):
    said = boxes(view_of(material_of(casefile)))
    assert said["1. What this is about"] == "No summary has been written yet."
    assert said["3. What children and practitioners say"] == (
        "Nothing that children or practitioners said has been recorded."
    )
    assert said["4. What has changed for children"] == "No challenge has been closed yet."
