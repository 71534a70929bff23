"""Whatever the database raises inside the gate comes out as a sentence, and nothing was changed."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import driver, journal, tables
from scrutineer.domain.evidence import Bearing, Evidence, EvidenceKind, Link, LinkTarget
from scrutineer.domain.ids import EvidenceId
from scrutineer.errors import UserError
from scrutineer.operations import imports_made

ITEM = Evidence(title="t", kind=EvidenceKind.OBSERVATION, dated=date(2026, 9, 1), received=date(2026, 9, 1), cycle_id=1)  # type: ignore[arg-type]

BAD = {
    "a number too large": lambda casefile: tables.insert(casefile, replace(ITEM, number=10**30)),
    "half a character": lambda casefile: tables.insert(casefile, replace(ITEM, title="\ud800")),
    "no such item": lambda casefile: tables.insert(
        casefile, Link(evidence_id=EvidenceId(999), target_kind=LinkTarget.LINE, target="x", bearing=Bearing.SUPPORTS)
    ),
    "a thing that is no value": lambda casefile: casefile.writer.execute("UPDATE evidence SET title = ?", [object()]),
    "a column that is not there": lambda casefile: casefile.writer.execute("UPDATE evidence SET nothing = 1"),
    "nothing where something must be": lambda casefile: casefile.writer.execute("INSERT INTO evidence DEFAULT VALUES"),
    "too few values": lambda casefile: casefile.writer.execute("UPDATE evidence SET title = ?", []),
}


@pytest.mark.parametrize("bad", BAD)
def test_what_the_database_refuses_inside_the_gate_is_a_sentence(bad, casefile):
    before = journal.tip(casefile.reader)
    with pytest.raises(UserError, match="Nothing was changed") as refusal, casefile.transact("Try"):
        BAD[bad](casefile)
    assert refusal.value.advice
    assert journal.tip(casefile.reader) == before
    with casefile.transact("Capture"):
        tables.insert(casefile, ITEM)  # the gate is open again


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(st.characters()), number=st.integers(), cycle=st.integers())
def test_whatever_is_stored_is_stored_or_refused_in_words(casefile, title, number, cycle):
    item = replace(ITEM, title=title, number=number, cycle_id=cycle)
    new = None
    with suppress(UserError), casefile.transact("Capture"):
        new = tables.insert(casefile, item)
    assert new is None or tables.get(casefile, Evidence, new).title == title


def test_what_is_looked_for_by_an_impossible_number_is_a_sentence(casefile):
    with pytest.raises(UserError), casefile.in_words():
        imports_made.preview_take_out(casefile, return_id=10**30)


@pytest.mark.parametrize("kind", [driver.DatabaseError, driver.OperationalError, driver.dbapi.IntegrityError,
                                  driver.dbapi.DataError, driver.dbapi.InterfaceError, driver.dbapi.ProgrammingError,
                                  driver.dbapi.InternalError, driver.dbapi.NotSupportedError])  # fmt: skip
def test_every_class_of_error_has_its_sentence(kind, casefile):
    said = casefile.sentence(kind("something of its own"))
    assert isinstance(said, UserError)
    assert said.advice


FILE = Path("/somewhere/Test.scrutiny")


@pytest.mark.parametrize(
    ("raised", "words", "advice"),
    [
        ("database or disk is full", "is full", "Free some space"),
        ("attempt to write a readonly database", "cannot be written", "Copy it"),
        ("database is locked", "another program", "Close the other program"),
        ("database table is busy", "another program", "Close the other program"),
        ("database disk image is malformed", "damaged", "Restore"),
        ("file is not a database", "damaged", "Restore"),
        ("something new", "something new", "Check that the disk"),
    ],
)
def test_each_kind_of_error_has_its_sentence(raised, words, advice):
    error = driver.in_words(driver.OperationalError(raised), FILE)
    assert words in error.message
    assert FILE.name in error.message
    assert str(FILE.parent) not in error.message
    assert advice in error.advice
    assert "Nothing was changed" in error.message or "left as it is" in error.message


def test_what_sqlite_utils_catches_is_what_is_raised():
    import sqlite_utils.utils

    assert sqlite_utils.utils.OperationalError is driver.OperationalError


def test_a_connection_refuses_a_row_that_points_to_nothing(casefile):
    with pytest.raises(UserError), casefile.transact("x"):
        casefile.writer.execute(
            "INSERT INTO attachment (evidence_id, sha256, name, size, text, note) VALUES (99, 'x', '', 0, '', '')"
        )


def test_what_cannot_be_made_beside_a_casefile_on_a_full_disk_is_said_as_that(tmp_path, monkeypatch):
    error, path = driver.OperationalError("disk I/O error"), tmp_path / "North.scrutiny"
    assert "could not be read or written" in driver.in_words(error, path).message
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=0))
    assert "The disk that holds North.scrutiny is full" in driver.in_words(error, path).message
