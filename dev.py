"""Set up, check and try the project. Standard library only.

python3 dev.py demo          set up, build the worked example, open the window on it
python3 dev.py test          set up, then run every check
python3 dev.py check ROOM    set up, then check one folder of scrutineer/ and its own tests
python3 dev.py fix           set up, then write the format and mend what the linter can
python3 dev.py torture 10    set up, then kill, swap, spoil and type, so many times more often than the tests do
python3 dev.py bench         set up, then measure (--size 1000,5000 --rounds 3 --profile 0 --cpu)
python3 dev.py guide         set up, write the reference and the pictures again, build the guide as pages
python3 dev.py lock          write requirements.lock and the installers' locks again (needs uv)
"""

from __future__ import annotations

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
SCRUTINEER = BIN / ("scrutineer.exe" if WINDOWS else "scrutineer")

# What Qt needs from the system: shared library -> Debian package. The first group is needed even without a display.
QT_LIBRARIES = {
    "GL": "libgl1", "EGL": "libegl1", "xkbcommon": "libxkbcommon0", "dbus-1": "libdbus-1-3",
    "glib-2.0": "libglib2.0-0", "fontconfig": "libfontconfig1",
}  # fmt: skip
QT_WINDOW_LIBRARIES = {
    "xcb-cursor": "libxcb-cursor0", "xcb-icccm": "libxcb-icccm4", "xcb-keysyms": "libxcb-keysyms1",
    "xkbcommon-x11": "libxkbcommon-x11-0", "xcb-shape": "libxcb-shape0", "xcb-xkb": "libxcb-xkb1",
    "wayland-client": "libwayland-client0", "wayland-cursor": "libwayland-cursor0", "wayland-egl": "libwayland-egl1",
}  # fmt: skip


# What checks printed files beside the tests themselves: program -> Debian package. Without one its tests skip.
VALIDATORS = {"java": "default-jdk-headless", "qpdf": "qpdf"}


def run(*command: object, env: dict[str, str] | None = None) -> int:
    """Run a command in the project folder and return its exit status."""
    return subprocess.call([str(part) for part in command], cwd=ROOT, env=env)


def must(*command: object) -> None:
    """Run a command; stop with its status if it does not succeed."""
    status = run(*command)
    if status:
        sys.exit(status)


def set_up() -> None:
    """Make .venv with the locked dependencies, unless that was already done for these very files."""
    if sys.version_info < (3, 11):  # noqa: UP036 - dev.py is run by whatever Python is there
        sys.exit("Scrutineer needs Python 3.11 or later. Install it, then run this command with it.")
    stamp = VENV / "set-up"
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = hashlib.sha256(LOCK.read_bytes() + repr(project).encode() + str(ROOT).encode())
    if not (stamp.exists() and stamp.read_text() == wanted.hexdigest() and SCRUTINEER.exists()):
        install()
        stamp.write_text(wanted.hexdigest())
    install_qt_libraries()


def install() -> None:
    print("Setting up .venv (once; a few minutes on a slow line)", flush=True)
    venv.create(VENV, with_pip=True, clear=VENV.exists())
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    must(*pip, "--require-hashes", "--requirement", LOCK)
    must(*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT)


def install_qt_libraries() -> None:
    """Install Qt's missing system libraries where that is allowed, or say in one line what to install."""
    if not sys.platform.startswith("linux"):
        return
    needed = QT_LIBRARIES | QT_WINDOW_LIBRARIES
    missing = [package for library, package in needed.items() if not ctypes.util.find_library(library)]
    if not missing:
        return
    if installed(missing):
        return
    print("Qt needs these system packages: sudo apt-get install " + " ".join(missing), flush=True)


def install_validators() -> None:
    """Install what checks printed files, where that is allowed."""
    missing = [package for program, package in VALIDATORS.items() if not shutil.which(program)]
    if missing and not installed(missing):
        print(f"Tests of printed files skip what needs {' and '.join(missing)}", flush=True)


def installed(packages: list[str]) -> bool:
    """Whether Debian packages could be installed; only an administrator's account may try."""
    if not sys.platform.startswith("linux") or os.geteuid() or not shutil.which("apt-get"):
        return False
    quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.call(["apt-get", "update", "-qq"], **quiet)
    return subprocess.call(["apt-get", "install", "-y", "-qq", *packages], **quiet) == 0


def has_display() -> bool:
    if WINDOWS or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def demo() -> int:
    """Build the worked example and open it, or stop after writing where there is no display."""
    window = [] if has_display() else ["--no-window"]
    return run(SCRUTINEER, "demo", "--into", ROOT / "example", *window)


def test() -> int:
    """Run every check; the first that finds something stops the run."""
    install_validators()
    checks = {
        "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "lint": [PYTHON, "-m", "ruff", "check", "."],
        "types": [PYTHON, "-m", "mypy"],
        "layers": [BIN / "lint-imports"],
        "budgets and tests": [PYTHON, "-m", "pytest", "-n", "2"],
    }
    return run_checks(checks)


def rooms() -> list[str]:
    """What `check` can be asked for: the folders of the package."""
    return sorted(package.parent.name for package in (ROOT / "scrutineer").glob("*/__init__.py"))


def check(room: str) -> int:
    """Check one room by itself. Budgets, and what other rooms make of it, are left to `test`."""
    tests = [path for path in (Path("tests", room), Path("tests", f"test_{room}.py")) if (ROOT / path).exists()]
    code = [Path("scrutineer", room), *tests]
    checks = {
        "format": [PYTHON, "-m", "ruff", "format", "--check", *code],
        "lint": [PYTHON, "-m", "ruff", "check", *code],
        "types": [PYTHON, "-m", "mypy", "--package", f"scrutineer.{room}"],
        "layers": [BIN / "lint-imports"],
    }
    if tests:
        checks["tests"] = [PYTHON, "-m", "pytest", "-n", "2", *tests]
    return run_checks(checks)


def run_checks(checks: dict[str, list[object]]) -> int:
    """Run checks in order; the first that finds something stops the run."""
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # every process would compile all the others compiled before
    for name, command in checks.items():
        print(f"-- {name}", flush=True)
        status = run(*command, env=env)
        if status:
            return status
    return 0


def fix() -> int:
    """Write the format and mend what the linter can, format last: what was mended may need it."""
    mended = run(PYTHON, "-m", "ruff", "check", "--fix", ".")
    return run(PYTHON, "-m", "ruff", "format", ".") or mended


def bench(*options: str) -> int:
    """Run every benchmark, one after the other; options such as --size 1000,5000 are for the last one."""
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    for script, words in (("run.py", ()), ("printing.py", ()), ("imports.py", ()), ("speed.py", options)):
        status = run(PYTHON, ROOT / "benchmarks" / script, *words, env=env)
        if status:
            return status
    return 0


TORTURED = (
    "tests/casefile/test_identity.py", "tests/casefile/test_restoring.py", "tests/casefile/test_companions.py",
    "tests/casefile/test_footing.py", "tests/casefile/test_troubles.py", "tests/casefile/test_damages.py",
    "tests/casefile/test_backup.py", "tests/casefile/test_drafts.py",
    "tests/casefile/test_journal.py", "tests/casefile/test_casefile.py", "tests/exchange/test_fuzz.py",
    "tests/operations/test_bad_inputs.py", "tests/operations/test_merging.py", "tests/ui/kit/test_form.py",
    "tests/ui/test_typed_text.py", "tests/test_outputs.py", "tests/test_network.py",
)  # fmt: skip


def torture(times: str = "10") -> int:
    """Kill it, swap its files, spoil them and type into it, so many times more often than the tests do."""
    with tempfile.TemporaryDirectory() as folder:
        tally = Path(folder) / "tally"
        env = os.environ | {"SCRUTINEER_TORTURE": times, "SCRUTINEER_KILLS": "all", "QT_QPA_PLATFORM": "offscreen"}
        status = run(
            PYTHON, "-m", "pytest", "-q", "-n", "2", "--durations=15", *TORTURED,
            env=env | {"SCRUTINEER_TALLY": str(tally)},
        )  # fmt: skip
        print(*counted(tally.read_text(encoding="utf-8") if tally.exists() else ""), sep="\n")
    return status


def counted(tally: str) -> list[str]:
    """What the tests counted, a line each: how many there were of a thing, and of what they were."""
    whole = Counter(line.partition("\t")[0] for line in tally.splitlines())
    parts = Counter(tally.splitlines())
    said = []
    for what, number in whole.items():
        of = [
            f"{part.partition(chr(9))[2]} {count}"
            for part, count in sorted(parts.items())
            if part.startswith(f"{what}\t")
        ]
        said.append(f"{number:,} {what}: {', '.join(of)}")
    return said


def guide() -> int:
    """Write what of the guide is made from the program again, and set the guide as pages that need no network."""
    for script in ("reference.py", "pictures.py"):
        status = run(PYTHON, ROOT / "guide" / script)
        if status:
            return status
    pages = ROOT / "build" / "guide"
    return run(PYTHON, "-m", "sphinx", "-q", "-W", "-E", "-c", ROOT / "guide", ROOT / "docs", pages)


def lock() -> int:
    """Write all locks again: what is worked with, of that what goes into the built program, and what builds it."""
    compile_lock = (
        "uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes",
        "--no-emit-index-url", "--no-header", "--no-annotate",
    )  # fmt: skip
    built = ROOT / "installer"
    return (
        run(*compile_lock, "--extra", "check", "pyproject.toml", "-o", LOCK)
        or run(*compile_lock, "-c", LOCK, "pyproject.toml", "-o", built / "program.lock")
        or run(*compile_lock, "-c", LOCK, built / "build.in", "-o", built / "build.lock")
    )


VERBS = {"demo": demo, "test": test, "check": check, "fix": fix, "bench": bench, "torture": torture, "guide": guide,
         "lock": lock}  # fmt: skip


def main(words: list[str]) -> int:
    """Run one verb. What was asked wrongly is said before anything is set up."""
    verb, *rest = words or [""]
    if verb == "check" and (len(rest) != 1 or rest[0] not in rooms()):
        asked = f"There is no room called {' '.join(rest)}." if rest else "No room was named."
        print(f"{asked} Name one of these: {', '.join(rooms())}.", file=sys.stderr)
        return 2
    if verb == "torture" and rest and not (len(rest) == 1 and rest[0].isdecimal()):
        print("Say how many times more often than the tests: python3 dev.py torture 10.", file=sys.stderr)
        return 2
    if verb not in VERBS or (rest and verb not in {"check", "bench", "torture"}):
        print(__doc__)
        return 2
    if verb != "lock":
        set_up()
    return VERBS[verb](*rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
