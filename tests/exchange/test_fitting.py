"""Which workbooks a mapping fits."""

from __future__ import annotations

import pytest

from scrutineer.domain.mapping import Layout, Profile, Renamed, Role
from scrutineer.exchange import fitting
from scrutineer.exchange.headings import NO_HEADING
from tests.exchange.made import fits, of_rows, profile

PLAIN = (("Ref", "Question", "Our score"), ("A1", "A lead is named", 1))
PLACED = profile().placed("A1", "A lead is named", "six-steps:1f")
MATRIX = profile(layout=Layout.AGENCIES_ACROSS, headings={"standard": Role.NUMBER, NO_HEADING: Role.STANDARD})
ACROSS = profile(layout=Layout.STANDARDS_ACROSS, headings={"school": Role.AGENCY})


def test_whether_a_mapping_fits_is_told_without_reading():
    assert fits(of_rows(*PLAIN), profile())
    assert not fits(of_rows(("Ref", "Question")), profile())
    assert not fits(of_rows(*PLAIN, visible=False), profile())


@pytest.mark.parametrize(("known", "rows", "fitting_it"), [
    (PLACED, PLAIN, True),
    (PLACED, (*PLAIN[:1], ("B7", "Records are sampled", 1), ("A1", "A lead is named", 2)), True),
    (PLACED, (*PLAIN[:1], ("A1", "Every record of supervision is sampled", 1)), False),
    (PLACED, (*PLAIN[:1], ("B7", "A lead is named", 1)), True),
    (profile().placed("", "A lead is named", "six-steps:1f"), PLAIN, True),
    (PLACED, (*PLAIN[:1], ("B7", "Records are sampled", 1)), False),
    (PLACED, PLAIN[:1], False),
    (MATRIX.placed("1.1", "A lead is named", "six-steps:1f"), (("Theme", "", "Standard"), ("", "x", "Policy")), False),
    (MATRIX.placed("1.1", "A lead is named", "six-steps:1f"),
     (("Standard", "", "Police"), ("1.1", "A lead is named", 1)), True),
    (ACROSS.placed("1.1", "", "six-steps:1f"), (("School", "1.1 A lead", "1.2 A policy"), ("Hill", 1, 2)), True),
    (ACROSS.placed("1.1", "", "six-steps:1f"), (("School", "3.1 Records", "3.2 Samples"), ("Hill", 1, 2)), False),
])  # fmt: skip
def test_headings_over_none_of_the_standards_that_were_placed_are_another_layout(
    known: Profile, rows, fitting_it: bool
):
    assert fits(of_rows(*rows), known) is fitting_it


def test_a_renamed_heading_is_found_on_the_sheets_that_are_read():
    rows = (("Ref", "Question", "Our rating"), ("A1", "x", 1))
    assert fitting.renamed(of_rows(*rows), profile()) == (Renamed("our score", "our rating", Role.SELF),)
    assert fitting.renamed(of_rows(*rows, visible=False), profile()) == ()
    assert fitting.renamed(of_rows(*PLAIN), profile()) == ()
