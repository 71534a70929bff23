"""A Windows set-up tried under Wine: installed, run, removed again, and what a person saved beside it still there."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from installer.nsis import EVERYONE, KIND
from installer.project import ROOT, SUFFIX, Refusal, run, say

STAND_INS = (
    ("bcryptprimitives.dll", "BCRYPT", ("-ladvapi32",)),
    ("icuuc.dll", "ICU", ()),
)
"""What Windows 10 and later have and older versions of Wine lack: library, part of stand_ins.c, what it links to."""
_PLACE, _EVERYONES, _KEPT = "Tried", r"Program Files\Scrutineer", f"a person's own{SUFFIX}"
_OPENED_BY = rf"Software\Classes\{KIND}"


@dataclass(frozen=True, slots=True)
class Trial:
    """What was tried: the lines of the self-test, whether all was well, and what stood in for Windows, in words."""

    lines: tuple[str, ...]
    passed: bool
    told: str


class Wine:
    """A Windows of its own in a folder."""

    def __init__(self, folder: Path, compiler: str) -> None:
        self.folder = folder
        self.compiler = compiler
        self.env = dict(os.environ) | {
            "WINEPREFIX": str(folder), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "QT_QPA_PLATFORM": "offscreen",
        }  # fmt: skip
        self.env.pop("DISPLAY", None)

    def try_setup(self, setup: Path) -> Trial:
        """Install silently for one person, self-test, uninstall; then the same for everyone without the self-test. A
        Refusal where something is not as it is to be; a failed self-test is told."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.start("wineboot", "--init")
        stood_in = self._stand_in()
        place = self._install(setup, "HKCU", _PLACE, rf"/D=C:\{_PLACE}")
        done = self.start(place / "scrutineer-console.exe", "--self-test")
        lines = tuple(line.strip() for line in done.stdout.splitlines() if line.startswith(("works: ", "failed: ")))
        self._uninstall("HKCU", _PLACE)
        self._install(setup, "HKLM", _EVERYONES, EVERYONE)
        self._uninstall("HKLM", _EVERYONES)
        version = subprocess.run(["wine", "--version"], capture_output=True, text=True, check=False).stdout.strip()
        told = f"Installed for one person, tried and removed, installed for everyone and removed, under {version}" + (
            f", with {' and '.join(stood_in)} stood in for, which it lacks" if stood_in else ""
        )
        return Trial(lines, done.returncode == 0 and bool(lines), f"{told}; not tried on Windows itself.")

    def _install(self, setup: Path, hive: str, within: str, *words: str) -> Path:
        """Install it; returns the folder, which holds the program that a casefile is opened by."""
        place = self.folder / "drive_c" / within.replace("\\", "/")
        self.start(setup, "/S", *words)
        if not (place / "scrutineer-console.exe").is_file():
            raise Refusal(f"Under Wine the set-up did not install the program in {within}.")
        opens = self.start("reg", "query", rf"{hive}\{_OPENED_BY}\shell\open\command").stdout
        if rf"{within}\Scrutineer.exe" not in opens or "%1" not in opens:
            raise Refusal(f"Under Wine a casefile is not opened by the program that was installed in {within}.")
        return place

    def _uninstall(self, hive: str, within: str) -> None:
        """Uninstall it beside a casefile, which stays."""
        place = self.folder / "drive_c" / within.replace("\\", "/")
        (place / _KEPT).write_bytes(b"theirs")
        self.start(place / "Uninstall.exe", "/S", rf"_?=C:\{within}")
        left = sorted(path.name for path in place.rglob("*") if path.is_file())
        if _KEPT not in left or [name for name in left if name not in {_KEPT, "Uninstall.exe"}]:
            raise Refusal(f"Uninstalling under Wine is to leave a casefile and nothing else, and left {left[:20]}.")
        if self.start("reg", "query", rf"{hive}\{_OPENED_BY}").returncode == 0:
            raise Refusal("Under Wine the uninstaller left its registry keys.")

    def start(self, program: object, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a program in it and wait."""
        return subprocess.run(
            ["wine", str(program), *words], env=self.env, cwd=self.folder.parent, capture_output=True, text=True,
            errors="replace", check=False,
        )  # fmt: skip

    def _stand_in(self) -> list[str]:
        system = self.folder / "drive_c" / "windows" / "system32"
        stood_in = []
        for library, part, links in STAND_INS:
            if not (system / library).exists():
                source = ROOT / "installer" / "inside" / "stand_ins.c"
                run([self.compiler, "-shared", "-s", f"-D{part}", source, "-o", system / library, *links])
                stood_in.append(library)
        return stood_in


def tried(setup: Path, work: Path, compiler: str) -> bool:
    """Whether a set-up passed under Wine; what was tried is said. A Refusal where it fails at what Wine can do."""
    if shutil.which("wine") is None:
        say("There is no Wine here (apt-get install wine), so nothing of this set-up was tried.")
        return False
    say("Trying the set-up under Wine")
    trial = Wine(work / "wine", compiler).try_setup(setup)
    say("\n".join(trial.lines))
    if not trial.passed:
        raise Refusal("The program that was installed does not pass its own self-test under Wine, so it is not done.")
    say(trial.told)
    return True
