"""The verbs of challenges: what they list, record, correct and write, and what they ask about."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from scrutineer.cli import verbs
from scrutineer.domain.escalation import USUAL_STAGES
from scrutineer.domain.ids import CycleId
from scrutineer.domain.pieces import Piece
from scrutineer.domain.working_days import working_days_after
from scrutineer.operations import casefiles, pieces
from tests.conftest import CLOCK, PASSPHRASE, copied_testshire


@pytest.fixture
def path(tmp_path: Path, monkeypatch) -> Path:
    """An empty casefile, and its passphrase where verbs look for it."""
    made = copied_testshire(tmp_path)
    made.close()
    monkeypatch.setenv("SCRUTINEER_PASSPHRASE", PASSPHRASE)
    return made.path


@pytest.fixture
def run(path, monkeypatch, capsys):
    """Carry out a verb on it; its result as JSON, or what it refused."""

    def run_verb(verb: str, *words: str) -> dict:
        monkeypatch.setenv("SCRUTINEER_PASSPHRASE", PASSPHRASE)
        capsys.readouterr()
        status, _ = verbs.run([verb, str(path), *words, "--json"], CLOCK)
        said = capsys.readouterr()
        return json.loads(said.out) if status == 0 else {"refused": said.err.strip()}

    return run_verb


def put(run, *more: str) -> str:
    return run("raise", "--question", "Who answers?", "--put-to", "Chair", *more)["challenge"]


def test_a_challenge_is_raised_with_a_reply_in_working_days_and_listed(run):
    reference = put(run, "--on", "2026-11-02", "--thread", "Night cover")
    (row,) = run("challenges")["challenges"]
    assert row["reference"] == reference
    assert row["reply_due"] == str(working_days_after(date(2026, 11, 2), 15))
    assert run("challenges", "--which", "closed")["challenges"] == []
    assert run("challenge", reference)["thread"] == "Night cover"


def begin_piece(path, title: str, framework_id: str = "") -> None:
    """A scrutiny piece of the current cycle, judged by a framework."""
    opened = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
    pieces.add_piece(
        opened, piece=Piece(title=title, cycle_id=CycleId(0), starts=CLOCK.today(), framework_id=framework_id)
    )
    opened.close()


def test_a_challenge_is_raised_from_a_piece_on_a_line_of_what_the_piece_is_judged_by(run, path):
    begin_piece(path, "Neglect", "ncb-principles")
    begin_piece(path, "Night cover")
    raised = run("raise", "--question", "Who hears children?", "--put-to", "Chair", "--piece", "neglect",
                 "--target", "1", "--target", "six-steps:4c", "--target", "ncb-principles:1")  # fmt: skip
    assert raised["piece"] == "Neglect"
    hears, step = raised["lines"]
    assert (hears.startswith("NCB principles: "), step.endswith("line 4c")) == (True, True)
    shown = run("challenge", raised["challenge"])
    assert (shown["piece"], shown["lines"]) == ("Neglect", raised["lines"])
    assert (run("raise", "--question", "Who?", "--put-to", "Chair")["piece"], shown["question"]) == (
        "", "Who hears children?",
    )  # fmt: skip


def test_a_piece_that_is_not_there_and_a_line_of_neither_framework_are_refused_in_words(run, path):
    assert "There are: none yet." in run("raise", "--question", "Who?", "--put-to", "Chair", "--piece", "x")["refused"]
    begin_piece(path, "Neglect", "ncb-principles")
    begin_piece(path, "Night cover")
    words = ("raise", "--question", "Who?", "--put-to", "Chair", "--piece")
    listed = run(*words, "Thresholds")["refused"]
    assert "no scrutiny piece called “Thresholds”" in listed
    assert all(title in listed for title in ("Neglect", "Night cover"))
    wrong = run(*words, "Neglect", "--target", "9z")["refused"]
    assert "no step or line “9z”, and “Neglect” is judged by NCB principles. Nothing was changed." in wrong
    assert "write one as “ncb-principles:CODE”" in wrong
    alone = run(*words, "Night cover", "--target", "ncb-principles:1")["refused"]
    assert "no step or line “ncb-principles:1”. Nothing was changed." in alone
    assert run("challenges", "--which", "all")["challenges"] == []


def test_the_words_say_the_piece_and_the_lines(run, path, monkeypatch, capsys):
    begin_piece(path, "Neglect", "ncb-principles")
    monkeypatch.setenv("SCRUTINEER_PASSPHRASE", PASSPHRASE)
    words = ["raise", str(path), "--question", "Who?", "--put-to", "Chair", "--piece", "Neglect", "--target", "1"]
    verbs.run(words, CLOCK)
    said = capsys.readouterr().out.splitlines()
    assert said[1] == "Of the scrutiny piece “Neglect”."
    assert said[2].startswith("It bears on: NCB principles: ")


def test_one_day_is_one_day(run, path, monkeypatch, capsys):
    put(run, "--on", "2026-11-18", "--due", "2026-11-19", "--yes-it-is-so")
    for words in (["challenges", str(path)], ["challenge", str(path), "TSCP-26-001"]):
        monkeypatch.setenv("SCRUTINEER_PASSPHRASE", PASSPHRASE)
        capsys.readouterr()
        verbs.run(words, CLOCK)
        assert "reply 1 day overdue" in capsys.readouterr().out


def test_its_life_is_recorded_and_an_escalation_goes_by_the_stages(run):
    reference = put(run, "--on", "2026-09-01", "--yes-it-is-so")
    run("challenge", reference, "--event", "chased", "--on", "2026-10-01", "--due", "2026-12-01")
    shown = run("challenge", reference, "--event", "escalated", "--text", "No reply.")
    assert [event["what"] for event in shown["events"]] == ["Raised", "Chased", "Escalated"]
    assert shown["events"][-1]["stage"] == USUAL_STAGES[0]
    assert shown["status"] == "Escalated"


def test_what_is_unlikely_is_asked_about(run):
    reference = put(run)
    refused = run("challenge", reference, "--event", "chased", "--due", "2036-01-01")["refused"]
    assert "more than two years ahead" in refused
    shown = run("challenge", reference, "--event", "chased", "--due", "2036-01-01", "--yes-it-is-so")
    assert shown["reply_due"] == "2036-01-01"


def test_a_correction_with_an_unlikely_day_is_asked_about(run):
    reference = put(run)
    number = run("challenge", reference, "--event", "chased", "--due", "2026-12-20")["events"][-1]["number"]
    far = ("challenge", reference, "--correct", str(number), "--reason", "Slip", "--due", "2040-01-01")
    assert "more than two years ahead" in run(*far)["refused"]
    assert run(*far, "--yes-it-is-so")["reply_due"] == "2040-01-01"


def test_a_wrong_event_is_corrected_by_its_number(run):
    reference = put(run)
    number = run("challenge", reference, "--event", "response", "--text", "We do.")["events"][-1]["number"]
    shown = run("challenge", reference, "--correct", str(number), "--reason", "Misheard", "--text", "We do not.")
    wrong, instead = shown["events"][-2:]
    assert "Misheard" in wrong["struck"]
    assert (instead["text"], instead["struck"]) == ("We do not.", "")
    shown = run("challenge", reference, "--correct", str(instead["number"]), "--never", "--reason", "Another matter")
    assert shown["status"] == "Raised"
    assert "no event 999" in run("challenge", reference, "--correct", "999", "--reason", "x")["refused"]


def test_a_challenge_is_closed_and_says_what_ends_there_are(run):
    reference = put(run)
    assert "Choose one of: impact shown," in run("challenge", reference, "--close", "done")["refused"]
    shown = run("challenge", reference, "--close", "superseded or withdrawn", "--text", "Asked twice.")
    assert shown["status"] == "Closed: superseded or withdrawn"
    again = run("challenge", reference, "--event", "reopened", "--text", "It came up again.")
    assert again["status"] == "Reopened"


def test_letters_are_written_of_one_and_of_every_reply_that_is_overdue(run, tmp_path):
    reference = put(run, "--on", "2026-09-01", "--yes-it-is-so")
    letters = run("challenge", reference, "--letter", str(tmp_path / "letters"))["letters"]
    assert [Path(name).suffix for name in letters] == [".docx", ".txt"]
    chasers = run("challenges", "--which", "overdue", "--chasers", str(tmp_path / "chasers"))["letters"]
    assert all(reference in name and Path(name).is_file() for name in chasers)
    assert "is a draft" in run("challenge", put(run, "--draft"), "--letter", str(tmp_path))["refused"]


def test_a_late_action_gets_a_letter_too_and_whose_move_it_is_is_said(run, tmp_path):
    reference = put(run, "--on", "2026-09-01", "--due", "2026-09-20", "--yes-it-is-so")
    run("challenge", reference, "--event", "response", "--text", "We do.", "--on", "2026-09-10")
    run("challenge", reference, "--event", "view", "--view", "accepted", "--on", "2026-09-11")
    assert run("challenges", "--chasers", str(tmp_path / "none"))["letters"] == []
    told = ("--event", "action", "--text", "A rota.", "--on", "2026-09-12", "--due", "2026-11-01", "--yes-it-is-so")
    run("challenge", reference, *told)
    (row,) = run("challenges", "--waiting-on", "them")["challenges"]
    assert (row["reply_due"], row["days_overdue"], row["action_due"]) == ("", 0, "2026-11-01")
    assert run("challenges", "--waiting-on", "nobody")["challenges"] == []
    letters = run("challenges", "--chasers", str(tmp_path / "chasers"))["letters"]
    (words,) = (Path(name).read_text(encoding="utf-8") for name in letters if name.endswith(".txt"))
    assert "It was due on 1 November 2026, 19 days ago." in words


def test_the_words_name_every_event_with_its_number(path, monkeypatch, capsys):
    verbs.run(["raise", str(path), "--question", "Who answers?", "--put-to", "Chair"], CLOCK)
    reference = capsys.readouterr().out.split(" ")[0]
    monkeypatch.setenv("SCRUTINEER_PASSPHRASE", PASSPHRASE)
    verbs.run(["challenge", str(path), reference], CLOCK)
    assert "1  2026-11-20  Raised" in capsys.readouterr().out
