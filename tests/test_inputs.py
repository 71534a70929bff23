"""What comes in is an ordinary file of a size that was agreed, for every way in."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from scrutineer import inputs
from scrutineer.cli.common import passphrase_in
from scrutineer.errors import UserError
from scrutineer.operations import across, answer_returns, casefiles, evidence, frameworks, mappings, merging
from tests.conftest import CLOCK, PASSPHRASE

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
NOW = CLOCK.today()


def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.xlsx")
    return folder / "pipe.xlsx"


def a_device(_folder: Path) -> Path:
    return Path("/dev/zero")


def a_folder(folder: Path) -> Path:
    (folder / "folder.xlsx").mkdir()
    return folder / "folder.xlsx"


def a_link_to_a_device(folder: Path) -> Path:
    (folder / "linked.docx").symlink_to("/dev/zero")
    return folder / "linked.docx"


def a_socket(folder: Path) -> Path:
    os.chdir(folder)  # a socket's name has a limit of its own
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("s.xlsx")
    return folder / "s.xlsx"


WAYS_IN = {
    "attach": lambda casefile, path: evidence.capture_evidence(casefile, title="t", dated=NOW, attachments=[path]),
    "import": lambda casefile, path: answer_returns.read_file(path),
    "framework": lambda casefile, path: frameworks.take_framework(casefile, path=path),
    "mapping": lambda casefile, path: mappings.import_profile(casefile, path=path),
    "area profile": lambda casefile, path: across.read_profiles([path]),
    "merge": lambda casefile, path: merging.preview_merge(casefile, path=path, passphrase=PASSPHRASE),
    "open": lambda casefile, path: casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK),
    "restore": lambda casefile, path: casefiles.restore_backup(
        path, passphrase=PASSPHRASE, into=casefile.path.with_name("Back.scrutiny"), clock=CLOCK
    ),
    "passphrase": lambda casefile, path: passphrase_in(path),
}


@posix
@pytest.mark.parametrize("way", WAYS_IN)
@pytest.mark.parametrize(
    "kind", [a_pipe, a_device, a_folder, a_link_to_a_device, a_socket], ids=lambda kind: kind.__name__
)
def test_what_is_no_ordinary_file_is_refused_before_it_is_read(way, kind, casefile, tmp_path, monkeypatch):
    if kind is a_socket:
        monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError) as refusal:
        WAYS_IN[way](casefile, kind(tmp_path))
    assert refusal.value.advice
    assert way == "passphrase" or "not a file" in refusal.value.message or "cannot be read" in refusal.value.message


@pytest.mark.parametrize("way", [way for way in WAYS_IN if way not in {"merge", "open", "restore", "passphrase"}])
def test_a_file_that_is_far_too_large_is_refused_before_it_is_read(way, casefile, tmp_path):
    large = tmp_path / "large.toml"
    with large.open("wb") as stream:
        stream.truncate(40 * 1024**3)  # a hole: it takes no room here, and would take all of the memory
    with pytest.raises(UserError, match=r"large\.toml is larger than \d+ MB"):
        WAYS_IN[way](casefile, large)


def test_a_file_of_the_size_agreed_comes_in_whole_and_one_byte_more_does_not(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_bytes(b"x" * 1024**2)
    assert inputs.read_file(file, 1024**2) == b"x" * 1024**2
    file.write_bytes(b"x" * (1024**2 + 1))
    with pytest.raises(UserError, match="larger than 1 MB"):
        inputs.read_file(file, 1024**2)


@pytest.mark.parametrize("name", ["none.xlsx", "a\0b.xlsx", "n" * 300 + ".xlsx"])
def test_a_name_that_leads_nowhere_is_a_sentence(name, tmp_path):
    for read in (inputs.read_file, inputs.require_ordinary):
        with pytest.raises(UserError) as refusal:
            read(tmp_path / name)
        assert refusal.value.advice
