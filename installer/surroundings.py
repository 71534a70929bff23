"""The build's own environment: the packages of both locks by their hashes, and the project as a wheel of itself."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import venv
from pathlib import Path

from installer.project import BUILD_LOCK, PROGRAM_LOCK, ROOT, Refusal, run, say, still

WINDOWS = os.name == "nt"


class Surroundings:
    """A folder with the environment that one build runs in; made anew where the locks or the interpreter are others."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.folder = work / "env"
        self.python = self.folder / ("Scripts/python.exe" if WINDOWS else "bin/python")

    def make(self) -> None:
        """Make it, unless it is there already, and put today's project into it."""
        said = (PROGRAM_LOCK.read_bytes(), BUILD_LOCK.read_bytes(), sys.version.encode(), str(self.folder).encode())
        wanted = hashlib.sha256(b"\n".join(said)).hexdigest()
        stamp = self.folder / "made-from"
        if not (stamp.exists() and stamp.read_text(encoding="utf-8") == wanted):
            say("Making the build's own environment (by hash from installer/*.lock)")
            shutil.rmtree(self.folder, ignore_errors=True)
            venv.create(self.folder, with_pip=True)
            self.pip("install", "-qq", "--require-hashes", "-r", PROGRAM_LOCK, "-r", BUILD_LOCK)
            stamp.write_text(wanted, encoding="utf-8")
        self.pip("install", "-qq", "--no-deps", "--no-index", "--force-reinstall", self.wheel())

    def wheel(self) -> Path:
        """The project as a wheel with its guide set as pages, built from a copy: nothing is left in the checkout."""
        copy, out = self.work / "project", self.work / "wheel"
        for folder in (copy, out):
            shutil.rmtree(folder, ignore_errors=True)
        unwanted = shutil.ignore_patterns("__pycache__", "*.egg-info")
        for name in ("scrutineer", "resources", "docs", "guide"):
            shutil.copytree(ROOT / name, copy / name, ignore=unwanted)
        for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
            shutil.copy2(ROOT / name, copy)
        pages = copy / "build" / "guide"
        run([self.python, "-m", "sphinx", "-q", "-W", "-E", "-c", copy / "guide", copy / "docs", pages], env=still())
        self.pip("wheel", "-q", "--no-deps", "--no-index", "--no-build-isolation", "-w", out, copy)
        made = list(out.glob("*.whl"))
        if len(made) != 1:
            raise Refusal("The project could not be built as a wheel.")
        return made[0]

    def pip(self, *words: object) -> str:
        """Run the environment's own pip."""
        return run([self.python, "-m", "pip", *words], env=still())

    def script(self, name: str, *words: object) -> str:
        """Run one of the scripts of `installer.inside` in it."""
        return run([self.python, ROOT / "installer" / "inside" / f"{name}.py", *words], env=still())

    @property
    def packages(self) -> Path:
        """Where the environment's packages lie."""
        if WINDOWS:
            return self.folder / "Lib" / "site-packages"
        return self.folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
