"""The check of a pack that came back: what was sent, what came back and what stands now, before anything is stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from scrutineer.domain.grid import Workbook
from scrutineer.domain.pack_merge import Cell3, Merged
from scrutineer.domain.words import counted
from scrutineer.errors import UserError
from scrutineer.operations import pack_previews, pack_returns
from scrutineer.operations.pack_previews import PackPreview
from scrutineer.ui.kit.basic import Card, Message, button, clear, column, holder, label, row, scroll
from scrutineer.ui.kit.fields import Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.kit.typed import SaidTogether
from scrutineer.ui.ops import do
from scrutineer.ui.panels.import_check import CHECK, WaysOut
from scrutineer.ui.parts.import_questions import ImportQuestions
from scrutineer.ui.session import Session

_ICONS = {Merged.CONFLICT: "triangle-alert", Merged.RETURNED: "pencil", Merged.STANDING: "lock", Merged.SAME: "check"}
_SHOWN = 60


class PackCheck(QWidget):
    """One returned pack. Only what both sides changed waits for a person; nothing is stored until Commit."""

    def __init__(
        self,
        session: Session,
        workbook: Workbook,
        content: bytes,
        ways: WaysOut,
        path: Path,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._workbook, self._content = session, workbook, content
        self._leave, self._put_by = ways
        self._its_cycle = False
        self.preview: PackPreview | None = None
        self._decisions: dict[str, bool] = {}
        self.form = Form(session, self)
        self._said = SaidTogether(self, self._kept_words, self._put_back)
        self.form.add("path", SaidTogether(self, lambda: str(path), lambda _raw: None))
        self.form.add("decisions", self._said)
        left, right = scroll(holder(self._build_left(), "page")), scroll(holder(self._build_right(), "page"))
        outer = column(spacing=0)
        outer.addWidget(Panes(session.theme, [("Pack", left, 0), ("Left out", right, 380)]), 1)
        outer.addWidget(self._build_foot())
        self.setLayout(outer)
        self.setFocusProxy(self.items)

    def _build_left(self) -> QVBoxLayout:
        theme = self._session.theme
        box = column(spacing=10, margins=(16, 12, 16, 10))
        box.addWidget(label(f"Check {self._workbook.name}", "title", wrap=True))
        self._about = label("", "muted", wrap=True)
        box.addWidget(self._about)
        box.addWidget(self.form.note)
        self._message = column()
        box.addLayout(self._message)
        self.questions = ImportQuestions()
        self.questions.changed.connect(self._on_chosen)
        box.addWidget(self.questions)
        choices: list[tuple[str, Merged | None]] = [
            ("All", None),
            *((kind.value.capitalize(), kind) for kind in Merged),
        ]
        self._which: Segments[Merged | None] = Segments(choices, name="Show")
        self._which.chosen.connect(lambda _which: self._filter())
        self.items = Register(theme, self._columns(), name="What came back")
        self.items.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.items.setMinimumHeight(theme.px(260))
        self.items.selectionModel().selectionChanged.connect(lambda *_: self._show_one())
        self._details = column(spacing=6, margins=(12, 6, 12, 10))
        card = Card("What came back", margins=(1, 0, 1, 1))
        card.body.addWidget(holder(row(flow(self._which), margins=(12, 8, 12, 4))))
        card.body.addWidget(self.items, 1)
        card.body.addLayout(self._details)
        box.addWidget(card, 1)
        return box

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn("Cell", 136, lambda cell: TableCell(_named(cell))),
            TableColumn(
                "Change",
                190,
                lambda cell: TableCell(
                    cell.merged.value.capitalize(), icon=_ICONS.get(cell.merged, "minus"),
                    tone="warn" if cell.merged is Merged.CONFLICT else "text-2",
                ),
            ),
            TableColumn("As sent", 140, lambda cell: TableCell(cell.sent or "Blank", tone="text-2")),
            TableColumn("As returned", 0, lambda cell: TableCell(cell.returned or "Blank")),
            TableColumn("As it stands now", 150, lambda cell: TableCell(cell.now or "Blank", tone="text-2")),
            TableColumn("Keep", 120, lambda cell: TableCell(self._kept(cell), tone=_tone(cell, self._decisions))),
        ]  # fmt: skip

    def _build_right(self) -> QVBoxLayout:
        box = column(spacing=10, margins=(0, 12, 16, 10))
        self._also = Card("Also in it")
        self._left_out = Card("Left out, with the reason")
        box.addWidget(self._also)
        box.addWidget(self._left_out)
        box.addStretch(1)
        return box

    def _build_foot(self) -> QWidget:
        theme = self._session.theme
        self._totals = label("", "strong", wrap=True)
        discard = button("Set aside", self._put_by, hint="Esc")
        self.commit_button = button("Commit", self.commit, theme=theme, kind="primary", icon="check", hint="Ctrl+Enter")
        box = row(spacing=10, margins=(16, 8, 16, 8))
        box.addWidget(self._totals, 1)
        box.addWidget(flow(discard, self.commit_button))
        return holder(box, "statusbar")

    def _kept_words(self) -> str:
        """What was decided, as one text; "" where nothing was."""
        said = {"of its cycle": self._its_cycle, "taken": self._decisions, "chosen": self.questions.chosen}
        return json.dumps(said, ensure_ascii=False, sort_keys=True) if any(said.values()) else ""

    def _put_back(self, raw: str) -> None:
        """Decide again what was decided."""
        said: dict[str, Any] = json.loads(raw) if raw else {"of its cycle": False, "taken": {}}
        self._its_cycle, self._decisions = said["of its cycle"], dict(said["taken"])
        self.questions.put_back(said.get("chosen", {}))
        self.start()

    def begin(self) -> None:
        """Compare, and take up what was decided about this file before."""
        self.start()
        self.form.follow(CHECK + self._workbook.sha256, f"The check of {self._workbook.name}", self.form.typed())

    def start(self) -> None:
        """Compare with what was sent and with what stands."""
        clear(self._message)
        chosen = self.questions.chosen
        returned = pack_previews.pack_in(self._workbook, chosen)
        if returned is None:
            return
        try:
            self.preview = pack_previews.preview_pack(
                self._session.casefile, returned=returned, its_cycle=self._its_cycle, chosen=chosen
            )
        except UserError as error:
            self.preview = None
            self._message.addWidget(Message(self._session.theme, "danger", error.message, error.advice))
            self._show_totals()
            return
        shown = self.preview
        self._about.setText(f"The pack of {shown.agency}, {shown.cycle.name}. Nothing is stored until you commit.")
        self._show_facts(shown)
        self._show_also(shown)
        self._filter()
        self._show_totals()

    def _show_facts(self, shown: PackPreview) -> None:
        theme = self._session.theme
        if shown.already_imported:
            self._message.addWidget(Message(theme, "info", "It holds nothing that is not here already."))
        self.questions.show_questions(shown.questions)
        for question in (question for question in shown.questions if not question.choices):
            yes = button(f"They belong to {shown.cycle.name}", self._say_its_cycle, small=True)
            self._message.addWidget(Message(theme, "warn", question.text, "", yes))
        for sentence in shown.returned.lacks:
            self._message.addWidget(Message(theme, "warn", sentence))
        if shown.missing:
            number = counted(len(shown.missing), "question")
            fact = f"{number} did not come back."
            self._message.addWidget(Message(theme, "info", fact, "What stands for them is kept."))

    def _on_chosen(self) -> None:
        self._said.touched.emit()
        self.start()

    def _say_its_cycle(self) -> None:
        self._its_cycle = True
        self._said.touched.emit()
        self.start()

    def _show_also(self, shown: PackPreview) -> None:
        clear(self._also.body)
        clear(self._left_out.body)
        parts = (
            (len(shown.replies), "reply to a challenge", "replies to challenges"),
            (len(shown.evidence), "item for the evidence register", "items for the evidence register"),
            (len(shown.contributions), "contribution", "contributions"),
            (len(shown.attendance), "row of attendance", "rows of attendance"),
        )
        for number, singular, plural in parts:
            self._also.body.addWidget(label(counted(number, singular, plural), "dense" if number else "muted"))
        like = [item for item in (*shown.left_out, *shown.returned.overlooked) if item.like_answer]
        for item in like:
            words = f"{item.place} “{item.text[:120]}”, {item.reason}"
            self._left_out.body.addWidget(label(words, "warn", wrap=True))
        named = [i for i in shown.left_out if i.text and i.reason != "left blank" and not i.like_answer]
        for item in named[:_SHOWN]:
            self._left_out.body.addWidget(label(f"{item.place}: {item.reason}", "dense", wrap=True))
        rest = sum(not item.like_answer for item in shown.left_out) - len(named[:_SHOWN])
        self._left_out.body.addWidget(label(f"{counted(rest, 'other row')} left blank or empty.", "muted"))

    def _filter(self) -> None:
        wanted = self._which.value()
        cells = self.preview.cells() if self.preview else ()
        shown = [cell for cell in cells if (cell.returned or cell.now or cell.sent) and wanted in {None, cell.merged}]
        order = list(_ICONS)
        rank = {kind: number for number, kind in enumerate(order)}
        self.items.rows_model.set_rows(sorted(shown, key=lambda cell: rank.get(cell.merged, len(order))))
        self._show_one()

    def _show_one(self) -> None:
        clear(self._details)
        cell: Cell3 | None = self.items.current()
        if cell is None:
            return
        for what, text in (("Sent", cell.sent), ("Returned", cell.returned), ("Stands now", cell.now)):
            self._details.addWidget(label(f"{what}: {text or 'blank'}", "dense", wrap=True))
        if cell.merged is Merged.CONFLICT:
            keep = button("Keep what stands", lambda: self._decide(cell.key, False), small=True)
            take = button("Take what came back", lambda: self._decide(cell.key, True), small=True)
            self._details.addLayout(row(label("You decide:", "warn"), keep, take, None))

    def _decide(self, key: str, take: bool) -> None:
        self._decisions[key] = take
        self._said.touched.emit()
        self.items.viewport().update()
        self._show_totals()

    def _kept(self, cell: Cell3) -> str:
        if cell.merged is Merged.CONFLICT:
            if cell.key not in self._decisions:
                return "Choose one"
            return "Returned" if self._decisions[cell.key] else "What stands"
        return "Returned" if cell.merged is Merged.RETURNED else "What stands"

    def _show_totals(self) -> None:
        shown = self.preview
        if shown is None:
            self._totals.setText("Nothing to commit.")
            self.commit_button.setEnabled(False)
            return
        t = shown.totals(self._session.context)
        open_ones = [cell for cell in shown.conflicts if cell.key not in self._decisions]
        words = f"{t['read']} read = {t['stored']} to store + {t['set_aside']} set aside + {t['ignored']} left out."
        self._totals.setText(words + (f"  {counted(len(open_ones), 'conflict')} to settle." if open_ones else ""))
        self.commit_button.setText(f"Commit {counted(t['stored'] + t['set_aside'], 'row')}")
        some = t["stored"] + t["set_aside"] > 0
        self.commit_button.setEnabled(some and not open_ones and not shown.questions and not shown.already_imported)

    def commit(self) -> None:
        """Store what is shown."""
        if self.preview is not None and self.commit_button.isEnabled():
            self._session.record(
                self.form,
                do(
                    pack_returns.commit_pack, shown=self.preview, content=self._content,
                    take_returned=dict(self._decisions),
                ),
                done=lambda _outcome: self._leave(),
            )  # fmt: skip


_FIELDS = {"level": "level", "narrative": "how they know", "sources": "evidence", "reply": "reply"}


def _named(cell: Cell3) -> str:
    """1a, level."""
    row_id, _, field = cell.key.rpartition("/")
    return f"{row_id.rpartition(':')[2]}, {_FIELDS.get(field, field)}"


def _tone(cell: Cell3, decisions: dict[str, bool]) -> str:
    return "warn" if cell.merged is Merged.CONFLICT and cell.key not in decisions else "text-2"
