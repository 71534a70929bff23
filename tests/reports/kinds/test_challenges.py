"""The challenge report: the most pressing first, both sides, and nothing said of what is withheld."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.domain.challenge import EventKind, Life
from scrutineer.domain.marking import Edition, Marking
from tests.reports.kinds.building import built, grid, material_of, said, texts, view_of


def hidden(material, kind):
    lives = tuple(
        Life(life.challenge, tuple(
            replace(event, marking=Marking.PRIVATE) if event.kind is kind else event for event in life.events
        ))
        for life in material.lives
    )  # fmt: skip
    return replace(material, lives=lives)


def test_the_challenges_that_most_need_a_decision_come_first(example):
    rows = grid(built("challenges", view_of(material_of(example))), "Challenges that most need a decision")
    assert [row[0] for row in rows] == ["26-002", "26-003", "26-004", "25-001", "26-005"]
    assert rows[0][3] == "Reply 42 days overdue"


def test_a_reply_that_is_withheld_is_not_one_that_never_came(example):
    words = said(built("challenges", view_of(hidden(material_of(example), EventKind.RESPONSE))))
    assert "The reply is not in this edition." in words
    assert words.count("No reply has been received.") == 3  # those to whom nobody replied
    assert "5 replies to those that are" in words


def test_a_public_edition_of_private_challenges_counts_none_as_all(example):
    document = built("challenges", view_of(material_of(example), Edition.PUBLIC))
    assert "Challenges in figures, as far as this edition shows" in texts(document)
    assert "8 challenges are not in this edition." in texts(document)
    assert "No challenge is in this edition." in texts(document)
    assert "No challenge has been raised." not in texts(document)


def test_next_never_promises_a_day_that_has_passed(example):
    material = material_of(example)
    later = said(built("challenges", view_of(replace(material, today=material.today.replace(year=2028)))))
    assert "Was to be tested again on 4 December 2026." in later
    assert "A reply is awaited, and was due 16 October 2026." in later
    assert "A reply is awaited, due " not in later
