"""Merge a co-scrutineer's casefile of the same partnership: a preview, a person's decisions, one undoable entry."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrutineer import inputs
from scrutineer.casefile import merging, numbers, opening, tables, validation
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.doubting import not_typed
from scrutineer.casefile.merging import MergeSide, Refused
from scrutineer.casefile.records import headline, record_in
from scrutineer.clock import Clock
from scrutineer.domain.casefile_merge import Item, MergeAction, Values
from scrutineer.domain.challenge import EventCorrection, reference_for
from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import local_day
from scrutineer.domain.ids import CycleId
from scrutineer.domain.marking import Marking, narrowest
from scrutineer.domain.partnership import Partnership, plain
from scrutineer.domain.rules import is_blank
from scrutineer.domain.scale import NOT_YET
from scrutineer.domain.voices import View, Voice
from scrutineer.domain.words import counted, shortened
from scrutineer.errors import UserError
from scrutineer.operations import copies, merge_words, standing
from scrutineer.operations.merge_plan import Merge
from scrutineer.operations.queries.context import read_context
from scrutineer.progress import SILENT, Progress


@dataclass(frozen=True, slots=True)
class MergeConflict:
    """A conflict that a person decides: what it is, our text and theirs."""

    mark: str
    what: str
    ours: str
    theirs: str
    note: str


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What merging would do. `decisions` are the conflicts, `not_taken` what is not, and why."""

    name: str
    copies: bool
    new: tuple[str, ...]
    changed: tuple[str, ...]
    decisions: tuple[MergeConflict, ...]
    not_taken: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.new or self.changed or self.decisions or self.not_taken)


@contextmanager
def _other(path: Path, passphrase: str, clock: Clock) -> Iterator[Casefile]:
    """Their casefile, opened from a copy: their own file is not touched, not even by a migration."""
    inputs.require_ordinary(path)
    with _copied(path) as copy:
        opened = opening.open_casefile(copy, passphrase, clock, remembered=False)
        try:
            yield opened
        finally:
            opened.discard()


@contextmanager
def _copied(path: Path) -> Iterator[Path]:
    with ExitStack() as until_read:
        try:
            copy = until_read.enter_context(copies.passing_folder()) / path.name
            for ending in ("", "-wal"):
                beside = path.with_name(path.name + ending)
                if not ending or os.path.exists(beside):
                    shutil.copyfile(beside, copy.with_name(copy.name + ending))
        except OSError as error:
            raise UserError(
                f"{path.name} cannot be read, or copied to be read ({error.strerror or error}). Nothing was changed.",
                "Check the name and the disk, and that this computer's own disk has room.",
            ) from None
        yield copy


def _refuse_itself(casefile: Casefile, path: Path) -> None:
    if os.path.exists(path) and path.samefile(casefile.path):
        raise UserError("That is the casefile that is open. Nothing was changed.", "Choose your co-scrutineer's file.")


def _merge(casefile: Casefile, other: Casefile) -> Merge:
    targets = standing.Targets(casefile, other)
    ours = MergeSide(casefile.view)
    theirs = MergeSide(other.reader, ours.rows, lambda thing: standing.row_problems(thing, targets))
    try:
        merge = Merge(ours, theirs)
    except (ValueError, TypeError, KeyError):
        raise UserError(
            "What that casefile says of its own history is damaged. Nothing was changed.",
            "Ask your co-scrutineer to run a check of it, and to restore a backup that is whole.",
        ) from None
    (mine,), (theirs_named,) = (tables.rows(side, Partnership) for side in (casefile, other))
    if not merge.parted and plain(mine.name) != plain(theirs_named.name):
        raise UserError(
            f"That casefile is of another partnership, {theirs_named.name}. Nothing was changed.",
            "Partnerships are never mixed. Choose a co-scrutineer's casefile of this one.",
        )
    return merge


def preview_merge(casefile: Casefile, *, path: Path, passphrase: str, progress: Progress = SILENT) -> MergePreview:
    """What merging that casefile would do. Nothing is changed in either."""
    _refuse_itself(casefile, path)
    progress.step(0, 2, f"Opening {path.name}")
    with _other(path, passphrase, casefile.clock) as other:
        progress.step(1, 2, "Comparing")
        merge = _merge(casefile, other)
        return MergePreview(
            name=path.name,
            copies=bool(merge.parted),
            new=_counts(merge.plan.of(MergeAction.NEW)),
            changed=tuple(merge_words.which(merge, item) for item in merge.plan.of(MergeAction.CHANGED)),
            decisions=tuple(_decision(merge, item) for item in merge.plan.of(MergeAction.CONFLICT)),
            not_taken=(
                *(f"{merge_words.which(merge, item)}: {item.note}" for item in merge.plan.of(MergeAction.TOLD)),
                *(_refused(refused) for refused in merge.theirs.refused.values()),
            ),
        )


def _refused(refused: Refused) -> str:
    """A row that is not taken, and why; its mark is not kept, so that it comes in once it is mended."""
    noun, words = record_in(refused.table).noun, headline(refused.table, refused.values)
    return f"{noun[0].upper()}{noun[1:]}{f' “{shortened(words, 60)}”' if words else ''}: not taken, {refused.why}"


def _counts(items: tuple[Item, ...]) -> tuple[str, ...]:
    """What comes in whatever is decided, counted."""
    by_table = Counter(item.table for item in items if not item.goes_with)
    return tuple(counted(number, record_in(table).noun, record_in(table).plural) for table, number in by_table.items())


def _decision(merge: Merge, item: Item) -> MergeConflict:
    stamps = record_in(item.table).stamps
    names = () if item.note and item.table != "event_correction" else item.fields
    names = tuple(name for name in names if name not in stamps and name != "event_id")
    theirs = merge_words.side(merge, item.table, item.theirs or {}, names)
    ours = "; ".join(_since(merge, item)) if item.note else ""
    ours = ours or merge_words.side(merge, item.table, item.ours or {}, names)
    note = item.note or f"both changed its {', '.join(map(merge_words.called, names))}"
    return MergeConflict(item.mark, merge_words.which(merge, item), ours, theirs, note)


def _since(merge: Merge, item: Item) -> list[str]:
    """What we did since with the life that an event of theirs, or their correction of one, goes on with."""
    values, table = item.theirs or {}, item.table
    if table == "event_correction":
        wrong = merge_words.row_behind(merge, values["event_id"])
        values, table = (wrong.values, wrong.table) if wrong is not None else ({}, table)
    if table not in merge_words.LIVES or not values:
        return []
    life = values[merge_words.LIVES[table]]
    return merge_words.life_since(merge, table, merge.ours_of.get(life, life))


def merge_casefile(
    casefile: Casefile,
    *,
    path: Path,
    passphrase: str,
    decisions: Mapping[str, bool] | None = None,
    progress: Progress = SILENT,
) -> Outcome[int]:
    """Merge it: `decisions` say of each conflict, by its mark, whether theirs is taken. One entry, one undo.

    A judgement of theirs that is not taken is kept as another scrutineer's view. The value counts what was done.
    """
    _refuse_itself(casefile, path)
    chosen = decisions or {}
    progress.step(0, 3, f"Opening {path.name}")
    with (
        _other(path, passphrase, casefile.clock) as other,
        not_typed(casefile),
        casefile.transact(f"Merge {path.name}") as changes,
    ):
        progress.step(1, 3, "Comparing")
        merge = _merge(casefile, other)
        waiting = merge.plan.undecided(chosen)
        if waiting:
            said = "1 conflict still waits" if len(waiting) == 1 else f"{len(waiting)} conflicts still wait"
            raise UserError(f"{said} for you. Nothing was changed.", "Decide each, then merge.")
        progress.step(2, 3, "Writing")
        done = _Writer(casefile, merge, chosen).write()
        changes.accepted = validation.breached_so_far(casefile)  # what each did rightly and both together did not
    label = f"{path.name} merged: {counted(done, 'row')} taken" if changes.kinds else f"{path.name} holds nothing new"
    more = [
        f"; {counted(len(merge.theirs.refused), 'row')} not taken" if merge.theirs.refused else "",
        f"; {counted(len(changes.accepted), 'thing')} to settle, which a check lists" if changes.accepted else "",
    ]
    return Outcome(done, changes.kinds, label + "".join(more))


class _Writer:
    """Carries a plan out. Needs an open transaction."""

    def __init__(self, casefile: Casefile, merge: Merge, decisions: Mapping[str, bool]) -> None:
        self._casefile, self._merge, self._decisions = casefile, merge, decisions
        self._places: dict[str, int] = {mark: row.row for mark, row in merge.ours.rows.items()}
        self._numbers: dict[str, str] = {}
        self._done = 0

    def write(self) -> int:
        """Every item in its order; returns how many rows came in or changed."""
        merge, plan = self._merge, self._merge.plan
        new = [item for item in plan.items if self._is_taken(item) or self._taken_new(item)]
        merging.copy_files(self._casefile, merge.theirs.db, self._hashes(new))
        for item in new:
            self._number(item)
        for mark, row in plan.aliases.items():
            merging.remember(self._casefile, mark, row.table, row.row, merge.theirs.rows[mark].values)
        for item in plan.items:
            if item.table == "event_correction" and self._takes_over(item):
                self._strike_ours(item)
            self._write(item)
        merging.one_current_cycle(self._casefile)
        return self._done

    def _is_taken(self, item: Item) -> bool:
        """Whether an item that is no conflict itself comes in."""
        if item.goes_with and not self._decisions.get(item.goes_with, False):
            return False
        return item.kind in {MergeAction.NEW, MergeAction.CHANGED}

    def _takes_over(self, item: Item) -> bool:
        """Whether a correction of theirs takes the place of one of ours."""
        return item.kind is MergeAction.CONFLICT and item.ours is not None and self._decisions[item.mark]

    def _strike_ours(self, item: Item) -> None:
        """What counts with us in the place of an event counts no more where theirs is taken: else both would."""
        mine = self._merge.ours.rows.get(self._merge.ours_of.get(item.mark, ""))
        if mine is None or "instead_id" not in item.fields:
            return
        replaced = {row.values["event_id"]: row.values["instead_id"] for row in self._merge.ours.rows.values()
                    if row.table == "event_correction"}  # fmt: skip
        counts = mine.values["instead_id"]
        while counts is not None and counts in replaced:
            counts = replaced[counts]
        if counts is None:
            return
        struck = self._merge.ours.rows[counts]
        said = EventCorrection(
            event_id=struck.row, on_date=self._casefile.clock.today(), marking=Marking(struck.values["marking"]),
            reason="Another correction of the same event was taken as casefiles were merged.",
        )  # fmt: skip
        tables.insert(self._casefile, said)

    def _taken_new(self, item: Item) -> bool:
        mine = self._merge.ours.rows.get(self._merge.ours_of.get(item.mark, ""))
        return item.kind is MergeAction.CONFLICT and mine is None and self._decisions[item.mark]

    @staticmethod
    def _hashes(items: list[Item]) -> set[str]:
        columns = {item.mark: record_in(item.table).file for item in items}
        return {str(item.theirs[columns[item.mark]]) for item in items if item.theirs and columns[item.mark]}

    def _number(self, item: Item) -> None:
        """An item or a challenge that comes in gets a number of this casefile; what cites it follows."""
        if item.table == "evidence" and item.theirs is not None:
            number = numbers.next_number(self._casefile, "evidence")
            self._numbers[f"E{self._raw(item)['number']}"] = f"E{number}"
        if item.table == "challenge" and item.theirs is not None:
            theirs = str(self._raw(item)["reference"])
            year = 2000 + int(theirs.split("-")[-2])
            number = numbers.next_number(self._casefile, f"challenge:{year}")
            prefix = read_context(self._casefile).partnership.prefix
            self._numbers[theirs] = reference_for(prefix, year, number)

    def _raw(self, item: Item) -> Values:
        """Their row as it stands in their casefile."""
        row = self._merge.theirs.rows.get(item.mark)
        return row.values if row is not None else {}

    def _write(self, item: Item) -> None:
        mine = self._merge.ours.rows.get(self._merge.ours_of.get(item.mark, item.mark))
        raw = self._raw(item) if item.theirs is not None else None
        take = self._is_taken(item) or self._decisions.get(item.mark, False)
        if item.kind is MergeAction.TOLD:
            merging.remember(self._casefile, item.mark, item.table, mine.row if mine else None, raw)
        elif mine is None:
            self._add(item, raw, take)
        else:
            if take:
                self._change(item, mine.row)
            elif item.table == "judgement":
                self._as_view(item)
            merging.remember(self._casefile, item.mark, item.table, mine.row, raw)

    def _add(self, item: Item, raw: Values | None, take: bool) -> None:
        row: int | None = None
        if take:
            row = self._insert(item)
        elif item.table == "judgement":
            self._as_view(item)
        merging.remember(self._casefile, item.mark, item.table, row, raw, origin=row is not None)

    def _insert(self, item: Item) -> int | None:
        """Add their row; None where something that it points to is not here any more."""
        values = self._merge.translated(self._raw(item), self._numbers)
        if item.table == "evidence":
            values["number"] = int(self._numbers[f"E{self._raw(item)['number']}"][1:])
        if item.table == "challenge":
            values["reference"] = self._numbers[str(self._raw(item)["reference"])]
        if item.table == "added_line":
            values["code"] = str(values["target"]).split(":")[1]
        if item.table == "judgement" and item.ours is not None:  # theirs takes the place of ours, which they never had
            values["marking"] = narrowest(Marking(values["marking"]), Marking(item.ours["marking"])).value
        try:
            plainly = self._merge.ours.unmarked(item.table, values, self._places)
        except KeyError:
            return None
        row = tables.insert_row(self._casefile, item.table, plainly)
        self._places[item.mark] = row
        self._done += 1
        return row

    def _change(self, item: Item, row: int) -> None:
        values = self._merge.translated(self._raw(item), self._numbers)
        try:
            plainly = self._merge.ours.unmarked(item.table, values, self._places)
        except KeyError:
            return
        tables.update_row(self._casefile, item.table, row, {name: plainly[name] for name in item.fields})
        self._done += 1

    def _as_view(self, item: Item) -> None:
        """A judgement of theirs that does not stand is kept beside ours, as another scrutineer's view."""
        values: dict[str, Any] = self._merge.translated(self._raw(item), self._numbers)
        cycle = self._places.get(str(values["cycle_id"]))
        if cycle is None:
            return
        if values["level"] == NOT_YET and is_blank(values["narrative"]):
            return
        who, today = f"{values['author']} (merged)", self._casefile.clock.today()
        view = View(
            cycle_id=CycleId(cycle), target=values["target"], kind=Voice.SCRUTINEER, who=who,
            scale_id=values["scale_id"], level=values["level"], words=values["narrative"],
            said_on=min(local_day(values["made"]), today) if values["made"] else today,
            author=values["author"], made=values["made"], marking=Marking(values["marking"]),
        )  # fmt: skip
        tables.insert(self._casefile, view)
        self._done += 1
