"""Types the frameworks and scales of this folder. No logic for a single framework."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from scrutineer.domain.framework import Framework, LineOfEnquiry, Step
from scrutineer.domain.ids import TargetId
from scrutineer.domain.scale import Scale, parse_scale
from scrutineer.errors import UserError

_FOLDER = Path(__file__).parent


@cache
def framework_texts() -> dict[str, str]:
    """The text of each framework shipped, by id."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(_FOLDER.glob("framework-*.toml"))]
    return {str(tomllib.loads(text)["id"]): text for text in texts}


def framework_text(framework_id: str) -> str:
    """The text of the framework with this id, or a sentence that lists those there are."""
    texts = framework_texts()
    if framework_id not in texts:
        raise UserError(f"There is no framework called “{framework_id}”.", f"Choose one of: {', '.join(texts)}.")
    return texts[framework_id]


@cache
def parse_framework(text: str) -> Framework:
    """A framework from its text; a missing or doubled id is named."""
    try:
        framework = _framework(tomllib.loads(text))
    except KeyError as missing:
        raise UserError(f"The framework lacks {missing} in one of its entries.", "Add it and load it again.") from None
    targets = framework.targets()
    doubled = sorted({target for target in targets if targets.count(target) > 1})
    if doubled:
        raise UserError(f"The framework holds {doubled[0]} twice.", "Give each step and line its own id.")
    return framework


def _framework(raw: Mapping[str, Any]) -> Framework:
    prefix = str(raw["id"])
    return Framework(
        id=prefix,
        version=raw["version"],
        title=raw["title"],
        short_title=raw["short_title"],
        source=raw["source"],
        note=raw["note"],
        steps=tuple(_step(prefix, step) for step in raw["steps"]),
    )


def _step(prefix: str, raw: Mapping[str, Any]) -> Step:
    number = str(raw["number"])
    return Step(
        target=TargetId(f"{prefix}:{number}"),
        number=number,
        title=raw["title"],
        label=raw["label"],
        confirmed=raw["confirmed"],
        lines=tuple(_line(prefix, line) for line in raw["lines"]),
    )


def _line(prefix: str, raw: Mapping[str, Any]) -> LineOfEnquiry:
    return LineOfEnquiry(
        target=TargetId(f"{prefix}:{raw['code']}"),
        code=raw["code"],
        label=raw["label"],
        question=raw["question"],
        evidence=raw["evidence"],
    )


@cache
def scales() -> tuple[Scale, ...]:
    """Every scale shipped."""
    raw = tomllib.loads((_FOLDER / "scales.toml").read_text(encoding="utf-8"))
    return tuple(parse_scale(entry) for entry in raw["scales"])
