"""Merging a row three ways: nothing of either side is lost, and only what both changed waits for a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.casefile_merge import Item, MergeAction, MergePlan, Row, Values, compare

COLUMNS = ("title", "text", "number", "made")
OWN, STAMPS = ("number",), ("made",)

values = st.fixed_dictionaries({column: st.sampled_from(["a", "b", "c"]) for column in COLUMNS})
maybe = st.none() | values


def merged(theirs: Values | None, ours: Values | None, base: Values | None) -> Item | None:
    return compare(
        "m",
        "evidence",
        None if theirs is None else Row("evidence", 1, theirs),
        None if ours is None else Row("evidence", 2, ours),
        base,
        OWN,
        STAMPS,
    )


def row(title: str = "a", text: str = "a", number: str = "a", made: str = "a") -> dict[str, str]:
    return {"title": title, "text": text, "number": number, "made": made}


@pytest.mark.parametrize(
    ("theirs", "ours", "base", "kind", "fields"),
    [
        (row("b"), None, None, MergeAction.NEW, COLUMNS),
        (row("b"), row(), row(), MergeAction.CHANGED, ("title",)),
        (row("b", "b"), row("a", "c"), row("a", "c"), MergeAction.CHANGED, ("title", "text")),
        (row("b"), row(text="b"), row(), MergeAction.CHANGED, ("title",)),
        (row("b"), row("c"), row(), MergeAction.CONFLICT, ("title",)),
        (row("b", "b"), row("c"), row(), MergeAction.CONFLICT, ("title", "text")),
        (row("b"), row("a"), None, MergeAction.CONFLICT, ("title",)),
        (None, row(), row(), MergeAction.TOLD, ()),
        (None, row("b"), row(), MergeAction.TOLD, ()),
        (row("b"), None, row(), MergeAction.TOLD, ()),
        (row("b", made="b"), row(), row(), MergeAction.CHANGED, ("title", "made")),
    ],
)
def test_what_becomes_of_a_row_that_differs(theirs, ours, base, kind, fields):
    item = merged(theirs, ours, base)
    assert (item.kind, item.fields, item.theirs, item.ours) == (kind, fields, theirs, ours)
    assert (item.mark, item.table) == ("m", "evidence")


@pytest.mark.parametrize(
    ("theirs", "ours", "base"),
    [
        (row("b"), row("b"), row()),  # changed alike
        (row(), row("b"), row()),  # only ours changed
        (row(number="b"), row(), row()),  # a number that each casefile gives itself
        (row(made="b"), row(), row()),  # written again without a change
        (row(made="b"), row(), None),
        (row(), None, row()),  # we took it away, they left it alone
        (row(number="b", made="b"), None, row()),
        (None, None, row()),  # both took it away
        (None, row(), None),  # only ours
        (None, None, None),
    ],
)
def test_where_nothing_of_theirs_is_news_nothing_is_done(theirs, ours, base):
    assert merged(theirs, ours, base) is None


def test_what_was_taken_away_is_told_with_who_did_it():
    assert merged(None, row(), row()).note == "they took it away; it stays here"
    assert merged(row("b"), None, row()).note == "you took it away; they changed it since"


def test_a_column_that_one_side_does_not_know_yet_is_a_difference():
    newer = {**row(), "due": "b"}
    assert merged(newer, row(), row()).fields == ("due",)
    assert merged(newer, row(), row()).kind is MergeAction.CHANGED


@given(maybe, maybe, maybe)
def test_nothing_is_taken_without_a_word_that_ours_had_changed(theirs, ours, base):
    item = merged(theirs, ours, base)
    if item is None or item.kind is not MergeAction.CHANGED:
        return
    assert base is not None
    for column in item.fields:
        assert theirs[column] != ours[column]
        assert ours[column] == base[column] or column in STAMPS
        assert column not in OWN


@given(maybe, maybe, maybe)
def test_nothing_of_theirs_is_passed_over_without_a_word(theirs, ours, base):
    """Where no item is made, taking everything of theirs would change nothing that they themselves had written."""
    if theirs is None or merged(theirs, ours, base) is not None:
        return
    assert base is not None or ours is not None
    for column in set(COLUMNS) - set(OWN) - set(STAMPS):
        known = base if ours is None or theirs[column] != ours[column] else ours
        assert known is not None
        assert theirs[column] == known[column]


@given(values, values, maybe)
def test_a_conflict_is_one_whoever_merges_whom(theirs, ours, base):
    forth, back = merged(theirs, ours, base), merged(ours, theirs, base)
    conflicts = [item is not None and item.kind is MergeAction.CONFLICT for item in (forth, back)]
    assert conflicts[0] == conflicts[1]
    if all(conflicts):
        content = set(COLUMNS) - set(STAMPS)
        assert (set(forth.fields) & set(back.fields)) & content or base is not None


@given(values, maybe)
def test_what_is_the_same_on_both_sides_needs_nothing(same, base):
    assert merged(same, same, base) is None


@given(values, values, maybe)
def test_after_taking_theirs_merging_again_brings_nothing_more(theirs, ours, base):
    item = merged(theirs, ours, base)
    if item is not None and item.kind in (MergeAction.CHANGED, MergeAction.CONFLICT):
        taken = {**ours, **{column: theirs[column] for column in item.fields}}
        assert merged(theirs, taken, base) is None
        assert merged(theirs, taken, theirs) is None


@given(values, values, values)
def test_two_copies_that_take_each_others_changes_end_alike(theirs, ours, base):
    """Where nobody has to decide, it does not matter who merged first."""
    forth, back = merged(theirs, ours, base), merged(ours, theirs, base)
    if any(item is not None and item.kind is MergeAction.CONFLICT for item in (forth, back)):
        return
    ours_then = {**ours, **{column: theirs[column] for column in (forth.fields if forth else ())}}
    theirs_then = {**theirs, **{column: ours[column] for column in (back.fields if back else ())}}
    assert (ours_then["title"], ours_then["text"]) == (theirs_then["title"], theirs_then["text"])


def test_a_plan_tells_its_items_by_kind_and_what_is_left_to_decide():
    new = Item("n", "evidence", MergeAction.NEW, row(), None)
    first, second = (Item(mark, "evidence", MergeAction.CONFLICT, row("b"), row()) for mark in "xy")
    plan = MergePlan((new, first, second))
    assert plan.of(MergeAction.NEW, MergeAction.TOLD) == (new,)
    assert plan.of(MergeAction.CONFLICT, MergeAction.NEW) == (new, first, second)
    assert plan.undecided({}) == (first, second)
    assert plan.undecided({"x": False}) == (second,)
    assert plan.undecided({"x": True, "y": False}) == ()


BASE = {"level": "limited", "narrative": "Seen", "made": "2026-06-01T10:00:00+00:00"}
LATER = "2026-06-02T10:00:00+00:00"


def compared(theirs: Values | None, ours: Values | None, base: Values | None = BASE) -> Item | None:
    their_row, our_row = (values and Row("judgement", 1, values) for values in (theirs, ours))
    return compare("mark", "judgement", their_row, our_row, base, stamps=("made",))


def test_a_row_saved_again_as_it_was_is_no_change():
    again = {**BASE, "made": LATER}
    assert compared(again, BASE) is None
    assert compared(BASE, again) is None
    assert compared(again, {**BASE, "made": "2026-06-03T10:00:00+00:00"}) is None
    assert compared(again, BASE, base=None) is None
    assert compared(again, {**BASE, "narrative": "Ours", "made": "2026-06-03T10:00:00+00:00"}) is None


def test_what_was_taken_away_here_and_saved_again_there_is_not_told():
    assert compared({**BASE, "made": LATER}, None) is None
    told = compared({**BASE, "narrative": "Theirs", "made": LATER}, None)
    assert told is not None
    assert told.kind is MergeAction.TOLD


def test_a_stamp_comes_in_with_what_else_they_changed():
    item = compared({**BASE, "narrative": "Theirs", "made": LATER}, BASE)
    assert item is not None
    assert (item.kind, item.fields) == (MergeAction.CHANGED, ("narrative", "made"))


def test_a_row_that_both_wrote_anew_waits_for_a_person_whichever_part_each_changed():
    theirs = {**BASE, "narrative": "Theirs", "made": LATER}
    ours = {**BASE, "level": "strong", "made": "2026-06-03T10:00:00+00:00"}
    item = compared(theirs, ours)
    assert item is not None
    assert item.kind is MergeAction.CONFLICT
