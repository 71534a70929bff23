"""The mark of a level on whatever scale it was given, by that scale's id."""

from __future__ import annotations

from scrutineer.domain.judgement import Judgement
from scrutineer.operations.mappings import scales
from scrutineer.operations.queries.context import Context, level_here
from scrutineer.ui.kit.marks import LevelMark
from scrutineer.ui.kit.paint import NON_LEVELS, look_of


def mark_on(scale_id: str, level: str, words: str) -> LevelMark:
    """The mark of a level on a scale by its id; a non-score has its own on any scale."""
    scale = next((known for known in scales() if known.id == scale_id), None)
    if scale is None:
        return LevelMark(level if level in NON_LEVELS else "", words)
    return LevelMark(look_of(scale, level), words)


def level_of(context: Context, judged: Judgement) -> LevelMark:
    """The mark of a judgement's level, in words that say where its scale is not the one in use."""
    return mark_on(judged.scale_id, judged.level, level_here(context, judged.scale_id, judged.level))


def rank_on(scale_id: str, level: str) -> int:
    """The place of a level on a scale by its id, counted from the lowest, 0; -1 for anything that is no level there."""
    scale = next((known for known in scales() if known.id == scale_id), None)
    rank = scale.rank(level) if scale is not None else None
    return -1 if rank is None else rank
