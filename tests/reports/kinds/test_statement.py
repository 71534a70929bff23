"""The statement for the yearly report: short, the opinion first, its words counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.statements import CycleStatement, StatementKind
from scrutineer.reports.checking import Tone, checks_of
from scrutineer.reports.document import Face, Paragraph
from scrutineer.reports.kinds.statement import KIND
from tests.reports.kinds.building import blocks, built, material_of, said, texts, view_of


def with_opinion(material, text, marking=Marking.PARTNER):
    opinion = CycleStatement(cycle_id=material.cycle.id, kind=StatementKind.OPINION, text=text, marking=marking)
    return replace(material, statements=(*material.statements, opinion))


def length_of(view):
    return next(check for check in checks_of(built("statement", view), view, KIND) if "long" in check.title)


def test_the_opinion_stands_first_and_large(example):
    document = built(
        "statement", view_of(with_opinion(material_of(example), "Strong in purpose. [E13]\nSlow in effect."))
    )
    first, second = [block for block in blocks(document) if isinstance(block, Paragraph)][:2]
    assert (first.face, second.face) == (Face.LEAD, Face.BODY)
    assert texts(document, "opinion")[1:3] == ["Strong in purpose. [E13]", "Slow in effect."]


def test_the_opinion_has_its_day_where_the_edition_holds_it(example):
    material = replace(with_opinion(material_of(example), "Strong."), opinion_on=date(2026, 11, 18))
    assert "Written on 18 November 2026." in texts(built("statement", view_of(material)), "opinion")
    hidden = with_opinion(material_of(example), "Strong.", Marking.PRIVATE)
    view = view_of(replace(hidden, opinion_on=date(2026, 11, 18)), Edition.PUBLIC)
    assert not [words for words in texts(built("statement", view), "opinion") if words.startswith("Written on")]


def test_what_is_cited_has_its_row_and_without_a_citation_there_is_no_register(example):
    cited = built("statement", view_of(with_opinion(material_of(example), "Strong. [E13]")))
    assert "Young scrutineers' learning walk, two schools" in texts(cited, "register")
    assert not texts(built("statement", view_of(material_of(example))), "register")


def test_six_hundred_words_are_enough_for_the_worked_example_and_more_are_refused(example):
    material = material_of(example)
    assert length_of(view_of(material)).tone is Tone.PASSED
    counted = int(length_of(view_of(material)).detail.split()[0])
    # the sentence that no opinion is written goes as soon as there is one
    room = 600 - counted + len(["No", "opinion", "has", "been", "written", "yet."])
    assert length_of(view_of(with_opinion(material, "word " * room))).tone is Tone.PASSED
    too_long = length_of(view_of(with_opinion(material, "word " * (room + 1))))
    assert (too_long.tone, too_long.detail) == (Tone.STOP, "601 words; at most 600. Shorten it.")


def test_it_names_the_steps_judged_and_those_that_are_not(example):
    words = texts(built("statement", view_of(material_of(example))), "found")
    assert "Wider partners: Limited assurance; last cycle, No assurance." in words
    assert "No judgement of the cycle is final yet on Quality assurance and Training." in words


def test_it_says_how_many_challenges_are_open_and_asks_the_most_pressing(example):
    words = texts(built("statement", view_of(material_of(example))), "forward")
    assert "On 20 November 2026 7 challenges are open and 1 challenge is closed, 1 with impact shown." in words
    assert words.index("Which decisions were taken by a delegate without authority to commit funds?") < words.index(
        "How do you know that officers see and speak to every child at a domestic abuse incident?"
    )


def test_the_public_statement_says_what_it_leaves_out(example):
    material = material_of(example)
    words = said(built("statement", view_of(material, Edition.PUBLIC)))
    left = (
        f"12 items of evidence, {len(material.files)} workbooks, {len(material.year.activities)} activities and "
        f"{len(material.year.pieces)} scrutiny piece are not in this edition."
    )
    for sentence in (
        "The summary is not in this edition.", "8 challenges are not in this edition.",
        left, "4 judgements are not in this edition.",
    ):  # fmt: skip
        assert sentence in words


def test_the_work_is_told_in_words_that_fit_its_numbers_and_only_of_pieces_that_have_begun(example):
    material = material_of(example)
    one = replace(
        next(known for known in material.year.activities if known.done_on), half_days=2, planned_half_days=2,
        marking=Marking.PARTNER,
    )  # fmt: skip
    ahead = replace(material.year.pieces[0], id=981, title="Not begun", starts=date(2027, 1, 4))
    year = replace(material.year, activities=(one,), pieces=(*material.year.pieces, ahead))
    words = said(built("statement", view_of(replace(material, year=year))))
    assert "The work took 1 day in 1 activity." in words
    assert "Not begun" not in words
