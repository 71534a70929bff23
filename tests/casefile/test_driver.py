"""Database errors as sentences: each says what happened, that nothing was changed, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrutineer.casefile import driver

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
    with pytest.raises(driver.DatabaseError), casefile.transact("x"):
        casefile.writer.execute(
            "INSERT INTO attachment (evidence_id, sha256, name, size, text, note) VALUES (99, 'x', '', 0, '', '')"
        )
