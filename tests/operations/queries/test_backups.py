"""What is said of a casefile's backups: the last one, none, or that it failed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from scrutineer.domain.backups import Backup, BackupFailure, BackupStanding
from scrutineer.operations.queries.backups import backup_line, line_of

MADE = datetime(2026, 11, 26, 14, 32, tzinfo=UTC)
NEWEST = Backup(Path("x.scrutiny"), MADE, 7, 1000, verified=True)


@pytest.mark.usefixtures("in_london")
def test_the_last_backup_is_told_by_its_time_today_and_by_its_day_before():
    summer = Backup(Path("x.scrutiny"), datetime(2026, 6, 30, 23, 30, tzinfo=UTC), 7, 1000, verified=True)
    assert line_of(BackupStanding(NEWEST, None), date(2026, 11, 26)).text == "Last backup 14:32, verified"
    assert line_of(BackupStanding(NEWEST, None), date(2026, 11, 27)).text == "Last backup 26 November 2026, verified"
    assert line_of(BackupStanding(summer, None), date(2026, 7, 1)).text == "Last backup 00:30, verified"
    assert not line_of(BackupStanding(NEWEST, None), date(2026, 11, 26)).warns


@pytest.mark.usefixtures("in_london")
def test_none_and_a_failure_are_warnings_that_say_what_to_do():
    none = line_of(BackupStanding(None, None), date(2026, 11, 26))
    assert none.warns
    assert "Back up now" in none.text
    failed = line_of(BackupStanding(NEWEST, BackupFailure(MADE, "No room.", "Free some.")), date(2026, 11, 26))
    assert failed.warns
    assert failed.text == "Last backup 14:32, verified. The backup of 14:32 failed: No room. Free some."


def test_it_is_read_without_the_key_and_follows_each_backup(casefile):
    today = casefile.clock.today()
    assert backup_line(casefile.path, today).warns
    casefile.back_up()
    assert backup_line(casefile.path, today).text.startswith("Last backup ")
    assert not backup_line(casefile.path, today).warns
