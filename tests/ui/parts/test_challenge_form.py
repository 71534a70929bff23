"""The form for a challenge: what it is raised from, what it asks, drafts, and rewording."""

from __future__ import annotations

from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.challenge import EventKind, Life, Status
from scrutineer.domain.immediate_risk import USE_PROCEDURES
from scrutineer.domain.marking import Marking
from scrutineer.domain.working_days import working_days_after
from scrutineer.operations import challenges, partnership
from scrutineer.operations.queries.challenges import lives, rests_on
from scrutineer.ui.destinations import ToAgencyReturns, ToChallenge, ToChallenges, ToNewChallenge, ToReturns
from scrutineer.ui.ops import do
from tests.conftest import CLOCK
from tests.operations.acts import LINE, capture
from tests.ui.conftest import go


@pytest.fixture
def at(at_empty):
    """Somebody at the form, begun from nothing."""
    go(at_empty, ToNewChallenge())
    return at_empty


def only(at) -> Life:
    (life,) = lives(at.top.casefile)
    return life


def ask(at, question: str = "Why are there gaps?") -> None:
    at.write("The question", question)
    at.write("Put to", "Chair")


def test_one_is_raised_with_everything_that_was_said(at):
    ask(at)
    at.choose("Agency", "Police")
    at.write("Put to", "Chief constable")
    at.write("Why", "It was seen.")
    at.write("The test", "No gap in ten files.")
    at.write("Where raised", "By letter")
    at.write("Date raised", "1/11/2026")
    at.write("Reply due", "15/11/2026")
    at.write("Thread", "Quality of assessments")
    at.choose("Marking", "Public")
    at.press("Raise challenge")
    at.sees("15 November 2026 has passed already.")
    at.tick("Yes, it is so")
    at.press("Raise challenge")
    life = only(at)
    assert life.challenge.thread == "Quality of assessments"
    one, (event,) = life.challenge, life.events
    assert (one.question, one.put_to, one.why, one.test) == (
        "Why are there gaps?",
        "Chief constable",
        "It was seen.",
        "No gap in ten files.",
    )
    assert (one.marking, event.on_date, life.reply_due) == (Marking.PUBLIC, date(2026, 11, 1), date(2026, 11, 15))
    assert at.top.workspace.session.context.agency_name(one.agency_id) == "Police"
    assert one.question in at.titles()


def test_a_reply_is_due_in_the_working_days_of_the_partnership_and_partners_may_read_it_unless_said_otherwise(at):
    ask(at)
    at.keys("Ctrl+Return")
    life = only(at)
    assert (life.status, life.reply_due) == (Status.RAISED, working_days_after(CLOCK.today(), 15))
    assert life.challenge.marking is Marking.PARTNER


@pytest.mark.parametrize("field", ["Date raised", "Reply due"])
def test_a_date_that_is_none_is_said_and_nothing_is_lost(at, field):
    ask(at)
    at.write(field, "soon")
    at.press("Raise challenge")
    at.sees("“soon” is no date.")
    assert lives(at.top.casefile) == ()
    assert at.text("The question") == "Why are there gaps?"


def test_a_challenge_without_a_question_is_refused_and_the_form_stays(at):
    at.write("Put to", "Chair")
    at.write("Why", "It was seen.")
    at.press("Raise challenge")
    at.sees("Write the question.")
    assert lives(at.top.casefile) == ()
    assert at.text("Why") == "It was seen."


def test_no_day_for_a_reply_is_allowed(at):
    ask(at)
    at.write("Reply due", "")
    at.press("Raise challenge")
    assert only(at).reply_due is None


def test_an_agency_suggests_the_role_of_its_seat(at_empty):
    police = next(one.id for one in at_empty.top.workspace.session.context.agencies if one.name == "Police")
    partnership.add_seat(at_empty.top.casefile, agency_id=police, title="Chief constable")
    at_empty.top.workspace.on_changed(frozenset(), "")
    go(at_empty, ToNewChallenge())
    at_empty.choose("Agency", "Police")
    assert at_empty.text("Put to") == "Chief constable"
    at_empty.choose("Agency", "The partnership")
    assert at_empty.text("Put to") == "Lead safeguarding partners"


def test_what_is_linked_to_the_line_goes_with_it(at_empty):
    item = capture(at_empty.top.casefile)
    go(at_empty, ToNewChallenge(target=LINE))
    at_empty.sees("Linked with it: E1.")
    ask(at_empty)
    at_empty.press("Raise challenge")
    life = only(at_empty)
    assert life.challenge.targets == (LINE,)
    assert [rest.item.id for rest in rests_on(at_empty.top.casefile)[life.challenge.id]] == [item]


def test_another_line_chosen_links_what_is_there_instead(at_empty):
    capture(at_empty.top.casefile)
    go(at_empty, ToNewChallenge(target=LINE))
    at_empty.choose("Step or line", "1a ")
    at_empty.sees("Nothing is linked there yet.")
    ask(at_empty)
    at_empty.press("Raise challenge")
    assert rests_on(at_empty.top.casefile).get(only(at_empty).challenge.id, ()) == ()


def test_a_draft_is_reworded_and_then_put_to_them(at):
    ask(at)
    at.press("Keep as draft")
    life = only(at)
    assert life.status is Status.DRAFT
    at.press("Reword")
    assert f"Reword {life.challenge.reference}" in at.titles()
    assert at.text("The question") == "Why are there gaps?"
    assert "Reply due" not in at.within(at.top.workspace.panel().form).words()
    at.write("Why", "It was seen.", then="Ctrl+Return")
    again = only(at)
    assert (again.challenge.reference, again.challenge.why) == (life.challenge.reference, "It was seen.")
    at.choose("What happened", "Put it to them")
    at.press("Record event")
    assert only(at).status is Status.RAISED


def test_rewording_keeps_the_other_lines_a_challenge_is_about(at_example):
    at = at_example
    life = next(one for one in lives(at.top.casefile) if len(one.challenge.targets) > 1 and one.is_open)
    at.top.workspace.go(ToChallenges())
    at.pick("Challenges", life.challenge.question)
    at.press("Reword")
    at.write("The question", "Is it still so?")
    at.press("Record the wording")
    again = next(one for one in lives(at.top.casefile) if one.challenge.id == life.challenge.id)
    assert (again.challenge.question, again.challenge.targets) == ("Is it still so?", life.challenge.targets)
    assert again.events == life.events


def test_what_is_left_comes_back_as_it_was_typed(at):
    ask(at)
    at.press("Leave")
    assert lives(at.top.casefile) == ()
    go(at, ToNewChallenge())
    assert (at.text("The question"), at.text("Put to")) == ("Why are there gaps?", "Chair")


def test_one_is_raised_from_an_answer_with_its_words(at_example):
    at = at_example
    agency = next(one for one in at.top.workspace.session.context.agencies if one.name == "Police")
    go(at, ToReturns())
    go(at, ToAgencyReturns(agency.id))
    at.press("Raise a challenge")
    assert at.text("Why").startswith("Own answer to ")
    assert at.chosen("Agency") == "Police"


def test_a_child_at_risk_comes_first(at):
    at.sees(USE_PROCEDURES)


def test_another_marking_asks_about_each_event_and_takes_along_what_is_ticked_alone(at):
    ask(at)
    at.press("Raise challenge")
    life = only(at)
    challenges.record_event(at.top.casefile, challenge_id=life.challenge.id, kind=EventKind.NOTE, text="Told by phone.")
    go(at, ToChallenge(life.challenge.id))
    at.press("Reword")
    assert not at.has("Tick all")
    at.choose("Marking", "Private")
    at.sees("2 events are marked wider.")
    day = "20 Nov 26"
    at.tick(f"{day}, note: Told by phone. (partner)")
    at.press("Record the wording")
    raised, note = only(at).events
    assert (only(at).challenge.marking, raised.marking, note.marking) == (
        Marking.PRIVATE, Marking.PARTNER, Marking.PRIVATE,
    )  # fmt: skip
    at.press("Reword")
    at.choose("Marking", "Public")
    at.sees("2 events would stay back")
    at.press("Tick all")
    at.press("Record the wording")
    assert {event.marking for event in only(at).events} == {Marking.PUBLIC}
    at.top.workspace.undo()
    at.settle()
    assert [event.marking for event in only(at).events] == [Marking.PARTNER, Marking.PRIVATE]


def test_a_new_wording_keeps_the_marking_that_was_given_in_the_log_meanwhile_and_what_was_typed(at):
    ask(at)
    at.press("Raise challenge")
    at.press("Reword")
    at.write("The question", "Why are there still gaps?")
    at.list("Challenges").setFocus()
    at.choose_in(at.menu_of("Challenges"), "Marking", "Private")
    assert only(at).challenge.marking is Marking.PRIVATE
    assert (at.chosen("Marking"), at.text("The question")) == ("Private", "Why are there still gaps?")
    at.press("Record the wording")
    challenge = only(at).challenge
    assert (challenge.question, challenge.marking) == ("Why are there still gaps?", Marking.PRIVATE)


def test_the_wording_of_a_challenge_that_is_undone_ends_with_it(at):
    ask(at)
    at.press("Raise challenge")
    at.press("Reword")
    at.top.workspace.undo()
    at.settle()
    assert lives(at.top.casefile) == ()
    assert not at.has("Record the wording")


def test_events_that_go_along_are_read_once_and_asked_about_anew_where_they_changed_meanwhile(at, monkeypatch):
    ask(at)
    at.press("Raise challenge")
    at.press("Reword")
    at.choose("Marking", "Private")
    at.sees("1 event is marked wider.")
    read, rows = [], tables.rows
    with monkeypatch.context() as patch:
        patch.setattr(
            tables, "rows", lambda casefile, kind, **asked: read.append(kind) or rows(casefile, kind, **asked)
        )
        at.type("Why", "It was seen.")
    assert read == []
    life, session = only(at), at.top.workspace.session
    session.run(do(challenges.record_event, challenge_id=life.challenge.id, kind=EventKind.NOTE, text="Telephoned."))
    at.sees("2 events are marked wider.")
    assert at.has("Telephoned.")
