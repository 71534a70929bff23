"""How a hit is marked in a title or passage that search found."""

from __future__ import annotations

HIT_STARTS, HIT_ENDS = "\u0002", "\u0003"
"""The characters that stand round a hit; no text that a person writes holds them."""


def without_marks(text: str) -> str:
    """A text as it reads, its hits unmarked."""
    return text.replace(HIT_STARTS, "").replace(HIT_ENDS, "")
