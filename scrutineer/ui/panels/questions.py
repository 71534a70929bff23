"""Questions that others put: the committee's, young people's, anybody's, each with its reply and how long it took."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.questions import Question, QuestionFrom, how_answered
from scrutineer.domain.words import counted
from scrutineer.operations.queries.questions import asked_of, questions
from scrutineer.ui.destinations import ToQuestions
from scrutineer.ui.kit.basic import button, carded, column, holder, label, scroll
from scrutineer.ui.kit.day_cell import day_cell
from scrutineer.ui.kit.fields import Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.empty_list import nothing_yet
from scrutineer.ui.parts.marking_field import marked
from scrutineer.ui.parts.question_form import FROM_WORDS, QuestionForm
from scrutineer.ui.session import Session

_TABS = {
    QuestionFrom.COMMITTEE: "Committee",
    QuestionFrom.YOUNG: "Young scrutineers",
    QuestionFrom.OTHER: "Others",
}


class QuestionsPanel(Panel[ToQuestions]):
    """The questions of one kind of asker, and beside them the one chosen with its reply."""

    shows = frozenset({ChangeKind.QUESTION, ChangeKind.PARTNERSHIP, ChangeKind.FRAMEWORK})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._wanted = 0
        self._is_new = False  # whether a new question is being written, whatever is chosen beside it
        columns = [
            TableColumn("Question, and who asked", 0, self._question_cell),
            TableColumn("Put to", 130, self._put_to_cell),
            TableColumn("Asked", 92, lambda known: day_cell(known.asked_on)),
            TableColumn("Days taken", 132, self._days_cell),
        ]
        self.table = Register(session.theme, columns, name="Questions", height=57)
        self.table.selectionModel().selectionChanged.connect(lambda _now, _then: self._on_chosen())
        self.table.setMinimumHeight(session.theme.px(150))
        self.form = QuestionForm(session, self._on_kept)
        left = scroll(holder(self._left()))
        self._panes = Panes(session.theme, [("Questions", left, 0), ("Question", self.form, 412)])
        self.setLayout(column(self._panes, spacing=0))

    def _left(self) -> QVBoxLayout:
        theme = self.session.theme
        self._said = label("", "muted", wrap=True)
        self._new = button("New question", self.new, theme=theme, kind="outline", icon="plus", hint="Ctrl+N")
        self.which: Segments[QuestionFrom] = Segments(
            [(words, source) for source, words in _TABS.items()], name="Who asks"
        )  # fmt: skip
        self.which.chosen.connect(lambda _source: self._on_source())
        box = column(flow(label("Questions", "title"), None, self._new, spacing=10), spacing=10,
                     margins=(16, 14, 16, 14))  # fmt: skip
        box.addWidget(flow(self.which))
        box.addWidget(self._said)
        self._carded = carded(self.table)
        box.addWidget(self._carded, 1)
        sentence = (
            "What a committee, young scrutineers or others ask, with the whole reply, the day of both, and what was "
            "done because of it. Begin with what was asked; the reply is added when it comes."
        )
        self._empty = nothing_yet(
            theme,
            "message-square-warning",
            "No question of theirs yet",
            sentence,
            "Record the first question",
            self.new,
        )
        box.addWidget(self._empty, 1)
        return box

    def refresh(self) -> None:
        """Read the questions again."""
        self.form.refresh()
        self._show_questions()

    def _source(self) -> QuestionFrom:
        return self.which.value() or QuestionFrom.COMMITTEE

    def _show_questions(self) -> None:
        every, today = questions(self.session.casefile), self.session.today()
        for number, (source, words) in enumerate(_TABS.items()):
            self.which.set_words(number, f"{words} {sum(known.source is source for known in every)}")
        rows = [known for known in every if known.source is self._source()]
        self._said.setText(how_answered(rows, today).in_words())
        for part in (self._carded, self._said):
            part.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self.table.selectionModel().blockSignals(True)
        self.table.show_rows(rows, lambda known: known.id)
        wanted, self._wanted = self._wanted, 0
        if wanted:
            self.table.select(lambda known: known.id == wanted)
        self.table.selectionModel().blockSignals(False)
        self._show_chosen()

    def _on_source(self) -> None:
        self._is_new = False
        self._show_questions()

    def _on_chosen(self) -> None:
        self._is_new = False
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen: Question | None = self.table.current()
        if chosen is None or self._is_new:
            self.form.start(self._source())
        else:
            self.form.show_question(chosen)

    def _question_cell(self, known: Question) -> TableCell:
        cell = TableCell(known.question, known.asker or FROM_WORDS[known.source], order=known.question.casefold())
        return marked(cell, known.marking)

    def _put_to_cell(self, known: Question) -> TableCell:
        return TableCell(asked_of(self.session.context, known), tone="text-2")

    def _days_cell(self, known: Question) -> TableCell:
        """How long it took, or has waited; below, whether it was late or what was done."""
        today = self.session.today()
        days, late = known.days_taken(today), known.days_late(today)
        if not known.is_answered:
            words = f"{counted(late, 'day')} overdue" if late else f"Waiting {counted(days, 'day')}"
            return TableCell(words, icon="clock" if late else "", tone="danger" if late else "text-2", order=days)
        below = "Done" if known.did else f"{counted(late, 'day')} late" if late else ""
        return TableCell(counted(days, "day"), below, order=days)

    def show_destination(self, destination: ToQuestions) -> None:
        """Show a question, among those of whoever asked it."""
        for known in questions(self.session.casefile):
            if known.id == destination.question_id:
                self._is_new = False
                self.which.choose(known.source)
                self._wanted = known.id
                self.refresh()
                self._panes.show_pane(1)

    def destination(self) -> ToQuestions:
        """The question that is chosen."""
        chosen: Question | None = self.table.current()
        return ToQuestions(chosen.id if chosen is not None else 0)

    def _on_kept(self, question_id: int) -> None:
        self.show_destination(ToQuestions(question_id))

    def new(self) -> None:
        """Ctrl+N: an empty question of the kind that is shown."""
        self._is_new = True
        self._show_chosen()
        self._panes.show_pane(1)
        self.form.question.setFocus()

    def record(self) -> None:
        """Ctrl+Enter records the question."""
        self.form.submit()

    def leave(self) -> bool:
        """Esc goes from a new question back to the one that is chosen."""
        was_new = self._is_new and self.table.current() is not None
        if was_new:
            self.form.form.keep()
            self._on_chosen()
        return was_new

    def toggle_details(self) -> None:
        """Show or hide the question."""
        self._panes.toggle_side()
