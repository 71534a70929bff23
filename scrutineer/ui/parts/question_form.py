"""One question with the reply to it, whole: who asked whom, by when a reply was wanted, what was done because of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scrutineer.domain.changes import Outcome
from scrutineer.domain.ids import CycleId
from scrutineer.domain.marking import Marking
from scrutineer.domain.partnership import Agency
from scrutineer.domain.questions import Question, QuestionFrom
from scrutineer.domain.typed_dates import When
from scrutineer.domain.words import counted, shortened
from scrutineer.operations import questions
from scrutineer.ui.kit.basic import button, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.choices import agency_choices, target_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField, Field, Notes
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts import called
from scrutineer.ui.parts.marking_field import MarkingField
from scrutineer.ui.session import Session

FROM_WORDS = {
    QuestionFrom.COMMITTEE: "A committee",
    QuestionFrom.YOUNG: "Young scrutineers",
    QuestionFrom.OTHER: "Others",
}


class QuestionForm(QWidget):
    """Writes a question or its reply; what was typed and not recorded is kept as a draft."""

    def __init__(self, session: Session, kept: Callable[[int], None]) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._kept = session, kept
        self._question: Question | None = None
        theme, today = session.theme, session.today
        self.source = Combo(theme, [(words, source) for source, words in FROM_WORDS.items()], name="Who asks")
        self.asker = Field(name="Body or group that asks", hint="Scrutiny committee, youth council; never a person")
        self.agency, self.target = (
            Combo(theme, [], name="Put to", called=called.row(session, Agency)),
            Combo(theme, [], name="Step or line", called=called.line(session)),
        )
        self.question = Notes(name="The question", hint="As it was asked", lines=3)
        self.asked_on = DateField(today(), name="Asked on", today=today, when=When.HAPPENED)
        self.due = DateField(name="Reply wanted by", today=today, required=False)
        self.reply = Notes(name="The reply", hint="The whole reply, as it was given", lines=5)
        self.replied_on = DateField(name="Replied on", today=today, when=When.HAPPENED, required=False)
        self.did = Notes(name="What was done", hint="What changed because of it: “we did”", lines=3)
        self.marking = MarkingField(session, name="Marking of the question")
        self.form = Form(session, self, roles=("asker",))
        for name, part, required in (
            ("source", self.source, ""), ("asker", self.asker, ""), ("agency_id", self.agency, ""),
            ("question", self.question, "Write the question."), ("asked_on", self.asked_on, ""),
            ("due", self.due, ""), ("target", self.target, ""), ("reply", self.reply, ""),
            ("replied_on", self.replied_on, ""), ("did", self.did, ""), ("marking", self.marking, ""),
        ):  # fmt: skip
            self.form.add(name, part, required=required)
        self.form.changed.connect(self._fit)
        self._lay_out()

    def _lay_out(self) -> None:
        self._title, self._stands = label("New question", "heading"), label("", "muted", wrap=True)
        self._did_words = label("What was done", "strong")
        box = column(self._title, self._stands, self.form.note, spacing=6, margins=(16, 12, 16, 12))
        for words, part in (
            ("Who asks", self.source), ("", self.asker), ("The question", self.question), ("Put to", self.agency),
            ("Asked on", self.asked_on), ("Reply wanted by", self.due), ("The reply", self.reply),
            ("Replied on", self.replied_on),
        ):  # fmt: skip
            if words:
                box.addWidget(label(words, "strong"))
            box.addWidget(part)
        for below in (
            self._did_words, self.did, label("Step or line", "strong"), self.target, label("Marking", "strong"),
            self.marking,
        ):  # fmt: skip
            box.addWidget(below)
        box.addStretch(1)
        self._away = button("Take away", self.take_away, kind="link")
        foot = row(button("Record", self.submit, kind="primary", hint="Ctrl+Enter"), None, self._away,
                   margins=(16, 10, 16, 10))  # fmt: skip
        outer = column(scroll(holder(box, "side"), "side"), rule(), spacing=0)
        outer.addWidget(holder(foot))
        self.setLayout(outer)

    def refresh(self) -> None:
        """Follow changed agencies and lines."""
        context = self._session.context
        self.agency.set_choices(agency_choices(context.agencies, "The scrutineer"))
        self.target.set_choices(target_choices(context.framework, "None"))

    def start(self, source: QuestionFrom) -> None:
        """Begin a question of a source; what was typed of one before is there again."""
        self._question = None
        self._title.setText("New question")
        self._stands.hide()
        self._away.hide()
        self.form.follow(f"question-new:{source.value}", "A question", self._blank(source))

    def _blank(self, source: QuestionFrom) -> dict[str, object]:
        return {"source": source, "asked_on": self._session.today(), "marking": Marking.PARTNER}

    def show_question(self, question: Question) -> None:
        """Show a question; what is being typed of the same one stays."""
        self._question = question
        self._title.setText(FROM_WORDS[question.source])
        today = self._session.today()
        days, waits = counted(question.days_taken(today), "day"), question.next_act()
        said = f"Answered after {days}." if question.is_answered else f"Asked {days} ago."
        self._stands.setText(f"{said} {waits.why}" if waits and question.is_answered else said)
        self._stands.show()
        self._away.show()
        names = ("source", "asker", "agency_id", "question", "asked_on", "due", "reply", "replied_on", "did", "marking")
        stored = {name: getattr(question, name) for name in names}
        stored["target"] = next(iter(question.targets), "")
        self.form.follow(f"question:{question.id}", f"The question “{shortened(question.question, 60)}”", stored)

    def _fit(self) -> None:
        """What was done is asked where young people or others asked: a committee is answered in words."""
        asks = self.source.value() is not QuestionFrom.COMMITTEE or bool(self.did.toPlainText())
        for part in (self._did_words, self.did):
            part.setVisible(asks)

    def submit(self) -> None:
        """Record it; what is missing is said beside its field."""
        day = self.asked_on.value()
        if not self.form.ready() or day is None:
            return
        before = self._question
        source: QuestionFrom = self.source.value()
        target, others = self.target.value(), before.targets[1:] if before else ()
        typed = Question(
            id=before.id if before else 0, cycle_id=before.cycle_id if before else CycleId(0), source=source,
            asker=self.asker.text(), asked_on=day, question=" ".join(self.question.toPlainText().split()),
            agency_id=self.agency.value(), targets=((target, *others) if target else others), due=self.due.value(),
            reply=self.reply.toPlainText(), replied_on=self.replied_on.value(), did=self.did.toPlainText(),
            marking=self.marking.value(),
        )  # fmt: skip
        if before is None:
            kept = do(questions.add_question, question=typed)
            self._session.record(self.form, kept, done=self._on_kept, anew=self._blank(source))
        else:
            self._session.record(self.form, do(questions.change_question, question=typed))

    def _on_kept(self, outcome: Outcome[int]) -> None:
        self._kept(outcome.value)

    def take_away(self) -> None:
        """Take the question away; undo brings it back."""
        if self._question is not None:
            self._session.run(do(questions.take_question_away, question=self._question))
