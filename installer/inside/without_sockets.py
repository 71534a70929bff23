"""Runs a program that the system ends at once if it, or what it starts, asks for a socket: PROGRAM WORDS ..."""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys

SOCKET = {"x86_64": 41, "aarch64": 198}
"""What the system calls the opening of a socket, by the machine."""


def forbid_sockets() -> None:
    """From now on the system ends whatever asks it for a socket, in this process and in what it starts."""
    number = SOCKET[platform.machine()]
    lines = ((0x20, 0, 0, 0), (0x15, 0, 1, number), (0x06, 0, 0, 0x80000000), (0x06, 0, 0, 0x7FFF0000))
    rules = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(lines), ctypes.addressof(rules)))
    library = ctypes.CDLL(None, use_errno=True)
    none = ctypes.c_ulong(0)
    if library.prctl(38, ctypes.c_ulong(1), none, none, none) or library.prctl(
        22, ctypes.c_ulong(2), program, none, none
    ):
        sys.exit("This system cannot forbid sockets to a process.")


if __name__ == "__main__":
    forbid_sockets()
    os.execve(sys.argv[1], sys.argv[1:], os.environ)
