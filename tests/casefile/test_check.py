"""A check names each thing that is wrong, of each kind, and finds nothing in what is whole."""

from __future__ import annotations

import pytest

from scrutineer.casefile import check, files
from scrutineer.progress import Cancelled


def tamper(casefile, *statements: str) -> None:
    casefile.writer.execute("PRAGMA foreign_keys = OFF")
    casefile.writer.execute("INSERT INTO gate VALUES (0)")
    for statement in statements:
        casefile.writer.execute(statement)
    casefile.writer.execute("DELETE FROM gate")


def test_what_is_whole_has_no_problem(example):
    assert list(check.problems(example)) == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE seat SET agency_id = 999", "points at something that is not there"),
        ("DELETE FROM search WHERE rowid = (SELECT min(rowid) FROM search)", "search index is not what 1 texts say"),
        (
            "UPDATE blob SET content = x'00' WHERE sha256 = (SELECT min(sha256) FROM blob)",
            "not the one that was stored",
        ),
        ("UPDATE journal SET label = 'Another' WHERE seq = 2", ""),
    ],
)
def test_each_kind_of_damage_is_told(example, statement, words):
    tamper(example, statement)
    problems = list(check.problems(example))
    assert problems
    assert any(words in problem for problem in problems)


def test_it_counts_what_it_verified(casefile):
    before = check.counts(casefile)
    with casefile.transact("Store"):
        files.store(casefile, b"one")
    after = check.counts(casefile)
    assert after["attachments"] == before["attachments"] + 1 == 1
    assert before["journal_entries"] == casefile.reader.execute("SELECT max(seq) FROM journal").fetchone()[0]


def test_it_can_be_stopped(casefile):
    class Stop:
        def step(self, done: int, total: int, label: str) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(check.problems(casefile, Stop()))
