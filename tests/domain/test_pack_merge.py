"""The three-way merge: no edit is ever lost without a person's decision."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.pack_merge import Cell3, Merged, merge, undecided

TEXT = st.sampled_from(["", "a", "b", "a b", " a  b ", "c\nd", "£3"])


def same(one: str, other: str) -> bool:
    return one.split() == other.split()


@given(TEXT, TEXT, TEXT, st.sampled_from([None, True, False]))
def test_no_edit_is_lost_without_a_decision(sent, returned, now, decision):
    cell = Cell3("k", sent, returned, now)
    result = cell.result(decision)
    assert result in {returned, now}
    if not same(now, sent) and not same(result, now):
        assert decision is True  # what was changed here gives way only where a person says so
        assert cell.merged is Merged.CONFLICT
    if not same(returned, sent) and not same(result, returned):
        assert cell.merged is Merged.CONFLICT  # what the agency changed is kept out only in a conflict
        assert decision is not True


@given(TEXT, TEXT, TEXT)
def test_only_both_changed_is_a_conflict(sent, returned, now):
    conflict = Cell3("k", sent, returned, now).merged is Merged.CONFLICT
    assert conflict == (not same(returned, sent) and not same(now, sent) and not same(returned, now))


@given(TEXT, TEXT, TEXT, st.booleans())
def test_merging_the_result_again_changes_nothing(sent, returned, now, decision):
    once = Cell3("k", sent, returned, now).result(decision)
    again = Cell3("k", sent, returned, once)
    assert same(again.result(decision), once)


@given(TEXT, TEXT, TEXT)
def test_the_two_sides_are_treated_alike(sent, one, other):
    forth, back = Cell3("k", sent, one, other), Cell3("k", sent, other, one)
    if forth.merged is not Merged.CONFLICT:
        assert same(forth.result(), back.result())


@given(st.dictionaries(st.sampled_from("abcd"), TEXT), st.dictionaries(st.sampled_from("abcd"), TEXT),
       st.dictionaries(st.sampled_from("abcd"), TEXT))  # fmt: skip
def test_a_cell_that_did_not_come_back_is_no_edit(sent, returned, now):
    cells = merge(sent, returned, now)
    assert {cell.key for cell in cells} == set(returned)
    open_ones = undecided(cells, {})
    assert undecided(cells, {cell.key: False for cell in open_ones}) == ()
