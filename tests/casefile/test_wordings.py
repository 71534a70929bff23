"""Local wordings: what stands now, what stood when a cycle ended, and the framework's own given back."""

from __future__ import annotations

from scrutineer.casefile import tables, wordings
from scrutineer.domain.framework import AddedLine, Wording
from scrutineer.operations.queries.context import read_context

ONE = Wording(target="six-steps:1", label="Leaders’ part")


def put(casefile, wording: Wording) -> None:
    with casefile.transact("Reword"):
        wordings.put(casefile, wording)


def test_a_wording_takes_the_place_of_the_one_before_and_an_empty_one_of_both(casefile):
    cycle = read_context(casefile).cycle.id
    put(casefile, ONE)
    put(casefile, Wording(target=ONE.target, question="Who leads?"))
    assert wordings.local(casefile, cycle)[0] == (Wording(target=ONE.target, question="Who leads?"),)
    put(casefile, Wording(target=ONE.target))
    assert wordings.local(casefile, cycle)[0] == ()


def test_a_finished_cycle_keeps_its_words(casefile):
    cycle = read_context(casefile).cycle.id
    line = AddedLine(
        target="six-steps:4z", step="six-steps:4", code="4z", label="Ours", question="Is it “so”?", evidence="é"
    )
    put(casefile, ONE)
    with casefile.transact("Finish"):
        tables.insert(casefile, line)
        wordings.freeze(casefile, cycle)
    put(casefile, Wording(target=ONE.target, label="Later"))
    assert wordings.local(casefile, cycle) == ((ONE,), (line,))
    assert wordings.local(casefile, cycle + 1)[0] == (Wording(target=ONE.target, label="Later"),)
    with casefile.transact("Finish again"):
        wordings.freeze(casefile, cycle)
    assert wordings.local(casefile, cycle)[0] == (ONE,)
