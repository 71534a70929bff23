"""The recommendations of a review, below the item that holds it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from scrutineer.domain.dates import short_date
from scrutineer.domain.evidence import Evidence, EvidenceKind
from scrutineer.domain.ids import RecommendationId
from scrutineer.domain.marking import Marking
from scrutineer.domain.partnership import Agency
from scrutineer.domain.recommendations import Recommendation
from scrutineer.domain.typed_dates import When
from scrutineer.operations import recommendations
from scrutineer.operations.queries.recommendations import owner_of
from scrutineer.ui.destinations import ToRecommendations
from scrutineer.ui.kit.basic import button, clear, column, label, row
from scrutineer.ui.kit.choices import agency_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField, Field
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts import called
from scrutineer.ui.parts.marking_field import MarkingField, standing_marking
from scrutineer.ui.session import Session
from scrutineer.ui.theme import space

HOLD = frozenset({EvidenceKind.REVIEW, EvidenceKind.REPORT, EvidenceKind.AUDIT})
"""Kinds of evidence that recommend."""
_BLANK: dict[str, object] = {"marking": Marking.PARTNER}


class RecommendationsPart(QWidget):
    """Each recommendation with its owner and date, and a line for one more, which stays while the list is made anew."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._item: Evidence | None = None
        box = column(label("Recommendations", "card"), spacing=6)
        self._list = column(spacing=6)
        box.addLayout(self._list)
        self.text, self.number = Field(spelt=True), Field()
        self.text.setPlaceholderText("What the review recommends")
        self.text.setAccessibleName("Recommendation")
        self.number.setPlaceholderText("No.")
        self.number.setAccessibleName("Number of the recommendation")
        self.number.setFixedWidth(session.theme.px(56))
        self.agency = Combo(session.theme, [], name="Owner", small=True, called=called.row(session, Agency))
        self.due = DateField(name="Due", today=session.today, when=When.AHEAD, required=False)
        self.due.setPlaceholderText("By when")
        self.marking = MarkingField(session, name="Marking of the recommendation", small=True)
        keep = button("Keep recommendation", self.keep, small=True)
        box.addLayout(row(self.number, self.text, spacing=6))
        self.due.setFixedWidth(session.theme.px(120))
        box.addWidget(flow(self.agency, self.due, self.marking, keep, spacing=6))
        self.text.returnPressed.connect(self.keep)
        self.form = Form(session, self)
        for name, part, required in (
            ("text", self.text, "Write what is recommended."), ("number", self.number, ""),
            ("agency_id", self.agency, ""), ("due", self.due, ""), ("marking", self.marking, ""),
        ):  # fmt: skip
            self.form.add(name, part, required=required)
        box.addWidget(self.form.note)
        box.setContentsMargins(0, space(6), 0, 0)
        self.setLayout(box)

    def show_item(self, item: Evidence) -> None:
        """Show what an item recommends; what is being typed about the same one stays."""
        self._item = item
        clear(self._list)
        for recommendation in recommendations.of_item(self._session.casefile, item.id):
            self._list.addWidget(label(self._words(recommendation), "dense", wrap=True))
            name = f"Marking of “{recommendation.text}”"
            marking = standing_marking(self._session, recommendation, name)
            self._list.addLayout(row(marking, self._follow(recommendation), self._away(recommendation), None))
        self.agency.set_choices(agency_choices(self._session.context.agencies, "Owner: nobody named"))
        self.form.follow(f"recommendation:{item.id}", f"A recommendation of {item.reference}", _BLANK)

    def _words(self, recommendation: Recommendation) -> str:
        owner = owner_of(self._session.context, recommendation) or "nobody named"
        due = f", by {short_date(recommendation.due)}" if recommendation.due else ""
        return f"{recommendation.number} {recommendation.text} ({owner}{due})".strip()

    def _follow(self, recommendation: Recommendation) -> QWidget:
        """The way to what became of it."""
        made = button(
            "Follow", lambda: self._session.go(ToRecommendations(RecommendationId(recommendation.id))), kind="link"
        )
        made.setAccessibleName(f"Follow “{recommendation.text}”")
        return made

    def _away(self, recommendation: Recommendation) -> QWidget:
        return button(
            "Take away",
            lambda: self._session.run(do(recommendations.take_recommendation_away, recommendation=recommendation)),
            kind="link",
        )

    def keep(self) -> None:
        """Keep what was typed."""
        if self._item is None or not self.form.ready():
            return
        self._session.record(
            self.form,
            do(
                recommendations.add_recommendation, evidence_id=self._item.id, text=self.text.text(),
                number=self.number.text(), agency_id=self.agency.value(), due=self.due.value(),
                marking=self.marking.value(),
            ),
            anew=_BLANK,
        )  # fmt: skip
