"""Where a casefile stands is said on opening, with what is safe."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from scrutineer.casefile import keys, surroundings
from scrutineer.operations import casefiles, partnership
from tests.conftest import CLOCK, PASSPHRASE


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch):
    monkeypatch.setattr(keys, "ROUNDS", 2)


@pytest.mark.parametrize(
    ("place", "service"),
    [
        ("OneDrive/x", "OneDrive"),
        ("OneDrive - Testshire Council/Scrutiny", "OneDrive"),
        ("Library/CloudStorage/OneDrive-Testshire", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)/a/b", "Dropbox"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud Drive"),
        ("iCloudDrive", "iCloud Drive"),
        ("Google Drive/My Drive", "Google Drive"),
        ("Library/CloudStorage/GoogleDrive-x/My Drive", "Google Drive"),
        ("Nextcloud", "a synchronising service"),
        ("Documents/Casefiles", ""),
        ("Documents/About OneDrive", ""),
    ],
)
def test_synchronised_folders_are_known_by_their_names(tmp_path, place, service):
    assert surroundings.synchronised_by(tmp_path / place / "North.scrutiny") == service


@pytest.mark.parametrize(("mark", "service"), [(".dropbox.cache", "Dropbox"), (".stfolder", "Syncthing")])
def test_and_by_the_marks_that_services_leave(tmp_path, mark, service):
    (tmp_path / "kept" / "deep").mkdir(parents=True)
    (tmp_path / "kept" / mark).mkdir()
    assert surroundings.synchronised_by(tmp_path / "kept" / "deep" / "North.scrutiny") == service


def test_onedrive_is_known_by_what_the_system_says_too(tmp_path, monkeypatch):
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Work files"))
    assert surroundings.synchronised_by(tmp_path / "Work files" / "North.scrutiny") == "OneDrive"


def test_network_drives_are_known(tmp_path):
    table = tmp_path / "mountinfo"
    table.write_text(
        "22 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n"
        "40 22 0:50 / /mnt/the\\040share rw shared:2 - cifs //server/share rw\n"
    )
    assert surroundings.kind_of_mount(Path("/mnt/the share/x/North.scrutiny"), table) == "cifs"
    assert surroundings.kind_of_mount(Path("/home/x/North.scrutiny"), table) == "ext4"
    assert surroundings.is_on_network(Path("//server/share/North.scrutiny"))
    assert not surroundings.is_on_network(tmp_path / "North.scrutiny")


def said_on_opening(path: Path) -> list[str]:
    opened = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
    try:
        return [notice.message for notice in opened.remarks]
    finally:
        opened.close()


def test_a_synchronised_folder_is_said_on_opening(casefile, tmp_path):
    casefile.close()
    place = tmp_path / "Dropbox"
    place.mkdir()
    shutil.copyfile(casefile.path, place / "North.scrutiny")
    assert said_on_opening(place / "North.scrutiny") == ["North.scrutiny is in a folder that Dropbox synchronises."]


@pytest.mark.parametrize("name", ["Test (conflicted copy).scrutiny", "Test-LAPTOP.scrutiny", "Anything.scrutiny"])
def test_a_copy_that_went_its_own_way_is_noticed(casefile, tmp_path, name):
    casefile.close()
    apart = tmp_path / "another computer.scrutiny"
    shutil.copyfile(casefile.path, apart)
    opened = casefiles.open_casefile(apart, passphrase=PASSPHRASE, clock=CLOCK)
    for number in range(2):
        partnership.add_agency(opened, name=f"There {number}")
    opened.close()
    shutil.copyfile(apart, casefile.path.with_name(name))
    (said,) = said_on_opening(casefile.path)
    assert f"{name}, which holds 2 entries that this one does not" in said


def test_copies_that_hold_nothing_more_and_other_casefiles_are_no_news(casefile):
    casefile.close()
    shutil.copyfile(casefile.path, casefile.path.with_name("A copy.scrutiny"))
    casefile.path.with_name("Not one.scrutiny").write_bytes(b"something else")
    other = casefiles.new_casefile(
        casefile.path.with_name("Other"), passphrase=PASSPHRASE, partnership="Other", clock=CLOCK
    )
    other.close()
    assert said_on_opening(casefile.path) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
@pytest.mark.parametrize(
    "name", ["Pipe.scrutiny", "Test.scrutiny.lock", "Test.scrutiny.check", "Test.scrutiny-journal", "Test.scrutiny-wal",
             "Test.scrutiny-shm", "Test backups/backups.json"],
)  # fmt: skip
def test_nobody_waits_for_a_pipe_that_lies_beside_a_casefile(casefile, name):
    casefile.close()
    pipe = casefile.path.parent / name
    pipe.parent.mkdir(exist_ok=True)
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    assert said_on_opening(casefile.path) == []
