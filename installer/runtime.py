"""The Python that goes into the Windows program: from a ZIP of python.org, or put together from a package of PyPI."""

from __future__ import annotations

import os
import re
import shutil
import sys
import sysconfig
import zipfile
from pathlib import Path

from installer import licences
from installer.project import ROOT, Refusal
from installer.surroundings import Surroundings

WINDOWS_LOCK = ROOT / "installer" / "windows.lock"
UNUSED = (
    "test", "tests", "tkinter", "idlelib", "lib2to3", "ensurepip", "venv", "turtledemo", "pydoc_data", "distutils",
    "site-packages", "__pycache__", "lib-dynload", "idle_test", "curses", "dbm", "wsgiref", "xmlrpc"
)  # fmt: skip
"""Of the standard library, by the names of folders."""
_UNUSED_BINARIES = re.compile(r"^(_ssl|_tkinter|_msi|winsound|_test.*|libssl.*|tcl.*|tk.*|_wmi)\b", re.IGNORECASE)
_NEEDED = ("pyexpat.pyd", "_ctypes.pyd", "_hashlib.pyd", "_sqlite3.pyd", "vcruntime140.dll")


def from_embed(archive: Path, folder: Path) -> tuple[str, str]:
    """Unpack python.org's embeddable Python; returns its version as 3.12 and its licence."""
    if not archive.is_file():
        raise Refusal(f"There is no file {archive}. Name the ZIP called “Windows embeddable package (64-bit)”.")
    with zipfile.ZipFile(archive) as packed:
        names = packed.namelist()
        found = [re.fullmatch(r"python3(\d+)\.dll", name) for name in names]
        minor = next((match[1] for match in found if match), "")
        if not minor or "LICENSE.txt" not in names:
            raise Refusal(f"{archive.name} is no embeddable Python for Windows: it has no python3XX.dll or no licence.")
        for name in names:
            if not _UNUSED_BINARIES.match(name) and not name.endswith(("._pth", ".exe", ".cat")):
                packed.extract(name, folder)
        licence = packed.read("LICENSE.txt").decode("utf-8", "replace")
    (folder / "LICENSE.txt").unlink()
    return f"3.{minor}", licence


def from_packages(surroundings: Surroundings, folder: Path) -> tuple[str, str]:
    """python3XX.dll and the modules beside it from the package panda3d (BSD, by hash); the rest of the standard library
    from the Python that builds, which must be of the same version; returns that and the licence."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    down = surroundings.work / "runtime"
    shutil.rmtree(down, ignore_errors=True)
    surroundings.pip(
        "download", "-q", "--no-deps", "--require-hashes", "--only-binary=:all:", "--platform", "win_amd64",
        "--python-version", version, "-r", WINDOWS_LOCK, "-d", down,
    )  # fmt: skip
    with zipfile.ZipFile(next(down.glob("*.whl"))) as packed:
        for name in packed.namelist():
            own = name.removeprefix("deploy_libs/")
            if own != name and "/" not in own and not own.startswith("api-ms-") and not _UNUSED_BINARIES.match(own):
                (folder / own).write_bytes(packed.read(name))
    standard = Path(sysconfig.get_path("stdlib"))
    for path in sorted(standard.rglob("*.py")):
        inside = path.relative_to(standard)
        if not set(inside.parts) & set(UNUSED) and not inside.name.startswith("_sysconfigdata"):
            out = folder / "Lib" / inside
            out.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, out)
    return version, licences.of_python()


def finish(folder: Path, version: str) -> None:
    """Say where this Python finds what it imports, and refuse where it lacks something that the program needs."""
    short = version.replace(".", "")
    there = {name.lower() for name in os.listdir(folder)}
    missing = [name for name in (*_NEEDED, f"python{short}.dll") if name not in there]
    if missing:
        raise Refusal(f"This Python for Windows lacks {', '.join(missing)}.")
    paths = [".", f"python{short}.zip", "Lib", "packages"]
    (folder / f"python{short}._pth").write_text("".join(f"{path}\r\n" for path in paths), encoding="utf-8", newline="")
