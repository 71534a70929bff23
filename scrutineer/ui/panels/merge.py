"""Several scrutineers: who judged what, and merging a co-scrutineer's casefile of the same partnership."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.dates import local_day, short_date
from scrutineer.domain.words import counted
from scrutineer.operations import merging
from scrutineer.operations.merging import MergeConflict, MergePreview
from scrutineer.operations.queries.authors import Authored, who_judged
from scrutineer.ui.destinations import ScrutineersPlace, ToLines, ToMerge, ToScrutineers
from scrutineer.ui.kit.basic import Card, EmptyState, button, clear, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.fields import Field, Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.marks import MarkDelegate
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.ops import do, reporting
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.level_marks import mark_on
from scrutineer.ui.session import Session


class MergePanel(Panel[ScrutineersPlace]):
    """Who judged what above; the casefile to merge and its check below."""

    shows = frozenset({ChangeKind.JUDGEMENT, ChangeKind.VOICE, ChangeKind.PARTNERSHIP, ChangeKind.FRAMEWORK})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._path: Path | None = None
        self._choices: dict[str, Segments[bool]] = {}
        self.setLayout(column(scroll(holder(self._build(), "page")), spacing=0))

    def _build(self) -> QVBoxLayout:
        theme = self.session.theme
        self.table = Register(theme, self._columns(), name="Who judged what")
        self._marks = MarkDelegate(theme)
        self.table.setItemDelegateForColumn(2, self._marks)
        self.table.setMinimumHeight(theme.px(190))
        self.table.ends_with_rows = True
        self._card = Card("Who judged what", label("This cycle: judgements, and other scrutineers' views.", "small"),
                          margins=(1, 0, 1, 1))  # fmt: skip
        self._card.body.addWidget(self.table)
        sentence = (
            "Judgements and the views of other scrutineers and young scrutineers stand here, each with who gave it."
        )
        first = button("Make the first judgement", lambda: self.session.go(ToLines()), kind="outline")
        self._empty = EmptyState(theme, "users", "Nobody has judged yet", sentence, first)
        merge = Card("Merge a co-scrutineer's casefile", margins=(14, 10, 14, 12))
        words = (
            "Choose their casefile of this partnership. You see what would come in before anything does. What both of "
            "you changed waits for your decision, and what they took away stays. Their file is not touched. Whoever "
            "works in a copy first gives a role of their own in Settings, so that it is seen who judged what."
        )
        merge.body.addWidget(label(words, "dense", wrap=True))
        self.file = label("No casefile chosen", "strong")
        self.passphrase = Field(name="Passphrase of their casefile", hint="Passphrase of their casefile")
        self.passphrase.setEchoMode(Field.EchoMode.Password)
        self.passphrase.setFixedWidth(theme.px(260))
        self.passphrase.returnPressed.connect(self.look)
        merge.body.addWidget(
            flow(button("Choose a casefile", self.choose, theme=theme, icon="folder-open"), self.file, self.passphrase,
                 button("See what would come in", self.look, kind="outline"))
        )  # fmt: skip
        self._check = column(spacing=8)
        merge.body.addLayout(self._check)
        box = column(label("Several scrutineers", "title"), spacing=10, margins=(20, 12, 20, 14))
        for part, stretch in ((self._card, 100), (self._empty, 100), (merge, 0)):
            box.addWidget(part, stretch)
        box.addStretch(1)
        return box

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn("Step or line", 0, lambda said: TableCell(said.name.replace("Step ", "", 1))),
            TableColumn("Who", 230, lambda said: TableCell(said.who)),
            TableColumn(
                "Level", 210, lambda said: TableCell(said.word, value=mark_on(said.scale_id, said.level, said.word))
            ),
            TableColumn("What", 150, lambda said: TableCell(said.what, tone="text-2")),
            TableColumn(
                "When", 92, lambda said: TableCell(short_date(local_day(said.made)) if said.made else "", tone="text-2")
            ),
        ]

    def show_destination(self, destination: ScrutineersPlace) -> None:
        """Take the casefile that is named as the one to merge."""
        if isinstance(destination, ToMerge):
            self.choose_file(Path(destination.path))

    def destination(self) -> ToScrutineers:
        """The whole of it."""
        return ToScrutineers()

    def refresh(self) -> None:
        """Read who judged what."""
        rows: tuple[Authored, ...] = who_judged(self.session.casefile, self.session.context)
        self.table.rows_model.set_rows(rows)
        self._card.setVisible(bool(rows))
        self._empty.setVisible(not rows)

    def choose(self) -> None:
        """Choose their casefile."""
        name, _ = QFileDialog.getOpenFileName(self, "A co-scrutineer's casefile", "", "Casefiles (*.scrutiny)")
        if name:
            self.choose_file(Path(name))

    def choose_file(self, path: Path) -> None:
        """Take this casefile as the one to merge; its passphrase comes next."""
        self._path = path
        self.file.setText(path.name)
        clear(self._check)
        self.passphrase.setFocus()

    def look(self) -> None:
        """See what merging would do."""
        if self._path is None:
            self.session.tell("warn", "No casefile is chosen.", "Choose your co-scrutineer's casefile first.")
            return
        passphrase = self.passphrase.text()
        self.session.ops.run(
            reporting(merging.preview_merge, self.session.casefile, path=self._path, passphrase=passphrase),
            done=self._show_preview,
        )

    def _show_preview(self, preview: MergePreview) -> None:
        clear(self._check)
        self._choices = {}
        self._check.addWidget(rule())
        if preview.nothing:
            self._check.addWidget(label(f"{preview.name} holds nothing that is not here.", "ok"))
            return
        how = "A copy of this casefile, worked on since." if preview.copies else (
            "Made apart from this casefile: the same things are known by what they hold."
        )  # fmt: skip
        self._check.addWidget(label(how, "small", wrap=True))
        if preview.new:
            self._check.addWidget(label(f"Comes in: {', '.join(preview.new)}.", "dense", wrap=True))
        for words in preview.changed[:12]:
            self._check.addWidget(label(f"Changed by them alone, taken: {words}", "dense", wrap=True))
        if len(preview.changed) > 12:
            self._check.addWidget(label(f"and {len(preview.changed) - 12} more changed by them alone", "dense"))
        for conflict in preview.decisions:
            self._check.addWidget(self._decision(conflict))
        for words in preview.not_taken:
            self._check.addWidget(label(f"Not taken, so that nothing is lost: {words}.", "small", wrap=True))
        waiting = f"{counted(len(preview.decisions), 'conflict')} to decide" if preview.decisions else "No conflict"
        merge = button("Merge", self.merge, kind="primary", hint="Ctrl+Enter")
        self._check.addLayout(row(merge, label(f"{waiting}. One undo takes the whole merge back.", "small"), None))

    def _decision(self, conflict: MergeConflict) -> QWidget:
        """Both texts in view; neither is chosen beforehand."""
        choice: Segments[bool] = Segments([("Keep ours", False), ("Take theirs", True)], name=conflict.what, none=True)
        self._choices[conflict.mark] = choice
        kept = (
            " If ours stands, theirs is kept as another scrutineer's view."
            if conflict.what.startswith("Judgement")
            else ""
        )
        made = Card(margins=(12, 8, 12, 10))
        made.body.addWidget(label(f"{conflict.what} ({conflict.note})", "strong", wrap=True))
        made.body.addWidget(label(f"Ours: {conflict.ours or 'nothing'}", "dense", wrap=True))
        made.body.addWidget(label(f"Theirs: {conflict.theirs or 'nothing'}", "dense", wrap=True))
        made.body.addLayout(row(choice, label(kept.strip(), "small"), None))
        return made

    def merge(self) -> None:
        """Merge with the decisions made; undecided conflicts are said and nothing is changed."""
        if self._path is None:
            return
        chosen = {mark: choice.value() for mark, choice in self._choices.items()}
        decided = {mark: value for mark, value in chosen.items() if value is not None}
        self.session.run(
            do(merging.merge_casefile, path=self._path, passphrase=self.passphrase.text(), decisions=decided),
            done=lambda _outcome: self._merged(),
        )  # fmt: skip

    def _merged(self) -> None:
        clear(self._check)
        self._choices = {}
        self.passphrase.clear()

    def record(self) -> None:
        """Ctrl+Enter merges what is being checked."""
        if self._check.count():
            self.merge()
