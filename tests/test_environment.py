"""The passphrase stands in the environment for a moment, and what reads a stranger's file never sees it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scrutineer import cli, environment
from tests.conftest import CLOCK, PASSPHRASE

ROOT = Path(__file__).parent.parent


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


def test_another_program_never_loads_what_the_built_one_brought(monkeypatch, tmp_path):
    """A built program puts its own folder into paths of libraries and plugins; Qt's would end another Qt program."""
    own = tmp_path / "scrutineer" / "_internal"
    monkeypatch.setattr(sys, "_MEIPASS", str(own), raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", os.pathsep.join([str(own), "/opt/theirs"]))
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/opt/theirs")
    monkeypatch.setenv("QT_PLUGIN_PATH", str(own / "PySide6" / "Qt" / "plugins"))
    monkeypatch.setenv("_PYI_ARCHIVE_FILE", str(own.parent / "scrutineer"))
    monkeypatch.setenv("THEIRS", f"{own}-of-another:/opt")
    handed = environment.for_another_program()
    assert handed["LD_LIBRARY_PATH"] == "/opt/theirs"
    assert not {"QT_PLUGIN_PATH", "LD_LIBRARY_PATH_ORIG", "_PYI_ARCHIVE_FILE"} & set(handed)
    assert handed["THEIRS"] == f"{own}-of-another:/opt"
