"""Files looked at before anything is kept: nothing is followed, nothing waits, and each left out has its reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scrutineer import inputs
from scrutineer.errors import UserError
from scrutineer.operations import files_seen
from scrutineer.operations.files_seen import FileLeft, FileSeen, files_under, see_file
from tests.conftest import CLOCK


def see(path: Path) -> FileSeen | FileLeft:
    return see_file(path, path.name, known={}, today=CLOCK.today())


def test_a_link_is_not_followed_and_neither_is_a_hidden_folder(tmp_path):
    top, other = tmp_path / "top", tmp_path / "other"
    (top / ".git").mkdir(parents=True)
    (top / ".git" / "notes.txt").write_text("x")
    other.mkdir()
    (other / "far.txt").write_text("x")
    os.symlink(other, top / "away")
    os.symlink(other / "far.txt", top / "far.txt")
    (top / "Note 10.txt").write_text("x")
    (top / "Note 9.txt").write_text("y")
    listing = files_under([top])
    assert [shown for _, shown in listing.files] == ["Note 9.txt", "Note 10.txt"]
    assert {file.shown: file.is_fault for file in listing.left} == {".git": False, "away": True, "far.txt": True}


def test_more_than_can_be_looked_at_is_said_and_nothing_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(files_seen, "MOST", 3)
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text("x")
    with pytest.raises(UserError, match="more than 3 files"):
        files_under([tmp_path])


def test_a_file_that_is_too_large_empty_gone_or_no_file_is_left_out_with_its_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(inputs, "MAX_FILE", 10)
    monkeypatch.setattr(inputs.read_file, "__defaults__", (10,))
    monkeypatch.setattr(files_seen.reader.load, "__defaults__", (10,))
    (tmp_path / "large.txt").write_text("x" * 11)
    (tmp_path / "empty.txt").write_text("")
    os.mkfifo(tmp_path / "pipe.txt")
    for name, words in (
        ("large.txt", "larger than"),
        ("empty.txt", "empty here"),
        ("gone.txt", "no file"),
        ("pipe.txt", "a pipe"),
    ):
        left = see(tmp_path / name)
        assert isinstance(left, FileLeft)
        assert words in left.reason
        assert left.seen is None


def test_a_letter_locked_by_a_password_is_left_out_and_can_be_kept_all_the_same(tmp_path):
    locked = tmp_path / "Locked 2026-03-12.docx"
    locked.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    left = see(locked)
    assert isinstance(left, FileLeft)
    assert left.reason == "It could not be opened: it needs a password."
    assert left.seen is not None
    assert left.seen.day.sure is not None
