"""One row of two casefiles, three ways: a stamp comes in with what else changed, and alone it is no change."""

from __future__ import annotations

from scrutineer.domain.casefile_merge import Item, MergeAction, Row, Values, compare

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
