"""The challenge report: the most pressing first, both sides, and nothing said of what is withheld."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.domain.challenge import Corrected, Event, EventCorrection, EventKind, Impact, Life
from scrutineer.domain.dates import long_date
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


def with_struck(material, reference, text="Meant for another."):
    """The same with the newest reply of a challenge recorded wrongly, and another in its place."""
    lives = []
    for life in material.lives:
        reply = life.response
        if life.challenge.reference == reference and reply is not None:
            correction = EventCorrection(event_id=reply.id, instead_id=9_001, on_date=material.today, reason=text)
            instead = replace(reply, id=9_001, text="What they really said.")
            events = tuple(instead if event == reply else event for event in life.events)
            lives.append(replace(life, events=events, corrected=(Corrected(reply, correction),)))
        else:
            lives.append(life)
    return replace(material, lives=tuple(lives))


def test_a_corrected_event_stands_struck_out_with_its_reason_and_is_counted_nowhere(example):
    material = material_of(example)
    reference = next(life.challenge.reference for life in material.lives if life.response is not None)
    plain, changed = (view_of(known) for known in (material, with_struck(material, reference)))
    for kind in ("challenges", "log"):
        words = said(built(kind, changed))
        assert "Struck out: response" in words
        assert "something else counts in its place. Meant for another." in words
    assert "What they really said." in said(built("challenges", changed))
    for kind in ("decisions", "statement", "briefing", "cover"):
        assert said(built(kind, changed)) == said(built(kind, plain))
    counts = "Numbers of this time"
    assert grid(built("quarterly", changed), counts) == grid(built("quarterly", plain), counts)


def test_every_reply_stands_whole_the_newest_first(example):
    material = material_of(example)
    whole = next(life for life in material.lives if life.response is not None and life.is_open)
    day = whole.response.on_date
    earlier = replace(whole.response, id=9_002, text="First they said\nthis.\n\nAnd this too.", by="A manager")
    place = whole.events.index(whole.response)
    events = (*whole.events[:place], earlier, *whole.events[place:])
    lives = tuple(replace(life, events=events) if life == whole else life for life in material.lives)
    words = said(built("challenges", view_of(replace(material, lives=lives))))
    for line in ("First they said", "this.", "And this too.", f"A manager, {long_date(day)}. Printed as received."):
        assert line in words


def test_impact_that_was_asked_again_after_closing_is_what_is_told(example):
    material = material_of(example)
    closed = next(life for life in material.lives if not life.is_open)
    again = Event(
        id=9_003, challenge_id=closed.challenge.id, kind=EventKind.IMPACT, on_date=material.today,
        text="Ten children were asked.", impact=Impact.NONE_KNOWN,
    )  # fmt: skip
    lives = tuple(replace(life, events=(*life.events, again)) if life == closed else life for life in material.lives)
    words = said(built("challenges", view_of(replace(material, lives=lives))))
    assert f"asked again on {long_date(material.today)}: none known." in words
    assert "Ten children were asked." in words
