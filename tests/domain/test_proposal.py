"""A proposal: its figures follow from its items, and no edit is ever lost without a person's decision."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.ids import AgencyId, AnswerId, CycleId, ReturnId
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.proposal import Decisions, Difference, Merged, Proposal, ProposedItem
from scrutineer.domain.returns import OF_ANSWERS, WHOLE_ROW, AnswerStatus, Change, LeftOut, SelfAssessment

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


# items


def answer(level: str, evidence: str = "", **more) -> SelfAssessment:
    return SelfAssessment(
        return_id=ReturnId(0), agency_id=AgencyId(1), cycle_id=CycleId(1), profile="P", number="1.1", standard="A lead",
        status=AnswerStatus.ANSWERED, level=level, word=level, typed=level, evidence=evidence, **more,
    )  # fmt: skip


STANDS = answer("2", "as it was", id=AnswerId(7))


def item(change: Change | None, before: SelfAssessment | None = STANDS, **more) -> ProposedItem:
    return ProposedItem(place="S!F1", about="1.1", record=answer("3", "anew"), change=change, before=before, **more)


def refusing(*cells: str) -> Decisions:
    return Decisions(refused={"S!F1": frozenset(cells)})


def test_a_cell_that_is_refused_keeps_what_stands():
    record = item(Change.CHANGED).settled(refusing("self"))
    assert (record.level, record.word, record.evidence) == ("2", "2", "anew")


def test_a_refused_cell_of_what_is_new_waits_for_a_person():
    record = item(Change.NEW, None).settled(refusing("self"))
    assert (record.level, record.status, record.evidence) == ("", AnswerStatus.SET_ASIDE, "anew")


@pytest.mark.parametrize("change", [None, Change.UNCHANGED])
def test_what_changes_nothing_is_never_stored(change):
    assert item(change).settled(Decisions()) is None


def test_a_row_that_is_refused_is_not_stored():
    assert item(Change.CHANGED).settled(refusing(WHOLE_ROW)) is None


@pytest.mark.parametrize(("taken", "level"), [(True, "3"), (False, "2")])
def test_a_conflict_takes_what_came_back_or_what_is_kept(taken, level):
    conflict = item(Change.CONFLICT, kept=answer("2", "kept"))
    assert conflict.conflicts == ("S!F1",)
    assert conflict.settled(Decisions(taken={"S!F1": taken})).level == level
    assert (item(Change.CONFLICT).settled(Decisions(taken={"S!F1": taken})) is None) is not taken


@given(st.booleans(), st.booleans())
def test_each_cell_that_both_sides_changed_is_settled_by_itself(level, evidence):
    cells = (
        Difference("self", "2", "3", sent="1", key="1a/level"),
        Difference("evidence", "as it was", "anew", sent="", key="1a/narrative"),
    )
    conflict = item(Change.CONFLICT, differences=cells)
    assert conflict.conflicts == ("1a/level", "1a/narrative")
    record = conflict.settled(Decisions(taken={"1a/level": level, "1a/narrative": evidence}))
    assert record.level == ("3" if level else "2")
    assert record.evidence == ("anew" if evidence else "as it was")


ITEMS = st.lists(
    st.tuples(st.sampled_from([None, *Change]), st.booleans(), st.booleans()).map(
        lambda drawn: (drawn[0], "blank" if drawn[1] else "", drawn[2])
    ),
    max_size=8,
)


@given(ITEMS, st.integers(0, 4))
def test_whatever_is_proposed_its_figures_add_up(drawn, left):
    items = tuple(
        ProposedItem(place=f"S!F{row}", about="", record=answer("3"), change=change, waits=waits, to_place=to_place)
        for row, (change, waits, to_place) in enumerate(drawn)
    )
    cycle = Cycle(name="C", starts=date(2026, 1, 1), ends=date(2026, 12, 31), guidance="")
    shown = Proposal(
        name="a.xlsx", sha256="", kind=OF_ANSWERS, filed_under="P", cycle=cycle, items=items,
        left_out=(LeftOut("S!9", "", "headings"),) * left,
    )  # fmt: skip
    totals = shown.totals()
    assert totals["read"] == totals["stored"] + totals["set_aside"] + totals["ignored"] == len(drawn) + left
    assert sum(shown.count(change) for change in Change) == sum(change is not None for change, _, _ in drawn)
    assert set(shown.fresh).isdisjoint(shown.waiting)
    assert len(shown.conflicts) == shown.count(Change.CONFLICT)
    assert shown.unsettled(Decisions(taken=dict.fromkeys(shown.conflicts, False))) == ()
    whole = Decisions(refused={item.place: frozenset({WHOLE_ROW}) for item in items})
    assert (shown.refused(whole), shown.unplaced(whole)) == (items, 0)
