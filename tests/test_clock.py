"""One clock: what a machine's says, one that stands still, and that everything done to a casefile goes by its own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from scrutineer.casefile import journal, tables
from scrutineer.clock import MachineClock, SetClock, stamp
from scrutineer.domain.challenge import Event
from scrutineer.domain.dates import local_day
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.ids import TargetId
from scrutineer.domain.judgement import Judgement
from scrutineer.operations import casefiles, challenges, evidence, judgements
from tests.conftest import PASSPHRASE

AFTER_MIDNIGHT = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
"""Half past midnight on 1 July in London."""


def test_the_machines_clock_says_this_moment_to_the_second():
    before = datetime.now(UTC)
    said = MachineClock().now()
    assert before - timedelta(seconds=1) < said <= datetime.now(UTC)
    assert (said.tzinfo, said.microsecond) == (UTC, 0)


@pytest.mark.usefixtures("in_london")
def test_the_machines_day_is_the_local_one(monkeypatch):
    class Night(datetime):
        @classmethod
        def now(cls, tz=None):
            return AFTER_MIDNIGHT.astimezone(tz)

    class NightDay(date):
        @classmethod
        def today(cls):
            return Night.now().date()

    monkeypatch.setattr("scrutineer.clock.datetime", Night)
    monkeypatch.setattr("scrutineer.clock.date", NightDay)
    clock = MachineClock()
    assert clock.today() == date(2026, 7, 1) == local_day(stamp(clock))
    assert stamp(clock) == "2026-06-30T23:30:00+00:00"


def test_a_set_clock_stands_still_until_it_is_moved():
    clock = SetClock(AFTER_MIDNIGHT)
    assert clock.now() == clock.now() == AFTER_MIDNIGHT
    clock.moment += timedelta(hours=2, microseconds=5)
    assert clock.now() == datetime(2026, 7, 1, 1, 30, tzinfo=UTC)


@pytest.mark.usefixtures("in_london")
def test_the_day_of_a_set_clock_is_the_local_one():
    clock = SetClock(AFTER_MIDNIGHT)
    assert clock.today() == date(2026, 7, 1)
    clock.moment = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert clock.today() == date(2026, 12, 31)


def test_a_stamp_is_utc_whatever_zone_the_clock_was_set_in():
    clock = SetClock(datetime(2026, 7, 1, 0, 30, 9, 999, tzinfo=timezone(timedelta(hours=1))))
    assert stamp(clock) == "2026-06-30T23:30:09+00:00"


@pytest.mark.usefixtures("in_london")
def test_everything_done_to_a_casefile_goes_by_its_own_clock(tmp_path):
    clock = SetClock(AFTER_MIDNIGHT)
    made = casefiles.new_casefile(tmp_path / "Night", passphrase=PASSPHRASE, partnership="Nightshire", clock=clock)
    judgements.record_judgement(made, target=TargetId("six-steps:4"), narrative="Seen at night")
    evidence.capture_evidence(made, title="Seen at night", dated=date(2026, 6, 30))
    challenges.raise_challenge(made, question="Why at night?", put_to="Chief nurse")
    (judgement,) = tables.rows(made, Judgement)
    (item,) = tables.rows(made, Evidence)
    (raised,) = tables.rows(made, Event)
    assert judgement.made == "2026-06-30T23:30:00+00:00"
    assert item.received == raised.on_date == date(2026, 7, 1)
    assert {entry.at for entry in journal.entries(made.reader)} == {"2026-06-30T23:30:00+00:00"}
    backup = casefiles.back_up(made).value
    made.close()
    assert backup.name.startswith("Night 2026-06-30T233000Z s")
    kept = casefiles.restore_backup(backup, passphrase=PASSPHRASE, into=made.path, clock=clock).value
    assert kept.name == "Night before restore 2026-07-01 003000.scrutiny"
