"""The list of backups: its order, what is on the disk, and what the names say where it is silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scrutineer.casefile import backup_list
from scrutineer.casefile.backup_list import Whose, backups_of, every, folder_of, short_stem
from scrutineer.domain.backups import Backup

MADE = datetime(2026, 11, 26, 14, 32, 5, tzinfo=UTC)


def backup_in(folder: Path, name: str, **facts) -> Backup:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(bytes(16) + b"rest")
    return replace(Backup(folder / name, MADE, 7, 20, True, "the id", "00" * 16, "tip", "mark"), **facts)


def test_the_list_comes_back_in_its_order_whatever_the_clock_or_the_names_say(tmp_path):
    backups = [
        backup_in(tmp_path, "c.scrutiny", made=datetime(2030, 1, 1, tzinfo=UTC), seq=9),
        backup_in(tmp_path, "a.scrutiny", made=datetime(2020, 1, 1, tzinfo=UTC), seq=3),
        backup_in(tmp_path, "b.scrutiny"),
    ]
    backup_list.write(tmp_path, backups)
    assert every(tmp_path) == tuple(backups)


def test_what_is_gone_is_not_listed_and_what_has_another_size_is_not_verified(tmp_path):
    backups = [backup_in(tmp_path, f"{name}.scrutiny") for name in "abc"]
    backup_list.write(tmp_path, backups)
    backups[0].path.unlink()
    backups[1].path.write_bytes(bytes(16))
    assert every(tmp_path) == (replace(backups[1], size=16, verified=False), backups[2])


def test_files_it_does_not_name_are_told_by_their_names(tmp_path):
    listed = backup_in(tmp_path, "a.scrutiny")
    backup_list.write(tmp_path, [listed])
    backup_in(tmp_path, "North [1] 2026-11-26T143205Z s000812 3f9a.scrutiny")
    backup_in(tmp_path, "North 2026-03-01 090000.scrutiny")
    backup_in(tmp_path, "North 2026-03-01 090000-2.scrutiny")
    for name in ("North.scrutiny", ".North 2026-11-26T143205Z s000813 3f9a.scrutiny.part", "note.txt"):
        backup_in(tmp_path, name)
    old, old_too, known, new = every(tmp_path)
    assert known == listed
    assert (new.made, new.seq, new.verified, new.salt) == (MADE, 812, False, "00" * 16)
    assert {old.path.name, old_too.path.name} == {
        "North 2026-03-01 090000.scrutiny", "North 2026-03-01 090000-2.scrutiny",
    }  # fmt: skip
    assert old.seq is old_too.seq is None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"backups": 3}', '{"backups": [{"file": "../a.scrutiny"}]}', '{"backups": [{"file": "a.scrutiny"}]}', "\0"]
)  # fmt: skip
def test_a_list_that_cannot_be_read_is_no_list(tmp_path, text):
    backup_in(tmp_path, "North 2026-11-26T143205Z s000812 3f9a.scrutiny")
    (tmp_path / backup_list.LIST).write_text(text)
    assert [backup.seq for backup in every(tmp_path)] == [812]


def test_a_list_names_no_file_outside_its_folder(tmp_path):
    (tmp_path / "mine.scrutiny").write_bytes(bytes(20))
    folder = tmp_path / "x backups"
    made = backup_in(folder, "a.scrutiny")
    backup_list.write(folder, [made])
    text = (folder / backup_list.LIST).read_text().replace('"a.scrutiny"', '"../mine.scrutiny"')
    (folder / backup_list.LIST).write_text(text)
    assert every(folder) == ()


def test_whose_a_backup_is_goes_by_id_or_by_first_bytes(tmp_path):
    made = backup_in(tmp_path, "a.scrutiny")
    assert Whose("the id", "").owns(made)
    assert Whose("", "00" * 16).owns(made)
    assert not Whose("another", "11" * 16).owns(made)
    assert not Whose("", "").owns(replace(made, casefile="", salt=""))


def test_the_folder_is_the_one_that_holds_its_own(tmp_path):
    path = tmp_path / "South.scrutiny"
    path.write_bytes(bytes(16))
    named = tmp_path / "South backups"
    assert folder_of(path) == named
    theirs = tmp_path / "North backups"
    backup_list.write(theirs.parent, [])
    made = backup_in(theirs, "a.scrutiny")
    backup_list.write(theirs, [made])
    assert folder_of(path) == theirs
    path.write_bytes(b"x" * 16)
    assert folder_of(path) == named
    assert folder_of(path, "the id") == theirs
    assert backups_of(path, "the id") == (made,)
    assert backups_of(path) == ()


def test_a_changed_passphrase_with_another_beginning_keeps_the_backups_of_its_id(tmp_path):
    path = tmp_path / "South.scrutiny"
    path.write_bytes(b"y" * 16)
    folder = tmp_path / "South backups"
    backups = [backup_in(folder, "a.scrutiny"), backup_in(folder, "b.scrutiny", salt=(b"y" * 16).hex())]
    backup_list.write(folder, backups)
    assert backups_of(path) == tuple(backups)


def test_a_long_name_leaves_room_for_what_a_backup_adds(tmp_path):
    path = tmp_path / f"{'é' * 120}.scrutiny"
    assert len(f"{short_stem(path)} 2026-11-26T143205Z s000812 3f9a.scrutiny".encode()) < 240
    assert path.stem.startswith(short_stem(path))
