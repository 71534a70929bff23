"""Right to left and left to right in one line: the levels of Unicode's bidirectional algorithm (UAX 9).

Explicit embeddings and the pairing of brackets (N0) are left out: nobody types the one, and the other moves a bracket
only where both directions meet inside it.
"""

from __future__ import annotations

import unicodedata

_STRONG = {"L": 0, "R": 1, "AL": 1}


def runs_right_to_left(text: str) -> bool:
    """Whether anything in a text is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)


def base_level(text: str) -> int:
    """1 where the first letter that has a direction runs from right to left."""
    for character in text:
        level = _STRONG.get(unicodedata.bidirectional(character))
        if level is not None:
            return level
    return 0


def levels(text: str, base: int) -> list[int]:
    """The level of each character: odd ones run from right to left."""
    kinds = [unicodedata.bidirectional(character) or "L" for character in text]
    _numbers(kinds, base)
    _neutrals(kinds, base)
    of_each = [_level(kind, base) for kind in kinds]
    for place in range(len(text) - 1, -1, -1):
        if not text[place].isspace():
            break
        of_each[place] = base
    return of_each


def _numbers(kinds: list[str], base: int) -> None:
    """Rules W1 to W7: what numbers are, and the signs within and beside them."""
    strong = before = "R" if base else "L"
    for place, written in enumerate(kinds):
        kind = before if written == "NSM" else written
        strong = kind if kind in _STRONG else strong
        before = kinds[place] = "AN" if kind == "EN" and strong == "AL" else kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    _signs_of_numbers(kinds)
    strong = "R" if base else "L"
    for place, kind in enumerate(kinds):
        strong = kind if kind in {"L", "R"} else strong
        if kind == "EN" and strong == "L":
            kinds[place] = "L"


def _signs_of_numbers(kinds: list[str]) -> None:
    """Rules W4 and W5: a separator within a number, and signs of measure beside it."""
    for place in range(1, len(kinds) - 1):
        before, kind, after = kinds[place - 1 : place + 2]
        if before == after and ((kind in {"ES", "CS"} and before == "EN") or (kind == "CS" and before == "AN")):
            kinds[place] = before
    for way in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        beside = ""
        for place in way:
            if kinds[place] == "ET" and beside == "EN":
                kinds[place] = "EN"
            beside = kinds[place]


def _neutrals(kinds: list[str], base: int) -> None:
    """Rules N1 and N2: what has no direction of its own goes with both its neighbours, else with the line."""
    place, usual = 0, "R" if base else "L"
    before = usual
    while place < len(kinds):
        if kinds[place] in {"L", "R", "EN", "AN"}:
            before = "L" if kinds[place] == "L" else "R"
            place += 1
            continue
        end = place
        while end < len(kinds) and kinds[end] not in {"L", "R", "EN", "AN"}:
            end += 1
        after = usual if end == len(kinds) else ("L" if kinds[end] == "L" else "R")
        kinds[place:end] = [before if before == after else usual] * (end - place)
        place = end


def _level(kind: str, base: int) -> int:
    """Rules I1 and I2."""
    if base:
        return 1 if kind == "R" else 2
    return {"L": 0, "R": 1}.get(kind, 2)


def in_order(runs: list[int]) -> list[int]:
    """The places of runs, given their levels, as they stand from left to right."""
    order = list(range(len(runs)))
    for level in range(max(runs, default=0), 0, -1):
        place = 0
        while place < len(order):
            end = place
            while end < len(order) and runs[order[end]] >= level:
                end += 1
            order[place:end] = reversed(order[place:end])
            place = max(end, place + 1)
    return order
