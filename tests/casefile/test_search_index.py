"""The index is always what it would be if it were built from nothing, whatever was written, undone or redone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import search_index, tables
from scrutineer.domain.evidence import Evidence
from scrutineer.operations import casefiles, evidence


def indexed(casefile) -> list[tuple[object, ...]]:
    return casefile.writer.execute("SELECT rowid, title, body FROM search ORDER BY rowid").fetchall()


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
    casefile.writer.execute("DELETE FROM search")
    search_index.fill(casefile.writer)
    assert indexed(casefile) == kept
    assert list(search_index.problems(casefile.writer)) == []


def test_each_record_has_a_place_of_its_own():
    assert len(search_index.SEARCHED) <= search_index.SLOTS
