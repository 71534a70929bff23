"""Files looked at before anything is kept: nothing is followed, nothing waits, and each left out has its reason."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from scrutineer import inputs
from scrutineer.errors import UserError
from scrutineer.operations import files_seen
from scrutineer.operations.files_seen import FileLeft, FileSeen, SameFiles, files_under, see_file
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


TURNS = [*map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x1B, 0x0A, 0x85, 0x2028, 0xDC80))]


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("last", ["gnp.txt", "gnp.exe", "gnp", "gnp.docx"])
def test_no_name_hides_its_ending_wherever_it_is_shown(tmp_path, turn, last):
    path = tmp_path / f"weird {turn}{last}"
    path.write_bytes(b"PK no letter" if last.endswith("docx") else b"x")
    gone = tmp_path / f"gone {turn}{last}"
    listing = files_under([tmp_path, gone])
    looked = [see_file(file, shown, known={}, today=CLOCK.today()) for file, shown in listing.files]
    files = [file.seen for file in looked if isinstance(file, FileLeft) and file.seen]
    files += [file for file in looked if isinstance(file, FileSeen)]
    left = [*listing.left, *(file for file in looked if isinstance(file, FileLeft))]
    said = [file.shown + file.title for file in files] + [file.shown + file.reason for file in left]
    assert said
    assert not any(turn in words for words in said)


def taken(*names: str, folder: Path) -> dict[str, str]:
    """By name, why each of these files with one content is left out; "" for the one that is taken."""
    same, result = SameFiles(), {}
    for name in names:
        (folder / name).write_text("the same")
        file, gives_way = same.take(see(folder / name))
        result[name] = file.reason if isinstance(file, FileLeft) else ""
        if gives_way is not None:
            result[gives_way.shown] = gives_way.reason
    return result


@pytest.mark.parametrize(("better", "other"), [
    ("MASH audit 3rd Feb 2026.txt", "Copy of MASH audit.txt"), ("MASH audit 3rd Feb 2026.txt", "Audit.txt"),
    ("Audit.txt", "Audit (1).txt"), ("Audit of the door.txt", "Audit copy.txt"), ("Audit.txt", "Audit of the door.txt"),
    ("Notes 2026-03-12.txt", "Copy of notes 2026-03-12.txt"),
])  # fmt: skip
def test_of_two_that_are_the_same_the_one_with_a_day_or_the_plainer_name_is_taken_in_either_order(
    tmp_path, better, other
):
    for names in ((better, other), (other, better)):
        assert taken(*names, folder=tmp_path) == {better: "", other: f"The same file as {better}."}


def test_what_is_in_the_register_says_so_however_often_it_comes(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    known = {see(tmp_path / "a.txt").digest: "It is in the register already."}
    same = SameFiles()
    for _ in range(2):
        file, gives_way = same.take(see_file(tmp_path / "a.txt", "a.txt", known=known, today=CLOCK.today()))
        assert (file.reason, gives_way) == ("It is in the register already.", None)


def test_a_message_is_of_the_day_on_which_it_was_sent(tmp_path):
    path = tmp_path / "RE challenge.eml"
    path.write_bytes(b"From: a@b.example\r\nDate: Tue, 14 Apr 2026 09:12:00 +0100\r\n\r\nDate: 3 May 2026\r\n")
    assert see(path).said == "Its header says that it was sent then: “Tue, 14 Apr 2026 09:12:00 +0100”."
    assert see(path).day.sure.day == date(2026, 4, 14)


def test_a_file_whose_text_cannot_be_read_is_kept_with_words_that_say_so(tmp_path):
    path = tmp_path / "FW minutes.msg"
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1"))
    assert "the text of a .msg could not be read, nor its day." in see(path).said
