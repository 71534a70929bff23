"""The form for a recommendation: what it asks, what it follows from, whose it is, by when, and how one will know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from scrutineer.domain.changes import Outcome
from scrutineer.domain.ids import EvidenceId, RecommendationId
from scrutineer.domain.marking import Marking
from scrutineer.domain.partnership import Agency, Seat
from scrutineer.domain.recommendations import Recommendation, RecommendationKind
from scrutineer.domain.typed_dates import When
from scrutineer.domain.words import counted, shortened
from scrutineer.operations import recommendations
from scrutineer.operations.queries.recommendations import SourceKey, evidence_behind, possible_sources, source_called
from scrutineer.operations.queries.standing import standing
from scrutineer.operations.queries.structure import seat_choices
from scrutineer.ui.destinations import ToNewRecommendation
from scrutineer.ui.kept import new_recommendation_form
from scrutineer.ui.kit.basic import button, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.choices import agency_choices, target_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField, Field, Notes
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts import called
from scrutineer.ui.parts.marking_field import MarkingField
from scrutineer.ui.session import Session


class RecommendationForm(QWidget):
    """Writes a recommendation, or words one anew."""

    def __init__(
        self, session: Session, kept: Callable[[RecommendationId], None], leave: Callable[[], None]
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._kept, self._leave = session, kept, leave
        self._editing: Recommendation | None = None
        self._evidence: tuple[EvidenceId, ...] = ()
        self._making: list[QWidget] = []  # what is asked only when one is made
        theme = session.theme
        self.text = Notes(name="The recommendation", hint="What is to be done, so that it can be tested", lines=3)
        self.number = Field(name="Number", hint="Its number in the report, where it has one")
        self.owner = Field(name="Role", hint="The role that owns it, where it is no seat")
        self.matter = Field(name="Matter", hint="The matter that it belongs to, across years")
        kinds = [("By what it follows from", None), *((kind.value.capitalize(), kind) for kind in RecommendationKind)]
        self.kind = Combo(theme, kinds, name="Whose it is")
        self.source, self.target = (
            Combo(theme, [], name="Follows from", called=self._source_called),
            Combo(theme, [], name="Step or line", called=called.line(session)),
        )
        self.agency, self.seat = (
            Combo(theme, [], name="Agency", called=called.row(session, Agency)),
            Combo(theme, [], name="Seat that owns it", called=called.row(session, Seat)),
        )
        self.due = DateField(name="To be done by", today=session.today, when=When.AHEAD, required=False)
        self.test = Notes(name="The test", hint="How one will know that it made a difference for children", lines=2)
        self.with_evidence = QCheckBox()
        self.with_evidence.setAccessibleName("Link what that rests on")
        self.marking = MarkingField(session)
        self.source.currentIndexChanged.connect(lambda _number: self._offer_evidence())
        self.form = Form(session, self, roles=("owner",))
        for name, part, required in (
            ("text", self.text, "Write what is recommended."), ("source", self.source, "Say what it follows from."),
            ("evidence", self.with_evidence, ""), ("kind", self.kind, ""), ("number", self.number, ""),
            ("seat_id", self.seat, ""), ("agency_id", self.agency, ""), ("owner", self.owner, ""),
            ("due", self.due, ""), ("target", self.target, ""), ("test", self.test, ""), ("thread", self.matter, ""),
            ("marking", self.marking, ""),
        ):  # fmt: skip
            self.form.add(name, part, required=required)
        self._lay_out()

    def _lay_out(self) -> None:
        self._title = label("New recommendation", "heading")
        box = column(self._title, self.form.note, spacing=6, margins=(16, 12, 16, 12))
        for words, part in (
            ("The recommendation", self.text), ("Follows from", self.source), ("", self.with_evidence),
            ("Whose it is", self.kind), ("Seat that owns it", self.seat), ("Agency", self.agency),
            ("Role", self.owner), ("To be done by", self.due), ("The test", self.test),
            ("Step or line", self.target), ("Matter", self.matter), ("Number", self.number),
            ("Marking", self.marking),
        ):  # fmt: skip
            if words:
                name = label(words, "strong")
                box.addWidget(name)
                if part is self.source:
                    self._making += [name, part]
            box.addWidget(part)
        box.addStretch(1)
        self._submit = button("Keep recommendation", self.submit, kind="primary", hint="Ctrl+Enter")
        foot = row(self._submit, None, button("Leave", self._leave_it, hint="Esc"), margins=(16, 10, 16, 10))
        outer = column(scroll(holder(box, "side"), "side"), rule(), spacing=0)
        outer.addLayout(foot)
        self.setLayout(outer)

    def _source_called(self, source: SourceKey) -> str:
        return source_called(self._session.casefile, self._session.context, source)

    def refresh(self) -> None:
        """Follow changed agencies, seats, lines and sources."""
        session = self._session
        context = session.context
        self.agency.set_choices(agency_choices(context.agencies, "The partnership"))
        self.seat.set_choices([("No seat named", None), *seat_choices(context, session.today())])
        self.target.set_choices(target_choices(context.framework, "As what it follows from"))
        self.source.set_choices(
            [("Choose what it follows from", None), *possible_sources(session.casefile, context)]
        )  # fmt: skip
        if self._editing is not None:
            self._follow(standing(session.casefile, self._editing))
        else:
            self._offer_evidence()

    def start(self, begun: ToNewRecommendation) -> None:
        """Begin with what it follows from. Of what follows from elsewhere the typing is kept."""
        self._show_editing(None)
        source: SourceKey | None = next(((name, row) for name, row in asdict(begun).items() if row), None)
        stored: dict[str, Any] = {"source": source, "evidence": True, "marking": Marking.PARTNER}
        self.form.follow(new_recommendation_form(begun), "A recommendation", stored)
        self.text.setFocus()

    def edit(self, recommendation: Recommendation) -> None:
        """Word one anew."""
        self._follow(recommendation)
        self.text.setFocus()

    def _follow(self, recommendation: Recommendation | None) -> None:
        """Go on with one that is worded anew, as it stands now; the form is left where it is gone."""
        self._show_editing(recommendation)
        if recommendation is None:
            self._leave_it()
            return
        names = (
            "text", "kind", "number", "seat_id", "agency_id", "owner", "due", "target", "test", "thread", "marking",
        )  # fmt: skip
        stored = {name: getattr(recommendation, name) for name in names}
        title = f"The recommendation “{shortened(recommendation.text, 60)}”"
        self.form.follow(f"recommendation-change:{recommendation.id}", title, {**stored, "evidence": True})

    def _show_editing(self, recommendation: Recommendation | None) -> None:
        self._editing = recommendation
        making = recommendation is None
        self._title.setText("New recommendation" if making else "Reword the recommendation")
        for part in self._making:
            part.setVisible(making)
        self._offer_evidence()

    def _offer_evidence(self) -> None:
        """Say how many items the judgement or piece rests on that it follows from."""
        source: SourceKey = self.source.value() or ("", 0)
        session = self._session
        self._evidence = (
            evidence_behind(session.casefile, session.context, source, session.today()) if self._editing is None else ()
        )
        self.with_evidence.setText(f"Link what that rests on: {counted(len(self._evidence), 'item')}")
        self.with_evidence.setVisible(bool(self._evidence))

    def submit(self) -> None:
        """Keep it; what is missing is said beside its field."""
        if not self.form.ready():
            return
        if self._editing is not None:
            changed = replace(self._editing, **self._typed(self._editing.kind))
            self._session.record(
                self.form, do(recommendations.change_recommendation, recommendation=changed),
                done=lambda _outcome: self._kept(changed.id),
            )  # fmt: skip
            return
        field, row_id = self.source.value()
        items = self._evidence if self.with_evidence.isChecked() else ()
        source = {field: row_id}
        self._session.record(
            self.form,
            do(
                recommendations.add_recommendation, evidence=items,
                evidence_id=source.get("evidence_id"),
                judgement_id=source.get("judgement_id"), piece_id=source.get("piece_id"),
                inspection_id=source.get("inspection_id"), **self._typed(None),
            ),
            done=self._on_kept, anew={"evidence": True, "marking": Marking.PARTNER},
        )  # fmt: skip

    def _typed(self, unsaid: RecommendationKind | None) -> dict[str, Any]:
        """What was typed, by the names of the record's fields; `unsaid` is the kind where none was chosen."""
        return {
            "text": " ".join(self.text.toPlainText().split()), "kind": self.kind.value() or unsaid,
            "number": self.number.text(), "seat_id": self.seat.value(), "agency_id": self.agency.value(),
            "owner": self.owner.text(), "due": self.due.value(), "target": self.target.value() or "",
            "test": self.test.toPlainText(), "thread": self.matter.text(), "marking": self.marking.value(),
        }  # fmt: skip

    def _on_kept(self, outcome: Outcome[RecommendationId]) -> None:
        self._kept(outcome.value)

    def _leave_it(self) -> None:
        self.form.keep()
        self._leave()
