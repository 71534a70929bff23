"""What came in and is not yet placed on a step or line: answers, and items of evidence.

Each row is read when it is shown, with a line that may be the one and why; that line is never taken unasked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from scrutineer.casefile import reading, tables, weighing
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.reading import PlacedStandard, UnplacedAnswer
from scrutineer.casefile.weighing import FileBeginning
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.ids import AnswerId, EvidenceId
from scrutineer.domain.mapping import Profile, plain_heading, same_standard
from scrutineer.domain.natural_order import natural_key
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.placing import LikeLines
from scrutineer.domain.returns import SelfAssessment
from scrutineer.operations.mappings import known_profiles
from scrutineer.operations.queries.context import Context
from scrutineer.operations.queries.insights import bare_name


class Because(Enum):
    """Why a line is suggested. The value says so."""

    EARLIER = "as in the cycle before"
    PLACED = "as this standard was placed"
    ELSEWHERE = "as the same words were placed in another return"
    WORDING = "by its wording"


@dataclass(frozen=True, slots=True)
class Suggested:
    """A step or line that something may bear on, and why."""

    target: str
    because: Because


@dataclass(frozen=True, slots=True)
class AnswerToPlace:
    """An answer that bears on no step or line yet."""

    answer: SelfAssessment
    agency: str
    suggested: Suggested | None


@dataclass(frozen=True, slots=True)
class ItemToPlace:
    """An item of evidence that is linked to no step or line yet."""

    item: Evidence
    source: str
    files: int
    suggested: Suggested | None


class LineSuggestions:
    """Where an answer may be placed: where its standard stood in the cycle before, where another answer to it was
    placed, where another kind of return asks it in the same words, or by its wording. What each rests on is read once,
    when it is first asked for."""

    def __init__(self, casefile: Casefile, context: Context, mapping: Profile | None = None) -> None:
        """`mapping` is that of answers that are not stored yet: it may be none that the casefile knows."""
        self._casefile, self._context, self._mapping = casefile, context, mapping
        self._known: dict[tuple[str, str, str], Suggested | None] = {}  # by what it rests on: agencies answer alike

    @cached_property
    def _profiles(self) -> dict[str, Profile]:
        known = {profile.name: profile for profile in known_profiles(self._casefile)}
        return known if self._mapping is None else known | {self._mapping.name: self._mapping}

    @cached_property
    def _earlier(self) -> dict[tuple[str, str], list[PlacedStandard]]:
        """The standards placed in the cycle before, by the kind of return without its year, and their numbers."""
        placed = defaultdict(list)
        for standard in self._placed(self._context.previous_cycle):
            placed[bare_name(standard.profile), standard.number].append(standard)
        return placed

    @cached_property
    def _elsewhere(self) -> list[dict[str, set[str]]]:
        """The lines of every standard by its words, whatever the return: in this cycle, then in the one before."""
        cycles = []
        for cycle in (self._context.cycle, self._context.previous_cycle):
            lines = defaultdict(set)
            for standard in self._placed(cycle):
                lines[plain_heading(standard.standard)].add(standard.target)
            cycles.append(dict(lines))
        return cycles

    def _placed(self, cycle: Cycle | None) -> list[PlacedStandard]:
        """What was placed in a cycle on a step or line that still is one."""
        every = reading.placed_standards(self._casefile, cycle.id) if cycle else []
        return [standard for standard in every if self._context.framework.knows(standard.target)]

    @cached_property
    def _like(self) -> LikeLines:
        return LikeLines(self._context.framework)

    def before(self, profile: str, number: str, standard: str) -> str | None:
        """Where the same standard was placed in the cycle before; None where it was not, or on several lines."""
        known = self._earlier.get((bare_name(profile), number), ()) if self._earlier else ()
        targets = {placed.target for placed in known if same_standard(placed.standard, standard)}
        return targets.pop() if len(targets) == 1 else None

    def of(self, answer: SelfAssessment) -> Suggested | None:
        """The line that an answer may bear on, and why; None where nothing points to one."""
        standard = (answer.profile, answer.number, answer.standard)
        if standard not in self._known:
            self._known[standard] = self._worked_out(answer)
        return self._known[standard]

    def _worked_out(self, answer: SelfAssessment) -> Suggested | None:
        before = self.before(answer.profile, answer.number, answer.standard)
        if before is not None:
            return Suggested(before, Because.EARLIER)
        mapping = self._profiles.get(answer.profile)
        placed = mapping.line_of(answer.number, answer.standard) if mapping is not None else ""
        if placed and self._context.framework.knows(placed):
            return Suggested(placed, Because.PLACED)
        words = plain_heading(answer.standard)
        alike = next((lines[words] for lines in self._elsewhere if words in lines), set()) if words else set()
        if len(alike) == 1:
            (line,) = alike
            return Suggested(line, Because.ELSEWHERE)
        like = self._like.nearest(answer.standard)
        return Suggested(like, Because.WORDING) if like is not None else None


@dataclass(frozen=True, slots=True)
class FileToPlace:
    """An attached file that nobody quoted from, of an item that is linked to no step or line yet."""

    file: FileBeginning
    item: Evidence
    source: str
    suggested: Suggested | None


class AnswersToPlace:
    """The answers of this cycle that bear on no step or line: their ids in an order, and the rows of a few."""

    def __init__(self, casefile: Casefile, context: Context) -> None:
        self._casefile, self._suggestions = casefile, LineSuggestions(casefile, context)
        self._every = reading.unplaced_answers(casefile, context.cycle.id)
        self._names = {agency.id: agency.name for agency in context.agencies}

    def ids(self, order: str = "") -> list[AnswerId]:
        """As they came; else by agency, standard or area, with “-” before it for the other way round."""
        keys: dict[str, Callable[[UnplacedAnswer], Any]] = {
            "agency": lambda answer: self._names.get(answer.agency_id, "").casefold(),
            "standard": lambda answer: natural_key(f"{answer.number} {answer.standard}"),
            "area": lambda answer: natural_key(answer.area),
        }
        key = keys.get(order.removeprefix("-"))
        shown = self._every if key is None else sorted(self._every, key=key, reverse=order.startswith("-"))
        return [answer.id for answer in shown]

    def rows(self, ids: Sequence[AnswerId]) -> dict[AnswerId, AnswerToPlace]:
        """The rows of these answers, each with what is suggested; one that is gone is left out."""
        answers = tables.by_id(self._casefile, SelfAssessment, ids)
        return {
            number: AnswerToPlace(answers[number], self._names.get(answers[number].agency_id, ""),
                                  self._suggestions.of(answers[number]))
            for number in ids if number in answers
        }  # fmt: skip

    def suggestions(self, ids: Sequence[AnswerId]) -> dict[AnswerId, str]:
        """The line that is suggested for each of these; one without a suggestion is left out."""
        rows = self.rows(ids).items()
        return {number: row.suggested.target for number, row in rows if row.suggested is not None}

    def of_area(self, answer: SelfAssessment) -> list[AnswerId]:
        """Those that stand in the same section of the same kind of return."""
        return [other.id for other in self._every if (other.profile, other.area) == (answer.profile, answer.area)]

    def of_standard(self, answer: SelfAssessment) -> list[AnswerId]:
        """Every agency's answer to the same standard."""
        return [
            other.id for other in self._every
            if (other.profile, other.number) == (answer.profile, answer.number)
            and same_standard(other.standard, answer.standard)
        ]  # fmt: skip

    def as_before(self) -> list[AnswerId]:
        """Those whose standard was placed in the cycle before."""
        return [
            answer.id for answer in self._every
            if self._suggestions.before(answer.profile, answer.number, answer.standard) is not None
        ]  # fmt: skip


class ItemsToPlace:
    """The items of evidence that are linked to no step or line: their ids, and the rows of a few."""

    def __init__(self, casefile: Casefile, context: Context) -> None:
        self._casefile, self._context = casefile, context
        self._every = weighing.unlinked_item_ids(casefile)

    @cached_property
    def _like(self) -> LikeLines:
        return LikeLines(self._context.framework)

    def ids(self, order: str = "") -> list[EvidenceId]:
        """The newest first; with “-” before it the oldest."""
        return self._every[::-1] if order.startswith("-") else list(self._every)

    def rows(self, ids: Sequence[EvidenceId]) -> dict[EvidenceId, ItemToPlace]:
        """The rows of these items, each with what is suggested; one that is gone is left out."""
        items, files = tables.by_id(self._casefile, Evidence, ids), weighing.attachments_of(self._casefile, ids)
        own = self._context.partnership.scrutineer
        return {
            number: ItemToPlace(items[number], self._context.agency_name(items[number].agency_id, own),
                                files.get(number, 0), self._suggested(items[number]))
            for number in ids if number in items
        }  # fmt: skip

    def suggestions(self, ids: Sequence[EvidenceId]) -> dict[EvidenceId, str]:
        """The line that is suggested for each of these; one without a suggestion is left out."""
        rows = self.rows(ids).items()
        return {number: row.suggested.target for number, row in rows if row.suggested is not None}

    def _suggested(self, item: Evidence) -> Suggested | None:
        like = self._like.nearest(f"{item.title} {item.text}")
        return Suggested(like, Because.WORDING) if like is not None else None


class FilesToPlace:
    """The files of items that are linked to no step or line and from which nothing was quoted: their ids, and the rows
    of a few. A file goes where its item goes."""

    _LETTERS = 1_000  # of its text: what it is about stands at its beginning

    def __init__(self, casefile: Casefile, context: Context) -> None:
        self._casefile, self._context = casefile, context
        self._every = weighing.unused_file_ids(casefile)

    @cached_property
    def _like(self) -> LikeLines:
        return LikeLines(self._context.framework)

    def ids(self, order: str = "") -> list[int]:
        """Those of the newest items first; with “-” before it those of the oldest."""
        return self._every[::-1] if order.startswith("-") else list(self._every)

    def rows(self, ids: Sequence[int]) -> dict[int, FileToPlace]:
        """The rows of these files, each with what is suggested; one that is gone is left out."""
        files = {file.id: file for file in weighing.file_beginnings(self._casefile, ids, self._LETTERS)}
        items = tables.by_id(self._casefile, Evidence, {file.evidence_id for file in files.values()})
        return {number: self._row(files[number], items[files[number].evidence_id]) for number in ids if number in files}

    def _row(self, file: FileBeginning, item: Evidence) -> FileToPlace:
        like = self._like.nearest(f"{file.name} {file.beginning}") or self._like.nearest(f"{item.title} {item.text}")
        source = self._context.agency_name(item.agency_id, self._context.partnership.scrutineer)
        return FileToPlace(file, item, source, Suggested(like, Because.WORDING) if like is not None else None)

    def items(self, ids: Sequence[int]) -> list[EvidenceId]:
        """The items that these files belong to, each once."""
        return list(dict.fromkeys(row.item.id for row in self.rows(ids).values()))

    def suggestions(self, ids: Sequence[int]) -> dict[EvidenceId, str]:
        """The line that is suggested for the item of each of these; of several files of one item the first counts."""
        lines: dict[EvidenceId, str] = {}
        for row in self.rows(ids).values():
            if row.suggested is not None:
                lines.setdefault(row.item.id, row.suggested.target)
        return lines
