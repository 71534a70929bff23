"""Strength of evidence: which judgements rest on little, why in words, and the cheapest thing that would mend it."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from scrutineer.domain.changes import ChangeKind, Outcome
from scrutineer.domain.evidence import Strength
from scrutineer.domain.ids import ActivityId
from scrutineer.domain.words import as_shown, begun
from scrutineer.operations import activities
from scrutineer.operations.queries.context import level_word
from scrutineer.operations.queries.strength import JudgedStrength, judged_strength
from scrutineer.ui.destinations import ToLine, ToLines, ToNewEvidence, ToStrength, ToYear
from scrutineer.ui.kit.basic import Card, EmptyState, button, clear, column, holder, label, row, scroll
from scrutineer.ui.kit.fields import Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.marks import BarsDelegate, MarkDelegate
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.level_marks import mark_on
from scrutineer.ui.session import Session


class StrengthPanel(Panel[ToStrength]):
    """A row for each judgement; the reasons of the one chosen below."""

    shows = frozenset(
        {ChangeKind.JUDGEMENT, ChangeKind.LINK, ChangeKind.EVIDENCE, ChangeKind.PARTNERSHIP, ChangeKind.FRAMEWORK}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._rows: tuple[JudgedStrength, ...] = ()
        self.setLayout(column(scroll(holder(self._build(), "page")), spacing=0))

    def _build(self) -> QVBoxLayout:
        theme = self.session.theme
        self._said = label("", "muted", wrap=True)
        self.which: Segments[str] = Segments([("Weak", "weak"), ("All judgements", "all")], name="Show")
        self.which.chosen.connect(lambda _which: self._show())
        self.table = Register(theme, self._columns(), name="Judgements and their evidence")
        self._marks, self._bars = MarkDelegate(theme), BarsDelegate(theme)
        self.table.setItemDelegateForColumn(1, self._marks)
        self.table.setItemDelegateForColumn(2, self._bars)
        self.table.selectionModel().selectionChanged.connect(lambda _now, _then: self._show_one())
        self.table.setMinimumHeight(theme.px(170))
        self.table.ends_with_rows = True
        self._card = Card("Judgements of this cycle", margins=(1, 0, 1, 1))
        self._card.body.addWidget(self.table)
        self._details = column(spacing=6)
        self._judgement_card = Card("The judgement", margins=(14, 10, 14, 12))
        self._judgement_card.body.addLayout(self._details)
        box = column(spacing=10, margins=(20, 12, 20, 14))
        box.addWidget(flow(label("Strength of evidence", "title"), None, self.which))
        for part, stretch in ((self._said, 0), (self._card, 100), (self._judgement_card, 0)):
            box.addWidget(part, stretch)
        sentence = "Once a step or line is judged, this page says what the judgement rests on and what it lacks."
        first = button("Judge a line", lambda: self.session.go(ToLines()), kind="primary")
        box.addStretch(1)
        self._empty = EmptyState(theme, "list-checks", "Nothing judged in this cycle yet", sentence, first)
        box.addWidget(self._empty, 100)
        return box

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn("Step or line", 150, lambda judged: TableCell(judged.name.replace("Step ", "", 1))),
            TableColumn("Judged", 168, lambda judged: TableCell(self._word(judged), value=mark_on(
                judged.judgement.scale_id, judged.judgement.level, self._word(judged)))),
            TableColumn("Evidence", 92, lambda judged: _strength_cell(judged.strength)),
            TableColumn("What is weak", 0, lambda judged: TableCell(
                self._weak(judged), tone="text" if judged.weak else "text-2")),
            TableColumn("Cheapest next", 150, lambda judged: TableCell(
                judged.next.method.name if judged.next else "–", tone="text-2")),
        ]  # fmt: skip

    @staticmethod
    def _word(judged: JudgedStrength) -> str:
        return level_word(judged.judgement.scale_id, judged.judgement.level) + (" (draft)" if judged.draft else "")

    @staticmethod
    def _weak(judged: JudgedStrength) -> str:
        words = "; ".join(as_shown(weak.weakness) for weak in judged.weak)
        return begun(words) if words else "Nothing named"

    def destination(self) -> ToStrength:
        """The whole of it."""
        return ToStrength()

    def refresh(self) -> None:
        """Read the judgements again."""
        self._rows = judged_strength(self.session.casefile, self.session.context, self.session.today())
        self._show()

    def _show(self) -> None:
        weak = [judged for judged in self._rows if judged.weak]
        some = bool(self._rows)
        for part in (self._said, self._card, self._judgement_card, self.which):
            part.setVisible(some)
        self._empty.setVisible(not some)
        self.which.set_words(0, f"Weak {len(weak)}")
        self.which.set_words(1, f"All judgements {len(self._rows)}")
        self._said.setText(
            f"{len(weak)} of {len(self._rows)} judgements rest on evidence with a named weakness. "
            "The suggestion is this program's own rule; you may see it otherwise and say why."
        )
        shown = weak if self.which.value() == "weak" else self._rows
        if not self.table.show_rows(shown, lambda judged: judged.judgement.target):
            self._show_one()

    def _show_one(self) -> None:
        clear(self._details)
        judged: JudgedStrength | None = self.table.current()
        self._judgement_card.setVisible(judged is not None)
        if judged is None:
            return
        self._judgement_card.title.setText(judged.name)
        hint = f"Suggested {judged.hint.strength.value}, because {', '.join(judged.hint.reasons)}."
        if judged.overridden:
            hint += f" You say {judged.strength.value}: {judged.overridden}"
        self._details.addWidget(label(hint, "dense", wrap=True))
        for weak in judged.weak:
            self._details.addWidget(label(f"It {as_shown(weak.weakness)}: {weak.detail}.", "strong", wrap=True))
        if judged.next is not None:
            self._details.addWidget(
                label(f"Cheapest next: {judged.next.in_words()} Not used here yet.", "dense", wrap=True)
            )
            rough = "The days are this program's own rough estimate."
            self._details.addWidget(label(rough, "small"))
            self._details.addLayout(row(self._plan_button(judged, judged.next.method.id), None))
        elif judged.weak:
            self._details.addWidget(label("Every method that would help has been used here.", "dense"))
        target = judged.judgement.target
        self._details.addLayout(
            row(button("Open the line", lambda: self.session.go(ToLine(target)), small=True),
                button("Capture evidence", lambda: self.session.go(ToNewEvidence()), small=True), None)
        )  # fmt: skip

    def _plan_button(self, judged: JudgedStrength, method: str) -> QPushButton:
        """Plans what is suggested in one step; the year then shows it."""
        target, session = judged.judgement.target, self.session

        def planned(outcome: Outcome[ActivityId]) -> None:
            session.go(ToYear(outcome.value))

        def plan() -> None:
            session.run(do(activities.plan_next, method=method, target=target), done=planned)

        return button("Plan it", plan, theme=session.theme, icon="calendar", small=True)


def _strength_cell(strength: Strength) -> TableCell:
    return TableCell(strength.value.capitalize(), value=strength, order=list(Strength).index(strength))
