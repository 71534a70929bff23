"""Opening a casefile: every way it can go wrong has a sentence, and nothing is changed or lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils import Database

from scrutineer import paths
from scrutineer.casefile import driver, files, framework_texts, keys, opening, schema, tables
from scrutineer.domain.framework import Knowing
from scrutineer.domain.partnership import Agency
from scrutineer.errors import UserError, WrongPassphrase
from scrutineer.frameworks import loader
from scrutineer.operations import casefiles, issuing, partnership
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.lenses import lenses
from scrutineer.operations.queries.pieces import pieces_of
from scrutineer.operations.reports import Request
from tests.casefile import acts
from tests.conftest import CLOCK, PASSPHRASE


def reopen(path: Path, passphrase: str = PASSPHRASE):
    opened = casefiles.open_casefile(path, passphrase=passphrase, clock=CLOCK)
    opened.close()


@pytest.fixture
def closed(casefile) -> Path:
    casefile.close()
    return casefile.path


def test_it_opens_again_with_everything_in_it(closed):
    opened = casefiles.open_casefile(closed, passphrase=PASSPHRASE, clock=CLOCK)
    assert [agency.name for agency in tables.rows(opened, Agency)] == ["Police", "ICB", "Children's services"]
    opened.close()


def test_the_file_is_encrypted(closed):
    content = closed.read_bytes()
    assert b"SQLite format 3" not in content
    assert b"Police" not in content
    assert b"Testshire" not in content


def test_any_sqlcipher_tool_opens_it_with_the_same_passphrase(closed):
    connection = driver.dbapi.connect(str(closed))
    connection.execute(f"PRAGMA key = '{PASSPHRASE}'")
    assert connection.execute("SELECT count(*) FROM agency").fetchone() == (3,)
    connection.close()


def test_a_wrong_passphrase_is_told_from_damage(closed):
    before = closed.read_bytes()
    with pytest.raises(WrongPassphrase, match="unharmed"):
        reopen(closed, "not the passphrase")
    assert closed.read_bytes() == before


@pytest.mark.parametrize("place", [3, 40, 5000, 20000])
def test_a_damaged_file_is_said_to_be_damaged(closed, place):
    content = bytearray(closed.read_bytes())
    content[place] ^= 0xFF
    closed.write_bytes(content)
    with pytest.raises(UserError, match="damaged") as told:
        reopen(closed)
    assert "Restore" in told.value.advice
    assert closed.read_bytes() == bytes(content)


def damage_where_nothing_is_read(path):
    """Damage a page that opening does not need: the text of a file that is kept."""
    opened = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
    with opened.transact("Keep a file"):
        files.store(opened, bytes(range(256)) * 400)
    opened.close()
    content = bytearray(path.read_bytes())
    content[-2000] ^= 0xFF
    path.write_bytes(content)


def test_a_casefile_opened_without_a_look_through_is_looked_through_afterwards(closed):
    damage_where_nothing_is_read(closed)
    with pytest.raises(UserError, match="damaged"):
        reopen(closed)
    opened = casefiles.open_casefile(closed, passphrase=PASSPHRASE, clock=CLOCK, checked=False)
    assert read_context(opened).partnership.name.startswith("Testshire")
    with pytest.raises(UserError, match="damaged") as told:
        casefiles.look_through(opened)
    assert "restore the newest backup" in told.value.advice
    opened.discard()


def test_a_look_through_that_is_stopped_finds_nothing(closed):
    damage_where_nothing_is_read(closed)
    opened = casefiles.open_casefile(closed, passphrase=PASSPHRASE, clock=CLOCK, checked=False)
    opened.stop_looking()
    casefiles.look_through(opened)
    opened.discard()


def test_what_is_whole_is_looked_through_without_a_word(closed):
    opened = casefiles.open_casefile(closed, passphrase=PASSPHRASE, clock=CLOCK, checked=False)
    casefiles.look_through(opened)
    opened.close()


@pytest.mark.parametrize("place", [3, 40, 5000, 20000])
def test_damage_is_said_at_opening_or_by_the_look_through(closed, place):
    content = bytearray(closed.read_bytes())
    content[place] ^= 0xFF
    closed.write_bytes(content)

    def open_and_look() -> None:
        opened = casefiles.open_casefile(closed, passphrase=PASSPHRASE, clock=CLOCK, checked=False)
        try:
            casefiles.look_through(opened)
        finally:
            opened.discard()

    with pytest.raises(UserError, match="damaged"):
        open_and_look()
    opening.refuse_if_open(closed, CLOCK)


def test_on_another_computer_a_wrong_passphrase_and_damage_are_both_said_to_be_possible(closed, tmp_path, monkeypatch):
    monkeypatch.setenv("SCRUTINEER_HOME", str(tmp_path / "another computer"))
    with pytest.raises(WrongPassphrase, match="either"):
        reopen(closed, "not the passphrase")
    reopen(closed)
    with pytest.raises(WrongPassphrase, match="unharmed"):
        reopen(closed, "not the passphrase")


def test_closing_leaves_one_file(closed):
    closed.with_name(closed.name + ".check").write_text("{}")  # of an older version
    reopen(closed)
    assert [file.name for file in closed.parent.iterdir() if file.is_file()] == [closed.name]


def test_a_file_cut_short_is_damaged(closed):
    closed.write_bytes(closed.read_bytes()[:6000])
    with pytest.raises(UserError, match="damaged"):
        reopen(closed)


def test_a_newer_casefile_is_refused_and_left_alone(casefile):
    casefile.writer.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION + 1}")
    casefile.close()
    with pytest.raises(UserError, match="newer version"):
        reopen(casefile.path)


def test_a_second_window_gets_a_clear_message(casefile):
    with pytest.raises(UserError, match="open in another window"):
        reopen(casefile.path)


def test_another_process_gets_the_same_message(casefile):
    code = (
        "import sys; from pathlib import Path; from scrutineer.operations import casefiles\n"
        "from scrutineer.clock import MachineClock\n"
        "try: casefiles.open_casefile(Path(sys.argv[1]), passphrase=sys.argv[2], clock=MachineClock())\n"
        "except Exception as e: print(e)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(casefile.path), PASSPHRASE], capture_output=True, text=True, check=False
    )
    assert "open in another window" in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "is empty"), (b"SQLite format 3\0" + bytes(4096), "not a casefile"), (b"PK\x03\x04rest of it", "not a casefile"),
     (b"%PDF-1.7 and so on", "not a casefile")],
)  # fmt: skip
def test_what_is_no_casefile_is_said_so(tmp_path, content, words):
    path = tmp_path / "x.scrutiny"
    path.write_bytes(content)
    with pytest.raises(UserError, match=words):
        reopen(path)


def test_a_missing_file_and_a_folder_are_said_so(tmp_path):
    with pytest.raises(UserError, match="no casefile at"):
        reopen(tmp_path / "none.scrutiny")
    with pytest.raises(UserError, match="is a folder, not a file"):
        reopen(tmp_path)


def test_an_encrypted_file_of_another_program_is_said_so(tmp_path):
    path = tmp_path / "other.scrutiny"
    connection = driver.dbapi.connect(str(path))
    connection.execute(f"PRAGMA key = '{PASSPHRASE}'")
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    with pytest.raises(UserError, match="not a casefile"):
        reopen(path)


def test_a_new_casefile_never_overwrites(closed):
    before = closed.read_bytes()
    with pytest.raises(UserError, match="already"):
        casefiles.new_casefile(closed, passphrase=PASSPHRASE, partnership="Another", clock=CLOCK)
    assert closed.read_bytes() == before


def test_a_short_passphrase_and_a_missing_name_or_folder_are_refused(tmp_path):
    with pytest.raises(UserError, match="too short"):
        casefiles.new_casefile(tmp_path / "a", passphrase="short", partnership="P", clock=CLOCK)
    with pytest.raises(UserError, match="no name"):
        casefiles.new_casefile(tmp_path / "a", passphrase=PASSPHRASE, partnership="  ", clock=CLOCK)
    with pytest.raises(UserError, match="does not exist"):
        casefiles.new_casefile(tmp_path / "none" / "a", passphrase=PASSPHRASE, partnership="P", clock=CLOCK)
    assert not list(tmp_path.glob("*.scrutiny"))


def test_a_full_disk_says_so_and_loses_nothing(casefile):
    (pages,) = casefile.writer.execute("PRAGMA page_count").fetchone()
    casefile.writer.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(UserError, match="full"):
        for number in range(200):
            partnership.add_agency(
                casefile, name=f"Agency {number}", aliases=tuple(f"alias {number} {n}" * 20 for n in range(50))
            )
    casefile.writer.execute("PRAGMA max_page_count = 100000")
    assert casefiles.check_casefile(casefile).value.problems == ()
    partnership.add_agency(casefile, name="One more")


def test_a_folder_that_cannot_be_written_says_so(closed, monkeypatch):
    """The lock file is the first thing written; a read-only disk refuses it."""
    from filelock import FileLock

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Read-only file system")

    monkeypatch.setattr(FileLock, "acquire", refuse)
    with pytest.raises(UserError, match="cannot be written"):
        reopen(closed)


def test_the_passphrase_changes_and_earlier_backups_keep_theirs(casefile):
    backup = casefiles.back_up(casefile).value
    with pytest.raises(WrongPassphrase):
        casefiles.change_passphrase(casefile, current="not the passphrase", new="another four words")
    casefiles.change_passphrase(casefile, current=PASSPHRASE, new="another four words")
    partnership.add_agency(casefile, name="Fire service")
    casefile.close()
    with pytest.raises(WrongPassphrase):
        reopen(casefile.path)
    reopen(casefile.path, "another four words")
    earlier = casefile.path.with_name("Earlier.scrutiny")
    casefiles.restore_backup(backup, passphrase=PASSPHRASE, into=earlier, clock=CLOCK)
    reopen(earlier, PASSPHRASE)


def test_a_backup_is_restored_and_the_file_before_it_kept(casefile):
    backup = casefiles.back_up(casefile).value
    partnership.add_agency(casefile, name="Added later")
    casefile.close()
    outcome = casefiles.restore_backup(backup, passphrase=PASSPHRASE, into=casefile.path, clock=CLOCK)
    restored = casefiles.open_casefile(casefile.path, passphrase=PASSPHRASE, clock=CLOCK)
    assert "Added later" not in {agency.name for agency in tables.rows(restored, Agency)}
    restored.close()
    kept = casefiles.open_casefile(outcome.value, passphrase=PASSPHRASE, clock=CLOCK)
    assert "Added later" in {agency.name for agency in tables.rows(kept, Agency)}
    kept.close()


def test_a_damaged_backup_is_not_put_in_place(casefile):
    backup = casefiles.back_up(casefile).value
    casefile.close()
    content = bytearray(backup.read_bytes())
    content[9000] ^= 1
    backup.write_bytes(content)
    before = casefile.path.read_bytes()
    with pytest.raises(UserError, match="damaged"):
        casefiles.restore_backup(backup, passphrase=PASSPHRASE, into=casefile.path, clock=CLOCK)
    assert casefile.path.read_bytes() == before


def test_an_open_casefile_is_not_restored_over(casefile):
    backup = casefiles.back_up(casefile).value
    with pytest.raises(UserError, match="open in another window"):
        casefiles.restore_backup(backup, passphrase=PASSPHRASE, into=casefile.path, clock=CLOCK)


def test_closing_backs_up_what_changed(casefile):
    casefile.close()
    assert len(casefiles.backups_of(casefile.path)) == 1
    reopen(casefile.path)
    assert len(casefiles.backups_of(casefile.path)) == 1


RELEASED = acts.RELEASED


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_a_casefile_of_every_released_schema_opens(released, tmp_path):
    copy = tmp_path / "old.scrutiny"
    shutil.copyfile(released, copy)
    opened = casefiles.open_casefile(copy, passphrase="a casefile of long ago", clock=CLOCK)
    result = casefiles.check_casefile(opened).value
    assert (result.problems, result.to_mend) == ((), ())
    assert opened.writer.execute("PRAGMA user_version").fetchone() == (schema.SCHEMA_VERSION,)
    opened.close()


BEFORE_KNOWING = [path for path in RELEASED if acts.schema_of(path) < 8]


@pytest.mark.parametrize("released", BEFORE_KNOWING, ids=lambda path: path.stem)
def test_a_framework_kept_with_yes_or_no_still_reads_and_is_taken_for_no_more(released, tmp_path):
    copy = tmp_path / "old.scrutiny"
    shutil.copyfile(released, copy)
    opened = casefiles.open_casefile(copy, passphrase="a casefile of long ago", clock=CLOCK)
    kept = framework_texts.pinned(opened, "six-steps", "2019-1")
    six = loader.parse_framework(kept)
    assert "confirmed = true" in kept
    assert [step.known for step in six.steps] == [Knowing.CONFIRMED] * 3 + [Knowing.UNCONFIRMED] * 3
    for framework in lenses(opened, read_context(opened).cycle):
        assert framework.in_force.known.in_words()
    opened.close()


def test_a_report_issued_before_belongs_to_the_cycle_of_its_day_and_its_versions_go_on(tmp_path):
    copy = tmp_path / "old.scrutiny"
    shutil.copyfile(RELEASED[0].with_stem("schema-9"), copy)
    opened = casefiles.open_casefile(copy, passphrase="a casefile of long ago", clock=CLOCK)
    (report,) = issuing.issued(opened)
    assert (report.version, report.cycle_id) == (1, read_context(opened).cycle.id)
    (piece,) = pieces_of(opened, read_context(opened).cycle)
    asked = Request(kind=report.kind, edition=report.edition, piece=piece.title)
    assert issuing.next_version(opened, asked) == 2
    opened.close()


def test_every_migration_has_an_old_file():
    assert len(RELEASED) == schema.SCHEMA_VERSION == len(schema.migrations.pending(Database(memory=True)))


def test_a_failed_migration_leaves_the_file_as_it_was_with_a_backup(closed, monkeypatch):
    """A schema older than today's is backed up first; here today's is made to look older."""
    monkeypatch.setattr(opening, "SCHEMA_VERSION", schema.SCHEMA_VERSION + 1)
    before = len(casefiles.backups_of(closed))
    reopen(closed)
    assert len(casefiles.backups_of(closed)) >= before + 1


def test_what_this_machine_remembers_says_nothing_about_the_passphrase(closed):
    text = b"".join(file.read_bytes() for file in paths.state().rglob("*") if file.is_file())
    assert keys.salt_of(closed).hex().encode() in text
    assert PASSPHRASE.encode() not in text
    assert keys.derive(PASSPHRASE, keys.salt_of(closed))[:64].encode() not in text


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_what_an_old_casefile_holds_is_still_found(released, tmp_path):
    from scrutineer.casefile import search
    from scrutineer.domain.evidence import Evidence

    copy = tmp_path / "old.scrutiny"
    shutil.copyfile(released, copy)
    opened = casefiles.open_casefile(copy, passphrase="a casefile of long ago", clock=CLOCK)
    items = tables.rows(opened, Evidence)
    assert items
    for item in items:
        hits = search.find(opened, item.title)
        assert (Evidence, item.id) in {(hit.kind, hit.row) for hit in hits}
    opened.close()
