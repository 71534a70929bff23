"""A rehearsal: everything is done as ever, and the casefile is as it was."""

from __future__ import annotations

import pytest

from scrutineer.casefile.rehearsal import rehearsal
from scrutineer.errors import UserError
from scrutineer.operations import partnership
from scrutineer.operations.queries.context import read_context


def test_a_rehearsal_does_everything_and_takes_it_back(casefile):
    before = casefile.labels()
    with rehearsal(casefile):
        partnership.add_agency(casefile, name="Probation")
        assert "Probation" in {agency.name for agency in read_context(casefile).agencies}  # each act sees the last one
        with pytest.raises(UserError):
            partnership.add_agency(casefile, name="Probation")  # and is refused what is there already
        with pytest.raises(UserError):
            partnership.add_agency(casefile, name="")
    assert "Probation" not in {agency.name for agency in read_context(casefile).agencies}
    assert casefile.labels() == before
    partnership.add_agency(casefile, name="Probation")  # the file goes on as if nothing had been
    assert "Probation" in {agency.name for agency in read_context(casefile).agencies}


def test_what_goes_wrong_in_a_rehearsal_is_raised_and_taken_back_too(casefile):
    with pytest.raises(ZeroDivisionError), rehearsal(casefile):
        partnership.add_agency(casefile, name="Probation")
        raise ZeroDivisionError
    assert "Probation" not in {agency.name for agency in read_context(casefile).agencies}
