"""The index is always what it would be if it were built from nothing, whatever was written, undone or redone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import derived, search_index, tables
from scrutineer.domain.evidence import Evidence
from scrutineer.operations import casefiles, evidence


def indexed(casefile) -> list[tuple[object, ...]]:
    statement = "SELECT term, doc, col, offset FROM search_instance ORDER BY term, doc, col, offset"
    return casefile.writer.execute(statement).fetchall()


deeds = st.lists(
    st.tuples(st.sampled_from(["capture", "change", "undo", "redo"]), st.text("abé “”'", max_size=8)), max_size=10
)


@given(deeds)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_follows_whatever_is_done(casefile, done):
    for what, words in done:
        items = tables.rows(casefile, Evidence)
        if what == "capture":
            evidence.capture_evidence(casefile, title=f"T {words}", text=words, dated=date(2026, 5, 1))
        elif what == "change" and items:
            evidence.change_evidence(casefile, item=replace(items[-1], text=words, title=f"U {words}"))
        elif what in {"undo", "redo"}:
            getattr(casefiles, what)(casefile)
    kept = indexed(casefile)
    assert list(search_index.problems(casefile.writer)) == []
    casefile.writer.execute("DELETE FROM derived WHERE name = 'search'")
    derived.make_ready(casefile.writer)
    assert indexed(casefile) == kept
    assert list(search_index.problems(casefile.writer)) == []


@given(slot=st.integers(0, 63), row=st.integers(1, 2**33), day=st.dates(date(1900, 1, 1), date(2078, 12, 31)))
def test_an_entry_names_its_row_and_a_later_day_is_a_higher_number(slot, row, day):
    with_days = [place for place, (_, searched) in enumerate(search_index.SEARCHED) if searched.day]
    dated = with_days[slot % len(with_days)]
    column = search_index.SEARCHED[dated][1].day
    entry = search_index.entry_of(dated, row, {column: day.isoformat()})
    assert search_index.place_of(entry) == (dated, row)
    assert entry < search_index.entry_of(dated, row, {column: f"{day.year + 1}-06-01T10:00:00+00:00"}) < 2**63
    assert (
        search_index.entry_of(dated, row, {column: None})
        <= search_index.entry_of(dated, row, {column: "1 Sept"})
        <= entry
    )


def test_each_record_has_a_place_of_its_own():
    assert len(search_index.SEARCHED) <= 64


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM search WHERE rowid = (SELECT max(rowid) FROM search)", "is not what 1 texts say"),
        ("INSERT INTO search (rowid, title, body) VALUES (77, 'lone', '')", "is not what 1 texts say"),
        ("UPDATE search SET title = 'other', body = '' WHERE rowid = (SELECT max(rowid) FROM search)", "1 texts say"),
        ("DELETE FROM search_word WHERE word = 'strategy'", "lacks 1 words"),
        ("UPDATE search_word SET stem = 'x' WHERE word = 'strategy'", "lacks 1 words"),
    ],
)
def test_a_check_tells_what_is_not_as_it_should_be(example, statement, said):
    assert list(search_index.problems(example.writer)) == []
    example.writer.execute("INSERT INTO gate VALUES (1)")
    example.writer.execute(statement)
    example.writer.execute("DELETE FROM gate")
    assert any(said in problem for problem in search_index.problems(example.reader))
