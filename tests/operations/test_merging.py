"""Merging a co-scrutineer's casefile: nothing lost either way, conflicts decided by a person, twice changes nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import tables
from scrutineer.casefile.merging import MergeSide
from scrutineer.casefile.records import record_in
from scrutineer.clock import SetClock
from scrutineer.domain.challenge import Challenge, Event, EventKind, ResponseView
from scrutineer.domain.evidence import Bearing, Evidence, Link, LinkTarget
from scrutineer.domain.framework import AddedLine
from scrutineer.domain.ids import ChallengeId
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.packs import Pack
from scrutineer.domain.partnership import Agency
from scrutineer.domain.recommendations import RecommendationEvent, RecommendationMove
from scrutineer.domain.voices import View, Voice
from scrutineer.errors import UserError
from scrutineer.operations import (
    casefiles,
    challenges,
    evidence,
    judgements,
    merge_plan,
    merge_words,
    merging,
    packs,
    partnership,
    recommendations,
    voices,
)
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.challenges import life_of, lives
from scrutineer.operations.queries.context import read_context
from tests.conftest import CLOCK, PASSPHRASE, copied_testshire, examples

LINE = "six-steps:4c"


@pytest.fixture
def other(casefile: Casefile, tmp_path: Path) -> Iterator[Casefile]:
    """A co-scrutineer's copy of the casefile, open as their own."""
    evidence.capture_evidence(
        casefile, title="Before they parted", dated=date(2026, 4, 1), links=[(LinkTarget.LINE, LINE, Bearing.SUPPORTS)]
    )
    opened = copy_of(casefile, tmp_path / "theirs")
    opened.author = "Second scrutineer"
    yield opened
    opened.close()


def copy_of(casefile: Casefile, folder: Path) -> Casefile:
    folder.mkdir(exist_ok=True)
    path = folder / "Theirs.scrutiny"
    backup = casefile.back_up(folder)
    shutil.move(backup, path)
    return casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)


def capture(casefile: Casefile, title: str, text: str = "", target: str = LINE) -> int:
    return evidence.capture_evidence(
        casefile,
        title=title,
        text=text,
        method=title,
        dated=date(2026, 5, 1),
        links=[(LinkTarget.LINE, target, Bearing.SUPPORTS)],
    ).value


def preview(casefile: Casefile, other: Casefile) -> merging.MergePreview:
    return merging.preview_merge(casefile, path=other.path, passphrase=PASSPHRASE)


def merge(casefile: Casefile, other: Casefile, take: bool = True) -> None:
    decisions = {one.mark: take for one in preview(casefile, other).decisions}
    merging.merge_casefile(casefile, path=other.path, passphrase=PASSPHRASE, decisions=decisions)


def titles(casefile: Casefile) -> list[str]:
    return sorted(item.title for item in tables.rows(casefile, Evidence))


def test_what_only_they_have_comes_in_with_its_links_and_a_number_of_ours(casefile, other):
    capture(casefile, "Ours")
    theirs = capture(other, "Theirs")
    other_challenge = challenges.raise_challenge(
        other,
        question="What changed?",
        put_to="Chief nurse",
        why="See [E2].",
        targets=(LINE,),
        raised_on=date(2026, 6, 1),
        evidence=[(theirs, Bearing.SUPPORTS)],
    ).value
    assert other_challenge
    shown = preview(casefile, other)
    assert shown.copies
    assert "1 item of evidence" in shown.new
    assert "1 challenge" in shown.new
    assert not shown.decisions
    merge(casefile, other)
    items = {item.title: item for item in tables.rows(casefile, Evidence)}
    assert (items["Ours"].number, items["Theirs"].number) == (2, 3)
    (challenge,) = tables.rows(casefile, Challenge)
    assert challenge.why == "See [E3]."
    (link,) = tables.rows(casefile, Link, target_kind=LinkTarget.CHALLENGE)
    assert (link.evidence_id, link.target) == (items["Theirs"].id, str(challenge.id))
    assert casefiles.check_casefile(casefile).value.problems == ()


def test_merging_twice_changes_nothing(casefile, other):
    capture(other, "Theirs")
    judgements.record_judgement(other, target=LINE, level="limited", narrative="Theirs.")
    merge(casefile, other)
    entries = casefile.reader.execute("SELECT count(*) FROM journal").fetchone()
    assert preview(casefile, other).nothing
    outcome = merging.merge_casefile(casefile, path=other.path, passphrase=PASSPHRASE)
    assert outcome.label.endswith("holds nothing new")
    assert casefile.reader.execute("SELECT count(*) FROM journal").fetchone() == entries


def test_their_own_file_is_not_touched(casefile, other):
    capture(other, "Theirs")
    other.writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = other.path.read_bytes()
    merge(casefile, other)
    assert other.path.read_bytes() == before


def test_what_only_they_changed_is_taken_and_what_both_changed_waits(casefile, other):
    (item,) = tables.rows(casefile, Evidence)
    evidence.change_evidence(other, item=replace(item, limits="One quarter only.", title="Their title"))
    evidence.change_evidence(casefile, item=replace(item, title="Our title"))
    (decision,) = preview(casefile, other).decisions
    assert "Our title" in decision.ours
    assert "Their title" in decision.theirs
    with pytest.raises(UserError, match="1 conflict still waits"):
        merging.merge_casefile(casefile, path=other.path, passphrase=PASSPHRASE)
    assert titles(casefile) == ["Our title"]
    merge(casefile, other, take=False)
    assert titles(casefile) == ["Our title"]
    assert preview(casefile, other).nothing
    casefiles.undo(casefile)
    merge(casefile, other, take=True)
    (item,) = tables.rows(casefile, Evidence)
    assert (item.title, item.limits) == ("Their title", "One quarter only.")


def test_a_field_that_only_they_changed_comes_in_beside_one_that_only_we_changed(casefile, other):
    (item,) = tables.rows(casefile, Evidence)
    evidence.change_evidence(other, item=replace(item, limits="One quarter only."))
    evidence.change_evidence(casefile, item=replace(item, title="Our title"))
    merge(casefile, other)
    (item,) = tables.rows(casefile, Evidence)
    assert (item.title, item.limits) == ("Our title", "One quarter only.")


def test_a_draft_that_both_wrote_anew_is_decided_by_its_words_not_by_when_it_was_saved(casefile, other):
    judgements.record_judgement(other, target=LINE, narrative="Theirs.")
    merge(casefile, other)
    for number, (one, words) in enumerate(((casefile, "Ours now."), (other, "Theirs now."))):
        one.clock = SetClock(CLOCK.moment + timedelta(days=1, hours=number))
        judgements.record_judgement(one, target=LINE, narrative=words)
    (decision,) = preview(casefile, other).decisions
    said = " ".join((decision.note, decision.ours, decision.theirs))
    assert "Ours now." in said
    assert "Theirs now." in said
    assert "made" not in said
    assert "2026" not in said


def test_a_draft_of_ours_that_only_they_wrote_anew_follows_is_shown_and_comes_back_by_undo(casefile, other):
    judgements.record_judgement(casefile, target=LINE, narrative="Ours.")
    merge(other, casefile)
    judgements.record_judgement(other, target=LINE, narrative="Theirs, from ours.")
    shown = preview(casefile, other)
    assert shown.decisions == ()
    assert len(shown.changed) == 1
    merge(casefile, other, take=False)
    assert narratives(casefile) == {"Theirs, from ours."}
    casefiles.undo(casefile)
    assert narratives(casefile) == {"Ours."}


@pytest.mark.parametrize("take", [True, False])
def test_two_judgements_of_one_line_are_a_persons_decision_and_neither_is_lost(casefile, other, take):
    for one, level, words in ((casefile, "reasonable", "Ours."), (other, "limited", "Theirs.")):
        judgements.record_judgement(one, target=LINE, level=level, narrative=words, final=True)
    (decision,) = preview(casefile, other).decisions
    assert decision.note == "both judged it"
    merge(casefile, other, take)
    standing = tables.rows(casefile, Judgement)[-1]
    views = tables.rows(casefile, View)
    assert standing.narrative == ("Theirs." if take else "Ours.")
    assert standing.author == ("Second scrutineer" if take else "Independent scrutineer")
    assert [(view.words, view.who) for view in views] == ([] if take else [("Theirs.", "Second scrutineer (merged)")])
    assert preview(casefile, other).nothing


def test_what_they_took_away_stays_and_is_told_once(casefile, other):
    (link,) = tables.rows(other, Link)
    evidence.unlink_evidence(other, link=link)
    (told,) = preview(casefile, other).not_taken
    assert "they took it away; it stays here" in told
    merge(casefile, other)
    assert len(tables.rows(casefile, Link)) == 1
    assert preview(casefile, other).nothing


def test_what_we_took_away_and_they_changed_is_told(casefile, other):
    (link,) = tables.rows(other, Link)
    evidence.unlink_evidence(casefile, link=link)
    evidence.link_evidence(
        other, evidence_id=link.evidence_id, target_kind=LinkTarget.LINE, target=LINE, bearing=Bearing.CONTRADICTS
    )
    (told,) = preview(casefile, other).not_taken
    assert "you took it away" in told
    merge(casefile, other)
    assert tables.rows(casefile, Link) == ()
    assert preview(casefile, other).nothing


@pytest.mark.parametrize(("step", "first", "second"), [("4", "4h", "4i"), ("1", "1i", "1j")])
def test_two_lines_added_apart_under_one_code_both_stay(casefile, other, step, first, second):
    for one, words in ((casefile, "Ours"), (other, "Theirs")):
        partnership.add_line(one, step=f"six-steps:{step}", label=words, question=f"{words}?")
    capture(other, "On their line", target=f"six-steps:{first}")
    merge(casefile, other)
    lines = {line.label: line for line in tables.rows(casefile, AddedLine)}
    assert lines["Ours"].target == f"six-steps:{first}"
    assert lines["Theirs"].target == f"six-steps:{second}"
    assert lines["Theirs"].code == second
    item = next(item for item in tables.rows(casefile, Evidence) if item.title == "On their line")
    assert [link.target for link in tables.rows(casefile, Link, evidence_id=item.id)] == [f"six-steps:{second}"]
    assert preview(casefile, other).nothing


def test_both_went_on_with_one_challenge(casefile, tmp_path):
    one = challenges.raise_challenge(
        casefile, question="What changed?", put_to="Chief nurse", raised_on=date(2026, 6, 1)
    ).value
    other = copy_of(casefile, tmp_path / "theirs")
    challenges.record_event(casefile, challenge_id=one, kind=EventKind.CHASED, text="Ours", on_date=date(2026, 7, 1))
    challenges.record_event(other, challenge_id=one, kind=EventKind.RESPONSE, text="Theirs", on_date=date(2026, 7, 2))
    (decision,) = preview(casefile, other).decisions
    assert decision.note == "both went on with this challenge"
    merge(casefile, other)
    assert [event.text for event in tables.rows(casefile, Event)][1:] == ["Ours", "Theirs"]
    other.close()


def a_challenge(casefile: Casefile) -> ChallengeId:
    """One that was replied to and agreed."""
    new = challenges.raise_challenge(casefile, question="What changed?", put_to="Chief nurse", raised_on=day(1)).value
    challenges.record_event(casefile, challenge_id=new, kind=EventKind.RESPONSE, text="As heard", on_date=day(2))
    return new


def day(number: int) -> date:
    return date(2026, 6, number)


def test_a_decision_says_in_words_what_an_event_says_and_all_that_was_recorded_here_since(casefile, tmp_path):
    new = a_challenge(casefile)
    other = copy_of(casefile, tmp_path / "theirs")
    for one, view in ((casefile, ResponseView.ACCEPTED), (other, ResponseView.NOT_ACCEPTED)):
        challenges.record_event(
            one, challenge_id=new, kind=EventKind.VIEW, view=view, on_date=day(3 if one is casefile else 4)
        )
    challenges.record_event(
        casefile, challenge_id=new, kind=EventKind.ACTION, text="A rota", on_date=day(5), due=day(30)
    )
    (decision,) = preview(casefile, other).decisions
    assert decision.what == "Event of a challenge of TSCP-26-001: View of the response: not accepted, 4 June 2026"
    assert decision.theirs == "View of the response: not accepted, 4 June 2026"
    assert decision.ours == (
        "View of the response: accepted, 3 June 2026; Action under way, 5 June 2026, to be done by 30 June 2026: A rota"
    )
    other.close()


def test_two_ways_on_of_a_recommendation_are_asked_about_and_never_mixed_unasked(casefile, tmp_path):
    item = capture(casefile, "A review")
    new = recommendations.add_recommendation(casefile, text="Train the chairs", evidence_id=item).value
    other = copy_of(casefile, tmp_path / "theirs")
    moves = ((casefile, RecommendationMove.ACCEPTED, ""), (other, RecommendationMove.NOT_ACCEPTED, "No money"))
    for one, kind, text in moves:
        recommendations.record_move(one, recommendation_id=new, kind=kind, on_date=day(5), text=text)
    (decision,) = preview(casefile, other).decisions
    assert decision.note == "both went on with this recommendation"
    assert "Train the chairs" in decision.what
    assert (decision.ours, decision.theirs) == ("Accepted, 5 June 2026", "Not accepted, 5 June 2026: No money")
    merge(casefile, other, take=False)
    kinds = [event.kind for event in tables.rows(casefile, RecommendationEvent)]
    assert RecommendationMove.NOT_ACCEPTED not in kinds
    assert preview(casefile, other).nothing
    other.close()


corrected = st.lists(st.tuples(st.booleans(), st.booleans()), max_size=3)


@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(corrected, corrected, st.booleans())
def test_of_two_corrections_of_one_event_exactly_one_counts_whatever_is_decided(tmp_path_factory, ours, theirs, take):
    folder = tmp_path_factory.mktemp("corrected")
    one = copied_testshire(folder)
    new = a_challenge(one)
    other = copy_of(one, folder / "theirs")
    try:
        for side, name, said in ((one, "ours", ours), (other, "theirs", theirs)):
            for number, (never, _) in enumerate(said):
                wrong = [event for event in life_of(side, new).events if event.kind is EventKind.RESPONSE]
                if wrong:
                    instead = None if never else replace(wrong[0], text=f"As {name} heard {number}")
                    challenges.correct_event(side, event_id=wrong[0].id, reason=f"Wrong, {name}", instead=instead)
        expected = [lives(side)[0].response for side in (one, other)]
        shown = preview(one, other)
        said = " ".join(f"{known.what} {known.ours} {known.theirs} {known.note}" for known in shown.decisions)
        assert not RAW.search(said), said
        assert len(shown.decisions) == (1 if ours and theirs else 0)
        merge(one, other, take)
        counts = [event.text for event in life_of(one, new).events if event.kind is EventKind.RESPONSE]
        kept = expected[1] if theirs and (take or not ours) else expected[0]
        assert counts == ([kept.text] if kept else [])
        assert preview(one, other).nothing
        assert casefiles.check_casefile(one).value.problems == ()
    finally:
        one.close()
        other.close()


RAW = re.compile(r"[0-9a-f]{20,}|_|\bid\b|\d{4}-\d\d-\d\d|six-steps:")
"""What no person should read: the mark of a row, the name of a column, a day as it is stored, the id of a line."""


def test_whatever_is_in_conflict_is_said_in_words(example, tmp_path):
    """Every kind of row of the worked example, each of its columns in conflict."""
    other = copy_of(example, tmp_path / "theirs")
    plan = merge_plan.Merge(MergeSide(example.view), MergeSide(other.reader))
    tried = set()
    for row in plan.ours.rows.values():
        said = [merge_words.of_row(plan, row.table, row.values), *map(merge_words.called, row.values)]
        names = [name for name in row.values if name not in record_in(row.table).stamps]
        said.append(merge_words.side(plan, row.table, row.values, names))
        tried.add(row.table)
        texts = [text for text in map(str, row.values.values()) if RAW.search(text)]  # what a person wrote so
        assert not any(RAW.search(text) for text in said if not any(own in text for own in texts)), (row.table, said)
    assert {"event", "recommendation_event", "judgement", "link", "challenge", "activity"} <= tried
    other.close()


def test_there_and_back_again_brings_both_to_the_same(casefile, other):
    capture(casefile, "Ours", "Cites nothing.")
    capture(other, "Theirs", "As [E2] says.")
    voices.record_view(other, target=LINE, kind=Voice.YOUNG, level="none", words="No.")
    merge(casefile, other)
    merge(other, casefile)
    assert titles(casefile) == titles(other) == ["Before they parted", "Ours", "Theirs"]
    for one, two in ((casefile, other), (other, casefile)):
        assert preview(one, two).nothing
    texts = {item.title: item.text for item in tables.rows(casefile, Evidence)}
    assert texts["Theirs"] == "As [E3] says."
    (item,) = tables.rows(other, Evidence, title="Ours")
    evidence.change_evidence(other, item=replace(item, limits="Seen by both."))
    assert preview(casefile, other).decisions == ()
    merge(casefile, other)
    assert tables.rows(casefile, Evidence, title="Ours")[0].limits == "Seen by both."


def test_casefiles_made_apart_meet_by_what_they_hold(casefile, tmp_path):
    capture(casefile, "Ours")
    apart = casefiles.new_casefile(tmp_path / "Apart", passphrase=PASSPHRASE, partnership="Testshire Safeguarding Children Partnership",
                                   starts=date(2026, 3, 1), ends=date(2027, 3, 31), clock=CLOCK)  # fmt: skip
    partnership.add_agency(apart, name="Police")
    partnership.add_agency(apart, name="Housing")
    capture(apart, "Theirs")
    capture(apart, "Ours")
    shown = preview(casefile, apart)
    assert not shown.copies
    merge(casefile, apart, take=False)
    assert [agency.name for agency in tables.rows(casefile, Agency)].count("Police") == 1
    assert "Housing" in [agency.name for agency in tables.rows(casefile, Agency)]
    assert titles(casefile) == ["Ours", "Theirs"]
    assert len(read_context(casefile).cycles) == 1
    assert preview(casefile, apart).nothing
    apart.close()


def test_another_partnerships_casefile_is_refused(casefile, tmp_path):
    strange = casefiles.new_casefile(
        tmp_path / "Strange", passphrase=PASSPHRASE, partnership="Elsewhere Partnership", clock=CLOCK
    )
    with pytest.raises(UserError, match="another partnership"):
        preview(casefile, strange)
    with pytest.raises(UserError, match="does not open"):
        merging.preview_merge(casefile, path=strange.path, passphrase="wrong wrong wrong wrong")
    with pytest.raises(UserError, match="that is open"):
        merging.preview_merge(casefile, path=casefile.path, passphrase=PASSPHRASE)
    strange.close()


def test_a_new_cycle_of_theirs_leaves_one_current(casefile, other):
    casefiles.start_cycle(
        other, name="Cycle 2", starts=date(2027, 4, 1), ends=date(2028, 3, 31), guidance="Working Together 2026"
    )
    capture(other, "In their new cycle")
    merge(casefile, other)
    context = read_context(casefile)
    assert [cycle.name for cycle in context.cycles if cycle.current] == ["Cycle 2"]
    assert context.framework.short_title == "Six Steps"
    item = next(item for item in tables.rows(casefile, Evidence) if item.title == "In their new cycle")
    assert item.cycle_id == context.cycle.id


@pytest.mark.parametrize(("ours_starts", "theirs_starts", "current"),
                         [(1, 8, "Theirs"), (8, 1, "Ours")])  # fmt: skip
def test_of_two_cycles_begun_apart_the_one_that_starts_last_is_current(
    casefile, other, ours_starts, theirs_starts, current
):
    for side, name, day in ((casefile, "Ours", ours_starts), (other, "Theirs", theirs_starts)):
        casefiles.start_cycle(
            side, name=name, starts=date(2027, 4, day), ends=date(2028, 3, 31), guidance="Working Together 2026"
        )
    merge(casefile, other)
    context = read_context(casefile)
    assert {"Ours", "Theirs"} <= {cycle.name for cycle in context.cycles}
    assert [cycle.name for cycle in context.cycles if cycle.current] == [current]
    assert context.cycle.name == current
    casefiles.undo(casefile)
    assert [cycle.name for cycle in read_context(casefile).cycles if cycle.current] == ["Ours"]


def test_of_several_judgements_of_ours_the_newest_stands_against_theirs(casefile, other):
    for words in ("First.", "Second."):
        judgements.record_judgement(casefile, target=LINE, level="limited", narrative=words, final=True)
    judgements.record_judgement(other, target=LINE, level="reasonable", narrative="Theirs.", final=True)
    (decision,) = preview(casefile, other).decisions
    assert "Second." in decision.ours


def test_a_challenge_of_theirs_keeps_the_year_in_which_it_was_raised(casefile, other):
    for side, day in ((casefile, date(2026, 6, 1)), (other, date(2025, 6, 1))):
        challenges.raise_challenge(side, question=f"What of {day.year}?", put_to="Chief nurse", raised_on=day)
    merge(casefile, other)
    references = {item.question: item.reference for item in tables.rows(casefile, Challenge)}
    assert references["What of 2025?"].endswith("-25-001")
    assert references["What of 2026?"].endswith("-26-001")


def test_what_they_tied_to_something_that_we_took_away_is_passed_over(casefile, other):
    (item,) = tables.rows(other, Evidence)
    casefiles.undo(casefile)  # our capture of it
    evidence.link_evidence(
        other, evidence_id=item.id, target_kind=LinkTarget.LINE, target="six-steps:4", bearing=Bearing.CONTEXT
    )
    merge(casefile, other)
    assert tables.rows(casefile, Evidence) == tables.rows(casefile, Link) == ()
    assert casefiles.check_casefile(casefile).value.problems == ()
    assert preview(casefile, other).nothing


def test_what_we_change_after_taking_theirs_twice_is_no_conflict(casefile, other):
    capture(other, "Theirs")
    merge(casefile, other)
    (theirs,) = tables.rows(other, Evidence, title="Theirs")
    evidence.change_evidence(other, item=replace(theirs, limits="One quarter only."))
    merge(casefile, other)
    (taken,) = tables.rows(casefile, Evidence, title="Theirs")
    assert taken.limits == "One quarter only."
    evidence.change_evidence(casefile, item=replace(taken, limits="Two quarters."))
    assert preview(casefile, other).nothing


def test_what_they_sent_stays_as_it_was_sent_whatever_its_items_are_called_here(casefile, other, tmp_path):
    capture(casefile, "Ours")
    capture(other, "Theirs")
    partnership.set_wording(other, target=LINE, question="Is what [E2] found acted on?")
    packs.make_pack(other, agency="Police", out=tmp_path / "pack.xlsx")
    merge(casefile, other)
    assert read_context(casefile).framework.line(LINE).question == "Is what [E3] found acted on?"
    (ours,), (theirs,) = (tables.rows(side, Pack) for side in (casefile, other))
    assert "[E2]" in theirs.sent
    assert ours.sent == theirs.sent


@pytest.mark.parametrize(("of_ours", "of_theirs", "codes"), [
    (1, 2, ["4j", "4i"]),  # theirs keeps its own second code, so the first goes past it
    (2, 2, ["4j", "4k"]),
    (19, 1, ["4aa"]),
])  # fmt: skip
def test_a_line_of_theirs_gets_the_next_code_that_is_free_on_both_sides(casefile, other, of_ours, of_theirs, codes):
    for side, name, count in ((casefile, "Ours", of_ours), (other, "Theirs", of_theirs)):
        for number in range(count):
            partnership.add_line(side, step="six-steps:4", label=f"{name} {number}", question=f"{name} {number}?")
    merge(casefile, other)
    lines = {line.label: line for line in tables.rows(casefile, AddedLine)}
    assert [lines[f"Theirs {number}"].code for number in range(of_theirs)] == codes
    assert len({line.target for line in lines.values()}) == of_ours + of_theirs
    assert preview(casefile, other).nothing


def test_an_agency_written_in_other_letters_is_the_same_one(casefile, tmp_path):
    apart = casefiles.new_casefile(tmp_path / "Apart", passphrase=PASSPHRASE, partnership="Testshire Safeguarding Children Partnership",
                                   starts=date(2026, 3, 1), ends=date(2027, 3, 31), clock=CLOCK)  # fmt: skip
    partnership.add_agency(apart, name="POLICE")
    merge(casefile, apart, take=False)
    assert [agency.name for agency in tables.rows(casefile, Agency)] == ["Police", "ICB", "Children's services"]
    apart.close()


# Whatever both do, nothing is lost, and merging again changes nothing

deeds = st.lists(
    st.tuples(
        st.sampled_from(["ours", "theirs"]),
        st.sampled_from(
            [
                "capture",
                "retitle",
                "judge",
                "finalise",
                "view",
                "line",
                "link",
                "agency",
                "challenge",
                "undo",
                "merge",
                "merge back",
            ]
        ),
        st.integers(0, 3),
    ),
    max_size=14,
)


def do(casefile: Casefile, what: str, which: int, stamp: str) -> None:
    target = ("six-steps:4c", "six-steps:1a", "six-steps:4", "six-steps:2b")[which]
    items = tables.rows(casefile, Evidence)
    if what == "capture":
        capture(casefile, f"Item {stamp}", f"Told in [E{which + 1}].", target)
    elif what == "retitle":
        evidence.change_evidence(casefile, item=replace(items[which % len(items)], title=f"Title {stamp}"))
    elif what in {"judge", "finalise"}:
        with_evidence = what == "finalise" and target == "six-steps:4c"
        judgements.record_judgement(
            casefile, target=target, level="limited", narrative=f"Words {stamp}", final=with_evidence
        )
    elif what == "view":
        voices.record_view(casefile, target=target, kind=Voice.YOUNG, words=f"View {stamp}")
    elif what == "line":
        partnership.add_line(casefile, step="six-steps:4", label=f"Line {stamp}", question=f"Line {stamp}?")
    elif what == "link":
        evidence.link_evidence(
            casefile,
            evidence_id=items[which % len(items)].id,
            target_kind=LinkTarget.LINE,
            target=target,
            bearing=Bearing.CONTEXT,
        )
    elif what == "agency":
        partnership.add_agency(casefile, name=f"Agency {stamp}")
    elif what == "challenge":
        challenges.raise_challenge(
            casefile, question=f"Question {stamp}?", put_to="Chief nurse", raised_on=date(2026, 6, 1)
        )


def everything(casefile: Casefile) -> set[str]:
    """What a person wrote, as far as it cannot be overwritten by a decision."""
    found = {item.method for item in tables.rows(casefile, Evidence)}  # the title may be another one since
    found |= {agency.name for agency in tables.rows(casefile, Agency)}
    found |= {line.label for line in tables.rows(casefile, AddedLine)}
    found |= {challenge.question for challenge in tables.rows(casefile, Challenge)}
    return found


def narratives(casefile: Casefile) -> set[str]:
    return {judgement.narrative for judgement in tables.rows(casefile, Judgement)}


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds, st.booleans())
def test_nothing_is_lost_whatever_both_do(tmp_path_factory, deeds, take):
    folder = tmp_path_factory.mktemp("merge")
    ours = casefiles.new_casefile(
        folder / "Ours",
        passphrase=PASSPHRASE,
        partnership="Testshire",
        starts=date(2026, 3, 1),
        ends=date(2027, 3, 31),
        clock=CLOCK,
    )
    capture(ours, "Title at first")
    theirs = copy_of(ours, folder / "theirs")
    sides = {"ours": ours, "theirs": theirs}
    taken_away: set[str] = set()  # by us, on purpose: it need not come back from their copy
    handed: set[str] = set()  # drafts that they hold too: where only they write one anew, theirs follows
    try:
        for number, (side, what, which) in enumerate(deeds):
            if what == "merge":
                merge(ours, theirs, take)
            elif what == "merge back":
                merge(theirs, ours, take)
                handed |= narratives(theirs)
            elif what == "undo":
                last = sides[side].labels()[0]
                if last and not last.startswith(("Merge", "Capture “Title")):
                    held = everything(ours)
                    casefiles.undo(sides[side])
                    taken_away |= held - everything(ours)
            else:
                do(sides[side], what, which, f"{side} {number}")
        both = everything(ours) | everything(theirs)
        mine = {narrative for narrative in narratives(ours) if "ours" in narrative}
        judged = mine - (handed - narratives(theirs))
        merge(ours, theirs, take)
        assert both - taken_away <= everything(ours) <= both
        kept = narratives(ours) | {view.words for view in tables.rows(ours, View)}
        assert take or judged <= kept
        assert preview(ours, theirs).nothing
        assert casefiles.check_casefile(ours).value.problems == ()
        casefiles.undo(ours)
        assert casefiles.check_casefile(ours).value.problems == ()
    finally:
        ours.close()
        theirs.close()


def test_who_works_in_a_casefile_is_never_merged(casefile, other):
    partnership.set_partnership(
        other, details=replace(read_context(other).partnership, scrutineer="Second scrutineer", contact="Post room")
    )
    merge(casefile, other)
    details = read_context(casefile).partnership
    assert (details.scrutineer, details.contact) == ("Independent scrutineer", "Post room")
    assert preview(casefile, other).nothing


def test_workbooks_and_files_come_with_their_bytes_and_one_of_them_can_be_taken_out(casefile, other, tmp_path):
    from scrutineer.casefile import files
    from scrutineer.domain.evidence import Attachment
    from scrutineer.domain.returns import ReturnFile, SelfAssessment
    from scrutineer.operations import answer_returns, imports, imports_made, mappings
    from tests.conftest import RETURNS

    note = tmp_path / "note.txt"
    note.write_text("What the note says about lighthouses.")
    evidence.attach_files(other, evidence_id=capture(other, "With a file"), attachments=[note])
    workbook, content = answer_returns.read_file(RETURNS / "s11-police.xlsx")
    profile = mappings.profile_from_file(RETURNS / "profiles" / "section-11.toml")
    imports.commit(other, proposal=imports.propose(other, workbook=workbook, profile=profile), content=content)
    answers = len(tables.rows(other, SelfAssessment))
    assert answers
    merge(casefile, other)
    (attachment,) = tables.rows(casefile, Attachment)
    assert files.load(casefile, attachment.sha256) == note.read_bytes()
    (file,) = tables.rows(casefile, ReturnFile)
    assert files.load(casefile, file.sha256) == content
    assert len(tables.rows(casefile, SelfAssessment)) == answers
    before = titles(casefile)
    imports_made.take_out_import(casefile, return_id=file.id)
    assert tables.rows(casefile, SelfAssessment) == ()
    assert titles(casefile) == before
    assert casefiles.check_casefile(casefile).value.problems == ()
    assert not preview(casefile, other).new
    casefiles.undo(casefile)
    assert len(tables.rows(casefile, SelfAssessment)) == answers


def test_two_co_scrutineers_one_after_the_other(casefile, other, tmp_path):
    third = copy_of(casefile, tmp_path / "third")
    for one, title in ((casefile, "Ours"), (other, "Theirs"), (third, "The third's")):
        capture(one, title, "As [E2] says.")
    merge(casefile, other)
    assert preview(casefile, third).not_taken == ()
    merge(casefile, third)
    for one in (other, third):
        assert preview(casefile, one).nothing
    texts = {item.title: (item.number, item.text) for item in tables.rows(casefile, Evidence)}
    assert texts["Theirs"] == (3, "As [E3] says.")
    assert texts["The third's"] == (4, "As [E4] says.")
    merge(third, casefile)
    assert titles(third) == titles(casefile)
    assert preview(third, casefile).nothing
    assert preview(third, other).nothing, preview(third, other)
    third.close()


def test_what_two_co_scrutineers_both_linked_is_linked_once(casefile, other, tmp_path):
    (item,) = tables.rows(casefile, Evidence)
    third = copy_of(casefile, tmp_path / "third")
    for one, bearing in ((other, Bearing.CONTEXT), (third, Bearing.CONTRADICTS)):
        evidence.link_evidence(
            one, evidence_id=item.id, target_kind=LinkTarget.LINE, target="six-steps:4", bearing=bearing
        )
    merge(casefile, other)
    (decision,) = preview(casefile, third).decisions
    assert "bearing" in decision.note
    merge(casefile, third, take=True)
    (link,) = tables.rows(casefile, Link, target="six-steps:4")
    assert link.bearing is Bearing.CONTRADICTS
    assert preview(casefile, third).nothing
    assert preview(casefile, other).nothing
    third.close()


three = st.lists(
    st.tuples(
        st.sampled_from(["ours", "theirs", "third"]),
        st.sampled_from(
            ["capture", "retitle", "judge", "view", "line", "link", "agency", "challenge", "undo", "merge", "merge"]
        ),
        st.integers(0, 3),
    ),
    max_size=16,
)


@settings(max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(three, st.booleans())
def test_nothing_is_lost_among_three(tmp_path_factory, deeds, take):
    folder = tmp_path_factory.mktemp("three")
    ours = casefiles.new_casefile(
        folder / "Ours",
        passphrase=PASSPHRASE,
        partnership="Testshire",
        starts=date(2026, 3, 1),
        ends=date(2027, 3, 31),
        clock=CLOCK,
    )
    capture(ours, "Title at first")
    sides = {"ours": ours, "theirs": copy_of(ours, folder / "theirs"), "third": copy_of(ours, folder / "third")}
    taken_away: set[str] = set()
    try:
        for number, (side, what, which) in enumerate(deeds):
            held = everything(ours)
            mine = sides[side]
            if what == "merge":
                others = [one for name, one in sides.items() if name != side]
                merge(mine, others[which % 2], take)
            elif what == "undo":
                last = mine.labels()[0]
                if last and not last.startswith(("Merge", "Capture “Title")):
                    casefiles.undo(mine)
            else:
                do(mine, what, which, f"{side} {number}")
            taken_away |= held - everything(ours)
        every = set().union(*(everything(one) for one in sides.values()))
        for one in ("theirs", "third"):
            merge(ours, sides[one], take)
            assert preview(ours, sides[one]).nothing
        assert every - taken_away <= everything(ours) <= every
        assert casefiles.check_casefile(ours).value.problems == ()
    finally:
        for one in sides.values():
            one.close()
