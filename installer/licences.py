"""The licences of everything inside, as one page: from the packages' own files. One that has none stops the build."""

from __future__ import annotations

import re
import sys
import sysconfig
from collections.abc import Iterable
from email.parser import Parser
from pathlib import Path

from installer.project import PROGRAM_LOCK, ROOT, Refusal

TEXTS = ROOT / "installer" / "licences"
LEFT_OUT = frozenset({"pip"})
"""In the lock, for a package asks for it, and not in what is built."""
_NAMES = re.compile(r"licen[cs]e|copying|notice|copyright|authors", re.IGNORECASE)

_QT = (
    "Qt and its bindings are used under the GNU Lesser General Public License, version 3. They lie beside the program "
    "as libraries of their own, unchanged, and may be replaced by others that work alike. Their source can be had from "
    "https://download.qt.io/official_releases/qt/ and https://download.qt.io/official_releases/QtForPython/; the "
    "notices of what Qt is built from are at https://doc.qt.io/qt-6/licenses-used-in-qt.html."
)
SUPPLIED: dict[str, tuple[str, tuple[str, ...]]] = {
    "pyside6-essentials": (_QT, ("LGPL-3.0.txt", "GPL-3.0.txt")),
    "shiboken6": (_QT, ("LGPL-3.0.txt", "GPL-3.0.txt")),
    "sqlcipher3": (
        "It holds SQLCipher and, of OpenSSL, what encrypts. SQLite itself is in the public domain.",
        ("SQLCipher.txt", "Apache-2.0.txt"),
    ),
    "chunspell": (
        "It holds Hunspell, used under the Mozilla Public License 1.1, unchanged; its source can be had from "
        "https://github.com/hunspell/hunspell.",
        ("MPL-1.1.txt",),
    ),
}
"""What a package's own files leave out, in words and texts that are kept here."""
_PYINSTALLER = (
    "The program was put together by PyInstaller, and the small program that starts it is PyInstaller's. PyInstaller "
    "is under the GNU General Public License, version 2 or later, with an exception that allows what it builds to be "
    "under any licence, closed ones too."
)


def normal(name: str) -> str:
    """A package's name as every tool compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: Path = PROGRAM_LOCK) -> list[str]:
    """The packages of a lock that go into the program, wherever it runs."""
    names = re.findall(r"^([A-Za-z0-9._-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return [normal(name) for name in names if normal(name) not in LEFT_OUT]


def of_package(info: Path) -> str:
    """The licence texts that a package carries and those that are supplied for it. A Refusal where there are none."""
    about = Parser().parsestr((info / "METADATA").read_text(encoding="utf-8"))
    name = about["Name"]
    said, extra = SUPPLIED.get(normal(name), ("", ()))
    texts = [_read(file) for file in sorted(info.rglob("*")) if file.is_file() and _is_licence(info, file)]
    texts += [_read(TEXTS / file) for file in extra]
    if not any(text.strip() for text in texts):
        raise Refusal(
            f"{name} {about['Version']} carries no licence file. Nothing is built with it until its licence is known: "
            "put the text into installer/licences and name it in installer/licences.py."
        )
    stated = about["License-Expression"] or (about["License"] or "").splitlines()[:1]
    stated = stated if isinstance(stated, str) else "".join(stated)
    head = f"{name} {about['Version']}" + (f"\nStated licence: {stated}" if stated else "")
    return "\n\n".join([head, *([said] if said else []), *texts])


def _is_licence(info: Path, file: Path) -> bool:
    within = file.relative_to(info)
    return "licenses" in within.parts[:-1] or _NAMES.search(within.name) is not None


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").strip("\n")


def of_python() -> str:
    """The licence of the Python that builds, which is the one that is built in on Linux and on a Mac."""
    for folder in (sysconfig.get_path("stdlib"), sys.base_prefix, "/usr/share/doc/python3"):
        for name in ("LICENSE.txt", "LICENSE", "copyright"):
            if (Path(folder) / name).is_file():
                return _read(Path(folder) / name)
    raise Refusal(f"The licence of {sys.executable} was not found. Build with a Python that carries its licence.")


def page(packages: Path, names: Iterable[str], others: Iterable[tuple[str, str]] = ()) -> str:
    """The whole page: the program's own, the named packages' in this folder, then others' as heading and text.

    A named package that is not there is a Refusal: the page is complete or there is none.
    """
    infos = {normal(info.name.split("-")[0]): info for info in packages.glob("*.dist-info")}
    missing = sorted(set(names) - set(infos))
    if missing:
        raise Refusal(f"These packages are in the lock and not in the build: {', '.join(missing)}.")
    shipped = ROOT / "resources"
    parts = [_read(ROOT / "LICENSE")]
    for words, file in (("Inter, the typeface", "fonts/Inter-LICENSE.txt"), ("Lucide, the icons", "icons/LICENSE.txt"),
                        ("The dictionary of British English", "dictionary/en_GB-LICENSE.txt")):  # fmt: skip
        parts.append(f"{words}\n\n{_read(shipped / file)}")
    parts += [_read(file) for file in sorted((shipped / "fonts" / "other").glob("*LICEN*"))]
    parts += [of_package(infos[name]) for name in sorted(names)]
    parts += [f"{heading}\n\n{text}" for heading, text in others]
    return f"\n\n{'=' * 78}\n\n".join(parts) + "\n"


def of_pyinstaller(packages: Path) -> tuple[str, str]:
    """What is to be said of PyInstaller, with its licence."""
    (info,) = packages.glob("pyinstaller-*.dist-info")
    return "PyInstaller", f"{_PYINSTALLER}\n\n{of_package(info)}"
