"""The project as it is built: where it lies, its version, the moment it stands for, and the running of a tool."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM_LOCK = ROOT / "installer" / "program.lock"
"""What goes into the program, each file by its hash: `requirements.lock` without what only checks need."""
PROMISES = (ROOT / "docs" / "promises.md", ROOT / "SECURITY.md")
"""What is installed beside the program: what is promised, and how hard it was tried."""
BUILD_LOCK = ROOT / "installer" / "build.lock"
"""What builds it: PyInstaller and what that needs."""
IDENTITY = "scrutineer"
MIME_TYPE = "application/vnd.scrutineer.casefile"
SUFFIX = ".scrutiny"
SUMMARY = "Independent scrutiny of a safeguarding children partnership"


class Refusal(Exception):  # noqa: N818
    """A sentence that says why something is not built, and what to do."""


def say(words: str) -> None:
    """Tell whoever builds."""
    print(words, flush=True)


def version() -> str:
    """The project's version."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def moment() -> int:
    """The second that everything built is dated: SOURCE_DATE_EPOCH, else the last commit's. Refusal without either."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdecimal():
        return int(given)
    try:
        told = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        return int(told.stdout)
    except (OSError, ValueError, subprocess.CalledProcessError):
        raise Refusal(
            "This is no checkout with a commit, so nothing says what time the files are to bear. "
            "Set SOURCE_DATE_EPOCH to a number of seconds."
        ) from None


def day() -> str:
    """The day of that moment, as 2026-11-26."""
    return datetime.fromtimestamp(moment(), UTC).strftime("%Y-%m-%d")


def run(command: list[object], *, env: dict[str, str] | None = None, cwd: Path = ROOT) -> str:
    """What a tool said, or a Refusal with its last words."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    except OSError as error:
        raise Refusal(f"{words[0]} could not be started ({error.strerror}).") from None
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).splitlines()[-25:])
        raise Refusal(f"{Path(words[0]).name} ended with {done.returncode}:\n{last}")
    return done.stdout


def still() -> dict[str, str]:
    """An environment in which the same inputs give the same files."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT") if name in os.environ}
    steady = {
        "SOURCE_DATE_EPOCH": str(moment()), "PYTHONHASHSEED": "1", "TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONNOUSERSITE": "1", "QT_QPA_PLATFORM": "offscreen", "COLUMNS": "100", "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }  # fmt: skip
    return kept | {name: value for name, value in os.environ.items() if name.startswith("PIP_")} | steady


def sums(folder: Path) -> str:
    """What SHA256SUMS says of every other file in a folder."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != "SHA256SUMS")
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)


def python_words() -> str:
    """Which Python builds, for what is said at the end."""
    return f"Python {sys.version.split()[0]} at {sys.executable}"
