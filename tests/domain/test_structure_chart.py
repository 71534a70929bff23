"""The chart of a partnership: who stood where on a day, and what a redesign changed."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from scrutineer.domain.structure import GroupRole, GroupSeat, PartnerGroup
from scrutineer.domain.structure_chart import Fate, structure_chart
from tests.domain.drawn import assert_sound

OLD, NEW = date(2026, 3, 1), date(2026, 11, 20)
CHANGE = date(2026, 9, 1)
EXECUTIVE = PartnerGroup(id=1, name="Executive")
AUDIT = PartnerGroup(id=2, name="Audit group", reports_to="Executive", ends=date(2026, 8, 31))
QUALITY = PartnerGroup(id=3, name="Quality group", reports_to="Executive", starts=CHANGE)
SEATS = [
    GroupSeat(id=1, group_id=1, seat_id=1, role=GroupRole.CHAIR), GroupSeat(id=2, group_id=2, seat_id=2),
    GroupSeat(id=3, group_id=3, seat_id=2), GroupSeat(id=4, group_id=1, seat_id=3, starts=CHANGE),
]  # fmt: skip
NAMED = {1: "Director, Council", 2: "Constable, Police", 3: "Nurse, ICB"}


def test_a_day_has_the_groups_and_seats_that_stood_on_it():
    chart = structure_chart([EXECUTIVE, AUDIT, QUALITY], SEATS, NAMED, OLD)
    assert [(block.name, block.depth) for block in chart.blocks] == [("Executive", 0), ("Audit group", 1)]
    assert [seat.said for seat in chart.blocks[0].seats] == ["Director, Council (chair)"]
    assert {block.fate for block in chart.blocks} == {Fate.STAYED}


def test_two_days_say_what_is_new_and_what_ended():
    chart = structure_chart([EXECUTIVE, AUDIT, QUALITY], SEATS, NAMED, NEW, OLD)
    assert {block.name: block.fate for block in chart.blocks} == {
        "Executive": Fate.STAYED, "Audit group": Fate.ENDED, "Quality group": Fate.NEW,
    }  # fmt: skip
    assert [seat.said for seat in chart.blocks[0].seats] == ["Director, Council (chair)", "Nurse, ICB (new)"]
    assert "2 groups on 20 November 2026; since 1 March 2026 1 new, 1 ended" in chart.legend


def test_a_group_that_began_anew_under_its_name_is_one_that_stayed_or_moved():
    again = PartnerGroup(id=4, name="Audit group", starts=CHANGE)
    chart = structure_chart([EXECUTIVE, AUDIT, again], SEATS, NAMED, NEW, OLD)
    assert {block.name: block.fate for block in chart.blocks}["Audit group"] is Fate.MOVED
    assert chart.blocks[0].name == "Executive" or chart.blocks[1].name == "Executive"


def test_groups_that_report_in_a_ring_are_all_there():
    ring = [PartnerGroup(id=n, name=f"G{n}", reports_to=f"G{(n + 1) % 3}") for n in range(3)]
    assert {block.name for block in structure_chart(ring, [], {}, NEW).blocks} == {"G0", "G1", "G2"}


days = st.one_of(st.none(), st.dates(date(2025, 1, 1), date(2026, 12, 31)))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 6), days, days, st.integers(0, 3)), max_size=7),
    st.sampled_from([20.0, 36.0, 90.0]), st.booleans(),
)  # fmt: skip
def test_every_group_and_seat_is_drawn_and_said_once_and_nothing_lies_over_anything(said, width, compared):
    groups, seats = [], []
    for number, (above, one, other, many) in enumerate(said):
        starts, ends = (one, other) if one is None or other is None else sorted((one, other))
        groups.append(PartnerGroup(id=number, name=f"Group {number} of the arrangements", starts=starts, ends=ends,
                                   reports_to=f"Group {above} of the arrangements" if above != number else ""))  # fmt: skip
        seats += [GroupSeat(group_id=number, seat_id=seat) for seat in range(many)]
    named = dict.fromkeys(range(3), "Assistant director, Children's services")
    chart = structure_chart(groups, seats, named, NEW, OLD if compared else None)
    assert len({block.name for block in chart.blocks}) == len(chart.blocks)
    assert all(block.name in chart.spoken for block in chart.blocks)
    assert len(chart.table.rows) == sum(max(1, len(block.seats)) for block in chart.blocks)
    assert_sound(chart, width)
