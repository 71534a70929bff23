"""Frameworks kept in a casefile: a version once pinned never changes, and each cycle says which it looks through."""

from __future__ import annotations

from scrutineer.casefile import framework_texts as texts
from scrutineer.casefile import validation
from scrutineer.operations.queries.context import read_context


def test_a_version_once_kept_is_not_written_over(casefile):
    casefile.rules = validation.no_rules  # what a framework says is read elsewhere
    with casefile.transact("Pin"):
        texts.pin(casefile, "own", "1", "first")
        texts.pin(casefile, "own", "1", "second")
        texts.pin(casefile, "own", "0", "older")
    assert texts.pinned(casefile, "own", "1") == "first"
    assert list(texts.pinned_versions(casefile)["own"].items()) == [("1", "first"), ("0", "older")]


def test_a_cycle_looks_through_one_version_of_a_framework_at_a_time(casefile):
    casefile.rules = validation.no_rules  # what a framework says is read elsewhere
    cycle = read_context(casefile).cycle.id
    before = texts.used(casefile, cycle)
    with casefile.transact("Pin"):
        for version in ("1", "2"):
            texts.pin(casefile, "own", version, f"body {version}")
            texts.use(casefile, cycle, "own", version)
    assert texts.used(casefile, cycle) == before | {"own": "body 2"}
    assert texts.used(casefile, cycle + 1) == {}
