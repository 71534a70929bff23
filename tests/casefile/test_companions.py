"""A `-wal` of another state of the file is never read into it: it is set aside, kept and told."""

from __future__ import annotations

import os
import shutil

import pytest

from scrutineer.casefile import companions, keys
from scrutineer.operations import casefiles, partnership
from tests.casefile.kills import files_beside, held_in, names_in, write_and_die
from tests.conftest import CLOCK, PASSPHRASE

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed as Unix kills them")


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch):
    monkeypatch.setattr(keys, "ROUNDS", 2)


def test_an_older_wal_is_set_aside_and_nothing_is_lost(casefile, tmp_path):
    casefile.close()
    path, wal = casefile.path, companions.beside(casefile.path, "-wal")
    write_and_die(path, "In the crash", carried=False)
    shutil.copyfile(wal, tmp_path / "older")
    assert "In the crash" in held_in(path)
    opened = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
    for number in range(5):
        partnership.add_agency(opened, name=f"After {number}")
    before = names_in(opened)
    opened.close()
    shutil.copyfile(tmp_path / "older", wal)
    opened = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
    assert names_in(opened) == before
    assert "does not fit it" in opened.remarks[0].message
    opened.close()
    (aside,) = (name for name in files_beside(path) if "set aside" in name)
    assert path.with_name(aside).read_bytes() == (tmp_path / "older").read_bytes()
