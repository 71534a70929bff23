"""Where the headings of a sheet are, what they say over one or two merged rows, and what they seem to mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scrutineer.domain.grid import Sheet
from scrutineer.domain.ledger_kinds import LEDGERS
from scrutineer.domain.mapping import (
    Layout,
    Profile,
    Renamed,
    Role,
    names_a_total,
    number_and_text,
    plain_heading,
    standard_number,
)
from scrutineer.exchange.meanings import is_level, meaning, suggest_ledger, suggest_ledger_roles

NO_HEADING = "(no heading)"
_ENOUGH_ROWS = 12  # rows below a heading from which on more of them make it no likelier
_LOOK_DOWN = 80  # rows searched for the first heading


@dataclass(frozen=True, slots=True)
class Headings:
    """The heading rows of a sheet, and the plain text of each column's heading."""

    rows: tuple[int, ...]
    columns: dict[int, str]

    @property
    def last_row(self) -> int:
        """The row after which answers begin."""
        return self.rows[-1]


def headings_at(sheet: Sheet, row: int, both: bool | None = None) -> Headings:
    """The headings that begin at a row; `both` says whether the next row belongs to them (None: by its merges)."""
    two = spans_two(sheet, row) if both is None else both
    rows = (row, row + 1) if two else (row,)
    return Headings(rows, {column: _heading(sheet, rows, column) for column in sheet.columns()})


def _heading(sheet: Sheet, rows: tuple[int, ...], column: int) -> str:
    texts: list[str] = []
    for row in rows:
        text = plain_heading(sheet.text(*sheet.merged_from(row, column)))
        if text and text not in texts:
            texts.append(text)
    return " / ".join(texts) or NO_HEADING


def spans_two(sheet: Sheet, row: int) -> bool:
    """Whether merged cells tie this row to the next one, or a merged heading stands over its parts there."""
    if any(top == row and bottom == row + 1 for top, _, bottom, _ in sheet.merges):
        return True
    over = [(left, right) for top, left, bottom, right in sheet.merges if top == bottom == row and left < right]
    parts = {meaning(sheet.text(row + 1, column)) for left, right in over for column in range(left, right + 1)}
    beside = any(not any(left <= column <= right for left, right in over) for column in sheet.filled(row))
    return beside and Role.SELF in parts and len(parts & {Role.SELF, Role.MODERATED, Role.EVIDENCE}) > 1


def find_all(sheet: Sheet, profile: Profile, *, first: bool = False) -> tuple[Headings, ...]:
    """Every place in a sheet where the headings of a profile stand, from the top; with `first` no more than one."""
    wanted = profile.wanted()
    names = wanted | {new for new, old in profile.also_called.items() if old in wanted}
    places: list[Headings] = []
    for row in _rows_with_any(sheet, {key.split(" / ")[0] for key in names}):
        if places and row <= places[-1].last_row:
            continue
        headings = next((candidate for candidate in _either(sheet, row) if wanted <= _known(candidate, profile)), None)
        if headings is not None:
            places.append(headings)
            if first:
                break
    return tuple(places)


def _rows_with_any(sheet: Sheet, wanted: set[str]) -> Iterator[int]:
    """The rows in which one of these plain headings stands. Many rows are looked at in one go: few have any."""
    for stretch in sheet.stretches():
        together = f"\0{sheet.texts_of(stretch)}\0".casefold()
        if any(f"\0{text}\0" in together for text in wanted):
            yield from (row for row in stretch.rows if not wanted.isdisjoint(map(plain_heading, _texts(sheet, row))))


def _texts(sheet: Sheet, row: int) -> list[str]:
    return [value for value in sheet.tidied(row) if isinstance(value, str)]


def _either(sheet: Sheet, row: int) -> Iterator[Headings]:
    """The headings at a row as its merges say, then with one row and with two."""
    first = headings_at(sheet, row)
    yield first
    yield headings_at(sheet, row, len(first.rows) == 1)


def _known(headings: Headings, profile: Profile) -> set[str]:
    return {profile.known(text) for text in headings.columns.values()}


def find_renamed(sheet: Sheet, profile: Profile) -> tuple[Renamed, ...]:
    """The headings that differ from a profile's where at least half of them, and two, stand as it knows them.

    What may stand in a missing one's place is the likest heading that the profile does not know; a person says.
    Nothing where the profile fits, or is far from fitting.
    """
    wanted = profile.wanted()
    best: tuple[int, Headings] | None = None
    for row in [row for row in sheet.rows() if row <= _LOOK_DOWN]:
        for headings in _either(sheet, row):
            there = len(wanted & _known(headings, profile))
            if there >= max(2, len(wanted) / 2) and (best is None or there > best[0]):
                best = (there, headings)
    if best is None or best[0] == len(wanted):
        return ()
    present = _known(best[1], profile)
    free = [text for text in best[1].columns.values() if text != NO_HEADING and profile.role(text) is None]
    return tuple(_renamed(was, profile, free) for was in profile.headings if was in wanted - present)


def _renamed(was: str, profile: Profile, free: list[str]) -> Renamed:
    from rapidfuzz import fuzz, process

    role = profile.headings[was]
    close = process.extractOne(was, free, scorer=fuzz.token_set_ratio, score_cutoff=70)
    same = [text for text in free if meaning(text) is role]
    now = close[0] if close else same[0] if len(same) == 1 else ""
    if now:
        free.remove(now)
    return Renamed(was, now, role)


def matrix_columns(headings: Headings, profile: Profile) -> list[int]:
    """The columns that are not named by the mapping; of a matrix of standards those of standards, named or not."""
    unnamed = [c for c, text in headings.columns.items() if profile.role(text) is None and text != NO_HEADING]
    if profile.layout is Layout.STANDARDS_ACROSS:
        named = [c for c, text in headings.columns.items() if profile.role(text) is Role.STANDARD]
        return sorted([*named, *(c for c in unnamed if names_standard(headings.columns[c], profile))])
    return unnamed


def names_standard(text: str, profile: Profile) -> bool:
    """Whether a heading across the top is a standard: by its number, or by the words in which the mapping knows one."""
    number, words = number_and_text(text)
    if number and ("." in number or not names_a_total(words)):
        return True
    known = {*(text for text, role in profile.headings.items() if role is Role.STANDARD), *profile.lines}
    known |= {plain_heading(worded) for worded in profile.worded.values()}
    return not known.isdisjoint({plain_heading(text), plain_heading(words)})


def suggest_headings(sheet: Sheet) -> Headings | None:
    """The likeliest heading row: the one that names the most different things, or a run of standards."""
    best: tuple[int, Headings] | None = None
    for row in [row for row in sheet.rows() if row <= _LOOK_DOWN]:
        headings = headings_at(sheet, row)
        score = _score(headings)
        score += (
            min(_ENOUGH_ROWS, sum(len(sheet.filled(below)) > 1 for below in sheet.rows() if below > row))
            // 2
            * (score >= 3)
        )
        if score >= 3 and (best is None or score > best[0]):
            best = (score, headings)
    return best[1] if best else None


def _score(headings: Headings) -> int:
    texts = [text for text in headings.columns.values() if text != NO_HEADING]
    across = _worded_across(texts)
    if any(len(text) > 160 for text in texts if text not in across) or len(set(texts)) < 2:
        return 0
    roles = {meaning(text) for text in texts} - {Role.LEFT_OUT}
    anchored = bool(roles & {Role.NUMBER, Role.STANDARD, Role.AGENCY})
    if suggest_ledger(texts) is not None:
        return len(texts) + 3
    standards = max(len(across), sum(bool(standard_number(text)) for text in texts))
    return (len(roles) + min(len(texts), 20) // 2 + (standards if standards >= 4 else 0)) if anchored else 0


def suggest_layout(headings: Headings) -> Layout:
    """What seems to run down and what across."""
    texts = [text for text in headings.columns.values() if text != NO_HEADING]
    ledger = suggest_ledger(texts)
    if ledger is not None:
        return ledger
    if sum(bool(standard_number(text)) for text in texts) >= 4 or _worded_across(texts):
        return Layout.STANDARDS_ACROSS
    roles = [meaning(text) for text in texts]
    if crossed_under(texts):
        return Layout.STANDARDS_DOWN
    if roles.count(Role.SELF) >= 3:
        return Layout.AGENCIES_ACROSS  # the same column again and again: an agency each
    unknown = roles.count(Role.LEFT_OUT) + roles.count(Role.AGENCY)
    if Role.SELF not in roles and unknown >= 3:
        return Layout.AGENCIES_ACROSS
    return Layout.STANDARDS_DOWN


_WHOSE = re.compile(
    r"(?:names? of )?(?:the |your )?"
    r"(?:school|agency|organi[sz]ation|partner(?: agency)?|setting|college|academy|provider)(?:s|['’]s)?(?: names?)?"
)
_SAYS_SOMETHING = 4  # words of a heading that is a standard put in words
_WORDED = 3  # of them from which on they are standards across


def _worded_across(texts: list[str]) -> tuple[str, ...]:
    """The headings that put a standard in words, where a column names whose row it is and none holds standards."""
    if not any(_WHOSE.fullmatch(text) for text in texts):
        return ()
    worded = tuple(text for text in texts if len(text.split()) >= _SAYS_SOMETHING and not names_a_total(text))
    others = {meaning(text) for text in texts if text not in worded and not names_a_total(text)}
    return worded if len(worded) >= _WORDED and not others & {Role.STANDARD, Role.NUMBER} else ()


def crossed_under(texts: list[str]) -> frozenset[str]:
    """The headings of columns that seem to be crossed, one a level; none where a column of answers is named."""
    levels = frozenset(text for text in texts if is_level(text))
    return levels if len(levels) >= 2 and Role.SELF not in {meaning(text) for text in texts} else frozenset()


def suggest_roles(headings: Headings, layout: Layout) -> dict[str, Role]:
    """A role for each heading that is no answer column of its own in this layout."""
    if layout in LEDGERS:
        return suggest_ledger_roles([text for text in headings.columns.values() if text != NO_HEADING], layout)
    roles: dict[str, Role] = {}
    worded = _worded_across([text for text in headings.columns.values() if text != NO_HEADING])
    crossed = crossed_under(list(headings.columns.values())) if layout is Layout.STANDARDS_DOWN else frozenset()
    for text in dict.fromkeys(headings.columns.values()):  # two tables side by side say each heading twice
        if text in crossed:
            roles[text] = Role.CROSSED
            continue
        role = meaning(text) if text != NO_HEADING else Role.LEFT_OUT
        if layout is Layout.STANDARDS_ACROSS:
            role = _role_beside_standards(text, role, worded)
        single = role in {Role.SELF, Role.MODERATED, Role.NUMBER, Role.AGENCY}
        roles[text] = Role.LEFT_OUT if single and role in roles.values() else role
    return _answers_left_open(roles, layout)


def _role_beside_standards(text: str, role: Role, worded: tuple[str, ...]) -> Role:
    """What a column of a matrix of standards seems to hold: a standard put in words, or whose row it is."""
    if text in worded and not standard_number(text):
        return Role.STANDARD
    return Role.LEFT_OUT if standard_number(text) or role not in {Role.AGENCY, Role.AREA} else role


def _answers_left_open(roles: dict[str, Role], layout: Layout) -> dict[str, Role]:
    """In a matrix the answer columns carry no role: they are every column that is not named.

    A column without a heading is never taken for anything: what stands in it only a person can say.
    """
    if layout is Layout.AGENCIES_ACROSS:
        return {text: role for text, role in roles.items() if role in {Role.NUMBER, Role.STANDARD, Role.AREA}}
    if layout is Layout.STANDARDS_ACROSS:
        unnamed = {text for text in roles if standard_number(text) or meaning(text) is Role.EVIDENCE} | {NO_HEADING}
        return {text: role for text, role in roles.items() if role is Role.STANDARD or text not in unnamed}
    return {text: role for text, role in roles.items() if text != NO_HEADING}
