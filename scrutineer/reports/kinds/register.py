"""The evidence register: every item with its source and days, how it came, what it bears on and what limits it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from scrutineer.domain.dates import long_date, short_date
from scrutineer.domain.editions import EditionView, SourcedItem
from scrutineer.domain.evidence import LinkTarget
from scrutineer.domain.ids import EvidenceId
from scrutineer.domain.marking import Edition
from scrutineer.domain.words import as_shown, counted
from scrutineer.reports.document import Block, Document, Grid, GridCell, Section, Source
from scrutineer.reports.furniture import Format
from scrutineer.reports.kinds import findings, parts
from scrutineer.reports.kinds.kind import READ, Kind, Making
from scrutineer.reports.kinds.parts import cell, not_here


def build(view: EditionView, making: Making) -> Document:
    """The register of everything that was recorded, in the order of the references."""
    items = sorted(view.evidence.shown, key=lambda sourced: sourced.item.number)
    body = (
        Section("items", "Items of evidence", tuple(_items(view, items))),
        Section("come", "How each came, and what it bears on", tuple(_how(view, items))),
    )
    return parts.made(
        view, making, kind=KIND.id, title=KIND.title, about=f"Everything recorded to {long_date(view.today)}",
        sections=body, own_page=False,
    )  # fmt: skip


def _items(view: EditionView, items: list[SourcedItem]) -> Iterator[Block]:
    whole, private = view.evidence.is_whole, view.edition is Edition.PRIVATE
    if items:
        rows = tuple(_row(sourced, private=private) for sourced in items)
        marked = ("Marking",) if private else ()
        head = ("Reference", "Item", "Kind", "Source", "Dated", "Received", *marked)
        widths = (0.12, 0.29, 0.16, 0.17, 0.13, 0.13)
        if private:
            widths = (0.12, 0.24, 0.14, 0.15, 0.11, 0.12, 0.12)  # type: ignore[assignment]
        yield Grid(findings.if_part("Items of evidence", whole), rows, head=head, widths=widths)
    else:
        yield findings.none_of("No evidence is recorded.", whole, "No item of evidence is in this edition.")
    yield from not_here([(view.evidence.withheld, "item of evidence", "items of evidence")])


def _row(sourced: SourcedItem, *, private: bool) -> tuple[GridCell, ...]:
    item = sourced.item
    source = Source("evidence", item.id)
    return (
        cell(item.reference, strong=True, anchor=item.reference), cell(item.title, source), cell(as_shown(item.kind)),
        cell(sourced.source), cell(short_date(item.dated)), cell(short_date(item.received)),
        *([cell(item.marking.value)] if private else []),
    )  # fmt: skip


def _how(view: EditionView, items: list[SourcedItem]) -> Iterator[Block]:
    bears = _bearing(view)
    rows = tuple(
        (
            cell(sourced.item.reference, strong=True),
            cell(sourced.item.method or "Not said", Source("evidence", sourced.item.id, "method")),
            cell(", ".join(bears.get(sourced.item.id, ())) or "Nothing is linked"),
            cell(sourced.item.limits or "None noted", Source("evidence", sourced.item.id, "limits")),
            cell(_files(view, sourced)),
        )
        for sourced in items
    )  # fmt: skip
    head = ("Reference", "How", "Bears on", "Limits", "Files")
    if rows:
        yield Grid("How each came, and what it bears on", rows, head=head, widths=(0.13, 0.24, 0.15, 0.26, 0.22))


def _bearing(view: EditionView) -> Mapping[EvidenceId, list[str]]:
    """By item, the steps and lines of the cycle's framework that it is linked to, by their codes."""
    bears: dict[EvidenceId, list[str]] = defaultdict(list)
    lines = view.linked.get(LinkTarget.LINE, {})
    for target in view.framework.targets():
        if target in lines:
            step, line = view.framework.step(target), view.framework.line(target)
            for known in lines[target].shown:
                bears[known.item.item.id].append(line.code if line else step.number)
    return bears


def _files(view: EditionView, sourced: SourcedItem) -> str:
    """The names of an item's files; whoever is not the scrutineer is told how many, for a name may name a person."""
    names = view.attachments.get(sourced.item.id, ())
    if view.edition is Edition.PRIVATE:
        return "; ".join(names) or "None"
    return counted(len(names), "file") if names else "None"


KIND = Kind(
    id="register",
    title="Evidence register",
    about="Every item of evidence with its source, its days, how it came, what it bears on and its limits.",
    build=build,
    formats=(*READ, Format.WORKBOOK),
)
