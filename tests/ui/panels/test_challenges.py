"""Challenges: the log with its parts and filters, and where it leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scrutineer.domain.challenge import Ending
from scrutineer.domain.evidence import EvidenceKind
from scrutineer.operations import casefiles, challenges, evidence, recommendations
from scrutineer.operations.queries.challenges import lives
from scrutineer.ui.destinations import ToChallenge, ToChallenges, ToHome, ToNewChallenge, ToReports
from scrutineer.ui.ops import do
from scrutineer.ui.parts import carried_card
from scrutineer.ui.parts.challenge_filters import LogPart
from tests.conftest import CLOCK
from tests.ui.conftest import go, opened, person_at

LOG = "Challenges"
LINE = "six-steps:4c"


def raised(casefile, question: str, days: int = 0, **more):
    """A challenge raised so many days ago, a reply due four weeks later."""
    day = CLOCK.today() - timedelta(days=days)
    return challenges.raise_challenge(
        casefile, question=question, put_to="Chair", raised_on=day, reply_due=day + timedelta(days=28), **more
    ).value


@pytest.fixture
def at(at_empty):
    """Somebody at a log of three: one new, one overdue, one of an agency about a line."""
    casefile = at_empty.top.casefile
    police = next(one.id for one in at_empty.top.workspace.session.context.agencies if one.name == "Police")
    raised(casefile, "Is it new?")
    raised(casefile, "Is it late?", 40)
    raised(casefile, "Is it about a line?", 10, agency_id=police, targets=[LINE])
    go(at_empty, ToChallenges())
    return at_empty


def questions(at) -> list[str]:
    return sorted(row[1].split("  ")[1] for row in at.rows(LOG))


def test_an_empty_log_says_what_a_challenge_is_and_begins_one(at_empty):
    go(at_empty, ToChallenges())
    at_empty.sees("No challenges yet")
    at_empty.press("Raise the first challenge")
    assert at_empty.field("The question").hasFocus()


def test_each_part_of_the_log_says_how_many_it_holds(at):
    at.sees("3 open, 1 reply overdue")
    assert questions(at) == ["Is it about a line?", "Is it late?", "Is it new?"]
    at.press("Overdue 1")
    assert questions(at) == ["Is it late?"]
    at.press("Closed 0")
    assert questions(at) == []
    at.sees("Choose a challenge to see its life here.")
    at.press("Carried over 0")
    assert questions(at) == []


def test_a_reply_that_is_late_says_by_how_much(at):
    at.press("Overdue 1")
    ((reference, head, status, days, due),) = at.rows(LOG)
    assert (reference, status, days, due) == ("26-002", "Raised", "40 days", "12 days overdue")
    assert head.startswith("Chair")


def test_the_log_of_one_agency_and_of_one_step(at):
    at.choose("Which agency", "Police")
    assert questions(at) == ["Is it about a line?"]
    at.choose("Which agency", "Any agency")
    at.choose("Which step", "4 ")
    assert questions(at) == ["Is it about a line?"]
    at.choose("Which step", "5 ")
    assert questions(at) == []


def test_each_filter_in_force_is_a_chip_that_takes_it_away(at):
    at.choose("Which agency", "Police")
    at.choose("Which step", "4 ")
    at.press("Remove filter Agency: Police")
    assert at.chosen("Which agency") == "Any agency"
    assert questions(at) == ["Is it about a line?"]
    at.press("Clear all")
    assert len(questions(at)) == 3
    assert not at.has("Clear all")


def test_a_line_asked_for_is_offered_beside_the_steps(at):
    go(at, ToChallenges(target=LINE))
    assert questions(at) == ["Is it about a line?"]
    assert at.chosen("Which step").startswith("4c ")
    at.choose("Which step", "Any step")
    assert len(questions(at)) == 3


def test_what_the_log_hides_is_shown_when_it_is_asked_for(at):
    at.choose("Which agency", "Police")
    late = next(life for life in lives(at.top.casefile) if life.challenge.question == "Is it late?")
    go(at, ToChallenge(late.challenge.id))
    assert "Is it late?" in at.selected(LOG)[1]
    assert "Is it late?" in at.titles()
    assert at.chosen("Which agency") == "Any agency"


def test_the_challenge_chosen_stays_chosen_when_another_is_recorded(at):
    at.pick(LOG, "Is it late?")
    raised(at.top.casefile, "Is it one more?")
    at.top.workspace.on_changed(at.top.workspace.panel().shows, "")
    assert "Is it late?" in at.selected(LOG)[1]
    assert len(questions(at)) == 4


def test_the_rail_counts_the_replies_overdue(at):
    at.top.workspace.on_changed(frozenset(), "")
    assert at.button("Challenges, 1 replies overdue").isChecked()


def test_ctrl_n_begins_one_and_escape_leaves_the_form(at):
    at.keys("Ctrl+N")
    assert at.top.workspace.destination() == ToNewChallenge()
    at.keys("Escape")
    assert isinstance(at.top.workspace.destination(), ToChallenge)
    assert at.has("Record event")


def test_ctrl_d_hides_the_challenge_and_shows_it_again(at):
    at.keys("Ctrl+D")
    assert not at.has("Record event")
    at.keys("Ctrl+D")
    assert at.has("Record event")


def test_the_report_is_one_press_away(at):
    at.press("Challenge report")
    assert at.top.workspace.destination() == ToReports("challenges")


def test_what_is_left_half_written_is_there_again_and_recorded_nowhere(at):
    at.pick(LOG, "Is it new?")
    at.write("What was said or done", "Telephoned.")
    at.keys("Ctrl+N")
    at.write("The question", "Half asked?")
    go(at, ToHome())
    assert "Half asked?" not in {life.challenge.question for life in lives(at.top.casefile)}
    go(at, ToNewChallenge())
    assert at.text("The question") == "Half asked?"
    at.keys("Escape")
    at.pick(LOG, "Is it new?")
    assert at.text("What was said or done") == "Telephoned."


def test_the_ages_of_what_the_log_shows_are_drawn_when_asked_for_and_where_there_is_room(at):
    panel = at.top.workspace.panel()
    assert not panel.ages.isVisible()
    at.press("Draw the ages")
    assert panel.ages.picture.accessibleDescription().startswith("3 challenges, 1 reply overdue")
    at.press("Overdue 1")
    assert panel.ages.picture.accessibleDescription().startswith("1 challenge, 1 reply overdue")
    at.press("Closed 0")
    assert not panel.ages.isVisible()
    at.press("Open 3")
    at.press("Hide the ages")
    assert not panel.ages.isVisible()


def test_a_high_window_draws_the_ages_unasked(qtbot, make_window, example_folder, tmp_path):
    at = person_at(qtbot, opened(make_window(size=(1920, 1000)), example_folder / "Northmoor.scrutiny", tmp_path))
    panel = go(at, ToChallenges())
    at.wait(lambda: panel.ages.isVisible())
    assert (
        "26-002 Lead safeguarding partners: 92 days open, reply 42 days overdue"
        in panel.ages.picture.accessibleDescription()
    )
    at.top.resize(1366, 736)
    at.wait(lambda: not panel.ages.isVisible())


# Filters, the board, threads


def test_the_log_is_asked_for_by_status_move_and_thread(at):
    casefile = at.top.casefile
    raised(casefile, "Is it a draft?", draft=True, thread="Night cover")
    at.top.workspace.on_changed(at.top.workspace.panel().shows, "")
    at.press("More filters")
    at.choose("Whose move", "Your move")
    assert questions(at) == ["Is it a draft?"]
    at.choose("Whose move", "Anybody’s move")
    at.choose("Which status", "Raised")
    assert len(questions(at)) == 3
    at.press("Clear all")
    at.choose("Which thread", "Night cover")
    assert questions(at) == ["Is it a draft?"]
    assert not at.shows("Which meeting")
    at.press("Fewer filters")
    assert not at.shows("Which thread")


def test_the_same_challenges_stand_on_a_board_by_where_they_stand(at):
    at.press("As a board")
    at.choose("Which agency", "Police")
    cards = at.list("Reply awaited, 1 challenge")
    assert [row.value for row in cards.rows_model.rows] == [
        life.challenge.id for life in lives(at.top.casefile) if life.challenge.question == "Is it about a line?"
    ]
    at.pick("Reply awaited, 1 challenge", "26-003", then="Return")
    at.sees("To Chair")
    at.press("As a list")
    assert questions(at) == ["Is it about a line?"]


def test_a_thread_shows_one_matter_and_leads_to_all_of_it(at):
    casefile = at.top.casefile
    first, second = (raised(casefile, f"Are nights covered {when}?", thread="Night cover") for when in ("now", "again"))
    raised(casefile, "Who covers nights again?")
    go(at, ToChallenge(first))
    reference = next(life.challenge.reference for life in lives(casefile) if life.challenge.id == second)
    at.press("Did it come up before?")
    at.sees("By their words these may be of the same matter:")
    at.press(f"{reference}, 20 Nov 26: Are nights")
    assert at.top.workspace.destination() == ToChallenge(second)
    at.press("Night cover")
    assert len(questions(at)) == 2


def test_a_thread_follows_what_is_written_elsewhere_in_it(at):
    casefile, session = at.top.casefile, at.top.workspace.session
    first, second = (raised(casefile, f"Are nights covered {when}?", thread="Night cover") for when in ("now", "again"))
    go(at, ToChallenge(first))
    challenge = next(life.challenge for life in lives(casefile) if life.challenge.id == second)
    reworded = replace(challenge, question="Who covers weekends?")
    session.run(do(challenges.change_challenge, challenge=reworded))
    at.settle()
    assert at.has(f"{challenge.reference}, 20 Nov 26: Who covers")
    source = evidence.capture_evidence(casefile, title="Review", kind=EvidenceKind.REVIEW, dated=CLOCK.today()).value
    session.run(do(recommendations.add_recommendation, text="Cover nights", evidence_id=source, thread="Night cover"))
    at.settle()
    assert at.has("Recommendation: Cover nights")


def test_what_was_closed_in_the_cycle_before_stands_with_what_is_carried_over(at):
    casefile = at.top.casefile
    closed = lives(casefile)[0].challenge
    challenges.close_challenge(
        casefile, challenge_id=closed.id, ending=Ending.WITHDRAWN, impact=None, text="Asked twice."
    )
    session = at.top.workspace.session
    session.run(do(
        casefiles.start_cycle, name="Cycle 2", starts=date(2027, 4, 1), ends=date(2028, 3, 31), guidance="WT 2026",
    ))  # fmt: skip
    at.settle()
    at.press("Carried over 2")
    at.sees("2 open challenges go on; 1 was closed in")
    at.pick("Closed in the cycle before", closed.reference, then="Return")
    assert at.top.workspace.destination() == ToChallenge(closed.id)


def test_of_many_that_were_closed_before_the_first_few_stand_there_and_how_many_more(at, monkeypatch):
    monkeypatch.setattr(carried_card, "MOST", 1)
    casefile = at.top.casefile
    for life in lives(casefile)[:3]:
        challenges.close_challenge(
            casefile, challenge_id=life.challenge.id, ending=Ending.WITHDRAWN, impact=None, text="Asked twice."
        )
    at.top.workspace.session.run(do(
        casefiles.start_cycle, name="Cycle 2", starts=date(2027, 4, 1), ends=date(2028, 3, 31), guidance="WT 2026",
    ))  # fmt: skip
    at.settle()
    at.press("Carried over")
    at.wait(lambda: len(at.rows("Closed in the cycle before")) == 2)
    assert at.rows("Closed in the cycle before")[1][0] == "and 2 more, in the log under Closed"


def test_whoever_leaves_as_soon_as_the_log_shows_another_part_comes_back_to_no_life_of_another_part(at):
    at.sees("Reply due 8 November 2026")
    filters = at.top.workspace.panel().filters
    filters.which.choose(LogPart.CLOSED)
    filters.which.chosen.emit(LogPart.CLOSED)  # nothing else has its turn between this click and the next
    go(at, ToHome())
    go(at, ToChallenges())
    assert questions(at) == []
    at.sees("Choose a challenge to see its life here.")
    assert "Reply due 8 November 2026" not in at.words()
