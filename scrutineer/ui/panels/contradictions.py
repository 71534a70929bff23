"""Contradictions: sources that say different things, side by side, one step from a challenge."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.contradictions import RULES, ConflictingSource, Contradiction, Rule
from scrutineer.domain.ids import TargetId
from scrutineer.domain.places import AboutEvidence, AboutIndicator, AboutRecommendation, AboutReturns, AboutTarget
from scrutineer.domain.words import counted
from scrutineer.operations.queries.contradictions import contradictions
from scrutineer.ui.destinations import ToContradictions, ToNewChallenge, ToReturns
from scrutineer.ui.kit.basic import Card, EmptyState, button, clear, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.combo import Narrowing
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.session import Session
from scrutineer.ui.ways import destination_of

_SHOWN = 20  # sources by name; the rest are counted
_ICONS = {
    Rule.SELF_AND_CHECK: "eye", Rule.SELF_AND_VOICE: "users", Rule.NUMBERS: "table-2", Rule.FIGURES: "table-properties",
    Rule.FINAL: "gavel", Rule.REPEATED: "rotate-ccw",
}  # fmt: skip


class ContradictionsPanel(Panel[ToContradictions]):
    """The list on the left; the rule, the sources and the question of the one chosen on the right."""

    shows = frozenset(
        {
            ChangeKind.EVIDENCE,
            ChangeKind.LINK,
            ChangeKind.RETURN,
            ChangeKind.JUDGEMENT,
            ChangeKind.VOICE,
            ChangeKind.LEARNING,
            ChangeKind.PARTNERSHIP,
            ChangeKind.INDICATOR,
        }
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._every: tuple[Contradiction, ...] = ()
        theme = session.theme
        columns = [
            TableColumn("Agency and line", 0, lambda finding: TableCell(
                finding.about or finding.text, finding.differs, icon=_ICONS[finding.rule])),
            TableColumn("Rule", 190, lambda finding: TableCell(
                "", finding.rule.value, order=list(Rule).index(finding.rule))),
        ]  # fmt: skip
        self.table = Register(theme, columns, name="Contradictions", height=51, bold=True)
        self.table.selectionModel().selectionChanged.connect(lambda _now, _then: self._show_one())
        self.table.setMinimumHeight(theme.px(180))
        self._details = column(spacing=8, margins=(16, 14, 16, 14))
        self._panes = Panes(
            theme,
            [
                ("Found", scroll(holder(self._left(), "page")), 0),
                ("Sources", scroll(holder(self._details, "side"), "side"), 400),
            ],
        )
        self.setLayout(column(self._panes, spacing=0))

    def _left(self) -> QVBoxLayout:
        theme = self.session.theme
        self._said = label("", "muted", wrap=True)
        rules: list[tuple[str, object]] = [
            ("Every rule", None),
            *((plain_rule.value, plain_rule) for plain_rule in Rule),
        ]
        self.rule = Narrowing(theme, rules, name="Rule")
        self.rule.setFixedWidth(theme.px(260))
        self.rule.activated.connect(lambda _number: self._show())
        box = column(spacing=10, margins=(20, 12, 16, 14))
        box.addWidget(flow(label("Contradictions", "title"), None, self.rule))
        box.addWidget(self._said)
        self._card = Card("Found", margins=(1, 0, 1, 1))
        self._card.body.addWidget(self.table)
        self.table.ends_with_rows = True
        box.addWidget(self._card, 100)
        sentence = (
            "Six plain rules look for sources that say different things: returns, audits, views, judgements and the "
            "recommendations of reviews. What they find stands here with its sources."
        )
        first = button("See the returns", lambda: self.session.go(ToReturns()), kind="outline")
        self._empty = EmptyState(theme, "circle-check", "Nothing found", sentence, first)
        box.addWidget(self._empty, 100)
        box.addStretch(1)
        return box

    def destination(self) -> ToContradictions:
        """The whole of it."""
        return ToContradictions()

    def refresh(self) -> None:
        """Look again."""
        self._every = contradictions(self.session.casefile, self.session.context)
        self._show()

    def _show(self) -> None:
        rule_ = self.rule.value()
        shown = [finding for finding in self._every if rule_ is None or finding.rule is rule_]
        self._said.setText(
            f"{counted(len(self._every), 'finding')} by six plain rules. They say that sources differ, "
            "never who is right."
            if self._every
            else ""
        )
        self._said.setVisible(bool(self._every))
        self._card.setVisible(bool(shown))
        self._empty.setVisible(not shown)
        if not self.table.show_rows(shown, lambda finding: finding):
            self._show_one()

    def _show_one(self) -> None:
        clear(self._details)
        finding: Contradiction | None = self.table.current()
        if finding is None:
            self._details.addWidget(label("Choose a finding to see its sources.", "muted"))
            self._details.addStretch(1)
            return
        self._details.addWidget(label(finding.rule.value, "heading", wrap=True))
        self._details.addWidget(label(finding.text, "dense", wrap=True))
        self._details.addWidget(rule())
        self._details.addWidget(label("Sources", "strong"))
        for source in finding.sources[:_SHOWN]:
            self._details.addWidget(label(source.words, "dense", wrap=True))
            self._details.addWidget(self._way(source), 0, Qt.AlignmentFlag.AlignLeft)
        if len(finding.sources) > _SHOWN:
            self._details.addWidget(label(f"And {counted(len(finding.sources) - _SHOWN, 'source')} more.", "muted"))
        self._details.addWidget(rule())
        self._details.addWidget(label("The question it raises", "strong"))
        self._details.addWidget(label(finding.question, "dense", wrap=True))
        challenge = button(
            "Raise a challenge", self.raise_challenge, theme=self.session.theme, kind="primary", icon="flag",
            hint="Ctrl+Enter",
        )  # fmt: skip
        self._details.addLayout(row(challenge, None))
        self._details.addWidget(label(f"The rule: {RULES[finding.rule]}", "small", wrap=True))
        self._details.addStretch(1)

    def _way(self, source: ConflictingSource) -> QPushButton:
        match source.about:
            case AboutEvidence():
                words = "Open the item"
            case AboutTarget():
                words = "Open the line"
            case AboutReturns():
                words = "Open Returns"
            case AboutIndicator():
                words = "Open the indicator"
            case AboutRecommendation():
                words = "Open the recommendation"
            case _:
                assert_never(source.about)
        return button(words, lambda: self.session.go(destination_of(source.about)), kind="link")

    def raise_challenge(self) -> None:
        """A challenge from the finding chosen, its sources linked and its question proposed."""
        finding: Contradiction | None = self.table.current()
        if finding is None:
            return
        self.session.go(
            ToNewChallenge(
                target=TargetId(finding.target) if finding.target else None,
                agency_id=finding.agency_id,
                why=" ".join([finding.text, *(f"{source.words}." for source in finding.sources)]),
                question=finding.question,
                evidence_ids=finding.evidence_ids,
            )
        )

    def record(self) -> None:
        """Ctrl+Enter raises a challenge."""
        self.raise_challenge()

    def toggle_details(self) -> None:
        """Show or hide the sources."""
        self._panes.toggle_side()
