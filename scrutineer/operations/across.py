"""Across partnerships, without mixing casefiles: a de-identified profile out, several beside it, a learning shelf."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.area import AreaItem, AreaLevel, AreaProfile, as_plain, from_plain
from scrutineer.domain.challenge import Status
from scrutineer.domain.changes import Outcome
from scrutineer.domain.editions import shown_in
from scrutineer.domain.evidence import months_between
from scrutineer.domain.ids import TargetId
from scrutineer.domain.ledgers import AskedReturn
from scrutineer.domain.marking import Edition
from scrutineer.domain.outcomes import require_words
from scrutineer.domain.shelf import ShelfItem, mark_of
from scrutineer.domain.words import some
from scrutineer.errors import UserError
from scrutineer.exchange import reader
from scrutineer.operations.material import edition_view
from scrutineer.operations.queries.context import Context, level_word, read_context
from scrutineer.operations.queries.expected import expected
from scrutineer.operations.queries.keeping_out import to_keep_out
from scrutineer.operations.queries.strength import JudgedStrength, judged_strength
from scrutineer.outputs import write_output
from scrutineer.progress import SILENT, Progress

MAX_PROFILE = 2 * 1024 * 1024  # bytes: a profile is a few kilobytes


@dataclass(frozen=True, slots=True)
class Looked:
    """What stops a profile from being written: where in the chosen texts something looks personal."""

    where: str
    what: str


def area_profile(
    casefile: Casefile, context: Context, today: date, *, label: str, items: Sequence[ShelfItem] = ()
) -> AreaProfile:
    """The current cycle in levels, counts and ages, under a label of the scrutineer's own.

    No name, no question, no narrative: the only texts are those of the items chosen. Lines of a framework of one's
    own go by their place, because its ids may name the area.
    """
    judged = judged_strength(casefile, context, today)
    view = edition_view(casefile, Edition.PARTNER, today=today)
    items_shown = [sourced.item for sourced in view.evidence.shown if sourced.item.cycle_id == context.cycle.id]
    lives = [known.life for known in view.challenges.shown]
    statuses = Counter(life.status for life in lives)
    final = shown_in(Edition.PARTNER, [strength.judgement for strength in judged if not strength.draft])
    shown_judgements = {judgement.id for judgement in final.shown}
    asked, answered = _returns(casefile, context, today)
    places = {target: number for number, target in enumerate(context.framework.targets(), 1)}
    return AreaProfile(
        label=" ".join(label.split()),
        framework="own framework" if context.framework.own else f"{context.framework.id} {context.framework.version}",
        cycle_months=months_between(context.cycle.starts, context.cycle.ends) + 1,
        levels=tuple(_level(context, strength, places) for strength in judged
                     if strength.judgement.id in shown_judgements),
        evidence=dict(Counter(item.kind.value for item in items_shown)),
        evidence_months=tuple(sorted(months_between(item.dated, today) for item in items_shown)),
        challenges={status.value: statuses[status] for status in Status if status in statuses},
        days_open=tuple(sorted(life.days_open(today) for life in lives if life.is_open)),
        returns_asked=asked,
        returns_answered=answered,
        items=tuple(AreaItem(item.title, item.text) for item in items),
        withheld={"challenges": view.challenges.withheld, "items of evidence": view.evidence.withheld,
                  "judgements": final.withheld},
    )  # fmt: skip


def _returns(casefile: Casefile, context: Context, today: date) -> tuple[int, int]:
    """How many returns partners may know to have been asked for, and how many of those have come."""
    rows = {row.profile: row for row in expected(casefile, context, today)}
    every = tables.rows(casefile, AskedReturn, cycle_id=context.cycle.id)
    cells = [rows[asked.profile].cells.get(asked.agency_id) for asked in shown_in(Edition.PARTNER, every).shown]
    return len(cells), sum(cell is not None and cell.received is not None for cell in cells)


def _level(context: Context, strength: JudgedStrength, places: dict[TargetId, int]) -> AreaLevel:
    judgement = strength.judgement
    return AreaLevel(
        target=f"own:{places[judgement.target]}" if context.framework.own else judgement.target,
        scale_id=judgement.scale_id,
        level=judgement.level,
        word=level_word(judgement.scale_id, judgement.level),
        strength=strength.strength.value,
        direction=judgement.direction.value,
    )


def looks_personal(casefile: Casefile, label: str, items: Sequence[ShelfItem]) -> tuple[Looked, ...]:
    """What in the label or the chosen texts looks like it belongs to one person, or names this partnership."""
    name = read_context(casefile).partnership.name
    place = name.split()[0]
    texts = [("the label", label), *((item.title, f"{item.title} {item.text}") for item in items)]
    looked = [Looked(where, what) for where, what in to_keep_out(casefile, texts)]
    for where, text in texts:
        if place.casefold() in text.casefold():
            looked.append(Looked(where, f"the name “{place}”"))
    return tuple(looked)


def export_profile(
    casefile: Casefile,
    *,
    out: Path,
    label: str,
    items: Sequence[ShelfItem] = (),
    today: date | None = None,
    progress: Progress = SILENT,
) -> Outcome[AreaProfile]:
    """Write the profile as a small JSON file. What looks personal, or names the partnership, stops it."""
    progress.step(0, 1, "Writing the profile")
    label = require_words(label, "label")
    stops = looks_personal(casefile, label, items)
    if stops:
        reasons = some([f"{stop.where}: {stop.what}" for stop in stops])
        raise UserError(f"The profile was not written: {reasons}.", "Take that out of the words, then write it again.")
    profile = area_profile(casefile, read_context(casefile), today or casefile.clock.today(), label=label, items=items)
    written = json.dumps(as_plain(profile), ensure_ascii=False, indent=1).encode()
    write_output(out, written, endings=(".json",))
    return Outcome(profile, label=f"Profile written to {out.name}: levels, counts and ages, {len(items)} chosen texts")


def read_profiles(paths: Sequence[Path]) -> tuple[AreaProfile, ...]:
    """Profiles from files, to look at side by side. Nothing of them is kept."""
    return tuple(_read(path) for path in paths)


def _read(path: Path) -> AreaProfile:
    name, content = reader.load(path, MAX_PROFILE)
    try:
        raw = json.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise UserError(f"{name} is no area profile.", "Choose a profile written by Scrutineer.") from None
    return from_plain(name, raw)


def shelve(
    casefile: Casefile, *, title: str, text: str, came_from: str = "", progress: Progress = SILENT
) -> Outcome[int]:
    """Put a lesson on the shelf of this casefile. The same words are shelved once."""
    progress.step(0, 1, "Shelving")
    head = require_words(title, "lesson")
    mark = mark_of(head, text)
    there = tables.rows(casefile, ShelfItem, mark=mark)
    if there:
        return Outcome(there[0].id, label="It is on the shelf already")
    item = ShelfItem(
        title=head, text=text.strip(), came_from=came_from.strip(), added_on=casefile.clock.today(), mark=mark
    )
    with casefile.transact(f"Shelve “{head}”") as changes:
        new = tables.insert(casefile, item)
    return Outcome(new, changes.kinds, "On the shelf")


def take_off_shelf(casefile: Casefile, *, item: ShelfItem, progress: Progress = SILENT) -> Outcome[None]:
    """Take a lesson off the shelf; undo brings it back."""
    progress.step(0, 1, "Taking it off the shelf")
    with casefile.transact(f"Take “{item.title}” off the shelf") as changes:
        tables.delete(casefile, ShelfItem, item.id)
    return Outcome(None, changes.kinds, "Off the shelf")


def shelf(casefile: Casefile) -> tuple[ShelfItem, ...]:
    """Everything on the shelf, the newest first."""
    return tables.rows(casefile, ShelfItem, order=("-id",))
