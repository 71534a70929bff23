"""The committee cover paper: its purpose, what is asked, and where things stand."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.domain.marking import Edition, Marking
from tests.reports.kinds.building import all_marked, built, grid, material_of, said, texts, view_of


def test_it_says_its_purpose_and_what_the_committee_is_asked(example):
    document = built("cover", view_of(material_of(example)))
    assert texts(document, "purpose")[1] == (
        "To report on independent scrutiny of Northmoor Safeguarding Children Partnership, "
        "1 March 2026 to 20 November 2026, under Working Together 2023 and 2026."
    )
    assert texts(document, "asked")[1:] == [
        "Note the scrutineer’s 4 judgements of 6 steps.", "Consider 7 open challenges, 3 replies overdue.",
        f"Consider {len(material_of(example).recommendations)} open recommendations.",
    ]  # fmt: skip


def test_it_shows_where_each_step_stands_beside_the_last_cycle(example):
    rows = grid(built("cover", view_of(material_of(example))), "Where each step stands")
    assert rows[1] == ["2 Wider partners", "Limited assurance", "No assurance"]
    first = grid(built("cover", view_of(replace(material_of(example), before=None))), "Where each step stands")
    assert all(len(row) == 2 for row in first)


def test_a_number_of_the_shown_part_says_so(example):
    material = material_of(example)
    some = tuple(
        replace(each, marking=Marking.PUBLIC) if each.target == "six-steps:1" else each for each in material.judgements
    )
    words = texts(built("cover", view_of(replace(material, judgements=some), Edition.PUBLIC)), "asked")
    assert "Note the scrutineer’s 1 judgement of 6 steps, as far as this edition shows." in words
    advice = len(material.recommendations)
    assert any(text.endswith(f"8 challenges and {advice} recommendations are not in this edition.") for text in words)


def test_where_all_is_withheld_it_does_not_say_that_nothing_was_judged(example):
    words = said(built("cover", view_of(all_marked(material_of(example), Marking.PRIVATE))), "asked")
    assert "Nothing in this edition asks for a decision" in words
    assert "no judgement is final" not in words


def test_of_an_empty_casefile_it_says_that_nothing_was_judged(casefile):
    assert "Note that no judgement is final yet, and that no challenge has been raised." in texts(
        built("cover", view_of(material_of(casefile)))
    )
