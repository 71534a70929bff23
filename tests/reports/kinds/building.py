"""What tests of the kinds share: the material of the worked example, a document of it, and what somebody reads there."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from scrutineer.domain.challenge import Ending, Impact, Life, ResponseView
from scrutineer.domain.editions import EditionView, Scope, allowed
from scrutineer.domain.evidence import EvidenceKind, Strength
from scrutineer.domain.judgement import Direction
from scrutineer.domain.marking import Edition, Marking, may_appear
from scrutineer.domain.material import Material, YearMaterial
from scrutineer.operations.material import read_material
from scrutineer.reports import read_back, rendering
from scrutineer.reports.document import Block, Document, Figure, Grid, lines
from scrutineer.reports.furniture import Format
from scrutineer.reports.kinds import kind_named
from scrutineer.reports.kinds.kind import Making

TODAY = date(2026, 11, 20)
MADE = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
TRIED = (Format.PAGE, Format.WORD, Format.WORKBOOK)
"""Formats that need no page to be set: the same blocks, and quick."""
LISTS = (
    "statements", "evidence", "excerpts", "judgements", "views", "files", "answers", "asked", "contributions",
    "attendance", "training", "priorities", "outcomes", "recommendations",
)  # fmt: skip
"""The parts of a material whose records have a marking of their own; lives have two."""
UNMARKED = ("seats", "group_seats", "owing", "cycles", "methods", "frameworks", "clock_rules", "child_death_review")
OF_THE_YEAR = tuple(field.name for field in fields(YearMaterial) if field.name not in UNMARKED)
"""The parts of the year's material whose records have a marking of their own."""
FREE = {
    "text", "title", "method", "limits", "quote", "place", "narrative", "strength_reason", "words", "who", "name",
    "standard", "typed", "evidence", "improvement", "deadline", "reason", "note", "in_kind", "meeting", "seat", "course",
    "why", "how_much", "how_well", "difference", "owner", "question", "test", "put_to", "by", "stage", "number",
    "agency_typed", "word", "moderated_word", "moderated_typed", "area", "sources", "partner", "agency", "period",
    "with_whom", "agenda", "challenged", "decided", "notes", "expenses", "data_controller", "given", "safeguard",
    "author", "terms", "methods", "summary", "asked_for", "found", "asker", "reply", "did", "decision", "themes", "basis",
    "other_basis", "purpose", "first", "second", "followed", "findings", "readiness", "unit", "commentary", "missing",
}  # fmt: skip
"""Fields that hold words of somebody."""


def material_of(casefile: Any, **changed: Any) -> Material:
    """Everything recorded, as on the day of the tests."""
    return replace(read_material(casefile, TODAY), **changed)


def view_of(material: Material, edition: Edition = Edition.PARTNER, **scope: Any) -> EditionView:
    """What an edition may hold of it."""
    return allowed(material, edition, Scope(**scope))


def built(kind: str, view: EditionView, making: Making | None = None) -> Document:
    """A document of a kind."""
    return kind_named(kind).build(view, making or Making())


def texts(document: Document, section: str = "") -> list[str]:
    """What is read, in order, in one section or all of them."""
    return [line.text for line in lines(document) if section in ("", line.section)]


def said(document: Document, section: str = "") -> str:
    """The same as one text."""
    return "\n".join(texts(document, section))


def blocks(document: Document) -> Iterable[Block]:
    """Every block of the sections."""
    return (block for section in document.sections for block in section.blocks)


def grid(document: Document, caption: str) -> list[list[str]]:
    """The rows of the table whose caption begins so, in words."""
    for block in blocks(document):
        table = block.data if isinstance(block, Figure) else block
        if isinstance(table, Grid) and table.caption.startswith(caption):
            return [["".join(run.text for run in cell.words) for cell in row] for row in table.rows]
    raise AssertionError(f"no table “{caption}” in {document.kind}")


def read_back_whole(document: Document, forms: Iterable[Format] = TRIED) -> None:
    """Written and read again, it says what it says and nothing else."""
    for form in forms:
        content = rendering.render(document, form, MADE)
        assert read_back.differences(document, content, form) == (), (document.kind, form)


def all_marked(material: Material, marking: Marking) -> Material:
    """The same with everything under one marking."""
    return marked(material, lambda _: marking)


def marked(material: Material, choose: Any) -> Material:
    """The same, each record under the marking that is chosen for it."""

    def again(thing: Any) -> Any:
        return replace(thing, marking=choose(thing))

    lives = tuple(Life(again(life.challenge), tuple(map(again, life.events))) for life in material.lives)
    return replace(material, lives=lives, **each(material, again))


def each(material: Material, again: Any) -> dict[str, Any]:
    """Every list of a material and of its year, each record made again by a function."""
    year = {name: tuple(map(again, getattr(material.year, name))) for name in OF_THE_YEAR}
    lists = {name: tuple(map(again, getattr(material, name))) for name in LISTS}
    return {**lists, "year": replace(material.year, **year)}


def marked_at_random(material: Material, seed: int) -> Material:
    """The same with markings by chance, the same for the same seed."""
    chance = random.Random(seed)
    return marked(material, lambda _: chance.choice(list(Marking)))


def otherwise(thing: Any) -> Any:
    """A record with everything else said in it: every word, day, level and way it ended. Only what it hangs on stays."""
    changed: dict[str, Any] = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        if isinstance(value, str) and field.name in FREE - {"quote"}:
            changed[field.name] = f"Something else of {field.name}, on 1 May 2020."
        elif isinstance(value, date):
            changed[field.name] = value + timedelta(days=37)
        elif isinstance(value, CHANGED):
            every = list(type(value))
            changed[field.name] = every[(every.index(value) + 1) % len(every)]
        elif field.name == "level":
            changed[field.name] = "limited" if value == "strong" else "strong"
    return replace(thing, **changed)


CHANGED = (EvidenceKind, ResponseView, Ending, Impact, Direction, Strength)
"""What else is said of a record beside its words and days."""


def with_withheld_otherwise(material: Material, edition: Edition) -> Material:
    """The same, but for what an edition may not hold: of that everything is another."""

    def again(thing: Any, *above: Any) -> Any:
        held = all(may_appear(each.marking, edition) for each in (thing, *above))
        return thing if held else otherwise(thing)

    lives = tuple(
        Life(again(life.challenge), tuple(again(event, life.challenge) for event in life.events))
        for life in material.lives
    )
    return replace(material, lives=lives, **each(material, again))


def with_secrets(material: Material) -> tuple[Material, Mapping[str, tuple[Marking, ...]]]:
    """A word of its own in every free text of every record; by word, the markings of all that the record hangs on."""
    secrets: dict[str, tuple[Marking, ...]] = {}

    def with_words(thing: Any, *above: Marking) -> Any:
        changed = {}
        for field in fields(thing):
            value = getattr(thing, field.name)
            if isinstance(value, str) and field.name in FREE:
                secret = f"zq{len(secrets)}x"
                secrets[secret] = (thing.marking, *above)
                changed[field.name] = f"{value} {secret}".strip()
        return replace(thing, **changed)

    year = material.year
    above_it: tuple[tuple[str, Iterable[Any]], ...] = (
        ("evidence_id", material.evidence), ("return_id", material.files), ("priority_id", material.priorities),
        ("piece_id", (*year.pieces, *year.other_pieces)), ("contract_id", year.contracts), ("review_id", year.reviews),
        ("indicator_id", year.indicators), ("inspection_id", year.inspections),
        ("judgement_id", material.judgements), ("recommendation_id", material.recommendations),
    )  # fmt: skip
    known = {column: {thing.id: thing.marking for thing in things} for column, things in above_it}

    def above(thing: Any) -> tuple[Marking, ...]:
        return tuple(marking for column, where in known.items() if (marking := where.get(getattr(thing, column, None))))

    lives = tuple(
        Life(with_words(life.challenge), tuple(with_words(event, life.challenge.marking) for event in life.events))
        for life in material.lives
    )
    return replace(material, lives=lives, **each(material, lambda thing: with_words(thing, *above(thing)))), secrets
