"""Choose evidence to link: type to search, choose the bearing, Enter links. Stays beside the page, not over it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import short_date
from scrutineer.domain.evidence import Bearing, LinkTarget
from scrutineer.domain.ids import EvidenceId, JudgementId
from scrutineer.domain.words import as_shown
from scrutineer.operations import evidence
from scrutineer.operations.queries.evidence import EvidenceFilter, EvidenceRegister, Matches
from scrutineer.ui.kit.announce import announcer
from scrutineer.ui.kit.basic import button, column, label, row, take_size
from scrutineer.ui.kit.fields import Field, Segments
from scrutineer.ui.kit.tables import Pages, Register, TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session


class LinkEvidenceDialog(QDialog):
    """Links items to one target until it is closed."""

    def __init__(self, parent: QWidget, session: Session, target_kind: LinkTarget, target: str, name: str) -> None:
        super().__init__(parent)
        self._session, self._kind, self._target = session, target_kind, target
        self._among: frozenset[EvidenceId] = frozenset()
        self.setWindowTitle(f"Link evidence to {name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        take_size(self, session.theme, 620, 440)
        self.words = Field(name="Search evidence", hint="Search titles, notes and attachments")
        self.words.textChanged.connect(self._show)
        self.bearing: Segments[Bearing] = Segments(
            [(bearing.value.capitalize(), bearing) for bearing in Bearing], name="Bearing", none=True
        )
        columns = [
            TableColumn("Item", 0, lambda entry: TableCell(f"{entry.item.reference}  {entry.title}"), by="title"),
            TableColumn("Kind", 130, lambda entry: TableCell(as_shown(entry.item.kind), tone="text-2"), by="kind"),
            TableColumn("Date", 90, lambda entry: TableCell(short_date(entry.item.dated), tone="text-2"), by="dated"),
        ]
        self.items = Register(session.theme, columns, name="Evidence")
        self.done_words, self.asked = label("", "ok"), label("", "warn", wrap=True)
        link = button("Link", self._link, kind="primary", hint="Enter")
        link.setDefault(True)
        foot = row(self.done_words, None, link, button("Close", self.close, hint="Esc"))
        self._box = box = column(
            label(f"Link evidence to {name}", "heading"),
            self.words,
            self.bearing,
            spacing=10,
            margins=(16, 14, 16, 14),
        )
        box.addWidget(self.items, 1)
        box.addWidget(self.asked)
        box.addLayout(foot)
        self.setLayout(box)
        self._show()

    @staticmethod
    def for_line(
        parent: QWidget,
        session: Session,
        target: str,
        judgement: JudgementId | None = None,
        *,
        name: str = "",
        among: frozenset[EvidenceId] = frozenset(),
    ) -> LinkEvidenceDialog:
        """Open on a step or line; with a judgement of it, an item may be linked to that alone.

        `name` is what a line of another framework is called. `among` are offered until something is searched for.
        """
        known_as = name or session.context.framework.name(target)
        made = LinkEvidenceDialog._opened(parent, session, LinkTarget.LINE, target, known_as)
        if among:
            made.offer(among)
        if judgement is not None:
            made.offer_judgement(target, judgement)
        return made

    def offer(self, among: frozenset[EvidenceId]) -> None:
        """Show these items alone, until something is searched for."""
        self._among = among
        self.words.setPlaceholderText("These may bear on it. Search titles, notes and attachments for others")
        self._show()

    def offer_judgement(self, target: str, judgement: JudgementId) -> None:
        """Offer the judgement beside the line itself."""
        choices = [
            ("To the line itself", (LinkTarget.LINE, target)),
            ("To your judgement of it", (LinkTarget.JUDGEMENT, str(judgement))),
        ]
        where: Segments[tuple[LinkTarget, str]] = Segments(choices, name="Link to")
        where.chosen.connect(self._choose_target)
        self._box.insertWidget(2, where)

    def _choose_target(self, chosen: tuple[LinkTarget, str]) -> None:
        self._kind, self._target = chosen

    @staticmethod
    def for_challenge(parent: QWidget, session: Session, target: str, name: str) -> LinkEvidenceDialog:
        """Open on a challenge."""
        return LinkEvidenceDialog._opened(parent, session, LinkTarget.CHALLENGE, target, name)

    @staticmethod
    def for_outcome(parent: QWidget, session: Session, target: str, name: str) -> LinkEvidenceDialog:
        """Open on a desired outcome."""
        return LinkEvidenceDialog._opened(parent, session, LinkTarget.OUTCOME, target, name)

    @staticmethod
    def for_activity(parent: QWidget, session: Session, target: str, name: str) -> LinkEvidenceDialog:
        """Open on an activity of the scrutineer."""
        return LinkEvidenceDialog._opened(parent, session, LinkTarget.ACTIVITY, target, name)

    @staticmethod
    def for_piece(parent: QWidget, session: Session, target: str, name: str) -> LinkEvidenceDialog:
        """Open on a scrutiny piece."""
        return LinkEvidenceDialog._opened(parent, session, LinkTarget.PIECE, target, name)

    @staticmethod
    def for_finding(parent: QWidget, session: Session, target: str) -> LinkEvidenceDialog:
        """Open on a finding of a scrutiny piece."""
        return LinkEvidenceDialog._opened(parent, session, LinkTarget.FINDING, target, "the finding")

    @staticmethod
    def for_recommendation(parent: QWidget, session: Session, target: str) -> LinkEvidenceDialog:
        """Open on a recommendation."""
        return LinkEvidenceDialog._opened(parent, session, LinkTarget.RECOMMENDATION, target, "the recommendation")

    @staticmethod
    def _opened(parent: QWidget, session: Session, kind: LinkTarget, target: str, name: str) -> LinkEvidenceDialog:
        made = LinkEvidenceDialog(parent, session, kind, target, name)
        made.show()
        made.words.setFocus()
        return made

    def _show(self) -> None:
        casefile, words = self._session.casefile, self.words.text()
        matches = Matches(casefile, words) if words.strip() else None
        offered = EvidenceFilter(ids=self._among) if self._among and matches is None else None
        register = EvidenceRegister(casefile, self._session.context, offered, matches=matches)
        self.items.rows_model.set_pages(Pages(register.ids, register.rows))
        self.items.selectRow(0)

    def _link(self) -> None:
        chosen, bearing = self.items.current(), self.bearing.value()
        ask = "Choose an item." if chosen is None else ""
        if bearing is None:
            ask = "Say whether it supports, contradicts or is context."
        self.asked.setText(ask)
        announcer.say(self, ask, urgent=True)
        if chosen is None or bearing is None:
            return
        self._session.run(
            do(
                evidence.link_evidence, evidence_id=chosen.item.id, target_kind=self._kind, target=self._target,
                bearing=bearing,
            ),
            done=self._linked,
        )  # fmt: skip

    def _linked(self, outcome: Outcome[Any]) -> None:
        """Say so; the next item's bearing is asked anew."""
        self.done_words.setText(outcome.label)
        announcer.say(self, outcome.label)
        self.bearing.choose(None)
