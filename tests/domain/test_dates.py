"""Stamps are stored in UTC and shown as local days."""

from __future__ import annotations

from datetime import date

import pytest

from scrutineer.domain.dates import local_day


@pytest.mark.usefixtures("in_london")
@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2026-06-30T23:30:00+00:00", date(2026, 7, 1)),  # half past midnight on a summer's night
        ("2026-06-30T22:59:59+00:00", date(2026, 6, 30)),
        ("2026-12-31T23:30:00+00:00", date(2026, 12, 31)),
        ("2026-07-01T00:30+01:00", date(2026, 7, 1)),
        ("2026-06-30T20:30:00-04:00", date(2026, 7, 1)),
    ],
)
def test_a_stamp_is_shown_as_the_day_it_was_in_this_place(stamp, day):
    assert local_day(stamp) == day
