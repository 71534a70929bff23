"""Framework coverage: every line with what bears on it, and those on which nothing does."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.domain.evidence import LinkTarget
from scrutineer.domain.marking import Edition, Marking
from scrutineer.reports.furniture import Format
from scrutineer.reports.kinds.coverage import KIND
from tests.reports.kinds.building import all_marked, built, grid, material_of, read_back_whole, texts, view_of

CAPTION = "Every line, and what bears on it"


def rows_of(view):
    return {row[0]: row for row in grid(built("coverage", view), CAPTION)}


def test_every_step_and_line_of_the_framework_has_a_row(example):
    material = material_of(example)
    rows = rows_of(view_of(material))
    assert list(rows) == [
        code for step in material.framework.steps for code in (step.number, *(line.code for line in step.lines))
    ]


def test_a_line_names_its_evidence_voices_agencies_and_challenges(example):
    row = rows_of(view_of(material_of(example), Edition.PRIVATE))["4c"]
    assert {"E1", "E6", "E14"} <= set(row[2].split(", "))
    assert {"Partners’ joint view", "Young scrutineers"} <= set(row[3].split(", "))
    assert "Police" in row[4].split(", ")
    assert set(row[5].split(", ")) == {"NSCP-26-001", "NSCP-26-003"}


def test_evidence_that_is_withheld_is_counted_where_it_bears(example):
    row = rows_of(view_of(material_of(example)))["4c"]
    assert "E14" not in row[2]
    assert row[2].endswith(", and 2 not in this edition")  # E8 and E14


def test_lines_with_nothing_are_named_and_what_is_context_is_no_gap(example):
    material = material_of(example)
    bare = replace(material, links=(), views=(), answers=(), lives=())
    codes = [line.code for line in material.framework.lines()]
    words = texts(built("coverage", view_of(bare)), "short")
    assert words[1] == f"Something bears on 0 of {len(codes)} lines."
    assert words[2] == f"Nothing bears on {', '.join(codes[:-1])} and {codes[-1]}."
    steps = tuple(
        replace(step, lines=tuple(replace(line, context=True) for line in step.lines))
        for step in material.framework.steps
    )
    context = replace(bare, framework=replace(material.framework, steps=steps))
    assert texts(built("coverage", view_of(context)), "short")[1:] == ["Something bears on 0 of 0 lines."]


def test_a_checklist_is_printed_as_it_was_answered_and_what_has_no_answer_says_so(example):
    made = built("coverage", view_of(material_of(example), Edition.PRIVATE))
    rows = {row[0]: row for row in grid(made, "Yearly report, 2023")}
    assert rows["R1"][3] == "E4: met, page 1: “April 2025 to March 2026”"
    assert rows["R10"][3].startswith("E4: not applicable (A draft")
    assert rows["R4"][3] == "No answer"
    words = texts(made, "checklist-wt-yearly-report-2023")
    assert "6 of 12 items looked at. Answers: 1 met, 2 partly met, 2 not met, 1 not applicable." in words


def test_only_what_was_linked_to_a_function_itself_counts_for_it(example):
    made = built("coverage", view_of(material_of(example), Edition.PRIVATE))
    assert any(text.startswith("2 of 7 functions looked at.") for text in texts(made, "checklist-wt-functions-2026"))


def test_answers_that_may_not_stand_in_an_edition_are_counted_and_nothing_of_them_is_told(example):
    hidden = all_marked(material_of(example), Marking.PRIVATE)
    made = built("coverage", view_of(hidden, Edition.PUBLIC))
    words = " ".join(texts(made, "checklist-wt-yearly-report-2023"))
    assert "6 answers to the checklist" in words
    assert "spring forum" not in " ".join(texts(made))


def test_of_what_is_withheld_no_line_is_said_to_have_none(example):
    hidden = all_marked(material_of(example), Marking.PRIVATE)
    words = texts(built("coverage", view_of(hidden)), "short")
    assert not any(text.startswith("Nothing bears on") for text in words)
    assert any(text.startswith("Nothing in this edition bears on") for text in words)
    row = rows_of(view_of(hidden))["4c"]
    assert row[2].endswith("not in this edition")
    assert row[3:] == ["None shown"] * 3


def test_what_bears_is_counted_as_by_hand(example):
    material = material_of(example)
    bears = {link.target for link in material.links if link.target_kind is LinkTarget.LINE}
    bears |= {view.target for view in material.views}
    bears |= {answer.target for answer in material.answers if answer.status.value != "set aside"}
    bears |= {target for life in material.lives for target in life.challenge.targets}
    lines = [line for line in material.framework.lines() if not line.context]
    number = sum(line.target in bears for line in lines)
    words = texts(built("coverage", view_of(material, Edition.PRIVATE)), "short")
    assert f"Something bears on {number} of {len(lines)} lines." in words


def test_it_can_be_sorted_as_a_workbook(example):
    assert Format.WORKBOOK in KIND.formats
    read_back_whole(built("coverage", view_of(material_of(example))), (Format.WORKBOOK,))
