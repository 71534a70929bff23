"""The columns of a matrix: which of them make one agency or standard, and which remarks belong to none surely."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from scrutineer.domain.answers import AnswerState, read_answer
from scrutineer.domain.grid import Sheet
from scrutineer.domain.mapping import Layout, Profile, Role, number_and_text, plain_heading
from scrutineer.exchange.headings import NO_HEADING, Headings, names_standard
from scrutineer.exchange.meanings import meaning

_PARTS = frozenset({Role.SELF, Role.MODERATED, Role.EVIDENCE})
_NAME_OF_A_PART = 5  # words: a heading of more says something, and is a standard or an agency


@dataclass(frozen=True, slots=True)
class Group:
    """The columns of one agency or standard: its answers, the panel's, and what was remarked on it."""

    name: str
    own: int
    moderated: int | None = None
    evidence: tuple[int, ...] = ()

    @property
    def columns(self) -> frozenset[int]:
        """All of them."""
        return frozenset({self.own, *self.evidence, *([self.moderated] if self.moderated is not None else [])})


@dataclass(frozen=True)
class Matrix:
    """The groups of a matrix from the left, and the columns of remarks of which it is not sure to which they belong."""

    sheet: Sheet
    groups: tuple[Group, ...] = ()
    unsure: tuple[int, ...] = ()

    def is_its_own(self, row: int, column: int, group: Group) -> bool:
        """Whether a cell belongs to this row and group alone: one merged with others may be meant for them."""
        top, left, bottom, right = self._ranges.get(self.sheet.merged_from(row, column), (row, column, row, column))
        return top == bottom and group.columns.issuperset(range(left, right + 1))

    def remarks(self, row: int) -> Iterator[tuple[int, str]]:
        """The filled cells of a row that hold remarks and belong to no one group surely: column and text."""
        alone = [(c, group) for group in self.groups for c in group.evidence]
        columns = [*self.unsure, *(c for c, group in alone if not self.is_its_own(row, c, group))]
        yield from ((column, text) for column in sorted(columns) if (text := self.sheet.text(row, column)))

    @cached_property
    def _ranges(self) -> dict[tuple[int, int], tuple[int, int, int, int]]:
        return {(top, left): (top, left, bottom, right) for top, left, bottom, right in self.sheet.merges}


@dataclass
class _Gathered:
    """A group while its columns are found."""

    name: str
    parts: dict[Role, list[int]] = field(default_factory=dict)
    alike: list[int] = field(default_factory=list)  # columns under one merged heading that says no more of them
    headed: bool = False  # by a heading over its parts

    def columns(self) -> list[int]:
        return sorted([*self.alike, *(column for columns in self.parts.values() for column in columns)])


def matrix_of(sheet: Sheet, headings: Headings, profile: Profile) -> Matrix:
    """The groups of a matrix with their columns.

    Headings in two rows part a group, merged or not; a merged heading covers one; a column of remarks belongs to the
    standard that it names, or to the group it follows where every group is followed by one.
    """
    read = _Reader(sheet, headings, profile)
    for column in read.columns:
        read.take(column)
    read.attach_loose()
    return Matrix(sheet, tuple(read.made()), tuple(read.loose))


class _Reader:
    """Goes through the columns from the left."""

    def __init__(self, sheet: Sheet, headings: Headings, profile: Profile) -> None:
        self.sheet, self.headings, self.profile = sheet, headings, profile
        self.last = headings.last_row
        self.above = headings.rows[0] if len(headings.rows) > 1 else self.last - 1
        self.of_standards = profile.layout is Layout.STANDARDS_ACROSS
        may_be = {None, Role.EVIDENCE, Role.STANDARD} if self.of_standards else {None, Role.EVIDENCE}
        self.columns = [
            c for c, text in headings.columns.items() if text != NO_HEADING and profile.role(text) in may_be
        ]
        self.gathered: dict[int, _Gathered] = {}
        self.loose: list[int] = []
        self._numbered: dict[str, list[int]] = {}
        self._before: _Gathered | None = None

    def take(self, column: int) -> None:
        """Put a column to its group, or among the loose ones; leave it where it is neither."""
        origin = self.sheet.merged_from(self.last, column)
        words = self.sheet.text(*origin)
        if origin[1] != column and origin[1] in self.gathered:
            self.gathered[origin[1]].alike.append(column)
            return
        part = self._part(column, words)
        over = self._over(column) if part is not None else None
        if part is not None and over is not None:
            self._before = over
            over.parts.setdefault(part, []).append(column)
        elif part is Role.EVIDENCE:
            number = remarks_on(words)
            (self._numbered.setdefault(number, []) if number else self.loose).append(column)
        elif not self._is_under_parts(column) and (name := self._name(column, words)):
            self._before = self.gathered[column] = _Gathered(name, alike=[column])

    def _part(self, column: int, words: str) -> Role | None:
        if self.profile.role(self.headings.columns[column]) is Role.EVIDENCE or remarks_on(words) is not None:
            return Role.EVIDENCE
        if len(words.split()) > _NAME_OF_A_PART or (self.of_standards and names_standard(words, self.profile)):
            return None
        role = meaning(words)
        return role if role in _PARTS else None

    def _over(self, column: int) -> _Gathered | None:
        """The group that stands over a part; None where nothing does, or what does is no heading of parts."""
        top = self.sheet.merged_from(self.above, column)[1]
        text = self.sheet.text(self.above, top)
        if not text:
            before = self._before
            beside = before is not None and before.headed and column - 1 in before.columns()
            return before if beside else None
        if top not in self.columns or self._part(top, self.sheet.text(self.last, top)) is None:
            return None
        if self.of_standards and not self._is_standard(top, text):
            return None
        return self.gathered.setdefault(top, _Gathered(text, headed=True))

    def _is_under_parts(self, column: int) -> bool:
        """Whether a group that is parted stands over a column which is none of the parts."""
        top = self.gathered.get(self.sheet.merged_from(self.above, column)[1])
        return top is not None and top.headed

    def _is_standard(self, column: int, text: str) -> bool:
        return names_standard(text, self.profile) or self.profile.role(self.headings.columns[column]) is Role.STANDARD

    def _name(self, column: int, words: str) -> str:
        """What a column by itself is called; "" where it is no standard."""
        heading = self.headings.columns[column]
        if not self.of_standards or names_standard(words, self.profile):
            return words
        if self.profile.role(heading) is Role.STANDARD or names_standard(heading, self.profile):
            over = self.sheet.text(*self.sheet.merged_from(self.above, column)) if len(self.headings.rows) > 1 else ""
            return f"{over} {words}" if number_and_text(over)[0] and over != words else words
        return ""

    def attach_loose(self) -> None:
        """Remarks go to the standard they name, or each to the group before it where every group has just one."""
        by_number = {number_and_text(group.name)[0]: group for group in self.gathered.values()}
        for number, columns in self._numbered.items():
            if number in by_number:
                by_number[number].parts.setdefault(Role.EVIDENCE, []).extend(columns)
            else:
                self.loose += columns
        bare = [group for group in self.gathered.values() if Role.EVIDENCE not in group.parts]
        follows = {max(group.columns()) + 1: group for group in bare}
        if self.loose and set(follows) == set(self.loose) and len(follows) == len(self.loose):
            for column in self.loose:
                follows[column].parts[Role.EVIDENCE] = [column]
            self.loose = []

    def made(self) -> Iterator[Group]:
        """The groups as they are read."""
        for group in self.gathered.values():
            own, others = self._own(group)
            moderated = group.parts.get(Role.MODERATED, [None])[0]
            yield Group(group.name, own, moderated if moderated != own else None, tuple(sorted(others)))

    def _own(self, group: _Gathered) -> tuple[int, list[int]]:
        """The column of a group's answers, and those of its remarks."""
        remarks = group.parts.get(Role.EVIDENCE, [])
        if Role.SELF in group.parts:
            return group.parts[Role.SELF][0], [*remarks, *group.alike]
        if not group.alike:
            own = next(iter(group.parts.values()))[0]
            return own, [column for column in remarks if column != own]
        own = group.alike[0] if len(group.alike) == 1 else max(group.alike, key=self._readable)
        return own, [*remarks, *(column for column in group.alike if column != own)]

    def _readable(self, column: int) -> int:
        """How many cells of a column are answers on the declared scale."""
        cells = (self.sheet.at(row, column) for row in self.sheet.rows() if row > self.last)
        return sum(read_answer(cell, self.profile.scale).state is not AnswerState.SET_ASIDE for cell in cells)


_KIND = r"(?:comments?|notes?|remarks?|narratives?|evidence|explanations?|justifications?|rationale)"
_ABOUT = r"(?:any|further|your|our|additional|other|supporting|general|brief|free|text|summary|of)"
_KINDS = rf"(?:{_ABOUT} ){{0,4}}{_KIND}"
_REMARKS = re.compile(  # of a heading whose words stand one space apart; each part is bounded, for a stranger writes it
    rf"{_KINDS}(?: ?(?:and|or|&|/|,) ?{_KINDS}){{0,4}}"
    r"(?: ?(?:on|for|to|about|re|:|-|–)? ?(?:standard|question|q|no\.?)? ?(?P<number>[a-z]{0,3}\d[\w.]{0,12}))? ?[:)]?"
)


def remarks_on(heading: str) -> str | None:
    """The number of the standard that a column of remarks names (“Comments on 1.2”, “1.2 comments”), "" where it names
    none, None where it is no column of remarks."""
    number, words = number_and_text(heading)
    match = _REMARKS.fullmatch(plain_heading(words if number else heading).lstrip("(["))
    return (number or (match["number"] or "").rstrip(".").upper()) if match else None
