"""What a piece found: a finding for the theme or a step or line of its framework, beside the cycle's own judgement."""

from __future__ import annotations

from scrutineer.domain.dates import local_day, long_date
from scrutineer.domain.framework import Framework
from scrutineer.domain.judgement import JudgementStatus
from scrutineer.domain.pieces import PieceFinding, blockers_of
from scrutineer.domain.scale import INSUFFICIENT, NOT_YET
from scrutineer.operations import pieces
from scrutineer.operations.queries.context import level_word
from scrutineer.operations.queries.pieces import FindingView, PieceView
from scrutineer.ui.dialogs.link_evidence import LinkEvidenceDialog
from scrutineer.ui.kit.basic import Card, button, clear, column, holder, label
from scrutineer.ui.kit.choices import target_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import Notes
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.parts.evidence_chips import EvidenceChips
from scrutineer.ui.parts.level_held import held_called, level_held, levels_held, scale_and_level
from scrutineer.ui.parts.marking_field import MarkingField, marked
from scrutineer.ui.session import Session

_WHOLE = "The theme as a whole"


class PieceFindingsCard(Card):
    """The findings that stand, and the one being written; a final one is kept when a new one begins."""

    def __init__(self, session: Session) -> None:
        super().__init__("Findings", margins=(1, 0, 1, 1))
        self._session = session
        self._view: PieceView | None = None
        self._framework: Framework | None = None
        theme = session.theme
        self.table = Register(theme, self._columns(), name="Findings", height=51)
        self.table.stands_whole = True
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        self.target = Combo(theme, [], name="What the finding is about")
        self.target.activated.connect(lambda _place: self._follow())
        self.level = Combo(theme, [], name="Level of the finding", called=held_called)
        self.narrative = Notes(name="What was found", hint="What was found, and on what it rests", lines=3)
        self.marking = MarkingField(session, name="Marking of the finding")
        self.form = Form(session, self)
        for name, field in (("level", self.level), ("narrative", self.narrative), ("marking", self.marking)):
            self.form.add(name, field)
        self.form.changed.connect(self._say_reasons)
        self._earlier = column(spacing=4)
        self._reasons = label("", "small", wrap=True)
        self._away = button("Take away", self._take_away, kind="link", small=True)
        foot = column(spacing=8, margins=(13, 8, 13, 10))
        self._final = button("Make final", self.finish, small=True)
        acts = flow(button("Keep draft", self.save, small=True), self._final, self._away)
        asked = flow(self.target, self.level, self.marking, spacing=6)
        self.evidence = EvidenceChips(session, self.link)
        for part in (asked, self.narrative, self.evidence, self.form.note, self._reasons, acts):
            foot.addWidget(part)
        foot.addLayout(self._earlier)
        self.body.setSpacing(0)
        self.body.addWidget(self.table)
        self.body.addWidget(holder(foot))
        for part, width in ((self.target, 300), (self.level, 200)):
            part.setFixedWidth(theme.px(width))

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn("Of what", 0, lambda known: marked(
                TableCell(self._name(known.now.target), known.now.narrative), known.now.marking)),
            TableColumn("The piece", 140, lambda known: TableCell(_word(known.now))),
            TableColumn("The cycle’s judgement", 140, self._judged),
        ]  # fmt: skip

    @staticmethod
    def _judged(known: FindingView) -> TableCell:
        judged = known.judged
        return TableCell(level_word(judged.scale_id, judged.level) if judged else "–", tone="text-2")

    def _name(self, target: str) -> str:
        known = [self._framework, self._session.context.framework]
        return next((f.name(target) for f in known if f is not None and f.knows(target)), target or _WHOLE)

    def show_piece(self, view: PieceView, framework: Framework | None) -> None:
        """Show what a piece found, judged by its framework."""
        moved = self._view is None or self._view.piece.id != view.piece.id
        self._view, self._framework = view, framework
        levels = levels_held(self._session.context.scale)
        self.level.set_choices([("No level", NOT_YET), *levels, ("Insufficient evidence", INSUFFICIENT)])
        choices = target_choices(framework, _WHOLE) if framework else [(_WHOLE, "")]
        known = {choice for _, choice in choices}
        others = [known_view.now.target for known_view in view.findings if known_view.now.target not in known]
        self.target.set_choices([*choices, *((self._name(target), target) for target in others)])
        if moved:
            self.target.choose(view.findings[0].now.target if view.findings else "")
        self.table.selectionModel().blockSignals(True)
        self.table.show_rows(view.findings, lambda finding: finding.now.target)
        self.table.selectionModel().blockSignals(False)
        self.table.setVisible(bool(view.findings))
        self.table.stand(whole=True)
        self._follow()

    def _choose(self) -> None:
        known: FindingView | None = self.table.current()
        if known is not None and known.now.target != self.target.value():
            self.target.choose(known.now.target)
            self._follow()

    def _current(self) -> FindingView | None:
        every = self._view.findings if self._view else ()
        return next((known for known in every if known.now.target == self.target.value()), None)

    def _follow(self) -> None:
        """The fields are about what is chosen; what is being written about the same stays."""
        if self._view is None:
            return
        piece, known = self._view.piece, self._current()
        stored: dict[str, object] = {"level": NOT_YET, "marking": piece.marking}
        if known is not None:
            now = known.now
            stored = {"level": level_held(now.scale_id, now.level), "narrative": now.narrative, "marking": now.marking}
        name = self._name(self.target.value() or "")
        self.form.follow(f"finding:{piece.id}:{self.target.value()}", f"A finding of “{piece.title}”: {name}", stored)
        self._away.setVisible(known is not None)
        self.evidence.setVisible(known is not None)
        self.evidence.show_linked(known.evidence if known is not None else ())
        clear(self._earlier)
        for earlier in reversed(known.earlier if known else ()):
            self._earlier.addWidget(label(_earlier_words(earlier), "small", wrap=True))

    def link(self) -> None:
        """Link evidence to the finding that is chosen, once there is one to link to."""
        known = self._current()
        if known is not None:
            LinkEvidenceDialog.for_finding(self, self._session, str(known.now.id))

    def save(self) -> None:
        """Keep it as a draft."""
        self._record(final=False)

    def finish(self) -> None:
        """Make it final; what stands in the way is said, and what is typed stays."""
        self._record(final=True)

    def _record(self, *, final: bool) -> None:
        if self._view is None or not self.form.ready():
            return
        scale, level = scale_and_level(self.level.value(), self._session.context.scale)
        self._session.record(
            self.form,
            do(
                pieces.record_finding, piece_id=self._view.piece.id, target=self.target.value() or "",
                level=level, scale_id=scale, narrative=self.narrative.toPlainText(), marking=self.marking.value(),
                final=final,
            ),
        )  # fmt: skip

    def _say_reasons(self) -> None:
        """What stands between what is typed and being final."""
        if self._view is None:
            return
        typed = PieceFinding(piece_id=self._view.piece.id, narrative=self.narrative.toPlainText())
        known = self._current()
        reasons = blockers_of(typed, len(self._view.evidence) + len(known.evidence if known is not None else ()))
        final = known is not None and known.now.status is JudgementStatus.FINAL and not self.form.is_changed
        self._reasons.setText("" if final or not reasons else f"To make it final: {'; '.join(reasons)}.")
        self._reasons.setVisible(bool(self._reasons.text()))
        self._final.setEnabled(not reasons and not final)

    def _take_away(self) -> None:
        known = self._current()
        if known is not None:
            self._session.run(do(pieces.take_finding_away, finding=known.now))


def _word(finding: PieceFinding) -> str:
    draft = " (draft)" if finding.status is JudgementStatus.DRAFT else ""
    word = "In words alone" if finding.level == NOT_YET else level_word(finding.scale_id, finding.level)
    return f"{word}{draft}"


def _earlier_words(earlier: PieceFinding) -> str:
    return f"Earlier, {long_date(local_day(earlier.made))}. {_word(earlier)}: {earlier.narrative}"
