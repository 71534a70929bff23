"""The verbs: what each does, what it prints in words and as JSON, and what it refuses in one sentence."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from scrutineer import cli
from scrutineer.__main__ import main
from scrutineer.casefile import tables
from scrutineer.domain.evidence import Evidence
from scrutineer.operations import casefiles, evidence, imports_made
from scrutineer.operations.queries.context import read_context
from tests.cli.conftest import DATA, MAPPINGS, POLICE, SECTION_11, contents
from tests.conftest import CLOCK, PASSPHRASE

TODAY = CLOCK.today()


def entries(done, path: Path) -> int:
    """How many entries a casefile's journal holds."""
    return done("check", path, "--json").data["journal_entries"]


def test_the_verbs_that_go_to_the_command_line_are_those_that_it_has(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.run(["--help"], CLOCK)
    assert ended.value.code == 0
    assert tuple(re.findall(r"^ {4}([\w-]+)", capsys.readouterr().out, re.MULTILINE)) == cli.VERBS


@pytest.mark.parametrize("verb", cli.VERBS)
def test_every_verb_says_what_it_takes(verb, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.run([verb, "--help"], CLOCK)
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert "--passphrase-file FILE" in said
    assert "--json" in said


def test_a_wrong_word_is_status_2(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["fly", "away"])
    assert ended.value.code == 2
    assert "fly" in capsys.readouterr().err


def test_no_verb_but_an_option_is_the_help(done):
    assert "usage: scrutineer" in done().out


def test_main_hands_the_words_to_the_verbs(testshire, capsys, monkeypatch):
    monkeypatch.setenv("SCRUTINEER_PASSPHRASE", PASSPHRASE)
    assert main(["check", str(testshire)]) == 0
    assert capsys.readouterr().out.startswith("Sound: ")
    assert main(["check", str(testshire.with_name("none.scrutiny"))]) == 2


def test_a_reader_that_goes_away_is_no_fault(testshire, monkeypatch):
    class Closed:
        def write(self, _text: str) -> int:
            raise BrokenPipeError

        def flush(self) -> None:
            """Nothing is held back."""

    monkeypatch.setenv("SCRUTINEER_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr(sys, "stdout", Closed())
    assert cli.run(["check", str(testshire)], CLOCK) == (0, None)


def test_the_installed_program_tests_itself(tmp_path):
    env = os.environ | {"SCRUTINEER_HOME": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-m", "scrutineer", "--self-test"], capture_output=True, text=True, check=False, env=env
    )
    assert ended.returncode == 0, ended.stderr
    assert "Scrutineer works on this machine." in ended.stdout
    assert "failed" not in ended.stdout
    assert not list(tmp_path.iterdir())  # it has a home of its own


def test_the_self_test_stands_alone():
    done = subprocess.run(
        [sys.executable, "-m", "scrutineer", "--self-test", "demo"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2


# demo


def test_demo_prints_where_everything_is_and_the_passphrase_it_made(done, tmp_path, monkeypatch):
    monkeypatch.delenv("SCRUTINEER_PASSPHRASE")
    made = done("demo", "--into", tmp_path / "a folder", "--no-window", "--json").data
    assert set(made) == {"casefile", "report", "workbooks", "passphrase"}
    assert Path(made["report"]).read_bytes().startswith(b"%PDF")
    assert len(list(Path(made["workbooks"]).iterdir())) >= 11
    monkeypatch.setenv("SCRUTINEER_PASSPHRASE", made["passphrase"])
    assert done("check", made["casefile"], "--json").data["sound"] is True


def test_demo_in_words_keeps_a_given_passphrase_to_itself_and_one_earlier_example_aside(done, northmoor):
    folder, earlier = northmoor.parent, northmoor.read_bytes()
    (folder / "Earlier example").mkdir()
    (folder / "Earlier example" / "from before that").touch()
    said = done("demo", "--into", folder, "--no-window").out
    lines = dict(line.split(":", 1) for line in said.splitlines())
    assert set(lines) == {"Casefile", "Challenge report", "Workbooks"}
    assert all(Path(place.strip()).exists() for place in lines.values())
    assert PASSPHRASE not in said
    aside = folder / "Earlier example"
    assert (aside / "Northmoor.scrutiny").read_bytes() == earlier != northmoor.read_bytes()
    assert not (aside / "from before that").exists()


def test_demo_asks_for_a_window_unless_told_otherwise(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SCRUTINEER_PASSPHRASE", PASSPHRASE)
    status, window = cli.run(["demo", "--into", str(tmp_path)], CLOCK)
    assert (status, window) == (0, cli.Window(tmp_path / "Northmoor.scrutiny", PASSPHRASE))
    assert str(tmp_path) in capsys.readouterr().out


def test_demo_refuses_a_folder_that_is_a_file_or_whose_example_is_open(tmp_path, northmoor, refused):
    (tmp_path / "a file").write_text("kept")
    assert "Choose another folder" in refused("demo", "--into", tmp_path / "a file", "--no-window")
    held = casefiles.open_casefile(northmoor, passphrase=PASSPHRASE, clock=CLOCK)
    try:
        assert "open in another window" in refused("demo", "--into", northmoor.parent, "--no-window")
    finally:
        held.close()


# new


def test_new_makes_a_casefile_that_opens(done, tmp_path):
    path = tmp_path / "Elm.scrutiny"
    assert done("new", path, "--partnership", "Elm SCP").out == f"Made {path}\n"
    assert entries(done, path) == 1
    made = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
    context = read_context(made)
    made.close()
    assert (context.partnership.name, context.framework.id) == ("Elm SCP", "six-steps")


def test_new_adds_the_ending_and_says_the_path_it_made(done, tmp_path):
    made = done("new", tmp_path / "Elm", "--partnership", "Elm SCP", "--framework", "wood-issues", "--json").data
    assert made == {"casefile": str(tmp_path / "Elm.scrutiny")}
    opened = casefiles.open_casefile(tmp_path / "Elm.scrutiny", passphrase=PASSPHRASE, clock=CLOCK)
    assert read_context(opened).framework.id == "wood-issues"
    opened.close()


def test_new_never_overwrites(testshire, refused):
    said = refused("new", testshire, "--partnership", "Elm SCP")
    assert "already" in said
    assert "Choose another name" in said


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (("--partnership", "B", "--framework", "none"), "Choose one of: six-steps"),
        (("--partnership", "   "), "Give the name as it is printed"),
    ],
)
def test_new_needs_a_name_and_a_framework_that_there_is(words, advice, tmp_path, refused):
    assert advice in refused("new", tmp_path / "Elm", *words)


def test_new_needs_its_folder_and_a_passphrase_worth_the_name(tmp_path, refused, monkeypatch):
    assert "choose another folder" in refused("new", tmp_path / "missing" / "Elm", "--partnership", "Elm SCP")
    monkeypatch.setenv("SCRUTINEER_PASSPHRASE", "short")
    assert "passphrase" in refused("new", tmp_path / "Elm", "--partnership", "Elm SCP")


# imports


def test_imports_lists_what_stands_newest_first(done, northmoor):
    lines = done("imports", northmoor).out.splitlines()
    made = done("imports", northmoor, "--json").data["imports"]
    assert len(lines) == len(made) == 10
    numbers = [file["number"] for file in made]
    assert numbers == sorted(numbers, reverse=True)
    assert [int(line.split()[0]) for line in lines] == numbers
    for line, file in zip(lines, made, strict=True):
        assert line.endswith(f"{file['workbook']}, {file['kind']}")


def test_imports_of_an_empty_casefile(done, testshire):
    assert done("imports", testshire).out == "Nothing was imported yet.\n"
    assert done("imports", testshire, "--json").data == {"imports": []}


def test_taking_an_import_out_does_what_the_dry_run_said(done, returned):
    (file,) = done("imports", returned, "--json").data["imports"]
    words = ("imports", returned, "--take-out", file["number"])
    before = entries(done, returned)
    would = done(*words, "--dry-run", "--json").data
    assert entries(done, returned) == before
    did = done(*words, "--json").data
    assert (would.pop("dry_run"), did.pop("dry_run")) == (True, False)
    assert would == did
    assert did == {"workbook": POLICE.name, "removed": ["1 workbook", "23 answers"], "put_back": 0, "kept": []}
    assert done("imports", returned, "--json").data == {"imports": []}


def test_taking_an_import_out_is_said_in_words(done, returned):
    (file,) = done("imports", returned, "--json").data["imports"]
    words = ("imports", returned, "--take-out", file["number"])
    assert done(*words, "--dry-run").out.startswith(f"Would take out of {POLICE.name}: 1 workbook, 23 answers")
    assert done(*words).out.startswith(f"Took out of {POLICE.name}: 1 workbook, 23 answers")


@pytest.mark.parametrize("words", [("--take-out", 99), ("--take-out", 99, "--dry-run")])
def test_an_import_that_is_not_there_cannot_be_taken_out(words, returned, refused):
    assert "look again" in refused("imports", returned, *words)


def test_a_send_back_copy_is_written_with_its_corrections(done, returned, tmp_path):
    (file,) = done("imports", returned, "--json").data["imports"]
    out = tmp_path / "to correct.xlsx"
    sent = done("imports", returned, "--send-back", file["number"], "--out", out, "--json").data
    assert sent["copy"] == str(out)
    assert [set(one) for one in sent["corrections"]] == [{"cell", "typed", "problem", "please"}] * 3
    assert "To correct" in " ".join(openpyxl.load_workbook(out).sheetnames)
    said = done("imports", returned, "--send-back", file["number"], "--out", out, "--replace").out
    assert said.startswith("3 cells to correct written to to correct.xlsx")


@pytest.mark.parametrize("words", [("--send-back", 1), ("--out", "x.xlsx")])
def test_a_send_back_copy_needs_an_import_and_a_file(words, testshire, refused):
    assert "Write --send-back NUMBER --out FILE.xlsx" in refused("imports", testshire, *words)


def test_an_import_that_is_not_there_cannot_be_sent_back(returned, refused, tmp_path):
    assert "look again" in refused("imports", returned, "--send-back", 99, "--out", tmp_path / "back.xlsx")


# mappings


def test_mappings_are_listed_saved_and_taken_in_elsewhere(done, returned, tmp_path):
    assert f"{SECTION_11}: standards down\n" in done("mappings", returned).out
    out = tmp_path / "mapping.toml"
    saved = done("mappings", returned, "--save", SECTION_11, "--out", out, "--json").data["mappings"]
    assert saved == [{"name": SECTION_11, "layout": "standards down", "scale": "0 to 3, where 0 is the lowest"}]
    elsewhere = tmp_path / "Elsewhere.scrutiny"
    done("new", elsewhere, "--partnership", "Elsewhere SCP")
    assert done("mappings", elsewhere).out == "None yet.\n"
    assert done("mappings", elsewhere, "--take", out, "--json").data["mappings"] == saved


def test_a_mapping_that_is_not_there_or_is_no_mapping(returned, tmp_path, refused):
    said = refused("mappings", returned, "--save", "Another", "--out", tmp_path / "mapping.toml")
    assert f"It has: {SECTION_11}" in said
    assert "Write --save NAME --out FILE" in refused("mappings", returned, "--save", SECTION_11)
    assert "Write --save NAME --out FILE" in refused("mappings", returned, "--out", tmp_path / "mapping.toml")
    assert "docs/mapping-files.md" in refused("mappings", returned, "--take", POLICE)
    assert "none.toml" in refused("mappings", returned, "--take", tmp_path / "none.toml")


def test_a_mapping_of_the_same_name_for_another_layout_is_not_taken_in(returned, tmp_path, refused):
    other = tmp_path / "other.toml"
    other.write_text((MAPPINGS / "tool-export.toml").read_text().replace("Audit tool export, 2026", SECTION_11))
    assert "Give this one another name" in refused("mappings", returned, "--take", other)


# expect


def test_expecting_lists_who_was_asked_and_how_each_stands(done, testshire):
    assert done("expect", testshire).out == "Nothing is expected yet.\n"
    due = TODAY + timedelta(days=30)
    words = ("--return", SECTION_11, "--agency", "Police", "--agency", "Council", "--due", due)
    said = done("expect", testshire, *words).out
    assert said == f"{SECTION_11}, Police: awaited\n{SECTION_11}, Children's services: awaited\n"
    assert done("expect", testshire, "--json").data == {
        "expected": [
            {"return": SECTION_11, "other_cycle": "", "agency": agency, "standing": "awaited", "received": "", "due": str(due),
             "days_late": 0}
            for agency in ("Police", "Children's services")
        ],
        "chasers": [],
    }  # fmt: skip


def test_what_came_without_being_asked_for_is_listed_as_received(done, returned):
    done("expect", returned, "--return", SECTION_11, "--agency", "ICB")
    rows = done("expect", returned, "--json").data["expected"]
    assert {row["agency"]: row["standing"] for row in rows} == {"Police": "received", "ICB": "awaited"}


def test_chasers_are_written_as_word_and_text_to_those_that_are_late(done, testshire, tmp_path):
    done("expect", testshire, "--return", SECTION_11, "--agency", "ICB")
    letters = tmp_path / "new" / "letters"
    written = done("expect", testshire, "--chasers", letters, "--json").data["chasers"]
    assert [Path(place).suffix for place in written] == [".docx", ".txt"]
    assert SECTION_11 in Path(written[1]).read_text()
    again = done("expect", testshire, "--chasers", letters).out.splitlines()[1:]
    assert not set(again) & set(written)  # a letter that is there may have been changed by hand
    assert {Path(place) for place in (*written, *again)} == set(letters.iterdir())


def test_no_chasers_where_nothing_is_late(done, testshire, tmp_path, refused):
    words = ("--return", SECTION_11, "--agency", "ICB", "--due", TODAY + timedelta(days=30))
    done("expect", testshire, *words)
    said = refused("expect", testshire, "--chasers", tmp_path / "letters")
    assert "Nothing that was asked for is late. Nothing was written." in said


def test_a_return_cannot_be_due_before_it_was_asked_for(testshire, refused):
    words = ("--return", SECTION_11, "--agency", "ICB", "--due", TODAY - timedelta(days=1))
    assert "Give a later day" in refused("expect", testshire, *words)


# pack


def test_a_pack_is_written_and_expected_back(done, testshire, tmp_path):
    out = tmp_path / "pack.xlsx"
    due = TODAY + timedelta(days=30)
    assert done("pack", testshire, "--agency", "CCG", "--out", out, "--due", due).out == (
        "Pack for ICB written to pack.xlsx\n"
    )
    assert openpyxl.load_workbook(out).sheetnames[0] == "Instructions"
    assert done("pack", testshire, "--agency", "CCG", "--out", out, "--replace", "--json").data == {"pack": str(out)}
    (row,) = done("expect", testshire, "--json").data["expected"]
    assert (row["agency"], row["standing"], row["due"]) == ("ICB", "awaited", str(due))


# find


def test_find_lists_each_hit_with_its_passage_and_without_marks(done, northmoor):
    words = ("find", northmoor, "strategy", "discussions", "health")
    hits = done(*words, "--json").data["found"]
    assert {"E14", "NSCP-26-001"} <= {hit["reference"] for hit in hits}
    assert [set(hit) for hit in hits] == [{"kind", "reference", "title", "passage"}] * len(hits)
    said = done(*words).out
    assert said == "".join(
        f"{hit['reference']}  {hit['title']}  ({hit['kind']})\n    {hit['passage']}\n" for hit in hits
    )
    assert all(character.isprintable() or character == "\n" for character in said)


def test_nothing_holds_all_those_words(done, northmoor):
    assert done("find", northmoor, "health", "zebra").out == "Nothing holds all those words.\n"
    assert done("find", northmoor, "zebra", "--json").data == {"found": [], "total": 0, "counts": {}}


@pytest.mark.parametrize("words", ["NSCP-26-002", "26-002", "nscp26002"])
def test_find_names_a_challenge_by_its_reference(done, northmoor, words):
    assert done("find", northmoor, words, "--json").data["found"][0]["reference"] == "NSCP-26-002"


def test_find_says_how_many_more_there_are(done, northmoor):
    whole = done("find", northmoor, "strategy", "--json").data
    assert whole["total"] == len(whole["found"]) == sum(whole["counts"].values()) > 5
    said = done("find", northmoor, "strategy", "--limit", 5).out
    assert said.splitlines()[-1] == f"{whole['total'] - 5} more; --limit {whole['total']} shows them all."


# recovery-sheet


def test_a_recovery_sheet_is_written_and_what_is_there_is_asked_about(northmoor, done, refused, tmp_path):
    out = tmp_path / "sheet.pdf"
    assert "write the passphrase on it by hand" in done("recovery-sheet", northmoor, "--out", out).out
    first = out.read_bytes()
    assert "left as it is" in refused("recovery-sheet", northmoor, "--out", out)
    assert out.read_bytes() == first
    assert done("recovery-sheet", northmoor, "--out", out, "--replace", "--json").data == {"written": str(out)}


# files


@pytest.fixture
def attached(northmoor, tmp_path, done):
    """A casefile with one file attached: its path, and the file's number and bytes."""
    letter = tmp_path / "letter of May.docx"
    letter.write_bytes(b"no real letter")
    opened = casefiles.open_casefile(northmoor, passphrase=PASSPHRASE, clock=CLOCK)
    evidence.attach_files(opened, evidence_id=tables.rows(opened, Evidence)[0].id, attachments=[letter])
    opened.close()
    listed = done("files", northmoor, "--json").data["files"]
    return northmoor, next(row for row in listed if row["name"] == letter.name), letter.read_bytes()


def test_a_file_is_listed_and_saved_and_what_is_there_is_asked_about(attached, done, refused, tmp_path):
    path, row, content = attached
    assert f"{row['number']:>4}  letter of May.docx, 14 bytes  ({row['evidence']} " in done("files", path).out
    out = tmp_path / "copy.docx"
    assert done("files", path, "--save", row["number"], "--out", out).out == "letter of May.docx saved as copy.docx\n"
    assert out.read_bytes() == content
    out.write_bytes(b"mine")
    assert "left as it is" in refused("files", path, "--save", row["number"], "--out", out)
    done("files", path, "--save", row["number"], "--out", out, "--replace")
    assert out.read_bytes() == content


@pytest.mark.parametrize(("words", "said"), [
    (("--save", 1), "Give both --save N and --out FILE"), (("--out", "x"), "Give both --save N and --out FILE"),
    (("--save", 999, "--out", "x"), "There is no attached file 999"),
])  # fmt: skip
def test_a_file_is_saved_by_a_number_that_is_there_and_a_name(northmoor, refused, words, said):
    assert said in refused("files", northmoor, *words)


# check


def test_check_counts_what_it_verified(done, northmoor):
    counted = done("check", northmoor, "--json").data
    assert counted == {
        "sound": True, "problems": [], "to_mend": [], "journal_entries": counted["journal_entries"], "attachments": 14,
    }  # fmt: skip
    assert done("check", northmoor).out == (
        f"Sound: {counted['journal_entries']} journal entries and 14 attachments verified.\n"
    )


def test_check_says_what_is_not_sound(run, northmoor):
    content = bytearray(northmoor.read_bytes())
    content[len(content) // 2] ^= 1
    northmoor.write_bytes(content)
    ran = run("check", northmoor)
    assert ran.status == 2
    assert ran.err.count("\n") == 1


def test_check_names_a_changed_journal_in_words_and_as_json(run, testshire):
    opened = casefiles.open_casefile(testshire, passphrase=PASSPHRASE, clock=CLOCK)
    opened.writer.execute("UPDATE journal SET label = 'something else' WHERE seq = 2")
    opened.close()
    ran = run("check", testshire, "--json")
    assert ran.status == 2
    assert (ran.data["sound"], len(ran.data["problems"])) == (False, 1)
    assert ran.data["problems"][0] in ran.err
    assert "restore the newest backup" in ran.err
    assert run("check", testshire).out.strip() == ""


# export


def test_export_writes_everything_in_open_formats(done, northmoor, tmp_path):
    into = tmp_path / "new" / "all"
    exported = done("export", northmoor, "--into", into, "--json").data
    files = [path for path in into.rglob("*") if path.is_file()]
    tables = list(into.glob("*.json"))
    assert exported["folder"] == str(into)
    assert exported["files"] == len(tables) + len(list((into / "attachments").iterdir()))
    assert len(files) == 2 * len(tables) + len(list((into / "attachments").iterdir()))
    challenges = json.loads((into / "challenge.json").read_text())
    with (into / "challenge.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["reference"] for row in csv.DictReader(stream)] == [one["reference"] for one in challenges]
    assert (
        done("export", northmoor, "--into", tmp_path / "again").out == f"Everything written to {tmp_path / 'again'}\n"
    )


def test_export_writes_into_no_folder_that_holds_something(testshire, tmp_path, refused):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "kept.txt").write_text("kept")
    assert "Name a new folder" in refused("export", testshire, "--into", tmp_path / "mine")


# backup and restore


def test_a_backup_comes_back_as_the_casefile_it_was(done, northmoor, tmp_path):
    backup = done("backup", northmoor, "--into", tmp_path / "kept", "--json").data["backup"]
    assert Path(backup).parent == tmp_path / "kept"
    into = tmp_path / "Again.scrutiny"
    restored = done("restore", into, backup, "--json").data
    assert restored == {"casefile": str(into), "kept": ""}
    assert done("check", into, "--json").data == done("check", northmoor, "--json").data


def test_a_backup_lies_beside_the_casefile_unless_said_otherwise(done, testshire):
    before = set((testshire.parent / "Test backups").glob("*.scrutiny"))
    said = done("backup", testshire).out
    (backup,) = set((testshire.parent / "Test backups").glob("*.scrutiny")) - before
    assert said == f"Backup written and verified: {backup.name}\n"


def test_backups_are_listed_the_newest_first_without_a_passphrase(done, testshire, monkeypatch):
    done("expect", testshire, "--return", SECTION_11, "--agency", "ICB")
    made = Path(done("backup", testshire, "--json").data["backup"])
    monkeypatch.delenv("SCRUTINEER_PASSPHRASE")
    listed = done("backups", testshire, "--json").data
    assert listed["failed"] == ""
    newest, before = listed["backups"]
    assert set(newest) == {"file", "seq", "made", "size", "verified"}
    assert (newest["file"], newest["made"], newest["verified"]) == (str(made), CLOCK.now().isoformat(), True)
    assert newest["seq"] == before["seq"] == 5
    assert newest["size"] == made.stat().st_size
    first = done("backups", testshire).out.splitlines()[0]
    assert all(words in first for words in ("entry 5", "kB", " verified", made.name))
    assert done("backups", testshire.with_name("Other.scrutiny")).out == "There is no backup yet.\n"


def test_a_backup_that_fails_while_closing_is_said_and_the_verb_is_done_all_the_same(run, testshire):
    (testshire.parent / "Test backups").write_text("mine")
    ran = run("expect", testshire, "--return", SECTION_11, "--agency", "ICB")
    assert ran.status == 0
    assert ran.err.startswith("No backup could be written: ")
    assert ran.err.count("\n") == 1
    listed = run("backups", testshire)
    assert (listed.status, listed.out) == (0, "There is no backup yet.\n")
    assert listed.err.startswith("The last backup failed: No backup could be written: ")


def test_restoring_keeps_the_file_that_was_there(done, testshire, tmp_path):
    backup = Path(done("backup", testshire, "--into", tmp_path / "kept", "--json").data["backup"])
    done("expect", testshire, "--return", SECTION_11, "--agency", "ICB")
    later = entries(done, testshire)
    restored = done("restore", testshire, backup, "--json").data
    assert entries(done, testshire) == later - 1
    assert entries(done, Path(restored["kept"])) == later
    said = done("restore", testshire, backup).out
    assert "The file that was there is kept as" in said


def test_what_cannot_be_restored_leaves_the_casefile_as_it_is(casefile, tmp_path, refused, done, monkeypatch):
    backup = tmp_path / "kept.scrutiny"
    shutil.move(casefile.back_up(tmp_path), backup)
    assert "open in another window" in refused("restore", casefile.path, backup)
    casefile.close()
    assert "There is no file at" in refused("restore", casefile.path, tmp_path / "none.scrutiny")
    assert "is not a casefile" in refused("restore", casefile.path, DATA / "formulas-in-text.xlsx")
    monkeypatch.setenv("SCRUTINEER_PASSPHRASE", "four other words entirely")
    assert "passphrase" in refused("restore", casefile.path, backup)


# together


def test_looking_writes_nothing(done, northmoor, tmp_path):
    before = contents(tmp_path)
    for verb, *rest in (("imports",), ("mappings",), ("expect",), ("find", "health"), ("check",)):
        done(verb, northmoor, *rest)
        done(verb, northmoor, *rest, "--json")
    assert contents(tmp_path) == before


@pytest.mark.usefixtures("in_london")
def test_an_import_just_after_midnight_in_summer_is_listed_under_its_day_here(done, northmoor):
    casefile = casefiles.open_casefile(northmoor, passphrase=PASSPHRASE, clock=CLOCK)
    file = imports_made.standing_imports(casefile)[0]
    with casefile.transact("At night"):
        tables.update(casefile, replace(file, name="Night.xlsx", imported="2026-06-30T23:30:00+00:00"))
    casefile.close()
    (line,) = [line for line in done("imports", northmoor).out.splitlines() if "Night.xlsx" in line]
    assert line.split()[1] == "2026-07-01"
