"""The young person's version: large, in words that were written for it, with what was said and what was done."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.domain.challenge import Ending, EventKind, Life
from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.statements import CycleStatement, StatementKind
from scrutineer.reports.checking import Tone, checks_of
from scrutineer.reports.kinds.young import KIND
from tests.reports.kinds.building import built, grid, material_of, said, texts, view_of


def test_it_is_set_in_large_print(example):
    assert built("young", view_of(material_of(example))).body_points == 14


def test_the_scrutineers_plain_words_stand_as_they_were_written(example):
    material = material_of(example)
    plain = CycleStatement(cycle_id=material.cycle.id, kind=StatementKind.PLAIN, text="We check on grown-ups.\nAsk us.")
    document = built("young", view_of(replace(material, statements=(*material.statements, plain))))
    assert texts(document, "own") == ["In plain words", "We check on grown-ups.", "Ask us."]
    public = built("young", view_of(replace(material, statements=(plain,)), Edition.PUBLIC))
    assert texts(public, "own")[1] == "The scrutineer’s plain words are not in this edition."


def test_where_nothing_is_written_it_says_so_and_nothing_is_put_in_its_place(example):
    document = built("young", view_of(material_of(example)))
    assert texts(document, "own")[1].startswith("The scrutineer has not written this part yet.")
    for statement in material_of(example).statements:
        if statement.kind is not StatementKind.DECLARATION:
            assert statement.text not in said(document)


def test_what_was_asked_is_counted(example):
    numbers = grid(built("young", view_of(material_of(example))), "What we asked, in numbers")
    assert numbers == [
        ["8", "questions asked"], ["5", "answered so far"], ["1", "finished"], ["1", "finished, with a change to show"],
    ]  # fmt: skip


def test_you_said_we_did_comes_from_closed_challenges_alone(example):
    (row,) = grid(built("young", view_of(material_of(example))), "You said, we did")
    assert row[0] == "Who answers young scrutineers, and by when?"
    assert "two schools changed how they tell pupils" in row[1]


def test_a_challenge_that_was_withdrawn_is_nothing_that_was_done(example):
    material = material_of(example)
    withdrawn = tuple(
        Life(life.challenge, tuple(
            replace(event, ending=Ending.WITHDRAWN) if event.kind is EventKind.CLOSED else event for event in life.events
        ))
        for life in material.lives
    )  # fmt: skip
    document = built("young", view_of(replace(material, lives=withdrawn)))
    assert "Nothing is finished yet." in texts(document, "did")


def test_young_people_speak_in_their_own_words_and_no_other_voice_does(example):
    document = built("young", view_of(material_of(example)))
    assert texts(document, "said")[1:3] == ["Nobody told us what changed.", "Young scrutineers, 15 October 2026"]
    assert "The leads decide" not in said(document)


def test_an_ending_that_is_withheld_is_not_denied(example):
    material = material_of(example)
    hidden = tuple(
        Life(life.challenge, tuple(
            replace(event, marking=Marking.PRIVATE) if event.kind is EventKind.CLOSED else event for event in life.events
        ))
        for life in material.lives
    )  # fmt: skip
    words = texts(built("young", view_of(replace(material, lives=hidden))), "did")
    assert "Nothing that is finished is in this edition." in words
    assert "1 ending is not in this edition." in words


def test_its_reading_age_is_shown_and_stops_nothing(example):
    view = view_of(material_of(example))
    (age,) = [check for check in checks_of(built("young", view), view, KIND) if check.title == "Reading age"]
    assert age.tone is Tone.LOOK
    assert age.detail.startswith("About ")
