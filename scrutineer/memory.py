"""What this process leaves in its memory: blanked as it is let go of, and handed back to the system."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ctypes

_PERTURB = -6  # glibc's M_PERTURB: what is freed is filled with a byte


@contextmanager
def blanked() -> Iterator[None]:
    """What is freed in here is overwritten, and every page that holds nothing any more goes back to the system, which
    blanks it. On Linux with its usual library; elsewhere nothing happens.

    SQLCipher's own means cannot be turned off again, and made reading five to ten times as slow.
    """
    import ctypes  # the first page stands without it

    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    _call(library, "mallopt", _PERTURB, 0xFF)
    try:
        yield
    finally:
        _call(library, "mallopt", _PERTURB, 0)
        _call(library, "malloc_trim", 0)


def collect() -> None:
    """Let go of what is garbage, and blank it: where there is a window on its thread alone, as widgets may be in it."""
    with blanked():
        gc.collect()


def _call(library: ctypes.CDLL | None, name: str, *values: int) -> None:
    with suppress(AttributeError):  # another library of C
        if library is not None:
            getattr(library, name)(*values)
