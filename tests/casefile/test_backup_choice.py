"""A folder of one's own for rolling backups: nothing is lost by choosing it, by its being away, or by its filling up."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scrutineer import paths
from scrutineer.casefile import backup, backup_list, tables
from scrutineer.domain.partnership import Agency
from scrutineer.errors import UserError
from scrutineer.operations import casefiles, partnership
from tests.casefile.contents import rows_in
from tests.casefile.test_backup import attach, everything_in, key_of, restored
from tests.conftest import CLOCK, PASSPHRASE


@pytest.fixture
def stick(tmp_path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def choose(casefile, folder: Path | None) -> Path:
    made = casefiles.choose_backups_folder(casefile, folder=folder).value
    assert made.is_file()
    return made


def listed(casefile) -> list[Path]:
    return [known.path for known in casefiles.backups_of(casefile.path)]


def test_they_go_there_from_now_on_and_earlier_ones_stay_and_stay_listed(casefile, stick, tmp_path):
    attach(casefile, b"a letter" * 900)
    earlier = casefile.back_up()
    first = choose(casefile, stick)
    assert first.parent.parent == stick
    partnership.add_agency(casefile, name="Later")
    second = casefile.back_up()
    assert second.parent == first.parent == casefiles.backups_folder(casefile.path)
    assert earlier.is_file()
    assert set(listed(casefile)) == {earlier, first, second}
    assert listed(casefile)[0] == second
    before = rows_in(casefile.reader)
    casefile.close()
    assert everything_in(restored(second, tmp_path / "Back.scrutiny")) == before
    assert everything_in(restored(earlier, tmp_path / "Then.scrutiny"))


def test_where_it_is_away_they_are_kept_beside_the_casefile_which_is_said_until_it_is_back(casefile, stick, tmp_path):
    first = choose(casefile, stick)
    away = stick.rename(tmp_path / "drawer")
    partnership.add_agency(casefile, name="Later")
    assert backup.is_due(casefile.reader, casefile.path)
    outcome = casefiles.back_up(casefile)
    assert outcome.value.parent.parent == casefile.path.parent
    assert f"{stick}, is not there. Backups are kept beside the casefile meanwhile" in outcome.label
    failure = casefiles.standing_of_backups(casefile.path).failure
    assert failure.elsewhere
    assert "choose another folder in Settings" in failure.advice
    assert not stick.exists()
    assert not backup.is_due(casefile.reader, casefile.path)  # kept once, not every half hour
    assert casefile.back_up() == outcome.value
    place = casefiles.backups_place(casefile.path)
    assert (place.chosen, place.is_elsewhere) == (stick, True)

    away.rename(stick)
    assert backup.is_due(casefile.reader, casefile.path)
    back = casefile.back_up()
    assert back.parent == first.parent
    assert casefiles.standing_of_backups(casefile.path).failure is None
    assert set(listed(casefile)) == {first, outcome.value, back}
    assert not casefiles.backups_place(casefile.path).is_elsewhere


def test_an_empty_place_where_a_disk_was_is_not_written_to(casefile, stick, tmp_path):
    choose(casefile, stick)
    stick.rename(tmp_path / "drawer")
    stick.mkdir()  # as where a disk is mounted
    assert casefile.back_up().parent.parent == casefile.path.parent
    assert list(stick.iterdir()) == []
    again = choose(casefile, stick)
    assert again.parent.parent == stick


@pytest.mark.parametrize("function", ["replace", "fsync"])
def test_where_it_cannot_be_written_they_are_kept_beside_the_casefile(casefile, stick, monkeypatch, function):
    first, key = choose(casefile, stick), key_of(casefile)
    attach(casefile, b"another letter" * 900)
    for step in range(1, 20):
        calls, genuine = iter(range(1, 1000)), getattr(os, function)
        failed: list[int] = []

        def fail(*args, at=step, calls=calls, genuine=genuine, failed=failed, **kwargs):
            of_the_stick = not failed and (function == "fsync" or str(stick) in str(args[0]))
            if of_the_stick and next(calls) == at:
                failed.append(at)
                raise OSError(28, "No space left on device")
            return genuine(*args, **kwargs)

        with monkeypatch.context() as broken:
            broken.setattr(os, function, fail)
            made = casefile.back_up()
        assert first.is_file()
        assert backup.verify(made, key)
        assert not list(stick.rglob("*.part*"))
        if made.parent == first.parent:
            break
        failure = casefiles.standing_of_backups(casefile.path).failure
        assert failure.elsewhere
        assert "No space left" in failure.message
    else:
        pytest.fail("no backup reached the stick again")
    casefile.back_up()
    assert casefiles.standing_of_backups(casefile.path).failure is None


def test_a_folder_that_cannot_be_written_is_not_chosen(casefile, stick, tmp_path):
    earlier = casefile.back_up()
    taken = stick / f"{backup_list.short_stem(casefile.path)} backups"
    taken.write_text("mine")
    for folder in (stick, tmp_path / "nowhere", taken):
        with pytest.raises(UserError):
            casefiles.choose_backups_folder(casefile, folder=folder)
        assert casefiles.backups_place(casefile.path) == casefiles.BackupsPlace(earlier.parent, None)
    assert casefile.back_up().parent == earlier.parent
    assert taken.read_text() == "mine"


def test_a_choice_that_cannot_be_kept_changes_nothing(casefile, stick):
    (paths.config() / "backup folders.json").mkdir()
    with pytest.raises(UserError, match="could not be written"):
        casefiles.choose_backups_folder(casefile, folder=stick)
    assert casefile.back_up().parent.parent == casefile.path.parent


def test_beside_the_casefile_again_those_elsewhere_stay_listed(casefile, stick):
    there = choose(casefile, stick)
    beside = choose(casefile, None)
    assert beside.parent.parent == casefile.path.parent
    assert casefile.back_up().parent == beside.parent
    assert there in listed(casefile)
    assert casefiles.backups_place(casefile.path).chosen is None


def test_the_choice_follows_another_name_and_another_passphrase_and_needs_no_key(casefile, stick, tmp_path):
    first = choose(casefile, stick)
    casefiles.change_passphrase(casefile, current=PASSPHRASE, new="other words altogether")
    second = casefile.back_up()
    casefile.close()
    renamed = casefile.path.rename(tmp_path / "Renamed.scrutiny")
    assert {first, second} <= {known.path for known in casefiles.backups_of(renamed)}
    assert casefiles.backups_folder(renamed) == first.parent
    opened = casefiles.open_casefile(renamed, passphrase="other words altogether", clock=CLOCK)
    partnership.add_agency(opened, name="Later")
    assert opened.close() is None
    newest = casefiles.backups_of(renamed)[0].path
    assert newest.parent == first.parent
    back = restored(newest, tmp_path / "Back.scrutiny", "other words altogether")
    again = casefiles.open_casefile(back, passphrase="other words altogether", clock=CLOCK)
    assert "Later" in {agency.name for agency in tables.rows(again, Agency)}
    again.discard()


def test_whoever_points_at_the_folder_of_backups_itself_means_the_one_around_it(casefile, stick):
    there = choose(casefile, stick)
    assert choose(casefile, there.parent).parent == there.parent
    assert choose(casefile, casefile.path.parent).parent.parent == casefile.path.parent
    assert casefiles.backups_place(casefile.path).chosen is None


def test_two_casefiles_share_a_stick_and_keep_their_own(casefile, example, stick):
    mine, theirs = choose(casefile, stick), choose(example, stick)
    assert mine.parent != theirs.parent
    assert listed(casefile)[0] == mine
    assert theirs not in listed(casefile)


def test_a_casefile_that_is_gone_is_still_known_by_its_place(casefile, stick):
    there = choose(casefile, stick)
    casefile.close()
    casefile.path.unlink()
    assert there in {known.path for known in casefiles.backups_of(casefile.path)}
