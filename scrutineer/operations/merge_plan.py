"""What merging a co-scrutineer's casefile would do: both sides' rows matched, compared, and put in order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from scrutineer.casefile.merging import MERGED, MergeSide, parted_at
from scrutineer.casefile.records import record_in
from scrutineer.domain.casefile_merge import Item, MergeAction, MergePlan, Row, Values, compare
from scrutineer.domain.partnership import plain
from scrutineer.frameworks import loader

_CITED = re.compile(r"\[(E\d+)\]|\b([A-Z]{2,6}-\d\d-\d{3})\b")
_CONTESTED = {record.table: record.contested for record in MERGED if record.contested}

_NOTES = {
    "judgement": "both judged it",
    "event": "both went on with this challenge",
    "event_correction": "both went on with this challenge",
    "recommendation_event": "both went on with this recommendation",
}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Merge:
    """Both casefiles side by side. `plan` is what would be done; cost grows with the rows of both."""

    def __init__(self, ours: MergeSide, theirs: MergeSide) -> None:
        self.ours, self.theirs = ours, theirs
        self.parted = parted_at(ours, theirs)
        self._known = ours.as_of(self.parted) if self.parted else {}
        self._journal, self._made_here = set(theirs.hashes), set(ours.hashes)
        self.ours_of = self._matched()
        self.renumbered = self._renumbered()
        self.plan = MergePlan(tuple(self._with_corrections(list(self._items()))), self._aliases())

    def _matched(self) -> dict[str, str]:
        """Our mark for each of theirs that is the same thing: known from before, else by what it holds."""
        ours_of = {mark: mark for mark in self.theirs.rows if mark in self.ours.rows}
        marks_of = {(row.table, row.row): mark for mark, row in self.ours.rows.items()}
        for mark, taken in self.ours.taken.items():
            if taken.key is not None and taken.key in marks_of:
                ours_of.setdefault(mark, marks_of[taken.key])
        their_marks = {(row.table, row.row): mark for mark, row in self.theirs.rows.items()}
        for mark, taken in self.theirs.taken.items():
            if taken.key is not None and mark in self.ours.rows and taken.key in their_marks:
                ours_of.setdefault(their_marks[taken.key], mark)
        by_content = {self._natural(row, {}): mark for mark, row in self.ours.rows.items()}
        used = {mine for mark, mine in ours_of.items() if mark in self.theirs.rows}  # not what came from others
        for mark, row in self._in_order():
            if mark in ours_of or mark in self.ours.taken:
                continue
            same = by_content.get(self._natural(row, ours_of))
            if same is not None and same not in used and not self._other_line(row, self.ours.rows[same]):
                ours_of[mark] = same
                used.add(same)
        return ours_of

    @staticmethod
    def _natural(row: Row, ours_of: Mapping[str, str]) -> tuple[object, ...]:
        """What tells a row from others of its table; marks of theirs as ours."""
        parts = [ours_of.get(value, value) if isinstance(value := row.values.get(name), str) else value
                 for name in record_in(row.table).same or ()]  # fmt: skip
        if row.table == "agency":
            parts = [plain(str(parts[0]))]
        return (row.table, *parts)

    @staticmethod
    def _other_line(theirs: Row, ours: Row) -> bool:
        """Two lines of enquiry added apart under one code are two lines."""
        return theirs.table == "added_line" and theirs.values["question"] != ours.values["question"]

    def _in_order(self) -> Iterator[tuple[str, Row]]:
        place = {table: number for number, table in enumerate(record.table for record in MERGED)}
        yield from sorted(self.theirs.rows.items(), key=lambda pair: (place[pair[1].table], pair[1].row))

    def _renumbered(self) -> dict[str, str]:
        """Citations, references and codes of theirs that go by another one here."""
        renumbered: dict[str, str] = {}
        for mark, row in self._in_order():
            mine = self.ours.rows.get(self.ours_of.get(mark, ""))
            if row.table == "evidence" and mine is not None and mine.values["number"] != row.values["number"]:
                renumbered[f"E{row.values['number']}"] = f"E{mine.values['number']}"
            if row.table == "challenge" and mine is not None and mine.values["reference"] != row.values["reference"]:
                renumbered[str(row.values["reference"])] = str(mine.values["reference"])
            if row.table == "added_line":
                renumbered.update(self._line(row, mine, set(renumbered.values())))
        return renumbered

    def _line(self, row: Row, mine: Row | None, given: set[str]) -> dict[str, str]:
        """A line of theirs that goes by another code here: the one it was given before, or the next that is free."""
        target = str(row.values["target"])
        if mine is not None:
            return {target: str(mine.values["target"])} if mine.values["target"] != target else {}
        if target not in _added(self.ours):
            return {}
        step = str(row.values["step"])
        taken = _added(self.ours) | _added(self.theirs) | _shipped(self.ours) | _shipped(self.theirs) | given
        codes = [*_LETTERS, *(a + b for a in _LETTERS for b in _LETTERS)]
        return {target: next(f"{step}{code}" for code in codes if f"{step}{code}" not in taken)}

    def translated(self, values: Values, more: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Their row in our marks, numbers and codes."""
        words = {**self.renumbered, **(more or {})}
        return {name: self._part(name, value, words) for name, value in values.items()}

    def _part(self, name: str, value: Any, words: Mapping[str, str]) -> Any:
        if not isinstance(value, str):
            return value
        if value in self.ours_of:
            return self.ours_of[value]
        if name in {"target", "step"}:
            return words.get(value, value)
        if name == "targets":
            return json.dumps([words.get(target, target) for target in json.loads(value)], ensure_ascii=False)
        if name in {"reference", "body", "sent", "sha256"} or not words:
            return value
        return _CITED.sub(
            lambda match: f"[{words.get(match[1], match[1])}]" if match[1] else words.get(match[2], match[2]), value
        )

    def _base(self, mark: str) -> Values | None:
        """The row as both knew it last: as it was taken here, as it was taken there, or as it was when they parted."""
        taken = self.ours.taken.get(mark)
        if taken is not None:
            return self.translated(taken.values) if taken.values is not None else None
        ours = self.ours_of.get(mark, mark)
        given = self.theirs.taken.get(ours) if ours.split(":")[0] in self._made_here else None
        return given.values if given is not None else self._known.get(mark)

    def _items(self) -> Iterator[Item]:
        for mark, row in self._in_order():
            mine = self.ours.rows.get(self.ours_of.get(mark, ""))
            translated = Row(row.table, row.row, self.translated(row.values))
            record = record_in(row.table)
            item = compare(mark, row.table, translated, mine, self._base(mark), record.own, record.stamps)
            if item is not None:
                yield self._with_other_side(item)
        yield from self._gone()

    def _gone(self) -> Iterator[Item]:
        """What they took away; what was told before is not told again."""
        from_them = {m for m, t in self.ours.taken.items() if t.values is not None and m.split(":")[0] in self._journal}
        for mark in {**self._known, **dict.fromkeys(from_them)}:
            taken = self.ours.taken.get(mark)
            told_before = taken is not None and taken.values is None
            mine = self.ours.rows.get(mark)
            if mark in self.theirs.refused:
                continue
            if mark not in self.theirs.rows and mark not in self.ours_of and mine is not None and not told_before:
                item = compare(mark, mine.table, None, mine, self._base(mark))
                if item is not None:
                    yield item

    def _with_other_side(self, item: Item) -> Item:
        """A judgement or a move of theirs is in conflict where we judged, or went on, without knowing of it."""
        if item.kind is not MergeAction.NEW or item.theirs is None:
            return item
        newest = self._unseen.get(self._contest(item.table, item.theirs))
        if newest is None:
            return item
        return replace(item, kind=MergeAction.CONFLICT, ours=newest.values, note=_NOTES[newest.table])

    def _contest(self, table: str, values: Values) -> tuple[object, ...]:
        """What a row is in contest for: the line that it judges, the life that it goes on with; () for nothing."""
        if table == "event_correction":  # a correction goes on with the life of its event
            wrong = self.theirs.rows.get(str(values["event_id"])) or self.ours.rows.get(str(values["event_id"]))
            if wrong is None:
                return ()
            challenge = wrong.values["challenge_id"]
            return ("event", self.ours_of.get(challenge, challenge))
        return (table, *(values[name] for name in _CONTESTED[table])) if table in _CONTESTED else ()

    @cached_property
    def _unseen(self) -> dict[tuple[object, ...], Row]:
        """Our newest judgement of each line, and move of each life, that they never had."""
        seen = set(self.ours_of.values())
        own = [row for mark, row in self.ours.rows.items() if row.table in _NOTES and mark not in seen]
        own.sort(key=lambda row: row.row)
        return {contest: row for row in own if (contest := self._contest(row.table, row.values))}

    def _with_corrections(self, items: list[Item]) -> Iterator[Item]:
        """What counts in the place of an event that they corrected goes with that correction, wherever it is decided:
        taken without it, both would count."""
        behind: dict[str, str] = {}
        for item in items:
            if item.table != "event_correction" or item.theirs is None:
                continue
            decided = behind.get(str(self._raw(item.mark).get("event_id")), "")
            if decided:
                behind[item.mark] = decided
            elif item.kind is MergeAction.CONFLICT:
                decided = item.mark
            instead = self._raw(item.mark).get("instead_id")
            if decided and instead is not None:
                behind[str(instead)] = decided
        for item in items:
            led = behind.get(item.mark, "")
            yield replace(item, kind=MergeAction.NEW, goes_with=led, note="") if led and self._is_new(item) else item

    def _raw(self, mark: str) -> Values:
        row = self.theirs.rows.get(mark)
        return row.values if row is not None else {}

    def _is_new(self, item: Item) -> bool:
        return item.mark not in self.ours_of and item.kind in {MergeAction.NEW, MergeAction.CONFLICT}

    def _aliases(self) -> dict[str, Row]:
        """Rows found to be the same by what they hold, to be remembered."""
        return {
            mark: self.ours.rows[mine]
            for mark, mine in self.ours_of.items()
            if mark != mine and mark in self.theirs.rows and mark not in self.ours.taken
        }


def _added(side: MergeSide) -> set[str]:
    """The targets of the lines of enquiry added in a casefile."""
    return {str(row.values["target"]) for row in side.rows.values() if row.table == "added_line"}


def _shipped(side: MergeSide) -> set[str]:
    """The targets of every framework kept in a casefile."""
    texts = [str(row.values["body"]) for row in side.rows.values() if row.table == "framework"]
    return {target for text in texts for target in loader.parse_framework(text).targets()}
