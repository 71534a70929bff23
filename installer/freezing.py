"""The program as a folder that needs no Python: PyInstaller's one-dir build, pruned, with its licences beside it."""

from __future__ import annotations

import json
import os
import shutil
import sys
import sysconfig
from pathlib import Path

from installer import licences
from installer.project import ROOT, moment, run, say, still
from installer.surroundings import Surroundings

UNUSED_MODULES = (
    "tkinter", "pip", "setuptools", "pkg_resources", "wheel", "PyInstaller", "ssl", "_ssl", "curses", "readline",
    "idlelib", "lib2to3", "ensurepip", "venv", "turtle", "turtledemo", "test", "pdb", "PIL.ImageTk", "PIL._imagingtk",
    "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets",
)  # fmt: skip
"""Never used: nothing of a network among them."""
UNUSED_FILES = (
    "platformthemes/libqgtk3", "plugins/tls/", "plugins/networkinformation/", "plugins/generic/", "plugins/qmltooling/",
    "plugins/egldeviceintegrations/", "plugins/sqldrivers/", "plugins/printsupport/", "plugins/qmllint/",
    "plugins/platforms/libqeglfs", "plugins/platforms/libqlinuxfb", "plugins/platforms/libqminimal",
    "plugins/platforms/libqvnc", "plugins/platforms/libqvkkhrdisplay", "plugins/platforminputcontexts/libqtvirtual",
    "plugins/imageformats/libqtga", "plugins/imageformats/libqtiff", "plugins/imageformats/libqwbmp",
    "plugins/imageformats/libqwebp", "plugins/imageformats/libqicns", "plugins/imageformats/libqpdf",
    "Qt/translations/", "Qt/qml/", "libQt6Qml", "libQt6Quick", "libQt6VirtualKeyboard", "libQt6Pdf", "libQt6EglF",
    "libQt6Network", "plugins/wayland-graphics-integration-client/", "libQt6OpenGL",
    "/INSTALLER", "/RECORD", "/REQUESTED", "/direct_url.json", "/WHEEL", "docx/templates/default-docx-template/",
)  # fmt: skip
"""Left out of the folder by these parts of their names: what no page of the window loads, and what tells who built."""


def freeze(surroundings: Surroundings, *, icon: Path | None = None) -> Path:
    """Build the folder, every file in it dated by `moment`; returns it."""
    work = surroundings.work
    say("Building the program (some minutes)")
    for name in ("dist", "pyinstaller"):
        shutil.rmtree(work / name, ignore_errors=True)
    own = [os.path.realpath(surroundings.folder), os.path.realpath(sysconfig.get_path("stdlib"))]
    keep = {
        "modules": UNUSED_MODULES, "files": UNUSED_FILES, "own": own if sys.platform.startswith("linux") else [],
        "icon": str(icon) if icon else "",
    }  # fmt: skip
    run(
        [surroundings.python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN", "--distpath",
         work / "dist", "--workpath", work / "pyinstaller", ROOT / "installer" / "inside" / "program.spec"],
        env=still() | {"SCRUTINEER_BUILD": json.dumps(keep), "PYINSTALLER_CONFIG_DIR": str(work / "cache")},
        cwd=work,
    )  # fmt: skip
    folder = work / "dist" / "scrutineer"
    text = licences.page(
        surroundings.packages,
        licences.locked(),
        [("Python", licences.of_python()), licences.of_pyinstaller(surroundings.packages)],
    )
    (folder / "_internal" / "scrutineer" / "shipped" / "licences.txt").write_text(text, encoding="utf-8")
    settle(folder)
    return folder


def settle(folder: Path) -> None:
    """Give every file the one moment and the plainest rights, and leave no folder empty."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_symlink():
            continue
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
                continue
            path.chmod(0o755)
        else:
            runs = path.parent == folder and not path.suffix
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (moment(), moment()))


def size_of(folder: Path) -> int:
    """The bytes of everything in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
