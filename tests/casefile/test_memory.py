"""What this machine remembers: a casefile that lost entries opens, and says so until it is written to again."""

from __future__ import annotations

import os
import re
import shutil

import pytest

from scrutineer import paths
from scrutineer.casefile import keys
from scrutineer.operations import casefiles, partnership
from tests.conftest import CLOCK, PASSPHRASE


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch):
    monkeypatch.setattr(keys, "ROUNDS", 2)


def open_it(path):
    return casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)


@pytest.fixture
def rolled_back(quick_keys, casefile, tmp_path):
    """A casefile in whose place an older copy was put by hand."""
    casefile.close()
    copy = tmp_path / "older"
    shutil.copyfile(casefile.path, copy)
    opened = open_it(casefile.path)
    for number in range(3):
        partnership.add_agency(opened, name=f"Lost {number}")
    opened.close()
    os.replace(copy, casefile.path)
    return casefile.path


def test_an_older_copy_is_said_to_lack_its_entries(rolled_back):
    opened = open_it(rolled_back)
    (notice,) = opened.remarks
    assert "holds 3 entries fewer than it held on this machine" in notice.message
    assert "20 Nov 26" in notice.message
    assert "“Add Children's services”" in notice.message
    assert "backup" in notice.advice
    assert casefiles.check_casefile(opened).value.problems == (notice.message,)
    opened.close()


def test_it_is_said_again_until_it_is_written_to(rolled_back):
    for _ in range(2):
        opened = open_it(rolled_back)
        assert opened.missing is not None
        opened.close()
    opened = open_it(rolled_back)
    partnership.add_agency(opened, name="Carried on")
    opened.close()
    opened = open_it(rolled_back)
    assert opened.remarks == ()
    opened.close()


def test_it_is_said_under_another_name_too(rolled_back):
    moved = rolled_back.with_name("Renamed.scrutiny")
    os.replace(rolled_back, moved)
    opened = open_it(moved)
    assert opened.missing is not None
    opened.close()


def test_one_that_went_another_way_is_told_from_one_that_lacks(rolled_back, tmp_path, monkeypatch):
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("SCRUTINEER_HOME", str(tmp_path / "another computer"))
        opened = open_it(rolled_back)
        for number in range(5):
            partnership.add_agency(opened, name=f"There {number}")
        opened.close()
    opened = open_it(rolled_back)
    assert "went another way" in opened.missing.message
    opened.close()


def test_what_another_computer_added_is_no_loss(casefile, tmp_path, monkeypatch):
    casefile.close()
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("SCRUTINEER_HOME", str(tmp_path / "another computer"))
        opened = open_it(casefile.path)
        partnership.add_agency(opened, name="There")
        opened.close()
    opened = open_it(casefile.path)
    assert opened.remarks == ()
    opened.close()


def test_a_restored_backup_is_what_was_meant(casefile):
    backup = casefiles.back_up(casefile).value
    partnership.add_agency(casefile, name="Later")
    casefile.close()
    casefiles.restore_backup(backup, passphrase=PASSPHRASE, into=casefile.path, clock=CLOCK)
    opened = open_it(casefile.path)
    assert opened.remarks == ()
    opened.close()


@pytest.mark.parametrize("harm", ["gone", "cut", "flipped", "other words"])
def test_a_memory_that_cannot_be_read_is_no_reason_to_stop(rolled_back, harm):
    for file in (paths.state() / "casefiles").glob("*.memory"):
        content = file.read_bytes()
        if harm == "gone":
            file.unlink()
        elif harm == "cut":
            file.write_bytes(content[:50])
        elif harm == "flipped":
            file.write_bytes(bytes(byte ^ 1 for byte in content))
        else:
            file.write_bytes(content.replace(b'"turn"', b'"tu\xffn"'))
    opened = open_it(rolled_back)
    assert opened.remarks == ()
    partnership.add_agency(opened, name="Goes on")
    opened.close()


def test_where_the_state_folder_cannot_be_made_it_opens_all_the_same(casefile, tmp_path, monkeypatch):
    casefile.close()
    blocked = tmp_path / "a file"
    blocked.write_text("")
    monkeypatch.setenv("SCRUTINEER_HOME", str(blocked))
    opened = open_it(casefile.path)
    partnership.add_agency(opened, name="Goes on")
    opened.close()


def slots_of(path):
    (file,) = (paths.state() / "casefiles").iterdir()
    return file


@pytest.mark.parametrize("place", [0, 40, 65, 90, 4096 + 3])
def test_a_memory_with_a_damaged_byte_is_no_reason_not_to_open(rolled_back, place):
    file = slots_of(rolled_back)
    content = bytearray(file.read_bytes())
    content[place] ^= 0x80  # no letter any more
    file.write_bytes(content)
    opened = open_it(rolled_back)
    assert opened.missing is not None  # the other slot knows it still
    opened.close()


@pytest.mark.parametrize(
    "said", ['"turn": 1e3', '"turn": "9"', '"seq": -1', '"seq": 1e99', '"at": "then"', '"casefile": 7']
)
def test_a_memory_that_says_what_none_was_written_to_say_is_none(rolled_back, said):
    file = slots_of(rolled_back)
    name = said.split(":")[0]
    changed = re.sub(rf'{name}: ("[^"]*"|[0-9]+)', said, file.read_bytes().decode())
    assert changed.count(said) == 2
    file.write_text(changed)
    opened = open_it(rolled_back)
    assert opened.missing is None
    opened.close()


def test_a_casefile_whose_beginning_is_damaged_is_still_known_by_its_place(casefile):
    made = casefiles.back_up(casefile).value
    casefile.close()
    with casefile.path.open("r+b") as stream:
        stream.write(b"spoilt")
    assert [known.path for known in casefiles.backups_of(casefile.path)] == [made]
    assert casefiles.backups_folder(casefile.path) == made.parent
