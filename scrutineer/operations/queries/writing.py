"""What helps one write: the phrases and words that a casefile keeps, and the words that are its own anyway."""

from __future__ import annotations

from collections.abc import Iterator

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.writing import KeptWord, Phrase, kept_forms
from scrutineer.operations.queries.context import Context


def phrases(casefile: Casefile) -> tuple[Phrase, ...]:
    """The phrases of one's own, by name."""
    return tuple(sorted(tables.rows(casefile, Phrase), key=lambda phrase: phrase.name.casefold()))


def kept_words(casefile: Casefile) -> tuple[KeptWord, ...]:
    """The words that are kept as spelt right, in their order."""
    return tuple(sorted(tables.rows(casefile, KeptWord), key=lambda kept: kept.word.casefold()))


def own_words(casefile: Casefile, context: Context) -> frozenset[str]:
    """Every word that is spelt right in this casefile, as `kept_form` compares it: those kept, and those of its
    names, of its framework and of its scale."""
    return kept_forms((*(kept.word for kept in tables.rows(casefile, KeptWord)), *_texts(context)))


def _texts(context: Context) -> Iterator[str]:
    yield context.partnership.name
    yield context.partnership.scrutineer
    for agency in context.agencies:
        yield agency.name
        yield from agency.aliases
    for seat in context.seats:
        yield seat.title
    for cycle in context.cycles:
        yield cycle.name
        yield cycle.guidance
    yield context.framework.title
    for target in context.framework.targets():
        yield context.framework.name(target)
    for level in context.scale.levels:
        yield level.word
