"""What every verb shares: the passphrase, a casefile that does not open, a day that can mean one day only."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from scrutineer import cli
from scrutineer.cli import common
from scrutineer.errors import UserError
from scrutineer.operations import attachments, casefiles, partnership
from tests.cli.conftest import MAPPINGS, POLICE, SECTION_11
from tests.conftest import CLOCK, PASSPHRASE

ON_A_CASEFILE = {
    "import": lambda path, folder: (path, POLICE, "--mapping", MAPPINGS / "section-11.toml"),
    "agency": lambda path, folder: (path, "add", "Probation"),
    "seat": lambda path, folder: (path, "add", "Chief constable", "--agency", "Police"),
    "cycle": lambda path, folder: (path, "start", "Cycle 2", "--starts", "2027-04-01", "--ends", "2028-03-31"),
    "capture": lambda path, folder: (path, folder / "Minutes 2026-03-12.txt", "--dry-run"),
    "imports": lambda path, folder: (path, "--take-out", 1),
    "mappings": lambda path, folder: (path, "--save", SECTION_11, "--out", folder / "mapping.toml"),
    "expect": lambda path, folder: (path, "--return", SECTION_11, "--agency", "Police"),
    "pack": lambda path, folder: (path, "--agency", "Police", "--out", folder / "pack.xlsx"),
    "report": lambda path, folder: (path, "--kind", "challenges", "--out", folder / "report.pdf"),
    "issued": lambda path, folder: (path,),
    "find": lambda path, folder: (path, "health"),
    "files": lambda path, folder: (path,),
    "check": lambda path, folder: (path,),
    "export": lambda path, folder: (path, "--into", folder / "all"),
    "backup": lambda path, folder: (path, "--into", folder / "kept"),
    "frameworks": lambda path, folder: ("--take", MAPPINGS / "section-11.toml", "--into", path),
    "merge": lambda path, folder: (path, folder / "Theirs.scrutiny"),
    "coverage": lambda path, folder: (path, "wt-functions-2026"),
    "checklist": lambda path, folder: (path,),
    "indicators": lambda path, folder: (
        path,
        "--add",
        "--name",
        "Plans reviewed",
        "--period",
        "2025-26",
        "--figure",
        "11 of 12",
    ),
    "child-deaths": lambda path, folder: (path, "record", "--year", "2025-26", "--number", 41),
    "structure": lambda path, folder: (path,),
    "due": lambda path, folder: (path, "--calendar", folder / "due.ics"),
    "challenges": lambda path, folder: (path,),
    "challenge": lambda path, folder: (path, "TSCP-26-001"),
    "raise": lambda path, folder: (path, "--question", "Who attends?", "--put-to", "Chair"),
    "recommendations": lambda path, folder: (path,),
    "questions": lambda path, folder: (path,),
    "clocks": lambda path, folder: (path,),
    "activity": lambda path, folder: (path,),
    "days": lambda path, folder: (path,),
    "declare": lambda path, folder: (path,),
    "piece": lambda path, folder: (path,),
    "template": lambda path, folder: (path, "--export", folder / "template.toml"),
    "inspections": lambda path, folder: (path,),
    "mark": lambda path, folder: (path, "statement", "opinion", "private"),
    "profile": lambda path, folder: (path, "--label", "Area A", "--out", folder / "profile.json"),
    "recovery-sheet": lambda path, folder: (path, "--out", folder / "sheet.pdf"),
}
"""By verb, the words that make it work on a casefile and write into a folder."""

verb_on_a_casefile = pytest.mark.parametrize("verb", ON_A_CASEFILE)


def words_of(verb: str, path: Path, folder: Path) -> tuple[object, ...]:
    return (verb, *ON_A_CASEFILE[verb](path, folder))


def test_every_verb_that_works_on_a_casefile_is_tried_here():
    makes_or_replaces_one = {"demo", "new", "restore"}
    asks_for_no_passphrase = {"backups"}
    assert set(ON_A_CASEFILE) | makes_or_replaces_one | asks_for_no_passphrase == set(cli.VERBS)


@verb_on_a_casefile
def test_a_wrong_passphrase_changes_nothing_and_says_that_the_casefile_is_unharmed(
    verb, testshire, tmp_path, refused, monkeypatch
):
    with really_opened(testshire):
        pass  # this machine knows the casefile
    monkeypatch.setenv("SCRUTINEER_PASSPHRASE", "four other words entirely")
    said = refused(*words_of(verb, testshire, tmp_path))
    assert "That passphrase does not open Test.scrutiny" in said
    assert "unharmed" in said


@verb_on_a_casefile
def test_without_a_passphrase_it_says_where_one_is_given(verb, testshire, tmp_path, refused, monkeypatch):
    monkeypatch.delenv("SCRUTINEER_PASSPHRASE")
    said = refused(*words_of(verb, testshire, tmp_path))
    assert "--passphrase-file FILE" in said
    assert "SCRUTINEER_PASSPHRASE" in said


@verb_on_a_casefile
def test_a_casefile_that_is_open_elsewhere_is_left_to_that_window(verb, casefile, tmp_path, refused):
    said = refused(*words_of(verb, casefile.path, tmp_path))
    assert "Test.scrutiny is open in another window" in said
    assert "close it" in said


@verb_on_a_casefile
def test_no_casefile_there(verb, tmp_path, refused):
    said = refused(*words_of(verb, tmp_path / "none.scrutiny", tmp_path))
    assert "There is no casefile at" in said
    assert "Check the name" in said


@verb_on_a_casefile
def test_a_file_that_is_no_casefile(verb, tmp_path, refused):
    workbook = tmp_path / "return.xlsx"
    shutil.copyfile(POLICE, workbook)
    said = refused(*words_of(verb, workbook, tmp_path))
    assert "return.xlsx is not a casefile" in said
    assert "choose one" in said


def test_an_empty_file_is_no_casefile(tmp_path, refused):
    (tmp_path / "empty.scrutiny").touch()
    assert "Restore a backup of it" in refused("check", tmp_path / "empty.scrutiny")


def test_the_passphrase_of_a_file_goes_before_that_of_the_environment(testshire, tmp_path, run, refused, monkeypatch):
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE + "\r\n")
    monkeypatch.setenv("SCRUTINEER_PASSPHRASE", "four other words entirely")
    assert run("check", testshire, "--passphrase-file", secret).status == 0
    monkeypatch.delenv("SCRUTINEER_PASSPHRASE")
    assert run("check", testshire, "--passphrase-file", secret).status == 0
    secret.write_text("wrong wrong wrong")
    assert "does not open" in refused("check", testshire, "--passphrase-file", secret)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00wrong"])
def test_a_passphrase_file_that_cannot_be_read_is_named(content, testshire, tmp_path, refused):
    secret = tmp_path / "secret"
    if content is not None:
        secret.write_bytes(content)
    said = refused("check", testshire, "--passphrase-file", secret)
    assert f"{secret} cannot be read." in said
    assert "Name a file that holds the passphrase." in said


def test_the_white_space_of_a_passphrase_is_kept_but_for_the_end_of_its_line(tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(b" two words \n")
    assert common.passphrase_in(secret) == " two words "


def test_a_casefile_is_closed_again_after_a_verb_that_failed(testshire, tmp_path, refused, monkeypatch):
    held, really_open = [], casefiles.open_casefile

    def open_and_hold(*arguments, **named):
        held.append(really_open(*arguments, **named))
        return held[-1]

    monkeypatch.setattr(casefiles, "open_casefile", open_and_hold)
    refused("pack", testshire, "--agency", "Nobody", "--out", tmp_path / "pack.xlsx")
    assert len(held) == 1
    really_open(testshire, passphrase=PASSPHRASE, clock=CLOCK).close()


def test_what_is_noticed_of_a_casefile_on_opening_is_said_beside_the_result(testshire, run):
    older = testshire.read_bytes()
    with really_opened(testshire) as opened:
        partnership.add_agency(opened, name="Lost")
    testshire.write_bytes(older)
    for words in (("find", testshire, "police"), ("check", testshire)):
        ran = run(*words)
        assert "holds 1 entry fewer than it held on this machine" in ran.err
        assert "Traceback" not in ran.err
    assert ran.status == 2
    assert "Not sound" in ran.err


def test_a_casefile_that_is_another_when_it_is_closed_is_said_and_ends_in_two(testshire, tmp_path, run, monkeypatch):
    another = tmp_path / "another.scrutiny"
    shutil.copy(testshire, another)
    listed = attachments.attached_files

    def replaced_meanwhile(casefile):
        result = listed(casefile)
        os.replace(another, testshire)
        return result

    monkeypatch.setattr(attachments, "attached_files", replaced_meanwhile)
    ran = run("files", testshire)
    assert ran.status == 2
    assert "was replaced or changed by another program while it was open" in ran.err
    assert not ran.out
    assert "Traceback" not in ran.err


@contextmanager
def really_opened(path):
    opened = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
    yield opened
    opened.close()


@pytest.mark.parametrize("text", ["2026-09-30", "30/9/2026", "30 September 2026"])
def test_a_day_that_can_mean_one_day_only_is_read(text):
    assert common.day_of(text) == date(2026, 9, 30)


def test_no_text_is_no_day():
    assert common.day_of("") is None


@pytest.mark.parametrize("text", ["03/04/2026", "3/4/26", "soon", "2026-02-30"])
def test_a_day_that_could_be_two_or_none_is_refused(text):
    with pytest.raises(UserError, match="is not one day") as refusal:
        common.day_of(text)
    assert refusal.value.advice == "Write it as 2026-09-30."


@pytest.mark.parametrize(
    "words",
    [
        ("expect", "--return", SECTION_11, "--agency", "Police", "--due", "03/04/2026"),
        ("pack", "--agency", "Police", "--due", "03/04/2026", "--out", "pack.xlsx"),
    ],
)
def test_a_verb_with_such_a_day_does_not_begin(words, testshire, tmp_path, refused, monkeypatch):
    monkeypatch.chdir(tmp_path)
    verb, *rest = words
    assert "Write it as 2026-09-30." in refused(verb, testshire, *rest)


OUT_OF_THE_WAY = {
    "pack": lambda path, out: (path, "--agency", "Police", "--out", out / "pack.xlsx"),
    "report": lambda path, out: (path, "--kind", "challenges", "--out", out / "report.pdf"),
    "profile": lambda path, out: (path, "--label", "Area A", "--out", out / "profile.json"),
    "mappings": lambda path, out: (path, "--save", SECTION_11, "--out", out / "mapping.toml"),
    "imports": lambda path, out: (path, "--send-back", 1, "--out", out / "to correct.xlsx"),
    "frameworks": lambda path, out: ("--template", out / "template.xlsx"),
}
"""By verb, the words that make it write one file into a folder."""


@pytest.mark.parametrize("verb", OUT_OF_THE_WAY)
def test_a_file_is_not_written_into_a_folder_that_is_not_there(verb, returned, tmp_path, refused):
    said = refused(verb, *OUT_OF_THE_WAY[verb](returned, tmp_path / "missing"))
    assert "choose another folder" in said.casefold()
    assert not (tmp_path / "missing").exists()


@pytest.mark.parametrize("verb", ["export", "backup"])
def test_a_folder_that_is_a_file_is_refused(verb, testshire, tmp_path, refused):
    (tmp_path / "a file").write_text("kept")
    said = refused(verb, testshire, "--into", tmp_path / "a file" / "within")
    assert "another folder" in said


@pytest.mark.parametrize(
    "words",
    [
        lambda path, folder: ("pack", path, "--agency", "Nobody", "--out", folder / "pack.xlsx"),
        lambda path, folder: (
            "report", path, "--kind", "challenges", "--agency", "Nobody", "--out", folder / "report.pdf"),
        lambda path, folder: ("expect", path, "--return", SECTION_11, "--agency", "Police", "--agency", "Nobody"),
    ],
    ids=["pack", "report", "expect"],
)  # fmt: skip
def test_an_unknown_agency_is_named_with_those_there_are(words, testshire, tmp_path, refused):
    said = refused(*words(testshire, tmp_path))
    assert "goes by “Nobody”" in said
    assert "Police, ICB, Children's services" in said


WRITES_TO = {
    verb: lambda path, out, words=words: tuple(
        out if str(word).startswith("OUT") else word for word in words(path, Path("OUT"))
    )
    for verb, words in OUT_OF_THE_WAY.items()
}
"""By verb, the words that make it write to this very path."""


def a_hard_link(path: Path) -> Path:
    linked = path.with_name("linked.pdf")
    linked.hardlink_to(path)
    return linked


def a_symbolic_link(path: Path) -> Path:
    linked = path.with_name("pointed.json")
    linked.symlink_to(path)
    return linked


def a_backup(path: Path) -> Path:
    return next(path.with_name(f"{path.stem} backups").glob("*.scrutiny"))


def a_new_name_among_the_backups(path: Path) -> Path:
    return a_backup(path).with_name("report.pdf")


def a_copy_with_another_ending(path: Path) -> Path:
    return Path(shutil.copyfile(path, path.with_name("copy.xlsx")))


PROTECTED = {
    "the casefile": lambda path: path,
    "its log": lambda path: path.with_name(path.name + "-wal"),
    "its shared memory": lambda path: path.with_name(path.name + "-shm"),
    "its check": lambda path: path.with_name(path.name + ".check"),
    "its lock": lambda path: path.with_name(path.name + ".lock"),
    "its name in capitals": lambda path: path.with_name(path.name.upper()),
    "a name beside it": lambda path: path.with_name("New.scrutiny"),
    "a hard link": a_hard_link,
    "a symbolic link": a_symbolic_link,
    "a backup": a_backup,
    "a new name among the backups": a_new_name_among_the_backups,
    "a copy with another ending": a_copy_with_another_ending,
}


@pytest.mark.parametrize("place", PROTECTED)
@pytest.mark.parametrize("verb", WRITES_TO)
def test_no_verb_writes_over_a_casefile_or_what_belongs_to_it(verb, place, returned, run):
    assert run("backup", returned).status == 0
    out = PROTECTED[place](returned)
    before = {
        file: file.read_bytes() for file in returned.parent.rglob("*") if file.is_file() and file.suffix != ".lock"
    }
    ran = run(verb, *WRITES_TO[verb](returned, out), "--replace")
    assert (ran.status, ran.out) == (2, "")
    assert "othing was written" in ran.err or "left as it is" in ran.err
    for file, content in before.items():
        assert file.read_bytes() == content, file
    assert run("check", returned).status == 0


@pytest.mark.parametrize("verb", OUT_OF_THE_WAY)
def test_a_file_that_is_there_is_replaced_only_where_that_was_said(verb, returned, tmp_path, run):
    words = OUT_OF_THE_WAY[verb](returned, tmp_path)
    assert run(verb, *words).status == 0
    (out,) = (
        word
        for word in words
        if isinstance(word, Path) and word.parent == tmp_path and word.is_file() and word != returned
    )
    out.write_bytes(b"a person's own")
    ran = run(verb, *words)
    assert ran.status == 2
    assert "say --replace" in ran.err
    assert out.read_bytes() == b"a person's own"
    assert run(verb, *words, "--replace").status == 0
    assert out.read_bytes() != b"a person's own"


@pytest.mark.parametrize("verb", OUT_OF_THE_WAY)
def test_a_file_bears_the_ending_of_what_is_written(verb, returned, tmp_path, run):
    ran = run(verb, *WRITES_TO[verb](returned, tmp_path / "notes.exe"))
    assert ran.status == 2
    assert "Give a name that ends in" in ran.err
    assert not (tmp_path / "notes.exe").exists()


@verb_on_a_casefile
@pytest.mark.parametrize("length", [243, 252, 300])
def test_a_name_that_no_disk_keeps_is_a_sentence(verb, length, tmp_path, refused):
    path = tmp_path / ("n" * (length - len(".scrutiny")) + ".scrutiny")
    if length < 255:
        path.touch()
    assert refused(*words_of(verb, path, tmp_path))


@pytest.mark.parametrize("verb", ["pack", "report", "export", "profile"])
@pytest.mark.parametrize("length", [252, 300])
def test_a_name_to_write_to_that_is_too_long_is_written_or_refused(verb, length, testshire, tmp_path, run):
    words = list(words_of(verb, testshire, tmp_path))
    ending = words[-1].suffix
    words[-1] = tmp_path / ("n" * (length - len(ending)) + ending)
    result = run(*words)
    assert result.status in ((2,) if length > 255 else (0, 2))
    assert "Traceback" not in result.err


def test_a_casefile_named_to_be_written_over_is_refused_without_advice_that_does_not_hold(testshire, refused):
    said = refused("report", testshire, "--kind", "challenges", "--out", testshire)
    assert "is the name of a casefile" in said
    assert "--replace" not in said


OF_ANY_DAY = {"--on", "--before", "--from", "--to", "--starts", "--ends"}
"""Options for a day of which none is unlikely by itself: when something happened or is looked at, between which days."""


@pytest.mark.parametrize("verb", sorted(cli.VERBS))
def test_a_verb_that_takes_a_day_ahead_can_be_told_that_it_is_so(verb, capsys):
    """Only a verb with that option asks about what is unlikely: a day ahead is never typed without being asked about."""
    with pytest.raises(SystemExit):
        cli.run([verb, "--help"], CLOCK)
    said = capsys.readouterr().out
    ahead = set(re.findall(r"(--[a-z-]+) DATE", said)) - OF_ANY_DAY
    assert not ahead or "--yes-it-is-so" in said


@pytest.mark.parametrize(
    "words",
    [
        ("declare", "I sat on the trust’s board", "--review", "2036-01-01"),
        ("expect", "--return", SECTION_11, "--agency", "Police", "--due", "2036-01-01"),
        ("pack", "--agency", "Police", "--out", "pack.xlsx", "--due", "2036-01-01"),
    ],
)
def test_a_day_years_ahead_is_asked_about_and_taken_once_it_is_said_to_be_so(words, testshire, run, refused, tmp_path):
    verb, *more = [tmp_path / word if word.endswith(".xlsx") else word for word in words]
    assert "1 January 2036 is more than two years ahead" in refused(verb, testshire, *more)
    assert not (tmp_path / "pack.xlsx").exists()
    assert run(verb, testshire, *more, "--yes-it-is-so").status == 0
