"""The year that ended is told after the next one began: its own report, its own versions, and nothing settled by another."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from scrutineer.clock import SetClock
from scrutineer.domain.due import DueKind
from scrutineer.domain.evidence import Bearing, EvidenceKind, LinkTarget
from scrutineer.domain.judgement import Strength
from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.pieces import Piece
from scrutineer.domain.questions import Question, QuestionFrom
from scrutineer.errors import UserError
from scrutineer.operations import casefiles, challenges, evidence, issuing, judgements, pieces, questions, reports
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.due import due_list
from scrutineer.operations.reports import Request

FOUND, LATER = "Leaders attend and decide.", "Leaders send deputies by now."
OLD, NEW = "Cycle 1", "The year after"
AFTER = date(2027, 4, 12)


@pytest.fixture
def two_years(casefile):
    """A year that was judged, asked and worked in, and the one after it, which has a judgement and a challenge."""
    casefile.clock = SetClock(datetime(2027, 3, 20, 10, tzinfo=UTC))
    judge(casefile, FOUND)
    cycle = read_context(casefile).cycle
    asked = Question(
        cycle_id=cycle.id, source=QuestionFrom.COMMITTEE, asker="The committee", asked_on=date(2026, 12, 9),
        question="Is neglect getting better?",
    )  # fmt: skip
    questions.add_question(casefile, question=asked)
    pieces.add_piece(casefile, piece=Piece(cycle_id=cycle.id, title="Neglect, seen early", starts=date(2026, 9, 1)))
    challenges.raise_challenge(casefile, question="Who decides?", put_to="Chair", raised_on=date(2026, 6, 4))
    casefile.clock = SetClock(datetime(2027, 4, 12, 10, tzinfo=UTC))
    casefiles.start_cycle(
        casefile, name=NEW, starts=date(2027, 4, 1), ends=date(2028, 3, 31), guidance="Working Together 2026"
    )
    judge(casefile, LATER)
    challenges.raise_challenge(casefile, question="Who comes now?", put_to="Chair", raised_on=date(2027, 4, 8))
    return casefile


def judge(casefile, words: str) -> None:
    evidence.capture_evidence(
        casefile, title="Minutes", kind=EvidenceKind.MINUTES, dated=casefile.clock.today(), marking=Marking.PARTNER,
        links=[(LinkTarget.LINE, "six-steps:1", Bearing.SUPPORTS)],
    )  # fmt: skip
    judgements.record_judgement(
        casefile, target="six-steps:1", level="limited", narrative=words, final=True, marking=Marking.PARTNER,
        strength=Strength.THIN, strength_reason="Of one source.",
    )  # fmt: skip


def told(casefile, **asked) -> str:
    content = reports.render_report(casefile, form=reports.Format.PAGE, today=AFTER, **asked).content
    return content.decode()


def owed(casefile) -> set[str]:
    """The cycles whose yearly report is owed, by the words of the list."""
    known = due_list(casefile, read_context(casefile), AFTER)
    return {due.what.rpartition(", ")[2] for due in known if due.kind is DueKind.YEARLY}


@pytest.mark.parametrize(
    "kind", ["annual", "statement", "briefing", "cover", "plan", "young", "coverage", "arrangements"]
)
def test_a_report_of_the_year_before_tells_of_that_year_alone(two_years, kind):
    old, new = told(two_years, kind=kind, cycle=OLD), told(two_years, kind=kind)
    assert (LATER in old, FOUND in new) == (False, False)
    assert "Who comes now?" not in old
    if kind in {"annual", "statement"}:
        if kind == "annual":
            assert (FOUND in old, LATER in new) == (True, True)
        assert "1 March 2026 to 31 March 2027" in old


def test_the_days_asked_for_find_their_cycle(two_years):
    old = told(two_years, kind="quarterly", starts=date(2027, 1, 1), ends=date(2027, 3, 31))
    assert "1 January 2027 to 31 March 2027" in old
    assert read_context(two_years).cycle.name == NEW
    about = reports.about_of(two_years, Request(kind="quarterly", ends=date(2027, 3, 31)))
    assert about.cycle.name == OLD
    assert reports.about_of(two_years, Request(kind="quarterly", ends=date(2027, 5, 1))).cycle.name == NEW
    assert reports.about_of(two_years, Request(kind="annual")).cycle.name == NEW


def test_the_committee_is_still_answered_for_the_year_in_which_it_asked(two_years):
    assert "Is neglect getting better?" in told(two_years, kind="committee", cycle=OLD)
    assert "Is neglect getting better?" not in told(two_years, kind="committee")


def test_a_piece_of_the_year_before_has_its_report(two_years):
    assert reports.about_of(two_years, Request(kind="piece", piece="neglect, seen early")).cycle.name == OLD
    assert "Neglect, seen early" in told(two_years, kind="piece", piece="Neglect, seen early")


def test_versions_count_each_cycle_by_itself_and_each_settles_its_own_year(two_years, tmp_path):
    def issue(name: str, cycle: str) -> int:
        asked = Request(kind="annual", edition=Edition.PARTNER, cycle=cycle)
        return issuing.issue_report(two_years, out=tmp_path / name, request=asked).value.report.version

    assert owed(two_years) == {OLD, NEW}
    assert issue("new.html", "") == 1
    assert owed(two_years) == {OLD, NEW}  # its year has hardly begun, and it says nothing of the one before
    assert [issue("old.html", OLD), issue("old again.html", OLD)] == [1, 2]
    assert owed(two_years) == {NEW}
    assert issue("new again.html", "") == 2


def test_a_cycle_that_is_not_there_is_said_and_what_tells_of_today_takes_none(two_years):
    with pytest.raises(UserError, match="There are: Cycle 1; The year after"):
        told(two_years, kind="annual", cycle="Cycle 9")
    with pytest.raises(UserError, match="tells of today"):
        told(two_years, kind="due", cycle=OLD)
