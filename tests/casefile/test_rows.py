"""Rows and dataclasses: whatever goes in comes back the same, and of the same type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.casefile import rows


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, kw_only=True)
class Thing:
    id: int = 0
    name: str
    day: date
    maybe: date | None
    colour: Colour
    other: Colour | None
    parts: tuple[str, ...]
    flag: bool
    perhaps: bool | None
    amount: float | None


things = st.builds(
    Thing,
    name=st.text(), day=st.dates(), maybe=st.none() | st.dates(), colour=st.sampled_from(Colour),
    other=st.none() | st.sampled_from(Colour), parts=st.lists(st.text()).map(tuple), flag=st.booleans(),
    perhaps=st.none() | st.booleans(), amount=st.none() | st.floats(allow_nan=False),
)  # fmt: skip


@given(st.lists(things, max_size=4))
def test_what_goes_in_comes_back(made):
    stored = [rows.to_row(thing, keyed=False) for thing in made]
    for row in stored:
        assert {type(value) for value in row.values()} <= {str, int, float, type(None)}  # what SQLite keeps as it is
    back = rows.from_values(Thing, [tuple(row.values()) for row in stored])
    assert back == tuple(made)
    assert all(type(thing.flag) is bool for thing in back)


@given(things)
def test_the_database_gives_the_id_where_the_table_is_keyed(thing):
    assert "id" not in rows.to_row(thing)
    assert tuple(rows.to_row(thing, keyed=False)) == rows.columns_of(Thing)


def test_which_columns_hold_tuples():
    assert rows.keeps_tuple(Thing, "parts")
    assert not rows.keeps_tuple(Thing, "name")


def test_a_member_that_no_enum_has_and_a_row_cut_short_raise_at_once():
    good = list(rows.to_row(Thing(name="", day=date(2026, 1, 1), maybe=None, colour=Colour.RED, other=None, parts=(),
                                  flag=True, perhaps=None, amount=None), keyed=False).values())  # fmt: skip
    with pytest.raises(rows.UnreadableRow, match="green"):
        rows.from_values(Thing, [[*good[:4], "green", *good[5:]]])
    with pytest.raises((ValueError, IndexError)):
        rows.from_values(Thing, [good[:-1]])
