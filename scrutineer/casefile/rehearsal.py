"""Something done to a casefile as ever, and taken back: what it says is what happens without a rehearsal."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from scrutineer.casefile.casefile import Casefile


class _Over(Exception):  # noqa: N818
    """The rehearsal is over: what was written in it is taken back."""


@contextmanager
def rehearsal(casefile: Casefile) -> Iterator[None]:
    """Do everything inside as ever, each transaction checked, refused and seen by the next, and take it all back.

    What is raised inside is raised; the file is as it was either way.
    """
    with suppress(_Over), casefile.aside():
        casefile.rehearsing = threading.get_ident()
        try:
            yield
        finally:
            casefile.rehearsing = None
        raise _Over
