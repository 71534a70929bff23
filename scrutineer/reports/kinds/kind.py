"""What a kind of report is: its name, what it may be asked for, its limits, and how it is built from a view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from scrutineer.domain.editions import EditionView
from scrutineer.domain.marking import Edition
from scrutineer.reports.document import Document
from scrutineer.reports.furniture import Format

READ = (Format.PDF, Format.WORD, Format.PAGE)
"""What is written to be read."""


class State(Enum):
    """How far a report has come."""

    UNISSUED = "not issued"
    DRAFT = "draft"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What a report says of its own making. `version` is 0 where none is taken, `corrected_by` how many partners'
    corrections of fact were recorded, and `issued_before` the day of the last issue of its kind, in words."""

    state: State = State.UNISSUED
    version: int = 0
    corrected_by: int = 0
    issued_before: str = ""


Build: TypeAlias = Callable[[EditionView, Making], Document]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of report. `about` says in a line what it is and for whom.

    `most_words` and `most_pages` are limits that a check holds it to, None for none; `by_agency`, `by_period`,
    `by_piece` and `by_cycle` say what it may be asked for. `shows_reading_age`: a check says which age its sentences
    are about right for.
    """

    id: str
    title: str
    about: str
    build: Build
    editions: tuple[Edition, ...] = (Edition.PRIVATE, Edition.PARTNER, Edition.PUBLIC)
    formats: tuple[Format, ...] = READ
    by_agency: bool = False
    by_period: bool = False
    by_piece: bool = False
    by_cycle: bool = False
    most_words: int | None = None
    most_pages: int | None = None
    shows_reading_age: bool = False
