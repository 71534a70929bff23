"""What the register of evidence is asked for: words, step, kind, source, marking, day; what is in force as chips."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scrutineer.domain.dates import long_date
from scrutineer.domain.evidence import EvidenceKind
from scrutineer.domain.marking import Marking
from scrutineer.domain.typed_dates import When
from scrutineer.domain.words import as_shown
from scrutineer.operations.queries.bodies import covered
from scrutineer.operations.queries.evidence import EvidenceFilter
from scrutineer.ui.kit.basic import column
from scrutineer.ui.kit.chips import ChipRow, combo_filters
from scrutineer.ui.kit.combo import Narrowing
from scrutineer.ui.kit.fields import DateField, Field
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.session import Session


class EvidenceFilters(QWidget):
    """A line of choices, and below it a chip for each that is in force."""

    def __init__(self, session: Session, changed: Callable[[], None]) -> None:
        super().__init__()
        self._session, self._changed = session, changed
        theme = session.theme
        self.words = Field(name="Search evidence", hint="Titles, notes, attachments")
        self.words.setClearButtonEnabled(True)
        self.words.setFixedWidth(theme.px(192))
        self.words.textChanged.connect(lambda _words: self._follow())
        self._step = self._choice("Any step", [])
        self._kind = self._choice("Any kind", [(as_shown(kind), kind) for kind in EvidenceKind])
        self._source = self._choice("Any source", [])
        self._marking = self._choice("Any marking", [(m.value.capitalize(), m) for m in Marking])
        self._marking.setFixedWidth(theme.px(128))
        self._combos = {"Step": self._step, "Kind": self._kind, "Source": self._source, "Marking": self._marking}
        self.since = DateField(name="Since", today=session.today, when=When.HAPPENED, required=False)
        self.since.setPlaceholderText("Since, a date")
        self.since.setFixedWidth(theme.px(114))
        self.since.textChanged.connect(lambda _text: self._follow_day())
        self._asked_since: date | None = None
        self.chips = ChipRow(theme, self.words, self.clear_all)
        self.setLayout(column(flow(self.words, *self._combos.values(), self.since), self.chips))

    def _choice(self, any_words: str, known: list[tuple[str, object]]) -> Narrowing:
        made = Narrowing(self._session.theme, [(any_words, None), *known], name=any_words)
        made.setFixedWidth(self._session.theme.px(117))
        made.activated.connect(lambda _number: self._follow())
        return made

    def refresh(self) -> None:
        """Follow changed steps and agencies; nothing is asked anew."""
        context = self._session.context
        steps = [(f"{step.number} {step.label}", step.target) for step in context.framework.steps]
        self._step.set_choices([("Any step", None), *steps])
        self._source.set_choices([("Any source", None), *((agency.name, agency.id) for agency in context.agencies)])
        self._show_chips()

    def asked_for(self) -> EvidenceFilter:
        """What the choices ask for."""
        step = self._step.value()
        targets = None if step is None else frozenset(covered(self._session.context.framework, step))
        return EvidenceFilter(
            targets=targets, kind=self._kind.value(), agency_id=self._source.value(), marking=self._marking.value(),
            since=self._asked_since,
        )  # fmt: skip

    def searched(self) -> str:
        """The words that are sought; "" for none."""
        return self.words.text() if self.words.text().strip() else ""

    def seek(self, words: str) -> None:
        """Seek these words, and take the focus for others."""
        self.words.setText(words)
        self.start_search()

    def start_search(self) -> None:
        """Take the focus, ready for other words."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def clear_all(self) -> None:
        """Ask for everything."""
        for combo in self._combos.values():
            combo.choose(None)
        for field in (self.words, self.since):
            field.blockSignals(True)
            field.clear()
            field.blockSignals(False)
        self._asked_since = None
        self._follow()

    def _follow_day(self) -> None:
        """Another day is asked for once what is typed is one."""
        if self.since.value() != self._asked_since:
            self._asked_since = self.since.value()
            self._follow()

    def _follow(self) -> None:
        self._show_chips()
        self._changed()

    def _show_chips(self) -> None:
        words = [("Words", f"“{self.searched().strip()}”", self.words.clear)] if self.searched() else []
        day = self._asked_since
        since = [("Since", long_date(day), self.since.clear)] if day is not None else []
        self.chips.show_filters([*words, *combo_filters(self._combos, self._follow), *since])
