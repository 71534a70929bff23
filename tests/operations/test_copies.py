"""Copies of attached files: for this person alone, and gone with the casefile, also after a kill."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scrutineer import paths
from scrutineer.errors import UserError
from scrutineer.operations import copies
from scrutineer.operations.copies import OpenCopies, remove_left_behind

needs_modes = pytest.mark.skipif(sys.platform == "win32", reason="modes of files are no rights there")


def left() -> list[Path]:
    return [path for path in paths.copies().rglob("*") if path.is_file() and path.name != "in use.lock"]


@needs_modes
def test_a_copy_is_read_only_and_for_this_person_alone():
    kept = OpenCopies()
    copy = kept.make("Letter.docx", b"bytes")
    assert (copy.name, copy.read_bytes()) == ("Letter.docx", b"bytes")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    for folder in (copy.parent, copy.parent.parent, paths.copies()):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(kept.make("dragged.docx", b"x", read_only=False).stat().st_mode) == 0o600
    assert kept.remove_all()


def test_copies_of_one_name_stand_apart_and_all_go():
    kept = OpenCopies()
    assert len({kept.make("a.pdf", bytes([n])).read_bytes() for n in range(3)}) == 3
    (kept.make("b.pdf", b"").parent / "~$b.pdf").write_bytes(b"what another program leaves beside it")
    assert len(left()) == 5
    assert kept.remove_all()
    assert list(paths.copies().iterdir()) == []
    assert kept.make("again.pdf", b"x").read_bytes() == b"x"
    assert kept.remove_all()
    assert kept.remove_all()


def test_what_is_in_use_elsewhere_stays_at_a_start():
    kept = OpenCopies()
    copy = kept.make("a.pdf", b"x")
    assert remove_left_behind() == 0
    assert copy.exists()
    assert kept.remove_all()


KILLED = """
import sys, time
from scrutineer.operations.copies import OpenCopies
kept = OpenCopies()
print(kept.make("Planted letter.pdf", b"planted"), flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
@pytest.mark.parametrize("times", [1, 3])
def test_what_a_killed_run_left_goes_at_the_next_start(times):
    for _ in range(times):
        run = subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, text=True)
        assert run.stdout is not None
        copy = Path(run.stdout.readline().strip())
        assert copy.read_bytes() == b"planted"
        assert remove_left_behind() == 0
        assert copy.exists()  # it is in use
        run.send_signal(signal.SIGKILL)
        run.wait()
        run.stdout.close()
    assert len(left()) == 1  # each start removed what the one before left
    assert remove_left_behind() == 0
    assert list(paths.copies().iterdir()) == []


def test_a_folder_that_was_half_made_goes_too():
    (paths.copies() / "half" / "made").mkdir(parents=True)
    (paths.copies() / "stray.pdf").write_bytes(b"x")
    assert remove_left_behind() == 0
    assert list(paths.copies().iterdir()) == []


def test_nothing_outside_is_removed_through_a_link(tmp_path):
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "kept.txt").write_bytes(b"x")
    kept = OpenCopies()
    (kept.make("a.pdf", b"x").parent / "away").symlink_to(precious, target_is_directory=True)
    (paths.copies() / "link").symlink_to(precious, target_is_directory=True)
    kept.remove_all()
    remove_left_behind()
    assert (precious / "kept.txt").read_bytes() == b"x"


@needs_modes
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="to root every folder is writable")
def test_a_folder_that_cannot_be_written_is_said():
    paths.copies().chmod(0o500)
    with pytest.raises(UserError, match=r"No copy of a\.pdf could be made"):
        OpenCopies().make("a.pdf", b"x")
    paths.copies().chmod(0o700)


OPENER = """#!/bin/sh
echo "$1|$SCRUTINEER_PASSPHRASE|$SCRUTINEER_HOME" > {seen}
exit {status}
"""


@pytest.fixture
def opener(tmp_path, monkeypatch):
    """Stands in for what opens files on this system, and notes what it was given."""
    if sys.platform == "win32":
        pytest.skip("files are opened another way there")
    seen = tmp_path / "seen"
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("SCRUTINEER_PASSPHRASE", "planted")

    def install(status: int = 0) -> Path:
        for name in ("xdg-open", "open"):
            (tmp_path / name).write_text(OPENER.format(seen=seen, status=status))
            (tmp_path / name).chmod(0o700)
        return seen

    return install


def test_another_program_is_shown_the_copy_and_learns_no_passphrase(opener, tmp_path):
    seen = opener()
    copies.show_elsewhere(tmp_path / "Letter.pdf")
    assert seen.read_text() == f"{tmp_path / 'Letter.pdf'}||\n"


def test_where_no_program_opens_it_that_is_said(opener, tmp_path):
    with pytest.raises(UserError, match=r"No program on this computer opens Letter\.pdf"):
        copies.show_elsewhere(tmp_path / "Letter.pdf")
    opener(3)
    with pytest.raises(UserError, match=r"No program on this computer opens Letter\.pdf"):
        copies.show_elsewhere(tmp_path / "Letter.pdf")


def test_a_viewer_that_stays_open_is_not_waited_for(opener, tmp_path, monkeypatch):
    opener()
    (tmp_path / "xdg-open").write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    (tmp_path / "open").write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    monkeypatch.setattr(copies, "PATIENCE", 0.1)
    start = time.monotonic()
    copies.show_elsewhere(tmp_path / "Letter.pdf")
    assert time.monotonic() - start < 30
    viewer = copies.SHOWING.pop()
    viewer.kill()
    viewer.wait()


def test_a_folder_that_is_read_once_goes_and_takes_with_it_what_an_earlier_run_left():
    left_behind = paths.copies() / "left by a run that was killed"
    left_behind.mkdir()
    with copies.passing_folder() as folder:
        assert not left_behind.exists()
        (folder / "Theirs.scrutiny").write_bytes(b"x")
        assert remove_left_behind() == 0
        assert left() == [folder / "Theirs.scrutiny"]
    assert list(paths.copies().iterdir()) == []


def test_where_nothing_can_be_kept_it_lies_among_the_temporary_files(tmp_path, monkeypatch):
    (tmp_path / "home").write_text("no folder")
    monkeypatch.setenv("SCRUTINEER_HOME", str(tmp_path / "home"))
    with copies.passing_folder() as folder:
        (folder / "Theirs.scrutiny").write_bytes(b"x")
    assert not folder.exists()
