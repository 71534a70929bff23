"""The check of a pack that came back: what was sent, what came back and what stands now, before anything is stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from scrutineer.domain.challenge import Event
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.grid import Workbook
from scrutineer.domain.ledgers import Attendance, Contribution
from scrutineer.domain.proposal import Proposal
from scrutineer.domain.returns import Said
from scrutineer.domain.words import counted, shortened
from scrutineer.errors import UserError
from scrutineer.operations import imports
from scrutineer.ui.kit.basic import Card, button, clear, column, label
from scrutineer.ui.kit.typed import SaidTogether
from scrutineer.ui.panels.proposal_check import ProposalCheck, WaysOut
from scrutineer.ui.parts.import_questions import ImportQuestions
from scrutineer.ui.session import Session

_SHOWN = 60


class PackCheck(ProposalCheck):
    """One returned pack, or a log that this program wrote: it needs no mapping. Only what both sides changed waits."""

    def __init__(self, session: Session, workbook: Workbook, content: bytes, ways: WaysOut, path: Path) -> None:
        super().__init__(session, workbook, content, ways, path)
        self._its_cycle = False
        self._said = SaidTogether(self, self._kept_words, self._put_back)
        self.form.add("decisions", self._said)
        self.changes.settled.connect(self._said.touched)
        self.send_back.hide()
        self.setFocusProxy(self.changes)

    def _build_left(self) -> QVBoxLayout:
        box = column(spacing=10, margins=(16, 12, 16, 10))
        box.addWidget(label(f"Check {self._workbook.name}", "title", wrap=True))
        self._about = label("", "muted", wrap=True)
        box.addWidget(self._about)
        box.addWidget(self.form.note)
        box.addLayout(self._message)
        self.questions = ImportQuestions()
        self.questions.changed.connect(self._on_said)
        box.addWidget(self.questions)
        box.addWidget(self._changes_card, 1)
        return box

    def _build_right(self) -> QVBoxLayout:
        box = column(spacing=10, margins=(0, 12, 16, 10))
        self._also = Card("Also in it")
        self._left_out = Card("Left out, with the reason")
        for card in (self._findings, self._aside, self._also, self._left_out):
            box.addWidget(card)
        box.addStretch(1)
        return box

    def _kept_words(self) -> str:
        """What was decided, as one text; "" where nothing was."""
        kept = json.loads(self.changes.kept() or "{}")
        said = {"of its cycle": self._its_cycle, "chosen": self.questions.chosen, **kept}
        return json.dumps(said, ensure_ascii=False, sort_keys=True) if any(said.values()) else ""

    def _put_back(self, raw: str) -> None:
        """Decide again what was decided."""
        said: dict[str, Any] = json.loads(raw) if raw else {}
        self._its_cycle = said.get("of its cycle", False)
        self.questions.put_back(said.get("chosen", {}))
        self.changes.put_back(raw)
        self.start()

    def start(self) -> None:
        """Compare with what was sent and with what stands."""
        said = Said(its_cycle=self._its_cycle, chosen=self.questions.chosen)
        try:
            shown = imports.propose(self._session.casefile, workbook=self._workbook, said=said)
        except UserError as error:
            self.show_result(error)
            return
        self.show_result(shown)
        whose = f"The pack of {shown.agency}, {shown.cycle.name}" if shown.agency else "A log that Scrutineer wrote"
        self._about.setText(f"{whose}. Nothing is stored until you commit.")
        self.questions.show_questions((*shown.questions, *shown.offers))
        for question in (question for question in shown.questions if not question.choices):
            yes = button(f"They belong to {shown.cycle.name}", self._say_its_cycle, small=True)
            self._say("warn", question.text, "", yes)
        self._show_also(shown)

    def _on_said(self) -> None:
        self._said.touched.emit()
        self.start()

    def _say_its_cycle(self) -> None:
        self._its_cycle = True
        self._on_said()

    def _show_also(self, shown: Proposal) -> None:
        clear(self._also.body)
        clear(self._left_out.body)
        parts = (
            (Event, "reply to a challenge", "replies to challenges"),
            (Evidence, "item for the evidence register", "items for the evidence register"),
            (Contribution, "contribution", "contributions"),
            (Attendance, "row of attendance", "rows of attendance"),
        )
        for kind, singular, plural in parts:
            number = len(shown.of(kind))
            self._also.body.addWidget(label(counted(number, singular, plural), "dense" if number else "muted"))
        for item in shown.like_answers:
            words = f"{item.place} “{shortened(item.text, 120)}”, {item.reason}"
            self._left_out.body.addWidget(label(words, "warn", wrap=True))
        named = [i for i in shown.left_out if i.text and i.reason != "left blank" and not i.like_answer]
        for item in named[:_SHOWN]:
            self._left_out.body.addWidget(label(f"{item.place}: {item.reason}", "dense", wrap=True))
        rest = sum(not item.like_answer for item in shown.left_out) - len(named[:_SHOWN])
        self._left_out.body.addWidget(label(f"{counted(rest, 'other row')} left blank or empty.", "muted"))
