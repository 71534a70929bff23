"""One recommendation: what it asks and of whom, what happened, what it rests on, where the same lesson came before."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from scrutineer.domain.challenge import Impact
from scrutineer.domain.dates import long_date, short_date
from scrutineer.domain.evidence import Evidence, Link
from scrutineer.domain.ids import RecommendationId
from scrutineer.domain.recommendation_life import RecommendationLife
from scrutineer.domain.recommendations import Recommendation, RecommendationEvent, RecommendationMove
from scrutineer.operations import evidence, recommendations
from scrutineer.operations.queries.recommendations import RecommendationView, owner_of, source_words
from scrutineer.ui.destinations import ToItem, ToRecommendations
from scrutineer.ui.dialogs.link_evidence import LinkEvidenceDialog
from scrutineer.ui.kit.basic import button, clear, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.text_list import TextLine, TextList, TextRow
from scrutineer.ui.ops import do
from scrutineer.ui.parts.recommendation_event_form import IMPACT_CHOICES, MOVE_WORDS, RecommendationEventForm
from scrutineer.ui.session import Session
from scrutineer.ui.ways import destination_of

_IMPACT_WORDS: dict[Impact, str] = {impact: words for words, impact in IMPACT_CHOICES}


class RecommendationDetails(QWidget):
    """The pane beside the register. The form stays as it is made, so that what is typed and the focus stay in it."""

    def __init__(self, session: Session, reword: Callable[[Recommendation], None]) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._reword_it = session, reword
        self._view: RecommendationView | None = None
        self._head, self._foot = column(spacing=6), column(spacing=6)
        self._events = TextList(session.theme, name="What happened")
        self.events = RecommendationEventForm(session)
        story = column(spacing=10, margins=(16, 12, 16, 12))
        story.addLayout(self._head)
        story.addWidget(self._events)
        story.addWidget(self.events)
        story.addLayout(self._foot)
        story.addStretch(1)
        self.setLayout(column(scroll(holder(story, "side"), "side"), spacing=0))

    def show_view(self, view: RecommendationView | None) -> None:
        """Show a recommendation, or nothing."""
        self._view = view
        clear(self._head)
        clear(self._foot)
        for part in (self._events, self.events):
            part.setVisible(view is not None)
        if view is None:
            self._head.addWidget(label("Choose a recommendation to see what became of it.", "muted", wrap=True))
            return
        self._show_head(view)
        self._events.show_rows([self._event_row(event) for event in view.life.events] or [TextRow((
            TextLine("Nothing is recorded yet of what became of it.", "muted"),
        ))])  # fmt: skip
        self.events.show_life(view.life)
        self._show_rests(view)

    def _show_head(self, view: RecommendationView) -> None:
        life, context = view.life, self._session.context
        kept = life.recommendation
        chips = (label(kept.kind.value.capitalize(), "chip"), label(life.status.value, "chip"))
        marking = label(kept.marking.value.capitalize(), "small")
        self._head.addWidget(flow(*chips, marking, button("Reword", self.reword, kind="link", hint="F2")))
        self._head.addWidget(label(f"{kept.number} {kept.text}".strip(), "heading", wrap=True))
        self._head.addWidget(label(f"Owner: {owner_of(context, kept) or 'nobody named'}", "muted", wrap=True))
        source = view.source
        origin = f"Follows from: {source_words(context, source)}{f', {long_date(source.on)}' if source.on else ''}"
        opened = button("Open", lambda: self._session.go(destination_of(source.about)), kind="link")
        opened.setAccessibleName("Open what it follows from")
        line = row(label(origin, "dense", wrap=True), opened)
        line.setStretch(0, 1)
        self._head.addLayout(line)
        self._head.addWidget(label(_stands(life), "dense", wrap=True))
        for words, text in (("The test", kept.test), ("Step or line", self._target(kept))):
            if text:
                self._head.addWidget(label(words, "card"))
                self._head.addWidget(label(text, "dense", wrap=True))
        self._head.addWidget(rule())

    def _target(self, kept: Recommendation) -> str:
        framework = self._session.context.framework
        return framework.name(kept.target) if kept.target and framework.knows(kept.target) else ""

    def _event_row(self, event: RecommendationEvent) -> TextRow:
        happened = MOVE_WORDS[event.kind]
        if event.met is not None:
            happened = f"{happened}: {event.met.value}"
        said = [event.text, _IMPACT_WORDS[event.impact] if event.impact else "", event.by, _due_words(event)]
        lines = [TextLine(happened, "strong", short_date(event.on_date))]
        sentence = ". ".join(part.rstrip(".") for part in said if part)
        return TextRow((*lines, TextLine(sentence, "dense")) if sentence else tuple(lines))

    def _show_rests(self, view: RecommendationView) -> None:
        link = button("Link evidence", self.link, theme=self._session.theme, kind="link", icon="link", hint="Ctrl+L")
        self._foot.addLayout(row(label("Rests on", "card"), None, link))
        for tie, item in view.links:
            self._foot.addLayout(self._tied(tie, item))
        if not view.links:
            self._foot.addWidget(label("No item is linked to it.", "muted"))
        if view.again:
            self._foot.addWidget(label("The same lesson, in other words", "card"))
            for other, percent in view.again:
                self._way(other, f"{percent}% of the words of the shorter text stand in both: {other.text}")
        if view.thread:
            self._foot.addWidget(label(f"The same matter: {view.life.recommendation.thread}", "card", wrap=True))
            for other in view.thread:
                self._way(other, other.text)
        away = button("Take the recommendation away", self.take_away, kind="link")
        self._foot.addWidget(away, 0, Qt.AlignmentFlag.AlignLeft)

    def _tied(self, tie: Link, item: Evidence) -> QHBoxLayout:
        words = f"{item.reference} {item.title}, {tie.bearing.value}"
        line = row(
            label(words, "dense", wrap=True),
            button("Open", lambda: self._session.go(ToItem(item.id)), kind="link"),
            button("Unlink", lambda: self._session.run(do(evidence.unlink_evidence, link=tie)), kind="link"),
        )
        line.setStretch(0, 1)
        return line

    def _way(self, other: Recommendation, words: str) -> None:
        line = row(
            label(words, "dense", wrap=True),
            button("Open", lambda: self._session.go(ToRecommendations(RecommendationId(other.id))), kind="link"),
        )
        line.setStretch(0, 1)
        self._foot.addLayout(line)

    def reword(self) -> None:
        """Write the recommendation anew."""
        if self._view is not None:
            self._reword_it(self._view.life.recommendation)

    def link(self) -> None:
        """Choose evidence to link to it."""
        if self._view is not None:
            LinkEvidenceDialog.for_recommendation(self, self._session, str(self._view.life.recommendation.id))

    def take_away(self) -> None:
        """Take it away with its events; undo brings it back."""
        if self._view is not None:
            kept = self._view.life.recommendation
            self._session.run(do(recommendations.take_recommendation_away, recommendation=kept))


def _due_words(event: RecommendationEvent) -> str:
    if event.due is None:
        return ""
    return f"{'Re-test on' if event.kind is RecommendationMove.RETEST else 'To be done by'} {long_date(event.due)}"


def _stands(life: RecommendationLife) -> str:
    """Where it stands, by when it is to be done, and what it waits for."""
    parts = []
    if life.is_open:
        parts.append(f"To be done by {long_date(life.due)}." if life.due else "No day is set for it.")
    waits = life.next_act()
    if waits is not None:
        parts.append(f"{waits.why} {waits.act.value}{f', {long_date(waits.on)}' if waits.on else ''}.")
    return " ".join(parts)
