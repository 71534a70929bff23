"""Backups on a real disk: found whatever the casefile is called, sharing attachments, whole when put together again."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import backup, backup_list, backup_store, drafts, files, journal, keys, tables
from scrutineer.clock import SetClock
from scrutineer.domain.drafts import Draft
from scrutineer.domain.partnership import Agency
from scrutineer.errors import UserError
from scrutineer.operations import casefiles, partnership
from tests.casefile.contents import rows_in
from tests.conftest import CLOCK, PASSPHRASE, examples, new_testshire, tally

ROOT = Path(__file__).parent.parent.parent


def attach(casefile, *contents: bytes) -> None:
    with casefile.transact("Keep files"):
        for content in contents:
            files.store(casefile, content)
        tables.insert(
            casefile, Agency(name=f"Agency with {len(contents)} files, {len(journal.entries(casefile.reader))}")
        )


def everything_in(path: Path, passphrase: str = PASSPHRASE) -> dict[str, list[tuple]]:
    """Every row of every table that is not derived, with its row id; its journal and files verified."""
    opened = casefiles.open_casefile(path, passphrase=passphrase, clock=CLOCK)
    try:
        assert casefiles.check_casefile(opened).value.problems == ()
        return rows_in(opened.reader)
    finally:
        opened.discard()


def key_of(casefile) -> str:
    casefile.writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return keys.derive(PASSPHRASE, keys.salt_of(casefile.path))


def restored(source: Path, into: Path, passphrase: str = PASSPHRASE) -> Path:
    casefiles.restore_backup(source, passphrase=passphrase, into=into, clock=CLOCK)
    return into


def stored(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("attachments */*") if file.is_file())


def size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


# what a backup holds


def test_a_rolling_backup_comes_back_with_every_row_and_every_attachment(example, tmp_path):
    before = rows_in(example.reader)
    made = example.back_up()
    assert rows_in(example.reader) == before
    example.close()
    assert everything_in(restored(made, tmp_path / "Back.scrutiny")) == before


def test_a_backup_to_a_named_folder_is_one_complete_file(casefile, tmp_path):
    attach(casefile, b"a letter" * 900)
    before = rows_in(casefile.reader)
    made = casefile.back_up(tmp_path / "stick")
    assert [file.name for file in (tmp_path / "stick").iterdir()] == [made.name]
    assert everything_in(shutil.copyfile(made, tmp_path / "Alone.scrutiny")) == before
    assert everything_in(restored(made, tmp_path / "Back.scrutiny")) == before


def test_its_name_says_utc_entry_and_generation(casefile):
    seq = len(journal.entries(casefile.reader))
    (generation,) = casefile.reader.execute("SELECT generation FROM identity").fetchone()
    first, second = casefile.back_up(), casefile.back_up()
    assert first.name == f"Test 2026-11-20T100000Z s{seq:06d} {generation[:4]}.scrutiny"
    assert second.name != first.name


def test_a_backup_is_encrypted_and_verified_under_its_own_key_alone(casefile):
    key = key_of(casefile)
    for made in (casefile.back_up(), casefile.back_up(casefile.path.with_name("stick"))):
        assert b"Police" not in made.read_bytes()
        tip = backup.verify(made, key)
        assert backup.verify(made, key, tip) == tip
        with pytest.raises(UserError, match="damaged"):
            backup.verify(made, key, "another tip")
        with pytest.raises(UserError, match="could not be opened"):
            backup.verify(made, keys.derive("some other words", keys.salt_of(casefile.path)))


def test_one_is_due_exactly_where_something_changed_since_the_newest(casefile):
    assert backup.is_due(casefile.reader, casefile.path)
    newest = casefile.back_up()
    assert not backup.is_due(casefile.reader, casefile.path)
    newest.unlink()
    assert backup.is_due(casefile.reader, casefile.path)
    casefile.back_up()
    partnership.add_agency(casefile, name="Fire service")
    assert backup.is_due(casefile.reader, casefile.path)


def test_one_is_due_where_a_draft_was_kept_since(casefile, monkeypatch):
    casefile.back_up()
    drafts.keep(casefile, Draft("evidence", "Capture", {"title": "Half a tit"}, ""))
    assert backup.is_due(casefile.reader, casefile.path)
    made = casefile.back_up()
    assert not backup.is_due(casefile.reader, casefile.path)
    monkeypatch.setattr(CLOCK, "moment", CLOCK.moment + timedelta(seconds=1))
    drafts.keep(casefile, Draft("evidence", "Capture", {"title": "Half a title"}, ""))
    assert backup.is_due(casefile.reader, casefile.path)
    drafts.drop(casefile, "evidence")
    assert not backup.is_due(casefile.reader, casefile.path)
    opened = casefiles.open_casefile(
        restored(made, casefile.path.with_name("Back.scrutiny")), passphrase=PASSPHRASE, clock=CLOCK
    )
    assert [draft.fields["title"] for draft in drafts.every(opened)] == ["Half a tit"]
    opened.discard()


def test_those_of_a_folder_that_was_named_are_left_alone(casefile, tmp_path, monkeypatch):
    monkeypatch.setattr("scrutineer.domain.backups.NEWEST", 1)
    monkeypatch.setattr("scrutineer.domain.backups.SPANS", ())
    elsewhere = [casefile.back_up(tmp_path / "stick") for _ in range(3)]
    casefile.back_up()
    newest = casefile.back_up()
    assert [known.path for known in casefiles.backups_of(casefile.path)] == [newest]
    assert all(made.exists() for made in elsewhere)


def test_a_rolling_backup_is_not_opened_as_a_casefile(casefile):
    attach(casefile, b"a letter" * 900)
    made = casefile.back_up()
    before = made.read_bytes()
    for checked in (True, False):
        with pytest.raises(UserError, match="is a backup, not a casefile") as refusal:
            casefiles.open_casefile(made, passphrase=PASSPHRASE, clock=CLOCK, checked=checked)
        assert "Restore it" in refusal.value.advice
    assert made.read_bytes() == before
    casefiles.refuse_if_open(made, clock=CLOCK)


def test_attachments_are_shared_and_nothing_in_the_folder_tells_what_they_are(casefile):
    letters = [os.urandom(300_000) for _ in range(20)]
    attach(casefile, *letters)
    folder = casefile.back_up().parent
    once = size_of(folder)
    for number in range(9):
        partnership.add_agency(casefile, name=f"Agency {number}")
        casefile.back_up()
    assert len(casefiles.backups_of(casefile.path)) == 10
    assert len(stored(folder)) == 20
    assert size_of(folder) < once * 2.5  # nine whole copies would make it ten times
    digests = files.digests(casefile)
    for file in folder.rglob("*"):
        assert not any(digest[:12] in str(file) for digest in digests)
        if file.is_file() and file.name != backup_list.LIST:
            assert not any(letter[:64] in file.read_bytes() for letter in letters)
    named = (folder / backup_list.LIST).read_text()
    assert not any(secret in named for secret in (key_of(casefile)[:64], PASSPHRASE, "Testshire", *digests))


def test_what_is_written_while_a_backup_is_made_is_not_held_up(casefile, monkeypatch):
    """A write from inside the copying: it would wait for ever, or be refused, if the copy held the casefile."""
    attach(casefile, b"a letter" * 900)
    before = rows_in(casefile.reader)
    keep = backup_store.Store.put

    def write_meanwhile(store, sha256, content):
        partnership.add_agency(casefile, name="Meanwhile")
        keep(store, sha256, content)

    monkeypatch.setattr(backup_store.Store, "put", write_meanwhile)
    made = casefile.back_up()
    assert "Meanwhile" in {agency.name for agency in tables.rows(casefile, Agency)}
    assert everything_in(restored(made, casefile.path.with_name("Back.scrutiny"))) == before
    assert backup.is_due(casefile.writer, casefile.path)


def test_a_file_that_is_no_longer_the_one_that_is_open_is_not_backed_up_in_its_name(casefile, tmp_path):
    with pytest.raises(UserError, match="not the one that is open"):
        other = new_testshire(tmp_path)
        try:
            partnership.add_agency(other, name="Of the other")
            backup.write(backup.held_by(casefile.writer), other.path, key_of(other), None, CLOCK)
        finally:
            other.discard()
    assert not list(tmp_path.glob("* backups/*.scrutiny"))


def test_a_casefile_that_was_taken_away_is_not_made_anew(casefile):
    casefile.path.rename(casefile.path.with_name("elsewhere"))
    with pytest.raises(UserError, match="was replaced or changed by another program"):
        casefile.back_up()
    assert not casefile.path.exists()
    casefile.discard()


# put together again


def test_an_attachment_that_is_gone_or_damaged_is_a_sentence_and_changes_nothing(casefile):
    attach(casefile, b"a letter" * 900)
    made = casefile.back_up()
    casefile.close()
    (file,) = stored(made.parent)
    before = casefile.path.read_bytes()
    content = bytearray(file.read_bytes())
    content[9000] ^= 1
    for spoil in (lambda: file.write_bytes(content), file.unlink):
        spoil()
        with pytest.raises(UserError, match=r"An attachment that the backup .* needs is missing"):
            restored(made, casefile.path)
        assert casefile.path.read_bytes() == before
        assert not casefile.path.with_name(casefile.path.name + ".restoring").exists()


def test_a_backup_moved_without_its_attachments_says_where_to_restore_it_from(casefile, tmp_path):
    attach(casefile, b"a letter" * 900)
    moved = shutil.copy(casefile.back_up(), tmp_path / "moved.scrutiny")
    with pytest.raises(UserError, match="missing") as refusal:
        restored(moved, tmp_path / "Back.scrutiny")
    assert "restore it from its own folder" in refusal.value.advice
    assert not (tmp_path / "Back.scrutiny").exists()


def test_a_damaged_attachment_is_mended_by_a_later_backup(casefile):
    attach(casefile, b"a letter" * 900)
    (file,) = stored(casefile.back_up().parent)
    file.write_bytes(bytes(12_000))
    for number in range(16):  # each is read again every sixteenth entry
        partnership.add_agency(casefile, name=f"Agency {number}")
        casefile.back_up()
    restored(casefiles.backups_of(casefile.path)[0].path, casefile.path.with_name("Back.scrutiny"))


def test_a_new_passphrase_has_a_store_of_its_own_and_earlier_backups_keep_theirs(casefile, tmp_path):
    attach(casefile, b"a letter" * 900)
    earlier = casefile.back_up()
    casefiles.change_passphrase(casefile, current=PASSPHRASE, new="another four words")
    partnership.add_agency(casefile, name="Later")
    later = casefile.back_up()
    casefile.close()
    assert later.parent == earlier.parent
    assert len(stored(later.parent)) == 2
    everything_in(restored(earlier, tmp_path / "Earlier.scrutiny"))
    everything_in(restored(later, tmp_path / "Later.scrutiny", "another four words"), "another four words")
    assert len(casefiles.backups_of(casefile.path)) == 2


# found, whatever the casefile is called

NAMES = st.text(st.characters(codec="utf-8", exclude_characters='/\\:*?"<>|\0', exclude_categories=("C",)), min_size=1,
                max_size=40).map(lambda name: f"a{name}".strip())  # fmt: skip
SPECIAL = st.sampled_from(["North [2026]", "North *", "N?rth", "[!a]", "%s {0}", "North backups", ".North", "é" * 90])


@settings(max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=SPECIAL | NAMES, second=SPECIAL | NAMES)
def test_backups_are_found_counted_and_due_whatever_it_is_called(first, second, tmp_path_factory):
    folder = tmp_path_factory.mktemp("names")
    made = new_testshire(folder)
    made.close()
    for name in (first, second):
        path = folder / f"{name}.scrutiny"
        if os.name == "nt" and set(path.name) & set('*?"<>|'):
            return
        (only,) = folder.glob("*.scrutiny")
        only.rename(path)
        before = casefiles.backups_of(path)
        assert before
        opened = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
        assert not backup.is_due(opened.writer, path)
        partnership.add_agency(opened, name=f"Named {len(before)}")
        assert backup.is_due(opened.writer, path)
        assert opened.close() is None
        assert len(casefiles.backups_of(path)) == len(before) + 1
    assert len({backup.path.parent for backup in casefiles.backups_of(path)}) == 1


def test_two_casefiles_whose_backups_lie_in_one_folder_keep_their_own(casefile, tmp_path):
    other = new_testshire(tmp_path)
    folder = casefile.back_up().parent
    for taken in (other.back_up(),):
        shutil.copy(taken, folder)
        for store in taken.parent.glob("attachments *"):
            shutil.copytree(store, folder / store.name)
    shutil.rmtree(tmp_path / "Test backups")
    assert len(casefiles.backups_of(casefile.path)) == 1
    other.discard()


def test_backups_of_a_casefile_that_is_gone_are_listed_by_its_name(casefile):
    made = casefile.back_up()
    casefile.discard()
    casefile.path.unlink()
    assert [backup.path for backup in casefiles.backups_of(casefile.path)] == [made]


def old_style(casefile, moment: str, tip: bool = True) -> Path:
    """A backup as earlier versions made it: a whole copy called by the local time, its hash beside it."""
    folder = backup.folder_of(casefile.path)
    folder.mkdir(exist_ok=True)
    copy = folder / f"{casefile.path.stem} {moment}.scrutiny"
    shutil.move(casefile.back_up(folder.parent), copy)
    if tip:
        backup_list.old_tip_file(copy).write_text(journal.tip(casefile.reader))
    return copy


def test_backups_of_earlier_versions_are_listed_counted_and_restored(casefile, tmp_path):
    first = old_style(casefile, "2026-03-01 090000")
    partnership.add_agency(casefile, name="Later")
    second = old_style(casefile, "2026-04-01 090000-2")
    assert [known.path for known in casefiles.backups_of(casefile.path)] == [second, first]
    assert not backup.is_due(casefile.writer, casefile.path)
    partnership.add_agency(casefile, name="Later still")
    newest = casefile.back_up()
    listed = casefiles.backups_of(casefile.path)
    assert [known.path for known in listed] == [newest, second, first]
    assert [known.seq for known in listed] == [6, 5, 4]
    assert all(known.verified for known in listed)
    everything_in(restored(first, tmp_path / "Back.scrutiny"))


def test_a_lost_or_damaged_list_is_made_anew_from_the_backups(casefile):
    for number in range(3):
        partnership.add_agency(casefile, name=f"Agency {number}")
        casefile.back_up()
    before = casefiles.backups_of(casefile.path)
    file = before[0].path.with_name(backup_list.LIST)
    for spoil in (
        file.unlink,
        lambda: file.write_text("{"),
        lambda: file.write_text('{"backups": [{"file": "../x"}]}'),
    ):
        spoil()
        assert [known.path for known in casefiles.backups_of(casefile.path)] == [known.path for known in before]
        assert backup.is_due(casefile.writer, casefile.path)
        partnership.add_agency(casefile, name=f"Agency {len(before)}")
        made = casefile.back_up()
        listed = casefiles.backups_of(casefile.path)
        assert [known.path for known in listed] == [made, *(known.path for known in before)]
        assert all(known.verified and known.casefile for known in listed)
        before = listed


# pruned


@settings(
    max_examples=examples(5),
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.integers(-400, 400), st.booleans()), min_size=10, max_size=24))
def test_letting_go_keeps_the_newest_and_every_attachment_it_names(tmp_path_factory, jumps):
    """The clock jumps by days, back and forth; attachments come and are never taken from a backup that names them."""
    folder = tmp_path_factory.mktemp("pruned")
    clock = SetClock(CLOCK.moment)
    made = casefiles.new_casefile(folder / "P", passphrase=PASSPHRASE, partnership="Pruneshire", clock=clock)
    key = key_of(made)
    with pytest.MonkeyPatch.context() as few:
        few.setattr("scrutineer.domain.backups.NEWEST", 2)
        few.setattr("scrutineer.domain.backups.SPANS", ((2, lambda moment: moment.date()),))
        for number, (days, attaches) in enumerate(jumps):
            clock.moment += timedelta(days=days)
            attach(made, *([f"letter {number}".encode() * 500] if attaches else []))
            newest = made.back_up()
            listed = casefiles.backups_of(made.path)
            assert listed[0].path == newest
            assert len(listed) <= 4
            on_disk = {file for file in newest.parent.iterdir() if file.suffix == ".scrutiny"}
            assert on_disk == {known.path for known in listed}
            named = {sha256 for known in listed for sha256, _ in backup.apart_in(known.path, key)}
            assert {file.name for file in stored(newest.parent)} == {
                backup_store.Store(newest.parent, key).file_of(sha256).name for sha256 in named
            }
        for number, known in enumerate(listed):
            everything_in(restored(known.path, folder / f"Back {number}.scrutiny"))
    made.discard()


def test_the_store_of_an_earlier_passphrase_goes_with_its_last_backup(casefile, monkeypatch):
    monkeypatch.setattr("scrutineer.domain.backups.NEWEST", 1)
    monkeypatch.setattr("scrutineer.domain.backups.SPANS", ())
    attach(casefile, b"a letter" * 900)
    first = casefile.back_up()
    (store,) = (folder for folder in first.parent.iterdir() if folder.is_dir())
    casefiles.change_passphrase(casefile, current=PASSPHRASE, new="another four words")
    partnership.add_agency(casefile, name="Later")
    casefile.back_up()
    assert not first.exists()
    assert not store.exists()
    assert len(stored(first.parent)) == 1


# what stands in the way is said, and remembered


def refused_backup(casefile, match: str) -> UserError:
    before = rows_in(casefile.reader)
    with pytest.raises(UserError, match=match) as refusal:
        casefile.back_up()
    assert rows_in(casefile.reader) == before
    assert "unharmed" in refusal.value.message
    assert refusal.value.advice
    failure = casefiles.standing_of_backups(casefile.path).failure
    assert (failure.message, failure.advice) == (refusal.value.message, refusal.value.advice)
    return refusal.value


def test_a_file_where_the_folder_should_be_is_said_and_remembered_until_a_backup_succeeds(casefile):
    in_the_way = backup.folder_of(casefile.path)
    in_the_way.write_text("mine")
    refused_backup(casefile, "is a file, where the folder of backups should be")
    assert in_the_way.read_text() == "mine"
    in_the_way.unlink()
    casefile.back_up()
    standing = casefiles.standing_of_backups(casefile.path)
    assert standing.failure is None
    assert standing.newest is not None


def test_a_disk_without_room_is_said_before_anything_is_written(casefile, monkeypatch):
    attach(casefile, os.urandom(3_000_000))
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=2_000_000))
    problem = refused_backup(casefile, "There is no room for a backup in")
    assert re.search(r"it needs [56] MB, and 2 MB are free", problem.message)
    folder = backup.folder_of(casefile.path)
    assert stored(folder) == []
    assert not [file for file in folder.iterdir() if file.suffix in {".scrutiny", ".part"}]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights are by folder here, or bind nobody")
def test_a_folder_that_cannot_be_written_is_said(casefile):
    folder = casefile.back_up().parent
    folder.chmod(0o500)
    try:
        refused_backup(casefile, "could not be written")
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize("function", ["replace", "fsync"])
def test_an_error_of_the_disk_at_any_step_leaves_the_earlier_backups_and_no_part(casefile, monkeypatch, function):
    attach(casefile, b"a letter" * 900)
    earlier = casefile.back_up()
    attach(casefile, b"another letter" * 900)
    before = casefiles.backups_of(casefile.path)
    for step in range(1, 20):
        calls = iter(range(1, 1000))
        genuine = getattr(os, function)

        def fail(*args, at=step, calls=calls, genuine=genuine, **kwargs):
            if next(calls) == at:
                raise OSError(28, "No space left on device")
            return genuine(*args, **kwargs)

        with monkeypatch.context() as broken:
            broken.setattr(os, function, fail)
            try:
                casefile.back_up()
            except UserError as error:
                assert "No space left" in error.message  # noqa: PT017 - the last step of all succeeds
            else:
                break
        assert set(before) <= set(casefiles.backups_of(casefile.path))
        assert not list(earlier.parent.rglob("*.part*"))
    else:
        pytest.fail("no backup succeeded")
    casefile.back_up()
    assert casefiles.standing_of_backups(casefile.path).failure is None


def test_closing_hands_back_what_went_wrong_and_lets_go_all_the_same(casefile):
    backup.folder_of(casefile.path).write_text("mine")
    partnership.add_agency(casefile, name="Later")
    problem = casefile.close()
    assert isinstance(problem, UserError)
    assert "is a file" in problem.message
    assert casefile.close() is None
    opened = casefiles.open_casefile(casefile.path, passphrase=PASSPHRASE, clock=CLOCK)
    assert "Later" in {agency.name for agency in tables.rows(opened, Agency)}
    opened.discard()


def test_a_failure_that_cannot_be_remembered_is_no_further_failure(casefile, monkeypatch, tmp_path):
    backup.folder_of(casefile.path).write_text("mine")
    (tmp_path / "home").write_text("no folder")
    monkeypatch.setenv("SCRUTINEER_HOME", str(tmp_path / "home"))
    with pytest.raises(UserError, match="is a file"):
        casefile.back_up()
    assert casefiles.standing_of_backups(casefile.path).failure is None


# killed

EVERY_KILL = os.environ.get("SCRUTINEER_KILLS") == "all"
KILLED = """
import os, signal, sys
from pathlib import Path
from types import SimpleNamespace
from datetime import UTC, datetime
from scrutineer.casefile import driver
from scrutineer.clock import SetClock
from scrutineer.operations import casefiles

at, path, passphrase = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
done = 0

def step(*_):
    global done
    done += 1
    if done == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return 0

def hook(event, args):
    if event in {"os.rename", "os.remove", "os.mkdir", "os.rmdir"} or (event == "open" and isinstance(args[1], str) and args[1][0] in "wxa"):
        step()

opened = casefiles.open_casefile(path, passphrase=passphrase, clock=SetClock(datetime(2026, 11, 21, 10, tzinfo=UTC)), checked=False)
connect = driver.connect

def counted(file, key):
    step()
    db = connect(file, key)
    driver.connection_of(db).set_progress_handler(step, 400)
    return db

driver.connect = counted
fsync = os.fsync
def synced(handle):
    step()
    fsync(handle)
os.fsync = synced
sys.addaudithook(hook)
opened.back_up()
print(done)
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_backup_killed_at_any_operation_never_counts_and_the_next_one_clears_up(casefile, monkeypatch, tmp_path):
    """Killed between file operations and in the midst of statements, at some twenty places from the first to the last;
    an old backup is let go of on the way. `SCRUTINEER_KILLS=all` kills at each."""
    monkeypatch.setattr("scrutineer.domain.backups.NEWEST", 2)
    monkeypatch.setattr("scrutineer.domain.backups.SPANS", ())
    attach(casefile, b"a letter" * 900, b"a second letter" * 900)
    casefile.back_up()
    attach(casefile, b"a third letter" * 900)
    before = rows_in(casefile.reader)
    casefile.discard()
    whole = tmp_path / "as it was"
    shutil.copytree(casefile.path.parent, whole)
    few = "import scrutineer.domain.backups as b; b.NEWEST, b.SPANS = 1, ()\n"
    counting = shutil.copytree(whole, tmp_path / "counting") / casefile.path.name
    words = [sys.executable, "-c", few + KILLED]
    counted = subprocess.run(
        [*words, "0", str(counting), PASSPHRASE], capture_output=True, text=True, cwd=ROOT, check=True
    )
    operations = int(counted.stdout)
    stride = 1 if EVERY_KILL else 1 + operations // 12
    assert operations > 40
    for step in sorted({*range(1, operations, stride), *range(operations - 8, operations + 1)}):
        folder = tmp_path / f"killed {step}"
        shutil.copytree(whole, folder)
        path = folder / casefile.path.name
        ran = subprocess.run(
            [*words, str(step), str(path), PASSPHRASE], capture_output=True, text=True, cwd=ROOT, check=False
        )
        assert ran.returncode == -signal.SIGKILL, ran.stderr
        tally("kills")
        listed = casefiles.backups_of(path)
        assert listed
        for known in listed:
            restored(known.path, folder / "Back.scrutiny")
        opened = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
        assert rows_in(opened.reader) == before
        partnership.add_agency(opened, name="Later")
        made = opened.back_up()
        opened.discard()
        left = sorted(
            file.name for file in made.parent.iterdir() if file.is_file() and not file.name.endswith(".scrutiny")
        )
        assert left == [".backups.lock", backup_list.LIST]
        assert not list(made.parent.rglob("*.part*"))
        assert all(known.verified for known in casefiles.backups_of(path))
        everything_in(restored(made, folder / "Back.scrutiny"))
        shutil.rmtree(folder)
