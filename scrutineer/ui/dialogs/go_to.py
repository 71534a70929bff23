"""The box that goes anywhere by any of its words: a page, a line, an agency, a reference, or something to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from scrutineer.domain.words import begun
from scrutineer.operations.queries.search import FrameworkLines, Search
from scrutineer.ui.destinations import (
    Destination,
    ToAgencyReturns,
    ToImport,
    ToLine,
    ToNewChallenge,
    ToNewEvidence,
    ToNewView,
    ToSearch,
)
from scrutineer.ui.kit.basic import column, label, take_size
from scrutineer.ui.kit.fitting_list import FittingList, FittingRow
from scrutineer.ui.pages import PAGES
from scrutineer.ui.session import Session
from scrutineer.ui.ways import destination_of

_REFERENCE = re.compile(r"[A-Za-z]{1,6}-?\d{1,4}(-\d{1,4})?|\d{2}-\d{1,4}")
_MOST = 40  # rows shown: who looks for more types another letter
_FOUND = 6  # records shown for a reference


@dataclass(frozen=True, slots=True)
class Lead:
    """Somewhere to go, or something to do: its words, what kind it is, and where it leads."""

    words: str
    kind: str
    to: Destination | Callable[[], object]

    def fits(self, wanted: Sequence[str]) -> tuple[int, int] | None:
        """How well it fits what is typed, the smaller the better; None where a word is missing."""
        text = f"{self.words} {self.kind}".casefold()
        if not all(word in text for word in wanted):
            return None
        inside = sum(f" {word}" not in f" {text}" for word in wanted)
        return inside, text.find(wanted[0]) if wanted else 0


def leads(session: Session, acts: Sequence[tuple[str, Callable[[], object]]]) -> list[Lead]:
    """Everywhere that has a name: pages and their tabs, what can be begun, steps and lines, agencies."""
    return [
        *(Lead(page.words, f"page, {page.shortcut}", page.start) for page in PAGES),
        *(Lead(tab.words, f"page, in {page.words}", tab.start) for page in PAGES for tab in page.tabs),
        *_beginnings(),
        *(Lead(words, "do", act) for words, act in acts),
        *_targets(session),
        *(Lead(agency.name, "agency, its returns", ToAgencyReturns(agency.id)) for agency in session.context.agencies),
    ]


def _beginnings() -> Iterator[Lead]:
    yield Lead("Capture evidence", "do, Ctrl+E", ToNewEvidence())
    yield Lead("New challenge", "do", ToNewChallenge())
    yield Lead("Record a view", "do", ToNewView())
    yield Lead("Import a workbook", "do, Ctrl+I", ToImport())


def _targets(session: Session) -> Iterator[Lead]:
    framework = session.context.framework
    for target in framework.targets():
        step, line = framework.step(target), framework.line(target)
        words = f"{step.number} {step.label}" if line is None else f"{line.code} {line.label}"
        yield Lead(words, "step" if line is None else f"line of {step.label}", ToLine(target))


class GoToDialog(QDialog):
    """One field and what fits it; Enter goes to the row chosen, or searches the casefile for what is typed."""

    def __init__(self, parent: QWidget, session: Session, acts: Sequence[tuple[str, Callable[[], object]]]) -> None:
        super().__init__(parent)
        self._session = session
        self._leads = leads(session, acts)
        theme = session.theme
        self.setWindowTitle("Go to")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        take_size(self, theme, 560, 420)
        self.rows = FittingList(theme, "Where to go", self._go)
        self.words = self.rows.words
        self.words.setPlaceholderText("A page, a line, an agency, a reference, or what to do")
        self.words.setAccessibleName("Go to")
        self.words.textChanged.connect(self._show)
        box = column(self.words, spacing=8, margins=(12, 12, 12, 12))
        box.addWidget(self.rows, 1)
        box.addWidget(label("Up and Down choose, Enter goes there, Esc closes", "caption"))
        self.setLayout(box)
        self._show()

    def _show(self) -> None:
        """What fits what is typed, the best first; a search of the casefile last."""
        typed = self.words.text().strip()
        wanted = typed.casefold().split()
        fitting = [(fit, way) for way in self._leads if (fit := way.fits(wanted)) is not None]
        fitting.sort(key=lambda pair: pair[0])
        shown = [*self._recorded(typed), *(way for _, way in fitting[:_MOST])]
        if typed:
            shown.append(Lead(f"Search this casefile for “{typed}”", "search, Ctrl+F", ToSearch(typed)))
        self.rows.show_rows(FittingRow(way.words, begun(way.kind), f"{way.words}, {way.kind}", way) for way in shown)

    @cached_property
    def _lines(self) -> FrameworkLines:
        """Read for the first reference, not for each letter of it."""
        return FrameworkLines(self._session.casefile, self._session.context)

    def _recorded(self, typed: str) -> list[Lead]:
        """What a reference names: an item of evidence, a challenge."""
        if not _REFERENCE.fullmatch(typed):
            return []
        session = self._session
        return [
            Lead(f"{record.reference} {record.title}".strip(), record.kind, destination_of(record.about))
            for record in Search(session.casefile, session.context, typed, self._lines).best(0, _FOUND)
            if record.reference
        ]

    def _go(self) -> None:
        way = self.rows.value()
        self.close()
        if isinstance(way, Lead):
            if callable(way.to):
                way.to()
            else:
                self._session.go(way.to)
