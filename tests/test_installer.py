"""What is installed: written the same each time, whole, told to the desktop, and never at a casefile's cost."""

from __future__ import annotations

import configparser
import io
import lzma
import os
import plistlib
import re
import shutil
import struct
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from sysconfig import get_path
from xml.etree import ElementTree

import pytest
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent.parent))  # it is no part of the program

from installer import (
    appimage,
    building,
    comparing,
    debian,
    desktop,
    elf,
    freezing,
    licences,
    mac,
    nsis,
    pictures,
    project,
    runtime,
    trying,
    windows,
)
from installer.archives import Entry, ar, entries_of, read_ar, tar, xz
from installer.inside import write_manual
from installer.project import ROOT, SUFFIX, Refusal
from installer.wine import Wine

MOMENT = 1_764_000_000
FILES = [
    Entry("usr/lib/scrutineer/scrutineer", b"\x7fELF", 0o755),
    Entry("usr/bin/scrutineer", link="../lib/scrutineer/scrutineer"),
    Entry("usr/share/doc/scrutineer/copyright", b"licences"),
]


@pytest.fixture
def package(tmp_path) -> Path:
    """A .deb with three files."""
    out = tmp_path / "scrutineer_0.1.0_amd64.deb"
    description = debian.control("0.1.0", "amd64", ["libc6 (>= 2.35)", "libgl1"], 5000)
    out.write_bytes(debian.package(FILES, description, MOMENT))
    return out


def members(content: bytes) -> list[tarfile.TarInfo]:
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress(content))) as archive:
        return list(archive)


# The Debian package


def test_a_package_is_read_back_as_it_was_written(package):
    parts = read_ar(package.read_bytes())
    assert list(parts) == ["debian-binary", "control.tar.xz", "data.tar.xz"]
    assert parts["debian-binary"] == b"2.0\n"
    files = members(parts["data.tar.xz"])
    assert [entry.name for entry in files if entry.isfile()] == [
        "./usr/lib/scrutineer/scrutineer", "./usr/share/doc/scrutineer/copyright",
    ]  # fmt: skip
    assert {(entry.uname, entry.gname, entry.uid, entry.mtime) for entry in files} == {("root", "root", 0, MOMENT)}
    names = [entry.name for entry in files]
    assert all(name.rpartition("/")[0] in {*names, "."} for name in names)  # each folder stands before what is in it
    assert {entry.name: entry.mode & 0o777 for entry in members(parts["control.tar.xz"])}["./postinst"] == 0o755


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="this is no Debian")
def test_dpkg_reads_the_package(package):
    told = subprocess.run(["dpkg-deb", "--info", package], capture_output=True, text=True, check=True).stdout
    assert "Depends: libc6 (>= 2.35), libgl1" in told
    assert "Installed-Size: 5\n" in told
    listed = subprocess.run(["dpkg-deb", "--contents", package], capture_output=True, text=True, check=True).stdout
    assert "./usr/bin/scrutineer -> ../lib/scrutineer/scrutineer" in listed
    assert "root/root" in listed


def test_the_same_files_give_the_same_package_whenever_they_were_written(tmp_path):
    made = []
    for name, stamp in (("one", 1_000_000_000), ("other", 1_700_000_000)):
        folder = tmp_path / name
        (folder / "b").mkdir(parents=True)
        for path in (folder / "b" / "later", folder / "a"):
            path.write_text("same", encoding="utf-8")
            os.utime(path, (stamp, stamp))
        made.append(debian.package(entries_of(folder, "usr"), "Package: x\n", MOMENT))
    assert made[0] == made[1]


def test_two_builds_are_compared_file_by_file(package, tmp_path):
    other = tmp_path / "other.deb"
    changed = [*FILES[:2], Entry("usr/share/doc/scrutineer/copyright", b"others")]
    data = xz(tar(changed, MOMENT))
    parts = read_ar(package.read_bytes()) | {"data.tar.xz": data}
    other.write_bytes(ar(parts.items(), MOMENT))
    assert comparing.differences(package, package) == []
    assert comparing.differences(package, other) == ["differs: data.tar.xz: ./usr/share/doc/scrutineer/copyright"]


def test_two_set_ups_are_compared_as_they_are(tmp_path, capsys):
    one, other = tmp_path / "One.exe", tmp_path / "Other.exe"
    one.write_bytes(b"same")
    other.write_bytes(b"same")
    assert building.main(["compare", str(one), str(other)]) == 0
    other.write_bytes(b"other")
    assert building.main(["compare", str(one), str(other)]) == 1
    assert "differs: the whole file" in capsys.readouterr().out
    assert building.main(["compare", str(one), str(tmp_path / "none.deb")]) == 2
    assert "There is no" in capsys.readouterr().err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ELF is Linux's")
def test_what_a_file_asks_for_is_read_from_the_file(tmp_path):
    asked = elf.asked_for(Path(sys.executable).resolve().read_bytes())
    assert any(re.match(r"libc\.so|libpython", name) for name in asked)
    assert elf.asked_for(b"#!/bin/sh\n") == []


# What the desktop is told


def test_a_double_click_on_a_casefile_opens_the_program():
    entry = configparser.ConfigParser(interpolation=None)
    entry.read_string(desktop.DESKTOP)
    told = entry["Desktop Entry"]
    assert told["Exec"] == "scrutineer %f"
    assert told["MimeType"].rstrip(";") == project.MIME_TYPE
    kinds = ElementTree.fromstring(desktop.MIME)
    spaced = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    (kind,) = kinds.findall("m:mime-type", spaced)
    assert kind.get("type") == project.MIME_TYPE
    assert [glob.get("pattern") for glob in kind.findall("m:glob", spaced)] == [f"*{SUFFIX}"]


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="the checker is not here")
def test_the_menu_entry_is_valid(tmp_path):
    file = tmp_path / "scrutineer.desktop"
    file.write_text(desktop.DESKTOP, encoding="utf-8")
    done = subprocess.run(["desktop-file-validate", file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_manual_page_names_every_verb():
    from scrutineer.cli import VERBS

    page = write_manual.page("0.1.0", "2026-11-26")
    assert page.startswith(".TH SCRUTINEER 1")
    assert not [verb for verb in VERBS if f".SS {verb}".replace("-", r"\-") not in page]


# The AppImage


def an_appimage(names: tuple[str, ...] = (".text", ".upd_info")) -> bytes:
    """A file that is laid out as an AppImage is: a head, parts with names, their table, then a file system."""
    strings = b"\0" + b"\0".join(name.encode() for name in (*names, ".shstrtab")) + b"\0"
    contents = [b"told of others" for _ in names] + [strings]
    at, rows = 64, []
    for name, content in zip((*names, ".shstrtab"), contents, strict=True):
        place = strings.index(name.encode() + b"\0")
        rows.append(struct.pack("<IIQQQQIIQQ", place, 1, 0, 0, at, len(content), 0, 0, 0, 0))
        at += len(content)
    head = bytearray(64)
    head[:11] = b"\x7fELF\x02\x01\x01\0AI\x02"
    struct.pack_into("<Q", head, 40, at)
    struct.pack_into("<HHH", head, 58, 64, len(rows), len(rows) - 1)
    return bytes(head) + b"".join(contents) + b"".join(rows) + b"hsqs and more"


def test_the_runtime_of_an_appimage_is_cut_out_without_what_it_says_of_that_ones_updates():
    content = an_appimage()
    cut = appimage.runtime_of(content)
    assert len(cut) == content.index(b"hsqs")
    assert cut.count(b"told of others") == 1  # its code stays
    assert cut[: 64 + len(b"told of others")] == content[: 64 + len(b"told of others")]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"MZ" + bytes(100), "no AppImage"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0" + bytes(100), "no AppImage"),
        (an_appimage().replace(b"hsqs", b"none"), "does not end where"),
    ],
)
def test_what_is_no_appimage_gives_no_runtime(content, why):
    with pytest.raises(Refusal, match=why):
        appimage.runtime_of(content)


@pytest.fixture
def laid_out(tmp_path) -> Path:
    """The folder of an AppImage with a stand-in for the program."""
    frozen, drawn, folder = tmp_path / "frozen", tmp_path / "drawn", tmp_path / "folder"
    shipped = frozen / "_internal" / "scrutineer" / "shipped"
    shipped.mkdir(parents=True)
    (shipped / "licences.txt").write_text("licences", encoding="utf-8")
    shutil.copyfile("/bin/true", frozen / "scrutineer")
    (frozen / "scrutineer-reader").write_bytes(b"reads")
    drawn.mkdir()
    (drawn / "256.png").write_bytes(b"picture")
    appimage.lay_out(folder, frozen, desktop.desktop_files("manual", drawn), drawn / "256.png")
    return folder


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it is Linux's")
def test_an_appimage_says_at_its_top_what_starts_it_and_how_it_is_called(laid_out):
    assert (laid_out / "AppRun").resolve() == (laid_out / "usr/lib/scrutineer/scrutineer").resolve()
    assert (laid_out / "scrutineer.desktop").read_text(encoding="utf-8") == desktop.DESKTOP
    assert (laid_out / ".DirIcon").read_bytes() == b"picture"
    assert not [path for path in laid_out.rglob("*") if path.is_symlink() and path.readlink().is_absolute()]


@pytest.mark.skipif(shutil.which("dpkg") is None, reason="this is no Debian")
def test_what_no_desktop_is_sure_to_have_comes_along_with_its_licence(laid_out, monkeypatch):
    program = laid_out / "usr" / "lib" / "scrutineer"
    lib = debian.libraries()["libbz2.so.1.0"]
    asked = iter([["libc.so.6", "libGL.so.1", "libbz2.so.1.0"], ["libc.so.6", "libGL.so.1"]])
    monkeypatch.setattr(appimage, "asked_outside", lambda _folder: next(asked))
    appimage.bring_along(program)
    assert (program / "_internal" / "libbz2.so.1.0").read_bytes() == Path(lib).read_bytes()
    assert not list(program.rglob("libGL*"))
    page = (program / "_internal" / "scrutineer" / "shipped" / "licences.txt").read_text(encoding="utf-8")
    assert page.startswith("licences\n")
    assert "libbz2-1.0, of Debian" in page
    assert "Dave Vasilevsky" in page


@pytest.mark.skipif(shutil.which("mksquashfs") is None, reason="needs squashfs-tools")
def test_the_same_folder_gives_the_same_appimage(laid_out, tmp_path):
    made = []
    for name, stamp in (("one", 1_000_000_000), ("other", 1_700_000_000)):
        copy, out = tmp_path / name, tmp_path / f"{name}.AppImage"
        shutil.copytree(laid_out, copy, symlinks=True)
        freezing.settle(copy)
        os.utime(copy, (stamp, stamp))
        appimage.put_together(appimage.runtime_of(an_appimage()), copy, out, tmp_path)
        made.append(out.read_bytes())
    assert made[0] == made[1]
    assert out.stat().st_mode & 0o111


@pytest.mark.skipif(os.name == "nt", reason="a program of a shell")
def test_a_built_program_is_tried_in_a_folder_of_its_own_for_all_that_it_unpacks(tmp_path):
    """An AppImage unpacks itself where TMPDIR says, by a name that every trial of it gives; the first to end removes it."""
    program = tmp_path / "program"
    program.write_text('#!/bin/sh\necho "$HOME $TMPDIR $PATH $*"\n', encoding="utf-8")
    program.chmod(0o755)
    home, unpacked, *words = trying.try_out([program, "--first"]).split()
    assert home == unpacked != tempfile.gettempdir()
    assert not Path(home).exists()
    assert words[-2:] == ["--first", "--self-test"]


def test_a_built_program_that_fails_its_self_test_is_refused_with_its_last_words():
    with pytest.raises(Refusal, match="does not pass its own self-test"):
        trying.try_out(["/bin/false"])


def test_where_no_appimage_can_be_made_it_is_said_why(monkeypatch):
    monkeypatch.setattr(appimage.platform, "machine", lambda: "aarch64")
    assert "x86_64 alone" in appimage.lacking()
    monkeypatch.setattr(appimage.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(shutil, "which", lambda _tool: None)
    assert "squashfs-tools" in appimage.lacking()


# Windows


@pytest.fixture
def setup_script(tmp_path) -> str:
    """The set-up's script for a small program."""
    names = ["Scrutineer.exe", "scrutineer-console.exe", "Lib/os.py", "packages/a/b.py", "licences.txt"]
    return nsis.script(tmp_path, names, out=tmp_path / "Setup.exe", icon=tmp_path / "i.ico", version="0.1.0", size=5000)


def test_the_set_up_asks_for_no_administrator_and_opens_casefiles(setup_script):
    assert "RequestExecutionLevel user" in setup_script
    assert rf'"Software\Classes\{SUFFIX}" "" "Scrutineer.Casefile"' in setup_script
    assert """shell\\open\\command" "" '"$INSTDIR\\Scrutineer.exe" "%1"'""" in setup_script


def test_uninstalling_removes_what_was_brought_by_name_and_nothing_else(setup_script):
    assert not re.search(r"RMDir\s+/r|Delete\s+.*[*?]|DELETE\s+/r", setup_script, re.IGNORECASE)
    brought = set(re.findall(r'^  File ".*/([^/"]+)"$', setup_script, re.MULTILINE))
    deleted = re.findall(r'^  Delete "\$INSTDIR\\(?:.*\\)?([^\\"]+)"$', setup_script, re.MULTILINE)
    assert set(deleted) == brought | {"Uninstall.exe"}
    assert not [name for name in deleted if name.endswith(SUFFIX)]
    folders = re.findall(r'^  RMDir "\$INSTDIR\\(.+)"$', setup_script, re.MULTILINE)
    assert folders == ["packages\\a", "packages", "Lib"]  # the inner ones first


def test_it_looks_at_every_program_that_may_be_open_before_anything_goes(setup_script):
    section = setup_script.partition("\nSection\n")[2]
    looked_at = re.findall(r'RefuseWhileRuns "\$\{folder\}\\(.+)"', setup_script)
    assert looked_at == ["Scrutineer.exe", "scrutineer-console.exe"]
    acts = re.findall(r"!insertmacro (\w+) (\S+)", section.partition("SectionEnd")[0])
    assert acts == [
        ("RefuseWhileOpen", "$1"), ("RefuseWhileOpen", "$INSTDIR"), ("TakeOut", "$1"), ("TakeOut", "$INSTDIR"),
    ]  # fmt: skip


def test_it_is_for_everyone_where_that_is_said_and_for_one_person_otherwise(setup_script):
    begun = setup_script.partition("Function .onInit")[2].partition("FunctionEnd")[0]
    own, everyones = begun.split("IfErrors whose")
    assert "SetShellVarContext current" in own
    assert f'"{nsis.EVERYONE}"' in own
    assert everyones.index('StrCmp $0 "Admin"') < everyones.index("SetShellVarContext all")
    assert r"$PROGRAMFILES64\Scrutineer" in everyones
    assert setup_script.count("SetShellVarContext") == 4  # at the two beginnings alone: what is written follows them


@dataclass
class Trial:
    """A Windows under Wine and a set-up of three files, of which the console is a program that can run."""

    windows: Wine
    setup: Path

    @property
    def drive(self) -> Path:
        return self.windows.folder / "drive_c"

    def there(self, folder: str) -> set[str]:
        return {file.name for file in (self.drive / folder).rglob("*") if file.is_file()}

    def installed(self, *words: str) -> int:
        return self.windows.start(self.setup, "/S", *words).returncode

    def registered(self, *keys: str) -> list[str]:
        """Which of these keys are there; all are asked for in one go, for each start takes Wine a while."""
        asked = self.drive / "asked.bat"
        lines = "".join(f"reg query {key} >nul 2>nul\r\nif not errorlevel 1 echo {key}\r\n" for key in keys)
        asked.write_text(f"@echo off\r\n{lines}", encoding="ascii", newline="")
        return self.windows.start("cmd", "/c", r"C:\asked.bat").stdout.split()

    def makes(self, words: str, setup: Path) -> Path:
        """A set-up of a script."""
        script = setup.with_suffix(".nsi")
        script.write_text(words.replace(str(self.setup), str(setup)), encoding="utf-8")
        subprocess.run(["makensis", "-V1", script], check=True)
        return setup

    def script(self) -> str:
        brought = self.setup.parent / "brought"
        names = sorted(str(file.relative_to(brought)) for file in brought.rglob("*") if file.is_file())
        picture = self.setup.parent / "i.ico"
        return nsis.script(brought, names, out=self.setup, icon=picture, version="0.1.0", size=5000)


BROUGHT = {"Scrutineer.exe", "scrutineer-console.exe", "os.py", "Uninstall.exe"}
needs_wine = pytest.mark.skipif(
    not (shutil.which("makensis") and shutil.which("wine")), reason="needs makensis and Wine"
)


@pytest.fixture
def trial(tmp_path) -> Trial:
    trial = Trial(Wine(tmp_path / "wine", ""), tmp_path / "Scrutineer-Setup.exe")
    trial.windows.start("wineboot", "--init")
    (tmp_path / "brought" / "Lib").mkdir(parents=True)
    for name in ("Scrutineer.exe", "Lib/os.py"):
        (tmp_path / "brought" / name).write_bytes(b"brought")
    console = trial.drive / "windows" / "system32" / "cmd.exe"
    shutil.copyfile(console, tmp_path / "brought" / "scrutineer-console.exe")
    Image.new("RGBA", (32, 32)).save(tmp_path / "i.ico", "ICO", sizes=[(32, 32)], bitmap_format="bmp")
    trial.makes(trial.script(), trial.setup)
    return trial


@needs_wine
def test_a_set_up_into_another_folder_leaves_no_installation_behind_and_none_goes_while_it_is_open(trial):
    assert trial.installed(r"/D=C:\One") == 0
    assert trial.there("One") == BROUGHT
    (trial.drive / "One" / f"mine{SUFFIX}").write_bytes(b"mine")
    assert trial.installed(r"/D=C:\Two") == 0
    assert trial.there("One") == {f"mine{SUFFIX}"}
    assert trial.there("Two") == BROUGHT
    with subprocess.Popen(
        ["wine", trial.drive / "Two" / "scrutineer-console.exe", "/k"], env=trial.windows.env,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as runs:  # fmt: skip
        assert runs.stdout is not None
        runs.stdout.readline()  # it has begun
        assert trial.installed(r"/D=C:\Three") == 2
        runs.communicate(b"exit\r\n", timeout=60)
    assert trial.there("Two") == BROUGHT
    assert not trial.there("Three")
    assert trial.installed() == 0  # the same folder again
    assert trial.there("Two") == BROUGHT
    assert not trial.there("unnamed")


@needs_wine
def test_an_installation_for_everyone_lies_beside_a_persons_own_and_each_goes_alone(trial):
    everyones, own = r"HKLM\Software\Classes\Scrutineer.Casefile", r"HKCU\Software\Classes\Scrutineer.Casefile"
    assert trial.installed(nsis.EVERYONE) == 0
    assert trial.there("Program Files/Scrutineer") == BROUGHT
    assert trial.registered(everyones, own) == [everyones]
    assert list((trial.drive / "ProgramData").rglob("Scrutineer.lnk"))
    assert trial.installed() == 0
    (mine,) = trial.drive.glob("users/*/AppData/Local/Programs/Scrutineer")
    assert trial.there(str(mine)) == BROUGHT
    assert trial.registered(everyones, own) == [everyones, own]
    assert trial.installed(nsis.EVERYONE) == 0  # a newer one for everyone; the person's own stays
    assert trial.there(str(mine)) == BROUGHT
    trial.windows.start(
        mine / "Uninstall.exe", "/S", r"_?=" + "C:" + str(mine)[len(str(trial.drive)) :].replace("/", "\\")
    )
    assert trial.registered(everyones, own) == [everyones]
    place = trial.drive / "Program Files" / "Scrutineer"
    (place / f"mine{SUFFIX}").write_bytes(b"mine")
    trial.windows.start(place / "Uninstall.exe", "/S", r"_?=C:\Program Files\Scrutineer")
    assert trial.there("Program Files/Scrutineer") - {"Uninstall.exe"} == {f"mine{SUFFIX}"}
    assert trial.registered(*(f"{hive}\\{key}" for hive in ("HKLM", "HKCU") for key in nsis.KEYS)) == []
    assert not list((trial.drive / "ProgramData").rglob("Scrutineer.lnk"))


@needs_wine
def test_without_an_administrators_rights_nothing_is_installed_for_everyone_and_nothing_of_everyones_goes(trial):
    """Whoever is at Wine is an administrator: a set-up that asks for another rank stands for one who is none."""
    words = trial.script().replace('"Admin"', '"Somebody else"')
    refused = trial.makes(words, trial.setup.with_name("Other.exe"))
    assert trial.windows.start(refused, "/S", nsis.EVERYONE).returncode == 2
    assert not trial.there("Program Files/Scrutineer")
    assert not trial.registered(r"HKLM\Software\Scrutineer")
    assert trial.windows.start(refused, "/S", r"/D=C:\Own").returncode == 0
    assert trial.there("Own") == BROUGHT
    key = ["reg", "add", r"HKLM\Software\Scrutineer", "/v", "InstallDir", "/d", r"C:\Own", "/f"]
    trial.windows.start(*key)  # as if it were everyone's
    assert trial.windows.start(trial.drive / "Own" / "Uninstall.exe", "/S", r"_?=C:\Own").returncode == 2
    assert trial.there("Own") == BROUGHT


def test_every_registry_key_that_is_written_goes_again_and_is_told(setup_script):
    written = set(re.findall(r'WriteReg\w+ (\w+) "([^"]+)"', setup_script))
    assert {hive for hive, _ in written} == {"SHCTX"}  # a person's own, or everyone's where that was asked for
    assert not re.search(r"\bHK(CU|LM|CR)\b", setup_script)
    page = (ROOT / "docs" / "installing.md").read_text(encoding="utf-8")
    assert nsis.EVERYONE in page
    for key in nsis.KEYS:
        assert f"HKCU\\{key}" in page, key
        assert re.search(rf'DeleteReg(Key|Value)[^"]* "{re.escape(key)}"', setup_script), key


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("PySide6/Qt6Widgets.dll", True), ("PySide6/Qt6Network.dll", False), ("PySide6/QtNetwork.pyd", False),
        ("PySide6/opengl32sw.dll", False), ("PySide6/plugins/platforms/qwindows.dll", True),
        ("scrutineer/shipped/resources/tokens.json", True), ("pip/__init__.py", False), ("lxml/etree.pyx", False),
        ("holidays-0.109.dist-info/METADATA", True), ("holidays-0.109.dist-info/RECORD", False),
    ],
)  # fmt: skip
def test_of_the_packages_for_windows_what_is_used_is_taken(name, taken):
    assert windows.wanted(name) is taken


def test_a_certificate_that_is_not_there_is_refused_before_anything_is_built(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda tool: f"/usr/bin/{tool}")
    with pytest.raises(Refusal, match="There is no certificate"):
        windows.require_tools(windows.Signing(tmp_path / "none.pfx"))
    (tmp_path / "there.pfx").touch()
    monkeypatch.setattr(shutil, "which", lambda tool: None if tool == "osslsigncode" else f"/usr/bin/{tool}")
    with pytest.raises(Refusal, match="Signing needs osslsigncode"):
        windows.require_tools(windows.Signing(tmp_path / "there.pfx"))


@pytest.mark.skipif(
    not all(map(shutil.which, ("osslsigncode", "openssl", windows.COMPILER))),
    reason="needs osslsigncode, openssl and a compiler for Windows",
)
def test_a_program_is_signed_with_the_certificate_that_is_named(tmp_path):
    source, program = tmp_path / "nothing.c", tmp_path / "nothing.exe"
    source.write_text("int main(void) { return 0; }\n", encoding="utf-8")
    key, certificate, both = tmp_path / "key.pem", tmp_path / "certificate.pem", tmp_path / "both.pfx"
    for command in (
        [windows.COMPILER, source, "-o", program],
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-subj",
         "/CN=A trial", "-addext", "extendedKeyUsage=codeSigning"],
        ["openssl", "pkcs12", "-export", "-inkey", key, "-in", certificate, "-out", both, "-passout", "pass:trial"],
    ):  # fmt: skip
        subprocess.run(command, check=True, capture_output=True)
    password = tmp_path / "password"
    password.write_text("trial", encoding="utf-8")
    windows.sign(program, windows.Signing(both, password))
    read = ["osslsigncode", "verify", "-CAfile", certificate, program]
    told = subprocess.run(read, capture_output=True, text=True, check=False).stdout
    assert "Signature verification: ok" in told
    assert "/CN=A trial" in told


def test_tools_that_are_missing_are_named_with_their_packages(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _tool: None)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(Refusal, match="apt-get install nsis gcc-mingw-w64-x86-64"):
        windows.require_tools(None)


def test_a_zip_that_is_no_python_for_windows_is_refused(tmp_path):
    with pytest.raises(Refusal, match="There is no file"):
        runtime.from_embed(tmp_path / "none.zip", tmp_path)
    with zipfile.ZipFile(tmp_path / "some.zip", "w") as packed:
        packed.writestr("python.txt", "no")
    with pytest.raises(Refusal, match="no embeddable Python"):
        runtime.from_embed(tmp_path / "some.zip", tmp_path)


# A Mac


def test_info_plist_makes_casefiles_this_programs():
    told = plistlib.loads(mac.information("0.1.0"))
    (kind,) = told["UTExportedTypeDeclarations"]
    assert kind["UTTypeTagSpecification"]["public.filename-extension"] == [SUFFIX.removeprefix(".")]
    (opened,) = told["CFBundleDocumentTypes"]
    assert opened["LSItemContentTypes"] == [kind["UTTypeIdentifier"]]
    assert (opened["CFBundleTypeRole"], opened["LSHandlerRank"]) == ("Editor", "Owner")


def test_the_bundle_is_laid_out_as_a_mac_expects(tmp_path):
    program, drawn = tmp_path / "program", tmp_path / "drawn"
    program.mkdir()
    drawn.mkdir()
    (program / "scrutineer").write_bytes(b"program")
    for size in {*pictures.ICNS_KINDS, *pictures.ICO_SIZES}:
        (drawn / f"{size}.png").write_bytes(b"picture" * size)
    bundle = mac.lay_out(program, drawn, tmp_path)
    assert (bundle / "Contents" / "MacOS" / "scrutineer").read_bytes() == b"program"
    icons = (bundle / "Contents" / "Resources" / "Scrutineer.icns").read_bytes()
    assert struct.unpack(">4sI", icons[:8]) == (b"icns", len(icons))
    assert struct.unpack("<HHH", pictures.ico(drawn)[:6]) == (0, 1, len(pictures.ICO_SIZES))


# Licences


def test_the_page_holds_a_licence_of_everything_that_is_built_in():
    names = licences.locked()
    assert {"pyside6-essentials", "sqlcipher3", "reportlab"} <= set(names)
    page = licences.page(Path(get_path("purelib")), names)
    for words in ("GNU LESSER GENERAL PUBLIC LICENSE", "ZETETIC LLC", "Mozilla Public License", "SIL OPEN FONT LICENSE",
                  "may be replaced"):  # fmt: skip
        assert words.lower() in page.lower(), words
    heads = {licences.normal(line.split()[0]) for line in page.splitlines() if line.strip()}
    assert set(names) <= heads


def test_a_package_without_a_licence_stops_the_build(tmp_path):
    info = tmp_path / "made_up-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: made-up\nVersion: 1.0\n", encoding="utf-8")
    with pytest.raises(Refusal, match=r"made-up 1\.0 carries no licence file"):
        licences.page(tmp_path, ["made-up"])
    with pytest.raises(Refusal, match="not in the build: other"):
        licences.page(tmp_path, ["other"])


# Locks and refusals


def pins(file: Path) -> dict[str, set[str]]:
    blocks = re.split(r"\n(?=\S)", file.read_text(encoding="utf-8"))
    return {block.split()[0]: set(re.findall(r"sha256:[0-9a-f]{64}", block)) for block in blocks if "==" in block}


def test_what_is_built_in_is_what_is_checked():
    checked, built = pins(ROOT / "requirements.lock"), pins(project.PROGRAM_LOCK)
    assert built
    assert not {name for name in built if not built[name] or not built[name] <= checked.get(name, set())}


@pytest.mark.parametrize("lock", [project.BUILD_LOCK, runtime.WINDOWS_LOCK, appimage.LOCK])
def test_what_builds_is_pinned_by_hash(lock):
    assert pins(lock)
    assert all(pins(lock).values())


def test_a_refusal_is_a_sentence_and_no_traceback(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _tool: None)
    monkeypatch.setattr(sys, "platform", "linux")
    assert building.main(["windows", "--into", str(tmp_path / "out"), "--work", str(tmp_path / "work")]) == 2
    assert "Building for Windows needs these packages" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_sums_are_those_that_sha256sum_checks(tmp_path):
    (tmp_path / "a.deb").write_bytes(b"abc")
    (tmp_path / "SHA256SUMS").write_text("old", encoding="utf-8")
    assert project.sums(tmp_path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.deb\n"
