"""No pattern takes longer than in proportion to its text: a stranger writes the text."""

from __future__ import annotations

import ast
import functools
import importlib
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

kinds, parser = (importlib.import_module(f"re._{name}") for name in ("constants", "parser"))
ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "scrutineer").rglob("*.py"))
INLINE = {"search", "match", "fullmatch", "sub", "subn", "findall", "finditer", "split"}
SIZES = (20, 6_400, 51_200)
MOMENT = 0.001
"""Seconds: at the last size, one that looks through the rest at every fiftieth place takes several of these moments, and
one that takes no longer than that is slow for nobody."""
TIMES, GROWTH = 8, 24
"""Eight times the text takes eight times the time, and sixty-four times for a pattern that looks through the rest at
each place."""


def inside(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from inside(part)
    elif isinstance(value, tuple | list | set | frozenset):
        for part in value:
            yield from inside(part)


def compiled() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Every pattern that a module of the program keeps, in tables too."""
    for file in FILES:
        if file.stem == "__main__" or "re." not in file.read_text(encoding="utf-8"):
            continue
        module = importlib.import_module(
            ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        )
        for name, value in vars(module).items():
            for pattern in inside(value):
                yield f"{file.stem}.{name} {pattern.pattern[:30]!r}", pattern


def calls() -> Iterator[tuple[str, ast.Call]]:
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        if "import re" not in text:  # taking every file apart took longer than all else here
            continue
        for node in ast.walk(ast.parse(text)):
            if (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in INLINE
                and isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            ):  # fmt: skip
                yield f"{file.relative_to(ROOT)}:{node.lineno}", node


def written_in_place() -> Iterator[tuple[str, re.Pattern[Any]]]:
    for where, node in calls():
        if isinstance(node.args[0], ast.Constant):
            yield where, re.compile(node.args[0].value)


def sample(items: Any) -> str:
    """A text that fits this part of a pattern."""
    return "".join(_sample(kind, value) for kind, value in items)


def _sample(kind: Any, value: Any) -> str:
    if kind is kinds.LITERAL:
        return chr(value)
    if kind is kinds.IN:
        return _of_class(value)
    if kind is kinds.NOT_LITERAL:
        return "b" if value == ord("a") else "a"
    if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT}:
        return sample(value[2]) * max(1, value[0])
    if kind is kinds.SUBPATTERN:
        return sample(value[3])
    if kind is kinds.BRANCH:
        return sample(value[1][0])
    return "" if kind in {kinds.AT, kinds.ASSERT, kinds.ASSERT_NOT, kinds.GROUPREF} else "a"


def _of_class(members: Any) -> str:
    fits = re.compile("[" + "".join(_written(kind, value) for kind, value in members) + "]")
    return next((text for text in 'a0 A.,-\n<("@:' if fits.match(text)), "b")


def _written(kind: Any, value: Any) -> str:
    if kind is kinds.NEGATE:
        return "^"
    if kind is kinds.LITERAL:
        return re.escape(chr(value))
    if kind is kinds.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w", "CATEGORY_NOT_DIGIT": r"\D",
            "CATEGORY_NOT_SPACE": r"\S", "CATEGORY_NOT_WORD": r"\W"}[str(value)]  # fmt: skip


def beginnings(items: Any) -> Iterator[str]:
    """Texts that fit each beginning of a pattern, of the groups inside it too."""
    for number, (kind, value) in enumerate(items):
        before = sample(list(items)[:number])
        if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT}:
            yield from (before + part for part in beginnings(value[2]))
        elif kind is kinds.SUBPATTERN:
            yield from (before + part for part in beginnings(value[3]))
        elif kind is kinds.BRANCH:
            yield from (before + part for branch in value[1] for part in beginnings(branch))
        yield sample(list(items)[: number + 1])


def nasty(pattern: re.Pattern[Any]) -> Iterator[Callable[[int], Any]]:
    """Makers of texts of a size: each beginning over and over, and each with its last letter over and over."""
    raw = pattern.pattern
    text = raw.decode("latin-1") if isinstance(raw, bytes) else raw
    starts = {start for start in beginnings(parser.parse(text, pattern.flags & ~re.UNICODE)) if start}
    starts |= {"a", "0", " ", "a.", "0 "}
    for start in sorted(starts):
        for repeated in {start, start[-1]}:

            def made(size: int, start: str = start, repeated: str = repeated) -> Any:
                whole = (start + repeated * (size // len(repeated)))[: size - 1] + "\0"  # at the end nothing fits
                return whole.encode("latin-1", "replace") if isinstance(raw, bytes) else whole

            yield made


def seconds(pattern: re.Pattern[Any], text: Any) -> float:
    begun = time.thread_time()
    for _ in pattern.finditer(text):
        pass
    return time.thread_time() - begun


def grows_too_fast(pattern: re.Pattern[Any], made: Callable[[int], Any]) -> float:
    """By how much more the time grew than the text did, 0 where it did not; small texts first, for no test hangs."""
    for size in SIZES:
        small, large = made(size // TIMES), made(size)
        short, long = [], []
        for _ in range(4):  # the machine may have been busy with something else
            long.append(seconds(pattern, large))
            if min(long) < MOMENT:
                break
            short.append(seconds(pattern, small))
            if min(long) < GROWTH * min(short):
                break
        else:
            return min(long) / max(min(short), 1e-9)
    return 0.0


@functools.cache
def slow_on(pattern: re.Pattern[Any]) -> list[tuple[Any, float]]:
    """The beginnings of the texts that a pattern is too slow on, and by how much; of one kept twice, once."""
    return [(made(40), growth) for made in nasty(pattern) if (growth := grows_too_fast(pattern, made))]


PATTERNS = dict((*compiled(), *written_in_place()))


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_takes_time_in_proportion_to_the_text(name):
    assert not slow_on(PATTERNS[name])


def test_patterns_that_are_looked_for_are_seen_here():
    """One that is put together while the program runs could not be tried: it stands compiled, or in its call."""
    assert len(PATTERNS) > 50
    unseen = [where for where, node in calls() if not isinstance(node.args[0], ast.Constant)]
    assert not unseen


@pytest.mark.parametrize(
    "slow", [r"[\w.+-]+@\w+", r"\[(E\d+)(?:,[^\]]*)?\]", r"<row [^>]*?\br=\"(\d+)\"", r"(a|a)*b", r"\s+$"]
)
def test_a_pattern_that_is_slow_is_seen(slow):
    pattern = re.compile(slow)
    assert any(grows_too_fast(pattern, made) for made in nasty(pattern))
