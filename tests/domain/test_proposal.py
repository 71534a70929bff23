"""A proposal: its figures follow from its items, and no edit is ever lost without a person's decision."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.proposal import Difference, Merged

TEXT = st.sampled_from(["", "a", "b", "a b", " a  b ", "c\nd", "£3"])


def cell_of(sent: str, returned: str, now: str) -> Difference:
    return Difference("evidence", now, returned, sent, "k")


def same(first: str, second: str) -> bool:
    return first.split() == second.split()


@pytest.mark.parametrize(
    ("sent", "returned", "now", "merged", "result"),
    [
        ("a", "a", "a", Merged.UNCHANGED, "a"),
        ("a", " a ", "a", Merged.UNCHANGED, "a"),
        ("a", "b", "a", Merged.RETURNED, "b"),
        ("a", "", "a", Merged.RETURNED, ""),
        ("a", "a", "b", Merged.STANDING, "b"),
        ("a", "b", "b", Merged.SAME, "b"),
        ("a", " b", "b", Merged.SAME, "b"),
        ("a", "b", "c", Merged.CONFLICT, "c"),
        ("", "b", "c", Merged.CONFLICT, "c"),
    ],
)
def test_what_becomes_of_a_cell(sent, returned, now, merged, result):
    cell = cell_of(sent, returned, now)
    assert (cell.merged, cell.result()) == (merged, result)


def test_a_decision_counts_in_a_conflict_alone():
    conflict = cell_of("a", "b", "c")
    assert [conflict.result(decision) for decision in (None, False, True)] == ["c", "c", "b"]
    assert cell_of("a", "b", "a").result(False) == "b"
    assert cell_of("a", "a", "c").result(True) == "c"


@given(TEXT, TEXT, TEXT, st.sampled_from([None, True, False]))
def test_no_edit_is_lost_without_a_decision(sent, returned, now, decision):
    cell = cell_of(sent, returned, now)
    result = cell.result(decision)
    assert result in {returned, now}
    if not same(now, sent) and not same(result, now):
        assert decision is True  # what was changed on our side gives way only where a person says so
        assert cell.merged is Merged.CONFLICT
    if not same(returned, sent) and not same(result, returned):
        assert cell.merged is Merged.CONFLICT  # what the agency changed is kept out only in a conflict
        assert decision is not True


@given(TEXT, TEXT, TEXT)
def test_only_both_changed_is_a_conflict(sent, returned, now):
    conflict = cell_of(sent, returned, now).merged is Merged.CONFLICT
    assert conflict == (not same(returned, sent) and not same(now, sent) and not same(returned, now))


@given(TEXT, TEXT, TEXT, st.booleans())
def test_merging_the_result_again_changes_nothing(sent, returned, now, decision):
    once = cell_of(sent, returned, now).result(decision)
    again = cell_of(sent, returned, once)
    assert same(again.result(decision), once)


@given(TEXT, TEXT, TEXT, st.booleans())
def test_the_two_sides_are_treated_alike(sent, first, second, decision):
    forth, back = cell_of(sent, first, second), cell_of(sent, second, first)
    mirrored = {Merged.RETURNED: Merged.STANDING, Merged.STANDING: Merged.RETURNED}
    assert back.merged is mirrored.get(forth.merged, forth.merged)
    if forth.merged is Merged.CONFLICT:
        assert same(forth.result(decision), back.result(not decision))
    else:
        assert same(forth.result(), back.result())
