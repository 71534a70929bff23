"""The command line: the same operations, headless; 2 and one sentence where something of yours needs doing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from scrutineer.__main__ import main
from scrutineer.casefile import tables
from scrutineer.operations import casefiles, imports_made
from tests.conftest import CLOCK, PASSPHRASE, RETURNS

BAD = Path(__file__).parent / "data" / "bad"


@pytest.fixture
def run(capsys, monkeypatch):
    monkeypatch.setenv("SCRUTINEER_PASSPHRASE", PASSPHRASE)

    def call(*words: object) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return status, out, err

    return call


@pytest.fixture
def case(example_folder, tmp_path) -> Path:
    copy = tmp_path / "with a space" / "Northmoor.scrutiny"
    copy.parent.mkdir()
    shutil.copyfile(example_folder / "Northmoor.scrutiny", copy)
    return copy


def test_demo_prints_where_everything_is_and_the_passphrase_it_made(run, tmp_path, monkeypatch):
    monkeypatch.delenv("SCRUTINEER_PASSPHRASE")
    status, out, err = run("demo", "--into", tmp_path / "a folder", "--no-window", "--json")
    assert (status, err) == (0, "")
    made = json.loads(out)
    assert Path(made["report"]).read_bytes().startswith(b"%PDF")
    monkeypatch.setenv("SCRUTINEER_PASSPHRASE", made["passphrase"])
    status, out, _ = run("check", made["casefile"], "--json")
    assert status == 0
    assert json.loads(out)["sound"] is True
    assert len(list(Path(made["workbooks"]).iterdir())) >= 11


def test_demo_again_keeps_the_earlier_example(run, tmp_path):
    for _ in range(3):
        assert run("demo", "--into", tmp_path, "--no-window")[0] == 0
    assert (tmp_path / "Earlier example" / "Northmoor.scrutiny").exists()


def test_a_given_passphrase_is_not_printed(run, tmp_path):
    _, out, _ = run("demo", "--into", tmp_path, "--no-window")
    assert PASSPHRASE not in out


def test_new_makes_and_never_overwrites(run, tmp_path):
    path = tmp_path / "Elm.scrutiny"
    assert run("new", path, "--partnership", "Elm SCP")[0] == 0
    status, _, err = run("new", path, "--partnership", "Elm SCP")
    assert (status, err.count("\n")) == (2, 1)
    assert "already" in err
    assert run("new", tmp_path / "b", "--partnership", "B", "--framework", "none")[0] == 2


def test_the_passphrase_comes_from_a_file_or_the_environment(run, case, tmp_path, monkeypatch):
    monkeypatch.delenv("SCRUTINEER_PASSPHRASE")
    status, _, err = run("check", case)
    assert status == 2
    assert "No passphrase" in err
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE + "\n")
    assert run("check", case, "--passphrase-file", secret)[0] == 0
    assert run("check", case, "--passphrase-file", tmp_path / "none")[0] == 2
    secret.write_text("wrong wrong wrong")
    assert "does not open" in run("check", case, "--passphrase-file", secret)[2]


def test_import_with_a_mapping_then_without(run, tmp_path):
    path = tmp_path / "Elm.scrutiny"
    run("new", path, "--partnership", "Elm SCP")
    mapping = RETURNS / "profiles" / "section-11.toml"
    status, out, err = run("import", path, RETURNS / "s11-police.xlsx", "--mapping", mapping)
    assert status == 2
    assert "“Police”" in err
    assert "not imported" in out
    status, out, _ = run("import", path, RETURNS / "s11-police.xlsx", "--mapping", mapping, "--dry-run", "--json")
    (result,) = json.loads(out)["workbooks"]
    assert (status, result["unknown_agencies"], len(result["answers"])) == (0, ["Police"], 23)
    assert result["read"] == result["stored"] + result["set_aside"] + result["ignored"] == 64
    profile = RETURNS / "profiles" / "all-schools.toml"
    status, out, _ = run("import", path, RETURNS / "s175-all-schools.xlsx", "--mapping", profile, "--json")
    assert status == 0
    (result,) = json.loads(out)["workbooks"]
    assert result["read"] == result["stored"] + result["set_aside"] + result["ignored"] == 555
    status, out, _ = run("import", path, RETURNS / "s175-all-schools.xlsx", "--json")
    assert json.loads(out)["workbooks"][0]["already_imported"] is True
    assert run("import", path, RETURNS / "s175-all-schools.xlsx", "--profile", "nothing")[0] == 2


def test_a_dry_run_without_a_mapping_is_a_preview(run, case):
    status, out, _ = run(
        "import", case, Path(__file__).parent / "data" / "formulas-in-text.xlsx", "--dry-run", "--json"
    )
    assert status == 0
    (result,) = json.loads(out)["workbooks"]
    assert result["preview"]
    assert result["sheets"][0]["columns"]["C"] == {"heading": "score", "seems": "self-assessment"}
    assert any("scale" in need for need in result["needs"])
    status, out, _ = run("import", case, Path(__file__).parent / "data" / "formulas-in-text.xlsx", "--dry-run")
    assert "Nothing was stored" in out


def test_a_dry_run_stores_nothing_and_says_every_cell(run, case):
    status, out, _ = run("import", case, RETURNS / "s11-police.xlsx", "--dry-run", "--json")
    (result,) = json.loads(out)["workbooks"]
    assert status == 0
    assert result["dry_run"]
    cells = {answer["cell"]: answer for answer in result["answers"]}
    assert cells["Section 11!F56"]["status"] == "set aside"
    assert cells["Section 11!F30"]["moderated"] == "1"


def test_bad_workbooks_get_a_sentence_each_and_do_not_hold_up_the_others(run, case):
    workbooks = sorted(BAD.iterdir())
    status, _, err = run("import", case, *workbooks, RETURNS / "s11-police.xlsx")
    assert status == 2
    assert err.count("\n") == len(workbooks) == 4
    assert "Traceback" not in err
    status, _, err = run("import", case, Path(__file__).parent / "data" / "formulas-in-text.xlsx")
    assert status == 2
    assert "No mapping is known" in err


def test_a_mapping_that_fits_nothing(run, case):
    status, _, err = run("import", case, RETURNS / "s11-police.xlsx", "--mapping", RETURNS / "profiles" / "worded.toml")
    assert status == 2
    assert "fits no sheet" in err


def test_report_find_export_backup_and_restore(run, case, tmp_path):
    out_file = tmp_path / "report.pdf"
    status, out, _ = run("report", case, "--kind", "challenges", "--out", out_file, "--edition", "partner")
    assert status == 0
    assert "A sentence loses its source" in out
    assert out_file.read_bytes().startswith(b"%PDF")
    assert run("report", case, "--kind", "annual", "--out", out_file)[0] == 2
    assert run("report", case, "--kind", "challenges", "--out", tmp_path / "x.pdf", "--edition", "secret")[0] == 2
    status, out, _ = run("find", case, "strategy", "discussions", "health", "--json")
    references = {found["reference"] for found in json.loads(out)["found"]}
    assert "E14" in references
    assert "Nothing holds" in run("find", case, "zebra")[1]
    assert run("export", case, "--into", tmp_path / "all")[0] == 0
    status, out, _ = run("backup", case, "--into", tmp_path / "kept", "--json")
    backup = json.loads(out)["backup"]
    assert run("restore", tmp_path / "Again.scrutiny", backup)[0] == 0
    assert run("check", tmp_path / "Again.scrutiny")[0] == 0


def test_check_says_what_is_not_sound(run, case):
    content = bytearray(case.read_bytes())
    content[len(content) // 2] ^= 1
    case.write_bytes(content)
    status, _, err = run("check", case)
    assert status == 2
    assert err


def test_frameworks_are_listed_and_shown(run):
    assert "Pearce" in run("frameworks")[1]
    shown = run("frameworks", "six-steps")[1]
    assert "wording to be confirmed" in shown
    assert "not part of the published paper" in shown
    (data,) = json.loads(run("frameworks", "six-steps", "--json")[1])["frameworks"]
    assert len(data["steps"]) == 6
    assert run("frameworks", "none")[0] == 2


def test_a_wrong_word_is_status_2(run):
    with pytest.raises(SystemExit) as told:
        main(["fly", "away"])
    assert told.value.code == 2


def test_the_installed_program_tests_itself(tmp_path):
    import os

    env = os.environ | {"SCRUTINEER_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "scrutineer", "--self-test"], capture_output=True, text=True, check=False, env=env
    )
    assert done.returncode == 0, done.stderr
    assert "works" in done.stdout


def test_expected_returns_packs_and_send_back_copies_by_the_command_line(run, casefile, tmp_path):
    casefile.close()
    path = str(casefile.path)
    mapping = str(RETURNS / "profiles" / "section-11.toml")
    assert (
        run(
            "expect",
            path,
            "--return",
            "Section 11, 2026",
            "--agency",
            "Police",
            "--agency",
            "ICB",
            "--due",
            "03/04/2026",
        )[0]
        == 2
    )
    status, shown, _ = run(
        "expect", path, "--return", "Section 11, 2026", "--agency", "Police", "--agency", "ICB", "--json"
    )
    assert status == 0
    assert {row["agency"]: row["standing"] for row in json.loads(shown)["expected"]} == {
        "Police": "awaited",
        "ICB": "awaited",
    }
    run("import", path, str(RETURNS / "s11-police.xlsx"), "--mapping", mapping)
    status, shown, _ = run("imports", path, "--json")
    (made,) = json.loads(shown)["imports"]
    assert (status, made["stored"], made["set_aside"]) == (0, 20, 3)
    out = tmp_path / "back.xlsx"
    status, shown, _ = run("imports", path, "--send-back", str(made["number"]), "--out", str(out), "--json")
    assert (status, out.exists(), len(json.loads(shown)["corrections"])) == (0, True, 3)
    status, shown, _ = run("expect", path, "--chasers", str(tmp_path / "letters"), "--json")
    assert [Path(one).suffix for one in json.loads(shown)["chasers"]] == [".docx", ".txt"]
    pack = tmp_path / "icb.xlsx"
    assert run("pack", path, "--agency", "ICB", "--out", str(pack))[0] == 0
    status, shown, _ = run("import", path, str(pack), "--dry-run", "--json")
    (result,) = json.loads(shown)["workbooks"]
    assert (status, result["pack"], result["stored"]) == (0, True, 0)
    assert result["read"] == result["stored"] + result["set_aside"] + result["ignored"]
    status, shown, _ = run("imports", path, "--take-out", str(made["number"]), "--dry-run", "--json")
    assert json.loads(shown)["removed"] == ["1 workbook", "23 answers"]
    assert run("imports", path, "--take-out", str(made["number"]))[0] == 0
    status, shown, _ = run("mappings", path, "--save", "Section 11, 2026", "--out", str(tmp_path / "m.toml"), "--json")
    assert {row["name"] for row in json.loads(shown)["mappings"]} >= {"Section 11, 2026"}
    assert run("mappings", path, "--take", str(tmp_path / "m.toml"))[0] == 0


@pytest.mark.usefixtures("in_london")
def test_an_import_just_after_midnight_in_summer_is_listed_under_its_day_here(run, case):
    casefile = casefiles.open_casefile(case, passphrase=PASSPHRASE, clock=CLOCK)
    file = imports_made.standing_imports(casefile)[0]
    with casefile.transact("At night"):
        tables.update(casefile, replace(file, name="Night.xlsx", imported="2026-06-30T23:30:00+00:00"))
    casefile.close()
    status, shown, _ = run("imports", case)
    (line,) = [line for line in shown.splitlines() if "Night.xlsx" in line]
    assert (status, line.split()[1]) == (0, "2026-07-01")


@pytest.mark.parametrize(("file", "mapping"), [("challenge-log", "challenge-log"), ("funding-contributions", "contributions"),
                                               ("executive-attendance", "attendance")])  # fmt: skip
def test_ledgers_by_the_command_line(run, casefile, file, mapping):
    casefile.close()
    words = (
        "import",
        str(casefile.path),
        str(RETURNS / f"{file}.xlsx"),
        "--mapping",
        str(RETURNS / "profiles" / f"{mapping}.toml"),
        "--json",
    )
    status, shown, _ = run(*words, "--dry-run")
    (dry,) = json.loads(shown)["workbooks"]
    assert dry["read"] == dry["stored"] + dry["set_aside"] + dry["ignored"]
    status, shown, _ = run(*words)
    (done,) = json.loads(shown)["workbooks"]
    assert (status, done["stored"], "said" in done) == (0, dry["stored"], True)


def test_frameworks_say_what_applied_on_a_day(capsys):
    assert main(["frameworks", "--on", "2026-05-01"]) == 0
    said = capsys.readouterr().out
    assert "wt-functions-2026" in said
    assert "(to be confirmed)" in said
    assert "wt-functions-2023" not in said
    assert main(["frameworks", "--on", "3/4/26"]) == 2
    assert "not one day" in capsys.readouterr().err


def test_every_framework_is_listed_and_shown(capsys):
    assert main(["frameworks", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["frameworks"]
    assert {"six-steps", "ncb-principles", "wood-issues", "law-and-dates"} <= {one["id"] for one in listed}
    for one in listed:
        assert main(["frameworks", one["id"]]) == 0
        assert one["title"] in capsys.readouterr().out


def test_a_framework_of_ones_own_by_command(casefile, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("SCRUTINEER_PASSPHRASE", PASSPHRASE)
    casefile.close()
    book = tmp_path / "our own.xlsx"
    assert main(["frameworks", "wood-issues", "--template", str(book)]) == 0
    assert main(["frameworks", "--check", str(book), "--json"]) == 0
    assert main(["frameworks", "--take", str(book)]) == 2
    assert "--into" in capsys.readouterr().err
    assert main(["frameworks", "--take", str(book), "--into", str(casefile.path)]) == 0
    assert "taken in" in capsys.readouterr().out


def test_merging_by_command_lists_conflicts_and_waits(casefile, tmp_path, capsys, monkeypatch):
    import shutil

    from scrutineer.operations import casefiles, judgements

    monkeypatch.setenv("SCRUTINEER_PASSPHRASE", PASSPHRASE)
    theirs = tmp_path / "theirs" / "Theirs.scrutiny"
    theirs.parent.mkdir()
    shutil.move(casefile.back_up(theirs.parent), theirs)
    other = casefiles.open_casefile(theirs, passphrase=PASSPHRASE, clock=CLOCK)
    for one in (casefile, other):
        judgements.record_judgement(one, target="six-steps:1", level="limited", narrative=str(one.path))
        one.close()
    words = ["merge", str(casefile.path), str(theirs)]
    assert main([*words, "--dry-run", "--json"]) == 0
    (conflict,) = json.loads(capsys.readouterr().out)["conflicts"]
    assert conflict["why"] == "both judged it"
    assert main(words) == 2
    assert "1 conflict still waits" in capsys.readouterr().err
    assert main([*words, "--ours", conflict["mark"]]) == 0
    assert main(words) == 0
    assert "holds nothing new" in capsys.readouterr().out


def test_a_profile_by_command(casefile, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("SCRUTINEER_PASSPHRASE", PASSPHRASE)
    casefile.close()
    words = ["profile", str(casefile.path), "--label", "Area A", "--out", str(tmp_path / "a.json")]
    assert main([*words, "--item", "Unknown"]) == 2
    assert "not on the shelf" in capsys.readouterr().err
    assert main(words) == 0
    assert (tmp_path / "a.json").exists()
