"""The passphrase stands in the environment for a moment, and what reads a stranger's file never sees it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scrutineer import cli, environment
from scrutineer.exchange import apart
from tests.conftest import CLOCK, PASSPHRASE

ROOT = Path(__file__).parent.parent
SAYS_ITS_ENVIRONMENT = (
    "import json, os, sys; sys.stdin.buffer.read(); sys.stdout.write(json.dumps(dict(os.environ))); sys.exit(0)"
)


def test_a_process_that_reads_a_strangers_file_sees_what_is_on_the_list_and_nothing_else(monkeypatch):
    monkeypatch.setenv(environment.PASSPHRASE, PASSPHRASE)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "planted")
    monkeypatch.setenv("PYTHONPATH", "/planted")
    monkeypatch.setattr(apart, "_BOOT", SAYS_ITS_ENVIRONMENT)
    code, out = apart.ask("x.xlsx", b"anything", "workbook", "xlsx")
    assert code == 0
    assert set(json.loads(out)) <= environment.FOR_CHILDREN
    assert b"planted" not in out
    assert PASSPHRASE.encode() not in out


def test_every_process_that_the_program_starts_is_given_its_environment():
    """There is one place where a process is started, and it says what it may see."""
    starts = [
        file for file in (ROOT / "scrutineer").rglob("*.py")
        if any(word in file.read_text(encoding="utf-8") for word in ("Popen(", "subprocess.run", "os.system", "QProcess"))
    ]  # fmt: skip
    assert [file.name for file in starts] == ["apart.py"]
    assert "env=environment.for_child()" in starts[0].read_text(encoding="utf-8")


def test_the_passphrase_is_taken_once_and_stands_there_no_longer(monkeypatch):
    monkeypatch.setenv(environment.PASSPHRASE, PASSPHRASE)
    assert environment.take_passphrase() == PASSPHRASE
    assert environment.PASSPHRASE not in os.environ
    assert environment.take_passphrase() == ""


def test_a_verb_takes_the_passphrase_out_of_the_environment(casefile, monkeypatch, capsys):
    casefile.close()
    monkeypatch.setenv(environment.PASSPHRASE, PASSPHRASE)
    assert cli.run(["check", str(casefile.path)], CLOCK) == (0, None)
    assert capsys.readouterr().out.startswith("Sound")
    assert environment.PASSPHRASE not in os.environ


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="this system has no /proc")
def test_what_the_system_keeps_of_the_environment_is_blotted_out():
    code = (
        "from scrutineer import environment; from pathlib import Path\n"
        "before = Path('/proc/self/environ').read_bytes()\n"
        "given = environment.take_passphrase()\n"
        "after = Path('/proc/self/environ').read_bytes()\n"
        "print(given.encode() in before, given.encode() in after)"
    )
    env = os.environ | {environment.PASSPHRASE: PASSPHRASE, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]
