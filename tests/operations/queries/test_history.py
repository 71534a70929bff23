"""Who did what, and how the judgement of a line came to be what it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from scrutineer.clock import SetClock
from scrutineer.domain.marking import Marking
from scrutineer.domain.statements import StatementKind
from scrutineer.operations import casefiles, judgements, partnership
from scrutineer.operations.queries import history
from scrutineer.operations.queries.context import read_context
from tests.operations.acts import LINE, capture, judge


def test_history_says_who_did_what(casefile):
    capture(casefile, title="An audit")
    newest = history.history(casefile)[0]
    assert (newest.label, newest.author) == ("Capture “An audit”", "Independent scrutineer")


def told(casefile) -> list[tuple[str, str, bool]]:
    return [(change.before, change.level, change.final) for change in history.judgement_history(casefile, LINE)]


def test_each_change_of_level_or_status_is_told_and_nothing_else(casefile):
    capture(casefile, title="An audit")
    assert told(casefile) == []
    for level, narrative in (("limited", ""), ("limited", "Patchy."), ("reasonable", "Patchy.")):
        judgements.record_judgement(casefile, target=LINE, level=level, narrative=narrative)
    assert told(casefile) == [("limited", "reasonable", False), ("", "limited", False)]
    judge(casefile, "reasonable")
    newest = history.judgement_history(casefile, LINE)[0]
    assert (newest.before, newest.level, newest.final) == ("reasonable", "reasonable", True)
    assert (newest.author, newest.narrative) == ("Independent scrutineer", "What was found.")
    assert history.judgement_history(casefile, "six-steps:4d") == ()


def test_a_judgement_taken_back_is_told_too(casefile):
    judgements.record_judgement(casefile, target=LINE, level="limited")
    casefiles.undo(casefile)
    assert told(casefile) == [("limited", "", False), ("", "limited", False)]
    assert len(history.judgement_history(casefile, LINE, limit=1)) == 1


def test_the_opinion_has_the_day_on_which_it_was_worded_as_it_stands(casefile):
    """Marking it otherwise, or wording another text, leaves its day; rewording it gives it another."""
    casefile.clock = SetClock(casefile.clock.now())

    def say(**texts: str) -> date | None:
        partnership.set_statements(casefile, texts=replace(read_context(casefile).texts, **texts))
        return history.opinion_on(casefile, read_context(casefile).statements)

    first = casefile.clock.today()
    assert say(summary="Slow.") is None
    assert say(opinion="Strong in purpose.") == first
    casefile.clock.moment += timedelta(days=3)
    assert say(summary="Slower.") == first
    partnership.set_statements(casefile, markings={StatementKind.OPINION: Marking.PUBLIC})
    assert history.opinion_on(casefile, read_context(casefile).statements) == first
    assert say(opinion="Strong in purpose, slow in effect.") == first + timedelta(days=3)
