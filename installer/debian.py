"""A Debian package, written by this script itself, and what the package needs of the system."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from installer.archives import Entry, ar, tar, with_folders, xz
from installer.project import SUMMARY, Refusal

ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
MAINTAINER = "The Scrutineer authors <nobody@localhost>"
_SECOND_NAMES = re.compile(r"^(libglib2\.0-0|libssl3|libcups2|libgtk-3-0)(t64)?$")


def needed_packages(names: Iterable[str]) -> list[str]:
    """The Debian packages of this machine that hold the libraries of these names, the C library's own apart."""
    places = libraries()
    missing = sorted(set(names) - set(places))
    if missing:
        raise Refusal(
            f"The program needs {', '.join(missing)}, which this machine does not have, so nothing says which package "
            "brings them. Install the package that holds each (apt-file search NAME tells), then build again: what was "
            "frozen is made anew in a few minutes."
        )
    found = {package_of(Path(places[name])) for name in names}
    return sorted(_with_second(name) for name in found if name != "libc6")


def libraries() -> dict[str, str]:
    """Where this machine's libraries lie, by their names."""
    listed = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    return {line.split()[0]: line.split(" => ")[-1] for line in reversed(listed.splitlines()[1:]) if "64" in line}


def licence_of(package: str) -> str:
    """What a Debian package says of its licences. A Refusal where it says nothing."""
    said = Path("/usr/share/doc") / package / "copyright"
    if not said.is_file():
        raise Refusal(f"The package {package} has no licence in {said}, so nothing of it is built in.")
    return said.read_text(encoding="utf-8", errors="replace").strip()


def package_of(library: Path) -> str:
    """The package that a library is from. Its path may be written in the way of before or after /usr was merged."""
    for tried in (str(library), str(library.resolve()), f"/usr{library}", str(library.resolve()).removeprefix("/usr")):
        done = subprocess.run(["dpkg", "-S", tried], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.split(":", 1)[0]
    raise Refusal(f"No Debian package holds {library}, which the program needs. Build where there is one.")


def _with_second(name: str) -> str:
    """Some libraries are called otherwise since Debian 13 and Ubuntu 24.04."""
    second = _SECOND_NAMES.match(name)
    return f"{second[1]} | {second[1]}t64" if second else name


def oldest_libc(folder: Path) -> str:
    """The oldest C library that everything in a folder runs with, by the names of versions that its files ask for."""
    newest = (2, 17)
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            if content[:4] == b"\x7fELF":
                asked = ((int(a), int(b)) for a, b in re.findall(rb"GLIBC_(\d+)\.(\d+)", content))
                newest = max([newest, *asked])
    return f"{newest[0]}.{newest[1]}"


def control(version: str, architecture: str, depends: Iterable[str], size: int) -> str:
    """The package's description; `size` in bytes."""
    return (
        f"Package: scrutineer\nVersion: {version}\nArchitecture: {architecture}\nMaintainer: {MAINTAINER}\n"
        f"Installed-Size: {-(-size // 1024)}\nDepends: {', '.join(depends)}\nRecommends: xdg-utils\n"
        f"Section: office\nPriority: optional\nDescription: {SUMMARY}\n"
        " An offline desktop program for independent scrutineers of local safeguarding children\n"
        " partnerships. Everything stays on the machine, in one encrypted casefile a partnership.\n"
        " It opens no network connection.\n"
    )


REFRESH = """#!/bin/sh
set -e
for refresh in "update-desktop-database -q /usr/share/applications" "update-mime-database /usr/share/mime" \\
    "gtk-update-icon-cache -q -t -f /usr/share/icons/hicolor"; do
    if command -v "${refresh%% *}" >/dev/null 2>&1; then $refresh || true; fi
done
"""
"""After installing and after removing: the desktop reads its lists again. Nothing of a person's is touched."""


def package(entries: Iterable[Entry], description: str, moment: int) -> bytes:
    """The bytes of a .deb with these files."""
    files = with_folders(entries)
    checked = "".join(
        f"{hashlib.md5(entry.content, usedforsecurity=False).hexdigest()}  {entry.path}\n"
        for entry in files if not entry.folder and not entry.link
    )  # fmt: skip
    about = [
        Entry("control", description.encode()),
        Entry("md5sums", checked.encode()),
        Entry("postinst", REFRESH.encode(), 0o755),
        Entry("postrm", REFRESH.encode(), 0o755),
    ]
    members = [("debian-binary", b"2.0\n"), ("control.tar.xz", xz(tar(about, moment))),
               ("data.tar.xz", xz(tar(files, moment)))]  # fmt: skip
    return ar(members, moment)


def require_dpkg() -> None:
    """A Refusal where nothing can say which packages the program needs."""
    if shutil.which("dpkg") is None:
        raise Refusal("There is no dpkg here. A .deb is built on Debian or Ubuntu, whose packages it names.")
