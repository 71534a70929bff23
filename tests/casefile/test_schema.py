"""Every released schema comes to the very tables that a new casefile has: no old one is left a different one."""

from __future__ import annotations

import shutil

import pytest

from scrutineer.casefile import schema
from scrutineer.operations import casefiles
from tests.casefile.test_casefile import RELEASED
from tests.conftest import CLOCK


def shape(casefile) -> dict[str, object]:
    """Each table by its columns, each index and trigger by its words."""
    held: dict[str, object] = {}
    for kind, name, sql in casefile.reader.execute("SELECT type, name, sql FROM sqlite_master").fetchall():
        if kind == "table":
            held[name] = sorted(tuple(row[1:4]) for row in casefile.reader.execute(f"PRAGMA table_info({name})"))
        else:
            held[name] = " ".join((sql or "").split())
    return held


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_an_old_casefile_gets_the_shape_of_a_new_one(casefile, released, tmp_path):
    copy = tmp_path / "old.scrutiny"
    shutil.copyfile(released, copy)
    opened = casefiles.open_casefile(copy, passphrase="a casefile of long ago", clock=CLOCK)
    assert shape(opened) == shape(casefile)
    assert opened.writer.execute("PRAGMA user_version").fetchone() == (schema.SCHEMA_VERSION,)
    opened.close()


def test_a_new_casefile_says_what_it_is(casefile):
    assert casefile.reader.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)
