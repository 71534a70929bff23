"""The built program tries itself before it is called done; on Linux the system ends it if it asks for a socket."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile

from installer.project import ROOT, Refusal, say

_WATCHED = ("x86_64", "aarch64")
_WITHOUT = ROOT / "installer" / "inside" / "without_sockets.py"


def try_out(program: list[object], *, name: str = "The built program") -> str:
    """What its self-test said, or a Refusal. It runs with no PATH, in a home of its own, and may open no socket."""
    say("Trying the built program")
    with tempfile.TemporaryDirectory() as home:
        # an AppImage unpacks itself into a folder that is called alike for all who run it, and the first of them to end
        # takes that away: so not where others are
        env = {"HOME": home, "TMPDIR": home, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"} | _of_windows()
        words = [str(word) for word in program]
        done = subprocess.run(
            [*_watched(), *words, "--self-test"], env=env, cwd=home, capture_output=True, text=True, check=False
        )
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).splitlines()[-25:])
        raise Refusal(f"{name} does not pass its own self-test, so it is not done:\n{last}")
    return done.stdout


def _of_windows() -> dict[str, str]:
    names = ("SYSTEMROOT", "TEMP", "TMP", "USERPROFILE", "LOCALAPPDATA", "APPDATA")
    return {name: os.environ[name] for name in names if name in os.environ} if os.name == "nt" else {}


def _watched() -> list[str]:
    if not sys.platform.startswith("linux") or platform.machine() not in _WATCHED:
        return []
    return [sys.executable, "-I", str(_WITHOUT)]
