"""The places in a sheet where a mapping's headings stand: what every reader of the rows below them needs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from types import MappingProxyType

from scrutineer.domain.grid import Place, Range, Sheet, Workbook, column_letters
from scrutineer.domain.mapping import JOINED, Layout, Profile, Role
from scrutineer.domain.returns import ImportQuestion
from scrutineer.domain.words import counted
from scrutineer.errors import UserError
from scrutineer.exchange.headings import Headings, find_all, matrix_columns
from scrutineer.exchange.merged import in_words

_SEVERAL = {
    Role.EVIDENCE: {Layout.STANDARDS_ACROSS, Layout.AGENCIES_ACROSS}, Role.STANDARD: {Layout.STANDARDS_ACROSS},
}  # fmt: skip
"""What stands in several columns of a matrix: each is of its own standard or agency, and none is asked about."""

NOTHING: Mapping[str, str] = MappingProxyType({})


class Block:
    """One such place: which column holds what, worked out once for all its rows.

    `unnamed` are the columns of a matrix, which the mapping does not name; `heads` their headings as written.
    `all_of` holds every column of a role. `chosen` says which of two columns with one heading a person meant:
    “column HEADING” to its letters; without it the first is taken and `doubled` asks.
    """

    def __init__(self, sheet: Sheet, headings: Headings, profile: Profile, chosen: Mapping[str, str] = NOTHING) -> None:
        self.sheet, self.headings, self.profile = sheet, headings, profile
        self.all_of: dict[Role, list[int]] = {}
        for column, text in headings.columns.items():
            role = profile.role(text)
            if role is not None:
                self.all_of.setdefault(role, []).append(column)
        self._chosen = chosen
        self.roles = {role: self._one_of(columns) for role, columns in self.all_of.items()}
        self._joined = {
            role: [self._one_of(alike) for alike in self._by_heading(columns).values()]
            for role, columns in self.all_of.items()
        }
        self.unnamed = matrix_columns(headings, profile)
        last = headings.last_row
        self.heads = {column: sheet.text(*sheet.merged_from(last, column)) for column in self.unnamed}

    def _one_of(self, columns: list[int]) -> int:
        """The column that a person meant, else the first."""
        meant = {self._chosen.get(column_key(self.headings.columns[column])) for column in columns}
        return next((column for column in columns if column_letters(column) in meant), columns[0])

    def joined(self, role: Role) -> list[int]:
        """The columns of a role whose words are kept together: one of each heading."""
        return self._joined.get(role, [])

    def place_of(self, row: int, column: int, role: Role) -> Place:
        """The place whose text a cell of a role shows. A cell merged down says it of each of its rows; one merged
        across of each column of its kind, and where its first column is not read, of the first that is."""
        origin = self.sheet.merged_from(row, column)
        if origin[1] == column or not self._is_read(origin[1]):
            return origin
        over = self._role_of(origin[1])
        return origin if any({role, over} <= kind for kind in _ALIKE) else (row, column)

    def _is_read(self, column: int) -> bool:
        """Whether a column holds something by the mapping."""
        if self._role_of(column) not in {None, Role.LEFT_OUT}:
            return True
        own = () if self.profile.layout in ALL_NAMED else self.unnamed
        heading = self.headings.columns.get(column, "")
        return column in own or self.profile.known(heading) in self.profile.level_columns

    def words_of(self, row: int, role: Role) -> str:
        """All that is said in the columns of a role, each part once; what a cell merged with others says, with its
        range, as it is said of each row and column that it spans."""
        parts = []
        for column in self.joined(role):
            place = self.place_of(row, column, role)
            text = self.sheet.words(*place)
            merged = self.sheet.merged_range(*place) if text and self.sheet.merges else None
            shared = merged is not None and (merged[0] < merged[2] or self._says_of_several(merged))
            parts.append(f"{text} (merged {in_words(self.sheet, merged)})" if shared and merged else text)
        return "\n".join(dict.fromkeys(part for part in parts if part))

    def says(self, row: int, column: int, roles: Container[Role | None]) -> bool:
        """Whether a cell stands in a column of one of these roles and is no banner, merged over several columns."""
        merged = self.sheet.merged_range(row, column)
        return self._role_of(column) in roles and (merged is None or merged[1] == merged[3])

    def _says_of_several(self, merged: Range) -> bool:
        """Whether a merged cell spans columns of words under more than one heading."""
        columns = range(merged[1], merged[3] + 1)
        return len({self.headings.columns[c] for c in columns if self._role_of(c) in JOINED}) > 1

    def _role_of(self, column: int) -> Role | None:
        return self.profile.role(self.headings.columns.get(column, ""))

    def _by_heading(self, columns: list[int]) -> dict[str, list[int]]:
        alike: dict[str, list[int]] = {}
        for column in columns:
            alike.setdefault(self.headings.columns[column], []).append(column)
        return alike

    def doubled(self, rows: Iterable[int]) -> Iterator[tuple[str, list[int]]]:
        """Headings that stand over two columns of one role, where the two do not hold the same in these rows.

        What columns of words under several headings say is joined; under one heading twice it may belong to two tables
        side by side. Of answers there is one column, whatever the headings are.
        """
        numbers = list(rows)
        for role, columns in self.all_of.items():
            if role is Role.LEFT_OUT or (role in _SEVERAL and self.profile.layout in _SEVERAL[role]):
                continue
            alike = self._by_heading(columns)
            if role in {Role.SELF, Role.MODERATED}:
                alike = {self.headings.columns[columns[0]]: columns}
            for heading, twins in alike.items():
                if (
                    len(twins) > 1
                    and len({tuple(self.sheet.text(row, column) for row in numbers) for column in twins}) > 1
                ):
                    yield heading, twins


_ALIKE = (
    frozenset({Role.EVIDENCE, Role.IMPROVEMENT}), frozenset({Role.UPDATE, Role.NOTE}),
    frozenset({Role.RAISED, Role.DEADLINE, Role.REPLIED, Role.CLOSED}), frozenset({Role.SEAT, Role.AGENCY}),
    frozenset({Role.NUMBER, Role.STANDARD}),
)  # fmt: skip
"""Columns of one kind: a cell that is merged across two of them is said of both."""

ALL_NAMED = frozenset({Layout.STANDARDS_DOWN, Layout.CHALLENGE_LOG, Layout.ACTION_LOG})
"""Layouts in which every column that is read has a role; in the others those without one hold the answers."""


def column_key(heading: str) -> str:
    """The key of the question which of the columns with this heading is meant."""
    return f"column {heading}"


def _ask_which(sheet: Sheet, heading: str, columns: list[int]) -> ImportQuestion:
    """Two columns of a sheet have one heading: only a person can say which one is meant."""
    hidden = dict.fromkeys(sheet.hidden_columns, " (hidden)")
    named = [f"{column_letters(column)}{hidden.get(column, '')}" for column in columns]
    return ImportQuestion(
        column_key(heading),
        f"{counted(len(columns), 'column')} of {sheet.name} are called “{heading}”: {', '.join(named)}.",
        "Say which one is meant.",
        tuple((column_letters(column), f"Column {name}") for column, name in zip(columns, named, strict=True)),
    )


def which_columns(blocks: Iterable[Block], chosen: Mapping[str, str]) -> dict[str, ImportQuestion]:
    """What has to be asked of columns with one heading, by its kind: once for each heading."""
    asked: dict[str, ImportQuestion] = {}
    for block in blocks:
        rows = [row for row in block.sheet.rows() if row > block.headings.last_row]
        for heading, columns in block.doubled(rows):
            if column_key(heading) not in chosen:
                asked.setdefault(column_key(heading), _ask_which(block.sheet, heading, columns))
    return asked


def is_read(sheet: Sheet, profile: Profile) -> bool:
    """Whether a mapping reads this sheet: visible, and named by the mapping where it names any."""
    return sheet.visible and (not profile.sheets or sheet.name in profile.sheets)


def headings_of(sheet: Sheet, profile: Profile, *, first: bool = False) -> tuple[Headings, ...]:
    """Every place where the headings stand in a sheet that the mapping reads; with `first` no more than one."""
    return find_all(sheet, profile, first=first) if is_read(sheet, profile) else ()


def above(headings: tuple[Headings, ...], row: int) -> Headings | None:
    """The headings that a row stands under: the last ones that end before it."""
    return next((place for place in reversed(headings) if place.last_row < row), None)


def fits_nothing(workbook: Workbook, profile: Profile) -> UserError:
    """The sentence for a mapping that fits no sheet, with what it looked for."""
    wanted = ", ".join(f"“{text}”" for text in (*profile.headings, *profile.level_columns))
    return UserError(
        f"The mapping “{profile.name}” fits no sheet of {workbook.name}. Nothing was changed.",
        f"It looks for these headings in one row: {wanted}. Choose another mapping, or make one for this layout.",
    )
