"""Rows replaced: what says the same already is left as it is, and everything else is written whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scrutineer.casefile import journal, tables
from scrutineer.casefile.casefile import UNCHANGED, Casefile
from scrutineer.domain.evidence import Strength
from scrutineer.domain.ids import CycleId, TargetId
from scrutineer.domain.judgement import Direction, Judgement, JudgementStatus
from scrutineer.domain.partnership import Agency

EARLIER, LATER = "2026-06-30T10:00:00+00:00", "2026-06-30T10:00:01+00:00"


@pytest.fixture
def draft(casefile: Casefile) -> Judgement:
    """A draft as it is stored."""
    thing = Judgement(
        cycle_id=CycleId(1), target=TargetId("six-steps:4"), scale_id="assurance", narrative="To be seen", made=EARLIER
    )
    with casefile.transact("Draft"):
        row = tables.insert(casefile, thing)
    return tables.get(casefile, Judgement, row)


def saved(casefile: Casefile, thing: Judgement, **how: tuple[str, ...]) -> bool:
    """Whether saving it was an entry."""
    before = journal.tip(casefile.reader)
    with casefile.transact("Save") as changes:
        tables.update(casefile, thing, **how)
    assert bool(changes.kinds) is (journal.tip(casefile.reader) != before)
    return bool(changes.kinds)


def test_what_differs_in_its_stamp_alone_keeps_the_earlier_stamp(casefile, draft):
    assert not saved(casefile, replace(draft, made=LATER))
    assert tables.get(casefile, Judgement, draft.id) == draft


@pytest.mark.parametrize(
    "changed",
    [
        {"narrative": "Seen"}, {"strength": Strength.STRONG}, {"direction": Direction.STEADY},
        {"status": JudgementStatus.FINAL}, {"author": "Another scrutineer"}, {"target": TargetId("six-steps:5")},
    ],
    ids=lambda changed: next(iter(changed)),
)  # fmt: skip
def test_what_differs_in_anything_else_is_written_with_its_stamp(casefile, draft, changed):
    other = replace(draft, made=LATER, **changed)
    assert saved(casefile, other)
    assert tables.get(casefile, Judgement, draft.id) == other
    assert saved(casefile, draft)  # and back, from a value to nothing recorded too
    assert tables.get(casefile, Judgement, draft.id) == draft


def test_what_nobody_gave_is_no_difference_of_its_own(casefile, draft):
    louder = replace(draft, author="Another scrutineer")
    assert not saved(casefile, louder, unasked=("author",))
    assert saved(casefile, replace(louder, narrative="Seen"), unasked=("author",))
    assert tables.get(casefile, Judgement, draft.id).author == "Another scrutineer"


def test_only_the_row_with_this_id_is_replaced(casefile):
    police, icb, _ = tables.rows(casefile, Agency)
    with casefile.transact("Rename"):
        tables.update(casefile, replace(police, name="Constabulary", aliases=("Force",)))
    assert [agency.name for agency in tables.rows(casefile, Agency)] == [
        "Constabulary",
        icb.name,
        "Children's services",
    ]


def test_an_operation_says_what_it_did_or_that_nothing_was_changed(casefile, draft):
    with casefile.transact("Save") as changes:
        tables.update(casefile, draft)
    assert changes.outcome(draft.id, "Draft saved").label == UNCHANGED
    with casefile.transact("Save") as changes:
        tables.update(casefile, replace(draft, narrative="Seen"))
    outcome = changes.outcome(draft.id, "Draft saved")
    assert (outcome.value, outcome.changes, outcome.label) == (draft.id, changes.kinds, "Draft saved")
