"""Small pieces of wording that many sentences share."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """1 day, 2 days: a number with its noun, for nouns that take an s."""
    return f"{number} {noun}" + ("" if number == 1 else "s")
