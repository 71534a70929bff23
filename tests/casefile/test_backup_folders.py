"""What is kept of the folders chosen for backups: found without a key, and none where it cannot be read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scrutineer import paths
from scrutineer.casefile import backup_folders
from scrutineer.casefile.backup_folders import FolderChoice


@pytest.fixture
def path(tmp_path) -> Path:
    path = tmp_path / "North.scrutiny"
    path.write_bytes(bytes(range(16)) + b"rest")
    return path


def test_it_is_known_by_its_id_or_by_its_first_bytes_or_once_it_is_gone_by_its_path(path, tmp_path):
    stick = tmp_path / "stick"
    backup_folders.keep(path, FolderChoice("id of North", stick))
    renamed = path.rename(tmp_path / "South.scrutiny")
    assert backup_folders.choice_of(renamed).folder == stick
    assert backup_folders.choice_of(tmp_path / "elsewhere", "id of North").folder == stick
    assert backup_folders.choice_of(path).folder == stick  # nothing is there any more
    assert backup_folders.choice_of(renamed, "another id").folder is None
    renamed.write_bytes(b"x" * 16)
    assert backup_folders.choice_of(renamed).folder is None
    backup_folders.follow(renamed, "id of North")
    assert backup_folders.choice_of(renamed).folder == stick


def test_folders_wanted_before_are_kept_once_each(path, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    backup_folders.keep(path, FolderChoice("id of North", first))
    known = backup_folders.choice_of(path)
    backup_folders.keep(path, replace(known, folder=second, earlier=known.every))
    known = backup_folders.choice_of(path)
    backup_folders.keep(path, replace(known, folder=None, earlier=known.every))
    assert backup_folders.choice_of(path).folder is None
    assert backup_folders.choice_of(path).every == (second, first)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"casefiles": 3}', '{"casefiles": [{"folder": 7}]}', "\0"])
def test_a_choice_that_cannot_be_read_is_none(casefile, text):
    (paths.config() / "backup folders.json").write_text(text)
    assert backup_folders.choice_of(casefile.path) == backup_folders.FolderChoice()
    assert casefile.back_up().parent.parent == casefile.path.parent
