"""What the environment hands over: the passphrase, taken once, and the little that a child process may see of it."""

from __future__ import annotations

import contextlib
import os
import sys

_OWN = "SCRUTINEER_"
PASSPHRASE = f"{_OWN}PASSPHRASE"

_OF_THE_BUILD = ("_PYI_", "_MEIPASS")
_KEPT_ASIDE = ("LIBRARY_PATH_ORIG",)
"""What starts a built program leaves in its environment, for itself."""

FOR_CHILDREN = frozenset(
    {
        "SYSTEMROOT", "WINDIR", "TEMP", "TMP", "TMPDIR",  # Windows starts nothing without its root
        "LANG", "LC_ALL", "LC_CTYPE", "TZ",
        "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH",  # some systems keep the interpreter's own library there
    }
)  # fmt: skip
"""All that a process which reads strangers' files is told: it may be taken over, and must then know nothing."""


def for_child() -> dict[str, str]:
    """The environment of a process that reads what a stranger made: the names on the list and no other."""
    return {name: value for name, value in os.environ.items() if name.upper() in FOR_CHILDREN}


def for_another_program() -> dict[str, str]:
    """The environment of a program that this person has chosen: theirs, without what is this program's own.

    A built program starts with its own folder in the paths of libraries and plugins: another would load them and end.
    """
    folder = str(getattr(sys, "_MEIPASS", ""))
    theirs = {}
    for name, value in os.environ.items():
        if name.upper().startswith((_OWN, *_OF_THE_BUILD)) or name.upper().endswith(_KEPT_ASIDE):
            continue
        if folder and folder in value:
            value = os.pathsep.join(part for part in value.split(os.pathsep) if part and not _lies_in(part, folder))  # noqa: PLW2901
            if not value:
                continue
        theirs[name] = value
    return theirs


def _lies_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + os.sep)


def take_passphrase() -> str:
    """The passphrase that stands in the environment, "" for none; it stands there no longer."""
    given = os.environ.get(PASSPHRASE, "")
    if given:
        _blot_out()
        del os.environ[PASSPHRASE]
    return given


def _blot_out() -> None:
    """Overwrite the value where the system keeps it: what only is unset can still be read in /proc."""
    if os.name != "posix":
        return
    import ctypes  # hardly any start needs it

    with contextlib.suppress(OSError, AttributeError):
        getenv = ctypes.CDLL(None).getenv
        getenv.restype = ctypes.c_void_p
        place = getenv(PASSPHRASE.encode())
        if place:
            ctypes.memset(place, 0, len(ctypes.string_at(place)))
