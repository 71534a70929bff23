"""A backup that failed is remembered by the casefile's first bytes, until one succeeds."""

from __future__ import annotations

import pytest

from scrutineer import paths
from scrutineer.casefile import backup_failures
from scrutineer.errors import UserError
from tests.conftest import CLOCK

PROBLEM = UserError("No room.", "Free some.")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "North.scrutiny"
    path.write_bytes(bytes(range(16)) + b"rest")
    return path


def test_it_is_remembered_whatever_the_casefile_is_called_and_forgotten_when_one_succeeds(path, tmp_path):
    assert backup_failures.failure_of(path) is None
    backup_failures.remember(path, PROBLEM, CLOCK)
    renamed = path.rename(tmp_path / "South.scrutiny")
    failure = backup_failures.failure_of(renamed)
    assert (failure.at, failure.message, failure.advice) == (CLOCK.now(), "No room.", "Free some.")
    other = tmp_path / "Other.scrutiny"
    other.write_bytes(b"x" * 16)
    assert backup_failures.failure_of(other) is None
    backup_failures.forget(other)
    assert backup_failures.failure_of(renamed) is not None
    backup_failures.forget(renamed)
    assert backup_failures.failure_of(renamed) is None


@pytest.mark.parametrize("text", ["", "[]", "{", '{"000102030405060708090a0b0c0d0e0f": {"at": 3}}', "\0"])
def test_what_is_kept_and_cannot_be_read_is_no_failure_and_is_written_anew(path, text):
    (paths.state() / "backups that failed.json").write_text(text)
    assert backup_failures.failure_of(path) is None
    backup_failures.remember(path, PROBLEM, CLOCK)
    assert backup_failures.failure_of(path).message == "No room."
