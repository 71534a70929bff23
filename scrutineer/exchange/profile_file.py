"""Profiles as small TOML files: made once, carried to the next casefile."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from scrutineer.domain.answers import crossed_levels
from scrutineer.domain.ledger_kinds import LEDGERS
from scrutineer.domain.ledgers import Presence
from scrutineer.domain.mapping import DATE_HABITS, Layout, Profile, Role, plain_heading
from scrutineer.domain.scale import NO_SCALE, Scale, own_scale, require_scale
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
    layout = Layout(raw["layout"])
    scale = NO_SCALE if layout in LEDGERS else _declared(raw, scales)
    roles = {plain_heading(text): Role(role) for text, role in raw["headings"].items()}
    crossed = crossed_levels([text for text, role in roles.items() if role is Role.CROSSED], scale)
    habit = raw.get("date_habit", "")
    if habit and habit not in DATE_HABITS:
        raise ValueError(f"the date habit “{habit}” is neither “{DATE_HABITS[0]}” nor “{DATE_HABITS[1]}”")
    declared = {plain_heading(text): str(key) for text, key in raw.get("level_columns", {}).items()}
    return Profile(
        name=str(raw["name"]),
        layout=layout,
        headings={text: role for text, role in roles.items() if role is not Role.CROSSED},
        scale=scale,
        sheets=tuple(raw.get("sheets", ())),
        agency_label=raw.get("agency_label", ""),
        agency_by_sheet=bool(raw.get("agency_by_sheet", False)),
        returned_label=raw.get("returned_label", ""),
        date_habit=habit,
        add_agencies=raw.get("add_agencies", ""),
        also_called={plain_heading(new): plain_heading(old) for new, old in raw.get("also_called", {}).items()},
        level_columns=crossed | declared,
        marks={str(mark): Presence(meaning).value for mark, meaning in raw.get("marks", {}).items()},
        lines={str(number): str(target) for number, target in raw.get("lines", {}).items()},
        worded={str(number): str(words) for number, words in raw.get("worded", {}).items()},
    )


def _declared(raw: Mapping[str, Any], scales: tuple[Scale, ...]) -> Scale:
    """The scale by its id or written out, with what this layout declares of its own.

    Levels are written out from the lowest to the highest, as keys or as tables.
    """
    declared = raw["scale"]
    if isinstance(declared, dict):
        written = [
            level if isinstance(level, dict) else {"key": level, "word": str(level)} for level in declared["levels"]
        ]
        scale = own_scale(written, declared.get("name", ""), declared.get("id", "own"))
    else:
        scale = require_scale(scales, str(declared))
    stands_for: dict[str, str] = raw.get("stands_for", {})
    also: dict[str, list[str]] = raw.get("also_typed", {})
    levels = tuple(
        replace(
            level,
            assurance=stands_for.get(level.key, level.assurance),
            typed=tuple(dict.fromkeys((*level.typed, *(str(text) for text in also.get(level.key, ()))))),
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
        "agency_by_sheet": profile.agency_by_sheet,
        "date_habit": profile.date_habit,
        "add_agencies": profile.add_agencies,
        "scale": _scale_out(profile.scale),
        "not_applicable": list(profile.scale.not_applicable),
        "unanswered": list(profile.scale.unanswered),
        "headings": {text: role.value for text, role in profile.headings.items()},
        "stands_for": {level.key: level.assurance for level in profile.scale.levels if level.assurance},
        "also_typed": {level.key: list(level.typed) for level in profile.scale.levels if level.typed},
        "also_called": dict(profile.also_called),
        "level_columns": dict(profile.level_columns),
        "marks": dict(profile.marks),
        "lines": dict(profile.lines),
        "worded": dict(profile.worded),
    }
    if profile.layout in LEDGERS:
        del content["scale"], content["not_applicable"], content["unanswered"]
    return tomli_w.dumps(content)


def _scale_out(scale: Scale) -> object:
    """A scale that ships by its id; one of this mapping's own written out."""
    if not scale.own:
        return scale.id
    levels = [{"key": level.key, "word": level.word, "look": level.look} for level in scale.levels]
    return {"id": scale.id, "name": scale.name, "levels": levels}
