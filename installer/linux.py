"""A .deb of the frozen program, and an AppImage of it."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

from installer import appimage, debian, desktop, freezing
from installer.archives import Entry, entries_of
from installer.elf import asked_outside
from installer.project import PROMISES, ROOT, Refusal, day, moment, say, version
from installer.surroundings import Surroundings
from installer.trying import try_out

SIZES = (16, 24, 32, 48, 64, 128, 256)


def build(into: Path, work: Path) -> list[Path]:
    """Build and try the program, and write its .deb and, where its tool is here, its AppImage; returns what was
    written. A Refusal where anything is missing."""
    if not sys.platform.startswith("linux") or platform.machine() not in debian.ARCHITECTURES:
        raise Refusal("The package for Linux is built on Linux, on a 64-bit Intel, AMD or ARM machine.")
    debian.require_dpkg()
    surroundings = Surroundings(work)
    surroundings.make()
    folder = freezing.freeze(surroundings)
    size = freezing.size_of(folder)
    say(try_out([folder / "scrutineer"]).strip())
    depends = [f"libc6 (>= {debian.oldest_libc(folder)})", *debian.needed_packages(list(asked_outside(folder)))]
    pictures = work / "icons"
    pictures.mkdir(exist_ok=True)
    surroundings.script("draw_icons", ROOT / "resources" / "icons" / "program-mark.svg", pictures, *SIZES)
    manual = surroundings.script("write_manual", version(), day())
    architecture = debian.ARCHITECTURES[platform.machine()]
    description = debian.control(version(), architecture, depends, size)
    say("Packing")
    licences = (folder / "_internal" / "scrutineer" / "shipped" / "licences.txt").read_bytes()
    entries = [
        *entries_of(folder, "usr/lib/scrutineer"),
        *desktop.desktop_files(manual, pictures),
        Entry("usr/bin/scrutineer", link="../lib/scrutineer/scrutineer"),
        Entry("usr/share/doc/scrutineer/copyright", licences),
        *(Entry(f"usr/share/doc/scrutineer/{page.name}", page.read_bytes()) for page in PROMISES),
    ]
    into.mkdir(parents=True, exist_ok=True)
    out = into / f"scrutineer_{version()}_{architecture}.deb"
    out.write_bytes(debian.package(entries, description, moment()))
    say(
        f"{out.name}: {out.stat().st_size / 1e6:.0f} MB, {size / 1e6:.0f} MB once installed. "
        f"It needs {', '.join(depends)}."
    )
    if why := appimage.lacking():
        say(f"No AppImage: {why}.")
        return [out]
    return [out, appimage.build(folder, pictures, manual, into, surroundings)]
