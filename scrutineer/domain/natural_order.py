"""The order in which a person sorts words: numbers by their size, whatever the case and the accents."""

from __future__ import annotations

import re

from scrutineer.domain.spelling import fold

_PARTS = re.compile(r"[0-9]{1,18}|[^0-9]+|[0-9]+")


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """What a text sorts by: E2 before E14, 1.9 before 1.10, élan beside elan."""
    return tuple(
        (0, int(part), "") if "0" <= part[0] <= "9" else (1, 0, " ".join(map(fold, part.split())))
        for part in _PARTS.findall(text)
    )
