"""Profiles as small TOML files: made once, carried to the next casefile, given to --mapping."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from scrutineer.domain.mapping import Layout, Profile, Role, plain_heading
from scrutineer.domain.scale import Scale, require_scale
from scrutineer.errors import UserError

_ADVICE = "See docs/mapping-files.md for what a mapping file holds."


def parse(text: str, scales: tuple[Scale, ...], name: str = "the mapping") -> Profile:
    """A profile from its text; what is missing or not understood is named."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{name} is not a mapping file: {error}.", _ADVICE) from None
    try:
        return _profile(raw, scales)
    except KeyError as missing:
        raise UserError(f"{name} does not say its {missing.args[0]}.", _ADVICE) from None
    except (ValueError, TypeError, AttributeError) as error:
        raise UserError(f"{name} holds something that cannot be read: {error}.", _ADVICE) from None


def _profile(raw: Mapping[str, Any], scales: tuple[Scale, ...]) -> Profile:
    return Profile(
        name=str(raw["name"]),
        layout=Layout(raw["layout"]),
        headings={plain_heading(text): Role(role) for text, role in raw["headings"].items()},
        scale=_declared(raw, scales),
        sheets=tuple(raw.get("sheets", ())),
        agency_label=raw.get("agency_label", ""),
        returned_label=raw.get("returned_label", ""),
        add_agencies=raw.get("add_agencies", ""),
        lines={str(number): str(target) for number, target in raw.get("lines", {}).items()},
    )


def _declared(raw: Mapping[str, Any], scales: tuple[Scale, ...]) -> Scale:
    """The scale by its id, with what this layout declares of its own."""
    scale = require_scale(scales, str(raw["scale"]))
    stands_for: dict[str, str] = raw.get("stands_for", {})
    also: dict[str, list[str]] = raw.get("also_typed", {})
    levels = tuple(
        replace(
            level,
            assurance=stands_for.get(level.key, level.assurance),
            typed=(*level.typed, *(str(text) for text in also.get(level.key, ()))),
        )
        for level in scale.levels
    )
    return replace(
        scale,
        levels=levels,
        not_applicable=tuple(raw.get("not_applicable", scale.not_applicable)),
        unanswered=tuple(raw.get("unanswered", scale.unanswered)),
    )


def write(profile: Profile) -> str:
    """The text of a profile; `parse` gives the same profile back."""
    import tomli_w

    content: dict[str, Any] = {
        "name": profile.name,
        "layout": profile.layout.value,
        "sheets": list(profile.sheets),
        "agency_label": profile.agency_label,
        "returned_label": profile.returned_label,
        "add_agencies": profile.add_agencies,
        "scale": profile.scale.id,
        "not_applicable": list(profile.scale.not_applicable),
        "unanswered": list(profile.scale.unanswered),
        "headings": {text: role.value for text, role in profile.headings.items()},
        "stands_for": {level.key: level.assurance for level in profile.scale.levels if level.assurance},
        "lines": dict(profile.lines),
    }
    return tomli_w.dumps(content)
