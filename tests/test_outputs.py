"""Files that leave the program are whole or not there, and a disk that refuses is a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scrutineer.errors import UserError
from scrutineer.operations import casefiles, export
from scrutineer.outputs import write_atomically
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
