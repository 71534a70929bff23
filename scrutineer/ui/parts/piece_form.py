"""What a piece looks at: theme, terms of reference, methods, steps, by which framework it judges, its days."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.domain.framework import Framework, FrameworkKind
from scrutineer.domain.pieces import Piece
from scrutineer.domain.typed_dates import When
from scrutineer.notices import notice_of
from scrutineer.operations import pieces
from scrutineer.ui.destinations import ToReports
from scrutineer.ui.kit.basic import Card, button, label
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.field_line import FieldLine
from scrutineer.ui.kit.fields import DateField, Field, Notes
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts import called
from scrutineer.ui.parts.marking_field import MarkingField
from scrutineer.ui.parts.targets_field import TargetsField
from scrutineer.ui.session import Session


class PieceForm(Card):
    """The piece chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__("Terms of reference", margins=(14, 8, 14, 12))
        self._session = session
        self._piece: Piece | None = None
        theme, today = session.theme, session.today
        self.theme_field = Field(spelt=True)
        self.terms = Notes(name="Terms of reference", hint="What is looked at, and what is not", lines=3)
        self.methods = Notes(name="Methods", hint="How: returns, audits, visits, interviews", lines=2)
        self.targets = TargetsField(theme, session.context.framework, "Step or line of the piece")
        self.framework = Combo(theme, [], name="Judged by", called=called.framework(session))
        self.method = Combo(theme, [], name="Runs by the cycle of", called=called.framework(session))
        self.starts = DateField(name="Begins", today=today)
        self.due = DateField(name="Report due", today=today, required=False)
        self.reported = DateField(name="Reported on", today=today, when=When.HAPPENED, required=False)
        self.summary = Notes(name="Summary", hint="What was found, in a few sentences", lines=3)
        self.marking = MarkingField(session, name="Marking of the piece")
        self.form = Form(session, self)
        self.body.addWidget(self.form.note)
        for name, words, part, required in (
            ("title", "Theme", self.theme_field, "Say in a few words what is looked at."),
            ("terms", "Terms of reference", self.terms, ""), ("methods", "Methods", self.methods, ""),
            ("targets", "Steps and lines", self.targets, ""), ("framework_id", "Judged by", self.framework, ""),
            ("method_id", "Runs by the cycle of", self.method, ""), ("starts", "Begins", self.starts, ""),
            ("due", "Report due", self.due, ""), ("reported_on", "Reported on", self.reported, ""),
            ("summary", "Summary", self.summary, ""), ("marking", "Marking", self.marking, ""),
        ):  # fmt: skip
            self.form.add(name, self.targets.said if part is self.targets else part, required=required)
            self.body.addWidget(FieldLine(words, part))
        self.body.addWidget(
            flow(button("Record", self.submit, kind="primary", hint="Ctrl+Enter"),
                 button("Report of the piece", self.report, small=True),
                 button("Take the piece away", self.take_away, kind="link", small=True))
        )  # fmt: skip
        self._refusal = label("", "warn", wrap=True)
        self._refusal.hide()
        self.body.addWidget(self._refusal)

    def show_piece(self, piece: Piece, frameworks: tuple[Framework, ...]) -> None:
        """Ask about a piece; what is being written about the same one stays."""
        self._piece = piece
        self._refusal.hide()
        self.targets.follow(self._session.context.framework)
        judging = [known for known in frameworks if known.kind not in (FrameworkKind.METHOD, FrameworkKind.LAW)]
        running = [known for known in frameworks if known.kind is FrameworkKind.METHOD]
        self.framework.set_choices([("In words alone", ""), *((known.short_title, known.id) for known in judging)])
        self.method.set_choices([("None", ""), *((known.short_title, known.id) for known in running)])
        stored = {name: getattr(piece, name) for name in self.form.fields()}
        self.form.follow(f"piece:{piece.id}", f"The piece “{piece.title}”", stored)

    def submit(self) -> None:
        """Record what is typed."""
        starts = self.starts.value()
        if self._piece is None or not self.form.ready() or starts is None:
            return
        changed = replace(
            self._piece, title=self.theme_field.text(), terms=self.terms.toPlainText(),
            methods=self.methods.toPlainText(), targets=self.targets.value(), framework_id=self.framework.value(),
            method_id=self.method.value(), starts=starts, due=self.due.value(), reported_on=self.reported.value(),
            summary=self.summary.toPlainText(), marking=self.marking.value(),
        )  # fmt: skip
        self._session.record(self.form, do(pieces.change_piece, piece=changed))

    def report(self) -> None:
        """Go to the report of this piece."""
        if self._piece is not None:
            self._session.go(ToReports("piece", piece_id=self._piece.id))

    def take_away(self) -> None:
        """Take it away, where nothing rests on it."""
        if self._piece is not None:
            self._session.run(do(pieces.take_piece_away, piece=self._piece), failed=self._say_refused)

    def _say_refused(self, error: BaseException) -> None:
        notice = notice_of(error)
        self._refusal.setText(f"{notice.message} {notice.advice}".strip())
        self._refusal.show()
