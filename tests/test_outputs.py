"""Files that leave the program are whole or not there, and a disk that refuses is a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scrutineer import outputs, paths
from scrutineer.errors import UserError
from scrutineer.operations import casefiles, export, partnership
from scrutineer.outputs import free_name, refuse_casefiles, require_short, write_atomically, write_output
from tests.conftest import CLOCK, PASSPHRASE


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refuse(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_what_is_written_is_what_was_given_and_nothing_stands_beside_it(tmp_path):
    write_atomically(tmp_path / "letter.txt", b"first")
    write_atomically(tmp_path / "letter.txt", b"second")
    assert (tmp_path / "letter.txt").read_bytes() == b"second"
    assert names(tmp_path) == ["letter.txt"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights by folder, not by mode")
def test_what_is_written_is_for_its_owner_alone(tmp_path):
    write_atomically(tmp_path / "report.pdf", b"held back")
    assert (tmp_path / "report.pdf").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("before", [b"whole", None])
def test_a_full_disk_leaves_what_was_there_and_no_part_of_the_new(tmp_path, monkeypatch, step, before):
    file = tmp_path / "letter.txt"
    if before is not None:
        file.write_bytes(before)
    monkeypatch.setattr(os, step, refuse)
    with pytest.raises(UserError, match=r"letter\.txt could not be written") as told:
        write_atomically(file, b"half")
    assert "No space left on device" in told.value.message
    assert told.value.advice
    assert names(tmp_path) == ([] if before is None else ["letter.txt"])
    assert before is None or file.read_bytes() == before


def test_a_disk_that_fills_up_half_way_through_leaves_no_part(tmp_path, monkeypatch):
    class Full:
        def __init__(self, path: Path) -> None:
            self._stream = path.open("wb", buffering=0)

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_: object) -> None:
            self._stream.close()

        def write(self, content: bytes) -> None:
            self._stream.write(content[:2])
            refuse()

    class Place(type(tmp_path)):  # type: ignore[misc]
        def open(self, *_: object, **__: object) -> Full:
            return Full(Path(self))

    with pytest.raises(UserError, match="could not be written"):
        write_atomically(Place(tmp_path / "letter.txt"), b"half")
    assert names(tmp_path) == []


def test_what_is_no_fault_of_the_disk_leaves_no_part_either(tmp_path, monkeypatch):
    def stop(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "letter.txt", b"half")
    assert names(tmp_path) == []


def test_a_folder_that_is_not_there_or_may_not_be_written_is_a_sentence(tmp_path):
    with pytest.raises(UserError, match=r"letter\.txt could not be written"):
        write_atomically(tmp_path / "gone" / "letter.txt", b"whole")
    (tmp_path / "a file").write_bytes(b"")
    with pytest.raises(UserError, match=r"letter\.txt could not be written"):
        write_atomically(tmp_path / "a file" / "letter.txt", b"whole")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this person may write everywhere")
def test_a_read_only_folder_is_a_sentence(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UserError, match=r"letter\.txt could not be written"):
            write_atomically(tmp_path / "letter.txt", b"whole")
        assert names(tmp_path) == []
    finally:
        tmp_path.chmod(0o700)


def test_an_export_onto_a_full_disk_leaves_only_whole_files(casefile, tmp_path, monkeypatch):
    written = []

    def fills_up(handle: int) -> None:
        written.append(handle)
        if len(written) == 4:
            refuse()

    monkeypatch.setattr(os, "fsync", fills_up)
    with pytest.raises(UserError, match="could not be written"):
        export.export_everything(casefile, into=tmp_path / "all")
    assert not [name for name in names(tmp_path / "all") if name.endswith(".part")]
    assert len(names(tmp_path / "all")) == 3 + 1  # the files before it, and the folder of attachments


def test_restoring_writes_nothing_beside_the_backup(casefile, tmp_path):
    """As from a read-only stick, where writing would fail."""
    backup = casefile.back_up(tmp_path / "stick")
    casefiles.restore_backup(backup, passphrase=PASSPHRASE, into=tmp_path / "Back.scrutiny", clock=CLOCK)
    assert names(tmp_path / "stick") == [backup.name]


@pytest.mark.parametrize(
    "name", ["a.scrutiny", "a.scrutiny-wal", "A.SCRUTINY.check", "a.scrutiny.lock", "a.scrutiny.restoring"]
)
def test_the_name_of_a_casefile_or_of_what_belongs_to_one_is_never_written_to(name, tmp_path):
    with pytest.raises(UserError, match="nothing was written"):
        write_output(tmp_path / name, b"x", endings=(Path(name).suffix.lower(),))
    assert names(tmp_path) == []


def test_a_casefile_by_any_other_name_is_known_by_what_it_holds(casefile, tmp_path):
    partnership.add_agency(casefile, name="Fire service")  # so that its companion holds something
    for number, ending in enumerate(("", "-wal")):
        plain = tmp_path / f"copy{number}.pdf"
        plain.write_bytes(casefile.path.with_name(casefile.path.name + ending).read_bytes())
        before = plain.read_bytes()
        assert before
        with pytest.raises(UserError, match="looks like a casefile"):
            write_output(plain, b"x", endings=(".pdf",))
        assert plain.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b"words " * 4096, b"PK" + os.urandom(8190), b"%PDF" + os.urandom(8188), os.urandom(5000)]
)
def test_what_is_no_casefile_may_be_replaced(content, tmp_path):
    (tmp_path / "a.pdf").write_bytes(content)
    write_output(tmp_path / "a.pdf", b"new", endings=(".pdf",))
    assert (tmp_path / "a.pdf").read_bytes() == b"new"


def test_links_that_go_round_are_no_casefile(tmp_path):
    (tmp_path / "a.pdf").symlink_to(tmp_path / "b.pdf")
    (tmp_path / "b.pdf").symlink_to(tmp_path / "a.pdf")
    refuse_casefiles(tmp_path / "a.pdf")


def test_a_free_name_is_the_next_of_its_kind(tmp_path):
    assert free_name(tmp_path / "Letter.docx").name == "Letter.docx"
    (tmp_path / "Letter.docx").touch()
    (tmp_path / "Letter 2.docx").touch()
    assert free_name(tmp_path / "Letter.docx").name == "Letter 3.docx"


@pytest.mark.parametrize("length", [235, 251])
def test_a_name_that_a_disk_can_keep_is_written(length, tmp_path):
    file = tmp_path / ("n" * length + ".txt")
    write_atomically(file, b"whole")
    assert file.read_bytes() == b"whole"


@pytest.mark.parametrize("name", ["n" * 252 + ".txt", "é" * 130 + ".txt"])
def test_a_name_that_no_disk_keeps_is_a_sentence(name, tmp_path):
    with pytest.raises(UserError, match="too long") as refusal:
        write_atomically(tmp_path / name, b"whole")
    assert "shorter name" in refusal.value.advice
    assert names(tmp_path) == []


def test_a_casefile_leaves_room_in_its_name_for_that_of_its_backups(tmp_path):
    with pytest.raises(UserError, match="too long"):
        casefiles.new_casefile(tmp_path / ("n" * 230), passphrase=PASSPHRASE, partnership="P", clock=CLOCK)
    assert names(tmp_path) == []
    made = casefiles.new_casefile(tmp_path / ("n" * 200), passphrase=PASSPHRASE, partnership="P", clock=CLOCK)
    made.back_up()
    made.close()


def test_the_longest_path_of_windows_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr("scrutineer.outputs.os.name", "nt")
    with pytest.raises(UserError, match="too long"):
        require_short(tmp_path / ("folder" * 40) / "a.txt")


KILLED = """
import os, signal, sys
from pathlib import Path
from scrutineer import outputs
if sys.argv[2] == "kill":
    os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
else:
    os.replace = lambda *_: (print("writing", flush=True), sys.stdin.readline())
outputs.write_output(Path(sys.argv[1]), b"case text" * 1000, endings=(".pdf",))
"""


def beginnings(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if file.name.endswith(".part")]


def test_what_a_kill_left_of_a_report_goes_at_the_next_start(tmp_path):
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "report.pdf"), "kill"], check=False)
    assert len(beginnings(tmp_path)) == 1
    outputs.clear_unfinished()
    assert list(tmp_path.iterdir()) == []
    assert [*(paths.state() / "being written").iterdir()] == []


def test_what_another_window_is_writing_is_left_alone(tmp_path):
    command = [sys.executable, "-c", KILLED, str(tmp_path / "report.pdf"), "wait"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout.readline() == "writing\n"
        outputs.clear_unfinished()
        assert len(beginnings(tmp_path)) == 1
        writer.communicate("go on\n")
    assert writer.returncode == 0


def test_a_note_names_nothing_but_a_beginning(tmp_path):
    """Whoever can write the note could name any file: nothing is removed but what is called as a beginning is."""
    kept = tmp_path / "Northmoor.scrutiny"
    kept.write_bytes(b"kept")
    notes = paths.state() / "being written"
    notes.mkdir(exist_ok=True)
    (notes / "0123456789abcdef.txt").write_text(str(kept), encoding="utf-8")
    outputs.clear_unfinished()
    assert kept.read_bytes() == b"kept"
    assert not list(notes.glob("*.txt"))
