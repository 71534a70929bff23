"""What a casefile's set-up asks for, and what of it is done."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.domain.places import PartnershipPart
from scrutineer.operations import partnership
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.set_up import is_set_up, set_up_steps


def done(casefile, *, backed_up: bool = False) -> set[PartnershipPart]:
    return {step.part for step in set_up_steps(read_context(casefile), backed_up=backed_up) if step.done}


def test_each_step_is_done_once_what_it_asks_for_is_there(casefile):
    begun = {PartnershipPart.AGENCIES, PartnershipPart.CYCLES, PartnershipPart.SCALE}
    assert done(casefile) == begun
    texts = replace(read_context(casefile).texts, declaration="None of them pays me more.")
    partnership.set_statements(casefile, texts=texts)
    assert done(casefile) == begun | {PartnershipPart.PARTNERSHIP}
    assert not is_set_up(read_context(casefile))
    partnership.add_seat(casefile, agency_id=read_context(casefile).agencies[0].id, title="Chief constable")
    assert is_set_up(read_context(casefile))
    assert done(casefile, backed_up=True) == set(PartnershipPart)


def test_the_steps_come_in_the_order_in_which_one_sets_up_and_say_how_each_stands(casefile):
    steps = set_up_steps(read_context(casefile), backed_up=False)
    assert [step.part for step in steps] == list(PartnershipPart)
    assert steps[1].detail == "3 agencies"
    assert steps[2].detail == "none yet"
    assert steps[3].detail == "Cycle 1, 1 March 2026 to 31 March 2027"
