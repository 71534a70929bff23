"""Answers to the committee: each question with its reply whole, and what is not answered said to be so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from scrutineer.domain.marking import Marking
from scrutineer.domain.questions import Question, QuestionFrom
from scrutineer.domain.statements import CycleStatement, StatementKind
from tests.reports.kinds.building import TODAY, built, material_of, said, view_of

LONG = "A first paragraph.\n\nA second one, to the last word."


def asked(material, *questions: Question):
    return view_of(replace(material, year=replace(material.year, questions=questions)))


def question(material, **more) -> Question:
    given = {"source": QuestionFrom.COMMITTEE, "asker": "Children’s committee", "asked_on": TODAY - timedelta(days=40)}
    return Question(**{"id": 5, "cycle_id": material.cycle.id, "question": "Is it safe?", **given, **more})


def test_a_reply_stands_whole_with_its_day_and_the_days_it_took(example):
    material = material_of(example)
    reply = question(material, reply=LONG, replied_on=TODAY - timedelta(days=10), did="The protocol was rewritten.")
    words = said(built("committee", asked(material, reply)))
    for part in ("Is it safe?", "A first paragraph.", "A second one, to the last word.", "after 30 days",
                 "The protocol was rewritten.", "1 asked, 1 answered in 30 days."):  # fmt: skip
        assert part in words


def test_the_opinion_stands_with_the_day_on_which_it_was_written(example):
    material = material_of(example)
    opinion = CycleStatement(cycle_id=material.cycle.id, kind=StatementKind.OPINION, text="Children are heard.")
    written = replace(material, statements=(*material.statements, opinion), opinion_on=date(2026, 11, 3))
    words = said(built("committee", view_of(written)))
    assert "Children are heard." in words
    assert "Written on 3 November 2026." in words
    assert "No opinion has been written yet." in said(built("committee", view_of(replace(material, statements=()))))
    kept_in = replace(written, statements=(replace(opinion, marking=Marking.PRIVATE),))
    words = said(built("committee", view_of(kept_in)))
    assert "The opinion is not in this edition." in words
    assert "3 November 2026" not in words


def test_a_question_without_a_reply_is_said_to_have_none(example):
    material = material_of(example)
    words = said(built("committee", asked(material, question(material, due=TODAY - timedelta(days=3)))))
    assert "Independent scrutineer has not answered yet. It was due on 17 November 2026." in words


def test_questions_of_others_are_not_the_committees(example):
    material = material_of(example)
    young = question(material, source=QuestionFrom.YOUNG, asker="Young scrutineers")
    words = said(built("committee", asked(material, young)))
    assert "The committee has put no question in this cycle." in words
    assert "Is it safe?" not in words
    theirs = said(built("young", asked(material, young)))
    assert "Is it safe?" in theirs
