"""Restoring is one step: killed anywhere, it leaves the old casefile or the new, whole, and nothing else."""

from __future__ import annotations

import os
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from scrutineer.casefile import companions, keys
from scrutineer.errors import UserError, WrongPassphrase
from scrutineer.operations import casefiles, partnership
from tests.casefile.kills import files_beside, held_in, killed_at, write_and_die
from tests.conftest import CLOCK, PASSPHRASE

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed as Unix kills them")
OTHER = "another four words"


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch):
    monkeypatch.setattr(keys, "ROUNDS", 2)


@pytest.fixture
def made(quick_keys, casefile) -> tuple[Path, Path]:
    """A closed casefile with an entry that its backup does not hold."""
    backup = casefiles.back_up(casefile).value
    partnership.add_agency(casefile, name="Added later")
    casefile.close()
    return casefile.path, backup


def restore(source: Path, into: Path):
    return casefiles.restore_backup(source, passphrase=PASSPHRASE, into=into, clock=CLOCK)


@pytest.mark.parametrize("crashed", [False, True])
def test_killed_anywhere_it_leaves_the_old_or_the_new(made, tmp_path, crashed):
    path, backup = made
    later = {"Added later"}
    if crashed:
        write_and_die(path, "Before the crash", carried=False)
        later = {"Added later", "Before the crash"}
    before = path.parent
    seen = set()
    for step in range(1, 100):
        folder = tmp_path / f"try {step}"
        shutil.copytree(before, folder)
        target, source = folder / path.name, folder / backup.relative_to(before)
        killed = killed_at(step, lambda s=source, t=target: restore(s, t))
        assert target.exists(), f"no casefile after a kill at {step}"
        held = held_in(target)
        assert held >= {"Police"}
        assert held & later in (set(), later), f"a kill at {step} left {held}"
        seen.add(bool(held & later))
        kept = [name for name in files_beside(target) if "before restore" in name and name.endswith(".scrutiny")]
        if not held & later:
            assert held_in(folder / kept[0]) >= later, f"a kill at {step} lost what was there"
        leftovers = set(files_beside(target)) - {target.name, *kept}
        assert all("set aside" in name for name in leftovers), f"a kill at {step} left {leftovers}"
        if not killed:
            break
    assert step > 8
    assert seen == {True, False}


def test_a_change_of_passphrase_killed_anywhere_leaves_the_old_or_the_new(made, tmp_path):
    path, _ = made

    def change(target: Path) -> None:
        opened = casefiles.open_casefile(target, passphrase=PASSPHRASE, clock=CLOCK)
        partnership.add_agency(opened, name="Just before")
        casefiles.change_passphrase(opened, current=PASSPHRASE, new=OTHER)
        opened.close()

    for step in range(1, 200):
        folder = tmp_path / f"try {step}"
        shutil.copytree(path.parent, folder)
        target = folder / path.name
        killed = killed_at(step, lambda t=target: change(t))
        try:
            held, opens = held_in(target), PASSPHRASE
        except WrongPassphrase:
            held, opens = held_in(target, OTHER), OTHER
        assert held >= {"Police", "Added later"}
        assert files_beside(target) == [target.name], f"after a kill at {step}"
        if not killed:
            break
    assert step > 8
    assert opens == OTHER
    assert "Just before" in held


def test_the_passphrase_can_be_changed_twice_in_one_session(casefile):
    casefiles.change_passphrase(casefile, current=PASSPHRASE, new=OTHER)
    partnership.add_agency(casefile, name="Between")
    casefiles.change_passphrase(casefile, current=OTHER, new="a third set of words")
    partnership.add_agency(casefile, name="After")
    casefile.close()
    assert held_in(casefile.path, "a third set of words") >= {"Between", "After"}
    assert files_beside(casefile.path) == [casefile.path.name]


def on_a_full_disk(monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9, 1000))


def test_on_a_full_disk_the_old_passphrase_goes_on(casefile, monkeypatch):
    with monkeypatch.context() as full:
        on_a_full_disk(full)
        with pytest.raises(UserError, match="no room"):
            casefiles.change_passphrase(casefile, current=PASSPHRASE, new=OTHER)
    partnership.add_agency(casefile, name="After")
    casefile.close()
    assert "After" in held_in(casefile.path)


def test_on_a_full_disk_nothing_is_restored_and_that_is_said(made, monkeypatch):
    path, backup = made
    before = path.read_bytes()
    on_a_full_disk(monkeypatch)
    with pytest.raises(UserError, match=r"no room.*Nothing was changed"):
        restore(backup, path)
    assert path.read_bytes() == before
    assert files_beside(path) == [path.name]


def test_it_is_not_restored_onto_itself(made):
    path, _ = made
    before = path.read_bytes()
    link = path.with_name("link.scrutiny")
    link.symlink_to(path)
    for source in (path, link):
        with pytest.raises(UserError, match="is the casefile itself"):
            restore(source, path)
    assert path.read_bytes() == before


def test_a_left_over_companion_of_a_free_name_is_set_aside(made):
    path, backup = made
    write_and_die(path, "In the crash", carried=False)
    wal = companions.beside(path, "-wal")
    assert wal.stat().st_size > 0
    path.unlink()
    restore(backup, path)
    assert not held_in(path) & {"In the crash", "Added later"}
    assert any("set aside" in name for name in files_beside(path))


def test_through_a_link_the_file_itself_is_restored(made, tmp_path):
    path, backup = made
    link = tmp_path / "link.scrutiny"
    link.symlink_to(path)
    restore(backup, link)
    assert link.is_symlink()
    assert "Added later" not in held_in(path)
