"""One window at a time, by whatever name a casefile is reached; whose lock it is, is said."""

from __future__ import annotations

import json
import os
import platform
from pathlib import Path

import pytest

from scrutineer.casefile import keys, opening
from scrutineer.errors import UserError
from scrutineer.operations import casefiles
from tests.conftest import CLOCK, PASSPHRASE


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch):
    monkeypatch.setattr(keys, "ROUNDS", 2)


def lock_of(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_it_holds_through_links(casefile, tmp_path, link):
    other = tmp_path / "elsewhere.scrutiny"
    link(casefile.path, other)
    with pytest.raises(UserError, match="is open in another window"):
        casefiles.open_casefile(other, passphrase=PASSPHRASE, clock=CLOCK)


def test_it_holds_through_another_spelling_of_the_path(casefile):
    other = casefile.path.parent / ".." / casefile.path.parent.name / casefile.path.name
    with pytest.raises(UserError, match="is open in another window"):
        casefiles.open_casefile(other, passphrase=PASSPHRASE, clock=CLOCK)


def test_it_holds_after_the_passphrase_was_changed(casefile, tmp_path):
    casefiles.change_passphrase(casefile, current=PASSPHRASE, new="another four words")
    other = tmp_path / "elsewhere.scrutiny"
    os.link(casefile.path, other)
    with pytest.raises(UserError, match="is open in another window"):
        casefiles.open_casefile(other, passphrase="another four words", clock=CLOCK)


def left_by(path: Path, machine: str) -> None:
    lock_of(path).write_text(" " + json.dumps({"machine": machine, "since": "2026-11-19T14:32:00+00:00"}))


def test_a_lock_that_another_computer_left_in_a_synchronised_folder_is_said(casefile):
    casefile.close()
    left_by(casefile.path, "NORTH-LAPTOP")
    opened = casefiles.open_casefile(casefile.path, passphrase=PASSPHRASE, clock=CLOCK)
    (notice,) = opened.remarks
    assert "NORTH-LAPTOP on 19 Nov 26 14:32" in notice.message
    opened.close()
    assert not lock_of(casefile.path).exists()


def test_a_lock_that_this_computer_left_in_a_crash_is_no_news(casefile):
    casefile.close()
    left_by(casefile.path, platform.node())
    opened = casefiles.open_casefile(casefile.path, passphrase=PASSPHRASE, clock=CLOCK)
    assert opened.remarks == ()
    opened.close()


def test_a_lock_held_on_another_computer_names_it(casefile):
    left_by(casefile.path, "NORTH-LAPTOP")
    with pytest.raises(UserError, match="is open on NORTH-LAPTOP since 19 Nov 26"):
        opening.refuse_if_open(casefile.path, CLOCK)


@pytest.mark.parametrize("content", ["", "x", "[]", '{"machine": 3}', ' {"since": "never", "machine": "M"}'])
def test_a_lock_that_says_nothing_readable_is_taken_all_the_same(casefile, content):
    casefile.close()
    lock_of(casefile.path).write_text(content)
    opened = casefiles.open_casefile(casefile.path, passphrase=PASSPHRASE, clock=CLOCK)
    assert opened.remarks == ()
    opened.close()


def test_a_name_whose_lock_no_disk_keeps_is_said_to_be_too_long(casefile):
    casefile.close()
    long = casefile.path.with_name("n" * 243 + ".scrutiny")
    os.rename(casefile.path, long)
    with pytest.raises(UserError, match="too long to be kept on a disk"):
        casefiles.open_casefile(long, passphrase=PASSPHRASE, clock=CLOCK)
