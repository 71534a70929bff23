"""Backups: whole, verified, never one over another, and the oldest go only when ten newer ones are there."""

from __future__ import annotations

import pytest

from scrutineer.casefile import backup, keys
from scrutineer.errors import UserError
from scrutineer.operations import partnership
from tests.conftest import PASSPHRASE


@pytest.fixture
def key(casefile) -> str:
    """The key of the casefile."""
    casefile.writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return keys.derive(PASSPHRASE, keys.salt_of(casefile.path))


def test_two_backups_of_one_second_are_two_files(casefile):
    first, second = casefile.back_up(), casefile.back_up()
    assert first != second
    assert set(backup.backups_of(casefile.path)) == {first, second}


def test_a_backup_is_encrypted_and_holds_the_newest_entry(casefile, key):
    made = casefile.back_up()
    assert b"Police" not in made.read_bytes()
    tip = backup.verify(made, key)
    assert backup.verify(made, key, tip) == tip
    with pytest.raises(UserError, match="damaged"):
        backup.verify(made, key, "another tip")


def test_a_backup_that_another_key_made_is_not_verified(casefile, key):
    made = casefile.back_up()
    wrong = keys.derive("some other words", keys.salt_of(casefile.path))
    with pytest.raises(UserError, match="could not be opened"):
        backup.verify(made, wrong)


def test_one_is_due_exactly_where_something_changed_since_the_newest(casefile):
    assert backup.is_due(casefile.reader, casefile.path)
    casefile.back_up()
    assert not backup.is_due(casefile.reader, casefile.path)
    partnership.add_agency(casefile, name="Fire service")
    assert backup.is_due(casefile.reader, casefile.path)


def test_ten_are_kept_and_those_of_a_folder_of_their_own_are_left_alone(casefile, tmp_path):
    elsewhere = casefile.back_up(tmp_path / "stick")
    made = [casefile.back_up() for _ in range(backup.KEEP + 2)]
    kept = backup.backups_of(casefile.path)
    assert len(kept) == backup.KEEP
    assert elsewhere.exists()
    tips = [path for path in backup.folder_of(casefile.path).iterdir() if path.suffix == ".tip"]
    assert len(tips) == backup.KEEP  # what belongs to one that is gone goes with it
    assert set(kept) <= set(made)


def test_where_it_cannot_be_written_says_so(casefile, tmp_path):
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("x")
    with pytest.raises(UserError, match=r"could not be written.*unharmed"):
        casefile.back_up(in_the_way)
