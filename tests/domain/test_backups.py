"""Which backups are kept: whatever the clocks said, the newest, and one of every span that counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.backups import MOST, NEWEST, SPANS, Backup, kept_of

START = datetime(2026, 11, 26, 14, 32, tzinfo=UTC)


def made_at(moments, verified=True) -> list[Backup]:
    return [Backup(Path(f"{n}.scrutiny"), moment, n, verified=verified) for n, moment in enumerate(moments)]


moments = st.lists(
    st.one_of(
        st.datetimes(datetime(2020, 1, 1), datetime(2031, 1, 1)),
        st.integers(0, 200).map(lambda hours: datetime(2026, 11, 20) + timedelta(hours=hours)),
        st.integers(0, 120).map(lambda seconds: datetime(2026, 11, 26, 14) + timedelta(seconds=seconds)),
    ).map(lambda moment: moment.replace(tzinfo=UTC)),
    max_size=250,
)


@given(moments, st.data())
def test_the_newest_is_kept_and_one_of_every_span_that_counts(moments, data):
    backups = [
        Backup(Path(f"{n}.scrutiny"), moment, n, verified=data.draw(st.integers(0, 9)) > 0)
        for n, moment in enumerate(moments)
    ]
    kept = kept_of(backups)
    verified = [backup for backup in backups if backup.verified]
    assert [backup for backup in backups if backup in set(kept)] == list(kept)
    assert set(verified[-NEWEST:]) <= set(kept)
    assert {backup for backup in backups if not backup.verified} <= set(kept)
    assert len([backup for backup in kept if backup.verified]) <= MOST
    for number, span in SPANS:
        newest_first = list(dict.fromkeys(span(backup.made) for backup in reversed(verified)))
        assert set(newest_first[:number]) <= {span(backup.made) for backup in kept if backup.verified}


@given(moments)
def test_letting_go_after_each_backup_loses_no_day_that_letting_go_once_keeps(moments):
    """What was let go of earlier is never missed later: for days and months, one at a time and all at once agree."""
    held: tuple[Backup, ...] = ()
    for backup in made_at(moments):
        held = kept_of((*held, backup))
        assert backup in held
    for number, span in SPANS:
        newest_first = list(dict.fromkeys(span(moment) for moment in reversed(moments)))
        assert set(newest_first[:number]) <= {span(backup.made) for backup in held}


def test_ten_calls_in_a_minute_push_out_no_history():
    days = [START - timedelta(days=number) for number in range(40, 0, -1)]
    minute = [START + timedelta(seconds=number) for number in range(30)]
    held: tuple[Backup, ...] = ()
    for backup in made_at([*days, *minute]):
        held = kept_of((*held, backup))
    assert {moment.date() for moment in days[-30:]} <= {backup.made.date() for backup in held}


def test_a_clock_set_back_lets_the_new_one_stay():
    held: tuple[Backup, ...] = ()
    for backup in made_at([START + timedelta(hours=n) for n in range(150)] + [START - timedelta(days=900)]):
        held = kept_of((*held, backup))
    assert held[-1].made == START - timedelta(days=900)
