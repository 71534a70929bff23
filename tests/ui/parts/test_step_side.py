"""Beside a line: its challenges, closed ones too, and how its judgement came to be what it is."""

from __future__ import annotations

import pytest

from scrutineer.domain.challenge import Ending, EventKind, Impact
from scrutineer.domain.ids import TargetId
from scrutineer.operations import challenges, judgements
from scrutineer.ui.destinations import ToChallenge, ToLine
from tests.operations.acts import LINE, capture, judge
from tests.ui.conftest import go


def raise_challenge(casefile, question: str = "Are nights covered?") -> int:
    return challenges.raise_challenge(
        casefile, question=question, put_to="Chair", why="Seen.", test="Ten rotas.", targets=(LINE,)
    ).value


def test_a_closed_challenge_stays_listed_and_says_how_it_ended(at_empty):
    at = at_empty
    made = raise_challenge(at.top.casefile)
    challenges.record_event(at.top.casefile, challenge_id=made, kind=EventKind.RESPONSE, text="They are.")
    challenges.close_challenge(
        at.top.casefile, challenge_id=made, ending=Ending.WITHDRAWN, impact=Impact.NONE_KNOWN, text="Put twice."
    )
    go(at, ToLine(LINE))
    (row,) = at.list("Challenges").model().rows
    assert "Closed" in row.spoken
    assert "Superseded or withdrawn" in row.spoken
    at.tab("Challenges 1")


def test_the_rest_of_many_challenges_is_in_the_log(at_empty):
    at = at_empty
    for number in range(21):
        raise_challenge(at.top.casefile, f"Question {number}?")
    go(at, ToLine(LINE))
    assert len(at.rows("Challenges")) == 20
    at.press("And 1 more")
    assert isinstance(at.top.workspace.destination(), ToChallenge)
    assert not at.has("And 1 more")


def test_history_lists_changes_of_judgement_and_no_captures(at_empty):
    at = at_empty
    capture(at.top.casefile, title="An audit")
    judgements.record_judgement(at.top.casefile, target=LINE, level="limited")
    judge(at.top.casefile, "reasonable")
    go(at, ToLine(LINE))
    at.tab("History")
    newest, first = (row.spoken for row in at.list("History").model().rows)
    assert newest.startswith("Reasonable assurance, final, ")
    for part in ("Independent scrutineer", "Was limited assurance", "What was found."):
        assert part in newest
    assert first.startswith("Limited assurance, draft, ")
    assert "audit" not in newest + first


def test_a_line_that_was_never_judged_says_so(at_empty):
    go(at_empty, ToLine(LINE))
    at_empty.tab("History")
    at_empty.sees("Not judged yet.")


def test_the_prompt_of_a_line_has_a_tab_and_a_step_says_where_it_stands(at_empty):
    at = at_empty
    go(at, ToLine(LINE))
    at.tab("Prompt")
    at.sees("Re-audit reports")
    go(at, ToLine(TargetId("six-steps:4")))
    at.sees("Its lines may have one each.")


@pytest.mark.parametrize("width", [1100, 1366, 1920])
def test_it_ends_at_the_edge_of_the_window(at_example, width):
    at = at_example
    at.top.resize(width, 736)
    panel = go(at, ToLine(TargetId("six-steps:4")))
    side = panel.side
    assert side.mapTo(panel, side.rect().topRight()).x() <= panel.rect().right()
    assert side.width() == 280
