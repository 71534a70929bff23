"""One Setup.exe for one person, without an administrator's rights, built on Linux and tried as far as Wine goes."""

from __future__ import annotations

import compileall
import py_compile
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from installer import freezing, licences, nsis, pictures, runtime, wine
from installer.project import PROGRAM_LOCK, PROMISES, ROOT, Refusal, run, say, still, version
from installer.surroundings import Surroundings

COMPILER, RESOURCES = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-windres"
TOOLS = {"makensis": "nsis", COMPILER: "gcc-mingw-w64-x86-64", RESOURCES: "binutils-mingw-w64-x86-64"}
"""What has to be there, and the Debian package that brings it."""
QT = re.compile(
    r"PySide6/(__init__\.py|_[a-z_]+\.py|support/.*|(Qt)(Core|Gui|Widgets|Svg|DBus|PrintSupport)\.pyd|pyside6\.abi3\.dll"
    r"|Qt6(Core|Gui|Widgets|Svg|DBus|PrintSupport)\.dll|(msvcp|vcruntime|concrt)[0-9_a-z]*\.dll"
    r"|plugins/(platforms/(qwindows|qoffscreen)|styles/.*|iconengines/qsvgicon|imageformats/q(gif|ico|jpeg|svg)).*\.dll)"
)
"""All that is kept of Qt."""
_LEFT_OUT = re.compile(
    r"(^|/)(__pycache__|tests?|testing|pip|bin|Scripts|include|pip-.*)/|\.(pyi|h|lib|pdb|c|pyx|pxd)$"
)
START = "import sys; sys.frozen = True; from scrutineer.__main__ import main; sys.exit(main())"
LAUNCHER = ROOT / "installer" / "inside" / "launcher.c"
READ = "import os, sys; from scrutineer.exchange.child import main; code = main(); sys.stdout.flush(); os._exit(code)"
PROGRAMS = (("Scrutineer", START, True), ("scrutineer-console", START, False), ("scrutineer-reader", READ, True))
"""Each program: its name, what it starts, and whether it is one without a console."""


@dataclass(frozen=True, slots=True)
class Signing:
    """What a set-up is signed with: a certificate's file and where its password stands."""

    certificate: Path
    password: Path | None = None


def build(into: Path, work: Path, *, embed: Path | None, signing: Signing | None) -> tuple[list[Path], bool]:
    """Write the set-up; returns what was written and whether it was tried as a whole. A Refusal otherwise."""
    require_tools(signing)
    surroundings = Surroundings(work)
    surroundings.make()
    folder = work / "windows"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    put, licence = runtime.from_embed(embed, folder) if embed else runtime.from_packages(surroundings, folder)
    runtime.finish(folder, put)
    say(f"Putting the packages for Windows and Python {put} together")
    _packages(surroundings, folder / "packages", put)
    _programs(surroundings, folder, put)
    if embed is None:
        _stable(folder, put, work)
    _pages(surroundings, folder, licence, own=embed is None)
    if put == f"{sys.version_info.major}.{sys.version_info.minor}":
        _compile(folder)
    _same_case(folder)
    freezing.settle(folder)
    out = into / f"Scrutineer-{version()}-Setup.exe"
    into.mkdir(parents=True, exist_ok=True)
    if signing:
        for name, _, _ in PROGRAMS:
            sign(folder / f"{name}.exe", signing)
    _pack(folder, work, out)
    if signing:
        sign(out, signing)
    say(f"{out.name}: {out.stat().st_size / 1e6:.0f} MB, {freezing.size_of(folder) / 1e6:.0f} MB once installed."
        + ("" if signing else " It is not signed: Windows will warn of it."))  # fmt: skip
    return [out], wine.tried(out, work, COMPILER)


def require_tools(signing: Signing | None) -> None:
    """A Refusal that names what is missing here."""
    if not sys.platform.startswith("linux"):
        raise Refusal("The set-up for Windows is built on Linux.")
    missing = [package for tool, package in TOOLS.items() if shutil.which(tool) is None]
    if missing:
        raise Refusal(f"Building for Windows needs these packages: apt-get install {' '.join(missing)}")
    if signing is None:
        return
    if not signing.certificate.is_file():
        raise Refusal(f"There is no certificate {signing.certificate}. Nothing was built.")
    if shutil.which("osslsigncode") is None:
        raise Refusal("Signing needs osslsigncode: apt-get install osslsigncode. Nothing was built.")


def sign(file: Path, signing: Signing) -> None:
    """Sign a program in its place. No time is asked of a server, so the signature ends with the certificate."""
    signed = file.with_suffix(".signed")
    password = ["-readpass", signing.password] if signing.password else []
    run(["osslsigncode", "sign", "-pkcs12", signing.certificate, *password, "-n", "Scrutineer",
         "-h", "sha256", "-in", file, "-out", signed])  # fmt: skip
    signed.replace(file)


def _packages(surroundings: Surroundings, folder: Path, put: str) -> None:
    """The packages of the lock for Windows, and the project, with what the program never uses left out."""
    whole = surroundings.work / "windows-packages"
    shutil.rmtree(whole, ignore_errors=True)
    surroundings.pip(
        "install", "-q", "--no-deps", "--require-hashes", "--no-compile", "--only-binary=:all:", "--platform",
        "win_amd64", "--python-version", put, "--implementation", "cp", "-r", PROGRAM_LOCK, "--target", whole,
    )  # fmt: skip
    surroundings.pip("install", "-q", "--no-deps", "--no-index", "--no-compile", "--target", whole,
                     next((surroundings.work / "wheel").glob("*.whl")))  # fmt: skip
    for path in sorted(whole.rglob("*")):
        name = path.relative_to(whole).as_posix()
        if path.is_file() and wanted(name):
            out = folder / name
            out.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, out)
    for path in sorted((whole / "shiboken6").glob("*140*.dll")):  # Microsoft's C and C++ runtime, for every package
        shutil.copyfile(path, folder.parent / path.name.lower())


def _same_case(folder: Path) -> None:
    """One file of a name: Windows sees no difference between VCRUNTIME140.dll and vcruntime140.dll."""
    seen = set[str]()
    for path in sorted(folder.iterdir(), reverse=True):  # small letters first
        if path.name.lower() in seen:
            path.unlink()
        seen.add(path.name.lower())


def wanted(name: str) -> bool:
    """Whether a file of a package for Windows goes into the program."""
    if ".dist-info/" in name:
        return name.endswith("/METADATA")
    if name.startswith("PySide6/"):
        return QT.fullmatch(name) is not None
    return not _LEFT_OUT.search(name)


def _programs(surroundings: Surroundings, folder: Path, put: str) -> None:
    """Compile the programs that start Python, with the mark and the version in them."""
    drawn = surroundings.work / "icons"
    drawn.mkdir(exist_ok=True)
    mark = ROOT / "resources" / "icons" / "program-mark.svg"
    surroundings.script("draw_icons", mark, drawn, *pictures.ICO_SIZES)
    icon = surroundings.work / "scrutineer.ico"
    icon.write_bytes(pictures.ico(drawn))
    resource, compiled = surroundings.work / "scrutineer.rc", surroundings.work / "scrutineer.o"
    resource.write_text(f'1 ICON "{icon}"\n', encoding="utf-8")
    run([RESOURCES, resource, compiled], env=still())
    for name, start, windowed in PROGRAMS:
        library = f"python{put.replace('.', '')}.dll"
        run(
            [COMPILER, "-Os", "-s", "-municode", "-mwindows" if windowed else "-mconsole", "-Wl,--no-insert-timestamp",
             f'-DSTART=L"{start}"', f'-DPYTHON_DLL=L"{library}"', LAUNCHER, compiled,
             "-o", folder / f"{name}.exe"],
            env=still(),
        )  # fmt: skip


def _stable(folder: Path, put: str, work: Path) -> None:
    """python3.dll, which packages for any version of Python ask for: it hands everything on to this version's."""
    own = f"python{put.replace('.', '')}"
    told = run(["x86_64-w64-mingw32-objdump", "-p", folder / f"{own}.dll"])
    names = re.findall(r"^\s*\[ *\d+\] (?:\+base\[ *\d+\] +)?(?:[0-9a-f]+ )?(\w+)$", told, re.MULTILINE)
    listed = "".join(f" {name}={own}.{name}\n" for name in sorted(set(names)))
    (work / "python3.def").write_text(f"LIBRARY python3.dll\nEXPORTS\n{listed}", encoding="utf-8")
    # where it is to be loaded is said: the linker would work it out of the name of the folder that it is made in
    run([COMPILER, "-shared", "-nostdlib", "-s", "-Wl,--no-insert-timestamp", "-Wl,-e,0,--image-base,0x180000000",
         work / "python3.def", "-o", folder / "python3.dll"], env=still())  # fmt: skip


def _pages(surroundings: Surroundings, folder: Path, licence: str, *, own: bool) -> None:
    """The licences of everything inside, and what is promised, beside the program."""
    others = [("Python", licence), ("NSIS, which the set-up and the uninstaller are made with", _NSIS)]
    if own:
        others.append(("Microsoft’s C runtime", _MICROSOFT))
    text = licences.page(surroundings.work / "windows-packages", licences.locked(), others)
    (folder / "packages" / "scrutineer" / "shipped" / "licences.txt").write_text(text, encoding="utf-8")
    (folder / "licences.txt").write_text(text, encoding="utf-8")
    for page in PROMISES:
        shutil.copyfile(page, folder / page.name)


_NSIS = (
    "Copyright (C) 1999-2025 Contributors. zlib/libpng licence: provided as it is, without warranty; free for any use, "
    "alteration and redistribution, as long as its origin is not misrepresented, altered versions are marked as such, "
    "and this notice stays. Its compressor LZMA: Common Public License 1.0, with an exception for installers."
)
_MICROSOFT = (
    "vcruntime140.dll and vcruntime140_1.dll: distributable code of Microsoft Visual C++, as it is with Python."
)


def _compile(folder: Path) -> None:
    """Compiled once here, so that the first start is no slower and nothing is written where it is installed."""
    quiet = {"quiet": 2, "force": True, "invalidation_mode": py_compile.PycInvalidationMode.UNCHECKED_HASH}
    compileall.compile_dir(folder, stripdir=str(folder), **quiet)  # type: ignore[arg-type]


def _pack(folder: Path, work: Path, out: Path) -> None:
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    text = nsis.script(folder, names, out=out, icon=work / "scrutineer.ico", version=version(),
                       size=freezing.size_of(folder))  # fmt: skip
    (work / "setup.nsi").write_text(text, encoding="utf-8")
    say("Packing")
    run(["makensis", "-V2", "-INPUTCHARSET", "UTF8", work / "setup.nsi"], env=still())
