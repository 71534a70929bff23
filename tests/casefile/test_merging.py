"""Which mark a row goes by: that of where it was made, and of another casefile only where it was taken from there."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date

import pytest

from scrutineer.casefile import merging, tables
from scrutineer.casefile.merging import MergeSide
from scrutineer.domain.partnership import Agency
from scrutineer.operations import casefiles, partnership
from scrutineer.operations import merging as merges
from tests.conftest import CLOCK, PASSPHRASE


def merge(ours, theirs) -> None:
    waiting = merges.preview_merge(ours, path=theirs.path, passphrase=PASSPHRASE).decisions
    decisions = {conflict.mark: False for conflict in waiting}
    merges.merge_casefile(ours, path=theirs.path, passphrase=PASSPHRASE, decisions=decisions)


def names(casefile) -> list[str]:
    return [agency.name for agency in tables.rows(casefile, Agency)]


@pytest.mark.parametrize("origin", [True, False])
def test_a_row_takes_the_mark_of_another_casefile_only_where_it_was_made_by_taking_it(casefile, origin):
    own = MergeSide(casefile.reader).marks()["agency", 1]
    with casefile.transact("Merge"):
        merging.remember(casefile, "theirs:agency:7", "agency", 1, {}, origin=origin)
    assert MergeSide(casefile.reader).marks()["agency", 1] == ("theirs:agency:7" if origin else own)


def test_an_agency_that_one_had_too_is_still_known_to_the_third(casefile, tmp_path):
    """Ours and the third's are copies; another made apart has the same agency. The third calls it by another name."""
    copy = casefile.back_up(tmp_path / "third")
    third = casefiles.open_casefile(copy, passphrase=PASSPHRASE, clock=CLOCK)
    apart = casefiles.new_casefile(
        tmp_path / "Apart", passphrase=PASSPHRASE, partnership="Testshire Safeguarding Children Partnership",
        starts=date(2026, 3, 1), ends=date(2027, 3, 31), clock=CLOCK)  # fmt: skip
    partnership.add_agency(apart, name="POLICE")
    merge(casefile, apart)
    police = next(agency for agency in tables.rows(third, Agency) if agency.name == "Police")
    partnership.change_agency(third, agency=replace(police, name="County constabulary"))
    merge(casefile, third)
    assert names(casefile) == ["County constabulary", "ICB", "Children's services"]
    for opened in (third, apart):
        opened.close()


def test_an_undone_row_that_comes_back_goes_by_its_first_mark(casefile):
    partnership.add_agency(casefile, name="Fire service")
    first = MergeSide(casefile.reader).marks()["agency", 4]
    casefiles.undo(casefile)
    assert ("agency", 4) not in MergeSide(casefile.reader).marks()
    casefiles.redo(casefile)
    assert MergeSide(casefile.reader).marks()["agency", 4] == first


def test_two_copies_part_at_the_last_entry_that_both_have(casefile, tmp_path):
    shared = len(MergeSide(casefile.reader).hashes)
    copy = tmp_path / "Copy.scrutiny"
    shutil.copyfile(casefile.back_up(tmp_path / "b"), copy)
    other = casefiles.open_casefile(copy, passphrase=PASSPHRASE, clock=CLOCK)
    assert merging.parted_at(MergeSide(casefile.reader), MergeSide(other.reader)) == shared
    partnership.add_agency(casefile, name="Ours")
    partnership.add_agency(other, name="Theirs")
    assert merging.parted_at(MergeSide(casefile.reader), MergeSide(other.reader)) == shared
    known = MergeSide(casefile.reader).as_of(shared)
    assert "Ours" not in {row.get("name") for row in known.values()}
    assert {row["name"] for mark, row in known.items() if ":agency:" in mark} == {
        "Police",
        "ICB",
        "Children's services",
    }
    other.close()


def test_a_row_that_points_to_what_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        MergeSide.unmarked("evidence", {"agency_id": "no such mark"}, {})
