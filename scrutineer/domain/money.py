"""Sums of money as people type them. What could mean two things is not read."""

from __future__ import annotations

import re

from scrutineer.domain.grid import tidy

# Commas only where they part thousands: “1,5” may be one and a half, written as on the continent, or fifteen.
_SUM = re.compile(r"^£?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?\s*(k|m|thousand|million)?$", re.IGNORECASE)
_NOTHING = frozenset({"nil", "none", "-", "£-", "zero", "nothing"})
_TIMES = {"": 1, "k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}


def read_amount(text: str) -> tuple[float | None, str]:
    """Pounds, or None with the reason. "nil" is nought; a blank is not."""
    typed = tidy(text)
    if not typed:
        return None, "blank"
    if typed.casefold() in _NOTHING:
        return 0.0, ""
    match = _SUM.match(typed)
    if not match:
        return None, "not one sum of money"
    whole = float(match[1].replace(",", "") + (f".{match[2]}" if match[2] else ""))
    return whole * _TIMES[(match[3] or "").casefold()], ""
