"""The worked example is what the pages that speak of it promise."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from scrutineer.casefile import tables
from scrutineer.casefile.records import record_of
from scrutineer.clock import SetClock
from scrutineer.domain.activities import ActivityState
from scrutineer.domain.challenge import Event, EventKind
from scrutineer.domain.dates import local_day
from scrutineer.domain.evidence import Evidence, EvidenceKind
from scrutineer.domain.judgement import Judgement, JudgementStatus
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.returns import ReturnFile
from scrutineer.domain.voices import View
from scrutineer.operations import casefiles, demo
from scrutineer.operations.queries.activities import year_plan
from scrutineer.operations.queries.challenges import lives
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.contracts import contract_views
from scrutineer.operations.queries.history import history, judgement_history
from scrutineer.operations.queries.home import home_view
from scrutineer.operations.queries.pieces import piece_view, pieces_of
from tests.conftest import CLOCK, PASSPHRASE
from tests.operations.acts import TODAY


def test_it_is_built_whatever_the_day_and_breaks_no_rule(tmp_path):
    built = demo.build_demo(tmp_path, passphrase=PASSPHRASE, clock=SetClock(datetime(2026, 2, 1, tzinfo=UTC)))
    opened = casefiles.open_casefile(built.casefile, passphrase=PASSPHRASE, clock=CLOCK)
    result = casefiles.check_casefile(opened).value
    opened.close()
    assert (result.problems, result.to_mend) == ((), ())


def test_the_worked_example_is_what_the_readme_promises(example):
    context = read_context(example)
    assert len(tables.rows(example, Evidence)) >= 12
    assert len({item.kind for item in tables.rows(example, Evidence)}) >= 6
    every = lives(example)
    assert len(every) == 8
    assert len({life.status for life in every}) >= 6
    assert any(life.days_overdue(TODAY) for life in every)
    assert any(life.challenge.cycle_id != context.cycle.id for life in every)
    assert casefiles.check_casefile(example).value.problems == ()
    assert EvidenceKind.DIP_SAMPLE in {item.kind for item in tables.rows(example, Evidence)}


def test_one_event_bore_a_wrong_day_and_is_corrected_with_the_reason(example):
    (life,) = [life for life in lives(example) if life.corrected]
    (known,) = life.corrected
    assert (known.event.on_date, known.correction.reason) == (
        date(2026, 10, 2), "The e-mail went on 20 October; 2 October was typed.",
    )  # fmt: skip
    assert [event.on_date for event in life.events if event.kind is EventKind.CHASED] == [
        date(2026, 10, 20), date(2026, 11, 3),
    ]  # fmt: skip


def moments(casefile) -> list[datetime]:
    """When each entry of the journal was made, the oldest first."""
    return [datetime.fromisoformat(entry.at).astimezone() for entry in reversed(history(casefile, 1_000))]


def test_its_journal_reads_as_two_years_of_working_days(example):
    made = moments(example)
    assert made == sorted(made)
    assert made[-1] <= CLOCK.now()
    assert {moment.weekday() for moment in made} <= set(range(5))
    assert {moment.hour for moment in made} <= set(range(9, 18))
    months = {(moment.year, moment.month) for moment in made}
    assert {(2026, month) for month in range(1, 12)} <= months | {(2026, 8)}
    assert len({moment.date() for moment in made}) >= 40


def test_what_belongs_to_a_cycle_was_done_in_it(example):
    cycles = {cycle.id: cycle for cycle in tables.rows(example, Cycle)}
    done = [(judgement.cycle_id, judgement.made) for judgement in tables.rows(example, Judgement)]
    done += [(view.cycle_id, view.made) for view in tables.rows(example, View)]
    done += [(file.cycle_id, file.imported) for file in tables.rows(example, ReturnFile)]
    assert {cycle for cycle, _ in done} == set(cycles)
    for cycle, stamp in done:
        assert cycles[cycle].starts <= local_day(stamp) <= cycles[cycle].ends


def test_nothing_happened_after_it_was_recorded(example):
    entries = {entry.seq: local_day(entry.at) for entry in history(example, 1_000)}
    for kind, day in ((Event, "on_date"), (Evidence, "dated"), (View, "said_on")):
        for thing in tables.rows(example, kind):
            written = example.reader.execute(
                "SELECT min(seq) FROM journal_change WHERE name = ? AND row = ?", [record_of(kind).table, thing.id]
            ).fetchone()
            assert getattr(thing, day) <= entries[written[0]], thing


def test_no_two_cards_of_home_were_touched_on_one_day(example):
    touched = [card.touched for card in home_view(example, read_context(example), TODAY).cards]
    assert len(set(touched)) == len(touched)
    assert TODAY not in touched


@pytest.mark.parametrize(
    ("target", "levels"),
    [
        ("six-steps:3", ["limited", "reasonable"]), ("six-steps:4", ["reasonable", "limited"]),
        ("six-steps:4a", ["limited", "reasonable"]), ("six-steps:4c", ["reasonable", "limited"]),
    ],
)  # fmt: skip
def test_what_was_judged_again_shows_it_in_its_history(example, target, levels):
    starts = read_context(example).cycle.starts
    judged = [(local_day(change.made), change.level) for change in reversed(judgement_history(example, target))]
    in_this_cycle = [(day, level) for day, level in judged if day >= starts]
    assert [level for _, level in in_this_cycle] == levels
    assert in_this_cycle[0][0] < in_this_cycle[1][0]


def test_a_clock_at_the_morning_of_its_last_day_is_not_run_past(tmp_path):
    morning = SetClock(datetime(2026, 11, 18, 5, tzinfo=UTC))
    built = demo.build_demo(tmp_path, passphrase=PASSPHRASE, clock=morning)
    opened = casefiles.open_casefile(built.casefile, passphrase=PASSPHRASE, clock=morning)
    made = moments(opened)
    opened.close()
    assert made == sorted(made)
    assert made[-1] <= morning.now()


def test_the_year_has_its_contract_its_activities_and_a_piece_with_a_round(example):
    """What the guide's chapters on the year lead through is there to be looked at."""
    context = read_context(example)
    plan = year_plan(example, context)
    assert {state: plan.number(state) for state in ActivityState} == {
        ActivityState.PLANNED: 3, ActivityState.DONE: 7, ActivityState.DROPPED: 1,
    }  # fmt: skip
    assert plan.steps.gaps == ()
    (contract,) = contract_views(example)
    assert (contract.ledger.used, len(contract.deliverables)) == (14, 5)
    (piece,) = pieces_of(example, context.cycle)
    view = piece_view(example, context, piece)
    assert [asked.came_on is None for asked in view.asked] == [False, False, True, False]
    assert [finding.now.status for finding in view.findings] == [JudgementStatus.FINAL, JudgementStatus.DRAFT]
    assert sum(stage.done_on is not None for stage in view.rounds[0].stages) == 2
