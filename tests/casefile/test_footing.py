"""A file that is replaced, overwritten or stripped of its companions while it is open: nothing is written, all is said."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from scrutineer.casefile import companions, keys
from scrutineer.errors import UserError
from scrutineer.operations import casefiles, partnership
from tests.casefile.kills import files_beside, held_in, names_in
from tests.conftest import CLOCK, PASSPHRASE


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch):
    monkeypatch.setattr(keys, "ROUNDS", 2)


@pytest.fixture
def older(quick_keys, casefile, tmp_path) -> Path:
    """A copy of the casefile as it was two sessions ago, as a synchronising service has one."""
    casefile.close()
    copy = tmp_path / "older"
    shutil.copyfile(casefile.path, copy)
    between = casefiles.open_casefile(casefile.path, passphrase=PASSPHRASE, clock=CLOCK)
    partnership.add_agency(between, name="Recorded between")
    between.close()
    return copy


@pytest.fixture
def opened(casefile, older) -> Iterator[casefiles.Casefile]:
    """The casefile opened again, with an entry more."""
    again = casefiles.open_casefile(casefile.path, passphrase=PASSPHRASE, clock=CLOCK)
    partnership.add_agency(again, name="Recorded since")
    yield again
    with suppress(UserError):
        again.close()


def rename_over(path: Path, older: Path) -> None:
    os.replace(older, path)


def overwrite(path: Path, older: Path) -> None:
    with path.open("r+b") as stream:
        stream.write(older.read_bytes())
        stream.truncate()


def take_away(path: Path, older: Path) -> None:
    path.unlink()


def strip(path: Path, older: Path) -> None:
    companions.beside(path, "-wal").unlink()


def held_copies(path: Path) -> list[Path]:
    return [path.with_name(name) for name in files_beside(path) if "as it was held" in name and name[-1] == "y"]


@pytest.mark.parametrize("meddle", [rename_over, overwrite, take_away, strip])
def test_nothing_says_success_once_the_file_is_another(opened, older, meddle):
    meddle(opened.path, older)
    stands = opened.path.read_bytes() if opened.path.exists() else None
    for attempt in (
        lambda: partnership.add_agency(opened, name="Too late"),
        lambda: casefiles.back_up(opened),
        lambda: casefiles.change_passphrase(opened, current=PASSPHRASE, new="another four words"),
        opened.close,
    ):
        with pytest.raises(UserError, match="replaced or changed by another program"):
            attempt()
    assert (opened.path.read_bytes() if opened.path.exists() else None) == stands
    opened.close()


@pytest.mark.parametrize("meddle", [rename_over, take_away, strip])
def test_what_was_held_is_kept_whole_and_can_be_merged(opened, older, meddle):
    meddle(opened.path, older)
    with pytest.raises(UserError) as refused:
        partnership.add_agency(opened, name="Too late")
    with pytest.raises(UserError):
        opened.close()
    (copy,) = held_copies(opened.path)
    assert copy.name in refused.value.message
    assert "Recorded since" in held_in(copy)
    assert "Too late" not in held_in(copy)


def test_after_another_file_was_put_there_opening_says_what_it_lacks_and_offers_the_copy(opened, older):
    rename_over(opened.path, older)
    with pytest.raises(UserError):
        opened.close()
    again = casefiles.open_casefile(opened.path, passphrase=PASSPHRASE, clock=CLOCK)
    said = " ".join(notice.message for notice in again.remarks)
    assert "2 entries fewer" in said
    assert held_copies(opened.path)[0].name in said
    assert casefiles.check_casefile(again).value.problems
    again.close()


def test_where_it_was_overwritten_in_place_that_is_said_and_nothing_is_damaged(opened, older):
    overwrite(opened.path, older)
    with pytest.raises(UserError) as refused:
        partnership.add_agency(opened, name="Too late")
    assert "could not be kept" in refused.value.message or held_copies(opened.path)
    with pytest.raises(UserError):
        opened.close()
    again = casefiles.open_casefile(opened.path, passphrase=PASSPHRASE, clock=CLOCK)
    assert again.missing is not None
    assert names_in(again) == {"Police", "ICB", "Children's services"}
    again.close()


def test_a_new_reader_is_not_given_another_file(opened, older):
    rename_over(opened.path, older)
    with pytest.raises(UserError, match="replaced or changed"), opened.afresh():
        pass
    with pytest.raises(UserError):
        opened.close()


def test_a_copy_made_in_this_very_session_loses_nothing(casefile, tmp_path):
    """What lies beside it was written over that state, and is known to be."""
    copy = tmp_path / "a moment ago"
    shutil.copyfile(casefile.path, copy)
    partnership.add_agency(casefile, name="Recorded since")
    rename_over(casefile.path, copy)
    with pytest.raises(UserError):
        casefile.close()
    assert "Recorded since" in held_in(casefile.path)


def test_a_file_merely_touched_is_the_same_file(casefile):
    os.utime(casefile.path, (1, 1))
    partnership.add_agency(casefile, name="Goes on")
    assert "Goes on" in names_in(casefile)


def test_after_each_edit_the_file_alone_holds_it(casefile, tmp_path):
    partnership.add_agency(casefile, name="Just now")
    alone = tmp_path / "alone.scrutiny"
    shutil.copyfile(casefile.path, alone)
    assert "Just now" in held_in(alone)


def test_what_changes_nothing_writes_nothing(casefile):
    casefile.close()
    before = casefile.path.read_bytes()
    opened = casefiles.open_casefile(casefile.path, passphrase=PASSPHRASE, clock=CLOCK)
    with opened.transact("Nothing"):
        pass
    opened.close()
    assert casefile.path.read_bytes() == before
