"""The process that reads strangers' files: what it sees, and that it ends."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from scrutineer import environment
from scrutineer.exchange import apart
from tests.conftest import PASSPHRASE

ROOT = Path(__file__).parent.parent.parent
SAYS_ITS_ENVIRONMENT = (
    "import json, os, sys; sys.stdin.buffer.read(); sys.stdout.write(json.dumps(dict(os.environ))); sys.exit(0)"
)


def test_a_process_that_reads_a_strangers_file_sees_what_is_on_the_list_and_nothing_else(monkeypatch):
    monkeypatch.setenv(environment.PASSPHRASE, PASSPHRASE)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "planted")
    monkeypatch.setenv("PYTHONPATH", "/planted")
    monkeypatch.setattr(apart, "BOOT", SAYS_ITS_ENVIRONMENT)
    code, out = apart.ask("x.xlsx", b"anything", "workbook", "xlsx")
    assert code == 0
    assert set(json.loads(out)) <= environment.FOR_CHILDREN
    assert b"planted" not in out
    assert PASSPHRASE.encode() not in out


def test_every_process_that_the_program_starts_is_given_its_environment():
    """There are two places where a process is started, and each says what it may see."""
    starts = [
        file for file in (ROOT / "scrutineer").rglob("*.py")
        if any(word in file.read_text(encoding="utf-8") for word in ("Popen(", "subprocess.run", "os.system", "QProcess"))
    ]  # fmt: skip
    seen = {file.name: re.findall(r"Popen\(|\benv=[\w.]+\(\)", file.read_text(encoding="utf-8")) for file in starts}
    assert seen == {
        "apart.py": ["Popen(", "env=environment.for_child()"],
        "copies.py": ["Popen(", "env=environment.for_another_program()"],
    }


def test_a_process_that_goes_on_too_long_is_ended_and_said(monkeypatch):
    monkeypatch.setattr(apart, "TIME_LIMIT", 0.3)
    monkeypatch.setattr(apart, "BOOT", "import time; time.sleep(60)")
    with pytest.raises(apart.TookTooLong, match="reading was stopped"):
        apart.ask("x.xlsx", b"x" * 1_000_000, "workbook", "xlsx")


@pytest.mark.parametrize("code", [0, 3, 4, 5, 77])
def test_how_the_process_ended_is_handed_on_with_what_it_said(code, monkeypatch):
    monkeypatch.setattr(apart, "BOOT", f"import sys; sys.stdin.buffer.read(); print('said', end=''); sys.exit({code})")
    assert apart.ask("x.xlsx", b"x", "workbook", "xlsx") == (code, b"said")


def test_a_built_program_hands_strangers_files_to_the_reader_beside_it(monkeypatch, tmp_path):
    """It has no interpreter that BOOT could be handed to: it would start itself, window and all."""
    inside, reader = tmp_path / "inside.py", tmp_path / "scrutineer-reader"
    inside.write_text("import sys\nsys.stdin.buffer.read()\nprint(sys.argv[1:], end='')\n")
    reader.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I "{inside}" "$@"\n')  # its path may have a space
    reader.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "scrutineer"))
    assert apart.ask("x.xlsx", b"x", "workbook", "xlsx") == (0, b"[]")
