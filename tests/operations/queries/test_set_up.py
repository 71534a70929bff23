"""What a casefile's set-up asks for, and what of it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scrutineer.domain.places import PartnershipPart
from scrutineer.operations import casefiles, partnership
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.set_up import end_follows, is_set_up, set_up_steps
from scrutineer.operations.set_up import agree_to
from tests.conftest import CLOCK, PASSPHRASE


def done(casefile, *, backed_up: bool = False) -> set[PartnershipPart]:
    steps = set_up_steps(casefile, read_context(casefile), backed_up=backed_up)
    return {step.part for step in steps if step.done}


def change_cycle(casefile, **changed) -> None:
    cycle = read_context(casefile).cycle
    days = {name: changed.get(name, getattr(cycle, name)) for name in ("name", "starts", "ends", "guidance")}
    partnership.change_cycle(casefile, **days)


@pytest.fixture
def new(tmp_path):
    made = casefiles.new_casefile(tmp_path / "Elmshire", passphrase=PASSPHRASE, partnership="Elmshire", clock=CLOCK)
    yield made
    made.close()


def test_nothing_of_a_new_casefile_is_done_before_somebody_did_it(new):
    assert done(new) == set()


def test_each_step_is_done_once_what_it_asks_for_is_there(casefile):
    begun = {PartnershipPart.AGENCIES}
    assert done(casefile) == begun
    texts = replace(read_context(casefile).texts, declaration="None of them pays me more.")
    partnership.set_statements(casefile, texts=texts)
    assert done(casefile) == begun | {PartnershipPart.PARTNERSHIP}
    assert not is_set_up(read_context(casefile))
    partnership.add_seat(casefile, agency_id=read_context(casefile).agencies[0].id, title="Chief constable")
    assert is_set_up(read_context(casefile))
    for part in (PartnershipPart.CYCLES, PartnershipPart.SCALE):
        agree_to(casefile, part=part)
        assert part in done(casefile)
    assert done(casefile, backed_up=True) == set(PartnershipPart)


def test_what_was_agreed_to_stays_so_in_a_copy_and_after_the_casefile_was_closed(new, tmp_path):
    agree_to(new, part=PartnershipPart.SCALE)
    path = new.path
    new.close()
    opened = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
    assert done(opened) == {PartnershipPart.SCALE}
    opened.close()


def test_what_somebody_changed_by_hand_needs_no_agreeing(new):
    change_cycle(new, name="First cycle")
    assert done(new) == {PartnershipPart.CYCLES}
    details = read_context(new).partnership
    partnership.set_partnership(new, details=replace(details, contact="The office"))
    assert PartnershipPart.SCALE not in done(new)
    partnership.set_partnership(new, details=replace(details, scale_id="rag"))
    assert PartnershipPart.SCALE in done(new)


def test_the_end_of_a_cycle_goes_with_its_start_until_somebody_gave_it_or_agreed_to_it(new):
    first = read_context(new).cycle
    assert end_follows(new, first)
    change_cycle(new, starts=date(2026, 4, 1), ends=date(2027, 3, 31))
    assert end_follows(new, read_context(new).cycle)
    change_cycle(new, ends=date(2027, 5, 31))
    assert not end_follows(new, read_context(new).cycle)
    change_cycle(new, ends=date(2027, 3, 31))  # typed, though it is what the program gave
    assert not end_follows(new, read_context(new).cycle)


def test_an_end_that_was_agreed_to_or_given_at_the_beginning_stays(new, tmp_path):
    agree_to(new, part=PartnershipPart.CYCLES)
    assert not end_follows(new, read_context(new).cycle)
    given = casefiles.new_casefile(
        tmp_path / "Given", passphrase=PASSPHRASE, partnership="Elmshire", clock=CLOCK, starts=date(2026, 3, 1),
        ends=date(2026, 3, 1) + timedelta(days=500),
    )  # fmt: skip
    assert not end_follows(given, read_context(given).cycle)
    given.close()


def test_the_steps_come_in_the_order_in_which_one_sets_up_and_say_how_each_stands(casefile):
    steps = set_up_steps(casefile, read_context(casefile), backed_up=False)
    assert [step.part for step in steps] == list(PartnershipPart)
    assert steps[1].detail == "3 agencies"
    assert steps[2].detail == "none yet"
    assert steps[3].detail == "Cycle 1, 1 March 2026 to 31 March 2027"
